/** Loads what a fold needs: a user's accounts, entries that count, and the instruments they name. */
import { Account } from '../../domain/account.js';
import type { Day } from '../../domain/day.js';
import type { AccountId, InstrumentId, UserId } from '../../domain/ids.js';
import { Instrument } from '../../domain/instrument.js';
import type { LedgerBooks } from '../../domain/ledger.js';
import { Transaction } from '../../domain/transaction.js';
import type { EntityManager } from '../database.js';

export interface Ledger extends LedgerBooks {
  readonly accounts: readonly Account[];
  readonly entries: readonly Transaction[];
  readonly instruments: Map<InstrumentId, Instrument>;
  account(id: AccountId): Account | null;
  instrument(id: InstrumentId): Instrument | null;
}

export async function loadLedger(em: EntityManager, userId: UserId, until?: Day): Promise<Ledger> {
  const accounts = await em.find(Account, { userId }, { orderBy: { id: 'asc' } });
  const entries = await em.find(Transaction, { userId, voidedAt: null, ...(until && { tradeDate: { $lte: until } }) });
  const instruments = new Map<InstrumentId, Instrument>();
  const ledger = {
    accounts,
    entries,
    instruments,
    account: (id: AccountId) => accounts.find((account) => account.id === id) ?? null,
    instrument: (id: InstrumentId) => instruments.get(id) ?? null,
  };
  await addInstruments(
    em,
    instruments,
    entries.flatMap(({ instrumentId }) => instrumentId ?? []),
  );
  return ledger;
}

/** Loads the instruments that are not in the map yet. */
export async function addInstruments(em: EntityManager, into: Map<InstrumentId, Instrument>, ids: readonly InstrumentId[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !into.has(id));
  if (missing.length === 0) return;
  for (const instrument of await em.find(Instrument, { id: { $in: missing } })) into.set(instrument.id, instrument);
}

/** Waits until nobody else is changing this user's ledger; held until the unit of work ends. */
export async function lockLedger(em: EntityManager, userId: UserId): Promise<void> {
  await em.execute('select 1 from "user" where id = ? for update', [userId]);
}
