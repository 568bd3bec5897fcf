/**
 * What was known at an instant: entries as their revisions said then, and only the prices and rates that had arrived and had
 * not been withdrawn (docs/CALCULATIONS.md, C16). The order in which one price beats another is the same as for today's answer.
 */
import { Account } from '../../domain/account.js';
import type { Day } from '../../domain/day.js';
import type { FxRate } from '../../domain/fx.js';
import type { AccountId, InstrumentId, TransactionId, UserId } from '../../domain/ids.js';
import type { Instrument } from '../../domain/instrument.js';
import type { Quote } from '../../domain/quote.js';
import { splitsKnownAt } from '../../domain/split.js';
import { readContent, Transaction } from '../../domain/transaction.js';
import type { EntityManager } from '../database.js';
import { decodeRate, type RateRow, SELECTED as SELECTED_RATE } from './fx.js';
import { addInstruments, type Ledger } from './ledger.js';
import { membershipsOf } from './membership.js';
import { latestDayFirst } from './precedence.js';
import { decodeQuote, type QuoteRow, SELECTED as SELECTED_QUOTE } from './quote.js';

interface RevisionRow {
  id: TransactionId;
  account_id: AccountId;
  ordinal: string;
  recorded_ms: string;
  version: number;
  content: object;
  is_voided: boolean;
}

/** A user's whole ledger up to `until`, as it was recorded at `knownAt`. */
export async function loadLedgerKnownAt(
  em: EntityManager,
  userId: UserId,
  { knownAt, until }: { knownAt: Date; until: Day | null },
): Promise<Ledger> {
  const accounts = await em.find(Account, { userId, openedAt: { $lte: knownAt } }, { orderBy: { id: 'asc' } });
  const rows: RevisionRow[] = await em.execute(
    `select distinct on (entry.id) entry.id, entry.account_id, entry.ordinal::text, said.version, said.content, said.is_voided,
       (extract(epoch from entry.recorded_at) * 1000)::bigint::text as recorded_ms
     from transaction entry join transaction_revision said on said.transaction_id = entry.id
     where entry.user_id = ? and entry.recorded_at <= ?::timestamptz and said.recorded_at <= ?::timestamptz
     order by entry.id, said.version desc`,
    [userId, knownAt.toISOString(), knownAt.toISOString()],
  );
  const entries = rows.filter(({ is_voided }) => !is_voided).map((row) => entryOf(row, userId));
  const counted = entries.filter(({ tradeDate }) => until === null || tradeDate <= until);
  const instruments = new Map<InstrumentId, Instrument>();
  await addInstruments(
    em,
    instruments,
    counted.flatMap(({ instrumentId }) => instrumentId ?? []),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const known = new Map([...instruments].map(([id, instrument]) => [id, { ...instrument, splits: splitsKnownAt(instrument, knownAt) }]));
  return {
    accounts,
    memberships: await membershipsOf(em, userId),
    entries: counted,
    from: undefined,
    instruments: known,
    account: (id) => byId.get(id) ?? null,
    instrument: (id) => known.get(id) ?? null,
  };
}

function entryOf(row: RevisionRow, userId: UserId): Transaction {
  const entry = new Transaction({
    id: row.id,
    userId,
    accountId: row.account_id,
    ordinal: Number(row.ordinal),
    recordedAt: new Date(Number(row.recorded_ms)),
    content: readContent(row.content),
  });
  entry.version = row.version;
  return entry;
}

/** `quotesAsOf` with what had arrived by `knownAt`. */
export async function quotesKnownAt(
  em: EntityManager,
  { instrumentIds, day, knownAt }: { instrumentIds: readonly InstrumentId[]; day: Day; knownAt: Date },
): Promise<Quote[]> {
  if (instrumentIds.length === 0) return [];
  const known = knownCondition('row', knownAt);
  const newest = (row: string) => `${latestDayFirst(row)} limit 1`;
  const rows: QuoteRow[] = await em.execute(
    `select ${SELECTED_QUOTE} from (
       select found.instrument_id, found.source, found.kind, found.price, found.currency, found.observed_at, found.value_date, found.received_at,
         found.raw_price, found.raw_currency, found.adjustment, found.revision, before.price as previous_close, before.value_date as previous_close_date
       from jsonb_array_elements_text(?::jsonb) as wanted(id)
       cross join lateral (
         select * from quote row where row.instrument_id = wanted.id::uuid and row.value_date <= ?::date and ${known} order by ${newest('row')}) as found
       left join lateral (
         select price, value_date from quote row where row.instrument_id = found.instrument_id and row.value_date < found.value_date and ${known}
         order by ${newest('row')}) as before on true) as answer`,
    [JSON.stringify([...new Set(instrumentIds)]), day],
  );
  return rows.map(decodeQuote);
}

/** `ratesAsOf` with what had arrived by `knownAt`. */
export async function ratesKnownAt(em: EntityManager, { day, knownAt }: { day: Day; knownAt: Date }): Promise<FxRate[]> {
  const known = knownCondition('row', knownAt);
  const newest = `${latestDayFirst('row')} limit 1`;
  const rows: RateRow[] = await em.execute(
    `select ${SELECTED_RATE} from (
       select found.*, before.rate as previous_rate, before.value_date as previous_rate_date
       from current_rate pair
       cross join lateral (
         select * from fx_rate row where row.base = pair.base and row.quote = pair.quote and row.value_date <= ?::date and ${known} order by ${newest}) as found
       left join lateral (
         select rate, value_date from fx_rate row where row.base = found.base and row.quote = found.quote and row.value_date < found.value_date and ${known}
         order by ${newest}) as before on true) as answer`,
    [day],
  );
  return rows.map(decodeRate);
}

/** Of a row of prices or rates. The instant is printed by us, so it may stand in the text. */
export function knownCondition(row: string, knownAt: Date): string {
  const instant = `timestamptz '${knownAt.toISOString()}'`;
  return `${row}.received_at <= ${instant} and (${row}.withdrawn_at is null or ${row}.withdrawn_at > ${instant})`;
}
