/** Good and failed calls of each hour as bars, side by side in time; the same in words for who cannot see them. */
import { serverClock } from '../../api/server-clock.js';
import { barsOf, type Hour } from './hour-bars.js';

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
