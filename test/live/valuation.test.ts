// What subscribers get: whole, current and in order, their own and nobody else's, and nothing is kept once they are gone.
import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { shareholder } from '../testkit/holder.js';
import { beforeItEnds, until } from '../testkit/until.js';
import type { Person } from '../testkit/world.js';
import { ago, day, type LocalWorld, openWorld, QUOTE_CHANGED, VALUATION_CHANGED } from '../testkit/world.js';

const SECRET = randomBytes(48).toString('base64');
let world: LocalWorld;

beforeAll(async () => {
  world = await openWorld({ JWT_SECRET: SECRET });
});
afterAll(() => world.close());

/** Nothing is watched, boxed or connected any more; the server hears of a closed socket a moment after the client. */
const isQuiet = async (): Promise<boolean> => {
  const { portfolios, boxes, instruments } = world.app.live.counts();
  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  const gauge = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
  const pushing = Object.values(world.app.push?.counts() ?? {}).reduce((sum, count) => sum + count, 0);
  return portfolios + boxes + instruments + pushing + gauge('tidemark_watched_portfolios') + gauge('tidemark_sockets') === 0;
};
afterEach(async () => {
  await until(
    async () => ((await isQuiet()) ? 'nothing is held' : world.app.live.counts()),
    (held) => held === 'nothing is held',
  );
});

async function push(share: string, price: string, seconds: number): Promise<string> {
  const observedAt = ago(seconds);
  expect(await world.quotes([{ instrumentId: share, price, currency: 'EUR', observedAt }])).toEqual([expect.stringMatching(/^CURRENT/)]);
  return observedAt;
}

test('the first message is the whole valuation, and a pushed price brings the next one', async () => {
  const { person, share, account } = await shareholder(world);
  const socket = person.api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  const { valuationChanged: first } = await stream.first();
  expect(first).toEqual({ ...(await person.valuation()), sequence: first.sequence });
  expect(first).toMatchObject({
    total: '100',
    marketValue: '1000',
    cash: '-900',
    holdings: [{ id: `${account}:${share}`, quantity: '10', price: '100' }],
  });
  const observedAt = await push(share, '104.5', 2);
  const { valuationChanged: second } = await stream.until(({ valuationChanged }) => valuationChanged.marketValue === '1045');
  expect(second.asOf).toBe(observedAt);
  expect(second.asOf).toMatch(/\.\d{3}Z$/);
  expect(second).toEqual({ ...(await person.valuation()), sequence: second.sequence });
  await socket.close();
});

test('the sequence strictly increases and the last message is the newest, whatever was merged', async () => {
  const { person, share } = await shareholder(world);
  const socket = person.api.socket();
  const [stream, second] = [socket.subscribe(VALUATION_CHANGED, {}), socket.subscribe(VALUATION_CHANGED, {})];
  await Promise.all([stream.first(), second.first()]);
  for (let index = 1; index <= 60; index += 1) await push(share, `100.${String(index).padStart(2, '0')}`, 600 - index);
  for (const each of [stream, second]) {
    await each.until(({ valuationChanged }) => valuationChanged.marketValue === '1006');
    const sequences = each.messages.map(({ valuationChanged }) => valuationChanged.sequence);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
    const asOf = each.messages.map(({ valuationChanged }) => valuationChanged.asOf as string);
    expect(asOf).toEqual(asOf.toSorted());
  }
  await socket.close();
});

test('a change of the ledger, a rate and an amendment each bring a new valuation', async () => {
  const { person, account } = await shareholder(world);
  const socket = person.api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  await stream.first();
  await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '900', currency: 'EUR' });
  await stream.until(({ valuationChanged }) => valuationChanged.total === '1000');
  await person.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(0), amount: '200', currency: 'USD' });
  await stream.until(({ valuationChanged }) => valuationChanged.gaps.some(({ currency }) => currency === 'USD'));
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.25', observedAt: ago(2) }]);
  await stream.until(({ valuationChanged }) => valuationChanged.total === '1160');
  await socket.close();
});

