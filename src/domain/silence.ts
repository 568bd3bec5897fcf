/** Whether prices should be coming: how long markets have been open since the newest one. */
import { isDelistedAt } from './delisting.js';
import type { InstrumentId } from './ids.js';
import { InstrumentKind } from './instrument.js';
import { type Market, marketOf, openMsBetween } from './market.js';
import { isDated, type Quote } from './quote.js';

const SILENCE_MS_MAX = 7 * 86_400_000;

/**
 * For how many milliseconds any market of the priced instruments has been open since a price of anything was received; 0 while
 * all are closed, or none is known. NAVs and other dated prices come once a day and make no market speak; what trades nowhere in
 * particular counts only where it trades always, and what trades no more does not.
 */
export function silentMs(
  quotes: Iterable<Pick<Quote, 'instrumentId' | 'kind' | 'receivedAt'>>,
  instrumentOf: (id: InstrumentId) => Parameters<typeof isDelistedAt>[0] | null,
  now: Date,
): number {
  let newestMs = Number.NEGATIVE_INFINITY;
  const markets = new Set<Market>();
  for (const { instrumentId, kind, receivedAt } of quotes) {
    newestMs = Math.max(newestMs, receivedAt.getTime());
    const instrument = isDated(kind) ? null : instrumentOf(instrumentId);
    if (!instrument || isDelistedAt(instrument, now)) continue;
    const market = marketOf(instrument);
    if (market.open || instrument.kind === InstrumentKind.CRYPTO) markets.add(market);
  }
  return Math.max(0, ...[...markets].map((market) => openMsBetween(market, new Date(newestMs), now, SILENCE_MS_MAX)));
}
