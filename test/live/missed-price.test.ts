// What was told ahead of a row that never comes is adopted, once whoever told it says so no more.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import type { Quote } from '../../src/domain/quote.js';
import { MissedPrices } from '../../src/services/missed-price.js';
import { Database } from '../../src/storage/database.js';
import { storeObservations } from '../../src/storage/query/store.js';

const ID = '01900000-0000-7000-8000-000000000003' as InstrumentId;

let database: Database;
let stored: Quote;

beforeAll(async () => {
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  database = await Database.open({ url: null, folder: null, image });
  const observedAt = new Date('2026-11-18T15:30:00Z');
  const price = {
    instrumentId: ID,
    source: 'one' as SourceId,
    priority: 1,
    kind: 'LAST',
    adjustment: 'NONE',
    currency: 'USD' as Currency,
    price: new Decimal('100'),
    observedAt,
    valueDate: '2026-11-18' as Day,
    receivedAt: observedAt,
    previousClose: null,
    rawPrice: '100',
    rawCurrency: null,
  } as const;
  const decided = { current: [price], history: [], currentRates: [], historyRates: [] };
  [stored] = (await database.write((em) => storeObservations(em, decided, new Date()))).quotes as [Quote];
});
afterAll(() => database?.close());

/** Somebody who was told of a later price, and looks into the database at these seconds; whether he adopts it at each look. */
async function adoptedAt(looksS: readonly number[], heardS: readonly number[] = []): Promise<boolean[]> {
  const prices = new PriceBook();
  let nowS = 0;
  let orphans: readonly Quote[] = [];
  const adopt = (quotes: readonly Quote[]) => {
    orphans = quotes;
  };
  const missed = new MissedPrices(database, prices, adopt, () => nowS * 1000);
  const told: Quote = { ...stored, price: new Decimal('101'), observedAt: new Date('2026-11-18T15:31:00Z'), ahead: 1 };
  prices.put(stored);
  prices.put(told);
  const adopted: boolean[] = [];
  for (const atS of looksS) {
    for (const each of heardS) if (each > nowS && each <= atS) missed.heard([told]);
    [nowS, orphans] = [atS, []];
    expect((await missed.read()).quotes).toEqual([]);
    adopted.push(orphans.includes(told));
  }
  return adopted;
}

test('a price without a row is adopted when the database has not had it for ten seconds', async () => {
  expect(await adoptedAt([1, 9, 12, 13])).toEqual([false, false, true, true]);
});

test('a price whose teller says it again is not, until that falls silent', async () => {
  expect(await adoptedAt([1, 12, 50, 61], [11, 30])).toEqual([false, false, false, true]);
});
