/** Stores what the arbiter decided on, in one unit of work: history first, so that a previous close is found in it. */
import { type Day, dayIn } from '../../domain/day.js';
import { type FxRate, pairKey } from '../../domain/fx.js';
import type { InstrumentId, PortfolioId } from '../../domain/ids.js';
import type { Quote } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { correctPreviousRates, insertRateHistory, putCurrentRates, type StorableRate } from './fx.js';
import { forgetDaysOfInstruments, forgetDaysOfRates } from './history.js';
import { portfoliosTradedOn } from './portfolio.js';
import { correctPreviousCloses, insertHistory, putCurrent, restateCurrent, type StorableQuote } from './quote.js';
import { withdrawnQuotes, withdrawnRates } from './withdrawn.js';

interface Decided {
  readonly current: readonly StorableQuote[];
  readonly history: readonly StorableQuote[];
  readonly currentRates: readonly StorableRate[];
  readonly historyRates: readonly StorableRate[];
  readonly again?: readonly InstrumentId[];
}

interface Stored {
  readonly quotes: Quote[];
  readonly rates: FxRate[];
  readonly history: number;
  /** Those of the decided ones that have been taken back: they were not stored again. */
  readonly withdrawn: readonly (StorableQuote | StorableRate)[];
  readonly outdated: PortfolioId[];
}

/** @param at now: a price may have waited, and the day it is of be over */
export async function storeObservations(em: EntityManager, decided: Decided, at: Date): Promise<Stored> {
  const before = await insertAll(em, decided.history, decided.historyRates);
  const quotes = await putCurrent(em, decided.current);
  const rates = await putCurrentRates(em, decided.currentRates);
  const currentDays = new Map(quotes.map(({ instrumentId, valueDate }) => [instrumentId, valueDate]));
  const currentPairs = new Set(rates.map(({ base, quote }) => pairKey(base, quote)));
  const isRateLate = ({ base, quote }: StorableRate) => !currentPairs.has(pairKey(base, quote));
  // Where a newer one stands in the database they are of the past like any other.
  const overtaken = decided.current.filter(({ instrumentId }) => !currentDays.has(instrumentId));
  const overtakenRates = decided.currentRates.filter(isRateLate);
  const after = await insertAll(em, overtaken.map(withoutVerdict), overtakenRates.map(withoutVerdict));
  const isLate = ({ instrumentId, valueDate }: StorableQuote) => valueDate !== currentDays.get(instrumentId);
  const [past, pastRates] = [
    [...decided.history, ...overtaken],
    [...decided.historyRates, ...overtakenRates],
  ];
  const late = past.filter(isLate).map(({ instrumentId }) => instrumentId);
  quotes.push(...(await correctPreviousCloses(em, late)));
  rates.push(...(await correctPreviousRates(em, pastRates.filter(isRateLate))));
  quotes.push(...(await restateCurrent(em, decided.again ?? [])));
  const isAllNew = before.isAllNew && after.isAllNew;
  const withdrawn = isAllNew ? [] : [...(await withdrawnQuotes(em, past)), ...(await withdrawnRates(em, pastRates))];
  return { quotes, rates, history: before.count + after.count, withdrawn, outdated: await forgetTouchedDays(em, decided, at) };
}

async function insertAll(em: EntityManager, quotes: readonly StorableQuote[], rates: readonly StorableRate[]) {
  const count = (await insertHistory(em, quotes)) + (await insertRateHistory(em, rates));
  return { count, isAllNew: count === quotes.length + rates.length };
}

/** By which rule it would have stood is said of what stood alone. */
function withoutVerdict<Candidate extends StorableQuote | StorableRate>(candidate: Candidate): Candidate {
  return { ...candidate, verdict: undefined };
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
