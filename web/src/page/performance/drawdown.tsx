/** How far below its highest level so far it stood, and how long it took to come back. */

import { useMemo, useState } from 'react';
import { PERCENT_SCALE } from '../../chart/axis.js';
import type { Line, Moment } from '../../chart/line.js';
import { approximate, negated } from '../../format/decimal-text.js';
import { fullDay, percent } from '../../format/format.js';
import { Empty } from '../../kit/state.js';
import { ChartTable } from '../../part/chart-table.js';
import { TimePlot } from '../../part/time-plot.js';
import { type Period, WhyButton } from '../../why/why.js';
import type { Report } from './documents.js';

export function Drawdown({ report: { growth, risk }, period }: { report: Report; period: Period }) {
  const [at, setAt] = useState<Moment | null>(null);
  const lines = useMemo(
    (): Line[] => [
      {
        key: 'fall',
        form: 'FALL',
        colour: 'down',
        points: growth.map(({ day, drawdown }) => ({ at: day, value: -approximate(drawdown) })),
      },
    ],
    [growth],
  );
  const point = growth.find(({ day }) => day === at) ?? growth.at(-1);
  const { maxDrawdown: deepest } = risk;
  return (
    <section className="card" aria-labelledby="drawdown-label">
      <div className="card-head">
        <h2 id="drawdown-label">Drawdown</h2>
        {deepest && (
          <WhyButton of={{ kind: 'RISK', name: 'maxDrawdown', period, benchmarkId: null }} className="down strong">
            {percent(negated(deepest.depth))} at its deepest
          </WhyButton>
        )}
      </div>
      <div className="chart-card">
        {deepest && point && growth.length > 1 ? (
          <>
            <p className="legend">
              <span className="legend-key" style={{ '--key': 'var(--down)' } as React.CSSProperties}>
                Below the peak <strong>{percent(point.drawdown)}</strong>
              </span>
              <span className="muted">{fullDay(point.day)}</span>
            </p>
            <TimePlot
              lines={lines}
              format={PERCENT_SCALE}
              onPoint={setAt}
              label={`The fall from the highest level so far, ${percent(deepest.depth)} at its deepest on ${fullDay(deepest.troughDay)}.`}
            />
            <p className="muted small">
              From {fullDay(deepest.peakDay)} down to {fullDay(deepest.troughDay)},{' '}
              {deepest.recoveryDay ? `back on ${fullDay(deepest.recoveryDay)}` : 'not back yet'}.
            </p>
            <ChartTable
              label="Drawdown as a table"
              heads={['Day', 'Below the peak']}
              rows={() => growth.toReversed().map(({ day, drawdown }) => ({ key: day, cells: [fullDay(day), percent(drawdown)] }))}
            />
          </>
        ) : growth.length > 1 ? (
          <Empty title="It never fell">Every day of this period ended at the highest level so far.</Empty>
        ) : (
          <Empty title="Nothing to measure">A fall is measured from the day something was invested on.</Empty>
        )}
      </div>
    </section>
  );
}
