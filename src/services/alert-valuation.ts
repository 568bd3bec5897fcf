/**
 * What portfolios and accounts with alert rules are worth, whether anybody watches them or not. A price marks those that hold it
 * and no others; they are loaded and valued through bounded queues. What does not fit into memory is valued in turn.
 */
import { assert } from '../domain/assert.js';
import { type Decimal, MONEY_SCALE } from '../domain/decimal.js';
import { Unavailable } from '../domain/errors.js';
import type { FxRate } from '../domain/fx.js';
import { GapReason } from '../domain/gap.js';
import type { AccountId, InstrumentId, PortfolioId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import type { Estimate } from '../domain/live-estimate.js';
import { type LivePortfolio, positionsOf } from '../domain/live-portfolio.js';
import { summaryOf } from '../domain/live-summary.js';
import { Portfolio } from '../domain/portfolio.js';
import { isSplitAnew } from '../domain/position.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import { decimalOf } from '../domain/rational.js';
import type { PortfolioInput } from '../domain/valuation.js';
import { ValuationBook } from '../domain/valuation-book.js';
import type { Database } from '../storage/database.js';
import { ledgerVersions, loadPortfolio, loadPortfolios } from '../storage/query/portfolio.js';
import { DEFLATED } from './deflated.js';

/** Portfolios and accounts kept in memory; some ten kilobytes each. */
const KEPT_MAX = 50_000;
/** Reads at once, and portfolios in each; the rest waits, each once. */
const LOADING_MAX = 2;
const LOADED_TOGETHER = 32;
/** Of those that are not kept, valued with each call of `turn`. */
const TURN_SIZE = 20;

/** What a rule may look at, as long as it is not valued again; null where it is not known. */
export interface SubjectFigures {
  readonly value: Decimal;
  gain(): Decimal | null;
  gainRatio(): Decimal | null;
}

export interface Subject {
  readonly portfolioId: PortfolioId;
  /** Null for the whole portfolio. */
  readonly accountId: AccountId | null;
}

interface Kept {
  /** By the id they are asked by: the portfolio's own, and those of its accounts. */
  readonly subjects: Map<string, Subject>;
  ledgerVersion: number;
}

export class AlertValuations {
  private readonly book: ValuationBook;
  private readonly instruments = new Map<InstrumentId, Instrument>();
  private readonly portfolios = new Map<PortfolioId, Kept>();
  private readonly toLoad = new Set<PortfolioId>();
  /** The portfolio in whose currency each subject is valued. */
  private readonly places = new Map<string, PortfolioId>();
  /** Each with when the first of what it is due for was received. */
  private readonly due = new Map<PortfolioId, number>();
  /** Those that are not kept, in the order of their turns. */
  private readonly rotating = new Set<PortfolioId>();
  /** In memory only until they are valued. */
  private readonly passing = new Set<PortfolioId>();
  private readonly reading = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    prices: PriceBook,
    private readonly hear: {
      readonly now: () => Date;
      /** Whether figures within these bounds would change nothing. */
      readonly isQuiet: (subjectId: string, estimate: Estimate) => boolean;
      /** A portfolio was loaded, or a price or the ledger has changed something. */
      readonly changed: () => void;
      /** The ledger has changed what is there: the value before and after, at the same prices. */
      readonly moved: (subjectId: string, worth: { readonly before: Decimal; readonly after: Decimal }) => void;
      readonly failed: (error: unknown, portfolioIds: readonly PortfolioId[]) => void;
    },
    private readonly keptMax = KEPT_MAX,
  ) {
    const instrumentOf = (id: InstrumentId) => {
      const instrument = this.instruments.get(id);
      assert(instrument, `instrument ${id} is loaded before its portfolio is valued`);
      return instrument;
    };
    this.book = new ValuationBook(prices, instrumentOf, DEFLATED);
  }

  get size(): number {
    return this.portfolios.size;
  }

  /** Those that are to be read, or being read. */
  get waiting(): number {
    return this.toLoad.size + this.reading.size * LOADED_TOGETHER;
  }

  /** From now on its figures are given. */
  keep(subjectId: string, subject: Subject): void {
    const place = this.places.get(subjectId);
    // An account may have moved to another portfolio.
    if (place && place !== subject.portfolioId) this.drop(subjectId, { ...subject, portfolioId: place });
    this.places.set(subjectId, subject.portfolioId);
    const kept = this.portfolios.get(subject.portfolioId) ?? { subjects: new Map(), ledgerVersion: -1 };
    this.portfolios.set(subject.portfolioId, kept);
    if (kept.subjects.has(subjectId)) {
      this.mark(subjectId as PortfolioId);
      this.hear.changed();
      return;
    }
    kept.subjects.set(subjectId, subject);
    if (this.portfolios.size > this.keptMax && kept.ledgerVersion < 0) this.rotating.add(subject.portfolioId);
    this.load([subject.portfolioId]);
  }

  drop(subjectId: string, { portfolioId }: Subject): void {
    const kept = this.portfolios.get(portfolioId);
    kept?.subjects.delete(subjectId);
    this.places.delete(subjectId);
    this.book.unwatch(subjectId as PortfolioId);
    this.due.delete(subjectId as PortfolioId);
    this.passing.delete(subjectId as PortfolioId);
    if (kept?.subjects.size !== 0) return;
    this.portfolios.delete(portfolioId);
    this.rotating.delete(portfolioId);
  }

  apply({ quotes, rates }: { readonly quotes: readonly Quote[]; readonly rates: readonly FxRate[] }): void {
    for (const quote of quotes) {
      this.book.apply(quote);
      this.takeMarked(quote.receivedAt);
    }
    for (const rate of rates) {
      this.book.applyRate(rate);
      this.takeMarked(rate.receivedAt);
    }
  }

  /** Nobody asks for their figures for now: what still waits to be read need not be. */
  rest(): void {
    this.toLoad.clear();
  }

  /** Resolves when nothing is read any more. */
  async stop(): Promise<void> {
    this.rest();
    await Promise.all(this.reading);
  }

  /** Reads these again where they are kept. */
  load(portfolioIds: Iterable<PortfolioId>): void {
    for (const id of portfolioIds) if (this.portfolios.has(id)) this.toLoad.add(id);
    while (this.reading.size < LOADING_MAX && this.toLoad.size > 0) {
      const reading = this.loadNext().finally(() => {
        this.reading.delete(reading);
        this.load([]);
      });
      this.reading.add(reading);
    }
  }

  /** Reads again those whose ledger has changed without our hearing of it. */
  async recheck(): Promise<void> {
    const versions = await this.database.read((em) => ledgerVersions(em, [...this.portfolios.keys()]));
    this.load([...versions.keys()].filter((id) => this.portfolios.get(id)?.ledgerVersion !== versions.get(id)));
  }

  /** Values some of those that are not kept. */
  turn(): void {
    for (const id of [...this.rotating].slice(0, TURN_SIZE)) {
      this.rotating.delete(id);
      this.rotating.add(id);
      this.load([id]);
    }
  }

  /** Values at most so many of those that are due, but for those that no rule could be moved by; gives what they are worth. */
  revalue(now: Date, limit: number): { readonly subjectId: string; readonly receivedMs: number; readonly figures: SubjectFigures }[] {
    const since = take(this.due, limit);
    const due = [...since.keys()];
    const estimates = this.book.estimates(now, due);
    const [ids, quiet] = split(due, (id, index) => {
      const estimate = estimates[index];
      return !estimate || !this.hear.isQuiet(id, estimate);
    });
    for (const id of quiet) this.book.defer(id);
    this.book.revalue(now, ids);
    for (const { input } of this.book.takeMarked()) if (!ids.includes(input.portfolioId)) this.mark(input.portfolioId, now);
    for (const id of quiet) if (this.passing.delete(id)) this.book.unwatch(id);
    return ids.flatMap((id) => {
      const live = this.book.live(id);
      const figures = live && figuresOf(live);
      if (this.passing.delete(id)) this.book.unwatch(id);
      return figures ? [{ subjectId: id as string, receivedMs: since.get(id) as number, figures }] : [];
    });
  }

  get dueCount(): number {
    return this.due.size;
  }

  private takeMarked(received: Date): void {
    for (const { input } of this.book.takeMarked()) this.mark(input.portfolioId, received);
  }

  /** It is due; whatever it was due for before came first. */
  private mark(id: PortfolioId, received: Date = this.hear.now()): void {
    if (!this.due.has(id)) this.due.set(id, received.getTime());
  }

  private async loadNext(): Promise<void> {
    const ids = [...take(this.toLoad, LOADED_TOGETHER).keys()];
    try {
      await this.loadTogether(ids);
    } catch (error) {
      // The next look at their ledgers reads all of them.
      if (error instanceof Unavailable) this.rest();
      if (error instanceof Unavailable || ids.length === 1) this.hear.failed(error, ids);
      // One that cannot be folded must not take the others with it.
      else for (const id of ids) await this.loadTogether([id]).catch((failure) => this.hear.failed(failure, [id]));
    }
    this.hear.changed();
  }

  private async loadTogether(ids: readonly PortfolioId[]): Promise<void> {
    // Where something has changed, its instruments may have, too: they are read again.
    const isFirst = ids.every((id) => (this.portfolios.get(id)?.ledgerVersion ?? -1) < 0);
    const instruments = isFirst ? this.instruments : new Map<InstrumentId, Instrument>();
    const loaded = await this.database.read(async (em) => {
      const portfolios = await em.find(Portfolio, { id: { $in: [...ids] } });
      const inputs = await loadPortfolios(em, portfolios, instruments);
      const moved = new Map<PortfolioId, PortfolioInput>();
      for (const [index, input] of inputs.entries()) {
        // Accounts that moved meanwhile are worth what they are worth, and not nothing.
        const here = new Set(input.accounts.map(({ accountId }) => accountId));
        const subjects = [...(this.portfolios.get(input.portfolioId)?.subjects.values() ?? [])];
        const elsewhere = new Set(subjects.flatMap(({ accountId }) => (accountId && !here.has(accountId) ? accountId : [])));
        if (elsewhere.size === 0) continue;
        const other = await loadPortfolio(em, portfolios[index] as Portfolio, { accountIds: elsewhere });
        for (const [id, instrument] of other.instruments) instruments.set(id, instrument);
        moved.set(input.portfolioId, other.input);
      }
      return { inputs, moved };
    });
    if (instruments !== this.instruments) for (const [id, instrument] of instruments) this.instruments.set(id, instrument);
    for (const input of loaded.inputs) this.renew(input, loaded.moved.get(input.portfolioId) ?? null);
  }

  private renew(input: PortfolioInput, moved: PortfolioInput | null): void {
    const kept = this.portfolios.get(input.portfolioId);
    if (!kept) return;
    for (const [subjectId, subject] of kept.subjects) {
      const isElsewhere = moved?.accounts.some(({ accountId }) => accountId === subject.accountId) ?? false;
      this.watch(subjectId, subject, isElsewhere ? (moved as PortfolioInput) : input, kept.ledgerVersion);
      if (this.rotating.has(input.portfolioId)) this.passing.add(subjectId as PortfolioId);
    }
    kept.ledgerVersion = input.ledgerVersion;
  }

  private watch(subjectId: string, { accountId }: Subject, input: PortfolioInput, versionBefore: number): void {
    const id = subjectId as PortfolioId;
    const accounts = accountId ? input.accounts.filter((account) => account.accountId === accountId) : input.accounts;
    const isMoved = versionBefore >= 0 && versionBefore !== input.ledgerVersion;
    const now = this.hear.now();
    const before = isMoved ? this.worth(id, now) : null;
    const live = before && this.book.live(id);
    const held = live ? positionsOf(live) : [];
    this.book.watch({ ...input, portfolioId: id, accounts });
    const after = before ? this.worth(id, now) : null;
    // What a price lost that came before its split was entered is there again, and was not paid in.
    const isRestored = before && after?.gt(before) && isSplitAnew(held, accounts);
    if (before && after && !isRestored) this.hear.moved(subjectId, { before, after });
    this.mark(id);
  }

  private worth(id: PortfolioId, now: Date): Decimal | null {
    this.book.revalue(now, [id]);
    const live = this.book.live(id);
    return live ? (figuresOf(live)?.value ?? null) : null;
  }
}

