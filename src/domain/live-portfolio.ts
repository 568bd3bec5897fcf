/**
 * A watched portfolio as the valuation book keeps it: its rows in integers, for whoever prints them. Invariant: what it says stands
 * until its next revaluation.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import type { Freshness } from './freshness.js';
import type { Cross } from './fx.js';
import type { Gap } from './gap.js';
import type { Holding } from './holding.js';
import type { Instrument } from './instrument.js';
import type { Marks, Places } from './marks.js';
import { type Press, unpackPositions } from './packed-positions.js';
import type { Position } from './position.js';
import type { Pricing } from './pricing.js';
import type { Quote } from './quote.js';
import type { Rational } from './rational.js';
import type { CashBalance, PortfolioInput, Valuation } from './valuation.js';
import type { Wholes } from './wholes.js';

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
  /** Whoever it is watched for. */
  readonly owner: object | null;
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
  instrument: Instrument;
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

/** Sums over the rows, at the beginning of a portfolio's whole numbers. Moved by the difference of what changes, so that they are exact. */
export const Sum = {
  MARKET_VALUE: 0,
  CASH: 1,
  COST_BASIS: 2,
  DAY_CHANGE_PRICE: 3,
  DAY_CHANGE_CURRENCY: 4,
  STALE_MAGNITUDE: 5,
  HOLDING_MAGNITUDE: 6,
  CASH_MAGNITUDE: 7,
} as const;
const SUMS = 8;

/** Of each row, behind the sums. */
const Column = {
  UNITS: 0,
  UNITS_OVER: 1,
  BOOKED_COST: 2,
  LOCAL_COST: 3,
  LOCAL_COST_OVER: 4,
  MARKET_VALUE: 5,
  VALUE: 6,
  COST_BASIS: 7,
  DAY_CHANGE_PRICE: 8,
  DAY_CHANGE_CURRENCY: 9,
  DAY_CHANGE_RATIO: 10,
} as const;
const COLUMNS = 11;

/** How many whole numbers a portfolio of so many rows has. */
export function wholesOf(rows: number): number {
  return SUMS + rows * COLUMNS;
}

/** What of a row is computed anew. */
export type RowFigures = Omit<Figures, 'unrealisedGain' | 'dayChange'>;

/**
 * One holding of one portfolio, whose numbers stand among those of its portfolio. Amounts are integers at MONEY_SCALE, in the base
 * currency.
 */
export class Row implements LiveRow, Figures {
  version = -1;
  pricing: Pricing | null = null;
  gaps: readonly Gap[];
  isStale = false;

  constructor(
    readonly watch: Watch,
    readonly index: number,
    readonly watched: Watched,
    readonly conversion: LiveConversion,
    /** The latest day it traded or split. */
    readonly lastDay: Day,
    holds: {
      /** Quantity x multiplier. */
      readonly units: Rational;
      /** The cost in its two parts: at the rates of the trades in the base currency, and in the instrument's. */
      readonly bookedCost: bigint;
      readonly localCost: Rational;
      readonly gaps: readonly Gap[];
    },
  ) {
    this.gaps = holds.gaps;
    this.put(Column.UNITS, holds.units.n);
    this.put(Column.UNITS_OVER, holds.units.d);
    this.put(Column.BOOKED_COST, holds.bookedCost);
    this.put(Column.LOCAL_COST, holds.localCost.n);
    this.put(Column.LOCAL_COST_OVER, holds.localCost.d);
    this.figures = NO_FIGURES;
  }

  get instrument(): Instrument {
    return this.watched.instrument;
  }

  get figures(): Figures {
    return this;
  }

  set figures(figures: RowFigures) {
    this.put(Column.MARKET_VALUE, figures.marketValue);
    this.put(Column.VALUE, figures.value);
    this.put(Column.COST_BASIS, figures.costBasis);
    this.put(Column.DAY_CHANGE_PRICE, figures.dayChangePrice);
    this.put(Column.DAY_CHANGE_CURRENCY, figures.dayChangeCurrency);
    this.put(Column.DAY_CHANGE_RATIO, figures.dayChangeRatio);
    this.isStale = figures.isStale;
  }

  get units(): Rational {
    return { n: this.get(Column.UNITS) as bigint, d: this.get(Column.UNITS_OVER) as bigint };
  }

  get bookedCost(): bigint {
    return this.get(Column.BOOKED_COST) as bigint;
  }

  get localCost(): Rational {
    return { n: this.get(Column.LOCAL_COST) as bigint, d: this.get(Column.LOCAL_COST_OVER) as bigint };
  }

  get marketValue(): bigint | null {
    return this.get(Column.MARKET_VALUE);
  }

  get value(): bigint | null {
    return this.get(Column.VALUE);
  }

  get costBasis(): bigint | null {
    return this.get(Column.COST_BASIS);
  }

  get unrealisedGain(): bigint | null {
    const { value, costBasis } = this;
    return value === null || costBasis === null ? null : value - costBasis;
  }

  get dayChange(): bigint | null {
    const { dayChangePrice } = this;
    return dayChangePrice === null ? null : dayChangePrice + (this.dayChangeCurrency ?? 0n);
  }

  get dayChangePrice(): bigint | null {
    return this.get(Column.DAY_CHANGE_PRICE);
  }

  get dayChangeCurrency(): bigint | null {
    return this.get(Column.DAY_CHANGE_CURRENCY);
  }

  get dayChangeRatio(): bigint | null {
    return this.get(Column.DAY_CHANGE_RATIO);
  }

  private get(column: number): bigint | null {
    return this.watch.wholes.get(SUMS + this.index * COLUMNS + column);
  }

  private put(column: number, whole: bigint | null): void {
    this.watch.wholes.put(SUMS + this.index * COLUMNS + column, whole);
  }
}

const NO_FIGURES: RowFigures = {
  marketValue: null,
  value: null,
  costBasis: null,
  dayChangePrice: null,
  dayChangeCurrency: null,
  dayChangeRatio: null,
  isStale: false,
};

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
  rows: readonly Row[];
  cashRows: readonly CashRow[];
  /** The sums, and what the rows hold and come to. */
  readonly wholes: Wholes;
  /** The positions and their costs, in the order of the rows. */
  readonly positions: string;
  readonly press: Press;
  readonly costs: string | null;
  /** Of the rows whose trades and splits count for their price. */
  unpacked: readonly (Position | null)[] | null;
  /** Rows whose holding was made, for somebody who asked, and stands. */
  holdings: (Holding | null)[] | null;
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
  /** It is not watched any more, or another one is in its place. */
  isOver: boolean;
  isPending: boolean;
  /** Something changed that is not marked any more, since an estimate was enough. */
  isDeferred: boolean;
  isValued: boolean;
  /** What its prices and rates are multiplied with for an estimate; made for the first one. */
  weights: Float64Array | null;
  gaps: readonly Gap[];
  /** In how many rows the figure is known. */
  valued: number;
  dayChanged: number;
  currencyChanged: number;
  /** Source time of the newest price; undefined when it is to be looked for among the rows. */
  asOf: Date | null | undefined;
  /** Made when somebody asks for it. */
  latest: Valuation | null;
}

/** The positions of a watched portfolio, in the order of its rows: made anew for each who asks. */
export function positionsOf(portfolio: LivePortfolio): Position[] {
  const { positions, press } = portfolio as Watch;
  return unpackPositions(positions, press);
}
