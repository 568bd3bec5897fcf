/**
 * What ingestion keeps besides prices: who may ask a source, how much of its budget is used, and the figures that wait or were
 * refused. Written by the statements in `query/lease.ts`, `query/source-usage.ts` and `query/provenance.ts`.
 */
import { EntitySchema } from '@mikro-orm/core';
import { BackfillStatus } from '../../domain/backfill.js';
import { CorporateActionKind, ProposalStatus } from '../../domain/corporate-action.js';
import { SourceStatus } from '../../domain/source.js';
import { day, instant, price, rate, safeInteger } from '../columns.js';

/** One holder at a time, by the database's clock. */
export const LeaseSchema = new EntitySchema({
  name: 'LeaseRow',
  tableName: 'lease',
  properties: {
    name: { type: 'string', length: 80, primary: true },
    holder: { type: 'string', length: 80 },
    until: { ...instant },
  },
} as never);

export const SourceUsageSchema = new EntitySchema({
  name: 'SourceUsageRow',
  tableName: 'source_usage',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    /** MINUTE, HOUR, DAY or MONTH; or PAUSE, which begins when the source may be asked again. */
    span: { type: 'string', length: 10, primary: true },
    startsAt: { ...instant },
    used: { type: 'integer' },
  },
} as never);

/** What a source does not know or cover, until it is asked again. */
export const SkippedSymbolSchema = new EntitySchema({
  name: 'SkippedSymbolRow',
  tableName: 'skipped_symbol',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    symbol: { type: 'string', length: 60, primary: true },
    kind: { type: 'string', length: 20 },
    until: { ...instant },
  },
} as never);

/** One per instrument or pair at most. */
export const HeldQuoteSchema = new EntitySchema({
  name: 'HeldQuoteRow',
  tableName: 'held_quote',
  properties: {
    /** An instrument's id, or a pair such as EURUSD. */
    subject: { type: 'string', length: 40, primary: true },
    /** The hold as the arbiter keeps it. */
    hold: { type: 'json' },
    heldAt: { ...instant },
  },
} as never);

/** The newest refusal of each source, symbol and reason; pruned to a fixed number. */
export const RejectedQuoteSchema = new EntitySchema({
  name: 'RejectedQuoteRow',
  tableName: 'rejected_quote',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    symbol: { type: 'string', length: 80, primary: true },
    reason: { type: 'string', length: 40, primary: true },
    figure: { type: 'string', length: 80 },
    message: { type: 'string', length: 300 },
    count: { type: 'integer' },
    at: { ...instant },
  },
  indexes: [{ name: 'rejected_quote_at_index', properties: ['at'] }],
} as never);

/** How each source is doing, as the instance that asks it last saw. */
export const SourceHealthSchema = new EntitySchema({
  name: 'SourceHealthRow',
  tableName: 'source_health',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    health: { type: 'json' },
    at: { ...instant },
  },
} as never);

/** Changes of status, pruned to a fixed number per source. */
export const SourceEventSchema = new EntitySchema({
  name: 'SourceEventRow',
  tableName: 'source_event',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    at: { ...instant, primary: true },
    status: { enum: true, items: () => Object.values(SourceStatus), type: 'string', primary: true },
    failure: { type: 'string', length: 500, nullable: true },
  },
} as never);

/** Counts per source and hour of UTC, added up over all instances. */
export const SourceHourSchema = new EntitySchema({
  name: 'SourceHourRow',
  tableName: 'source_hour',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    startsAt: { ...instant, primary: true },
    successes: { type: safeInteger() },
    failures: { type: safeInteger() },
    accepted: { type: safeInteger() },
    rejected: { type: safeInteger() },
    garbage: { type: safeInteger() },
    latencyMsMax: { type: 'integer', nullable: true },
  },
} as never);

