/**
 * Streamed prices that are told before they are stored (decision 12). In the plain case, a later price of the same day that
 * nothing speaks against, the row can only repeat what is known here, so readers need not wait for it. Invariants: what is
 * told is in the price book first; it is stored within `storeMs`, and while a store fails or hangs nothing more is told
 * ahead, unless it is known to be away, out of reach or out of room: then there is nothing to wait for, and the newest of each
 * instrument is kept for it; where the database decides otherwise, readers are told what stands.
 */
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { PriceBook } from '../domain/price-book.js';
import { type CandidateQuote, isOwnWord, type Quote, saysTheSame } from '../domain/quote.js';
import type { Ranked } from '../domain/ranked.js';
import type { SourceInfo } from '../domain/source.js';
import { RULE_MESSAGES, Rule } from '../domain/verdict.js';
import { here, type Place, step } from '../telemetry/trace.js';
import type { Arbiter } from './arbiter.js';
import { observationOf } from './arbitrate.js';
import { isRate, isRejection, normalise } from './normalise.js';
import type { IngestResult } from './result.js';
import type { RawObservation } from './source.js';
import type { SymbolBook } from './symbols.js';

/** Prices told and not yet given to the store: a whole refresh. More wait until they are stored before they are told. */
export const AHEAD_MAX = 20_000;
/** Instruments given to the store in one unit of work. */
const PART_MAX = 500;
/** Prices of the past given to the store at once: so many are stored well within the time a statement has. */
const HISTORY_MAX = 5000;
/** A store that takes longer is in trouble, and what comes meanwhile waits for it. */
const STORE_MS_MAX = 2000;
/** Pause after a store that failed. */
const RETRY_MS = 1000;

interface Told {
  readonly candidate: Ranked<CandidateQuote>;
  readonly quote: Quote;
  /** In the trace it came in; null: it is in none. */
  readonly place: Place | null;
}

/** What the store is asked for. */
export interface AheadPart {
  readonly current: readonly Ranked<CandidateQuote>[];
  readonly history: readonly Ranked<CandidateQuote>[];
  /** Instruments whose current price is to be told again: the database decided otherwise than was told. */
  readonly again: readonly InstrumentId[];
  /** The prices they were told instead. */
  readonly refused: readonly Quote[];
  /** In the trace of the first of them that is in one. */
  readonly place: Place | null;
}

/** What was told of the very moments that others are about to be stored of. */
export interface Released {
  readonly told: ReadonlyMap<InstrumentId, Told>;
  readonly history: readonly Ranked<CandidateQuote>[];
}

export interface AheadOptions {
  readonly book: PriceBook;
  readonly symbols: SymbolBook;
  readonly arbiter: Arbiter;
  readonly now: () => Date;
  /** Whether all other instances hear what is told: else it would die with this one. */
  readonly isHeard?: () => boolean;
  /** Whether the store is known to be out of reach, or to have refused what it was last given. */
  readonly isAway?: () => boolean;
  /** Longest time between telling and storing; 0: nothing is told ahead. */
  readonly storeMs: number;
  /** Something is due to be stored. */
  readonly onDue: () => void;
}

