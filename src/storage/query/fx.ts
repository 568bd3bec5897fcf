/** Exchange rates in the database, a batch at a time; the counterpart of `query/quote.ts`, with the same guarantees. */
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { CandidateRate, FxRate } from '../../domain/fx.js';
import type { SourceId } from '../../domain/ids.js';
import type { Ranked } from '../../domain/ranked.js';
import type { EntityManager } from '../database.js';
import { latestDayFirst } from './precedence.js';
import { SET_ASIDE } from './quote.js';

export type StorableRate = Ranked<CandidateRate>;

const COLUMNS = 'base, quote, source, priority, rate, observed_at, value_date, received_at';
const ROW =
  'base text, quote text, source text, priority smallint, rate numeric, observed_at timestamptz(3), value_date date, received_at timestamptz(3), verdict jsonb, set_aside boolean';
export const SELECTED =
  'base, quote, source, rate::text, (extract(epoch from observed_at) * 1000)::bigint::text as observed_ms, value_date::text, ' +
  '(extract(epoch from received_at) * 1000)::bigint::text as received_ms, previous_rate::text, previous_rate_date::text, revision::text';
/** The newest rate of an earlier day than `row.value_date`, by the order in which one rate beats another. */
export const earlierRate = (row: string) =>
  `(select earlier.rate as earlier_rate, earlier.value_date as earlier_date from fx_rate earlier where earlier.base = ${row}.base ` +
  `and earlier.quote = ${row}.quote and earlier.value_date < ${row}.value_date and earlier.withdrawn_at is null ` +
  `order by ${latestDayFirst('earlier')} limit 1)`;
/** What an administrator has withdrawn does not come back by being said again. */
const NOT_WITHDRAWN =
  'not exists (select 1 from fx_rate taken where taken.base = incoming.base and taken.quote = incoming.quote and taken.value_date = incoming.value_date ' +
  'and taken.observed_at = incoming.observed_at and taken.source = incoming.source and taken.rate = incoming.rate and taken.withdrawn_at is not null)';

/** Records rates that are not current; an exact repetition is left out. Returns how many were new. */
export async function insertRateHistory(em: EntityManager, candidates: readonly StorableRate[]): Promise<number> {
  if (candidates.length === 0) return 0;
  const rows: { count: string }[] = await em.execute(
    `with incoming as (select distinct * from jsonb_to_recordset(?::jsonb) as row(${ROW})),
     recorded as (
       insert into fx_rate (revision, ${COLUMNS}, withdrawn_at, withdrawn_reason)
       select nextval('revision'), ${COLUMNS}, case when set_aside then received_at end, case when set_aside then '${SET_ASIDE}' end from incoming
       where incoming.rate is distinct from (
         select known.rate from fx_rate known
         where known.base = incoming.base and known.quote = incoming.quote and known.value_date = incoming.value_date
           and known.source = incoming.source and known.observed_at = incoming.observed_at
         order by known.revision desc limit 1)
       returning 1)
     select count(*)::text as count from recorded`,
    [encode(candidates)],
  );
  return Number(rows[0]?.count);
}

/** Makes rates current where they still are the newest, and records them; one candidate per pair at most. */
export async function putCurrentRates(em: EntityManager, candidates: readonly StorableRate[]): Promise<FxRate[]> {
  if (candidates.length === 0) return [];
  const rows: RateRow[] = await em.execute(
    `with incoming as (select * from jsonb_to_recordset(?::jsonb) as row(${ROW})),
     won as (
       insert into current_rate as incumbent (revision, ${COLUMNS}, previous_rate, previous_rate_date)
       select nextval('revision'), ${COLUMNS}, before.earlier_rate, before.earlier_date
       from incoming left join lateral ${earlierRate('incoming')} as before on true where ${NOT_WITHDRAWN} order by base, quote
       on conflict (base, quote) do update set revision = nextval('revision'), source = excluded.source, priority = excluded.priority,
         rate = excluded.rate, observed_at = excluded.observed_at, value_date = excluded.value_date, received_at = excluded.received_at,
         previous_rate = excluded.previous_rate, previous_rate_date = excluded.previous_rate_date
       where case when (excluded.priority < 0) <> (incumbent.priority < 0) then excluded.priority < 0
         else excluded.observed_at > incumbent.observed_at
           or (excluded.observed_at = incumbent.observed_at
             and case when excluded.source = incumbent.source then excluded.rate <> incumbent.rate
               else (excluded.priority, excluded.source collate "C") < (incumbent.priority, incumbent.source) end) end
       returning ${qualified('incumbent')}),
     recorded as (
       insert into fx_rate (revision, ${COLUMNS}, verdict)
       select won.revision, ${named('won')}, incoming.verdict from won join incoming on incoming.base = won.base and incoming.quote = won.quote)
     select ${SELECTED} from won`,
    [encode(candidates)],
  );
  return rows.map(decodeRate);
}

