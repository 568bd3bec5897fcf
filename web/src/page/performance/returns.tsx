/** The returns of the period side by side, each by its own name and with what it means. */

import type { Benchmark } from '../../part/benchmark.js';
import { ReturnFigure } from '../../part/returns.js';
import { type Period, WhyButton } from '../../why/why.js';
import type { Report } from './documents.js';

const COLUMNS = [
  { key: 'simpleReturn', name: 'Simple return', meaning: 'Gain by the capital put in' },
  { key: 'twr', name: 'TWR', meaning: 'Time-weighted: when money came or went does not move it' },
  { key: 'twrAnnualised', name: 'TWR per year', meaning: 'The same as a yearly rate' },
  { key: 'irr', name: 'IRR', meaning: 'Money-weighted: what the money earned, per year' },
] as const;

interface ReturnsProps {
  readonly report: Report;
  readonly period: Period;
  readonly benchmark: Benchmark['chosen'];
}

export function Returns({ report, period, benchmark }: ReturnsProps) {
  return (
    <section className="card card-body" aria-label="Returns">
      <dl className="return-columns" data-testid="returns">
        {COLUMNS.map(({ key, name, meaning }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd className="return-main">
              <WhyButton of={{ kind: 'RETURN', name: key, period }}>
                <ReturnFigure figure={report[key].total} />
              </WhyButton>
            </dd>
            {/* Why there is none is said above. */}
            {report[key].price.value != null && (
              <dd className="return-note">
                {'without income '}
                <WhyButton of={{ kind: 'RETURN', name: key, period }}>
                  <ReturnFigure figure={report[key].price} />
                </WhyButton>
              </dd>
            )}
            <dd className="return-note">{meaning}</dd>
          </div>
        ))}
        {benchmark && (
          <div>
            <dt>{benchmark.name}</dt>
            <dd className="return-main">
              <WhyButton of={{ kind: 'RISK', name: 'benchmarkReturn', period, benchmarkId: benchmark.id }}>
                <ReturnFigure figure={report.risk.benchmarkReturn} />
              </WhyButton>
            </dd>
            <dd className="return-note">
              {'TWR less this: '}
              <WhyButton of={{ kind: 'RISK', name: 'excessReturn', period, benchmarkId: benchmark.id }}>
                <ReturnFigure figure={report.risk.excessReturn} />
              </WhyButton>
              {report.risk.excessReturn.value != null && ' points'}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
