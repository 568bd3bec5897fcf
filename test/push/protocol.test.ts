// The socket's protocol with ready frames going round graphql-ws: what a client sees must be what it sees without them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { holder } from '../testkit/holder.js';
import { eventually, WITHIN_MS } from '../testkit/until.js';
import { ago, type LocalWorld, openWorld, PASSWORD, Person } from '../testkit/world.js';

type Message = { readonly id?: string; readonly type: string; readonly payload?: Record<string, unknown> };
const TOTAL = 'subscription { valuationChanged { sequence total holdings { id value } } }';
const FULL = `subscription S($id: ID, $without: Boolean! = false) {
  mine: valuationChanged(portfolioId: $id) {
    ...V gaps { reason message } cashBalances { currency amount value }
    holdings { instrument { name ticker } quantity price source isSimulated freshness isStale value @skip(if: $without) dayChange }
  }
} fragment V on Valuation { __typename sequence asOf total cash isPartial staleShare }`;

/** The one field of the answer, whatever its name. */
function valuationOf(payload: Message['payload']): Record<string, unknown> {
  return Object.values((payload as { data: Record<string, Record<string, unknown>> }).data)[0] as Record<string, unknown>;
}

/** A client that speaks the protocol by hand, so that nothing is put right on the way. */
class Client {
  readonly messages: Message[] = [];
  closeCode: number | null = null;
  private readonly watchers = new Set<() => void>();

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as Message);
      this.look();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.look();
    });
  }

  static async open(person: Person): Promise<Client> {
    const socket = new WebSocket(`${person.api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const client = new Client(socket);
    await new Promise((resolve) => socket.once('open', resolve));
    client.say({ type: 'connection_init', payload: { authorization: `Bearer ${person.api.token}` } });
    await client.when(() => client.messages.some(({ type }) => type === 'connection_ack'));
    return client;
  }

  say(...messages: readonly object[]): void {
    for (const message of messages) this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.say({ id, type: 'subscribe', payload: { query, variables } });
  }

  of(id: string, type = 'next'): Message[] {
    return this.messages.filter((message) => message.id === id && message.type === type);
  }

  async next(id: string, count: number): Promise<Message> {
    await this.when(() => this.of(id).length >= count);
    return this.of(id)[count - 1] as Message;
  }

  /** Everything sent so far has been handled once this is answered. */
  async settled(): Promise<void> {
    const pongs = this.messages.filter(({ type }) => type === 'pong').length;
    this.say({ type: 'ping' });
    await this.when(() => this.messages.filter(({ type }) => type === 'pong').length > pongs);
  }

  when(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`In vain after ${JSON.stringify(this.messages).slice(0, 500)}`)), WITHIN_MS);
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.watchers.delete(check);
        resolve();
      };
      this.watchers.add(check);
      check();
    });
  }

  private look(): void {
    for (const check of [...this.watchers]) check();
  }
}

describe.each(['on', 'off'])('with PUSH=%s', (mode) => {
  let world: LocalWorld;
  let person: Person;
  let instrumentId: string;
  let accountId: string;
  const clients: Client[] = [];

  beforeAll(async () => {
    world = await openWorld({ PUSH: mode });
    person = await world.signUp('USD');
    instrumentId = await world.instrument({ name: 'Société 株 "A"', ticker: 'SOC' });
    accountId = await person.openAccount({ currency: 'USD' });
    await person.record(
      { kind: 'DEPOSIT', accountId, tradeDate: '2026-01-05', amount: '10000', currency: 'USD' } as never,
      { kind: 'BUY', accountId, tradeDate: '2026-01-05', instrumentId, quantity: '10', price: '100', currency: 'USD' } as never,
    );
    await price('100');
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) {
      client.socket.close();
      await client.when(() => client.closeCode !== null);
    }
    await eventually(() => world.app.live.counts().boxes === 0);
    // Nothing is left of those who went.
    if (world.app.push) expect(world.app.push.counts()).toEqual({ portfolios: 0, groups: 0, members: 0, outlets: 0, turns: 0 });
  });
  afterAll(() => world.close());

  let second = 3600;
  async function price(value: string): Promise<void> {
    second -= 1;
    expect(await world.quotes([{ instrumentId, price: value, currency: 'USD', observedAt: ago(second) }], true)).toHaveLength(1);
  }

  async function open(): Promise<Client> {
    const client = await Client.open(person);
    clients.push(client);
    return client;
  }

  const totalOf = ({ payload }: Message) => valuationOf(payload).total as string;

  test('a subscription has the whole state at once and every change after it, with a growing sequence', async () => {
    await price('100');
    const client = await open();
    client.subscribe('a é"1', TOTAL);
    expect(totalOf(await client.next('a é"1', 1))).toBe('10000');
    await price('101.5');
    expect(totalOf(await client.next('a é"1', 2))).toBe('10015');
    await price('1000000');
    expect(totalOf(await client.next('a é"1', 3))).toBe('10009000');
    const sequences = client.of('a é"1').map(({ payload }) => valuationOf(payload).sequence);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => Number(a) - Number(b)));
    if (world.app.push) expect(world.app.push.counts()).toEqual({ portfolios: 1, groups: 1, members: 1, outlets: 1, turns: 1 });
  });

  test('what is pushed is what the query answers', async () => {
    const client = await open();
    client.subscribe('s', FULL, { id: null });
    const { payload } = await client.next('s', 1);
    const query = FULL.replace('subscription S', 'query S').replace('valuationChanged', 'valuation');
    const { data } = (await (await person.api.post(JSON.stringify({ query }))).json()) as { data: { mine: object } };
    const { sequence: _pushed, ...pushed } = valuationOf(payload);
    const { sequence: _asked, ...asked } = data.mine as Record<string, unknown>;
    expect(JSON.stringify(pushed)).toBe(JSON.stringify(asked));
  });

  test('two operations on one socket, one is stopped, and its id used again', async () => {
    const client = await open();
    client.subscribe('1', TOTAL);
    client.subscribe('2', TOTAL);
    await client.next('1', 1);
    await client.next('2', 1);
    client.say({ id: '1', type: 'complete' });
    await client.settled();
    await price('90');
    await client.next('2', 2);
    expect(client.of('1')).toHaveLength(1);
    client.subscribe('1', FULL, { without: true });
    expect((await client.next('1', 2)).payload).toMatchObject({ data: { mine: { total: '9900' } } });
    await price('91');
    await client.next('1', 3);
    await client.next('2', 3);
    expect(client.of('1', 'complete')).toEqual([]);
  });

  test('who asks for fewer messages gets the newest state at that pace, and others are not held up', async () => {
    const client = await open();
    const PACED = 'subscription S($rate: Float) { valuationChanged(maxRate: $rate) { total } }';
    client.subscribe('slow', PACED, { rate: 4 });
    client.subscribe('fast', PACED, {});
    await Promise.all([client.next('slow', 1), client.next('fast', 1)]);
    const startMs = performance.now();
    for (let change = 1; change <= 12; change += 1) {
      await price(String(60 + change));
      await client.when(() => totalOf(client.of('fast').at(-1) as Message) === String(9_000 + 10 * (60 + change)));
    }
    await client.when(() => totalOf(client.of('slow').at(-1) as Message) === '9720');
    expect(client.of('slow').length - 1).toBeLessThanOrEqual(Math.ceil((performance.now() - startMs) / 250));
    expect(client.of('fast').length).toBeGreaterThanOrEqual(13);
    // Its pause ends with it: the id is free at once, and what follows under it is not ended by what was before.
    client.say({ id: 'slow', type: 'complete' });
    client.subscribe('slow', PACED, { rate: 0.1 });
    await price('80');
    await client.when(() => client.of('slow').some((message) => totalOf(message) === '9800' || totalOf(message) === '9720'));
    await client.settled();
    expect(client.of('slow', 'complete')).toEqual([]);
    client.subscribe('wrong', PACED, { rate: 21 });
    await client.when(() => client.of('wrong').length + client.of('wrong', 'error').length > 0);
    expect(JSON.stringify([...client.of('wrong'), ...client.of('wrong', 'error')])).toContain('"rule":"RANGE"');
  });

  test('who asks for fewer messages and was away is not told the same twice', async () => {
    // Somebody else, whose messages at the same pace say how long it has been.
    const other = await holder(world, { quantity: '10', price: '100' });
    const clock = await Client.open(other.person);
    clients.push(clock);
    const [client, awake] = [await open(), await open()];
    awake.subscribe('live', TOTAL);
    const paced = 'subscription { valuationChanged(maxRate: 0.5) { sequence total } }';
    for (let count = 0; count < 150; count += 1) client.subscribe(`many${count}`, FULL);
    for (let count = 0; count < 150; count += 1) await client.next(`many${count}`, 1);
    client.subscribe('paced', paced);
    await client.next('paced', 1);
    client.socket.pause();
    // Beyond its pause: it is due then, and waits for its client to read.
    const endMs = performance.now() + 2_200;
    for (let count = 0; performance.now() < endMs; count += 1) await price(`110.${String(count).padStart(4, '0')}`);
    await price('116');
    await awake.when(() => awake.of('live').some((message) => totalOf(message) === '10160'));
    client.socket.resume();
    await client.when(() => client.of('many0').some((message) => totalOf(message) === '10160'));
    clock.subscribe('clock', paced);
    await clock.next('clock', 1);
    await world.quotes([{ instrumentId: other.instrumentId, price: '101', currency: 'EUR', observedAt: ago(30) }]);
    await clock.next('clock', 2);
    await client.when(() => client.of('paced').some((message) => totalOf(message) === '10160'));
    const sequences = client.of('paced').map(({ payload }) => valuationOf(payload).sequence);
    expect(sequences).toEqual([...new Set(sequences)]);
  });

  test('a directive by variable makes two answers of one document', async () => {
    const client = await open();
    client.subscribe('with', FULL, { without: false });
    client.subscribe('without', FULL, { without: true });
    const holding = ({ payload }: Message) => Object.keys((valuationOf(payload).holdings as [object])[0]);
    const [withValue, withoutValue] = [holding(await client.next('with', 1)), holding(await client.next('without', 1))];
    expect(withValue.filter((name) => !withoutValue.includes(name))).toEqual(['value']);
    if (world.app.push) expect(world.app.push.counts()).toMatchObject({ groups: 2, members: 2, outlets: 1 });
  });

  test('errors are those of the executor, and leave the connection open', async () => {
    const client = await open();
    client.subscribe('field', 'subscription { valuationChanged { nonsense } }');
    client.subscribe('variable', 'subscription S($id: ID!) { valuationChanged(portfolioId: $id) { total } }');
    client.subscribe('other', 'subscription S($id: ID!) { valuationChanged(portfolioId: $id) { total } }', { id: person.session.user.id });
    client.subscribe('left out', 'subscription { valuationChanged @skip(if: true) { total } }');
    for (const id of ['field', 'variable', 'left out']) await client.when(() => client.of(id, 'error').length + client.of(id).length > 0);
    await client.when(() => client.of('other').length + client.of('other', 'error').length > 0);
    const code = (id: string) => {
      const [given] = [...client.of(id, 'error'), ...client.of(id)];
      const errors = (Array.isArray(given?.payload) ? given.payload : given?.payload?.errors) as { extensions: { code: string } }[];
      return errors.map(({ extensions }) => extensions.code);
    };
    expect([code('field'), code('variable'), code('other')]).toEqual([['GRAPHQL_VALIDATION_FAILED'], ['BAD_USER_INPUT'], ['NOT_FOUND']]);
    expect(code('left out')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    client.subscribe('fine', TOTAL);
    await client.next('fine', 1);
  });

  test('what cannot be planned is answered all the same', async () => {
    const client = await open();
    client.subscribe('lots', 'subscription { valuationChanged { total holdings { lots(first: 1) { nodes { quantity } } } } }');
    client.subscribe('plain', TOTAL);
    const [{ payload }] = await Promise.all([client.next('lots', 1), client.next('plain', 1)]);
    expect(payload).toMatchObject({ data: { valuationChanged: { holdings: [{ lots: { nodes: [{ quantity: '10' }] } }] } } });
    await price('95');
    expect(totalOf(await client.next('lots', 2))).toBe(totalOf(await client.next('plain', 2)));
  });

  test('the same id twice closes the connection', async () => {
    const client = await open();
    client.subscribe('x', TOTAL);
    await client.next('x', 1);
    client.subscribe('x', TOTAL);
    await client.when(() => client.closeCode !== null);
    expect(client.closeCode).toBe(4409);
  });

  test('an id that is long and no ASCII closes it with the same code', async () => {
    const client = await open();
    const id = '株'.repeat(100);
    client.subscribe(id, TOTAL);
    client.subscribe(id, TOTAL);
    await client.when(() => client.closeCode !== null);
    expect(client.closeCode).toBe(4409);
  });

  test('an id is free with its complete: what it stood for, were it only beginning, says nothing under it any more and ends nothing', async () => {
    const client = await open();
    for (let round = 0; round < 20; round += 1) {
      const id = `free${round}`;
      const left = round % 2 === 0 ? FULL : '{ performance(period: YTD) { start } me { id } }';
      client.subscribe(id, left);
      client.say({ id, type: 'complete' });
      client.subscribe(id, 'subscription { itsOwn: valuationChanged { total } }');
      const isItsOwn = ({ payload }: Message) => 'itsOwn' in ((payload?.data ?? {}) as object);
      await client.when(() => client.of(id).some(isItsOwn));
      const ofId = () => client.messages.filter((message) => message.id === id);
      const told = client.of(id).filter(isItsOwn).length;
      await price(String(80 + round));
      await client.when(() => client.of(id).filter(isItsOwn).length > told);
      client.say({ id, type: 'complete' });
      await client.settled();
      const all = ofId();
      // The one that was left may have answered before that was heard.
      const own = all.slice(all.findIndex(isItsOwn));
      expect(own.every(isItsOwn)).toBe(true);
      await price(String(60 + round));
      await client.settled();
      expect(ofId()).toHaveLength(all.length);
    }
    await eventually(() => world.app.live.counts().boxes === 0);
  });

  test('after its complete nothing of an operation arrives, however early it comes', async () => {
    const client = await open();
    for (let round = 0; round < 20; round += 1) {
      const id = `race${round}`;
      client.subscribe(id, TOTAL);
      if (round % 3 === 1) await new Promise(setImmediate);
      if (round % 3 === 2) await client.next(id, 1);
      client.say({ id, type: 'complete' });
      await client.settled();
      const before = client.of(id).length;
      await price(String(80 + round));
      await client.settled();
      expect(client.of(id)).toHaveLength(before);
    }
  });

  test('a ledger entry changes what is held in an open subscription', async () => {
    const client = await open();
    client.subscribe('l', TOTAL);
    const before = totalOf(await client.next('l', 1));
    await person.record({ kind: 'DEPOSIT', accountId, tradeDate: '2026-01-06', amount: '5', currency: 'USD' } as never);
    await client.when(() => client.of('l').some((message) => Number(totalOf(message)) === Number(before) + 5));
  });

  test('a session that ends takes its subscriptions along', async () => {
    const { session } = await world.signUp();
    const email = person.email;
    const again = await world.app.core.users.signIn({ email, password: PASSWORD }, '127.0.0.1');
    const [staying, leaving] = [await open(), await Client.open(new Person(person.api.as(again.accessToken), session))];
    clients.push(leaving);
    for (const client of [staying, leaving]) {
      client.subscribe('s', TOTAL);
      await client.next('s', 1);
    }
    await person.api.as(again.accessToken).text('mutation { signOut }');
    await leaving.when(() => leaving.closeCode !== null);
    expect(leaving.closeCode).toBe(4403);
    await price('70');
    await staying.next('s', 2);
  });
});
