/** A step of an attribution over a day on which accounts join or leave (docs/CALCULATIONS.md, C7): what comes and goes is a flow, not a gain. */
import { EMPTY_ROW, type InstrumentAttribution, type StepAttribution } from './attribution.js';
import type { DayValuation } from './day-valuation.js';
import type { AccountId, InstrumentId } from './ids.js';

interface Turn {
  /** The evening before, of the accounts of that day ... */
  readonly before: DayValuation;
  /** ... and of those of the day itself. */
  readonly opening: DayValuation;
}

/** A step from `opening`, as one from `before`: what joined came in, and what left went out, before the day began. */
export function withTurn(step: StepAttribution, { before, opening }: Turn): StepAttribution {
  const [old, now] = [valuesOf(before), valuesOf(opening)];
  let [inflow, departed] = [0n, 0n];
  const flow = (amount: bigint) => {
    if (amount < 0n) departed -= amount;
    else inflow += amount;
  };
  for (const [accountId, value] of now) if (!old.has(accountId)) flow(value);
  for (const [accountId, value] of old) if (!now.has(accountId)) flow(-value);
  const instruments = new Map<InstrumentId, InstrumentAttribution>(step.instruments);
  const change = (id: InstrumentId, by: (row: InstrumentAttribution) => Partial<InstrumentAttribution>) => {
    const row = instruments.get(id) ?? EMPTY_ROW;
    instruments.set(id, { ...row, ...by(row) });
  };
  for (const { accountId, instrumentId, value } of opening.holdings) {
    if (value === null || old.has(accountId)) continue;
    change(instrumentId, ({ start, bought }) => ({ start: start - value, bought: bought + value }));
  }
  for (const { accountId, instrumentId, value } of before.holdings) {
    if (value === null || now.has(accountId)) continue;
    change(instrumentId, (row) => ({ start: row.start + value, sold: row.sold + value, departed: row.departed + value }));
  }
  return {
    ...step,
    start: before.total,
    inflow: step.inflow + inflow,
    outflow: step.outflow + departed,
    departed: step.departed + departed,
    instruments,
    isPartial: step.isPartial || before.isPartial,
  };
}

/** What each account comes to; one without units and cash is not in it. */
function valuesOf({ holdings, cashBalances }: DayValuation): Map<AccountId, bigint> {
  const values = new Map<AccountId, bigint>();
  for (const { accountId, value } of [...holdings, ...cashBalances]) {
    const sum = values.get(accountId) ?? 0n;
    values.set(accountId, value === null ? sum : sum + value);
  }
  return values;
}
