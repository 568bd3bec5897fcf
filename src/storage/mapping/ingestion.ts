/**
 * What ingestion keeps besides prices: who may ask a source, how much of its budget is used, and the figures that wait or were
 * refused. Written by the statements in `query/lease.ts`, `query/source-usage.ts` and `query/provenance.ts`.
 */
import { EntitySchema } from '@mikro-orm/core';
import { instant } from '../columns.js';

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
