/**
 * Walks the days of a portfolio or an account, each valued and explained, with the prices and rates of a range in stretches: no
 * more of them in memory at once than is stated, and others get their turn.
 */
import { assert } from '../domain/assert.js';
import type { Attribution } from '../domain/attribution.js';
import { addDays, type Day, daysBetween } from '../domain/day.js';
import { daySeries } from '../domain/day-series.js';
import { type HistoryDay, heldAt, history, type SeriesDay } from '../domain/history.js';
import type { InstrumentId } from '../domain/ids.js';
import { attributionOf, InstrumentSums } from '../domain/instrument-sums.js';
import type { DayMarket, MarketSeries } from '../domain/market-series.js';
import { type UnitEntry, unitEntryOf } from '../domain/unit-entry.js';
import type { Instruments } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import type { Ledger } from '../storage/query/ledger.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { type LoadedUnits, loadUnits } from '../storage/query/unit-ledger.js';
import { Turns } from '../storage/turns.js';
import { currenciesOf, instrumentIdsOf, type NamingLedger, type Scope, type ScopeHead } from './scope.js';

/** Prices held in memory at once, in two stretches: the one being walked, and the next one, which is read meanwhile. */
const POINTS_PER_LOAD = 400_000;
/** Days of a stretch at most: a server looks the next ones up while these are walked. */
const DAYS_PER_LOAD = 730;

export interface WalkRange {
  /** The first day valued; its flows are not explained. */
  readonly from: Day;
  readonly until: Day;
  /** Counts only prices and rates that had arrived by then; null or absent for all that are known. */
  readonly knownAt?: Date | null;
}

/** Values the days of a range with the scope's ledger, which must begin no later than the range. */
export async function* walkDays(database: Database, scope: Scope, range: WalkRange): AsyncGenerator<HistoryDay> {
  const { ledger, members } = scope;
  const { from, until } = range;
  const market = marketStretches(database, scope, range);
  await market.load(from);
  const walk = history({
    baseCurrency: scope.portfolio.baseCurrency,
    members,
    entries: ledger.entries.filter(({ tradeDate }) => tradeDate <= until),
    start: ledger.from,
    books: ledger,
    instruments: instrumentsOf(ledger),
    marketOn: (day) => market.on(day),
    from,
    until,
  });
  const turns = new Turns();
  for (const day of walk) {
    yield day;
    await turns.pass();
    // The next step of the walk asks for the day after.
    if (day.day < until) await market.load(addDays(day.day, 1));
  }
}

interface SeriesRange extends WalkRange {
  /** Where what moved each instrument is added up, for who asks for it. */
  readonly sums?: InstrumentSums;
}

/** The days after `from` explained as a whole: at a fraction of what `walkDays` costs, which says it of each instrument on each day. */
export async function* walkSeries(database: Database, head: ScopeHead, range: SeriesRange): AsyncGenerator<SeriesDay> {
  const { from, until } = range;
  if (from >= until) return;
  const ledger = await database.read((em) => loadUnits(em, head.portfolio.userId, { from, until }));
  yield* walkUnits(database, { ...head, ledger }, range);
}

/** The same of a whole ledger that is at hand, such as one of what was known at an instant. */
export async function* walkLedger(database: Database, scope: Scope, range: SeriesRange): AsyncGenerator<SeriesDay> {
  if (range.from >= range.until) return;
  const turns = new Turns();
  const entries: UnitEntry[] = [];
  for (const entry of scope.ledger.entries) {
    if (entry.tradeDate <= range.until) entries.push(unitEntryOf(entry));
    if (turns.isOver()) await turns.next();
  }
  entries.sort((a, b) => (a.tradeDate < b.tradeDate ? -1 : Number(a.tradeDate > b.tradeDate)));
  yield* walkUnits(database, { ...scope, ledger: { ...scope.ledger, entries } }, range);
}

