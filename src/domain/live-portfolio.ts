/**
 * A watched portfolio as the valuation book keeps it, and what it says: in integers for whoever prints it, in decimals for whoever
 * asks for a whole `Valuation`. Invariant: what it says stands until its next revaluation.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { Decimal, MONEY_SCALE, RATIO_SCALE } from './decimal.js';
import type { Freshness } from './freshness.js';
import type { Cross } from './fx.js';
import type { Gap } from './gap.js';
import { type CostParts, costParts, descriptionOf, gainOf, type Holding } from './holding.js';
import type { Instrument } from './instrument.js';
import type { Marks, Places } from './marks.js';
import { unpackPositions } from './packed-positions.js';
import type { Position } from './position.js';
import type { Pricing } from './pricing.js';
import type { Quote } from './quote.js';
import { decimalOf, type Rational, roundTo } from './rational.js';
import { assemble, type CashBalance, type PortfolioInput, type Valuation } from './valuation.js';

/** Integers at MONEY_SCALE in the base currency, but for `marketValue` (instrument's currency) and the ratio (RATIO_SCALE). */
export interface Figures {
  readonly marketValue: bigint | null;
  readonly value: bigint | null;
  readonly costBasis: bigint | null;
  readonly unrealisedGain: bigint | null;
  readonly dayChange: bigint | null;
  readonly dayChangePrice: bigint | null;
  readonly dayChangeCurrency: bigint | null;
  readonly dayChangeRatio: bigint | null;
  /** It counts at a stale price or rate. */
  readonly isStale: boolean;
}

/** What a portfolio comes to, as `Figures` are. */
export interface Summary {
  readonly total: bigint;
  readonly marketValue: bigint;
  readonly cash: bigint;
  readonly costBasis: bigint | null;
  readonly unrealisedGain: bigint | null;
  readonly dayChange: bigint | null;
  readonly dayChangePrice: bigint | null;
  readonly dayChangeCurrency: bigint | null;
  readonly dayChangeRatio: bigint | null;
  readonly staleShare: bigint | null;
  readonly asOf: Date | null;
  readonly asOfEarliest: Date | null;
}

/** A holding as it was last revalued; its position is among those of `positionsOf`. */
export interface LiveRow {
  readonly instrument: Instrument;
  readonly pricing: Pricing | null;
  readonly figures: Figures;
}

export interface LiveCash {
  readonly line: Omit<CashBalance, 'value'>;
  readonly value: bigint | null;
}

/** A watched portfolio for whoever prints it; what it says stands until the next revaluation. */
export interface LivePortfolio {
  readonly input: Pick<PortfolioInput, 'portfolioId' | 'baseCurrency' | 'ledgerVersion'>;
  readonly rows: readonly LiveRow[];
  readonly cashRows: readonly LiveCash[];
  /** Rows the last revaluation computed again. */
  readonly changedRows: readonly number[];
  /** Counts the changes of anything but a figure, a price or an instant: of a flag, a source, a date or the gaps. */
  readonly shape: number;
  /** May name a gap more than once. */
  readonly gaps: readonly Gap[];
  readonly sequence: number;
  /** Counts the revaluations: `changedRows` tells one apart from the one before, no further back. */
  readonly revaluations: number;
}

/** An instrument somebody watches, the quote its rows were last valued at, and the rows. */
export interface Watched {
  readonly instrument: Instrument;
  readonly places: Places;
  /** A quote came that no row was valued at yet: all of them are marked. */
  isMarked: boolean;
  quote: Quote | null;
  freshness: Freshness | null;
  /** Of `quote`; `near` is the double next to the price. */
  price: Rational;
  near: number;
  previous: Rational;
  /** What `quote` says of every position that neither traded nor split after `plainUntil`; null without a quote. */
  pricing: Pricing | null;
  plainUntil: Day | null;
  /** The price book's changes when it was last looked up, and when that was. */
  changes: number;
  lookedMs: number;
}

/** How one currency becomes one base currency, and the portfolios that need it. */
export interface LiveConversion {
  readonly from: Currency;
  readonly to: Currency;
  /** One currency, which needs no rate. */
  readonly isSame: boolean;
  readonly watches: Set<Watch>;
  cross: Cross | null;
  isStale: boolean;
  rate: Rational;
  /** The double next to the rate. */
  near: number;
  /** By the previous close's day: what the conversion was then. */
  readonly earlier: Map<Day | null, Rational | null>;
  /** A rate of one of its currencies came since `cross` was looked up, or those of it grew old. */
  isMarked: boolean;
  /** Counts the changes of `cross` and `isStale`; a row valued at another count is out of date. */
  version: number;
}

