/**
 * Splits of instruments, entered once and applied to everybody who held them (docs/CALCULATIONS.md, C12). Invariant: a split
 * makes no ledger unreadable; the accounts it contradicts are excepted from it.
 */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import type { Day } from '../domain/day.js';
import { Conflict, InvalidInput, NotFound, RuleBroken } from '../domain/errors.js';
import { type AccountId, type InstrumentId, isUuid, type PortfolioId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { fold } from '../domain/ledger.js';
import { checkSplitRatio, type InstrumentSplit, SPLITS_MAX } from '../domain/split.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { forgetDaysOfInstruments } from '../storage/query/history.js';
import { loadLedger } from '../storage/query/ledger.js';
import { type Holder, lockHolders, outdateHolders } from '../storage/query/split.js';

/** Portfolios of one message. */
const PORTFOLIOS_PER_MESSAGE = 1_000;

export interface SplitInput {
  readonly instrumentId: string;
  readonly exDate: Day;
  readonly ratioNew: number;
  readonly ratioOld: number;
}

export class SplitService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly now: () => Date,
  ) {}

  /**
   * Enters a split of an instrument. For administrators.
   * @throws InvalidInput for a ratio that is none or a day to come | NotFound
   * @throws Conflict when the instrument has a split of that day
   */
  async record(actor: Actor | null, input: SplitInput): Promise<Instrument> {
    authorise(actor, 'split:record');
    const { exDate, ratioNew, ratioOld } = input;
    checkSplitRatio(input);
    const today = this.now().toISOString().slice(0, 10);
    if (exDate > today) throw new InvalidInput('exDate', 'FUTURE', `exDate must not lie in the future (today is ${today}).`);
    const { instrument, portfolioIds } = await this.database.write(async (em) => {
      const found = isUuid(input.instrumentId)
        ? await em.findOne(Instrument, { id: input.instrumentId as InstrumentId }, { lockMode: 4 })
        : null;
      if (!found) throw new NotFound('instrument', 'instrumentId');
      const before = found.splits;
      if (before.some((split) => split.exDate === exDate)) {
        throw new Conflict('SPLIT_EXISTS', `This instrument has a split of ${exDate} already: it is not applied twice.`);
      }
      if (before.length >= SPLITS_MAX) throw new InvalidInput('instrumentId', 'LIMIT', `An instrument may have ${SPLITS_MAX} splits.`);
      const holders = await lockHolders(em, found.id);
      const split: InstrumentSplit = { exDate, ratioNew, ratioOld, exceptAccountIds: [] };
      found.splits = inOrder([...before, split]);
      await em.flush();
      const exceptAccountIds = await contradicting(em, holders, exDate);
      found.splits = inOrder([...before, { ...split, exceptAccountIds }]);
      await outdateHolders(em, holders, exDate);
      await forgetDaysOfInstruments(em, new Map([[found.id, exDate]]));
      const after = { exDate, ratioNew, ratioOld, exceptAccountIds };
      em.persist(
        new AuditEntry({
          id: newId(this.now()),
          actorId: actor.userId,
          action: 'split.record',
          subject: found.id,
          before: null,
          after,
          at: this.now(),
        }),
      );
      return { instrument: found, portfolioIds: [...new Set(holders.flatMap((holder) => holder.portfolioIds))] };
    });
    await this.announce(portfolioIds);
    return instrument;
  }

  private async announce(portfolioIds: readonly PortfolioId[]): Promise<void> {
    // It is written; an instance that misses a message catches up when its bus is back.
    await this.bus.publish('instruments', {}).catch(() => undefined);
    for (let start = 0; start < portfolioIds.length; start += PORTFOLIOS_PER_MESSAGE) {
      await this.bus.publish('ledger', { portfolioIds: portfolioIds.slice(start, start + PORTFOLIOS_PER_MESSAGE) }).catch(() => undefined);
    }
  }
}

function inOrder(splits: readonly InstrumentSplit[]): InstrumentSplit[] {
  return [...splits].sort((a, b) => (a.exDate < b.exDate ? -1 : 1));
}

/** The accounts of those whose ledgers would sell more than they hold. */
async function contradicting(em: EntityManager, holders: readonly Holder[], exDate: Day): Promise<AccountId[]> {
  const accounts: AccountId[] = [];
  for (const { userId, accountIds } of holders) {
    const ledger = await loadLedger(em, userId, { resumeAt: exDate });
    try {
      fold(ledger.entries, ledger, { ...(ledger.from && { from: ledger.from }) });
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      accounts.push(...accountIds);
    }
  }
  return accounts;
}
