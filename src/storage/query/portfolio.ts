/** What a valuation needs of a portfolio: its accounts' positions and cash, folded from the ledger. */
import type { Day } from '../../domain/day.js';
import type { AccountId, InstrumentId, PortfolioId } from '../../domain/ids.js';
import type { Instrument } from '../../domain/instrument.js';
import { fold } from '../../domain/ledger.js';
import type { Portfolio } from '../../domain/portfolio.js';
import type { PortfolioInput } from '../../domain/valuation.js';
import type { EntityManager } from '../database.js';
import { loadLedgerKnownAt } from './known.js';
import { loadLedger } from './ledger.js';

export interface LoadedPortfolio {
  readonly input: PortfolioInput;
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
}

/** Folds a portfolio's accounts, or the one account given, as they stand now or stood at the end of `day`, as known now or at an instant. */
export async function loadPortfolio(
  em: EntityManager,
  portfolio: Portfolio,
  { day, accountId, knownAt }: { day?: Day | null; accountId?: AccountId; knownAt?: Date | null } = {},
): Promise<LoadedPortfolio> {
  const ledger = knownAt
    ? await loadLedgerKnownAt(em, portfolio.userId, { knownAt, until: day ?? null })
    : await loadLedger(em, portfolio.userId, { until: day, resumeAt: 'latest' });
  const states = fold(ledger.entries, ledger, { from: ledger.from, until: day ?? null });
  const accounts = ledger.accounts.filter((account) => account.portfolioId === portfolio.id && (!accountId || account.id === accountId));
  return {
    instruments: ledger.instruments,
    input: {
      portfolioId: portfolio.id,
      baseCurrency: portfolio.baseCurrency,
      accounts: accounts.flatMap(({ id }) => states.get(id) ?? []),
      ledgerVersion: accounts.reduce((sum, account) => sum + account.ledgerVersion, 0),
      day: day ?? null,
    },
  };
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