/** Splits and dividends sources speak of, one row for each however many say so. */
export const CorporateActionSchema = new EntitySchema({
  name: 'CorporateActionRow',
  tableName: 'corporate_action',
  properties: {
    id: { type: 'uuid', primary: true },
    instrumentId: { type: 'uuid' },
    kind: { enum: true, items: () => Object.values(CorporateActionKind), type: 'string' },
    exDate: { type: day() },
    /** What is proposed, as one text: two sources that say the same have one row. */
    terms: { type: 'string', length: 80 },
    ratioNew: { type: 'integer', nullable: true },
    ratioOld: { type: 'integer', nullable: true },
    amount: { type: price(), nullable: true },
    currency: { type: 'string', length: 3, nullable: true },
    sources: { type: 'json' },
    status: { enum: true, items: () => Object.values(ProposalStatus), type: 'string' },
    proposedAt: { ...instant },
    decidedAt: { ...instant, nullable: true },
    decidedBy: { type: 'uuid', nullable: true },
    reason: { type: 'string', length: 300, nullable: true },
  },
  uniques: [{ name: 'corporate_action_terms_unique', properties: ['instrumentId', 'kind', 'exDate', 'terms'] }],
  indexes: [{ name: 'corporate_action_status_index', properties: ['status', 'exDate'] }],
} as never);

export const BackfillSchema = new EntitySchema({
  name: 'BackfillRow',
  tableName: 'backfill',
  properties: {
    id: { type: 'uuid', primary: true },
    source: { type: 'string', length: 40 },
    /** Null: the source's exchange rates. */
    instrumentId: { type: 'uuid', nullable: true },
    fromDay: { type: day() },
    toDay: { type: day() },
    nextDay: { type: day() },
    status: { enum: true, items: () => Object.values(BackfillStatus), type: 'string' },
    attempts: { type: 'integer' },
    stored: { type: 'integer' },
    message: { type: 'string', length: 500, nullable: true },
    createdAt: { ...instant },
    updatedAt: { ...instant },
  },
  indexes: [{ name: 'backfill_status_index', properties: ['status', 'source', 'updatedAt'] }],
} as never);

/** Two sources that differ by more than they should: the newest of each pair, and how often. */
export const QuoteDiscrepancySchema = new EntitySchema({
  name: 'QuoteDiscrepancyRow',
  tableName: 'quote_discrepancy',
  properties: {
    instrumentId: { type: 'uuid', primary: true },
    source: { type: 'string', length: 40, primary: true },
    otherSource: { type: 'string', length: 40, primary: true },
    price: { type: price() },
    otherPrice: { type: price() },
    count: { type: 'integer' },
    firstAt: { ...instant },
    at: { ...instant },
  },
  indexes: [{ name: 'quote_discrepancy_at_index', properties: ['at'] }],
} as never);

/** The same of the rates of a pair. */
export const RateDiscrepancySchema = new EntitySchema({
  name: 'RateDiscrepancyRow',
  tableName: 'rate_discrepancy',
  properties: {
    base: { type: 'string', length: 3, primary: true },
    quote: { type: 'string', length: 3, primary: true },
    source: { type: 'string', length: 40, primary: true },
    otherSource: { type: 'string', length: 40, primary: true },
    rate: { type: rate() },
    otherRate: { type: rate() },
    count: { type: 'integer' },
    firstAt: { ...instant },
    at: { ...instant },
  },
} as never);

/** Files of prices that were read, known by their content, so that none is read twice. */
export const DroppedFileSchema = new EntitySchema({
  name: 'DroppedFileRow',
  tableName: 'dropped_file',
  properties: {
    hash: { type: 'string', length: 64, primary: true },
    name: { type: 'string', length: 255 },
    at: { ...instant },
    lines: { type: 'integer' },
    accepted: { type: 'integer' },
    refused: { type: 'integer' },
    failure: { type: 'string', length: 500, nullable: true },
  },
  indexes: [{ name: 'dropped_file_at_index', properties: ['at'] }],
} as never);
