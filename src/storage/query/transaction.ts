/** Entries of a user's ledger by what they are looked for by: their ids, the account, the instrument, the kind, the period, words. */
import type { Day } from '../../domain/day.js';
import { type AccountId, type InstrumentId, isUuid, type TransactionId, type UserId } from '../../domain/ids.js';
import { Transaction, type TransactionKind } from '../../domain/transaction.js';
import type { EntityManager } from '../database.js';
import { lookUps } from './bulk.js';

/** All of it must hold. */
export interface TransactionFilter {
  readonly accountId?: AccountId | null;
  readonly instrumentId?: InstrumentId | null;
  readonly kind?: TransactionKind | null;
  /** Trade dates, both included. */
  readonly from?: Day | null;
  readonly to?: Day | null;
  /** Part of the note, or of the instrument's name, ticker or ISIN; upper and lower case are the same. */
  readonly search?: string | null;
  /** Where the page before ended. */
  readonly before?: { readonly day: Day; readonly ordinal: number } | null;
}

/** Newest trade date first, voided entries included. */
export async function findTransactions(
  em: EntityManager,
  userId: UserId,
  filter: TransactionFilter,
  limit: number,
): Promise<Transaction[]> {
  const { accountId, instrumentId, kind, from, to, search, before } = filter;
  return em.find(
    Transaction,
    {
      userId,
      ...(accountId && { accountId }),
      ...(kind && { kind }),
      $and: [
        instrumentId ? { instrumentId } : {},
        from ? { tradeDate: { $gte: from } } : {},
        to ? { tradeDate: { $lte: to } } : {},
        before ? { $or: [{ tradeDate: { $lt: before.day } }, { tradeDate: before.day, ordinal: { $lt: before.ordinal } }] } : {},
        search ? await saying(em, userId, search) : {},
      ],
    },
    { orderBy: [{ tradeDate: 'desc' }, { ordinal: 'desc' }], limit },
  );
}

/** The user's own entries of these ids; other texts are none. */
export async function ownEntries(em: EntityManager, userId: UserId, ids: readonly string[]): Promise<Map<string, Transaction>> {
  const found = new Map<string, Transaction>();
  const possible = [...new Set(ids)].filter(isUuid) as TransactionId[];
  for (const part of lookUps(possible)) {
    const rows = await em.find(Transaction, { userId, id: { $in: part } });
    for (const entry of rows) found.set(entry.id, entry);
  }
  return found;
}

async function saying(em: EntityManager, userId: UserId, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await em.execute<{ id: InstrumentId }[]>(
    `select distinct i.id from transaction t join instrument i on i.id = t.instrument_id
     where t.user_id = ? and (i.name ilike ? or i.ticker ilike ? or i.isin ilike ?)`,
    [userId, pattern, pattern, pattern],
  );
  return { $or: [{ note: { $ilike: pattern } }, { instrumentId: { $in: rows.map(({ id }) => id) } }] };
}

/** The last entry of each of the users, as they were recorded. */
export async function lastOrdinals(em: EntityManager, userIds: readonly UserId[]): Promise<Map<UserId, number>> {
  const rows = await em.execute<{ userId: UserId; ordinal: string }[]>(
    `select owner.id as "userId", last.ordinal::text from (select distinct jsonb_array_elements_text(?::jsonb)::uuid as id) owner
     cross join lateral (select ordinal from transaction where user_id = owner.id order by ordinal desc limit 1) last`,
    [JSON.stringify(userIds)],
  );
  return new Map(rows.map(({ userId, ordinal }) => [userId, Number(ordinal)]));
}
