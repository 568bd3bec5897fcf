/** What one pass over a batch has decided so far; nothing of it counts before the store has answered. */
import { type FxRate, pairKey } from '../domain/fx.js';
import type { Hold } from '../domain/hold.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { Quote } from '../domain/quote.js';
import { type Observation, observationOf } from './arbitrate.js';
import { IngestReason, type IngestResult } from './result.js';
import { isRankedQuote, isRankedRate, type RankedCandidate, type StoreRequest, type StoreResult } from './store.js';

/** A candidate on its way, with the place its result belongs to. */
export interface Placed {
  readonly index: number;
  readonly key: string;
  readonly candidate: RankedCandidate;
  readonly observation: Observation;
}

const WITHDRAWN_MESSAGE = 'It has been taken back or corrected here, and does not count again by being said again.';

export class Work {
  readonly current = new Map<string, Placed>();
  readonly history: Placed[] = [];
  readonly holds = new Map<string, Hold | null>();
  private readonly settledResults: (IngestResult | undefined)[];

  constructor(private readonly count: number) {
    this.settledResults = new Array(count);
  }

  settle(index: number, outcome: IngestOutcome, reason: string, message: string): void {
    this.settledResults[index] = { index, outcome, reason, message };
  }

  request(): StoreRequest {
    const current = [...this.current.values()].map(({ candidate }) => candidate);
    const history = this.history.map(({ candidate }) => candidate);
    return {
      current: current.filter(isRankedQuote),
      history: history.filter(isRankedQuote),
      currentRates: current.filter(isRankedRate),
      historyRates: history.filter(isRankedRate),
    };
  }

  /** Compared by what was observed: the store may also return a current price that a late one has merely corrected. */
  stored(answer: StoreResult): void {
    const quotes = new Map(answer.quotes.map((quote) => [quote.instrumentId as string, quote]));
    const rates = new Map(answer.rates.map((rate) => [pairKey(rate.base, rate.quote), rate]));
    for (const { index, key, observation } of this.current.values()) {
      const quote = quotes.get(key);
      const rate = rates.get(key);
      if (quote && isOf(quote, observation)) this.attach(index, { quote });
      else if (rate && isOf(rate, observation)) this.attach(index, { rate });
      else this.settle(index, IngestOutcome.HISTORY, IngestReason.LOST_IN_STORE, 'A newer one stands in the database.');
    }
    const withdrawn = new Set(answer.withdrawn);
    for (const { index, candidate } of withdrawn.size > 0 ? [...this.current.values(), ...this.history] : [])
      if (withdrawn.has(candidate)) this.settle(index, IngestOutcome.DUPLICATE, IngestReason.WITHDRAWN, WITHDRAWN_MESSAGE);
  }

  results(): IngestResult[] {
    return Array.from({ length: this.count }, (_, index) => this.settledResults[index] as IngestResult);
  }

  private attach(index: number, accepted: { quote?: Quote; rate?: FxRate }): void {
    this.settledResults[index] = { ...(this.settledResults[index] as IngestResult), ...accepted };
  }
}

function isOf(accepted: Quote | FxRate, observation: Observation): boolean {
  const { source, observedAt, figure } = observationOf(accepted);
  return source === observation.source && observedAt.getTime() === observation.observedAt.getTime() && figure.eq(observation.figure);
}
