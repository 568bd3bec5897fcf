/** Reads all portfolios page by page with the versions of their ledgers, and keeps their totals. */
import type { Currency } from '../../domain/currency.js';
import type { PortfolioId, UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';
import { ledgerVersionSql } from './membership.js';
import type { PortfolioKey } from './portfolio.js';

export interface VersionedPortfolio extends PortfolioKey {
  /** As `PortfolioInput.ledgerVersion` counts it. */
  readonly ledgerVersion: number;
}

/** The portfolios after `after` in the order of their ids, which is that of their making: pages keep their place. */
export async function portfolioPage(
  em: EntityManager,
  { after, limit }: { after: PortfolioId | null; limit: number },
): Promise<VersionedPortfolio[]> {
  const rows: { id: PortfolioId; user_id: UserId; base_currency: Currency; version: string }[] = await em.execute(
    `select page.id, page.user_id, page.base_currency,
       ${ledgerVersionSql('page.id')}::text as version
     from (select id, user_id, base_currency from portfolio where ?::uuid is null or id > ?::uuid order by id limit ?) as page order by page.id`,
    [after, after, limit],
  );
  return rows.map((row) => ({ id: row.id, userId: row.user_id, baseCurrency: row.base_currency, ledgerVersion: Number(row.version) }));
}

/** Keeps what differs from what is kept; returns how many did. */
export async function keepTotals(
  em: EntityManager,
  totals: readonly { readonly portfolioId: PortfolioId; readonly total: string; readonly ledgerVersion: number }[],
  asOf: Date,
): Promise<number> {
  const rows: unknown[] = await em.execute(
    `insert into portfolio_total (portfolio_id, total, ledger_version, as_of)
     select portfolio.id, given.total, given."ledgerVersion", ?::timestamptz
     from jsonb_to_recordset(?::jsonb) as given("portfolioId" uuid, total numeric, "ledgerVersion" bigint)
     join portfolio on portfolio.id = given."portfolioId"
     on conflict (portfolio_id) do update set total = excluded.total, ledger_version = excluded.ledger_version, as_of = excluded.as_of
     where (portfolio_total.total, portfolio_total.ledger_version) is distinct from (excluded.total, excluded.ledger_version)
     returning 1`,
    [asOf, JSON.stringify(totals)],
  );
  return rows.length;
}
