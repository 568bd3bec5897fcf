import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Closes, daysOf, seriesOf } from '../../test/testkit/history.js';
import { type Attribution, gainOf, type StepAttribution, sumAttributions } from './attribution.js';
import { contributions } from './contribution.js';
import type { Currency } from './currency.js';
import { addDays, parseDay } from './day.js';
import { Decimal, formatDecimal, toScaled, ZERO } from './decimal.js';
import { type HistoryDay, instrumentSeriesOf } from './history.js';
import type { InstrumentId } from './ids.js';
import { type DaySeries, irrOf, ReturnVariant, simpleReturn, twr } from './performance.js';
import { unscaled } from './scaled.js';

const instruments = { AAPL: { currency: 'USD' as Currency }, VOD: { currency: 'GBP' as Currency } };
const FROM = '2024-01-01';
const UNTIL = '2024-01-08';

const steps = (days: readonly HistoryDay[]) => days.flatMap(({ attribution }) => (attribution ? [attribution] : []));
const sumOf = (days: readonly HistoryDay[]) => sumAttributions(steps(days) as [StepAttribution, ...StepAttribution[]]);

/** The right-hand side of C2. */
function explained(a: Attribution): bigint {
  return a.inflow - a.outflow + a.priceGain + a.currencyGain + a.income - a.fees - a.taxes;
}
const text = (amount: bigint) => formatDecimal(unscaled(amount));

const number = fc.integer({ min: 1, max: 999_999 }).map((count) => formatDecimal(new Decimal(count).div(700).toDecimalPlaces(6)));
const day = fc.integer({ min: 0, max: 7 }).map((offset) => addDays(parseDay(FROM), offset));
const account = fc.constantFrom('main', 'other');
function entry(names: readonly string[], currencies: readonly string[], rates: readonly string[]) {
  const name = fc.constantFrom(...names);
  const currency = fc.constantFrom(...currencies);
  const rate = fc.constantFrom(...rates);
  return fc.oneof(
    fc.tuple(day, number, name, number, number, account, rate).map(([on, q, what, price, fee, where, at]) => {
      return `${on} BUY ${q} ${what} @ ${price} fee ${fee} tax 0.5${what === 'ACME' ? '' : at} in ${where}`;
    }),
    fc.tuple(day, number, name, number).map(([on, q, what, price]) => `${on} SELL ${q} ${what} @ ${price} fee 1.25`),
    fc.tuple(day, number, currency, account).map(([on, amount, money, where]) => `${on} DEPOSIT ${amount} ${money} in ${where}`),
    fc.tuple(day, number, currency).map(([on, amount, money]) => `${on} WITHDRAWAL ${amount} ${money}`),
    fc.tuple(day, number, name).map(([on, amount, what]) => `${on} DIVIDEND ${amount} from ${what} tax 0.001`),
    fc.tuple(day, number, currency).map(([on, amount, money]) => `${on} INTEREST ${amount} ${money}`),
    fc
      .tuple(day, fc.constantFrom('FEE', 'FEE_REFUND', 'TAX', 'TAX_REFUND'), number, currency)
      .map(([on, kind, amount, money]) => `${on} ${kind} ${amount} ${money}`),
    fc.tuple(day, number, name, number, account).map(([on, q, what, price, where]) => {
      return `${on} REINVESTMENT ${q} ${what} @ ${price} for 90 tax 3 fee 0.2 in ${where}`;
    }),
    fc.tuple(day, number, name, account).map(([on, amount, what, where]) => `${on} DIVIDEND_PAID ${amount} from ${what} in ${where}`),
    // More than is held, so that it is sold short.
    fc.tuple(day, number, name, number).map(([on, q, what, price]) => `${on} SELL 6${q} ${what} @ ${price} in other`),
    fc.tuple(day, number, name).map(([on, q, what]) => `${on} TRANSFER ${q} ${what} to other`),
    fc.tuple(day, number, currency).map(([on, amount, money]) => `${on} TRANSFER ${amount} ${money} to other`),
    fc.tuple(day, number, name, number).map(([on, q, what, price]) => `${on} DELIVERY_IN ${q} ${what} @ ${price}`),
    fc.tuple(day, number, name).map(([on, q, what]) => `${on} DELIVERY_OUT ${q} ${what}`),
  );
}
function closes(keys: readonly (readonly [name: string, currency: string])[]) {
  const ofDay = fc.tuple(...keys.map(([name, currency]) => number.map((price) => [name, `${price} ${currency}`.trim()] as const)));
  // Everything has a price and a rate from the start, so that no valuation is incomplete.
  return fc.array(ofDay, { minLength: 8, maxLength: 8 }).map((all): Closes => {
    return Object.fromEntries(all.map((prices, offset) => [addDays(parseDay(FROM), offset), Object.fromEntries(prices)]));
  });
}
const accounts = { main: { allowsShort: true }, other: { allowsShort: true } };
/** Enough of everything that most deliveries are allowed. */
const stock = (names: readonly string[]) => names.map((name) => `2023-12-29 BUY 5000 ${name} @ 10`).join('\n');

