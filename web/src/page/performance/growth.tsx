/** The time-weighted return over the period, beside the benchmark's. */

import { useMemo, useState } from 'react';
import { PERCENT_SCALE } from '../../chart/axis.js';
import type { Line, Moment } from '../../chart/line.js';
import { approximate } from '../../format/decimal-text.js';
import { fullDay, signedPercent } from '../../format/format.js';
import { ChartTable } from '../../part/chart-table.js';
import { TimePlot } from '../../part/time-plot.js';
import type { Report } from './documents.js';

export function Growth({ report: { growth }, benchmarkName }: { report: Report; benchmarkName: string | null }) {
  const [at, setAt] = useState<Moment | null>(null);
  const lines = useMemo((): Line[] => {
    const theirs = growth.flatMap(({ day, benchmark }) => (benchmark == null ? [] : [{ at: day, value: approximate(benchmark) }]));
    const ours: Line = {
      key: 'twr',
      form: 'AREA',
      colour: 'accent',
      points: growth.map(({ day, value }) => ({ at: day, value: approximate(value) })),
    };
    return theirs.length > 1 ? [{ key: 'benchmark', form: 'LINE', colour: 'second', points: theirs }, ours] : [ours];
  }, [growth]);
  const point = growth.find(({ day }) => day === at) ?? growth.at(-1);
  const last = growth.at(-1);
  if (!point || !last || growth.length < 2) return null;
  const theirs = (value: string | null | undefined) => (value == null ? '–' : signedPercent(value));
  return (
    <section className="card" aria-labelledby="growth-label">
      <div className="card-head">
        <h2 id="growth-label">Growth, time-weighted</h2>
      </div>
      <div className="chart-card">
        <p className="legend">
          <span className="legend-key">
            Portfolio <strong>{signedPercent(point.value)}</strong>
          </span>
          {benchmarkName !== null && (
            <span className="legend-key" style={{ '--key': 'var(--second)' } as React.CSSProperties}>
              {benchmarkName} <strong>{theirs(point.benchmark)}</strong>
            </span>
          )}
          <span className="muted">{fullDay(point.day)}</span>
        </p>
        <TimePlot
          lines={lines}
          format={PERCENT_SCALE}
          onPoint={setAt}
          label={`Line of the time-weighted return, ${signedPercent(last.value)} on ${fullDay(last.day)}${benchmarkName === null ? '' : `, and of ${benchmarkName}, ${theirs(last.benchmark)}`}.`}
        />
        <ChartTable
          label="Growth as a table"
          heads={['Day', 'Portfolio', ...(benchmarkName === null ? [] : [benchmarkName])]}
          rows={() =>
            growth.toReversed().map(({ day, value, benchmark }) => ({
              key: day,
              cells: [fullDay(day), signedPercent(value), ...(benchmarkName === null ? [] : [theirs(benchmark)])],
            }))
          }
        />
      </div>
    </section>
  );
}
