// What was told ahead of a row that never comes is dropped, and shown for as long as whoever told it says so.
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

/** Somebody who was told of a later price, and looks into the database at these seconds; what he is shown after each look. */
async function shownAt(looksS: readonly number[], heardS: readonly number[] = []): Promise<(string | undefined)[]> {
  const prices = new PriceBook();
  let nowS = 0;
  const missed = new MissedPrices(database, prices, () => nowS * 1000);
  const told: Quote = { ...stored, price: new Decimal('101'), observedAt: new Date('2026-11-18T15:31:00Z'), ahead: 1 };
  prices.put(stored);
  prices.put(told);
  const shown: (string | undefined)[] = [];
  for (const atS of looksS) {
    for (const each of heardS) if (each > nowS && each <= atS) missed.heard([told]);
    nowS = atS;
    for (const quote of (await missed.read()).quotes) prices.put(quote);
    shown.push(prices.quote(ID)?.price.toFixed());
  }
  return shown;
}

test('a price without a row is dropped when the database has not had it for ten seconds', async () => {
  expect(await shownAt([1, 9, 12])).toEqual(['101', '101', '100']);
});

test('a price whose teller says it again is not, until that falls silent', async () => {
  expect(await shownAt([1, 12, 50, 61], [11, 30])).toEqual(['101', '101', '101', '100']);
});
