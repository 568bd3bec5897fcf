/**
 * The people of the demo and what they did: users, portfolios, accounts and two years of ledger, all a function of the
 * market's seed and of the day. Nobody sells what they do not hold, and no cash is ever below zero.
 */
import { Account, CostMethod } from '../domain/account.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day } from '../domain/day.js';
import { inCanonicalOrder } from '../domain/fold.js';
import type { AccountId, PortfolioId, TransactionId, UserId } from '../domain/ids.js';
import { Portfolio } from '../domain/portfolio.js';
import { Transaction, type TransactionContent } from '../domain/transaction.js';
import { Role, User } from '../domain/user.js';
import { type Dividends, dividendsBetween, type Habits, keepAccount } from './habit.js';
import { LISTINGS } from './listing.js';
import { ANCHOR, type DemoMarket } from './market.js';
import { demoPlans, type Person, personOf, plansOf } from './person.js';
import { Dice, uuidOf } from './random.js';

export const USER_COUNT = 250;
const HISTORY_DAYS = 730;

export interface World {
  /** The first one is the demo's own user. */
  readonly users: readonly User[];
  readonly portfolios: readonly Portfolio[];
  readonly accounts: readonly Account[];
  /** User by user, each ledger in canonical order. */
  readonly transactions: readonly Transaction[];
}

/** The first day the world knows: two years back, but not before prices begin. */
export function firstDay(today: Day): Day {
  const wanted = addDays(today, -HISTORY_DAYS);
  return wanted < ANCHOR ? ANCHOR : wanted;
}

/**
 * @param today the last day nothing has happened on yet: every entry is of an earlier one
 * @param passwordHash every user's
 */
export function createWorld({
  market,
  today,
  passwordHash,
  userCount = USER_COUNT,
}: {
  market: DemoMarket;
  today: Day;
  passwordHash: string;
  userCount?: number;
}): World {
  const world = { users: [] as User[], portfolios: [] as Portfolio[], accounts: [] as Account[], transactions: [] as Transaction[] };
  const dividends = dividendsBetween(market, { from: firstDay(today), to: today }, LISTINGS);
  let ordinal = 0;
  for (let number = 1; number <= userCount; number += 1) {
    const household = keepBooks({ market, today, number, passwordHash, dividends, ordinal });
    world.users.push(household.user);
    world.portfolios.push(household.portfolio);
    world.accounts.push(...household.accounts);
    world.transactions.push(...household.transactions);
    ordinal += household.transactions.length;
  }
  return world;
}

/** One user with everything that is theirs. */
function keepBooks(given: { market: DemoMarket; today: Day; number: number; passwordHash: string; dividends: Dividends; ordinal: number }) {
  const { market, today, number, passwordHash, dividends } = given;
  const { seed } = market;
  const dice = new Dice(seed, `user/${number}`);
  const person = personOf(number, dice);
  const start = startOf({ today, number, dice });
  const createdAt = new Date(`${start}T07:00:00.000Z`);
  const { email, name, baseCurrency } = person;
  const user = new User({
    id: uuidOf(seed, `user/${number}`, createdAt) as UserId,
    email,
    // With the key of the database it is written to.
    emailHash: null,
    name,
    role: Role.USER,
    passwordHash,
    baseCurrency,
    createdAt,
  });
  const portfolioId = uuidOf(seed, `portfolio/${number}`, createdAt) as PortfolioId;
  const portfolio = new Portfolio({ id: portfolioId, userId: user.id, name: person.portfolioName, baseCurrency, createdAt });
  const accounts: Account[] = [];
  const drafts: { accountId: AccountId; content: TransactionContent }[] = [];
  for (const habits of plans(number, person, dice)) {
    const account = accountOf({ seed, user, portfolio, habits, place: accounts.length + 1, person });
    const contents = keepAccount({ habits, market, dividends, dice, range: { from: start, to: addDays(today, -1) } });
    accounts.push(account);
    drafts.push(...contents.map((content) => ({ accountId: account.id, content })));
  }
  const entries = drafts
    .sort((a, b) => (a.content.tradeDate < b.content.tradeDate ? -1 : Number(a.content.tradeDate > b.content.tradeDate)))
    .map(({ accountId, content }, index) => {
      const recordedAt = new Date(Date.parse(`${content.tradeDate}T21:30:00.000Z`) + index);
      const id = uuidOf(seed, `transaction/${number}/${index}`, recordedAt) as TransactionId;
      return new Transaction({ id, userId: user.id, accountId, ordinal: given.ordinal + index + 1, recordedAt, content });
    });
  for (const account of accounts) account.ledgerVersion = entries.filter(({ accountId }) => accountId === account.id).length;
  return { user, portfolio, accounts, transactions: inCanonicalOrder(entries) };
}

/** The demo's own user has been there from the first day; the others joined in the half year after it. */
function startOf({ today, number, dice }: { today: Day; number: number; dice: Dice }): Day {
  const first = firstDay(today);
  if (number === 1) return first;
  const joined = addDays(first, dice.whole(0, 180));
  return joined < today ? joined : first;
}

function plans(number: number, person: Person, dice: Dice): readonly Habits[] {
  return number === 1 ? demoPlans() : plansOf(person, dice);
}

function accountOf(given: { seed: string; user: User; portfolio: Portfolio; habits: Habits; place: number; person: Person }): Account {
  const { seed, user, portfolio, habits, place, person } = given;
  return new Account({
    id: uuidOf(seed, `account/${user.id}/${place}`, new Date(user.createdAt.getTime() + place)) as AccountId,
    userId: user.id,
    portfolioId: portfolio.id,
    name: habits.name,
    currency: habits.currency,
    // British taxes are reckoned on pooled holdings, most others on the oldest shares.
    costMethod: person.baseCurrency === ('GBP' as Currency) ? CostMethod.AVERAGE : CostMethod.FIFO,
    openedAt: user.createdAt,
  });
}
