/** A day of a history, as the API gives it, and whether one scale can show both its lines. */
import { approximate } from '../format/decimal-text.js';
import type { HistoryQuery } from '../gql/graphql.js';

export type PortfolioHistory = NonNullable<HistoryQuery['history']>;
export type PortfolioPerformance = NonNullable<HistoryQuery['performance']>;
export type Point = PortfolioHistory['points'][number];

/** What was put in joins the scale while it leaves the total at least this share of the height; else it would flatten it. */
const TOTAL_HEIGHT_MIN = 0.4;

export interface Scale {
  /** Between the lowest and the highest total. */
  readonly span: number;
  /** Where the contribution lies: drawn, or outside of what is. */
  readonly contribution: 'WITHIN' | 'BELOW' | 'ABOVE';
}

export function scaleOf(points: readonly Point[]): Scale {
  const totals = points.map(({ total }) => approximate(total));
  const contributions = points.map(({ netContribution }) => approximate(netContribution));
  const [low, high] = [Math.min(...totals), Math.max(...totals)];
  const span = high - low;
  const whole = Math.max(high, ...contributions) - Math.min(low, ...contributions);
  if (span >= whole * TOTAL_HEIGHT_MIN) return { span, contribution: 'WITHIN' };
  return { span, contribution: Math.min(...contributions) < low ? 'BELOW' : 'ABOVE' };
}
