/**
 * A source's budget per minute, hour, day and month of UTC. Every call is taken out of it before it is made; what is over it is
 * not made, and says when there is a budget again. The counting is done by a function passed in, which remembers.
 */
import type { Meter } from './http.js';
import { QuotaWindow, type SourceQuota } from './source.js';
import { SourceError, SourceErrorKind } from './source-error.js';

export interface QuotaSpan {
  readonly span: QuotaWindow;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly limit: number;
}

/** Takes the cost out of every span, or returns the span that has not enough left. */
export type Spend = (usage: { source: string; cost: number; limits: readonly QuotaSpan[] }) => Promise<QuotaSpan | null>;

/** @param quota looked up at each call, since a source is made with its meter */
export function meterOf({ source, quota, spend, now }: { source: string; quota: () => SourceQuota; spend: Spend; now: () => Date }): Meter {
  return async (cost) => {
    const limits = spansOf(quota(), now());
    if (limits.length === 0) return;
    const exhausted = await spend({ source, cost, limits }).catch((cause: unknown) => {
      throw new SourceError(SourceErrorKind.NETWORK, 'Its budget could not be read, so it was not asked.', { cause });
    });
    if (!exhausted) return;
    const isShort = exhausted.span === QuotaWindow.MINUTE || exhausted.span === QuotaWindow.HOUR;
    const kind = isShort ? SourceErrorKind.RATE_LIMITED : SourceErrorKind.QUOTA_EXHAUSTED;
    const words = `Our own budget of ${exhausted.limit} a ${exhausted.span.toLowerCase()} is used up.`;
    throw new SourceError(kind, words, { retryAt: exhausted.endsAt });
  };
}

export function spansOf(quota: SourceQuota, at: Date): QuotaSpan[] {
  return Object.values(QuotaWindow).flatMap((span) => {
    const limit = quota[span];
    return limit === undefined ? [] : [{ span, limit, ...boundsOf(span, at) }];
  });
}

function boundsOf(span: QuotaWindow, at: Date): { startsAt: Date; endsAt: Date } {
  const [year, month, day, hour, minute] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
  const of = (from: number, to: number) => ({ startsAt: new Date(from), endsAt: new Date(to) });
  switch (span) {
    case QuotaWindow.MINUTE:
      return of(Date.UTC(year, month, day, hour, minute), Date.UTC(year, month, day, hour, minute + 1));
    case QuotaWindow.HOUR:
      return of(Date.UTC(year, month, day, hour), Date.UTC(year, month, day, hour + 1));
    case QuotaWindow.DAY:
      return of(Date.UTC(year, month, day), Date.UTC(year, month, day + 1));
    case QuotaWindow.MONTH:
      return of(Date.UTC(year, month), Date.UTC(year, month + 1));
  }
}
