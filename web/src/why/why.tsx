/**
 * "Why this number?": a figure is a button that opens what it was made of. One drawer serves the page; from what it shows, the
 * reader can go on to what that was made of, and back.
 */
import { createContext, useContext } from 'react';
import type { FiringFieldsFragment, Freshness } from '../gql/graphql.js';
import type { SliceCut } from '../part/slices.js';

/** Which figure of a holding. */
export type HoldingFigure = 'quantity' | 'price' | 'value' | 'dayChange' | 'unrealisedGain' | 'costBasis';
/** Of several holdings together. */
export type GroupFigure = Exclude<HoldingFigure, 'quantity' | 'price'>;
export type ReturnName = 'simpleReturn' | 'twr' | 'twrAnnualised' | 'irr';
/** What stands between the value at the start and the value at the end. */
export type PartName = 'inflow' | 'outflow' | 'priceGain' | 'currencyGain' | 'income' | 'fees' | 'taxes';
export type RiskName =
  | 'volatility'
  | 'sharpe'
  | 'sortino'
  | 'valueAtRisk'
  | 'maxDrawdown'
  | 'beta'
  | 'trackingError'
  | 'benchmarkReturn'
  | 'excessReturn';
export type IncomeName = 'gross' | 'net' | 'yieldOnValue' | 'yieldOnCost';

/** First and last day; null for the first entry, and for now. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/** A figure that can be explained. */
export type WhyTarget =
  | { readonly kind: 'TOTAL' | 'DAY_CHANGE' | 'GAIN' | 'COST' }
  | { readonly kind: 'SLICE'; readonly by: SliceCut; readonly key: string; readonly name: string }
  | { readonly kind: 'FRESHNESS'; readonly freshness: Freshness | null }
  | { readonly kind: 'HOLDING'; readonly holdingId: string; readonly figure: HoldingFigure; readonly day?: string }
  | { readonly kind: 'GROUP'; readonly figure: GroupFigure; readonly name: string; readonly holdingIds: readonly string[] }
  | { readonly kind: 'SHARE'; readonly holdingId: string }
  | { readonly kind: 'CASH'; readonly accountId: string; readonly currency: string; readonly day?: string }
  | { readonly kind: 'PRICE'; readonly instrumentId: string }
  | { readonly kind: 'FIRING'; readonly alert: FiringFieldsFragment }
  | { readonly kind: 'RETURN'; readonly name: ReturnName; readonly period: Period; readonly instrumentId?: string }
  | { readonly kind: 'RISK'; readonly name: RiskName; readonly period: Period; readonly benchmarkId: string | null }
  | { readonly kind: 'PART'; readonly part: PartName; readonly period: Period }
  | { readonly kind: 'CONTRIBUTION'; readonly instrumentId: string; readonly period: Period }
  | { readonly kind: 'REST'; readonly period: Period }
  | { readonly kind: 'DAY'; readonly day: string }
  | { readonly kind: 'WORTH'; readonly day: string; readonly instrumentId?: string }
  | { readonly kind: 'INCOME'; readonly figure: IncomeName; readonly period?: Period; readonly instrumentId?: string }
  | { readonly kind: 'REALISED'; readonly period: Period; readonly instrumentId?: string };

export const WhyContext = createContext<(target: WhyTarget) => void>(() => undefined);

export function useWhy(): (target: WhyTarget) => void {
  return useContext(WhyContext);
}

/** Around a figure. It looks like the figure until it is pointed at. */
export function WhyButton({ of, children, className }: { of: WhyTarget; children: React.ReactNode; className?: string }) {
  const open = useWhy();
  return (
    <button type="button" className={className ? `why ${className}` : 'why'} title="Why this number?" onClick={() => open(of)}>
      {children}
      <span className="sr-only">: why this number?</span>
    </button>
  );
}
