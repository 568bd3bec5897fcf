/** Accounts and the portfolios they are valued in: opening, changing and reading them. */
import { authorise, ownedBy } from '../domain/access.js';
import { Account, CostMethod, FractionRule } from '../domain/account.js';
import { AuditEntry } from '../domain/audit.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { InvalidInput, LedgerRule, NotFound, RuleBroken } from '../domain/errors.js';
import { type AccountId, isUuid, type PortfolioId } from '../domain/ids.js';
import type { AccountState } from '../domain/ledger.js';
import { Members, portfoliosOf } from '../domain/membership.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { Portfolio } from '../domain/portfolio.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { dropCheckpoints } from '../storage/query/checkpoint.js';
import { forgetDays } from '../storage/query/history.js';
import { foldKeeping, loadLedger, lockLedger } from '../storage/query/ledger.js';
import { membershipsOf } from '../storage/query/membership.js';
import { announce } from './announce.js';

const MAX_ACCOUNTS = 100;
const MAX_PORTFOLIOS = 20;
/** Before every entry. */
const FIRST_DAY = '0001-01-01' as Day;

export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly now: () => Date,
  ) {}

  /**
   * Opens an empty account in one of the actor's portfolios, the first one unless another is named.
   * @throws NotFound when the portfolio is not there or not the actor's
   */
  async open(
    actor: Actor | null,
    input: { name: string; currency: Currency; portfolioId?: string | null } & Partial<AccountRules>,
  ): Promise<Account> {
    authorise(actor, 'account:open');
    const name = parseText(input.name, { field: 'name', max: 120 });
    const now = this.now();
    const account = await this.database.write(async (em) => {
      const portfolio = await ownPortfolio(em, actor, input.portfolioId ?? null);
      await refuseBeyond(MAX_ACCOUNTS, await em.count(Account, { userId: actor.userId }), 'accounts');
      const opened = new Account({
        id: newId(now),
        userId: actor.userId,
        portfolioId: portfolio.id,
        name,
        currency: input.currency,
        costMethod: input.costMethod ?? CostMethod.FIFO,
        allowsShort: input.allowsShort ?? false,
        fractionRule: input.fractionRule ?? FractionRule.KEEP,
        openedAt: now,
      });
      em.persist(opened);
      em.persist(audit(now, actor, { action: 'account.open', subject: opened.id, after: { name, currency: opened.currency } }));
      return opened;
    });
    await announce(this.bus, [account.portfolioId]);
    return account;
  }

  /**
   * Renames an account, changes the rules its ledger is folded by, closes it or opens it again; what is not given stays.
   * @throws NotFound
   * @throws RuleBroken when its entries do not allow the rules, or NOT_EMPTY when something lies in what is to be closed
   */
  async change(
    actor: Actor | null,
    id: string,
    input: { name?: string | null; isClosed?: boolean | null } & Partial<AccountRules>,
  ): Promise<Account> {
    authorise(actor, 'account:change');
    const now = this.now();
    let portfolioIds: PortfolioId[] = [];
    const account = await this.database.write(async (em) => {
      await lockLedger(em, actor.userId);
      const own = await ownAccount(em, actor, id, { field: 'id' });
      const before = factsOf(own);
      own.name = parseText(input.name ?? own.name, { field: 'name', max: 120 });
      own.costMethod = input.costMethod ?? own.costMethod;
      own.allowsShort = input.allowsShort ?? own.allowsShort;
      own.fractionRule = input.fractionRule ?? own.fractionRule;
      if (input.isClosed !== null && input.isClosed !== undefined) own.closedAt = input.isClosed ? (own.closedAt ?? now) : null;
      const after = factsOf(own);
      const hasOtherRules = RULES.some((rule) => after[rule] !== before[rule]);
      if (hasOtherRules || (own.closedAt && !before.isClosed)) portfolioIds = await this.refold(em, actor, own);
      em.persist(audit(now, actor, { action: 'account.change', subject: own.id, before, after }));
      return own;
    });
    await announce(this.bus, [account.portfolioId, ...portfolioIds]);
    return account;
  }

  /** The ledger as its accounts are from now on; what was kept of it under other rules no longer holds. Gives the portfolios it reaches. */
  private async refold(em: EntityManager, actor: Actor, account: Account): Promise<PortfolioId[]> {
    await em.flush();
    await dropCheckpoints(em, actor.userId, FIRST_DAY);
    const ledger = await loadLedger(em, actor.userId);
    await forgetDays(em, portfoliosOf(ledger, new Set([account.id])), FIRST_DAY);
    const state = (await foldKeeping(em, actor.userId, ledger, ledger.entries)).get(account.id);
    if (account.closedAt && state) this.refuseUnlessEmpty(state);
    // Transfers may have carried its lots into any of the others.
    for (const each of ledger.accounts) each.ledgerVersion += 1;
    return ledger.accounts.map(({ portfolioId }) => portfolioId);
  }

  private refuseUnlessEmpty(state: AccountState): void {
    const holds = [...state.positions.values()].some(({ quantity }) => !quantity.isZero());
    const hasCash = [...state.cash.values()].some((amount) => !amount.isZero());
    if (!holds && !hasCash) return;
    const what = holds && hasCash ? 'units and cash' : holds ? 'units' : 'cash';
    throw new RuleBroken(LedgerRule.NOT_EMPTY, `Something is left in this account (${what}): move it out before it is closed.`, 'isClosed');
  }

  /** The actor's accounts in the order they were opened; those of one portfolio, now or on a past day, when it is given. */
  async list(actor: Actor | null, args: PageArgs & { portfolioId?: PortfolioId; asOf?: Day | null }): Promise<Page<Account>> {
    authorise(actor, 'account:read');
    const size = pageSize(args.first);
    const cursor = readCursor(args.after, 1);
    const { portfolioId, asOf } = args;
    const rows = await this.database.read(async (em) => {
      const { userId } = actor;
      const order = { orderBy: { id: 'asc' } } as const;
      const after = cursor && ([{ id: { $gt: uuidOf(cursor[0]) as AccountId } }] as const);
      if (!portfolioId || !asOf) {
        const own = { userId, ...(portfolioId && { portfolioId }), ...(after && { $and: [...after] }) };
        return em.find(Account, own, { ...order, limit: size + 1 });
      }
      const members = Members.of(portfolioId, {
        accounts: await em.find(Account, { userId }),
        memberships: await membershipsOf(em, userId),
      });
      const found = { id: { $in: [...members.on(asOf)] }, ...(after && { $and: [...after] }) };
      return em.find(Account, found, { ...order, limit: size + 1 });
    });
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** @throws NotFound */
  async find(actor: Actor | null, id: string, field = 'id'): Promise<Account> {
    authorise(actor, 'account:read');
    return this.database.read((em) => ownAccount(em, actor, id, { field }));
  }

  async openPortfolio(actor: Actor | null, input: { name: string; baseCurrency: Currency }): Promise<Portfolio> {
    authorise(actor, 'portfolio:open');
    const now = this.now();
    const portfolio = new Portfolio({
      id: newId(now),
      userId: actor.userId,
      name: parseText(input.name, { field: 'name', max: 120 }),
      baseCurrency: input.baseCurrency,
      createdAt: now,
    });
    await this.database.write(async (em) => {
      await refuseBeyond(MAX_PORTFOLIOS, await em.count(Portfolio, { userId: actor.userId }), 'portfolios');
      em.persist(portfolio);
      const after = { name: portfolio.name, baseCurrency: portfolio.baseCurrency };
      em.persist(audit(now, actor, { action: 'portfolio.open', subject: portfolio.id, after }));
    });
    return portfolio;
  }

  /** Renames a portfolio, or values it in another currency from now on; what is not given stays. @throws NotFound */
  async changePortfolio(
    actor: Actor | null,
    id: string,
    input: { name?: string | null; baseCurrency?: Currency | null },
  ): Promise<Portfolio> {
    authorise(actor, 'portfolio:change');
    const now = this.now();
    const portfolio = await this.database.write(async (em) => {
      await lockLedger(em, actor.userId);
      const own = await ownPortfolio(em, actor, id, 'id');
      const before = { name: own.name, baseCurrency: own.baseCurrency };
      own.name = parseText(input.name ?? own.name, { field: 'name', max: 120 });
      own.baseCurrency = input.baseCurrency ?? own.baseCurrency;
      // Past days are kept in the base currency.
      if (own.baseCurrency !== before.baseCurrency) await forgetDays(em, [own.id], FIRST_DAY);
      const after = { name: own.name, baseCurrency: own.baseCurrency };
      em.persist(audit(now, actor, { action: 'portfolio.change', subject: own.id, before, after }));
      return own;
    });
    await announce(this.bus, [portfolio.id]);
    return portfolio;
  }

  /** The actor's portfolios in the order they were opened. */
  async portfolios(actor: Actor | null, args: PageArgs): Promise<Page<Portfolio>> {
    authorise(actor, 'portfolio:read');
    const size = pageSize(args.first);
    const cursor = readCursor(args.after, 1);
    const rows = await this.database.read((em) =>
      em.find(
        Portfolio,
        { userId: actor.userId, ...(cursor && { id: { $gt: uuidOf(cursor[0]) as PortfolioId } }) },
        { orderBy: { id: 'asc' }, limit: size + 1 },
      ),
    );
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** One of the actor's portfolios, the first one when no id is given. @throws NotFound */
  async portfolio(actor: Actor | null, id: string | null): Promise<Portfolio> {
    authorise(actor, 'portfolio:read');
    return this.database.read((em) => ownPortfolio(em, actor, id, 'id'));
  }
}

/** @param field the input the id came in @throws NotFound */
export async function ownAccount(
  em: EntityManager,
  actor: Pick<Actor, 'userId'>,
  id: string,
  { noun = 'account', field = 'accountId' } = {},
): Promise<Account> {
  const found = isUuid(id) ? await em.findOne(Account, { id: id as AccountId, userId: actor.userId }) : null;
  return ownedBy(actor, found, { noun, field });
}

/** @param field the input the id came in @throws NotFound */
export async function ownPortfolio(
  em: EntityManager,
  actor: Pick<Actor, 'userId'>,
  id: string | null,
  field = 'portfolioId',
): Promise<Portfolio> {
  if (id !== null && !isUuid(id)) throw new NotFound('portfolio', field);
  const found = await em.findOne(
    Portfolio,
    { userId: actor.userId, ...(id !== null && { id: id as PortfolioId }) },
    { orderBy: { id: 'asc' } },
  );
  if (found?.userId !== actor.userId) throw new NotFound('portfolio', field);
  return found;
}

function uuidOf(text: string | undefined): string {
  if (!text || !isUuid(text)) throw badCursor();
  return text;
}

async function refuseBeyond(limit: number, count: number, what: string): Promise<void> {
  if (count >= limit) throw new InvalidInput('name', 'LIMIT', `A user may have ${limit} ${what} at most.`);
}

const RULES = ['costMethod', 'allowsShort', 'fractionRule'] as const;
/** The rules an account's ledger is folded by. */
type AccountRules = { readonly [Rule in (typeof RULES)[number]]: Account[Rule] | null | undefined };

function factsOf({ name, costMethod, allowsShort, fractionRule, closedAt }: Account) {
  return { name, costMethod, allowsShort, fractionRule, isClosed: closedAt !== null };
}

function audit(at: Date, actor: Actor, what: { action: string; subject: string; before?: object; after: object }): AuditEntry {
  return new AuditEntry({ id: newId(at), actorId: actor.userId, before: null, ...what, address: actor.address, at });
}
