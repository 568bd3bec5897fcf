/** Tells every instance what looks different from what it knows of it: instruments, and portfolios. */
import type { InstrumentId, PortfolioId } from '../domain/ids.js';
import type { Bus } from '../storage/bus.js';

const PORTFOLIOS_PER_MESSAGE = 1_000;

/** Once it is written: an instance that misses the message catches up when its bus is back. */
export async function announce(bus: Bus, portfolioIds: Iterable<PortfolioId>): Promise<void> {
  const ids = [...new Set(portfolioIds)];
  for (let start = 0; start < ids.length; start += PORTFOLIOS_PER_MESSAGE) {
    await bus.publish('ledger', { portfolioIds: ids.slice(start, start + PORTFOLIOS_PER_MESSAGE) }).catch(() => undefined);
  }
}

/**
 * Once it is written: instruments that were made or changed, what sources call them and propose of them included, and the portfolios that show it.
 * None where it is about a pair of currencies.
 */
export async function announceInstruments(
  bus: Bus,
  changed: readonly InstrumentId[],
  portfolioIds: Iterable<PortfolioId> = [],
): Promise<void> {
  await bus.publish('instruments', { changed }).catch(() => undefined);
  await announce(bus, portfolioIds);
}
