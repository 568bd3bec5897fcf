/** What the page of performance asks, in one operation: all of it is of one period. */
import { graphql } from '../../gql/gql.js';
import type { PerformanceQuery as PerformanceResult } from '../../gql/graphql.js';

export const PerformanceQuery = graphql(`
  query Performance($portfolioId: ID, $accountId: ID, $from: Day, $benchmark: ID, $points: Int!) {
    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, benchmarkInstrumentId: $benchmark) {
      start
      to
      days
      baseCurrency
      isPartial
      simpleReturn { ...Variants }
      twr { ...Variants }
      twrAnnualised { ...Variants }
      irr { ...Variants }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
      growth(points: $points) { day value drawdown benchmark }
      byMonth { month value benchmark }
      byYear { year value }
      risk {
        volatility { value absence }
        sharpe { value absence }
        sortino { value absence }
        valueAtRisk { value absence }
        beta { value absence }
        trackingError { value absence }
        benchmarkReturn { value absence }
        excessReturn { value absence }
        maxDrawdown { depth peakDay troughDay recoveryDay }
        days { best { day value } worst { day value } }
      }
      contributions {
        rest { value absence }
        rows(first: 200) {
          nodes { instrumentId instrument { name } gain priceGain currencyGain income fees taxes contribution { value absence } }
        }
      }
    }
  }
`);

export const RealisedQuery = graphql(`
  query Realised($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {
    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {
      from
      to
      baseCurrency
      withoutRate
      totalInBase { gain }
      rows(first: 200) { nodes { instrumentId instrument { name } inBase { gain } } }
    }
  }
`);

export const RealisedCsvQuery = graphql(`
  query RealisedCsv($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {
    realisedGainsCsv(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to)
  }
`);

export type Report = NonNullable<PerformanceResult['performance']>;
