/** Backfills in the database: what waits, what is under way, and which days of an instrument have no price. */

import { BACKFILL_ATTEMPTS_MAX, type Backfill, type BackfillStatus } from '../../domain/backfill.js';
import type { Day } from '../../domain/day.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import { beginningOf } from '../../domain/text.js';
import type { EntityManager } from '../database.js';
import { SET_ASIDE } from './quote.js';

/** Finished ones kept; the oldest go first. */
const FINISHED_MAX = 5_000;
const MESSAGE_MAX = 500;

interface BackfillRow {
  id: string;
  source: SourceId;
  instrument_id: InstrumentId | null;
  from_day: Day;
  to_day: Day;
  next_day: Day;
  status: BackfillStatus;
  attempts: number;
  stored: number;
  message: string | null;
  created_ms: string;
  updated_ms: string;
}

const SELECTED =
  'id, source, instrument_id, from_day::text, to_day::text, next_day::text, status, attempts, stored, message, ' +
  '(extract(epoch from created_at) * 1000)::bigint::text as created_ms, (extract(epoch from updated_at) * 1000)::bigint::text as updated_ms';

/** Adds those that are not covered by one that still waits, or that ended within so many days; returns how many. */
export async function addBackfills(
  em: EntityManager,
  backfills: readonly Pick<Backfill, 'id' | 'source' | 'instrumentId' | 'from' | 'to'>[],
  at: Date,
  { unlessTriedWithinDays = 0 }: { unlessTriedWithinDays?: number } = {},
): Promise<number> {
  if (backfills.length === 0) return 0;
  const rows = backfills.map(({ id, source, instrumentId, from, to }) => ({ id, source, instrument_id: instrumentId, from, to }));
  const written: unknown[] = await em.execute(
    `insert into backfill (id, source, instrument_id, from_day, to_day, next_day, status, attempts, stored, created_at, updated_at)
     select id, source, instrument_id, "from", "to", "from", 'WAITING', 0, 0, ?::timestamptz, ?::timestamptz
     from jsonb_to_recordset(?::jsonb) as row(id uuid, source text, instrument_id uuid, "from" date, "to" date)
     where not exists (select 1 from backfill known where known.source = row.source and known.instrument_id is not distinct from row.instrument_id
       and known.to_day >= row."to"
       and case when known.status in ('WAITING', 'RUNNING') then known.next_day <= row."from"
         else known.from_day <= row."from" and known.updated_at > ?::timestamptz end)
     returning 1`,
    [at.toISOString(), at.toISOString(), JSON.stringify(rows), new Date(at.getTime() - unlessTriedWithinDays * 86_400_000).toISOString()],
  );
  return written.length;
}

/** Those of a source to go on with, the least recently touched first. */
export async function nextBackfills(em: EntityManager, { source, limit }: { source: SourceId; limit: number }): Promise<Backfill[]> {
  const rows: BackfillRow[] = await em.execute(
    `select ${SELECTED} from backfill where status in ('WAITING', 'RUNNING') and source = ? order by updated_at, id limit ${Math.trunc(limit)}`,
    [source],
  );
  return rows.map(decode);
}

/** Goes on to `nextDay`; past the last one it is done. One that was cancelled meanwhile stays cancelled. */
export async function advanceBackfill(
  em: EntityManager,
  { id, nextDay, stored, at }: { id: string; nextDay: Day; stored: number; at: Date },
): Promise<void> {
  await em.execute(
    `update backfill set next_day = ?::date, stored = stored + ?::int, attempts = 0, message = null, updated_at = ?::timestamptz,
       status = case when ?::date > to_day then 'DONE' else 'RUNNING' end
     where id = ?::uuid and status in ('WAITING', 'RUNNING')`,
    [nextDay, stored, at.toISOString(), nextDay, id],
  );
  await em.execute(
    `delete from backfill where id in (
       select id from backfill where status in ('DONE', 'FAILED', 'CANCELLED') order by updated_at desc, id offset ${FINISHED_MAX})`,
  );
}

