import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ledger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { type Currency, EUR } from './currency.js';
import { addDays, type Day, parseDay } from './day.js';
import { Decimal, formatDecimal, fromScaled, MONEY_SCALE, RATIO_SCALE } from './decimal.js';
import type { FxRate } from './fx.js';
import type { PortfolioId } from './ids.js';
import { Instrument } from './instrument.js';
import type { Estimate } from './live-estimate.js';
import type { LivePortfolio } from './live-portfolio.js';
import { type Summary, summaryOf } from './live-summary.js';
import { PriceBook } from './price-book.js';
import type { Quote } from './quote.js';
import { type PortfolioInput, type Valuation, valuePortfolio } from './valuation.js';
import { ValuationBook } from './valuation-book.js';

const START = new Date('2024-06-05T12:05:00Z');
const INSTRUMENTS: Record<string, Currency> = { ACME: EUR, AAPL: 'USD' as Currency, VOD: 'GBP' as Currency, TOYO: 'JPY' as Currency };
const NAMES = Object.keys(INSTRUMENTS);
const BASES = ['EUR', 'USD', 'GBP', 'CHF'] as Currency[];
const PAIRS = ['EURUSD', 'EURGBP', 'USDJPY', 'GBPUSD', 'EURCHF', 'EURJPY'];

const book = ledger('', { instruments: Object.fromEntries(NAMES.map((name) => [name, { currency: INSTRUMENTS[name] as Currency }])) });
const instruments = (id: string) => book.instrument(id);

/** As text, without the sequence, so that two valuations compare digit by digit. */
function printed(valuation: Valuation | undefined | null): unknown {
  const seen = { ...valuation, sequence: 0 };
  return JSON.parse(
    JSON.stringify(seen, function (this: Record<string, unknown>, key: string, text: unknown) {
      const raw = this[key];
      return raw instanceof Decimal ? formatDecimal(raw) : text;
    }),
  );
}

function idsOf(portfolios: readonly LivePortfolio[]): PortfolioId[] {
  return portfolios.map(({ input }) => input.portfolioId);
}

function inDecimals(summary: Summary): Record<string, unknown> {
  const text = (name: string, figure: bigint | Date | null) =>
    typeof figure === 'bigint' ? formatDecimal(fromScaled(figure, /Ratio|Share/.test(name) ? RATIO_SCALE : MONEY_SCALE)) : figure;
  const { total, marketValue, cash, costBasis, unrealisedGain, dayChange, dayChangePrice, dayChangeCurrency } = summary;
  const { dayChangeRatio, staleShare, asOf, asOfEarliest } = summary;
  const changes = { dayChange, dayChangePrice, dayChangeCurrency, dayChangeRatio };
  const all = { total, marketValue, cash, costBasis, unrealisedGain, staleShare, asOf, asOfEarliest, ...changes };
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, figure]) => [name, text(name, figure)]))));
}

function portfolio(text: string, options: { id?: string; base?: Currency; ledgerVersion?: number } = {}): PortfolioInput {
  const held = ledger(text, {
    instruments: Object.fromEntries(NAMES.map((name) => [name, { currency: INSTRUMENTS[name] as Currency }])),
    accounts: { main: { allowsShort: true }, other: { allowsShort: true } },
  });
  return {
    portfolioId: (options.id ?? 'portfolio') as PortfolioId,
    baseCurrency: options.base ?? EUR,
    accounts: [...held.fold().values()],
    ledgerVersion: options.ledgerVersion ?? 1,
    // Some days and currencies have a rate, and some have none.
    tradeRates: (on, from) =>
      on < '2024-05-30' || from === 'JPY' ? null : { numerator: new Decimal(on.slice(-2)), denominator: new Decimal('17.3') },
  };
}

