/** A portfolio's days from a ledger in text and closes by day, for tests of returns. Prices and rates carry on until the next. */

import { type Currency, EUR } from '../../src/domain/currency.js';
import { type Day, parseDay } from '../../src/domain/day.js';
import { accountIdsOf, type HistoryDay, history, seriesOf as seriesOrNull } from '../../src/domain/history.js';
import type { DaySeries } from '../../src/domain/performance.js';
import { type LedgerOptions, ledger } from './ledger.js';
import { TestMarket } from './market.js';

/** Closes by instrument and rates by pair: `{ '2024-01-02': { AAPL: '100 USD', USDEUR: '0.90' } }`. */
export type Closes = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface HistoryOptions extends LedgerOptions {
  readonly from: string;
  readonly until: string;
  readonly closes: Closes;
  readonly base?: Currency;
  /** The accounts valued; all by default. */
  readonly of?: readonly string[];
}

export function daysOf(text: string, options: HistoryOptions): HistoryDay[] {
  const book = ledger(text, options);
  const scope = (options.of ?? [...book.accounts.keys()]).map((id) => book.account(id));
  return [
    ...history({
      baseCurrency: options.base ?? EUR,
      accountIds: accountIdsOf(scope),
      entries: book.entries,
      books: book.books,
      instruments: (id) => book.instrument(id),
      marketOn: (day) => marketOn(options.closes, day).prices,
      from: parseDay(options.from),
      until: parseDay(options.until),
    }),
  ];
}

export function seriesOf(days: readonly HistoryDay[]): DaySeries {
  const series = seriesOrNull(days);
  if (!series) throw new Error('A history has at least one day.');
  return series;
}

function marketOn(closes: Closes, until: Day): TestMarket {
  const market = new TestMarket();
  for (const [day, prices] of Object.entries(closes).sort()) {
    if (day > until) break;
    for (const [name, text] of Object.entries(prices)) {
      const [price = '', currency] = text.split(' ');
      if (currency) market.quote(name, price, { day, currency, kind: 'CLOSE' });
      else market.rate(name, price, { day });
    }
  }
  return market;
}
