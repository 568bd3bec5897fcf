/**
 * The capacity table of docs/OPERATIONS.md: what the newest results of `bench/run` say a load takes, and what it leaves on the disk,
 * measured here through the API of a server on a PostgreSQL of its own. `node dist/bench/capacity.js [--save] [--results FOLDER]`.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Api } from '../test/testkit/api.js';
import { tidemarkJson } from '../test/testkit/command.js';
import { TEST_DATA_KEYS } from '../test/testkit/data-key.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { startServer } from '../test/testkit/process.js';
import { day, SIGN_IN, signUp, World } from '../test/testkit/world.js';
import { machine, rows, saveTable } from './report.js';
import type { Result } from './scenario.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: { save: { type: 'boolean', default: false }, results: { type: 'string', default: join(ROOT, 'bench/results') } },
});

const INSTRUMENTS = 100;
/** Prices of each, and requests of a hundred entries each. */
const ROUNDS = 40;
const ENTRIES_PER_REQUEST = 100;
const DAY_S = 86_400;
/** Of a core, beyond which windows grow and ages with them. */
const CORE_SHARE_AIMED = 0.7;

interface Disk {
  readonly bytesPerPrice: number;
  readonly bytesPerEntry: number;
}

/** The newest result of each scenario, in the order of its load. */
function newestResults(folder: string): Result[] {
  const byScenario = new Map<string, Result>();
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  for (const name of files) {
    const { results } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { results: readonly Result[] };
    for (const result of results) if (result.subject.startsWith('tidemark')) byScenario.set(result.scenario, result);
  }
  return [...byScenario.values()].sort(
    (one, other) => loadOf(one).subscribers - loadOf(other).subscribers || loadOf(one).ticks - loadOf(other).ticks,
  );
}

/** Of `2000x100-full`; ticks are not a number where the scenario is a refresh. */
function loadOf({ scenario }: Result): { subscribers: number; ticks: number } {
  const [subscribers, ticks] = scenario.replace(/-.*$/, '').split('x');
  return { subscribers: Number(subscribers), ticks: Number(ticks) };
}

async function measureDisk(): Promise<Disk> {
  // The servers are children that keep nobody alive.
  const alive = setInterval(() => undefined, 60_000);
  const postgres = await startPostgres();
  const url = await postgres.createDatabase('capacity');
  const settings = {
    DATABASE_URL: url,
    DATA_KEYS: TEST_DATA_KEYS,
    JWT_SECRET: randomBytes(48).toString('base64'),
    SOURCES: 'none',
    DEMO: 'off',
    ROLES: 'api',
  };
  const server = await startServer(settings);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const bytes = async () => Number((await client.query('select pg_database_size(current_database())::text as bytes')).rows[0].bytes);
  try {
    const email = 'admin@example.org';
    const { password } = await tidemarkJson<{ password: string }>(['user', 'create', '--role', 'ADMIN', '--email', email], settings);
    const anonymous = new Api(server.url);
    const { signIn } = (await anonymous.run(SIGN_IN, { email, password })).expectNoErrors();
    const world = new World(server.url, anonymous.as(signIn.accessToken));
    const shares: string[] = [];
    for (let index = 0; index < INSTRUMENTS; index += 1) shares.push(await world.instrument({ currency: 'EUR', mic: null }));
    const beforePrices = await bytes();
    const startMs = Date.now() - 3_600_000;
    for (let round = 0; round < ROUNDS; round += 1) {
      const observedAt = new Date(startMs + round * 1_000).toISOString();
      await world.quotes(
        shares.map((instrumentId, index) => ({ instrumentId, price: `${100 + index}.${10 + round}`, currency: 'EUR', observedAt })),
      );
    }
    const beforeEntries = await bytes();
    const person = await signUp(anonymous);
    const accountId = await person.openAccount();
    for (let round = 0; round < ROUNDS; round += 1) {
      const bought = (index: number) => ({
        instrumentId: shares[index % INSTRUMENTS] as string,
        quantity: '0.01',
        price: '100.5',
        currency: 'EUR',
      });
      const entries = Array.from({ length: ENTRIES_PER_REQUEST }, (_, index) =>
        index === 0
          ? ({ accountId, kind: 'DEPOSIT', tradeDate: day(round - 90), amount: '1000', currency: 'EUR' } as const)
          : ({ accountId, kind: 'BUY', tradeDate: day(round - 90), ...bought(index) } as const),
      );
      await person.record(...entries);
    }
    const after = await bytes();
    return {
      bytesPerPrice: (beforeEntries - beforePrices) / (INSTRUMENTS * ROUNDS),
      bytesPerEntry: (after - beforeEntries) / (ENTRIES_PER_REQUEST * ROUNDS),
    };
  } finally {
    await client.end();
    await server.stop();
    await postgres.stop();
    clearInterval(alive);
  }
}

function tableOf(results: readonly Result[], { bytesPerPrice, bytesPerEntry }: Disk): string {
  const lines = results.map((result) => {
    const { subscribers, ticks } = loadOf(result);
    const { cpuShare, rssMb, pushesPerS, tickAgeMsP99, loadAverage, scenario } = result;
    return [
      scenario.endsWith('small') ? `${subscribers}, totals only` : String(subscribers),
      Number.isNaN(ticks) ? 'all at once' : String(ticks),
      pushesPerS.toFixed(0),
      `${(cpuShare * 100).toFixed(0)} %`,
      rssMb.toFixed(0),
      Number.isNaN(ticks) ? '' : String(Math.floor((subscribers * CORE_SHARE_AIMED) / cpuShare / 100) * 100),
      tickAgeMsP99.toFixed(0),
      Number.isNaN(ticks) ? '' : ((ticks * DAY_S * bytesPerPrice) / 1e9).toFixed(1),
      loadAverage.toFixed(1),
    ];
  });
  const titles = [
    'open dashboards',
    'prices/s',
    'pushes/s',
    'of a core',
    'memory MB',
    'dashboards a core',
    'p99 age ms',
    'disk GB/day',
    'load',
  ];
  const disk = `A price kept takes ${bytesPerPrice.toFixed(0)} bytes of PostgreSQL, an entry of a ledger with its revision, trail and indexes ${bytesPerEntry.toFixed(0)}.`;
  return `${rows(titles, lines)}\n\n${disk}\n\n${machine()}`;
}

const table = tableOf(newestResults(values.results), await measureDisk());
console.log(table);
if (values.save) saveTable(join(ROOT, 'docs/OPERATIONS.md'), 'capacity', table);
