/**
 * What portfolios and accounts with alert rules are worth, whether anybody watches them or not. A price marks those that hold it
 * and no others; they are loaded and valued through bounded queues. What does not fit into memory is valued in turn.
 */
import type { LedgerChange } from '../domain/alert-book.js';
import { assert } from '../domain/assert.js';
import type { Currency } from '../domain/currency.js';
import { type Decimal, MONEY_SCALE } from '../domain/decimal.js';
import { RuleBroken, Unavailable } from '../domain/errors.js';
import { fold } from '../domain/fold.js';
import type { FxRate } from '../domain/fx.js';
import { GapReason } from '../domain/gap.js';
import type { AccountId, InstrumentId, PortfolioId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import { type LedgerNews, type LedgerPlace, withoutNews } from '../domain/ledger-news.js';
import type { Estimate } from '../domain/live-estimate.js';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import { summaryOf } from '../domain/live-summary.js';
import { Portfolio } from '../domain/portfolio.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import { decimalOf } from '../domain/rational.js';
import type { Transaction } from '../domain/transaction.js';
import type { PortfolioInput } from '../domain/valuation.js';
import { ValuationBook } from '../domain/valuation-book.js';
import type { Database } from '../storage/database.js';
import type { Ledger } from '../storage/query/ledger.js';
import { ledgerVersions, loadPortfolio, loadWithLedgers } from '../storage/query/portfolio.js';
import { lastOrdinals } from '../storage/query/transaction.js';
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

export interface Valued {
  readonly subjectId: string;
  readonly receivedMs: number;
  readonly figures: SubjectFigures;
  /** Of the last entry that counts. */
  readonly ordinal: number;
}

export interface Subject {
  readonly portfolioId: PortfolioId;
  /** Null for the whole portfolio. */
  readonly accountId: AccountId | null;
}

/** A ledger that was read: its last entry, what its value is in, and what has come since an entry. */
export interface LedgerRead {
  readonly ordinal: number;
  readonly currency: Currency;
  changeSince(place: LedgerPlace): LedgerChange | null;
}

/** A portfolio as it was read, with the accounts of it that are open. */
interface Read {
  readonly input: PortfolioInput;
  readonly ledger: Ledger;
  readonly ordinal: number;
}

interface Kept {
  /** By the id they are asked by: the portfolio's own, and those of its accounts. */
  readonly subjects: Map<string, Subject>;
  ordinal: number;
  /** The accounts it had when it was read. */
  accountIds: string;
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
      /** A ledger was read. */
      readonly read: (subjectId: string, ledger: LedgerRead) => void;
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
    const kept = this.portfolios.get(subject.portfolioId) ?? { subjects: new Map(), ordinal: 0, accountIds: '', ledgerVersion: -1 };
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

  /** Those that hold it, as far as they are kept, which are then due. */
  holders(instrumentId: InstrumentId): string[] {
    const holders = [...this.places.keys()].filter((id) => {
      return this.book.live(id as PortfolioId)?.rows.some(({ instrument }) => instrument.id === instrumentId);
    });
    for (const id of holders) this.mark(id as PortfolioId);
    return holders;
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
  revalue(now: Date, limit: number): Valued[] {
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
      const ordinal = this.portfolios.get(this.places.get(id) as PortfolioId)?.ordinal ?? 0;
      return figures ? [{ subjectId: id as string, receivedMs: since.get(id) as number, figures, ordinal }] : [];
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
    const loaded = await this.database.snapshot(async (em) => {
      const portfolios = await em.find(Portfolio, { id: { $in: [...ids] } });
      const read = await loadWithLedgers(em, portfolios, instruments);
      const ordinals = await lastOrdinals(
        em,
        portfolios.map(({ userId }) => userId),
      );
      const moved = new Map<PortfolioId, PortfolioInput>();
      for (const [index, { input }] of read.entries()) {
        // Accounts that moved meanwhile are worth what they are worth, and not nothing.
        const here = new Set(input.accounts.map(({ accountId }) => accountId));
        const subjects = [...(this.portfolios.get(input.portfolioId)?.subjects.values() ?? [])];
        const elsewhere = new Set(subjects.flatMap(({ accountId }) => (accountId && !here.has(accountId) ? accountId : [])));
        if (elsewhere.size === 0) continue;
        const other = await loadPortfolio(em, portfolios[index] as Portfolio, { accountIds: elsewhere });
        for (const [id, instrument] of other.instruments) instruments.set(id, instrument);
        moved.set(input.portfolioId, other.input);
      }
      const ordinalOf = (index: number) => ordinals.get((portfolios[index] as Portfolio).userId) ?? 0;
      return { read: read.map((each, index): Read => ({ ...each, ordinal: ordinalOf(index) })), moved };
    });
    if (instruments !== this.instruments) for (const [id, instrument] of instruments) this.instruments.set(id, instrument);
    for (const read of loaded.read) this.renew(read, loaded.moved.get(read.input.portfolioId) ?? null);
  }

  private renew(read: Read, moved: PortfolioInput | null): void {
    const { input, ledger } = read;
    const kept = this.portfolios.get(input.portfolioId);
    if (!kept) return;
    const accountIds = ledger.accounts.flatMap(({ id, portfolioId }) => (portfolioId === input.portfolioId ? id : [])).join();
    for (const [subjectId, subject] of kept.subjects) {
      const isElsewhere = moved?.accounts.some(({ accountId }) => accountId === subject.accountId) ?? false;
      if (isElsewhere) this.watch(subjectId, subject, moved as PortfolioInput);
      else this.follow(subjectId, subject, read, subject.accountId === null && kept.accountIds !== accountIds);
      this.mark(subjectId as PortfolioId);
      if (this.rotating.has(input.portfolioId)) this.passing.add(subjectId as PortfolioId);
    }
    Object.assign(kept, { ledgerVersion: input.ledgerVersion, ordinal: read.ordinal, accountIds });
  }

  /** Tells what the ledger has done to what is there, at the same prices, and watches it as it is now. */
  private follow(subjectId: string, subject: Subject, { input, ledger, ordinal }: Read, isOfOthers: boolean): void {
    const id = subjectId as PortfolioId;
    const { baseCurrency: currency } = input;
    const before = this.book.live(id)?.input.baseCurrency === currency ? this.worth(id) : null;
    const worthOf = (accounts: PortfolioInput['accounts']) => {
      this.watch(subjectId, subject, { ...input, accounts });
      return this.worth(id);
    };
    const folded = (entries: readonly Transaction[]) => {
      if (entries.length === ledger.entries.length) return worthOf(input.accounts);
      const states = fold(entries, ledger, { from: ledger.from });
      return worthOf(ledger.accounts.flatMap(({ id, portfolioId }) => (portfolioId === input.portfolioId && states.get(id)) || []));
    };
    const changeOf = ({ known, paid }: LedgerNews<Transaction>): LedgerChange | null => {
      try {
        const without = folded(known);
        const within = paid.length === known.length ? without : folded(paid);
        return without && within && { before, known: without, paid: within, isOfOthers };
      } catch (error) {
        if (!(error instanceof RuleBroken)) throw error;
        // What was paid out had been bought just before: all of it counts as paid.
        const after = worthOf(input.accounts);
        return after && { before: null, known: before ?? after, paid: after, isOfOthers };
      }
    };
    const changes = new Map<string, LedgerChange | null>();
    const changeSince = (place: LedgerPlace): LedgerChange | null => {
      const news = withoutNews(ledger.entries, place);
      // Of two places one leaves out all that the other does: where as many entries are left, they are the same ones.
      const key = `${news.known.length} ${news.paid.length}`;
      const made = changes.get(key);
      if (made !== undefined) return made;
      const change = changeOf(news);
      changes.set(key, change);
      return change;
    };
    this.hear.read(subjectId, { ordinal, currency, changeSince });
    this.watch(subjectId, subject, input);
  }

  private watch(subjectId: string, { accountId }: Subject, input: PortfolioInput): void {
    const accounts = accountId ? input.accounts.filter((account) => account.accountId === accountId) : input.accounts;
    this.book.watch({ ...input, portfolioId: subjectId as PortfolioId, accounts });
  }

  private worth(id: PortfolioId): Decimal | null {
    this.book.revalue(this.hear.now(), [id]);
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
