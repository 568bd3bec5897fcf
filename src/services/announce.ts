/** Tells every instance which portfolios look different from what it knows of them. */
import type { PortfolioId } from '../domain/ids.js';
import type { Bus } from '../storage/bus.js';

const PORTFOLIOS_PER_MESSAGE = 1_000;

/** Once it is written: an instance that misses the message catches up when its bus is back. */
export async function announce(bus: Bus, portfolioIds: Iterable<PortfolioId>): Promise<void> {
  const ids = [...new Set(portfolioIds)];
  for (let start = 0; start < ids.length; start += PORTFOLIOS_PER_MESSAGE) {
    await bus.publish('ledger', { portfolioIds: ids.slice(start, start + PORTFOLIOS_PER_MESSAGE) }).catch(() => undefined);
  }
}
