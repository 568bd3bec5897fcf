/**
 * Past days of portfolios and accounts as they were worked out, so that no read values years again (C18). Derived: rows may be
 * deleted at any time, and are from the day on which something of it changed. Written and read by `query/history.ts`.
 */
import { EntitySchema } from '@mikro-orm/core';
import { day, money, safeInteger } from '../columns.js';

export const ValuationDaySchema = new EntitySchema({
  name: 'ValuationDayRow',
  tableName: 'valuation_day',
  properties: {
    /** A portfolio's id, or an account's. */
    scopeId: { type: 'uuid', primary: true },
    day: { type: day(), primary: true },
    portfolioId: { type: 'uuid' },
    total: { type: money() },
    marketValue: { type: money() },
    cash: { type: money() },
    inflow: { type: money() },
    outflow: { type: money() },
    priceGain: { type: money() },
    currencyGain: { type: money() },
    income: { type: money() },
    netIncome: { type: money() },
    fees: { type: money() },
    taxes: { type: money() },
    isPartial: { type: 'boolean' },
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
