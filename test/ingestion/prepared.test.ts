/** Statements that the embedded database keeps prepared: what was given up, and tables that have changed, cost the next nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { Database } from '../../src/storage/database.js';
import { withdrawQuote } from '../../src/storage/query/provenance.js';
import { currentQuotes, type StorableQuote } from '../../src/storage/query/quote.js';
import { monthAfter, openMonths } from '../../src/storage/query/quote-month.js';
import { storeObservations } from '../../src/storage/query/store.js';

const SHARE = '01900000-0000-7000-8000-000000000001' as InstrumentId;
const TODAY = new Date().toISOString().slice(0, 10) as Day;

let database: Database;
beforeAll(async () => {
  if (!existsSync('dist/database.tar')) throw new Error('Run "npm test" once, which makes the image.');
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  database = await Database.open({ url: null, folder: null, image });
});
afterAll(() => database.close());

function price(minute: number, figure: number, rawPrice = String(figure)): StorableQuote {
  const observedAt = new Date(`${TODAY}T15:${String(minute).padStart(2, '0')}:00Z`);
  return {
    instrumentId: SHARE,
    source: 'one' as SourceId,
    kind: 'LAST',
    price: new Decimal(figure),
    currency: 'USD' as Currency,
    observedAt,
    valueDate: TODAY,
    receivedAt: observedAt,
    previousClose: null,
    rawPrice,
    rawCurrency: null,
    adjustment: 'NONE',
    priority: 1,
  };
}

const put = (...quotes: StorableQuote[]) =>
  database.write((em) =>
    storeObservations(em, { current: quotes.slice(-1), history: quotes.slice(0, -1), currentRates: [], historyRates: [] }, new Date()),
  );
const current = async () => (await database.read((em) => currentQuotes(em, [SHARE])))[0];

test('a first store that is given up is forgotten, and the next one is as good as the first', async () => {
  const giveUp = database.write(async (em) => {
    await storeObservations(em, { current: [price(1, 100)], history: [price(0, 99)], currentRates: [], historyRates: [] }, new Date());
    throw new Error('given up');
  });
  await expect(giveUp).rejects.toThrow('given up');
  expect(await current()).toBeUndefined();
  await put(price(0, 99), price(1, 100));
  expect((await current())?.price.toFixed()).toBe('100');
});

test('what a source has written is no part of the statement', async () => {
  const text = "1'01 ? $1 \\";
  await put(price(2, 101, text));
  expect((await current())?.rawPrice).toBe(text);
});

test('a price is stored among months that were made since, and after many others', async () => {
  for (let minute = 3; minute < 12; minute += 1) await put(price(minute, 100 + minute));
  expect(await database.write((em) => openMonths(em, monthAfter(TODAY, 4)))).toBeGreaterThan(0);
  await put(price(12, 112), price(13, 113));
  const rows = await database.read((em) => em.execute('select price::float8 from quote where price > 111 order by price'));
  expect(rows).toEqual([{ price: 112 }, { price: 113 }]);
});

test('a price that was withdrawn does not come back by being said again', async () => {
  const { revision } = (await current()) as { revision: number };
  await database.write((em) => withdrawQuote(em, { instrumentId: SHARE, revision, reason: 'wrong', at: new Date() }));
  expect((await current())?.price.toFixed()).toBe('112');
  const said = price(13, 113);
  expect(await put(said)).toMatchObject({ quotes: [], history: 0, withdrawn: [said] });
  expect((await current())?.price.toFixed()).toBe('112');
});

test('a price that another instance was quicker than is of the past', async () => {
  expect(await put(price(11, 111.5))).toMatchObject({ quotes: [], history: 1, withdrawn: [] });
  expect((await current())?.price.toFixed()).toBe('112');
  const rows = await database.read((em) => em.execute('select price::float8, verdict from quote where price = 111.5'));
  expect(rows).toEqual([{ price: 111.5, verdict: null }]);
});

test('many prices are stored in portions, between which what came is heard and pushed, and each of them once', async () => {
  const prices = Array.from({ length: 200 }, (_, count) => {
    const observedAt = new Date(`${TODAY}T15:${20 + Math.floor(count / 60)}:${String(count % 60).padStart(2, '0')}Z`);
    return { ...price(20, 200 + count), observedAt };
  });
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await put(...prices);
  isOver = true;
  // Two for each of seven portions.
  expect(turns).toBeGreaterThanOrEqual(14);
  await put(...prices);
  const rows = await database.read((em) => em.execute('select count(*)::int as count from quote where price >= 200'));
  expect(rows).toEqual([{ count: 200 }]);
});

test('an answer is read with parsers of plain types and their arrays, not with one for each table', async () => {
  const embedded = await database.embedded();
  // Its own and ours have some 270 tables, and each answer copies what there is.
  expect(Object.keys(embedded?.parsers ?? {}).length).toBeLessThan(150);
  const rows = await database.read((em) =>
    em.execute(`select 7 as count, true as flag, '2026-11-18'::date as day, array['a', 'b'] as texts, array[1.50, 2] as figures,
      '{"a": [1]}'::jsonb as json, array['2026-11-18'::date] as days, '01900000-0000-7000-8000-000000000001'::uuid as id`),
  );
  expect(rows).toEqual([
    {
      count: 7,
      flag: true,
      day: '2026-11-18',
      texts: ['a', 'b'],
      figures: ['1.50', '2'],
      json: { a: [1] },
      days: ['2026-11-18'],
      id: SHARE,
    },
  ]);
});
