/**
 * Live valuations: prices and ledger changes in, the newest valuation of each watched portfolio out. Nothing is computed
 * for a portfolio nobody watches. Invariant: first listen, then load, then apply; revisions make overlap harmless.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { authorise } from '../domain/access.js';
import { assert } from '../domain/assert.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import { type InstrumentId, isUuid, type PortfolioId, type UserId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import { hasLotsSince } from '../domain/position.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import type { Actor } from '../domain/user.js';
import { openPositions, type PortfolioInput, type Valuation } from '../domain/valuation.js';
import { ValuationBook } from '../domain/valuation-book.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import type { Topics } from '../storage/message.js';
import { findOwnPortfolios, ledgerVersions, loadPortfolios, type PortfolioKey } from '../storage/query/portfolio.js';
import { at, step } from '../telemetry/trace.js';
import type { Log, Metrics } from '../telemetry.js';
import { Batched } from './batched.js';
import { DEFLATED } from './deflated.js';
import { ElasticPause } from './elastic-pause.js';
import { FollowedPrices } from './followed-price.js';
import type { Mailbox } from './mailbox.js';
import { MissedPrices } from './missed-price.js';
import { QuoteBoxes } from './quote-boxes.js';
import { type WatchedPortfolio, Watching } from './watching.js';

/** Pause between two flushes; the first change after quiet is flushed at once. */
const BEAT = { shortestMs: 5, longestMs: 50 } as const;
/** How often prices are looked at for having grown old. */
const AGING_MS = 15_000;
/** How often watched portfolios are compared with the database, should a message have been lost. */
const RECHECK_MS = 60_000;
/** Pause before what could not be read is read again. */
const RETRY_MS = 1_000;
/**
 * Portfolios that are opened together are read so many at once: few enough that pushes, pings and prices have their turn in
 * between, for a ledger read is mostly work of this process. Beyond those that may wait a dashboard is told to try later.
 */
const OPENING = { owners: { atOnce: 64, waiting: 50_000 }, portfolios: { atOnce: 16, waiting: 50_000 } } as const;
/** Messages a second a subscriber may ask to be kept to. */
const RATE = { lowest: 0.1, highest: 20 } as const;

/** Decides when a watched portfolio is revalued, in place of the beat, and hears of every revaluation. */
export interface Pacemaker {
  /** Something of these portfolios waits to be revalued. */
  marked(portfolios: readonly WatchedPortfolio[]): void;
  revalued(portfolio: WatchedPortfolio, live: LivePortfolio): void;
  /** Nobody watches it any more. */
  left(portfolio: WatchedPortfolio): void;
}

interface Wanted {
  readonly portfolio: PortfolioKey;
  /** Whether something of it is known to have changed. */
  readonly isChanged: boolean;
}

interface Watched extends WatchedPortfolio {
  readonly portfolio: PortfolioKey;
  readonly boxes: Set<Watching>;
  /** Resolves when the portfolio is in the book. */
  loading: Promise<void>;
  /** Set when the ledger changed while it was being loaded. */
  isOutdated: boolean;
  /** Of the ledger in the book; -1 before the first. */
  ledgerVersion: number;
  /** Whether it has lots of a day whose rate may still change, and what they cost with it. */
  hasFreshLots: boolean;
  /** When the first price came in that it was not revalued for since; null when it was for all. */
  receivedMs: number | null;
}

