/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { name costMethod closedAt } }\n": typeof types.ChangeAccountDocument,
    "\n  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) { changePortfolio(id: $id, input: $input) { name baseCurrency } }\n": typeof types.ChangePortfolioDocument,
    "\n  mutation ChangeProfile($input: ChangeProfileInput!) { changeProfile(input: $input) { name baseCurrency } }\n": typeof types.ChangeProfileDocument,
    "query Totals($from: Day) { history(from: $from) { baseCurrency points { day total } } }": typeof types.TotalsDocument,
    "\n  query EveryFigure($from: Day, $to: Day, $asOf: Day) {\n    valuation { baseCurrency total costBasis unrealisedGain holdings { quantity costBasis costBasisInBase unrealisedGainPrice unrealisedGainCurrency } }\n    past: valuation(asOf: $asOf) { baseCurrency total costBasis unrealisedGain }\n    history { baseCurrency points { day total netContribution } }\n    performance(from: $from, to: $to) {\n      baseCurrency twr { total { value } } irr { total { value } } explanation { start end inflow priceGain currencyGain income fees taxes }\n      contributions { rows { nodes { bought sold gain } } }\n    }\n    realisedGains(from: $from) { baseCurrency totalInBase { gain priceGain currencyGain } rows { nodes { acquiredOn quantity cost gain } } }\n    income(from: $from) { baseCurrency total { gross net } }\n    allocation(by: CURRENCY) { slices { nodes { key value } } }\n    allocationHistory(by: CURRENCY, points: 5) { baseCurrency totals }\n    accounts { nodes { valuation { baseCurrency total costBasis } } }\n  }\n": typeof types.EveryFigureDocument,
    "\n  mutation ChangeRules($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { costMethod allowsShort fractionRule } }\n": typeof types.ChangeRulesDocument,
    "\n  query AccountingFigures($from: Day, $to: Day) {\n    history(from: $from, to: $to) { points { day total netContribution } }\n    performance(from: $from, to: $to) { explanation { start end inflow outflow priceGain currencyGain income fees taxes gain } }\n    realisedGains(from: $from, to: $to) {\n      totalInBase { proceeds cost gain priceGain currencyGain }\n      rows { nodes { transactionId isShort isFraction acquiredOn soldOn closedOn quantity proceeds cost gain } }\n    }\n    income(from: $from, to: $to) { total { gross tax fee net } }\n  }\n": typeof types.AccountingFiguresDocument,
    "\n  mutation PaySplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!, $fractionPrice: Decimal) {\n    recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old, fractionPrice: $fractionPrice) {\n      splits { exDate ratioNew ratioOld fractionPrice }\n    }\n  }\n": typeof types.PaySplitDocument,
    "\n  mutation AmendSplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!) {\n    amendSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old) { splits { ratioNew ratioOld fractionPrice } }\n  }\n": typeof types.AmendSplitDocument,
    "\n  mutation WithdrawSplit($id: ID!, $exDate: Day!) { withdrawSplit(instrumentId: $id, exDate: $exDate) { splits { exDate } } }\n": typeof types.WithdrawSplitDocument,
    "\n  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }\n  }\n": typeof types.SetTargetsDocument,
    "\n  query Drift($by: AllocationBy!) {\n    allocation(by: $by) { slices { nodes { key value share { value } target drift excess } } }\n    portfolio { targets(by: $by) { key weight } }\n  }\n": typeof types.DriftDocument,
    "\n  query AllocationOverTime($by: AllocationBy!, $from: Day, $to: Day, $points: Int) {\n    allocationHistory(by: $by, from: $from, to: $to, points: $points) { days totals baseCurrency series { nodes { key values } } }\n  }\n": typeof types.AllocationOverTimeDocument,
    "\n  query ByMethod($method: CostMethod) { valuation(costMethod: $method) { holdings { costBasis unrealisedGain unrealisedGainPrice unrealisedGainCurrency unrealisedGainBeforeFees } } }\n": typeof types.ByMethodDocument,
    "\n  mutation CreateAlertRule($input: CreateAlertRuleInput!) {\n    createAlertRule(input: $input) {\n      id name note measure condition threshold hysteresis isRepeating expiresAt channels status version portfolioId accountId firedCount\n      instrument { name }\n    }\n  }\n": typeof types.CreateAlertRuleDocument,
    "\n  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {\n    amendAlertRule(id: $id, version: $version, input: $input) { version condition threshold name }\n  }\n": typeof types.AmendAlertRuleDocument,
    "\n  query AlertRules($first: Int, $after: String) {\n    alertRules(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.AlertRulesDocument,
    "mutation DeleteAlertRule($id: ID!) { deleteAlertRule(id: $id) }": typeof types.DeleteAlertRuleDocument,
    "mutation CreateAlertWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id url } } }": typeof types.CreateAlertWebhookDocument,
    "mutation RenewAlertWebhook($id: ID!) { renewAlertWebhookSecret(id: $id) { secret } }": typeof types.RenewAlertWebhookDocument,
    "query AlertWebhooks { alertWebhooks { id url disabledAt } }": typeof types.AlertWebhooksDocument,
    "mutation DeleteAlertWebhook($id: ID!) { deleteAlertWebhook(id: $id) }": typeof types.DeleteAlertWebhookDocument,
    "\n  query GetAllocation($by: AllocationBy!, $asOf: Day, $accountId: ID) {\n    allocation(by: $by, asOf: $asOf, accountId: $accountId) {\n      by\n      valuation { total day }\n      slices { nodes { key value share { value absence } instrument { name } } }\n    }\n  }\n": typeof types.GetAllocationDocument,
    "\n  query PricesToCorrect($id: ID!) {\n    instrument(id: $id) {\n      pinnedSource\n      quote { price source revision verdict { rule losers { source price } } }\n      priceHistory { nodes { valueDate price source revision observedAt } }\n    }\n  }\n": typeof types.PricesToCorrectDocument,
    "\n  mutation CorrectQuote($id: ID!, $revision: SafeInt!, $price: Decimal!, $reason: String!) {\n    correctQuote(instrumentId: $id, revision: $revision, price: $price, reason: $reason) { id quote { price } }\n  }\n": typeof types.CorrectQuoteDocument,
    "\n  mutation PinSource($id: ID!, $source: String, $from: Day, $reason: String!) {\n    pinSource(instrumentId: $id, source: $source, from: $from, reason: $reason) { pinnedSource quote { price source } }\n  }\n": typeof types.PinSourceDocument,
    "query DailyTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }": typeof types.DailyTotalsDocument,
    "query SeenQuote($id: ID!) { instrument(id: $id) { quote { price revision observedAt } } }": typeof types.SeenQuoteDocument,
    "\n  mutation WithdrawQuoteAt($id: ID!, $revision: SafeInt!, $observedAt: Instant!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, observedAt: $observedAt, reason: \"Wrong\") { quote { price } }\n  }\n": typeof types.WithdrawQuoteAtDocument,
    "query CorrectionsAudited { auditLog(first: 5) { nodes { action subject } } }": typeof types.CorrectionsAuditedDocument,
    "\n  subscription WatchedLots {\n    valuationChanged { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } }\n  }\n": typeof types.WatchedLotsDocument,
    "\n  query LotsNow { valuation { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } } }\n": typeof types.LotsNowDocument,
    "query RatesOfTheDay($day: Day) { fxRates(day: $day) { quote revision } }": typeof types.RatesOfTheDayDocument,
    "\n  mutation CorrectRateOfTheDay($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }\n  }\n": typeof types.CorrectRateOfTheDayDocument,
    "\n  mutation Delist($id: ID!, $on: Day!) { delistInstrument(instrumentId: $id, delistedOn: $on) { id delistedOn } }\n": typeof types.DelistDocument,
    "mutation Relist($id: ID!) { withdrawDelisting(instrumentId: $id) { id delistedOn } }": typeof types.RelistDocument,
    "\n  subscription DelistedPlanned { valuationChanged { isPartial staleShare dayChange holdings { freshness value instrument { delistedOn } } } }\n": typeof types.DelistedPlannedDocument,
    "\n  subscription DelistedExecuted { valuationChanged { isPartial holdings { freshness instrument { delistedOn quote { freshness } } } } }\n": typeof types.DelistedExecutedDocument,
    "\n  query DelistedTraded($id: ID!) { instrument(id: $id) { delistedOn isMarketOpen expectedNavDate quote { price freshness valueDate } } }\n": typeof types.DelistedTradedDocument,
    "query DelistedDays { history(from: \"2024-06-03\", to: \"2024-06-12\") { points { day total isPartial } } }": typeof types.DelistedDaysDocument,
    "query DelistingsAudited { auditLog(first: 50) { nodes { action subject before after } } }": typeof types.DelistingsAuditedDocument,
    "\n  query ExplainHolding($holdingId: ID!, $asOf: Day, $knownAt: Instant) {\n    explainHolding(holdingId: $holdingId, asOf: $asOf, knownAt: $knownAt) {\n      baseCurrency day knownAt priceRule entryCount\n      holding { id quantity price value marketValue costBasis costBasisInBase unrealisedGain dayChange dayChangePrice dayChangeCurrency }\n      quote { price source observedAt receivedAt valueDate rawPrice revision previousClose }\n      rates { base quote rate use earlierRate source valueDate receivedAt revision }\n      lots { id tradeDate quantity cost charges bookedRate { currency rate } }\n      splits { day ratioNew ratioOld }\n      entries { id kind quantity version }\n      steps { name terms { name use value } scale result }\n      gaps { reason }\n    }\n  }\n": typeof types.ExplainHoldingDocument,
    "\n  query ExplainCash($accountId: ID!, $currency: Currency!, $asOf: Day) {\n    explainCash(accountId: $accountId, currency: $currency, asOf: $asOf) {\n      balance { amount value } entryCount rates { base quote use } steps { name terms { name use value } scale result }\n    }\n  }\n": typeof types.ExplainCashDocument,
    "query ExportOwnData($after: String) { exportOwnData(after: $after) { json hasNextPage endCursor } }": typeof types.ExportOwnDataDocument,
    "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n": typeof types.TransactionsCsvDocument,
    "\n  mutation ImportAgain($accountId: ID!, $csv: String!) {\n    importTransactions(accountId: $accountId, csv: $csv) { recordedCount repeatedCount problems { line field message } }\n  }\n": typeof types.ImportAgainDocument,
    "\n  query ReportsOfAnExport($portfolioId: ID) {\n    history(portfolioId: $portfolioId) { points { day total netContribution } }\n    performance(portfolioId: $portfolioId) {\n      twr { total { value } } irr { total { value } } explanation { inflow priceGain currencyGain income fees taxes gain }\n    }\n    realisedGains(portfolioId: $portfolioId, from: \"2020-01-01\") { totalInBase { gain priceGain currencyGain } rows { nodes { isShort isFraction quantity proceeds cost gain } } }\n    income(portfolioId: $portfolioId) { total { gross net } }\n  }\n": typeof types.ReportsOfAnExportDocument,
    "mutation PortfolioAgain($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }": typeof types.PortfolioAgainDocument,
    "\n  mutation MoveAgain($id: ID!, $portfolioId: ID!, $from: Day) { moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id } }\n": typeof types.MoveAgainDocument,
    "\n  query History($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $points: Int) {\n    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, points: $points) {\n      from to baseCurrency\n      points { day total netContribution isPartial }\n    }\n  }\n": typeof types.HistoryDocument,
    "\n  mutation ImportFile($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun rowCount recordedCount repeatedCount problemCount problems { line field rule message }\n      entries { line accountId content { kind tradeDate quantity price amount currency instrument { name } } }\n    }\n  }\n": typeof types.ImportFileDocument,
    "query ImportTemplate { importTemplate }": typeof types.ImportTemplateDocument,
    "\n  query Intraday($accountId: ID, $hours: Int, $points: Int) {\n    intraday(accountId: $accountId, hours: $hours, points: $points) { from to baseCurrency points { at total isPartial } }\n  }\n": typeof types.IntradayDocument,
    "\n  mutation SplitWithinDay($share: ID!, $exDate: Day!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }\n  }\n": typeof types.SplitWithinDayDocument,
    "\n  query Jobs { jobs {\n    name description intervalSeconds isRunning lastStartedAt lastEndedAt lastDurationMs lastOutcome lastMessage nextRunAt lagSeconds\n    runs failuresInARow\n  } }\n": typeof types.JobsDocument,
    "\n  query ValuationKnownAt($asOf: Day, $knownAt: Instant) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts rates { quote rate source } } }\n": typeof types.ValuationKnownAtDocument,
    "\n  query AccountKnownAt($id: ID!, $asOf: Day, $knownAt: Instant) {\n    account(id: $id) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts } }\n  }\n": typeof types.AccountKnownAtDocument,
    "\n  query ReportsKnownAt($from: Day, $to: Day, $knownAt: Instant) {\n    history(from: $from, to: $to, knownAt: $knownAt) { points { day total netContribution isPartial } }\n    performance(from: $from, to: $to, knownAt: $knownAt) {\n      twr { total { value absence } } irr { total { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      contributions { rows { nodes { bought sold priceGain currencyGain gain } } }\n    }\n    realisedGains(from: $from, to: $to, knownAt: $knownAt) { totalInBase { proceeds cost gain } rows { nodes { quantity gain } } }\n    income(from: $from, to: $to, knownAt: $knownAt) { total { gross net } }\n  }\n": typeof types.ReportsKnownAtDocument,
    "\n  query CashKnownAt($accountId: ID!, $asOf: Day, $knownAt: Instant) {\n    explainCash(accountId: $accountId, currency: \"USD\", asOf: $asOf, knownAt: $knownAt) { steps { name terms { name use value } result } }\n  }\n": typeof types.CashKnownAtDocument,
    "\n  query AgainstKnownAt($from: Day, $to: Day, $knownAt: Instant, $benchmark: ID) {\n    performance(from: $from, to: $to, knownAt: $knownAt, benchmarkInstrumentId: $benchmark) { risk { benchmarkReturn { value } } }\n  }\n": typeof types.AgainstKnownAtDocument,
    "\n  mutation SplitKnownAt($id: ID!, $exDate: Day!) { recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id } }\n": typeof types.SplitKnownAtDocument,
    "mutation SecondPortfolio($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }": typeof types.SecondPortfolioDocument,
    "\n  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day, $key: String) {\n    moveAccount(id: $id, portfolioId: $portfolioId, from: $from, idempotencyKey: $key) {\n      portfolioId memberships { portfolioId from until }\n    }\n  }\n": typeof types.MoveAccountDocument,
    "\n  query ReportsOfPortfolio($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $knownAt: Instant) {\n    history(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) { from points { day total netContribution } }\n    performance(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) {\n      start twr { total { value absence } } simpleReturn { total { value } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      parts(onlyFlows: true) { nodes { day inflow outflow departed } }\n    }\n    instrument: performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, to: $to, knownAt: $knownAt) {\n      twr { total { value absence } }\n    }\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { rows { nodes { soldOn gain } } }\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { total { gross } }\n    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: ACCOUNT, from: $from, points: 400) { days totals }\n  }\n": typeof types.ReportsOfPortfolioDocument,
    "\n  query AccountsOn($asOf: Day) { portfolios { nodes { id accounts(asOf: $asOf) { nodes { name } } } } }\n": typeof types.AccountsOnDocument,
    "\n  mutation TargetAccounts($portfolioId: ID!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: ACCOUNT, targets: $targets) { key weight }\n  }\n": typeof types.TargetAccountsDocument,
    "\n  query TargetsByAccount($portfolioId: ID!) {\n    portfolio(id: $portfolioId) { targets(by: ACCOUNT) { key weight } }\n    allocation(portfolioId: $portfolioId, by: ACCOUNT) { slices { nodes { key target drift } } }\n  }\n": typeof types.TargetsByAccountDocument,
    "query MoveAudit { auditLog(first: 200) { nodes { action before after } } }": typeof types.MoveAuditDocument,
    "mutation CloseEmpty($id: ID!) { changeAccount(id: $id, input: { isClosed: true }) { closedAt } }": typeof types.CloseEmptyDocument,
    "\n  query FundNav($id: ID!) {\n    instrument(id: $id) {\n      expectedNavDate isMarketOpen quote { price kind valueDate previousClose previousCloseDate freshness }\n      priceHistory { nodes { valueDate price } }\n    }\n  }\n": typeof types.FundNavDocument,
    "query FundTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }": typeof types.FundTotalsDocument,
    "\n  query Performance(\n    $accountId: ID, $instrumentId: ID, $period: Period, $from: Day, $to: Day, $benchmark: ID, $riskFreeRate: Decimal, $points: Int\n  ) {\n    performance(\n      accountId: $accountId, instrumentId: $instrumentId, period: $period, from: $from, to: $to,\n      benchmarkInstrumentId: $benchmark, riskFreeRate: $riskFreeRate\n    ) {\n      start to days baseCurrency isPartial\n      simpleReturn { total { value absence } price { value absence } }\n      twr { total { value absence } price { value absence } }\n      twrAnnualised { total { value absence } }\n      irr { total { value absence } price { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      growth(points: $points) { day value drawdown benchmark }\n      byMonth { month value benchmark }\n      risk {\n        riskFreeRate\n        volatility { value absence } sharpe { value absence } sortino { value absence } valueAtRisk { value absence }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n        days { best { day value } worst { day value } }\n        beta { value absence } trackingError { value absence } benchmarkReturn { value absence } excessReturn { value absence }\n      }\n    }\n  }\n": typeof types.PerformanceDocument,
    "\n  query Contributions($from: Day, $to: Day) {\n    performance(from: $from, to: $to) {\n      contributions {\n        rest { value absence }\n        rows { nodes { instrument { id } start end bought sold priceGain currencyGain income fees taxes gain contribution { value absence } } }\n      }\n    }\n  }\n": typeof types.ContributionsDocument,
    "\n  query PerformanceParts($from: Day, $to: Day, $onlyFlows: Boolean) {\n    performance(from: $from, to: $to) {\n      twr { total { value } }\n      parts(first: 200, onlyFlows: $onlyFlows) {\n        nodes { day value inflow outflow priceGain currencyGain income netIncome fees taxes growth { value absence } isPartial }\n      }\n    }\n  }\n": typeof types.PerformancePartsDocument,
    "\n  query RiskSteps($from: Day, $to: Day, $benchmark: ID) {\n    performance(from: $from, to: $to, benchmarkInstrumentId: $benchmark) {\n      risk { volatility { value } beta { value } valueAtRisk { value } days { worst { day } } }\n      riskSteps { name result terms { name use value } }\n      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } }\n    }\n  }\n": typeof types.RiskStepsDocument,
    "\n  query IncomePayments($from: Day, $to: Day) {\n    income(from: $from, to: $to) {\n      total { gross tax }\n      payments { nodes { kind tradeDate instrument { id } currency gross rate isRateBooked inBase { gross tax } } }\n    }\n  }\n": typeof types.IncomePaymentsDocument,
    "\n  query LackingReturns($from: Day, $to: Day) {\n    performance(from: $from, to: $to) {\n      parts { nodes { day growth { value absence } } }\n      contributions { rest { value absence } rows { nodes { gain contribution { value absence } } } }\n      byMonth { month }\n    }\n  }\n": typeof types.LackingReturnsDocument,
    "query LastTotals { portfolios { nodes { id lastTotal { total asOf } valuation { total } } } }": typeof types.LastTotalsDocument,
    "query AccountsOfTotals { accounts { nodes { id } } }": typeof types.AccountsOfTotalsDocument,
    "\n  query Preview($input: RecordTransactionInput!) {\n    previewTransaction(input: $input) {\n      cash { accountId currency before after }\n      positions {\n        accountId instrumentId quantityBefore quantityAfter costBasisBefore costBasisAfter\n        lots { nodes { tradeDate quantity cost charges } }\n      }\n      realised { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } }\n      changesLaterGains\n    }\n  }\n": typeof types.PreviewDocument,
    "\n  query PreviewedGains($from: Day) {\n    realisedGains(from: $from) { rows { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } } }\n  }\n": typeof types.PreviewedGainsDocument,
    "\n  query WhyThisPrice($id: ID!) {\n    instrument(id: $id) { quote { price revision valueDate previousClose verdict { rule message losers { source price observedAt } } } }\n  }\n": typeof types.WhyThisPriceDocument,
    "\n  query RejectedQuotes($source: String) { rejectedQuotes(first: 50, source: $source) { source symbol figure reason message count at } }\n": typeof types.RejectedQuotesDocument,
    "query HeldQuotes { heldQuotes { instrumentId source price kind observedAt valueDate receivedAt count isDiscarded } }": typeof types.HeldQuotesDocument,
    "mutation ReleaseQuote($id: ID!) { releaseQuote(instrumentId: $id) { outcome reason message } }": typeof types.ReleaseQuoteDocument,
    "mutation DiscardHeldQuote($id: ID!) { discardHeldQuote(instrumentId: $id) { price isDiscarded } }": typeof types.DiscardHeldQuoteDocument,
    "\n  mutation WithdrawQuote($id: ID!, $revision: SafeInt!, $reason: String!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, reason: $reason) { id quote { price revision } }\n  }\n": typeof types.WithdrawQuoteDocument,
    "query PastPrices($id: ID!) { instrument(id: $id) { priceHistory { nodes { price } } } }": typeof types.PastPricesDocument,
    "subscription WatchPrice($ids: [ID!]!) { quoteChanged(instrumentIds: $ids) { price revision } }": typeof types.WatchPriceDocument,
    "\n  mutation CreatePusher($input: CreateUserInput!) { createUser(input: $input) { setupLink user { id source role } } }\n": typeof types.CreatePusherDocument,
    "\n  mutation PusherToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n": typeof types.PusherTokenDocument,
    "\n  query PushedPrice($id: ID!) {\n    instrument(id: $id) { pinnedSource quote { price source verdict { rule losers { source price } } } priceHistory { nodes { price source } } }\n  }\n": typeof types.PushedPriceDocument,
    "\n  mutation PinPusher($id: ID!, $source: String, $from: Day) {\n    pinSource(instrumentId: $id, source: $source, from: $from, reason: \"A test\") { pinnedSource }\n  }\n": typeof types.PinPusherDocument,
    "\n  mutation PinPusherRate($source: String, $from: Day) {\n    pinFxSource(base: \"EUR\", quote: \"HUF\", source: $source, from: $from, reason: \"A test\") { rate source pinnedSource }\n  }\n": typeof types.PinPusherRateDocument,
    "query PushersDisagree { quoteDisagreements { instrumentId source price otherSource otherPrice } }": typeof types.PushersDisagreeDocument,
    "\n  query RateDoubts {\n    rateDisagreements { base quote source rate otherSource otherRate count }\n    heldRates { base quote source rate count isDiscarded }\n  }\n": typeof types.RateDoubtsDocument,
    "\n  mutation DiscardRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { rate isDiscarded } }\n": typeof types.DiscardRateDocument,
    "\n  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome reason } }\n": typeof types.ReleaseRateDocument,
    "\n  query ValuedAt($asOf: Day) { valuation(asOf: $asOf) { total isPartial hasStaleRates gaps { reason currency } rates { base quote rate source valueDate freshness } } }\n": typeof types.ValuedAtDocument,
    "\n  query PushersHealth { sources { id name status priority accepted rejected plan { isEnough symbols } hours { accepted rejected successes } } }\n": typeof types.PushersHealthDocument,
    "\n  query InstrumentWithQuote($id: ID!) {\n    instrument(id: $id) {\n      id name kind currency isin mic ticker schemeCode multiplier\n      quote {\n        instrumentId price currency kind source observedAt valueDate receivedAt previousClose previousCloseDate rawPrice rawCurrency\n        revision ageS freshness isSimulated\n      }\n    }\n  }\n": typeof types.InstrumentWithQuoteDocument,
    "\n  query PriceHistory($id: ID!, $first: Int, $after: String, $from: Day, $to: Day) {\n    instrument(id: $id) {\n      priceHistory(first: $first, after: $after, from: $from, to: $to) {\n        nodes { valueDate price kind }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.PriceHistoryDocument,
    "\n  query RecentPrices($search: String, $days: Int!) {\n    instruments(search: $search) { nodes { recentPrices(days: $days) } }\n  }\n": typeof types.RecentPricesDocument,
    "\n  query Search($search: String, $kind: InstrumentKind, $first: Int, $after: String) {\n    instruments(search: $search, kind: $kind, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.SearchDocument,
    "\n  query RealisedGains($year: Int, $from: Day, $to: Day, $accountId: ID, $instrumentId: ID, $costMethod: CostMethod, $first: Int, $after: String) {\n    realisedGains(year: $year, from: $from, to: $to, accountId: $accountId, instrumentId: $instrumentId, costMethod: $costMethod) {\n      from to baseCurrency withoutRate\n      totals { currency proceeds cost charges gainBeforeFees gain }\n      totalInBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }\n      rows(first: $first, after: $after) {\n        nodes {\n          acquiredOn soldOn acquiredRate soldRate holdingDays quantity currency proceeds cost charges gainBeforeFees gain\n          instrument { name }\n          inBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.RealisedGainsDocument,
    "query RealisedGainsCsv($year: Int) { realisedGainsCsv(year: $year) }": typeof types.RealisedGainsCsvDocument,
    "\n  query Lots { holdings { nodes { marketValue costBasis lots { nodes { tradeDate quantity cost costBasis marketValue unrealisedGainBeforeFees unrealisedGain } } } } }\n": typeof types.LotsDocument,
    "\n  query Income($from: Day, $to: Day, $accountId: ID) {\n    income(from: $from, to: $to, accountId: $accountId) {\n      from to lastTwelveMonths\n      total { gross tax fee net missing }\n      byMonth { month gross net }\n      byInstrument { nodes { instrument { name } gross net yieldOnCost { value absence } } }\n      yieldOnCost { value absence }\n      yieldOnValue { value absence }\n    }\n  }\n": typeof types.IncomeDocument,
    "\n  query Payments($after: String) {\n    income(from: \"2024-01-01\", to: \"2024-12-31\") { payments(first: 1, after: $after) { nodes { gross } pageInfo { hasNextPage endCursor } } }\n  }\n": typeof types.PaymentsDocument,
    "\n  mutation Rename($id: ID!, $input: RenameInstrumentInput!) { renameInstrument(instrumentId: $id, input: $input) { name ticker } }\n": typeof types.RenameDocument,
    "subscription Names { valuationChanged { holdings { instrument { name ticker } } } }": typeof types.NamesDocument,
    "subscription ExecutedNames { valuationChanged { holdings { instrument { name pinnedSource } } } }": typeof types.ExecutedNamesDocument,
    "query HeldNames { valuation { holdings { instrument { name ticker } } } }": typeof types.HeldNamesDocument,
    "query SymbolsOf($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol } }": typeof types.SymbolsOfDocument,
    "\n  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {\n    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) {\n      id splits { exDate ratioNew ratioOld }\n    }\n  }\n": typeof types.RecordSplitDocument,
    "query SplitTotals($to: Day) { history(to: $to) { points { day total } } }": typeof types.SplitTotalsDocument,
    "query OneEntry($id: ID!) { transaction(id: $id) { ...EntryParts } }": typeof types.OneEntryDocument,
    "\n  query LedgerOfAccount($id: ID!, $first: Int, $after: String) {\n    account(id: $id) { transactions(first: $first, after: $after) { nodes { id instrument { name } } pageInfo { hasNextPage endCursor } } }\n  }\n": typeof types.LedgerOfAccountDocument,
    "\n  query FoundEntries($from: Day, $to: Day, $search: String, $kind: TransactionKind, $first: Int, $after: String) {\n    transactions(from: $from, to: $to, search: $search, kind: $kind, first: $first, after: $after) {\n      nodes { kind tradeDate note } pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.FoundEntriesDocument,
    "\n  query Revisions($id: ID!, $first: Int, $after: String) {\n    transaction(id: $id) {\n      revisions(first: $first, after: $after) {\n        nodes { version recordedAt isVoided content { kind tradeDate amount quantity price fee note instrument { name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.RevisionsDocument,
    "\n  query AccountsWithValuation($first: Int, $after: String, $asOf: Day) {\n    accounts(first: $first, after: $after) {\n      nodes { id name currency valuation(asOf: $asOf) { total cash holdings { instrument { name } quantity value } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AccountsWithValuationDocument,
    "\n  query HoldingsPage($first: Int, $after: String, $portfolioId: ID) {\n    holdings(first: $first, after: $after, portfolioId: $portfolioId) {\n      nodes { id value instrument { name } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.HoldingsPageDocument,
    "\n  query PortfolioWithParts {\n    portfolio { id name baseCurrency accounts { nodes { id } } holdings(first: 1) { nodes { id } } valuation { total } }\n    portfolios { nodes { id } }\n  }\n": typeof types.PortfolioWithPartsDocument,
    "query BackupJob { jobs { name lastOutcome lastMessage } }": typeof types.BackupJobDocument,
    "query CashOfDrill { valuation { cash } }": typeof types.CashOfDrillDocument,
    "subscription DrillWatch { valuationChanged { sequence total cash asOf } }": typeof types.DrillWatchDocument,
    "query DrillState { valuation { sequence total cash } }": typeof types.DrillStateDocument,
    "mutation StartBackfill($input: BackfillInput!) { startBackfill(input: $input) { id source status nextDay } }": typeof types.StartBackfillDocument,
    "mutation CancelBackfill($id: ID!) { cancelBackfill(id: $id) { status } }": typeof types.CancelBackfillDocument,
    "query Backfills { backfills { id status nextDay stored attempts message instrument { name } } }": typeof types.BackfillsDocument,
    "query BackfilledPrices($id: ID!) { instrument(id: $id) { splits { exDate ratioNew } priceHistory { nodes { valueDate price source } } } }": typeof types.BackfilledPricesDocument,
    "\n  query Proposals($status: ProposalStatus) {\n    corporateActions(status: $status) { id kind exDate ratioNew ratioOld amount currency sources status reason instrument { ticker } }\n  }\n": typeof types.ProposalsDocument,
    "mutation AcceptAction($id: ID!) { acceptCorporateAction(id: $id) { status decidedAt } }": typeof types.AcceptActionDocument,
    "mutation RefuseAction($id: ID!, $reason: String!) { refuseCorporateAction(id: $id, reason: $reason) { status reason } }": typeof types.RefuseActionDocument,
    "query Symbols($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol isEntered skippedUntil } }": typeof types.SymbolsDocument,
    "\n  mutation SetSymbol($id: ID!, $source: String!, $symbol: String) {\n    setSourceSymbol(instrumentId: $id, source: $source, symbol: $symbol) { source symbol isEntered }\n  }\n": typeof types.SetSymbolDocument,
    "\n  query SourcesOverTime {\n    sources { id status hasHistory priority lastFailure events { status failure } hours { successes failures accepted } }\n  }\n": typeof types.SourcesOverTimeDocument,
    "query SourcesGone { sources { id status lastFailure } }": typeof types.SourcesGoneDocument,
    "query DroppedFiles { droppedFiles { name lines accepted refused failure } }": typeof types.DroppedFilesDocument,
    "query DroppedPrice($id: ID!) { instrument(id: $id) { quote { price source valueDate } } }": typeof types.DroppedPriceDocument,
    "\n  query FxRates($day: Day) {\n    fxRates(day: $day) {\n      base quote rate source valueDate revision pinnedSource previousRate previousRateDate\n      verdict { rule message losers { source price } }\n    }\n  }\n": typeof types.FxRatesDocument,
    "\n  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {\n    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate source revision }\n  }\n": typeof types.WithdrawFxRateDocument,
    "\n  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate source revision }\n  }\n": typeof types.CorrectFxRateDocument,
    "\n  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $from: Day, $reason: String!) {\n    pinFxSource(base: $base, quote: $quote, source: $source, from: $from, reason: $reason) { rate source pinnedSource }\n  }\n": typeof types.PinFxSourceDocument,
    "\n  mutation SplitOfAlerts($share: ID!, $exDate: Day!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }\n  }\n": typeof types.SplitOfAlertsDocument,
    "\n  mutation DelistWithAlerts($gone: ID!, $on: Day!) { delistInstrument(instrumentId: $gone, delistedOn: $on) { id } }\n": typeof types.DelistWithAlertsDocument,
    "query RulesOverSplit { alertRules { nodes { id threshold setThreshold hysteresis reference } } }": typeof types.RulesOverSplitDocument,
    "mutation PortfolioOfAlerts($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }": typeof types.PortfolioOfAlertsDocument,
    "\n    mutation MoveWithAlerts($id: ID!, $portfolioId: ID!) { moveAccount(id: $id, portfolioId: $portfolioId) { portfolioId } }\n  ": typeof types.MoveWithAlertsDocument,
    "\n  mutation SplitOfDrawdown($share: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) { id }\n  }\n": typeof types.SplitOfDrawdownDocument,
    "\n  mutation ChangeBaseOfDrawdown($id: ID!, $baseCurrency: Currency!) { changePortfolio(id: $id, input: { baseCurrency: $baseCurrency }) { id } }\n": typeof types.ChangeBaseOfDrawdownDocument,
    "\n  mutation WithdrawOfDrawdown($id: ID!, $revision: SafeInt!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, reason: \"Wrong\") { quote { price } }\n  }\n": typeof types.WithdrawOfDrawdownDocument,
    "\n  mutation CreateRule($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id status version } }\n": typeof types.CreateRuleDocument,
    "\n  query Inbox($first: Int, $isUnread: Boolean, $ruleId: ID) {\n    unreadAlertCount\n    alerts(first: $first, isUnread: $isUnread, ruleId: $ruleId) {\n      nodes {\n        id ruleId name measure condition threshold setThreshold value message firedAt readAt instrumentId portfolioId accountId instrument { name }\n        deliveries { id channel status attempts lastError webhookId }\n      }\n    }\n  }\n": typeof types.InboxDocument,
    "mutation MarkRead($ids: [ID!]) { markAlertsRead(ids: $ids) }": typeof types.MarkReadDocument,
    "subscription AlertFired { alertFired { id name message value } }": typeof types.AlertFiredDocument,
    "mutation AddWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id } } }": typeof types.AddWebhookDocument,
    "\n  fragment SessionParts on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    refreshTokenExpiresAt\n    user { id email name role baseCurrency }\n  }\n": typeof types.SessionPartsFragmentDoc,
    "mutation Register($input: RegisterInput!) { register(input: $input) { ...SessionParts } }": typeof types.RegisterDocument,
    "mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { ...SessionParts } }": typeof types.SignInDocument,
    "mutation Refresh($token: String!) { refreshSession(refreshToken: $token) { ...SessionParts } }": typeof types.RefreshDocument,
    "mutation SignOut { signOut }": typeof types.SignOutDocument,
    "query Me { me { id email name role } }": typeof types.MeDocument,
    "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) { id name currency costMethod portfolioId openedAt }\n  }\n": typeof types.OpenAccountDocument,
    "\n  mutation CreateInstrument($input: CreateInstrumentInput!) {\n    createInstrument(input: $input) { id name kind currency isin mic ticker schemeCode multiplier }\n  }\n": typeof types.CreateInstrumentDocument,
    "\n  mutation IngestQuotes($quotes: [QuoteInput!]!, $isConfirmed: Boolean) {\n    ingestQuotes(quotes: $quotes, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }\n  }\n": typeof types.IngestQuotesDocument,
    "\n  mutation IngestRates($rates: [FxRateInput!]!, $isConfirmed: Boolean) {\n    ingestFxRates(rates: $rates, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }\n  }\n": typeof types.IngestRatesDocument,
    "\n  fragment EntryParts on Transaction {\n    id accountId kind tradeDate settlementDate instrumentId quantity price amount currency fee tax exchangeRate\n    ratioNew ratioOld counterAccountId lotIds note version recordedAt amendedAt voidedAt\n  }\n": typeof types.EntryPartsFragmentDoc,
    "\n  mutation Record($input: RecordTransactionInput!, $key: String) {\n    recordTransaction(input: $input, idempotencyKey: $key) { ...EntryParts }\n  }\n": typeof types.RecordDocument,
    "\n  mutation RecordAll($inputs: [RecordTransactionInput!]!, $key: String) {\n    recordTransactions(inputs: $inputs, idempotencyKey: $key) { ...EntryParts }\n  }\n": typeof types.RecordAllDocument,
    "\n  mutation Amend($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { ...EntryParts }\n  }\n": typeof types.AmendDocument,
    "\n  mutation Void($id: ID!, $version: Int!) { voidTransaction(id: $id, version: $version) { ...EntryParts } }\n": typeof types.VoidDocument,
    "\n  query Ledger($first: Int, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind) {\n    transactions(first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind) {\n      nodes { ...EntryParts }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.LedgerDocument,
    "\n  fragment ValuationParts on Valuation {\n    portfolioId baseCurrency day sequence asOf total cash marketValue costBasis unrealisedGain dayChange dayChangeRatio\n    dayChangePrice dayChangeCurrency isPartial staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings {\n      id accountId instrumentId quantity price currency source priceKind priceDate priceObservedAt previousClose previousCloseDate\n      marketValue value costBasis costBasisInBase unrealisedGain dayChange freshness isStale\n    }\n  }\n": typeof types.ValuationPartsFragmentDoc,
    "\n  query GetValuation($portfolioId: ID, $asOf: Day) { valuation(portfolioId: $portfolioId, asOf: $asOf) { ...ValuationParts } }\n": typeof types.GetValuationDocument,
    "\n  subscription ValuationChanged($portfolioId: ID) { valuationChanged(portfolioId: $portfolioId) { ...ValuationParts } }\n": typeof types.ValuationChangedDocument,
    "\n  subscription QuoteChanged($ids: [ID!]!) {\n    quoteChanged(instrumentIds: $ids) { instrumentId price currency source kind observedAt revision previousClose }\n  }\n": typeof types.QuoteChangedDocument,
};
const documents: Documents = {
    "\n  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { name costMethod closedAt } }\n": types.ChangeAccountDocument,
    "\n  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) { changePortfolio(id: $id, input: $input) { name baseCurrency } }\n": types.ChangePortfolioDocument,
    "\n  mutation ChangeProfile($input: ChangeProfileInput!) { changeProfile(input: $input) { name baseCurrency } }\n": types.ChangeProfileDocument,
    "query Totals($from: Day) { history(from: $from) { baseCurrency points { day total } } }": types.TotalsDocument,
    "\n  query EveryFigure($from: Day, $to: Day, $asOf: Day) {\n    valuation { baseCurrency total costBasis unrealisedGain holdings { quantity costBasis costBasisInBase unrealisedGainPrice unrealisedGainCurrency } }\n    past: valuation(asOf: $asOf) { baseCurrency total costBasis unrealisedGain }\n    history { baseCurrency points { day total netContribution } }\n    performance(from: $from, to: $to) {\n      baseCurrency twr { total { value } } irr { total { value } } explanation { start end inflow priceGain currencyGain income fees taxes }\n      contributions { rows { nodes { bought sold gain } } }\n    }\n    realisedGains(from: $from) { baseCurrency totalInBase { gain priceGain currencyGain } rows { nodes { acquiredOn quantity cost gain } } }\n    income(from: $from) { baseCurrency total { gross net } }\n    allocation(by: CURRENCY) { slices { nodes { key value } } }\n    allocationHistory(by: CURRENCY, points: 5) { baseCurrency totals }\n    accounts { nodes { valuation { baseCurrency total costBasis } } }\n  }\n": types.EveryFigureDocument,
    "\n  mutation ChangeRules($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { costMethod allowsShort fractionRule } }\n": types.ChangeRulesDocument,
    "\n  query AccountingFigures($from: Day, $to: Day) {\n    history(from: $from, to: $to) { points { day total netContribution } }\n    performance(from: $from, to: $to) { explanation { start end inflow outflow priceGain currencyGain income fees taxes gain } }\n    realisedGains(from: $from, to: $to) {\n      totalInBase { proceeds cost gain priceGain currencyGain }\n      rows { nodes { transactionId isShort isFraction acquiredOn soldOn closedOn quantity proceeds cost gain } }\n    }\n    income(from: $from, to: $to) { total { gross tax fee net } }\n  }\n": types.AccountingFiguresDocument,
    "\n  mutation PaySplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!, $fractionPrice: Decimal) {\n    recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old, fractionPrice: $fractionPrice) {\n      splits { exDate ratioNew ratioOld fractionPrice }\n    }\n  }\n": types.PaySplitDocument,
    "\n  mutation AmendSplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!) {\n    amendSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old) { splits { ratioNew ratioOld fractionPrice } }\n  }\n": types.AmendSplitDocument,
    "\n  mutation WithdrawSplit($id: ID!, $exDate: Day!) { withdrawSplit(instrumentId: $id, exDate: $exDate) { splits { exDate } } }\n": types.WithdrawSplitDocument,
    "\n  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }\n  }\n": types.SetTargetsDocument,
    "\n  query Drift($by: AllocationBy!) {\n    allocation(by: $by) { slices { nodes { key value share { value } target drift excess } } }\n    portfolio { targets(by: $by) { key weight } }\n  }\n": types.DriftDocument,
    "\n  query AllocationOverTime($by: AllocationBy!, $from: Day, $to: Day, $points: Int) {\n    allocationHistory(by: $by, from: $from, to: $to, points: $points) { days totals baseCurrency series { nodes { key values } } }\n  }\n": types.AllocationOverTimeDocument,
    "\n  query ByMethod($method: CostMethod) { valuation(costMethod: $method) { holdings { costBasis unrealisedGain unrealisedGainPrice unrealisedGainCurrency unrealisedGainBeforeFees } } }\n": types.ByMethodDocument,
    "\n  mutation CreateAlertRule($input: CreateAlertRuleInput!) {\n    createAlertRule(input: $input) {\n      id name note measure condition threshold hysteresis isRepeating expiresAt channels status version portfolioId accountId firedCount\n      instrument { name }\n    }\n  }\n": types.CreateAlertRuleDocument,
    "\n  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {\n    amendAlertRule(id: $id, version: $version, input: $input) { version condition threshold name }\n  }\n": types.AmendAlertRuleDocument,
    "\n  query AlertRules($first: Int, $after: String) {\n    alertRules(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": types.AlertRulesDocument,
    "mutation DeleteAlertRule($id: ID!) { deleteAlertRule(id: $id) }": types.DeleteAlertRuleDocument,
    "mutation CreateAlertWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id url } } }": types.CreateAlertWebhookDocument,
    "mutation RenewAlertWebhook($id: ID!) { renewAlertWebhookSecret(id: $id) { secret } }": types.RenewAlertWebhookDocument,
    "query AlertWebhooks { alertWebhooks { id url disabledAt } }": types.AlertWebhooksDocument,
    "mutation DeleteAlertWebhook($id: ID!) { deleteAlertWebhook(id: $id) }": types.DeleteAlertWebhookDocument,
    "\n  query GetAllocation($by: AllocationBy!, $asOf: Day, $accountId: ID) {\n    allocation(by: $by, asOf: $asOf, accountId: $accountId) {\n      by\n      valuation { total day }\n      slices { nodes { key value share { value absence } instrument { name } } }\n    }\n  }\n": types.GetAllocationDocument,
    "\n  query PricesToCorrect($id: ID!) {\n    instrument(id: $id) {\n      pinnedSource\n      quote { price source revision verdict { rule losers { source price } } }\n      priceHistory { nodes { valueDate price source revision observedAt } }\n    }\n  }\n": types.PricesToCorrectDocument,
    "\n  mutation CorrectQuote($id: ID!, $revision: SafeInt!, $price: Decimal!, $reason: String!) {\n    correctQuote(instrumentId: $id, revision: $revision, price: $price, reason: $reason) { id quote { price } }\n  }\n": types.CorrectQuoteDocument,
    "\n  mutation PinSource($id: ID!, $source: String, $from: Day, $reason: String!) {\n    pinSource(instrumentId: $id, source: $source, from: $from, reason: $reason) { pinnedSource quote { price source } }\n  }\n": types.PinSourceDocument,
    "query DailyTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }": types.DailyTotalsDocument,
    "query SeenQuote($id: ID!) { instrument(id: $id) { quote { price revision observedAt } } }": types.SeenQuoteDocument,
    "\n  mutation WithdrawQuoteAt($id: ID!, $revision: SafeInt!, $observedAt: Instant!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, observedAt: $observedAt, reason: \"Wrong\") { quote { price } }\n  }\n": types.WithdrawQuoteAtDocument,
    "query CorrectionsAudited { auditLog(first: 5) { nodes { action subject } } }": types.CorrectionsAuditedDocument,
    "\n  subscription WatchedLots {\n    valuationChanged { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } }\n  }\n": types.WatchedLotsDocument,
    "\n  query LotsNow { valuation { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } } }\n": types.LotsNowDocument,
    "query RatesOfTheDay($day: Day) { fxRates(day: $day) { quote revision } }": types.RatesOfTheDayDocument,
    "\n  mutation CorrectRateOfTheDay($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }\n  }\n": types.CorrectRateOfTheDayDocument,
    "\n  mutation Delist($id: ID!, $on: Day!) { delistInstrument(instrumentId: $id, delistedOn: $on) { id delistedOn } }\n": types.DelistDocument,
    "mutation Relist($id: ID!) { withdrawDelisting(instrumentId: $id) { id delistedOn } }": types.RelistDocument,
    "\n  subscription DelistedPlanned { valuationChanged { isPartial staleShare dayChange holdings { freshness value instrument { delistedOn } } } }\n": types.DelistedPlannedDocument,
    "\n  subscription DelistedExecuted { valuationChanged { isPartial holdings { freshness instrument { delistedOn quote { freshness } } } } }\n": types.DelistedExecutedDocument,
    "\n  query DelistedTraded($id: ID!) { instrument(id: $id) { delistedOn isMarketOpen expectedNavDate quote { price freshness valueDate } } }\n": types.DelistedTradedDocument,
    "query DelistedDays { history(from: \"2024-06-03\", to: \"2024-06-12\") { points { day total isPartial } } }": types.DelistedDaysDocument,
    "query DelistingsAudited { auditLog(first: 50) { nodes { action subject before after } } }": types.DelistingsAuditedDocument,
    "\n  query ExplainHolding($holdingId: ID!, $asOf: Day, $knownAt: Instant) {\n    explainHolding(holdingId: $holdingId, asOf: $asOf, knownAt: $knownAt) {\n      baseCurrency day knownAt priceRule entryCount\n      holding { id quantity price value marketValue costBasis costBasisInBase unrealisedGain dayChange dayChangePrice dayChangeCurrency }\n      quote { price source observedAt receivedAt valueDate rawPrice revision previousClose }\n      rates { base quote rate use earlierRate source valueDate receivedAt revision }\n      lots { id tradeDate quantity cost charges bookedRate { currency rate } }\n      splits { day ratioNew ratioOld }\n      entries { id kind quantity version }\n      steps { name terms { name use value } scale result }\n      gaps { reason }\n    }\n  }\n": types.ExplainHoldingDocument,
    "\n  query ExplainCash($accountId: ID!, $currency: Currency!, $asOf: Day) {\n    explainCash(accountId: $accountId, currency: $currency, asOf: $asOf) {\n      balance { amount value } entryCount rates { base quote use } steps { name terms { name use value } scale result }\n    }\n  }\n": types.ExplainCashDocument,
    "query ExportOwnData($after: String) { exportOwnData(after: $after) { json hasNextPage endCursor } }": types.ExportOwnDataDocument,
    "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n": types.TransactionsCsvDocument,
    "\n  mutation ImportAgain($accountId: ID!, $csv: String!) {\n    importTransactions(accountId: $accountId, csv: $csv) { recordedCount repeatedCount problems { line field message } }\n  }\n": types.ImportAgainDocument,
    "\n  query ReportsOfAnExport($portfolioId: ID) {\n    history(portfolioId: $portfolioId) { points { day total netContribution } }\n    performance(portfolioId: $portfolioId) {\n      twr { total { value } } irr { total { value } } explanation { inflow priceGain currencyGain income fees taxes gain }\n    }\n    realisedGains(portfolioId: $portfolioId, from: \"2020-01-01\") { totalInBase { gain priceGain currencyGain } rows { nodes { isShort isFraction quantity proceeds cost gain } } }\n    income(portfolioId: $portfolioId) { total { gross net } }\n  }\n": types.ReportsOfAnExportDocument,
    "mutation PortfolioAgain($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }": types.PortfolioAgainDocument,
    "\n  mutation MoveAgain($id: ID!, $portfolioId: ID!, $from: Day) { moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id } }\n": types.MoveAgainDocument,
    "\n  query History($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $points: Int) {\n    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, points: $points) {\n      from to baseCurrency\n      points { day total netContribution isPartial }\n    }\n  }\n": types.HistoryDocument,
    "\n  mutation ImportFile($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun rowCount recordedCount repeatedCount problemCount problems { line field rule message }\n      entries { line accountId content { kind tradeDate quantity price amount currency instrument { name } } }\n    }\n  }\n": types.ImportFileDocument,
    "query ImportTemplate { importTemplate }": types.ImportTemplateDocument,
    "\n  query Intraday($accountId: ID, $hours: Int, $points: Int) {\n    intraday(accountId: $accountId, hours: $hours, points: $points) { from to baseCurrency points { at total isPartial } }\n  }\n": types.IntradayDocument,
    "\n  mutation SplitWithinDay($share: ID!, $exDate: Day!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }\n  }\n": types.SplitWithinDayDocument,
    "\n  query Jobs { jobs {\n    name description intervalSeconds isRunning lastStartedAt lastEndedAt lastDurationMs lastOutcome lastMessage nextRunAt lagSeconds\n    runs failuresInARow\n  } }\n": types.JobsDocument,
    "\n  query ValuationKnownAt($asOf: Day, $knownAt: Instant) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts rates { quote rate source } } }\n": types.ValuationKnownAtDocument,
    "\n  query AccountKnownAt($id: ID!, $asOf: Day, $knownAt: Instant) {\n    account(id: $id) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts } }\n  }\n": types.AccountKnownAtDocument,
    "\n  query ReportsKnownAt($from: Day, $to: Day, $knownAt: Instant) {\n    history(from: $from, to: $to, knownAt: $knownAt) { points { day total netContribution isPartial } }\n    performance(from: $from, to: $to, knownAt: $knownAt) {\n      twr { total { value absence } } irr { total { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      contributions { rows { nodes { bought sold priceGain currencyGain gain } } }\n    }\n    realisedGains(from: $from, to: $to, knownAt: $knownAt) { totalInBase { proceeds cost gain } rows { nodes { quantity gain } } }\n    income(from: $from, to: $to, knownAt: $knownAt) { total { gross net } }\n  }\n": types.ReportsKnownAtDocument,
    "\n  query CashKnownAt($accountId: ID!, $asOf: Day, $knownAt: Instant) {\n    explainCash(accountId: $accountId, currency: \"USD\", asOf: $asOf, knownAt: $knownAt) { steps { name terms { name use value } result } }\n  }\n": types.CashKnownAtDocument,
    "\n  query AgainstKnownAt($from: Day, $to: Day, $knownAt: Instant, $benchmark: ID) {\n    performance(from: $from, to: $to, knownAt: $knownAt, benchmarkInstrumentId: $benchmark) { risk { benchmarkReturn { value } } }\n  }\n": types.AgainstKnownAtDocument,
    "\n  mutation SplitKnownAt($id: ID!, $exDate: Day!) { recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id } }\n": types.SplitKnownAtDocument,
    "mutation SecondPortfolio($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }": types.SecondPortfolioDocument,
    "\n  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day, $key: String) {\n    moveAccount(id: $id, portfolioId: $portfolioId, from: $from, idempotencyKey: $key) {\n      portfolioId memberships { portfolioId from until }\n    }\n  }\n": types.MoveAccountDocument,
    "\n  query ReportsOfPortfolio($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $knownAt: Instant) {\n    history(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) { from points { day total netContribution } }\n    performance(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) {\n      start twr { total { value absence } } simpleReturn { total { value } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      parts(onlyFlows: true) { nodes { day inflow outflow departed } }\n    }\n    instrument: performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, to: $to, knownAt: $knownAt) {\n      twr { total { value absence } }\n    }\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { rows { nodes { soldOn gain } } }\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { total { gross } }\n    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: ACCOUNT, from: $from, points: 400) { days totals }\n  }\n": types.ReportsOfPortfolioDocument,
    "\n  query AccountsOn($asOf: Day) { portfolios { nodes { id accounts(asOf: $asOf) { nodes { name } } } } }\n": types.AccountsOnDocument,
    "\n  mutation TargetAccounts($portfolioId: ID!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: ACCOUNT, targets: $targets) { key weight }\n  }\n": types.TargetAccountsDocument,
    "\n  query TargetsByAccount($portfolioId: ID!) {\n    portfolio(id: $portfolioId) { targets(by: ACCOUNT) { key weight } }\n    allocation(portfolioId: $portfolioId, by: ACCOUNT) { slices { nodes { key target drift } } }\n  }\n": types.TargetsByAccountDocument,
    "query MoveAudit { auditLog(first: 200) { nodes { action before after } } }": types.MoveAuditDocument,
    "mutation CloseEmpty($id: ID!) { changeAccount(id: $id, input: { isClosed: true }) { closedAt } }": types.CloseEmptyDocument,
    "\n  query FundNav($id: ID!) {\n    instrument(id: $id) {\n      expectedNavDate isMarketOpen quote { price kind valueDate previousClose previousCloseDate freshness }\n      priceHistory { nodes { valueDate price } }\n    }\n  }\n": types.FundNavDocument,
    "query FundTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }": types.FundTotalsDocument,
    "\n  query Performance(\n    $accountId: ID, $instrumentId: ID, $period: Period, $from: Day, $to: Day, $benchmark: ID, $riskFreeRate: Decimal, $points: Int\n  ) {\n    performance(\n      accountId: $accountId, instrumentId: $instrumentId, period: $period, from: $from, to: $to,\n      benchmarkInstrumentId: $benchmark, riskFreeRate: $riskFreeRate\n    ) {\n      start to days baseCurrency isPartial\n      simpleReturn { total { value absence } price { value absence } }\n      twr { total { value absence } price { value absence } }\n      twrAnnualised { total { value absence } }\n      irr { total { value absence } price { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      growth(points: $points) { day value drawdown benchmark }\n      byMonth { month value benchmark }\n      risk {\n        riskFreeRate\n        volatility { value absence } sharpe { value absence } sortino { value absence } valueAtRisk { value absence }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n        days { best { day value } worst { day value } }\n        beta { value absence } trackingError { value absence } benchmarkReturn { value absence } excessReturn { value absence }\n      }\n    }\n  }\n": types.PerformanceDocument,
    "\n  query Contributions($from: Day, $to: Day) {\n    performance(from: $from, to: $to) {\n      contributions {\n        rest { value absence }\n        rows { nodes { instrument { id } start end bought sold priceGain currencyGain income fees taxes gain contribution { value absence } } }\n      }\n    }\n  }\n": types.ContributionsDocument,
    "\n  query PerformanceParts($from: Day, $to: Day, $onlyFlows: Boolean) {\n    performance(from: $from, to: $to) {\n      twr { total { value } }\n      parts(first: 200, onlyFlows: $onlyFlows) {\n        nodes { day value inflow outflow priceGain currencyGain income netIncome fees taxes growth { value absence } isPartial }\n      }\n    }\n  }\n": types.PerformancePartsDocument,
    "\n  query RiskSteps($from: Day, $to: Day, $benchmark: ID) {\n    performance(from: $from, to: $to, benchmarkInstrumentId: $benchmark) {\n      risk { volatility { value } beta { value } valueAtRisk { value } days { worst { day } } }\n      riskSteps { name result terms { name use value } }\n      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } }\n    }\n  }\n": types.RiskStepsDocument,
    "\n  query IncomePayments($from: Day, $to: Day) {\n    income(from: $from, to: $to) {\n      total { gross tax }\n      payments { nodes { kind tradeDate instrument { id } currency gross rate isRateBooked inBase { gross tax } } }\n    }\n  }\n": types.IncomePaymentsDocument,
    "\n  query LackingReturns($from: Day, $to: Day) {\n    performance(from: $from, to: $to) {\n      parts { nodes { day growth { value absence } } }\n      contributions { rest { value absence } rows { nodes { gain contribution { value absence } } } }\n      byMonth { month }\n    }\n  }\n": types.LackingReturnsDocument,
    "query LastTotals { portfolios { nodes { id lastTotal { total asOf } valuation { total } } } }": types.LastTotalsDocument,
    "query AccountsOfTotals { accounts { nodes { id } } }": types.AccountsOfTotalsDocument,
    "\n  query Preview($input: RecordTransactionInput!) {\n    previewTransaction(input: $input) {\n      cash { accountId currency before after }\n      positions {\n        accountId instrumentId quantityBefore quantityAfter costBasisBefore costBasisAfter\n        lots { nodes { tradeDate quantity cost charges } }\n      }\n      realised { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } }\n      changesLaterGains\n    }\n  }\n": types.PreviewDocument,
    "\n  query PreviewedGains($from: Day) {\n    realisedGains(from: $from) { rows { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } } }\n  }\n": types.PreviewedGainsDocument,
    "\n  query WhyThisPrice($id: ID!) {\n    instrument(id: $id) { quote { price revision valueDate previousClose verdict { rule message losers { source price observedAt } } } }\n  }\n": types.WhyThisPriceDocument,
    "\n  query RejectedQuotes($source: String) { rejectedQuotes(first: 50, source: $source) { source symbol figure reason message count at } }\n": types.RejectedQuotesDocument,
    "query HeldQuotes { heldQuotes { instrumentId source price kind observedAt valueDate receivedAt count isDiscarded } }": types.HeldQuotesDocument,
    "mutation ReleaseQuote($id: ID!) { releaseQuote(instrumentId: $id) { outcome reason message } }": types.ReleaseQuoteDocument,
    "mutation DiscardHeldQuote($id: ID!) { discardHeldQuote(instrumentId: $id) { price isDiscarded } }": types.DiscardHeldQuoteDocument,
    "\n  mutation WithdrawQuote($id: ID!, $revision: SafeInt!, $reason: String!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, reason: $reason) { id quote { price revision } }\n  }\n": types.WithdrawQuoteDocument,
    "query PastPrices($id: ID!) { instrument(id: $id) { priceHistory { nodes { price } } } }": types.PastPricesDocument,
    "subscription WatchPrice($ids: [ID!]!) { quoteChanged(instrumentIds: $ids) { price revision } }": types.WatchPriceDocument,
    "\n  mutation CreatePusher($input: CreateUserInput!) { createUser(input: $input) { setupLink user { id source role } } }\n": types.CreatePusherDocument,
    "\n  mutation PusherToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n": types.PusherTokenDocument,
    "\n  query PushedPrice($id: ID!) {\n    instrument(id: $id) { pinnedSource quote { price source verdict { rule losers { source price } } } priceHistory { nodes { price source } } }\n  }\n": types.PushedPriceDocument,
    "\n  mutation PinPusher($id: ID!, $source: String, $from: Day) {\n    pinSource(instrumentId: $id, source: $source, from: $from, reason: \"A test\") { pinnedSource }\n  }\n": types.PinPusherDocument,
    "\n  mutation PinPusherRate($source: String, $from: Day) {\n    pinFxSource(base: \"EUR\", quote: \"HUF\", source: $source, from: $from, reason: \"A test\") { rate source pinnedSource }\n  }\n": types.PinPusherRateDocument,
    "query PushersDisagree { quoteDisagreements { instrumentId source price otherSource otherPrice } }": types.PushersDisagreeDocument,
    "\n  query RateDoubts {\n    rateDisagreements { base quote source rate otherSource otherRate count }\n    heldRates { base quote source rate count isDiscarded }\n  }\n": types.RateDoubtsDocument,
    "\n  mutation DiscardRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { rate isDiscarded } }\n": types.DiscardRateDocument,
    "\n  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome reason } }\n": types.ReleaseRateDocument,
    "\n  query ValuedAt($asOf: Day) { valuation(asOf: $asOf) { total isPartial hasStaleRates gaps { reason currency } rates { base quote rate source valueDate freshness } } }\n": types.ValuedAtDocument,
    "\n  query PushersHealth { sources { id name status priority accepted rejected plan { isEnough symbols } hours { accepted rejected successes } } }\n": types.PushersHealthDocument,
    "\n  query InstrumentWithQuote($id: ID!) {\n    instrument(id: $id) {\n      id name kind currency isin mic ticker schemeCode multiplier\n      quote {\n        instrumentId price currency kind source observedAt valueDate receivedAt previousClose previousCloseDate rawPrice rawCurrency\n        revision ageS freshness isSimulated\n      }\n    }\n  }\n": types.InstrumentWithQuoteDocument,
    "\n  query PriceHistory($id: ID!, $first: Int, $after: String, $from: Day, $to: Day) {\n    instrument(id: $id) {\n      priceHistory(first: $first, after: $after, from: $from, to: $to) {\n        nodes { valueDate price kind }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.PriceHistoryDocument,
    "\n  query RecentPrices($search: String, $days: Int!) {\n    instruments(search: $search) { nodes { recentPrices(days: $days) } }\n  }\n": types.RecentPricesDocument,
    "\n  query Search($search: String, $kind: InstrumentKind, $first: Int, $after: String) {\n    instruments(search: $search, kind: $kind, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": types.SearchDocument,
    "\n  query RealisedGains($year: Int, $from: Day, $to: Day, $accountId: ID, $instrumentId: ID, $costMethod: CostMethod, $first: Int, $after: String) {\n    realisedGains(year: $year, from: $from, to: $to, accountId: $accountId, instrumentId: $instrumentId, costMethod: $costMethod) {\n      from to baseCurrency withoutRate\n      totals { currency proceeds cost charges gainBeforeFees gain }\n      totalInBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }\n      rows(first: $first, after: $after) {\n        nodes {\n          acquiredOn soldOn acquiredRate soldRate holdingDays quantity currency proceeds cost charges gainBeforeFees gain\n          instrument { name }\n          inBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.RealisedGainsDocument,
    "query RealisedGainsCsv($year: Int) { realisedGainsCsv(year: $year) }": types.RealisedGainsCsvDocument,
    "\n  query Lots { holdings { nodes { marketValue costBasis lots { nodes { tradeDate quantity cost costBasis marketValue unrealisedGainBeforeFees unrealisedGain } } } } }\n": types.LotsDocument,
    "\n  query Income($from: Day, $to: Day, $accountId: ID) {\n    income(from: $from, to: $to, accountId: $accountId) {\n      from to lastTwelveMonths\n      total { gross tax fee net missing }\n      byMonth { month gross net }\n      byInstrument { nodes { instrument { name } gross net yieldOnCost { value absence } } }\n      yieldOnCost { value absence }\n      yieldOnValue { value absence }\n    }\n  }\n": types.IncomeDocument,
    "\n  query Payments($after: String) {\n    income(from: \"2024-01-01\", to: \"2024-12-31\") { payments(first: 1, after: $after) { nodes { gross } pageInfo { hasNextPage endCursor } } }\n  }\n": types.PaymentsDocument,
    "\n  mutation Rename($id: ID!, $input: RenameInstrumentInput!) { renameInstrument(instrumentId: $id, input: $input) { name ticker } }\n": types.RenameDocument,
    "subscription Names { valuationChanged { holdings { instrument { name ticker } } } }": types.NamesDocument,
    "subscription ExecutedNames { valuationChanged { holdings { instrument { name pinnedSource } } } }": types.ExecutedNamesDocument,
    "query HeldNames { valuation { holdings { instrument { name ticker } } } }": types.HeldNamesDocument,
    "query SymbolsOf($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol } }": types.SymbolsOfDocument,
    "\n  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {\n    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) {\n      id splits { exDate ratioNew ratioOld }\n    }\n  }\n": types.RecordSplitDocument,
    "query SplitTotals($to: Day) { history(to: $to) { points { day total } } }": types.SplitTotalsDocument,
    "query OneEntry($id: ID!) { transaction(id: $id) { ...EntryParts } }": types.OneEntryDocument,
    "\n  query LedgerOfAccount($id: ID!, $first: Int, $after: String) {\n    account(id: $id) { transactions(first: $first, after: $after) { nodes { id instrument { name } } pageInfo { hasNextPage endCursor } } }\n  }\n": types.LedgerOfAccountDocument,
    "\n  query FoundEntries($from: Day, $to: Day, $search: String, $kind: TransactionKind, $first: Int, $after: String) {\n    transactions(from: $from, to: $to, search: $search, kind: $kind, first: $first, after: $after) {\n      nodes { kind tradeDate note } pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.FoundEntriesDocument,
    "\n  query Revisions($id: ID!, $first: Int, $after: String) {\n    transaction(id: $id) {\n      revisions(first: $first, after: $after) {\n        nodes { version recordedAt isVoided content { kind tradeDate amount quantity price fee note instrument { name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.RevisionsDocument,
    "\n  query AccountsWithValuation($first: Int, $after: String, $asOf: Day) {\n    accounts(first: $first, after: $after) {\n      nodes { id name currency valuation(asOf: $asOf) { total cash holdings { instrument { name } quantity value } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AccountsWithValuationDocument,
    "\n  query HoldingsPage($first: Int, $after: String, $portfolioId: ID) {\n    holdings(first: $first, after: $after, portfolioId: $portfolioId) {\n      nodes { id value instrument { name } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.HoldingsPageDocument,
    "\n  query PortfolioWithParts {\n    portfolio { id name baseCurrency accounts { nodes { id } } holdings(first: 1) { nodes { id } } valuation { total } }\n    portfolios { nodes { id } }\n  }\n": types.PortfolioWithPartsDocument,
    "query BackupJob { jobs { name lastOutcome lastMessage } }": types.BackupJobDocument,
    "query CashOfDrill { valuation { cash } }": types.CashOfDrillDocument,
    "subscription DrillWatch { valuationChanged { sequence total cash asOf } }": types.DrillWatchDocument,
    "query DrillState { valuation { sequence total cash } }": types.DrillStateDocument,
    "mutation StartBackfill($input: BackfillInput!) { startBackfill(input: $input) { id source status nextDay } }": types.StartBackfillDocument,
    "mutation CancelBackfill($id: ID!) { cancelBackfill(id: $id) { status } }": types.CancelBackfillDocument,
    "query Backfills { backfills { id status nextDay stored attempts message instrument { name } } }": types.BackfillsDocument,
    "query BackfilledPrices($id: ID!) { instrument(id: $id) { splits { exDate ratioNew } priceHistory { nodes { valueDate price source } } } }": types.BackfilledPricesDocument,
    "\n  query Proposals($status: ProposalStatus) {\n    corporateActions(status: $status) { id kind exDate ratioNew ratioOld amount currency sources status reason instrument { ticker } }\n  }\n": types.ProposalsDocument,
    "mutation AcceptAction($id: ID!) { acceptCorporateAction(id: $id) { status decidedAt } }": types.AcceptActionDocument,
    "mutation RefuseAction($id: ID!, $reason: String!) { refuseCorporateAction(id: $id, reason: $reason) { status reason } }": types.RefuseActionDocument,
    "query Symbols($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol isEntered skippedUntil } }": types.SymbolsDocument,
    "\n  mutation SetSymbol($id: ID!, $source: String!, $symbol: String) {\n    setSourceSymbol(instrumentId: $id, source: $source, symbol: $symbol) { source symbol isEntered }\n  }\n": types.SetSymbolDocument,
    "\n  query SourcesOverTime {\n    sources { id status hasHistory priority lastFailure events { status failure } hours { successes failures accepted } }\n  }\n": types.SourcesOverTimeDocument,
    "query SourcesGone { sources { id status lastFailure } }": types.SourcesGoneDocument,
    "query DroppedFiles { droppedFiles { name lines accepted refused failure } }": types.DroppedFilesDocument,
    "query DroppedPrice($id: ID!) { instrument(id: $id) { quote { price source valueDate } } }": types.DroppedPriceDocument,
    "\n  query FxRates($day: Day) {\n    fxRates(day: $day) {\n      base quote rate source valueDate revision pinnedSource previousRate previousRateDate\n      verdict { rule message losers { source price } }\n    }\n  }\n": types.FxRatesDocument,
    "\n  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {\n    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate source revision }\n  }\n": types.WithdrawFxRateDocument,
    "\n  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate source revision }\n  }\n": types.CorrectFxRateDocument,
    "\n  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $from: Day, $reason: String!) {\n    pinFxSource(base: $base, quote: $quote, source: $source, from: $from, reason: $reason) { rate source pinnedSource }\n  }\n": types.PinFxSourceDocument,
    "\n  mutation SplitOfAlerts($share: ID!, $exDate: Day!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }\n  }\n": types.SplitOfAlertsDocument,
    "\n  mutation DelistWithAlerts($gone: ID!, $on: Day!) { delistInstrument(instrumentId: $gone, delistedOn: $on) { id } }\n": types.DelistWithAlertsDocument,
    "query RulesOverSplit { alertRules { nodes { id threshold setThreshold hysteresis reference } } }": types.RulesOverSplitDocument,
    "mutation PortfolioOfAlerts($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }": types.PortfolioOfAlertsDocument,
    "\n    mutation MoveWithAlerts($id: ID!, $portfolioId: ID!) { moveAccount(id: $id, portfolioId: $portfolioId) { portfolioId } }\n  ": types.MoveWithAlertsDocument,
    "\n  mutation SplitOfDrawdown($share: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) { id }\n  }\n": types.SplitOfDrawdownDocument,
    "\n  mutation ChangeBaseOfDrawdown($id: ID!, $baseCurrency: Currency!) { changePortfolio(id: $id, input: { baseCurrency: $baseCurrency }) { id } }\n": types.ChangeBaseOfDrawdownDocument,
    "\n  mutation WithdrawOfDrawdown($id: ID!, $revision: SafeInt!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, reason: \"Wrong\") { quote { price } }\n  }\n": types.WithdrawOfDrawdownDocument,
    "\n  mutation CreateRule($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id status version } }\n": types.CreateRuleDocument,
    "\n  query Inbox($first: Int, $isUnread: Boolean, $ruleId: ID) {\n    unreadAlertCount\n    alerts(first: $first, isUnread: $isUnread, ruleId: $ruleId) {\n      nodes {\n        id ruleId name measure condition threshold setThreshold value message firedAt readAt instrumentId portfolioId accountId instrument { name }\n        deliveries { id channel status attempts lastError webhookId }\n      }\n    }\n  }\n": types.InboxDocument,
    "mutation MarkRead($ids: [ID!]) { markAlertsRead(ids: $ids) }": types.MarkReadDocument,
    "subscription AlertFired { alertFired { id name message value } }": types.AlertFiredDocument,
    "mutation AddWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id } } }": types.AddWebhookDocument,
    "\n  fragment SessionParts on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    refreshTokenExpiresAt\n    user { id email name role baseCurrency }\n  }\n": types.SessionPartsFragmentDoc,
    "mutation Register($input: RegisterInput!) { register(input: $input) { ...SessionParts } }": types.RegisterDocument,
    "mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { ...SessionParts } }": types.SignInDocument,
    "mutation Refresh($token: String!) { refreshSession(refreshToken: $token) { ...SessionParts } }": types.RefreshDocument,
    "mutation SignOut { signOut }": types.SignOutDocument,
    "query Me { me { id email name role } }": types.MeDocument,
    "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) { id name currency costMethod portfolioId openedAt }\n  }\n": types.OpenAccountDocument,
    "\n  mutation CreateInstrument($input: CreateInstrumentInput!) {\n    createInstrument(input: $input) { id name kind currency isin mic ticker schemeCode multiplier }\n  }\n": types.CreateInstrumentDocument,
    "\n  mutation IngestQuotes($quotes: [QuoteInput!]!, $isConfirmed: Boolean) {\n    ingestQuotes(quotes: $quotes, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }\n  }\n": types.IngestQuotesDocument,
    "\n  mutation IngestRates($rates: [FxRateInput!]!, $isConfirmed: Boolean) {\n    ingestFxRates(rates: $rates, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }\n  }\n": types.IngestRatesDocument,
    "\n  fragment EntryParts on Transaction {\n    id accountId kind tradeDate settlementDate instrumentId quantity price amount currency fee tax exchangeRate\n    ratioNew ratioOld counterAccountId lotIds note version recordedAt amendedAt voidedAt\n  }\n": types.EntryPartsFragmentDoc,
    "\n  mutation Record($input: RecordTransactionInput!, $key: String) {\n    recordTransaction(input: $input, idempotencyKey: $key) { ...EntryParts }\n  }\n": types.RecordDocument,
    "\n  mutation RecordAll($inputs: [RecordTransactionInput!]!, $key: String) {\n    recordTransactions(inputs: $inputs, idempotencyKey: $key) { ...EntryParts }\n  }\n": types.RecordAllDocument,
    "\n  mutation Amend($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { ...EntryParts }\n  }\n": types.AmendDocument,
    "\n  mutation Void($id: ID!, $version: Int!) { voidTransaction(id: $id, version: $version) { ...EntryParts } }\n": types.VoidDocument,
    "\n  query Ledger($first: Int, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind) {\n    transactions(first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind) {\n      nodes { ...EntryParts }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.LedgerDocument,
    "\n  fragment ValuationParts on Valuation {\n    portfolioId baseCurrency day sequence asOf total cash marketValue costBasis unrealisedGain dayChange dayChangeRatio\n    dayChangePrice dayChangeCurrency isPartial staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings {\n      id accountId instrumentId quantity price currency source priceKind priceDate priceObservedAt previousClose previousCloseDate\n      marketValue value costBasis costBasisInBase unrealisedGain dayChange freshness isStale\n    }\n  }\n": types.ValuationPartsFragmentDoc,
    "\n  query GetValuation($portfolioId: ID, $asOf: Day) { valuation(portfolioId: $portfolioId, asOf: $asOf) { ...ValuationParts } }\n": types.GetValuationDocument,
    "\n  subscription ValuationChanged($portfolioId: ID) { valuationChanged(portfolioId: $portfolioId) { ...ValuationParts } }\n": types.ValuationChangedDocument,
    "\n  subscription QuoteChanged($ids: [ID!]!) {\n    quoteChanged(instrumentIds: $ids) { instrumentId price currency source kind observedAt revision previousClose }\n  }\n": types.QuoteChangedDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { name costMethod closedAt } }\n"): typeof import('./graphql.js').ChangeAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) { changePortfolio(id: $id, input: $input) { name baseCurrency } }\n"): typeof import('./graphql.js').ChangePortfolioDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeProfile($input: ChangeProfileInput!) { changeProfile(input: $input) { name baseCurrency } }\n"): typeof import('./graphql.js').ChangeProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Totals($from: Day) { history(from: $from) { baseCurrency points { day total } } }"): typeof import('./graphql.js').TotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EveryFigure($from: Day, $to: Day, $asOf: Day) {\n    valuation { baseCurrency total costBasis unrealisedGain holdings { quantity costBasis costBasisInBase unrealisedGainPrice unrealisedGainCurrency } }\n    past: valuation(asOf: $asOf) { baseCurrency total costBasis unrealisedGain }\n    history { baseCurrency points { day total netContribution } }\n    performance(from: $from, to: $to) {\n      baseCurrency twr { total { value } } irr { total { value } } explanation { start end inflow priceGain currencyGain income fees taxes }\n      contributions { rows { nodes { bought sold gain } } }\n    }\n    realisedGains(from: $from) { baseCurrency totalInBase { gain priceGain currencyGain } rows { nodes { acquiredOn quantity cost gain } } }\n    income(from: $from) { baseCurrency total { gross net } }\n    allocation(by: CURRENCY) { slices { nodes { key value } } }\n    allocationHistory(by: CURRENCY, points: 5) { baseCurrency totals }\n    accounts { nodes { valuation { baseCurrency total costBasis } } }\n  }\n"): typeof import('./graphql.js').EveryFigureDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeRules($id: ID!, $input: ChangeAccountInput!) { changeAccount(id: $id, input: $input) { costMethod allowsShort fractionRule } }\n"): typeof import('./graphql.js').ChangeRulesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountingFigures($from: Day, $to: Day) {\n    history(from: $from, to: $to) { points { day total netContribution } }\n    performance(from: $from, to: $to) { explanation { start end inflow outflow priceGain currencyGain income fees taxes gain } }\n    realisedGains(from: $from, to: $to) {\n      totalInBase { proceeds cost gain priceGain currencyGain }\n      rows { nodes { transactionId isShort isFraction acquiredOn soldOn closedOn quantity proceeds cost gain } }\n    }\n    income(from: $from, to: $to) { total { gross tax fee net } }\n  }\n"): typeof import('./graphql.js').AccountingFiguresDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PaySplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!, $fractionPrice: Decimal) {\n    recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old, fractionPrice: $fractionPrice) {\n      splits { exDate ratioNew ratioOld fractionPrice }\n    }\n  }\n"): typeof import('./graphql.js').PaySplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AmendSplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!) {\n    amendSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old) { splits { ratioNew ratioOld fractionPrice } }\n  }\n"): typeof import('./graphql.js').AmendSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawSplit($id: ID!, $exDate: Day!) { withdrawSplit(instrumentId: $id, exDate: $exDate) { splits { exDate } } }\n"): typeof import('./graphql.js').WithdrawSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }\n  }\n"): typeof import('./graphql.js').SetTargetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Drift($by: AllocationBy!) {\n    allocation(by: $by) { slices { nodes { key value share { value } target drift excess } } }\n    portfolio { targets(by: $by) { key weight } }\n  }\n"): typeof import('./graphql.js').DriftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllocationOverTime($by: AllocationBy!, $from: Day, $to: Day, $points: Int) {\n    allocationHistory(by: $by, from: $from, to: $to, points: $points) { days totals baseCurrency series { nodes { key values } } }\n  }\n"): typeof import('./graphql.js').AllocationOverTimeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ByMethod($method: CostMethod) { valuation(costMethod: $method) { holdings { costBasis unrealisedGain unrealisedGainPrice unrealisedGainCurrency unrealisedGainBeforeFees } } }\n"): typeof import('./graphql.js').ByMethodDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAlertRule($input: CreateAlertRuleInput!) {\n    createAlertRule(input: $input) {\n      id name note measure condition threshold hysteresis isRepeating expiresAt channels status version portfolioId accountId firedCount\n      instrument { name }\n    }\n  }\n"): typeof import('./graphql.js').CreateAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {\n    amendAlertRule(id: $id, version: $version, input: $input) { version condition threshold name }\n  }\n"): typeof import('./graphql.js').AmendAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AlertRules($first: Int, $after: String) {\n    alertRules(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql.js').AlertRulesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteAlertRule($id: ID!) { deleteAlertRule(id: $id) }"): typeof import('./graphql.js').DeleteAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateAlertWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id url } } }"): typeof import('./graphql.js').CreateAlertWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RenewAlertWebhook($id: ID!) { renewAlertWebhookSecret(id: $id) { secret } }"): typeof import('./graphql.js').RenewAlertWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AlertWebhooks { alertWebhooks { id url disabledAt } }"): typeof import('./graphql.js').AlertWebhooksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteAlertWebhook($id: ID!) { deleteAlertWebhook(id: $id) }"): typeof import('./graphql.js').DeleteAlertWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetAllocation($by: AllocationBy!, $asOf: Day, $accountId: ID) {\n    allocation(by: $by, asOf: $asOf, accountId: $accountId) {\n      by\n      valuation { total day }\n      slices { nodes { key value share { value absence } instrument { name } } }\n    }\n  }\n"): typeof import('./graphql.js').GetAllocationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PricesToCorrect($id: ID!) {\n    instrument(id: $id) {\n      pinnedSource\n      quote { price source revision verdict { rule losers { source price } } }\n      priceHistory { nodes { valueDate price source revision observedAt } }\n    }\n  }\n"): typeof import('./graphql.js').PricesToCorrectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CorrectQuote($id: ID!, $revision: SafeInt!, $price: Decimal!, $reason: String!) {\n    correctQuote(instrumentId: $id, revision: $revision, price: $price, reason: $reason) { id quote { price } }\n  }\n"): typeof import('./graphql.js').CorrectQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinSource($id: ID!, $source: String, $from: Day, $reason: String!) {\n    pinSource(instrumentId: $id, source: $source, from: $from, reason: $reason) { pinnedSource quote { price source } }\n  }\n"): typeof import('./graphql.js').PinSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DailyTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }"): typeof import('./graphql.js').DailyTotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SeenQuote($id: ID!) { instrument(id: $id) { quote { price revision observedAt } } }"): typeof import('./graphql.js').SeenQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawQuoteAt($id: ID!, $revision: SafeInt!, $observedAt: Instant!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, observedAt: $observedAt, reason: \"Wrong\") { quote { price } }\n  }\n"): typeof import('./graphql.js').WithdrawQuoteAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CorrectionsAudited { auditLog(first: 5) { nodes { action subject } } }"): typeof import('./graphql.js').CorrectionsAuditedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchedLots {\n    valuationChanged { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } }\n  }\n"): typeof import('./graphql.js').WatchedLotsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LotsNow { valuation { holdings { costBasisInBase unrealisedGain unrealisedGainPrice unrealisedGainCurrency } } }\n"): typeof import('./graphql.js').LotsNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RatesOfTheDay($day: Day) { fxRates(day: $day) { quote revision } }"): typeof import('./graphql.js').RatesOfTheDayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CorrectRateOfTheDay($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }\n  }\n"): typeof import('./graphql.js').CorrectRateOfTheDayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Delist($id: ID!, $on: Day!) { delistInstrument(instrumentId: $id, delistedOn: $on) { id delistedOn } }\n"): typeof import('./graphql.js').DelistDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Relist($id: ID!) { withdrawDelisting(instrumentId: $id) { id delistedOn } }"): typeof import('./graphql.js').RelistDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DelistedPlanned { valuationChanged { isPartial staleShare dayChange holdings { freshness value instrument { delistedOn } } } }\n"): typeof import('./graphql.js').DelistedPlannedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DelistedExecuted { valuationChanged { isPartial holdings { freshness instrument { delistedOn quote { freshness } } } } }\n"): typeof import('./graphql.js').DelistedExecutedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DelistedTraded($id: ID!) { instrument(id: $id) { delistedOn isMarketOpen expectedNavDate quote { price freshness valueDate } } }\n"): typeof import('./graphql.js').DelistedTradedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DelistedDays { history(from: \"2024-06-03\", to: \"2024-06-12\") { points { day total isPartial } } }"): typeof import('./graphql.js').DelistedDaysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DelistingsAudited { auditLog(first: 50) { nodes { action subject before after } } }"): typeof import('./graphql.js').DelistingsAuditedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainHolding($holdingId: ID!, $asOf: Day, $knownAt: Instant) {\n    explainHolding(holdingId: $holdingId, asOf: $asOf, knownAt: $knownAt) {\n      baseCurrency day knownAt priceRule entryCount\n      holding { id quantity price value marketValue costBasis costBasisInBase unrealisedGain dayChange dayChangePrice dayChangeCurrency }\n      quote { price source observedAt receivedAt valueDate rawPrice revision previousClose }\n      rates { base quote rate use earlierRate source valueDate receivedAt revision }\n      lots { id tradeDate quantity cost charges bookedRate { currency rate } }\n      splits { day ratioNew ratioOld }\n      entries { id kind quantity version }\n      steps { name terms { name use value } scale result }\n      gaps { reason }\n    }\n  }\n"): typeof import('./graphql.js').ExplainHoldingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainCash($accountId: ID!, $currency: Currency!, $asOf: Day) {\n    explainCash(accountId: $accountId, currency: $currency, asOf: $asOf) {\n      balance { amount value } entryCount rates { base quote use } steps { name terms { name use value } scale result }\n    }\n  }\n"): typeof import('./graphql.js').ExplainCashDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExportOwnData($after: String) { exportOwnData(after: $after) { json hasNextPage endCursor } }"): typeof import('./graphql.js').ExportOwnDataDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n"): typeof import('./graphql.js').TransactionsCsvDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportAgain($accountId: ID!, $csv: String!) {\n    importTransactions(accountId: $accountId, csv: $csv) { recordedCount repeatedCount problems { line field message } }\n  }\n"): typeof import('./graphql.js').ImportAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReportsOfAnExport($portfolioId: ID) {\n    history(portfolioId: $portfolioId) { points { day total netContribution } }\n    performance(portfolioId: $portfolioId) {\n      twr { total { value } } irr { total { value } } explanation { inflow priceGain currencyGain income fees taxes gain }\n    }\n    realisedGains(portfolioId: $portfolioId, from: \"2020-01-01\") { totalInBase { gain priceGain currencyGain } rows { nodes { isShort isFraction quantity proceeds cost gain } } }\n    income(portfolioId: $portfolioId) { total { gross net } }\n  }\n"): typeof import('./graphql.js').ReportsOfAnExportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PortfolioAgain($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }"): typeof import('./graphql.js').PortfolioAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveAgain($id: ID!, $portfolioId: ID!, $from: Day) { moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id } }\n"): typeof import('./graphql.js').MoveAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query History($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $points: Int) {\n    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, points: $points) {\n      from to baseCurrency\n      points { day total netContribution isPartial }\n    }\n  }\n"): typeof import('./graphql.js').HistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportFile($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun rowCount recordedCount repeatedCount problemCount problems { line field rule message }\n      entries { line accountId content { kind tradeDate quantity price amount currency instrument { name } } }\n    }\n  }\n"): typeof import('./graphql.js').ImportFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ImportTemplate { importTemplate }"): typeof import('./graphql.js').ImportTemplateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Intraday($accountId: ID, $hours: Int, $points: Int) {\n    intraday(accountId: $accountId, hours: $hours, points: $points) { from to baseCurrency points { at total isPartial } }\n  }\n"): typeof import('./graphql.js').IntradayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SplitWithinDay($share: ID!, $exDate: Day!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }\n  }\n"): typeof import('./graphql.js').SplitWithinDayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Jobs { jobs {\n    name description intervalSeconds isRunning lastStartedAt lastEndedAt lastDurationMs lastOutcome lastMessage nextRunAt lagSeconds\n    runs failuresInARow\n  } }\n"): typeof import('./graphql.js').JobsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ValuationKnownAt($asOf: Day, $knownAt: Instant) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts rates { quote rate source } } }\n"): typeof import('./graphql.js').ValuationKnownAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountKnownAt($id: ID!, $asOf: Day, $knownAt: Instant) {\n    account(id: $id) { valuation(asOf: $asOf, knownAt: $knownAt) { ...ValuationParts } }\n  }\n"): typeof import('./graphql.js').AccountKnownAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReportsKnownAt($from: Day, $to: Day, $knownAt: Instant) {\n    history(from: $from, to: $to, knownAt: $knownAt) { points { day total netContribution isPartial } }\n    performance(from: $from, to: $to, knownAt: $knownAt) {\n      twr { total { value absence } } irr { total { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      contributions { rows { nodes { bought sold priceGain currencyGain gain } } }\n    }\n    realisedGains(from: $from, to: $to, knownAt: $knownAt) { totalInBase { proceeds cost gain } rows { nodes { quantity gain } } }\n    income(from: $from, to: $to, knownAt: $knownAt) { total { gross net } }\n  }\n"): typeof import('./graphql.js').ReportsKnownAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CashKnownAt($accountId: ID!, $asOf: Day, $knownAt: Instant) {\n    explainCash(accountId: $accountId, currency: \"USD\", asOf: $asOf, knownAt: $knownAt) { steps { name terms { name use value } result } }\n  }\n"): typeof import('./graphql.js').CashKnownAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AgainstKnownAt($from: Day, $to: Day, $knownAt: Instant, $benchmark: ID) {\n    performance(from: $from, to: $to, knownAt: $knownAt, benchmarkInstrumentId: $benchmark) { risk { benchmarkReturn { value } } }\n  }\n"): typeof import('./graphql.js').AgainstKnownAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SplitKnownAt($id: ID!, $exDate: Day!) { recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id } }\n"): typeof import('./graphql.js').SplitKnownAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SecondPortfolio($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }"): typeof import('./graphql.js').SecondPortfolioDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day, $key: String) {\n    moveAccount(id: $id, portfolioId: $portfolioId, from: $from, idempotencyKey: $key) {\n      portfolioId memberships { portfolioId from until }\n    }\n  }\n"): typeof import('./graphql.js').MoveAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReportsOfPortfolio($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $knownAt: Instant) {\n    history(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) { from points { day total netContribution } }\n    performance(portfolioId: $portfolioId, accountId: $accountId, to: $to, knownAt: $knownAt) {\n      start twr { total { value absence } } simpleReturn { total { value } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      parts(onlyFlows: true) { nodes { day inflow outflow departed } }\n    }\n    instrument: performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, to: $to, knownAt: $knownAt) {\n      twr { total { value absence } }\n    }\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { rows { nodes { soldOn gain } } }\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, knownAt: $knownAt) { total { gross } }\n    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: ACCOUNT, from: $from, points: 400) { days totals }\n  }\n"): typeof import('./graphql.js').ReportsOfPortfolioDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountsOn($asOf: Day) { portfolios { nodes { id accounts(asOf: $asOf) { nodes { name } } } } }\n"): typeof import('./graphql.js').AccountsOnDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TargetAccounts($portfolioId: ID!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: ACCOUNT, targets: $targets) { key weight }\n  }\n"): typeof import('./graphql.js').TargetAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TargetsByAccount($portfolioId: ID!) {\n    portfolio(id: $portfolioId) { targets(by: ACCOUNT) { key weight } }\n    allocation(portfolioId: $portfolioId, by: ACCOUNT) { slices { nodes { key target drift } } }\n  }\n"): typeof import('./graphql.js').TargetsByAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MoveAudit { auditLog(first: 200) { nodes { action before after } } }"): typeof import('./graphql.js').MoveAuditDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CloseEmpty($id: ID!) { changeAccount(id: $id, input: { isClosed: true }) { closedAt } }"): typeof import('./graphql.js').CloseEmptyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FundNav($id: ID!) {\n    instrument(id: $id) {\n      expectedNavDate isMarketOpen quote { price kind valueDate previousClose previousCloseDate freshness }\n      priceHistory { nodes { valueDate price } }\n    }\n  }\n"): typeof import('./graphql.js').FundNavDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FundTotals($from: Day, $to: Day) { history(from: $from, to: $to) { points { day total } } }"): typeof import('./graphql.js').FundTotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Performance(\n    $accountId: ID, $instrumentId: ID, $period: Period, $from: Day, $to: Day, $benchmark: ID, $riskFreeRate: Decimal, $points: Int\n  ) {\n    performance(\n      accountId: $accountId, instrumentId: $instrumentId, period: $period, from: $from, to: $to,\n      benchmarkInstrumentId: $benchmark, riskFreeRate: $riskFreeRate\n    ) {\n      start to days baseCurrency isPartial\n      simpleReturn { total { value absence } price { value absence } }\n      twr { total { value absence } price { value absence } }\n      twrAnnualised { total { value absence } }\n      irr { total { value absence } price { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      growth(points: $points) { day value drawdown benchmark }\n      byMonth { month value benchmark }\n      risk {\n        riskFreeRate\n        volatility { value absence } sharpe { value absence } sortino { value absence } valueAtRisk { value absence }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n        days { best { day value } worst { day value } }\n        beta { value absence } trackingError { value absence } benchmarkReturn { value absence } excessReturn { value absence }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PerformanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Contributions($from: Day, $to: Day) {\n    performance(from: $from, to: $to) {\n      contributions {\n        rest { value absence }\n        rows { nodes { instrument { id } start end bought sold priceGain currencyGain income fees taxes gain contribution { value absence } } }\n      }\n    }\n  }\n"): typeof import('./graphql.js').ContributionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PerformanceParts($from: Day, $to: Day, $onlyFlows: Boolean) {\n    performance(from: $from, to: $to) {\n      twr { total { value } }\n      parts(first: 200, onlyFlows: $onlyFlows) {\n        nodes { day value inflow outflow priceGain currencyGain income netIncome fees taxes growth { value absence } isPartial }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PerformancePartsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RiskSteps($from: Day, $to: Day, $benchmark: ID) {\n    performance(from: $from, to: $to, benchmarkInstrumentId: $benchmark) {\n      risk { volatility { value } beta { value } valueAtRisk { value } days { worst { day } } }\n      riskSteps { name result terms { name use value } }\n      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } }\n    }\n  }\n"): typeof import('./graphql.js').RiskStepsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IncomePayments($from: Day, $to: Day) {\n    income(from: $from, to: $to) {\n      total { gross tax }\n      payments { nodes { kind tradeDate instrument { id } currency gross rate isRateBooked inBase { gross tax } } }\n    }\n  }\n"): typeof import('./graphql.js').IncomePaymentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LackingReturns($from: Day, $to: Day) {\n    performance(from: $from, to: $to) {\n      parts { nodes { day growth { value absence } } }\n      contributions { rest { value absence } rows { nodes { gain contribution { value absence } } } }\n      byMonth { month }\n    }\n  }\n"): typeof import('./graphql.js').LackingReturnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LastTotals { portfolios { nodes { id lastTotal { total asOf } valuation { total } } } }"): typeof import('./graphql.js').LastTotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AccountsOfTotals { accounts { nodes { id } } }"): typeof import('./graphql.js').AccountsOfTotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Preview($input: RecordTransactionInput!) {\n    previewTransaction(input: $input) {\n      cash { accountId currency before after }\n      positions {\n        accountId instrumentId quantityBefore quantityAfter costBasisBefore costBasisAfter\n        lots { nodes { tradeDate quantity cost charges } }\n      }\n      realised { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } }\n      changesLaterGains\n    }\n  }\n"): typeof import('./graphql.js').PreviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewedGains($from: Day) {\n    realisedGains(from: $from) { rows { nodes { quantity proceeds cost charges gain acquiredOn inBase { gain priceGain currencyGain } } } }\n  }\n"): typeof import('./graphql.js').PreviewedGainsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyThisPrice($id: ID!) {\n    instrument(id: $id) { quote { price revision valueDate previousClose verdict { rule message losers { source price observedAt } } } }\n  }\n"): typeof import('./graphql.js').WhyThisPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RejectedQuotes($source: String) { rejectedQuotes(first: 50, source: $source) { source symbol figure reason message count at } }\n"): typeof import('./graphql.js').RejectedQuotesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query HeldQuotes { heldQuotes { instrumentId source price kind observedAt valueDate receivedAt count isDiscarded } }"): typeof import('./graphql.js').HeldQuotesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ReleaseQuote($id: ID!) { releaseQuote(instrumentId: $id) { outcome reason message } }"): typeof import('./graphql.js').ReleaseQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DiscardHeldQuote($id: ID!) { discardHeldQuote(instrumentId: $id) { price isDiscarded } }"): typeof import('./graphql.js').DiscardHeldQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawQuote($id: ID!, $revision: SafeInt!, $reason: String!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, reason: $reason) { id quote { price revision } }\n  }\n"): typeof import('./graphql.js').WithdrawQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PastPrices($id: ID!) { instrument(id: $id) { priceHistory { nodes { price } } } }"): typeof import('./graphql.js').PastPricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription WatchPrice($ids: [ID!]!) { quoteChanged(instrumentIds: $ids) { price revision } }"): typeof import('./graphql.js').WatchPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePusher($input: CreateUserInput!) { createUser(input: $input) { setupLink user { id source role } } }\n"): typeof import('./graphql.js').CreatePusherDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PusherToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n"): typeof import('./graphql.js').PusherTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PushedPrice($id: ID!) {\n    instrument(id: $id) { pinnedSource quote { price source verdict { rule losers { source price } } } priceHistory { nodes { price source } } }\n  }\n"): typeof import('./graphql.js').PushedPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinPusher($id: ID!, $source: String, $from: Day) {\n    pinSource(instrumentId: $id, source: $source, from: $from, reason: \"A test\") { pinnedSource }\n  }\n"): typeof import('./graphql.js').PinPusherDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinPusherRate($source: String, $from: Day) {\n    pinFxSource(base: \"EUR\", quote: \"HUF\", source: $source, from: $from, reason: \"A test\") { rate source pinnedSource }\n  }\n"): typeof import('./graphql.js').PinPusherRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PushersDisagree { quoteDisagreements { instrumentId source price otherSource otherPrice } }"): typeof import('./graphql.js').PushersDisagreeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RateDoubts {\n    rateDisagreements { base quote source rate otherSource otherRate count }\n    heldRates { base quote source rate count isDiscarded }\n  }\n"): typeof import('./graphql.js').RateDoubtsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DiscardRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { rate isDiscarded } }\n"): typeof import('./graphql.js').DiscardRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome reason } }\n"): typeof import('./graphql.js').ReleaseRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ValuedAt($asOf: Day) { valuation(asOf: $asOf) { total isPartial hasStaleRates gaps { reason currency } rates { base quote rate source valueDate freshness } } }\n"): typeof import('./graphql.js').ValuedAtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PushersHealth { sources { id name status priority accepted rejected plan { isEnough symbols } hours { accepted rejected successes } } }\n"): typeof import('./graphql.js').PushersHealthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InstrumentWithQuote($id: ID!) {\n    instrument(id: $id) {\n      id name kind currency isin mic ticker schemeCode multiplier\n      quote {\n        instrumentId price currency kind source observedAt valueDate receivedAt previousClose previousCloseDate rawPrice rawCurrency\n        revision ageS freshness isSimulated\n      }\n    }\n  }\n"): typeof import('./graphql.js').InstrumentWithQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PriceHistory($id: ID!, $first: Int, $after: String, $from: Day, $to: Day) {\n    instrument(id: $id) {\n      priceHistory(first: $first, after: $after, from: $from, to: $to) {\n        nodes { valueDate price kind }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PriceHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentPrices($search: String, $days: Int!) {\n    instruments(search: $search) { nodes { recentPrices(days: $days) } }\n  }\n"): typeof import('./graphql.js').RecentPricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($search: String, $kind: InstrumentKind, $first: Int, $after: String) {\n    instruments(search: $search, kind: $kind, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql.js').SearchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RealisedGains($year: Int, $from: Day, $to: Day, $accountId: ID, $instrumentId: ID, $costMethod: CostMethod, $first: Int, $after: String) {\n    realisedGains(year: $year, from: $from, to: $to, accountId: $accountId, instrumentId: $instrumentId, costMethod: $costMethod) {\n      from to baseCurrency withoutRate\n      totals { currency proceeds cost charges gainBeforeFees gain }\n      totalInBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }\n      rows(first: $first, after: $after) {\n        nodes {\n          acquiredOn soldOn acquiredRate soldRate holdingDays quantity currency proceeds cost charges gainBeforeFees gain\n          instrument { name }\n          inBase { proceeds cost charges gainBeforeFees gain priceGain currencyGain }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.js').RealisedGainsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RealisedGainsCsv($year: Int) { realisedGainsCsv(year: $year) }"): typeof import('./graphql.js').RealisedGainsCsvDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Lots { holdings { nodes { marketValue costBasis lots { nodes { tradeDate quantity cost costBasis marketValue unrealisedGainBeforeFees unrealisedGain } } } } }\n"): typeof import('./graphql.js').LotsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Income($from: Day, $to: Day, $accountId: ID) {\n    income(from: $from, to: $to, accountId: $accountId) {\n      from to lastTwelveMonths\n      total { gross tax fee net missing }\n      byMonth { month gross net }\n      byInstrument { nodes { instrument { name } gross net yieldOnCost { value absence } } }\n      yieldOnCost { value absence }\n      yieldOnValue { value absence }\n    }\n  }\n"): typeof import('./graphql.js').IncomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Payments($after: String) {\n    income(from: \"2024-01-01\", to: \"2024-12-31\") { payments(first: 1, after: $after) { nodes { gross } pageInfo { hasNextPage endCursor } } }\n  }\n"): typeof import('./graphql.js').PaymentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Rename($id: ID!, $input: RenameInstrumentInput!) { renameInstrument(instrumentId: $id, input: $input) { name ticker } }\n"): typeof import('./graphql.js').RenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription Names { valuationChanged { holdings { instrument { name ticker } } } }"): typeof import('./graphql.js').NamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription ExecutedNames { valuationChanged { holdings { instrument { name pinnedSource } } } }"): typeof import('./graphql.js').ExecutedNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query HeldNames { valuation { holdings { instrument { name ticker } } } }"): typeof import('./graphql.js').HeldNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SymbolsOf($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol } }"): typeof import('./graphql.js').SymbolsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {\n    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) {\n      id splits { exDate ratioNew ratioOld }\n    }\n  }\n"): typeof import('./graphql.js').RecordSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SplitTotals($to: Day) { history(to: $to) { points { day total } } }"): typeof import('./graphql.js').SplitTotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OneEntry($id: ID!) { transaction(id: $id) { ...EntryParts } }"): typeof import('./graphql.js').OneEntryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LedgerOfAccount($id: ID!, $first: Int, $after: String) {\n    account(id: $id) { transactions(first: $first, after: $after) { nodes { id instrument { name } } pageInfo { hasNextPage endCursor } } }\n  }\n"): typeof import('./graphql.js').LedgerOfAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FoundEntries($from: Day, $to: Day, $search: String, $kind: TransactionKind, $first: Int, $after: String) {\n    transactions(from: $from, to: $to, search: $search, kind: $kind, first: $first, after: $after) {\n      nodes { kind tradeDate note } pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').FoundEntriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Revisions($id: ID!, $first: Int, $after: String) {\n    transaction(id: $id) {\n      revisions(first: $first, after: $after) {\n        nodes { version recordedAt isVoided content { kind tradeDate amount quantity price fee note instrument { name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.js').RevisionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountsWithValuation($first: Int, $after: String, $asOf: Day) {\n    accounts(first: $first, after: $after) {\n      nodes { id name currency valuation(asOf: $asOf) { total cash holdings { instrument { name } quantity value } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').AccountsWithValuationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldingsPage($first: Int, $after: String, $portfolioId: ID) {\n    holdings(first: $first, after: $after, portfolioId: $portfolioId) {\n      nodes { id value instrument { name } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').HoldingsPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PortfolioWithParts {\n    portfolio { id name baseCurrency accounts { nodes { id } } holdings(first: 1) { nodes { id } } valuation { total } }\n    portfolios { nodes { id } }\n  }\n"): typeof import('./graphql.js').PortfolioWithPartsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BackupJob { jobs { name lastOutcome lastMessage } }"): typeof import('./graphql.js').BackupJobDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CashOfDrill { valuation { cash } }"): typeof import('./graphql.js').CashOfDrillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription DrillWatch { valuationChanged { sequence total cash asOf } }"): typeof import('./graphql.js').DrillWatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DrillState { valuation { sequence total cash } }"): typeof import('./graphql.js').DrillStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation StartBackfill($input: BackfillInput!) { startBackfill(input: $input) { id source status nextDay } }"): typeof import('./graphql.js').StartBackfillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CancelBackfill($id: ID!) { cancelBackfill(id: $id) { status } }"): typeof import('./graphql.js').CancelBackfillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Backfills { backfills { id status nextDay stored attempts message instrument { name } } }"): typeof import('./graphql.js').BackfillsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BackfilledPrices($id: ID!) { instrument(id: $id) { splits { exDate ratioNew } priceHistory { nodes { valueDate price source } } } }"): typeof import('./graphql.js').BackfilledPricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Proposals($status: ProposalStatus) {\n    corporateActions(status: $status) { id kind exDate ratioNew ratioOld amount currency sources status reason instrument { ticker } }\n  }\n"): typeof import('./graphql.js').ProposalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AcceptAction($id: ID!) { acceptCorporateAction(id: $id) { status decidedAt } }"): typeof import('./graphql.js').AcceptActionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RefuseAction($id: ID!, $reason: String!) { refuseCorporateAction(id: $id, reason: $reason) { status reason } }"): typeof import('./graphql.js').RefuseActionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Symbols($id: ID!) { sourceSymbols(instrumentId: $id) { source symbol isEntered skippedUntil } }"): typeof import('./graphql.js').SymbolsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSymbol($id: ID!, $source: String!, $symbol: String) {\n    setSourceSymbol(instrumentId: $id, source: $source, symbol: $symbol) { source symbol isEntered }\n  }\n"): typeof import('./graphql.js').SetSymbolDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourcesOverTime {\n    sources { id status hasHistory priority lastFailure events { status failure } hours { successes failures accepted } }\n  }\n"): typeof import('./graphql.js').SourcesOverTimeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SourcesGone { sources { id status lastFailure } }"): typeof import('./graphql.js').SourcesGoneDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DroppedFiles { droppedFiles { name lines accepted refused failure } }"): typeof import('./graphql.js').DroppedFilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DroppedPrice($id: ID!) { instrument(id: $id) { quote { price source valueDate } } }"): typeof import('./graphql.js').DroppedPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FxRates($day: Day) {\n    fxRates(day: $day) {\n      base quote rate source valueDate revision pinnedSource previousRate previousRateDate\n      verdict { rule message losers { source price } }\n    }\n  }\n"): typeof import('./graphql.js').FxRatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {\n    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate source revision }\n  }\n"): typeof import('./graphql.js').WithdrawFxRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate source revision }\n  }\n"): typeof import('./graphql.js').CorrectFxRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $from: Day, $reason: String!) {\n    pinFxSource(base: $base, quote: $quote, source: $source, from: $from, reason: $reason) { rate source pinnedSource }\n  }\n"): typeof import('./graphql.js').PinFxSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SplitOfAlerts($share: ID!, $exDate: Day!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) { id }\n  }\n"): typeof import('./graphql.js').SplitOfAlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DelistWithAlerts($gone: ID!, $on: Day!) { delistInstrument(instrumentId: $gone, delistedOn: $on) { id } }\n"): typeof import('./graphql.js').DelistWithAlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RulesOverSplit { alertRules { nodes { id threshold setThreshold hysteresis reference } } }"): typeof import('./graphql.js').RulesOverSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PortfolioOfAlerts($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }"): typeof import('./graphql.js').PortfolioOfAlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation MoveWithAlerts($id: ID!, $portfolioId: ID!) { moveAccount(id: $id, portfolioId: $portfolioId) { portfolioId } }\n  "): typeof import('./graphql.js').MoveWithAlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SplitOfDrawdown($share: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {\n    recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld) { id }\n  }\n"): typeof import('./graphql.js').SplitOfDrawdownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeBaseOfDrawdown($id: ID!, $baseCurrency: Currency!) { changePortfolio(id: $id, input: { baseCurrency: $baseCurrency }) { id } }\n"): typeof import('./graphql.js').ChangeBaseOfDrawdownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawOfDrawdown($id: ID!, $revision: SafeInt!) {\n    withdrawQuote(instrumentId: $id, revision: $revision, reason: \"Wrong\") { quote { price } }\n  }\n"): typeof import('./graphql.js').WithdrawOfDrawdownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRule($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id status version } }\n"): typeof import('./graphql.js').CreateRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Inbox($first: Int, $isUnread: Boolean, $ruleId: ID) {\n    unreadAlertCount\n    alerts(first: $first, isUnread: $isUnread, ruleId: $ruleId) {\n      nodes {\n        id ruleId name measure condition threshold setThreshold value message firedAt readAt instrumentId portfolioId accountId instrument { name }\n        deliveries { id channel status attempts lastError webhookId }\n      }\n    }\n  }\n"): typeof import('./graphql.js').InboxDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation MarkRead($ids: [ID!]) { markAlertsRead(ids: $ids) }"): typeof import('./graphql.js').MarkReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription AlertFired { alertFired { id name message value } }"): typeof import('./graphql.js').AlertFiredDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AddWebhook($url: String!) { createAlertWebhook(url: $url) { secret webhook { id } } }"): typeof import('./graphql.js').AddWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionParts on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    refreshTokenExpiresAt\n    user { id email name role baseCurrency }\n  }\n"): typeof import('./graphql.js').SessionPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Register($input: RegisterInput!) { register(input: $input) { ...SessionParts } }"): typeof import('./graphql.js').RegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { ...SessionParts } }"): typeof import('./graphql.js').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Refresh($token: String!) { refreshSession(refreshToken: $token) { ...SessionParts } }"): typeof import('./graphql.js').RefreshDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SignOut { signOut }"): typeof import('./graphql.js').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Me { me { id email name role } }"): typeof import('./graphql.js').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) { id name currency costMethod portfolioId openedAt }\n  }\n"): typeof import('./graphql.js').OpenAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateInstrument($input: CreateInstrumentInput!) {\n    createInstrument(input: $input) { id name kind currency isin mic ticker schemeCode multiplier }\n  }\n"): typeof import('./graphql.js').CreateInstrumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation IngestQuotes($quotes: [QuoteInput!]!, $isConfirmed: Boolean) {\n    ingestQuotes(quotes: $quotes, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }\n  }\n"): typeof import('./graphql.js').IngestQuotesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation IngestRates($rates: [FxRateInput!]!, $isConfirmed: Boolean) {\n    ingestFxRates(rates: $rates, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }\n  }\n"): typeof import('./graphql.js').IngestRatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EntryParts on Transaction {\n    id accountId kind tradeDate settlementDate instrumentId quantity price amount currency fee tax exchangeRate\n    ratioNew ratioOld counterAccountId lotIds note version recordedAt amendedAt voidedAt\n  }\n"): typeof import('./graphql.js').EntryPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Record($input: RecordTransactionInput!, $key: String) {\n    recordTransaction(input: $input, idempotencyKey: $key) { ...EntryParts }\n  }\n"): typeof import('./graphql.js').RecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordAll($inputs: [RecordTransactionInput!]!, $key: String) {\n    recordTransactions(inputs: $inputs, idempotencyKey: $key) { ...EntryParts }\n  }\n"): typeof import('./graphql.js').RecordAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Amend($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { ...EntryParts }\n  }\n"): typeof import('./graphql.js').AmendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Void($id: ID!, $version: Int!) { voidTransaction(id: $id, version: $version) { ...EntryParts } }\n"): typeof import('./graphql.js').VoidDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Ledger($first: Int, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind) {\n    transactions(first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind) {\n      nodes { ...EntryParts }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): typeof import('./graphql.js').LedgerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ValuationParts on Valuation {\n    portfolioId baseCurrency day sequence asOf total cash marketValue costBasis unrealisedGain dayChange dayChangeRatio\n    dayChangePrice dayChangeCurrency isPartial staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings {\n      id accountId instrumentId quantity price currency source priceKind priceDate priceObservedAt previousClose previousCloseDate\n      marketValue value costBasis costBasisInBase unrealisedGain dayChange freshness isStale\n    }\n  }\n"): typeof import('./graphql.js').ValuationPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GetValuation($portfolioId: ID, $asOf: Day) { valuation(portfolioId: $portfolioId, asOf: $asOf) { ...ValuationParts } }\n"): typeof import('./graphql.js').GetValuationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ValuationChanged($portfolioId: ID) { valuationChanged(portfolioId: $portfolioId) { ...ValuationParts } }\n"): typeof import('./graphql.js').ValuationChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription QuoteChanged($ids: [ID!]!) {\n    quoteChanged(instrumentIds: $ids) { instrumentId price currency source kind observedAt revision previousClose }\n  }\n"): typeof import('./graphql.js').QuoteChangedDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
