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

export class Account {
  readonly id: AccountId;
  readonly userId: UserId;
  readonly portfolioId: PortfolioId;
  name: string;
  /** Currency of the account's statements; it may hold cash and instruments of any currency. */
  readonly currency: Currency;
  costMethod: CostMethod;
  readonly openedAt: Date;
  /** Set while nothing may be recorded in it; a closed account is empty. */
  closedAt: Date | null;
  /** Counts the ledger's changes; every recorded, amended or voided entry raises it by one. */
  ledgerVersion: number;

  constructor(props: {
    id: AccountId;
    userId: UserId;
    portfolioId: PortfolioId;
    name: string;
    currency: Currency;
    costMethod: CostMethod;
    openedAt: Date;
  }) {
    this.id = props.id;
    this.userId = props.userId;
    this.portfolioId = props.portfolioId;
    this.name = props.name;
    this.currency = props.currency;
    this.costMethod = props.costMethod;
    this.openedAt = props.openedAt;
    this.closedAt = null;
    this.ledgerVersion = 0;
  }
}
