/** Target weights of portfolios. */
import { EntitySchema } from '@mikro-orm/core';
import { AllocationBy } from '../../domain/allocation.js';
import { Portfolio } from '../../domain/portfolio.js';
import { Target } from '../../domain/target.js';
import { rate, references } from '../columns.js';

export const TargetSchema = new EntitySchema({
  class: Target,
  tableName: 'target',
  properties: {
    portfolioId: { ...references(() => Portfolio), fieldName: 'portfolio_id', deleteRule: 'cascade', primary: true },
    by: { enum: true, items: () => Object.values(AllocationBy), type: 'string', fieldName: 'divided_by', primary: true },
    key: { type: 'string', length: 40, primary: true },
    weight: { type: rate() },
  },
  checks: [{ name: 'target_weight_check', expression: 'weight >= 0 and weight <= 1' }],
});