// Amounts with many digits and ties of rounding at the last one.
const digits = fc.oneof(
  fc.integer({ min: 1, max: 99_999_999 }).map((count) => new Decimal(count).div(1e4).toFixed()),
  fc.bigInt({ min: 1n, max: 10n ** 20n }).map((count) => new Decimal(count.toString()).div(1e8).toFixed()),
  fc.constantFrom('0.00000001', '0.5', '1', '33.33333333'),
);
const quantity = fc.bigInt({ min: 1n, max: 10n ** 18n }).map((count) => new Decimal(count.toString()).div(1e12).toFixed());
const day = fc.integer({ min: 0, max: 12 }).map((offset) => addDays(parseDay('2024-05-27'), offset));
const line = fc.oneof(
  fc
    .tuple(day, quantity, fc.constantFrom(...NAMES), digits, fc.constantFrom('', ' rate 0.91'), fc.constantFrom('main', 'other'))
    .map(
      ([on, units, name, price, rate, account]) =>
        `${on} BUY ${units} ${name} @ ${price} fee 1.5${INSTRUMENTS[name] === EUR ? '' : rate} in ${account}`,
    ),
  // Sold short, or sold, whatever was bought by then; not of ACME, which is split.
  fc
    .tuple(day, quantity, fc.constantFrom('AAPL', 'VOD', 'TOYO'), digits, fc.constantFrom('main', 'other'))
    .map(([on, units, name, price, account]) => `${on} SELL ${units} ${name} @ ${price} fee 0.7 in ${account}`),
  fc.tuple(day, digits, fc.constantFrom('EUR', 'USD', 'SEK', 'GBP')).map(([on, amount, currency]) => `${on} DEPOSIT ${amount} ${currency}`),
  fc.tuple(day, digits, fc.constantFrom('EUR', 'USD')).map(([on, amount, currency]) => `${on} WITHDRAWAL ${amount} ${currency}`),
);
const ledgerText = fc.tuple(fc.array(line, { maxLength: 12 }), fc.boolean()).map(([lines, isSplit]) => {
  const bought = isSplit && lines.find((text) => /^2024-(05|06-0[1-4]).*BUY \S+ ACME.* in main/.test(text));
  return [...lines, ...(bought ? ['2024-06-05 SPLIT ACME 7:3'] : [])].join('\n');
});

const quote = fc
  .record({
    name: fc.constantFrom(...NAMES),
    price: digits,
    previous: fc.option(digits, { nil: undefined }),
    on: day,
    minutes: fc.integer({ min: 0, max: 120 }),
    revision: fc.integer({ min: 1, max: 40 }),
    kind: fc.constantFrom('LAST', 'CLOSE', 'NAV', 'MID'),
    isWrong: fc.integer({ min: 0, max: 15 }).map((roll) => roll === 0),
  })
  .map(({ name, price, previous, on, minutes, revision, kind, isWrong }) =>
    new TestMarket().quote(name, price, {
      previous,
      day: on,
      observedAt: new Date(Date.parse(`${on}T10:00:00Z`) + minutes * 60_000).toISOString(),
      currency: isWrong ? 'SEK' : (INSTRUMENTS[name] as string),
      kind: kind as Quote['kind'],
      revision,
    }),
  );
const rate = fc
  .record({
    pair: fc.constantFrom(...PAIRS),
    value: digits,
    previous: fc.option(digits, { nil: undefined }),
    on: day,
    revision: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ pair, value, previous, on, revision }) => new TestMarket().rate(pair, value, { previous, day: on, revision }));
const id = fc.constantFrom('a', 'b', 'c');
const step = fc.oneof(
  { weight: 6, arbitrary: quote.map((given) => ({ do: 'quote' as const, given })) },
  { weight: 3, arbitrary: rate.map((given) => ({ do: 'rate' as const, given })) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), id, text: ledgerText }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('watch' as const), id, text: ledgerText, base: fc.constantFrom(...BASES) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unwatch' as const), id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const), only: fc.option(id, { nil: null }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('defer' as const), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('delist' as const), name: fc.constantFrom(...NAMES), on: fc.option(day, { nil: null }) }),
  },
);

/** A book of instruments as they were read last. */
function opened() {
  const prices = new PriceBook();
  const read = new Map(NAMES.map((name) => [name, instruments(name)]));
  const instrumentOf = (name: string) => read.get(name) as Instrument;
  return { prices, read, instrumentOf, kept: new ValuationBook(prices, instrumentOf) };
}

