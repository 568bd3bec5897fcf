/**
 * Who runs which periodic work, by the database's clock, so that instances whose own clocks differ still agree. Invariant:
 * only the holder of a lease that has not lapsed reports how a run went.
 */
import { JobOutcome } from '../../domain/job.js';
import type { EntityManager } from '../database.js';

const MESSAGE_MAX = 500;

/** Puts down what there is to do; a job that is new is due at once, one that is to run more often no later than its new interval. */
export async function registerJobs(em: EntityManager, jobs: readonly { name: string; intervalMs: number }[]): Promise<void> {
  for (const { name, intervalMs } of jobs) {
    await em.execute(
      `insert into job (name, interval_ms, next_at, runs, failures) values (?, ?, clock_timestamp(), 0, 0)
       on conflict (name) do update set interval_ms = excluded.interval_ms,
         next_at = least(job.next_at, clock_timestamp() + excluded.interval_ms * interval '1 millisecond')
       where job.interval_ms <> excluded.interval_ms`,
      [name, intervalMs],
    );
  }
}

/** Takes the job among `names` that has been due longest and that nobody runs, and gives its name; null when there is none. */
export async function claimJob(
  em: EntityManager,
  { names, holder, forMs }: { names: readonly string[]; holder: string; forMs: number },
): Promise<string | null> {
  const rows: { name: string }[] = await em.execute(
    `update job set holder = ?, until = clock_timestamp() + ?::int * interval '1 millisecond', started_at = clock_timestamp()
     where name = (
       select name from job
       where name in (select jsonb_array_elements_text(?::jsonb)) and next_at <= clock_timestamp()
         and (until is null or until < clock_timestamp())
       order by next_at limit 1 for update skip locked)
     returning name`,
    [holder, forMs, JSON.stringify(names)],
  );
  return rows[0]?.name ?? null;
}

/** Whether the lease is still this holder's, from now on for `forMs`. */
export async function renewJob(
  em: EntityManager,
  { name, holder, forMs }: { name: string; holder: string; forMs: number },
): Promise<boolean> {
  const rows: unknown[] = await em.execute(
    `update job set until = clock_timestamp() + ?::int * interval '1 millisecond' where name = ? and holder = ? returning 1`,
    [forMs, name, holder],
  );
  return rows.length > 0;
}

/** Notes how a run went and when the next is due: counted from its start, sooner after a failure, at once when it was cut short. */
export async function finishJob(
  em: EntityManager,
  run: { name: string; holder: string; outcome: JobOutcome; message: string | null; retryMs: number },
): Promise<void> {
  const pause = {
    [JobOutcome.SUCCEEDED]: "greatest(clock_timestamp(), started_at + interval_ms * interval '1 millisecond')",
    [JobOutcome.FAILED]: "clock_timestamp() + least(interval_ms, ?::bigint) * interval '1 millisecond'",
    [JobOutcome.INTERRUPTED]: 'clock_timestamp()',
  }[run.outcome];
  await em.execute(
    `update job set holder = null, until = null, ended_at = clock_timestamp(), outcome = ?, message = ?, runs = runs + 1,
       duration_ms = extract(epoch from clock_timestamp() - started_at) * 1000,
       failures = ${{ SUCCEEDED: '0', FAILED: 'failures + 1', INTERRUPTED: 'failures' }[run.outcome]},
       next_at = ${pause}
     where name = ? and holder = ?`,
    [
      run.outcome,
      run.message?.slice(0, MESSAGE_MAX) ?? null,
      ...(run.outcome === JobOutcome.FAILED ? [run.retryMs] : []),
      run.name,
      run.holder,
    ],
  );
}
