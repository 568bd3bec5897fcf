/**
 * The valuations of the portfolios somebody watches, kept up incrementally. Invariant: after `refresh` and `flush` each
 * equals `valuePortfolio` to the last digit. `apply` only marks, `revalue` computes in integers, and decimals are made only
 * for whoever asks for a whole `Valuation`; nothing here prints.
 */
import { assert } from './assert.js';
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { Decimal, MONEY_SCALE, ONE, RATIO_SCALE, toScaled } from './decimal.js';
import { Freshness } from './freshness.js';
import { type Cross, earlierCross, type FxRate } from './fx.js';
import type { InstrumentId, PortfolioId } from './ids.js';
import type { Instrument } from './instrument.js';
import { Marks, Places } from './marks.js';
import { packPositions, unpackPositions } from './packed-positions.js';
import type { Position } from './position.js';
import type { PriceBook } from './price-book.js';
import { type Quote, saysTheSame } from './quote.js';
import { decimalOf, minus, NOTHING, type Rational, rational, roundTo, times } from './rational.js';
import {
  assemble,
  type CashBalance,
  type CostParts,
  cashLines,
  costParts,
  descriptionOf,
  freshnessOf,
  type Gap,
  gainOf,
  gapsOf,
  type Holding,
  type Instruments,
  noRate,
  openPositions,
  type PortfolioInput,
  type Pricing,
  pricingOf,
  usableQuote,
  type Valuation,
} from './valuation.js';

/** Integers at MONEY_SCALE in the base currency, but for `marketValue` (instrument's currency) and the ratio (RATIO_SCALE). */
export interface Figures {
  readonly marketValue: bigint | null;
  readonly value: bigint | null;
  readonly costBasis: bigint | null;
  readonly unrealisedGain: bigint | null;
  readonly dayChange: bigint | null;
  readonly dayChangePrice: bigint | null;
  readonly dayChangeCurrency: bigint | null;
  readonly dayChangeRatio: bigint | null;
  readonly isStale: boolean;
}

const NOBODY: readonly PortfolioId[] = [];
/** Within which a price that did not change is not looked at again for its age. */
const AGE_MS = 1_000;
const NO_GAPS: readonly Gap[] = [];
const UNIT: Rational = { n: 1n, d: 1n };

const NO_FIGURES: Figures = {
  marketValue: null,
  value: null,
  costBasis: null,
  unrealisedGain: null,
  dayChange: null,
  dayChangePrice: null,
  dayChangeCurrency: null,
  dayChangeRatio: null,
  isStale: false,
};

/** What a portfolio comes to, as `Figures` are. */
export interface Summary {
  readonly total: bigint;
  readonly marketValue: bigint;
  readonly cash: bigint;
  readonly costBasis: bigint | null;
  readonly unrealisedGain: bigint | null;
  readonly dayChange: bigint | null;
  readonly dayChangePrice: bigint | null;
  readonly dayChangeCurrency: bigint | null;
  readonly dayChangeRatio: bigint | null;
  readonly staleShare: bigint | null;
  readonly asOf: Date | null;
  readonly asOfEarliest: Date | null;
}

/** A holding as it was last revalued; its position is among those of `positionsOf`. */
export interface LiveRow {
  readonly instrument: Instrument;
  readonly pricing: Pricing | null;
  readonly figures: Figures;
}

export interface LiveCash {
  readonly line: Omit<CashBalance, 'value'>;
  readonly value: bigint | null;
}

/** A watched portfolio for whoever prints it; what it says stands until the next revaluation. */
export interface LivePortfolio {
  readonly input: Pick<PortfolioInput, 'portfolioId' | 'baseCurrency' | 'ledgerVersion'>;
  readonly rows: readonly LiveRow[];
  readonly cashRows: readonly LiveCash[];
  /** Rows the last revaluation computed again. */
  readonly changedRows: readonly number[];
  /** Counts the changes of anything but a figure, a price or an instant: of a flag, a source, a date or the gaps. */
  readonly shape: number;
  /** May name a gap more than once. */
  readonly gaps: readonly Gap[];
  readonly sequence: number;
  /** Counts the revaluations: `changedRows` tells one apart from the one before, no further back. */
  readonly revaluations: number;
}

