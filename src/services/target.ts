/** Target weights of portfolios: set as a whole, for one division at a time. */
import { authorise } from '../domain/access.js';
import { Account } from '../domain/account.js';
import { AllocationBy, CASH_SLICE, type TargetWeight } from '../domain/allocation.js';
import { AuditEntry } from '../domain/audit.js';
import { formatDecimal } from '../domain/decimal.js';
import { NotFound } from '../domain/errors.js';
import type { AccountId, InstrumentId, PortfolioId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { checkTargets, Target } from '../domain/target.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { ownPortfolio } from './account.js';

export class TargetService {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /**
   * Replaces a portfolio's targets by one division; an empty list takes them away.
   * @throws NotFound for a portfolio that is not the actor's, or an account or instrument that is not there
   * @throws InvalidInput naming the weight
   */
  async set(
    actor: Actor | null,
    { portfolioId, by, targets }: { portfolioId: string; by: AllocationBy; targets: readonly TargetWeight[] },
  ): Promise<Target[]> {
    authorise(actor, 'portfolio:open');
    checkTargets(by, targets);
    return this.database.write(async (em) => {
      const portfolio = await ownPortfolio(em, actor, portfolioId);
      await checkKeys(em, portfolio.id, by, targets);
      return replaceTargets(em, actor, { portfolioId: portfolio.id, by, targets }, this.now());
    });
  }

  /** By one division, the heaviest first. */
  async of(actor: Actor | null, portfolioId: PortfolioId, by: AllocationBy): Promise<Target[]> {
    authorise(actor, 'portfolio:read');
    return this.database.read(async (em) => targetsOf(em, (await ownPortfolio(em, actor, portfolioId)).id, by));
  }
}

async function replaceTargets(
  em: EntityManager,
  actor: Actor,
  { portfolioId, by, targets }: { portfolioId: PortfolioId; by: AllocationBy; targets: readonly TargetWeight[] },
  at: Date,
): Promise<Target[]> {
  const before = await targetsOf(em, portfolioId, by);
  await em.nativeDelete(Target, { portfolioId, by });
  const kept = targets.map(({ key, weight }) => new Target({ portfolioId, by, key, weight }));
  await em.insertMany(Target, kept);
  const said = { before: { by, targets: textsOf(before) }, after: { by, targets: textsOf(kept) } };
  const action = 'target.set';
  em.persist(new AuditEntry({ id: newId(at), actorId: actor.userId, action, subject: portfolioId, ...said, address: actor.address, at }));
  return kept;
}

/** Takes the targets by account away where this one, which leaves the portfolio, has a weight: those that stay would not add up to 1. */
export async function forgetTargetsWith(em: EntityManager, actor: Actor, { id, portfolioId }: Account, at: Date): Promise<void> {
  const by = AllocationBy.ACCOUNT;
  const weights = await targetsOf(em, portfolioId, by);
  if (weights.some(({ key }) => key === id)) await replaceTargets(em, actor, { portfolioId, by, targets: [] }, at);
}

export function targetsOf(em: EntityManager, portfolioId: PortfolioId, by: AllocationBy): Promise<Target[]> {
  return em.find(Target, { portfolioId, by }, { orderBy: { weight: 'desc', key: 'asc' } });
}

function textsOf(targets: readonly TargetWeight[]): Record<string, string> {
  return Object.fromEntries(targets.map(({ key, weight }) => [key, formatDecimal(weight)]));
}

async function checkKeys(em: EntityManager, portfolioId: PortfolioId, by: AllocationBy, targets: readonly TargetWeight[]): Promise<void> {
  const keys = targets.map(({ key }) => key).filter((key) => key !== CASH_SLICE);
  if (keys.length === 0) return;
  const fieldOf = (found: readonly { readonly id: string }[]) => {
    const index = targets.findIndex(({ key }) => key !== CASH_SLICE && !found.some(({ id }) => id === key));
    return index < 0 ? null : `targets[${index}].key`;
  };
  if (by === AllocationBy.ACCOUNT) {
    const missing = fieldOf(await em.find(Account, { id: { $in: keys as AccountId[] }, portfolioId }));
    if (missing) throw new NotFound('account', missing);
  }
  if (by === AllocationBy.INSTRUMENT) {
    const missing = fieldOf(await em.find(Instrument, { id: { $in: keys as InstrumentId[] } }));
    if (missing) throw new NotFound('instrument', missing);
  }
}
