/** How the sources did: what the asking instance last saw of each, counts per hour, and changes of status. */

import type { SourceId } from '../../domain/ids.js';
import type { SourceCounts, SourceEvent, SourceHealth, SourceHour, SourceStatus } from '../../domain/source.js';
import { beginningOf } from '../../domain/text.js';
import type { EntityManager } from '../database.js';

/** Changes of status kept of each source. */
const EVENTS_MAX = 500;
const DAYS_KEPT = 90;
const TEXT_MAX = 500;

/** Adds what was counted since the last time to the hour of `at`, and keeps each source's newest state. */
export async function writeHealth(
  em: EntityManager,
  {
    events,
    sources,
    at,
  }: {
    events: readonly SourceEvent[];
    sources: readonly { readonly health: SourceHealth; readonly added: SourceCounts }[];
    at: Date;
  },
): Promise<void> {
  const rows = sources.map(({ health, added }) => ({ source: health.id, health, latency: health.latencyMs, ...added }));
  await em.execute(
    `insert into source_health (source, health, at)
     select source, health, ?::timestamptz from jsonb_to_recordset(?::jsonb) as row(source text, health jsonb) order by source
     on conflict (source) do update set health = excluded.health, at = excluded.at`,
    [at.toISOString(), JSON.stringify(rows)],
  );
  await em.execute(
    `insert into source_hour as known (source, starts_at, successes, failures, accepted, rejected, garbage, latency_ms_max)
     select source, date_trunc('hour', ?::timestamptz), successes, failures, accepted, rejected, garbage, latency
     from jsonb_to_recordset(?::jsonb)
       as row(source text, successes bigint, failures bigint, accepted bigint, rejected bigint, garbage bigint, latency int) order by source
     on conflict (source, starts_at) do update set successes = known.successes + excluded.successes,
       failures = known.failures + excluded.failures, accepted = known.accepted + excluded.accepted,
       rejected = known.rejected + excluded.rejected, garbage = known.garbage + excluded.garbage,
       latency_ms_max = greatest(known.latency_ms_max, excluded.latency_ms_max)`,
    [at.toISOString(), JSON.stringify(rows)],
  );
  if (events.length > 0) await writeEvents(em, events);
}

async function writeEvents(em: EntityManager, events: readonly SourceEvent[]): Promise<void> {
  const rows = events.map((event) => ({ ...event, failure: event.failure === null ? null : beginningOf(event.failure, TEXT_MAX) }));
  await em.execute(
    `insert into source_event (source, at, status, failure)
     select source, at, status, failure from jsonb_to_recordset(?::jsonb) as row(source text, at timestamptz, status text, failure text)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
  await em.execute(
    `delete from source_event where (source, at, status) in (
       select source, at, status from (
         select *, row_number() over (partition by source order by at desc) as place from source_event) as ranked where place > ${EVENTS_MAX})`,
  );
  await em.execute(`delete from source_hour where starts_at < now() - interval '${DAYS_KEPT} days'`);
}

/** As the instance that asks each source last saw it. */
export async function readHealth(em: EntityManager): Promise<SourceHealth[]> {
  const rows: { health: string }[] = await em.execute('select health::text from source_health');
  return rows.map(({ health }) => {
    const row = JSON.parse(health);
    const instant = (text: string | null) => (text === null ? null : new Date(text));
    return {
      ...row,
      lastAttemptAt: instant(row.lastAttemptAt),
      lastSuccessAt: instant(row.lastSuccessAt),
      lastFailureAt: instant(row.lastFailureAt),
      pausedUntil: instant(row.pausedUntil),
    };
  });
}

/** Newest first. */
export async function readEvents(em: EntityManager, { source, limit }: { source: SourceId; limit: number }): Promise<SourceEvent[]> {
  const rows: { at_ms: string; status: SourceStatus; failure: string | null }[] = await em.execute(
    `select (extract(epoch from at) * 1000)::bigint::text as at_ms, status, failure from source_event where source = ?
     order by at desc, status limit ${Math.trunc(limit)}`,
    [source],
  );
  return rows.map(({ at_ms, ...row }) => ({ source, at: new Date(Number(at_ms)), ...row }));
}

/** The hours since `from` in which anything came or failed, oldest first. */
export async function readHours(em: EntityManager, { source, from }: { source: SourceId; from: Date }): Promise<SourceHour[]> {
  const rows: (Record<keyof SourceCounts, string> & { starts_ms: string; latency_ms_max: number | null })[] = await em.execute(
    `select (extract(epoch from starts_at) * 1000)::bigint::text as starts_ms, successes::text, failures::text, accepted::text, rejected::text,
       garbage::text, latency_ms_max from source_hour where source = ? and starts_at >= ?::timestamptz order by starts_at`,
    [source, from.toISOString()],
  );
  return rows.map((row) => ({
    startsAt: new Date(Number(row.starts_ms)),
    successes: Number(row.successes),
    failures: Number(row.failures),
    accepted: Number(row.accepted),
    rejected: Number(row.rejected),
    garbage: Number(row.garbage),
    latencyMsMax: row.latency_ms_max,
  }));
}