/** Corrects the previous rates of these pairs after earlier days came in late; returns the current rates that changed. */
export async function correctPreviousRates(em: EntityManager, pairs: readonly { base: Currency; quote: Currency }[]): Promise<FxRate[]> {
  if (pairs.length === 0) return [];
  const rows: RateRow[] = await em.execute(
    `with corrected as (
       update current_rate as incumbent set revision = nextval('revision'), previous_rate = found.rate, previous_rate_date = found.value_date
     from (
       select held.base, held.quote, before.earlier_rate as rate, before.earlier_date as value_date
       from current_rate held left join lateral ${earlierRate('held')} as before on true
       where (held.base, held.quote) in (select base, quote from jsonb_to_recordset(?::jsonb) as pair(base text, quote text))) as found
     where found.base = incumbent.base and found.quote = incumbent.quote
       and (found.rate, found.value_date) is distinct from (incumbent.previous_rate, incumbent.previous_rate_date)
       returning ${qualified('incumbent')})
     select ${SELECTED} from corrected`,
    [JSON.stringify(pairs.map(({ base, quote }) => ({ base, quote })))],
  );
  return rows.map(decodeRate);
}

/** The current rate of every pair. */
export async function currentRates(em: EntityManager): Promise<FxRate[]> {
  const rows: RateRow[] = await em.execute(`select ${SELECTED} from current_rate`);
  return rows.map(decodeRate);
}

/** For every pair the rate that held at the end of `day`; the last known one is carried forward (C13). */
export async function ratesAsOf(em: EntityManager, day: Day): Promise<FxRate[]> {
  const rows: RateRow[] = await em.execute(
    `select ${SELECTED} from (
       select found.*, before.earlier_rate as previous_rate, before.earlier_date as previous_rate_date
       from current_rate pair
       cross join lateral (
         select * from fx_rate where fx_rate.base = pair.base and fx_rate.quote = pair.quote and fx_rate.value_date <= ?::date
           and fx_rate.withdrawn_at is null
         order by ${latestDayFirst('fx_rate')} limit 1) as found
       left join lateral ${earlierRate('found')} as before on true) as answer`,
    [day],
  );
  return rows.map(decodeRate);
}

export interface RateRow {
  base: string;
  quote: string;
  source: string;
  rate: string;
  observed_ms: string;
  value_date: string;
  received_ms: string;
  previous_rate: string | null;
  previous_rate_date: string | null;
  revision: string;
}

export function decodeRate(row: RateRow): FxRate {
  return {
    base: row.base as Currency,
    quote: row.quote as Currency,
    source: row.source as SourceId,
    rate: new Decimal(row.rate),
    observedAt: new Date(Number(row.observed_ms)),
    valueDate: row.value_date as Day,
    receivedAt: new Date(Number(row.received_ms)),
    previous: row.previous_rate === null ? null : { rate: new Decimal(row.previous_rate), valueDate: row.previous_rate_date as Day },
    revision: Number(row.revision),
  };
}

function encode(candidates: readonly StorableRate[]): string {
  return JSON.stringify(
    candidates.map((candidate) => ({
      base: candidate.base,
      quote: candidate.quote,
      source: candidate.source,
      priority: candidate.priority,
      rate: candidate.rate.toFixed(),
      observed_at: candidate.observedAt.toISOString(),
      value_date: candidate.valueDate,
      received_at: candidate.receivedAt.toISOString(),
      verdict: candidate.verdict ?? null,
      set_aside: candidate.isSetAside ?? false,
    })),
  );
}

function named(table: string): string {
  return COLUMNS.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}

function qualified(table: string): string {
  return `${table}.revision, ${named(table)}, ${table}.previous_rate, ${table}.previous_rate_date`;
}
