/** How much of a source's budget is used, counted in the database so that a restart forgets nothing. */
import type { EntityManager } from '../database.js';

export interface UsageLimit {
  /** MINUTE, HOUR, DAY or MONTH. */
  readonly span: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly limit: number;
}

/**
 * Takes `cost` out of every span's budget, or out of none when one of them has not enough left.
 * Returns the span that has not, the one that opens again last; null: taken.
 */
export async function spendUsage(
  em: EntityManager,
  { source, cost, limits }: { source: string; cost: number; limits: readonly UsageLimit[] },
): Promise<UsageLimit | null> {
  const rows: { span: string; is_enough: boolean }[] = await em.execute(
    `with budget as (select * from jsonb_to_recordset(?::jsonb) as row(span text, starts_at timestamptz(3), cap int)),
     state as (
       select budget.*, case when usage.starts_at = budget.starts_at then usage.used else 0 end as used
       from budget left join source_usage usage on usage.source = ? and usage.span = budget.span),
     taken as (
       insert into source_usage as usage (source, span, starts_at, used)
       select ?, span, starts_at, ?::int from state where (select bool_and(used + ?::int <= cap) from state)
       on conflict (source, span) do update set starts_at = excluded.starts_at,
         used = excluded.used + case when usage.starts_at = excluded.starts_at then usage.used else 0 end
       returning 1)
     select span, used + ?::int <= cap as is_enough from state`,
    [
      JSON.stringify(limits.map(({ span, startsAt, limit }) => ({ span, starts_at: startsAt.toISOString(), cap: limit }))),
      source,
      source,
      cost,
      cost,
      cost,
    ],
  );
  const short = new Set(rows.filter((row) => !row.is_enough).map(({ span }) => span));
  const exhausted = limits.filter(({ span }) => short.has(span)).sort((one, other) => other.endsAt.getTime() - one.endsAt.getTime());
  return exhausted[0] ?? null;
}

const PAUSE = 'PAUSE';

/** Keeps until when a source wants to be left alone. */
export async function rememberPause(em: EntityManager, { source, until }: { source: string; until: Date }): Promise<void> {
  await em.execute(
    `insert into source_usage (source, span, starts_at, used) values (?, '${PAUSE}', ?::timestamptz, 0)
     on conflict (source, span) do update set starts_at = excluded.starts_at`,
    [source, until.toISOString()],
  );
}

/** Null: it never wanted to be. */
export async function recallPause(em: EntityManager, source: string): Promise<Date | null> {
  const [row]: { until_ms: string }[] = await em.execute(
    `select (extract(epoch from starts_at) * 1000)::bigint::text as until_ms from source_usage where source = ? and span = '${PAUSE}'`,
    [source],
  );
  return row ? new Date(Number(row.until_ms)) : null;
}
