/**
 * Everything a verdict looks at besides the two observations: who is trusted how much, what is held, and what the other
 * sources last said. It changes nothing of the price book and of the holds; whoever asks does, when the verdict counts.
 */
import { type CandidateRate, pairKey } from '../domain/fx.js';
import type { SourceId } from '../domain/ids.js';
import type { PriceBook } from '../domain/price-book.js';
import type { CandidateQuote } from '../domain/quote.js';
import type { SourceInfo } from '../domain/source.js';
import { LOSERS_MAX, type Loser, PRIORITY_PINNED } from '../domain/verdict.js';
import { type ArbitrationPolicy, arbitrate, type Hold, JUMP_LIMITS, type Observation, observationOf, type Verdict } from './arbitrate.js';
import { isRate } from './normalise.js';
import type { SymbolBook } from './symbols.js';

/** Ranks a source that is not configured any more behind all others. */
const PRIORITY_UNKNOWN = 32_767;

export interface ArbiterOptions {
  readonly book: PriceBook;
  readonly symbols: SymbolBook;
  /** Whether a source does not answer any more. */
  readonly isDown?: ((source: SourceId) => boolean) | undefined;
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
    return arbitrate(given.incumbent, observation, this.policy(candidate), given);
  }

  /** The newest word of each other source that did not become this price, the one it replaced included. */
  losersOf(key: string, winner: Observation, incumbent: Observation | null): Loser[] {
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
  placeOf(candidate: CandidateQuote | CandidateRate, source: SourceInfo): number {
    return !isRate(candidate) && this.pinOf(candidate) === source.id ? PRIORITY_PINNED : source.priority;
  }

  private pinOf({ instrumentId }: CandidateQuote): SourceId | null {
    return this.options.symbols.instrument(instrumentId)?.pinnedSource ?? null;
  }

  private policy(candidate: CandidateQuote | CandidateRate): ArbitrationPolicy {
    const kind = isRate(candidate) ? 'FX' : this.options.symbols.instrument(candidate.instrumentId)?.kind;
    return {
      pinned: isRate(candidate) ? null : this.pinOf(candidate),
      jumpLimit: JUMP_LIMITS[kind ?? 'EQUITY'],
      // A source that is no longer configured is trusted least.
      priorityOf: (source) => this.priorities.get(source) ?? PRIORITY_UNKNOWN,
      isDown: this.options.isDown,
    };
  }
}

/** What a candidate is about: an instrument's id, or a pair. */
export function subjectOf(candidate: CandidateQuote | CandidateRate): string {
  return isRate(candidate) ? pairKey(candidate.base, candidate.quote) : candidate.instrumentId;
}

function loserOf({ source, figure, observedAt }: Observation): Loser {
  return { source, price: figure.toFixed(), observedAt: observedAt.toISOString() };
}
