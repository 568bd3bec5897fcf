/** The results as pictures: one for each question, in plain SVG that any browser and GitHub show. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result, SubjectKind } from './scenario.js';

const SIZE = { width: 640, height: 380 };
const MARGIN = { left: 70, right: 150, top: 44, bottom: 52 };
const COLOURS: Readonly<Partial<Record<SubjectKind, string>>> = {
  base: '#b45309',
  'base-redis': '#9d174d',
  tidemark: '#0f766e',
  'tidemark-postgres': '#1d4ed8',
};

interface Plot {
  readonly file: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly points: (result: Result) => { readonly x: number; readonly y: number } | null;
}

const PLOTS: readonly Plot[] = [
  {
    file: 'latency.svg',
    title: 'Age of a price when it is seen, 100 prices a second',
    x: 'subscribers',
    y: '99th percentile, ms',
    points: ({ scenario, subscribers, tickAgeMsP99 }) => (/x100-full$/.test(scenario) ? { x: subscribers, y: tickAgeMsP99 } : null),
  },
  {
    file: 'cpu.svg',
    title: 'CPU of the server, 2,000 subscribers',
    x: 'prices a second',
    y: '% of one core',
    points: ({ scenario, ticksPerS, cpuShare }) =>
      /^2000x\d+-full$/.test(scenario) && ticksPerS !== null ? { x: ticksPerS, y: cpuShare * 100 } : null,
  },
  {
    file: 'memory.svg',
    title: 'Memory of the server',
    x: 'sockets',
    y: 'resident, MB',
    points: ({ scenario, subscribers, rssMb }) => (/x100-full$/.test(scenario) ? { x: subscribers, y: rssMb } : null),
  },
];

/** Writes every picture there are results for. */
export function savePlots(folder: string, results: readonly Result[]): void {
  mkdirSync(folder, { recursive: true });
  for (const plot of PLOTS) {
    const series = new Map<SubjectKind, { x: number; y: number }[]>();
    for (const result of results) {
      const point = plot.points(result);
      if (point) series.set(result.subject, [...(series.get(result.subject) ?? []), point]);
    }
    if (series.size > 0) writeFileSync(join(folder, plot.file), `${drawn(plot, series)}\n`);
  }
}

/** Both scales grow by tens: the servers differ by that much. */
function drawn(plot: Plot, series: ReadonlyMap<SubjectKind, readonly { x: number; y: number }[]>): string {
  const all = [...series.values()].flat();
  const across = scale(
    all.map(({ x }) => x),
    [MARGIN.left, SIZE.width - MARGIN.right],
  );
  const up = scale(
    all.map(({ y }) => y),
    [SIZE.height - MARGIN.bottom, MARGIN.top],
  );
  const lines = [...series].map(([subject, points], place) => {
    const sorted = points.toSorted((one, other) => one.x - other.x);
    const path = sorted.map(({ x, y }) => `${across.at(x).toFixed(1)},${up.at(y).toFixed(1)}`).join(' ');
    const dots = sorted.map(({ x, y }) => {
      const [cx, cy] = [across.at(x).toFixed(1), up.at(y).toFixed(1)];
      return `<circle cx="${cx}" cy="${cy}" r="4"><title>${subject}: ${number(y)} at ${number(x)}</title></circle>`;
    });
    const legendY = MARGIN.top + 16 + place * 20;
    const legend = `<text x="${SIZE.width - MARGIN.right + 16}" y="${legendY}" stroke="none">${subject}</text>`;
    const colour = COLOURS[subject] ?? '#475569';
    return `<g fill="${colour}" stroke="${colour}"><polyline points="${path}" fill="none" stroke-width="2"/>${dots.join('')}${legend}</g>`;
  });
  const ticksX = across.ticks.map((x) => {
    const at = across.at(x).toFixed(1);
    const bottom = SIZE.height - MARGIN.bottom;
    return `<line x1="${at}" x2="${at}" y1="${MARGIN.top}" y2="${bottom}"/><text x="${at}" y="${bottom + 18}" text-anchor="middle">${number(x)}</text>`;
  });
  const ticksY = up.ticks.map((y) => {
    const at = up.at(y).toFixed(1);
    return `<line x1="${MARGIN.left}" x2="${SIZE.width - MARGIN.right}" y1="${at}" y2="${at}"/><text x="${MARGIN.left - 8}" y="${Number(at) + 4}" text-anchor="end">${number(y)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${plot.title}">`,
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#ffffff"/>`,
    `<text x="${MARGIN.left}" y="24" font-size="15" font-weight="600" fill="#111827">${plot.title}</text>`,
    `<g stroke="#e5e7eb" fill="#374151" stroke-width="1">${[...ticksX, ...ticksY].join('').replaceAll('<text', '<text stroke="none"')}</g>`,
    `<text x="${(MARGIN.left + SIZE.width - MARGIN.right) / 2}" y="${SIZE.height - 12}" text-anchor="middle" fill="#374151">${plot.x}</text>`,
    `<text transform="translate(18 ${(MARGIN.top + SIZE.height - MARGIN.bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#374151">${plot.y}</text>`,
    ...lines,
    '</svg>',
  ].join('\n');
}

/** A logarithmic scale over whole decades, with its ticks at 1, 2 and 5. */
function scale(values: readonly number[], [from, to]: readonly [number, number]) {
  const low = Math.floor(Math.log10(Math.max(0.1, Math.min(...values))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number) => from + ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * (to - from);
  const ticks: number[] = [];
  for (let power = low; power <= high; power += 1) {
    const steps = high - low > 2 || power === high ? [1] : [1, 2, 5];
    ticks.push(...steps.map((step) => step * 10 ** power));
  }
  return { at, ticks };
}

function number(value: number): string {
  return value >= 1000 ? value.toLocaleString('en') : String(Number(value.toPrecision(3)));
}
