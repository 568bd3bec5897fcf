/** Reads the moves of accounts between portfolios, and names every portfolio an account was ever in. */
import type { UserId } from '../../domain/ids.js';
import { Membership } from '../../domain/membership.js';
import type { EntityManager } from '../database.js';

/** In the order in which they were recorded. */
export function membershipsOf(em: EntityManager, userId: UserId): Promise<Membership[]> {
  return em.find(Membership, { userId }, { orderBy: { accountId: 'asc', ordinal: 'asc' } });
}

/** To be joined with `account`: `belonging.portfolio_id` is each portfolio it was ever in, and null. Whatever an account was moved to it is in, or left. */
export const JOIN_BELONGING = `left join membership on membership.account_id = account.id
  cross join lateral (values (account.portfolio_id), (membership.left_portfolio_id)) as belonging(portfolio_id)`;

/** As `PortfolioInput.ledgerVersion` counts it, of the portfolio with the id given as SQL. */
export function ledgerVersionSql(id: string): string {
  return `(coalesce((select sum(ledger_version) from account where account.portfolio_id = ${id}), 0)
    + coalesce((select sum(ledger_version + 1) from membership where membership.left_portfolio_id = ${id}), 0))`;
}
