/**
 * Loads what a fold needs: a user's accounts, the entries that count, and the instruments they name; the whole ledger, or
 * what came after a checkpoint. Entries are read as plain rows: a ledger may have tens of thousands, and none is changed here.
 */
import { Account } from '../../domain/account.js';
import { addDays, type Day } from '../../domain/day.js';
import { Decimal, ZERO } from '../../domain/decimal.js';
import type { AccountId, InstrumentId, TransactionId, UserId } from '../../domain/ids.js';
import { Instrument } from '../../domain/instrument.js';
import type { LedgerBooks, LedgerState } from '../../domain/ledger.js';
import { Membership } from '../../domain/membership.js';
import type { Transaction, TransactionContent, TransactionKind } from '../../domain/transaction.js';
import type { EntityManager } from '../database.js';
import { foldInTurns } from '../fold-in-turns.js';
import { Turns } from '../turns.js';
import { loadCheckpoint, loadCheckpoints, saveCheckpoint } from './checkpoint.js';
import { membershipsOf } from './membership.js';

/** Entries after the last checkpoint before another is made, and how many of the latest stay outside it. */
export const CHECKPOINT_EVERY = 1_000;
const CHECKPOINT_TAIL = 200;

export interface Ledger extends LedgerBooks {
  readonly accounts: readonly Account[];
  /** Their moves between portfolios. */
  readonly memberships: readonly Membership[];
  /** Of days after `from`, in no particular order; voided ones are not among them. */
  readonly entries: readonly Transaction[];
  /** The state to fold them onto; undefined when the entries are the whole ledger. */
  readonly from: LedgerState | undefined;
  readonly instruments: Map<InstrumentId, Instrument>;
  account(id: AccountId): Account | null;
  instrument(id: InstrumentId): Instrument | null;
}

export interface LedgerOptions {
  /** Leaves out entries of later days. */
  readonly until?: Day | null;
  /** Goes on from the latest checkpoint of a day before this one; with `latest` from the latest up to `until`. */
  readonly resumeAt?: Day | 'latest';
  /** What follows leaves out other entries, and so goes together with no checkpoint: those of other instruments and of cash, ... */
  readonly instrumentId?: InstrumentId;
  /** ... of other kinds, ... */
  readonly kinds?: readonly TransactionKind[];
  /** ... and of days before this one. */
  readonly from?: Day;
}

export async function loadLedger(
  em: EntityManager,
  userId: UserId,
  { until, resumeAt, instrumentId, kinds, from }: LedgerOptions = {},
): Promise<Ledger> {
  const accounts = await em.find(Account, { userId }, { orderBy: { id: 'asc' } });
  const memberships = await membershipsOf(em, userId);
  const latest = resumeAt === 'latest' ? (until ?? null) : resumeAt && addDays(resumeAt, -1);
  const checkpoint = resumeAt ? await loadCheckpoint(em, userId, latest ?? null) : null;
  const entries = await loadEntries(em, userId, {
    after: checkpoint?.untilDay ?? (from ? addDays(from, -1) : null),
    until: until ?? null,
    instrumentId: instrumentId ?? null,
    kinds: kinds ?? null,
  });
  const instruments = new Map<InstrumentId, Instrument>();
  const plain = new Map(accounts.map((account) => [account.id, { ...account }]));
  const named = entries.flatMap(({ instrumentId }) => instrumentId ?? []);
  for (const state of checkpoint?.state.values() ?? []) named.push(...state.positions.keys());
  await addInstruments(em, instruments, named);
  return {
    accounts,
    memberships,
    entries,
    from: checkpoint?.state,
    instruments,
    account: (id) => plain.get(id) ?? null,
    instrument: (id) => instruments.get(id) ?? null,
  };
}

