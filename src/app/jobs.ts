/** The periodic work of the program; each is run by one instance with the role `worker` at a time. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { JobService } from '../services/job.js';
import { housekeeping } from '../storage/query/housekeeping.js';
import type { Log, Metrics } from '../telemetry.js';
import { now } from './clock.js';
import type { Core } from './core.js';

const HOUR_MS = 3_600_000;

export function openJobs({ core: { database }, log, metrics }: { core: Core; log: Log; metrics: Metrics }): JobService {
  // The host and the process for whoever reads it; the rest tells a restarted process from the one before.
  const holder = `${hostname().slice(0, 40)}:${process.pid}:${randomUUID().slice(0, 8)}`;
  return new JobService(
    database,
    [
      {
        name: 'housekeeping',
        description: 'Forgets idempotency keys, ended sessions and counted attempts that are no longer of use.',
        intervalMs: HOUR_MS,
        run: (signal) => housekeeping(database, signal),
      },
    ],
    { log, metrics, now, holder },
  );
}
