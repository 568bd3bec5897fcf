/**
 * What a whole dashboard costs to read, by the length of the ledger: valuation, performance over every period and the history
 * chart in one operation. Cold in a process that has just started, once with nothing kept and once with past days kept; then
 * warm. Meanwhile somebody else asks small questions all the time, whose p99 shows whether they were held up.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Database } from '../src/storage/database.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { writeLedgerWorld } from './ledger-world.js';
import { cpuSecondsOf, rssMbOf } from './process-usage.js';
import { machine, median, rows, saveTable } from './report.js';
import { type Subject, startTidemark } from './tidemark.js';
import { accessTokenOf } from './world-database.js';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const WARM_READS = 15;
const PAUSE_MS = 10;

const { values } = parseArgs({
  options: {
    size: { type: 'string', multiple: true, default: ['200', '2000', '10000', '50000'] },
    postgres: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const sizes = (values.size ?? []).map(Number);

const PERIODS = ['D1', 'W1', 'MTD', 'YTD', 'Y1', 'ALL'];
const RETURNS = `start to simpleReturn { total { value } price { value } } twr { total { value } price { value } } irr { total { value } }
  explanation { start end inflow outflow priceGain currencyGain income fees taxes }
  risk { volatility { value } sharpe { value } maxDrawdown { depth peakDay troughDay } }`;
const DASHBOARD = `query Dashboard { valuation { total dayChange holdings { id quantity price value unrealisedGain } }
  ${PERIODS.map((period) => `p${period}: performance(period: ${period}) { ${RETURNS} }`).join(' ')}
  history(points: 400) { points { day total netContribution } } }`;
const SMALL = '{ me { id } accounts { nodes { id name } } }';

async function ask(url: string, token: string, query: string): Promise<{ ms: number; text: string }> {
  const startMs = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(text.slice(0, 500));
  return { ms: performance.now() - startMs, text };
}

/** Asks small questions until it is told to stop; their times. */
function bystander(url: string, token: string): () => Promise<number[]> {
  const taken: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      taken.push((await ask(url, token, SMALL)).ms);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return taken.toSorted((a, b) => a - b);
  };
}

const p99 = (sorted: readonly number[]) => sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;

/** Without the worker, which would catch past days up before anybody asks. */
async function serve(settings: Readonly<Record<string, string>>): Promise<Subject> {
  const world = { settings, remove: async () => undefined };
  const nodeOptions = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${join(ROOT, 'bench/results')}`] : [];
  return startTidemark({ world, feedUrl: '', nodeOptions, settings: { SOURCES: 'none', ROLES: 'api' } });
}

interface Read {
  readonly ms: number;
  readonly cpuMs: number;
  readonly othersMs: number;
  readonly text: string;
}

/** One dashboard, while the last person of the world asks small questions. */
async function read({ url, pid }: Subject, user: number): Promise<Read> {
  const stop = bystander(url, await accessTokenOf(sizes.length));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const cpuBefore = cpuSecondsOf(pid);
  const { ms, text } = await ask(url, await accessTokenOf(user), DASHBOARD);
  const cpuMs = (cpuSecondsOf(pid) - cpuBefore) * 1000;
  return { ms, cpuMs, text, othersMs: p99(await stop()) };
}

async function measure(settings: Readonly<Record<string, string>>, user: number): Promise<string[]> {
  const first = await serve(settings);
  // The process answers its first requests slower than any other: that is not what a long ledger costs.
  for (let round = 0; round < 20; round += 1) await ask(first.url, await accessTokenOf(sizes.length), SMALL);
  await ask(first.url, await accessTokenOf(sizes.length), DASHBOARD);
  const quiet = bystander(first.url, await accessTokenOf(sizes.length));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const quietMs = p99(await quiet());
  const nothingKept = await read(first, user);
  const warm: number[] = [];
  for (let round = 0; round < WARM_READS; round += 1) warm.push((await ask(first.url, await accessTokenOf(user), DASHBOARD)).ms);
  const memory = rssMbOf(first.pid);
  await first.stop();
  const second = await serve(settings);
  await ask(second.url, await accessTokenOf(sizes.length), DASHBOARD);
  const kept = await read(second, user);
  await second.stop();
  if (kept.text !== nothingKept.text) throw new Error('What is kept answers otherwise than what is worked out.');
  const figures = [nothingKept.ms, nothingKept.cpuMs, nothingKept.othersMs, kept.ms, kept.cpuMs, kept.othersMs, median(warm) ?? 0, quietMs];
  return [String(sizes[user]), ...figures.map((figure) => figure.toFixed(0)), memory.toFixed(0)];
}

// Children do not keep this process alive; it must be there until they have ended.
const alive = setInterval(() => undefined, 60_000);
const postgres = values.postgres ? await startPostgres() : null;
const folder = postgres ? null : join(tmpdir(), `tidemark-reads-${process.pid}`);
const url = postgres ? await postgres.createDatabase('reads') : null;
try {
  const database = await Database.open({ url, folder });
  // The last person is the one who asks small questions.
  await writeLedgerWorld(database, [...sizes, 50]);
  await database.close();
  const settings: Record<string, string> = url ? { DATABASE_URL: url } : { DATA_DIR: folder as string };
  const lines: string[][] = [];
  for (const user of sizes.keys()) lines.push(await measure(settings, user));
  const titles = [
    'entries',
    'nothing kept: ms',
    'CPU ms',
    'p99 of others ms',
    'days kept: ms',
    'CPU ms',
    'p99 of others ms',
    'warm ms',
    'p99 of others, quiet ms',
    'RSS MB',
  ];
  const text = `${url ? 'PostgreSQL' : 'Embedded'}. ${machine()}\n\n${rows(titles, lines)}`;
  console.log(text);
  if (values.save) saveTable(join(ROOT, 'docs/BENCHMARKS.md'), url ? 'reads-postgresql' : 'reads-embedded', text);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await postgres?.stop();
  clearInterval(alive);
  if (folder) rmSync(folder, { recursive: true, force: true });
}
