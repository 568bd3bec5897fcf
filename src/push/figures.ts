/**
 * The table of what a plan may hold: which fields of a live valuation are figures (their digits change in place), which are
 * fixed text (a change lays the frame out again), and what they are read from. A field that is not here is never planned.
 */
import { type Decimal, MONEY_SCALE, RATIO_SCALE } from '../domain/decimal.js';
import { distinctGaps, type Gap, hasStaleRates, isPartial } from '../domain/gap.js';
import { descriptionOf } from '../domain/holding.js';
import type { Instrument } from '../domain/instrument.js';
import { type LiveCash, type LivePortfolio, type LiveRow, positionsOf } from '../domain/live-portfolio.js';
import { type Summary, summaryOf } from '../domain/live-summary.js';
import type { Position } from '../domain/position.js';
import { perUnitOfToday } from '../domain/pricing.js';
import { GAP_MESSAGES } from '../schema/valuation.js';
import type { ServiceInfo } from '../services/service.js';

/** How a figure is printed; the scale is fixed, trailing zeros are not. */
export type Figure<T> =
  | { readonly form: 'SCALED'; readonly scale: number; readonly read: (from: T) => bigint | null }
  | { readonly form: 'DECIMAL'; readonly read: (from: T) => Decimal | null }
  | { readonly form: 'INSTANT'; readonly read: (from: T) => Date | null }
  | { readonly form: 'COUNT'; readonly read: (from: T) => number };

/** What a field is. Fixed text is whatever the field's own scalar or enumeration makes of the value. */
export type Entry<T> =
  | { readonly kind: 'FIGURE'; readonly figure: Figure<T> }
  | { readonly kind: 'FIXED'; readonly read: (from: T, info: Pick<ServiceInfo, 'isSimulated'>) => unknown }
  | { readonly kind: 'ONE'; readonly type: 'Instrument' }
  | { readonly kind: 'LIST'; readonly type: 'Holding' | 'CashBalance' | 'Gap' };

/** A portfolio with its totals, taken once for all frames of a turn. */
export interface Moment {
  readonly live: LivePortfolio;
  readonly summary: Summary;
}

export function momentOf(live: LivePortfolio): Moment {
  return { live, summary: summaryOf(live) };
}

/** A row with the facts its fixed text is made of; figures need only the row. */
export interface Described extends LiveRow {
  readonly description: ReturnType<typeof descriptionOf>;
}

export function describe({ instrument, pricing, figures }: LiveRow, position: Position): Described {
  return { instrument, pricing, figures, description: descriptionOf(position, instrument, pricing) };
}

const scaled = <T>(read: (from: T) => bigint | null, scale = MONEY_SCALE): Entry<T> => ({
  kind: 'FIGURE',
  figure: { form: 'SCALED', scale, read },
});
const fixed = <T>(read: (from: T, info: Pick<ServiceInfo, 'isSimulated'>) => unknown): Entry<T> => ({ kind: 'FIXED', read });

export const VALUATION_FIELDS: Readonly<Record<string, Entry<Moment>>> = {
  portfolioId: fixed(({ live }) => live.input.portfolioId),
  baseCurrency: fixed(({ live }) => live.input.baseCurrency),
  day: fixed(() => null),
  asOf: { kind: 'FIGURE', figure: { form: 'INSTANT', read: ({ summary }) => summary.asOf } },
  asOfEarliest: { kind: 'FIGURE', figure: { form: 'INSTANT', read: ({ summary }) => summary.asOfEarliest } },
  sequence: { kind: 'FIGURE', figure: { form: 'COUNT', read: ({ live }) => live.sequence } },
  total: scaled(({ summary }) => summary.total),
  marketValue: scaled(({ summary }) => summary.marketValue),
  cash: scaled(({ summary }) => summary.cash),
  costBasis: scaled(({ summary }) => summary.costBasis),
  unrealisedGain: scaled(({ summary }) => summary.unrealisedGain),
  dayChange: scaled(({ summary }) => summary.dayChange),
  dayChangePrice: scaled(({ summary }) => summary.dayChangePrice),
  dayChangeCurrency: scaled(({ summary }) => summary.dayChangeCurrency),
  dayChangeRatio: scaled(({ summary }) => summary.dayChangeRatio, RATIO_SCALE),
  isPartial: fixed(({ live }) => isPartial(live.gaps)),
  hasStaleRates: fixed(({ live }) => hasStaleRates(live.gaps)),
  staleShare: scaled(({ summary }) => summary.staleShare, RATIO_SCALE),
  gaps: { kind: 'LIST', type: 'Gap' },
  cashBalances: { kind: 'LIST', type: 'CashBalance' },
  holdings: { kind: 'LIST', type: 'Holding' },
};

