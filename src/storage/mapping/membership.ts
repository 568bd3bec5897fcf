/** Moves of accounts between portfolios; an account that never moved has none. */
import { EntitySchema } from '@mikro-orm/core';
import { Account } from '../../domain/account.js';
import { Membership } from '../../domain/membership.js';
import { Portfolio } from '../../domain/portfolio.js';
import { User } from '../../domain/user.js';
import { day, instant, references, safeInteger } from '../columns.js';

export const MembershipSchema = new EntitySchema({
  class: Membership,
  tableName: 'membership',
  properties: {
    accountId: { ...references(() => Account), fieldName: 'account_id', deleteRule: 'restrict', primary: true },
    ordinal: { type: 'integer', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'restrict', index: true },
    portfolioId: { ...references(() => Portfolio), fieldName: 'portfolio_id', deleteRule: 'restrict' },
    from: { type: day(), fieldName: 'from_day' },
    leftPortfolioId: { ...references(() => Portfolio), fieldName: 'left_portfolio_id', deleteRule: 'restrict', index: true },
    ledgerVersion: { type: safeInteger() },
    recordedAt: { ...instant },
  },
});
