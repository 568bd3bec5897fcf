/**
 * What it costs to bring a portfolio up to date when one price moves: from scratch (`valuePortfolio`, the definition) and
 * incrementally (`ValuationBook`), with a plain loop over decimals beside them. Both of ours are compared at the end.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Decimal } from 'decimal.js';
import type { Currency } from '../src/domain/currency.js';
import type { Day } from '../src/domain/day.js';
import { Decimal as Amount, ZERO } from '../src/domain/decimal.js';
import type { AccountId, InstrumentId, PortfolioId, SourceId, TransactionId } from '../src/domain/ids.js';
import { Instrument, InstrumentKind } from '../src/domain/instrument.js';
import { type Position, positionOf } from '../src/domain/position.js';
import { PriceBook } from '../src/domain/price-book.js';
import { Adjustment, type Quote, QuoteKind } from '../src/domain/quote.js';
import { type PortfolioInput, valuePortfolio } from '../src/domain/valuation.js';
import { ValuationBook } from '../src/domain/valuation-book.js';
import { machine, median, rows, saveTable } from './report.js';
import { CURRENCY, firstCents, fromHundredths, IdKind, idOf } from './world.js';

const ROUNDS = 7;
const ROUND_MS = 250;
const NOW = new Date('2026-11-18T15:00:00Z');
const TODAY = '2026-11-18' as Day;
const BASE = CURRENCY as Currency;

const instruments = new Map<InstrumentId, Instrument>();

function instrumentOf(index: number): Instrument {
  const id = idOf(IdKind.INSTRUMENT, index) as InstrumentId;
  const none = { isin: null, mic: null, ticker: null, schemeCode: null };
  const about = { kind: InstrumentKind.CRYPTO, name: `Instrument ${index}`, currency: BASE, multiplier: new Amount(1), unitDivisor: 1 };
  const instrument = new Instrument({ id, ...about, ...none, createdAt: NOW });
  instruments.set(id, instrument);
  return instrument;
}

function known(id: InstrumentId): Instrument {
  return instruments.get(id) as Instrument;
}

function portfolioOf(holdings: number): PortfolioInput {
  const accountId = idOf(IdKind.ACCOUNT, holdings) as AccountId;
  const positions = new Map<InstrumentId, Position>();
  for (let index = 0; index < holdings; index += 1) {
    const { id } = instrumentOf(index);
    const quantity = new Amount(fromHundredths(1_000 + index * 37));
    const lotId = idOf(IdKind.TRANSACTION, index) as TransactionId;
    const cost = quantity.times(fromHundredths(firstCents(index)));
    const lot = { id: lotId, tradeDate: '2026-01-05' as Day, quantity, cost, charges: ZERO, bookedRate: null };
    const lastTradePrice = new Amount(fromHundredths(firstCents(index)));
    const trades = { lastTradePrice, lastTradeDay: '2026-01-05' as Day, recentTrades: [], recentSplits: [] };
    positions.set(id, positionOf({ accountId, instrumentId: id, quantity, lots: [lot], cost, charges: ZERO, ...trades }));
  }
  const cash = new Map([[BASE, new Amount(10_000)]]);
  const portfolioId = idOf(IdKind.PORTFOLIO, holdings) as PortfolioId;
  return { portfolioId, baseCurrency: BASE, accounts: [{ accountId, positions, cash }], ledgerVersion: 1 };
}

let revision = 0;

function quoteOf(index: number, cents: number): Quote {
  revision += 1;
  const price = fromHundredths(cents);
  const previousClose = { price: new Amount(fromHundredths(firstCents(index))), valueDate: '2026-11-17' as Day };
  const about = { instrumentId: idOf(IdKind.INSTRUMENT, index) as InstrumentId, source: 'bench' as SourceId, kind: QuoteKind.LAST };
  const when = { observedAt: NOW, valueDate: TODAY, receivedAt: NOW, adjustment: Adjustment.NONE };
  return { ...about, ...when, price: new Amount(price), currency: BASE, previousClose, rawPrice: price, rawCurrency: null, revision };
}

/** Microseconds of one call, the median of some rounds; quotes are made beforehand, so that only the work counts. */
function time(prepare: (index: number) => Quote, work: (quote: Quote) => void): number {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let calls = 0;
    let spentMs = 0;
    while (spentMs < ROUND_MS) {
      const quotes = Array.from({ length: 500 }, (_, index) => prepare(calls + index));
      const startMs = performance.now();
      for (const quote of quotes) work(quote);
      spentMs += performance.now() - startMs;
      calls += quotes.length;
    }
    taken.push((spentMs * 1000) / calls);
  }
  return median(taken) as number;
}

function measure(holdings: number): string[] {
  const input = portfolioOf(holdings);
  const prices = new PriceBook();
  const book = new ValuationBook(prices, known);
  for (let index = 0; index < holdings; index += 1) book.apply(quoteOf(index, firstCents(index)));
  book.watch(input);
  book.flush(NOW);
  const prepare = (call: number) => quoteOf(call % holdings, firstCents(call % holdings) + (call % 97) + 1);
  const positions = [...(input.accounts[0]?.positions.values() ?? [])];
  const current = new Map(positions.map(({ instrumentId }) => [instrumentId, new Decimal(1)]));
  const loop = time(prepare, (quote) => {
    current.set(quote.instrumentId, new Decimal(quote.price.toFixed()));
    let total = new Decimal(10_000);
    for (const { instrumentId, quantity } of positions) total = total.plus(quantity.times(current.get(instrumentId) as Decimal));
  });
  const scratch = time(prepare, (quote) => {
    prices.put(quote);
    valuePortfolio(input, prices, known, NOW);
  });
  const incremental = time(prepare, (quote) => {
    book.apply(quote);
    book.revalue(NOW);
  });
  const marking = time(prepare, (quote) => book.apply(quote));
  book.flush(NOW);
  checkSame(book, prices, input);
  const show = (us: number) => us.toFixed(us < 10 ? 2 : 1);
  return [
    String(holdings),
    show(loop),
    show(scratch),
    show(incremental),
    (incremental / scratch).toFixed(4),
    (incremental / loop).toFixed(3),
    show(marking),
  ];
}

function checkSame(book: ValuationBook, prices: PriceBook, input: PortfolioInput): void {
  const [kept, fresh] = [book.latest(input.portfolioId), valuePortfolio(input, prices, known, NOW)];
  const isSame = kept?.total.eq(fresh.total) && kept.dayChange?.eq(fresh.dayChange ?? NaN);
  if (!isSame) throw new Error(`${kept?.total} was kept and ${fresh.total} is right.`);
}

const { values } = parseArgs({ options: { save: { type: 'boolean', default: false } } });
const titles = ['holdings', 'decimal loop, us', 'from scratch, us', 'incremental, us', 'to scratch', 'to loop', 'marking alone, us'];
const table = `${rows(titles, [measure(20), measure(200)])}\n\n${machine()}`;
console.log(table);
if (values.save) saveTable(join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs/BENCHMARKS.md'), 'valuation', table);