/** Notes a failed try; after a few in a row, or when it is no use to try again, it is given up. */
export async function failBackfill(
  em: EntityManager,
  { id, message, isFinal, at }: { id: string; message: string; isFinal: boolean; at: Date },
): Promise<void> {
  await em.execute(
    `update backfill set attempts = attempts + 1, message = ?, updated_at = ?::timestamptz,
       status = case when ?::boolean or attempts + 1 >= ${BACKFILL_ATTEMPTS_MAX} then 'FAILED' else status end
     where id = ?::uuid and status in ('WAITING', 'RUNNING')`,
    [beginningOf(message, MESSAGE_MAX), at.toISOString(), isFinal, id],
  );
}

/** Null: there is no such one. False: it had ended already. */
export async function cancelBackfill(em: EntityManager, id: string, at: Date): Promise<boolean | null> {
  const cancelled: unknown[] = await em.execute(
    `update backfill set status = 'CANCELLED', updated_at = ?::timestamptz where id = ?::uuid and status in ('WAITING', 'RUNNING') returning 1`,
    [at.toISOString(), id],
  );
  if (cancelled.length > 0) return true;
  return (await readBackfill(em, id)) ? false : null;
}

export async function readBackfill(em: EntityManager, id: string): Promise<Backfill | null> {
  const [row]: BackfillRow[] = await em.execute(`select ${SELECTED} from backfill where id = ?::uuid`, [id]);
  return row ? decode(row) : null;
}

/** The newest touched first. */
export async function readBackfills(
  em: EntityManager,
  { status, limit }: { status: BackfillStatus | null; limit: number },
): Promise<Backfill[]> {
  const rows: BackfillRow[] = await em.execute(
    `select ${SELECTED} from backfill where status = coalesce(?::text, status) order by updated_at desc, id limit ${Math.trunc(limit)}`,
    [status],
  );
  return rows.map(decode);
}

/** The days from `from` to `to` of which each instrument has a price that counts. */
export async function pricedDays(
  em: EntityManager,
  { instrumentIds, from, to }: { instrumentIds: readonly InstrumentId[]; from: Day; to: Day },
): Promise<Map<InstrumentId, Set<Day>>> {
  const rows: { id: InstrumentId; days: string | null }[] = await em.execute(
    `select wanted.id, (
       select string_agg(distinct value_date::text, ' ') from quote
       where instrument_id = wanted.id::uuid and value_date between ?::date and ?::date and withdrawn_at is null) as days
     from jsonb_array_elements_text(?::jsonb) as wanted(id)`,
    [from, to, JSON.stringify(instrumentIds)],
  );
  return new Map(rows.map(({ id, days }) => [id, new Set((days?.split(' ') ?? []) as Day[])]));
}

/** The days from `from` to `to` of which the source has given a rate of any pair. */
export async function ratedDays(em: EntityManager, { source, from, to }: { source: SourceId; from: Day; to: Day }): Promise<Set<Day>> {
  const rows: { days: string | null }[] = await em.execute(
    `select string_agg(distinct value_date::text, ' ') as days from fx_rate where source = ? and value_date between ?::date and ?::date
       and (withdrawn_at is null or withdrawn_reason = '${SET_ASIDE}')`,
    [source, from, to],
  );
  return new Set((rows[0]?.days?.split(' ') ?? []) as Day[]);
}

function decode(row: BackfillRow): Backfill {
  return {
    id: row.id,
    source: row.source,
    instrumentId: row.instrument_id,
    from: row.from_day,
    to: row.to_day,
    nextDay: row.next_day,
    status: row.status,
    attempts: row.attempts,
    stored: row.stored,
    message: row.message,
    createdAt: new Date(Number(row.created_ms)),
    updatedAt: new Date(Number(row.updated_ms)),
  };
}
