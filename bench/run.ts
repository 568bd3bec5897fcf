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
import { machine, saveTable, tableOf } from './report.js';
import { type Load, parseScenario, type Result, type Scenario, type SubjectKind } from './scenario.js';
import { type Subject, startTidemark } from './tidemark.js';
import { type WorldDatabase, WorldFolders, worldOnPostgres } from './world-database.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(dirname(HERE));
const RESULTS = join(ROOT, 'bench/results');
const ALL = ['250x100-full', '2000x100-full', '2000x100-small', '10000x100-full'];
const QUICK = ['250x100-full'];

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
const subjects = (values.only ?? ['base', 'tidemark']) as SubjectKind[];
const seconds = Number(values.seconds ?? (values.quick ? 12 : 20));
const warmUpS = values.quick ? 5 : 8;
const settings = Object.fromEntries(
  (values.setting ?? []).map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
);
const worlds = new WorldFolders();

async function startBase(users: number, feedUrl: string, nodeOptions: readonly string[]): Promise<Subject> {
  let url = '';
  const child = await startChild({
    command: process.execPath,
    args: [...nodeOptions, join(HERE, 'base.js'), feedUrl, String(users)],
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    isReady: (line) => {
      if (!line.startsWith('{"msg":"listening"')) return false;
      url = (JSON.parse(line) as { url: string }).url;
      return true;
    },
  });
  return { url, pid: child.pid, stop: async () => void (await child.end('SIGTERM')) };
}

function worldFor(kind: SubjectKind, users: number): Promise<WorldDatabase> {
  return kind === 'tidemark-postgres' ? worldOnPostgres(users) : worlds.copyFor(users);
}

async function measure(kind: SubjectKind, scenario: Scenario): Promise<Result> {
  const client = fork(join(HERE, 'client.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  type Message = { feedUrl?: string; result?: Result; failure?: string };
  const heard = () =>
    new Promise<Message>((resolve, reject) => {
      client.once('message', (message) => resolve(message as Message));
      client.once('exit', (code) => reject(new Error(`The client ended with ${code}.`)));
    });
  let subject: Subject | null = null;
  try {
    const { feedUrl } = await heard();
    const users = scenario.subscribers;
    const profile = ['--cpu-prof', `--cpu-prof-dir=${join(RESULTS, `profile-${scenario.name}-${kind}`)}`];
    const nodeOptions = [...(values.node ?? []), ...(values.profile ? profile : [])];
    if (kind === 'base') subject = await startBase(users, feedUrl as string, nodeOptions);
    else subject = await startTidemark({ world: await worldFor(kind, users), feedUrl: feedUrl as string, nodeOptions, settings });
    const load: Load = { subject: kind, scenario, url: subject.url, pid: subject.pid, warmUpS, seconds };
    client.send(load);
    const { result, failure } = await heard();
    if (!result) throw new Error(`The client failed: ${failure}`);
    return result;
  } finally {
    if (client.exitCode === null) client.kill('SIGKILL');
    await subject?.stop();
  }
}

// The children's handles keep nothing alive, so that a forgotten one cannot hang the run; this does, while there is work.
const alive = setInterval(() => undefined, 1000);
process.on('SIGINT', () => process.exit(130));
process.on('exit', () => worlds.removeAll());
mkdirSync(RESULTS, { recursive: true });
const results: Result[] = [];
for (const scenario of scenarios) {
  for (let round = 0; round < Number(values.repeat); round += 1) {
    for (const kind of subjects) {
      console.log(`${scenario.name} ${kind} ...`);
      const result = await measure(kind, scenario);
      results.push(result);
      const at = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
      writeFileSync(join(RESULTS, `${at}-${scenario.name}-${kind}.json`), `${JSON.stringify({ machine: machine(), result }, null, 2)}\n`);
      console.log(tableOf([result]));
    }
  }
}
console.log(`\n${tableOf(results)}\n\n${machine()}`);
if (values.save) saveTable(join(ROOT, 'docs/BENCHMARKS.md'), 'push', `${tableOf(results)}\n\n${machine()}`);
clearInterval(alive);
