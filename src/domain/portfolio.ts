/** One user's accounts valued together in a base currency. */
import type { Currency } from './currency.js';
import type { PortfolioId, UserId } from './ids.js';

export class Portfolio {
  readonly id: PortfolioId;
  readonly userId: UserId;
  name: string;
  baseCurrency: Currency;
  readonly createdAt: Date;

  constructor(props: { id: PortfolioId; userId: UserId; name: string; baseCurrency: Currency; createdAt: Date }) {
    this.id = props.id;
    this.userId = props.userId;
    this.name = props.name;
    this.baseCurrency = props.baseCurrency;
    this.createdAt = props.createdAt;
  }
}
