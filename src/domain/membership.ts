/**
 * Which portfolio an account belongs to on which day (docs/CALCULATIONS.md, C7). Invariants: on every day it belongs to exactly
 * one, and what was once recorded stays, so that it can be asked what was known then.
 */
import type { Account } from './account.js';
import type { Day } from './day.js';
import type { AccountId, PortfolioId, UserId } from './ids.js';

/** Moves of one account. */
export const MEMBERSHIPS_MAX = 200;

/** An account's move into a portfolio. The one recorded last counts for all days from its own on, whatever was recorded of them before. */
export class Membership {
  readonly accountId: AccountId;
  /** 1, 2, 3 in the order of recording. */
  readonly ordinal: number;
  readonly userId: UserId;
  readonly portfolioId: PortfolioId;
  /** The first day the account belongs to the portfolio. */
  readonly from: Day;
  /** The portfolio it was in when this was recorded; of the first move, the one it was opened in. */
  readonly leftPortfolioId: PortfolioId;
  /** The account's when it left: the portfolio's version goes on from it. */
  readonly ledgerVersion: number;
  readonly recordedAt: Date;

  constructor(props: Membership) {
    this.accountId = props.accountId;
    this.ordinal = props.ordinal;
    this.userId = props.userId;
    this.portfolioId = props.portfolioId;
    this.from = props.from;
    this.leftPortfolioId = props.leftPortfolioId;
    this.ledgerVersion = props.ledgerVersion;
    this.recordedAt = props.recordedAt;
  }
}

/** Days an account spends in one portfolio. */
export interface Spell {
  readonly accountId: AccountId;
  readonly portfolioId: PortfolioId;
  /** Null since ever. */
  readonly from: Day | null;
  /** The day it belongs to another one; null for ever. */
  readonly until: Day | null;
}

/** Before every entry. */
const FIRST_DAY = '0001-01-01' as Day;

/** An account's spells, which follow each other without a hole; as known at an instant when it is given. */
export function spellsOf(
  { id: accountId, portfolioId }: Pick<Account, 'id' | 'portfolioId'>,
  memberships: readonly Membership[],
  knownAt: Date | null = null,
): Spell[] {
  const own = memberships.filter((each) => each.accountId === accountId).sort((a, b) => a.ordinal - b.ordinal);
  let starts = [{ portfolioId: own[0]?.leftPortfolioId ?? portfolioId, from: FIRST_DAY }];
  for (const move of own) {
    if (knownAt && move.recordedAt > knownAt) break;
    starts = [...starts.filter(({ from }) => from < move.from), move];
  }
  const turns = starts.filter((start, place) => start.portfolioId !== starts[place - 1]?.portfolioId);
  return turns.map((turn, place) => {
    const from = turn.from === FIRST_DAY ? null : turn.from;
    return { accountId, portfolioId: turn.portfolioId, from, until: turns[place + 1]?.from ?? null };
  });
}

/** The accounts a figure is of, day by day. */
export class Members {
  /** All that ever are. */
  readonly ever: ReadonlySet<AccountId>;
  /** Who they are from each of these days on, earliest first. */
  private readonly steps: readonly { readonly from: Day; readonly accountIds: ReadonlySet<AccountId> }[];

  private constructor(private readonly spells: readonly Omit<Spell, 'portfolioId'>[]) {
    this.ever = new Set(spells.map(({ accountId }) => accountId));
    const turns = spells.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
    this.steps = [...new Set([FIRST_DAY, ...turns])].sort().map((from) => {
      const there = spells.filter((spell) => (spell.from ?? FIRST_DAY) <= from && (spell.until === null || spell.until > from));
      return { from, accountIds: new Set(there.map(({ accountId }) => accountId)) };
    });
  }

  /** The same ones on every day. */
  static always(accountIds: Iterable<AccountId>): Members {
    return new Members([...accountIds].map((accountId) => ({ accountId, from: null, until: null })));
  }

  /** Those of a portfolio, out of all accounts of its user. */
  static of(
    portfolioId: PortfolioId,
    {
      accounts,
      memberships,
    }: { readonly accounts: readonly Pick<Account, 'id' | 'portfolioId'>[]; readonly memberships: readonly Membership[] },
    knownAt: Date | null = null,
  ): Members {
    const spells = accounts.flatMap((account) => spellsOf(account, memberships, knownAt));
    return new Members(spells.filter((spell) => spell.portfolioId === portfolioId));
  }

  /** The same object as long as nobody joins or leaves. */
  on(day: Day): ReadonlySet<AccountId> {
    let found = (this.steps[0] as Members['steps'][number]).accountIds;
    for (const { from, accountIds } of this.steps) {
      if (from > day) break;
      found = accountIds;
    }
    return found;
  }

  has({ accountId, tradeDate }: { readonly accountId: AccountId; readonly tradeDate: Day }): boolean {
    return this.on(tradeDate).has(accountId);
  }

  /** The first day there is anything to value, given the day of each account's first entry: of that, or of a later joining. */
  firstDay(firstEntries: ReadonlyMap<AccountId, Day>): Day | null {
    let first: Day | null = null;
    for (const { accountId, from, until } of this.spells) {
      const entry = firstEntries.get(accountId);
      if (!entry || (until !== null && entry >= until)) continue;
      const begins = from !== null && from > entry ? from : entry;
      if (first === null || begins < first) first = begins;
    }
    return first;
  }

  isSameAs({ spells }: Members): boolean {
    return JSON.stringify(spells) === JSON.stringify(this.spells);
  }
}

/** Rises with every change of a portfolio's accounts, of those that left it too, and whenever one joins or leaves. */
export function ledgerVersionOf(
  portfolioId: PortfolioId,
  { accounts, memberships }: { readonly accounts: readonly Account[]; readonly memberships: readonly Membership[] },
): number {
  let version = 0;
  for (const account of accounts) if (account.portfolioId === portfolioId) version += account.ledgerVersion;
  for (const move of memberships) if (move.leftPortfolioId === portfolioId) version += move.ledgerVersion + 1;
  return version;
}

/** Every portfolio one of the accounts ever belonged to: it belongs to it now, or has left it. */
export function portfoliosOf(
  { accounts, memberships }: { readonly accounts: readonly Account[]; readonly memberships: readonly Membership[] },
  accountIds: ReadonlySet<AccountId | null>,
): PortfolioId[] {
  const now = accounts.filter(({ id }) => accountIds.has(id)).map(({ portfolioId }) => portfolioId);
  const left = memberships.filter(({ accountId }) => accountIds.has(accountId)).map(({ leftPortfolioId }) => leftPortfolioId);
  return [...new Set([...now, ...left])];
}
