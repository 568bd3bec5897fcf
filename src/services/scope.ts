/** What a report is about: one of the actor's portfolios, or one account in its portfolio's base currency. */
import { Account } from '../domain/account.js';
import type { Currency } from '../domain/currency.js';
import { type Day, dayIn } from '../domain/day.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import type { AccountId, InstrumentId } from '../domain/ids.js';
import { Members } from '../domain/membership.js';
import type { Portfolio } from '../domain/portfolio.js';
import type { Transaction } from '../domain/transaction.js';
import type { Actor } from '../domain/user.js';
import type { EntityManager } from '../storage/database.js';
import { loadLedgerKnownAt } from '../storage/query/known.js';
import { type Ledger, type LedgerOptions, loadLedger } from '../storage/query/ledger.js';
import { membershipsOf } from '../storage/query/membership.js';
import { ownAccount, ownPortfolio } from './account.js';

export interface ScopeInput {
  readonly portfolioId?: string | null;
  readonly accountId?: string | null;
}

/** What a scope is, without its ledger. */
export interface ScopeHead {
  readonly portfolio: Pick<Portfolio, 'id' | 'userId' | 'baseCurrency'>;
  /** Null for the whole portfolio. */
  readonly account: Account | null;
  readonly members: Members;
}

export interface Scope extends ScopeHead {
  /** Of all accounts of the user: transfers come from others. Whole, unless it was asked to go on from a checkpoint. */
  readonly ledger: Ledger;
}

/** @throws NotFound when it is not there or not the actor's; the first portfolio when nothing is named */
export async function loadScopeHead(
  em: EntityManager,
  actor: Pick<Actor, 'userId'>,
  { portfolioId, accountId }: ScopeInput,
  knownAt: Date | null = null,
): Promise<ScopeHead> {
  const account = accountId ? await ownAccount(em, actor, accountId) : null;
  if (account && portfolioId && account.portfolioId !== portfolioId) throw new NotFound('account', 'accountId');
  const portfolio = await ownPortfolio(em, actor, account?.portfolioId ?? portfolioId ?? null);
  if (account) return { portfolio, account, members: Members.always([account.id]) };
  const accounts = await em.find(Account, { userId: portfolio.userId }, { orderBy: { id: 'asc' } });
  const memberships = await membershipsOf(em, portfolio.userId);
  return { portfolio, account, members: Members.of(portfolio.id, { accounts, memberships }, knownAt) };
}

/** @throws NotFound as {@link loadScopeHead} */
export async function loadScope(
  em: EntityManager,
  actor: Pick<Actor, 'userId'>,
  input: ScopeInput,
  { knownAt, ...options }: LedgerOptions & { readonly knownAt?: Date } = {},
): Promise<Scope> {
  const head = await loadScopeHead(em, actor, input, knownAt ?? null);
  if (!knownAt) return { ...head, ledger: await loadLedger(em, actor.userId, options) };
  const ledger = await loadLedgerKnownAt(em, actor.userId, { knownAt, until: dayIn('UTC', knownAt) });
  const { instrumentId } = options;
  const entries = instrumentId ? ledger.entries.filter((entry) => entry.instrumentId === instrumentId) : ledger.entries;
  return { ...head, ledger: { ...ledger, entries } };
}

/** As much of a ledger as tells what it names. */
export type NamingLedger = Pick<Ledger, 'accounts' | 'from' | 'instruments'> & {
  readonly entries: readonly Pick<Transaction, 'currency' | 'instrumentId'>[];
};

/** Every currency a scope's figures may have to be converted from, and the base currency. */
export function currenciesOf({ portfolio, ledger }: Pick<Scope, 'portfolio'> & { readonly ledger: NamingLedger }): Set<Currency> {
  const currencies = new Set<Currency>([portfolio.baseCurrency]);
  for (const { currency } of ledger.accounts) currencies.add(currency);
  for (const { currency } of ledger.entries) currencies.add(currency);
  for (const { currency } of ledger.instruments.values()) currencies.add(currency);
  for (const { cash } of ledger.from?.values() ?? []) for (const currency of cash.keys()) currencies.add(currency);
  return currencies;
}

/** The instruments that entries name. */
export function instrumentIdsOf({ ledger }: { readonly ledger: NamingLedger }): Set<InstrumentId> {
  const ids = new Set<InstrumentId>();
  for (const { instrumentId } of ledger.entries) if (instrumentId) ids.add(instrumentId);
  return ids;
}

/** The day of the earliest entry that touches the scope, or of the first account joining it later; null without one. */
export function firstDayOf({ ledger, members }: Pick<Scope, 'ledger' | 'members'>): Day | null {
  const days = new Map<AccountId, Day>();
  for (const { tradeDate, accountId, counterAccountId } of ledger.entries) {
    for (const id of [accountId, counterAccountId]) if (id && tradeDate < (days.get(id) ?? LAST_DAY)) days.set(id, tradeDate);
  }
  return members.firstDay(days);
}

const LAST_DAY = '9999-12-31' as Day;

/** @throws InvalidInput for an instant to come */
export function knownAtOf(knownAt: Date | null | undefined, now: Date): Date | null {
  if (!knownAt || knownAt <= now) return knownAt ?? null;
  throw new InvalidInput('knownAt', 'FUTURE', `knownAt must not lie in the future (now is ${now.toISOString()}).`);
}

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

const YEARS_MAX = 100;

/** A year, or from and to. @throws InvalidInput when both are given, or the range is upside down or too long */
export function dayRange(
  input: { readonly year?: number | null; readonly from?: Day | null; readonly to?: Day | null },
  otherwise: DayRange,
): DayRange {
  const { year, from, to } = input;
  if (year !== null && year !== undefined) {
    if (from || to) throw new InvalidInput('year', 'EITHER', 'Give a year, or from and to.');
    if (!Number.isInteger(year) || year < 1900 || year > 9998)
      throw new InvalidInput('year', 'RANGE', 'year must be between 1900 and 9998.');
    return { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day };
  }
  const range = { from: from ?? otherwise.from, to: to ?? otherwise.to };
  if (range.from > range.to) throw new InvalidInput('from', 'RANGE', 'from must not be later than to.');
  if (Number(range.to.slice(0, 4)) - Number(range.from.slice(0, 4)) > YEARS_MAX) {
    throw new InvalidInput('from', 'RANGE', `from and to must be at most ${YEARS_MAX} years apart.`);
  }
  return range;
}
