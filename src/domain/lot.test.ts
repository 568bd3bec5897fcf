import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ledger } from '../../test/testkit/ledger.js';
import { CostMethod } from './account.js';
import { addDays, parseDay } from './day.js';
import { Decimal, formatDecimal, ZERO } from './decimal.js';
import type { TransactionId } from './ids.js';
import { allocate, type Lot, relieve, splitLots } from './lot.js';

const units = fc.oneof(
  fc.bigInt({ min: 1n, max: 10n ** 19n }).map((count) => new Decimal(count.toString()).div(1e12)),
  fc.constantFrom('0.000000000001', '1', '3', '0.5').map((text) => new Decimal(text)),
);
const money = fc.bigInt({ min: 0n, max: 10n ** 16n }).map((count) => new Decimal(count.toString()).div(1e8));
const lots = fc
  .array(fc.record({ quantity: units, cost: money, charges: money, days: fc.nat(20) }), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.sort((a, b) => a.days - b.days))
  .map((parts): Lot[] =>
    parts.map(({ quantity, cost, charges, days }, index) => ({
      id: `t${index}` as TransactionId,
      tradeDate: addDays(parseDay('2024-01-01'), days),
      quantity,
      cost,
      charges,
      bookedRate: null,
    })),
  );
const method = fc.constantFrom(...Object.values(CostMethod));

function sum(of: readonly Lot[], key: 'quantity' | 'cost' | 'charges'): string {
  return formatDecimal(of.reduce((total, lot) => total.plus(lot[key]), ZERO));
}

test('under every method what is closed and what stays add up to what was there', () => {
  fc.assert(
    fc.property(lots, method, fc.bigInt({ min: 1n, max: 10n ** 12n }), (held, how, share) => {
      const total = held.reduce((all, lot) => all.plus(lot.quantity), ZERO);
      const wanted = total.times(share.toString()).div(1e12).toDecimalPlaces(12, Decimal.ROUND_UP);
      const { reliefs, remaining } = relieve(held, wanted, how);
      expect(sum(reliefs, 'quantity')).toBe(formatDecimal(wanted));
      for (const key of ['quantity', 'cost', 'charges'] as const) expect(sum([...reliefs, ...remaining], key)).toBe(sum(held, key));
      for (const lot of [...reliefs, ...remaining]) {
        expect([lot.quantity.gt(0), lot.cost.gte(0), lot.charges.gte(0)]).toEqual([true, true, true]);
      }
      if (wanted.eq(total)) expect(remaining).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('named lots close in the order they are named and leave the others alone', () => {
  fc.assert(
    fc.property(lots, fc.nat(), (held, seed) => {
      const named = held.filter((_, index) => (seed >> index) % 2 === 1).reverse();
      fc.pre(named.length > 0);
      const total = named.reduce((all, lot) => all.plus(lot.quantity), ZERO);
      const wanted = total.div(2).toDecimalPlaces(12, Decimal.ROUND_UP);
      const { reliefs, remaining } = relieve(
        held,
        wanted,
        CostMethod.SPECIFIC,
        named.map(({ id }) => id),
      );
      expect(reliefs.map(({ id }) => id)).toEqual(named.slice(0, reliefs.length).map(({ id }) => id));
      for (const key of ['quantity', 'cost', 'charges'] as const) expect(sum([...reliefs, ...remaining], key)).toBe(sum(held, key));
      const others = held.filter((lot) => !named.includes(lot));
      expect(remaining.filter((lot) => others.includes(lot))).toEqual(others);
      expect(remaining.map(({ id }) => id)).toEqual(held.map(({ id }) => id).filter((id) => remaining.some((lot) => lot.id === id)));
    }),
  );
});

test('named lots that hold too little are refused, saying what to do', () => {
  const one: Lot = {
    id: 'a' as TransactionId,
    tradeDate: parseDay('2024-01-02'),
    quantity: new Decimal(2),
    cost: ZERO,
    charges: ZERO,
    bookedRate: null,
  };
  const refusal = expect.objectContaining({
    rule: 'OVERSOLD',
    field: 'lotIds',
    message: expect.stringMatching(/hold 2 units and the disposal asks for 3: name other lots, or correct the quantity/),
  });
  expect(() => relieve([one, { ...one, id: 'b' as TransactionId }], new Decimal(3), CostMethod.SPECIFIC, [one.id])).toThrow(refusal);
});

test('a split changes no total cost, and its units are the rounded total', () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (held, ratioNew, ratioOld) => {
      const after = splitLots(held, ratioNew, ratioOld);
      const total = held.reduce((all, lot) => all.plus(lot.quantity), ZERO);
      const due = total.times(ratioNew).div(ratioOld).toDecimalPlaces(12, Decimal.ROUND_HALF_EVEN);
      if (!after) return expect(due.isZero()).toBe(true);
      expect(sum(after, 'quantity')).toBe(formatDecimal(due));
      for (const key of ['cost', 'charges'] as const) expect(sum(after, key)).toBe(sum(held, key));
    }),
  );
});

test('an allocation adds up to the amount', () => {
  fc.assert(
    fc.property(money, fc.array(units, { minLength: 1, maxLength: 9 }), (amount, weights) => {
      const shares = allocate(amount, weights);
      expect(formatDecimal(shares.reduce((all, share) => all.plus(share), ZERO))).toBe(formatDecimal(amount));
    }),
  );
});

const day = fc.integer({ min: 0, max: 6 }).map((offset) => addDays(parseDay('2024-01-01'), offset));
const amount = fc.integer({ min: 1, max: 9_999 }).map((count) => formatDecimal(new Decimal(count).div(7).toDecimalPlaces(4)));
const account = fc.constantFrom('main', 'other');
const line = fc.oneof(
  fc.tuple(day, amount, amount, account).map(([on, quantity, price, where]) => `${on} BUY ${quantity} ACME @ ${price} fee 1 in ${where}`),
  fc.tuple(day, amount, amount, account).map(([on, quantity, price, where]) => `${on} SELL ${quantity} ACME @ ${price} tax 1 in ${where}`),
  fc.tuple(day, amount).map(([on, quantity]) => `${on} TRANSFER ${quantity} ACME to other`),
  fc.tuple(day, fc.integer({ min: 1, max: 5 })).map(([on, ratio]) => `${on} SPLIT ACME ${ratio}:2`),
  fc.tuple(day, amount).map(([on, gross]) => `${on} DIVIDEND ${gross} from ACME`),
);

test('the order in which entries are recorded does not matter, neither to the result nor to a refusal', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), fc.infiniteStream(fc.nat()), method, (lines, order, how) => {
      // A large first purchase, so that most ledgers are allowed. Equal entries are told apart by their order alone.
      const texts = [...new Set(['2023-12-31 BUY 3000 ACME @ 10', ...lines])].map((text, index) => `${text} as e${index}`);
      const shuffled = texts.map((text) => ({ text, key: order.next().value as number })).sort((a, b) => a.key - b.key);
      const outcome = (all: readonly string[]) => {
        const book = ledger(all.join('\n'), { accounts: { main: { costMethod: how }, other: { costMethod: how } } });
        try {
          return JSON.stringify(
            [...book.fold()].sort().map(([id, state]) => [id, { ...state, positions: [...state.positions], cash: [...state.cash] }]),
          );
        } catch (error) {
          return String(error);
        }
      };
      expect(outcome(shuffled.map(({ text }) => text))).toBe(outcome(texts));
    }),
    { numRuns: 200 },
  );
});
