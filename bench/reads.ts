/**
 * What a whole dashboard costs to read, by the length of the ledger: valuation, performance over every period and the history
 * chart in one operation. Cold in a process that has just started, once with nothing kept and once with past days kept; then
 * warm; then cold once more after an entry of the first day, which leaves nothing to go on from, while others ask small questions
 * all the time, whose p99 shows whether they were held up.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Database } from '../src/storage/database.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { ask, DASHBOARD } from './dashboard.js';
import { FIRST_DAY, writeLedgerWorld } from './ledger-world.js';
import { cpuSecondsOf, rssMbOf } from './process-usage.js';
import { machine, median, rows, saveTable } from './report.js';
import { type Subject, startTidemark } from './tidemark.js';
import { IdKind, idOf } from './world.js';
import { accessTokenOf } from './world-database.js';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const WARM_READS = 15;
const ASKERS = 4;
const PAUSE_MS = 10;
const QUIET_MS = 1_500;

const { values } = parseArgs({
  options: {
    size: { type: 'string', multiple: true, default: ['200', '2000', '10000', '50000'] },
    postgres: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const sizes = (values.size ?? []).map(Number);

const SMALL = '{ me { id } accounts { nodes { id name } } }';

const GAINS = `{ realisedGains(year: ${new Date().getUTCFullYear()}) { totalInBase { gain } rows(first: 50) { nodes { gain } } } }`;
const CONTRIBUTIONS = '{ performance(period: ALL) { contributions { rows(first: 50) { nodes { gain } } rest { value } } } }';
const INCOME = '{ income { total { gross } byMonth { month } } }';
const BACK_DATED = `mutation { recordTransaction(input: { accountId: "$account", kind: DEPOSIT, tradeDate: "${FIRST_DAY}", amount: "1", currency: "EUR" }) { id } }`;

/** Some ask small questions until they are told to stop; their times in order. */
function bystanders(url: string, token: string): () => Promise<number[]> {
  const taken: number[] = [];
  let isOver = false;
  const asking = Array.from({ length: ASKERS }, async () => {
    while (!isOver) {
      taken.push((await ask(url, token, SMALL)).ms);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(asking);
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
  readonly text: string;
}

async function read({ url, pid }: Subject, user: number): Promise<Read> {
  const token = await accessTokenOf(user);
  const cpuBefore = cpuSecondsOf(pid);
  const { ms, text } = await ask(url, token, DASHBOARD);
  return { ms, cpuMs: (cpuSecondsOf(pid) - cpuBefore) * 1000, text };
}

interface Measured {
  readonly entries: number;
  readonly nothingKept: Read;
  readonly kept: Read;
  readonly warmMs: number;
  /** Each asked for the first time. */
  readonly contributionsMs: number;
  readonly gainsMs: number;
  readonly incomeMs: number;
  readonly backDatedMs: number;
  /** p99 of small questions, while nothing else is done and while a dashboard is worked out from nothing. */
  readonly quietMs: number;
  readonly othersMs: number;
  readonly rssMb: number;
}

async function measure(settings: Readonly<Record<string, string>>, user: number): Promise<Measured> {
  const [token, other] = [await accessTokenOf(user), await accessTokenOf(sizes.length)];
  const first = await serve(settings);
  const { url } = first;
  // The process answers its first requests slower than any other: that is not what a long ledger costs.
  for (let round = 0; round < 20; round += 1) await ask(url, other, SMALL);
  await ask(url, other, DASHBOARD);
  const nothingKept = await read(first, user);
  const warm: number[] = [];
  for (let round = 0; round < WARM_READS; round += 1) warm.push((await ask(url, token, DASHBOARD)).ms);
  const reports = [await ask(url, token, CONTRIBUTIONS), await ask(url, token, GAINS), await ask(url, token, INCOME)];
  const [contributionsMs, gainsMs, incomeMs] = reports.map(({ ms }) => ms) as [number, number, number];
  const quiet = bystanders(url, other);
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  const quietMs = p99(await quiet());
  const backDated = await ask(url, token, BACK_DATED.replace('$account', idOf(IdKind.ACCOUNT, user)));
  const stop = bystanders(url, other);
  const anew = await read(first, user);
  const othersMs = p99(await stop());
  const rssMb = rssMbOf(first.pid);
  await first.stop();
  const second = await serve(settings);
  for (let round = 0; round < 20; round += 1) await ask(second.url, other, SMALL);
  await ask(second.url, other, DASHBOARD);
  const kept = await read(second, user);
  await second.stop();
  if (kept.text !== anew.text) throw new Error('What is kept answers otherwise than what is worked out.');
  const times = { warmMs: median(warm) ?? 0, contributionsMs, gainsMs, incomeMs, backDatedMs: backDated.ms };
  return { entries: sizes[user] as number, nothingKept, kept, ...times, quietMs, othersMs, rssMb };
}

const COLUMNS: readonly (readonly [string, (measured: Measured) => number])[] = [
  ['entries', ({ entries }) => entries],
  ['nothing kept: ms', ({ nothingKept }) => nothingKept.ms],
  ['CPU ms', ({ nothingKept }) => nothingKept.cpuMs],
  ['days kept: ms', ({ kept }) => kept.ms],
  ['CPU ms', ({ kept }) => kept.cpuMs],
  ['warm ms', ({ warmMs }) => warmMs],
  ['contributions ms', ({ contributionsMs }) => contributionsMs],
  ['gains of the year ms', ({ gainsMs }) => gainsMs],
  ['income ms', ({ incomeMs }) => incomeMs],
  ['entry of the first day ms', ({ backDatedMs }) => backDatedMs],
  ['p99 of others, quiet ms', ({ quietMs }) => quietMs],
  ['p99 of others meanwhile ms', ({ othersMs }) => othersMs],
  ['RSS MB', ({ rssMb }) => rssMb],
];

/** Goals of a length are asked of that length alone, the others of all. */
const GOALS: readonly {
  readonly name: string;
  readonly entries?: number;
  readonly must: number;
  readonly of: (measured: Measured) => number;
}[] = [
  { name: 'cold, nothing kept, ms', entries: 2_000, must: 300, of: ({ nothingKept }) => nothingKept.ms },
  { name: 'the same, CPU ms', entries: 2_000, must: 300, of: ({ nothingKept }) => nothingKept.cpuMs },
  { name: 'cold, days kept, ms', entries: 2_000, must: 300, of: ({ kept }) => kept.ms },
  { name: 'cold, nothing kept, ms', entries: 50_000, must: 1_000, of: ({ nothingKept }) => nothingKept.ms },
  { name: 'the same, CPU ms', entries: 50_000, must: 1_000, of: ({ nothingKept }) => nothingKept.cpuMs },
  { name: 'cold, days kept, ms', entries: 50_000, must: 1_000, of: ({ kept }) => kept.ms },
  { name: 'warm, ms', must: 20, of: ({ warmMs }) => warmMs },
  { name: 'p99 of others meanwhile, by the quiet one', must: 1.5, of: ({ othersMs, quietMs }) => othersMs / quietMs },
  { name: 'memory of the process, MB', must: 512, of: ({ rssMb }) => rssMb },
];

function goalsOf(all: readonly Measured[]): string {
  const lines = GOALS.flatMap(({ name, entries, must, of }) => {
    const asked = all.filter((measured) => entries === undefined || measured.entries === entries);
    if (asked.length === 0) return [];
    const worst = Math.max(...asked.map(of));
    return [
      [entries ? String(entries) : 'any', name, `<= ${must}`, worst.toFixed(must < 10 ? 2 : 0), worst <= must ? 'reached' : 'missed'],
    ];
  });
  return rows(['entries', 'goal', 'must', 'measured', ''], lines);
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
  const all: Measured[] = [];
  for (const user of sizes.keys()) all.push(await measure(settings, user));
  const lines = all.map((measured) => COLUMNS.map(([, of]) => of(measured).toFixed(0)));
  const titles = COLUMNS.map(([title]) => title);
  const text = `${url ? 'PostgreSQL' : 'Embedded'}. ${machine()}\n\n${rows(titles, lines)}\n\n${goalsOf(all)}`;
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
