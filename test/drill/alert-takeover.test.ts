// Two instances: the one that watches is killed in the middle of crossings, and Redis dies under the other; every crossing fires once.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { alertsOf, inboxOf, makeRule } from '../testkit/alerts.js';
import { Api } from '../testkit/api.js';
import { tidemarkJson } from '../testkit/command.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { type RedisServer, startRedis } from '../testkit/redis.js';
import { describeWith } from '../testkit/servers.js';
import { until } from '../testkit/until.js';
import { day, Person, SIGN_IN, signUp, World } from '../testkit/world.js';

const RULES = 40;
/** A lease of 5 s, a look each second, and the prices since. */
const TAKEOVER_MS = 60_000;
/** Without the bus the watch asks the database each second; well below the minute after which everything is read again anyway. */
const ALONE_MS = 30_000;
/** Prices lie a second apart and end here. */
const LAST_PRICE_MS = Date.now() - 60_000;

describeWith(['postgres', 'redis'], 'alerts on two instances', () => {
  let [postgres, redis] = [] as unknown as [PostgresServer, RedisServer];
  let settings: Record<string, string>;
  let servers: ServerProcess[] = [];
  let token: string;
  let person: Person;
  let share: string;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    settings = {
      DATABASE_URL: await postgres.createDatabase('takeover'),
      REDIS_URL: redis.url,
      JWT_SECRET: randomBytes(48).toString('base64'),
      DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
      SOURCES: 'none',
      DEMO: 'off',
      ACCESS_TOKEN_TTL: '3600',
    };
    servers = [await startServer(settings), await startServer(settings)];
    const email = 'admin@example.org';
    const { password } = await tidemarkJson<{ password: string }>(['user', 'create', '--role', 'ADMIN', '--email', email], settings);
    const anonymous = new Api(servers[0]?.url as string);
    token = (await anonymous.run(SIGN_IN, { email, password })).expectNoErrors().signIn.accessToken;
    person = await signUp(anonymous);
    share = await worldOf(servers[0] as ServerProcess).instrument({ currency: 'EUR', mic: null });
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill9()));
    await Promise.all([postgres?.stop(), redis?.stop()]);
  });

  const worldOf = ({ url }: ServerProcess) => new World(url, new Api(url, token));
  const personOn = ({ url }: ServerProcess) => new Person(new Api(url, person.api.token), person.session);
  const isWatching = async ({ url }: ServerProcess) => /^tidemark_alert_watch 1$/m.test(await (await fetch(`${url}/metrics`)).text());
  let said = 0;
  const say = async (server: ServerProcess, price: number) => {
    said += 1;
    const observedAt = new Date(LAST_PRICE_MS - 1000 * (1000 - said)).toISOString();
    expect(await worldOf(server).quotes([{ instrumentId: share, price: String(price), currency: 'EUR', observedAt }], true)).toEqual([
      expect.stringMatching(/^CURRENT/),
    ]);
  };
  const above = (threshold: number) =>
    ({ name: `Over ${threshold}`, instrumentId: share, measure: 'PRICE', condition: 'ABOVE', threshold: String(threshold) }) as const;

  /** The one that watches the rules, and the other. */
  async function watcherFirst(): Promise<[ServerProcess, ServerProcess]> {
    const flags = await until(
      () => Promise.all(servers.map(isWatching)),
      (watching) => watching.filter(Boolean).length === 1,
    );
    const [one, two] = servers as [ServerProcess, ServerProcess];
    return flags[0] ? [one, two] : [two, one];
  }

  test('the watcher is killed while prices cross: the other takes over, and each rule fires once, at the price that crossed it', async () => {
    const [watcher, other] = await watcherFirst();
    await say(other, 100);
    for (let rule = 1; rule <= RULES; rule += 1) await makeRule(personOn(other), above(100 + rule));
    let killed: Promise<void> | null = null;
    for (let step = 1; step <= RULES; step += 1) {
      await say(other, 100 + step);
      // Not waited for: the next prices come while it dies.
      if (step === RULES / 2) killed = watcher.kill9();
    }
    await killed;
    const alerts = await alertsOf(personOn(other), RULES, TAKEOVER_MS);
    expect(alerts.map(({ name, value }) => [name, value]).toSorted()).toEqual(
      Array.from({ length: RULES }, (_, index) => [`Over ${101 + index}`, String(101 + index)]),
    );
    expect(await isWatching(other)).toBe(true);
    servers = [other, await startServer(settings)];
    // What comes back shows nobody anything again.
    await say(servers[1] as ServerProcess, 150);
    await makeRule(personOn(other), above(160));
    await say(servers[1] as ServerProcess, 161);
    const after = await alertsOf(personOn(other), RULES + 1);
    expect(after.slice(RULES).map(({ name, value }) => [name, value])).toEqual([['Over 160', '161']]);
  });

  test('without Redis, rules made and prices told on the other instance still fire, once, and of portfolios too', async () => {
    const [watcher, other] = await watcherFirst();
    const known = (await inboxOf(personOn(other))).length;
    const accountId = await personOn(other).openAccount();
    await personOn(other).record(
      { accountId, kind: 'DEPOSIT', tradeDate: day(-2), amount: '1000', currency: 'EUR' },
      { accountId, kind: 'BUY', tradeDate: day(-2), instrumentId: share, quantity: '10', price: '100', currency: 'EUR' },
    );
    await makeRule(personOn(other), { name: 'Rich', measure: 'VALUE', condition: 'ABOVE', threshold: '1750' });
    await redis.kill();
    await makeRule(personOn(other), above(170));
    await say(other, 176);
    const alerts = await alertsOf(personOn(other), known + 2, ALONE_MS);
    const names = alerts.slice(known).map(({ name, value }) => [name, value]);
    expect(names.toSorted()).toEqual([
      ['Over 170', '176'],
      ['Rich', '1760'],
    ]);
    await redis.restart();
    await until(
      () =>
        Promise.all([watcher, other].map(async ({ url }) => ((await (await fetch(`${url}/readyz`)).json()) as { status: string }).status)),
      (states) => states.every((state) => state === 'ready'),
    );
    await makeRule(personOn(other), above(180));
    await say(other, 181);
    const last = await alertsOf(personOn(other), known + 3);
    expect(last.slice(known + 2).map(({ name }) => name)).toEqual(['Over 180']);
  });
});
