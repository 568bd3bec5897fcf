/**
 * The figures of what is looked at. Of a whole portfolio they are the server's own; of one account they are the exact sums of its
 * parts, which is how the server makes totals, too (docs/CALCULATIONS.md).
 */
import { approximate, signOf, sumDecimals } from '../format/decimal-text.js';
import type { HoldingFieldsFragment, ValuationFieldsFragment } from '../gql/graphql.js';

export interface Figures {
  readonly accountId: string | null;
  readonly total: string;
  readonly marketValue: string;
  readonly cash: string;
  readonly costBasis: string | null;
  readonly unrealisedGain: string | null;
  readonly dayChange: string | null;
  readonly dayChangePrice: string | null;
  readonly dayChangeCurrency: string | null;
  readonly dayChangeRatio: string | null;
  readonly isPartial: boolean;
  readonly asOf: string | null;
  readonly asOfEarliest: string | null;
  /** The same array until a holding comes or goes. */
  readonly holdingIds: readonly string[];
}

/** `former`: of the same whole, to keep what has not changed. */
export function figuresOf(valuation: ValuationFieldsFragment, accountId: string | null, former: Figures | null): Figures {
  const holdings = accountId === null ? valuation.holdings : valuation.holdings.filter((holding) => holding.accountId === accountId);
  const ids = holdings.map(({ id }) => id);
  const isSame = former?.holdingIds.length === ids.length && former.holdingIds.every((id, i) => id === ids[i]);
  const holdingIds = former && isSame ? former.holdingIds : ids;
  if (accountId !== null) return { ...figuresOfAccount(valuation, accountId, holdings), accountId, holdingIds };
  return {
    accountId,
    holdingIds,
    total: valuation.total,
    marketValue: valuation.marketValue,
    cash: valuation.cash,
    costBasis: valuation.costBasis ?? null,
    unrealisedGain: valuation.unrealisedGain ?? null,
    dayChange: valuation.dayChange ?? null,
    dayChangePrice: valuation.dayChangePrice ?? null,
    dayChangeCurrency: valuation.dayChangeCurrency ?? null,
    dayChangeRatio: valuation.dayChangeRatio ?? null,
    isPartial: valuation.isPartial,
    asOf: valuation.asOf ?? null,
    asOfEarliest: valuation.asOfEarliest ?? null,
  };
}

function figuresOfAccount(valuation: ValuationFieldsFragment, accountId: string, holdings: readonly HoldingFieldsFragment[]) {
  const balances = valuation.cashBalances.filter((balance) => balance.accountId === accountId);
  const valued = holdings.filter(({ value }) => value != null);
  const marketValue = sumDecimals(known(holdings.map(({ value }) => value)));
  const cash = sumDecimals(known(balances.map(({ value }) => value)));
  const total = sumDecimals([marketValue, cash]);
  const dayChange = sumOf(holdings.map((holding) => holding.dayChange));
  const staleRates = new Set(valuation.gaps.filter(({ reason }) => reason === 'STALE_RATE').map(({ currency }) => currency));
  const timesOf = (of: readonly HoldingFieldsFragment[]) => known(of.map(({ priceObservedAt }) => priceObservedAt)).sort();
  return {
    total,
    marketValue,
    cash,
    costBasis: sumOf(valued.map(({ costBasisInBase }) => costBasisInBase)),
    unrealisedGain: sumOf(valued.map(({ unrealisedGain }) => unrealisedGain)),
    dayChange,
    dayChangePrice: sumOf(holdings.map((holding) => holding.dayChangePrice)),
    dayChangeCurrency: sumOf(holdings.map((holding) => holding.dayChangeCurrency)),
    dayChangeRatio: dayChange === null ? null : ratioOf(dayChange, total),
    isPartial:
      holdings.some(({ isStale }) => isStale) ||
      [...holdings, ...balances].some(({ value, currency }) => value == null || staleRates.has(currency)),
    asOf: timesOf(holdings).at(-1) ?? null,
    // The last price of what trades no more does not grow old.
    asOfEarliest: timesOf(holdings.filter(({ freshness }) => freshness !== 'FINAL'))[0] ?? null,
  };
}

/** dayChange / (total - dayChange): a proportion to look at, so a float is near enough. */
function ratioOf(dayChange: string, total: string): string | null {
  const before = approximate(total) - approximate(dayChange);
  if (signOf(total) <= 0 || before <= 0) return null;
  return (approximate(dayChange) / before).toFixed(8);
}

function sumOf(texts: readonly (string | null | undefined)[]): string | null {
  const found = known(texts);
  return found.length === 0 ? null : sumDecimals(found);
}

function known(texts: readonly (string | null | undefined)[]): string[] {
  return texts.filter((text) => text != null);
}

/** Which of the prices shown are made up by the demo market; what has no price counts for neither. */
export function simulatedOf(holdings: readonly (Pick<HoldingFieldsFragment, 'source' | 'isSimulated'> | undefined)[]) {
  const priced = holdings.filter((holding) => holding?.source != null);
  const count = priced.filter((holding) => holding?.isSimulated).length;
  if (count === 0) return 'NONE';
  return count === priced.length ? 'ALL' : 'SOME';
}
