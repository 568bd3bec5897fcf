/** Where prices come from, and how far each origin is trusted. */
import type { SourceId } from './ids.js';

/** What the rest of the program knows of a source; `ingestion/source.ts` has the part that fetches. */
export interface SourceInfo {
  readonly id: SourceId;
  readonly name: string;
  /** True when its prices are made up by the demo's market; shown wherever they are. */
  readonly simulated: boolean;
  /** Lower wins when two sources report the same instrument for the same instant. */
  readonly priority: number;
}

/** Prices delivered through the API by an institution or an administrator. */
export const PUSHED = 'push' as SourceId;
/** The price of a position's own last trade, used until a first quote arrives (C14). */
export const TRADE = 'trade' as SourceId;

/** A less trusted source must be ahead by more than this before it takes over from a more trusted one. */
export const HYSTERESIS_MS = 12 * 60_000;

export const SourceStatus = {
  /** Not asked yet. */
  STARTING: 'STARTING',
  OK: 'OK',
  /** Failing in part, or only lately. */
  DEGRADED: 'DEGRADED',
  DOWN: 'DOWN',
} as const;
export type SourceStatus = (typeof SourceStatus)[keyof typeof SourceStatus];

/** How a source is doing, for whoever has to know. */
export interface SourceHealth {
  readonly id: SourceId;
  readonly name: string;
  readonly simulated: boolean;
  readonly status: SourceStatus;
  readonly lastSuccessAt: Date | null;
  /** The newest failure in words; kept after recovery. */
  readonly lastFailure: string | null;
}
