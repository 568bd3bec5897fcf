/**
 * The days of a series, each valued and explained as a whole, in whole numbers: what `history` gives without saying it of each
 * instrument, at a fraction of the cost. Invariant: every figure is that of `history` to the last digit.
 */
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { DayFlows, type FlowScope } from './day-flows.js';
import type { SeriesDay } from './history.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { InstrumentSums } from './instrument-sums.js';
import type { LedgerState } from './ledger.js';
import type { DayMarket } from './market-series.js';
import type { Members } from './membership.js';
import type { UnitEntry } from './unit-entry.js';
import { UnitLedger } from './unit-ledger.js';
import { type UnitValuation, UnitValuer } from './unit-valuer.js';

export interface DaySeriesInput extends FlowScope {
  readonly members: Members;
  /** Every entry of the accounts' user in order of day; with a `start`, those of later days than it. */
  readonly entries: readonly UnitEntry[];
  /** The ledger as it stood at the end of a day up to `from`; the empty one when not given. */
  readonly start?: LedgerState | undefined;
  /** The prices and rates known at the end of a day; it is asked once for each day, in their order. */
  readonly marketOn: (day: Day) => DayMarket;
  /** The first day valued, which is not given: the series begins with the step from it. */
  readonly from: Day;
  readonly until: Day;
}

/** The days after `from` up to `until`. @param sums where what moved each instrument is added up, for who asks for it */
export function* daySeries(input: DaySeriesInput, sums: InstrumentSums | null = null): Generator<SeriesDay, void> {
  const { entries, from, until } = input;
  const named = new Set<InstrumentId>();
  for (const { instrumentId } of entries) if (instrumentId) named.add(instrumentId);
  const ledger = new UnitLedger(input.books, input.start ?? new Map(), named);
  const valuer = new UnitValuer(input, ledger);
  let next = 0;
  const entriesOf = (day: Day): readonly UnitEntry[] => {
    const first = next;
    while (entries[next]?.tradeDate === day) next += 1;
    return entries.slice(first, next);
  };
  for (let entry = entries[0]; entry && entry.tradeDate <= from; entry = entries[next])
    ledger.advance(entry.tradeDate, entriesOf(entry.tradeDate));
  ledger.advance(from, []);
  valuer.turnTo(input.marketOn(from));
  const { members } = input;
  let accountIds = members.on(from);
  let before = valuer.value(from, accountIds);
  if (sums) {
    sums.start = before.total;
    for (const { instrumentId, value } of valuer.byInstrument(accountIds)) sums.row(instrumentId).start += value;
  }
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) {
    const turn = turnOf(valuer, { before, day, old: accountIds, now: members.on(day), sums });
    accountIds = members.on(day);
    const ofDay = entriesOf(day);
    const fractions = ledger.advance(day, ofDay);
    valuer.turnTo(input.marketOn(day));
    const opening = valuer.atRatesOfDay(accountIds, sums);
    const after = valuer.value(day, accountIds);
    const flows = new DayFlows(input, accountIds, { ledger, valuer, sums });
    for (const entry of ofDay) flows.add(entry);
    for (const fraction of fractions) flows.addFraction(fraction);
    const isPartial = turn.before.isPartial || turn.isPartial || after.isPartial || opening.isPartial || flows.isPartial;
    const lacksRate = opening.isPartial || flows.lacksRate || isAnyKnown(turn.before.withoutRate, valuer);
    yield explained({ day, turn, after, flows, opening: opening.sum, isPartial, lacksRate });
    before = after;
  }
  if (sums) for (const { instrumentId, value } of valuer.byInstrument(accountIds)) sums.row(instrumentId).end += value;
}

function isAnyKnown(currencies: ReadonlySet<Currency>, valuer: UnitValuer): boolean {
  for (const currency of currencies) if (valuer.rate(currency) !== null) return true;
  return false;
}

/** From one evening to the next morning: what joins comes in and what leaves goes out before the day begins. */
interface Turn {
  /** The evening before, of the accounts of the day itself. */
  readonly before: UnitValuation;
  readonly inflow: bigint;
  readonly departed: bigint;
  readonly isPartial: boolean;
}

function turnOf(
  valuer: UnitValuer,
  given: {
    readonly before: UnitValuation;
    readonly day: Day;
    readonly old: ReadonlySet<AccountId>;
    readonly now: ReadonlySet<AccountId>;
    readonly sums: InstrumentSums | null;
  },
): Turn {
  const { before, day, old, now, sums } = given;
  if (old === now) return { before, inflow: 0n, departed: 0n, isPartial: false };
  const opening = valuer.value(addDays(day, -1), now);
  const [left, joined] = [valuer.byAccount(old), valuer.byAccount(now)];
  let [inflow, departed] = [0n, 0n];
  const flow = (amount: bigint) => {
    if (amount < 0n) departed -= amount;
    else inflow += amount;
  };
  for (const [accountId, value] of joined) if (!left.has(accountId)) flow(value);
  for (const [accountId, value] of left) if (!joined.has(accountId)) flow(-value);
  if (sums) {
    for (const { accountId, instrumentId, value } of valuer.byInstrument(now)) {
      if (!left.has(accountId)) sums.row(instrumentId).bought += value;
    }
    for (const { accountId, instrumentId, value } of valuer.byInstrument(old)) {
      if (joined.has(accountId)) continue;
      const row = sums.row(instrumentId);
      row.sold += value;
      row.departed += value;
    }
  }
  return { before: opening, inflow, departed, isPartial: before.isPartial };
}

/** C2, as `attribute` has it: what rates did to holdings, to cash and to trades booked at other rates is what is left. */
function explained(step: {
  readonly day: Day;
  readonly turn: Turn;
  readonly after: UnitValuation;
  readonly flows: DayFlows;
  /** The holdings of the day before at the rates of this one. */
  readonly opening: bigint;
  readonly isPartial: boolean;
  readonly lacksRate: boolean;
}): SeriesDay {
  const { day, turn, after, opening, isPartial, lacksRate } = step;
  const { inflow, outflow, bought, sold, rateGain, income, netIncome, fees, taxes } = step.flows;
  const { total, marketValue, cash } = after;
  const priceGain = marketValue - opening - rateGain - bought + sold;
  return {
    day,
    total,
    marketValue,
    cash,
    inflow: inflow + turn.inflow,
    outflow: outflow + turn.departed,
    departed: turn.departed,
    priceGain,
    currencyGain: total - turn.before.total - (inflow - outflow + priceGain + income - fees - taxes),
    income,
    netIncome,
    fees,
    taxes,
    isPartial,
    lacksRate,
  };
}
