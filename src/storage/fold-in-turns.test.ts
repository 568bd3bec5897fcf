// The fold in stretches against the fold of the whole, over a ledger of several stretches.
import { expect, test } from '@jest/globals';
import { allowed, START } from '../../test/testkit/any-ledger.js';
import { addDays } from '../domain/day.js';
import { withoutReports } from '../domain/history.js';
import { foldInTurns } from './fold-in-turns.js';

/** Each day a purchase, and on most of them something that closes lots, pays, or passes units on. */
const lines = Array.from({ length: 100 }, (_, index) => {
  const day = addDays(START, index);
  const others = [
    `${day} SELL ${1 + (index % 4)} ACME @ ${6 + (index % 5)} fee 0.7 in main`,
    `${day} DIVIDEND ${3 + index} from AAPL tax 0.1 in main`,
    `${day} TRANSFER 2 ACME to other`,
  ];
  return [
    `${day} BUY ${5 + (index % 3)} ${index % 4 === 1 ? 'AAPL' : 'ACME'} @ ${5 + (index % 7)} fee 1.5 in main`,
    ...others.slice(index % 4, (index % 4) + 1),
  ];
}).flat();

test.each(['FIFO', 'LIFO', 'AVERAGE'] as const)(
  'in stretches a ledger is folded as in one, with its reports or without (%s)',
  async (method) => {
    const book = allowed(lines, method);
    if (!book) throw new Error('the rules allow this ledger');
    const { entries, books } = book;
    const whole = book.fold();
    expect([...whole.values()].some(({ realised, income }) => realised.length > 0 && income.length > 0)).toBe(true);
    expect(await foldInTurns(entries, books)).toEqual(whole);
    expect(await foldInTurns(entries, books, { hasReports: false })).toEqual(withoutReports(whole));
  },
);
