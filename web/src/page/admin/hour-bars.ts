/** Good and failed calls of each hour, gathered into as many bars as can be told apart. */

export interface Hour {
  readonly startsAt: string;
  readonly successes: number;
  readonly failures: number;
}

const HOUR_MS = 3_600_000;
/** Bars beyond this are narrower than a pixel: hours are drawn together. */
const BARS_MAX = 168;

/** One bar for each stretch of hours, the empty ones included, oldest first. */
export function barsOf(hours: readonly Hour[], count: number, nowMs: number) {
  const perBar = Math.ceil(count / BARS_MAX);
  const size = perBar * HOUR_MS;
  const last = Math.floor(nowMs / size);
  const number = Math.ceil(count / perBar);
  const bars = Array.from({ length: number }, (_, index) => ({ key: last - number + 1 + index, successes: 0, failures: 0 }));
  const byKey = new Map(bars.map((bar) => [bar.key, bar]));
  for (const { startsAt, successes, failures } of hours) {
    const bar = byKey.get(Math.floor(Date.parse(startsAt) / size));
    if (!bar) continue;
    bar.successes += successes;
    bar.failures += failures;
  }
  return bars;
}