/** Null while a price or a rate is missing: what leaves a holding out is not what it is worth. */
function figuresOf(live: LivePortfolio): SubjectFigures | null {
  if (live.gaps.some(({ reason }) => reason === GapReason.NO_PRICE || reason === GapReason.NO_RATE)) return null;
  const { total, unrealisedGain, costBasis } = summaryOf(live);
  const gain = () => (unrealisedGain === null ? null : decimalOf(unrealisedGain, MONEY_SCALE));
  const gainRatio = () => {
    const cost = costBasis === null ? null : decimalOf(costBasis, MONEY_SCALE);
    return cost?.gt(0) ? (gain()?.div(cost) ?? null) : null;
  };
  return { value: decimalOf(total, MONEY_SCALE), gain, gainRatio };
}

function split<T>(items: readonly T[], isFirst: (item: T, index: number) => boolean): [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const [index, item] of items.entries()) parts[isFirst(item, index) ? 0 : 1].push(item);
  return parts;
}

function take<K, V>(all: { entries(): IterableIterator<[K, V]>; delete(key: K): boolean }, limit: number): Map<K, V> {
  const taken = new Map<K, V>();
  for (const [key, value] of all.entries()) {
    if (taken.size >= limit) break;
    taken.set(key, value);
    all.delete(key);
  }
  return taken;
}
