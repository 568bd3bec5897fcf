/**
 * Tables of prices and rates: every accepted observation for ever (`quote`, `fx_rate`), and the current one of each
 * (`current_quote`, `current_rate`). They are written and read by the statements in `query/quote.ts` and
 * `query/fx.ts`, a batch at a time; the rows have no class of their own.
 */
import { EntitySchema } from '@mikro-orm/core';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import { day, instant, price, rate, safeInteger } from '../columns.js';

const observation = {
  source: { type: 'string', length: 40 },
  /** The source's priority when the price was accepted: lower wins between two of the same instant. */
  priority: { type: 'smallint' },
  observedAt: { ...instant },
  valueDate: { type: day() },
  receivedAt: { ...instant },
} as const;

const quoteColumns = {
  ...observation,
  kind: { enum: true, items: () => Object.values(QuoteKind), type: 'string' },
  price: { type: price() },
  currency: { type: 'string', length: 3 },
  previousClose: { type: price(), nullable: true },
  /** Null when the source gave the previous close itself; then it is not looked up in the history. */
  previousCloseDate: { type: day(), nullable: true },
  rawPrice: { type: 'string', length: 60 },
  rawCurrency: { type: 'string', length: 10, nullable: true },
  adjustment: { enum: true, items: () => Object.values(Adjustment), type: 'string' },
} as const;

const rateColumns = {
  ...observation,
  rate: { type: rate() },
} as const;

export const QuoteSchema = new EntitySchema({
  name: 'QuoteRow',
  tableName: 'quote',
  properties: {
    revision: { type: safeInteger(), primary: true, autoincrement: false },
    instrumentId: { type: 'uuid' },
    ...quoteColumns,
    /** The table lies in parts of a month each, and a key has to name the part; the revision alone is unique, by its sequence. */
    valueDate: { type: day(), primary: true },
    /** Why it became current: the rule, and the candidates that lost; null for what never was current. */
    verdict: { type: 'json', nullable: true },
    /** Set by an administrator: it counts for nothing any more. */
    withdrawnAt: { ...instant, nullable: true },
    withdrawnReason: { type: 'string', length: 300, nullable: true },
  },
  indexes: [{ name: 'quote_instrument_index', properties: ['instrumentId', 'valueDate', 'observedAt', 'revision'] }],
  checks: [{ name: 'quote_price_check', expression: 'price > 0' }],
} as never);

export const CurrentQuoteSchema = new EntitySchema({
  name: 'CurrentQuoteRow',
  tableName: 'current_quote',
  properties: {
    instrumentId: { type: 'uuid', primary: true },
    revision: { type: safeInteger() },
    ...quoteColumns,
  },
} as never);

export const FxRateSchema = new EntitySchema({
  name: 'FxRateRow',
  tableName: 'fx_rate',
  properties: {
    revision: { type: safeInteger(), primary: true, autoincrement: false },
    base: { type: 'string', length: 3 },
    quote: { type: 'string', length: 3 },
    ...rateColumns,
    verdict: { type: 'json', nullable: true },
    withdrawnAt: { ...instant, nullable: true },
    withdrawnReason: { type: 'string', length: 300, nullable: true },
  },
  indexes: [{ name: 'fx_rate_pair_index', properties: ['base', 'quote', 'valueDate', 'observedAt', 'revision'] }],
  checks: [{ name: 'fx_rate_rate_check', expression: 'rate > 0' }],
} as never);

export const CurrentRateSchema = new EntitySchema({
  name: 'CurrentRateRow',
  tableName: 'current_rate',
  properties: {
    base: { type: 'string', length: 3, primary: true },
    quote: { type: 'string', length: 3, primary: true },
    revision: { type: safeInteger() },
    ...rateColumns,
    previousRate: { type: rate(), nullable: true },
    previousRateDate: { type: day(), nullable: true },
  },
} as never);

/** The one source whose rates of a pair count, by an administrator's choice. */
export const PinnedRateSchema = new EntitySchema({
  name: 'PinnedRateRow',
  tableName: 'pinned_rate',
  properties: {
    base: { type: 'string', length: 3, primary: true },
    quote: { type: 'string', length: 3, primary: true },
    source: { type: 'string', length: 40 },
    pinnedFrom: { type: day(), nullable: true },
  },
} as never);