/** As the portfolios are then, one after the other. */
function readAgain(read: Map<string, Instrument>, { name, on }: { readonly name: string; readonly on: Day | null }): void {
  read.set(name, Object.assign(Object.create(Instrument.prototype), read.get(name), { delistedOn: on }));
}

/** What is estimated holds of the valuation from scratch. */
function expectWithin({ value, gain, cost }: Estimate, { total, unrealisedGain, costBasis, gaps }: Valuation): void {
  expect(gaps.filter(({ reason }) => reason === 'NO_PRICE' || reason === 'NO_RATE')).toEqual([]);
  const figures = [
    [value, total],
    [gain, unrealisedGain],
    [cost, costBasis],
  ] as const;
  for (const [{ low, high }, figure] of figures) expect(figure?.gte(low) && figure.lte(high)).toBe(true);
}

test('whatever arrives in whatever order, the incremental valuation equals the one from scratch to the last digit', () => {
  fc.assert(
    fc.property(
      fc.tuple(ledgerText, ledgerText),
      fc.array(step, { maxLength: 40, size: 'max' }),
      fc.boolean(),
      (texts, steps, putsFirst) => {
        const { prices, kept, read, instrumentOf } = opened();
        const inputs = new Map<string, PortfolioInput>();
        const latest = new Map<string, Valuation>();
        const sequences = new Map<string, number>();
        const deferred = new Set<PortfolioId>();
        let now = START;
        const take = (valuations: Valuation[]) => {
          for (const valuation of valuations) {
            expect(valuation.sequence).toBeGreaterThan(sequences.get(valuation.portfolioId) ?? 0);
            sequences.set(valuation.portfolioId, valuation.sequence);
            latest.set(valuation.portfolioId, valuation);
          }
        };
        const first = texts.map((text, index) => ({ do: 'watch' as const, id: 'ab'.charAt(index), text, base: BASES[index] as Currency }));
        for (const move of [...first, ...steps, { do: 'flush' as const, only: null }]) {
          if (move.do === 'quote') {
            if (putsFirst) prices.put(move.given);
            kept.apply(move.given);
          } else if (move.do === 'rate') {
            if (putsFirst) prices.putRate(move.given);
            kept.applyRate(move.given);
          } else if (move.do === 'watch' || (move.do === 'replace' && inputs.has(move.id))) {
            const base = move.do === 'watch' ? move.base : inputs.get(move.id)?.baseCurrency;
            const input = portfolio(move.text, { id: move.id, base });
            inputs.set(move.id, input);
            if (move.do === 'watch') kept.watch(input);
            else kept.replace(input);
          } else if (move.do === 'unwatch') {
            kept.unwatch(move.id as PortfolioId);
            inputs.delete(move.id);
            latest.delete(move.id);
          } else if (move.do === 'wait') {
            now = new Date(now.getTime() + move.minutes * 60_000);
          } else if (move.do === 'defer') {
            const [estimate] = kept.estimates(now, [move.id as PortfolioId]);
            const input = inputs.get(move.id);
            if (!estimate || !input) continue;
            expectWithin(estimate, valuePortfolio(input, prices, instrumentOf, now));
            kept.defer(move.id as PortfolioId);
            deferred.add(move.id as PortfolioId);
          } else if (move.do === 'delist') {
            readAgain(read, move);
            for (const input of inputs.values()) kept.replace(input);
          } else if (move.do === 'flush') {
            kept.refresh(now);
            take(kept.flush(now, move.only ? [move.only as PortfolioId] : undefined));
            // What was deferred is revalued for who asks for it by name.
            take(kept.flush(now, move.only ? [] : [...deferred]));
            if (!move.only) deferred.clear();
            for (const [held, input] of inputs) {
              if (move.only && held !== move.only) continue;
              expect(printed(latest.get(held))).toEqual(printed(valuePortfolio(input, prices, instrumentOf, now)));
              const live = kept.live(held as PortfolioId);
              if (live) expect(printed(latest.get(held))).toMatchObject(inDecimals(summaryOf(live)));
            }
          }
        }
        expect(kept.flush(now)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('quotes and rates put in any order end in the same price book', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(quote, rate), { maxLength: 20 }), fc.infiniteStream(fc.nat()), (given, order) => {
      // A revision is given once: of several with one, only the first is real.
      const real = [...new Map(given.map((each) => [each.revision, each])).values()];
      const shuffled = real.map((each) => ({ each, key: order.next().value as number })).sort((a, b) => a.key - b.key);
      const fill = (all: readonly (Quote | FxRate)[]) => {
        const prices = new PriceBook();
        for (const each of all) 'base' in each ? prices.putRate(each) : prices.put(each);
        return [prices.revision, [...prices.quotes].sort(), [...prices.rates].sort()].map((part) => JSON.stringify(part));
      };
      const twice = [...shuffled, ...shuffled].map(({ each }) => each);
      expect(fill(twice)).toEqual(fill(real));
    }),
  );
});

function watching(text: string) {
  const market = new TestMarket();
  const kept = new ValuationBook(market.prices, instruments);
  kept.watch(portfolio(text));
  return { market, kept };
}

test('a holding nothing happened to keeps its identity', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100\n2024-01-02 BUY 10 AAPL @ 100\n2024-01-02 BUY 10 VOD @ 100');
  kept.apply(market.quote('ACME', '110'));
  const [before] = kept.flush(START);
  kept.apply(market.quote('ACME', '111'));
  const [after] = kept.flush(START);
  // In the order of their ids: AAPL, ACME, VOD.
  expect(after?.holdings.map((holding, index) => holding === before?.holdings[index])).toEqual([true, false, true]);
  expect(before?.total.toFixed()).not.toBe(after?.total.toFixed());
});

test('what touches no watched portfolio, and what repeats or comes late, gives no valuation', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100');
  const first = market.quote('ACME', '110');
  const second = market.quote('ACME', '111');
  kept.apply(second);
  expect(kept.flush(START)).toHaveLength(1);
  kept.apply(second);
  kept.apply(first);
  kept.apply(market.quote('TOYO', '5', { currency: 'JPY' }));
  kept.applyRate(market.rate('EURUSD', '1.1'));
  expect(kept.flush(START)).toEqual([]);
});

