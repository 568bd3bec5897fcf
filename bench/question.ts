/** What everybody else feels while something heavy goes on: small questions, some at a time, each on a connection that stays. */
import { Histogram } from './histogram.js';
import { accessTokenOf } from './world-database.js';

const ASKERS = 2;
const PAUSE_MS = 5;
/** One that takes longer was not answered. */
const ANSWER_MS_MAX = 60_000;

export interface Felt<T> {
  readonly tookS: number;
  readonly latency: Histogram;
  /** Questions without a right answer. */
  readonly unanswered: number;
  readonly result: T;
}

/** Asks as one user, until the work is done. */
export async function askingDuring<T>(url: string, work: () => Promise<T>, user = 1): Promise<Felt<T>> {
  const latency = new Histogram();
  let isOver = false;
  let unanswered = 0;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await accessTokenOf(user)}` };
  const answered = async () => {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ me { email } }"}', signal });
    return (await answer.text()).includes(`user${user}@bench.example`);
  };
  const ask = async () => {
    while (!isOver) {
      const startMs = performance.now();
      if (!(await answered().catch(() => false))) unanswered += 1;
      latency.add(performance.now() - startMs);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  // The first of a process that has just started compiles what all others run.
  await answered().catch(() => false);
  const startMs = performance.now();
  const askers = Array.from({ length: ASKERS }, ask);
  try {
    const result = await work();
    return { tookS: (performance.now() - startMs) / 1000, latency, unanswered, result };
  } finally {
    isOver = true;
    await Promise.all(askers);
  }
}

/** As cells of a table: p50, p99 and longest in ms, how many. */
export function feltCells({ latency, unanswered }: Felt<unknown>): string[] {
  return [...[50, 99, 100].map((share) => latency.percentile(share).toFixed(1)), `${latency.count - unanswered} / ${latency.count}`];
}
