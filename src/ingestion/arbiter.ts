/**
 * Everything a verdict looks at besides the two observations: who is trusted how much, what is held, and what the other
 * sources last said. It changes nothing of the price book and of the holds; whoever asks does, when the verdict counts.
 */
import { Decimal } from '../domain/decimal.js';
import { type CandidateRate, pairKey } from '../domain/fx.js';
import type { Hold } from '../domain/hold.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { PriceBook } from '../domain/price-book.js';
import { type CandidateQuote, isDated, QuoteKind } from '../domain/quote.js';
import { isOf, isPushed, PUSH_PRIORITY, type SourceInfo } from '../domain/source.js';
import { LOSERS_MAX, type Loser, PRIORITY_PINNED, Rule } from '../domain/verdict.js';
import {
  type ArbitrationPolicy,
  arbitrate,
  isOutOfProportion,
  JUMP_FLOORS,
  jumpLimitOf,
  type Observation,
  observationOf,
  type Verdict,
} from './arbitrate.js';
import { isRate } from './normalise.js';
import type { SymbolBook } from './symbols.js';

/** Ranks a source that is not configured any more behind all others. */
const PRIORITY_UNKNOWN = 32_767;

export interface ArbiterOptions {
  readonly book: PriceBook;
  readonly symbols: SymbolBook;
  /** Whether a source does not answer any more. */
  readonly isDown?: ((source: SourceId) => boolean) | undefined;
  /** Of a day, as a share of the price; null: not known. */
  readonly volatilityOf?: ((id: InstrumentId) => number | null) | undefined;
  /** Whether sources are being asked for splits of it. */
  readonly isAskingForSplits?: ((id: InstrumentId) => boolean) | undefined;
  /** Known from the start, so that incumbents loaded from the database are ranked before their source reports again. */
  readonly sources?: readonly SourceInfo[] | undefined;
}

export class Arbiter {
  /** Figures waiting for confirmation, by subject: an instrument's id, or a pair such as EURUSD. */
  readonly holds = new Map<string, Hold>();
  private readonly priorities = new Map<SourceId, number>();
  /** What other sources last said of each thing and was not taken: the losers of the next verdict. */
  private readonly rivals = new Map<string, Map<SourceId, Loser>>();

  constructor(private readonly options: ArbiterOptions) {
    for (const source of options.sources ?? []) this.rank(source);
  }

  rank(source: SourceInfo): void {
    this.priorities.set(source.id, source.priority);
  }

  /** What stands in the price book. */
  incumbentOf(candidate: CandidateQuote | CandidateRate): Observation | null {
    const { book } = this.options;
    const found = isRate(candidate) ? book.rate(candidate.base, candidate.quote) : book.quote(candidate.instrumentId);
    return found && observationOf(found);
  }

  judge(
    candidate: CandidateQuote | CandidateRate,
    observation: Observation,
    given: { readonly incumbent: Observation | null; readonly hold: Hold | null; readonly confirmed: boolean },
  ): Verdict {
    const verdict = arbitrate(given.incumbent, observation, this.policy(candidate), given);
    const isOfMany = verdict.outcome === IngestOutcome.CURRENT && (verdict.rule === Rule.NEWER || verdict.rule === Rule.PRIORITY);
    if (!isOfMany || given.confirmed || !this.isOutvoted(subjectOf(candidate), observation, given.incumbent)) return verdict;
    return { outcome: IngestOutcome.HISTORY, rule: Rule.OUTVOTED, hold: given.hold };
  }

  /** Whether what is held of it, perhaps by another instance, can matter for the verdict. */
  isOutOfProportion(candidate: CandidateQuote | CandidateRate, observation: Observation): boolean {
    return isOutOfProportion(this.incumbentOf(candidate), observation, this.policy(candidate));
  }

  /** Two other sources of the same minutes agree with each other and not with this one: of three, the one in the middle stands. */
  private isOutvoted(key: string, observation: Observation, incumbent: Observation | null): boolean {
    const rivals = this.rivals.get(key);
    if (!rivals || rivals.size === 0) return false;
    const votes = [...rivals.values()]
      .filter(({ source }) => source !== observation.source && source !== incumbent?.source)
      .map(({ price, observedAt }) => ({ figure: new Decimal(price), observedAt: new Date(observedAt) }));
    if (incumbent && incumbent.source !== observation.source) votes.push(incumbent);
    const fresh = votes.filter(({ observedAt }) => isSameMinutes(observedAt, observation.observedAt)).map(({ figure }) => figure);
    const against = fresh.filter((figure) => disagree(figure, observation.figure));
    return against.some((one, place) => against.slice(place + 1).some((other) => !disagree(one, other)));
  }

