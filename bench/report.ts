/** The figures as tables, and the goals beside the ratios. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Result, SubjectKind } from './scenario.js';

type Figure = 'cpuUsPerPush' | 'tickAgeMsP99' | 'statesPerS' | 'kbPerSubscriber' | 'seconds';

interface Goal {
  readonly figure: Figure;
  readonly must: number;
  readonly target: number;
  /** Whether the figure itself is held to the goal, and not its ratio to the base's. */
  readonly isAbsolute?: true;
}

const GOALS: Readonly<Record<string, readonly Goal[]>> = {
  '250x100-full': [
    { figure: 'cpuUsPerPush', must: 0.5, target: 0.3 },
    { figure: 'tickAgeMsP99', must: 0.5, target: 0.2 },
  ],
  '2000x100-full': [{ figure: 'cpuUsPerPush', must: 0.4, target: 0.15 }],
  '2000x100-small': [{ figure: 'cpuUsPerPush', must: 0.75, target: 0.35 }],
  '10000x100-full': [
    // A push that repeats the state before it delivers nothing.
    { figure: 'statesPerS', must: 4, target: 12 },
    { figure: 'kbPerSubscriber', must: 0.8, target: 0.35 },
  ],
  // Two windows: of a second, and of the quarter of a second a busy server merges changes over.
  '10000x1000-full': [{ figure: 'tickAgeMsP99', must: 2000, target: 500, isAbsolute: true }],
  '10000xrefresh-full': [{ figure: 'seconds', must: 2, target: 0.5, isAbsolute: true }],
};

const COLUMNS: readonly (readonly [string, (result: Result) => string])[] = [
  ['scenario', ({ scenario }) => scenario],
  ['server', ({ subject }) => subject],
  ['push/s', ({ pushesPerS }) => pushesPerS.toFixed(0)],
  ['new/s', ({ statesPerS }) => statesPerS.toFixed(0)],
  ['updates/s', ({ updatesPerS }) => updatesPerS.toFixed(0)],
  ['us/push', ({ cpuUsPerPush }) => figure(cpuUsPerPush, 1)],
  ['us/update', ({ cpuUsPerUpdate }) => figure(cpuUsPerUpdate, 1)],
  ['us/push less ticks', ({ cpuUsPerPushOnly }) => cpuUsPerPushOnly?.toFixed(1) ?? ''],
  ['us/tick alone', ({ cpuUsPerTickAlone }) => cpuUsPerTickAlone?.toFixed(0) ?? ''],
  ['core', ({ cpuShare }) => `${(cpuShare * 100).toFixed(0)} %`],
  ['p50 ms', ({ tickAgeMsP50 }) => tickAgeMsP50.toFixed(1)],
  ['p99 ms', ({ tickAgeMsP99 }) => tickAgeMsP99.toFixed(1)],
  ['bytes', ({ bytesPerPush }) => figure(bytesPerPush, 0)],
  ['kB/sub', ({ kbPerSubscriber }) => kbPerSubscriber.toFixed(1)],
  ['ms CPU/connect', ({ cpuMsPerConnect }) => cpuMsPerConnect.toFixed(1)],
  [
    'dup / disorder / lost / stale',
    ({ duplicates, disorder, lost, staleAtEnd }) => `${duplicates} / ${disorder} / ${lost} / ${staleAtEnd}`,
  ],
  ['wrong of checked', ({ wrong, checked }) => `${wrong} / ${checked}`],
  ['client core', ({ clientShare }) => `${(clientShare * 100).toFixed(0)} %`],
  ['load', ({ loadAverage }) => loadAverage.toFixed(1)],
  ['errors', ({ errors }) => errors.join('; ')],
];

/** Nothing where there was nothing to measure: no push, no update. */
function figure(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '';
}

/** Every result as a row, then the ratios of Tidemark to the base, medians of repetitions, with the goals. */
export function tableOf(results: readonly Result[]): string {
  const table = rows(
    COLUMNS.map(([title]) => title),
    results.map((result) => COLUMNS.map(([, show]) => show(result))),
  );
  const ratios = ratiosOf(results);
  return ratios ? `${table}\n\n${ratios}` : table;
}

