/** What the drawer asks to explain a figure. */
import { graphql } from '../gql/gql.js';

export const QuoteStoryFields = graphql(`
  fragment QuoteStory on Quote {
    price
    currency
    kind
    source
    isSimulated
    freshness
    observedAt
    receivedAt
    valueDate
    previousClose
    previousCloseDate
    rawPrice
    rawCurrency
    revision
    verdict { rule message losers { source price observedAt } }
  }
`);

export const ExplainHoldingQuery = graphql(`
  query ExplainHolding($holdingId: ID!, $day: Day) {
    explainHolding(holdingId: $holdingId, asOf: $day) {
      baseCurrency
      priceRule
      entryCount
      holding { currency quantity price instrumentId instrument { name } }
      quote { ...QuoteStory }
      rates { base quote rate earlierRate use source valueDate observedAt }
      lots { id quantity tradeDate cost charges bookedRate { rate currency } }
      splits { day ratioNew ratioOld }
      steps { name result scale terms { name use value } }
      gaps { message }
    }
  }
`);

export const ExplainCashQuery = graphql(`
  query ExplainCash($accountId: ID!, $currency: Currency!, $day: Day) {
    explainCash(accountId: $accountId, currency: $currency, asOf: $day) {
      balance { amount value currency }
      baseCurrency
      entryCount
      rates { base quote rate earlierRate use source valueDate observedAt }
      steps { name result scale terms { name use value } }
    }
  }
`);

export const PriceQuery = graphql(`
  query WhyPrice($instrumentId: ID!) {
    instrument(id: $instrumentId) { name currency quote { ...QuoteStory } }
  }
`);

export const ReturnQuery = graphql(`
  query WhyReturn($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {
    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {
      baseCurrency
      start
      to
      days
      simpleReturn { ...Variants }
      twr { ...Variants }
      twrAnnualised { ...Variants }
      irr { ...Variants }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
      byMonth { month value }
      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } pageInfo { hasNextPage } }
    }
  }
`);

export const ReturnVariants = graphql(`
  fragment Variants on Return {
    total { value absence }
    price { value absence }
  }
`);

export const DaysQuery = graphql(`
  query WhyDays($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {
    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {
      baseCurrency
      start
      parts(first: 100) { nodes { day value growth { value absence } } }
    }
  }
`);

/** What a period did, holding by holding. */
export const PeriodQuery = graphql(`
  query WhyPeriod($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {
    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {
      baseCurrency
      start
      to
      twr { total { value absence } }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } }
      contributions {
        rest { value absence }
        rows(first: 200) {
          nodes {
            instrumentId instrument { name } start end bought sold gain priceGain currencyGain income fees taxes
            contribution { value absence }
          }
        }
      }
    }
  }
`);

export const WorthQuery = graphql(`
  query WhyWorth($portfolioId: ID, $accountId: ID, $day: Day) {
    allocation(by: INSTRUMENT, portfolioId: $portfolioId, accountId: $accountId, asOf: $day) {
      valuation {
        baseCurrency total marketValue cash unrealisedGain
        gaps { message }
        holdings { id accountId instrumentId value unrealisedGain instrument { name } }
        cashBalances { accountId currency amount value }
      }
    }
  }
`);

export const RiskQuery = graphql(`
  query WhyRisk($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $benchmark: ID) {
    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, benchmarkInstrumentId: $benchmark) {
      start
      to
      twr { total { value absence } }
      risk {
        volatility { value } sharpe { value } sortino { value } valueAtRisk { value }
        beta { value } trackingError { value } benchmarkReturn { value } excessReturn { value }
        maxDrawdown { depth peakDay troughDay recoveryDay }
      }
      riskSteps { name result scale terms { name use value } }
      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } pageInfo { hasNextPage } }
    }
  }
`);

export const EntriesQuery = graphql(`
  query WhyEntries($accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $first: Int!) {
    transactions(accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to, first: $first) {
      nodes { id kind tradeDate quantity price amount currency voidedAt accountId instrument { name } }
      pageInfo { hasNextPage }
    }
  }
`);

export const WhyIncomeQuery = graphql(`
  query WhyIncome($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $instrumentId: ID) {
    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {
      baseCurrency
      from
      to
      lastTwelveMonths
      yieldOnValue { value }
      yieldOnCost { value }
      total { gross tax fee net missing }
      byInstrument(first: 200) { nodes { instrumentId gross tax fee net } }
      payments(first: 200, instrumentId: $instrumentId) {
        nodes {
          transactionId kind tradeDate instrument { name } currency gross rate isRateBooked
          inBase { gross tax }
        }
      }
    }
  }
`);

export const RealisedQuery = graphql(`
  query WhyRealised($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {
    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {
      baseCurrency
      from
      to
      withoutRate
      totalInBase { gain priceGain currencyGain charges }
      rows(first: 200) {
        nodes {
          lotId transactionId instrument { name } quantity acquiredOn closedOn proceeds cost charges gain currency
          inBase { gain priceGain currencyGain }
        }
        pageInfo { hasNextPage }
      }
    }
  }
`);
