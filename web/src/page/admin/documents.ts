/** What administration asks of the API. */
import { graphql } from '../../gql/gql.js';
import type { InstrumentQuery as InstrumentResult } from '../../gql/graphql.js';

export const UserFacts = graphql(`
  fragment UserFacts on User { id email name role source baseCurrency createdAt lockedAt erasedAt }
`);

export const UsersQuery = graphql(`
  query Users($search: String, $after: String) {
    users(first: 50, search: $search, after: $after) {
      nodes { ...UserFacts }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const CreateUserMutation = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) { setupLink user { id email name } }
  }
`);

export const SetUserLockedMutation = graphql(`
  mutation SetUserLocked($id: ID!, $isLocked: Boolean!) {
    setUserLocked(id: $id, isLocked: $isLocked) { ...UserFacts }
  }
`);

export const SetUserRoleMutation = graphql(`
  mutation SetUserRole($id: ID!, $role: Role!) {
    setUserRole(id: $id, role: $role) { ...UserFacts }
  }
`);

export const ResetUserPasswordMutation = graphql(`
  mutation ResetUserPassword($id: ID!) {
    resetUserPassword(id: $id) { setupLink user { id email } }
  }
`);

export const ResetUserSecondFactorMutation = graphql(`
  mutation ResetUserSecondFactor($id: ID!) {
    resetUserSecondFactor(id: $id) { id }
  }
`);

export const EraseUserMutation = graphql(`
  mutation EraseUser($id: ID!) {
    eraseUser(id: $id) { id erasedAt }
  }
`);

export const InstrumentsQuery = graphql(`
  query Instruments($search: String, $kind: InstrumentKind, $after: String) {
    instruments(first: 50, search: $search, kind: $kind, after: $after) {
      nodes {
        id kind name ticker isin mic schemeCode currency pinnedSource delistedOn
        quote { price currency observedAt source freshness isSimulated }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const InstrumentQuery = graphql(`
  query Instrument($id: ID!) {
    instrument(id: $id) {
      id kind name ticker isin cusip sedol figi mic schemeCode currency multiplier pinnedSource delistedOn
      splits { exDate ratioNew ratioOld fractionPrice }
      quote {
        price currency kind observedAt receivedAt valueDate source revision freshness isSimulated
        verdict { rule message losers { source price observedAt } }
      }
    }
    corporateActions(instrumentId: $id, first: 20) { ...ProposalFields }
    sourceSymbols(instrumentId: $id) { source symbol isEntered }
  }
`);

export const ProposalFields = graphql(`
  fragment ProposalFields on CorporateAction {
    id kind exDate status ratioNew ratioOld amount currency sources reason proposedAt decidedAt
    instrument { id name }
  }
`);

export const CreateInstrumentMutation = graphql(`
  mutation CreateInstrument($input: CreateInstrumentInput!) {
    createInstrument(input: $input) { id name }
  }
`);

export const SetIdentifiersMutation = graphql(`
  mutation SetIdentifiers($instrumentId: ID!, $input: IdentifiersInput!) {
    setIdentifiers(instrumentId: $instrumentId, input: $input) { id cusip sedol figi }
  }
`);

export const RenameInstrumentMutation = graphql(`
  mutation RenameInstrument($instrumentId: ID!, $input: RenameInstrumentInput!) {
    renameInstrument(instrumentId: $instrumentId, input: $input) { id name ticker }
  }
`);

export const DelistInstrumentMutation = graphql(`
  mutation DelistInstrument($instrumentId: ID!, $delistedOn: Day!) {
    delistInstrument(instrumentId: $instrumentId, delistedOn: $delistedOn) { id delistedOn }
  }
`);

export const WithdrawDelistingMutation = graphql(`
  mutation WithdrawDelisting($instrumentId: ID!) {
    withdrawDelisting(instrumentId: $instrumentId) { id delistedOn }
  }
`);

export const RecordSplitMutation = graphql(`
  mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {
    recordSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }
  }
`);

export const AmendSplitMutation = graphql(`
  mutation AmendSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {
    amendSplit(instrumentId: $instrumentId, exDate: $exDate, ratioNew: $ratioNew, ratioOld: $ratioOld, fractionPrice: $fractionPrice) { id }
  }
`);

export const WithdrawSplitMutation = graphql(`
  mutation WithdrawSplit($instrumentId: ID!, $exDate: Day!) {
    withdrawSplit(instrumentId: $instrumentId, exDate: $exDate) { id }
  }
`);

export const CorrectQuoteMutation = graphql(`
  mutation CorrectQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $price: Decimal!, $reason: String!) {
    correctQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, price: $price, reason: $reason) { id }
  }
`);

export const WithdrawQuoteMutation = graphql(`
  mutation WithdrawQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $reason: String!) {
    withdrawQuote(instrumentId: $instrumentId, revision: $revision, observedAt: $observedAt, reason: $reason) { id }
  }
`);

export const PinSourceMutation = graphql(`
  mutation PinSource($instrumentId: ID!, $source: String, $reason: String!) {
    pinSource(instrumentId: $instrumentId, source: $source, reason: $reason) { id pinnedSource }
  }
`);

export const StartBackfillMutation = graphql(`
  mutation StartBackfill($input: BackfillInput!) {
    startBackfill(input: $input) { id }
  }
