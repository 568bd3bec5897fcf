/** Tables of portfolios and accounts. */
import { EntitySchema } from '@mikro-orm/core';
import { Account, CostMethod, FractionRule } from '../../domain/account.js';
import { Portfolio } from '../../domain/portfolio.js';
import { User } from '../../domain/user.js';
import { instant, references, safeInteger } from '../columns.js';

export const PortfolioSchema = new EntitySchema({
  class: Portfolio,
  tableName: 'portfolio',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'restrict', index: true },
    name: { type: 'string', length: 120 },
    baseCurrency: { type: 'string', length: 3 },
    createdAt: { ...instant },
  },
});

export const AccountSchema = new EntitySchema({
  class: Account,
  tableName: 'account',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'restrict', index: true },
    portfolioId: { ...references(() => Portfolio), fieldName: 'portfolio_id', deleteRule: 'restrict', index: true },
    name: { type: 'string', length: 120 },
    currency: { type: 'string', length: 3 },
    costMethod: { enum: true, items: () => Object.values(CostMethod), type: 'string' },
    allowsShort: { type: 'boolean', default: false },
    fractionRule: { enum: true, items: () => Object.values(FractionRule), type: 'string', default: FractionRule.KEEP },
    openedAt: { ...instant },
    closedAt: { ...instant, nullable: true },
    ledgerVersion: { type: safeInteger() },
  },
});
