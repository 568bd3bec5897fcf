import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LedgerOptions, ledger } from '../../test/testkit/ledger.js';
import { TestMarket } from '../../test/testkit/market.js';
import { cashMoves } from './cash-move.js';
import { type Currency, EUR } from './currency.js';
import { Decimal, ZERO } from './decimal.js';
import { type ExplainedStep, explainHolding } from './explanation.js';
import type { TradeRates } from './holding.js';
import type { InstrumentId } from './ids.js';
import { freshnessOf, pricingOf } from './pricing.js';

const NOON = new Date('2024-06-05T12:05:00Z');
const USD = 'USD' as Currency;

/** By integers alone and without our own classes: digits and a power of ten. */
function recomputed({ terms, scale }: ExplainedStep): string {
  const fraction = (text: string) => {
    const [whole, digits = ''] = text.split('.') as [string, string?];
    return { n: BigInt(whole + digits), d: 10n ** BigInt(digits.length) };
  };
  const isSum = terms.every(({ use }) => use === 'PLUS' || use === 'MINUS');
  let [n, d] = isSum ? [0n, 1n] : [1n, 1n];
  for (const { use, value } of terms) {
    const term = fraction(value.toFixed());
    if (use === 'PLUS') [n, d] = [n * term.d + term.n * d, d * term.d];
    else if (use === 'MINUS') [n, d] = [n * term.d - term.n * d, d * term.d];
    else if (use === 'TIMES') [n, d] = [n * term.n, d * term.d];
    else [n, d] = [n * term.d, d * term.n];
  }
  const places = 10n ** BigInt(scale ?? 60);
  const sign = n < 0n !== d < 0n ? -1n : 1n;
  const [top, bottom] = [(n < 0n ? -n : n) * places, d < 0n ? -d : d];
  let quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  if (scale === null && twice !== 0n) throw new Error('not exact');
  if (twice > bottom || (twice === bottom && quotient % 2n === 1n)) quotient += 1n;
  const digits = (sign * quotient)
    .toString()
    .replace('-', '')
    .padStart(Number(scale ?? 60) + 1, '0');
  const cut = digits.length - Number(scale ?? 60);
  const text = `${digits.slice(0, cut)}.${digits.slice(cut)}`.replace(/\.?0+$/, '');
  return sign < 0n && quotient !== 0n ? `-${text}` : text;
}

function explain(text: string, market: TestMarket, options: LedgerOptions & { base?: Currency; tradeRates?: TradeRates } = {}) {
  const book = ledger(text, options);
  const id = 'ACME' as InstrumentId;
  const position = book.state().positions.get(id);
  if (!position) throw new Error('The ledger must hold ACME.');
  const instrument = book.instrument('ACME');
  const quote = market.prices.quote(id);
  const pricing = pricingOf(position, instrument, quote, freshnessOf(quote, instrument, NOON, null));
  const baseCurrency = options.base ?? EUR;
  return explainHolding({
    position,
    instrument,
    pricing,
    conversion: market.prices.cross(instrument.currency, baseCurrency),
    input: { baseCurrency, ...(options.tradeRates && { tradeRates: options.tradeRates }) },
  });
}

function check(explained: ReturnType<typeof explain>): void {
  for (const step of explained.steps) expect([step.name, step.result.toFixed()]).toEqual([step.name, recomputed(step)]);
}
const named = ({ steps }: ReturnType<typeof explain>, name: string) => steps.find((step) => step.name === name)?.result.toFixed();

test('the steps of a holding come to its figures by integer arithmetic', () => {
  const market = new TestMarket();
  market.quote('ACME', '110', { currency: 'USD', previous: '100' });
  market.rate('EURUSD', '1.0867', { previous: '1.1' });
  const explained = explain('2024-01-02 BUY 10 ACME @ 90 USD fee 1 rate 0.9\n2024-06-05 BUY 5 ACME @ 104 USD', market, {
    instruments: { ACME: { currency: USD } },
  });
  check(explained);
  // 15 x 110 / 1.0867; (900 + 1) x 0.9 + 520 / 1.0867.
  expect(named(explained, 'value')).toBe('1518.35833257');
  expect(named(explained, 'costBasisInBase')).toBe('1289.41292905');
  expect(named(explained, 'dayChangePrice')).toBe(new Decimal(15 * 110 - 10 * 100 - 520).div('1.0867').toDecimalPlaces(8).toFixed());
});