/** An instrument somebody watches, the quote its rows were last valued at, and the rows. */
interface Watched {
  readonly instrument: Instrument;
  readonly places: Places;
  /** A quote came that no row was valued at yet: all of them are marked. */
  isMarked: boolean;
  quote: Quote | null;
  freshness: Freshness | null;
  /** Of `quote`. */
  price: Rational;
  previous: Rational;
  /** What `quote` says of every position that neither traded nor split after `plainUntil`; null without a quote. */
  pricing: Pricing | null;
  plainUntil: Day | null;
  /** The price book's changes when it was last looked up, and when that was. */
  changes: number;
  lookedMs: number;
}

/** How one currency becomes one base currency, shared by all portfolios that need it. */
interface Conversion {
  readonly from: Currency;
  readonly to: Currency;
  /** One currency, which needs no rate. */
  readonly isSame: boolean;
  readonly watches: Set<Watch>;
  cross: Cross | null;
  rate: Rational;
  /** By the previous close's day: what the conversion was then. */
  readonly earlier: Map<Day | null, Rational | null>;
  /** A rate of one of its currencies came since `cross` was looked up. */
  isMarked: boolean;
  /** Counts the changes of `cross`; a row valued at another count is out of date. */
  version: number;
}

/** One holding of one portfolio. Amounts are integers at MONEY_SCALE, in the base currency. */
interface Row extends LiveRow {
  readonly watch: Watch;
  readonly index: number;
  readonly watched: Watched;
  readonly conversion: Conversion;
  /** Quantity, and quantity x multiplier. */
  readonly quantity: Rational;
  readonly units: Rational;
  readonly multiplier: Rational;
  /** The latest day it traded or split. */
  readonly lastDay: Day;
  /** Unpacked where its trades and splits count for its price. */
  position: Position | null;
  /** The cost in its two parts: at the rates of the trades in the base currency, and in the instrument's. */
  readonly bookedCost: bigint;
  readonly localCost: Rational;
  version: number;
  pricing: Pricing | null;
  figures: Figures;
  gaps: readonly Gap[];
  /** Made when somebody asks for it. */
  holding: Holding | null;
}

interface CashRow extends LiveCash {
  readonly conversion: Conversion;
  readonly amount: Rational;
  version: number;
  value: bigint | null;
}

/** A watched portfolio: its rows, their marks, and the sums over them. */
interface Watch extends LivePortfolio {
  readonly rows: Row[];
  readonly cashRows: CashRow[];
  /** The positions and their costs, in the order of the rows. */
  readonly positions: string;
  readonly costs: string | null;
  changedRows: number[];
  shape: number;
  sequence: number;
  revaluations: number;
  /** A bit for each row, from `place` on. */
  readonly marks: Marks<Watch>;
  place: number;
  /** Each once; and the sum of their versions when the rows were last compared with them. */
  conversions: readonly Conversion[];
  versions: number;
  isPending: boolean;
  isValued: boolean;
  gaps: readonly Gap[];
  readonly sums: Totals;
  /** Made when somebody asks for it. */
  latest: Valuation | null;
}

/** Exact sums at MONEY_SCALE, moved by the difference of what changes. */
interface Totals {
  marketValue: bigint;
  cash: bigint;
  costBasis: bigint;
  valued: number;
  dayChangePrice: bigint;
  dayChanged: number;
  dayChangeCurrency: bigint;
  currencyChanged: number;
  staleMagnitude: bigint;
  holdingMagnitude: bigint;
  cashMagnitude: bigint;
}

export class ValuationBook {
  private readonly watches = new Map<PortfolioId, Watch>();
  private readonly instruments = new Map<InstrumentId, Watched>();
  private readonly conversions = new Map<string, Conversion>();
  /** The conversions a rate of a currency may change. */
  private readonly byCurrency = new Map<Currency, Set<Conversion>>();
  /** Portfolios with anything marked. */
  private readonly pending = new Set<Watch>();
  /** Those of them nobody was told of yet. */
  private readonly news = new Set<PortfolioId>();
  private readonly marks = new Marks<Watch>();
  /** No portfolio watched again starts below where one left off. */
  private sequenceFloor = 0;

