/** The `Valuation` of a watched portfolio, in decimals, for whoever asks for all of it. */
import { type Decimal, MONEY_SCALE, RATIO_SCALE } from './decimal.js';
import { type CostParts, costParts, descriptionOf, gainOf, type Holding } from './holding.js';
import { positionsOf, type Row, Sum, type Watch } from './live-portfolio.js';
import { unpackCosts } from './packed-costs.js';
import type { Position } from './position.js';
import { decimalOf } from './rational.js';
import { assemble, type Valuation } from './valuation.js';

/** The whole valuation in decimals, as `valuePortfolio` would give it. */
export function valuationOf(watch: Watch): Valuation {
  if (watch.latest) return watch.latest;
  const { valued, dayChanged, currencyChanged } = watch;
  const sum = (place: number) => decimalOf(watch.wholes.sum(place), MONEY_SCALE);
  const [positions, costs] = [positionsOf(watch), unpackCosts(watch.costs)];
  watch.holdings ??= new Array(watch.rows.length).fill(null);
  watch.latest = assemble(watch.input, {
    sequence: watch.sequence,
    holdings: watch.rows.map((row, index) => holdingOf(row, positions[index] as Position, costs?.[index])),
    cashBalances: watch.cashRows.map(({ line, value }) => ({ ...line, value: money(value) })),
    gaps: watch.gaps,
    sums: {
      marketValue: sum(Sum.MARKET_VALUE),
      cash: sum(Sum.CASH),
      costBasis: sum(Sum.COST_BASIS),
      valued,
      dayChangePrice: sum(Sum.DAY_CHANGE_PRICE),
      dayChanged,
      dayChangeCurrency: sum(Sum.DAY_CHANGE_CURRENCY),
      currencyChanged,
      staleMagnitude: sum(Sum.STALE_MAGNITUDE),
      holdingMagnitude: sum(Sum.HOLDING_MAGNITUDE),
      cashMagnitude: sum(Sum.CASH_MAGNITUDE),
    },
  });
  return watch.latest;
}

function money(scaled: bigint | null): Decimal | null {
  return scaled === null ? null : decimalOf(scaled, MONEY_SCALE);
}

/** @param cost not given where all of it is in the base currency */
function holdingOf(row: Row, position: Position, cost: CostParts | undefined): Holding {
  const holdings = row.watch.holdings as (Holding | null)[];
  const { instrument, dayChangeRatio } = row;
  holdings[row.index] ??= {
    ...descriptionOf(position, instrument, row.pricing),
    marketValue: money(row.marketValue),
    value: money(row.value),
    ...gainOf(position, {
      value: money(row.value),
      cost: cost ?? costParts(position, instrument.currency, { baseCurrency: instrument.currency }),
      conversion: row.conversion.cross,
    }),
    dayChange: money(row.dayChange),
    dayChangePrice: money(row.dayChangePrice),
    dayChangeCurrency: money(row.dayChangeCurrency),
    dayChangeRatio: dayChangeRatio === null ? null : decimalOf(dayChangeRatio, RATIO_SCALE),
  };
  return holdings[row.index] as Holding;
}
