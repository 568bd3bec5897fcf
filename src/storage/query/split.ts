/** Whom a change of an instrument concerns, and what of theirs it makes outdated. */
import type { Day } from '../../domain/day.js';
import type { AccountId, InstrumentId, PortfolioId, UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';
import { JOIN_BELONGING } from './membership.js';

export interface Holder {
  readonly userId: UserId;
  /** The accounts in which the instrument ever was. */
  readonly accountIds: readonly AccountId[];
  readonly portfolioIds: readonly PortfolioId[];
}

/** Everybody with an entry of the instrument; their ledgers are locked until the unit of work ends, in the order of their ids. */
export async function lockHolders(em: EntityManager, instrumentId: InstrumentId): Promise<Holder[]> {
  await em.execute('select id from "user" where id in (select user_id from transaction where instrument_id = ?) order by id for update', [
    instrumentId,
  ]);
  const rows: { user_id: UserId; account_ids: AccountId[]; portfolio_ids: PortfolioId[] }[] = await em.execute(
    `select entry.user_id, jsonb_agg(distinct account.id) as account_ids, jsonb_agg(distinct belonging.portfolio_id) as portfolio_ids
     from transaction entry join account on account.id = entry.account_id or account.id = entry.counter_account_id ${JOIN_BELONGING}
     where entry.instrument_id = ? and entry.voided_at is null and belonging.portfolio_id is not null group by entry.user_id order by entry.user_id`,
    [instrumentId],
  );
  return rows.map((row) => ({ userId: row.user_id, accountIds: row.account_ids, portfolioIds: row.portfolio_ids }));
}

/** Their ledgers mean something else from the day on: checkpoints go, versions rise. */
export async function outdateHolders(em: EntityManager, holders: readonly Holder[], from: Day): Promise<void> {
  const users = JSON.stringify(holders.map(({ userId }) => userId));
  await em.execute(
    'delete from ledger_checkpoint where user_id in (select jsonb_array_elements_text(?::jsonb)::uuid) and until_day >= ?::date',
    [users, from],
  );
  await raiseVersions(em, holders);
}

/** What is remembered of their portfolios counts no more. */
export async function raiseVersions(em: EntityManager, holders: readonly Holder[]): Promise<void> {
  const accounts = JSON.stringify(holders.flatMap(({ accountIds }) => accountIds));
  await em.execute(
    'update account set ledger_version = ledger_version + 1 where id in (select jsonb_array_elements_text(?::jsonb)::uuid)',
    [accounts],
  );
}
