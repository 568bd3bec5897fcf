/** One round of a drill: the load runs, a fault comes and goes, and everything is compared; with the figures of all rounds. */
import { setTimeout as wait } from 'node:timers/promises';
import { check, type Findings } from './checker.js';
import type { Fault } from './faults.js';
import type { Random } from './random.js';
import type { Site } from './site.js';
import type { Workload } from './workload.js';

/** Load before the fault and after it. */
const CALM_MS = 700;

export interface Round extends Findings {
  readonly fault: string;
  /** Longest a dashboard was shown nothing new while prices moved five times a second. */
  readonly silentMs: number;
  /** Longest without an acknowledged write. */
  readonly outageMs: number;
  readonly reconnects: number;
}

export interface RoundOptions {
  readonly random: Random;
  /** Whether `tidemark verify` and `tidemark audit verify` run after it. */
  readonly isVerifying: boolean;
}

export async function runRound(site: Site, load: Workload, fault: Fault, { random, isVerifying }: RoundOptions): Promise<Round> {
  const connections = sum(load.watchers.map((watcher) => watcher.connections));
  load.start();
  await wait(CALM_MS);
  let failure: string | null = null;
  await fault.run(site, load, random).catch((error: Error) => {
    failure = error.message;
  });
  const overMs = performance.now();
  await site.healed().catch((error: Error) => {
    // What the fault itself has met says more than that an instance is missing since.
    throw failure ? new Error(`${fault.name}: ${failure}`, { cause: error }) : error;
  });
  await wait(CALM_MS);
  const findings = await check(site, load, { brokenUntilMs: overMs + CALM_MS, isVerifying });
  return {
    ...findings,
    faults: failure ? [failure, ...findings.faults] : findings.faults,
    fault: fault.name,
    silentMs: load.longestSilenceMs,
    outageMs: load.longestOutageMs,
    reconnects: sum(load.watchers.map((watcher) => watcher.connections)) - connections,
  };
}

export function summary(rounds: readonly Round[]): string {
  const lines = rounds.map((round) => `${figures(round)}  ${isWell(round) ? 'well' : complaints(round).join('\n    ')}`);
  const [most, all] = [(pick: (round: Round) => number) => Math.max(...rounds.map(pick)), rounds.at(-1)?.acknowledged ?? 0];
  return [
    `${'fault'.padEnd(32)}  no push  no write     heal reconnects`,
    ...lines,
    `${rounds.length} rounds, ${all} acknowledged writes, ${sum(rounds.map(({ lost }) => lost.length))} lost, ${sum(rounds.map(({ extra }) => extra.length))} extra; ` +
      `longest without a push ${seconds(most(({ silentMs }) => silentMs)).trim()}, without a write ${seconds(most(({ outageMs }) => outageMs)).trim()}, to heal ${seconds(most(({ healMs }) => healMs)).trim()}`,
  ].join('\n');
}

export function figures({ fault, silentMs, outageMs, healMs, reconnects }: Round): string {
  return `${fault.padEnd(32)} ${seconds(silentMs)} ${seconds(outageMs)} ${seconds(healMs)} ${String(reconnects).padStart(10)}`;
}

export function complaints({ lost, extra, faults }: Round): string[] {
  return [...lost.map((key) => `LOST ${key}`), ...extra, ...faults];
}

export function isWell(round: Round): boolean {
  return complaints(round).length === 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`.padStart(8);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
