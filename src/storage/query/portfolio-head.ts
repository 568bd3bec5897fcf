/**
 * What a portfolio is and how new what is known of it is, in one statement: every read of a dashboard asks it first, to tell
 * whether what is remembered still holds.
 */
import type { Account } from '../../domain/account.js';
import type { Day } from '../../domain/day.js';
import type { AccountId, PortfolioId, UserId } from '../../domain/ids.js';
import { Membership } from '../../domain/membership.js';
import type { Portfolio } from '../../domain/portfolio.js';
import type { EntityManager } from '../database.js';
import { ledgerVersionSql } from './membership.js';

export interface PortfolioHead {
  readonly portfolio: Pick<Portfolio, 'id' | 'userId' | 'baseCurrency'>;
  /** All of the user's. */
  readonly accounts: readonly Pick<Account, 'id' | 'portfolioId'>[];
  readonly memberships: readonly Membership[];
  /** Rises with every change of anything its past days are made of: entries, prices, rates, splits. */
  readonly version: number;
  /** As `PortfolioInput.ledgerVersion` counts it. */
  readonly ledgerVersion: number;
}

interface Row {
  id: PortfolioId;
  base_currency: Portfolio['baseCurrency'];
  version: string;
  ledger_version: string;
  accounts: { id: AccountId; portfolioId: PortfolioId }[];
  memberships: WireMembership[];
}
type WireMembership = Omit<Membership, 'recordedAt' | 'userId' | 'from'> & { readonly recordedMs: number; readonly from: Day };

/** The user's portfolio, or the first one when none is named; null when there is none. */
export async function findPortfolioHead(em: EntityManager, userId: UserId, id: PortfolioId | null): Promise<PortfolioHead | null> {
  const rows: Row[] = await em.execute(
    `select own.id, own.base_currency, ${ledgerVersionSql('own.id')}::text as ledger_version,
       coalesce((select version from history_state where portfolio_id = own.id), 0)::text as version,
       (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'portfolioId', portfolio_id) order by id), '[]')
        from account where account.user_id = own.user_id) as accounts,
       (select coalesce(jsonb_agg(jsonb_build_object(
          'accountId', account_id, 'ordinal', ordinal, 'portfolioId', portfolio_id, 'from', from_day::text, 'leftPortfolioId', left_portfolio_id,
          'ledgerVersion', ledger_version, 'recordedMs', (extract(epoch from recorded_at) * 1000)::bigint) order by account_id, ordinal), '[]')
        from membership where membership.user_id = own.user_id) as memberships
     from (select id, user_id, base_currency from portfolio where user_id = ? ${id === null ? '' : 'and id = ?'} order by id limit 1) as own`,
    [userId, ...(id === null ? [] : [id])],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    portfolio: { id: row.id, userId, baseCurrency: row.base_currency },
    accounts: row.accounts,
    memberships: row.memberships.map(({ recordedMs, ...move }) => new Membership({ ...move, userId, recordedAt: new Date(recordedMs) })),
    version: Number(row.version),
    ledgerVersion: Number(row.ledger_version),
  };
}
