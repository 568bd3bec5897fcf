/** Stores what the arbiter decided on, in one unit of work: history first, so that a previous close is found in it. */
import { type Day, dayIn } from '../../domain/day.js';
import type { FxRate } from '../../domain/fx.js';
import type { InstrumentId, PortfolioId } from '../../domain/ids.js';
import type { Quote } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { correctPreviousRates, insertRateHistory, putCurrentRates, type StorableRate } from './fx.js';
import { forgetDaysOfInstruments, forgetDaysOfRates } from './history.js';
import { portfoliosTradedOn } from './portfolio.js';
import { correctPreviousCloses, insertHistory, putCurrent, restateCurrent, type StorableQuote } from './quote.js';

interface Decided {
  readonly current: readonly StorableQuote[];
  readonly history: readonly StorableQuote[];
  readonly currentRates: readonly StorableRate[];
  readonly historyRates: readonly StorableRate[];
  readonly again?: readonly InstrumentId[];
}

/** @param at now: a price may have waited, and the day it is of be over */
export async function storeObservations(
  em: EntityManager,
  decided: Decided,
  at: Date,
): Promise<{ quotes: Quote[]; rates: FxRate[]; history: number; outdated: PortfolioId[] }> {
  const history = (await insertHistory(em, decided.history)) + (await insertRateHistory(em, decided.historyRates));
  const quotes = await putCurrent(em, decided.current);
  const rates = await putCurrentRates(em, decided.currentRates);
  const currentDays = new Map(quotes.map(({ instrumentId, valueDate }) => [instrumentId, valueDate]));
  const isLate = ({ instrumentId, valueDate }: StorableQuote) => valueDate !== currentDays.get(instrumentId);
  const late = decided.history.filter(isLate).map(({ instrumentId }) => instrumentId);
  const latePairs = decided.historyRates.filter(({ base, quote }) => !rates.some((rate) => rate.base === base && rate.quote === quote));
  quotes.push(...(await correctPreviousCloses(em, late)));
  rates.push(...(await correctPreviousRates(em, latePairs)));
  quotes.push(...(await restateCurrent(em, decided.again ?? [])));
  return { quotes, rates, history, outdated: await forgetTouchedDays(em, decided, at) };
}

/**
 * A late or corrected price changes what its day and the days after it were worth; one of the current day changes none that is kept.
 * @returns the portfolios that look different now as well: a late rate is what their lots of its day cost
 */
async function forgetTouchedDays(
  em: EntityManager,
  { current, history, currentRates, historyRates }: Decided,
  at: Date,
): Promise<PortfolioId[]> {
  const today = dayIn('UTC', at);
  const isLate = ({ valueDate }: { readonly valueDate: Day }) => valueDate < today;
  const instruments = new Map<InstrumentId, Day>();
  for (const { instrumentId, ...quote } of [...current, ...history])
    if (isLate(quote)) noteEarlier(instruments, instrumentId, quote.valueDate);
  const rates = [...currentRates, ...historyRates].filter(isLate).map(({ base, quote, valueDate }) => ({ base, quote, day: valueDate }));
  await forgetDaysOfInstruments(em, instruments);
  await forgetDaysOfRates(em, rates);
  return portfoliosTradedOn(em, rates);
}

function noteEarlier(days: Map<InstrumentId, Day>, key: InstrumentId, day: Day): void {
  const known = days.get(key);
  if (!known || day < known) days.set(key, day);
}