test("two users never see what is the other's", async () => {
  const [ada, bob] = [await shareholder(world), await shareholder(world)];
  const [one, two] = [ada.person.api.socket(), bob.person.api.socket()];
  const [hers, his] = [one.subscribe(VALUATION_CHANGED, {}), two.subscribe(VALUATION_CHANGED, {})];
  await Promise.all([hers.first(), his.first()]);
  const count = his.messages.length;
  await push(ada.share, '101', 2);
  await ada.person.record({ accountId: ada.account, kind: 'DEPOSIT', tradeDate: day(0), amount: '1', currency: 'EUR' });
  await hers.until(({ valuationChanged }) => valuationChanged.total === '111');
  await push(bob.share, '102', 2);
  await his.until(({ valuationChanged }) => valuationChanged.marketValue === '1020');
  const own = (person: Person, seen: typeof hers) =>
    seen.messages.every(({ valuationChanged }) =>
      valuationChanged.holdings.every(({ accountId }) => accountId === (person === ada.person ? ada : bob).account),
    );
  expect([own(ada.person, hers), own(bob.person, his)]).toEqual([true, true]);
  expect(his.messages.length - count).toBe(1);
  await Promise.all([one.close(), two.close()]);
});

test('quotes are pushed to who asked for them: the current one first, never an older one', async () => {
  const { person, share } = await shareholder(world);
  const other = await world.instrument({ currency: 'EUR', mic: null, name: 'Other' });
  const socket = person.api.socket();
  const stream = socket.subscribe(QUOTE_CHANGED, { ids: [share] });
  expect((await stream.first()).quoteChanged).toMatchObject({ instrumentId: share, price: '100', source: 'push' });
  await push(other, '5', 9);
  const observedAt = await push(share, '101', 9);
  expect(await world.quotes([{ instrumentId: share, price: '99', currency: 'EUR', observedAt: ago(10) }])).toEqual(['HISTORY OLDER']);
  await push(share, '102', 6);
  await stream.until(({ quoteChanged }) => quoteChanged.price === '102');
  const prices = stream.messages.map(({ quoteChanged }) => quoteChanged.price);
  expect(prices).toEqual(['100', '101', '102']);
  expect(stream.messages[1]?.quoteChanged.observedAt).toBe(observedAt);
  const revisions = stream.messages.map(({ quoteChanged }) => quoteChanged.revision);
  expect(revisions).toEqual([...new Set(revisions)].toSorted((a, b) => a - b));
  await socket.close();
});

test('who asks for the prices of something that is not there is told so, and one that has no price yet is waited for', async () => {
  const { person, share } = await shareholder(world);
  const unpriced = await world.instrument({ currency: 'EUR', mic: null, name: 'Unpriced' });
  const socket = person.api.socket();
  for (const nothing of ['nothing', '01900000-0000-7000-8000-000000000000']) {
    const refused = socket.subscribe(QUOTE_CHANGED, { ids: [share, nothing] });
    await refused.ended();
    expect(refused.errors.map(({ extensions: { code, field } }) => `${code} ${field}`)).toEqual(['NOT_FOUND instrumentIds[1]']);
  }
  const stream = socket.subscribe(QUOTE_CHANGED, { ids: [share, unpriced] });
  await stream.first();
  await push(unpriced, '5', 9);
  await stream.until(({ quoteChanged }) => quoteChanged.instrumentId === unpriced);
  await socket.close();
});

test('a subscription that is stopped leaves the others of its socket alone', async () => {
  const { person, share } = await shareholder(world);
  const socket = person.api.socket();
  const [one, two] = [socket.subscribe(VALUATION_CHANGED, {}), socket.subscribe(VALUATION_CHANGED, {})];
  await Promise.all([one.first(), two.first()]);
  one.stop();
  await push(share, '103', 2);
  await two.until(({ valuationChanged }) => valuationChanged.marketValue === '1030');
  expect(one.messages.every(({ valuationChanged }) => valuationChanged.marketValue === '1000')).toBe(true);
  await socket.close();
});

/** With a field that frames do not have, so that the executor answers it. */
const WITH_LOTS = `subscription {
  valuationChanged { sequence asOf total marketValue cash holdings { id price value dayChange instrument { id name ticker isin kind currency } lots { nodes { id quantity cost } } } }
}`;

test('a reader that was away finds the newest, and a small part of what happened meanwhile', async () => {
  const { person, share } = await shareholder(world);
  const [slow, quick] = [person.api.socket(), person.api.socket()];
  const [late, live] = [slow.subscribe(VALUATION_CHANGED, {}), quick.subscribe(VALUATION_CHANGED, {})];
  await Promise.all([late.first(), live.first()]);
  slow.transport?.pause();
  for (let index = 1; index <= 80; index += 1) await push(share, `101.${String(index).padStart(2, '0')}`, 600 - index);
  await live.until(({ valuationChanged }) => valuationChanged.marketValue === '1018');
  slow.transport?.resume();
  await late.until(({ valuationChanged }) => valuationChanged.marketValue === '1018');
  const sequences = late.messages.map(({ valuationChanged }) => valuationChanged.sequence);
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
  expect(late.messages.at(-1)?.valuationChanged.marketValue).toBe('1018');
  await Promise.all([slow.close(), quick.close()]);
});

