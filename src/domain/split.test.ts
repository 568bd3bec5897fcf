import { expect, test } from '@jest/globals';
import { ledger, type TestLedger } from '../../test/testkit/ledger.js';
import { parseDay } from './day.js';
import { formatDecimal } from './decimal.js';
import { fold } from './fold.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { LedgerBooks } from './ledger.js';
import type { InstrumentSplit } from './split.js';

const SPLIT: InstrumentSplit = { exDate: parseDay('2024-02-01'), ratioNew: 3, ratioOld: 1, exceptAccountIds: [] };

function booksWith(book: TestLedger, splits: readonly InstrumentSplit[]): LedgerBooks {
  return { ...book.books, instrument: (id) => ({ ...book.instrument(id), splits }) };
}

/** What each account holds of ACME, and what it cost. */
function held(text: string, { splits = [SPLIT], until }: { splits?: readonly InstrumentSplit[]; until?: string } = {}) {
  const book = ledger(text);
  const states = fold(book.entries, booksWith(book, splits), { until: until ? parseDay(until) : null });
  return Object.fromEntries(
    [...states].flatMap(([id, { positions }]) => {
      const position = positions.get('ACME' as InstrumentId);
      return position ? [[id, `${formatDecimal(position.quantity)} for ${formatDecimal(position.costBasis)}`]] : [];
    }),
  );
}

test('a split reaches every account that held before its day, and leaves what was bought since', () => {
  const text = `2024-01-02 BUY 10 ACME @ 90
                2024-01-03 BUY 5 ACME @ 90 in other
                2024-02-01 BUY 1 ACME @ 30 in other
                2024-02-05 BUY 2 ACME @ 31 in late`;
  expect(held(text)).toEqual({ main: '30 for 900', other: '16 for 480', late: '2 for 62' });
  expect(held(text, { until: '2024-01-31' })).toEqual({ main: '10 for 900', other: '5 for 450' });
  expect(held(text, { until: '2024-02-01' })).toEqual({ main: '30 for 900', other: '16 for 480' });
});

test("an account's own entry of that day stands in its place", () => {
  const text = `2024-01-02 BUY 10 ACME @ 90
                2024-01-02 BUY 10 ACME @ 90 in other
                2024-02-01 SPLIT ACME 3:1`;
  expect(held(text)).toEqual({ main: '30 for 900', other: '30 for 900' });
});

test('units bought and sold after it are new units', () => {
  const text = `2024-01-02 BUY 10 ACME @ 90
                2024-02-01 SELL 30 ACME @ 31`;
  expect(held(text)).toEqual({ main: '0 for 0' });
  expect(() => held(text, { splits: [] })).toThrow('asks for 30');
});

test('an account it was excepted from keeps its units', () => {
  const splits = [{ ...SPLIT, exceptAccountIds: ['other' as AccountId] }];
  const text = `2024-01-02 BUY 10 ACME @ 90
                2024-01-02 BUY 10 ACME @ 90 in other`;
  expect(held(text, { splits })).toEqual({ main: '30 for 900', other: '10 for 900' });
});

test('going on from any day gives the same as going through at once', () => {
  const book = ledger(`2024-01-02 BUY 10 ACME @ 90
                       2024-01-20 BUY 1 ACME @ 91
                       2024-03-01 SELL 33 ACME @ 31
                       2024-03-02 BUY 4 ACME @ 31`);
  const books = booksWith(book, [SPLIT, { ...SPLIT, exDate: parseDay('2024-03-02'), ratioNew: 2 }]);
  const whole = fold(book.entries, books);
  for (const day of ['2024-01-01', '2024-01-25', '2024-02-01', '2024-02-10', '2024-03-01', '2024-03-02', '2024-04-01']) {
    const first = fold(book.entries, books, { until: parseDay(day) });
    const rest = book.entries.filter(({ tradeDate }) => tradeDate > day);
    expect(fold(rest, books, { from: first }).get('main' as AccountId)?.positions).toEqual(whole.get('main' as AccountId)?.positions);
  }
});