export class Ahead {
  /** The newest of each instrument that was told and is not being stored yet. */
  private pending = new Map<InstrumentId, Told>();
  /** Told, and passed by a newer one since. */
  private passed: Ranked<CandidateQuote>[] = [];
  /** What the database refused and readers are shown still. */
  private refused = new Map<InstrumentId, Quote>();
  /**
   * Sources with a price that has to be stored before it is told, and instruments with one that is yet to be judged: later ones
   * wait for it, so that none overtakes another.
   */
  private readonly waiting = new Set<SourceId | InstrumentId>();
  private storing: ReadonlyMap<InstrumentId, Told> | null = null;
  /** On the monotonic clock: when the oldest that is not stored was told; infinite when there is none. */
  private oldestMs = Number.POSITIVE_INFINITY;
  private storingSinceMs = Number.POSITIVE_INFINITY;
  private isSuspended = false;
  private isDueNow = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: AheadOptions) {}

  /** Puts the price into the book and returns it with its result, to be published; null: it has to be stored first. */
  tell(source: SourceInfo, raw: RawObservation): { readonly quote: Quote; readonly result: IngestResult } | null {
    if (raw.type !== 'quote' || !this.isOpen()) return null;
    const { book, symbols, arbiter, now } = this.options;
    const candidate = step('normalise', {}, () => normalise(raw, source, symbols, now()));
    if (isRejection(candidate) || isRate(candidate)) return null;
    if (this.waiting.has(source.id) || this.waiting.has(candidate.instrumentId)) {
      // Another source's price of the instrument must not overtake it either.
      this.waiting.add(candidate.instrumentId);
      return null;
    }
    arbiter.rank(source);
    const incumbent = book.quote(candidate.instrumentId);
    const hold = arbiter.holds.get(candidate.instrumentId) ?? null;
    const [before, observation] = [incumbent && observationOf(incumbent), observationOf(candidate)];
    const { rule, outcome } = step('arbitrate', {}, () =>
      arbiter.judge(candidate, observation, { incumbent: before, hold, confirmed: false }),
    );
    const isCurrent = outcome === IngestOutcome.CURRENT;
    if (!isCurrent || !incumbent || hold || rule !== Rule.NEWER || !isPlain(incumbent, candidate)) {
      // What cannot be stored yet comes back later, and nothing of its source waits for it.
      if (isCurrent && !this.isAway()) this.waiting.add(source.id);
      if (outcome !== IngestOutcome.HISTORY && outcome !== IngestOutcome.DUPLICATE) this.waiting.add(candidate.instrumentId);
      return null;
    }
    const losers = arbiter.losersOf(candidate.instrumentId, observation, before);
    const quote = follow(incumbent, candidate, (incumbent.ahead ?? 0) + 1);
    book.put(quote);
    const ranked = { ...candidate, priority: arbiter.placeOf(candidate), verdict: { rule, losers } };
    this.keep({ candidate: ranked, quote, place: here() });
    return { quote, result: { index: 0, outcome, reason: rule, message: RULE_MESSAGES[rule], quote } };
  }

  /** What is shown here is stored like what was told here; of what another instance had passed, it alone knew. */
  adopt(quotes: readonly Quote[]): void {
    const { arbiter } = this.options;
    for (const quote of quotes) {
      const { instrumentId: id } = quote;
      if (this.pending.has(id) || this.storing?.has(id) || !this.isShown(quote)) continue;
      const candidate = candidateOf(quote);
      const losers = arbiter.losersOf(id, observationOf(quote), null);
      const ranked = { ...candidate, priority: arbiter.placeOf(candidate), verdict: { rule: Rule.NEWER, losers } };
      this.keep({ candidate: ranked, quote, place: null });
    }
  }

  /** What had to be stored first has been. */
  waitNoMore(): void {
    this.waiting.clear();
  }

  isDue(): boolean {
    if (this.size === 0) return false;
    // After a failure it is tried again in its time, however much waits.
    const isMuch = !this.isSuspended && this.pending.size + this.passed.length >= AHEAD_MAX / 2;
    return this.isDueNow || isMuch || performance.now() - this.oldestMs >= this.options.storeMs;
  }

  /** What waits is due at once. */
  hurry(): void {
    this.isDueNow = this.size > 0;
  }

  /** What is to be stored now; `stored` or `failed` has to follow. */
  take(): AheadPart {
    const storing = new Map<InstrumentId, Told>();
    for (const [id, told] of this.pending) {
      if (storing.size === PART_MAX) break;
      storing.set(id, told);
      this.pending.delete(id);
    }
    // What was passed goes with what passed it.
    const isLast = this.pending.size === 0;
    const [theirs, others] = isLast ? [this.passed, []] : partition(this.passed, ({ instrumentId }) => storing.has(instrumentId));
    const [history, left] = [theirs.slice(0, HISTORY_MAX), theirs.slice(HISTORY_MAX)];
    const told = [...storing.values()];
    const place = told.find((each) => each.place)?.place ?? null;
    // Passed since by a price that another instance may have told, it is shown to nobody any more.
    const refused = [...this.refused.values()].filter((quote) => this.isShown(quote));
    const again = refused.map(({ instrumentId }) => instrumentId);
    const part = { current: told.map(({ candidate }) => candidate), history, again, refused, place };
    this.storing = storing;
    this.storingSinceMs = performance.now();
    this.passed = [...left, ...others];
    this.refused = new Map();
    if (isLast && left.length === 0) this.rest();
    return part;
  }

  /** The store has answered: takes back what it refused, and recorded as of the past, where that is still shown. */
  stored(quotes: readonly Quote[]): void {
    const accepted = new Map(quotes.map((quote) => [quote.instrumentId, quote]));
    for (const [id, { candidate, quote }] of this.storing ?? []) {
      const answer = accepted.get(id);
      if (!answer || !isOf(answer, candidate)) this.takeBack(quote);
    }
    this.storing = null;
    this.storingSinceMs = Number.POSITIVE_INFINITY;
    this.isSuspended = false;
    // Of what is due a part may be left, and then it is due still.
    if (this.size > 0 && !this.isDue()) this.due(this.refused.size > 0 ? 0 : this.options.storeMs);
  }

  /** It is tried again, and until then nothing more is told ahead. @returns what of it is shown, to be told once more */
  failed(part: AheadPart): Quote[] {
    const shown = [...(this.storing?.values() ?? [])].map(({ quote }) => quote).filter((quote) => this.isShown(quote));
    for (const [id, told] of this.storing ?? []) {
      if (this.pending.has(id)) this.pass(told.candidate);
      else this.pending.set(id, told);
    }
    for (const candidate of part.history) this.pass(candidate);
    for (const quote of part.refused) this.refused.set(quote.instrumentId, quote);
    this.storing = null;
    this.storingSinceMs = Number.POSITIVE_INFINITY;
    this.isSuspended = true;
    this.rest();
    this.due(RETRY_MS);
    return shown;
  }

  /**
   * What a source said of the same moment as one of the candidates goes into their store as history, before them: stored later, it
   * would undo its own correction. `releasedStored` or `releasedFailed` has to follow.
   */
  release(candidates: readonly CandidateQuote[]): Released {
    const moments = new Set(candidates.map(momentOf));
    const told = new Map([...this.pending].filter(([, { candidate }]) => moments.has(momentOf(candidate))));
    for (const id of told.keys()) this.pending.delete(id);
    const [same, others] = partition(this.passed, (candidate) => moments.has(momentOf(candidate)));
    this.passed = others;
    return { told, history: [...same, ...[...told.values()].map(({ candidate }) => candidate)] };
  }

  releasedStored({ told }: Released, quotes: readonly Quote[]): void {
    const answered = new Set(quotes.map(({ instrumentId }) => instrumentId));
    for (const [id, { quote }] of told) if (!answered.has(id)) this.takeBack(quote);
    if (this.refused.size > 0) this.due(0);
  }

  releasedFailed({ told, history }: Released): void {
    for (const candidate of history) {
      const { instrumentId } = candidate;
      const one = told.get(instrumentId);
      if (one?.candidate === candidate) this.keep(one);
      else this.pass(candidate);
    }
  }

  /**
   * What readers are to be told of what any store has answered: where a later price of the instrument has been told ahead,
   * that one, as following the new row; so that nobody goes back in time.
   */
  rebased(quotes: readonly Quote[]): Quote[] {
    return quotes.map((quote) => {
      const told = this.pending.get(quote.instrumentId);
      if (!told || told.quote.observedAt <= quote.observedAt) return quote;
      const isSameDay = quote.valueDate === told.quote.valueDate;
      const place = told.quote.ahead ?? 1;
      const rebased = isSameDay ? follow(quote, told.candidate, place) : { ...told.quote, revision: quote.revision };
      this.pending.set(quote.instrumentId, { ...told, quote: rebased });
      return rebased;
    });
  }

  get size(): number {
    return this.pending.size + this.passed.length + this.refused.size;
  }

  /** The database decided otherwise than was told: readers to whom it is still shown are told what stands. */
  private takeBack(quote: Quote): void {
    if (this.isShown(quote)) this.refused.set(quote.instrumentId, quote);
  }

  private isShown(told: Quote): boolean {
    const shown = this.options.book.quote(told.instrumentId);
    return Boolean(shown?.ahead) && saysTheSame(shown as Quote, told);
  }

  private isOpen(): boolean {
    const { storeMs, isHeard } = this.options;
    if (storeMs === 0 || isHeard?.() === false) return false;
    if (this.isAway()) return true;
    if (this.isSuspended || this.pending.size + this.passed.length >= AHEAD_MAX) return false;
    return performance.now() - this.storingSinceMs < STORE_MS_MAX;
  }

  /** While the store is away there is room for so many; what stands of each instrument is kept in any case. */
  private pass(candidate: Ranked<CandidateQuote>): void {
    if (!this.isAway() || this.pending.size + this.passed.length < AHEAD_MAX / 2) this.passed.push(candidate);
  }

  private isAway(): boolean {
    return this.options.isAway?.() ?? false;
  }

  private keep(told: Told): void {
    const { instrumentId } = told.quote;
    const before = this.pending.get(instrumentId);
    if (before) this.pass(before.candidate);
    this.pending.set(instrumentId, told);
    if (!this.timer) this.due(this.options.storeMs);
    if (this.isDue()) this.options.onDue();
  }

  private due(inMs: number): void {
    this.oldestMs = performance.now() + inMs - this.options.storeMs;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.isDueNow = true;
      this.options.onDue();
    }, inMs).unref();
  }

  private rest(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.oldestMs = Number.POSITIVE_INFINITY;
    this.isDueNow = false;
  }
}

