/** What a watched portfolio comes to, in integers. */
import { RATIO_SCALE } from './decimal.js';
import { Freshness } from './freshness.js';
import { type LivePortfolio, type Row, Sum, type Watch } from './live-portfolio.js';
import { roundTo } from './rational.js';

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

/** Each figure is computed when it is read, and stands until the next revaluation. */
export function summaryOf(portfolio: LivePortfolio): Summary {
  return new WatchSummary(portfolio as Watch);
}

/** Equal to what `valuationOf` says in decimals. */
class WatchSummary implements Summary {
  constructor(private readonly watch: Watch) {}

  get total(): bigint {
    return this.marketValue + this.cash;
  }

  get marketValue(): bigint {
    return this.sum(Sum.MARKET_VALUE);
  }

  get cash(): bigint {
    return this.sum(Sum.CASH);
  }

  get costBasis(): bigint | null {
    return this.isKnown(this.watch.valued) ? this.sum(Sum.COST_BASIS) : null;
  }

  get unrealisedGain(): bigint | null {
    return this.isKnown(this.watch.valued) ? this.marketValue - this.sum(Sum.COST_BASIS) : null;
  }

  get dayChange(): bigint | null {
    return this.isKnown(this.watch.dayChanged) ? this.sum(Sum.DAY_CHANGE_PRICE) + this.sum(Sum.DAY_CHANGE_CURRENCY) : null;
  }

  get dayChangePrice(): bigint | null {
    return this.isKnown(this.watch.dayChanged) ? this.sum(Sum.DAY_CHANGE_PRICE) : null;
  }

  get dayChangeCurrency(): bigint | null {
    return this.isKnown(this.watch.currencyChanged) ? this.sum(Sum.DAY_CHANGE_CURRENCY) : null;
  }

  get dayChangeRatio(): bigint | null {
    const { dayChange } = this;
    return dayChange === null ? null : shareOf(dayChange, this.total - dayChange);
  }

  get staleShare(): bigint | null {
    return shareOf(this.sum(Sum.STALE_MAGNITUDE), this.sum(Sum.HOLDING_MAGNITUDE) + this.sum(Sum.CASH_MAGNITUDE));
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
      if (!(observedMs < earliestMs) || pricing?.freshness === Freshness.FINAL) continue;
      earliestMs = observedMs;
      asOf = pricing?.observedAt ?? null;
    }
    return asOf;
  }

  private sum(place: number): bigint {
    return this.watch.wholes.sum(place);
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
