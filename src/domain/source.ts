/** Where prices come from, and how far each origin is trusted. */
import { InvalidInput } from './errors.js';
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

/** Prices delivered through the API by an administrator; an institution that delivers them has a source of its own beneath it. */
export const PUSHED = 'push' as SourceId;
export const PUSH_PRIORITY = 1;
/** What the id of an institution's source ends in. */
const PUSHER = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const PUSHER_CHARS_MAX = 34;

/** Whether its prices come through the API: an administrator's or an institution's. */
export function isPushed(id: SourceId): boolean {
  return id.startsWith(PUSHED) && (id.length === PUSHED.length || id[PUSHED.length] === '-');
}

/** Whether what `id` says is said by `whole`: all that is pushed is of `push`. */
export function isOf(whole: SourceId, id: SourceId): boolean {
  return whole === id || (whole === PUSHED && isPushed(id));
}

export function pushedInfo(id: SourceId, name: string = id): SourceInfo {
  return { id, name, simulated: false, priority: PUSH_PRIORITY };
}

/** `push-acme` of `acme`. @throws InvalidInput */
export function parsePusher(text: string, field = 'source'): SourceId {
  if (!PUSHER.test(text) || text.length > PUSHER_CHARS_MAX) {
    throw new InvalidInput(
      field,
      'SOURCE',
      `${field} must be letters a to z, digits and single hyphens, ${PUSHER_CHARS_MAX} characters at most, such as acme-funds.`,
    );
  }
  return `${PUSHED}-${text}` as SourceId;
}

/** The same of an institution's name, as far as it can be spelled so, and an ending; null: there is neither. */
export function pusherNamed(name: string, ending: string): SourceId;
export function pusherNamed(name: string): SourceId | null;
export function pusherNamed(name: string, ending = ''): SourceId | null {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const room = PUSHER_CHARS_MAX - (ending ? ending.length + 1 : 0);
  const spelled = words.join('-').slice(0, room).replace(/-$/, '');
  const parts = [spelled, ending].filter(Boolean);
  return parts.length === 0 ? null : (`${PUSHED}-${parts.join('-')}` as SourceId);
}

/** What trust `id` has among `sources`; null: it is not one that runs here. */
export function priorityIn(sources: readonly SourceInfo[], id: SourceId | null): number | null {
  const priority = sources.find((source) => source.id === id)?.priority ?? null;
  return priority ?? (id && isPushed(id) ? PUSH_PRIORITY : null);
}
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

/** Of a source that was not heard of yet. */
export function healthAtFirst({ id, name, simulated }: SourceInfo): SourceHealth {
  return {
    id,
    name,
    simulated,
    status: SourceStatus.STARTING,
    lastAttemptAt: null,
    lastSuccessAt: null,
    lastFailure: null,
    lastFailureAt: null,
    pausedUntil: null,
    successes: 0,
    failures: 0,
    accepted: 0,
    rejected: 0,
    garbage: 0,
    latencyMs: null,
  };
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
