/**
 * What a walk over past days needs of a ledger: its entries as whole numbers, in order of day. They travel as one text for each
 * day (see `query/market-series.ts`), because tens of thousands of rows would cost more to hand over than to walk.
 */
import { Account } from '../../domain/account.js';
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import type { AccountId, InstrumentId, UserId } from '../../domain/ids.js';
import type { Instrument } from '../../domain/instrument.js';
import type { LedgerBooks, LedgerState } from '../../domain/ledger.js';
import type { TransactionKind } from '../../domain/transaction.js';
import type { UnitEntry } from '../../domain/unit-entry.js';
import type { EntityManager } from '../database.js';
import { Turns } from '../turns.js';
import { loadCheckpoint } from './checkpoint.js';
import { addInstruments } from './ledger.js';

export interface LoadedUnits extends LedgerBooks {
  readonly accounts: readonly Account[];
  /** Of days after `from`, in order of day; voided ones are not among them. */
  readonly entries: readonly UnitEntry[];
  /** The state to fold them onto; undefined when the entries are the whole ledger. */
  readonly from: LedgerState | undefined;
  readonly instruments: Map<InstrumentId, Instrument>;
  account(id: AccountId): Account | null;
  instrument(id: InstrumentId): Instrument | null;
}

/** From the latest checkpoint of `from` or a day before it on, up to `until`. */
export async function loadUnits(
  em: EntityManager,
  userId: UserId,
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<LoadedUnits> {
  const accounts = await em.find(Account, { userId }, { orderBy: { id: 'asc' } });
  const checkpoint = await loadCheckpoint(em, userId, from);
  const days: { day: Day; entries: string }[] = await em.execute(
    `select trade_date::text as day, string_agg(concat(${COLUMNS.join(", ' ', ")}), ',') as entries
     from transaction where user_id = ? and voided_at is null and trade_date > coalesce(?::date, '0001-01-01') and trade_date <= ?::date
     group by trade_date order by trade_date`,
    [userId, checkpoint?.untilDay ?? null, until],
  );
  const entries: UnitEntry[] = [];
  const turns = new Turns();
  const named = new Set<InstrumentId>();
  // Cut out of a text, equal ids are different strings, which every look-up by them would compare letter by letter.
  const known = new Map<string, string>();
  const one = (id: string) => {
    const first = known.get(id);
    if (first === undefined) known.set(id, id);
    return first ?? id;
  };
  for (const { day, entries: texts } of days) {
    for (const text of texts.split(',')) {
      const entry = decode(day, text, one);
      if (entry.instrumentId) named.add(entry.instrumentId);
      entries.push(entry);
    }
    await turns.pass();
  }
  const state = checkpoint?.state;
  for (const { positions } of state?.values() ?? []) for (const id of positions.keys()) named.add(id);
  const instruments = new Map<InstrumentId, Instrument>();
  await addInstruments(em, instruments, [...named]);
  const plain = new Map(accounts.map((account) => [account.id, { ...account }]));
  return {
    accounts,
    entries,
    from: state,
    instruments,
    account: (id) => plain.get(id) ?? null,
    instrument: (id) => instruments.get(id) ?? null,
  };
}

/** In the order `decode` reads them; `concat` makes an empty text of what is null. */
const COLUMNS = [
  'kind',
  'account_id',
  'currency',
  'counter_account_id',
  'instrument_id',
  'quantity',
  'price',
  'amount',
  'fee',
  'tax',
  'exchange_rate',
  'ratio_new',
  'ratio_old',
];

/** @param one gives the same string for equal ids */
function decode(tradeDate: Day, text: string, one: (id: string) => string): UnitEntry {
  const [kind, accountId, currency, counterAccountId, instrumentId, quantity, price, amount, fee, tax, exchangeRate, ratioNew, ratioOld] =
    text.split(' ');
  return {
    kind: one(kind as string) as TransactionKind,
    tradeDate,
    accountId: one(accountId as string) as AccountId,
    counterAccountId: counterAccountId ? (one(counterAccountId) as AccountId) : null,
    instrumentId: instrumentId ? (one(instrumentId) as InstrumentId) : null,
    currency: one(currency as string) as Currency,
    quantity: integer(quantity),
    price: integer(price),
    amount: integer(amount),
    fee: integer(fee) ?? 0n,
    tax: integer(tax) ?? 0n,
    exchangeRate: integer(exchangeRate),
    ratioNew: ratioNew ? Number(ratioNew) : null,
    ratioOld: ratioOld ? Number(ratioOld) : null,
  };
}

/** Each column has as many places as its scale, all of which PostgreSQL prints: without the point it is the integer. */
function integer(text: string | undefined): bigint | null {
  if (!text) return null;
  return text === NOTHING ? 0n : BigInt(text.replace('.', ''));
}

/** Most fees and taxes. */
const NOTHING = '0.00000000';
