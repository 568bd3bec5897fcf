/**
 * The valuations of the portfolios somebody watches, kept up incrementally. Invariant: after `refresh` and `flush` each
 * equals `valuePortfolio` to the last digit, but for one that was deferred. `apply` only marks, `revalue` computes in integers, and decimals are made only
 * for whoever asks for a whole `Valuation`; nothing here prints.
 */
import { assert } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { MONEY_SCALE, toScaled } from './decimal.js';
import type { FxRate } from './fx.js';
import { rateGapsOf } from './gap.js';
import { type CostParts, costParts } from './holding.js';
import type { InstrumentId, PortfolioId } from './ids.js';
import { hasAged, newConversion, resolve } from './live-conversion.js';
import { type Estimate, estimateOf } from './live-estimate.js';
import { type LiveConversion, type LivePortfolio, Row, Sum, type Watch, type Watched, wholesOf } from './live-portfolio.js';
import { isPlain, lastDayOf, magnitude, move, NO_GAPS, plainUntil, QUIET, revalueRow } from './live-row.js';
import { valuationOf } from './live-valuation.js';
import { Marks, Places } from './marks.js';
import { packCosts } from './packed-costs.js';
import { type Press, packPositions, UNPRESSED } from './packed-positions.js';
import type { Position } from './position.js';
import type { PriceBook } from './price-book.js';
import { freshnessOf, pricingOf, usableQuote } from './pricing.js';
import { type Quote, saysTheSame } from './quote.js';
import { NOTHING, nearest, rational, roundTo, times } from './rational.js';
import { cashLines, type Instruments, openPositions, type PortfolioInput, type Valuation } from './valuation.js';
import { Wholes } from './wholes.js';

const NOBODY: readonly Watch[] = [];
/** Within which a price that did not change is not looked at again for its age. */
const AGE_MS = 1_000;

export class ValuationBook {
  private readonly watches = new Map<PortfolioId, Watch>();
  private readonly instruments = new Map<InstrumentId, Watched>();
  private readonly conversions = new Map<string, LiveConversion>();
  /** The conversions a rate of a currency may change. */
  private readonly byCurrency = new Map<Currency, Set<LiveConversion>>();
  /** Portfolios that came to have something marked, and that nobody was told of yet. */
  private news: Watch[] = [];
  private readonly marks = new Marks<Watch>();
  private readonly days = new Map<Day, Day>();
  /** No portfolio watched again starts below where one left off, were the clock set back. */
  private sequenceFloor = 0;

  constructor(
    private readonly prices: PriceBook,
    private readonly instrumentOf: Instruments,
    /** For what is kept of each portfolio and seldom needed. */
    private readonly press: Press = UNPRESSED,
  ) {}

  /**
   * Starts to keep a portfolio's valuation; the next flush gives the first one.
   * @param owner whoever wants it, named in what is said of the portfolio; as before when it is watched already
   */
  watch(input: PortfolioInput, owner: object | null = null): LivePortfolio {
    assert(!input.day, 'the book values the present only');
    const before = this.watches.get(input.portfolioId);
    if (before) this.unlink(before);
    const positions = openPositions(input);
    const { portfolioId, baseCurrency, ledgerVersion } = input;
    const costs = positions.map((position) => costParts(position, this.instrumentOf(position.instrumentId).currency, input));
    const watch: Watch = {
      input: { portfolioId, baseCurrency, ledgerVersion },
      owner: owner ?? before?.owner ?? null,
      positions: packPositions(positions, this.press),
      press: this.press,
      costs: packCosts(costs),
      unpacked: null,
      holdings: null,
      rows: [],
      cashRows: [],
      wholes: new Wholes(wholesOf(positions.length)),
      marks: this.marks,
      place: 0,
      changedRows: [],
      shape: 0,
      revaluations: 0,
      conversions: [],
      versions: -1,
      isOver: false,
      isPending: false,
      isDeferred: false,
      isValued: false,
      weights: null,
      gaps: [],
      valued: 0,
      dayChanged: 0,
      currencyChanged: 0,
      sequence: before?.sequence ?? this.sequenceFloor,
      asOf: null,
      latest: null,
    };
    watch.place = this.marks.take(watch, positions.length);
    watch.rows = positions.map((position, index) => this.rowOf(watch, { position, index, cost: costs[index] as CostParts }));
    watch.cashRows = cashLines(input).map((line) => {
      const conversion = this.conversion(watch, line.currency);
      return { line, conversion, amount: rational(line.amount), version: -1, value: null, isStale: false };
    });
    watch.conversions = [...new Set([...watch.rows, ...watch.cashRows].map(({ conversion }) => conversion))];
    this.watches.set(input.portfolioId, watch);
    this.queue(watch);
    return watch;
  }

