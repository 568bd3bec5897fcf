/** Moves an account into another portfolio, from a day on: a flow out of the one and into the other (docs/CALCULATIONS.md, C7). */
import { createHash } from 'node:crypto';
import { authorise, ownedBy } from '../domain/access.js';
import type { Account } from '../domain/account.js';
import { AlertRule } from '../domain/alert.js';
import { AuditEntry } from '../domain/audit.js';
import { type Day, dayIn } from '../domain/day.js';
import { Conflict, InvalidInput, LedgerRule, RuleBroken } from '../domain/errors.js';
import { IdempotencyRecord } from '../domain/idempotency.js';
import type { PortfolioId } from '../domain/ids.js';
import { MEMBERSHIPS_MAX, Membership, type Spell, spellsOf } from '../domain/membership.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { forgetAccountDays, forgetDays } from '../storage/query/history.js';
import { firstEntryDays, lockLedger } from '../storage/query/ledger.js';
import { ownAccount, ownPortfolio } from './account.js';
import { announce } from './announce.js';
import { forgetTargetsWith } from './target.js';

export interface Move {
  readonly accountId: string;
  readonly portfolioId: string;
  /** The first day it belongs there; today when not given. */
  readonly from?: Day | null;
}

export class MembershipService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly now: () => Date,
  ) {}

  /**
   * From the day on the account belongs to the portfolio; moves of that day and later ones are replaced. With a key, sending
   * the same request again gives the same answer and changes nothing.
   * @throws NotFound when the account or the portfolio is not the actor's
   * @throws InvalidInput for a day to come, or before the account had anything
   * @throws RuleBroken CLOSED, or SAME_PORTFOLIO when it would change nothing
   * @throws Conflict when the key was used for another request
   */
  async move(actor: Actor | null, input: Move, idempotencyKey: string | null): Promise<Account> {
    authorise(actor, 'account:change');
    const key = idempotencyKey === null ? null : parseText(idempotencyKey, { field: 'idempotencyKey', max: 100 });
    const { account, touched, rules } = await this.database.write(async (em) => {
      await lockLedger(em, actor.userId);
      const account = await ownAccount(em, actor, input.accountId, { field: 'id' });
      const contentHash = createHash('sha256')
        .update(JSON.stringify(['move', input]))
        .digest('hex');
      const earlier = key && (await em.findOne(IdempotencyRecord, { userId: actor.userId, key }));
      if (earlier && earlier.contentHash !== contentHash) {
        throw new Conflict('IDEMPOTENCY_KEY', 'This idempotency key was used for another request. Use a new key for a new request.');
      }
      const rules = (await em.find(AlertRule, { accountId: account.id })).map(({ id }) => id);
      if (earlier) return { account, rules, touched: [account.portfolioId] };
      if (key)
        em.persist(new IdempotencyRecord({ userId: actor.userId, key, contentHash, resultIds: [account.id], createdAt: this.now() }));
      return { account, rules, touched: await this.moveIn(em, actor, account, input) };
    });
    // First: rules of the account are then valued in its new portfolio's currency.
    await this.bus.publish('alertRules', { changed: rules }).catch(() => undefined);
    await announce(this.bus, touched);
    return account;
  }

  /** Where the account has been, the present first. */
  async spells(actor: Actor | null, account: Account): Promise<Spell[]> {
    authorise(actor, 'account:read');
    const own = ownedBy(actor, account, { noun: 'account', field: 'id' });
    return this.database.read(async (em) => spellsOf(own, await movesOf(em, own)).reverse());
  }

  /** @returns the portfolios of which something changed */
  private async moveIn(em: EntityManager, actor: Actor, account: Account, input: Move): Promise<PortfolioId[]> {
    const now = this.now();
    const today = dayIn('UTC', now);
    const portfolio = await ownPortfolio(em, actor, input.portfolioId);
    if (account.closedAt) throw new RuleBroken(LedgerRule.CLOSED, `${account.name} is closed: open it again first.`, 'id');
    const from = input.from ?? today;
    if (from > today) throw new InvalidInput('from', 'FUTURE', `from must not lie in the future (today is ${today}).`);
    const opened = dayIn('UTC', account.openedAt);
    const firstEntry = (await firstEntryDays(em, actor.userId, new Set([account.id]))).get(account.id) ?? opened;
    const first = firstEntry < opened ? firstEntry : opened;
    if (from < first) {
      throw new InvalidInput(
        'from',
        'RANGE',
        `from must not be before ${first}: there was nothing in the account then. Move it from that day on.`,
      );
    }
    const moves = await movesOf(em, account);
    if (moves.length >= MEMBERSHIPS_MAX) throw new InvalidInput('id', 'LIMIT', `An account may be moved ${MEMBERSHIPS_MAX} times at most.`);
    const move = new Membership({
      accountId: account.id,
      ordinal: moves.length + 1,
      userId: account.userId,
      portfolioId: portfolio.id,
      from,
      leftPortfolioId: account.portfolioId,
      ledgerVersion: account.ledgerVersion,
      recordedAt: now,
    });
    const [before, after] = [spellsOf(account, moves), spellsOf(account, [...moves, move])];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      throw new RuleBroken(
        LedgerRule.SAME_PORTFOLIO,
        `${account.name} already belongs to ${portfolio.name} from ${from} on.`,
        'portfolioId',
      );
    }
    em.persist(move);
    if (account.portfolioId !== portfolio.id) await forgetTargetsWith(em, actor, account, now);
    account.portfolioId = portfolio.id;
    account.ledgerVersion += 1;
    const touched = [
      ...new Set([portfolio.id, ...before.filter(({ until }) => until === null || until > from).map(({ portfolioId }) => portfolioId)]),
    ];
    await forgetDays(em, touched, from);
    await forgetAccountDays(em, account.id);
    const said = { before: { memberships: before.map(textOf) }, after: { memberships: after.map(textOf) } };
    em.persist(
      new AuditEntry({
        id: newId(now),
        actorId: actor.userId,
        action: 'account.move',
        subject: account.id,
        ...said,
        address: actor.address,
        at: now,
      }),
    );
    return touched;
  }
}

function movesOf(em: EntityManager, { id }: Account): Promise<Membership[]> {
  return em.find(Membership, { accountId: id }, { orderBy: { ordinal: 'asc' } });
}

function textOf({ portfolioId, from }: Spell) {
  return { portfolioId, from };
}
