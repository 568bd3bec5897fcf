/** A piece of periodic work and how its last run went. Of many instances one at a time runs it; it holds a lease meanwhile. */

export const JobOutcome = {
  /** It did what it is for. */
  SUCCEEDED: 'SUCCEEDED',
  /** It is tried again sooner than usual. */
  FAILED: 'FAILED',
  /** The instance stopped or lost its lease in the middle; another goes on at once. */
  INTERRUPTED: 'INTERRUPTED',
} as const;
export type JobOutcome = (typeof JobOutcome)[keyof typeof JobOutcome];

export class Job {
  readonly name!: string;
  readonly intervalMs!: number;
  /** When it is due. */
  readonly nextAt!: Date;
  /** The instance that runs it now; null when none does, or when the one that did is dead and `until` is past. */
  readonly holder!: string | null;
  readonly until!: Date | null;
  readonly startedAt!: Date | null;
  readonly endedAt!: Date | null;
  /** Of the last run that ended; null before the first. */
  readonly outcome!: JobOutcome | null;
  /** What it did, or why it failed. */
  readonly message!: string | null;
  readonly durationMs!: number | null;
  readonly runs!: number;
  /** Failures since it last succeeded. */
  readonly failures!: number;
}

export function isRunning(job: Job, now: Date): boolean {
  return job.holder !== null && job.until !== null && job.until > now;
}

/** Milliseconds by which its next run is late; 0 while it runs or is not due. */
export function lagMs(job: Job, now: Date): number {
  return isRunning(job, now) ? 0 : Math.max(0, now.getTime() - job.nextAt.getTime());
}
