/** Stores what the arbiter decided on, in one unit of work: history first, so that a previous close is found in it. */
import type { FxRate } from '../../domain/fx.js';
import type { Quote } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { correctPreviousRates, insertRateHistory, putCurrentRates, type StorableRate } from './fx.js';
import { correctPreviousCloses, insertHistory, putCurrent, type StorableQuote } from './quote.js';

export async function storeObservations(
  em: EntityManager,
  decided: {
    readonly current: readonly StorableQuote[];
    readonly history: readonly StorableQuote[];
    readonly currentRates: readonly StorableRate[];
    readonly historyRates: readonly StorableRate[];
  },
): Promise<{ quotes: Quote[]; rates: FxRate[]; history: number }> {
  const history = (await insertHistory(em, decided.history)) + (await insertRateHistory(em, decided.historyRates));
  const quotes = await putCurrent(em, decided.current);
  const rates = await putCurrentRates(em, decided.currentRates);
  const currentIds = new Set(quotes.map(({ instrumentId }) => instrumentId));
  const late = decided.history.map(({ instrumentId }) => instrumentId).filter((id) => !currentIds.has(id));
  const latePairs = decided.historyRates.filter(({ base, quote }) => !rates.some((rate) => rate.base === base && rate.quote === quote));
  quotes.push(...(await correctPreviousCloses(em, late)));
  rates.push(...(await correctPreviousRates(em, latePairs)));
  return { quotes, rates, history };
}
