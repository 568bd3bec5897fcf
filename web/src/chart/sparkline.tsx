/** A small line without scales: the shape of the last days, in one path. Its figures stand beside it, so it says nothing itself. */
import { memo } from 'react';

const [WIDTH, HEIGHT, PADDING] = [96, 28, 2];

export const Sparkline = memo(function Sparkline({ values }: { values: readonly number[] }) {
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined || values.length < 2) return <span className="sparkline" />;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (i: number) => (i / (values.length - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - PADDING - ((value - low) / span) * (HEIGHT - 2 * PADDING);
  const path = values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  return (
    <svg
      className={`sparkline ${last >= first ? 'up' : 'down'}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      preserveAspectRatio="none"
    >
      <path className="sparkline-ground" d={`${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />
      <path className="sparkline-line" d={path} />
    </svg>
  );
});
