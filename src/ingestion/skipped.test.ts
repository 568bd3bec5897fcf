// What a source does not know is left out for a day, by every instance, until somebody lets it be asked again.
import { expect, test } from '@jest/globals';
import type { SourceId } from '../domain/ids.js';
import { type SkippedSymbol, SkippedSymbols } from './skipped.js';
import { SourceError, SourceErrorKind } from './source-error.js';

const OWN = 'own' as SourceId;
const log = { info() {}, warn() {}, error() {} };

test('a symbol is left out for a day, here and by whoever takes the source over', async () => {
  const state = { now: new Date('2026-11-18T15:30:00Z'), kept: new Map<string, SkippedSymbol>() };
  const store = {
    remember: async (_: SourceId, skipped: SkippedSymbol) => void state.kept.set(skipped.symbol, skipped),
    recall: async () => [...state.kept.values()].filter(({ until }) => until > state.now),
  };
  const open = () => new SkippedSymbols({ source: OWN, store, now: () => state.now, log });
  const [one, other] = [open(), open()];
  await one.note('GONE', new SourceError(SourceErrorKind.UNKNOWN_SYMBOL, 'No such symbol.'));
  await one.note('PAID', new SourceError(SourceErrorKind.ENTITLEMENT, 'Not in the plan.'));
  await one.note('LATE', new SourceError(SourceErrorKind.NO_DATA, 'Nothing today.'));
  await other.refresh();
  for (const skipped of [one, other]) expect(['GONE', 'PAID', 'LATE'].map((symbol) => skipped.has(symbol))).toEqual([true, true, false]);
  state.kept.delete('GONE');
  await one.refresh();
  expect([one.has('GONE'), one.has('PAID')]).toEqual([false, true]);
  state.now = new Date('2026-11-19T15:30:01Z');
  await one.refresh();
  expect(one.has('PAID')).toBe(false);
});
