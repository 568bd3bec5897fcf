/** What the table asks beside the live valuation. */
import { graphql } from '../../gql/gql.js';

export const TrendsQuery = graphql(`
  query Trends($portfolioId: ID, $first: Int!) {
    holdings(portfolioId: $portfolioId, first: $first) {
      nodes { instrumentId instrument { recentPrices(days: 30) } }
    }
  }
`);
