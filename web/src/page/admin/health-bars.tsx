/** Good and failed calls of each hour as bars, side by side in time; the same in words for who cannot see them. */
import { serverClock } from '../../live/server-clock.js';

interface Hour {
  readonly startsAt: string;
  readonly successes: number;
  readonly failures: number;
}

const HOUR_MS = 3_600_000;
/** Bars beyond this are narrower than a pixel: hours are drawn together. */
const BARS_MAX = 168;
const HEIGHT = 44;

export function HealthBars({ hours, count, name }: { hours: readonly Hour[]; count: number; name: string }) {
  const bars = barsOf(hours, count, serverClock.now());
  const highest = Math.max(1, ...bars.map(({ successes, failures }) => successes + failures));
  const total = (key: 'successes' | 'failures') => bars.reduce((sum, bar) => sum + bar[key], 0);
  const text = `${name}, the last ${count} hours: ${total('successes')} good calls, ${total('failures')} failed ones.`;
  const width = 100 / bars.length;
  return (
    <svg className="health" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={text}>
      {bars.map(({ key, successes, failures }, index) => {
        const good = (successes / highest) * (HEIGHT - 2);
        // One failure among thousands must not vanish.
        const bad = failures === 0 ? 0 : Math.max(2, (failures / highest) * (HEIGHT - 2));
        return (
          <g key={key}>
            <rect className="health-none" x={index * width} y={HEIGHT - 1} width={width * 0.8} height={1} />
            <rect className="health-good" x={index * width} y={HEIGHT - good} width={width * 0.8} height={good} />
            <rect className="health-bad" x={index * width} y={HEIGHT - bad} width={width * 0.8} height={bad} />
          </g>
        );
      })}
    </svg>
  );
}

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
