/** What must hold after every drill, whatever was done: nothing acknowledged is lost, nothing happened twice, everybody sees the newest. */
import { Api } from '../testkit/api.js';
import type { LedgerQuery } from '../testkit/gql/graphql.js';
import { until } from '../testkit/until.js';
import { LEDGER, type Person } from '../testkit/world.js';
import type { Site } from './site.js';
import { STATE, UNITS, type Workload } from './workload.js';

export interface Findings {
  readonly acknowledged: number;
  /** Acknowledged and not there. */
  readonly lost: readonly string[];
  /** There more than once, or never sent. */
  readonly extra: readonly string[];
  /** Everything else that should not be. */
  readonly faults: readonly string[];
  /** From the end of the fault until everything was right again. */
  readonly healMs: number;
}

/** Longest until everybody was shown the newest; well below the minute after which everything is read again anyway. */
const SEEN_MS_MAX = 30_000;

/** Call it when every instance runs again. What was stored is worked out again only where that is asked for: it takes seconds. */
export async function check(
  site: Site,
  load: Workload,
  { brokenUntilMs, isVerifying }: { readonly brokenUntilMs: number; readonly isVerifying: boolean },
): Promise<Findings> {
  await site.healed();
  await load.settle();
  await everybodySeesTheNewest(site, load);
  const healMs = performance.now() - brokenUntilMs;
  const [lost, extra] = [[] as string[], [] as string[]];
  for (const [writer, person] of load.people.entries()) {
    const found = await notesOf(person);
    const wanted = new Set(load.writes.filter((write) => write.writer === writer).map(({ key }) => key));
    lost.push(...[...wanted].filter((key) => !found.has(key)));
    extra.push(...[...found].filter(([key, count]) => count !== 1 || !wanted.has(key)).map(([key, count]) => `${key} x ${count}`));
  }
  const faults = [...load.surprises.splice(0), ...watcherFaults(load), ...site.errors().map((entry) => `logged: ${JSON.stringify(entry)}`)];
  for (const command of isVerifying ? [['verify'], ['audit', 'verify']] : []) {
    const { code, lines } = await site.command(...command);
    if (code !== 0) faults.push(`tidemark ${command.join(' ')} exited with ${code}: ${lines.slice(-10).join('\n')}`);
  }
  return { acknowledged: load.acknowledged(), lost, extra, faults, healMs };
}

function watcherFaults({ watchers }: Workload): string[] {
  return watchers.flatMap((watcher, index) => [
    ...watcher.older.splice(0).map((what) => `watcher ${index} was shown something older: ${what}`),
    ...watcher.refusals.splice(0).map((what) => `watcher ${index} was refused: ${what}`),
    ...watcher.repeats.splice(0).map((what) => `watcher ${index} was shown the same twice: ${what}`),
  ]);
}

/** The last price said by the exchange and every deposit are in what each instance answers, and in what each dashboard shows. */
async function everybodySeesTheNewest(site: Site, load: Workload): Promise<void> {
  load.tick();
  const totals = load.people.map((_, writer) => {
    const deposits = load.writes.filter((write) => write.writer === writer).length;
    return formatCents(load.price * UNITS - 100 * 100 * UNITS + deposits * 100);
  });
  const wanted = [...load.watchers.keys()].map((index) => totals[index % load.people.length]);
  await until(
    () => {
      load.sayToNewcomers();
      const late = load.watchers.map((watcher, index) =>
        watcher.lastTotal === wanted[index] ? null : `${index} wants ${wanted[index]} and has ${watcher}`,
      );
      return late.filter((each) => each !== null);
    },
    (late) => late.length === 0,
    SEEN_MS_MAX,
  );
  for (const instance of site.instances) {
    for (const [writer, person] of load.people.entries()) {
      const api = new Api(instance?.url as string, person.api.token);
      await until(
        async () => (await api.run(STATE)).expectNoErrors().valuation?.total,
        (total) => total === totals[writer],
      );
    }
  }
}

function formatCents(cents: number): string {
  return (cents / 100).toFixed(2).replace(/\.?0+$/, '');
}

/** How often each note stands in a person's ledger. */
async function notesOf(person: Person): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let after: string | null | undefined;
  do {
    const { transactions }: LedgerQuery = (await person.api.run(LEDGER, { first: 200, after, kind: 'DEPOSIT' })).expectNoErrors();
    for (const { note } of transactions.nodes) found.set(note as string, (found.get(note as string) ?? 0) + 1);
    after = transactions.pageInfo.hasNextPage ? transactions.pageInfo.endCursor : null;
  } while (after);
  return found;
}