function ratiosOf(results: readonly Result[]): string | null {
  const lines: string[][] = [];
  for (const scenario of new Set(results.map((result) => result.scenario))) {
    const of = (subject: SubjectKind, figure: Figure) =>
      median(results.filter((each) => each.scenario === scenario && each.subject === subject).map((each) => each[figure]));
    const wanted = (['tidemark', 'tidemark-postgres'] as const).flatMap((subject) =>
      (GOALS[scenario] ?? []).map((goal) => ({ subject, ...goal })),
    );
    for (const { subject, figure, must, target, isAbsolute } of wanted) {
      const [base, ours] = [of('base', figure), of(subject, figure)];
      if (ours === null || (base === null && !isAbsolute)) continue;
      const reached = isAbsolute ? ours : ours / (base as number);
      const isMore = must < target;
      const reaches = (goal: number) => (isMore ? reached >= goal : reached <= goal);
      const verdict = reaches(target) ? 'target reached' : reaches(must) ? 'must reached' : 'missed';
      const sign = isMore ? '>=' : '<=';
      const ratio = base === null ? '' : (ours / base).toFixed(2);
      lines.push([
        scenario,
        subject,
        figure,
        base?.toFixed(1) ?? '',
        ours.toFixed(1),
        ratio,
        `${sign} ${must}`,
        `${sign} ${target}`,
        verdict,
      ]);
    }
  }
  return lines.length > 0 ? rows(['scenario', 'server', 'figure', 'base', 'this', 'ratio', 'must', 'target', ''], lines) : null;
}

const BATCH = { must: 20, target: 200 } as const;

/** What `totals.js` found, beside its goal. */
export function batchLine(found: { portfolios: number; batchMs: number; decimalLoopMs: number; wrong: number }): string {
  const times = found.decimalLoopMs / found.batchMs;
  const verdict = times >= BATCH.target ? 'target reached' : times >= BATCH.must ? 'must reached' : 'missed';
  const [portfolios, seconds] = [found.portfolios.toLocaleString('en'), (found.batchMs / 1000).toFixed(2)];
  return `${portfolios} portfolios of 20 positions valued anew, as after a refresh: ${seconds} s, 1/${times.toFixed(0)} of a loop over decimals (must 1/${BATCH.must}, target 1/${BATCH.target}: ${verdict}); ${found.wrong} wrong of those compared.`;
}

export function rows(titles: readonly string[], lines: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** What it ran on, and how busy that was. */
export function machine(): string {
  const [one, five] = loadavg() as [number, number, number];
  const model = cpus()[0]?.model ?? 'unknown processor';
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} x ${model}, ${memory} GB, Node ${process.version}, load average ${one.toFixed(1)} (1 min) ${five.toFixed(1)} (5 min).`;
}

/** Replaces the part of a document between the two comments of this name. */
export function saveTable(path: string, name: string, text: string): void {
  const document = readFileSync(path, 'utf8');
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no part ${start} ... ${end}.`);
  writeFileSync(path, `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`);
}

/** Of one run, as `lineOf` fills them. */
export const RESULT_TITLES = [
  '',
  'subscribers',
  'connecting, s',
  'push/s',
  'updates/s',
  'us/push',
  'cores',
  'p50 ms',
  'p99 ms',
  'MB',
  'dup / disorder / lost / stale',
  'wrong of checked',
  'client core',
  'load',
];

export function lineOf(what: string, result: Result): string[] {
  const { connectS, pushesPerS, updatesPerS, cpuUsPerPush, cpuShare, tickAgeMsP50, tickAgeMsP99, rssMb, clientShare, loadAverage } = result;
  return [
    what,
    String(result.subscribers),
    connectS.toFixed(0),
    pushesPerS.toFixed(0),
    updatesPerS.toFixed(0),
    figure(cpuUsPerPush, 1),
    cpuShare.toFixed(2),
    figure(tickAgeMsP50, 0),
    figure(tickAgeMsP99, 0),
    rssMb.toFixed(0),
    [result.duplicates, result.disorder, result.lost, result.staleAtEnd].join(' / '),
    `${result.wrong} / ${result.checked}`,
    `${(clientShare * 100).toFixed(0)} %`,
    loadAverage.toFixed(1),
  ];
}
