/**
 * Runs the scenarios, the base and Tidemark in turn on the same load, and sets the ratios beside the goals. One server and
 * one client run at a time; every process it starts ends with it.
 */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { startChild } from '../test/testkit/child.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { startRedis } from '../test/testkit/redis.js';
import { drive } from './drive.js';
import { endInTime } from './end-in-time.js';
import { savePlots } from './plot.js';
import { batchLine, machine, saveTable, tableOf } from './report.js';
import { groupsOf, type Load, parseScenario, type Result, type Scenario, type SubjectKind } from './scenario.js';
import { type Subject, startTidemark } from './tidemark.js';
import { type WorldDatabase, WorldFolders, worldOnPostgres } from './world-database.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(dirname(HERE));
const RESULTS = join(ROOT, 'bench/results');
/** Those of one number of subscribers and one selection go through the same connections, in this order. */
const ALL = [
  '250x100-full',
  '2000x20-full',
  '2000x100-full',
  '2000x400-full',
  '2000x100-small',
  '10000xrefresh-full',
  '10000x100-full',
  '10000x1000-full',
];
const QUICK = ['250x100-full'];
/** The base with a database falls over where the others begin, and would only take time. */
const SUBSCRIBERS_MAX: Partial<Record<SubjectKind, number>> = { 'base-redis': 250 };
/** Beyond this the base owes more than it delivers, and says nothing new. */
const BASE_TICKS_PER_S_MAX = 400;

/** What one part may take beside what its scenarios measure: connecting, catching up, comparing. */
const PART_S = { fixed: 80, perSubscriber: 0.02, perScenario: 50 } as const;
/** Later than this no further part begins: what there is by then is shown. */
const BEGIN_S_MAX = 15 * 60;
const BATCH_MS_MAX = 180_000;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    repeat: { type: 'string', default: '1' },
    // For both servers, for example --node=--max-semi-space-size=64.
    node: { type: 'string', multiple: true, default: [] },
    // Of Tidemark, for example --setting PUSH=on.
    setting: { type: 'string', multiple: true, default: [] },
    profile: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const scenarios = (values.scenario ?? (values.quick ? QUICK : ALL)).map(parseScenario);
const subjects = (values.only ?? (values.quick ? ['base', 'tidemark'] : ['base', 'base-redis', 'tidemark'])) as SubjectKind[];
const seconds = Number(values.seconds ?? (values.quick ? 12 : 15));
const warmUpS = 5;
const settings = Object.fromEntries(
  (values.setting ?? []).map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
);
const worlds = new WorldFolders();

async function startBase(kind: SubjectKind, given: { users: number; feedUrl: string; nodeOptions: readonly string[] }): Promise<Subject> {
  let url = '';
  const [redis, postgres] = kind === 'base-redis' ? [await startRedis(), await startPostgres()] : [null, null];
  const stores = redis && postgres ? [redis.url, await postgres.createDatabase('base')] : [];
  const child = await startChild({
    command: process.execPath,
    args: [...given.nodeOptions, join(HERE, 'base.js'), given.feedUrl, String(given.users), ...stores],
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    isReady: (line) => {
      if (!line.startsWith('{"msg":"listening"')) return false;
      url = (JSON.parse(line) as { url: string }).url;
      return true;
    },
  });
  return {
    url,
    pid: child.pid,
    async kill() {
      await child.end('SIGKILL');
    },
    async stop() {
      await endInTime(child);
      await redis?.stop();
      await postgres?.stop();
    },
  };
}

function worldFor(kind: SubjectKind, users: number): Promise<WorldDatabase> {
  return kind === 'tidemark-postgres' ? worldOnPostgres(users) : worlds.copyFor(users);
}