  constructor(
    private readonly prices: PriceBook,
    private readonly instrumentOf: Instruments,
  ) {}

  /** Starts to keep a portfolio's valuation; the next flush gives the first one. */
  watch(input: PortfolioInput): void {
    assert(!input.day, 'the book values the present only');
    const before = this.watches.get(input.portfolioId);
    if (before) this.unlink(before);
    const positions = openPositions(input);
    const { portfolioId, baseCurrency, ledgerVersion } = input;
    const costs = positions.map((position) => costParts(position, this.instrumentOf(position.instrumentId).currency, input));
    const watch: Watch = {
      input: { portfolioId, baseCurrency, ledgerVersion },
      positions: packPositions(positions),
      costs: packCosts(costs),
      rows: [],
      cashRows: [],
      marks: this.marks,
      place: 0,
      changedRows: [],
      shape: 0,
      revaluations: 0,
      conversions: [],
      versions: -1,
      isPending: false,
      isValued: false,
      gaps: [],
      sums: emptyTotals(),
      sequence: before?.sequence ?? this.sequenceFloor,
      latest: null,
    };
    watch.place = this.marks.take(watch, positions.length);
    for (const [index, position] of positions.entries()) this.addRow(watch, position, costs[index] as CostParts);
    for (const line of cashLines(input)) {
      const conversion = this.conversion(watch, line.currency);
      watch.cashRows.push({ line, conversion, amount: rational(line.amount), version: -1, value: null });
    }
    watch.conversions = [...new Set([...watch.rows, ...watch.cashRows].map(({ conversion }) => conversion))];
    this.watches.set(input.portfolioId, watch);
    this.queue(watch);
  }

  /** The portfolio's ledger changed. Does nothing when nobody watches it. */
  replace(input: PortfolioInput): void {
    if (this.watches.has(input.portfolioId)) this.watch(input);
  }

  unwatch(portfolioId: PortfolioId): void {
    const watch = this.watches.get(portfolioId);
    if (!watch) return;
    this.watches.delete(portfolioId);
    this.news.delete(portfolioId);
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
  takeMarked(): readonly PortfolioId[] {
    if (this.news.size === 0) return NOBODY;
    const marked = [...this.news];
    this.news.clear();
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
      for (const conversion of this.byCurrency.get(currency) ?? []) {
        conversion.isMarked = true;
        for (const watch of conversion.watches) this.queue(watch);
      }
    }
  }

