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

/** Whether a source's budget carries everything it is to be asked for, and how often it comes round to all of it. */
export function planOf(source: Source, symbols: number, intervalS: number): SourcePlan {
  const { maxBatch, limits, unitsPerSymbol } = source.capabilities;
  const pairs = source.rateSymbols?.length ?? 0;
  const everything = Number.isFinite(maxBatch) ? Math.ceil((symbols + pairs) / Math.max(1, maxBatch)) : 1;
  const units = source.poll ? (unitsPerSymbol ? (symbols + pairs) * unitsPerSymbol : everything) : 0;
  const spans = Object.values(QuotaWindow).flatMap((span) => {
    const limit = limits.quota?.[span];
    return limit === undefined ? [] : [{ span, limit, roundS: Math.ceil((units * SPAN_S[span]) / limit) }];
  });
  const tightest = spans.reduce<(typeof spans)[number] | null>((worst, each) => (each.roundS > (worst?.roundS ?? 0) ? each : worst), null);
  const isEnough = !tightest || tightest.roundS <= intervalS;
  const often = (seconds: number) => (seconds < 5_400 ? `${Math.ceil(seconds / 60)} minutes` : `${(seconds / 3_600).toFixed(1)} hours`);
  const words = tightest
    ? `${tightest.limit} a ${tightest.span.toLowerCase()} carry a round of ${units} every ${often(tightest.roundS)}, not every ${often(intervalS)}.`
    : '';
  return {
    symbols: symbols + pairs,
    units,
    roundS: isEnough ? intervalS : (tightest?.roundS ?? intervalS),
    isEnough,
    message: isEnough ? null : words,
  };
}
