/**
 * Ten thousand dashboards over three instances behind HAProxy, with PostgreSQL and a Redis Cluster of three, with the program as it is
 * deployed: `node dist/bench/instances.js [--save]`.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drive } from './drive.js';
import { startInstances } from './instance-set.js';
import { cpuSecondsOf, rssMbOf } from './process-usage.js';
import { lineOf, machine, RESULT_TITLES, rows, saveTable } from './report.js';
import { parseScenario, type Result } from './scenario.js';

/** One measurement takes no longer, or failed. */
const PART_S_MAX = 300;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: '10000x100-full' },
    seconds: { type: 'string', default: '10' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);

/** Of three instances, beside the client's figures: what each of them holds. */
interface Spread {
  readonly result: Result;
  readonly rssMb: readonly number[];
  readonly coreShares: readonly number[];
}

async function measureInstances(): Promise<Spread> {
  const scenario = parseScenario(values.scenario);
  let use = { rssMb: [] as number[], coreShares: [] as number[] };
  const [result] = await drive(async (feedUrl) => {
    const set = await startInstances(scenario.subscribers, feedUrl);
    const pids = set.servers.map(({ pid }) => pid);
    const begun = { cpuS: pids.map((pid) => cpuSecondsOf(pid)), ms: performance.now() };
    return {
      load: { subject: 'three-instances', scenarios: [scenario], urls: set.urls, pids, warmUpS: 5, seconds },
      async stop() {
        const tookS = (performance.now() - begun.ms) / 1000;
        const coreShares = pids.map((pid, index) => (cpuSecondsOf(pid) - (begun.cpuS[index] as number)) / tookS);
        use = { rssMb: pids.map((pid) => rssMbOf(pid)), coreShares };
        await set.stop();
      },
    };
  }, PART_S_MAX);
  return { result: result as Result, ...use };
}

const alive = setInterval(() => undefined, 1000);
const { result, rssMb, coreShares } = await measureInstances();
const each = `Each instance: ${rssMb.map((mb) => mb.toFixed(0)).join(', ')} MB; ${coreShares.map((share) => share.toFixed(2)).join(', ')} of a core over all.`;
const faults = result.errors.length > 0 ? `\n\nErrors: ${result.errors.join('; ')}` : '';
const text = `${rows(RESULT_TITLES, [lineOf(`three instances, ${result.scenario}`, result)])}\n\n${each}${faults}\n\n${machine()}`;
process.stdout.write(`${text}\n`);
if (values.save) saveTable(join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs/BENCHMARKS.md'), 'instances', text);
clearInterval(alive);
process.exit(0);
