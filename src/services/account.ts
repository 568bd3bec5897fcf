/** Accounts and the portfolios they are valued in: opening and reading them. */
import { authorise, ownedBy } from '../domain/access.js';
import { Account, CostMethod } from '../domain/account.js';
import { AuditEntry } from '../domain/audit.js';
import type { Currency } from '../domain/currency.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import { type AccountId, isUuid, type PortfolioId } from '../domain/ids.js';
import { type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { Portfolio } from '../domain/portfolio.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';

const MAX_ACCOUNTS = 100;
const MAX_PORTFOLIOS = 20;

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
    input: { name: string; currency: Currency; portfolioId?: string | null; costMethod?: CostMethod | null },
  ): Promise<Account> {
    authorise(actor, 'account:open');
    const name = parseText(input.name, { field: 'name', max: 120 });
    const now = this.now();
    const account = await this.database.write(async (em) => {
      const portfolio = await ownPortfolio(em, actor, input.portfolioId ?? null, 'portfolioId');
      await refuseBeyond(MAX_ACCOUNTS, await em.count(Account, { userId: actor.userId }), 'accounts');
      const opened = new Account({
        id: newId(now),
        userId: actor.userId,
        portfolioId: portfolio.id,
        name,
        currency: input.currency,
        costMethod: input.costMethod ?? CostMethod.FIFO,
        openedAt: now,
      });
      em.persist(opened);
      em.persist(audit(now, actor, 'account.open', opened.id, { name, currency: opened.currency }));
      return opened;
    });
    await this.bus.publish('ledger', { portfolioIds: [account.portfolioId] }).catch(() => undefined);
    return account;
  }

  /** The actor's accounts in the order they were opened; of one portfolio when it is given. */
  async list(actor: Actor | null, args: PageArgs & { portfolioId?: PortfolioId }): Promise<Page<Account>> {
    authorise(actor, 'account:read');
    const size = pageSize(args.first);
    const cursor = readCursor(args.after, 1);
    const rows = await this.database.read((em) =>
      em.find(
        Account,
        {
          userId: actor.userId,
          ...(args.portfolioId && { portfolioId: args.portfolioId }),
          ...(cursor && { id: { $gt: uuidOf(cursor[0]) as AccountId } }),
        },
        { orderBy: { id: 'asc' }, limit: size + 1 },
      ),
    );
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  /** @throws NotFound */
  async find(actor: Actor | null, id: string): Promise<Account> {
    authorise(actor, 'account:read');
    const found = isUuid(id) ? await this.database.read((em) => em.findOne(Account, { id: id as AccountId, userId: actor.userId })) : null;
    return ownedBy(actor, found, 'account');
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
      em.persist(audit(now, actor, 'portfolio.open', portfolio.id, { name: portfolio.name, baseCurrency: portfolio.baseCurrency }));
    });
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
    return this.database.read((em) => ownPortfolio(em, actor, id));
  }
}

/** @param field the input the id came in @throws NotFound */
export async function ownPortfolio(em: EntityManager, actor: Pick<Actor, 'userId'>, id: string | null, field?: string): Promise<Portfolio> {
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
  if (!text || !isUuid(text)) throw new InvalidInput('after', 'CURSOR', 'after must be a cursor that an earlier page of this list gave.');
  return text;
}

async function refuseBeyond(limit: number, count: number, what: string): Promise<void> {
  if (count >= limit) throw new InvalidInput(what, 'LIMIT', `A user may have ${limit} ${what} at most.`);
}

function audit(at: Date, actor: Actor, action: string, subject: string, after: object): AuditEntry {
  return new AuditEntry({ id: newId(at), actorId: actor.userId, action, subject, before: null, after, address: actor.address, at });
}