`);

export const SourcesQuery = graphql(`
  query Sources($last: Int!) {
    sources {
      id name status priority kinds mics licence commercialUse delayMinutes hasStream hasHistory
      accepted rejected garbage latencyMs lastAttemptAt lastSuccessAt lastFailureAt lastFailure pausedUntil
      hours(last: $last) { startsAt successes failures accepted rejected latencyMsMax }
      events(first: 20) { at status failure }
    }
  }
`);

export const SourceNamesQuery = graphql(`
  query SourceNames {
    sources { id name hasHistory kinds }
  }
`);

export const HeldQuotesQuery = graphql(`
  query HeldQuotes {
    heldQuotes { instrumentId source price kind observedAt receivedAt valueDate count isDiscarded instrument { id name currency quote { price observedAt } } }
  }
`);

export const ReleaseQuoteMutation = graphql(`
  mutation ReleaseQuote($instrumentId: ID!) {
    releaseQuote(instrumentId: $instrumentId) { outcome message }
  }
`);

export const DiscardHeldQuoteMutation = graphql(`
  mutation DiscardHeldQuote($instrumentId: ID!) {
    discardHeldQuote(instrumentId: $instrumentId) { instrumentId isDiscarded }
  }
`);

export const RejectedQuotesQuery = graphql(`
  query RejectedQuotes($source: String) {
    rejectedQuotes(first: 100, source: $source) { source symbol figure reason message count at }
  }
`);

export const DisagreementsQuery = graphql(`
  query Disagreements {
    quoteDisagreements(first: 50) { source price otherSource otherPrice count firstAt at instrument { id name currency } }
  }
`);

export const DroppedFilesQuery = graphql(`
  query DroppedFiles {
    droppedFiles(first: 50) { hash name at lines accepted refused failure }
  }
`);

export const ProposalsQuery = graphql(`
  query Proposals($status: ProposalStatus) {
    corporateActions(first: 100, status: $status) { ...ProposalFields }
  }
`);

export const AcceptProposalMutation = graphql(`
  mutation AcceptProposal($id: ID!) {
    acceptCorporateAction(id: $id) { id status }
  }
`);

export const RefuseProposalMutation = graphql(`
  mutation RefuseProposal($id: ID!, $reason: String!) {
    refuseCorporateAction(id: $id, reason: $reason) { id status }
  }
`);

export const BackfillsQuery = graphql(`
  query Backfills {
    backfills(first: 50) { id instrumentId source from to nextDay status stored attempts message createdAt updatedAt instrument { id name } }
  }
`);

export const CancelBackfillMutation = graphql(`
  mutation CancelBackfill($id: ID!) {
    cancelBackfill(id: $id) { id status }
  }
`);

export const FxRatesQuery = graphql(`
  query FxRates($day: Day) {
    fxRates(day: $day) {
      base quote rate revision source valueDate observedAt pinnedSource
      verdict { rule message losers { source price observedAt } }
    }
  }
`);

export const HeldRatesQuery = graphql(`
  query HeldRates { heldRates { base quote rate source observedAt count isDiscarded } }
`);

export const ReleaseRateMutation = graphql(`
  mutation ReleaseRate($base: Currency!, $quote: Currency!) { releaseRate(base: $base, quote: $quote) { outcome message } }
`);

export const DiscardHeldRateMutation = graphql(`
  mutation DiscardHeldRate($base: Currency!, $quote: Currency!) { discardHeldRate(base: $base, quote: $quote) { isDiscarded } }
`);

export const CorrectFxRateMutation = graphql(`
  mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {
    correctFxRate(base: $base, quote: $quote, revision: $revision, rate: $rate, reason: $reason) { rate }
  }
`);

export const WithdrawFxRateMutation = graphql(`
  mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {
    withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) { rate }
  }
`);

export const PinFxSourceMutation = graphql(`
  mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $reason: String!) {
    pinFxSource(base: $base, quote: $quote, source: $source, reason: $reason) { pinnedSource }
  }
`);

export const SkippedSymbolsQuery = graphql(`
  query SkippedSymbols {
    skippedSymbols(first: 100) { instrumentId source symbol kind until isSuspect }
  }
`);

export const OutgoingMailQuery = graphql(`
  query OutgoingMail($after: String) {
    outgoingMail(first: 50, after: $after) {
      nodes { id subject attempts createdAt dueAt givenUpAt lastError }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const JobsQuery = graphql(`
  query Jobs {
    jobs {
      name description isRunning runs failuresInARow intervalSeconds lagSeconds
      lastStartedAt lastEndedAt lastOutcome lastMessage lastDurationMs nextRunAt
    }
  }
`);

export const AuditLogQuery = graphql(`
  query AuditLog($after: String, $userId: ID, $action: String, $from: Instant, $until: Instant) {
    auditLog(first: 50, after: $after, userId: $userId, action: $action, from: $from, until: $until) {
      nodes {
        id sequence at action subject actorId address before after hash
        actor { id name email }
        subjectUser { id name email }
        subjectInstrument { id name }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const AuditCheckQuery = graphql(`
  query AuditCheck {
    auditCheck { first entries problems }
  }
`);

export type FullInstrument = NonNullable<InstrumentResult['instrument']>;
export type FullQuote = NonNullable<FullInstrument['quote']>;
