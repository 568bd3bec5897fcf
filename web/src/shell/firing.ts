/** What a rule is about, by name and currency, and what one that fired says. */
import type { FiringFieldsFragment } from '../gql/graphql.js';
import { type FiringWords, firingWords } from '../part/alert-measure.js';
import { type Portfolio, useScope } from './scope.js';

type About = Pick<FiringFieldsFragment, 'instrument' | 'portfolioId' | 'accountId'>;

export function subjectOf({ instrument, portfolioId, accountId }: About, portfolios: readonly Portfolio[] | null) {
  const account = portfolios?.flatMap(({ accounts }) => accounts.nodes).find(({ id }) => id === accountId);
  const portfolio = portfolios?.find(({ id, accounts }) => id === portfolioId || accounts.nodes.some((each) => each.id === accountId));
  return {
    subject: instrument?.name ?? account?.name ?? portfolio?.name ?? 'Your portfolio',
    currency: instrument?.currency ?? portfolio?.baseCurrency ?? 'EUR',
  };
}

export function useFiringWords(alert: FiringFieldsFragment): FiringWords {
  const { portfolios } = useScope();
  return firingWords(alert, subjectOf(alert, portfolios));
}
