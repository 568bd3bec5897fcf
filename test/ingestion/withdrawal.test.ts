/** Verdicts, holds, refusals and withdrawals on a real PostgreSQL. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { Rule } from '../../src/domain/verdict.js';
import { Database } from '../../src/storage/database.js';
import { readHold, readRejections, verdictsOf, withdrawQuote, writeHolds, writeRejections } from '../../src/storage/query/provenance.js';
import { currentQuotes, quotesAsOf, type StorableQuote } from '../../src/storage/query/quote.js';
import { storeObservations } from '../../src/storage/query/store.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';

const SHARE = '01900000-0000-7000-8000-000000000001' as InstrumentId;
const AT = new Date('2026-11-18T18:00:00Z');

/** `2026-11-18 15:30 100 from one` */
function price(text: string, verdict?: StorableQuote['verdict']): StorableQuote {
  const [day, time, figure, , source] = text.split(' ') as [Day, string, string, string, SourceId];
  return {
    instrumentId: SHARE,
    source,
    kind: 'LAST',
    price: new Decimal(figure),
    currency: 'USD' as Currency,
    observedAt: new Date(`${day}T${time}:00Z`),
    valueDate: day,
    receivedAt: AT,
    previousClose: null,
    rawPrice: figure,
    rawCurrency: null,
    adjustment: 'NONE',
    priority: source === 'one' ? 1 : 2,
    ...(verdict && { verdict }),
  };
}

describeWithPostgres('what is kept of prices besides themselves', () => {
  let postgres: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    database = await Database.open({ url: await postgres.createDatabase('provenance'), folder: null });
  }, 30_000);
  afterAll(async () => {
    await database?.close();
    await postgres?.stop();
  }, 30_000);

  const put = (quote: StorableQuote) =>
    database.write((em) => storeObservations(em, { current: [quote], history: [], currentRates: [], historyRates: [] }));
  const late = (quote: StorableQuote) =>
    database.write((em) => storeObservations(em, { current: [], history: [quote], currentRates: [], historyRates: [] }));
  const current = async () => (await database.read((em) => currentQuotes(em, [SHARE])))[0];
  const withdraw = (revision: number) =>
    database.write((em) => withdrawQuote(em, { instrumentId: SHARE, revision, reason: 'wrong', at: AT }));

  test('the best of those that remain takes the place of a withdrawn price, whichever source and day it is of', async () => {
    await put(price('2026-11-17 20:00 98 from one'));
    const verdict = { rule: Rule.NEWER, losers: [{ source: 'two', price: '99', observedAt: '2026-11-18T15:29:00.000Z' }] };
    await put(price('2026-11-18 15:30 100 from one', verdict));
    await late(price('2026-11-18 15:29 99 from two'));
    await put(price('2026-11-18 15:40 500 from two'));
    const wrong = await current();
    expect([wrong?.price.toFixed(), wrong?.previousClose?.price.toFixed()]).toEqual(['500', '98']);

    expect(await withdraw(wrong?.revision as number)).toMatchObject({ price: '500', source: 'two', current: { source: 'one' } });
    const right = await current();
    expect([right?.price.toFixed(), right?.previousClose?.price.toFixed(), right?.previousClose?.valueDate]).toEqual([
      '100',
      '98',
      '2026-11-17',
    ]);
    expect(right?.revision).toBeGreaterThan(wrong?.revision as number);
    expect(await database.read((em) => verdictsOf(em, [right as NonNullable<typeof right>]))).toEqual([verdict]);

    // Said again: it stays withdrawn; a later one counts.
    expect((await put(price('2026-11-18 15:40 500 from two'))).quotes).toEqual([]);
    expect((await current())?.price.toFixed()).toBe('100');
    expect(await withdraw(wrong?.revision as number)).toBeNull();
    // By its new revision, then the next best, and the day before last of all.
    await withdraw((await current())?.revision as number);
    expect((await current())?.price.toFixed()).toBe('99');
    await withdraw((await current())?.revision as number);
    expect([(await current())?.price.toFixed(), (await current())?.valueDate]).toEqual(['98', '2026-11-17']);
    expect(await withdraw((await current())?.revision as number)).toBe('isLast');
    expect((await database.read((em) => quotesAsOf(em, [SHARE], '2026-11-18' as Day)))[0]?.price.toFixed()).toBe('98');
    await put(price('2026-11-18 15:50 101 from two'));
    expect((await current())?.price.toFixed()).toBe('101');
  });

  test('a hold keeps its digits and times, and refusals are counted and bounded', async () => {
    const hold = {
      figure: new Decimal('190.00000001'),
      source: 'one' as SourceId,
      kind: 'LAST' as const,
      valueDate: '2026-11-18' as Day,
      observedAt: AT,
      receivedAt: AT,
      count: 2,
    };
    await database.write((em) => writeHolds(em, [{ subject: SHARE, hold }], AT));
    expect(await database.read((em) => readHold(em, SHARE))).toEqual(hold);
    await database.write((em) => writeHolds(em, [{ subject: SHARE, hold: null }], AT));
    expect(await database.read((em) => readHold(em, SHARE))).toBeNull();

    const refusal = (symbol: string, at: Date) => ({ source: 'one', symbol, reason: 'FUTURE', figure: '1', message: 'x', count: 2, at });
    await database.write((em) => writeRejections(em, [refusal('KEPT', AT)]));
    await database.write((em) => writeRejections(em, [refusal('KEPT', AT)]));
    const [kept] = await database.read((em) => readRejections(em, { source: null, limit: 10 }));
    expect(kept).toEqual({ ...refusal('KEPT', AT), count: 4 });
    const flood = Array.from({ length: 1200 }, (_, index) => refusal(`S${index}`, new Date(AT.getTime() + index + 1)));
    await database.write((em) => writeRejections(em, flood));
    const all = await database.read((em) => readRejections(em, { source: 'one', limit: 5000 }));
    expect([all.length, all[0]?.symbol, all.some(({ symbol }) => symbol === 'KEPT')]).toEqual([1000, 'S1199', false]);
  });
});
