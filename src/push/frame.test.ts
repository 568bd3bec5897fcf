import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import type { Figure, Moment } from './figures.js';
import { Frame } from './frame.js';
import type { Plan, Selection } from './plan.js';

interface Cash {
  readonly value: bigint;
}

/** A frame with the values of two balances, for a portfolio that shows those it is given. */
function framed() {
  const figure: Figure<Cash> = { form: 'SCALED', scale: 8, read: ({ value }) => value };
  const balances: Selection = { type: 'CashBalance', fields: [{ kind: 'FIGURE', key: '"value"', figure }], figures: [figure] };
  const selection: Selection = {
    type: 'Valuation',
    fields: [{ kind: 'LIST', key: '"cashBalances"', type: 'CashBalance', selection: balances }],
    figures: [],
  };
  const plan: Plan = { key: '', rootKey: '"valuationChanged"', selection, blocks: [balances] };
  const frame = new Frame(plan, { isSimulated: () => false });
  const live = { rows: [], changedRows: [], cashRows: [] as Cash[], shape: 0, sequence: 0, revaluations: 0 };
  const show = (...values: bigint[]) => {
    live.cashRows = values.map((value) => ({ value }));
    live.revaluations += 1;
    frame.update({ live: live as unknown as LivePortfolio } as Moment);
    const { data } = JSON.parse(frame.bytes.toString());
    return data.valuationChanged.cashBalances.map(({ value }: { value: string }) => value);
  };
  return { frame, live, show };
}

test('A figure that was long once finds room for it ever after, whatever else has the frame laid out', () => {
  const { frame, live, show } = framed();
  expect(show(100_000_000n, 200_000_000n)).toEqual(['1', '2']);
  expect(show(123_456_789n, 200_000_000n)).toEqual(['1.23456789', '2']);
  expect(frame.layouts).toBe(2);
  expect(show(100_000_000n, 223_456_789n)).toEqual(['1', '2.23456789']);
  live.shape += 1;
  expect(show(100_000_000n, 200_000_000n)).toEqual(['1', '2']);
  expect(frame.layouts).toBe(4);
  expect(show(123_456_789n, 223_456_789n)).toEqual(['1.23456789', '2.23456789']);
  expect(frame.layouts).toBe(4);
});
