/** A portfolio's days from a ledger in text and closes by day, for tests of returns. Prices and rates carry on until the next. */

import type { Account } from '../../src/domain/account.js';
import { type Currency, EUR } from '../../src/domain/currency.js';
import { type Day, parseDay } from '../../src/domain/day.js';
import { type HistoryDay, history, seriesOf as seriesOrNull } from '../../src/domain/history.js';
import type { AccountId, PortfolioId, UserId } from '../../src/domain/ids.js';
import { Members, Membership } from '../../src/domain/membership.js';
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
  /** Accounts that change their portfolio, in the order of recording: `['other', '2024-01-05', 'second']`. */
  readonly moves?: readonly (readonly [account: string, from: string, portfolio: string])[];
  /** The portfolio valued, where there are moves; `portfolio` is the one all accounts were opened in. */
  readonly portfolio?: string;
}

export function daysOf(text: string, options: HistoryOptions): HistoryDay[] {
  const book = ledger(text, options);
  const scope = (options.of ?? [...book.accounts.keys()]).map((id) => book.account(id));

  return [
    ...history({
      baseCurrency: options.base ?? EUR,
      members: membersOf(scope, options),
      entries: book.entries,
      books: book.books,
      instruments: (id) => book.instrument(id),
      marketOn: (day) => marketOn(options.closes, day).prices,
      from: parseDay(options.from),
      until: parseDay(options.until),
    }),
  ];
}

function membersOf(accounts: readonly Account[], { moves = [], portfolio = 'portfolio' }: HistoryOptions): Members {
  const memberships = moves.map(([account, from, to], index) => {
    const [leftPortfolioId, portfolioId] = ['portfolio', to] as PortfolioId[] as [PortfolioId, PortfolioId];
    const [ordinal, ledgerVersion, recordedAt] = [index + 1, 1, new Date(index)];
    const ids = { accountId: account as AccountId, userId: 'user' as UserId, portfolioId, leftPortfolioId };
    return new Membership({ ...ids, ordinal, from: parseDay(from), ledgerVersion, recordedAt });
  });
  return Members.of(portfolio as PortfolioId, { accounts, memberships });
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