/** The ledgers of many users as they stand now, each from its latest checkpoint on; instruments are added to those given. */
export async function loadLedgers(
  em: EntityManager,
  userIds: readonly UserId[],
  instruments: Map<InstrumentId, Instrument>,
): Promise<Map<UserId, Ledger>> {
  const accounts = byUser(await em.find(Account, { userId: { $in: [...userIds] } }, { orderBy: { id: 'asc' } }));
  const memberships = byUser(await em.find(Membership, { userId: { $in: [...userIds] } }));
  const checkpoints = await loadCheckpoints(em, userIds);
  const wanted = userIds.map((userId) => ({ user_id: userId, after: checkpoints.get(userId)?.untilDay ?? null }));
  const entries = byUser(await loadEntriesOfMany(em, wanted));
  const named = [...entries.values()].flatMap((own) => own.flatMap(({ instrumentId }) => instrumentId ?? []));
  for (const { state } of checkpoints.values()) for (const { positions } of state.values()) named.push(...positions.keys());
  await addInstruments(em, instruments, named);
  const ledgerOf = (userId: UserId): Ledger => {
    const own = accounts.get(userId) ?? [];
    const byId = new Map(own.map((account) => [account.id, account]));
    return {
      accounts: own,
      memberships: memberships.get(userId) ?? [],
      entries: entries.get(userId) ?? [],
      from: checkpoints.get(userId)?.state,
      instruments,
      account: (id) => byId.get(id) ?? null,
      instrument: (id) => instruments.get(id) ?? null,
    };
  };
  return new Map(userIds.map((userId) => [userId, ledgerOf(userId)]));
}

/** The day of the earliest entry that touches each of the accounts; those without one are left out. */
export async function firstEntryDays(em: EntityManager, userId: UserId, accountIds: ReadonlySet<AccountId>): Promise<Map<AccountId, Day>> {
  const rows: { account_id: AccountId; counter_account_id: AccountId | null; day: Day }[] = await em.execute(
    `select account_id, counter_account_id, min(trade_date)::text as day from transaction
     where user_id = ? and voided_at is null group by account_id, counter_account_id`,
    [userId],
  );
  const days = new Map<AccountId, Day>();
  for (const { account_id, counter_account_id, day } of rows) {
    for (const id of [account_id, counter_account_id])
      if (id && accountIds.has(id) && day < (days.get(id) ?? '9999-12-31')) days.set(id, day);
  }
  return days;
}

/** Loads the instruments that are not in the map yet. */
export async function addInstruments(em: EntityManager, into: Map<InstrumentId, Instrument>, ids: readonly InstrumentId[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !into.has(id));
  if (missing.length === 0) return;
  // Plain copies, for the same reason as entries are.
  for (const instrument of await em.find(Instrument, { id: { $in: missing } })) into.set(instrument.id, { ...instrument });
}

/** Waits until nobody else is changing this user's ledger; held until the unit of work ends. */
export async function lockLedger(em: EntityManager, userId: UserId): Promise<void> {
  await em.execute('select 1 from "user" where id = ? for update', [userId]);
}

/**
 * Folds the entries after the ledger's beginning, and keeps checkpoints when there are many: near the end, and at the end of each
 * year, from where reports by year go on. The state has no reports. Call it with the ledger as it is about to be committed, under its lock.
 * @throws RuleBroken when the ledger does not allow it
 */
export async function foldKeeping(
  em: EntityManager,
  userId: UserId,
  ledger: Ledger,
  entries: readonly Transaction[],
): Promise<LedgerState> {
  let state = ledger.from;
  let rest = entries;
  for (const untilDay of checkpointDays(entries)) {
    const part = rest.filter(({ tradeDate }) => tradeDate <= untilDay);
    state = await foldInTurns(part, ledger, { from: state, until: untilDay, hasReports: false });
    await saveCheckpoint(em, userId, { untilDay, state });
    rest = rest.filter(({ tradeDate }) => tradeDate > untilDay);
  }
  return foldInTurns(rest, ledger, { from: state, hasReports: false });
}

function checkpointDays(entries: readonly Transaction[]): Day[] {
  if (entries.length < CHECKPOINT_EVERY) return [];
  const days = entries.map(({ tradeDate }) => tradeDate).sort();
  const first = days[0] as Day;
  const last = addDays(days[days.length - CHECKPOINT_TAIL] as Day, -1);
  return last < first ? [] : [...yearEnds(first, last), last];
}

/** The last days of the years from one day to before another. */
function yearEnds(first: Day, last: Day): Day[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  return Array.from({ length: to - from }, (_, index) => `${from + index}-12-31` as Day);
}

const ENTRY =
  'id, account_id, kind, trade_date::text, settlement_date::text, instrument_id, quantity::text, price::text, amount::text, currency, ' +
  'fee::text, tax::text, exchange_rate::text, ratio_new, ratio_old, counter_account_id, lot_ids, note, version, ordinal::text, ' +
  '(extract(epoch from recorded_at) * 1000)::bigint::text as recorded_ms';

