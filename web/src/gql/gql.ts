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
    "\n  query Service {\n    service { version isDemo hasPlayground demoEmail demoPassword registration isMailing }\n  }\n": typeof types.ServiceDocument,
    "\n  mutation SignIn($email: String!, $password: String!, $totp: String) {\n    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }\n  }\n": typeof types.SignInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { ...SessionFields }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) { ...SessionFields }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation RequestPasswordReset($email: String!) {\n    requestPasswordReset(email: $email)\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation RequestRegistration($email: String!) {\n    requestRegistration(email: $email)\n  }\n": typeof types.RequestRegistrationDocument,
    "\n  mutation ResetPassword($token: String!, $newPassword: String!) {\n    resetPassword(token: $token, newPassword: $newPassword)\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation ConfirmEmailChange($token: String!) {\n    confirmEmailChange(token: $token)\n  }\n": typeof types.ConfirmEmailChangeDocument,
    "\n  mutation UndoEmailChange($token: String!) {\n    undoEmailChange(token: $token)\n  }\n": typeof types.UndoEmailChangeDocument,
    "\n  fragment SessionFields on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    user { id email name role source baseCurrency }\n  }\n": typeof types.SessionFieldsFragmentDoc,
    "\n  query Me {\n    me { id name email role baseCurrency }\n  }\n": typeof types.MeDocument,
    "\n  query Portfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) {\n          nodes { id name currency }\n        }\n      }\n    }\n  }\n": typeof types.PortfoliosDocument,
    "\n  query Benchmarks {\n    instruments(kind: ETF, first: 100) { nodes { id name ticker } }\n  }\n": typeof types.BenchmarksDocument,
    "\n  query Valuation($portfolioId: ID) {\n    valuation(portfolioId: $portfolioId) { ...ValuationFields }\n  }\n": typeof types.ValuationDocument,
    "\n  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {\n    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }\n  }\n": typeof types.ValuationChangedDocument,
    "\n  fragment ValuationFields on Valuation {\n    portfolioId\n    baseCurrency\n    sequence\n    asOf\n    asOfEarliest\n    total\n    marketValue\n    cash\n    costBasis\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n    isPartial\n    staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings { ...HoldingFields }\n  }\n": typeof types.ValuationFieldsFragmentDoc,
    "\n  fragment HoldingFields on Holding {\n    id\n    accountId\n    instrumentId\n    instrument { id kind name ticker isin schemeCode }\n    quantity\n    costBasis\n    costBasisInBase\n    price\n    previousClose\n    currency\n    priceKind\n    priceObservedAt\n    priceDate\n    source\n    isSimulated\n    freshness\n    isStale\n    value\n    unrealisedGain\n    unrealisedGainPrice\n    unrealisedGainCurrency\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n  }\n": typeof types.HoldingFieldsFragmentDoc,
    "\n  fragment FiringFields on Alert {\n    id ruleId name measure condition threshold setThreshold value firedAt readAt portfolioId accountId\n    instrument { id name currency }\n  }\n": typeof types.FiringFieldsFragmentDoc,
    "\n  query UnreadAlerts {\n    unreadAlertCount\n    alerts(first: 6) { nodes { ...FiringFields } }\n  }\n": typeof types.UnreadAlertsDocument,
    "\n  subscription AlertFired {\n    alertFired { ...FiringFields }\n  }\n": typeof types.AlertFiredDocument,
    "\n  mutation MarkAlertsRead($ids: [ID!]) {\n    markAlertsRead(ids: $ids)\n  }\n": typeof types.MarkAlertsReadDocument,
    "\n  fragment UserFacts on User { id email name role source baseCurrency createdAt lockedAt erasedAt }\n": typeof types.UserFactsFragmentDoc,
    "\n  query Users($search: String, $after: String) {\n    users(first: 50, search: $search, after: $after) {\n      nodes { ...UserFacts }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.UsersDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) { setupLink user { id email name } }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation SetUserLocked($id: ID!, $isLocked: Boolean!) {\n    setUserLocked(id: $id, isLocked: $isLocked) { ...UserFacts }\n  }\n": typeof types.SetUserLockedDocument,
    "\n  mutation SetUserRole($id: ID!, $role: Role!) {\n    setUserRole(id: $id, role: $role) { ...UserFacts }\n  }\n": typeof types.SetUserRoleDocument,
    "\n  mutation ResetUserPassword($id: ID!) {\n    resetUserPassword(id: $id) { setupLink user { id email } }\n  }\n": typeof types.ResetUserPasswordDocument,
    "\n  mutation ResetUserSecondFactor($id: ID!) {\n    resetUserSecondFactor(id: $id) { id }\n  }\n": typeof types.ResetUserSecondFactorDocument,
    "\n  mutation EraseUser($id: ID!) {\n    eraseUser(id: $id) { id erasedAt }\n  }\n": typeof types.EraseUserDocument,
    "\n  query Instruments($search: String, $kind: InstrumentKind, $after: String) {\n    instruments(first: 50, search: $search, kind: $kind, after: $after) {\n      nodes {\n        id kind name ticker isin mic schemeCode currency pinnedSource delistedOn\n        quote { price currency observedAt source freshness isSimulated }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.InstrumentsDocument,
    "\n  query Instrument($id: ID!) {\n    instrument(id: $id) {\n      id kind name ticker isin cusip sedol figi mic schemeCode currency multiplier pinnedSource delistedOn\n      splits { exDate ratioNew ratioOld fractionPrice }\n      quote {\n        price currency kind observedAt receivedAt valueDate source revision freshness isSimulated\n        verdict { rule message losers { source price observedAt } }\n      }\n    }\n    corporateActions(instrumentId: $id, first: 20) { ...ProposalFields }\n    sourceSymbols(instrumentId: $id) { source symbol isEntered }\n  }\n": typeof types.InstrumentDocument,
    "\n  fragment ProposalFields on CorporateAction {\n    id kind exDate status ratioNew ratioOld amount currency sources reason proposedAt decidedAt\n    instrument { id name }\n  }\n": typeof types.ProposalFieldsFragmentDoc,
    "\n  mutation CreateInstrument($input: CreateInstrumentInput!) {\n    createInstrument(input: $input) { id name }\n  }\n": typeof types.CreateInstrumentDocument,
    "\n  mutation SetIdentifiers($instrumentId: ID!, $input: IdentifiersInput!) {\n    setIdentifiers(instrumentId: $instrumentId, input: $input) { id cusip sedol figi }\n  }\n": typeof types.SetIdentifiersDocument,
    "\n  mutation RenameInstrument($instrumentId: ID!, $input: RenameInstrumentInput!) {\n    renameInstrument(instrumentId: $instrumentId, input: $input) { id name ticker }\n  }\n": typeof types.RenameInstrumentDocument,
    "\n  mutation DelistInstrument($instrumentId: ID!, $delistedOn: Day!) {\n    delistInstrument(instrumentId: $instrumentId, delistedOn: $delistedOn) { id delistedOn }\n  }\n": typeof types.DelistInstrumentDocument,
    "\n  mutation WithdrawDelisting($instrumentId: ID!) {\n    withdrawDelisting(instrumentId: $instrumentId) { id delistedOn }\n  }\n": typeof types.WithdrawDelistingDocument,
    "\n  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {\n    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }\n  }\n": typeof types.RecordSplitDocument,
    "\n  mutation AmendSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {\n    amendSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }\n  }\n": typeof types.AmendSplitDocument,
    "\n  mutation WithdrawSplit($instrumentId: ID!, $exDate: Day!) {\n    withdrawSplit(instrumentId: $instrumentId, exDate: $exDate) { id }\n  }\n": typeof types.WithdrawSplitDocument,
    "\n  mutation CorrectQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $price: Decimal!, $reason: String!) {\n    correctQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, price: $price, reason: $reason) { id }\n  }\n": typeof types.CorrectQuoteDocument,
    "\n  mutation WithdrawQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $reason: String!) {\n    withdrawQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, reason: $reason) { id }\n  }\n": typeof types.WithdrawQuoteDocument,
    "\n  mutation PinSource($instrumentId: ID!, $source: String, $reason: String!) {\n    pinSource(instrumentId: $instrumentId, source: $source, reason: $reason) { id pinnedSource }\n  }\n": typeof types.PinSourceDocument,
    "\n  mutation StartBackfill($input: BackfillInput!) {\n    startBackfill(input: $input) { id }\n  }\n": typeof types.StartBackfillDocument,
    "\n  query Sources($last: Int!) {\n    sources {\n      id name status priority kinds mics licence commercialUse delayMinutes hasStream hasHistory\n      accepted rejected garbage latencyMs lastAttemptAt lastSuccessAt lastFailureAt lastFailure pausedUntil\n      hours(last: $last) { startsAt successes failures accepted rejected latencyMsMax }\n      events(first: 20) { at status failure }\n    }\n  }\n": typeof types.SourcesDocument,
    "\n  query SourceNames {\n    sources { id name hasHistory kinds }\n  }\n": typeof types.SourceNamesDocument,
    "\n  query HeldQuotes {\n    heldQuotes { instrumentId source price kind observedAt receivedAt valueDate count isDiscarded instrument { id name currency quote { price observedAt } } }\n  }\n": typeof types.HeldQuotesDocument,
    "\n  mutation ReleaseQuote($instrumentId: ID!) {\n    releaseQuote(instrumentId: $instrumentId) { outcome message }\n  }\n": typeof types.ReleaseQuoteDocument,
    "\n  mutation DiscardHeldQuote($instrumentId: ID!) {\n    discardHeldQuote(instrumentId: $instrumentId) { instrumentId isDiscarded }\n  }\n": typeof types.DiscardHeldQuoteDocument,
    "\n  query RejectedQuotes($source: String) {\n    rejectedQuotes(first: 100, source: $source) { source symbol figure reason message count at }\n  }\n": typeof types.RejectedQuotesDocument,
    "\n  query Disagreements {\n    quoteDisagreements(first: 50) { source price otherSource otherPrice count firstAt at instrument { id name currency } }\n  }\n": typeof types.DisagreementsDocument,
    "\n  query DroppedFiles {\n    droppedFiles(first: 50) { hash name at lines accepted refused failure }\n  }\n": typeof types.DroppedFilesDocument,
    "\n  query Proposals($status: ProposalStatus) {\n    corporateActions(first: 100, status: $status) { ...ProposalFields }\n  }\n": typeof types.ProposalsDocument,
    "\n  mutation AcceptProposal($id: ID!) {\n    acceptCorporateAction(id: $id) { id status }\n  }\n": typeof types.AcceptProposalDocument,
    "\n  mutation RefuseProposal($id: ID!, $reason: String!) {\n    refuseCorporateAction(id: $id, reason: $reason) { id status }\n  }\n": typeof types.RefuseProposalDocument,
    "\n  query Backfills {\n    backfills(first: 50) { id instrumentId source from to nextDay status stored attempts message createdAt updatedAt instrument { id name } }\n  }\n": typeof types.BackfillsDocument,
    "\n  mutation CancelBackfill($id: ID!) {\n    cancelBackfill(id: $id) { id status }\n  }\n": typeof types.CancelBackfillDocument,
    "\n  query FxRates($day: Day) {\n    fxRates(day: $day) {\n      base quote rate revision source valueDate observedAt pinnedSource\n      verdict { rule message losers { source price observedAt } }\n    }\n  }\n": typeof types.FxRatesDocument,
    "\n  query HeldRates { heldRates { base quote rate source observedAt count isDiscarded } }\n": typeof types.HeldRatesDocument,
    "\n  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome message } }\n": typeof types.ReleaseRateDocument,
    "\n  mutation DiscardHeldRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { isDiscarded } }\n": typeof types.DiscardHeldRateDocument,
    "\n  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }\n  }\n": typeof types.CorrectFxRateDocument,
    "\n  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {\n    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate }\n  }\n": typeof types.WithdrawFxRateDocument,
    "\n  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $reason: String!) {\n    pinFxSource(base: $base, quote: $quote, source: $source, reason: $reason) { pinnedSource }\n  }\n": typeof types.PinFxSourceDocument,
    "\n  query SkippedSymbols {\n    skippedSymbols(first: 100) { instrumentId source symbol kind until isSuspect }\n  }\n": typeof types.SkippedSymbolsDocument,
    "\n  query OutgoingMail($after: String) {\n    outgoingMail(first: 50, after: $after) {\n      nodes { id subject attempts createdAt dueAt givenUpAt lastError }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OutgoingMailDocument,
    "\n  query Jobs {\n    jobs {\n      name description isRunning runs failuresInARow intervalSeconds lagSeconds\n      lastStartedAt lastEndedAt lastOutcome lastMessage lastDurationMs nextRunAt\n    }\n  }\n": typeof types.JobsDocument,
    "\n  query AuditLog($after: String, $userId: ID, $action: String, $from: Instant, $until: Instant) {\n    auditLog(first: 50, after: $after, userId: $userId, action: $action, from: $from, until: $until) {\n      nodes {\n        id sequence at action subject actorId address before after hash\n        actor { id name email }\n        subjectUser { id name email }\n        subjectInstrument { id name }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AuditLogDocument,
    "\n  query AuditCheck {\n    auditCheck { first entries problems }\n  }\n": typeof types.AuditCheckDocument,
    "\n  fragment AlertFields on Alert {\n    ...FiringFields\n    deliveries { id channel status attempts lastError deliveredAt }\n  }\n": typeof types.AlertFieldsFragmentDoc,
    "\n  query Alerts($first: Int!, $after: String, $isUnread: Boolean) {\n    alerts(first: $first, after: $after, isUnread: $isUnread) {\n      nodes { ...AlertFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AlertsDocument,
    "\n  fragment AlertRuleFields on AlertRule {\n    id name measure condition threshold setThreshold hysteresis isRepeating channels note status reference firedCount lastFiredAt createdAt expiresAt\n    version portfolioId accountId\n    instrument { ...InstrumentChoice }\n  }\n": typeof types.AlertRuleFieldsFragmentDoc,
    "\n  query AlertRules($after: String) {\n    alertRules(first: 50, after: $after) {\n      nodes { ...AlertRuleFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AlertRulesDocument,
    "\n  query AlertRule($id: ID!) {\n    alertRule(id: $id) { ...AlertRuleFields }\n  }\n": typeof types.AlertRuleDocument,
    "\n  mutation CreateAlertRule($input: CreateAlertRuleInput!) {\n    createAlertRule(input: $input) { id }\n  }\n": typeof types.CreateAlertRuleDocument,
    "\n  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {\n    amendAlertRule(id: $id, version: $version, input: $input) { id version status }\n  }\n": typeof types.AmendAlertRuleDocument,
    "\n  mutation PauseAlertRule($id: ID!) {\n    pauseAlertRule(id: $id) { id status }\n  }\n": typeof types.PauseAlertRuleDocument,
    "\n  mutation ResumeAlertRule($id: ID!) {\n    resumeAlertRule(id: $id) { id status }\n  }\n": typeof types.ResumeAlertRuleDocument,
    "\n  mutation DeleteAlertRule($id: ID!) {\n    deleteAlertRule(id: $id)\n  }\n": typeof types.DeleteAlertRuleDocument,
    "\n  query EverHeld($portfolioId: ID, $accountId: ID) {\n    performance(portfolioId: $portfolioId, accountId: $accountId) {\n      contributions { rows(first: 1) { nodes { instrumentId } } }\n    }\n  }\n": typeof types.EverHeldDocument,
    "\n  query InstrumentPage($id: ID!, $entries: Int!) {\n    instrument(id: $id) {\n      id name kind currency isin mic ticker schemeCode isMarketOpen delistedOn\n      splits { exDate ratioNew ratioOld }\n      quote { ...QuoteStory }\n    }\n    transactions(instrumentId: $id, first: $entries) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage }\n    }\n  }\n": typeof types.InstrumentPageDocument,
    "\n  query Prices($id: ID!, $from: Day, $after: String) {\n    instrument(id: $id) {\n      priceHistory(first: 200, from: $from, after: $after) {\n        nodes { valueDate price source kind }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.PricesDocument,
    "\n  query HoldingGains($portfolioId: ID, $accountId: ID, $instrumentId: ID!, $from: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId) {\n      baseCurrency\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n      explanation { priceGain currencyGain income fees taxes gain }\n    }\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from) {\n      withoutRate\n      totalInBase { gain gainBeforeFees priceGain currencyGain charges }\n      rows(first: 100) { nodes { acquiredOn soldOn quantity currency proceeds gain inBase { gain priceGain currencyGain } } }\n    }\n  }\n": typeof types.HoldingGainsDocument,
    "\n  query HoldingLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) {\n      holding {\n        currency\n        lots(first: 200) { nodes { id tradeDate quantity cost costBasis marketValue unrealisedGain } }\n      }\n    }\n  }\n": typeof types.HoldingLotsDocument,
    "\n  query Trends($portfolioId: ID, $first: Int!) {\n    holdings(portfolioId: $portfolioId, first: $first) {\n      nodes { instrumentId instrument { recentPrices(days: 30) } }\n    }\n  }\n": typeof types.TrendsDocument,
    "\n  query History($portfolioId: ID, $accountId: ID, $from: Day, $firstDay: Day, $points: Int!, $benchmark: ID) {\n    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, points: $points) {\n      baseCurrency\n      points { day total netContribution isPartial }\n    }\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $firstDay, benchmarkInstrumentId: $benchmark) {\n      isPartial\n      start\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n      growth(points: $points) { day value benchmark }\n      risk { benchmarkReturn { value absence } }\n    }\n  }\n": typeof types.HistoryDocument,
    "\n  query Intraday($portfolioId: ID, $accountId: ID, $points: Int!) {\n    intraday(portfolioId: $portfolioId, accountId: $accountId, hours: 24, points: $points) {\n      baseCurrency\n      points { at total isPartial }\n    }\n  }\n": typeof types.IntradayDocument,
    "\n  query Income($portfolioId: ID, $accountId: ID, $from: Day) {\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from) {\n      baseCurrency\n      lastTwelveMonths\n      yieldOnValue { value absence }\n      yieldOnCost { value absence }\n      total { gross tax net missing }\n      byMonth { month gross tax net }\n      byInstrument(first: 5) { nodes { instrumentId gross net instrument { name } } }\n    }\n  }\n": typeof types.IncomeDocument,
    "\n  query AllocationTargets($portfolioId: ID!, $by: AllocationBy!) {\n    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }\n  }\n": typeof types.AllocationTargetsDocument,
    "\n  query AllocationHistory($portfolioId: ID, $accountId: ID, $by: AllocationBy!, $from: Day, $points: Int!) {\n    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: $by, from: $from, points: $points) {\n      days\n      totals\n      series(first: 200) { nodes { key values instrument { id name } } }\n    }\n  }\n": typeof types.AllocationHistoryDocument,
    "\n  query Performance($portfolioId: ID, $accountId: ID, $from: Day, $benchmark: ID, $points: Int!) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, benchmarkInstrumentId: $benchmark) {\n      start\n      to\n      days\n      baseCurrency\n      isPartial\n      simpleReturn { ...Variants }\n      twr { ...Variants }\n      twrAnnualised { ...Variants }\n      irr { ...Variants }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      growth(points: $points) { day value drawdown benchmark }\n      byMonth { month value benchmark }\n      byYear { year value }\n      risk {\n        volatility { value absence }\n        sharpe { value absence }\n        sortino { value absence }\n        valueAtRisk { value absence }\n        beta { value absence }\n        trackingError { value absence }\n        benchmarkReturn { value absence }\n        excessReturn { value absence }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n        days { best { day value } worst { day value } }\n      }\n      contributions {\n        rest { value absence }\n        rows(first: 200) {\n          nodes { instrumentId instrument { name } gain priceGain currencyGain income fees taxes contribution { value absence } }\n        }\n      }\n    }\n  }\n": typeof types.PerformanceDocument,
    "\n  query Realised($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      from\n      to\n      baseCurrency\n      withoutRate\n      totalInBase { gain }\n      rows(first: 200) { nodes { instrumentId instrument { name } inBase { gain } } }\n    }\n  }\n": typeof types.RealisedDocument,
    "\n  query RealisedCsv($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    realisedGainsCsv(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to)\n  }\n": typeof types.RealisedCsvDocument,
    "\n  query Profile {\n    me { id name email role baseCurrency createdAt }\n  }\n": typeof types.ProfileDocument,
    "\n  mutation ChangeProfile($input: ChangeProfileInput!) {\n    changeProfile(input: $input) { id name email baseCurrency }\n  }\n": typeof types.ChangeProfileDocument,
    "\n  mutation RequestEmailChange($email: String!, $currentPassword: String!, $totp: String) {\n    requestEmailChange(email: $email, currentPassword: $currentPassword, totp: $totp)\n  }\n": typeof types.RequestEmailChangeDocument,
    "\n  query OwnPortfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) { nodes { ...AccountFacts } }\n      }\n    }\n  }\n": typeof types.OwnPortfoliosDocument,
    "\n  fragment AccountFacts on Account { id portfolioId name currency costMethod allowsShort fractionRule openedAt closedAt }\n": typeof types.AccountFactsFragmentDoc,
    "\n  mutation OpenPortfolio($input: OpenPortfolioInput!) {\n    openPortfolio(input: $input) { id }\n  }\n": typeof types.OpenPortfolioDocument,
    "\n  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) {\n    changePortfolio(id: $id, input: $input) { id name baseCurrency }\n  }\n": typeof types.ChangePortfolioDocument,
    "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) { id }\n  }\n": typeof types.OpenAccountDocument,
    "\n  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) {\n    changeAccount(id: $id, input: $input) { ...AccountFacts }\n  }\n": typeof types.ChangeAccountDocument,
    "\n  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day) {\n    moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id portfolioId }\n  }\n": typeof types.MoveAccountDocument,
    "\n  query Targets($portfolioId: ID!, $by: AllocationBy!) {\n    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }\n    allocation(portfolioId: $portfolioId, by: $by) {\n      slices(first: 100) { nodes { key share { value } instrument { id name } } }\n    }\n  }\n": typeof types.TargetsDocument,
    "\n  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }\n  }\n": typeof types.SetTargetsDocument,
    "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation EraseMe($currentPassword: String!, $totp: String) {\n    eraseMe(currentPassword: $currentPassword, totp: $totp)\n  }\n": typeof types.EraseMeDocument,
    "\n  query SecondFactor {\n    secondFactor { confirmedAt recoveryCodesLeft }\n  }\n": typeof types.SecondFactorDocument,
    "\n  mutation EnableTotp($currentPassword: String!) {\n    enableTotp(currentPassword: $currentPassword) { secret uri }\n  }\n": typeof types.EnableTotpDocument,
    "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code)\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($currentPassword: String!, $code: String!) {\n    disableTotp(currentPassword: $currentPassword, code: $code)\n  }\n": typeof types.DisableTotpDocument,
    "\n  query Sessions {\n    sessions(first: 50) { nodes { id createdAt lastUsedAt expiresAt isCurrent } }\n  }\n": typeof types.SessionsDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n": typeof types.EndOtherSessionsDocument,
    "\n  query ApiTokens($userId: ID) {\n    apiTokens(first: 50, userId: $userId) { nodes { id name scopes createdAt expiresAt lastUsedAt } }\n  }\n": typeof types.ApiTokensDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) { secret token { id } }\n  }\n": typeof types.CreateApiTokenDocument,
    "\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n": typeof types.RevokeApiTokenDocument,
    "\n  query Webhooks {\n    alertWebhooks { id url createdAt disabledAt failingSince lastError }\n  }\n": typeof types.WebhooksDocument,
    "\n  mutation CreateWebhook($url: String!) {\n    createAlertWebhook(url: $url) { secret webhook { id } }\n  }\n": typeof types.CreateWebhookDocument,
    "\n  mutation RenewWebhook($id: ID!) {\n    renewAlertWebhookSecret(id: $id) { secret webhook { id } }\n  }\n": typeof types.RenewWebhookDocument,
    "\n  mutation EnableWebhook($id: ID!) {\n    enableAlertWebhook(id: $id) { id disabledAt }\n  }\n": typeof types.EnableWebhookDocument,
    "\n  mutation DeleteWebhook($id: ID!) {\n    deleteAlertWebhook(id: $id)\n  }\n": typeof types.DeleteWebhookDocument,
    "\n  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier delistedOn }\n": typeof types.InstrumentChoiceFragmentDoc,
    "\n  fragment EntryFields on Transaction {\n    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld\n    counterAccountId lotIds note version recordedAt amendedAt voidedAt\n    instrument { ...InstrumentChoice }\n  }\n": typeof types.EntryFieldsFragmentDoc,
    "\n  query Transactions(\n    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String\n  ) {\n    transactions(\n      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search\n    ) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TransactionsDocument,
    "\n  query Transaction($id: ID!) {\n    transaction(id: $id) {\n      ...EntryFields\n      revisions(first: 50) {\n        nodes {\n          version\n          recordedAt\n          isVoided\n          content {\n            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note\n            instrument { id name }\n          }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": typeof types.TransactionDocument,
    "\n  query Accounts {\n    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }\n  }\n": typeof types.AccountsDocument,
    "\n  query InstrumentSearch($search: String) {\n    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }\n  }\n": typeof types.InstrumentSearchDocument,
    "\n  query InstrumentName($id: ID!) {\n    instrument(id: $id) { id name }\n  }\n": typeof types.InstrumentNameDocument,
    "\n  query OpenLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }\n  }\n": typeof types.OpenLotsDocument,
    "\n  query PreviewTransaction($input: RecordTransactionInput!) {\n    previewTransaction(input: $input) {\n      cash { accountId currency before after }\n      realised(first: 200) { nodes { gain currency } }\n      changesLaterGains\n    }\n  }\n": typeof types.PreviewTransactionDocument,
    "\n  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {\n    recordTransaction(input: $input, idempotencyKey: $key) { id version }\n  }\n": typeof types.RecordTransactionDocument,
    "\n  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { id version }\n  }\n": typeof types.AmendTransactionDocument,
    "\n  mutation VoidTransaction($id: ID!, $version: Int!) {\n    voidTransaction(id: $id, version: $version) { id version voidedAt }\n  }\n": typeof types.VoidTransactionDocument,
    "\n  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun\n      rowCount\n      recordedCount\n      repeatedCount\n      problemCount\n      problems { line field rule message }\n      entries {\n        line accountId\n        content {\n          kind tradeDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId\n          instrument { id name multiplier }\n        }\n      }\n      unusedColumns\n    }\n  }\n": typeof types.ImportTransactionsDocument,
    "\n  query ImportTemplate {\n    importTemplate\n  }\n": typeof types.ImportTemplateDocument,
    "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n": typeof types.TransactionsCsvDocument,
    "\n  query OwnData($after: String) {\n    exportOwnData(after: $after) { json hasNextPage endCursor }\n  }\n": typeof types.OwnDataDocument,
    "\n  fragment QuoteStory on Quote {\n    price\n    currency\n    kind\n    source\n    isSimulated\n    freshness\n    observedAt\n    receivedAt\n    valueDate\n    previousClose\n    previousCloseDate\n    rawPrice\n    rawCurrency\n    revision\n    verdict { rule message losers { source price observedAt } }\n  }\n": typeof types.QuoteStoryFragmentDoc,
    "\n  query ExplainHolding($holdingId: ID!, $day: Day) {\n    explainHolding(holdingId: $holdingId, asOf: $day) {\n      baseCurrency\n      priceRule\n      entryCount\n      holding { currency quantity price instrumentId instrument { name } }\n      quote { ...QuoteStory }\n      rates { base quote rate earlierRate use source valueDate observedAt }\n      lots { id quantity tradeDate cost charges bookedRate { rate currency } }\n      splits { day ratioNew ratioOld }\n      steps { name result scale terms { name use value } }\n      gaps { message }\n    }\n  }\n": typeof types.ExplainHoldingDocument,
    "\n  query ExplainCash($accountId: ID!, $currency: Currency!, $day: Day) {\n    explainCash(accountId: $accountId, currency: $currency, asOf: $day) {\n      balance { amount value currency }\n      baseCurrency\n      entryCount\n      rates { base quote rate earlierRate use source valueDate observedAt }\n      steps { name result scale terms { name use value } }\n    }\n  }\n": typeof types.ExplainCashDocument,
    "\n  query WhyPrice($instrumentId: ID!) {\n    instrument(id: $instrumentId) { name currency quote { ...QuoteStory } }\n  }\n": typeof types.WhyPriceDocument,
    "\n  query WhyReturn($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      start\n      to\n      days\n      simpleReturn { ...Variants }\n      twr { ...Variants }\n      twrAnnualised { ...Variants }\n      irr { ...Variants }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      byMonth { month value }\n      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } pageInfo { hasNextPage } }\n    }\n  }\n": typeof types.WhyReturnDocument,
    "\n  fragment Variants on Return {\n    total { value absence }\n    price { value absence }\n  }\n": typeof types.VariantsFragmentDoc,
    "\n  query WhyDays($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      start\n      parts(first: 100) { nodes { day value growth { value absence } } }\n    }\n  }\n": typeof types.WhyDaysDocument,
    "\n  query WhyPeriod($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      baseCurrency\n      start\n      to\n      twr { total { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } }\n      contributions {\n        rest { value absence }\n        rows(first: 200) {\n          nodes {\n            instrumentId instrument { name } start end bought sold gain priceGain currencyGain income fees taxes\n            contribution { value absence }\n          }\n        }\n      }\n    }\n  }\n": typeof types.WhyPeriodDocument,
    "\n  query WhyWorth($portfolioId: ID, $accountId: ID, $day: Day) {\n    allocation(by: INSTRUMENT, portfolioId: $portfolioId, accountId: $accountId, asOf: $day) {\n      valuation {\n        baseCurrency total marketValue cash unrealisedGain\n        gaps { message }\n        holdings { id accountId instrumentId value unrealisedGain instrument { name } }\n        cashBalances { accountId currency amount value }\n      }\n    }\n  }\n": typeof types.WhyWorthDocument,
    "\n  query WhyRisk($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $benchmark: ID) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, benchmarkInstrumentId: $benchmark) {\n      start\n      to\n      twr { total { value absence } }\n      risk {\n        volatility { value } sharpe { value } sortino { value } valueAtRisk { value }\n        beta { value } trackingError { value } benchmarkReturn { value } excessReturn { value }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n      }\n      riskSteps { name result scale terms { name use value } }\n      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } pageInfo { hasNextPage } }\n    }\n  }\n": typeof types.WhyRiskDocument,
    "\n  query WhyEntries($accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $first: Int!) {\n    transactions(accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to, first: $first) {\n      nodes { id kind tradeDate quantity price amount currency voidedAt accountId instrument { name } }\n      pageInfo { hasNextPage }\n    }\n  }\n": typeof types.WhyEntriesDocument,
    "\n  query WhyIncome($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $instrumentId: ID) {\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      baseCurrency\n      from\n      to\n      lastTwelveMonths\n      yieldOnValue { value }\n      yieldOnCost { value }\n      total { gross tax fee net missing }\n      byInstrument(first: 200) { nodes { instrumentId gross tax fee net } }\n      payments(first: 200, instrumentId: $instrumentId) {\n        nodes {\n          transactionId kind tradeDate instrument { name } currency gross rate isRateBooked\n          inBase { gross tax }\n        }\n      }\n    }\n  }\n": typeof types.WhyIncomeDocument,
    "\n  query WhyRealised($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      from\n      to\n      withoutRate\n      totalInBase { gain priceGain currencyGain charges }\n      rows(first: 200) {\n        nodes {\n          lotId transactionId instrument { name } quantity acquiredOn closedOn proceeds cost charges gain currency\n          inBase { gain priceGain currencyGain }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": typeof types.WhyRealisedDocument,
};
const documents: Documents = {
    "\n  query Service {\n    service { version isDemo hasPlayground demoEmail demoPassword registration isMailing }\n  }\n": types.ServiceDocument,
    "\n  mutation SignIn($email: String!, $password: String!, $totp: String) {\n    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }\n  }\n": types.SignInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { ...SessionFields }\n  }\n": types.RegisterDocument,
    "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) { ...SessionFields }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation RequestPasswordReset($email: String!) {\n    requestPasswordReset(email: $email)\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation RequestRegistration($email: String!) {\n    requestRegistration(email: $email)\n  }\n": types.RequestRegistrationDocument,
    "\n  mutation ResetPassword($token: String!, $newPassword: String!) {\n    resetPassword(token: $token, newPassword: $newPassword)\n  }\n": types.ResetPasswordDocument,
    "\n  mutation ConfirmEmailChange($token: String!) {\n    confirmEmailChange(token: $token)\n  }\n": types.ConfirmEmailChangeDocument,
    "\n  mutation UndoEmailChange($token: String!) {\n    undoEmailChange(token: $token)\n  }\n": types.UndoEmailChangeDocument,
    "\n  fragment SessionFields on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    user { id email name role source baseCurrency }\n  }\n": types.SessionFieldsFragmentDoc,
    "\n  query Me {\n    me { id name email role baseCurrency }\n  }\n": types.MeDocument,
    "\n  query Portfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) {\n          nodes { id name currency }\n        }\n      }\n    }\n  }\n": types.PortfoliosDocument,
    "\n  query Benchmarks {\n    instruments(kind: ETF, first: 100) { nodes { id name ticker } }\n  }\n": types.BenchmarksDocument,
    "\n  query Valuation($portfolioId: ID) {\n    valuation(portfolioId: $portfolioId) { ...ValuationFields }\n  }\n": types.ValuationDocument,
    "\n  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {\n    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }\n  }\n": types.ValuationChangedDocument,
    "\n  fragment ValuationFields on Valuation {\n    portfolioId\n    baseCurrency\n    sequence\n    asOf\n    asOfEarliest\n    total\n    marketValue\n    cash\n    costBasis\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n    isPartial\n    staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings { ...HoldingFields }\n  }\n": types.ValuationFieldsFragmentDoc,
    "\n  fragment HoldingFields on Holding {\n    id\n    accountId\n    instrumentId\n    instrument { id kind name ticker isin schemeCode }\n    quantity\n    costBasis\n    costBasisInBase\n    price\n    previousClose\n    currency\n    priceKind\n    priceObservedAt\n    priceDate\n    source\n    isSimulated\n    freshness\n    isStale\n    value\n    unrealisedGain\n    unrealisedGainPrice\n    unrealisedGainCurrency\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n  }\n": types.HoldingFieldsFragmentDoc,
    "\n  fragment FiringFields on Alert {\n    id ruleId name measure condition threshold setThreshold value firedAt readAt portfolioId accountId\n    instrument { id name currency }\n  }\n": types.FiringFieldsFragmentDoc,
    "\n  query UnreadAlerts {\n    unreadAlertCount\n    alerts(first: 6) { nodes { ...FiringFields } }\n  }\n": types.UnreadAlertsDocument,
    "\n  subscription AlertFired {\n    alertFired { ...FiringFields }\n  }\n": types.AlertFiredDocument,
    "\n  mutation MarkAlertsRead($ids: [ID!]) {\n    markAlertsRead(ids: $ids)\n  }\n": types.MarkAlertsReadDocument,
    "\n  fragment UserFacts on User { id email name role source baseCurrency createdAt lockedAt erasedAt }\n": types.UserFactsFragmentDoc,
    "\n  query Users($search: String, $after: String) {\n    users(first: 50, search: $search, after: $after) {\n      nodes { ...UserFacts }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.UsersDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) { setupLink user { id email name } }\n  }\n": types.CreateUserDocument,
    "\n  mutation SetUserLocked($id: ID!, $isLocked: Boolean!) {\n    setUserLocked(id: $id, isLocked: $isLocked) { ...UserFacts }\n  }\n": types.SetUserLockedDocument,
    "\n  mutation SetUserRole($id: ID!, $role: Role!) {\n    setUserRole(id: $id, role: $role) { ...UserFacts }\n  }\n": types.SetUserRoleDocument,
    "\n  mutation ResetUserPassword($id: ID!) {\n    resetUserPassword(id: $id) { setupLink user { id email } }\n  }\n": types.ResetUserPasswordDocument,
    "\n  mutation ResetUserSecondFactor($id: ID!) {\n    resetUserSecondFactor(id: $id) { id }\n  }\n": types.ResetUserSecondFactorDocument,
    "\n  mutation EraseUser($id: ID!) {\n    eraseUser(id: $id) { id erasedAt }\n  }\n": types.EraseUserDocument,
    "\n  query Instruments($search: String, $kind: InstrumentKind, $after: String) {\n    instruments(first: 50, search: $search, kind: $kind, after: $after) {\n      nodes {\n        id kind name ticker isin mic schemeCode currency pinnedSource delistedOn\n        quote { price currency observedAt source freshness isSimulated }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.InstrumentsDocument,
    "\n  query Instrument($id: ID!) {\n    instrument(id: $id) {\n      id kind name ticker isin cusip sedol figi mic schemeCode currency multiplier pinnedSource delistedOn\n      splits { exDate ratioNew ratioOld fractionPrice }\n      quote {\n        price currency kind observedAt receivedAt valueDate source revision freshness isSimulated\n        verdict { rule message losers { source price observedAt } }\n      }\n    }\n    corporateActions(instrumentId: $id, first: 20) { ...ProposalFields }\n    sourceSymbols(instrumentId: $id) { source symbol isEntered }\n  }\n": types.InstrumentDocument,
    "\n  fragment ProposalFields on CorporateAction {\n    id kind exDate status ratioNew ratioOld amount currency sources reason proposedAt decidedAt\n    instrument { id name }\n  }\n": types.ProposalFieldsFragmentDoc,
    "\n  mutation CreateInstrument($input: CreateInstrumentInput!) {\n    createInstrument(input: $input) { id name }\n  }\n": types.CreateInstrumentDocument,
    "\n  mutation SetIdentifiers($instrumentId: ID!, $input: IdentifiersInput!) {\n    setIdentifiers(instrumentId: $instrumentId, input: $input) { id cusip sedol figi }\n  }\n": types.SetIdentifiersDocument,
    "\n  mutation RenameInstrument($instrumentId: ID!, $input: RenameInstrumentInput!) {\n    renameInstrument(instrumentId: $instrumentId, input: $input) { id name ticker }\n  }\n": types.RenameInstrumentDocument,
    "\n  mutation DelistInstrument($instrumentId: ID!, $delistedOn: Day!) {\n    delistInstrument(instrumentId: $instrumentId, delistedOn: $delistedOn) { id delistedOn }\n  }\n": types.DelistInstrumentDocument,
    "\n  mutation WithdrawDelisting($instrumentId: ID!) {\n    withdrawDelisting(instrumentId: $instrumentId) { id delistedOn }\n  }\n": types.WithdrawDelistingDocument,
    "\n  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {\n    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }\n  }\n": types.RecordSplitDocument,
    "\n  mutation AmendSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {\n    amendSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }\n  }\n": types.AmendSplitDocument,
    "\n  mutation WithdrawSplit($instrumentId: ID!, $exDate: Day!) {\n    withdrawSplit(instrumentId: $instrumentId, exDate: $exDate) { id }\n  }\n": types.WithdrawSplitDocument,
    "\n  mutation CorrectQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $price: Decimal!, $reason: String!) {\n    correctQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, price: $price, reason: $reason) { id }\n  }\n": types.CorrectQuoteDocument,
    "\n  mutation WithdrawQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $reason: String!) {\n    withdrawQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, reason: $reason) { id }\n  }\n": types.WithdrawQuoteDocument,
    "\n  mutation PinSource($instrumentId: ID!, $source: String, $reason: String!) {\n    pinSource(instrumentId: $instrumentId, source: $source, reason: $reason) { id pinnedSource }\n  }\n": types.PinSourceDocument,
    "\n  mutation StartBackfill($input: BackfillInput!) {\n    startBackfill(input: $input) { id }\n  }\n": types.StartBackfillDocument,
    "\n  query Sources($last: Int!) {\n    sources {\n      id name status priority kinds mics licence commercialUse delayMinutes hasStream hasHistory\n      accepted rejected garbage latencyMs lastAttemptAt lastSuccessAt lastFailureAt lastFailure pausedUntil\n      hours(last: $last) { startsAt successes failures accepted rejected latencyMsMax }\n      events(first: 20) { at status failure }\n    }\n  }\n": types.SourcesDocument,
    "\n  query SourceNames {\n    sources { id name hasHistory kinds }\n  }\n": types.SourceNamesDocument,
    "\n  query HeldQuotes {\n    heldQuotes { instrumentId source price kind observedAt receivedAt valueDate count isDiscarded instrument { id name currency quote { price observedAt } } }\n  }\n": types.HeldQuotesDocument,
    "\n  mutation ReleaseQuote($instrumentId: ID!) {\n    releaseQuote(instrumentId: $instrumentId) { outcome message }\n  }\n": types.ReleaseQuoteDocument,
    "\n  mutation DiscardHeldQuote($instrumentId: ID!) {\n    discardHeldQuote(instrumentId: $instrumentId) { instrumentId isDiscarded }\n  }\n": types.DiscardHeldQuoteDocument,
    "\n  query RejectedQuotes($source: String) {\n    rejectedQuotes(first: 100, source: $source) { source symbol figure reason message count at }\n  }\n": types.RejectedQuotesDocument,
    "\n  query Disagreements {\n    quoteDisagreements(first: 50) { source price otherSource otherPrice count firstAt at instrument { id name currency } }\n  }\n": types.DisagreementsDocument,
    "\n  query DroppedFiles {\n    droppedFiles(first: 50) { hash name at lines accepted refused failure }\n  }\n": types.DroppedFilesDocument,
    "\n  query Proposals($status: ProposalStatus) {\n    corporateActions(first: 100, status: $status) { ...ProposalFields }\n  }\n": types.ProposalsDocument,
    "\n  mutation AcceptProposal($id: ID!) {\n    acceptCorporateAction(id: $id) { id status }\n  }\n": types.AcceptProposalDocument,
    "\n  mutation RefuseProposal($id: ID!, $reason: String!) {\n    refuseCorporateAction(id: $id, reason: $reason) { id status }\n  }\n": types.RefuseProposalDocument,
    "\n  query Backfills {\n    backfills(first: 50) { id instrumentId source from to nextDay status stored attempts message createdAt updatedAt instrument { id name } }\n  }\n": types.BackfillsDocument,
    "\n  mutation CancelBackfill($id: ID!) {\n    cancelBackfill(id: $id) { id status }\n  }\n": types.CancelBackfillDocument,
    "\n  query FxRates($day: Day) {\n    fxRates(day: $day) {\n      base quote rate revision source valueDate observedAt pinnedSource\n      verdict { rule message losers { source price observedAt } }\n    }\n  }\n": types.FxRatesDocument,
    "\n  query HeldRates { heldRates { base quote rate source observedAt count isDiscarded } }\n": types.HeldRatesDocument,
    "\n  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome message } }\n": types.ReleaseRateDocument,
    "\n  mutation DiscardHeldRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { isDiscarded } }\n": types.DiscardHeldRateDocument,
    "\n  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }\n  }\n": types.CorrectFxRateDocument,
    "\n  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {\n    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate }\n  }\n": types.WithdrawFxRateDocument,
    "\n  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $reason: String!) {\n    pinFxSource(base: $base, quote: $quote, source: $source, reason: $reason) { pinnedSource }\n  }\n": types.PinFxSourceDocument,
    "\n  query SkippedSymbols {\n    skippedSymbols(first: 100) { instrumentId source symbol kind until isSuspect }\n  }\n": types.SkippedSymbolsDocument,
    "\n  query OutgoingMail($after: String) {\n    outgoingMail(first: 50, after: $after) {\n      nodes { id subject attempts createdAt dueAt givenUpAt lastError }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OutgoingMailDocument,
    "\n  query Jobs {\n    jobs {\n      name description isRunning runs failuresInARow intervalSeconds lagSeconds\n      lastStartedAt lastEndedAt lastOutcome lastMessage lastDurationMs nextRunAt\n    }\n  }\n": types.JobsDocument,
    "\n  query AuditLog($after: String, $userId: ID, $action: String, $from: Instant, $until: Instant) {\n    auditLog(first: 50, after: $after, userId: $userId, action: $action, from: $from, until: $until) {\n      nodes {\n        id sequence at action subject actorId address before after hash\n        actor { id name email }\n        subjectUser { id name email }\n        subjectInstrument { id name }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AuditLogDocument,
    "\n  query AuditCheck {\n    auditCheck { first entries problems }\n  }\n": types.AuditCheckDocument,
    "\n  fragment AlertFields on Alert {\n    ...FiringFields\n    deliveries { id channel status attempts lastError deliveredAt }\n  }\n": types.AlertFieldsFragmentDoc,
    "\n  query Alerts($first: Int!, $after: String, $isUnread: Boolean) {\n    alerts(first: $first, after: $after, isUnread: $isUnread) {\n      nodes { ...AlertFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AlertsDocument,
    "\n  fragment AlertRuleFields on AlertRule {\n    id name measure condition threshold setThreshold hysteresis isRepeating channels note status reference firedCount lastFiredAt createdAt expiresAt\n    version portfolioId accountId\n    instrument { ...InstrumentChoice }\n  }\n": types.AlertRuleFieldsFragmentDoc,
    "\n  query AlertRules($after: String) {\n    alertRules(first: 50, after: $after) {\n      nodes { ...AlertRuleFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AlertRulesDocument,
    "\n  query AlertRule($id: ID!) {\n    alertRule(id: $id) { ...AlertRuleFields }\n  }\n": types.AlertRuleDocument,
    "\n  mutation CreateAlertRule($input: CreateAlertRuleInput!) {\n    createAlertRule(input: $input) { id }\n  }\n": types.CreateAlertRuleDocument,
    "\n  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {\n    amendAlertRule(id: $id, version: $version, input: $input) { id version status }\n  }\n": types.AmendAlertRuleDocument,
    "\n  mutation PauseAlertRule($id: ID!) {\n    pauseAlertRule(id: $id) { id status }\n  }\n": types.PauseAlertRuleDocument,
    "\n  mutation ResumeAlertRule($id: ID!) {\n    resumeAlertRule(id: $id) { id status }\n  }\n": types.ResumeAlertRuleDocument,
    "\n  mutation DeleteAlertRule($id: ID!) {\n    deleteAlertRule(id: $id)\n  }\n": types.DeleteAlertRuleDocument,
    "\n  query EverHeld($portfolioId: ID, $accountId: ID) {\n    performance(portfolioId: $portfolioId, accountId: $accountId) {\n      contributions { rows(first: 1) { nodes { instrumentId } } }\n    }\n  }\n": types.EverHeldDocument,
    "\n  query InstrumentPage($id: ID!, $entries: Int!) {\n    instrument(id: $id) {\n      id name kind currency isin mic ticker schemeCode isMarketOpen delistedOn\n      splits { exDate ratioNew ratioOld }\n      quote { ...QuoteStory }\n    }\n    transactions(instrumentId: $id, first: $entries) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage }\n    }\n  }\n": types.InstrumentPageDocument,
    "\n  query Prices($id: ID!, $from: Day, $after: String) {\n    instrument(id: $id) {\n      priceHistory(first: 200, from: $from, after: $after) {\n        nodes { valueDate price source kind }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.PricesDocument,
    "\n  query HoldingGains($portfolioId: ID, $accountId: ID, $instrumentId: ID!, $from: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId) {\n      baseCurrency\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n      explanation { priceGain currencyGain income fees taxes gain }\n    }\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from) {\n      withoutRate\n      totalInBase { gain gainBeforeFees priceGain currencyGain charges }\n      rows(first: 100) { nodes { acquiredOn soldOn quantity currency proceeds gain inBase { gain priceGain currencyGain } } }\n    }\n  }\n": types.HoldingGainsDocument,
    "\n  query HoldingLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) {\n      holding {\n        currency\n        lots(first: 200) { nodes { id tradeDate quantity cost costBasis marketValue unrealisedGain } }\n      }\n    }\n  }\n": types.HoldingLotsDocument,
    "\n  query Trends($portfolioId: ID, $first: Int!) {\n    holdings(portfolioId: $portfolioId, first: $first) {\n      nodes { instrumentId instrument { recentPrices(days: 30) } }\n    }\n  }\n": types.TrendsDocument,
    "\n  query History($portfolioId: ID, $accountId: ID, $from: Day, $firstDay: Day, $points: Int!, $benchmark: ID) {\n    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, points: $points) {\n      baseCurrency\n      points { day total netContribution isPartial }\n    }\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $firstDay, benchmarkInstrumentId: $benchmark) {\n      isPartial\n      start\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n      growth(points: $points) { day value benchmark }\n      risk { benchmarkReturn { value absence } }\n    }\n  }\n": types.HistoryDocument,
    "\n  query Intraday($portfolioId: ID, $accountId: ID, $points: Int!) {\n    intraday(portfolioId: $portfolioId, accountId: $accountId, hours: 24, points: $points) {\n      baseCurrency\n      points { at total isPartial }\n    }\n  }\n": types.IntradayDocument,
    "\n  query Income($portfolioId: ID, $accountId: ID, $from: Day) {\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from) {\n      baseCurrency\n      lastTwelveMonths\n      yieldOnValue { value absence }\n      yieldOnCost { value absence }\n      total { gross tax net missing }\n      byMonth { month gross tax net }\n      byInstrument(first: 5) { nodes { instrumentId gross net instrument { name } } }\n    }\n  }\n": types.IncomeDocument,
    "\n  query AllocationTargets($portfolioId: ID!, $by: AllocationBy!) {\n    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }\n  }\n": types.AllocationTargetsDocument,
    "\n  query AllocationHistory($portfolioId: ID, $accountId: ID, $by: AllocationBy!, $from: Day, $points: Int!) {\n    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: $by, from: $from, points: $points) {\n      days\n      totals\n      series(first: 200) { nodes { key values instrument { id name } } }\n    }\n  }\n": types.AllocationHistoryDocument,
    "\n  query Performance($portfolioId: ID, $accountId: ID, $from: Day, $benchmark: ID, $points: Int!) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, benchmarkInstrumentId: $benchmark) {\n      start\n      to\n      days\n      baseCurrency\n      isPartial\n      simpleReturn { ...Variants }\n      twr { ...Variants }\n      twrAnnualised { ...Variants }\n      irr { ...Variants }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      growth(points: $points) { day value drawdown benchmark }\n      byMonth { month value benchmark }\n      byYear { year value }\n      risk {\n        volatility { value absence }\n        sharpe { value absence }\n        sortino { value absence }\n        valueAtRisk { value absence }\n        beta { value absence }\n        trackingError { value absence }\n        benchmarkReturn { value absence }\n        excessReturn { value absence }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n        days { best { day value } worst { day value } }\n      }\n      contributions {\n        rest { value absence }\n        rows(first: 200) {\n          nodes { instrumentId instrument { name } gain priceGain currencyGain income fees taxes contribution { value absence } }\n        }\n      }\n    }\n  }\n": types.PerformanceDocument,
    "\n  query Realised($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      from\n      to\n      baseCurrency\n      withoutRate\n      totalInBase { gain }\n      rows(first: 200) { nodes { instrumentId instrument { name } inBase { gain } } }\n    }\n  }\n": types.RealisedDocument,
    "\n  query RealisedCsv($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    realisedGainsCsv(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to)\n  }\n": types.RealisedCsvDocument,
    "\n  query Profile {\n    me { id name email role baseCurrency createdAt }\n  }\n": types.ProfileDocument,
    "\n  mutation ChangeProfile($input: ChangeProfileInput!) {\n    changeProfile(input: $input) { id name email baseCurrency }\n  }\n": types.ChangeProfileDocument,
    "\n  mutation RequestEmailChange($email: String!, $currentPassword: String!, $totp: String) {\n    requestEmailChange(email: $email, currentPassword: $currentPassword, totp: $totp)\n  }\n": types.RequestEmailChangeDocument,
    "\n  query OwnPortfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) { nodes { ...AccountFacts } }\n      }\n    }\n  }\n": types.OwnPortfoliosDocument,
    "\n  fragment AccountFacts on Account { id portfolioId name currency costMethod allowsShort fractionRule openedAt closedAt }\n": types.AccountFactsFragmentDoc,
    "\n  mutation OpenPortfolio($input: OpenPortfolioInput!) {\n    openPortfolio(input: $input) { id }\n  }\n": types.OpenPortfolioDocument,
    "\n  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) {\n    changePortfolio(id: $id, input: $input) { id name baseCurrency }\n  }\n": types.ChangePortfolioDocument,
    "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) { id }\n  }\n": types.OpenAccountDocument,
    "\n  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) {\n    changeAccount(id: $id, input: $input) { ...AccountFacts }\n  }\n": types.ChangeAccountDocument,
    "\n  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day) {\n    moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id portfolioId }\n  }\n": types.MoveAccountDocument,
    "\n  query Targets($portfolioId: ID!, $by: AllocationBy!) {\n    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }\n    allocation(portfolioId: $portfolioId, by: $by) {\n      slices(first: 100) { nodes { key share { value } instrument { id name } } }\n    }\n  }\n": types.TargetsDocument,
    "\n  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }\n  }\n": types.SetTargetsDocument,
    "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n": types.ChangePasswordDocument,
    "\n  mutation EraseMe($currentPassword: String!, $totp: String) {\n    eraseMe(currentPassword: $currentPassword, totp: $totp)\n  }\n": types.EraseMeDocument,
    "\n  query SecondFactor {\n    secondFactor { confirmedAt recoveryCodesLeft }\n  }\n": types.SecondFactorDocument,
    "\n  mutation EnableTotp($currentPassword: String!) {\n    enableTotp(currentPassword: $currentPassword) { secret uri }\n  }\n": types.EnableTotpDocument,
    "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code)\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($currentPassword: String!, $code: String!) {\n    disableTotp(currentPassword: $currentPassword, code: $code)\n  }\n": types.DisableTotpDocument,
    "\n  query Sessions {\n    sessions(first: 50) { nodes { id createdAt lastUsedAt expiresAt isCurrent } }\n  }\n": types.SessionsDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n": types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n": types.EndOtherSessionsDocument,
    "\n  query ApiTokens($userId: ID) {\n    apiTokens(first: 50, userId: $userId) { nodes { id name scopes createdAt expiresAt lastUsedAt } }\n  }\n": types.ApiTokensDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) { secret token { id } }\n  }\n": types.CreateApiTokenDocument,
    "\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n": types.RevokeApiTokenDocument,
    "\n  query Webhooks {\n    alertWebhooks { id url createdAt disabledAt failingSince lastError }\n  }\n": types.WebhooksDocument,
    "\n  mutation CreateWebhook($url: String!) {\n    createAlertWebhook(url: $url) { secret webhook { id } }\n  }\n": types.CreateWebhookDocument,
    "\n  mutation RenewWebhook($id: ID!) {\n    renewAlertWebhookSecret(id: $id) { secret webhook { id } }\n  }\n": types.RenewWebhookDocument,
    "\n  mutation EnableWebhook($id: ID!) {\n    enableAlertWebhook(id: $id) { id disabledAt }\n  }\n": types.EnableWebhookDocument,
    "\n  mutation DeleteWebhook($id: ID!) {\n    deleteAlertWebhook(id: $id)\n  }\n": types.DeleteWebhookDocument,
    "\n  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier delistedOn }\n": types.InstrumentChoiceFragmentDoc,
    "\n  fragment EntryFields on Transaction {\n    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld\n    counterAccountId lotIds note version recordedAt amendedAt voidedAt\n    instrument { ...InstrumentChoice }\n  }\n": types.EntryFieldsFragmentDoc,
    "\n  query Transactions(\n    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String\n  ) {\n    transactions(\n      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search\n    ) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TransactionsDocument,
    "\n  query Transaction($id: ID!) {\n    transaction(id: $id) {\n      ...EntryFields\n      revisions(first: 50) {\n        nodes {\n          version\n          recordedAt\n          isVoided\n          content {\n            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note\n            instrument { id name }\n          }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": types.TransactionDocument,
    "\n  query Accounts {\n    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }\n  }\n": types.AccountsDocument,
    "\n  query InstrumentSearch($search: String) {\n    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }\n  }\n": types.InstrumentSearchDocument,
    "\n  query InstrumentName($id: ID!) {\n    instrument(id: $id) { id name }\n  }\n": types.InstrumentNameDocument,
    "\n  query OpenLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }\n  }\n": types.OpenLotsDocument,
    "\n  query PreviewTransaction($input: RecordTransactionInput!) {\n    previewTransaction(input: $input) {\n      cash { accountId currency before after }\n      realised(first: 200) { nodes { gain currency } }\n      changesLaterGains\n    }\n  }\n": types.PreviewTransactionDocument,
    "\n  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {\n    recordTransaction(input: $input, idempotencyKey: $key) { id version }\n  }\n": types.RecordTransactionDocument,
    "\n  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { id version }\n  }\n": types.AmendTransactionDocument,
    "\n  mutation VoidTransaction($id: ID!, $version: Int!) {\n    voidTransaction(id: $id, version: $version) { id version voidedAt }\n  }\n": types.VoidTransactionDocument,
    "\n  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun\n      rowCount\n      recordedCount\n      repeatedCount\n      problemCount\n      problems { line field rule message }\n      entries {\n        line accountId\n        content {\n          kind tradeDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId\n          instrument { id name multiplier }\n        }\n      }\n      unusedColumns\n    }\n  }\n": types.ImportTransactionsDocument,
    "\n  query ImportTemplate {\n    importTemplate\n  }\n": types.ImportTemplateDocument,
    "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n": types.TransactionsCsvDocument,
    "\n  query OwnData($after: String) {\n    exportOwnData(after: $after) { json hasNextPage endCursor }\n  }\n": types.OwnDataDocument,
    "\n  fragment QuoteStory on Quote {\n    price\n    currency\n    kind\n    source\n    isSimulated\n    freshness\n    observedAt\n    receivedAt\n    valueDate\n    previousClose\n    previousCloseDate\n    rawPrice\n    rawCurrency\n    revision\n    verdict { rule message losers { source price observedAt } }\n  }\n": types.QuoteStoryFragmentDoc,
    "\n  query ExplainHolding($holdingId: ID!, $day: Day) {\n    explainHolding(holdingId: $holdingId, asOf: $day) {\n      baseCurrency\n      priceRule\n      entryCount\n      holding { currency quantity price instrumentId instrument { name } }\n      quote { ...QuoteStory }\n      rates { base quote rate earlierRate use source valueDate observedAt }\n      lots { id quantity tradeDate cost charges bookedRate { rate currency } }\n      splits { day ratioNew ratioOld }\n      steps { name result scale terms { name use value } }\n      gaps { message }\n    }\n  }\n": types.ExplainHoldingDocument,
    "\n  query ExplainCash($accountId: ID!, $currency: Currency!, $day: Day) {\n    explainCash(accountId: $accountId, currency: $currency, asOf: $day) {\n      balance { amount value currency }\n      baseCurrency\n      entryCount\n      rates { base quote rate earlierRate use source valueDate observedAt }\n      steps { name result scale terms { name use value } }\n    }\n  }\n": types.ExplainCashDocument,
    "\n  query WhyPrice($instrumentId: ID!) {\n    instrument(id: $instrumentId) { name currency quote { ...QuoteStory } }\n  }\n": types.WhyPriceDocument,
    "\n  query WhyReturn($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      start\n      to\n      days\n      simpleReturn { ...Variants }\n      twr { ...Variants }\n      twrAnnualised { ...Variants }\n      irr { ...Variants }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      byMonth { month value }\n      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } pageInfo { hasNextPage } }\n    }\n  }\n": types.WhyReturnDocument,
    "\n  fragment Variants on Return {\n    total { value absence }\n    price { value absence }\n  }\n": types.VariantsFragmentDoc,
    "\n  query WhyDays($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      start\n      parts(first: 100) { nodes { day value growth { value absence } } }\n    }\n  }\n": types.WhyDaysDocument,
    "\n  query WhyPeriod($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      baseCurrency\n      start\n      to\n      twr { total { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } }\n      contributions {\n        rest { value absence }\n        rows(first: 200) {\n          nodes {\n            instrumentId instrument { name } start end bought sold gain priceGain currencyGain income fees taxes\n            contribution { value absence }\n          }\n        }\n      }\n    }\n  }\n": types.WhyPeriodDocument,
    "\n  query WhyWorth($portfolioId: ID, $accountId: ID, $day: Day) {\n    allocation(by: INSTRUMENT, portfolioId: $portfolioId, accountId: $accountId, asOf: $day) {\n      valuation {\n        baseCurrency total marketValue cash unrealisedGain\n        gaps { message }\n        holdings { id accountId instrumentId value unrealisedGain instrument { name } }\n        cashBalances { accountId currency amount value }\n      }\n    }\n  }\n": types.WhyWorthDocument,
    "\n  query WhyRisk($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $benchmark: ID) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, benchmarkInstrumentId: $benchmark) {\n      start\n      to\n      twr { total { value absence } }\n      risk {\n        volatility { value } sharpe { value } sortino { value } valueAtRisk { value }\n        beta { value } trackingError { value } benchmarkReturn { value } excessReturn { value }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n      }\n      riskSteps { name result scale terms { name use value } }\n      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } pageInfo { hasNextPage } }\n    }\n  }\n": types.WhyRiskDocument,
    "\n  query WhyEntries($accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $first: Int!) {\n    transactions(accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to, first: $first) {\n      nodes { id kind tradeDate quantity price amount currency voidedAt accountId instrument { name } }\n      pageInfo { hasNextPage }\n    }\n  }\n": types.WhyEntriesDocument,
    "\n  query WhyIncome($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $instrumentId: ID) {\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      baseCurrency\n      from\n      to\n      lastTwelveMonths\n      yieldOnValue { value }\n      yieldOnCost { value }\n      total { gross tax fee net missing }\n      byInstrument(first: 200) { nodes { instrumentId gross tax fee net } }\n      payments(first: 200, instrumentId: $instrumentId) {\n        nodes {\n          transactionId kind tradeDate instrument { name } currency gross rate isRateBooked\n          inBase { gross tax }\n        }\n      }\n    }\n  }\n": types.WhyIncomeDocument,
    "\n  query WhyRealised($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      from\n      to\n      withoutRate\n      totalInBase { gain priceGain currencyGain charges }\n      rows(first: 200) {\n        nodes {\n          lotId transactionId instrument { name } quantity acquiredOn closedOn proceeds cost charges gain currency\n          inBase { gain priceGain currencyGain }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": types.WhyRealisedDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Service {\n    service { version isDemo hasPlayground demoEmail demoPassword registration isMailing }\n  }\n"): typeof import('./graphql.js').ServiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($email: String!, $password: String!, $totp: String) {\n    signIn(email: $email, password: $password, totp: $totp) { ...SessionFields }\n  }\n"): typeof import('./graphql.js').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { ...SessionFields }\n  }\n"): typeof import('./graphql.js').RegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) { ...SessionFields }\n  }\n"): typeof import('./graphql.js').RefreshSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): typeof import('./graphql.js').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($email: String!) {\n    requestPasswordReset(email: $email)\n  }\n"): typeof import('./graphql.js').RequestPasswordResetDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestRegistration($email: String!) {\n    requestRegistration(email: $email)\n  }\n"): typeof import('./graphql.js').RequestRegistrationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($token: String!, $newPassword: String!) {\n    resetPassword(token: $token, newPassword: $newPassword)\n  }\n"): typeof import('./graphql.js').ResetPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmEmailChange($token: String!) {\n    confirmEmailChange(token: $token)\n  }\n"): typeof import('./graphql.js').ConfirmEmailChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoEmailChange($token: String!) {\n    undoEmailChange(token: $token)\n  }\n"): typeof import('./graphql.js').UndoEmailChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionFields on Session {\n    accessToken\n    accessTokenExpiresAt\n    refreshToken\n    user { id email name role source baseCurrency }\n  }\n"): typeof import('./graphql.js').SessionFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me { id name email role baseCurrency }\n  }\n"): typeof import('./graphql.js').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Portfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) {\n          nodes { id name currency }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PortfoliosDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Benchmarks {\n    instruments(kind: ETF, first: 100) { nodes { id name ticker } }\n  }\n"): typeof import('./graphql.js').BenchmarksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Valuation($portfolioId: ID) {\n    valuation(portfolioId: $portfolioId) { ...ValuationFields }\n  }\n"): typeof import('./graphql.js').ValuationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {\n    valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) { ...ValuationFields }\n  }\n"): typeof import('./graphql.js').ValuationChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ValuationFields on Valuation {\n    portfolioId\n    baseCurrency\n    sequence\n    asOf\n    asOfEarliest\n    total\n    marketValue\n    cash\n    costBasis\n    unrealisedGain\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n    isPartial\n    staleShare\n    gaps { reason instrumentId currency message }\n    cashBalances { accountId currency amount value }\n    holdings { ...HoldingFields }\n  }\n"): typeof import('./graphql.js').ValuationFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HoldingFields on Holding {\n    id\n    accountId\n    instrumentId\n    instrument { id kind name ticker isin schemeCode }\n    quantity\n    costBasis\n    costBasisInBase\n    price\n    previousClose\n    currency\n    priceKind\n    priceObservedAt\n    priceDate\n    source\n    isSimulated\n    freshness\n    isStale\n    value\n    unrealisedGain\n    unrealisedGainPrice\n    unrealisedGainCurrency\n    dayChange\n    dayChangePrice\n    dayChangeCurrency\n    dayChangeRatio\n  }\n"): typeof import('./graphql.js').HoldingFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FiringFields on Alert {\n    id ruleId name measure condition threshold setThreshold value firedAt readAt portfolioId accountId\n    instrument { id name currency }\n  }\n"): typeof import('./graphql.js').FiringFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnreadAlerts {\n    unreadAlertCount\n    alerts(first: 6) { nodes { ...FiringFields } }\n  }\n"): typeof import('./graphql.js').UnreadAlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AlertFired {\n    alertFired { ...FiringFields }\n  }\n"): typeof import('./graphql.js').AlertFiredDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkAlertsRead($ids: [ID!]) {\n    markAlertsRead(ids: $ids)\n  }\n"): typeof import('./graphql.js').MarkAlertsReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserFacts on User { id email name role source baseCurrency createdAt lockedAt erasedAt }\n"): typeof import('./graphql.js').UserFactsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users($search: String, $after: String) {\n    users(first: 50, search: $search, after: $after) {\n      nodes { ...UserFacts }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').UsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) { setupLink user { id email name } }\n  }\n"): typeof import('./graphql.js').CreateUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUserLocked($id: ID!, $isLocked: Boolean!) {\n    setUserLocked(id: $id, isLocked: $isLocked) { ...UserFacts }\n  }\n"): typeof import('./graphql.js').SetUserLockedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUserRole($id: ID!, $role: Role!) {\n    setUserRole(id: $id, role: $role) { ...UserFacts }\n  }\n"): typeof import('./graphql.js').SetUserRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetUserPassword($id: ID!) {\n    resetUserPassword(id: $id) { setupLink user { id email } }\n  }\n"): typeof import('./graphql.js').ResetUserPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetUserSecondFactor($id: ID!) {\n    resetUserSecondFactor(id: $id) { id }\n  }\n"): typeof import('./graphql.js').ResetUserSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseUser($id: ID!) {\n    eraseUser(id: $id) { id erasedAt }\n  }\n"): typeof import('./graphql.js').EraseUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Instruments($search: String, $kind: InstrumentKind, $after: String) {\n    instruments(first: 50, search: $search, kind: $kind, after: $after) {\n      nodes {\n        id kind name ticker isin mic schemeCode currency pinnedSource delistedOn\n        quote { price currency observedAt source freshness isSimulated }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').InstrumentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Instrument($id: ID!) {\n    instrument(id: $id) {\n      id kind name ticker isin cusip sedol figi mic schemeCode currency multiplier pinnedSource delistedOn\n      splits { exDate ratioNew ratioOld fractionPrice }\n      quote {\n        price currency kind observedAt receivedAt valueDate source revision freshness isSimulated\n        verdict { rule message losers { source price observedAt } }\n      }\n    }\n    corporateActions(instrumentId: $id, first: 20) { ...ProposalFields }\n    sourceSymbols(instrumentId: $id) { source symbol isEntered }\n  }\n"): typeof import('./graphql.js').InstrumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProposalFields on CorporateAction {\n    id kind exDate status ratioNew ratioOld amount currency sources reason proposedAt decidedAt\n    instrument { id name }\n  }\n"): typeof import('./graphql.js').ProposalFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateInstrument($input: CreateInstrumentInput!) {\n    createInstrument(input: $input) { id name }\n  }\n"): typeof import('./graphql.js').CreateInstrumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetIdentifiers($instrumentId: ID!, $input: IdentifiersInput!) {\n    setIdentifiers(instrumentId: $instrumentId, input: $input) { id cusip sedol figi }\n  }\n"): typeof import('./graphql.js').SetIdentifiersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameInstrument($instrumentId: ID!, $input: RenameInstrumentInput!) {\n    renameInstrument(instrumentId: $instrumentId, input: $input) { id name ticker }\n  }\n"): typeof import('./graphql.js').RenameInstrumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DelistInstrument($instrumentId: ID!, $delistedOn: Day!) {\n    delistInstrument(instrumentId: $instrumentId, delistedOn: $delistedOn) { id delistedOn }\n  }\n"): typeof import('./graphql.js').DelistInstrumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawDelisting($instrumentId: ID!) {\n    withdrawDelisting(instrumentId: $instrumentId) { id delistedOn }\n  }\n"): typeof import('./graphql.js').WithdrawDelistingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {\n    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }\n  }\n"): typeof import('./graphql.js').RecordSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AmendSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {\n    amendSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }\n  }\n"): typeof import('./graphql.js').AmendSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawSplit($instrumentId: ID!, $exDate: Day!) {\n    withdrawSplit(instrumentId: $instrumentId, exDate: $exDate) { id }\n  }\n"): typeof import('./graphql.js').WithdrawSplitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CorrectQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $price: Decimal!, $reason: String!) {\n    correctQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, price: $price, reason: $reason) { id }\n  }\n"): typeof import('./graphql.js').CorrectQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $reason: String!) {\n    withdrawQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, reason: $reason) { id }\n  }\n"): typeof import('./graphql.js').WithdrawQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinSource($instrumentId: ID!, $source: String, $reason: String!) {\n    pinSource(instrumentId: $instrumentId, source: $source, reason: $reason) { id pinnedSource }\n  }\n"): typeof import('./graphql.js').PinSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartBackfill($input: BackfillInput!) {\n    startBackfill(input: $input) { id }\n  }\n"): typeof import('./graphql.js').StartBackfillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sources($last: Int!) {\n    sources {\n      id name status priority kinds mics licence commercialUse delayMinutes hasStream hasHistory\n      accepted rejected garbage latencyMs lastAttemptAt lastSuccessAt lastFailureAt lastFailure pausedUntil\n      hours(last: $last) { startsAt successes failures accepted rejected latencyMsMax }\n      events(first: 20) { at status failure }\n    }\n  }\n"): typeof import('./graphql.js').SourcesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceNames {\n    sources { id name hasHistory kinds }\n  }\n"): typeof import('./graphql.js').SourceNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HeldQuotes {\n    heldQuotes { instrumentId source price kind observedAt receivedAt valueDate count isDiscarded instrument { id name currency quote { price observedAt } } }\n  }\n"): typeof import('./graphql.js').HeldQuotesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseQuote($instrumentId: ID!) {\n    releaseQuote(instrumentId: $instrumentId) { outcome message }\n  }\n"): typeof import('./graphql.js').ReleaseQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DiscardHeldQuote($instrumentId: ID!) {\n    discardHeldQuote(instrumentId: $instrumentId) { instrumentId isDiscarded }\n  }\n"): typeof import('./graphql.js').DiscardHeldQuoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RejectedQuotes($source: String) {\n    rejectedQuotes(first: 100, source: $source) { source symbol figure reason message count at }\n  }\n"): typeof import('./graphql.js').RejectedQuotesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Disagreements {\n    quoteDisagreements(first: 50) { source price otherSource otherPrice count firstAt at instrument { id name currency } }\n  }\n"): typeof import('./graphql.js').DisagreementsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DroppedFiles {\n    droppedFiles(first: 50) { hash name at lines accepted refused failure }\n  }\n"): typeof import('./graphql.js').DroppedFilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Proposals($status: ProposalStatus) {\n    corporateActions(first: 100, status: $status) { ...ProposalFields }\n  }\n"): typeof import('./graphql.js').ProposalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptProposal($id: ID!) {\n    acceptCorporateAction(id: $id) { id status }\n  }\n"): typeof import('./graphql.js').AcceptProposalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefuseProposal($id: ID!, $reason: String!) {\n    refuseCorporateAction(id: $id, reason: $reason) { id status }\n  }\n"): typeof import('./graphql.js').RefuseProposalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Backfills {\n    backfills(first: 50) { id instrumentId source from to nextDay status stored attempts message createdAt updatedAt instrument { id name } }\n  }\n"): typeof import('./graphql.js').BackfillsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelBackfill($id: ID!) {\n    cancelBackfill(id: $id) { id status }\n  }\n"): typeof import('./graphql.js').CancelBackfillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FxRates($day: Day) {\n    fxRates(day: $day) {\n      base quote rate revision source valueDate observedAt pinnedSource\n      verdict { rule message losers { source price observedAt } }\n    }\n  }\n"): typeof import('./graphql.js').FxRatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HeldRates { heldRates { base quote rate source observedAt count isDiscarded } }\n"): typeof import('./graphql.js').HeldRatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome message } }\n"): typeof import('./graphql.js').ReleaseRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DiscardHeldRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { isDiscarded } }\n"): typeof import('./graphql.js').DiscardHeldRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {\n    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }\n  }\n"): typeof import('./graphql.js').CorrectFxRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {\n    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate }\n  }\n"): typeof import('./graphql.js').WithdrawFxRateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $reason: String!) {\n    pinFxSource(base: $base, quote: $quote, source: $source, reason: $reason) { pinnedSource }\n  }\n"): typeof import('./graphql.js').PinFxSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SkippedSymbols {\n    skippedSymbols(first: 100) { instrumentId source symbol kind until isSuspect }\n  }\n"): typeof import('./graphql.js').SkippedSymbolsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OutgoingMail($after: String) {\n    outgoingMail(first: 50, after: $after) {\n      nodes { id subject attempts createdAt dueAt givenUpAt lastError }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').OutgoingMailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Jobs {\n    jobs {\n      name description isRunning runs failuresInARow intervalSeconds lagSeconds\n      lastStartedAt lastEndedAt lastOutcome lastMessage lastDurationMs nextRunAt\n    }\n  }\n"): typeof import('./graphql.js').JobsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditLog($after: String, $userId: ID, $action: String, $from: Instant, $until: Instant) {\n    auditLog(first: 50, after: $after, userId: $userId, action: $action, from: $from, until: $until) {\n      nodes {\n        id sequence at action subject actorId address before after hash\n        actor { id name email }\n        subjectUser { id name email }\n        subjectInstrument { id name }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').AuditLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditCheck {\n    auditCheck { first entries problems }\n  }\n"): typeof import('./graphql.js').AuditCheckDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AlertFields on Alert {\n    ...FiringFields\n    deliveries { id channel status attempts lastError deliveredAt }\n  }\n"): typeof import('./graphql.js').AlertFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Alerts($first: Int!, $after: String, $isUnread: Boolean) {\n    alerts(first: $first, after: $after, isUnread: $isUnread) {\n      nodes { ...AlertFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').AlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AlertRuleFields on AlertRule {\n    id name measure condition threshold setThreshold hysteresis isRepeating channels note status reference firedCount lastFiredAt createdAt expiresAt\n    version portfolioId accountId\n    instrument { ...InstrumentChoice }\n  }\n"): typeof import('./graphql.js').AlertRuleFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AlertRules($after: String) {\n    alertRules(first: 50, after: $after) {\n      nodes { ...AlertRuleFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').AlertRulesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AlertRule($id: ID!) {\n    alertRule(id: $id) { ...AlertRuleFields }\n  }\n"): typeof import('./graphql.js').AlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAlertRule($input: CreateAlertRuleInput!) {\n    createAlertRule(input: $input) { id }\n  }\n"): typeof import('./graphql.js').CreateAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {\n    amendAlertRule(id: $id, version: $version, input: $input) { id version status }\n  }\n"): typeof import('./graphql.js').AmendAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseAlertRule($id: ID!) {\n    pauseAlertRule(id: $id) { id status }\n  }\n"): typeof import('./graphql.js').PauseAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeAlertRule($id: ID!) {\n    resumeAlertRule(id: $id) { id status }\n  }\n"): typeof import('./graphql.js').ResumeAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteAlertRule($id: ID!) {\n    deleteAlertRule(id: $id)\n  }\n"): typeof import('./graphql.js').DeleteAlertRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EverHeld($portfolioId: ID, $accountId: ID) {\n    performance(portfolioId: $portfolioId, accountId: $accountId) {\n      contributions { rows(first: 1) { nodes { instrumentId } } }\n    }\n  }\n"): typeof import('./graphql.js').EverHeldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InstrumentPage($id: ID!, $entries: Int!) {\n    instrument(id: $id) {\n      id name kind currency isin mic ticker schemeCode isMarketOpen delistedOn\n      splits { exDate ratioNew ratioOld }\n      quote { ...QuoteStory }\n    }\n    transactions(instrumentId: $id, first: $entries) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage }\n    }\n  }\n"): typeof import('./graphql.js').InstrumentPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Prices($id: ID!, $from: Day, $after: String) {\n    instrument(id: $id) {\n      priceHistory(first: 200, from: $from, after: $after) {\n        nodes { valueDate price source kind }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldingGains($portfolioId: ID, $accountId: ID, $instrumentId: ID!, $from: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId) {\n      baseCurrency\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n      explanation { priceGain currencyGain income fees taxes gain }\n    }\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from) {\n      withoutRate\n      totalInBase { gain gainBeforeFees priceGain currencyGain charges }\n      rows(first: 100) { nodes { acquiredOn soldOn quantity currency proceeds gain inBase { gain priceGain currencyGain } } }\n    }\n  }\n"): typeof import('./graphql.js').HoldingGainsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldingLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) {\n      holding {\n        currency\n        lots(first: 200) { nodes { id tradeDate quantity cost costBasis marketValue unrealisedGain } }\n      }\n    }\n  }\n"): typeof import('./graphql.js').HoldingLotsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Trends($portfolioId: ID, $first: Int!) {\n    holdings(portfolioId: $portfolioId, first: $first) {\n      nodes { instrumentId instrument { recentPrices(days: 30) } }\n    }\n  }\n"): typeof import('./graphql.js').TrendsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query History($portfolioId: ID, $accountId: ID, $from: Day, $firstDay: Day, $points: Int!, $benchmark: ID) {\n    history(portfolioId: $portfolioId, accountId: $accountId, from: $from, points: $points) {\n      baseCurrency\n      points { day total netContribution isPartial }\n    }\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $firstDay, benchmarkInstrumentId: $benchmark) {\n      isPartial\n      start\n      simpleReturn { total { value absence } }\n      twr { total { value absence } }\n      irr { total { value absence } }\n      growth(points: $points) { day value benchmark }\n      risk { benchmarkReturn { value absence } }\n    }\n  }\n"): typeof import('./graphql.js').HistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Intraday($portfolioId: ID, $accountId: ID, $points: Int!) {\n    intraday(portfolioId: $portfolioId, accountId: $accountId, hours: 24, points: $points) {\n      baseCurrency\n      points { at total isPartial }\n    }\n  }\n"): typeof import('./graphql.js').IntradayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Income($portfolioId: ID, $accountId: ID, $from: Day) {\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from) {\n      baseCurrency\n      lastTwelveMonths\n      yieldOnValue { value absence }\n      yieldOnCost { value absence }\n      total { gross tax net missing }\n      byMonth { month gross tax net }\n      byInstrument(first: 5) { nodes { instrumentId gross net instrument { name } } }\n    }\n  }\n"): typeof import('./graphql.js').IncomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllocationTargets($portfolioId: ID!, $by: AllocationBy!) {\n    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }\n  }\n"): typeof import('./graphql.js').AllocationTargetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllocationHistory($portfolioId: ID, $accountId: ID, $by: AllocationBy!, $from: Day, $points: Int!) {\n    allocationHistory(portfolioId: $portfolioId, accountId: $accountId, by: $by, from: $from, points: $points) {\n      days\n      totals\n      series(first: 200) { nodes { key values instrument { id name } } }\n    }\n  }\n"): typeof import('./graphql.js').AllocationHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Performance($portfolioId: ID, $accountId: ID, $from: Day, $benchmark: ID, $points: Int!) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, benchmarkInstrumentId: $benchmark) {\n      start\n      to\n      days\n      baseCurrency\n      isPartial\n      simpleReturn { ...Variants }\n      twr { ...Variants }\n      twrAnnualised { ...Variants }\n      irr { ...Variants }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      growth(points: $points) { day value drawdown benchmark }\n      byMonth { month value benchmark }\n      byYear { year value }\n      risk {\n        volatility { value absence }\n        sharpe { value absence }\n        sortino { value absence }\n        valueAtRisk { value absence }\n        beta { value absence }\n        trackingError { value absence }\n        benchmarkReturn { value absence }\n        excessReturn { value absence }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n        days { best { day value } worst { day value } }\n      }\n      contributions {\n        rest { value absence }\n        rows(first: 200) {\n          nodes { instrumentId instrument { name } gain priceGain currencyGain income fees taxes contribution { value absence } }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').PerformanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Realised($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      from\n      to\n      baseCurrency\n      withoutRate\n      totalInBase { gain }\n      rows(first: 200) { nodes { instrumentId instrument { name } inBase { gain } } }\n    }\n  }\n"): typeof import('./graphql.js').RealisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RealisedCsv($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    realisedGainsCsv(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to)\n  }\n"): typeof import('./graphql.js').RealisedCsvDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Profile {\n    me { id name email role baseCurrency createdAt }\n  }\n"): typeof import('./graphql.js').ProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeProfile($input: ChangeProfileInput!) {\n    changeProfile(input: $input) { id name email baseCurrency }\n  }\n"): typeof import('./graphql.js').ChangeProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestEmailChange($email: String!, $currentPassword: String!, $totp: String) {\n    requestEmailChange(email: $email, currentPassword: $currentPassword, totp: $totp)\n  }\n"): typeof import('./graphql.js').RequestEmailChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnPortfolios {\n    portfolios(first: 50) {\n      nodes {\n        id\n        name\n        baseCurrency\n        accounts(first: 100) { nodes { ...AccountFacts } }\n      }\n    }\n  }\n"): typeof import('./graphql.js').OwnPortfoliosDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AccountFacts on Account { id portfolioId name currency costMethod allowsShort fractionRule openedAt closedAt }\n"): typeof import('./graphql.js').AccountFactsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenPortfolio($input: OpenPortfolioInput!) {\n    openPortfolio(input: $input) { id }\n  }\n"): typeof import('./graphql.js').OpenPortfolioDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) {\n    changePortfolio(id: $id, input: $input) { id name baseCurrency }\n  }\n"): typeof import('./graphql.js').ChangePortfolioDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) { id }\n  }\n"): typeof import('./graphql.js').OpenAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) {\n    changeAccount(id: $id, input: $input) { ...AccountFacts }\n  }\n"): typeof import('./graphql.js').ChangeAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day) {\n    moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id portfolioId }\n  }\n"): typeof import('./graphql.js').MoveAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Targets($portfolioId: ID!, $by: AllocationBy!) {\n    portfolio(id: $portfolioId) { id targets(by: $by) { key weight } }\n    allocation(portfolioId: $portfolioId, by: $by) {\n      slices(first: 100) { nodes { key share { value } instrument { id name } } }\n    }\n  }\n"): typeof import('./graphql.js').TargetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {\n    setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) { key weight }\n  }\n"): typeof import('./graphql.js').SetTargetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n"): typeof import('./graphql.js').ChangePasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseMe($currentPassword: String!, $totp: String) {\n    eraseMe(currentPassword: $currentPassword, totp: $totp)\n  }\n"): typeof import('./graphql.js').EraseMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecondFactor {\n    secondFactor { confirmedAt recoveryCodesLeft }\n  }\n"): typeof import('./graphql.js').SecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnableTotp($currentPassword: String!) {\n    enableTotp(currentPassword: $currentPassword) { secret uri }\n  }\n"): typeof import('./graphql.js').EnableTotpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code)\n  }\n"): typeof import('./graphql.js').ConfirmTotpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp($currentPassword: String!, $code: String!) {\n    disableTotp(currentPassword: $currentPassword, code: $code)\n  }\n"): typeof import('./graphql.js').DisableTotpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions {\n    sessions(first: 50) { nodes { id createdAt lastUsedAt expiresAt isCurrent } }\n  }\n"): typeof import('./graphql.js').SessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n"): typeof import('./graphql.js').EndSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n"): typeof import('./graphql.js').EndOtherSessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiTokens($userId: ID) {\n    apiTokens(first: 50, userId: $userId) { nodes { id name scopes createdAt expiresAt lastUsedAt } }\n  }\n"): typeof import('./graphql.js').ApiTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) { secret token { id } }\n  }\n"): typeof import('./graphql.js').CreateApiTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n"): typeof import('./graphql.js').RevokeApiTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks {\n    alertWebhooks { id url createdAt disabledAt failingSince lastError }\n  }\n"): typeof import('./graphql.js').WebhooksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWebhook($url: String!) {\n    createAlertWebhook(url: $url) { secret webhook { id } }\n  }\n"): typeof import('./graphql.js').CreateWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewWebhook($id: ID!) {\n    renewAlertWebhookSecret(id: $id) { secret webhook { id } }\n  }\n"): typeof import('./graphql.js').RenewWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnableWebhook($id: ID!) {\n    enableAlertWebhook(id: $id) { id disabledAt }\n  }\n"): typeof import('./graphql.js').EnableWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWebhook($id: ID!) {\n    deleteAlertWebhook(id: $id)\n  }\n"): typeof import('./graphql.js').DeleteWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InstrumentChoice on Instrument { id kind name ticker isin mic schemeCode currency multiplier delistedOn }\n"): typeof import('./graphql.js').InstrumentChoiceFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EntryFields on Transaction {\n    id accountId kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld\n    counterAccountId lotIds note version recordedAt amendedAt voidedAt\n    instrument { ...InstrumentChoice }\n  }\n"): typeof import('./graphql.js').EntryFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Transactions(\n    $first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String\n  ) {\n    transactions(\n      first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind, from: $from, to: $to, search: $search\n    ) {\n      nodes { ...EntryFields }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').TransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Transaction($id: ID!) {\n    transaction(id: $id) {\n      ...EntryFields\n      revisions(first: 50) {\n        nodes {\n          version\n          recordedAt\n          isVoided\n          content {\n            kind tradeDate settlementDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId lotIds note\n            instrument { id name }\n          }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"): typeof import('./graphql.js').TransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Accounts {\n    accounts(first: 200) { nodes { id portfolioId name currency costMethod openedAt closedAt } }\n  }\n"): typeof import('./graphql.js').AccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InstrumentSearch($search: String) {\n    instruments(search: $search, first: 12) { nodes { ...InstrumentChoice } }\n  }\n"): typeof import('./graphql.js').InstrumentSearchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InstrumentName($id: ID!) {\n    instrument(id: $id) { id name }\n  }\n"): typeof import('./graphql.js').InstrumentNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenLots($holdingId: ID!) {\n    explainHolding(holdingId: $holdingId) { lots { id quantity tradeDate cost charges } }\n  }\n"): typeof import('./graphql.js').OpenLotsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewTransaction($input: RecordTransactionInput!) {\n    previewTransaction(input: $input) {\n      cash { accountId currency before after }\n      realised(first: 200) { nodes { gain currency } }\n      changesLaterGains\n    }\n  }\n"): typeof import('./graphql.js').PreviewTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {\n    recordTransaction(input: $input, idempotencyKey: $key) { id version }\n  }\n"): typeof import('./graphql.js').RecordTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {\n    amendTransaction(id: $id, version: $version, input: $input) { id version }\n  }\n"): typeof import('./graphql.js').AmendTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VoidTransaction($id: ID!, $version: Int!) {\n    voidTransaction(id: $id, version: $version) { id version voidedAt }\n  }\n"): typeof import('./graphql.js').VoidTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {\n    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {\n      isDryRun\n      rowCount\n      recordedCount\n      repeatedCount\n      problemCount\n      problems { line field rule message }\n      entries {\n        line accountId\n        content {\n          kind tradeDate quantity price amount currency fee tax exchangeRate ratioNew ratioOld counterAccountId\n          instrument { id name multiplier }\n        }\n      }\n      unusedColumns\n    }\n  }\n"): typeof import('./graphql.js').ImportTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportTemplate {\n    importTemplate\n  }\n"): typeof import('./graphql.js').ImportTemplateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionsCsv($accountId: ID, $after: String) {\n    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }\n  }\n"): typeof import('./graphql.js').TransactionsCsvDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnData($after: String) {\n    exportOwnData(after: $after) { json hasNextPage endCursor }\n  }\n"): typeof import('./graphql.js').OwnDataDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment QuoteStory on Quote {\n    price\n    currency\n    kind\n    source\n    isSimulated\n    freshness\n    observedAt\n    receivedAt\n    valueDate\n    previousClose\n    previousCloseDate\n    rawPrice\n    rawCurrency\n    revision\n    verdict { rule message losers { source price observedAt } }\n  }\n"): typeof import('./graphql.js').QuoteStoryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainHolding($holdingId: ID!, $day: Day) {\n    explainHolding(holdingId: $holdingId, asOf: $day) {\n      baseCurrency\n      priceRule\n      entryCount\n      holding { currency quantity price instrumentId instrument { name } }\n      quote { ...QuoteStory }\n      rates { base quote rate earlierRate use source valueDate observedAt }\n      lots { id quantity tradeDate cost charges bookedRate { rate currency } }\n      splits { day ratioNew ratioOld }\n      steps { name result scale terms { name use value } }\n      gaps { message }\n    }\n  }\n"): typeof import('./graphql.js').ExplainHoldingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainCash($accountId: ID!, $currency: Currency!, $day: Day) {\n    explainCash(accountId: $accountId, currency: $currency, asOf: $day) {\n      balance { amount value currency }\n      baseCurrency\n      entryCount\n      rates { base quote rate earlierRate use source valueDate observedAt }\n      steps { name result scale terms { name use value } }\n    }\n  }\n"): typeof import('./graphql.js').ExplainCashDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyPrice($instrumentId: ID!) {\n    instrument(id: $instrumentId) { name currency quote { ...QuoteStory } }\n  }\n"): typeof import('./graphql.js').WhyPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyReturn($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      start\n      to\n      days\n      simpleReturn { ...Variants }\n      twr { ...Variants }\n      twrAnnualised { ...Variants }\n      irr { ...Variants }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      byMonth { month value }\n      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } pageInfo { hasNextPage } }\n    }\n  }\n"): typeof import('./graphql.js').WhyReturnDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Variants on Return {\n    total { value absence }\n    price { value absence }\n  }\n"): typeof import('./graphql.js').VariantsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyDays($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      start\n      parts(first: 100) { nodes { day value growth { value absence } } }\n    }\n  }\n"): typeof import('./graphql.js').WhyDaysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyPeriod($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      baseCurrency\n      start\n      to\n      twr { total { value absence } }\n      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }\n      parts(first: 200, onlyFlows: true) { nodes { day inflow outflow } }\n      contributions {\n        rest { value absence }\n        rows(first: 200) {\n          nodes {\n            instrumentId instrument { name } start end bought sold gain priceGain currencyGain income fees taxes\n            contribution { value absence }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').WhyPeriodDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyWorth($portfolioId: ID, $accountId: ID, $day: Day) {\n    allocation(by: INSTRUMENT, portfolioId: $portfolioId, accountId: $accountId, asOf: $day) {\n      valuation {\n        baseCurrency total marketValue cash unrealisedGain\n        gaps { message }\n        holdings { id accountId instrumentId value unrealisedGain instrument { name } }\n        cashBalances { accountId currency amount value }\n      }\n    }\n  }\n"): typeof import('./graphql.js').WhyWorthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyRisk($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $benchmark: ID) {\n    performance(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to, benchmarkInstrumentId: $benchmark) {\n      start\n      to\n      twr { total { value absence } }\n      risk {\n        volatility { value } sharpe { value } sortino { value } valueAtRisk { value }\n        beta { value } trackingError { value } benchmarkReturn { value } excessReturn { value }\n        maxDrawdown { depth peakDay troughDay recoveryDay }\n      }\n      riskSteps { name result scale terms { name use value } }\n      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } pageInfo { hasNextPage } }\n    }\n  }\n"): typeof import('./graphql.js').WhyRiskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyEntries($accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $first: Int!) {\n    transactions(accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to, first: $first) {\n      nodes { id kind tradeDate quantity price amount currency voidedAt accountId instrument { name } }\n      pageInfo { hasNextPage }\n    }\n  }\n"): typeof import('./graphql.js').WhyEntriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyIncome($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $instrumentId: ID) {\n    income(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {\n      baseCurrency\n      from\n      to\n      lastTwelveMonths\n      yieldOnValue { value }\n      yieldOnCost { value }\n      total { gross tax fee net missing }\n      byInstrument(first: 200) { nodes { instrumentId gross tax fee net } }\n      payments(first: 200, instrumentId: $instrumentId) {\n        nodes {\n          transactionId kind tradeDate instrument { name } currency gross rate isRateBooked\n          inBase { gross tax }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').WhyIncomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyRealised($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {\n    realisedGains(portfolioId: $portfolioId, accountId: $accountId, instrumentId: $instrumentId, from: $from, to: $to) {\n      baseCurrency\n      from\n      to\n      withoutRate\n      totalInBase { gain priceGain currencyGain charges }\n      rows(first: 200) {\n        nodes {\n          lotId transactionId instrument { name } quantity acquiredOn closedOn proceeds cost charges gain currency\n          inBase { gain priceGain currencyGain }\n        }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"): typeof import('./graphql.js').WhyRealisedDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
