/**
 * What a verification compares: each current price and rate beside what the log of everything accepted makes of it. The
 * figures travel as text, exactly as they are stored.
 */
import type { Day } from '../../domain/day.js';
import type { AccountId, InstrumentId, PortfolioId, UserId } from '../../domain/ids.js';
import { HYSTERESIS_MS } from '../../domain/source.js';
import { Transaction, TransactionRevision } from '../../domain/transaction.js';
import type { EntityManager } from '../database.js';
import { addInstruments, type Ledger, loadLedger } from './ledger.js';
import { latestDayFirst, newestFirst } from './precedence.js';

/** A row as text by column; null where there is none. */
export type KeptRow = Readonly<Record<string, string | null>>;

export interface KeptCurrent {
  /** An instrument's id, or a pair such as `EURUSD`. */
  readonly subject: string;
  readonly current: KeptRow | null;
  /** The logged observation the current one repeats. */
  readonly logged: KeptRow | null;
  /** A logged observation the current one should have given way to. */
  readonly better: KeptRow | null;
  /** The newest logged observation of an earlier day. */
  readonly earlier: KeptRow | null;
  /** Whether something of an earlier day was logged after the current one. */
  readonly isCorrected: boolean;
}

const OBSERVATION = ['source', 'kind', 'price', 'currency', 'value_date', 'raw_price', 'raw_currency', 'adjustment'] as const;
/** Columns of a quote that the log and the current price must agree on. */
export const QUOTE_COLUMNS: readonly string[] = [...OBSERVATION, 'priority', 'observed_at', 'received_at'];
export const RATE_COLUMNS: readonly string[] = ['source', 'rate', 'value_date', 'priority', 'observed_at', 'received_at'];

function asText(row: string, columns: readonly string[]): string {
  const parts = columns.map((column) => `'${column}', ${row}.${column}::text`);
  return `case when ${row}.revision is null then null else jsonb_build_object('revision', ${row}.revision::text, ${parts.join(', ')}) end`;
}

/**
 * Compares one page of current rows with the log, by the order in which one observation beats another: the later one; at the
 * same moment the more trusted source, then the later correction. A less trusted source must be ahead by more than the
 * hysteresis to count.
 */
function comparison(given: {
  log: string;
  current: string;
  keys: readonly string[];
  wanted: string;
  kept: readonly string[];
  figure: string;
}) {
  const same = (one: string, other: string) => given.keys.map((key) => `${one}.${key} = ${other}.${key}`).join(' and ');
  const sameKind = given.kept.includes('kind') ? 'and row.kind = held.kind' : '';
  const previous = given.log === 'quote' ? ['previous_close', 'previous_close_date'] : ['previous_rate', 'previous_rate_date'];
  const loggedColumns = given.log === 'quote' ? [...given.kept, ...previous] : given.kept;
  const stands = 'and row.withdrawn_at is null';
  const newest = `${latestDayFirst('row')} limit 1`;
  return `select ${given.keys.map((key) => `wanted.${key}::text`).join(' || ')} as subject,
      ${asText('held', [...given.kept, ...previous])} as current, ${asText('logged', loggedColumns)} as logged,
      ${asText('better', given.kept)} as better, ${asText('earlier', ['value_date', given.figure])} as earlier,
      exists (select 1 from ${given.log} row where ${same('row', 'wanted')} ${stands} and row.value_date < held.value_date
        and row.revision > logged.revision) as is_corrected
    from (${given.wanted}) as wanted
    left join ${given.current} held on ${same('held', 'wanted')}
    left join lateral (select * from ${given.log} row where ${same('row', 'wanted')} ${stands} and row.value_date = held.value_date
      and row.observed_at = held.observed_at and row.source = held.source ${sameKind} and row.revision <= held.revision
      order by row.revision desc limit 1) as logged on true
    left join lateral (select * from ${given.log} row where ${same('row', 'wanted')} ${stands}
      and row.value_date >= coalesce(held.value_date - 3, '0001-01-01') and (held.revision is null
        or (row.observed_at > held.observed_at and not (row.priority > held.priority
          and row.observed_at <= held.observed_at + interval '${HYSTERESIS_MS} milliseconds'))
        or (row.observed_at = held.observed_at and (row.priority, row.source collate "C") < (held.priority, held.source))
        or (row.observed_at = held.observed_at and row.source = held.source ${sameKind} and row.revision > held.revision))
      order by ${newestFirst('row')} limit 1) as better on true
    left join lateral (select * from ${given.log} row where ${same('row', 'wanted')} ${stands} and row.value_date < held.value_date
      order by ${newest}) as earlier on true
    where held.revision is not null or better.revision is not null`;
}