interface EntryRow {
  id: TransactionId;
  account_id: AccountId;
  kind: TransactionKind;
  trade_date: Day;
  settlement_date: Day | null;
  instrument_id: InstrumentId | null;
  quantity: string | null;
  price: string | null;
  amount: string | null;
  currency: TransactionContent['currency'];
  fee: string;
  tax: string;
  exchange_rate: string | null;
  ratio_new: number | null;
  ratio_old: number | null;
  counter_account_id: AccountId | null;
  lot_ids: TransactionId[] | null;
  note: string | null;
  version: number;
  ordinal: string;
  recorded_ms: string;
}

async function loadEntries(
  em: EntityManager,
  userId: UserId,
  {
    after,
    until,
    instrumentId,
    kinds,
  }: { after: Day | null; until: Day | null; instrumentId: InstrumentId | null; kinds: readonly TransactionKind[] | null },
): Promise<Transaction[]> {
  const rows: EntryRow[] = await em.execute(
    `select ${ENTRY} from transaction where user_id = ? and voided_at is null
       and trade_date > coalesce(?::date, '0001-01-01') and trade_date <= coalesce(?::date, '9999-12-31')
       ${instrumentId ? 'and instrument_id = ?' : ''} ${kinds ? 'and kind in (select jsonb_array_elements_text(?::jsonb))' : ''}`,
    [userId, after, until, ...(instrumentId ? [instrumentId] : []), ...(kinds ? [JSON.stringify(kinds)] : [])],
  );
  const entries: Transaction[] = [];
  const turns = new Turns();
  for (const row of rows) {
    entries.push(plainEntry(row, userId));
    if (turns.isOver()) await turns.next();
  }
  return entries;
}

/**
 * As the class has it, without being one: the mapper watches every property of its classes, which costs more than the fold
 * itself where tens of thousands are read to be looked at only.
 */
function plainEntry(row: EntryRow, userId: UserId): Transaction {
  return {
    id: row.id,
    userId,
    accountId: row.account_id,
    ordinal: Number(row.ordinal),
    recordedAt: new Date(Number(row.recorded_ms)),
    ...contentOf(row),
    version: row.version,
    amendedAt: null,
    voidedAt: null,
  };
}

async function loadEntriesOfMany(
  em: EntityManager,
  wanted: readonly { readonly user_id: UserId; readonly after: Day | null }[],
): Promise<Transaction[]> {
  const rows: (EntryRow & { user_id: UserId })[] = await em.execute(
    `select wanted.user_id, entry.* from jsonb_to_recordset(?::jsonb) as wanted(user_id uuid, after date)
     cross join lateral (
       select ${ENTRY} from transaction
       where transaction.user_id = wanted.user_id and voided_at is null and trade_date > coalesce(wanted.after, '0001-01-01')) as entry`,
    [JSON.stringify(wanted)],
  );
  return rows.map((row) => plainEntry(row, row.user_id));
}

function byUser<T extends { readonly userId: UserId }>(rows: readonly T[]): Map<UserId, T[]> {
  const grouped = new Map<UserId, T[]>();
  for (const row of rows) {
    const known = grouped.get(row.userId);
    if (known) known.push(row);
    else grouped.set(row.userId, [row]);
  }
  return grouped;
}

function contentOf(row: EntryRow): TransactionContent {
  return {
    kind: row.kind,
    tradeDate: row.trade_date,
    settlementDate: row.settlement_date,
    instrumentId: row.instrument_id,
    quantity: decimal(row.quantity),
    price: decimal(row.price),
    amount: decimal(row.amount),
    currency: row.currency,
    fee: charge(row.fee),
    tax: charge(row.tax),
    exchangeRate: decimal(row.exchange_rate),
    ratioNew: row.ratio_new,
    ratioOld: row.ratio_old,
    counterAccountId: row.counter_account_id,
    lotIds: row.lot_ids,
    note: row.note,
  };
}

/** Most entries have none. */
function charge(text: string): Decimal {
  return text === NOTHING ? ZERO : new Decimal(text);
}

const NOTHING = '0.00000000';

function decimal(text: string | null): Decimal | null {
  return text === null ? null : new Decimal(text);
}
