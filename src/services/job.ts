/**
 * Periodic work: each job is run by one instance at a time, by a lease in the database. Invariant: a job never overlaps itself,
 * a job that fails or hangs holds up no other, and one whose instance died is taken over when its lease lapses.
 */
import { authorise } from '../domain/access.js';
import { isRunning, Job, JobOutcome, lagMs } from '../domain/job.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { claimJob, finishJob, registerJobs, renewJob } from '../storage/query/job.js';
import { traced } from '../telemetry/trace.js';
import type { Log, Metrics } from '../telemetry.js';

/** How often the table is looked at for what is due. */
const LOOK_MS = 1_000;
/** How long a dead instance holds up a job. */
const LEASE_MS = 30_000;
/** Attempts to renew a lease before it lapses. */
const RENEWALS = 3;
/** A failed job is tried again after this, or after its interval when that is shorter. */
const RETRY_MS = 60_000;

export interface JobDefinition {
  readonly name: string;
  /** One sentence for administrators: what it is for. */
  readonly description: string;
  readonly intervalMs: number;
  /** Ends early when the signal fires. @returns what it did, in a few words, for administrators; null when there was nothing to do */
  run(signal: AbortSignal): Promise<string | null>;
}

export interface JobReport {
  readonly name: string;
  readonly description: string;
  readonly intervalSeconds: number;
  readonly isRunning: boolean;
  readonly lastStartedAt: Date | null;
  readonly lastEndedAt: Date | null;
  readonly lastDurationMs: number | null;
  readonly lastOutcome: JobOutcome | null;
  readonly lastMessage: string | null;
  readonly nextRunAt: Date | null;
  readonly lagSeconds: number;
  readonly runs: number;
  readonly failuresInARow: number;
}

export class JobService {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private isRegistered = false;

  constructor(
    private readonly database: Database,
    private readonly definitions: readonly JobDefinition[],
    private readonly tools: {
      readonly log: Log;
      readonly metrics: Metrics;
      readonly now: () => Date;
      /** Names this instance among the others. */
      readonly holder: string;
      readonly lookMs?: number;
    },
  ) {}

  /** From now on this instance does its share, what is overdue at once: that may keep a database busy, so it is the last thing to be started. */
  start(): void {
    if (this.timer || this.stopping.signal.aborted) return;
    let isLooking = false;
    const look = () => {
      if (isLooking) return;
      isLooking = true;
      this.looking = this.look().finally(() => {
        isLooking = false;
      });
    };
    this.timer = setInterval(look, this.tools.lookMs ?? LOOK_MS).unref();
    look();
  }

  /** Asks what runs to end early, and waits until it has. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer) clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.running.values());
  }

  /** Every job this version of the program knows, and how it is doing. */
  async list(actor: Actor | null): Promise<JobReport[]> {
    authorise(actor, 'job:read');
    return this.reports();
  }

  /** The same for metrics, which are asked for by nobody in particular. */
  async reports(): Promise<JobReport[]> {
    const names = this.definitions.map(({ name }) => name);
    const kept = await this.database.read((em) => em.find(Job, { name: { $in: names } }));
    const byName = new Map(kept.map((job) => [job.name, job]));
    const now = this.tools.now();
    return this.definitions.map((definition) => reportOf(definition, byName.get(definition.name) ?? null, now));
  }

  /** Never rejects: while the database is away, nothing is due. */
  private async look(): Promise<void> {
    const { holder, log } = this.tools;
    try {
      if (!this.isRegistered) await this.database.write((em) => registerJobs(em, this.definitions));
      this.isRegistered = true;
      for (;;) {
        const names = this.definitions.map(({ name }) => name).filter((name) => !this.running.has(name));
        if (names.length === 0 || this.stopping.signal.aborted) return;
        const claimed = await this.database.write((em) => claimJob(em, { names, holder, forMs: LEASE_MS }));
        if (!claimed) return;
        const definition = this.definitions.find(({ name }) => name === claimed) as JobDefinition;
        const run = this.run(definition).finally(() => this.running.delete(definition.name));
        this.running.set(definition.name, run);
      }
    } catch (error) {
      log.warn({ err: error }, 'the jobs that are due could not be read; they are looked for again');
    }
  }

  private async run({ name, run }: JobDefinition): Promise<void> {
    const { holder, log, metrics } = this.tools;
    const lost = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    const renewal = setInterval(() => {
      this.database
        .write((em) => renewJob(em, { name, holder, forMs: LEASE_MS }))
        .then((isHeld) => (isHeld ? undefined : lost.abort()))
        .catch((error) => log.warn({ err: error, job: name }, 'the lease of a job could not be renewed'));
    }, LEASE_MS / RENEWALS);
    const startMs = performance.now();
    let outcome: JobOutcome = JobOutcome.SUCCEEDED;
    let message: string | null = null;
    try {
      message = await traced('job', { 'tidemark.job': name }, () => run(signal));
    } catch (error) {
      outcome = JobOutcome.FAILED;
      message = (error as Error).message;
      if (!signal.aborted) log.error({ err: error, job: name }, 'a job failed; it is tried again');
    }
    clearInterval(renewal);
    if (signal.aborted) outcome = JobOutcome.INTERRUPTED;
    metrics.jobs.observe({ name, outcome }, (performance.now() - startMs) / 1000);
    await this.database
      .write((em) => finishJob(em, { name, holder, outcome, message, retryMs: RETRY_MS }))
      .catch((error) => log.warn({ err: error, job: name }, 'how a job went could not be noted; it runs again when its lease lapses'));
  }
}

function reportOf({ name, description, intervalMs }: JobDefinition, job: Job | null, now: Date): JobReport {
  return {
    name,
    description,
    intervalSeconds: intervalMs / 1000,
    isRunning: job !== null && isRunning(job, now),
    lastStartedAt: job?.startedAt ?? null,
    lastEndedAt: job?.endedAt ?? null,
    lastDurationMs: job?.durationMs ?? null,
    lastOutcome: job?.outcome ?? null,
    lastMessage: job?.message ?? null,
    nextRunAt: job?.nextAt ?? null,
    lagSeconds: job ? lagMs(job, now) / 1000 : 0,
    runs: job?.runs ?? 0,
    failuresInARow: job?.failures ?? 0,
  };
}
