/** What the commands share: how they open the program, report progress and print their answer. */
import { openCore } from '../app/core.js';
import type { Config } from '../config.js';
import { openLog } from '../telemetry.js';

const PROGRESS_EVERY_MS = 3_000;

/** What a command needs of the program. It publishes nothing, so it needs no Redis; standard output is for its answer alone. */
export function openCommandCore(config: Config) {
  return openCore({ ...config, redis: null }, openLog('warn', process.stderr), say);
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The answer of a command: JSON on one line when asked for, else words. */
export function answer(isJson: boolean | undefined, result: object, lines: readonly string[]): void {
  process.stdout.write(`${isJson ? JSON.stringify(result) : lines.join('\n')}\n`);
}

/** A line on standard error every few seconds, so that long work shows that it goes on. */
export function seldom(text: () => string): () => void {
  let printedMs = performance.now();
  return () => {
    if (performance.now() - printedMs < PROGRESS_EVERY_MS) return;
    printedMs = performance.now();
    say(text());
  };
}
