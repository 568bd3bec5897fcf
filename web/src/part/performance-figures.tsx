/** Three ways to say how the range went, each by its name; where one cannot be given, the reason stands in its place. */
import type { PortfolioPerformance } from '../chart/point.js';
import { signedPercent } from '../format/format.js';
import type { AbsenceReason } from '../gql/graphql.js';
import { Absent, Arrow, directionOf } from './change.js';

const FIGURES = [
  { key: 'simpleReturn', name: 'Simple return', meaning: 'Gain by the capital put in' },
  { key: 'twr', name: 'TWR', meaning: 'Time-weighted: what came in or went out does not move it' },
  { key: 'irr', name: 'IRR', meaning: 'Money-weighted: what the money earned, per year' },
] as const;

const WHY: Record<AbsenceReason, string> = {
  LOST_MORE_THAN_ALL: 'More was lost than was there.',
  NO_BASIS: 'There is nothing to measure against.',
  NO_BENCHMARK: 'There is no benchmark.',
  NO_CAPITAL: 'Nothing was invested.',
  NO_HISTORY: 'There is no day to measure yet.',
  NO_RATE: 'An exchange rate is missing.',
  NO_RATE_SOLVES: 'No yearly rate fits what came in and went out.',
  NO_VARIATION: 'Nothing varied.',
  TOO_FEW_RETURNS: 'Too few days so far.',
  UNDER_A_DAY: 'Less than a day so far.',
  UNDER_A_YEAR: 'Given per year, so from one year on.',
};

interface PerformanceFiguresProps {
  readonly performance: PortfolioPerformance | null;
  readonly state: 'LOADING' | 'FAILED' | 'KNOWN';
}

export function PerformanceFigures({ performance, state }: PerformanceFiguresProps) {
  return (
    <dl className="returns" data-testid="returns">
      {FIGURES.map(({ key, name, meaning }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            {state === 'LOADING' && <span className="skeleton skeleton-line short" />}
            {state === 'FAILED' && <Absent why="Not known: it could not be read." />}
            {state === 'KNOWN' && <Return figure={performance?.[key].total ?? null} />}
          </dd>
          <dd className="returns-meaning">{meaning}</dd>
        </div>
      ))}
      {performance?.isPartial && (
        <div className="returns-note">
          <dt className="warn-text">Incomplete</dt>
          <dd className="returns-meaning">A price or a rate of the range was missing or old.</dd>
        </div>
      )}
    </dl>
  );
}

function Return({ figure }: { figure: PortfolioPerformance['twr']['total'] | null }) {
  if (figure?.value == null) return <span className="returns-absent">{figure?.absence ? WHY[figure.absence] : WHY.NO_HISTORY}</span>;
  const direction = directionOf(figure.value);
  return (
    <span className={`returns-figure ${direction}`}>
      <Arrow direction={direction} />
      {signedPercent(figure.value)}
    </span>
  );
}
