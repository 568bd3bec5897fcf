/**
 * Runs the scenarios, the base and Tidemark in turn on the same load, and sets the ratios beside the goals. One server and
 * one client run at a time; every process it starts ends with it.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startChild } from '../test/testkit/child.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { startRedis } from '../test/testkit/redis.js';
import { savePlots } from './plot.js';
import { machine, saveTable, tableOf } from './report.js';
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
    async stop() {
      await child.end('SIGTERM');
      await redis?.stop();
      await postgres?.stop();
    },
  };
}

function worldFor(kind: SubjectKind, users: number): Promise<WorldDatabase> {
  return kind === 'tidemark-postgres' ? worldOnPostgres(users) : worlds.copyFor(users);
}

async function measure(kind: SubjectKind, group: readonly Scenario[]): Promise<readonly Result[]> {
  const [first] = group as [Scenario];
  const client = fork(join(HERE, 'client.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  type Message = { feedUrl?: string; results?: Result[]; failure?: string };
  const heard = () =>
    new Promise<Message>((resolve, reject) => {
      client.once('message', (message) => resolve(message as Message));
      client.once('exit', (code) => reject(new Error(`The client ended with ${code}.`)));
    });
  let subject: Subject | null = null;
  try {
    const feedUrl = (await heard()).feedUrl as string;
    const users = first.subscribers;
    const profile = ['--cpu-prof', `--cpu-prof-dir=${join(RESULTS, `profile-${first.name}-${kind}`)}`];
    const nodeOptions = [...(values.node ?? []), ...(values.profile ? profile : [])];
    if (kind.startsWith('base')) subject = await startBase(kind, { users, feedUrl, nodeOptions });
    else subject = await startTidemark({ world: await worldFor(kind, users), feedUrl, nodeOptions, settings });
    const load: Load = { subject: kind, scenarios: group, url: subject.url, pid: subject.pid, warmUpS, seconds };
    client.send(load);
    const { results: measured, failure } = await heard();
    if (!measured) throw new Error(`The client failed: ${failure}`);
    return measured;
  } finally {
    if (client.exitCode === null) client.kill('SIGKILL');
    await subject?.stop();
  }
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
process.on('SIGINT', () => process.exit(130));
process.on('exit', () => worlds.removeAll());
mkdirSync(RESULTS, { recursive: true });
const results: Result[] = [];
for (const group of groupsOf(scenarios)) {
  for (let round = 0; round < Number(values.repeat); round += 1) {
    for (const kind of subjects) {
      const fit = fitFor(kind, group);
      if (fit.length === 0) continue;
      console.log(`${fit.map(({ name }) => name).join(' ')} ${kind} ...`);
      const measured = await measure(kind, fit).catch((error: Error) => {
        // One that fails is seen in the table by its absence, and costs the others nothing.
        console.error(`${kind} could not be measured: ${error.message}`);
        process.exitCode = 1;
        return [];
      });
      results.push(...measured);
      const at = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
      const kept = JSON.stringify({ machine: machine(), results: measured }, null, 2);
      writeFileSync(join(RESULTS, `${at}-${group[0]?.name}-${kind}.json`), `${kept}\n`);
      console.log(tableOf(measured));
    }
  }
}
console.log(`\n${tableOf(results)}\n\n${machine()}`);
if (values.save) {
  saveTable(join(ROOT, 'docs/BENCHMARKS.md'), 'push', `${tableOf(results)}\n\n${machine()}`);
  savePlots(join(ROOT, 'docs/benchmarks'), results);
}
clearInterval(alive);
