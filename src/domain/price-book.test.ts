// The price book over prices that were told ahead of their rows, by whatever instance.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Currency } from './currency.js';
import { Decimal } from './decimal.js';
import type { InstrumentId, SourceId } from './ids.js';
import { PriceBook } from './price-book.js';
import type { Quote } from './quote.js';

const SHARE = '01900000-0000-7000-8000-000000000001' as InstrumentId;

/** A price of so many seconds past ten; a row of its revision, or told so many places ahead of it. */
function quote(second: number, revision: number, more: Partial<Quote> = {}): Quote {
  const observedAt = new Date(Date.UTC(2026, 10, 26, 10, 0, second));
  return {
    instrumentId: SHARE,
    source: 'stream' as SourceId,
    kind: 'LAST',
    price: new Decimal(100 + second),
    currency: 'EUR' as Currency,
    observedAt,
    valueDate: '2026-11-26' as Quote['valueDate'],
    receivedAt: observedAt,
    previousClose: null,
    rawPrice: String(100 + second),
    rawCurrency: 'EUR',
    adjustment: 'NONE',
    revision,
    ...more,
  };
}

function bookOf(...quotes: readonly Quote[]): PriceBook {
  const book = new PriceBook();
  for (const each of quotes) book.put(each);
  return book;
}
const shown = (book: PriceBook) => {
  const { price, revision, ahead } = book.quote(SHARE) as Quote;
  return `${price} of ${revision}${ahead ? ` + ${ahead}` : ''}`;
};

test('a row that comes late leaves a later price that was told ahead standing, as following it', () => {
  const book = bookOf(quote(0, 7), quote(1, 7, { ahead: 1 }), quote(6, 7, { ahead: 2 }), quote(1, 8));
  expect(shown(book)).toBe('106 of 8 + 2');
  // What is told next follows the same row, and its own row ends it.
  expect([book.put(quote(7, 8, { ahead: 3 })), shown(book)]).toEqual([true, '107 of 8 + 3']);
  expect([book.put(quote(7, 9)), shown(book)]).toEqual([true, '107 of 9']);
});

test('rows and prices told ahead, by two instances that hear of each other late, end in one book in whatever order they are heard of', () => {
  // Rows come in the order of their revisions and times; each instance tells prices after the row it knows.
  const heard = [
    quote(0, 7),
    quote(1, 7, { ahead: 1 }),
    quote(3, 7, { ahead: 2 }),
    quote(1, 8),
    quote(2, 8, { ahead: 1 }),
    quote(5, 7, { ahead: 3 }),
    quote(4, 9),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(heard, { minLength: heard.length }), fc.array(fc.constantFrom(...heard)), (order, repeated) => {
      const book = bookOf(...order, ...repeated);
      expect([book.quote(SHARE)?.price.toFixed(), book.quote(SHARE)?.revision]).toEqual(['105', 9]);
      // Its own row ends it, and nothing told before comes back.
      for (const each of [quote(5, 10), ...order]) book.put(each);
      expect(shown(book)).toBe('105 of 10');
    }),
  );
});

test('a row that the database lets stand replaces what was told ahead, and so does a later one', () => {
  expect(shown(bookOf(quote(0, 7), quote(6, 7, { ahead: 1 }), quote(0, 8, { stands: true })))).toBe('100 of 8');
  expect(shown(bookOf(quote(0, 7), quote(6, 7, { ahead: 1 }), quote(8, 8)))).toBe('108 of 8');
});

test('the previous close is that of the row, unless the source stated its own', () => {
  const close = (price: number, valueDate: string | null) => ({ price: new Decimal(price), valueDate }) as Quote['previousClose'];
  const closeAfter = (told: Quote['previousClose']) =>
    bookOf(quote(0, 7), quote(6, 7, { ahead: 1, previousClose: told }), quote(1, 8, { previousClose: close(98, '2026-11-25') }))
      .quote(SHARE)
      ?.previousClose?.price.toFixed();
  expect([closeAfter(close(97, '2026-11-24')), closeAfter(close(99, null))]).toEqual(['98', '99']);
});
