/** Puts the resolvers together into one executable schema. */
import 'reflect-metadata';
import '../schema/enums.js';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type ClassType, type NonEmptyArray } from 'type-graphql';
import { assert } from '../domain/assert.js';
import { AccountResolver, PortfolioResolver } from './account.js';
import { AlertResolver, AlertRuleResolver, AlertWebhookResolver } from './alert.js';
import { AllocationHistoryResolver, AllocationResolver, AllocationSeriesResolver, AllocationSliceResolver } from './allocation.js';
import { ApiTokenResolver } from './api-token.js';
import { AuditResolver } from './audit.js';
import { BackfillResolver } from './backfill.js';
import type { OperationContext } from './context.js';
import { CorporateActionResolver } from './corporate-action.js';
import { DelistingResolver } from './delisting.js';
import { EmailChangeResolver } from './email-change.js';
import { ErasureResolver } from './erasure.js';
import { ExplanationResolver } from './explanation.js';
import { ExportResolver } from './export.js';
import { FxRateResolver } from './fx-rate.js';
import { HistoryResolver } from './history.js';
import { IdentifierResolver } from './identifier.js';
import { ImportResolver } from './import.js';
import { IncomePaymentResolver, IncomeReportResolver, InstrumentIncomeResolver } from './income.js';
import { InstrumentResolver, QuoteResolver } from './instrument.js';
import { IntradayResolver } from './intraday.js';
import { JobResolver } from './job.js';
import { OutgoingMailResolver } from './mail.js';
import { MembershipResolver } from './membership.js';
import { ContributionResolver, ContributionsResolver, PerformanceResolver } from './performance.js';
import { PositionPreviewResolver, PreviewResolver } from './preview.js';
import { HeldQuoteResolver, QuoteDisagreementResolver, QuoteProvenanceResolver } from './provenance.js';
import { RealisedGainReportResolver, RealisedGainResolver } from './realised-gain.js';
import { ServiceResolver } from './service.js';
import { SourceResolver } from './source.js';
import { InstrumentSplitResolver, SplitResolver } from './split.js';
import { SymbolResolver } from './symbol.js';
import { TargetResolver } from './target.js';
import { TransactionContentResolver, TransactionResolver, TransactionRevisionResolver } from './transaction.js';
import { ActiveSessionResolver, UserResolver } from './user.js';
import { UserAdminResolver } from './user-admin.js';
import { GapResolver, HoldingResolver, ValuationResolver } from './valuation.js';

const RESOLVERS: NonEmptyArray<ClassType> = [
  UserResolver as never,
  ActiveSessionResolver,
  UserAdminResolver,
  EmailChangeResolver,
  OutgoingMailResolver,
  ApiTokenResolver,
  AuditResolver,
  AccountResolver,
  PortfolioResolver,
  MembershipResolver,
  InstrumentResolver,
  IdentifierResolver,
  QuoteResolver,
  QuoteProvenanceResolver,
  FxRateResolver,
  HeldQuoteResolver,
  QuoteDisagreementResolver,
  TransactionResolver,
  PreviewResolver,
  PositionPreviewResolver,
  TransactionContentResolver,
  TransactionRevisionResolver,
  ImportResolver,
  ExportResolver,
  ErasureResolver,
  ExplanationResolver,
  ValuationResolver,
  HoldingResolver,
  GapResolver,
  ServiceResolver,
  JobResolver,
  SourceResolver,
  SymbolResolver,
  CorporateActionResolver,
  BackfillResolver,
  RealisedGainReportResolver,
  RealisedGainResolver,
  IncomeReportResolver,
  IncomePaymentResolver,
  InstrumentIncomeResolver,
  HistoryResolver,
  IntradayResolver,
  SplitResolver,
  InstrumentSplitResolver,
  DelistingResolver,
  TargetResolver,
  AllocationResolver,
  AllocationSliceResolver,
  AllocationHistoryResolver,
  AllocationSeriesResolver,
  PerformanceResolver,
  ContributionsResolver,
  ContributionResolver,
  AlertRuleResolver,
  AlertResolver,
  AlertWebhookResolver,
];

/**
 * @param instances one instance of each resolver, made by the composition root; none when only the text is wanted
 * @param file where to write the schema's text
 */
export async function openSchema(instances: readonly object[], file?: string): Promise<GraphQLSchema> {
  const byClass = new Map(instances.map((instance) => [instance.constructor, instance]));
  const schema = await buildSchema({
    resolvers: RESOLVERS,
    validate: false,
    // What is written is checked here; what is served Apollo checks when it starts, without asking for all of it.
    skipCheck: file === undefined,
    container: {
      get(type) {
        const instance = byClass.get(type);
        assert(instance, `${type.name} is among the resolvers the app made`);
        return instance;
      },
    },
    // Subscriptions bring their own streams; nothing is published by topic here.
    pubSub: {
      publish() {
        throw new Error('unused');
      },
      subscribe() {
        throw new Error('unused');
      },
    },
    ...(file && { emitSchemaFile: { path: file, sortedSchema: true } }),
  });
  takeTurns(schema);
  return schema;
}

/** Those of a query that stand at its root would all begin at once. */
function takeTurns(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (resolve)
      field.resolve = (root, args, context: OperationContext, info) => context.inTurn(async () => resolve(root, args, context, info));
  }
}
