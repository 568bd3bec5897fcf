import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
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
  const readings: { ids: readonly InstrumentId[] | null; resolve(rows: SymbolRows): void; reject(error: Error): void }[] = [];
  const book = new SymbolBook((ids) => new Promise((resolve, reject) => readings.push({ ids, resolve, reject })));
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

test('of instruments that changed no others are read, unless all have to be or a reading failed', async () => {
  const { book, readings } = open();
  const [B, C] = ['id-B', 'id-C'] as InstrumentId[] as [InstrumentId, InstrumentId];
  const answered = async (ids: readonly InstrumentId[] | null, answer: SymbolRows | Error) => {
    await turn();
    const reading = readings.shift();
    expect(reading?.ids).toEqual(ids);
    if (answer instanceof Error) reading?.reject(answer);
    else reading?.resolve(answer);
  };
  const first = book.refresh([B]);
  await answered(null, rows);
  await first;
  const changed = [book.refresh([B]), book.refresh([C]), book.refresh([B, A])];
  await answered([B], { instruments: [], symbols: [] });
  await answered([C, B, A], { instruments: [], symbols: [] });
  await Promise.all(changed);
  expect(book.instrument(A)).not.toBeNull();
  const fails = book.refresh([A]);
  await answered([A], new Error('away'));
  await expect(fails).rejects.toThrow('away');
  const heals = book.refresh([C]);
  const all = book.refresh();
  await answered(null, rows);
  await answered(null, rows);
  await Promise.all([heals, all]);
});

test('instrument by instrument it comes to the same as read at once, whatever each was called before', async () => {
  const sources = ['yahoo', 'push', 'push-acme'] as SourceId[];
  const [ids, names] = [['1', '2', '3'] as InstrumentId[], ['x', 'y']];
  const name = fc.record({ source: fc.constantFrom(...sources), symbol: fc.constantFrom(...names), isDerived: fc.boolean() });
  const called = fc.uniqueArray(name, { maxLength: 4, selector: ({ source, symbol }) => `${source} ${symbol}` });
  const changes = fc.array(fc.record({ id: fc.constantFrom(...ids), called }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(changes, async (steps) => {
      const state = new Map<InstrumentId, SymbolRows['symbols']>();
      const load = async (wanted: readonly InstrumentId[] | null) => {
        const found = [...state.keys()].filter((id) => wanted === null || wanted.includes(id));
        const share = { kind: 'EQUITY', currency: 'USD' as Currency, mic: null, unitDivisor: 1 } as const;
        return { instruments: found.map((id) => ({ id, ...share })), symbols: found.flatMap((id) => state.get(id) ?? []) };
      };
      const [grown, whole] = [new SymbolBook(load), new SymbolBook(load)];
      await grown.refresh();
      for (const { id, called } of steps) {
        // What is entered is entered once.
        const isTaken = (source: string, symbol: string) =>
          [...state].some(
            ([other, rows]) => other !== id && rows.some((row) => row.source === source && row.symbol === symbol && !row.isDerived),
          );
        const kept = called.filter(({ source, symbol, isDerived }) => isDerived || !isTaken(source, symbol));
        state.set(
          id,
          kept.map((row) => ({ ...row, instrumentId: id })),
        );
        await grown.refresh([id]);
      }
      await whole.refresh();
      for (const source of sources) {
        expect(grown.symbolsOf(source, new Date()).toSorted()).toEqual(whole.symbolsOf(source, new Date()).toSorted());
        for (const symbol of names) expect(grown.resolve(source, symbol)).toEqual(whole.resolve(source, symbol));
        for (const id of ids) expect(grown.symbolOf(source, id)).toBe(whole.symbolOf(source, id));
      }
    }),
  );
});

test('what trades no more is not asked for, a fund only when its last NAV should be there', () => {
  const book = new SymbolBook(async () => rows);
  const listed = (id: string, kind: 'EQUITY' | 'FUND') => ({
    id: id as InstrumentId,
    kind,
    currency: 'USD' as Currency,
    mic: null,
    unitDivisor: 1,
    delistedOn: '2026-11-18' as Day,
  });
  const symbols = ['share', 'fund'].map((symbol) => ({ source: 'test', symbol, instrumentId: symbol as InstrumentId }));
  book.replace({ instruments: [listed('share', 'EQUITY'), listed('fund', 'FUND')], symbols });
  const asked = (at: string) => book.symbolsOf('test' as SourceId, new Date(at));
  const told = ['2026-11-17T23:00Z', '2026-11-18T05:00Z', '2026-11-25T04:59Z', '2026-11-25T05:00Z'].map(asked);
  expect(told).toEqual([['share', 'fund'], ['fund'], ['fund'], []]);
});
