/** Every table there is: what is not listed here has no column, no query and no migration. */
import { AccountSchema, PortfolioSchema } from './mapping/account.js';
import { AlertCursorSchema, AlertDeliverySchema, AlertRuleSchema, AlertSchema, AlertWebhookSchema } from './mapping/alert.js';
import { DataKeySchema } from './mapping/data-key.js';
import { HistoryStateSchema, ValuationDaySchema } from './mapping/history.js';
import {
  BackfillSchema,
  CorporateActionSchema,
  DroppedFileSchema,
  HeldQuoteSchema,
  LeaseSchema,
  QuoteDiscrepancySchema,
  RateDiscrepancySchema,
  RejectedQuoteSchema,
  SkippedSymbolSchema,
  SourceEventSchema,
  SourceHealthSchema,
  SourceHourSchema,
  SourceUsageSchema,
} from './mapping/ingestion.js';
import { InstrumentSchema, SourceSymbolSchema } from './mapping/instrument.js';
import { JobSchema } from './mapping/job.js';
import { OutgoingMailSchema } from './mapping/mail.js';
import { MembershipSchema } from './mapping/membership.js';
import { PortfolioTotalSchema } from './mapping/portfolio-total.js';
import { CurrentQuoteSchema, CurrentRateSchema, FxRateSchema, PinnedRateSchema, QuoteSchema } from './mapping/quote.js';
import { TargetSchema } from './mapping/target.js';
import { ImportedRowSchema, LedgerCheckpointSchema, TransactionRevisionSchema, TransactionSchema } from './mapping/transaction.js';
import {
  ApiTokenSchema,
  AttemptSchema,
  AuditEntrySchema,
  AuditSealSchema,
  ConfirmationSchema,
  IdempotencyRecordSchema,
  SecondFactorSchema,
  SessionSchema,
  SpentRefreshTokenSchema,
  UserSchema,
} from './mapping/user.js';

export const ENTITIES = [
  UserSchema,
  SessionSchema,
  SpentRefreshTokenSchema,
  ApiTokenSchema,
  ConfirmationSchema,
  OutgoingMailSchema,
  DataKeySchema,
  IdempotencyRecordSchema,
  AuditEntrySchema,
  AuditSealSchema,
  AttemptSchema,
  SecondFactorSchema,
  PortfolioSchema,
  AccountSchema,
  TargetSchema,
  InstrumentSchema,
  SourceSymbolSchema,
  TransactionSchema,
  TransactionRevisionSchema,
  ImportedRowSchema,
  LedgerCheckpointSchema,
  QuoteSchema,
  CurrentQuoteSchema,
  FxRateSchema,
  CurrentRateSchema,
  PinnedRateSchema,
  LeaseSchema,
  MembershipSchema,
  PortfolioTotalSchema,
  JobSchema,
  SourceUsageSchema,
  HeldQuoteSchema,
  RejectedQuoteSchema,
  SkippedSymbolSchema,
  SourceHealthSchema,
  SourceEventSchema,
  SourceHourSchema,
  CorporateActionSchema,
  BackfillSchema,
  QuoteDiscrepancySchema,
  RateDiscrepancySchema,
  DroppedFileSchema,
  ValuationDaySchema,
  HistoryStateSchema,
  AlertRuleSchema,
  AlertSchema,
  AlertWebhookSchema,
  AlertDeliverySchema,
  AlertCursorSchema,
];
