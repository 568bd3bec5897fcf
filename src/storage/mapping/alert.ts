/** Tables of alerts: the rules with how far they have come, what fired, where it goes, and what is on its way there. */
import { EntitySchema } from '@mikro-orm/core';
import { Account } from '../../domain/account.js';
import {
  Alert,
  AlertChannel,
  AlertCondition,
  AlertDelivery,
  AlertMeasure,
  AlertRule,
  AlertStatus,
  AlertWebhook,
  DeliveryStatus,
  Side,
} from '../../domain/alert.js';
import { Instrument } from '../../domain/instrument.js';
import { Portfolio } from '../../domain/portfolio.js';
import { User } from '../../domain/user.js';
import { DecimalColumn, day, instant, references, safeInteger, sealed } from '../columns.js';

/** Prices, amounts and ratios alike. */
const figure = () => new DecimalColumn(76, 12);

const watched = {
  instrumentId: { ...references(() => Instrument), fieldName: 'instrument_id', deleteRule: 'cascade', nullable: true, index: true },
  portfolioId: { ...references(() => Portfolio), fieldName: 'portfolio_id', deleteRule: 'cascade', nullable: true, index: true },
  accountId: { ...references(() => Account), fieldName: 'account_id', deleteRule: 'cascade', nullable: true, index: true },
} as const;

export const AlertRuleSchema = new EntitySchema({
  class: AlertRule,
  tableName: 'alert_rule',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', index: true },
    name: { type: 'string', length: 120 },
    note: { type: 'string', length: 500, nullable: true },
    measure: { enum: true, items: () => Object.values(AlertMeasure), type: 'string' },
    condition: { enum: true, items: () => Object.values(AlertCondition), type: 'string' },
    ...watched,
    threshold: { type: figure() },
    hysteresis: { type: figure() },
    isRepeating: { type: 'boolean' },
    expiresAt: { ...instant, nullable: true },
    channels: { type: 'json' },
    createdAt: { ...instant },
    version: { type: 'integer' },
    status: { enum: true, items: () => Object.values(AlertStatus), type: 'string' },
    side: { enum: true, items: () => Object.values(Side), type: 'string', nullable: true },
    reference: { type: figure(), nullable: true },
    unitDay: { type: day(), nullable: true },
    peak: { type: figure(), nullable: true },
    highs: { type: 'json', nullable: true },
    peakOrdinal: { type: safeInteger(), nullable: true },
    currency: { type: 'string', length: 3, nullable: true },
    arming: { type: 'integer' },
    observedMs: { type: safeInteger() },
    firedCount: { type: 'integer' },
    lastFiredAt: { ...instant, nullable: true },
    /** By the database's clock: whoever keeps rules in memory asks for what changed since. */
    updatedAt: { ...instant, index: true },
  },
});

export const AlertSchema = new EntitySchema({
  class: Alert,
  tableName: 'alert',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade' },
    /** No foreign key: what fired outlives its rule. */
    ruleId: { type: 'uuid' },
    arming: { type: 'integer' },
    name: { type: 'string', length: 120 },
    measure: { type: 'string', length: 20 },
    condition: { type: 'string', length: 20 },
    threshold: { type: figure() },
    setThreshold: { type: figure(), nullable: true },
    value: { type: figure() },
    message: { type: 'string', length: 500 },
    instrumentId: { type: 'uuid', nullable: true },
    portfolioId: { type: 'uuid', nullable: true },
    accountId: { type: 'uuid', nullable: true },
    firedAt: { ...instant },
    readAt: { ...instant, nullable: true },
  },
  indexes: [
    { name: 'alert_user_index', properties: ['userId', 'id'] },
    { name: 'alert_unread_index', expression: 'create index "alert_unread_index" on "alert" ("user_id") where read_at is null' },
  ],
  // What makes a firing happen once, whoever sees the crossing.
  uniques: [{ name: 'alert_rule_arming_unique', properties: ['ruleId', 'arming'] }],
});

export const AlertWebhookSchema = new EntitySchema({
  class: AlertWebhook,
  tableName: 'alert_webhook',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', index: true },
    // Who knows the address can often post to it.
    url: { type: sealed() },
    secret: { type: sealed() },
    createdAt: { ...instant },
    failingSince: { ...instant, nullable: true },
    disabledAt: { ...instant, nullable: true },
    lastError: { type: 'string', length: 300, nullable: true },
  },
});

export const AlertDeliverySchema = new EntitySchema({
  class: AlertDelivery,
  tableName: 'alert_delivery',
  properties: {
    id: { type: 'uuid', primary: true },
    alertId: { ...references(() => Alert), fieldName: 'alert_id', deleteRule: 'cascade', index: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', index: true },
    channel: { enum: true, items: () => Object.values(AlertChannel), type: 'string' },
    webhookId: { ...references(() => AlertWebhook), fieldName: 'webhook_id', deleteRule: 'cascade', nullable: true, index: true },
    status: { enum: true, items: () => Object.values(DeliveryStatus), type: 'string' },
    attempts: { type: 'integer' },
    isUnderWay: { type: 'boolean', default: false },
    dueAt: { ...instant },
    deliveredAt: { ...instant, nullable: true },
    lastError: { type: 'string', length: 300, nullable: true },
  },
  indexes: [
    {
      name: 'alert_delivery_due_index',
      expression: `create index "alert_delivery_due_index" on "alert_delivery" ("due_at", "id") where status = 'PENDING'`,
    },
    {
      name: 'alert_delivery_under_way_index',
      expression: `create index "alert_delivery_under_way_index" on "alert_delivery" ("due_at") where status = 'PENDING' and is_under_way`,
    },
  ],
});

/** How far the prices have been looked at: whoever takes over the watch begins there, a little earlier. */
export const AlertCursorSchema = new EntitySchema({
  name: 'AlertCursorRow',
  tableName: 'alert_cursor',
  properties: {
    name: { type: 'string', length: 40, primary: true },
    revision: { type: safeInteger() },
    notedAt: { ...instant },
  },
} as never);