test('a price that ages gives a new valuation without a quote', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100');
  kept.apply(market.quote('ACME', '110', { observedAt: '2024-06-05T12:00:00Z' }));
  expect(kept.flush(START)[0]?.holdings[0]?.freshness).toBe('FRESH');
  const later = new Date('2024-06-05T13:00:00Z');
  kept.refresh(later);
  expect(kept.flush(later)[0]).toMatchObject({ isPartial: true, holdings: [{ freshness: 'STALE' }] });
});

test('a rate that ages gives a new valuation without a rate, of holdings and cash alike', () => {
  const market = new TestMarket();
  const prices = new PriceBook();
  const kept = new ValuationBook(prices, instruments);
  kept.applyRate(market.rate('EURUSD', '1.25', { day: '2024-06-06' }));
  const input = portfolio('2024-05-30 BUY 1 AAPL @ 100\n2024-05-30 DEPOSIT 500 USD\n2024-05-30 DEPOSIT 10 GBP');
  kept.watch(input);
  const reasons = (valuation: Valuation | undefined) => valuation?.gaps.map(({ reason, currency }) => `${reason} ${currency}`);
  expect(reasons(kept.flush(START)[0])).not.toContain('STALE_RATE USD');
  const later = new Date(START.getTime() + 14 * 86_400_000);
  kept.refresh(later);
  const [aged] = kept.flush(later);
  expect(reasons(aged)).toContain('STALE_RATE USD');
  expect(printed(aged)).toEqual(printed(valuePortfolio(input, prices, instruments, later)));
  kept.applyRate(market.rate('EURUSD', '1.25', { day: '2024-06-20' }));
  const [renewed] = kept.flush(later);
  expect(reasons(renewed)).not.toContain('STALE_RATE USD');
  expect(printed(renewed)).toEqual(printed(valuePortfolio(input, prices, instruments, later)));
});