test('without a price there is only a cost, without a rate no figure in the base currency', () => {
  const market = new TestMarket();
  const priceless = explain('2024-01-02 DELIVERY_IN 10 ACME @ 0', market);
  check(priceless);
  expect(priceless.steps.map(({ name }) => name)).toEqual([
    'costBasisWithoutFees',
    'costBasis',
    'costAtPresentRate',
    'costAtPresentRate in base',
    'costWithFeesAtPresentRate',
    'costWithFeesAtPresentRate in base',
    'costInBaseWithoutFees',
    'costBasisInBase',
  ]);
  const elsewhere = explain('2024-01-02 BUY 10 ACME @ 5 USD', market, { instruments: { ACME: { currency: USD } } });
  check(elsewhere);
  expect(elsewhere.steps.map(({ name }) => name)).toEqual(['unsplitValue', 'marketValue', 'costBasisWithoutFees', 'costBasis']);
});

test('any holding is explained to the last digit', () => {
  const digits = fc.integer({ min: 1, max: 999_999_999 }).map((value) => new Decimal(value).div(10_000).toFixed());
  const entry = fc.record({ price: digits, quantity: digits, fee: digits, rate: fc.option(digits), day: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 5 }),
      digits,
      digits,
      digits,
      fc.boolean(),
      (entries, price, previous, rate, hasSplit) => {
        const market = new TestMarket();
        market.quote('ACME', price, { currency: 'USD', previous });
        market.rate('EURUSD', rate);
        market.rate('EURGBP', previous);
        const lines = entries.map((each) => {
          const booked = each.rate === null ? '' : ` rate ${each.rate}`;
          return `2024-06-0${each.day} BUY ${each.quantity} ACME @ ${each.price} USD fee ${each.fee}${booked}`;
        });
        if (hasSplit) lines.push('2024-06-05 SPLIT ACME 7:3', '2024-06-01 BUY 1 ACME @ 1 USD');
        const currencies = { instruments: { ACME: { currency: USD } }, accounts: { main: { currency: 'GBP' as Currency } } };
        check(explain(lines.join('\n'), market, { ...currencies, base: 'GBP' as Currency }));
        check(explain(lines.join('\n'), market, currencies));
        // The rates of some days are known and those of others are not.
        const tradeRates: TradeRates = (day) =>
          day < '2024-06-03' ? null : { numerator: new Decimal(rate), denominator: new Decimal(price) };
        check(explain(lines.join('\n'), market, { ...currencies, tradeRates }));
      },
    ),
    { numRuns: 40 },
  );
});

test('the cash of all entries adds up to the balances of the fold', () => {
  const book = ledger(
    `2024-01-02 DEPOSIT 1000 USD rate 0.91234567
     2024-01-03 BUY 3 ACME @ 33.33333333 fee 1 tax 0.5
     2024-01-04 SELL 1 ACME @ 40 fee 0.3
     2024-01-05 DIVIDEND 7 from ACME tax 1
     2024-01-06 INTEREST 2 EUR tax 0.1
     2024-01-07 TRANSFER 5 EUR to other
     2024-01-08 FEE 1 EUR
     2024-01-09 TAX 1 EUR
     2024-01-10 WITHDRAWAL 2 EUR
     2024-01-11 DEPOSIT 9 USD`,
  );
  const states = book.fold();
  const totals = new Map<string, Decimal>();
  for (const { accountId, currency, amount } of book.entries.flatMap((entry) => cashMoves(entry, book.books))) {
    const key = `${accountId} ${currency}`;
    totals.set(key, (totals.get(key) ?? ZERO).plus(amount));
  }
  const balances = [...states.values()].flatMap(({ accountId, cash }) =>
    [...cash].map(([currency, amount]) => [`${accountId} ${currency}`, amount.toFixed()]),
  );
  expect([...totals].map(([key, amount]) => [key, amount.toFixed()]).toSorted()).toEqual(balances.toSorted());
});
