/** Parts of a whole as a ring. The table beside it says the same in words and figures, so the drawing is silent. */

const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;
/** Between neighbours, in the units of the view box. */
const GAP = 1.2;

/** Amounts, largest first; they take the colours of the scale in their order. An overdraft is no part of it, and takes nothing away from the others. */
export function Ring({ parts }: { parts: readonly number[] }) {
  const whole = parts.reduce((sum, part) => sum + Math.max(0, part), 0);
  let before = 0;
  return (
    <svg className="ring" viewBox="0 0 100 100" aria-hidden="true">
      <circle className="ring-ground" cx="50" cy="50" r={RADIUS} />
      {parts.map((part, i) => {
        const share = Math.max(0, part) / whole;
        const [start, length] = [before * AROUND, Math.max(0, share * AROUND - GAP)];
        before += share;
        return (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the scale of colours.
            key={i}
            className="ring-part"
            cx="50"
            cy="50"
            r={RADIUS}
            stroke={i === parts.length - 1 && i > 5 ? 'var(--part-rest)' : `var(--part-${i + 1})`}
            strokeDasharray={`${length.toFixed(2)} ${(AROUND - length).toFixed(2)}`}
            strokeDashoffset={(-start).toFixed(2)}
          />
        );
      })}
    </svg>
  );
}