  /** The portfolio's ledger changed. Does nothing when nobody watches it. */
  replace(input: PortfolioInput): void {
    if (this.watches.has(input.portfolioId)) this.watch(input);
  }

  unwatch(portfolioId: PortfolioId): void {
    const watch = this.watches.get(portfolioId);
    if (!watch) return;
    this.watches.delete(portfolioId);
    this.sequenceFloor = Math.max(this.sequenceFloor, watch.sequence);
    this.unlink(watch);
  }

  /** The valuation of the last flush; null before the first. */
  latest(portfolioId: PortfolioId): Valuation | null {
    const watch = this.watches.get(portfolioId);
    return watch?.isValued ? valuationOf(watch) : null;
  }

  /** The portfolio as it was last revalued; null before the first time. */
  live(portfolioId: PortfolioId): LivePortfolio | null {
    const watch = this.watches.get(portfolioId);
    return watch?.isValued ? watch : null;
  }

  /** The portfolios that came to have something marked since this was last asked. */
  takeMarked(): readonly LivePortfolio[] {
    if (this.news.length === 0) return NOBODY;
    const marked = this.news.filter(({ isOver }) => !isOver);
    this.news = [];
    return marked;
  }

  /** Puts the quote into the price book, unless it is there, and marks the holdings it touches. */
  apply(quote: Quote): void {
    this.prices.put(quote);
    const watched = this.instruments.get(quote.instrumentId);
    // An older or repeated quote leaves the one already valued in the price book: there is nothing to do.
    if (!watched || this.isValuedAt(watched, this.currentQuote(watched))) return;
    // As long as none of its rows was valued since the last one, all of them are marked already.
    if (!watched.isMarked) this.marks.mark(watched.places, this.queue);
    watched.isMarked = true;
  }

  /** Puts the rate into the price book, unless it is there, and marks the portfolios it may touch. */
  applyRate(rate: FxRate): void {
    this.prices.putRate(rate);
    for (const currency of [rate.base, rate.quote]) {
      for (const conversion of this.byCurrency.get(currency) ?? []) this.markConversion(conversion);
    }
  }

  /** Marks what a price or a rate counts for that has aged into another class. */
  refresh(now: Date): void {
    for (const watched of this.instruments.values()) {
      watched.changes = -1;
      this.update(watched, now);
    }
    for (const conversion of this.conversions.values()) if (hasAged(conversion, now)) this.markConversion(conversion);
  }

  /** Revalues what is marked, of all portfolios or of those named; gives the valuations that changed. */
  flush(now: Date, ids?: readonly PortfolioId[]): Valuation[] {
    return this.revalue(now, ids).map((portfolio) => valuationOf(portfolio as Watch));
  }

  /** As `flush`, without making a valuation of it; each stands until its portfolio is revalued again. */
  revalue(now: Date, ids?: readonly PortfolioId[]): LivePortfolio[] {
    const due: Watch[] = [];
    if (ids) {
      for (const id of ids) {
        const watch = this.watches.get(id);
        if (watch && isDue(watch) && !due.includes(watch)) due.push(this.lookUp(watch, now));
      }
    } else {
      this.news = [...this.watches.values()].filter(({ isPending }) => isPending);
      // A price that is looked up again can mark further portfolios, which come behind.
      for (const watch of this.news) due.push(this.lookUp(watch, now));
      this.news = [];
    }
    return due.filter((watch) => this.bringUp(watch, now));
  }

  /** Revalues one portfolio; false when nothing of it changed. */
  revalueOne(now: Date, portfolio: LivePortfolio): boolean {
    const watch = portfolio as Watch;
    return !watch.isOver && isDue(watch) && this.bringUp(this.lookUp(watch, now), now);
  }

  /** Whoever comes from another instance was shown numbers of its own: what stands here is at least as new, and numbered so. */
  renumber(now: Date, id: PortfolioId): void {
    const watch = this.watches.get(id);
    if (!watch?.isValued || watch.sequence >= now.getTime()) return;
    watch.sequence = now.getTime();
    watch.changedRows = [];
    watch.revaluations += 1;
    watch.latest = null;
  }

  /** About what each of those named is worth at the present prices; null where only its revaluation tells. */
  estimates(now: Date, ids: readonly PortfolioId[]): (Estimate | null)[] {
    const watches = ids.map((id) => this.watches.get(id));
    // Looked up first, of all of them: a price that is looked up may mark more.
    for (const watch of watches) if (watch?.isPending) this.lookUp(watch, now);
    return watches.map((watch) => (watch ? estimateOf(watch) : null));
  }

