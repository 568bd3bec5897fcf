/** Shares of a whole over time, on top of each other. The words and the table beside it say the same, so the drawing is silent. */

const WIDTH = 600;
const HEIGHT = 200;

interface StackProps {
  /** From the ground up; each with as many shares as there are moments, null where there is no whole to have a share of. */
  readonly bands: readonly { readonly key: string; readonly shares: readonly (number | null)[]; readonly colour: string }[];
  /** The place of the moment under the pointer; null when there is none. */
  readonly onPoint: (place: number | null) => void;
}

export function Stack({ bands, onPoint }: StackProps) {
  const count = bands[0]?.shares.length ?? 0;
  // An overdraft is no part of the height, and takes nothing away from the others.
  const height = (share: number | null | undefined) => Math.max(0, share ?? 0);
  const wholes = Array.from({ length: count }, (_, place) => bands.reduce((sum, { shares }) => sum + height(shares[place]), 0));
  let ground: readonly number[] = wholes.map(() => 0);
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
        ground = below.map((level, place) => level + height(shares[place]) / (wholes[place] || 1));
        return <path key={key} d={areaOf(below, ground)} fill={colour} />;
      })}
    </svg>
  );
}

function areaOf(below: readonly number[], above: readonly number[]): string {
  const step = WIDTH / Math.max(1, below.length - 1);
  const point = (level: number, place: number) => `${(place * step).toFixed(1)},${((1 - level) * HEIGHT).toFixed(1)}`;
  const way = [...above.map(point), ...below.map(point).toReversed()];
  return `M${way.join('L')}Z`;
}
