/**
 * Walks the days of a portfolio or an account, each valued and explained, with the prices and rates of a range in stretches: no
 * more of them in memory at once than is stated, and others get their turn.
 */
import { setImmediate } from 'node:timers/promises';
import { assert } from '../domain/assert.js';
import { addDays, type Day, daysBetween } from '../domain/day.js';
import { type HistoryDay, heldAt, history } from '../domain/history.js';
import type { InstrumentId } from '../domain/ids.js';
import type { DayMarket, MarketSeries } from '../domain/market-series.js';
import type { Instruments } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import type { Ledger } from '../storage/query/ledger.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { currenciesOf, instrumentIdsOf, type Scope } from './scope.js';

/** Days worked out before other work gets its turn. */
export const DAYS_PER_TURN = 60;
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
  const { ledger, accountIds } = scope;
  const { from, until } = range;
  const market = marketStretches(database, scope, range);
  await market.load(from);
  const walk = history({
    baseCurrency: scope.portfolio.baseCurrency,
    accountIds,
    entries: ledger.entries.filter(({ tradeDate }) => tradeDate <= until),
    start: ledger.from,
    books: ledger,
    instruments: instrumentsOf(ledger),
    marketOn: (day) => market.on(day),
    from,
    until,
  });
  let count = 0;
  for (const day of walk) {
    yield day;
    count += 1;
    if (count % DAYS_PER_TURN === 0) await setImmediate();
    // The next step of the walk asks for the day after.
    if (day.day < until) await market.load(addDays(day.day, 1));
  }
}

/** The prices and rates of a range of days, asked for in their order. */
export function marketStretches(database: Database, scope: Scope, { until, knownAt }: Pick<WalkRange, 'until' | 'knownAt'>) {
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
function heldIn(scope: Scope): Set<InstrumentId> {
  const ids = instrumentIdsOf(scope);
  for (const id of heldAt(scope.ledger.from ?? new Map(), scope.accountIds)) ids.add(id);
  return ids;
}
