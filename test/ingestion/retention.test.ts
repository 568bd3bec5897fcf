// What goes of old prices and what never does, on the embedded database through the job's own code.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import { addDays, type Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { Instrument } from '../../src/domain/instrument.js';
import type { QuoteVerdict } from '../../src/domain/verdict.js';
import { thinHistory } from '../../src/services/retention.js';
import { Database } from '../../src/storage/database.js';
import { quotesAsOf, type StorableQuote } from '../../src/storage/query/quote.js';
import { storeObservations } from '../../src/storage/query/store.js';

const SHARE = '01900000-0000-7000-8000-000000000001' as InstrumentId;
const TODAY = '2026-11-18' as Day;
const now = () => new Date(`${TODAY}T12:00:00Z`);
let database: Database;

beforeAll(async () => {
  if (!existsSync('dist/database.tar')) throw new Error('Run "npm test" once, which makes the image.');
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  database = await Database.open({ url: null, folder: null, image });
  const plain = { isin: null, mic: null, ticker: null, schemeCode: null, multiplier: new Decimal(1), unitDivisor: 1, createdAt: now() };
  await database.write(async (em) => {
    em.persist(new Instrument({ id: SHARE, kind: 'EQUITY', name: 'Acme', currency: 'USD' as Currency, ...plain }));
  });
});
afterAll(() => database.close());

/** `-20 15:30:10 100 LAST`: days from today, time, price, kind. */
function price(text: string, verdict?: QuoteVerdict): StorableQuote {
  const [offset, time, figure, kind = 'LAST'] = text.split(' ') as [string, string, string, StorableQuote['kind']?];
  const day = addDays(TODAY, Number(offset));
  const observedAt = new Date(`${day}T${time}Z`);
  return {
    instrumentId: SHARE,
    source: 'one' as SourceId,
    kind,
    price: new Decimal(figure),
    currency: 'USD' as Currency,
    observedAt,
    valueDate: day,
    receivedAt: observedAt,
    previousClose: null,
    rawPrice: figure,
    rawCurrency: null,
    adjustment: 'NONE',
    priority: 1,
    ...(verdict && { verdict }),
  };
}

test("of days every price stays, of months the last of each minute, then the last of each day; a person's and dated ones for ever", async () => {
  const decided = { rule: 'CONFIRMED_BY_ADMINISTRATOR', losers: [] } as const;
  const history = [
    ...['-200 15:30:10 1', '-200 15:30:50 2', '-200 15:31:10 3', '-200 16:00:00 4', '-200 17:00:00 4.5 CLOSE', '-200 17:00:01 4.6 CLOSE'],
    ...['-20 15:30:10 5', '-20 15:30:50 6', '-20 15:31:10 7', '-20 15:31:11 8'],
    ...['-2 15:30:10 9', '-2 15:30:50 10'],
  ].map((text) => price(text));
  await database.write((em) =>
    storeObservations(
      em,
      {
        current: [price('0 10:00:00 11')],
        history: [...history, price('-200 15:30:20 1.5', decided)],
        currentRates: [],
        historyRates: [],
      },
      new Date(),
    ),
  );
  const asOf = async (offset: number) => (await database.read((em) => quotesAsOf(em, [SHARE], addDays(TODAY, offset))))[0]?.price.toFixed();
  const before = [await asOf(-200), await asOf(-100), await asOf(-20), await asOf(-2)];
  const run = () => thinHistory(database, { policy: { ticksDays: 10, minutesDays: 190 }, now, signal: new AbortController().signal });
  expect(await run()).toBe('5 prices were thinned out.');
  const rows: { price: string }[] = await database.read((em) =>
    em.execute('select trim_scale(price)::text as price from quote where instrument_id = ? order by observed_at', [SHARE]),
  );
  expect(rows.map((row) => row.price)).toEqual(['1.5', '4', '4.5', '4.6', '6', '8', '9', '10', '11']);
  expect([await asOf(-200), await asOf(-100), await asOf(-20), await asOf(-2)]).toEqual(before);
  expect(await run()).toBeNull();
});
