/**
 * What a second core brings: the same load on one process and on two API workers beside one of the other roles, in turn. Reads of whole
 * dashboards cost the server much and the client little, so they show the second worker; pushes cost the client as much as the
 * server, and on two cores the client, the prices and both workers want more than there is. `node dist/bench/workers.js [--save]`.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Database } from '../src/storage/database.js';
import { temporaryFolder } from '../test/testkit/child.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { startRedis } from '../test/testkit/redis.js';
import { ask, DASHBOARD } from './dashboard.js';
import { drive } from './drive.js';
import { Histogram } from './histogram.js';
import { writeLedgerWorld } from './ledger-world.js';
import { cpuSecondsOf } from './process-usage.js';
import { lineOf, machine, median, RESULT_TITLES, rows, saveTable } from './report.js';
import { parseScenario, type Result, type SubjectKind } from './scenario.js';
import { type Subject, startTidemark } from './tidemark.js';
import { accessTokenOf, worldOnPostgres } from './world-database.js';

/** One measurement takes no longer, or failed. */
const PART_S_MAX = 120;
const PEOPLE = 8;
const ENTRIES = 200;
/** The kernel spreads connections by chance, so there are many. */
const ASKERS = 32;
/** So often everybody is read before, each time on a connection of its own, so that every process has read everybody. */
const WARM_UP_ROUNDS = 8;

const { values } = parseArgs({
  options: {
    pushes: { type: 'string', default: '1000x200-full' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => round);

interface Reading {
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cores: number;
  readonly cpuMs: number;
  readonly clientCores: number;
}

const processesOf = ({ pid }: Subject) => [pid, ...childrenOf(pid)];

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}

/** Everybody reads a warm dashboard, again and again. */
async function readings(workers: number, settings: Readonly<Record<string, string>>): Promise<Reading> {
  const folder = temporaryFolder('bench-workers');
  const given = { ...settings, SOURCES: 'none', DATA_DIR: folder.path, WORKERS: String(workers) };
  const world = { settings: {}, remove: async () => undefined };
  const server = await startTidemark({ world, feedUrl: '', nodeOptions: [], settings: given });
  try {
    const tokens = await Promise.all(Array.from({ length: PEOPLE }, (_, user) => accessTokenOf(user)));
    const latency = new Histogram();
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
      // The first one of a cold process may take longer than an operation may, on a machine that others use.
      for (const token of tokens) await ask(server.url, token, DASHBOARD, { connection: 'close' }).catch(() => undefined);
    }
    const pids = processesOf(server);
    const [startMs, cpuS, ownS] = [performance.now(), cpuSecondsOf(...pids), cpuSecondsOf(process.pid)];
    const lane = async (number: number) => {
      for (let asked = 0; performance.now() - startMs < seconds * 1000; asked += 1) {
        latency.add((await ask(server.url, tokens[(number + asked) % PEOPLE] as string, DASHBOARD)).ms);
      }
    };
    await Promise.all(Array.from({ length: ASKERS }, (_, number) => lane(number)));
    const tookS = (performance.now() - startMs) / 1000;
    const usedS = cpuSecondsOf(...pids) - cpuS;
    return {
      perS: latency.count / tookS,
      p50Ms: latency.percentile(50),
      p99Ms: latency.percentile(99),
      cores: usedS / tookS,
      cpuMs: (usedS * 1000) / latency.count,
      clientCores: (cpuSecondsOf(process.pid) - ownS) / tookS,
    };
  } finally {
    await server.stop();
    folder.remove();
  }
}

async function compareReads(redisUrl: string): Promise<string> {
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase('workers');
    const database = await Database.open({ url, folder: null });
    await writeLedgerWorld(
      database,
      Array.from({ length: PEOPLE }, () => ENTRIES),
    );
    await database.close();
    const settings = { DATABASE_URL: url, REDIS_URL: redisUrl };
    const found: { readonly one: Reading; readonly two: Reading }[] = [];
    for (const _ of rounds) {
      const one = await readings(1, settings);
      found.push({ one, two: await readings(2, settings) });
    }
    const titles = ['whole dashboards read', 'a second', 'p50 ms', 'p99 ms', 'cores', 'CPU ms each', 'client core'];
    const line = (what: string, { perS, p50Ms, p99Ms, cores, cpuMs, clientCores }: Reading) => [
      what,
      ...[perS, p50Ms, p99Ms].map((figure) => figure.toFixed(0)),
      cores.toFixed(2),
      cpuMs.toFixed(1),
      `${(clientCores * 100).toFixed(0)} %`,
    ];
    const lines = found.flatMap(({ one, two }) => [line('one process', one), line('WORKERS=2', two)]);
    const ratio = (of: (reading: Reading) => number) => median(found.map(({ one, two }) => of(two) / of(one)))?.toFixed(2);
    return `${rows(titles, lines)}\n\nTwo over one: reads a second ${ratio(({ perS }) => perS)}, p99 ${ratio(({ p99Ms }) => p99Ms)}, CPU of each ${ratio(({ cpuMs }) => cpuMs)}.`;
  } finally {
    await postgres.stop();
  }
}

async function comparePushes(redisUrl: string): Promise<string> {
  const scenario = parseScenario(values.pushes);
  const world = await worldOnPostgres(scenario.subscribers);
  const measure = async (kind: SubjectKind, workers: number): Promise<Result> => {
    const folder = temporaryFolder('bench-workers');
    const [result] = await drive(async (feedUrl) => {
      const settings = { REDIS_URL: redisUrl, DATA_DIR: folder.path, WORKERS: String(workers) };
      const server = await startTidemark({ world: { ...world, remove: async () => undefined }, feedUrl, nodeOptions: [], settings });
      const pids = processesOf(server);
      return { load: { subject: kind, scenarios: [scenario], urls: [server.url], pids, warmUpS: 5, seconds }, stop: () => server.stop() };
    }, PART_S_MAX).finally(() => folder.remove());
    return result as Result;
  };
  try {
    const found: { readonly one: Result; readonly two: Result }[] = [];
    for (const _ of rounds) {
      const one = await measure('one-process', 1);
      found.push({ one, two: await measure('two-workers', 2) });
    }
    const ratio = (of: (result: Result) => number) => median(found.map(({ one, two }) => of(two) / of(one)))?.toFixed(2);
    const lines = found.flatMap(({ one, two }) => [lineOf('one process', one), lineOf('WORKERS=2', two)]);
    return `${rows(RESULT_TITLES, lines)}\n\nTwo over one, ${scenario.name}: pushes a second ${ratio(({ pushesPerS }) => pushesPerS)}, p99 of the age ${ratio(({ tickAgeMsP99 }) => tickAgeMsP99)}, CPU of a push ${ratio(({ cpuUsPerPush }) => cpuUsPerPush)}.`;
  } finally {
    await world.remove();
  }
}

const alive = setInterval(() => undefined, 1000);
const redis = await startRedis();
try {
  const parts = [await compareReads(redis.url)];
  process.stdout.write(`${parts[0]}\n\n`);
  if (values.pushes !== 'none') parts.push(await comparePushes(redis.url));
  const text = [...parts, machine()].join('\n\n');
  process.stdout.write(`${text}\n`);
  if (values.save) saveTable(join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs/BENCHMARKS.md'), 'workers', text);
} finally {
  await redis.stop();
  clearInterval(alive);
}
process.exit(0);
