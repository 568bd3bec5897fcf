// One instrument's gain, told by three reports: what its series gained is what was realised and is still open, with its income and its costs.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysOf } from '../../test/testkit/history.js';
import { ledger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { instrumentGain, type StepAttribution, sumAttributions } from './attribution.js';
import { type Currency, EUR } from './currency.js';
import { addDays, type Day, parseDay } from './day.js';
import { type Decimal, formatDecimal, ZERO } from './decimal.js';
import type { InstrumentId, PortfolioId } from './ids.js';
import { summariseIncome } from './income.js';
import { reportRealisedGains } from './realised-gain.js';
import { unscaled } from './scaled.js';
import { valuePortfolio } from './valuation.js';

const FIRST = parseDay('2024-01-01');
const LAST = parseDay('2024-01-08');
const instruments = { AAPL: { currency: 'USD' as Currency }, VOD: { currency: 'GBP' as Currency } };
const accounts = { main: { allowsShort: true }, other: { allowsShort: true, currency: 'USD' as Currency, costMethod: 'AVERAGE' as const } };

const amount = fc.integer({ min: 100, max: 9_999 }).map((count) => String(count / 100));
const offset = fc.integer({ min: 1, max: 7 });
const place = fc.constantFrom('main', 'other');
const rate = fc.constantFrom('', ' rate 0.87', ' rate 1.03');
const name = fc.constantFrom('AAPL', 'VOD', 'SIE');
/** A booked rate leads into another currency than the entry's. */
const booked = (what: string, where: string, at: string) =>
  (what === 'SIE') === (where === 'main') ? '' : what === 'AAPL' && where === 'other' ? '' : at;
const line = fc.oneof(
  fc.tuple(fc.constantFrom('BUY', 'SELL'), offset, amount, name, amount, place, rate).map(([kind, on, q, what, price, where, at]) => {
    return `${addDays(FIRST, on)} ${kind} ${q} ${what} @ ${price} fee 1.5 tax 0.25${booked(what, where, at)} in ${where}`;
  }),
  fc.tuple(offset, amount, name, place, rate).map(([on, gross, what, where, at]) => {
    return `${addDays(FIRST, on)} DIVIDEND ${gross} from ${what} tax 2 fee 0.3${booked(what, where, at)} in ${where}`;
  }),
  fc.tuple(offset, amount, name, amount, place, rate).map(([on, q, what, price, where, at]) => {
    return `${addDays(FIRST, on)} REINVESTMENT ${q} ${what} @ ${price} for 90 tax 3 fee 0.2${booked(what, where, at)} in ${where}`;
  }),
  fc.tuple(offset, amount, name).map(([on, q, what]) => `${addDays(FIRST, on)} TRANSFER ${q} ${what} to other`),
);

function marketOn(prices: readonly (readonly string[])[], day: Day): TestMarket {
  const market = new TestMarket();
  prices.forEach(([aapl, vod, sie, usd, gbp], index) => {
    const on = addDays(FIRST, index);
    if (on > day) return;
    for (const [id, price, currency] of [
      ['AAPL', aapl, 'USD'],
      ['VOD', vod, 'GBP'],
      ['SIE', sie, 'EUR'],
    ] as const) {
      market.quote(id, price as string, { day: on, currency, kind: 'CLOSE' });
    }
    market.rate('EURUSD', usd as string, { day: on });
    market.rate('EURGBP', gbp as string, { day: on });
  });
  return market;
}

const sum = (amounts: readonly (Decimal | null)[]) => amounts.reduce<Decimal>((total, each) => total.plus(each ?? Number.NaN), ZERO);

test('what an instrument gained is what was realised and is open, its income, less its taxes and fees, whatever rates were booked', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 14 }),
      fc.array(fc.tuple(amount, amount, amount, amount, amount), { minLength: 9, maxLength: 9 }),
      (lines, prices) => {
        const text = ['2024-01-01 DEPOSIT 10 EUR', ...lines].join('\n');
        const book = ledger(text, { instruments, accounts });
        let states: ReturnType<typeof book.fold> | null = null;
        try {
          states = book.fold(LAST);
        } catch (error) {
          expect(['OVERSOLD', 'OPPOSITE_SIDE']).toContain((error as { rule?: string }).rule);
        }
        fc.pre(states !== null);
        const closes = Object.fromEntries(
          prices.map(([aapl, vod, sie, usd, gbp], index) => [
            addDays(FIRST, index),
            { AAPL: `${aapl} USD`, VOD: `${vod} GBP`, SIE: `${sie} EUR`, EURUSD: usd, EURGBP: gbp },
          ]),
        );
        const days = daysOf(text, { instruments, accounts, closes, from: addDays(FIRST, -1), until: LAST });
        const steps = days.flatMap(({ attribution }) => attribution ?? []) as [StepAttribution, ...StepAttribution[]];
        const gained = sumAttributions(steps).instruments;
        const crossOn = (day: Day, from: Currency, to: Currency) => marketOn(prices, day).prices.cross(from, to);
        const all = [...states.values()];
        const range = { baseCurrency: EUR, crossOn, from: FIRST, to: LAST, until: LAST };
        const realised = reportRealisedGains(
          all.flatMap((state) => state.realised),
          range,
        ).rows;
        const income = summariseIncome(
          all.flatMap((state) => state.income),
          range,
        ).byInstrument;
        const input = { portfolioId: 'portfolio' as PortfolioId, baseCurrency: EUR, accounts: all, ledgerVersion: 0, day: LAST };
        const valued = valuePortfolio(
          { ...input, tradeRates: (day, from) => crossOn(day, from, EUR) },
          marketOn(prices, LAST).prices,
          (id) => book.instrument(id),
          new Date(0),
        );
        for (const [id, row] of gained) {
          const open = sum(valued.holdings.filter(({ instrumentId }) => instrumentId === id).map(({ unrealisedGain }) => unrealisedGain));
          const closed = sum(realised.filter(({ sale }) => sale.instrumentId === id).map(({ inBase }) => inBase?.gain ?? null));
          const told = open.plus(closed).plus(income.get(id as InstrumentId)?.net ?? ZERO);
          // Each report rounds each of its amounts once, at eight places.
          expect(unscaled(instrumentGain(row)).minus(told).abs().toNumber()).toBeLessThan(0.000002);
          expect(formatDecimal(told)).not.toBe('NaN');
        }
      },
    ),
    { numRuns: 80 },
  );
});
