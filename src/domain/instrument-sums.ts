/**
 * What moved each instrument over a walk of many days, kept as running sums: the rows of an `Attribution` without one for each day.
 * Invariant: they are those of `sumAttributions` over the days; because each day begins where the one before ended, the gains by
 * price follow from the ends of the walk and what crossed in between.
 */
import { type Attribution, EMPTY_ROW, type InstrumentAttribution } from './attribution.js';
import type { SeriesDay } from './history.js';
import type { InstrumentId } from './ids.js';
import { type Whole, WholeSum } from './whole-sum.js';

type Row = { -readonly [Key in keyof InstrumentAttribution]: InstrumentAttribution[Key] };

export class InstrumentSums {
  /** What all accounts were worth where the walk begins. */
  start = 0n;
  private readonly rows = new Map<InstrumentId, { readonly row: Row; readonly byRates: WholeSum }>();

  row(id: InstrumentId): Row {
    return this.both(id).row;
  }

  /** What the rate of a day made of what was held the evening before. */
  addRateGain(id: InstrumentId, atRateOfDay: Whole, before: Whole): void {
    const { byRates } = this.both(id);
    byRates.add(atRateOfDay);
    byRates.add(-before);
  }

  /** At the end of the walk. */
  instruments(): Map<InstrumentId, InstrumentAttribution> {
    return new Map(
      [...this.rows].map(([id, { row, byRates }]) => {
        const currencyGain = row.currencyGain + byRates.total();
        const priceGain = row.end - row.start - currencyGain - row.bought + row.sold;
        return [id, { ...row, currencyGain, priceGain }];
      }),
    );
  }

  private both(id: InstrumentId) {
    let found = this.rows.get(id);
    if (!found) {
      found = { row: { ...EMPTY_ROW }, byRates: new WholeSum() };
      this.rows.set(id, found);
    }
    return found;
  }
}

const SUMMED = ['inflow', 'outflow', 'departed', 'priceGain', 'currencyGain', 'income', 'netIncome', 'fees', 'taxes'] as const;

/** The attribution of a whole walk; null when it had no day. */
export function attributionOf(days: readonly SeriesDay[], sums: InstrumentSums): Attribution | null {
  const last = days.at(-1);
  if (!last) return null;
  const totals = Object.fromEntries(SUMMED.map((key) => [key, days.reduce((sum, day) => sum + day[key], 0n)]));
  return {
    start: sums.start,
    end: last.total,
    ...(totals as Record<(typeof SUMMED)[number], bigint>),
    instruments: sums.instruments(),
    isPartial: days.some(({ isPartial }) => isPartial),
    lacksRate: days.some(({ lacksRate }) => lacksRate),
  };
}
