/**
 * Past days of portfolios and accounts as they were worked out, so that no read values years again (C18). Derived: rows may be
 * deleted at any time, and are from the day on which something of it changed. Written and read by `query/history.ts`.
 */
import { EntitySchema } from '@mikro-orm/core';
import { day, safeInteger, total } from '../columns.js';

export const ValuationDaySchema = new EntitySchema({
  name: 'ValuationDayRow',
  tableName: 'valuation_day',
  properties: {
    /** A portfolio's id, or an account's. */
    scopeId: { type: 'uuid', primary: true },
    day: { type: day(), primary: true },
    portfolioId: { type: 'uuid' },
    total: { type: total() },
    marketValue: { type: total() },
    cash: { type: total() },
    inflow: { type: total() },
    outflow: { type: total() },
    priceGain: { type: total() },
    currencyGain: { type: total() },
    income: { type: total() },
    netIncome: { type: total() },
    fees: { type: total() },
    taxes: { type: total() },
    departed: { type: total(), default: 0 },
    isPartial: { type: 'boolean' },
    lacksRate: { type: 'boolean', default: false },
  },
  indexes: [{ name: 'valuation_day_portfolio_index', properties: ['portfolioId', 'day'] }],
} as never);

/** Counts the changes to what a portfolio's past days are worked out from; whoever works some out stores them only if it stood still. */
export const HistoryStateSchema = new EntitySchema({
  name: 'HistoryStateRow',
  tableName: 'history_state',
  properties: {
    portfolioId: { type: 'uuid', primary: true },
    version: { type: safeInteger() },
  },
} as never);