  /** Takes its marks off without a revaluation, until the next price or until it is revalued by name. */
  defer(id: PortfolioId): void {
    const watch = this.watches.get(id);
    if (!watch?.isPending) return;
    watch.isPending = false;
    this.marks.clear(watch.place, watch.rows.length);
    watch.isDeferred = true;
  }

  /** Whether what was looked up made a difference. */
  private bringUp(watch: Watch, now: Date): boolean {
    watch.isPending = false;
    if (!revalue(watch)) return false;
    watch.sequence = Math.max(watch.sequence + 1, now.getTime());
    return true;
  }

  /** Takes the present prices and rates of what is marked. */
  private lookUp(watch: Watch, now: Date): Watch {
    for (const index of markedRows(watch)) this.update((watch.rows[index] as Row).watched, now);
    for (const conversion of watch.conversions) resolve(conversion, this.prices, now);
    return watch;
  }

  private readonly queue = (watch: Watch): void => {
    if (watch.isPending) return;
    watch.isPending = true;
    this.news.push(watch);
  };

  private markConversion(conversion: LiveConversion): void {
    conversion.isMarked = true;
    for (const watch of conversion.watches) this.queue(watch);
  }

  private currentQuote({ instrument }: Watched): Quote | null {
    return usableQuote(this.prices.quote(instrument.id), instrument);
  }

  /** A price that was told ahead of its row and has got it since is valued as it was. */
  private isValuedAt(watched: Watched, quote: Quote | null): boolean {
    if (quote && watched.quote?.ahead && quote !== watched.quote && saysTheSame(quote, watched.quote)) watched.quote = quote;
    return quote === watched.quote;
  }

  /** Takes the instrument's present quote and age class; when either changed, every row that holds it is marked. */
  private update(watched: Watched, now: Date): void {
    const nowMs = now.getTime();
    if (!watched.isMarked && watched.changes === this.prices.changes && Math.abs(nowMs - watched.lookedMs) < AGE_MS) return;
    const { isMarked } = watched;
    watched.isMarked = false;
    watched.changes = this.prices.changes;
    watched.lookedMs = nowMs;
    const quote = this.currentQuote(watched);
    const freshness = freshnessOf(quote, watched.instrument, now, null);
    const isValued = this.isValuedAt(watched, quote);
    if (isValued && freshness === watched.freshness) return;
    if (!isValued) {
      const before = watched.quote;
      watched.quote = quote;
      watched.price = quote ? rational(quote.price) : NOTHING;
      watched.near = nearest(watched.price);
      // That of a day's first price is handed on from price to price.
      if (quote?.previousClose !== before?.previousClose)
        watched.previous = quote?.previousClose ? rational(quote.previousClose.price) : NOTHING;
      watched.plainUntil = quote && plainUntil(quote);
    }
    watched.freshness = freshness;
    watched.pricing = quote && freshness && pricingOf(QUIET, watched.instrument, quote, freshness);
    if (!isMarked) this.marks.mark(watched.places, this.queue);
  }

  private rowOf(watch: Watch, { position, index, cost }: { position: Position; index: number; cost: CostParts }): Row {
    const watched = this.watched(position.instrumentId);
    const { currency, multiplier } = watched.instrument;
    const quantity = rational(position.quantity);
    watched.places.add(watch.place + index);
    this.marks.markOne(watch.place + index);
    return new Row(watch, index, watched, this.conversion(watch, currency), this.sameDay(lastDayOf(position)), {
      units: multiplier.eq(1) ? quantity : times(quantity, rational(multiplier)),
      bookedCost: toScaled(cost.booked, MONEY_SCALE),
      localCost: cost.local.isZero() ? NOTHING : rational(cost.local),
      gaps: NO_GAPS,
    });
  }

  /** One text for all rows of a day, where each was read on its own. */
  private sameDay(day: Day): Day {
    const known = this.days.get(day) ?? day;
    this.days.set(known, known);
    return known;
  }

  private watched(id: InstrumentId): Watched {
    const instrument = this.instrumentOf(id);
    let watched = this.instruments.get(id);
    if (!watched) {
      const none = { quote: null, freshness: null, price: NOTHING, near: 0, previous: NOTHING, pricing: null, plainUntil: null };
      watched = { instrument, places: new Places(), isMarked: false, ...none, changes: -1, lookedMs: 0 };
      this.instruments.set(id, watched);
      return watched;
    }
    if (watched.instrument !== instrument) {
      // It was read again with this portfolio, and others show it as well: what its price counts for may be another.
      watched.instrument = instrument;
      watched.changes = -1;
    }
    return watched;
  }