function tryDays(...given: Parameters<typeof daysOf>): HistoryDay[] | null {
  try {
    return daysOf(...given);
  } catch (error) {
    if (['OVERSOLD', 'OPPOSITE_SIDE'].includes((error as { rule?: string }).rule ?? '')) return null;
    throw error;
  }
}

test.each([
  ['all accounts', undefined],
  ['one account', ['main']],
])('the identity holds to the last digit on every day and over the period, for %s', (_, of) => {
  const names = ['ACME', 'AAPL', 'VOD'];
  const market = closes([
    ['ACME', 'EUR'],
    ['AAPL', 'USD'],
    ['VOD', 'GBP'],
    ['EURUSD', ''],
    ['EURGBP', ''],
  ]);
  fc.assert(
    fc.property(fc.array(entry(names, ['EUR', 'USD', 'GBP'], ['', ' rate 0.87']), { maxLength: 12 }), market, (lines, prices) => {
      const days = tryDays([stock(names), ...lines].join('\n'), { instruments, accounts, from: FROM, until: UNTIL, closes: prices, of });
      fc.pre(days !== null);
      for (const step of [...steps(days), sumOf(days)]) {
        expect(text(step.end - step.start)).toBe(text(explained(step)));
        for (const row of step.instruments.values()) {
          expect(text(row.end - row.start)).toBe(text(row.bought - row.sold + row.priceGain + row.currencyGain));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('in one currency nothing is left for the currency gain: every entry has been counted', () => {
  const names = ['ACME', 'SIE'];
  const market = closes([
    ['ACME', 'EUR'],
    ['SIE', 'EUR'],
  ]);
  fc.assert(
    fc.property(
      fc.array(entry(names, ['EUR'], ['']), { maxLength: 12 }),
      market,
      fc.constantFrom(undefined, ['main'], ['other']),
      (lines, prices, of) => {
        const entries = [stock(names), '2023-12-29 DEPOSIT 1 EUR in other', ...lines].join('\n');
        const days = tryDays(entries, { accounts, from: FROM, until: UNTIL, closes: prices, of });
        fc.pre(days !== null);
        for (const step of steps(days)) expect(text(step.currencyGain)).toBe('0');
      },
    ),
    { numRuns: 60 },
  );
});

test('external flows do not move the time-weighted return of what is invested', () => {
  const market = closes([['ACME', 'EUR']]);
  fc.assert(
    fc.property(market, fc.array(fc.tuple(day, number), { maxLength: 5 }), (prices, deliveries) => {
      const options = { from: FROM, until: UNTIL, closes: prices };
      const alone = twr(seriesOf(daysOf('2023-12-29 DELIVERY_IN 10 ACME @ 10', options)));
      // Units that come in at the end of a day's price are there from its start: the flow is taken out of the growth.
      const days = daysOf('2023-12-29 DELIVERY_IN 10 ACME @ 10', options);
      const series = seriesOf(days).map((point, index) => {
        const more = deliveries.filter(([on]) => on <= point.day).reduce((sum, [, amount]) => sum.plus(amount), ZERO);
        const priceOf = ({ value }: { readonly value: bigint }) => unscaled(value).div(10);
        const price = priceOf(point);
        const before = index > 0 ? priceOf((days[index - 1] as HistoryDay).point) : price;
        const came = deliveries.filter(([on]) => on === point.day).reduce((sum, [, amount]) => sum.plus(amount), ZERO);
        // Twenty places hold the products exactly, and a series may have any one scale.
        const exact = (amount: Decimal) => toScaled(amount, 20);
        return { ...point, value: exact(price.times(more.plus(10))), inflow: exact(came.times(before)), outflow: 0n, income: 0n };
      });
      expect(twr(series as never).value?.toFixed()).toBe(alone.value?.toFixed());
    }),
  );
});

test('contributions and the rest add up to the simple return', () => {
  const days = daysOf(
    `2024-01-02 DEPOSIT 1000 EUR
     2024-01-02 BUY 10 ACME @ 50 fee 5
     2024-01-02 BUY 10 SIE @ 20
     2024-01-03 DIVIDEND 8 from SIE tax 2
     2024-01-04 FEE 1 EUR`,
    {
      from: FROM,
      until: '2024-01-04',
      closes: { '2024-01-02': { ACME: '50 EUR', SIE: '20 EUR' }, '2024-01-04': { ACME: '56 EUR', SIE: '19 EUR' } },
    },
  );
  const period = sumOf(days);
  // ACME 60 - 5 = 55, SIE -10 + 8 - 2 = -4, account fee -1: 50 on 1,000.
  const shares = contributions(period).value;
  expect([...(shares?.byInstrument ?? [])].map(([id, share]) => `${id} ${formatDecimal(share)}`)).toEqual(['ACME 0.055', 'SIE -0.004']);
  expect(shares && formatDecimal(shares.rest)).toBe('-0.001');
  expect(text(gainOf(period))).toBe('50');
  expect(simpleReturn(seriesOf(days)).value?.toFixed()).toBe('0.05');
  // Without the dividend's 6: 44 on 1,000.
  expect(simpleReturn(seriesOf(days), ReturnVariant.PRICE).value?.toFixed()).toBe('0.044');
  expect(irrOf(seriesOf(days)).value?.gt(0)).toBe(true);
});

test('the returns of one instrument take its purchases as flows in, its sales and dividends as flows out', () => {
  const days = daysOf(
    `2024-01-02 DEPOSIT 5000 EUR
     2024-01-02 BUY 10 ACME @ 50 fee 5
     2024-01-03 DIVIDEND 20 from ACME tax 5
     2024-01-04 SELL 5 ACME @ 60 fee 3`,
    { from: FROM, until: '2024-01-04', closes: { '2024-01-02': { ACME: '50 EUR' }, '2024-01-04': { ACME: '55 EUR' } } },
  );
  const series = instrumentSeriesOf(days, 'ACME' as InstrumentId) as DaySeries;
  expect(series.map(({ value, inflow, outflow }) => [value, inflow, outflow].map(text).join(' '))).toEqual([
    '0 0 0',
    '500 505 0',
    '500 0 15',
    '275 3 300',
  ]);
  // 500 / 505 x 515 / 500 x 575 / 503; without the dividend 500 / 505 x 575 / 503.
  expect(twr(series).value?.toFixed()).toBe('0.1657776116');
  expect(twr(series, ReturnVariant.PRICE).value?.toFixed()).toBe('0.1318229238');
  // (275 + 315 - 508) / 508.
  expect(simpleReturn(series).value?.toFixed()).toBe('0.1614173228');
});

test('units that cross the edge are a flow at the price of the day; between own accounts they are none', () => {
  const entries = '2023-12-29 BUY 10 ACME @ 10\n2024-01-02 TRANSFER 4 ACME to other\n2024-01-03 DELIVERY_OUT 2 ACME';
  const options = { from: FROM, until: '2024-01-03', closes: { '2023-12-29': { ACME: '10 EUR' }, '2024-01-02': { ACME: '12 EUR' } } };
  const flows = (of?: string[]) =>
    steps(daysOf(entries, { ...options, of })).map(({ inflow, outflow }) => `${text(inflow)} ${text(outflow)}`);
  expect(flows()).toEqual(['0 0', '0 24']);
  expect(flows(['main'])).toEqual(['0 48', '0 24']);
  expect(flows(['other'])).toEqual(['48 0', '0 0']);
});

test('units that leave to the last one count at the price of their day, on both sides of the edge', () => {
  const closes = { '2023-12-29': { ACME: '10 EUR' }, '2024-01-02': { ACME: '12 EUR' }, '2024-01-03': { ACME: '15 EUR' } };
  const options = { from: FROM, until: '2024-01-03', closes };
  const flows = (entries: string, of?: string[]) =>
    steps(daysOf(entries, { ...options, of })).map(({ inflow, outflow, priceGain }) => [inflow, outflow, priceGain].map(text).join(' '));
  const whole = '2023-12-29 BUY 10 ACME @ 10\n2024-01-02 TRANSFER 10 ACME to other';
  // 20 gained on the day, then 120 leave and 120 arrive.
  expect(flows(whole, ['main'])).toEqual(['0 120 20', '0 0 0']);
  expect(flows(whole, ['other'])).toEqual(['120 0 0', '0 0 30']);
  expect(flows('2023-12-29 BUY 10 ACME @ 10\n2024-01-03 DELIVERY_OUT 10 ACME')).toEqual(['0 0 20', '0 150 30']);
  // A split on the same day: 30 new units of 4, until there is a price of the new ones.
  const split = '2023-12-29 BUY 10 ACME @ 10\n2024-01-03 SPLIT ACME 3:1\n2024-01-03 DELIVERY_OUT 30 ACME';
  const { '2024-01-03': _later, ...before } = closes;
  const last = steps(daysOf(split, { ...options, closes: before })).at(-1);
  expect([last?.outflow, last?.priceGain].map((amount) => text(amount as bigint))).toEqual(['120', '0']);
});

test('units sold short that move to another account take a debt along: it comes in where they leave', () => {
  const entries = '2023-12-29 SELL 10 ACME @ 10\n2024-01-02 TRANSFER 4 ACME to other';
  const closes = { '2023-12-29': { ACME: '10 EUR' }, '2024-01-02': { ACME: '12 EUR' }, '2024-01-03': { ACME: '11 EUR' } };
  const flows = (of: string[]) =>
    steps(daysOf(entries, { accounts, from: FROM, until: '2024-01-03', closes, of })).map((step) => {
      return [step.inflow, step.outflow, step.priceGain, step.currencyGain].map(text).join(' ');
    });
  // Ten short at 12 have lost 20; 4 x 12 of debt go, and gain 1 each on the next day where they are.
  expect(flows(['main'])).toEqual(['48 0 -20 0', '0 0 6 0']);
  expect(flows(['other'])).toEqual(['0 48 0 0', '0 0 4 0']);
  expect(flows(['main', 'other'])).toEqual(['0 0 -20 0', '0 0 10 0']);
});

test.each([
  ['a purchase at a booked rate', '2024-01-02 BUY 10 AAPL @ 10 rate 0.9', ['2024-01-02', '2024-01-04']],
  ['the first rate of what is held', '2024-01-02 DELIVERY_IN 10 AAPL @ 10', ['2024-01-04']],
  ['the first rate of money', '2024-01-02 DEPOSIT 10 USD', ['2024-01-04']],
  ['the first rate of what is sold on its day', '2024-01-02 DELIVERY_IN 9 AAPL @ 10\n2024-01-04 SELL 9 AAPL @ 11', ['2024-01-04']],
  ['a purchase from money without a rate', '2024-01-02 DEPOSIT 90 USD\n2024-01-03 BUY 9 AAPL @ 10', ['2024-01-04']],
  ['nothing else', '2024-01-02 DEPOSIT 10 EUR\n2024-01-04 BUY 1 AAPL @ 10 rate 0.9', []],
])('what passes between what has a rate and what has none makes no return: %s', (_, entries, lacking) => {
  const instruments = { AAPL: { currency: 'USD' as Currency } };
  const days = daysOf(entries, { instruments, from: FROM, until: '2024-01-05', closes: { '2024-01-04': { USDEUR: '0.9' } } });
  expect(days.filter(({ attribution }) => attribution?.lacksRate).map(({ day }) => day)).toEqual(lacking);
});

test('a step over a missing rate says that it is partial', () => {
  const days = daysOf('2024-01-02 DEPOSIT 10 USD\n2024-01-02 DEPOSIT 10 EUR', { from: FROM, until: '2024-01-02', closes: {} });
  // Neither the money nor its deposit is counted: of what is, all can be told.
  expect(steps(days)[0]).toMatchObject({ isPartial: true, lacksRate: false });
  expect(text(steps(days)[0]?.inflow ?? 0n)).toBe('10');
  expect(steps(days)[0]?.instruments.get('ACME' as InstrumentId)).toBeUndefined();
});