/** One holding of one portfolio. Amounts are integers at MONEY_SCALE, in the base currency. */
export interface Row extends LiveRow {
  readonly watch: Watch;
  readonly index: number;
  readonly watched: Watched;
  readonly conversion: LiveConversion;
  /** Quantity, and quantity x multiplier. */
  readonly quantity: Rational;
  readonly units: Rational;
  readonly multiplier: Rational;
  /** The latest day it traded or split. */
  readonly lastDay: Day;
  /** Unpacked where its trades and splits count for its price. */
  position: Position | null;
  /** The cost in its two parts: at the rates of the trades in the base currency, and in the instrument's. */
  readonly bookedCost: bigint;
  readonly localCost: Rational;
  version: number;
  pricing: Pricing | null;
  figures: Figures;
  gaps: readonly Gap[];
  /** Made when somebody asks for it. */
  holding: Holding | null;
}

export interface CashRow extends LiveCash {
  readonly conversion: LiveConversion;
  readonly amount: Rational;
  version: number;
  value: bigint | null;
  /** `value` counts at a stale rate. */
  isStale: boolean;
}

/** A watched portfolio: its rows, their marks, and the sums over them. */
export interface Watch extends LivePortfolio {
  readonly rows: Row[];
  readonly cashRows: CashRow[];
  /** The positions and their costs, in the order of the rows. */
  readonly positions: string;
  readonly costs: string | null;
  changedRows: number[];
  shape: number;
  sequence: number;
  revaluations: number;
  /** A bit for each row, from `place` on. */
  readonly marks: Marks<Watch>;
  place: number;
  /** Each once; and the sum of their versions when the rows were last compared with them. */
  conversions: readonly LiveConversion[];
  versions: number;
  isPending: boolean;
  /** Something changed that is not marked any more, since an estimate was enough. */
  isDeferred: boolean;
  isValued: boolean;
  /** What its prices and rates are multiplied with for an estimate; made for the first one. */
  weights: Float64Array | null;
  gaps: readonly Gap[];
  readonly sums: Totals;
  /** Source time of the newest price; undefined when it is to be looked for among the rows. */
  asOf: Date | null | undefined;
  /** Made when somebody asks for it. */
  latest: Valuation | null;
}

/** Exact sums at MONEY_SCALE, moved by the difference of what changes. */
export interface Totals {
  marketValue: bigint;
  cash: bigint;
  costBasis: bigint;
  valued: number;
  dayChangePrice: bigint;
  dayChanged: number;
  dayChangeCurrency: bigint;
  currencyChanged: number;
  staleMagnitude: bigint;
  holdingMagnitude: bigint;
  cashMagnitude: bigint;
}

/** Each figure is computed when it is read, and stands until the next revaluation. */
export function summaryOf(portfolio: LivePortfolio): Summary {
  return new WatchSummary(portfolio as Watch);
}

/** Equal to what `valuationOf` says in decimals. */
class WatchSummary implements Summary {
  constructor(private readonly watch: Watch) {}

  get total(): bigint {
    return this.watch.sums.marketValue + this.watch.sums.cash;
  }

  get marketValue(): bigint {
    return this.watch.sums.marketValue;
  }

  get cash(): bigint {
    return this.watch.sums.cash;
  }

  get costBasis(): bigint | null {
    return this.isKnown(this.watch.sums.valued) ? this.watch.sums.costBasis : null;
  }

  get unrealisedGain(): bigint | null {
    const { sums } = this.watch;
    return this.isKnown(sums.valued) ? sums.marketValue - sums.costBasis : null;
  }

  get dayChange(): bigint | null {
    const { sums } = this.watch;
    return this.isKnown(sums.dayChanged) ? sums.dayChangePrice + sums.dayChangeCurrency : null;
  }

  get dayChangePrice(): bigint | null {
    return this.isKnown(this.watch.sums.dayChanged) ? this.watch.sums.dayChangePrice : null;
  }

  get dayChangeCurrency(): bigint | null {
    return this.isKnown(this.watch.sums.currencyChanged) ? this.watch.sums.dayChangeCurrency : null;
  }

  get dayChangeRatio(): bigint | null {
    const { dayChange } = this;
    return dayChange === null ? null : shareOf(dayChange, this.total - dayChange);
  }

  get staleShare(): bigint | null {
    const { sums } = this.watch;
    return shareOf(sums.staleMagnitude, sums.holdingMagnitude + sums.cashMagnitude);
  }

  get asOf(): Date | null {
    const { watch } = this;
    if (watch.asOf === undefined) watch.asOf = latestOf(watch.rows);
    return watch.asOf;
  }