export const HOLDING_FIELDS: Readonly<Record<string, Entry<Described>>> = {
  id: fixed(({ description }) => description.id),
  accountId: fixed(({ description }) => description.accountId),
  instrumentId: fixed(({ description }) => description.instrumentId),
  instrument: { kind: 'ONE', type: 'Instrument' },
  quantity: fixed(({ description }) => description.quantity),
  price: { kind: 'FIGURE', figure: { form: 'DECIMAL', read: ({ pricing }) => pricing && perUnitOfToday(pricing) } },
  currency: fixed(({ description }) => description.currency),
  priceKind: fixed(({ description }) => description.priceKind),
  priceObservedAt: { kind: 'FIGURE', figure: { form: 'INSTANT', read: ({ pricing }) => pricing?.observedAt ?? null } },
  priceDate: fixed(({ description }) => description.priceDate),
  previousClose: {
    kind: 'FIGURE',
    figure: { form: 'DECIMAL', read: ({ pricing }) => (pricing?.previous ? perUnitOfToday(pricing.previous) : null) },
  },
  previousCloseDate: fixed(({ description }) => description.previousCloseDate),
  source: fixed(({ description }) => description.source),
  isSimulated: fixed(({ description }, info) => info.isSimulated(description.source)),
  freshness: fixed(({ description }) => description.freshness),
  isStale: fixed(({ description }) => description.isStale),
  marketValue: scaled(({ figures }) => figures.marketValue),
  value: scaled(({ figures }) => figures.value),
  costBasis: fixed(({ description }) => description.costBasis),
  costBasisWithoutFees: fixed(({ description }) => description.costBasisWithoutFees),
  costBasisInBase: scaled(({ figures }) => figures.costBasis),
  unrealisedGain: scaled(({ figures }) => figures.unrealisedGain),
  dayChange: scaled(({ figures }) => figures.dayChange),
  dayChangePrice: scaled(({ figures }) => figures.dayChangePrice),
  dayChangeCurrency: scaled(({ figures }) => figures.dayChangeCurrency),
  dayChangeRatio: scaled(({ figures }) => figures.dayChangeRatio, RATIO_SCALE),
};

export const CASH_FIELDS: Readonly<Record<string, Entry<LiveCash>>> = {
  accountId: fixed(({ line }) => line.accountId),
  currency: fixed(({ line }) => line.currency),
  amount: fixed(({ line }) => line.amount),
  value: scaled(({ value }) => value),
};

export const GAP_FIELDS: Readonly<Record<string, Entry<Gap>>> = {
  reason: fixed(({ reason }) => reason),
  instrumentId: fixed(({ instrumentId }) => instrumentId),
  currency: fixed(({ currency }) => currency),
  message: fixed(({ reason }) => GAP_MESSAGES[reason]),
};

export const INSTRUMENT_FIELDS: Readonly<Record<string, Entry<Instrument>>> = {
  id: fixed(({ id }) => id),
  kind: fixed(({ kind }) => kind),
  name: fixed(({ name }) => name),
  currency: fixed(({ currency }) => currency),
  isin: fixed(({ isin }) => isin),
  mic: fixed(({ mic }) => mic),
  ticker: fixed(({ ticker }) => ticker),
  schemeCode: fixed(({ schemeCode }) => schemeCode),
  multiplier: fixed(({ multiplier }) => multiplier),
  delistedOn: fixed(({ delistedOn }) => delistedOn),
};

export type PlannedType = 'Valuation' | 'Holding' | 'CashBalance' | 'Gap' | 'Instrument';

export const FIELDS: Readonly<Record<PlannedType, Readonly<Record<string, Entry<never>>>>> = {
  Valuation: VALUATION_FIELDS,
  Holding: HOLDING_FIELDS,
  CashBalance: CASH_FIELDS,
  Gap: GAP_FIELDS,
  Instrument: INSTRUMENT_FIELDS,
};

/** The members of a list in the order the API gives them. */
export function membersOf(type: 'Holding' | 'CashBalance' | 'Gap', { live }: Moment): readonly unknown[] {
  if (type === 'Holding') {
    const positions = positionsOf(live);
    return live.rows.map((row, index) => describe(row, positions[index] as Position));
  }
  return type === 'CashBalance' ? live.cashRows : distinctGaps(live.gaps);
}