async function* walkUnits(
  database: Database,
  { portfolio, members, ledger }: Pick<ScopeHead, 'portfolio' | 'members'> & { readonly ledger: LoadedUnits },
  { from, until, knownAt, sums }: SeriesRange,
): AsyncGenerator<SeriesDay> {
  const turns = new Turns();
  const market = marketStretches(database, { portfolio, members, ledger }, { until, knownAt });
  await market.load(from);
  const { entries, from: start } = ledger;
  const instruments = instrumentsOf(ledger);
  const marketOn = (day: Day) => market.on(day);
  const { baseCurrency } = portfolio;
  const input = { baseCurrency, members, entries, start, books: ledger, instruments, marketOn, from, until };
  for (const day of daySeries(input, sums)) {
    yield day;
    // Awaiting what is there already costs a turn of the microtasks each day.
    if (turns.isOver()) await turns.pass();
    if (market.endsOn(day.day) && day.day < until) await market.load(addDays(day.day, 1));
  }
}

/** What explains the days after `from`, by instrument; null when there are none. */
export async function explainSeries(database: Database, head: ScopeHead, range: WalkRange): Promise<Attribution | null> {
  const sums = new InstrumentSums();
  return explained(walkSeries(database, head, { ...range, sums }), sums);
}

/** The same of a whole ledger that is at hand. */
export async function explainLedger(database: Database, scope: Scope, range: WalkRange): Promise<Attribution | null> {
  const sums = new InstrumentSums();
  return explained(walkLedger(database, scope, { ...range, sums }), sums);
}

async function explained(walk: AsyncGenerator<SeriesDay>, sums: InstrumentSums): Promise<Attribution | null> {
  const days: SeriesDay[] = [];
  for await (const day of walk) days.push(day);
  return attributionOf(days, sums);
}

/** A scope with what a walk must know of its ledger. */
type WalkScope = Pick<ScopeHead, 'portfolio' | 'members'> & { readonly ledger: NamingLedger };

interface Stretch {
  readonly until: Day;
  readonly series: Promise<MarketSeries>;
}

/** The prices and rates of a range of days, asked for in their order. */
export function marketStretches(database: Database, scope: WalkScope, { until, knownAt }: Pick<WalkRange, 'until' | 'knownAt'>) {
  const instrumentIds = [...heldIn(scope)];
  const range = { instrumentIds, currencies: currenciesOf(scope), knownAt: knownAt ?? null };
  const length = Math.min(DAYS_PER_LOAD, Math.max(30, Math.floor(POINTS_PER_LOAD / (2 * (instrumentIds.length + 1)))));
  let series: MarketSeries | null = null;
  let loadedUntil: Day | null = null;
  let next: Stretch | null = null;
  const stretchFrom = (from: Day): Stretch => {
    const last = daysBetween(from, until) > length ? addDays(from, length) : until;
    const read = database.read((em) => loadMarketSeries(em, { ...range, from, until: last }));
    // Whoever waits for it hears of a failure; nobody may any more.
    read.catch(() => undefined);
    return { until: last, series: read };
  };
  return {
    load: async (day: Day): Promise<void> => {
      if (loadedUntil && day <= loadedUntil) return;
      // It begins on the day after the last one loaded.
      const stretch = next && day <= next.until ? next : stretchFrom(day);
      next = null;
      series = await stretch.series;
      loadedUntil = stretch.until;
      if (loadedUntil < until) next = stretchFrom(addDays(loadedUntil, 1));
    },
    /** Whether the day is the last one loaded. */
    endsOn: (day: Day): boolean => day === loadedUntil,
    on: (day: Day): DayMarket => {
      assert(series, 'a stretch is loaded before its days are asked for');
      return series.on(day);
    },
  };
}

export function instrumentsOf(ledger: Pick<Ledger, 'instrument'>): Instruments {
  return (id) => {
    const instrument = ledger.instrument(id);
    assert(instrument, `instrument ${id} of a position is loaded with the ledger`);
    return instrument;
  };
}

/** Instruments that were held at the start, or that entries name. */
function heldIn(scope: WalkScope): Set<InstrumentId> {
  const ids = instrumentIdsOf(scope);
  for (const id of heldAt(scope.ledger.from ?? new Map(), scope.members.ever)) ids.add(id);
  return ids;
}
