/**
 * What portfolios hold, remembered between two reads of a dashboard: folding the end of a ledger and looking up the rates of its
 * lots costs more than all else a valuation takes. Invariant: what is remembered counts for the version it was loaded at alone,
 * and that is asked of the database at every read.
 */
import { type Day, dayIn } from '../domain/day.js';
import type { TradeRates } from '../domain/holding.js';
import type { PortfolioId } from '../domain/ids.js';
import type { PriceBook } from '../domain/price-book.js';
import { type Instruments, type PortfolioInput, type Valuation, valuePortfolio } from '../domain/valuation.js';
import type { PortfolioHead } from './portfolio-head.js';

/** Lots remembered, about half a kilobyte each. */
const LOTS_MAX = 50_000;
/** How long a valuation stands at most: prices may also move without a new revision, by growing old. */
const STANDS_MS = 500;

interface Held {
  readonly version: number;
  readonly ledgerVersion: number;
  /** The day it was loaded on, and counts for. */
  readonly day: Day;
  readonly input: PortfolioInput;
  readonly instruments: Instruments;
  readonly lots: number;
  last: { readonly revision: number; readonly at: Date; readonly valuation: Valuation } | null;
}

export class RememberedValuations {
  /** The latest used last. */
  private readonly held = new Map<PortfolioId, Held>();
  private lots = 0;

  /** The portfolio valued now; null when what it holds is not remembered as it is. */
  find({ portfolio, version, ledgerVersion }: PortfolioHead, prices: PriceBook, now: Date): Valuation | null {
    const held = this.held.get(portfolio.id);
    if (held?.version !== version || held.ledgerVersion !== ledgerVersion || held.day !== dayIn('UTC', now)) return null;
    if (held.input.baseCurrency !== portfolio.baseCurrency) return null;
    this.held.delete(portfolio.id);
    this.held.set(portfolio.id, held);
    const { revision } = prices;
    if (held.last?.revision !== revision || Math.abs(now.getTime() - held.last.at.getTime()) >= STANDS_MS) {
      held.last = { revision, at: now, valuation: valuePortfolio(held.input, prices, held.instruments, now) };
    }
    return held.last.valuation;
  }

  /** @param given loaded after the head was read, so that it is no older */
  remember(
    { portfolio, version, ledgerVersion }: PortfolioHead,
    given: Pick<Held, 'input' | 'instruments'>,
    { prices, now }: { prices: PriceBook; now: Date },
  ): void {
    this.forget(portfolio.id);
    const day = dayIn('UTC', now);
    const { tradeRates, baseCurrency } = given.input;
    // What a lot of today cost is converted at the newest rate, which is not seen in the version: only past days are.
    const rates: TradeRates = (of, from) => (of < day ? (tradeRates?.(of, from) ?? null) : prices.cross(from, baseCurrency));
    const input = { ...given.input, tradeRates: rates };
    const positions = given.input.accounts.flatMap((account) => [...account.positions.values()]);
    const lots = positions.reduce((sum, position) => sum + 1 + position.lots.length, 0);
    this.held.set(portfolio.id, { ...given, input, day, version, ledgerVersion, lots, last: null });
    this.lots += lots;
    for (const oldest of this.held.keys()) {
      if (this.lots <= LOTS_MAX) break;
      this.forget(oldest);
    }
  }

  private forget(id: PortfolioId): void {
    this.lots -= this.held.get(id)?.lots ?? 0;
    this.held.delete(id);
  }
}
