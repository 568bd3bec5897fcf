// Traces over two real instances: one price from its source to a socket, one request to its SQL, told to a real collector.

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Api } from '../testkit/api.js';
import { tidemarkJson } from '../testkit/command.js';
import { TEST_DATA_KEYS } from '../testkit/data-key.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { type RedisServer, startRedis } from '../testkit/redis.js';
import { describeWith } from '../testkit/servers.js';
import { StubExchange } from '../testkit/stub-exchange.js';
import { type ReceivedSpan, startTraceReceiver, type TraceReceiver, wayTo } from '../testkit/trace-receiver.js';
import { eventually } from '../testkit/until.js';
import { ago, day, type Person, RECORD, SIGN_IN, signUp, VALUATION_CHANGED, World } from '../testkit/world.js';

describeWith(['postgres', 'redis'], 'traces over two instances', () => {
  let [postgres, redis, exchange, collector] = [] as unknown as [PostgresServer, RedisServer, StubExchange, TraceReceiver];
  const servers: ServerProcess[] = [];
  let world: World;
  let person: Person;
  let [accountId, instrumentId] = ['', ''];

  beforeAll(async () => {
    [postgres, redis, exchange, collector] = await Promise.all([
      startPostgres({ fsync: false }),
      startRedis(),
      StubExchange.open(),
      startTraceReceiver(),
    ]);
    const settings = {
      DATABASE_URL: await postgres.createDatabase('traces'),
      REDIS_URL: redis.url,
      JWT_SECRET: randomBytes(48).toString('base64'),
      DATA_KEYS: TEST_DATA_KEYS,
      DEMO: 'off',
      SOURCES: 'none',
    };
    const traced = {
      ...settings,
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    };
    const streaming = { SOURCES: 'stream', QUOTE_STREAM_URL: exchange.streamUrl(), OTEL_TRACES_SAMPLER_ARG: '1' };
    servers.push(await startServer({ ...traced, ...streaming, ROLES: 'ingest,worker', OTEL_SERVICE_NAME: 'feeder' }));
    // Here nothing is traced but what comes in traced.
    servers.push(await startServer({ ...traced, ROLES: 'api', OTEL_TRACES_SAMPLER_ARG: '0' }));
    const anonymous = new Api(servers[1]?.url as string);
    const made = ['user', 'create', '--role', 'ADMIN', '--email', 'admin@example.org'];
    const { password } = await tidemarkJson<{ password: string }>(made, settings);
    const { signIn } = (await anonymous.run(SIGN_IN, { email: 'admin@example.org', password })).expectNoErrors();
    world = new World(anonymous.url, anonymous.as(signIn.accessToken));
    person = await signUp(anonymous);
    accountId = await person.openAccount();
    instrumentId = await world.instrument({ currency: 'EUR', mic: null });
    await person.record(
      { accountId, kind: 'DEPOSIT', tradeDate: day(-4), amount: '1000', currency: 'EUR' },
      { accountId, instrumentId, kind: 'BUY', tradeDate: day(-4), quantity: '10', price: '100', currency: 'EUR' },
    );
    await eventually(() => exchange.sockets.size > 0);
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await Promise.all([postgres?.stop(), redis?.stop(), exchange?.close(), collector?.close()]);
  });

  const say = (price: string, seconds: number) => exchange.broadcast({ symbol: instrumentId, price, currency: 'EUR', time: ago(seconds) });
  const named = (trace: readonly ReceivedSpan[], name: string) => trace.find((span) => span.name === name) as ReceivedSpan;
  const SENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const SENT_PARENT = `00-${SENT.traceId}-${SENT.spanId}-01`;

  test('a price is followed from its source, through the store and the bus, to the socket of another instance', async () => {
    const socket = person.api.socket();
    const stream = socket.subscribe(VALUATION_CHANGED, {});
    await stream.first();
    // The first price is stored before it is told.
    say('101', 20);
    await stream.until(({ valuationChanged }) => valuationChanged.total === '1010');
    const trace = await collector.traceWith(['receive', 'normalise', 'arbitrate', 'store', 'unit of work', 'publish', 'hear', 'frame']);
    expect(wayTo(named(trace, 'frame'), trace)).toEqual(['receive', 'publish', 'hear', 'book', 'revalue', 'frame']);
    for (const name of ['normalise', 'arbitrate', 'store']) expect(wayTo(named(trace, name), trace)).toEqual(['receive', name]);
    const [written, ...more] = trace.filter(({ attributes }) => String(attributes['db.query.text'] ?? '').includes('current_quote'));
    expect([wayTo(written as ReceivedSpan, trace), more]).toEqual([['receive', 'store', 'unit of work', 'insert current_quote'], []]);
    expect(named(trace, 'publish').attributes['tidemark.instruments']).toMatchObject({ values: [{ stringValue: instrumentId }] });
    const at = (name: string) => named(trace, name).resource;
    expect([at('publish')['service.name'], at('hear')['service.name']]).toEqual(['feeder', 'tidemark']);
    expect(at('hear')).toMatchObject({ 'tidemark.roles': 'api', 'deployment.environment.name': 'test' });
    expect(collector.headers[0]?.authorization).toBe('Bearer collector');
    // The second is told at once, and stored in the same trace afterwards.
    say('102', 10);
    await stream.until(({ valuationChanged }) => valuationChanged.total === '1020');
    const isSecond = (spans: readonly ReceivedSpan[]) => named(spans, 'frame').traceId !== named(trace, 'frame').traceId;
    const second = await collector.traceWith(['receive', 'publish', 'hear', 'frame', 'store'], isSecond);
    // Spans begin at whole milliseconds.
    const overlapNs = (one: ReceivedSpan, other: ReceivedSpan) => one.endNs - other.startNs;
    expect(overlapNs(named(second, 'publish'), named(second, 'store'))).toBeLessThanOrEqual(2_000_000n);
    expect(overlapNs(named(trace, 'store'), named(trace, 'publish'))).toBeLessThanOrEqual(2_000_000n);
    await socket.close();
  });

  test('a request is followed to its SQL and to the other instance, in the trace of its client', async () => {
    const input = { accountId, kind: 'DEPOSIT' as const, tradeDate: day(-1), amount: '3', currency: 'EUR' };
    const body = JSON.stringify({ query: RECORD.toString(), variables: { input, key: null } });
    expect((await person.api.post(body, { traceparent: SENT_PARENT })).status).toBe(200);
    const trace = await collector.traceWith(['POST /graphql', 'insert transaction', 'hear']);
    const request = named(trace, 'POST /graphql');
    expect([request.traceId, request.parentSpanId]).toEqual([SENT.traceId, SENT.spanId]);
    expect(request.attributes['http.response.status_code']).toBe(200);
    const insert = named(trace, 'insert transaction');
    const way = ['POST /graphql', 'mutation recordTransaction', 'Mutation.recordTransaction', 'unit of work', 'insert transaction'];
    expect(wayTo(insert, trace)).toEqual(way);
    // What people wrote stands in parameters, and those stay here.
    expect(String(insert.attributes['db.query.text'])).toMatch(/^insert into "transaction" .*\?/);
    expect(JSON.stringify(collector.spans, (_key, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      person.email,
    );
    expect(insert.startNs <= insert.endNs && insert.startNs >= request.startNs && insert.endNs <= request.endNs + 1_000_000n).toBe(true);
    const heard = named(trace, 'hear');
    expect([heard.resource['service.name'], heard.attributes['messaging.destination.name']]).toEqual([
      'feeder',
      expect.stringMatching(/:ledger:/),
    ]);
  });

  test('an error names its trace, over HTTP and over a socket, also where nothing of it is recorded', async () => {
    const query = 'mutation { voidTransaction(id: "0", version: 1) { id } }';
    const traceOf = async (response: Response) =>
      ((await response.json()) as { errors: { extensions: { traceId: string } }[] }).errors[0]?.extensions.traceId;
    expect(await traceOf(await person.api.post(JSON.stringify({ query }), { traceparent: SENT_PARENT }))).toBe(SENT.traceId);
    expect(await traceOf(await person.api.post('{"query":"{"}', { traceparent: SENT_PARENT }))).toBe(SENT.traceId);
    const own = await traceOf(await person.api.post(JSON.stringify({ query }), { traceparent: 'nonsense' }));
    expect(own).toMatch(/^[0-9a-f]{32}$/);
    expect(own).not.toBe(SENT.traceId);
    const socket = person.api.socket();
    for (const asked of [query, '{ nothing }', '{']) {
      const stream = socket.text(asked, undefined, { traceparent: SENT_PARENT });
      await stream.ended();
      expect(stream.errors[0]?.extensions).toMatchObject({ traceId: SENT.traceId });
    }
    await socket.close();
    expect(collector.spans.some(({ traceId }) => traceId === own)).toBe(false);
    expect(servers.flatMap((server) => server.log()).filter(({ level }) => level === 'error')).toEqual([]);
  });
});
