/** Verdicts, holds, refusals and withdrawals on a real PostgreSQL. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import { Rule } from '../../src/domain/verdict.js';
import { Pipeline } from '../../src/ingestion/pipeline.js';
import { IngestRecorder } from '../../src/ingestion/record.js';
import { SymbolBook } from '../../src/ingestion/symbols.js';
import { Database } from '../../src/storage/database.js';
import { readHold, readHoldsOf, writeHolds } from '../../src/storage/query/hold.js';
import { verdictsOf, withdrawQuote } from '../../src/storage/query/provenance.js';
import { currentQuotes, quotesAsOf, type StorableQuote } from '../../src/storage/query/quote.js';
import { readRejections, writeRejections } from '../../src/storage/query/rejection-sample.js';
import { storeObservations } from '../../src/storage/query/store.js';
import { volatilitiesOf } from '../../src/storage/query/volatility.js';
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
  });
  afterAll(async () => {
    await database?.close();
    await postgres?.stop();
  });

  const put = (quote: StorableQuote) =>
    database.write((em) => storeObservations(em, { current: [quote], history: [], currentRates: [], historyRates: [] }, new Date()));
  const late = (quote: StorableQuote) =>
    database.write((em) => storeObservations(em, { current: [], history: [quote], currentRates: [], historyRates: [] }, new Date()));
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

  test('what one instance holds counts for the next price, whichever instance it reaches', async () => {
    const id = '01900000-0000-7000-8000-000000000002' as InstrumentId;
    const source = { id: 'one' as SourceId, name: 'One', simulated: false, priority: 1 };
    const quiet = { info() {}, warn() {}, error() {} };
    const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
    symbols.replace({ instruments: [{ id, kind: 'EQUITY', currency: 'USD' as Currency, mic: null, unitDivisor: 1 }], symbols: [] });
    const books = [new PriceBook(), new PriceBook()];
    const instances = books.map((book) => {
      const write = ({ holds }: { holds: Parameters<typeof writeHolds>[1] }) => database.write((em) => writeHolds(em, holds, AT));
      const recorder = new IngestRecorder(write, quiet, 3_600_000);
      return new Pipeline({
        book,
        symbols,
        recorder,
        store: (request) => database.write((em) => storeObservations(em, request, new Date())),
        publish: ({ quotes }) => {
          for (const other of books) for (const quote of quotes) other.put(quote);
        },
        readHolds: (subjects) => database.read((em) => readHoldsOf(em, subjects)),
        now: () => AT,
        log: quiet,
      });
    });
    const push = async (instance: number, figure: string, minute: string) => {
      const { observedAt, rawPrice } = price(`2026-11-18 17:${minute} ${figure} from one`);
      const raw = { type: 'quote', symbol: id, kind: 'LAST', price: rawPrice, currency: 'USD', observedAt, valueDate: null } as const;
      const [result] = await (instances[instance] as Pipeline).ingest(source, [{ ...raw, previousClose: null, adjustment: 'NONE' }]);
      return `${result?.outcome} ${result?.reason}`;
    };
    expect(await push(0, '100', '00')).toBe('CURRENT FIRST');
    expect(await push(0, '150', '01')).toBe('HELD OUTLIER');
    expect(await push(1, '150', '02')).toBe('HELD OUTLIER');
    expect(await push(0, '150', '03')).toBe('CURRENT CONFIRMED_BY_REPETITION');
    expect(await database.read((em) => readHold(em, id))).toBeNull();
    // The other instance has not kept it either.
    expect(await push(1, '230', '04')).toBe('HELD OUTLIER');
    expect((await database.read((em) => readHold(em, id)))?.count).toBe(1);
  });

  test('volatility is that of the last month of days, one price a day, and nothing is said of too few', async () => {
    const [calm, fresh] = ['01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000004'] as InstrumentId[];
    const today = Date.now();
    const rows = (instrumentId: InstrumentId | undefined, count: number): StorableQuote[] =>
      Array.from({ length: count }, (_, place) => {
        const observedAt = new Date(today - (place + 1) * 86_400_000);
        const day = observedAt.toISOString().slice(0, 10) as Day;
        return {
          ...price(`${day} 12:00 ${place % 2 ? '101' : '100'} from one`),
          instrumentId: instrumentId as InstrumentId,
          receivedAt: observedAt,
        };
      });
    await database.write((em) =>
      storeObservations(
        em,
        { current: [], history: [...rows(calm, 20), ...rows(fresh, 5)], currentRates: [], historyRates: [] },
        new Date(),
      ),
    );
    const found = await database.read((em) => volatilitiesOf(em, [calm, fresh] as InstrumentId[]));
    expect([...found.keys()]).toEqual([calm]);
    // Returns of plus and minus ln(1.01): their deviation is about as much.
    expect(found.get(calm as InstrumentId)).toBeCloseTo(Math.log(1.01), 3);
  });
});