  private conversion(watch: Watch, from: Currency): LiveConversion {
    const to = watch.input.baseCurrency;
    const key = `${from}${to}`;
    let conversion = this.conversions.get(key);
    if (!conversion) {
      const fresh = newConversion(from, to);
      conversion = fresh;
      this.conversions.set(key, fresh);
      for (const currency of [from, to]) {
        const known = this.byCurrency.get(currency);
        if (known) known.add(fresh);
        else this.byCurrency.set(currency, new Set([fresh]));
      }
    }
    conversion.watches.add(watch);
    return conversion;
  }

  /** Forgets a portfolio's rows, and the instruments and conversions nobody else needs. */
  private unlink(watch: Watch): void {
    watch.isPending = false;
    watch.isOver = true;
    for (const row of watch.rows) {
      const { watched } = row;
      watched.places.remove(watch.place + row.index);
      if (watched.places.count === 0) this.instruments.delete(watched.instrument.id);
    }
    this.marks.give(watch.place, watch.rows.length);
    for (const { conversion } of [...watch.rows, ...watch.cashRows]) {
      conversion.watches.delete(watch);
      if (conversion.watches.size > 0) continue;
      this.conversions.delete(`${conversion.from}${conversion.to}`);
      for (const currency of [conversion.from, conversion.to]) {
        const known = this.byCurrency.get(currency);
        known?.delete(conversion);
        if (known?.size === 0) this.byCurrency.delete(currency);
      }
    }
  }
}

function markedRows({ marks, place, rows }: Watch): number[] {
  return marks.marked(place, rows.length);
}

function isDue({ isPending, isDeferred }: Watch): boolean {
  return isPending || isDeferred;
}

/** The rows to be computed again: those marked, those whose rate is another, and those whose price is another since it was deferred. */
function outdatedRows(watch: Watch): number[] {
  if (watch.isDeferred) for (const row of watch.rows) if (!isPlain(row) || row.pricing !== row.watched.pricing) setMark(row);
  watch.isDeferred = false;
  const versions = watch.conversions.reduce((sum, { version }) => sum + version, 0);
  if (versions === watch.versions) return markedRows(watch);
  watch.versions = versions;
  for (const row of watch.rows) if (row.version !== row.conversion.version) setMark(row);
  return markedRows(watch);
}

function setMark({ watch, index }: Row): void {
  watch.marks.markOne(watch.place + index);
}

/** Brings every row that is marked or out of date up to date; false when there was none. */
function revalue(watch: Watch): boolean {
  const isFirst = !watch.isValued;
  watch.changedRows = outdatedRows(watch);
  let isReshaped = isFirst;
  for (const index of watch.changedRows) if (revalueRow(watch.rows[index] as Row)) isReshaped = true;
  watch.marks.clear(watch.place, watch.rows.length);
  const cash = revalueCash(watch);
  if (isReshaped || cash.hasOtherGaps) {
    const ofCash = watch.cashRows.flatMap(({ line, conversion }) => rateGapsOf(line.currency, conversion));
    watch.gaps = [...watch.rows.flatMap((row) => row.gaps), ...ofCash];
    watch.shape += 1;
  }
  if (!isFirst && watch.changedRows.length === 0 && !cash.hasChanged) return false;
  watch.isValued = true;
  watch.revaluations += 1;
  watch.latest = null;
  return true;
}

function revalueCash(watch: Watch): { readonly hasChanged: boolean; readonly hasOtherGaps: boolean } {
  let hasChanged = false;
  let hasOtherGaps = false;
  for (const row of watch.cashRows) {
    const { conversion } = row;
    if (row.version === conversion.version) continue;
    row.version = conversion.version;
    const value = conversion.cross ? roundTo(times(row.amount, conversion.rate), MONEY_SCALE) : null;
    const [was, is] = [magnitude(row.value), magnitude(value)];
    move(watch, Sum.CASH, row.value, value);
    move(watch, Sum.CASH_MAGNITUDE, was, is);
    move(watch, Sum.STALE_MAGNITUDE, row.isStale ? was : 0n, conversion.isStale ? is : 0n);
    if ((value === null) !== (row.value === null) || conversion.isStale !== row.isStale) hasOtherGaps = true;
    row.value = value;
    row.isStale = conversion.isStale;
    hasChanged = true;
  }
  return { hasChanged, hasOtherGaps };
}