test('that a price told ahead of its row has got it gives no valuation, but a previous close the row corrects does', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100');
  const row = market.quote('ACME', '110', { previous: '109' });
  kept.apply({ ...row, revision: row.revision - 1, ahead: 1 });
  expect(kept.flush(START)).toHaveLength(1);
  kept.apply(row);
  expect(kept.flush(START)).toEqual([]);
  kept.apply({ ...market.quote('ACME', '110', { previous: '108' }), revision: row.revision + 1 });
  expect(kept.flush(START)[0]?.holdings[0]?.dayChange?.toFixed()).toBe('20');
});

test('the sequence never falls, not even when a portfolio is watched again', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100');
  const sequences = [kept.flush(START)];
  for (const price of ['1', '2', '3']) {
    kept.apply(market.quote('ACME', price, { revision: Number(price) }));
    sequences.push(kept.flush(START));
  }
  kept.unwatch('portfolio' as PortfolioId);
  kept.watch(portfolio('2024-01-02 BUY 1 ACME @ 1'));
  sequences.push(kept.flush(START));
  const given = sequences.map((flushed) => flushed[0]?.sequence as number);
  expect(given).toEqual([...given].sort((a, b) => a - b));
  expect(new Set(given).size).toBe(5);
});

test('the number is the time, so that it grows from one instance to the next, and a question asked before a push has the lower one', () => {
  const later = (ms: number) => new Date(START.getTime() + ms);
  const [one, other] = [watching('2024-01-02 BUY 10 ACME @ 100'), watching('2024-01-02 BUY 10 ACME @ 100')];
  const id = 'portfolio' as PortfolioId;
  other.kept.flush(START);
  for (let revision = 1; revision <= 9; revision += 1) {
    one.kept.apply(one.market.quote('ACME', String(100 + revision), { revision }));
    one.kept.flush(later(revision));
  }
  other.kept.apply(one.market.quote('ACME', '109', { revision: 9 }));
  other.kept.flush(later(5));
  const shown = one.kept.latest(id) as Valuation;
  // Whoever was shown the one and comes to the other is shown the same under a later number, and nobody there is told again.
  other.kept.renumber(later(20), id);
  expect(other.kept.flush(later(21))).toEqual([]);
  const next = other.kept.latest(id) as Valuation;
  expect(next).toEqual({ ...shown, sequence: next.sequence });
  expect(next.sequence).toBeGreaterThan(shown.sequence);
  expect(valuePortfolio(portfolio('2024-01-02 BUY 1 ACME @ 1'), one.market.prices, instruments, later(20)).sequence).toBeLessThan(
    shown.sequence,
  );
});

test('the shape counts what is not a figure: dates, sources and gaps, but no price', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100');
  const id = 'portfolio' as PortfolioId;
  const shapes = ['110', '111'].map((price) => {
    kept.apply(market.quote('ACME', price, { previous: '109' }));
    kept.revalue(START);
    return kept.live(id)?.shape;
  });
  expect(shapes).toEqual([1, 1]);
  kept.apply(market.quote('ACME', '112', { previous: '109', day: '2024-06-06' }));
  kept.revalue(START);
  expect(kept.live(id)?.shape).toBe(2);
  kept.apply(market.quote('ACME', '113', { day: '2024-06-06' }));
  kept.revalue(START);
  expect(kept.live(id)?.shape).toBe(3);
});

test('a portfolio that is deferred is estimated to a millionth, named again at its next price, and then worth what all of them come to', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100\n2024-01-02 BUY 10 AAPL @ 100 rate 0.9\n2024-01-02 DEPOSIT 5 EUR');
  const id = 'portfolio' as PortfolioId;
  kept.applyRate(market.rate('EURUSD', '1.25'));
  kept.apply(market.quote('AAPL', '110', { currency: 'USD' }));
  kept.apply(market.quote('ACME', '110'));
  expect(kept.estimates(START, [id])).toEqual([null]);
  kept.revalue(START);
  kept.takeMarked();
  kept.apply(market.quote('ACME', '120'));
  expect(idsOf(kept.takeMarked())).toEqual([id]);
  const [estimate] = kept.estimates(START, [id]);
  for (const [bounds, exact] of [
    [estimate?.value, 10 * 120 + (10 * 110) / 1.25 + 5 - 1000 - 10 * 100 * 0.9],
    [estimate?.gain, 10 * 20 + (10 * 110) / 1.25 - 10 * 100 * 0.9],
    [estimate?.cost, 1000 + 10 * 100 * 0.9],
  ] as const) {
    expect(bounds?.low).toBeCloseTo(exact, 6);
    expect(bounds?.high).toBeCloseTo(exact, 6);
  }
  kept.defer(id);
  expect(kept.revalue(START)).toEqual([]);
  kept.apply(market.quote('AAPL', '130', { currency: 'USD' }));
  expect(idsOf(kept.takeMarked())).toEqual([id]);
  kept.revalue(START);
  expect(kept.live(id)?.changedRows).toEqual([0, 1]);
});

