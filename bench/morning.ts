/**
 * Ten thousand dashboards that come at once: in the morning, after the server was killed, and over three instances after one of them was.
 * They are clients of graphql-ws with its own back-off, while prices go on and others ask small questions. `node dist/bench/morning.js [--save]`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort, temporaryFolder } from '../test/testkit/child.js';
import type { Crowd, Entrance, Verdict } from './crowd.js';
import { startInstances } from './instance-set.js';
import { cpuSecondsOf, peakRssMbOf } from './process-usage.js';
import { askingDuring, type Felt, feltCells } from './question.js';
import { machine, rows, saveTable } from './report.js';
import { type Load, parseScenario, type SubjectKind } from './scenario.js';
import { type Subject, startTidemark } from './tidemark.js';
import { worldOnPostgres } from './world-database.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const QUIET_MS = 5_000;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: '10000x20-full' },
    only: { type: 'string' },
    node: { type: 'string', multiple: true, default: [] },
    save: { type: 'boolean', default: false },
  },
});
const scenario = parseScenario(values.scenario);

/** The crowd in its own process, asked one thing at a time. */
class FarCrowd {
  private readonly child: ChildProcess = fork(join(HERE, 'crowd.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

  heard<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`The crowd ended with ${code}.`));
      this.child.once('exit', onExit);
      this.child.once('message', ({ answer, failure }: { answer: T; failure?: string }) => {
        this.child.off('exit', onExit);
        if (failure === undefined) resolve(answer);
        else reject(new Error(failure));
      });
    });
  }

  ask<M extends keyof Crowd>(method: M, ...given: Parameters<Crowd[M]>): Promise<Awaited<ReturnType<Crowd[M]>>> {
    this.child.send({ method, given });
    return this.heard();
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}

interface Line {
  readonly what: string;
  readonly felt: Felt<Entrance | null>;
  readonly cpuS: number;
  readonly peakMb: readonly number[];
}

const lines: Line[] = [];
const verdicts: string[] = [];

/** Does it while others ask, and keeps what both felt. */
async function measure(what: string, url: string, subjects: readonly Subject[], work: () => Promise<Entrance | null>): Promise<void> {
  const pids = subjects.map(({ pid }) => pid);
  const cpuS = cpuSecondsOf(...pids);
  const felt = await askingDuring(url, work);
  const line = { what, felt, cpuS: cpuSecondsOf(...pids) - cpuS, peakMb: pids.map(peakRssMbOf) };
  lines.push(line);
  console.log(cellsOf(line).join(' | '));
}

const quiet = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), QUIET_MS));

function loadOf(subject: SubjectKind, urls: readonly string[]): Load {
  return { subject, scenarios: [scenario], urls, pids: [], warmUpS: 0, seconds: 0 };
}

function tellVerdict(what: string, { older, stale, wrong, checked, faults }: Verdict): void {
  verdicts.push(
    `${what}, after a last price of everything: ${older} states older than one seen before, ${stale} dashboards without the newest, ${wrong} wrong of ${checked} compared${faults.length > 0 ? ` (${faults.join('; ')})` : ''}.`,
  );
}

async function oneProcess(): Promise<void> {
  const crowd = new FarCrowd();
  const feedUrl = await crowd.heard<string>();
  const world = await worldOnPostgres(scenario.subscribers);
  const kept = { ...world, remove: async () => undefined };
  const folder = temporaryFolder('bench-morning');
  const settings = { DATA_DIR: folder.path, PORT: String(await freePort()) };
  const start = () => startTidemark({ world: kept, feedUrl, nodeOptions: values.node, settings });
  let server = await start();
  try {
    await measure('one process, quiet', server.url, [server], quiet);
    await measure('opened at once', server.url, [server], () =>
      crowd.ask('open', [server.url], scenario.subscribers, scenario.ticksPerS ?? 0),
    );
    await measure('all open', server.url, [server], quiet);
    await crowd.ask('expect', false);
    await server.kill();
    server = await start();
    await measure('killed and started again', server.url, [server], () => crowd.ask('returned', scenario.subscribers));
    await measure('all open again', server.url, [server], quiet);
    tellVerdict('One process', await crowd.ask('judge', loadOf('tidemark-postgres', [server.url])));
  } finally {
    crowd.end();
    await server.stop();
    await world.remove();
    folder.remove();
  }
}

async function threeInstances(): Promise<void> {
  const crowd = new FarCrowd();
  const feedUrl = await crowd.heard<string>();
  const set = await startInstances(scenario.subscribers, feedUrl, values.node);
  const [url] = set.urls as [string];
  try {
    await measure('three instances, quiet', url, set.servers, quiet);
    await measure('opened at once', url, set.servers, () => crowd.ask('open', set.urls, scenario.subscribers, scenario.ticksPerS ?? 0));
    await measure('all open', url, set.servers, quiet);
    await crowd.ask('expect', true);
    const [first, ...others] = set.servers as [Subject, ...Subject[]];
    await measure('one of them killed', url, others, async () => {
      await first.kill();
      return crowd.ask('returned', Math.floor(scenario.subscribers / (set.servers.length + 1)));
    });
    await measure('all open again', url, others, quiet);
    tellVerdict('Three instances', await crowd.ask('judge', loadOf('three-instances', set.urls)));
  } finally {
    crowd.end();
    await set.stop();
  }
}

const TITLES = [
  '',
  'came in',
  's',
  'p50 s',
  'p99 s',
  'attempts that failed',
  'others: p50 ms',
  'p99 ms',
  'longest ms',
  'answered',
  'CPU s',
  'MB at most',
];

function cellsOf({ what, felt, cpuS, peakMb }: Line): string[] {
  const { result } = felt;
  const failures = Object.entries(result?.failures ?? {}).map(([why, times]) => `${times} x ${why}`);
  const came = result
    ? [String(result.outside), ...[result.tookS, result.p50S, result.p99S].map((s) => s.toFixed(1)), failures.join(', ') || '0']
    : ['', felt.tookS.toFixed(1), '', '', ''];
  return [what, ...came, ...feltCells(felt), cpuS.toFixed(1), peakMb.map((mb) => mb.toFixed(0)).join(', ')];
}

const alive = setInterval(() => undefined, 1000);
if (values.only !== 'instances') await oneProcess();
if (values.only !== 'one') await threeInstances();
const text = `${rows(TITLES, lines.map(cellsOf))}\n\n${verdicts.join('\n')}\n\n${scenario.name}. ${machine()}`;
process.stdout.write(`${text}\n`);
if (values.save) saveTable(join(dirname(dirname(HERE)), 'docs/BENCHMARKS.md'), 'morning', text);
clearInterval(alive);
process.exit(0);