export class LiveValuations {
  private readonly instruments = new Map<InstrumentId, Instrument>();
  private readonly book: ValuationBook;
  private readonly watched = new Map<PortfolioId, Watched>();
  /** Since portfolios were last compared. */
  private haveRatesMoved = false;
  private readonly quotes: QuoteBoxes;
  private readonly missed: MissedPrices;
  private readonly rest = new ElasticPause(BEAT);
  private readonly owners: Batched<{ userId: UserId; portfolioId: PortfolioId | null }, PortfolioKey | null>;
  private readonly inputs: Batched<Wanted, PortfolioInput | null>;
  private readonly followed = new FollowedPrices();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly stops: (() => void)[] = [];
  private beat: NodeJS.Immediate | NodeJS.Timeout | null = null;
  private lastFlushMs = 0;
  private readingPrices: Promise<void> = Promise.resolve();
  private nextReading: Promise<void> | null = null;
  private retrying: NodeJS.Timeout | null = null;
  private startedMs = 0;
  private pacemaker: Pacemaker | null = null;
  private adopt: (orphans: readonly Quote[]) => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly prices: PriceBook,
    private readonly tools: { readonly log: Log; readonly metrics: Metrics; readonly now: () => Date },
  ) {
    this.owners = new Batched((asked) => this.database.read((em) => findOwnPortfolios(em, asked)), OPENING.owners);
    this.inputs = new Batched((asked) => this.readInputs(asked), OPENING.portfolios);
    this.quotes = new QuoteBoxes(prices);
    this.missed = new MissedPrices(database, prices, (orphans) => this.adopt(orphans));
    const instrumentOf = (id: InstrumentId) => {
      const instrument = this.instruments.get(id);
      assert(instrument, `instrument ${id} is loaded before its portfolio is watched`);
      return instrument;
    };
    this.book = new ValuationBook(prices, instrumentOf, DEFLATED);
  }

  /** From now on somebody else says when; see `revalue`. */
  pacedBy(pacemaker: Pacemaker): void {
    this.pacemaker = pacemaker;
  }

  /** From now on somebody stores what others told ahead and did not live to store. */
  adoptedBy(adopt: (orphans: readonly Quote[]) => void): void {
    this.adopt = adopt;
  }

  /** Listens, then loads every current price. */
  async start(): Promise<void> {
    this.stops.push(await this.bus.subscribe('quotes', (news) => this.apply(news, receivedMsOf(news))));
    this.stops.push(await this.bus.subscribe('ledger', ({ portfolioIds }) => this.reload(portfolioIds)));
    this.bus.onMissed(() => this.resync());
    this.startedMs = performance.now();
    await this.loadPrices();
    this.timers.push(setInterval(() => this.age(), AGING_MS).unref(), setInterval(() => this.resync(), RECHECK_MS).unref());
  }

  /** Reads the prices once more, when what was told to others before this instance listened is surely stored. */
  async settle(afterMs: number): Promise<void> {
    await pause(Math.max(0, this.startedMs + afterMs - performance.now()));
    await this.loadPrices();
  }

  /** Ends every subscription. */
  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    if (this.retrying) clearTimeout(this.retrying);
    for (const { boxes } of [...this.watched.values()]) for (const box of [...boxes]) box.close();
    this.quotes.close();
  }

  /**
   * The actor's portfolio now, and again whenever it changes; the first valuation is whole and current.
   * @throws NotFound when the portfolio is not there or not the actor's
   */
  async watch(actor: Actor | null, portfolioId: string | null, maxRate: number | null = null): Promise<Watching> {
    authorise(actor, 'portfolio:read');
    if (maxRate !== null && !(maxRate >= RATE.lowest && maxRate <= RATE.highest)) {
      throw new InvalidInput('maxRate', 'RANGE', `maxRate must be between ${RATE.lowest} and ${RATE.highest} messages per second.`);
    }
    const watched = await this.watchedBy(actor, portfolioId);
    const { portfolio } = watched;
    const isNew = watched.boxes.size === 0;
    const box = new Watching(
      watched,
      maxRate === null ? 0 : 1000 / maxRate,
      () => this.book.latest(portfolio.id),
      (left) => this.leave(watched, left),
    );
    watched.boxes.add(box);
    try {
      // Whoever comes from another instance was shown what that one had heard: here it must have been heard too.
      if (!(await this.bus.caughtUp())) await this.readAgain(isNew ? null : watched);
      await watched.loading;
    } catch (error) {
      box.close();
      throw error;
    }
    this.revalue([portfolio.id]);
    // And whatever numbers that one gave, the next is a later one.
    this.book.renumber(this.tools.now(), portfolio.id);
    return box;
  }

  /** A watched portfolio as it was last revalued; null when it is being loaded. */
  live({ id }: WatchedPortfolio): LivePortfolio | null {
    if (!this.book.live(id)) this.revalue([id]);
    return this.book.live(id);
  }

  /** Revalues these, or all, and tells their subscribers. */
  revalue(portfolioIds?: readonly PortfolioId[]): void {
    for (const portfolio of this.book.revalue(this.tools.now(), portfolioIds)) this.tell(portfolio);
    // A price that is looked up again may have marked others.
    if (this.pacemaker) this.schedule();
  }

  /** Its turn has come. */
  revalueOne({ live }: WatchedPortfolio): void {
    if (live && this.book.revalueOne(this.tools.now(), live)) this.tell(live);
    if (this.pacemaker) this.schedule();
  }

  isWatched(portfolioId: PortfolioId): boolean {
    return this.watched.has(portfolioId);
  }

  /** The valuation kept for a watched portfolio, at the newest prices; null when it is not kept at this version of its ledger. */
  latest(portfolioId: PortfolioId, ledgerVersion: number): Valuation | null {
    const watched = this.watched.get(portfolioId);
    if (watched?.ledgerVersion !== ledgerVersion) return null;
    this.revalue([portfolioId]);
    return this.book.latest(portfolioId);
  }

  /** Every new quote of these instruments, beginning with the current ones; a slow reader gets the newest of each. */
  async watchQuotes(actor: Actor | null, ids: readonly string[]): Promise<Mailbox<Quote>> {
    authorise(actor, 'quote:read');
    // As with portfolios: another instance may have shown more.
    if (!(await this.bus.caughtUp())) await this.readAgain(null);
    return this.quotes.open(ids);
  }

  /** What is held for subscribers now, for metrics and tests. */
  counts(): { readonly portfolios: number; readonly boxes: number; readonly instruments: number } {
    let boxes = 0;
    for (const watched of this.watched.values()) boxes += watched.boxes.size;
    return { portfolios: this.watched.size, boxes, instruments: this.quotes.size };
  }

  /** What is watched already needs no database to be watched once more. */
  private async watchedBy({ userId }: Actor, portfolioId: string | null): Promise<Watched> {
    const known = this.watched.get(portfolioId as PortfolioId);
    if (known?.portfolio.userId === userId) return known;
    if (portfolioId !== null && !isUuid(portfolioId)) throw new NotFound('portfolio', 'portfolioId');
    const found = await this.owners.ask({ userId, portfolioId: portfolioId as PortfolioId | null });
    if (!found) throw new NotFound('portfolio', 'portfolioId');
    return this.watched.get(found.id) ?? this.begin(found);
  }

  private begin(portfolio: PortfolioKey): Watched {
    const watched: Watched = {
      id: portfolio.id,
      live: null,
      isRead: false,
      seat: null,
      portfolio,
      boxes: new Set(),
      loading: Promise.resolve(),
      isOutdated: false,
      ledgerVersion: -1,
      hasFreshLots: false,
      receivedMs: null,
    };
    this.watched.set(portfolio.id, watched);
    watched.loading = this.load(watched, false);
    // Whoever waits for it sees the failure; when nobody does, there is nothing to report to.
    watched.loading.catch(() => undefined);
    this.tools.metrics.watched.set(this.watched.size);
    return watched;
  }

  private leave(watched: Watched, box: Watching): void {
    watched.boxes.delete(box);
    if (watched.boxes.size > 0 || this.watched.get(watched.portfolio.id) !== watched) return;
    this.watched.delete(watched.portfolio.id);
    this.book.unwatch(watched.portfolio.id);
    this.pacemaker?.left(watched);
    this.tools.metrics.watched.set(this.watched.size);
  }

  private async load(watched: Watched, isReload: boolean): Promise<void> {
    let isChanged = isReload;
    do {
      isChanged ||= watched.isOutdated;
      watched.isOutdated = false;
      const input = await this.inputs.ask({ portfolio: watched.portfolio, isChanged });
      if (this.watched.get(watched.portfolio.id) !== watched) return;
      if (!input) throw new NotFound('portfolio', 'portfolioId');
      watched.live = this.book.watch(input, watched);
      watched.ledgerVersion = input.ledgerVersion;
      watched.hasFreshLots = openPositions(input).some((position) => hasLotsSince(position, this.yesterday()));
    } while (watched.isOutdated);
    this.schedule();
  }

  /** Read together; where something changed its instruments may have, too, and are read again. */
  private async readInputs(asked: readonly Wanted[]): Promise<(PortfolioInput | null)[]> {
    const instruments = asked.some(({ isChanged }) => isChanged) ? new Map<InstrumentId, Instrument>() : this.instruments;
    const inputs = await this.database.read(async (em) => {
      // Read again, because the base currency may be another one.
      const wanted = asked.map(({ portfolio }) => ({ userId: portfolio.userId, portfolioId: portfolio.id }));
      const found = (await findOwnPortfolios(em, wanted)).filter((portfolio) => portfolio !== null);
      return loadPortfolios(em, found, instruments);
    });
    if (instruments !== this.instruments) for (const [id, instrument] of instruments) this.instruments.set(id, instrument);
    const byId = new Map(inputs.map((input) => [input.portfolioId, input]));
    return asked.map(({ portfolio }) => byId.get(portfolio.id) ?? null);
  }

  /**
   * What is known here may be old, and whoever comes may have been shown more by another instance: that is in the database. A portfolio nobody watched
   * before is being read anyway. Those who ask while the prices are being read share the next reading.
   */
  private async readAgain(watched: Watched | null): Promise<void> {
    if (watched) this.reload([watched.portfolio.id]);
    this.nextReading ??= this.readingPrices.then(() => {
      this.nextReading = null;
      // With the database away too, what is known is all there is.
      this.readingPrices = this.loadPrices().catch(() => undefined);
      return this.readingPrices;
    });
    await this.nextReading;
  }

  private reload(portfolioIds: readonly PortfolioId[]): void {
    for (const id of portfolioIds) {
      const watched = this.watched.get(id);
      if (!watched || watched.isOutdated) continue;
      watched.isOutdated = true;
      watched.ledgerVersion = -1;
      watched.loading = watched.loading
        .catch(() => undefined)
        .then(() => (watched.isOutdated ? this.load(watched, true) : undefined))
        .catch((error) => this.tryAgain(error, 'a changed portfolio could not be loaded; it is tried again'));
    }
  }

  private apply({ quotes, rates }: Topics['quotes'], receivedMs: number | null): void {
    step('book', { 'tidemark.quotes': quotes.length }, () => {
      this.followed.came(quotes);
      this.missed.heard(quotes);
      for (const quote of quotes) {
        this.book.apply(quote);
        // A later price that was told ahead of it may have stayed.
        this.quotes.offer(this.prices.quote(quote.instrumentId) ?? quote);
      }
      for (const rate of rates) this.book.applyRate(rate);
      this.haveRatesMoved ||= rates.length > 0;
    });
    this.schedule(receivedMs);
  }

  /** @param receivedMs when the price came in that marked something; null for what else may have */
  private schedule(receivedMs: number | null = null): void {
    const marked = this.book.takeMarked().map(({ owner }) => owner as Watched);
    if (receivedMs !== null) for (const watched of marked) watched.receivedMs ??= receivedMs;
    if (this.pacemaker) {
      if (marked.length > 0) this.pacemaker.marked(marked);
      return;
    }
    if (this.beat) return;
    const wait = this.lastFlushMs + this.rest.ms - performance.now();
    this.beat = wait > 0 ? setTimeout(() => this.flush(), wait) : setImmediate(() => this.flush());
  }

  private flush(): void {
    this.beat = null;
    this.lastFlushMs = performance.now();
    this.rest.measure();
    // Whoever marked first has set the beat; it is for all.
    at(null, () => this.revalue());
  }

  /** In the trace of the price it was revalued for, if that is followed. */
  private tell(portfolio: LivePortfolio): void {
    const place = this.followed.placeOf(portfolio);
    if (place) at(place, () => step('revalue', { 'tidemark.portfolio': portfolio.input.portfolioId }, () => this.deliver(portfolio)));
    else this.deliver(portfolio);
  }

  private deliver(portfolio: LivePortfolio): void {
    const watched = portfolio.owner as Watched;
    if (watched.isRead) this.fill(watched);
    this.pacemaker?.revalued(watched, portfolio);
    if (watched.receivedMs === null) return;
    this.tools.metrics.quoteToPush.observe((this.tools.now().getTime() - watched.receivedMs) / 1000);
    watched.receivedMs = null;
  }

  private fill({ id, boxes }: Watched): void {
    let given = 0;
    for (const box of boxes) {
      if (!box.isRead) continue;
      box.put(this.book.latest(id) as Valuation);
      given += 1;
    }
    if (given > 0) this.tools.metrics.pushes.inc(given);
  }

  private age(): void {
    this.book.refresh(this.tools.now());
    this.schedule();
  }

  /** Messages may have been lost: reads the prices and the portfolios that changed meanwhile. */
  private resync(): void {
    this.loadPrices().catch((error) => this.tryAgain(error, 'the current prices could not be read; they are read again'));
    this.reloadChanged().catch((error) => this.tryAgain(error, 'the ledgers could not be compared; they are compared again'));
  }

  /** The database is away: once it is back, everything that may have changed is read, not just what failed. */
  private tryAgain(error: unknown, what: string): void {
    this.missed.waitAnew();
    this.retrying ??= setTimeout(() => {
      this.retrying = null;
      this.resync();
    }, RETRY_MS).unref();
    this.tools.log.warn({ err: error }, what);
  }

  private yesterday(): Day {
    return addDays(dayIn('UTC', this.tools.now()), -1);
  }

  private async reloadChanged(): Promise<void> {
    const versions = await this.database.read((em) => ledgerVersions(em, [...this.watched.keys()]));
    const areRatesNew = this.haveRatesMoved;
    this.haveRatesMoved = false;
    this.reload(
      [...versions].flatMap(([id, version]) => {
        const watched = this.watched.get(id);
        return watched && (watched.ledgerVersion !== version || (areRatesNew && watched.hasFreshLots)) ? id : [];
      }),
    );
  }

  private async loadPrices(): Promise<void> {
    this.apply(await this.missed.read(), null);
  }
}

/** When the first of the prices came in; null when none is news: what stands again may be of any age. */
function receivedMsOf({ quotes }: Topics['quotes']): number | null {
  let firstMs: number | null = null;
  for (const { receivedAt, stands } of quotes) if (!stands) firstMs = Math.min(firstMs ?? Number.POSITIVE_INFINITY, receivedAt.getTime());
  return firstMs;
}
