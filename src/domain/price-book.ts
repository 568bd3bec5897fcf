/**
 * The current price of everything. `put` keeps the latest by revision, and over it what was told ahead of a later moment, so overlap, replay,
 * redelivery, and messages of two instances that come in either order are harmless.
 */
import type { Currency } from './currency.js';
import { type Cross, cross, type FxRate, pairKey } from './fx.js';
import type { InstrumentId } from './ids.js';
import { isAfter, laterOf, type Quote } from './quote.js';

export class PriceBook {
  /** The highest revision put so far; 0 when empty. */
  revision = 0;
  /** Counts what was put: as long as it is the same, nothing has changed. */
  changes = 0;
  readonly quotes = new Map<InstrumentId, Quote>();
  readonly rates = new Map<string, FxRate>();

  /** Whether the quote replaced what was there; a later price told ahead of it stays, under its revision. */
  put(quote: Quote): boolean {
    const incumbent = this.quotes.get(quote.instrumentId);
    const stands = !incumbent ? quote : isAfter(quote, incumbent) ? laterOf(quote, incumbent) : laterOf(incumbent, quote);
    if (stands === incumbent) return false;
    this.quotes.set(quote.instrumentId, stands);
    this.changes += 1;
    this.revision = Math.max(this.revision, quote.revision);
    return true;
  }

  /** Whether the rate replaced what was there. */
  putRate(rate: FxRate): boolean {
    const key = pairKey(rate.base, rate.quote);
    const incumbent = this.rates.get(key);
    if (incumbent && incumbent.revision >= rate.revision) return false;
    this.rates.set(key, rate);
    this.changes += 1;
    this.revision = Math.max(this.revision, rate.revision);
    return true;
  }

  quote(instrumentId: InstrumentId): Quote | null {
    return this.quotes.get(instrumentId) ?? null;
  }

  rate(base: Currency, quote: Currency): FxRate | null {
    return this.rates.get(pairKey(base, quote)) ?? null;
  }

  /** How to convert between two currencies now; null when no rate is known. */
  cross(from: Currency, to: Currency): Cross | null {
    return cross((base, quote) => this.rate(base, quote), from, to);
  }
}
