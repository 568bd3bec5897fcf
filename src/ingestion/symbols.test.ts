import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { InstrumentId } from '../domain/ids.js';
import { SymbolBook, type SymbolRows } from './symbols.js';

const A = 'id-A' as InstrumentId;
const rows: SymbolRows = {
  instruments: [{ id: A, kind: 'EQUITY', currency: 'USD' as Currency, mic: null, unitDivisor: 1 }],
  symbols: [],
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A book whose readings are answered by hand, in their order. */
function open() {
  const readings: { resolve(rows: SymbolRows): void; reject(error: Error): void }[] = [];
  const book = new SymbolBook(() => new Promise((resolve, reject) => readings.push({ resolve, reject })));
  return { book, readings };
}

test('a change that comes while all is being read is in what is read next, which all who wait share', async () => {
  const { book, readings } = open();
  const first = book.refresh();
  const [second, third] = [book.refresh(), book.refresh()];
  readings[0]?.resolve({ instruments: [], symbols: [] });
  await first;
  expect(book.instrument(A)).toBeNull();
  await turn();
  readings[1]?.resolve(rows);
  await Promise.all([second, third, book.settled()]);
  expect(book.instrument(A)).not.toBeNull();
  expect(readings).toHaveLength(2);
});

test('a reading that fails is told to whoever asked, and the next one is made all the same', async () => {
  const { book, readings } = open();
  const first = book.refresh();
  const second = book.refresh();
  const settled = book.settled();
  readings[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await turn();
  readings[1]?.resolve(rows);
  await Promise.all([second, settled]);
  expect(book.instrument(A)).not.toBeNull();
});
