/** Stores what the arbiter decided on, in one unit of work: history first, so that a previous close is found in it. */
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { type FxRate, PIVOTS } from '../../domain/fx.js';
import type { InstrumentId } from '../../domain/ids.js';
import type { Quote } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { correctPreviousRates, insertRateHistory, putCurrentRates, type StorableRate } from './fx.js';
import { forgetDaysOfCurrencies, forgetDaysOfInstruments } from './history.js';
import { correctPreviousCloses, insertHistory, putCurrent, restateCurrent, type StorableQuote } from './quote.js';

interface Decided {
  readonly current: readonly StorableQuote[];
  readonly history: readonly StorableQuote[];
  readonly currentRates: readonly StorableRate[];
  readonly historyRates: readonly StorableRate[];
  readonly again?: readonly InstrumentId[];
}

export async function storeObservations(
  em: EntityManager,
  decided: Decided,
): Promise<{ quotes: Quote[]; rates: FxRate[]; history: number }> {
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
  await forgetTouchedDays(em, decided);
  return { quotes, rates, history };
}

/** A late or corrected price changes what its day and the days after it were worth; one of the current day changes none that is kept. */
async function forgetTouchedDays(em: EntityManager, { current, history, currentRates, historyRates }: Decided): Promise<void> {
  const isLate = ({ valueDate, receivedAt }: { valueDate: Day; receivedAt: Date }) => valueDate < receivedAt.toISOString().slice(0, 10);
  const instruments = new Map<InstrumentId, Day>();
  for (const { instrumentId, ...quote } of [...current, ...history])
    if (isLate(quote)) noteEarlier(instruments, instrumentId, quote.valueDate);
  const currencies = new Map<Currency, Day>();
  for (const { base, quote, ...rate } of [...currentRates, ...historyRates]) {
    if (!isLate(rate)) continue;
    // Whoever converts by way of a pivot need not have anything in it.
    const own = [base, quote].filter((currency) => !PIVOTS.includes(currency));
    for (const currency of own.length > 0 ? own : [base, quote]) noteEarlier(currencies, currency, rate.valueDate);
  }
  await forgetDaysOfInstruments(em, instruments);
  await forgetDaysOfCurrencies(em, currencies);
}

function noteEarlier<Key>(days: Map<Key, Day>, key: Key, day: Day): void {
  const known = days.get(key);
  if (!known || day < known) days.set(key, day);
}
