/** The daily prices of an instrument over a range, page after page until all are there. */
import { useEffect, useState } from 'react';
import { ApiFailure } from '../../api/failure.js';
import { session } from '../../api/session.js';
import type { PricesQuery as PricesResult } from '../../gql/graphql.js';
import { PricesQuery } from './documents.js';

/** Some forty years of trading days. */
const PAGES_MAX = 50;

export type DayPrice = NonNullable<PricesResult['instrument']>['priceHistory']['nodes'][number];

interface Prices {
  readonly prices: readonly DayPrice[] | null;
  readonly failure: ApiFailure | null;
}

export function usePrices(id: string, from: string | null): Prices & { readonly reload: () => void } {
  const [state, setState] = useState<Prices>({ prices: null, failure: null });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again.
  useEffect(() => {
    let isCurrent = true;
    readAll(id, from).then(
      (prices) => isCurrent && setState({ prices, failure: null }),
      (cause) =>
        isCurrent &&
        setState({
          prices: null,
          failure: cause instanceof ApiFailure ? cause : new ApiFailure({ code: 'INTERNAL', message: 'The prices could not be read.' }),
        }),
    );
    return () => {
      isCurrent = false;
    };
  }, [id, from, attempt]);
  return { ...state, reload: () => setAttempt((former) => former + 1) };
}

async function readAll(id: string, from: string | null): Promise<readonly DayPrice[]> {
  const prices: DayPrice[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { instrument } = await pageAfter(id, from, after);
    if (!instrument) return prices;
    const { nodes, pageInfo } = instrument.priceHistory;
    prices.push(...nodes);
    if (!pageInfo.hasNextPage) return prices;
    after = pageInfo.endCursor ?? null;
  }
  return prices;
}

function pageAfter(id: string, from: string | null, after: string | null): Promise<PricesResult> {
  return session.request(PricesQuery, { id, from, after });
}
