/** A custody account: where positions and cash lie. It belongs to one portfolio of one user. */
import type { Currency } from './currency.js';
import type { AccountId, PortfolioId, UserId } from './ids.js';

/** How a disposal picks the lots it closes (docs/CALCULATIONS.md, C4). */
export const CostMethod = {
  /** The oldest lot first. */
  FIFO: 'FIFO',
  /** The newest lot first. */
  LIFO: 'LIFO',
  /** Every unit at the average cost of all open lots. */
  AVERAGE: 'AVERAGE',
  /** The lots named with the disposal. */
  SPECIFIC: 'SPECIFIC',
} as const;
export type CostMethod = (typeof CostMethod)[keyof typeof CostMethod];

/** What becomes of the fraction of a unit that a split leaves (docs/CALCULATIONS.md, C12). */
export const FractionRule = {
  /** It stays in the account. */
  KEEP: 'KEEP',
  /** It is sold at the price the split pays for fractions; kept where the split names none. */
  CASH: 'CASH',
} as const;
export type FractionRule = (typeof FractionRule)[keyof typeof FractionRule];

export class Account {
  readonly id: AccountId;
  readonly userId: UserId;
  /** The portfolio it belongs to now; `membership.ts` tells of earlier days. */
  portfolioId: PortfolioId;
  name: string;
  /** Currency of the account's statements; it may hold cash and instruments of any currency. */
  readonly currency: Currency;
  costMethod: CostMethod;
  /** Whether more may be sold than is held; a position is then below zero. */
  allowsShort: boolean;
  fractionRule: FractionRule;
  readonly openedAt: Date;
  /** Set while nothing may be recorded in it; a closed account is empty. */
  closedAt: Date | null;
  /** Counts the ledger's changes; every recorded, amended or voided entry, and every change of the account's rules, raises it by one. */
  ledgerVersion: number;

  constructor(props: {
    id: AccountId;
    userId: UserId;
    portfolioId: PortfolioId;
    name: string;
    currency: Currency;
    costMethod: CostMethod;
    /** Neither given: long positions only, fractions kept. */
    allowsShort?: boolean;
    fractionRule?: FractionRule;
    openedAt: Date;
  }) {
    this.id = props.id;
    this.userId = props.userId;
    this.portfolioId = props.portfolioId;
    this.name = props.name;
    this.currency = props.currency;
    this.costMethod = props.costMethod;
    this.allowsShort = props.allowsShort ?? false;
    this.fractionRule = props.fractionRule ?? FractionRule.KEEP;
    this.openedAt = props.openedAt;
    this.closedAt = null;
    this.ledgerVersion = 0;
  }
}