test('amounts beyond 64 bits are kept to the last digit, and back within them', () => {
  const text = '2024-01-02 BUY 123456789012 ACME @ 987654.32';
  const { market, kept } = watching(text);
  for (const price of ['98765432.12345678', '0.01', '98765432.12345679', '0.00000001']) {
    kept.apply(market.quote('ACME', price));
    const [valuation] = kept.flush(START);
    expect(printed(valuation)).toEqual(printed(valuePortfolio(portfolio(text), market.prices, instruments, START)));
  }
});

test('each portfolio with something marked is named once', () => {
  const { market, kept } = watching('2024-01-02 BUY 10 ACME @ 100');
  expect(idsOf(kept.takeMarked())).toEqual(['portfolio']);
  kept.revalue(START);
  kept.apply(market.quote('ACME', '111'));
  kept.apply(market.quote('ACME', '112'));
  expect(idsOf(kept.takeMarked())).toEqual(['portfolio']);
  expect(kept.takeMarked()).toEqual([]);
});

test('of a portfolio with more rows than a word has bits, exactly the rows of the quote are computed again', () => {
  const accounts = Array.from({ length: 20 }, (_, index) => `a${String(index).padStart(2, '0')}`);
  const { market, kept } = watching(accounts.flatMap((name) => NAMES.map((held) => `2024-01-02 BUY 1 ${held} @ 1 in ${name}`)).join('\n'));
  kept.revalue(START);
  const live = kept.live('portfolio' as PortfolioId);
  for (const [place, name] of NAMES.toSorted().entries()) {
    kept.apply(market.quote(name, '110', { currency: INSTRUMENTS[name] as string }));
    kept.revalue(START);
    expect(live?.changedRows).toEqual(accounts.map((_, index) => index * NAMES.length + place));
  }
  kept.applyRate(market.rate('EURUSD', '1.1'));
  kept.revalue(START);
  expect(live?.changedRows).toEqual(accounts.map((_, index) => index * NAMES.length + NAMES.toSorted().indexOf('AAPL')));
});

test('portfolios that take their turns in any order between prices are each valued at the newest', () => {
  const ids = ['one', 'two', 'three'] as PortfolioId[];
  const step = fc.oneof(
    fc.record({ name: fc.constantFrom('ACME', 'AAPL'), price: fc.integer({ min: 90, max: 110 }) }),
    fc.record({ turn: fc.subarray(ids, { minLength: 1 }) }),
    fc.record({ again: fc.constantFrom(...ids) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const market = new TestMarket();
      const kept = new ValuationBook(market.prices, instruments);
      const inputs = ids.map((id) => portfolio('2024-01-02 BUY 10 ACME @ 100\n2024-01-02 BUY 3 AAPL @ 100 rate 0.9', { id }));
      for (const input of inputs) kept.watch(input);
      kept.applyRate(market.rate('EURUSD', '1.1'));
      for (const each of steps) {
        if ('turn' in each) kept.revalue(START, each.turn);
        else if ('again' in each) kept.watch(inputs[ids.indexOf(each.again)] as PortfolioInput);
        else kept.apply(market.quote(each.name, String(each.price), { currency: INSTRUMENTS[each.name] as string }));
      }
      kept.revalue(START, ids);
      for (const [index, id] of ids.entries()) {
        const fresh = valuePortfolio(inputs[index] as PortfolioInput, market.prices, instruments, START);
        expect(printed(kept.latest(id))).toEqual(printed(fresh));
      }
    }),
    { numRuns: 200 },
  );
});