/** A source's word of an instrument at one moment: what it says later of the same moment corrects it. */
function momentOf({ instrumentId, source, observedAt }: CandidateQuote): string {
  return `${instrumentId} ${source} ${observedAt.getTime()}`;
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  const [first, second]: [T[], T[]] = [[], []];
  for (const item of items) (isFirst(item) ? first : second).push(item);
  return [first, second];
}

/** Whether the row will say what is known here: a later price of the same day, whose previous close need not be looked up. */
function isPlain(incumbent: Quote, candidate: CandidateQuote): boolean {
  if (candidate.observedAt <= incumbent.observedAt || candidate.valueDate !== incumbent.valueDate) return false;
  return candidate.previousClose !== null || !isOwnWord(incumbent.previousClose);
}

/** Whether the row is that of the candidate; its previous close is the database's to say. */
function isOf(row: Quote, { source, observedAt, price }: CandidateQuote): boolean {
  return row.source === source && row.observedAt.getTime() === observedAt.getTime() && row.price.eq(price);
}

/** What its teller would have given its store: a previous close that is not the source's own word is the database's to say. */
function candidateOf({ revision: _revision, ahead: _ahead, stands: _stands, ...stated }: Quote): CandidateQuote {
  return { ...stated, previousClose: isOwnWord(stated.previousClose) ? stated.previousClose : null };
}

/** A price as it stands before its row does: it has the revision of the row it follows, and its place after it. */
function follow(row: Quote, candidate: CandidateQuote, ahead: number): Quote {
  const { instrumentId, source, kind, price, currency, observedAt, valueDate, receivedAt, rawPrice, rawCurrency, adjustment } = candidate;
  const previousClose = candidate.previousClose ?? row.previousClose;
  const { revision } = row;
  return {
    instrumentId,
    source,
    kind,
    price,
    currency,
    observedAt,
    valueDate,
    receivedAt,
    previousClose,
    rawPrice,
    rawCurrency,
    adjustment,
    revision,
    ahead,
  };
}
