/** Nominal ids: a string that knows whose id it is, so that one noun's id cannot be passed for another's. */
declare const noun: unique symbol;
type Id<Noun extends string> = string & { readonly [noun]: Noun };

export type UserId = Id<'User'>;
export type SessionId = Id<'Session'>;
export type ApiTokenId = Id<'ApiToken'>;
export type PortfolioId = Id<'Portfolio'>;
export type AccountId = Id<'Account'>;
export type InstrumentId = Id<'Instrument'>;
export type TransactionId = Id<'Transaction'>;
export type AuditEntryId = Id<'AuditEntry'>;
export type AlertRuleId = Id<'AlertRule'>;
export type AlertId = Id<'Alert'>;
export type AlertWebhookId = Id<'AlertWebhook'>;
/** Names a source of quotes, for example `ecb`; chosen by us, so it is readable. */
export type SourceId = Id<'Source'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when the text could be one of our ids; anything else cannot exist, so look-ups need not ask the database. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
