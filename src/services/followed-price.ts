/**
 * Prices that are traced, on their way from the bus to the portfolios they touch: what a portfolio is revalued for belongs to the
 * trace of the price. Invariant: a price that is followed by another is followed no more, nor one that nobody asked for in time.
 */
import type { InstrumentId } from '../domain/ids.js';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import type { Quote } from '../domain/quote.js';
import { here, type Place } from '../telemetry/trace.js';

const FOLLOWED_MAX = 1_000;
/** A portfolio's turn comes well within this. */
const AGE_MS_MAX = 5_000;
/** Of the portfolios one price touches, so many are followed. */
const PORTFOLIOS_MAX = 20;

interface Followed {
  readonly place: Place;
  readonly untilMs: number;
  left: number;
}

export class FollowedPrices {
  private readonly byInstrument = new Map<InstrumentId, Followed>();

  /** These came, in the trace under way or in none. */
  came(quotes: readonly Quote[]): void {
    const place = here();
    if (!place && this.byInstrument.size === 0) return;
    for (const { instrumentId } of quotes) {
      this.byInstrument.delete(instrumentId);
      if (!place || this.byInstrument.size >= FOLLOWED_MAX) continue;
      this.byInstrument.set(instrumentId, { place, untilMs: performance.now() + AGE_MS_MAX, left: PORTFOLIOS_MAX });
    }
  }

  /** In the trace of the first of the prices the portfolio was just revalued for; null: none of them is traced. */
  placeOf({ rows, changedRows }: LivePortfolio): Place | null {
    if (this.byInstrument.size === 0) return null;
    for (const index of changedRows) {
      const id = rows[index]?.instrument.id as InstrumentId;
      const followed = this.byInstrument.get(id);
      if (!followed) continue;
      followed.left -= 1;
      if (followed.left <= 0 || performance.now() > followed.untilMs) this.byInstrument.delete(id);
      if (performance.now() <= followed.untilMs) return followed.place;
    }
    return null;
  }
}
