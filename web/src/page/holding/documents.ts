/** What the page of one holding asks beside the live valuation. */
import { graphql } from '../../gql/gql.js';

export const InstrumentQuery = graphql(`
  query InstrumentPage($id: ID!, $entries: Int!) {
    instrument(id: $id) {
      id name kind currency isin mic ticker schemeCode isMarketOpen delistedOn
      splits { exDate ratioNew ratioOld }
      quote { ...QuoteStory }
    }
    transactions(instrumentId: $id, first: $entries) {
      nodes { ...EntryFields }
      pageInfo { hasNextPage }
    }
  }
`);

export const PricesQuery = graphql(`
  query Prices($id: ID!, $from: Day, $after: String) {
    instrument(id: $id) {
      priceHistory(first: 200, from: $from, after: $after) {
        nodes { valueDate price source kind }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const GainsQuery = graphql(`
  query HoldingGains($portfolioId: ID, $accountId: ID, $instrumentId: ID!, $from: Day) {
    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId) {
      baseCurrency
      simpleReturn { total { value absence } }
      twr { total { value absence } }
      irr { total { value absence } }
      explanation { priceGain currencyGain income fees taxes gain }
    }
    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from) {
      withoutRate
      totalInBase { gain gainBeforeFees priceGain currencyGain charges }
      rows(first: 100) { nodes { acquiredOn soldOn quantity currency proceeds gain inBase { gain priceGain currencyGain } } }
    }
  }
`);

export const LotsQuery = graphql(`
  query HoldingLots($holdingId: ID!) {
    explainHolding(holdingId: $holdingId) {
      holding {
        currency
        lots(first: 200) { nodes { id tradeDate quantity cost costBasis marketValue unrealisedGain } }
      }
    }
  }
`);
