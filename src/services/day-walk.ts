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
import type { Instruments } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import type { Ledger } from '../storage/query/ledger.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { loadUnits } from '../storage/query/unit-ledger.js';
import { Turns } from '../storage/turns.js';
import { currenciesOf, instrumentIdsOf, type NamingLedger, type Scope, type ScopeHead } from './scope.js';

/** Prices held in memory at once. */
const POINTS_PER_LOAD = 400_000;

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

/** The days after `from` explained as a whole: at a fraction of what `walkDays` costs, which says it of each instrument on each day. */
export async function* walkSeries(
  database: Database,
  { portfolio, members }: ScopeHead,
  { from, until, sums }: { readonly from: Day; readonly until: Day; readonly sums?: InstrumentSums },
): AsyncGenerator<SeriesDay> {
  if (from >= until) return;
  const turns = new Turns();
  const ledger = await database.read((em) => loadUnits(em, portfolio.userId, { from, until }));
  const market = marketStretches(database, { portfolio, members, ledger }, { until });
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
export async function explainSeries(
  database: Database,
  head: ScopeHead,
  range: { readonly from: Day; readonly until: Day },
): Promise<Attribution | null> {
  const sums = new InstrumentSums();
  const days: SeriesDay[] = [];
  for await (const day of walkSeries(database, head, { ...range, sums })) days.push(day);
  return attributionOf(days, sums);
}

/** A scope with what a walk must know of its ledger. */
type WalkScope = Pick<ScopeHead, 'portfolio' | 'members'> & { readonly ledger: NamingLedger };

/** The prices and rates of a range of days, asked for in their order. */
export function marketStretches(database: Database, scope: WalkScope, { until, knownAt }: Pick<WalkRange, 'until' | 'knownAt'>) {
  const instrumentIds = [...heldIn(scope)];
  const range = { instrumentIds, currencies: currenciesOf(scope), knownAt: knownAt ?? null };
  const length = Math.max(30, Math.floor(POINTS_PER_LOAD / (instrumentIds.length + 1)));
  let series: MarketSeries | null = null;
  let loadedUntil: Day | null = null;
  return {
    load: async (day: Day): Promise<void> => {
      if (loadedUntil && day <= loadedUntil) return;
      const last = daysBetween(day, until) > length ? addDays(day, length) : until;
      series = await database.read((em) => loadMarketSeries(em, { ...range, from: day, until: last }));
      loadedUntil = last;
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
