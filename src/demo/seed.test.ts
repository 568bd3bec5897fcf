import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Day } from '../domain/day.js';
import { fold } from '../domain/fold.js';
import type { UserId } from '../domain/ids.js';
import { prepareKeys } from '../storage/data-key.js';
import { Database } from '../storage/database.js';
import { loadLedger } from '../storage/query/ledger.js';
import { currentQuotes } from '../storage/query/quote.js';
import { Vault } from '../storage/vault.js';
import { LISTINGS } from './listing.js';
import { DemoMarket } from './market.js';
import { type SeedProgress, seedWorld } from './seed.js';
import { createWorld } from './world.js';

const TODAY = '2026-11-22' as Day;
/** Enough to fill every table; the whole world only takes longer. */
const USERS = 8;
const progress: SeedProgress[] = [];
let database: Database;
const vault = new Vault([{ id: '1', bytes: randomBytes(32) }]);

beforeAll(async () => {
  database = await Database.open({ url: null, folder: null, vault });
  await prepareKeys(database, vault, new Date());
  await seedWorld(database, {
    seed: 'tidemark',
    today: TODAY,
    passwordHash: 'hash',
    userCount: USERS,
    onProgress: (each) => progress.push(each),
  });
}, 60_000);
afterAll(() => database.close());

async function count(table: string): Promise<number> {
  const rows: { count: string }[] = await database.read((em) => em.execute(`select count(*)::text as count from "${table}"`));
  return Number(rows[0]?.count);
}

test('everything is in the database, and the progress ends with all of it', async () => {
  const world = createWorld({ market: new DemoMarket('tidemark'), today: TODAY, passwordHash: 'hash', userCount: USERS });
  expect(await count('user')).toBe(USERS);
  expect(await count('account')).toBe(world.accounts.length);
  expect(await count('transaction')).toBe(world.transactions.length);
  expect(await count('transaction_revision')).toBe(world.transactions.length);
  expect(await count('instrument')).toBe(LISTINGS.length);
  expect(await count('current_quote')).toBe(LISTINGS.length);
  expect(await count('current_rate')).toBe(29);
  expect(await count('quote')).toBeGreaterThan(LISTINGS.length * 515);
  expect(await count('fx_rate')).toBeGreaterThan(29 * 515);
  expect(progress.length).toBeGreaterThan(10);
  expect(progress.at(-1)?.doneRows).toBe(progress.at(-1)?.totalRows);
});

test('a ledger read back is the ledger of the world', async () => {
  const world = createWorld({ market: new DemoMarket('tidemark'), today: TODAY, passwordHash: 'hash', userCount: 1 });
  const ledger = await database.read((em) => loadLedger(em, world.users[0]?.id as UserId));
  const byId = new Map(world.transactions.map((entry) => [entry.id, entry]));
  expect(ledger.entries).toHaveLength(world.transactions.length);
  for (const entry of ledger.entries) {
    const { ordinal: _ordinal, ...made } = byId.get(entry.id) as (typeof world.transactions)[number];
    expect(JSON.parse(JSON.stringify(entry))).toMatchObject(JSON.parse(JSON.stringify(made)));
  }
  expect(fold(ledger.entries, ledger).size).toBe(3);
});

test('current prices are the newest of the history, with the one before, and numbers given later are higher', async () => {
  const quotes = await database.read((em) => currentQuotes(em));
  for (const { previousClose, valueDate, source, kind, price } of quotes) {
    expect(price.gt(0)).toBe(true);
    expect(previousClose?.valueDate && previousClose.valueDate < valueDate).toBe(true);
    expect(valueDate < TODAY && valueDate >= '2026-11-18').toBe(true);
    expect(`${source} ${kind}`).toMatch(/^(yahoo CLOSE|yahoo NAV|amfi NAV)$/);
  }
  const rows: { next: string; highest: string }[] = await database.read((em) =>
    em.execute(`select nextval('revision')::text as next, (select max(revision) from fx_rate)::text as highest`),
  );
  expect(Number(rows[0]?.next)).toBeGreaterThan(Number(rows[0]?.highest));
});

test('a database that has instruments is left alone', async () => {
  const before = await count('quote');
  expect(await seedWorld(database, { seed: 'another', today: TODAY, passwordHash: 'hash', userCount: 1 })).toBe(false);
  expect(await count('quote')).toBe(before);
});
