/** What fired, in a sentence whose figure explains itself. */
import type { FiringFieldsFragment } from '../../gql/graphql.js';
import { useFiringWords } from '../../shell/firing.js';
import { WhyButton } from '../../why/why.js';

export function FiringText({ alert }: { alert: FiringFieldsFragment }) {
  const { before, figure, after } = useFiringWords(alert);
  return (
    <p className="alert-message">
      {before}
      <WhyButton of={{ kind: 'FIRING', alert }} className="nowrap">
        {figure}
      </WhyButton>
      {after}
    </p>
  );
}
