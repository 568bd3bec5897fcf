/** The returns of the period side by side, each by its own name and with what it means. */
import type { Range } from '../../part/range.js';
import { ReturnFigure } from '../../part/returns.js';
import { WhyButton } from '../../why/why.js';
import type { Report } from './performance.js';

const COLUMNS = [
  { key: 'simpleReturn', why: 'simpleReturn', name: 'Simple return', meaning: 'Gain by the capital put in' },
  { key: 'twr', why: 'twr', name: 'TWR', meaning: 'Time-weighted: when money came or went does not move it' },
  { key: 'twrAnnualised', why: 'twr', name: 'TWR per year', meaning: 'The same as a yearly rate' },
  { key: 'irr', why: 'irr', name: 'IRR', meaning: 'Money-weighted: what the money earned, per year' },
] as const;

interface ReturnsProps {
  readonly report: Report;
  readonly range: Range;
  readonly benchmarkName: string | null;
}

export function Returns({ report, range, benchmarkName }: ReturnsProps) {
  return (
    <section className="card card-body" aria-label="Returns">
      <dl className="return-columns" data-testid="returns">
        {COLUMNS.map(({ key, why, name, meaning }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd className="return-main">
              <WhyButton of={{ kind: 'RETURN', name: why, range }}>
                <ReturnFigure figure={report[key].total} />
              </WhyButton>
            </dd>
            <dd className="return-note">
              without income <ReturnFigure figure={report[key].price} />
            </dd>
            <dd className="return-note">{meaning}</dd>
          </div>
        ))}
        {benchmarkName !== null && (
          <div>
            <dt>{benchmarkName}</dt>
            <dd className="return-main">
              <ReturnFigure figure={report.risk.benchmarkReturn} />
            </dd>
            <dd className="return-note">
              ahead of it by <ReturnFigure figure={report.risk.excessReturn} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
