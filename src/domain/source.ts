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

/** What a source covers and on what terms; fixed while the program runs. */
export interface SourceProfile extends SourceInfo {
  readonly kinds: readonly string[];
  /** Venues by their MIC; null: any. */
  readonly mics: readonly string[] | null;
  readonly hasStream: boolean;
  readonly hasHistory: boolean;
  readonly delayMinutes: number | null;
  readonly commercialUse: boolean;
  readonly licence: string | null;
}

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
  readonly lastAttemptAt: Date | null;
  readonly lastSuccessAt: Date | null;
  /** The newest failure in words; kept after recovery. */
  readonly lastFailure: string | null;
  readonly lastFailureAt: Date | null;
  /** It is not asked before this, at its own wish. */
  readonly pausedUntil: Date | null;
  /** Cycles that brought something, and cycles or streams that failed. */
  readonly successes: number;
  readonly failures: number;
  /** Observations that were taken in: current, history or repeated. */
  readonly accepted: number;
  /** Observations that were refused or are held. */
  readonly rejected: number;
  /** Frames of a stream that could not be read. */
  readonly garbage: number;
  /** Of the last successful cycle. */
  readonly latencyMs: number | null;
}

/** What is counted of a source; each only grows while a process lives. */
export const SOURCE_COUNTERS = ['successes', 'failures', 'accepted', 'rejected', 'garbage'] as const;
export type SourceCounts = Pick<SourceHealth, (typeof SOURCE_COUNTERS)[number]>;

/** What came of a source within an hour of UTC, over every instance. */
export interface SourceHour extends SourceCounts {
  readonly startsAt: Date;
  /** Of the slowest successful cycle; null without one. */
  readonly latencyMsMax: number | null;
}

/** Whether a source's budget carries what it is asked for. */
export interface SourcePlan {
  readonly symbols: number;
  /** What one round of everything costs of its budget. */
  readonly units: number;
  /** How often it comes round to everything, at best; what is streamed or cannot have changed costs nothing. */
  readonly roundS: number;
  readonly isEnough: boolean;
  /** Where the budget is not enough, the arithmetic of it. */
  readonly message: string | null;
}

/** A change of a source's status. */
export interface SourceEvent {
  readonly source: SourceId;
  readonly at: Date;
  readonly status: SourceStatus;
  /** What went wrong; null when it went well. */
  readonly failure: string | null;
}
