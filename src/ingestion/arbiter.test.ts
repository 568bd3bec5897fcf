import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { PriceBook } from '../domain/price-book.js';
import type { CandidateQuote, QuoteKind } from '../domain/quote.js';
import { Arbiter } from './arbiter.js';
import { observationOf } from './arbitrate.js';
import { SymbolBook } from './symbols.js';

const SHARE = 'share' as InstrumentId;
const [FIRST, SECOND, THIRD] = ['first', 'second', 'third'] as SourceId[] as [SourceId, SourceId, SourceId];

/** `first 15:30 100` on 2026-11-18. */
function said(text: string, kind: QuoteKind = 'LAST'): CandidateQuote {
  const [source, time, price] = text.split(' ') as [SourceId, string, string];
  return {
    instrumentId: SHARE,
    source,
    kind,
    price: new Decimal(price),
    currency: 'USD' as Currency,
    observedAt: new Date(`2026-11-18T${time}:00Z`),
    valueDate: '2026-11-18' as Day,
    receivedAt: new Date('2026-11-18T18:00:00Z'),
    previousClose: null,
    rawPrice: price,
    rawCurrency: null,
    adjustment: 'NONE',
  };
}

function arbiter(standing: string, losers: readonly string[]) {
  const book = new PriceBook();
  book.put({ ...said(standing), revision: 1 });
  const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  symbols.replace({ instruments: [{ id: SHARE, kind: 'EQUITY', currency: 'USD' as Currency, mic: null, unitDivisor: 1 }], symbols: [] });
  const sources = [FIRST, SECOND, THIRD].map((id, place) => ({ id, name: id, simulated: false, priority: place + 1 }));
  const opened = new Arbiter({ book, symbols, sources });
  for (const loser of losers) opened.noteLoser(SHARE, observationOf(said(loser)));
  return (text: string) => {
    const candidate = said(text);
    const observation = observationOf(candidate);
    const incumbent = opened.incumbentOf(candidate);
    const { outcome, rule } = opened.judge(candidate, observation, { incumbent, hold: null, confirmed: false });
    return [`${outcome} ${rule}`, opened.contradictionOf(observation, incumbent)?.source ?? null];
  };
}

test('of three sources of the same minutes the one in the middle stands, though the other is trusted most', () => {
  const judge = arbiter('second 15:30 100', ['third 15:30 100.2']);
  expect(judge('first 15:31 102')).toEqual(['HISTORY OUTVOTED', SECOND]);
  expect(judge('first 15:31 100.3')).toEqual(['CURRENT NEWER', null]);
});

test('two others who do not agree, or speak of another time, outvote nobody', () => {
  expect(arbiter('second 15:30 100', ['third 15:30 105'])('first 15:31 102')).toEqual(['CURRENT NEWER', SECOND]);
  expect(arbiter('second 15:30 100', ['third 15:20 100'])('first 15:31 102')).toEqual(['CURRENT NEWER', SECOND]);
  expect(arbiter('second 15:20 100', ['third 15:20 100'])('first 15:31 102')).toEqual(['CURRENT NEWER', null]);
  expect(arbiter('first 15:30 100', ['third 15:30 100'])('first 15:31 102')).toEqual(['CURRENT NEWER', null]);
});

test('rates of one day contradict each other hours apart, too, when they differ by more than a day moves them', () => {
  const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  const rate = (source: SourceId, at: string, figure: string) => ({
    base: 'EUR' as Currency,
    quote: 'USD' as Currency,
    rate: new Decimal(figure),
    source,
    observedAt: new Date(at),
    valueDate: at.slice(0, 10) as Day,
    receivedAt: new Date('2026-11-18T18:00:00Z'),
  });
  const standing = observationOf(rate(FIRST, '2026-11-18T13:15:00Z', '1.10'));
  const opened = new Arbiter({ book: new PriceBook(), symbols });
  const against = (at: string, figure: string) => opened.contradictionOf(observationOf(rate(SECOND, at, figure)), standing)?.source ?? null;
  expect(against('2026-11-18T09:00:00Z', '1.13')).toBe(FIRST);
  expect(against('2026-11-18T17:30:00Z', '1.07')).toBe(FIRST);
  expect(against('2026-11-18T09:00:00Z', '1.115')).toBeNull();
  expect(against('2026-11-18T13:16:00Z', '1.115')).toBe(FIRST);
  expect(against('2026-11-17T13:15:00Z', '1.13')).toBeNull();
});
