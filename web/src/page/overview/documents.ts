/** What the overview asks beside the live valuation. */
import { graphql } from '../../gql/gql.js';

export const HistoryQuery = graphql(`
  query History($portfolioId: ID, $accountId: ID, $from: Day, $firstDay: Day, $points: Int!, $benchmark: ID) {
    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, points: $points) {
      baseCurrency
      points { day total netContribution isPartial }
    }
    performance(portfolioId: $portfolioId, accountId: $accountId, from: $firstDay, benchmarkInstrumentId: $benchmark) {
      isPartial
      start
      simpleReturn { total { value absence } }
      twr { total { value absence } }
      irr { total { value absence } }
      growth(points: $points) { day value benchmark }
      risk { benchmarkReturn { value absence } }
    }
  }
`);

export const IntradayQuery = graphql(`
  query Intraday($portfolioId: ID, $accountId: ID, $points: Int!) {
    intraday(portfolioId: $portfolioId, accountId: $accountId, hours: 24, points: $points) {
      baseCurrency
      points { at total isPartial }
    }
  }
`);

export const IncomeQuery = graphql(`
  query Income($portfolioId: ID, $accountId: ID, $from: Day) {
    income(portfolioId: $portfolioId, accountId: $accountId, from: $from) {
      baseCurrency
      lastTwelveMonths
      yieldOnValue { value absence }
      yieldOnCost { value absence }
      total { gross tax net missing }
      byMonth { month gross tax net }
      byInstrument(first: 5) { nodes { instrumentId gross net instrument { name } } }
    }
  }
`);

export const AllocationTargetsQuery = graphql(`
  query AllocationTargets($portfolioId: ID!, $by: AllocationBy!) {
    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }
  }
`);

export const AllocationHistoryQuery = graphql(`
  query AllocationHistory($portfolioId: ID, $accountId: ID, $by: AllocationBy!, $from: Day, $points: Int!) {
    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: $by, from: $from, points: $points) {
      days
      totals
      series(first: 200) { nodes { key values instrument { id name } } }
    }
  }
`);
