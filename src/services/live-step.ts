/** The step from the evening before to now: what it begins from, which stays as long as the past does, and what it comes to at the prices of the moment. */
import type { StepAttribution } from '../domain/attribution.js';
import type { Currency } from '../domain/currency.js';
import { type Day, dayIn } from '../domain/day.js';
import { type DayValuation, DayValuer, dayValuationOf } from '../domain/day-valuation.js';
import { explainedDay, fractionsIn, heldAt, withoutReports } from '../domain/history.js';
import type { AccountId } from '../domain/ids.js';
import type { LedgerState } from '../domain/ledger.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Transaction } from '../domain/transaction.js';
import { valuePortfolio } from '../domain/valuation.js';
import type { EntityManager } from '../storage/database.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { instrumentsOf } from './day-walk.js';
import type { FoldedLedger } from './present-ledger.js';
import { currenciesOf, type Scope } from './scope.js';

export interface LiveBegin {
  readonly before: DayValuation;
  /** The same for the accounts of today, where they are others. */
  readonly opening: DayValuation | null;
  /** Of the days since. */
  readonly entries: readonly Transaction[];
  readonly state: LedgerState;
  readonly fractions: ReturnType<typeof fractionsIn>;
}

export interface LiveEnd {
  readonly after: DayValuation;
  readonly attribution: StepAttribution;
}

/** @param folded of the scope's ledger */
export async function liveBegin(
  em: EntityManager,
  scope: Scope,
  { evening: before, entries, state }: FoldedLedger,
  { yesterday, today }: { yesterday: Day; today: Day },
): Promise<LiveBegin> {
  const { ledger, members, portfolio } = scope;
  const series = await loadMarketSeries(em, {
    instrumentIds: heldAt(before, members.ever),
    currencies: currenciesOf(scope),
    from: yesterday,
    until: yesterday,
  });
  const valuer = new DayValuer({ baseCurrency: portfolio.baseCurrency, members, instruments: instrumentsOf(ledger) });
  const fractions = fractionsIn(state);
  const market = series.on(yesterday);
  const evening = valuer.value(yesterday, before, market);
  const now = members.on(today);
  const opening = now === members.on(yesterday) ? null : valuer.value(yesterday, before, market, now);
  return { before: evening, opening, entries, state: withoutLots(state, now), fractions };
}

/** To now, at the current prices. */
export function liveEnd(
  { ledger, members, portfolio }: Scope,
  { before, opening, entries, state, fractions }: LiveBegin,
  { prices, now }: { readonly prices: PriceBook; readonly now: Date },
): LiveEnd {
  const accountIds = members.on(dayIn('UTC', now));
  const accounts = [...state.values()].filter(({ accountId }) => accountIds.has(accountId));
  const input = { portfolioId: portfolio.id, baseCurrency: portfolio.baseCurrency, accounts, ledgerVersion: 0 };
  const after = dayValuationOf(valuePortfolio(input, prices, instrumentsOf(ledger), now));
  const cross = (from: Currency, to: Currency) => prices.cross(from, to);
  const valuer = new DayValuer({ baseCurrency: portfolio.baseCurrency, members, instruments: instrumentsOf(ledger) });
  const price = (of: Parameters<typeof valuer.price>[0]) => valuer.price(of, state, prices);
  const step = { after, entries, fractions, accountIds, books: ledger, cross, price };
  return { after, attribution: explainedDay(before, opening, step) };
}

/** What a series needs of some accounts: what they hold, and not what it cost. */
function withoutLots(state: LedgerState, accountIds: ReadonlySet<AccountId>): LedgerState {
  const own = [...withoutReports(state)].filter(([id]) => accountIds.has(id));
  return new Map(
    own.map(([id, account]) => {
      const positions = new Map([...account.positions].map(([instrumentId, position]) => [instrumentId, { ...position, lots: [] }]));
      return [id, { ...account, positions }];
    }),
  );
}
