/** Shares of a whole over time, on top of each other. The words and the table beside it say the same, so the drawing is silent. */

const WIDTH = 600;
const HEIGHT = 200;

interface StackProps {
  /** From the ground up; each with as many shares, from 0 to 1, as there are moments. */
  readonly bands: readonly { readonly key: string; readonly shares: readonly number[]; readonly colour: string }[];
  /** The place of the moment under the pointer; null when there is none. */
  readonly onPoint: (place: number | null) => void;
}

export function Stack({ bands, onPoint }: StackProps) {
  const count = bands[0]?.shares.length ?? 0;
  let ground: readonly number[] = Array.from({ length: count }, () => 0);
  return (
    <svg
      className="stack"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onPointerMove={({ clientX, currentTarget }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        onPoint(Math.min(count - 1, Math.max(0, Math.round(((clientX - left) / width) * (count - 1)))));
      }}
      onPointerLeave={() => onPoint(null)}
    >
      {bands.map(({ key, shares, colour }) => {
        const below = ground;
        // An overdraft takes nothing away from what lies on it.
        ground = below.map((level, place) => level + Math.max(0, shares[place] ?? 0));
        return <path key={key} d={areaOf(below, ground)} fill={colour} />;
      })}
    </svg>
  );
}

function areaOf(below: readonly number[], above: readonly number[]): string {
  const step = WIDTH / Math.max(1, below.length - 1);
  const point = (level: number, place: number) => `${(place * step).toFixed(1)},${((1 - Math.min(1, level)) * HEIGHT).toFixed(1)}`;
  const way = [...above.map(point), ...below.map(point).toReversed()];
  return `M${way.join('L')}Z`;
}