  /** The other source's word of the same time, when it differs by more than it should; null: they agree, or say nothing of each other. */
  contradictionOf(observation: Observation, incumbent: Observation | null): Observation | null {
    if (!incumbent || incumbent.source === observation.source || incumbent.kind !== observation.kind) return null;
    const isOfOneDay = incumbent.valueDate === observation.valueDate;
    const areOfOneTime = isSameMinutes(incumbent.observedAt, observation.observedAt);
    const isDatedKind = observation.kind !== null && isDated(observation.kind);
    const isRateOfDay = observation.kind === null && isOfOneDay && !areOfOneTime;
    if (!(isDatedKind ? isOfOneDay : areOfOneTime || isRateOfDay)) return null;
    // Rates of one day are published at several hours: by what they move in between they do not contradict each other.
    const limit = isRateOfDay ? JUMP_FLOORS.FX : observation.kind === QuoteKind.NAV ? NAV_DISAGREEMENT : DISAGREEMENT;
    return disagree(observation.figure, incumbent.figure, limit) ? incumbent : null;
  }

  /** The newest word of each other source that did not become this price, the one it replaced included. */
  losersOf(key: string, winner: Observation, incumbent: Observation | null): Loser[] {
    const isAlone = !this.rivals.has(key) && (!incumbent || incumbent.source === winner.source);
    if (isAlone) return [];
    const rivals = this.rivalsOf(key);
    rivals.delete(winner.source);
    const losers = [...rivals.values()];
    const replaced = incumbent && incumbent.source !== winner.source ? loserOf(incumbent) : null;
    if (replaced) rivals.set(incumbent?.source as SourceId, replaced);
    return [...(replaced ? [replaced] : []), ...losers.filter(({ source }) => source !== replaced?.source)].slice(0, LOSERS_MAX);
  }

  /** It did not become the price. */
  noteLoser(key: string, observation: Observation): void {
    this.rivalsOf(key).set(observation.source, loserOf(observation));
  }

  private rivalsOf(key: string): Map<SourceId, Loser> {
    const known = this.rivals.get(key) ?? new Map<SourceId, Loser>();
    if (known.size === 0) this.rivals.set(key, known);
    return known;
  }

  /** The candidate's place in the order of trust, as it is stored: a pinned source goes before all others. */
  placeOf(candidate: CandidateQuote | CandidateRate): number {
    const pinned = this.pinOf(candidate);
    return pinned && isOf(pinned, candidate.source) ? PRIORITY_PINNED : this.priorityOf(candidate.source);
  }

  /** Of the candidate's day: before the one a source was pinned from, all of them count. */
  private pinOf(candidate: CandidateQuote | CandidateRate): SourceId | null {
    const { symbols } = this.options;
    const { valueDate } = candidate;
    if (isRate(candidate)) return symbols.pinnedRate(candidate.base, candidate.quote, valueDate);
    return symbols.pinnedSource(candidate.instrumentId, valueDate);
  }

  /** What the inverse of the pair, or a cross of others, says of it; as old as the oldest of them. */
  impliedOf(candidate: CandidateRate): Observation | null {
    const { book } = this.options;
    const implied = book.rate(candidate.base, candidate.quote) ? null : book.cross(candidate.base, candidate.quote);
    const [oldest] = [...(implied?.legs ?? [])].sort((one, other) => one.observedAt.getTime() - other.observedAt.getTime());
    return implied && oldest ? { ...observationOf(oldest), figure: implied.numerator.div(implied.denominator) } : null;
  }

  private policy(candidate: CandidateQuote | CandidateRate): ArbitrationPolicy {
    const { symbols, isDown, volatilityOf, isAskingForSplits } = this.options;
    const { priorityOf } = this;
    const pinned = this.pinOf(candidate);
    if (isRate(candidate)) return { pinned, implied: this.impliedOf(candidate), jumpLimit: jumpLimitOf('FX', null), priorityOf, isDown };
    const id = candidate.instrumentId;
    const instrument = symbols.instrument(id);
    return {
      pinned,
      splits: instrument?.splits,
      proposedSplits: symbols.proposedSplitsOf(id),
      isAskingForSplits: isAskingForSplits?.(id),
      jumpLimit: jumpLimitOf(instrument?.kind ?? 'EQUITY', volatilityOf?.(id) ?? null),
      priorityOf,
      isDown,
    };
  }

  /** A source that is no longer configured is trusted least. */
  private readonly priorityOf = (source: SourceId): number =>
    this.priorities.get(source) ?? (isPushed(source) ? PUSH_PRIORITY : PRIORITY_UNKNOWN);
}

/** Observations this near in time speak of the same price. */
const SAME_MS = 120_000;
/** Two sources that differ by more disagree; of a NAV, beyond rounding. */
const DISAGREEMENT = 0.005;
const NAV_DISAGREEMENT = 0.0005;

function isSameMinutes(one: Date, other: Date): boolean {
  return Math.abs(one.getTime() - other.getTime()) <= SAME_MS;
}

function disagree(one: Decimal, other: Decimal, limit = DISAGREEMENT): boolean {
  return one.minus(other).abs().gt(other.times(limit));
}

/** What a candidate is about: an instrument's id, or a pair. */
export function subjectOf(candidate: CandidateQuote | CandidateRate): string {
  return isRate(candidate) ? pairKey(candidate.base, candidate.quote) : candidate.instrumentId;
}

function loserOf({ source, figure, observedAt }: Observation): Loser {
  return { source, price: figure.toFixed(), observedAt: observedAt.toISOString() };
}
