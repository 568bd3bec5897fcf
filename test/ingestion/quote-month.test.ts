// The history of prices in parts: what is written meanwhile is never lost, and where a row lies changes no answer.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrationsList } from '../../migrations/list.js';
import type { Currency } from '../../src/domain/currency.js';
import { addDays, type Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { Instrument } from '../../src/domain/instrument.js';
import { thinHistory } from '../../src/services/retention.js';
import { Database } from '../../src/storage/database.js';
import { dailyQuotes, quotesAsOf, type StorableQuote } from '../../src/storage/query/quote.js';
import { foldable, monthAfter, openMonths, quoteParts } from '../../src/storage/query/quote-month.js';
import { storeObservations } from '../../src/storage/query/store.js';
import { startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';

const SHARE = '01900000-0000-7000-8000-000000000001' as InstrumentId;
const MIGRATION = 'Migration20261126141000_quote_months';
const TODAY = new Date().toISOString().slice(0, 10) as Day;
const THIS_MONTH = monthAfter(TODAY, 0);

function price(day: Day, time: string, figure: number): StorableQuote {
  const observedAt = new Date(`${day}T${time}Z`);
  return {
    instrumentId: SHARE,
    source: 'one' as SourceId,
    kind: 'LAST',
    price: new Decimal(figure),
    currency: 'USD' as Currency,
    observedAt,
    valueDate: day,
    receivedAt: observedAt,
    previousClose: null,
    rawPrice: String(figure),
    rawCurrency: null,
    adjustment: 'NONE',
    priority: 1,
  };
}

function store(database: Database, history: readonly StorableQuote[], current: readonly StorableQuote[] = []) {
  return database.write((em) => storeObservations(em, { current, history, currentRates: [], historyRates: [] }, new Date()));
}

async function count(database: Database, part = 'quote'): Promise<number> {
  const rows: { count: string }[] = await database.read((em) => em.execute(`select count(*)::text as count from ${part}`));
  return Number(rows[0]?.count);
}

/** `past < 2026-11-01 < 2026-12-01 < later`, by where one part ends and the next begins. */
async function shape(database: Database): Promise<string> {
  const parts = await database.read((em) => quoteParts(em));
  for (const [place, part] of parts.entries()) expect(part.from).toBe(parts[place - 1]?.to ?? null);
  return parts.map(({ from }) => from ?? 'past').join(' < ');
}

let database: Database;
beforeAll(async () => {
  if (!existsSync('dist/database.tar')) throw new Error('Run "npm test" once, which makes the image.');
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  database = await Database.open({ url: null, folder: null, image });
  const plain = {
    isin: null,
    mic: null,
    ticker: null,
    schemeCode: null,
    multiplier: new Decimal(1),
    unitDivisor: 1,
    createdAt: new Date(),
  };
  await database.write(async (em) => {
    em.persist(new Instrument({ id: SHARE, kind: 'EQUITY', name: 'Acme', currency: 'USD' as Currency, ...plain }));
  });
});
afterAll(() => database.close());

test('a price beyond the last month has a place, and finds its month when that is made', async () => {
  const [one, two, three] = [1, 2, 3].map((months) => monthAfter(THIS_MONTH, months)) as [Day, Day, Day];
  expect(await shape(database)).toBe(`past < ${THIS_MONTH} < ${one} < ${two} < ${three}`);
  await store(database, [price(addDays(three, 4), '10:00:00', 7), price(addDays(three, 64), '10:00:00', 8)]);
  expect(await count(database, 'quote_later')).toBe(2);

  expect(await database.write((em) => openMonths(em, addDays(one, 3)))).toBe(1);
  expect(await shape(database)).toBe(`past < ${THIS_MONTH} < ${one} < ${two} < ${three} < ${monthAfter(three, 1)}`);
  expect([await count(database, 'quote_later'), await count(database)]).toEqual([1, 2]);
  expect(await database.write((em) => openMonths(em, addDays(one, 3)))).toBe(0);
  await database.write((em) => em.execute('delete from quote'));
});

test('a month whose minutes are not kept any more becomes closes of the past, and every day says what it said', async () => {
  const later = addDays(monthAfter(THIS_MONTH, 1), 40);
  const days = [addDays(THIS_MONTH, -3), THIS_MONTH, addDays(THIS_MONTH, 13), addDays(monthAfter(THIS_MONTH, 1), -1), addDays(later, -2)];
  const times = ['15:30:10', '15:30:50', '15:31:10'];
  const history = days.flatMap((day, place) => times.map((time, nth) => price(day, time, 10 * place + nth + 1)));
  await store(database, history, [price(later, '10:00:00', 99)]);
  const answers = () =>
    database.read(async (em) => [
      (await dailyQuotes(em, { instrumentId: SHARE, from: null, to: null, after: null, limit: 50 })).map((quote) => quote.price.toFixed()),
      (await quotesAsOf(em, [SHARE], addDays(THIS_MONTH, 20))).map((quote) => [
        quote.price.toFixed(),
        quote.previousClose?.price.toFixed(),
      ]),
    ]);
  const before = await answers();
  expect(before).toEqual([['3', '13', '23', '33', '43', '99'], [['23', '13']]]);

  const now = () => new Date(`${later}T12:00:00Z`);
  const run = () => thinHistory(database, { policy: { ticksDays: 5, minutesDays: 20 }, now, signal: new AbortController().signal });
  expect(await run()).toContain(`${THIS_MONTH.slice(0, 7)}: taken into the past.`);
  expect((await shape(database)).split(' < ').slice(0, 2)).toEqual(['past', monthAfter(THIS_MONTH, 1)]);
  expect(await answers()).toEqual(before);
  expect(await count(database, 'quote_past')).toBe(4 + 2 * 1);
  expect(await run()).toBeNull();
  // What comes late for a day of it is taken in like any other.
  await store(database, [price(addDays(THIS_MONTH, 13), '18:00:00', 24)]);
  expect((await answers())[0]?.[2]).toBe('24');
  expect(await database.read((em) => foldable(em, addDays(later, -20)))).toBeNull();
});

test('one more late price costs no more where its day has thousands', async () => {
  const busy = addDays(THIS_MONTH, -40);
  const ticks = (day: Day, from: number, count: number) =>
    Array.from({ length: count }, (_, place) => price(day, new Date((from + place) * 1000).toISOString().slice(11, 19), 1 + place / 100));
  // The database runs in this process, so its work is ours to count.
  const cpuMs = async (work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const quickest = async (day: Day, from: number) => {
    const times: number[] = [];
    // The quickest of a few: other work on the machine can only slow one down.
    for (let round = 0; round < 3; round += 1) times.push(await cpuMs(() => store(database, ticks(day, from + 300 * round, 300))));
    return Math.min(...times);
  };
  const quietMs = await quickest(addDays(busy, -1), 0);
  await store(database, ticks(busy, 0, 5_000));
  const busyMs = await quickest(busy, 10_000);
  expect(busyMs / quietMs).toBeLessThan(5);
});

describeWithPostgres('on PostgreSQL', () => {
  test('prices written while the table is cut into parts, while months are made and folded, are all there', async () => {
    const server = await startPostgres({ fsync: false });
    const url = await server.createDatabase('months');
    const before = await Database.openAsIs({ url, folder: null });
    let written = 0;
    let isDone = false;
    const write = async (day: Day) => {
      while (!isDone) {
        written += 1;
        await store(before, [price(day, new Date(written * 1000).toISOString().slice(11, 19), written)]);
      }
    };
    try {
      await before.migrateTo(migrationsList.map(({ name }) => name).filter((name) => name < MIGRATION));
      const writers = [addDays(TODAY, -400), addDays(TODAY, -1), TODAY, TODAY].map(write);
      // The version before this one goes on writing beside it.
      const after = await Database.open({ url, folder: null });
      const firstOfNext = monthAfter(TODAY, 1);
      expect((await shape(after)).startsWith(`past < ${firstOfNext}`)).toBe(true);
      await store(after, [price(addDays(firstOfNext, 2), '10:00:00', 1)]);
      const policy = { ticksDays: 4000, minutesDays: 40 };
      const now = () => new Date(`${addDays(monthAfter(TODAY, 2), 41)}T12:00:00Z`);
      const run = () => thinHistory(after, { policy, now, signal: new AbortController().signal });
      await expect(run()).resolves.toContain('taken into the past');
      isDone = true;
      await Promise.all(writers);
      expect(await count(after)).toBe(written + 1);
      expect(await after.orm.migrator.checkSchema()).toBe(false);
      await after.close();
    } finally {
      isDone = true;
      await before.close();
      await server.stop();
    }
  });
});