function measure(kind: SubjectKind, group: readonly Scenario[]): Promise<readonly Result[]> {
  const [first] = group as [Scenario];
  const users = first.subscribers;
  return drive(async (feedUrl) => {
    const profile = ['--cpu-prof', `--cpu-prof-dir=${join(RESULTS, `profile-${first.name}-${kind}`)}`];
    const nodeOptions = [...(values.node ?? []), ...(values.profile ? profile : [])];
    const subject = kind.startsWith('base')
      ? await startBase(kind, { users, feedUrl, nodeOptions })
      : await startTidemark({ world: await worldFor(kind, users), feedUrl, nodeOptions, settings });
    const load: Load = { subject: kind, scenarios: group, urls: [subject.url], pids: [subject.pid], warmUpS, seconds };
    return { load, stop: () => subject.stop() };
  }, partS(group));
}

function partS(group: readonly Scenario[]): number {
  const subscribers = group[0]?.subscribers ?? 0;
  return PART_S.fixed + subscribers * PART_S.perSubscriber + group.length * (warmUpS + seconds + PART_S.perScenario);
}

/** The revaluation of everybody, in a process of its own. */
async function measureBatch(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(HERE, 'totals.js')], { timeout: BATCH_MS_MAX });
  return batchLine(JSON.parse(stdout));
}

/** All there is so far, so that whatever happens later costs nothing of it. */
function save(): void {
  saveTable(join(ROOT, 'docs/BENCHMARKS.md'), 'push', report());
  savePlots(join(ROOT, 'docs/benchmarks'), results);
}

function report(): string {
  return [tableOf(results), ...notes, machine()].join('\n\n');
}

function failed(what: string): void {
  console.error(what);
  notes.push(what);
  process.exitCode = 1;
}

/** What of a group a server can be asked to do. */
function fitFor(kind: SubjectKind, group: readonly Scenario[]): readonly Scenario[] {
  return group.filter(
    ({ subscribers, ticksPerS }) =>
      subscribers <= (SUBSCRIBERS_MAX[kind] ?? Number.POSITIVE_INFINITY) &&
      (!kind.startsWith('base') || values.scenario || (ticksPerS ?? 0) <= BASE_TICKS_PER_S_MAX),
  );
}

// The children's handles keep nothing alive, so that a forgotten one cannot hang the run; this does, while there is work.
const alive = setInterval(() => undefined, 1000);
// Both would end it without the exit that removes its worlds.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
process.on('exit', () => worlds.removeAll());
mkdirSync(RESULTS, { recursive: true });
const results: Result[] = [];
/** What stands beside the tables: the batch, and parts that are not there. */
const notes: string[] = [];
const startMs = performance.now();
for (const group of groupsOf(scenarios)) {
  for (let round = 0; round < Number(values.repeat); round += 1) {
    for (const kind of subjects) {
      const fit = fitFor(kind, group);
      if (fit.length === 0) continue;
      const names = fit.map(({ name }) => name).join(' ');
      if ((performance.now() - startMs) / 1000 > BEGIN_S_MAX) {
        failed(`${names} ${kind}: left out, for the parts before took too long.`);
        continue;
      }
      console.log(`${names} ${kind} ...`);
      const measured = await measure(kind, fit).catch((error: Error) => {
        // One that fails costs the others nothing.
        console.error(error.message);
        failed(`${names} ${kind}: could not be measured. ${error.message.split('\n')[0]?.replace(' Its output:', '')}`);
        return [];
      });
      if (measured.length === 0) continue;
      results.push(...measured);
      const at = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
      const kept = JSON.stringify({ machine: machine(), results: measured }, null, 2);
      writeFileSync(join(RESULTS, `${at}-${group[0]?.name}-${kind}.json`), `${kept}\n`);
      console.log(tableOf(measured));
      if (values.save) save();
    }
  }
}
if (!values.scenario && !values.quick) {
  await measureBatch().then(
    (line) => notes.unshift(line),
    (error: Error) => failed(`The batch could not be measured. ${error.message.split('\n')[0]}`),
  );
}
console.log(`\n${report()}`);
if (values.save && results.length > 0) save();
// A whole run ends with what a dashboard costs to read.
if (!values.scenario && !values.only && !values.quick) {
  const reads = fork(join(HERE, 'reads.js'), ['--postgres', ...(values.save ? ['--save'] : [])]);
  const [code] = await once(reads, 'exit');
  if (code !== 0) process.exitCode = 1;
}
clearInterval(alive);
