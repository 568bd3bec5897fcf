/**
 * What everybody else feels while every portfolio is valued: small questions to a server with all roles, in quiet, while the first run reads
 * every ledger, and while a run follows a refresh of 10,000 prices. `node dist/bench/batch.js [portfolios] [--save]`.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { temporaryFolder } from '../test/testkit/child.js';
import { until } from '../test/testkit/until.js';
import { Feed } from './feed.js';
import { cpuSecondsOf, rssMbOf } from './process-usage.js';
import { askingDuring, feltCells } from './question.js';
import { machine, rows, saveTable } from './report.js';
import { startTidemark } from './tidemark.js';
import { REFRESH_COUNT } from './world.js';
import { worldOnPostgres } from './world-database.js';

const PORTFOLIOS = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 20_000);
const QUIET_MS = 5_000;
/** A first run reads and folds every ledger, on a machine that others use. */
const RUN_MS_MAX = 1_800_000;
const JOB = 'portfolio-totals';
/** Work that is measured elsewhere does not begin meanwhile. */
const OTHERS = { housekeeping: 3_600_000, history: 60_000, 'quote-retention': 21_600_000, 'history-gaps': 21_600_000 };

const alive = setInterval(() => undefined, 1000);
const folder = temporaryFolder('bench-batch');
const feed = new Feed(() => undefined);
const world = await worldOnPostgres(PORTFOLIOS);
const database = new pg.Client({ connectionString: world.settings.DATABASE_URL });
await database.connect();
// The job itself waits until it is asked for.
for (const [name, intervalMs] of [...Object.entries(OTHERS), [JOB, 86_400_000] as const]) {
  await database.query("insert into job (name, interval_ms, next_at, runs, failures) values ($1, $2, now() + interval '1 day', 0, 0)", [
    name,
    intervalMs,
  ]);
}
const server = await startTidemark({
  world,
  feedUrl: await feed.listen(),
  nodeOptions: [],
  settings: { ROLES: 'api,ingest,worker', DATA_DIR: folder.path, REFRESH_INTERVAL: '86400' },
});

/** Has the job run now, and waits for its end. */
async function run(): Promise<string> {
  const before = (await database.query('select runs from job where name = $1', [JOB])).rows[0].runs;
  await database.query('update job set next_at = now() where name = $1', [JOB]);
  const job = await until(
    async () => (await database.query('select runs, outcome, message from job where name = $1', [JOB])).rows[0],
    ({ runs }) => runs > before,
    RUN_MS_MAX,
  );
  if (job.outcome !== 'SUCCEEDED') throw new Error(`The job ${job.outcome}: ${job.message}`);
  return job.message;
}

const quiet = () => new Promise<string>((resolve) => setTimeout(() => resolve(''), QUIET_MS));
await quiet();
const during = async (what: string, work: () => Promise<string>) => {
  const cpuS = cpuSecondsOf(server.pid);
  const felt = await askingDuring(server.url, work);
  return { what, felt, cpuS: cpuSecondsOf(server.pid) - cpuS, rssMb: rssMbOf(server.pid) };
};
const found = [await during('quiet', quiet), await during('first run', run)];
await feed.refresh();
// What is measured is the valuation, not the prices coming in.
await until(
  async () =>
    (await database.query("select count(*)::int as fresh from current_quote where observed_at > now() - interval '1 hour'")).rows[0],
  ({ fresh }) => fresh === REFRESH_COUNT,
  60_000,
);
await quiet();
found.push(await during('after a refresh', run));
const lines = found.map(({ what, felt, cpuS, rssMb }) => [
  what,
  felt.tookS.toFixed(1),
  cpuS.toFixed(1),
  rssMb.toFixed(0),
  ...feltCells(felt),
  felt.result,
]);
const titles = ['', 's', 'CPU s', 'MB', 'p50 ms', 'p99 ms', 'longest ms', 'answered', 'what it did'];
const text = `${rows(titles, lines)}\n\n${PORTFOLIOS} portfolios of 20 positions on PostgreSQL. ${machine()}`;
process.stdout.write(`${text}\n`);
if (process.argv.includes('--save')) {
  saveTable(join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs/BENCHMARKS.md'), 'batch', text);
}
await database.end();
feed.close();
await server.stop();
folder.remove();
clearInterval(alive);
process.exit(0);
