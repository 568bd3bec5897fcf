import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
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

test('a symbol that nobody told of is looked up once, and what was told of is waited for', async () => {
  const { book, readings } = open();
  const source = 'stream' as SourceId;
  const named = [{ source, symbol: A }];
  const told = book.refresh();
  const waiting = book.lookUp(named);
  readings[0]?.resolve(rows);
  await Promise.all([told, waiting]);
  expect(readings).toHaveLength(1);
  const unknown = [{ source, symbol: 'nobody' }];
  const lookedUp = book.lookUp([...named, ...unknown]);
  await turn();
  readings[1]?.resolve(rows);
  await lookedUp;
  await book.lookUp(unknown);
  expect(readings).toHaveLength(2);
});
