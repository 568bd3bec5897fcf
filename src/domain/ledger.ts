/** What a ledger is folded by, and what it comes to: the accounts' and instruments' rules, and each account's state at the end of a day. */
import type { Account, CostMethod } from './account.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import type { Decimal } from './decimal.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { Income } from './income.js';
import type { Instrument } from './instrument.js';
import type { Position } from './position.js';
import type { RealisedGain } from './realised-gain.js';
import type { InstrumentSplit } from './split.js';
import type { Transaction } from './transaction.js';

/** The rules an account is folded by. */
export type BookedAccount = Pick<Account, 'currency' | 'costMethod' | 'allowsShort' | 'fractionRule'>;

/** What the fold must know of the accounts and instruments its entries name. */
export interface LedgerBooks {
  account(id: AccountId): BookedAccount | null | undefined;
  /** The name, where it is known, is what messages call it. */
  instrument(
    id: InstrumentId,
  ): (Pick<Instrument, 'currency' | 'multiplier'> & Partial<Pick<Instrument, 'name' | 'splits'>>) | null | undefined;
}

/** The same with every account folded by another cost method; by its own where none is given. */
export function withCostMethod(books: LedgerBooks, costMethod: CostMethod | null): LedgerBooks {
  if (!costMethod) return books;
  return {
    account: (id) => {
      const account = books.account(id);
      return account && { ...account, costMethod };
    },
    instrument: (id) => books.instrument(id),
  };
}

export interface AccountState {
  readonly accountId: AccountId;
  /** The day of the last entry folded into any account; a fold that goes on from here takes later days only. */
  readonly lastDay: Day | null;
  /** Closed positions stay, with a quantity of exactly zero. */
  readonly positions: ReadonlyMap<InstrumentId, Position>;
  /** Exact; a balance below zero is an overdraft, which a ledger may show and a valuation counts. */
  readonly cash: ReadonlyMap<Currency, Decimal>;
  readonly realised: readonly RealisedGain[];
  readonly income: readonly Income[];
}

export type LedgerState = ReadonlyMap<AccountId, AccountState>;

export interface DatedSplit extends InstrumentSplit {
  readonly instrumentId: InstrumentId;
}

/** The splits of everything the entries name or the state holds, in order of day. */
export function splitsIn(entries: Iterable<Transaction>, from: LedgerState | undefined, books: LedgerBooks): DatedSplit[] {
  const ids = new Set<InstrumentId>();
  for (const { instrumentId } of entries) if (instrumentId) ids.add(instrumentId);
  for (const { positions } of from?.values() ?? []) for (const id of positions.keys()) ids.add(id);
  return splitsOf(ids, books);
}

/** The splits of these instruments, in order of day. */
export function splitsOf(ids: Iterable<InstrumentId>, books: Pick<LedgerBooks, 'instrument'>): DatedSplit[] {
  const splits = [...ids].flatMap((instrumentId) =>
    (books.instrument(instrumentId)?.splits ?? []).map((split) => ({ ...split, instrumentId })),
  );
  if (splits.length < 2) return splits;
  return splits.sort((a, b) => (a.exDate < b.exDate ? -1 : Number(a.exDate > b.exDate)));
}
