/**
 * A portfolio's series of daily values and what explains each. Invariant: a day is valued with the ledger, the prices and the
 * rates of that day, so a series can go on from any of its days and end the same.
 */
import { type Attribution, type AttributionStep, attribute, instrumentPointOf, pointOf, type StepAttribution } from './attribution.js';
import type { Currency } from './currency.js';
import { addDays, type Day, daysBetween } from './day.js';
import { type DayValuation, DayValuer, instrumentValue } from './day-valuation.js';
import { fold, inCanonicalOrder } from './fold.js';
import type { AccountId, InstrumentId } from './ids.js';
import { type LedgerBooks, type LedgerState, splitsIn } from './ledger.js';
import { isTradingDay } from './market.js';
import type { DayMarket } from './market-series.js';
import type { Members } from './membership.js';
import { withTurn } from './membership-step.js';
import type { DayPoint, DaySeries } from './performance.js';
import type { Transaction } from './transaction.js';
import type { Instruments } from './valuation.js';

export interface HistoryInput {
  readonly baseCurrency: Currency;
  readonly members: Members;
  /** Every entry of the accounts' user, in any order; with a `start`, those of later days than it. */
  readonly entries: Iterable<Transaction>;
  /** The ledger as it stood at the end of a day up to `from`; the empty one when not given. */
  readonly start?: LedgerState | undefined;
  readonly books: LedgerBooks;
  readonly instruments: Instruments;
  /** The prices and rates known at the end of a day; it is asked once for each day, in their order. */
  readonly marketOn: (day: Day) => DayMarket;
  /** The first day valued; its flows are not explained, its value is where the series starts. */
  readonly from: Day;
  readonly until: Day;
}

export interface HistoryDay {
  readonly day: Day;
  readonly valuation: DayValuation;
  /** From the day before; null on the first. */
  readonly attribution: StepAttribution | null;
  readonly point: DayPoint;
}

/** Values every calendar day from `from` to `until`, going on with the ledger from day to day. */
export function* history(input: HistoryInput): Generator<HistoryDay, void> {
  const entries = inCanonicalOrder(input.entries);
  let next = entries.findIndex((entry) => entry.tradeDate > input.from);
  if (next === -1) next = entries.length;
  let state = withoutReports(fold(entries.slice(0, next), input.books, { ...(input.start && { from: input.start }), until: input.from }));
  const splitDays = new Set(splitsIn(entries, state, input.books).map(({ exDate }) => exDate));
  const valuer = new DayValuer(input);
  let before: DayValuation | null = null;
  // The same evening valued for those whose day the next one is; null while they are the same.
  let opening: DayValuation | null = null;
  for (let day = input.from; day <= input.until; day = addDays(day, 1)) {
    const first = next;
    while (entries[next] && (entries[next] as Transaction).tradeDate <= day) next += 1;
    const ofDay = entries.slice(first, next);
    let fractions: Fraction[] = [];
    if (ofDay.length > 0 || splitDays.has(day)) {
      const folded = fold(ofDay, input.books, { from: state, until: day });
      fractions = fractionsIn(folded);
      state = withoutReports(folded);
    }
    const market = input.marketOn(day);
    const valuation = valuer.value(day, state, market);
    const { members, books } = input;
    const accountIds = members.on(day);
    const cross = (from: Currency, to: Currency) => market.cross(from, to);
    const closing = state;
    const price = (of: Parameters<typeof valuer.price>[0]) => valuer.price(of, closing, market);
    const step = { after: valuation, entries: ofDay, fractions, accountIds, books, cross, price };
    const attribution: StepAttribution | null = before && explainedDay(before, opening, step);
    const isOpen = isTradingDay(day);
    const point = attribution ? pointOf(attribution, day, isOpen) : startPoint(valuation.total, day, isOpen);
    const nextIds = members.on(addDays(day, 1));
    opening = nextIds === accountIds ? null : valuer.value(day, state, market, nextIds);
    yield { day, valuation, attribution, point };
    before = valuation;
  }
}

/** A day explained from the evening before; with an `opening` where the accounts are not the same ones as then. */
export function explainedDay(before: DayValuation, opening: DayValuation | null, step: Omit<AttributionStep, 'before'>): StepAttribution {
  const day = attribute({ ...step, before: opening ?? before });
  return opening ? withTurn(day, { before, opening }) : day;
}

/** A series needs no gains and no income, which would be carried along from day to day. */
export function withoutReports(state: LedgerState): LedgerState {
  return new Map([...state].map(([id, account]) => [id, { ...account, realised: [], income: [] }]));
}

/**
 * Values some days of a range only, in their order; what lies between two of them is folded and not valued.
 * @param today counts all of the ledger, as live figures do, that of tomorrow too
 */
export function* sampled({
  days,
  today,
  ...input
}: Omit<HistoryInput, 'from' | 'until'> & { readonly days: readonly Day[]; readonly today: Day }): Generator<
  { readonly day: Day; readonly valuation: DayValuation },
  void
> {
  const entries = inCanonicalOrder(input.entries);
  const valuer = new DayValuer(input);
  let state: LedgerState = input.start ?? new Map();
  let next = 0;
  for (const day of days) {
    const first = next;
    const until = day === today ? null : day;
    while (entries[next] && (!until || (entries[next] as Transaction).tradeDate <= until)) next += 1;
    state = withoutReports(fold(entries.slice(first, next), input.books, { from: state, until }));
    yield { day, valuation: valuer.value(day, state, input.marketOn(day)) };
  }
}

/** So many days from one to the other, evenly spaced; the last among them. */
export function spacedDays(from: Day, to: Day, count: number): Day[] {
  const span = daysBetween(from, to);
  const steps = Math.min(count - 1, span);
  if (steps <= 0) return [to];
  return Array.from({ length: steps + 1 }, (_, index) => addDays(from, Math.round((index * span) / steps)));
}

