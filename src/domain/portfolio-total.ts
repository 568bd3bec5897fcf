/** What a portfolio came to at the last refresh of everything, watched or not: the same figure a valuation gives (C1). */
import type { Decimal } from './decimal.js';
import type { PortfolioId } from './ids.js';

export class PortfolioTotal {
  readonly portfolioId!: PortfolioId;
  /** In the portfolio's base currency. */
  readonly total!: Decimal;
  /** Of the ledger it was worked out from. */
  readonly ledgerVersion!: number;
  /** When it came to this; it stands at it since. */
  readonly asOf!: Date;
}