/** The current prices of these instruments beside the log. */
export async function compareQuotes(em: EntityManager, ids: readonly InstrumentId[]): Promise<KeptCurrent[]> {
  const wanted = 'select id::uuid as instrument_id from jsonb_array_elements_text(?::jsonb) as given(id)';
  const keys = ['instrument_id'];
  const statement = comparison({ log: 'quote', current: 'current_quote', keys, wanted, kept: QUOTE_COLUMNS, figure: 'price' });
  return compared(await em.execute(statement, [JSON.stringify(ids)]));
}

/** The current rate of every pair beside the log. */
export async function compareRates(em: EntityManager): Promise<KeptCurrent[]> {
  const wanted = 'select base, quote from fx_rate union select base, quote from current_rate';
  const keys = ['base', 'quote'];
  return compared(
    await em.execute(comparison({ log: 'fx_rate', current: 'current_rate', keys, wanted, kept: RATE_COLUMNS, figure: 'rate' })),
  );
}

function compared(rows: (Omit<KeptCurrent, 'isCorrected'> & { is_corrected: boolean })[]): KeptCurrent[] {
  return rows.map(({ is_corrected: isCorrected, ...row }) => ({ ...row, isCorrected }));
}

/** Every instrument something is known of. */
export async function quotedInstruments(em: EntityManager): Promise<InstrumentId[]> {
  const rows: { id: InstrumentId }[] = await em.execute(
    'select id from instrument union select instrument_id from current_quote order by 1',
  );
  return rows.map(({ id }) => id);
}

export async function allUsers(em: EntityManager): Promise<UserId[]> {
  const rows: { id: UserId }[] = await em.execute('select id from "user" order by id');
  return rows.map(({ id }) => id);
}

/** The counter of revisions, and the highest number any row has taken from it. */
export async function revisionCounter(em: EntityManager): Promise<{ counter: number; highest: number }> {
  const rows: { counter: string; highest: string }[] = await em.execute(
    `select (select last_value from revision)::text as counter, coalesce(greatest((select max(revision) from quote),
       (select max(revision) from current_quote), (select max(revision) from fx_rate), (select max(revision) from current_rate),
       (select max(ordinal) from transaction)), 0)::text as highest`,
  );
  const [row] = rows;
  return { counter: Number(row?.counter), highest: Number(row?.highest) };
}

export interface LedgerHistory {
  /** Every entry, voided ones included. */
  readonly entries: readonly Transaction[];
  readonly revisions: readonly TransactionRevision[];
  readonly ledger: Ledger;
  readonly ruleChanges: number;
}

/** A user's whole ledger with its revisions and the instruments it names. */
export async function ledgerHistory(em: EntityManager, userId: UserId): Promise<LedgerHistory> {
  const entries = await em.find(Transaction, { userId });
  const revisions = await em.find(TransactionRevision, { transactionId: { $in: entries.map(({ id }) => id) } });
  const ledger = await loadLedger(em, userId);
  await addInstruments(
    em,
    ledger.instruments,
    entries.flatMap(({ instrumentId }) => instrumentId ?? []),
  );
  return { entries, revisions, ledger, ruleChanges: await countRuleChanges(em, userId) };
}

/** Changes of an account's rules, its moves, and changes of the splits of what the user ever had: they raise versions as entries do. */
async function countRuleChanges(em: EntityManager, userId: UserId): Promise<number> {
  const rows: { count: string }[] = await em.execute(
    `select count(*)::text as count from audit_entry where (action in ('account.change', 'account.move') and actor_id = ?)
       or (action in ('split.record', 'split.amend', 'split.withdraw')
         and subject in (select instrument_id::text from transaction where user_id = ?))`,
    [userId, userId],
  );
  return Number(rows[0]?.count);
}

export async function checkpointDays(em: EntityManager, userId: UserId): Promise<Day[]> {
  const rows: { day: Day }[] = await em.execute(
    'select until_day::text as day from ledger_checkpoint where user_id = ? order by until_day',
    [userId],
  );
  return rows.map(({ day }) => day);
}

export interface KeptScope {
  readonly userId: UserId;
  readonly portfolioId: PortfolioId;
  /** Null for the whole portfolio. */
  readonly accountId: AccountId | null;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly days: number;
}

/** The portfolios and accounts whose past days are kept. */
export async function keptScopes(em: EntityManager): Promise<KeptScope[]> {
  const rows: { user_id: UserId; portfolio_id: PortfolioId; scope_id: PortfolioId | AccountId; first: Day; last: Day; days: string }[] =
    await em.execute(
      `select portfolio.user_id, kept.portfolio_id, kept.scope_id, min(kept.day)::text as first, max(kept.day)::text as last, count(*)::text as days
       from valuation_day kept join portfolio on portfolio.id = kept.portfolio_id
       group by portfolio.user_id, kept.portfolio_id, kept.scope_id order by kept.scope_id`,
    );
  return rows.map((row) => ({
    userId: row.user_id,
    portfolioId: row.portfolio_id,
    accountId: row.scope_id === row.portfolio_id ? null : (row.scope_id as AccountId),
    firstDay: row.first,
    lastDay: row.last,
    days: Number(row.days),
  }));
}
