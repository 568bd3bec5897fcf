/** The totals of all portfolios at the last refresh. Derived: rows may be deleted at any time. Written by `query/portfolio-total.ts`. */
import { EntitySchema } from '@mikro-orm/core';
import { Portfolio } from '../../domain/portfolio.js';
import { PortfolioTotal } from '../../domain/portfolio-total.js';
import { instant, references, safeInteger, total } from '../columns.js';

export const PortfolioTotalSchema = new EntitySchema({
  class: PortfolioTotal,
  tableName: 'portfolio_total',
  properties: {
    portfolioId: { ...references(() => Portfolio), fieldName: 'portfolio_id', deleteRule: 'cascade', primary: true },
    total: { type: total() },
    ledgerVersion: { type: safeInteger() },
    asOf: { ...instant },
  },
});
