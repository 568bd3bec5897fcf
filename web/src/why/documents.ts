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
    rawPrice
    rawCurrency
    revision
    verdict { rule message losers { source price observedAt } }
  }
`);

export const ExplainHoldingQuery = graphql(`
  query ExplainHolding($holdingId: ID!) {
    explainHolding(holdingId: $holdingId) {
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
  query ExplainCash($accountId: ID!, $currency: Currency!) {
    explainCash(accountId: $accountId, currency: $currency) {
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
  query WhyReturn($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day) {
    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from) {
      baseCurrency
      start
      to
      days
      isPartial
      simpleReturn { total { value absence } price { value absence } }
      twr { total { value absence } price { value absence } }
      twrAnnualised { total { value absence } }
      irr { total { value absence } price { value absence } }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
    }
  }
`);

export const FlowsQuery = graphql(`
  query WhyFlows($accountId: ID, $deposits: Int!, $withdrawals: Int!) {
    deposits: transactions(accountId: $accountId, kind: DEPOSIT, first: $deposits) { nodes { ...Flow } }
    withdrawals: transactions(accountId: $accountId, kind: WITHDRAWAL, first: $withdrawals) { nodes { ...Flow } }
  }
`);

export const FlowFields = graphql(`
  fragment Flow on Transaction { id kind tradeDate amount currency voidedAt accountId }
`);

export const WhyIncomeQuery = graphql(`
  query WhyIncome($portfolioId: ID, $accountId: ID) {
    income(portfolioId: $portfolioId, accountId: $accountId) {
      baseCurrency
      from
      to
      total { gross tax fee net missing }
      byInstrument(first: 100) { nodes { instrumentId gross tax fee net instrument { name } } }
    }
  }
`);
