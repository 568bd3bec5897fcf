/** The periodic work of the program; each is run by one instance with the role `worker` at a time. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Config } from '../config.js';
import type { Historians } from '../services/backfill.js';
import { fillGaps } from '../services/history-gap.js';
import { JobService } from '../services/job.js';
import type { KeptDays } from '../services/kept-day.js';
import type { PortfolioTotals } from '../services/portfolio-total.js';
import { thinHistory } from '../services/retention.js';
import { housekeeping } from '../storage/query/housekeeping.js';
import type { Log, Metrics } from '../telemetry.js';
import { backupJob } from './backup.js';
import { now } from './clock.js';
import type { Core } from './core.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export function openJobs({
  config,
  core: { database },
  log,
  metrics,
  historians,
  totals,
  keptDays,
}: {
  config: Config;
  core: Core;
  log: Log;
  metrics: Metrics;
  historians: Historians;
  totals: PortfolioTotals;
  keptDays: KeptDays;
}): JobService {
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
      {
        name: 'history',
        description: 'Works out the past days of portfolios that lack some, so that whoever asks finds them.',
        intervalMs: MINUTE_MS,
        run: async (signal) => {
          const count = await keptDays.catchUp(signal);
          return count > 0 ? `${count} portfolios` : null;
        },
      },
      {
        name: 'portfolio-totals',
        description: 'Values every portfolio, watched or not, after each refresh of prices.',
        intervalMs: config.refreshIntervalS * 1000,
        run: (signal) => totals.run(signal),
      },
      {
        name: 'quote-retention',
        description:
          'Thins out old prices: the last of each minute after days, the last of each day after months; makes and folds the months they lie in.',
        intervalMs: 6 * HOUR_MS,
        run: (signal) => thinHistory(database, { policy: config.retention, now, signal }),
      },
      {
        name: 'history-gaps',
        description: 'Finds days of the last month on which a market traded and an instrument has no price, and asks for them.',
        intervalMs: 6 * HOUR_MS,
        run: (signal) => fillGaps(database, { historians, now, signal }),
      },
      ...backupJob(config),
    ],
    { log, metrics, now, holder },
  );
}
