/**
 * What connectors have in common in reading answers: one symbol's failure stays its own, and one that concerns the whole
 * source ends the round only when nothing came of it.
 */
import type { z } from 'zod';
import type { HttpAnswer } from './http.js';
import { parseLossless } from './lossless.js';
import type { PollResult } from './source.js';
import { SourceError, SourceErrorKind, toSourceError } from './source-error.js';

/** What one symbol, or one call of several, contributes to a round. */
export type Part = Partial<PollResult>;

export function merge(parts: readonly Part[]): PollResult {
  return {
    observations: parts.flatMap((part) => part.observations ?? []),
    missing: parts.flatMap((part) => part.missing ?? []),
    failures: parts.flatMap((part) => part.failures ?? []),
    warnings: parts.flatMap((part) => part.warnings ?? []),
    actions: parts.flatMap((part) => part.actions ?? []),
  };
}

export function attempt(symbol: string, read: () => Part): Part {
  try {
    return read();
  } catch (error) {
    return { failures: [{ symbol, error: toSourceError(error) }] };
  }
}

const OF_ONE_SYMBOL: ReadonlySet<SourceErrorKind> = new Set([
  SourceErrorKind.UNKNOWN_SYMBOL,
  SourceErrorKind.NO_DATA,
  SourceErrorKind.ENTITLEMENT,
  SourceErrorKind.BAD_REQUEST,
]);
/** Blocked or locked out: more of the same would make it worse. */
const ENDS_ROUND: ReadonlySet<SourceErrorKind> = new Set([
  SourceErrorKind.RATE_LIMITED,
  SourceErrorKind.QUOTA_EXHAUSTED,
  SourceErrorKind.AUTH,
  SourceErrorKind.CHALLENGE_PAGE,
]);

/** Asks for each symbol alone, a few at once. @throws SourceError when the source itself failed and nothing was read */
export async function each(symbols: readonly string[], parallelMax: number, ask: (symbol: string) => Promise<Part>): Promise<PollResult> {
  const parts: Part[] = [];
  const waiting = [...symbols];
  const worker = async () => {
    for (let symbol = waiting.shift(); symbol !== undefined; symbol = waiting.shift()) {
      try {
        parts.push(await ask(symbol));
      } catch (error) {
        const failure = toSourceError(error);
        parts.push({ failures: [{ symbol, error: failure }] });
        if (ENDS_ROUND.has(failure.kind)) waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelMax, symbols.length) }, worker));
  const merged = merge(parts);
  const general = merged.failures.find(({ error }) => !OF_ONE_SYMBOL.has(error.kind));
  if (general && merged.observations.length === 0) throw general.error;
  return merged;
}

/** @throws SourceError when the text is not JSON of the form the schema says; every number reaches it as its own text */
export function readAnswer<T>(schema: z.ZodType<T>, answer: Pick<HttpAnswer, 'text' | 'excerpt'>, name: string): T {
  const { excerpt } = answer;
  let value: unknown;
  try {
    value = parseLossless(answer.text);
  } catch (cause) {
    throw new SourceError(SourceErrorKind.MALFORMED, `${name} answered with something that is not JSON.`, { excerpt, cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'its top';
  throw new SourceError(SourceErrorKind.MALFORMED, `The answer of ${name} has another form than known, at ${where}.`, { excerpt });
}

/** Seconds since the epoch, as text. */
export function instantOfSeconds(seconds: string | null | undefined): Date | null {
  if (!seconds || !/^-?\d{1,12}$/.test(seconds)) return null;
  return new Date(Number(seconds) * 1000);
}

/** A price that says something: sources write 0 for "none". */
export function isPrice(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) && /[1-9]/.test(text);
}

/** A number as text, or text, or nothing: what `parseLossless` makes of the optional figures of an answer. */
export function priceOrNull(text: string | null | undefined): string | null {
  return isPrice(text) ? text : null;
}
