/**
 * What is worth asking a source for now, and in which order: a budget goes to what can have changed and was asked longest
 * ago, so that a source too small for everything still comes round to everything. And the arithmetic of it, for administrators.
 */
import { Freshness, freshnessAt } from '../domain/freshness.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { closeOf, expectedNavDay, isOpenAt, lastClosedSession, marketOf } from '../domain/market.js';
import { type Quote, QuoteKind } from '../domain/quote.js';
import type { SourcePlan } from '../domain/source.js';
import { QuotaWindow, type RawObservation, type Source } from './source.js';
import type { SymbolBook, SymbolInstrument } from './symbols.js';

/** While its stream told of a symbol within this, the symbol is not polled. */
const STREAM_FRESH_MS = 12 * 60_000;
/** Every so many cycles everything is asked all the same: a stream may be wrong, a NAV corrected, a price without a second opinion. */
const RECONCILE_EVERY = { plenty: 6, scarce: 36 } as const;
/** A closed market's last prices settle within this. */
const SETTLED_MS = 30 * 60_000;

export interface PlanTools {
  readonly symbols: SymbolBook;
  /** The price that stands. */
  readonly standing: (id: InstrumentId) => Quote | null;
  readonly priorityOf: (source: SourceId) => number;
  readonly now: () => Date;
}

export class AskingPlan {
  private cycles = 0;
  private readonly askedMs = new Map<string, number>();
  private readonly streamedMs = new Map<string, number>();

  constructor(
    private readonly source: Source,
    private readonly tools: PlanTools,
  ) {}

  /** Begins a cycle: the symbols worth asking for, the one asked longest ago first. */
  due(wanted: readonly string[]): readonly string[] {
    const isReconciling = this.cycles % (isScarce(this.source) ? RECONCILE_EVERY.scarce : RECONCILE_EVERY.plenty) === 0;
    this.cycles += 1;
    // A made-up market keeps no holidays and no hours.
    const isAll = isReconciling || this.source.info.simulated;
    const due = isAll ? [...wanted] : wanted.filter((symbol) => this.isWorthAsking(symbol));
    // One answer for everything is worth having once anything in it is.
    if (!Number.isFinite(this.source.capabilities.maxBatch)) return due.length > 0 ? wanted : due;
    return due.sort((one, other) => (this.askedMs.get(one) ?? 0) - (this.askedMs.get(other) ?? 0));
  }

  answered(symbols: readonly string[]): void {
    for (const symbol of symbols) this.askedMs.set(symbol, this.tools.now().getTime());
  }

  streamed(raws: readonly RawObservation[]): void {
    for (const raw of raws) if (raw.type === 'quote') this.streamedMs.set(raw.symbol, this.tools.now().getTime());
  }

  /** What the stream told before counts no more: it was away. */
  interrupted(): void {
    this.streamedMs.clear();
  }

  private isWorthAsking(symbol: string): boolean {
    const { symbols, standing, now } = this.tools;
    const at = now();
    const asked = this.askedMs.get(symbol);
    if (at.getTime() - (this.streamedMs.get(symbol) ?? Number.NEGATIVE_INFINITY) <= STREAM_FRESH_MS) return false;
    const instrument = symbols.resolve(this.source.info.id, symbol);
    const quote = instrument && standing(instrument.id);
    if (!instrument || !quote) return true;
    const market = marketOf(instrument);
    if (quote.kind === QuoteKind.NAV) return quote.valueDate < expectedNavDay(market, at);
    const closedAt = closeOf(market, lastClosedSession(market, at)).getTime();
    if (isOpenAt(market, at) === false && asked !== undefined && asked >= closedAt + SETTLED_MS) return false;
    return !(isScarce(this.source) && this.isInBetterHands(quote, instrument, at));
  }

  private isInBetterHands(quote: Quote, instrument: SymbolInstrument, at: Date): boolean {
    const isTrustedMore = this.tools.priorityOf(quote.source) < this.source.info.priority;
    return isTrustedMore && freshnessAt(quote, marketOf(instrument), at) === Freshness.FRESH;
  }
}

/** A source with a budget for the whole day is kept for what no better one has. */
function isScarce({ capabilities: { limits } }: Source): boolean {
  return limits.quota?.DAY !== undefined || limits.quota?.MONTH !== undefined;
}

const SPAN_S: Readonly<Record<QuotaWindow, number>> = { MINUTE: 60, HOUR: 3_600, DAY: 86_400, MONTH: 30 * 86_400 };

/**
 * Whether a source's budget carries everything it is to be asked for, and how often it comes round to all of it. What is asked alone
 * goes by its own interval and takes its share of each span's budget beforehand.
 */
export function planOf(source: Source, symbols: readonly string[], intervalS: number): SourcePlan {
  const { limits, alone: single } = source.capabilities;
  const wanted = [...symbols, ...(source.rateSymbols ?? [])];
  const alone = single ? wanted.filter(single.is).length : 0;
  const aloneS = single ? single.everyMs / 1000 : intervalS;
  const together = source.poll ? unitsOf(source, wanted.length - alone) : 0;
  const units = together + (source.poll ? alone : 0);
  const spans = Object.values(QuotaWindow).flatMap((span) => {
    const limit = limits.quota?.[span];
    return limit === undefined ? [] : [{ span, limit, ...paceOf({ together, alone, aloneS, limit, spanS: SPAN_S[span] }) }];
  });
  const late = spans.filter(({ roundS, isEveryS }) => roundS > (isEveryS ?? intervalS));
  const tightest = late.reduce<(typeof spans)[number] | null>((worst, each) => (each.roundS > (worst?.roundS ?? 0) ? each : worst), null);
  const besides = alone > 0 && together > 0 ? `, besides ${alone} asked alone every ${often(aloneS)}` : '';
  return {
    symbols: wanted.length,
    units,
    roundS: tightest?.roundS ?? (together === 0 && alone > 0 ? aloneS : intervalS),
    isEnough: tightest === null,
    message:
      tightest && (tightest.isEveryS ? shortage(tightest, units, tightest.isEveryS) : shortage(tightest, together, intervalS, besides)),
  };
}

function shortage(
  { limit, span, roundS }: { limit: number; span: QuotaWindow; roundS: number },
  units: number,
  wantedS: number,
  besides = '',
): string {
  return `${limit} a ${span.toLowerCase()} carry a round of ${units} every ${often(roundS)}${besides}, not every ${often(wantedS)}.`;
}

function unitsOf({ capabilities: { maxBatch, unitsPerSymbol } }: Source, symbols: number): number {
  if (unitsPerSymbol) return symbols * unitsPerSymbol;
  if (symbols === 0 && Number.isFinite(maxBatch)) return 0;
  return Number.isFinite(maxBatch) ? Math.ceil(symbols / Math.max(1, maxBatch)) : 1;
}

/** How often a budget carries a round; `isEveryS` when it does not even carry what is asked alone, and then of all together. */
function paceOf({
  together,
  alone,
  aloneS,
  limit,
  spanS,
}: {
  together: number;
  alone: number;
  aloneS: number;
  limit: number;
  spanS: number;
}): {
  readonly roundS: number;
  readonly isEveryS: number | null;
} {
  const left = limit - (alone * spanS) / aloneS;
  if (left > 0 && (together > 0 || alone === 0)) return { roundS: Math.ceil((together * spanS) / left), isEveryS: null };
  return { roundS: Math.ceil(((together + alone) * spanS) / limit), isEveryS: aloneS };
}

function often(seconds: number): string {
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} minutes` : `${(seconds / 3_600).toFixed(1).replace('.0', '')} hours`;
}
