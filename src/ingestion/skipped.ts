/**
 * Symbols a source does not know or does not cover: left out for a day, since asking again costs budget and brings nothing. Kept
 * where every instance reads them, so that neither a restart nor another holder asks at once, and an administrator sees them.
 */
import type { SourceId } from '../domain/ids.js';
import type { IngestionLog } from './log.js';
import { SOURCE_ERROR_POLICY, type SourceError, type SourceErrorKind } from './source-error.js';

/** Symbols remembered per source. */
const SKIPPED_MAX = 10_000;

export interface SkippedSymbol {
  readonly symbol: string;
  readonly kind: SourceErrorKind;
  readonly until: Date;
}

export interface SkippedStore {
  remember(source: SourceId, skipped: SkippedSymbol): Promise<void>;
  /** Those whose time is not over. */
  recall(source: SourceId): Promise<readonly SkippedSymbol[]>;
}

export class SkippedSymbols {
  private untilMs = new Map<string, number>();

  constructor(
    private readonly options: {
      readonly source: SourceId;
      readonly store?: SkippedStore | undefined;
      readonly now: () => Date;
      readonly log: IngestionLog;
    },
  ) {}

  /** Reads again what all instances know; what an administrator has let be asked again is asked. */
  async refresh(): Promise<void> {
    const { source, store, now, log } = this.options;
    const nowMs = now().getTime();
    for (const [symbol, untilMs] of this.untilMs) if (untilMs <= nowMs) this.untilMs.delete(symbol);
    if (!store) return;
    try {
      const known = await store.recall(source);
      this.untilMs = new Map(known.map(({ symbol, until }) => [symbol, until.getTime()]));
    } catch (error) {
      log.warn({ err: error, source }, 'Which symbols are left out could not be read again; the known ones are.');
    }
  }

  has(symbol: string): boolean {
    return this.untilMs.has(symbol);
  }

  /** Leaves the symbol out when that is what the failure means. */
  async note(symbol: string, { kind }: SourceError): Promise<void> {
    const { source, store, now, log } = this.options;
    const { skipSymbolMs } = SOURCE_ERROR_POLICY[kind];
    if (skipSymbolMs === null || this.untilMs.size >= SKIPPED_MAX) return;
    const until = new Date(now().getTime() + skipSymbolMs);
    this.untilMs.set(symbol, until.getTime());
    await store?.remember(source, { symbol, kind, until }).catch((error: unknown) => {
      log.warn({ err: error, source, symbol }, 'That a symbol is left out could not be kept.');
    });
  }
}
