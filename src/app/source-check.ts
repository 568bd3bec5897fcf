/** One call to a source, for an operator who wants to know whether it answers: what it said, in the words of ingestion. */
import type { Config } from '../config.js';
import { toSourceError } from '../ingestion/source-error.js';
import { openSource } from './source.js';

const SHOWN_MAX = 20;

export interface SourceCheck {
  readonly source: string;
  readonly tookMs: number;
  readonly observations: readonly string[];
  readonly count: number;
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

/** Outside the loop: no retries, and nothing is taken out of its budget here, though the source itself will count it. */
export async function checkSource(config: Config, name: string, symbols: readonly string[]): Promise<SourceCheck> {
  const source = openSource(name, config, null, null);
  const startedMs = performance.now();
  const done = (result: Omit<SourceCheck, 'source' | 'tookMs'>): SourceCheck => {
    return { source: source.info.name, tookMs: Math.round(performance.now() - startedMs), ...result };
  };
  const nothing = { observations: [], count: 0, missing: [] };
  if (!source.poll) return done({ ...nothing, problems: ['It is a stream alone: start the server with it and look at its log.'] });
  try {
    const { observations, missing, failures, warnings } = await source.poll(
      symbols,
      AbortSignal.timeout(source.capabilities.limits.deadlineMs),
    );
    const told = observations.slice(0, SHOWN_MAX).map((each) => {
      const when = each.observedAt?.toISOString() ?? each.valueDate;
      return each.type === 'rate'
        ? `${each.base}${each.quote} ${each.rate} of ${when}`
        : `${each.symbol} ${each.kind} ${each.price} ${each.currency ?? '(no currency)'} of ${when}`;
    });
    const failed = failures.map(({ symbol, error }) => `${symbol ?? 'All symbols'}: ${error.kind}. ${error.message}`);
    const unasked = symbols.length === 0 && observations.length === 0 ? ['No symbol was named: it answers for those it is asked for.'] : [];
    return done({ observations: told, count: observations.length, missing, problems: [...failed, ...warnings, ...unasked] });
  } catch (thrown) {
    const { kind, message, status, excerpt } = toSourceError(thrown);
    const detail = [status === null ? null : `status ${status}`, excerpt].filter((part) => part !== null).join(': ');
    return done({ ...nothing, problems: [`${kind}: ${message}${detail ? ` (${detail})` : ''}`] });
  }
}

export function checkLines({ source, tookMs, observations, count, missing, problems }: SourceCheck): string[] {
  const more = count > observations.length ? [`... and ${count - observations.length} more.`] : [];
  const absent = missing.length > 0 ? [`Not in the answer: ${missing.join(', ')}.`] : [];
  return [`${source} answered within ${tookMs} ms with ${count} prices and rates.`, ...observations, ...more, ...absent, ...problems];
}
