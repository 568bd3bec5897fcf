/**
 * What ingestion asks of an origin of prices: raw observations in the source's own words, nothing else. A source knows
 * neither our instruments beyond the symbols it is handed, nor portfolios, nor the database.
 */
import type { Day } from '../domain/day.js';
import type { InstrumentKind } from '../domain/instrument.js';
import type { Adjustment, QuoteKind } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import type { SourceError, SourceErrorKind } from './source-error.js';

/** A price as the source wrote it. */
export interface RawQuote {
  readonly type: 'quote';
  readonly symbol: string;
  readonly kind: QuoteKind;
  /** Plain decimal text with the source's own digits. */
  readonly price: string;
  /** As spelled by the source, case kept: `GBp` is pence. Null: the instrument's own currency and quotation unit. */
  readonly currency: string | null;
  /** The instant of the price at the source; null for a kind dated by its day. */
  readonly observedAt: Date | null;
  /** The day of a NAV or close; null where the instant decides. */
  readonly valueDate: Day | null;
  /** In the same unit as `price`. */
  readonly previousClose: string | null;
  readonly previousCloseDate?: Day | null;
  readonly adjustment: Adjustment;
}

/** A rate as the source wrote it: `rate` units of `quote` for one unit of `base`. */
export interface RawRate {
  readonly type: 'rate';
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  readonly observedAt: Date | null;
  readonly valueDate: Day | null;
}

export type RawObservation = RawQuote | RawRate;

/** What a source says happened to a listing; never applied by ingestion. */
export type CorporateAction =
  | { readonly type: 'split'; readonly symbol: string; readonly day: Day; readonly numerator: string; readonly denominator: string }
  | { readonly type: 'dividend'; readonly symbol: string; readonly day: Day; readonly amount: string; readonly currency: string | null };

export interface PollResult {
  readonly observations: readonly RawObservation[];
  /** Asked for and silently left out of the answer. */
  readonly missing: readonly string[];
  readonly failures: readonly { readonly symbol?: string; readonly error: SourceError }[];
  /** Worth an administrator's look, for example a column nobody knows. */
  readonly warnings: readonly string[];
  readonly actions?: readonly CorporateAction[];
}

export const QuotaWindow = { MINUTE: 'MINUTE', HOUR: 'HOUR', DAY: 'DAY', MONTH: 'MONTH' } as const;
export type QuotaWindow = (typeof QuotaWindow)[keyof typeof QuotaWindow];
export type SourceQuota = Readonly<Partial<Record<QuotaWindow, number>>>;

export interface SourceCapabilities {
  readonly kinds: readonly (InstrumentKind | 'FX')[];
  /** Venues it covers. */
  readonly mics: readonly string[] | '*';
  /** Symbols per call of `poll`; Infinity: one call answers everything, whatever is asked. */
  readonly maxBatch: number;
  /** What one symbol costs of its budget; a call of any number costs 1 unless given. */
  readonly unitsPerSymbol?: number;
  /** Symbols that are asked one by one, and not again for so long, since what they say changes seldom. */
  readonly alone?: { readonly is: (symbol: string) => boolean; readonly everyMs: number };
  readonly stream: boolean;
  /** Symbols per call of `actions`, where one call answers for many: it is asked for all of them once a day. */
  readonly actionsPerCall?: number;
  /** How its history is adjusted; live prices never are. */
  readonly adjusted: Adjustment;
  /** Promised delay; null when it differs by venue. */
  readonly delayMinutes: number | null;
  readonly commercialUse: boolean;
  /** On what terms its prices may be used, in a few words. */
  readonly licence?: string;
  readonly limits: {
    /** The whole of one call, answer included. */
    readonly deadlineMs: number;
    /** Pause between two calls of one cycle. */
    readonly spacingMs: number;
    /** How much may be asked in a calendar minute, hour, day or month of UTC; calls unless the source charges otherwise. */
    readonly quota?: SourceQuota;
  };
}

/** Where a stream delivers. None of these may throw or wait. */
export interface StreamSink {
  observed(raws: readonly RawObservation[]): void;
  connected(): void;
  /** @param kind NETWORK unless the server said why it refuses us */
  disconnected(reason: string, kind?: SourceErrorKind): void;
  /** A frame that could not be read; it was ignored. */
  garbage(reason: string): void;
  /** Worth an administrator's look, for example a symbol the server refuses. */
  noted?(text: string): void;
}

export interface StreamHandle {
  /** The full list wanted from now on. */
  subscribe(symbols: readonly string[]): void;
  close(): Promise<void>;
}

export interface Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  /** Symbols asked for besides the instruments', such as currency pairs. */
  readonly rateSymbols?: readonly string[];
  /** @throws SourceError when nothing could be read; what fails for one symbol is in `failures`. */
  poll?(symbols: readonly string[], signal: AbortSignal): Promise<PollResult>;
  /** Splits and dividends of a period, both days included: proposals, which nothing applies by itself. */
  actions?(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult>;
  /** Both days included. */
  history?(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult>;
  open?(symbols: readonly string[], sink: StreamSink): StreamHandle;
}