test('a reader that was away finds the newest of what the executor answers, too, and of prices', async () => {
  const { person, share } = await shareholder(world);
  const [slow, quick] = [person.api.socket(), person.api.socket()];
  // So many that one push of all is more than a client may leave unread.
  const late = Array.from({ length: 80 }, () => slow.text(WITH_LOTS));
  const prices = Array.from({ length: 80 }, () => slow.subscribe(QUOTE_CHANGED, { ids: [share] }));
  const live = quick.text(WITH_LOTS);
  await Promise.all([...late, ...prices, live].map((stream) => (stream as { first(): Promise<unknown> }).first()));
  slow.transport?.pause();
  const marketValueOf = (message: unknown) => (message as { valuationChanged: { marketValue: string } }).valuationChanged.marketValue;
  for (let count = 1; count <= 20; count += 1) {
    await push(share, `101.${String(count).padStart(2, '0')}`, 600 - count);
    await live.until(
      (message) => marketValueOf(message) === (count % 10 === 0 ? `101${count / 10}` : `101${Math.floor(count / 10)}.${count % 10}`),
    );
  }
  slow.transport?.resume();
  await Promise.all(late.map((stream) => stream.until((message) => marketValueOf(message) === '1012')));
  await Promise.all(prices.map((stream) => stream.until(({ quoteChanged }) => quoteChanged.price === '101.2')));
  expect(Math.max(...[...late, ...prices].map(({ messages }) => messages.length))).toBeLessThan(8);
  await Promise.all([slow.close(), quick.close()]);
});

test('who never reads is closed with 1013 after ten seconds and lets go of everything, while others of the same user go on', async () => {
  const { person, share } = await shareholder(world);
  const [deaf, awake] = [person.api.socket(), person.api.socket()];
  // So many operations that one push is more than a client may leave unread.
  const unread = Array.from({ length: 150 }, () => deaf.subscribe(VALUATION_CHANGED, {}));
  const seen = awake.subscribe(VALUATION_CHANGED, {});
  await Promise.all([...unread, seen].map((stream) => stream.first()));
  const deafer = person.api.socket();
  const executed = Array.from({ length: 150 }, () => deafer.text(WITH_LOTS));
  await Promise.all(executed.map((stream) => stream.first()));
  deaf.transport?.pause();
  deafer.transport?.pause();
  const startMs = performance.now();
  for (const price of ['101', '102', '103']) await push(share, price, 600 - Number(price));
  await seen.until(({ valuationChanged }) => valuationChanged.marketValue === '1030');
  await until(
    () => world.app.push?.counts().outlets,
    (outlets) => outlets === 1,
  );
  expect(performance.now() - startMs).toBeGreaterThan(9_000);
  await push(share, '104', 300);
  await seen.until(({ valuationChanged }) => valuationChanged.marketValue === '1040');
  deaf.transport?.resume();
  expect(await deaf.closed).toBe(1013);
  deafer.transport?.resume();
  // Perhaps a moment before, and gone without having heard why.
  expect([1013, 1006]).toContain(await deafer.closed);
  await awake.close();
});

test('sockets that break rather than close leave nothing behind either', async () => {
  const { person, share } = await shareholder(world);
  for (let round = 0; round < 10; round += 1) {
    const socket = person.api.socket();
    const streams = [socket.subscribe(VALUATION_CHANGED, {}), socket.subscribe(QUOTE_CHANGED, { ids: [share] })];
    await Promise.all(streams.map((stream) => (stream as { first(): Promise<unknown> }).first()));
    socket.transport?.terminate();
    await socket.closed;
  }
});

test('a socket is closed with 4403 when its access token ends', async () => {
  const { person } = await shareholder(world);
  const { exp, socket } = await beforeItEnds(async (leadMs) => {
    const end = Math.ceil((Date.now() + leadMs) / 1000);
    const opened = world.anonymous.as(endingAt(person.session.accessToken, end)).socket();
    await opened.subscribe(VALUATION_CHANGED, {}).first();
    return { exp: end, socket: opened };
  });
  expect(await socket.closed).toBe(4403);
  expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000 - 50);
});

/** The same token with another end: the shortest life that can be set is too long to wait for. */
function endingAt(accessToken: string, exp: number): string {
  const [header = '', payload = ''] = accessToken.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), exp };
  const body = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`;
}