  /** Marks the holdings whose price has aged into another class. */
  refresh(now: Date): void {
    for (const watched of this.instruments.values()) {
      watched.changes = -1;
      this.update(watched, now);
    }
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
        if (watch?.isPending && !due.includes(watch)) due.push(this.lookUp(watch, now));
      }
    } else {
      // A price that is looked up again can mark further portfolios; the set then yields those too.
      for (const watch of this.pending) due.push(this.lookUp(watch, now));
      this.news.clear();
    }
    const changed: LivePortfolio[] = [];
    for (const watch of due) {
      this.pending.delete(watch);
      watch.isPending = false;
      if (!revalue(watch)) continue;
      watch.sequence = Math.max(watch.sequence + 1, this.prices.revision + watch.input.ledgerVersion);
      changed.push(watch);
    }
    return changed;
  }

  /** Takes the present prices and rates of what is marked. */
  private lookUp(watch: Watch, now: Date): Watch {
    for (const index of markedRows(watch)) this.update((watch.rows[index] as Row).watched, now);
    for (const conversion of watch.conversions) this.resolve(conversion);
    return watch;
  }

  private readonly queue = (watch: Watch): void => {
    if (watch.isPending) return;
    watch.isPending = true;
    this.pending.add(watch);
    this.news.add(watch.input.portfolioId);
  };

  private mark(row: Row): void {
    setMark(row);
    this.queue(row.watch);
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
    const freshness = quote && freshnessOf(quote, watched.instrument, now, null);
    const isValued = this.isValuedAt(watched, quote);
    if (isValued && freshness === watched.freshness) return;
    if (!isValued) {
      watched.quote = quote;
      watched.price = quote ? rational(quote.price) : NOTHING;
      watched.previous = quote?.previousClose ? rational(quote.previousClose.price) : NOTHING;
      watched.plainUntil = quote && plainUntil(quote);
    }
    watched.freshness = freshness;
    watched.pricing = quote && freshness && pricingOf(QUIET, watched.instrument, quote, freshness);
    if (!isMarked) this.marks.mark(watched.places, this.queue);
  }

  private resolve(conversion: Conversion): void {
    if (!conversion.isMarked) return;
    conversion.isMarked = false;
    const cross = this.prices.cross(conversion.from, conversion.to);
    if (conversion.version > 0 && sameLegs(cross, conversion.cross)) return;
    conversion.cross = cross;
    conversion.rate = cross ? quotient(cross) : NOTHING;
    conversion.earlier.clear();
    conversion.version += 1;
  }

  private addRow(watch: Watch, position: Position, cost: CostParts): void {
    const watched = this.watched(position.instrumentId);
    const quantity = rational(position.quantity);
    const multiplier = watched.instrument.multiplier.eq(1) ? UNIT : rational(watched.instrument.multiplier);
    const row: Row = {
      watch,
      index: watch.rows.length,
      position: null,
      lastDay: lastDayOf(position),
      instrument: watched.instrument,
      watched,
      conversion: this.conversion(watch, watched.instrument.currency),
      quantity,
      units: multiplier === UNIT ? quantity : times(quantity, multiplier),
      multiplier,
      bookedCost: toScaled(cost.booked, MONEY_SCALE),
      localCost: cost.local.isZero() ? NOTHING : rational(cost.local),
      version: -1,
      pricing: null,
      figures: NO_FIGURES,
      gaps: NO_GAPS,
      holding: null,
    };
    watch.rows.push(row);
    watched.places.add(watch.place + row.index);
    this.mark(row);
  }

  private watched(id: InstrumentId): Watched {
    let watched = this.instruments.get(id);
    if (!watched) {
      const instrument = this.instrumentOf(id);
      const none = { quote: null, freshness: null, price: NOTHING, previous: NOTHING, pricing: null, plainUntil: null };
      watched = { instrument, places: new Places(), isMarked: false, ...none, changes: -1, lookedMs: 0 };
      this.instruments.set(id, watched);
    }
    return watched;
  }

  private conversion(watch: Watch, from: Currency): Conversion {
    const to = watch.input.baseCurrency;
    const key = `${from}${to}`;
    let conversion = this.conversions.get(key);
    if (!conversion) {
      const none = { cross: null, rate: NOTHING, earlier: new Map(), isMarked: true, version: 0 };
      const fresh: Conversion = { from, to, isSame: from === to, watches: new Set<Watch>(), ...none };
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
    this.pending.delete(watch);
    watch.isPending = false;
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

function emptyTotals(): Totals {
  const money = { marketValue: 0n, cash: 0n, costBasis: 0n, dayChangePrice: 0n, dayChangeCurrency: 0n };
  const magnitudes = { staleMagnitude: 0n, holdingMagnitude: 0n, cashMagnitude: 0n };
  return { ...money, ...magnitudes, valued: 0, dayChanged: 0, currencyChanged: 0 };
}

function markedRows({ marks, place, rows }: Watch): number[] {
  return marks.marked(place, rows.length);
}

/** The rows to be computed again: those marked, and those whose rate is another. */
function outdatedRows(watch: Watch): number[] {
  const versions = watch.conversions.reduce((sum, { version }) => sum + version, 0);
  if (versions === watch.versions) return markedRows(watch);
  watch.versions = versions;
  for (const row of watch.rows) if (row.version !== row.conversion.version) setMark(row);
  return markedRows(watch);
}

function setMark({ watch, index }: Row): void {
  watch.marks.markOne(watch.place + index);
}

function sameLegs(a: Cross | null, b: Cross | null): boolean {
  if (!a || !b) return a === b;
  return a.legs.length === b.legs.length && a.legs.every((leg, index) => leg === b.legs[index]);
}

function quotient({ numerator, denominator }: Pick<Cross, 'numerator' | 'denominator'>): Rational {
  const [above, below] = [rational(numerator), rational(denominator)];
  return { n: above.n * below.d, d: above.d * below.n };
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
    const missing = watch.cashRows.filter((row) => row.value === null).map((row) => noRate(row.line.currency));
    watch.gaps = [...watch.rows.flatMap((row) => row.gaps), ...missing];
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
  const { sums } = watch;
  for (const row of watch.cashRows) {
    const { conversion } = row;
    if (row.version === conversion.version) continue;
    row.version = conversion.version;
    const value = conversion.cross ? roundTo(times(row.amount, conversion.rate), MONEY_SCALE) : null;
    sums.cash += (value ?? 0n) - (row.value ?? 0n);
    sums.cashMagnitude += magnitude(value) - magnitude(row.value);
    if ((value === null) !== (row.value === null)) hasOtherGaps = true;
    row.value = value;
    hasChanged = true;
  }
  return { hasChanged, hasOtherGaps };
}

function magnitude(value: bigint | null): bigint {
  if (value === null) return 0n;
  return value < 0n ? -value : value;
}

/** Whether anything but its figures, price and instant changed. */
function revalueRow(row: Row): boolean {
  const { watched, conversion } = row;
  const before = row.pricing;
  const pricing = pricingOfRow(row);
  const figures = figuresOf(row, pricing);
  recount(row.watch.sums, row.figures, figures);
  row.pricing = pricing;
  row.figures = figures;
  row.holding = null;
  const gaps = isWhole(pricing) && conversion.cross ? NO_GAPS : gapsOf(watched.instrument, pricing, conversion.cross);
  const isReshaped = !hasSameShape(before, pricing) || !haveSameReasons(row.gaps, gaps);
  row.gaps = gaps;
  row.version = conversion.version;
  return isReshaped;
}

/** What the quote says of all who hold it, unless the position traded or split since the days it compares. */
function pricingOfRow(row: Row): Pricing | null {
  const { watched } = row;
  if (watched.pricing && watched.plainUntil && row.lastDay <= watched.plainUntil) return watched.pricing;
  row.position ??= positionsOf(row.watch)[row.index] as Position;
  return pricingOf(row.position, watched.instrument, watched.quote, watched.freshness);
}

/** A position of which a price is all there is to say. */
const QUIET = { quantity: ONE, recentTrades: [], recentSplits: [], lastTradePrice: null, lastTradeDay: null } as const;

/** Trades and splits up to this day are in the price and in the previous close of a quote alike. */
function plainUntil({ valueDate, previousClose }: Quote): Day {
  const dayBefore = addDays(valueDate, -1);
  const compared = previousClose?.valueDate ?? dayBefore;
  return compared < dayBefore ? compared : dayBefore;
}

function lastDayOf({ recentTrades, recentSplits }: Position): Day {
  const days = [recentTrades.at(-1)?.day, recentSplits.at(-1)?.day].filter((day) => day !== undefined);
  return days.sort().at(-1) ?? ('0001-01-01' as Day);
}

/** Whether a price says all that a valuation wants of it. */
function isWhole(pricing: Pricing | null): boolean {
  return pricing?.hasDayChange === true && pricing.freshness !== Freshness.STALE;
}

function hasSameShape(a: Pricing | null, b: Pricing | null): boolean {
  if (a === b || !a || !b) return a === b;
  return (
    a.kind === b.kind &&
    a.valueDate === b.valueDate &&
    a.source === b.source &&
    a.freshness === b.freshness &&
    (a.previous?.valueDate ?? null) === (b.previous?.valueDate ?? null)
  );
}

/** Of one row, so that the instrument and the currency are the same. */
function haveSameReasons(a: readonly Gap[], b: readonly Gap[]): boolean {
  return a.length === b.length && a.every(({ reason }, index) => reason === b[index]?.reason);
}

/** Each figure is computed when it is read, and stands until the next revaluation. */
export function summaryOf(portfolio: LivePortfolio): Summary {
  return new WatchSummary(portfolio as Watch);
}

/** Equal to what `valuationOf` says in decimals. */
class WatchSummary implements Summary {
  constructor(private readonly watch: Watch) {}

  get total(): bigint {
    return this.watch.sums.marketValue + this.watch.sums.cash;
  }

  get marketValue(): bigint {
    return this.watch.sums.marketValue;
  }

  get cash(): bigint {
    return this.watch.sums.cash;
  }

  get costBasis(): bigint | null {
    return this.isKnown(this.watch.sums.valued) ? this.watch.sums.costBasis : null;
  }

  get unrealisedGain(): bigint | null {
    const { sums } = this.watch;
    return this.isKnown(sums.valued) ? sums.marketValue - sums.costBasis : null;
  }

  get dayChange(): bigint | null {
    const { sums } = this.watch;
    return this.isKnown(sums.dayChanged) ? sums.dayChangePrice + sums.dayChangeCurrency : null;
  }

  get dayChangePrice(): bigint | null {
    return this.isKnown(this.watch.sums.dayChanged) ? this.watch.sums.dayChangePrice : null;
  }

  get dayChangeCurrency(): bigint | null {
    return this.isKnown(this.watch.sums.currencyChanged) ? this.watch.sums.dayChangeCurrency : null;
  }

  get dayChangeRatio(): bigint | null {
    const { dayChange } = this;
    return dayChange === null ? null : shareOf(dayChange, this.total - dayChange);
  }

  get staleShare(): bigint | null {
    const { sums } = this.watch;
    return shareOf(sums.staleMagnitude, sums.holdingMagnitude + sums.cashMagnitude);
  }

  get asOf(): Date | null {
    let latestMs = Number.NEGATIVE_INFINITY;
    let asOf: Date | null = null;
    for (const { pricing } of this.watch.rows) {
      const observedMs = pricing?.observedAt?.getTime() ?? Number.NaN;
      if (!(observedMs > latestMs)) continue;
      latestMs = observedMs;
      asOf = pricing?.observedAt ?? null;
    }
    return asOf;
  }

  get asOfEarliest(): Date | null {
    let earliestMs = Number.POSITIVE_INFINITY;
    let asOf: Date | null = null;
    for (const { pricing } of this.watch.rows) {
      const observedMs = pricing?.observedAt?.getTime() ?? Number.NaN;
      if (!(observedMs < earliestMs)) continue;
      earliestMs = observedMs;
      asOf = pricing?.observedAt ?? null;
    }
    return asOf;
  }

  /** Where nothing is held nothing is missing. */
  private isKnown(count: number): boolean {
    return count > 0 || this.watch.rows.length === 0;
  }
}

function shareOf(part: bigint, whole: bigint): bigint | null {
  return whole > 0n ? roundTo({ n: part, d: whole }, RATIO_SCALE) : null;
}

/** The whole valuation in decimals, as `valuePortfolio` would give it. */
function valuationOf(watch: Watch): Valuation {
  if (watch.latest) return watch.latest;
  const { sums } = watch;
  const [positions, costs] = [positionsOf(watch), unpackCosts(watch.costs)];
  watch.latest = assemble(watch.input, {
    sequence: watch.sequence,
    holdings: watch.rows.map((row, index) => holdingOf(row, positions[index] as Position, costs?.[index])),
    cashBalances: watch.cashRows.map(({ line, value }) => ({ ...line, value: money(value) })),
    gaps: watch.gaps,
    sums: {
      marketValue: decimalOf(sums.marketValue, MONEY_SCALE),
      cash: decimalOf(sums.cash, MONEY_SCALE),
      costBasis: decimalOf(sums.costBasis, MONEY_SCALE),
      valued: sums.valued,
      dayChangePrice: decimalOf(sums.dayChangePrice, MONEY_SCALE),
      dayChanged: sums.dayChanged,
      dayChangeCurrency: decimalOf(sums.dayChangeCurrency, MONEY_SCALE),
      currencyChanged: sums.currencyChanged,
      staleMagnitude: decimalOf(sums.staleMagnitude, MONEY_SCALE),
      holdingMagnitude: decimalOf(sums.holdingMagnitude, MONEY_SCALE),
      cashMagnitude: decimalOf(sums.cashMagnitude, MONEY_SCALE),
    },
  });
  return watch.latest;
}

function money(scaled: bigint | null): Decimal | null {
  return scaled === null ? null : decimalOf(scaled, MONEY_SCALE);
}

/** @param cost not given where all of it is in the base currency */
function holdingOf(row: Row, position: Position, cost: CostParts | undefined): Holding {
  const { figures, instrument } = row;
  row.holding ??= {
    ...descriptionOf(position, instrument, row.pricing),
    marketValue: money(figures.marketValue),
    value: money(figures.value),
    ...gainOf(position, {
      value: money(figures.value),
      cost: cost ?? costParts(position, instrument.currency, { baseCurrency: instrument.currency }),
      conversion: row.conversion.cross,
    }),
    dayChange: money(figures.dayChange),
    dayChangePrice: money(figures.dayChangePrice),
    dayChangeCurrency: money(figures.dayChangeCurrency),
    dayChangeRatio: figures.dayChangeRatio === null ? null : decimalOf(figures.dayChangeRatio, RATIO_SCALE),
  };
  return row.holding;
}

/** The positions of a watched portfolio, in the order of its rows: made anew for each who asks. */
export function positionsOf(portfolio: LivePortfolio): Position[] {
  return unpackPositions((portfolio as Watch).positions);
}

/** Null where each position's cost is its own, in the base currency. */
function packCosts(costs: readonly CostParts[]): string | null {
  if (costs.every(({ booked, isComplete }) => isComplete && booked.isZero())) return null;
  return JSON.stringify(
    costs.map(({ booked, bookedWithoutFees, local, localWithoutFees, isComplete }) => [
      [booked, bookedWithoutFees, local, localWithoutFees].map((part) => part.toFixed()),
      isComplete,
    ]),
  );
}

function unpackCosts(text: string | null): CostParts[] | null {
  if (text === null) return null;
  return (JSON.parse(text) as [[string, string, string, string], boolean][]).map(([parts, isComplete]) => {
    const [booked, bookedWithoutFees, local, localWithoutFees] = parts.map((part) => new Decimal(part)) as [
      Decimal,
      Decimal,
      Decimal,
      Decimal,
    ];
    return { booked, bookedWithoutFees, local, localWithoutFees, isComplete };
  });
}

/** Moves the sums by what changed in a row. A figure that is not known is in no sum. */
function recount(sums: Totals, before: Figures, after: Figures): void {
  sums.marketValue = moved(sums.marketValue, before.value, after.value);
  sums.valued += known(after.value) - known(before.value);
  sums.costBasis = moved(sums.costBasis, before.value === null ? null : before.costBasis, after.value === null ? null : after.costBasis);
  const [was, is] = [magnitude(before.value), magnitude(after.value)];
  sums.holdingMagnitude = moved(sums.holdingMagnitude, was, is);
  if (before.isStale || after.isStale) sums.staleMagnitude += (after.isStale ? is : 0n) - (before.isStale ? was : 0n);
  sums.dayChangePrice = moved(sums.dayChangePrice, before.dayChangePrice, after.dayChangePrice);
  sums.dayChanged += known(after.dayChangePrice) - known(before.dayChangePrice);
  sums.dayChangeCurrency = moved(sums.dayChangeCurrency, before.dayChangeCurrency, after.dayChangeCurrency);
  sums.currencyChanged += known(after.dayChangeCurrency) - known(before.dayChangeCurrency);
}

/** Most figures of a row stay what they are when its price moves: then there is nothing to add. */
function moved(sum: bigint, before: bigint | null, after: bigint | null): bigint {
  return before === after ? sum : sum + (after ?? 0n) - (before ?? 0n);
}

function known(figure: bigint | null): 0 | 1 {
  return figure === null ? 0 : 1;
}

function figuresOf(row: Row, pricing: Pricing | null): Figures {
  const { conversion } = row;
  const costBasis = costBasisOf(row);
  const local = pricing && perToday(times(row.units, priceOf(row, pricing)), pricing);
  const marketValue = local && roundTo(local, MONEY_SCALE);
  const value = local && conversion.cross ? (conversion.isSame ? marketValue : roundTo(times(local, conversion.rate), MONEY_SCALE)) : null;
  const { dayChangePrice, dayChangeCurrency, dayChangeRatio } =
    pricing && local && conversion.cross ? dayChangeOf(row, pricing, local) : NO_ROW_CHANGE;
  return {
    marketValue,
    value,
    costBasis,
    unrealisedGain: value !== null && costBasis !== null ? value - costBasis : null,
    dayChange: dayChangePrice === null ? null : dayChangePrice + (dayChangeCurrency ?? 0n),
    dayChangePrice,
    dayChangeCurrency,
    dayChangeRatio,
    isStale: pricing?.freshness === Freshness.STALE,
  };
}

/** The same as long as the rate is. */
function costBasisOf({ conversion, version, figures, bookedCost, localCost }: Row): bigint | null {
  if (version === conversion.version) return figures.costBasis;
  return conversion.cross ? bookedCost + roundTo(times(localCost, conversion.rate), MONEY_SCALE) : null;
}

function perToday(amount: Rational, { ratioNew, ratioOld }: Pick<Pricing, 'ratioNew' | 'ratioOld'>): Rational {
  return ratioNew === ratioOld ? amount : times(amount, { n: ratioOld, d: ratioNew });
}

/** The quote's price is one fraction for all rows; only a position's own trade price is its own. */
function priceOf({ watched }: Row, pricing: Pricing): Rational {
  return pricing.price === watched.quote?.price ? watched.price : rational(pricing.price);
}

interface RowChange {
  readonly dayChangePrice: bigint | null;
  readonly dayChangeCurrency: bigint | null;
  readonly dayChangeRatio: bigint | null;
}

const NO_ROW_CHANGE: RowChange = { dayChangePrice: null, dayChangeCurrency: null, dayChangeRatio: null };

/** C6, as `valuePortfolio` has it, in fractions. */
function dayChangeOf(row: Row, pricing: Pricing, local: Rational): RowChange {
  if (!pricing.hasDayChange) return NO_ROW_CHANGE;
  const { rate } = row.conversion;
  const { previous, traded } = pricing;
  const hasTraded = !traded.quantity.isZero() || !traded.amount.isZero();
  const units = hasTraded ? times(minus(row.quantity, rational(traded.quantity)), row.multiplier) : row.units;
  const amount = hasTraded ? rational(traded.amount) : NOTHING;
  const before = previous ? perToday(times(units, previousOf(row, pricing)), previous) : NOTHING;
  const moved = minus(local, before);
  const changed = hasTraded ? minus(moved, amount) : moved;
  const dayChangePrice = roundTo(row.conversion.isSame ? changed : times(changed, rate), MONEY_SCALE);
  const earlier = earlierRate(row.conversion, previous?.valueDate ?? null);
  const dayChangeCurrency = earlier && (row.conversion.isSame ? 0n : roundTo(times(before, minus(rate, earlier)), MONEY_SCALE));
  const side = row.quantity.n < 0n ? -1n : 1n;
  const added = side * amount.n > 0n ? roundTo(times(amount, rate), MONEY_SCALE) : 0n;
  const basis = side * (roundTo(times(before, earlier ?? rate), MONEY_SCALE) + added);
  const dayChange = dayChangePrice + (dayChangeCurrency ?? 0n);
  return { dayChangePrice, dayChangeCurrency, dayChangeRatio: basis > 0n ? roundTo({ n: dayChange, d: basis }, RATIO_SCALE) : null };
}

function previousOf({ watched }: Row, { previous }: Pricing): Rational {
  assert(previous, 'asked only where there is a previous close');
  return previous.price === watched.quote?.previousClose?.price ? watched.previous : rational(previous.price);
}

function earlierRate(conversion: Conversion, day: Day | null): Rational | null {
  assert(conversion.cross, 'asked only where there is a conversion');
  let rate = conversion.earlier.get(day);
  if (rate === undefined) {
    const fraction = earlierCross(conversion.cross, conversion.from, day);
    rate = fraction && quotient(fraction);
    conversion.earlier.set(day, rate);
  }
  return rate;
}
