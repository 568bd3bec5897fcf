/** What a valuation needs of a portfolio: its accounts' positions and cash, folded from the ledger. */
import type { CostMethod } from '../../domain/account.js';
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import type { AccountId, InstrumentId, PortfolioId } from '../../domain/ids.js';
import type { Instrument } from '../../domain/instrument.js';
import { fold, type LedgerBooks, withCostMethod } from '../../domain/ledger.js';
import type { Portfolio } from '../../domain/portfolio.js';
import type { Position } from '../../domain/position.js';
import { openPositions, type PortfolioInput, type TradeRates } from '../../domain/valuation.js';
import type { EntityManager } from '../database.js';
import { loadLedgerKnownAt } from './known.js';
import { loadLedger } from './ledger.js';
import { loadMarketSeries } from './market-series.js';

export interface LoadedPortfolio {
  readonly input: PortfolioInput;
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
}

/** Folds a portfolio's accounts, or the one account given, as they stand now or stood at the end of `day`, as known now or at an instant. */
export async function loadPortfolio(
  em: EntityManager,
  portfolio: Portfolio,
  {
    day,
    accountId,
    knownAt,
    costMethod,
  }: { day?: Day | null; accountId?: AccountId; knownAt?: Date | null; costMethod?: CostMethod | null } = {},
): Promise<LoadedPortfolio> {
  const ledger = knownAt
    ? await loadLedgerKnownAt(em, portfolio.userId, { knownAt, until: day ?? null })
    : await loadLedger(em, portfolio.userId, { until: day, ...(!costMethod && { resumeAt: 'latest' }) });
  const states = fold(ledger.entries, withCostMethod(ledger, costMethod ?? null), { from: ledger.from, until: day ?? null });
  const accounts = ledger.accounts.filter((account) => account.portfolioId === portfolio.id && (!accountId || account.id === accountId));
  const open = accounts.flatMap(({ id }) => states.get(id) ?? []);
  const positions = openPositions({ accounts: open });
  return {
    instruments: ledger.instruments,
    input: {
      portfolioId: portfolio.id,
      baseCurrency: portfolio.baseCurrency,
      accounts: open,
      ledgerVersion: accounts.reduce((sum, account) => sum + account.ledgerVersion, 0),
      day: day ?? null,
      tradeRates: await loadTradeRates(em, { positions, baseCurrency: portfolio.baseCurrency, ledger, knownAt: knownAt ?? null }),
    },
  };
}

/** The rates of the days the open lots are from, for those that were not booked into the base currency (C13). */
async function loadTradeRates(
  em: EntityManager,
  given: {
    readonly positions: readonly Position[];
    readonly baseCurrency: Currency;
    readonly ledger: LedgerBooks;
    readonly knownAt: Date | null;
  },
): Promise<TradeRates> {
  const { baseCurrency, ledger, knownAt } = given;
  const currencies = new Set<Currency>([baseCurrency]);
  let [first, last]: (Day | null)[] = [null, null];
  for (const { instrumentId, lots } of given.positions) {
    const currency = ledger.instrument(instrumentId)?.currency;
    if (!currency || currency === baseCurrency) continue;
    for (const { bookedRate, tradeDate } of lots) {
      if (bookedRate?.currency === baseCurrency) continue;
      currencies.add(bookedRate?.currency ?? currency);
      if (!first || tradeDate < first) first = tradeDate;
      if (!last || tradeDate > last) last = tradeDate;
    }
  }
  if (!first || !last) return () => null;
  const series = await loadMarketSeries(em, { instrumentIds: [], currencies, from: first, until: last, knownAt });
  return (day, from) => series.on(day).cross(from, baseCurrency);
}

/** The ledger versions of portfolios, as `PortfolioInput.ledgerVersion` counts them: enough to tell which ones changed. */
export async function ledgerVersions(em: EntityManager, ids: readonly PortfolioId[]): Promise<Map<PortfolioId, number>> {
  const rows: { id: string; version: string }[] = await em.execute(
    `select wanted.id, coalesce(sum(account.ledger_version), 0)::text as version from jsonb_array_elements_text(?::jsonb) as wanted(id)
     left join account on account.portfolio_id = wanted.id::uuid group by wanted.id`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, version }) => [id as PortfolioId, Number(version)]));
}