  get asOfEarliest(): Date | null {
    let earliestMs = Number.POSITIVE_INFINITY;
    let asOf: Date | null = null;
    for (const { pricing } of this.watch.rows) {
      const observedMs = pricing?.observedAt?.getTime() ?? Number.NaN;
      if (!(observedMs < earliestMs)) continue;
      earliestMs = observedMs;
      asOf = pricing?.observedAt ?? null;
    }
    return asOf;
  }

  /** Where nothing is held nothing is missing. */
  private isKnown(count: number): boolean {
    return count > 0 || this.watch.rows.length === 0;
  }
}

function latestOf(rows: readonly Row[]): Date | null {
  let latest: Date | null = null;
  for (const { pricing } of rows) if (pricing?.observedAt && !(latest && pricing.observedAt <= latest)) latest = pricing.observedAt;
  return latest;
}

function shareOf(part: bigint, whole: bigint): bigint | null {
  return whole > 0n ? roundTo({ n: part, d: whole }, RATIO_SCALE) : null;
}

/** The whole valuation in decimals, as `valuePortfolio` would give it. */
export function valuationOf(watch: Watch): Valuation {
  if (watch.latest) return watch.latest;
  const { sums } = watch;
  const [positions, costs] = [positionsOf(watch), unpackCosts(watch.costs)];
  watch.latest = assemble(watch.input, {
    sequence: watch.sequence,
    holdings: watch.rows.map((row, index) => holdingOf(row, positions[index] as Position, costs?.[index])),
    cashBalances: watch.cashRows.map(({ line, value }) => ({ ...line, value: money(value) })),
    gaps: watch.gaps,
    sums: {
      marketValue: decimalOf(sums.marketValue, MONEY_SCALE),
      cash: decimalOf(sums.cash, MONEY_SCALE),
      costBasis: decimalOf(sums.costBasis, MONEY_SCALE),
      valued: sums.valued,
      dayChangePrice: decimalOf(sums.dayChangePrice, MONEY_SCALE),
      dayChanged: sums.dayChanged,
      dayChangeCurrency: decimalOf(sums.dayChangeCurrency, MONEY_SCALE),
      currencyChanged: sums.currencyChanged,
      staleMagnitude: decimalOf(sums.staleMagnitude, MONEY_SCALE),
      holdingMagnitude: decimalOf(sums.holdingMagnitude, MONEY_SCALE),
      cashMagnitude: decimalOf(sums.cashMagnitude, MONEY_SCALE),
    },
  });
  return watch.latest;
}

function money(scaled: bigint | null): Decimal | null {
  return scaled === null ? null : decimalOf(scaled, MONEY_SCALE);
}

/** @param cost not given where all of it is in the base currency */
function holdingOf(row: Row, position: Position, cost: CostParts | undefined): Holding {
  const { figures, instrument } = row;
  row.holding ??= {
    ...descriptionOf(position, instrument, row.pricing),
    marketValue: money(figures.marketValue),
    value: money(figures.value),
    ...gainOf(position, {
      value: money(figures.value),
      cost: cost ?? costParts(position, instrument.currency, { baseCurrency: instrument.currency }),
      conversion: row.conversion.cross,
    }),
    dayChange: money(figures.dayChange),
    dayChangePrice: money(figures.dayChangePrice),
    dayChangeCurrency: money(figures.dayChangeCurrency),
    dayChangeRatio: figures.dayChangeRatio === null ? null : decimalOf(figures.dayChangeRatio, RATIO_SCALE),
  };
  return row.holding;
}

/** The positions of a watched portfolio, in the order of its rows: made anew for each who asks. */
export function positionsOf(portfolio: LivePortfolio): Position[] {
  return unpackPositions((portfolio as Watch).positions);
}

/** Null where each position's cost is its own, in the base currency. */
export function packCosts(costs: readonly CostParts[]): string | null {
  if (costs.every(({ booked, isComplete }) => isComplete && booked.isZero())) return null;
  return JSON.stringify(
    costs.map(({ booked, bookedWithoutFees, local, localWithoutFees, isComplete }) => [
      [booked, bookedWithoutFees, local, localWithoutFees].map((part) => part.toFixed()),
      isComplete,
    ]),
  );
}

function unpackCosts(text: string | null): CostParts[] | null {
  if (text === null) return null;
  return (JSON.parse(text) as [[string, string, string, string], boolean][]).map(([parts, isComplete]) => {
    const [booked, bookedWithoutFees, local, localWithoutFees] = parts.map((part) => new Decimal(part)) as [
      Decimal,
      Decimal,
      Decimal,
      Decimal,
    ];
    return { booked, bookedWithoutFees, local, localWithoutFees, isComplete };
  });
}
