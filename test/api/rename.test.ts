// An instrument of another name: everybody who holds it sees it at once, and sources are asked for its new ticker.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const RENAME = graphql(`
  mutation Rename($id: ID!, $input: RenameInstrumentInput!) { renameInstrument(instrumentId: $id, input: $input) { name ticker } }
`);
const NAMES = graphql(`subscription Names { valuationChanged { holdings { instrument { name ticker } } } }`);
// Of its pin nothing is in ready frames.
const EXECUTED_NAMES = graphql(`subscription ExecutedNames { valuationChanged { holdings { instrument { name pinnedSource } } } }`);
const HELD = graphql(`query HeldNames { valuation { holdings { instrument { name ticker } } } }`);
const SYMBOLS = graphql(`query SymbolsOf($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol } }`);

let world: LocalWorld;
let holder: Person;
beforeAll(async () => {
  world = await openWorld();
  holder = await world.signUp();
});
afterAll(() => world.close());

const rename = (id: string, input: object) => world.admin.run(RENAME, { id, input });

test('who holds it sees its new name in queries and by subscription, and sources know its new ticker', async () => {
  const id = await world.instrument({ name: 'Facebook', ticker: 'FB', currency: 'EUR', mic: 'XETR' });
  const another = await world.signUp();
  const units = { instrumentId: id, quantity: '1', price: '9', currency: 'EUR' } as const;
  for (const person of [holder, another]) {
    await person.record({ accountId: await person.openAccount(), kind: 'DELIVERY_IN', tradeDate: '2024-01-02', ...units });
  }
  const held = async () => (await holder.api.run(HELD)).expectNoErrors().valuation?.holdings;
  expect(await held()).toEqual([{ instrument: { name: 'Facebook', ticker: 'FB' } }]);
  const sockets = [holder, another].map(({ api }) => api.socket());
  const streams = sockets.flatMap((socket) => [socket.subscribe(NAMES, {}), socket.subscribe(EXECUTED_NAMES, {})]);
  for (const stream of streams) await stream.first();
  const { renameInstrument } = (await rename(id, { name: 'Meta Platforms', ticker: 'META' })).expectNoErrors();
  expect(renameInstrument).toEqual({ name: 'Meta Platforms', ticker: 'META' });
  const renamed = [{ instrument: renameInstrument }];
  for (const stream of streams)
    await stream.until(({ valuationChanged }) => valuationChanged.holdings[0]?.instrument.name === renameInstrument.name);
  expect(await held()).toEqual(renamed);
  for (const socket of sockets) await socket.close();
  const { sourceSymbols } = (await world.admin.run(SYMBOLS, { id })).expectNoErrors();
  expect(sourceSymbols).toContainEqual({ source: 'yahoo', symbol: 'META.DE' });
  expect((await rename(id, { ticker: null })).expectNoErrors().renameInstrument).toEqual({ name: 'Meta Platforms', ticker: null });
});

test('what cannot be a name is refused by its field, and a ticker of the venue is given once', async () => {
  const id = await world.instrument({ name: 'One', ticker: 'ONE' });
  await world.instrument({ name: 'Two', ticker: 'TWO' });
  expect((await rename(id, { name: ' ' })).refusal()).toBe('BAD_USER_INPUT LENGTH input.name');
  expect((await rename(id, { name: null })).refusal()).toBe('BAD_USER_INPUT LENGTH input.name');
  expect((await rename(id, { ticker: 'a b' })).refusal()).toBe('BAD_USER_INPUT TICKER input.ticker');
  expect((await rename(id, { ticker: 'TWO' })).refusal()).toBe('CONFLICT INSTRUMENT_EXISTS');
  expect((await rename('nothing', { name: 'X' })).refusal()).toBe('NOT_FOUND instrumentId');
  expect((await holder.api.run(RENAME, { id: id, input: { name: 'Mine' } })).refusal()).toBe('FORBIDDEN');
});
