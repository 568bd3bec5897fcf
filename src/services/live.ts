/**
 * Live valuations: prices and ledger changes in, the newest valuation of each watched portfolio out. Nothing is computed
 * for a portfolio nobody watches. Invariant: first listen, then load, then apply; revisions make overlap harmless.
 */
import { authorise } from '../domain/access.js';
import { assert } from '../domain/assert.js';
import { InvalidInput } from '../domain/errors.js';
import type { FxRate } from '../domain/fx.js';
import { type InstrumentId, isUuid, type PortfolioId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import type { Portfolio } from '../domain/portfolio.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import type { Actor } from '../domain/user.js';
import type { Valuation } from '../domain/valuation.js';
import { ValuationBook } from '../domain/valuation-book.js';
import type { Bus, Topics } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { currentRates } from '../storage/query/fx.js';
import { ledgerVersions, loadPortfolio } from '../storage/query/portfolio.js';
import { currentQuotes, currentRevisions } from '../storage/query/quote.js';
import type { Log, Metrics } from '../telemetry.js';
import { ownPortfolio } from './account.js';
import { Mailbox } from './mailbox.js';

/** Pause between two flushes under load; the first change after quiet is flushed at once. */
const BEAT_MS = 50;
/** How often prices are looked at for having grown old. */
const AGING_MS = 15_000;
/** How often watched portfolios are compared with the database, should a message have been lost. */
const RECHECK_MS = 60_000;
export const QUOTES_PER_SUBSCRIPTION_MAX = 500;

interface Watched {
  readonly portfolio: Portfolio;
  readonly boxes: Set<Mailbox<Valuation>>;
  /** Resolves when the portfolio is in the book. */
  loading: Promise<void>;
  /** Set when the ledger changed while it was being loaded. */
  isOutdated: boolean;
  /** Of the ledger in the book; -1 before the first. */
  ledgerVersion: number;
}

export class LiveValuations {
  private readonly instruments = new Map<InstrumentId, Instrument>();
  private readonly book: ValuationBook;
  private readonly watched = new Map<PortfolioId, Watched>();
  /** With the revision each box was given last: messages of several instances may overtake one another. */
  private readonly quoteBoxes = new Map<InstrumentId, Map<Mailbox<Quote>, number>>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly stops: (() => void)[] = [];
  private beat: NodeJS.Immediate | NodeJS.Timeout | null = null;
  private lastFlushMs = 0;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly prices: PriceBook,
    private readonly tools: { readonly log: Log; readonly metrics: Metrics; readonly now: () => Date },
  ) {
    this.book = new ValuationBook(prices, (id) => {
      const instrument = this.instruments.get(id);
      assert(instrument, `instrument ${id} is loaded before its portfolio is watched`);
      return instrument;
    });
  }

  /** Listens, then loads every current price. */
  async start(): Promise<void> {
    this.stops.push(await this.bus.subscribe('quotes', (news) => this.apply(news)));
    this.stops.push(await this.bus.subscribe('ledger', ({ portfolioIds }) => this.reload(portfolioIds)));
    this.bus.onReconnect(() => this.resync());
    await this.loadPrices();
    this.timers.push(setInterval(() => this.age(), AGING_MS).unref(), setInterval(() => this.resync(), RECHECK_MS).unref());
  }

  /** Ends every subscription. */
  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    for (const { boxes } of [...this.watched.values()]) for (const box of [...boxes]) box.close();
    for (const boxes of [...this.quoteBoxes.values()]) for (const box of [...boxes.keys()]) box.close();
  }

  /**
   * The actor's portfolio now, and again whenever it changes; the first valuation is whole and current.
   * @throws NotFound when the portfolio is not there or not the actor's
   */
  async watch(actor: Actor | null, portfolioId: string | null): Promise<Mailbox<Valuation>> {
    authorise(actor, 'portfolio:read');
    const portfolio = await this.database.read((em) => ownPortfolio(em, actor, portfolioId));
    const watched = this.watched.get(portfolio.id) ?? this.begin(portfolio);
    const box = new Mailbox<Valuation>(
      () => portfolio.id,
      () => this.leave(watched, box),
    );
    watched.boxes.add(box);
    try {
      await watched.loading;
    } catch (error) {
      box.close();
      throw error;
    }
    const latest = this.book.latest(portfolio.id) ?? this.flushOne(watched);
    // A flush between may have put something newer into the box already; the box keeps the last, so nothing older follows.
    if (latest) box.put(latest);
    return box;
  }

  isWatched(portfolioId: PortfolioId): boolean {
    return this.watched.has(portfolioId);
  }

  /** The valuation kept for a watched portfolio, at the newest prices; null when it is not kept at this version of its ledger. */
  latest(portfolioId: PortfolioId, ledgerVersion: number): Valuation | null {
    const watched = this.watched.get(portfolioId);
    return watched?.ledgerVersion === ledgerVersion ? this.flushOne(watched) : null;
  }

  /** Every new quote of these instruments, beginning with the current ones; a slow reader gets the newest of each. */
  async watchQuotes(actor: Actor | null, ids: readonly string[]): Promise<Mailbox<Quote>> {
    authorise(actor, 'quote:read');
    if (ids.length < 1 || ids.length > QUOTES_PER_SUBSCRIPTION_MAX) {
      throw new InvalidInput('instrumentIds', 'LENGTH', `instrumentIds must hold 1 to ${QUOTES_PER_SUBSCRIPTION_MAX} ids.`);
    }
    const wanted = [...new Set(ids.filter(isUuid))] as InstrumentId[];
    const box = new Mailbox<Quote>(
      ({ instrumentId }) => instrumentId,
      () => {
        for (const id of wanted) {
          const boxes = this.quoteBoxes.get(id);
          boxes?.delete(box);
          if (boxes?.size === 0) this.quoteBoxes.delete(id);
        }
      },
    );
    for (const id of wanted) {
      const boxes = this.quoteBoxes.get(id) ?? new Map<Mailbox<Quote>, number>();
      this.quoteBoxes.set(id, boxes.set(box, 0));
      const quote = this.prices.quote(id);
      if (quote) this.offer(quote);
    }
    return box;
  }

  /** What is held for subscribers now, for metrics and tests. */
  counts(): { readonly portfolios: number; readonly boxes: number; readonly instruments: number } {
    let boxes = 0;
    for (const watched of this.watched.values()) boxes += watched.boxes.size;
    return { portfolios: this.watched.size, boxes, instruments: this.quoteBoxes.size };
  }

  private begin(portfolio: Portfolio): Watched {
    const watched: Watched = { portfolio, boxes: new Set(), loading: Promise.resolve(), isOutdated: false, ledgerVersion: -1 };
    this.watched.set(portfolio.id, watched);
    watched.loading = this.load(watched);
    // Whoever waits for it sees the failure; when nobody does, there is nothing to report to.
    watched.loading.catch(() => undefined);
    this.tools.metrics.watched.set(this.watched.size);
    return watched;
  }

  private leave(watched: Watched, box: Mailbox<Valuation>): void {
    watched.boxes.delete(box);
    if (watched.boxes.size > 0 || this.watched.get(watched.portfolio.id) !== watched) return;
    this.watched.delete(watched.portfolio.id);
    this.book.unwatch(watched.portfolio.id);
    this.tools.metrics.watched.set(this.watched.size);
  }

  private async load(watched: Watched): Promise<void> {
    do {
      watched.isOutdated = false;
      const { input, instruments } = await this.database.read((em) => loadPortfolio(em, watched.portfolio));
      for (const [id, instrument] of instruments) this.instruments.set(id, instrument);
      if (this.watched.get(watched.portfolio.id) !== watched) return;
      this.book.watch(input);
      watched.ledgerVersion = input.ledgerVersion;
    } while (watched.isOutdated);
    this.schedule();
  }

  private reload(portfolioIds: readonly PortfolioId[]): void {
    for (const id of portfolioIds) {
      const watched = this.watched.get(id);
      if (!watched || watched.isOutdated) continue;
      watched.isOutdated = true;
      watched.loading = watched.loading
        .catch(() => undefined)
        .then(() => (watched.isOutdated ? this.load(watched) : undefined))
        .catch((error) =>
          this.tools.log.warn({ err: error, portfolioId: id }, 'a changed portfolio could not be loaded; it is tried again'),
        );
    }
  }

  private apply({ quotes, rates }: Topics['quotes']): void {
    for (const quote of quotes) {
      this.book.apply(quote);
      this.offer(quote);
    }
    for (const rate of rates) this.book.applyRate(rate);
    this.schedule();
  }

  /** Gives a quote to those who wait for it and do not have it, or a newer one, yet. */
  private offer(quote: Quote): void {
    const boxes = this.quoteBoxes.get(quote.instrumentId);
    for (const [box, revision] of boxes ?? []) {
      if (quote.revision <= revision) continue;
      boxes?.set(box, quote.revision);
      box.put(quote);
    }
  }

  private schedule(): void {
    if (this.beat) return;
    const wait = this.lastFlushMs + BEAT_MS - performance.now();
    this.beat = wait > 0 ? setTimeout(() => this.flush(), wait) : setImmediate(() => this.flush());
  }

  private flush(): void {
    this.beat = null;
    this.lastFlushMs = performance.now();
    for (const valuation of this.book.flush(this.tools.now())) this.deliver(valuation);
  }

  private flushOne({ portfolio }: Watched): Valuation | null {
    for (const valuation of this.book.flush(this.tools.now(), [portfolio.id])) this.deliver(valuation);
    return this.book.latest(portfolio.id);
  }

  private deliver(valuation: Valuation): void {
    const boxes = this.watched.get(valuation.portfolioId)?.boxes;
    if (!boxes) return;
    for (const box of boxes) box.put(valuation);
    this.tools.metrics.pushes.inc(boxes.size);
  }

  private age(): void {
    this.book.refresh(this.tools.now());
    this.schedule();
  }

  /** Messages may have been lost: reads the prices and the portfolios that changed meanwhile. */
  private resync(): void {
    this.loadPrices().catch((error) => this.tools.log.warn({ err: error }, 'the current prices could not be read; they are read again'));
    this.reloadChanged().catch((error) =>
      this.tools.log.warn({ err: error }, 'the ledgers could not be compared; they are compared again'),
    );
  }

  private async reloadChanged(): Promise<void> {
    const versions = await this.database.read((em) => ledgerVersions(em, [...this.watched.keys()]));
    this.reload([...versions.keys()].filter((id) => this.watched.get(id)?.ledgerVersion !== versions.get(id)));
  }

  private async loadPrices(): Promise<void> {
    const { quotes, rates } = await this.database.read(async (em) => {
      const revisions = await currentRevisions(em);
      const newer = revisions.filter(({ instrumentId, revision }) => (this.prices.quote(instrumentId)?.revision ?? -1) < revision);
      const ids = newer.map(({ instrumentId }) => instrumentId);
      return { quotes: ids.length > 0 ? await currentQuotes(em, ids) : [], rates: await currentRates(em) };
    });
    const isNewer = ({ base, quote, revision }: FxRate) => (this.prices.rate(base, quote)?.revision ?? -1) < revision;
    this.apply({ quotes, rates: rates.filter(isNewer) });
  }
}
