/** A return, or in words why there is none. */
import { directionShown, signedPercent } from '../format/format.js';
import type { AbsenceReason } from '../gql/graphql.js';
import { Arrow } from './change.js';

export interface Figure {
  readonly value?: string | null;
  readonly absence?: AbsenceReason | null;
}

export const WHY_ABSENT: Record<AbsenceReason, string> = {
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

export function ReturnFigure({ figure }: { figure: Figure | null | undefined }) {
  if (figure?.value == null) return <span className="returns-absent">{WHY_ABSENT[figure?.absence ?? 'NO_HISTORY']}</span>;
  const text = signedPercent(figure.value);
  const direction = directionShown(text);
  return (
    <span className={`returns-figure ${direction}`}>
      <Arrow direction={direction} />
      {text}
    </span>
  );
}