/** What splits paid for fractions, among the gains that were folded anew; of all lots that one of them closed together. */
export function fractionsIn(state: LedgerState): Fraction[] {
  const paid = new Map<string, Fraction>();
  for (const { realised } of state.values()) {
    for (const { isFraction, accountId, instrumentId, transactionId, tradeDate, currency, proceeds } of realised) {
      if (!isFraction) continue;
      const key = `${accountId} ${instrumentId} ${transactionId} ${tradeDate}`;
      const before = paid.get(key)?.proceeds;
      paid.set(key, { accountId, instrumentId, currency, proceeds: before?.plus(proceeds) ?? proceeds });
    }
  }
  return [...paid.values()];
}

type Fraction = AttributionStep['fractions'][number];

function startPoint(value: bigint, day: Day, isOpen: boolean): DayPoint {
  return { day, value, inflow: 0n, outflow: 0n, departed: 0n, income: 0n, isTradingDay: isOpen };
}

/** The days as a series of returns; null when there are none. */
export function seriesOf(days: readonly HistoryDay[]): DaySeries | null {
  const [first, ...rest] = days.map(({ point }) => point);
  return first ? [first, ...rest] : null;
}

/** The series of one instrument in the same accounts; null when there are no days. */
export function instrumentSeriesOf(days: readonly HistoryDay[], id: InstrumentId): DaySeries | null {
  const [first, ...rest] = days.map(({ day, valuation, attribution }) => {
    if (attribution) return instrumentPointOf(attribution, id, day, isTradingDay(day));
    return startPoint(instrumentValue(valuation, id), day, isTradingDay(day));
  });
  return first ? [first, ...rest] : null;
}

/** A day of a series as it is kept: its value and what explains it (C2); integers at MONEY_SCALE in the base currency. */
export interface SeriesDay extends Omit<Attribution, 'start' | 'end' | 'instruments'> {
  readonly day: Day;
  readonly total: bigint;
  readonly marketValue: bigint;
  readonly cash: bigint;
}

/** The day's figures; `attribution` explains the step to it. */
export function seriesDayOf(
  day: Day,
  { total, marketValue, cash }: Pick<DayValuation, 'total' | 'marketValue' | 'cash'>,
  attribution: Attribution,
): SeriesDay {
  const { inflow, outflow, departed, priceGain, currencyGain, income, netIncome, fees, taxes, isPartial, lacksRate } = attribution;
  const explained = { inflow, outflow, departed, priceGain, currencyGain, income, netIncome, fees, taxes };
  return { day, total, marketValue, cash, ...explained, isPartial, lacksRate };
}

/** The day of one instrument: its purchases with the costs of its trades come in, its sales and payments go out (C7). */
export function instrumentDayOf(day: Day, attribution: StepAttribution, id: InstrumentId): SeriesDay {
  const { value, inflow, outflow, departed } = instrumentPointOf(attribution, id, day, isTradingDay(day));
  const row = attribution.instruments.get(id);
  return {
    day,
    total: value,
    marketValue: value,
    cash: 0n,
    inflow,
    outflow,
    departed,
    priceGain: row?.priceGain ?? 0n,
    currencyGain: row?.currencyGain ?? 0n,
    income: row?.income ?? 0n,
    netIncome: row?.netIncome ?? 0n,
    fees: row?.fees ?? 0n,
    taxes: row?.taxes ?? 0n,
    isPartial: attribution.isPartial,
    lacksRate: attribution.withoutRate.has(id),
  };
}

/** A day that begins a series: only what it was worth counts. */
export function startOf(day: Day, value: Pick<SeriesDay, 'total' | 'marketValue' | 'cash' | 'isPartial' | 'lacksRate'>): SeriesDay {
  const none = { inflow: 0n, outflow: 0n, departed: 0n, priceGain: 0n, currencyGain: 0n, income: 0n, netIncome: 0n, fees: 0n, taxes: 0n };
  const { total, marketValue, cash, isPartial, lacksRate } = value;
  return { day, total, marketValue, cash, ...none, isPartial, lacksRate };
}

export function seriesPointOf({ day, total, inflow, outflow, departed, netIncome }: SeriesDay): DayPoint {
  return { day, value: total, inflow, outflow, departed, income: netIncome, isTradingDay: isTradingDay(day) };
}

/**
 * At most `max` of the points (2 or more): the first, the last, and of each stretch between them its lowest and its highest, so
 * that a chart of them keeps every peak and trough it could show.
 */
export function thin<Point extends { readonly total: bigint }>(points: readonly Point[], max: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= max || !first || !last) return [...points];
  const kept: Point[] = [first];
  const stretches = Math.floor((max - 2) / 2);
  const inner = points.length - 2;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const begin = 1 + Math.floor((stretch * inner) / stretches);
    const end = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    let [low, high] = [begin, begin];
    for (let index = begin + 1; index < end; index += 1) {
      const { total } = points[index] as Point;
      if (total < (points[low] as Point).total) low = index;
      if (total > (points[high] as Point).total) high = index;
    }
    for (const index of [...new Set([low, high])].sort((a, b) => a - b)) kept.push(points[index] as Point);
  }
  kept.push(last);
  return kept;
}

/** What the accounts hold. */
export function heldAt(state: LedgerState, accountIds: Iterable<AccountId>): Set<InstrumentId> {
  const ids = new Set<InstrumentId>();
  for (const accountId of accountIds) {
    for (const { instrumentId, quantity } of state.get(accountId)?.positions.values() ?? []) if (!quantity.isZero()) ids.add(instrumentId);
  }
  return ids;
}
