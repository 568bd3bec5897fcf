/**
 * Splits of instruments, entered once and applied to everybody who held them (docs/CALCULATIONS.md, C12). Invariant: a split
 * makes no ledger unreadable; the accounts it contradicts are excepted from it.
 */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { type Day, dayIn } from '../domain/day.js';
import { type Decimal, formatDecimal, PRICE_SCALE } from '../domain/decimal.js';
import { Conflict, InvalidInput, NotFound, RuleBroken } from '../domain/errors.js';
import { type AccountId, type InstrumentId, isUuid, type PortfolioId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { marketDay, marketOf } from '../domain/market.js';
import { checkSplitRatio, type InstrumentSplit, SPLITS_MAX } from '../domain/split.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { foldInTurns } from '../storage/fold-in-turns.js';
import { newId } from '../storage/new-id.js';
import { forgetDaysOfInstruments } from '../storage/query/history.js';
import { loadLedger } from '../storage/query/ledger.js';
import { type Holder, lockHolders, outdateHolders } from '../storage/query/split.js';
import { announceInstruments } from './announce.js';

/** Splits taken back that are remembered of one instrument. */
const WITHDRAWN_MAX = 200;

export interface SplitInput {
  readonly instrumentId: string;
  readonly exDate: Day;
  readonly ratioNew: number;
  readonly ratioOld: number;
  /** What was paid for a fraction of a new unit, in the instrument's currency. */
  readonly fractionPrice?: Decimal | null;
}

/** What one change makes of an instrument's splits. */
interface SplitChange {
  readonly action: 'split.record' | 'split.amend' | 'split.withdraw';
  readonly before: InstrumentSplit | null;
  readonly after: InstrumentSplit | null;
}

interface Changed {
  readonly instrument: Instrument;
  readonly portfolioIds: readonly PortfolioId[];
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
    const { instrument, portfolioIds } = await this.database.write((em) => this.enter(em, actor, input));
    await announceInstruments(this.bus, [instrument.id], portfolioIds);
    return instrument;
  }

  /** {@link record} within a unit of work of the caller, who announces the portfolios once it is committed. */
  enter(em: EntityManager, actor: Actor, input: SplitInput): Promise<Changed> {
    return this.changeIn(em, actor, input.instrumentId, (instrument) => {
      const { splits } = instrument;
      const after = this.checked(instrument, input);
      if (splits.some(({ exDate }) => exDate === after.exDate)) {
        throw new Conflict('SPLIT_EXISTS', `This instrument has a split of ${after.exDate} already: it is not applied twice.`);
      }
      if (splits.length >= SPLITS_MAX) throw new InvalidInput('instrumentId', 'LIMIT', `An instrument may have ${SPLITS_MAX} splits.`);
      return { action: 'split.record', before: null, after };
    });
  }

  /**
   * Corrects the split of a day; what it said before counts for what was known then. For administrators.
   * @throws InvalidInput | NotFound
   */
  async amend(actor: Actor | null, input: SplitInput): Promise<Instrument> {
    authorise(actor, 'split:record');
    return this.change(actor, input.instrumentId, (instrument) => {
      return { action: 'split.amend', before: splitOf(instrument, input.exDate), after: this.checked(instrument, input) };
    });
  }

  /** Takes back a split that was entered by mistake. For administrators. @throws NotFound */
  async withdraw(actor: Actor | null, { instrumentId, exDate }: Pick<SplitInput, 'instrumentId' | 'exDate'>): Promise<Instrument> {
    authorise(actor, 'split:record');
    return this.change(actor, instrumentId, (instrument) => {
      return { action: 'split.withdraw', before: splitOf(instrument, exDate), after: null };
    });
  }

  private checked(instrument: Instrument, { exDate, ratioNew, ratioOld, fractionPrice }: SplitInput): InstrumentSplit {
    checkSplitRatio({ ratioNew, ratioOld });
    const now = this.now();
    // An exchange ahead of UTC trades in new units while it is the day before elsewhere.
    const today = [dayIn('UTC', now), marketDay(marketOf(instrument), now)].sort().at(-1) as Day;
    if (exDate > today) throw new InvalidInput('exDate', 'FUTURE', `exDate must not lie in the future (today is ${today}).`);
    if (fractionPrice && !(fractionPrice.gt(0) && fractionPrice.decimalPlaces() <= PRICE_SCALE)) {
      throw new InvalidInput(
        'fractionPrice',
        'POSITIVE',
        `fractionPrice must be greater than 0, with ${PRICE_SCALE} decimal places at most.`,
      );
    }
    const paid = fractionPrice ? formatDecimal(fractionPrice) : null;
    return { exDate, ratioNew, ratioOld, fractionPrice: paid, exceptAccountIds: [] };
  }

  private async change(actor: Actor, instrumentId: string, changeOf: (instrument: Instrument) => SplitChange): Promise<Instrument> {
    const { instrument, portfolioIds } = await this.database.write((em) => this.changeIn(em, actor, instrumentId, changeOf));
    await announceInstruments(this.bus, [instrument.id], portfolioIds);
    return instrument;
  }

  /** Changes the splits and, in the same unit of work, whatever was worked out from them. */
  private async changeIn(
    em: EntityManager,
    actor: Actor,
    instrumentId: string,
    changeOf: (instrument: Instrument) => SplitChange,
  ): Promise<Changed> {
    const found = isUuid(instrumentId) ? await em.findOne(Instrument, { id: instrumentId as InstrumentId }, { lockMode: 4 }) : null;
    if (!found) throw new NotFound('instrument', 'instrumentId');
    const { action, before, after } = changeOf(found);
    const exDate = (before ?? after)?.exDate as Day;
    const holders = await lockHolders(em, found.id);
    const others = found.splits.filter((split) => split.exDate !== exDate);
    // Once all wait for us, and for both: what was known at any instant is the one or the other.
    const at = this.now();
    const instant = at.toISOString();
    if (before) found.withdrawnSplits = [...found.withdrawnSplits, { ...before, withdrawnAt: instant }].slice(-WITHDRAWN_MAX);
    const entered = after && { ...after, recordedAt: instant };
    found.splits = inOrder(entered ? [...others, entered] : others);
    await em.flush();
    const exceptAccountIds = await contradicting(em, holders, exDate);
    if (!entered && exceptAccountIds.length > 0) {
      throw new Conflict('SPLIT_NEEDED', `Without this split ${exceptAccountIds.length} accounts would have sold more than they held.`);
    }
    const kept = entered && { ...entered, exceptAccountIds };
    if (kept) found.splits = inOrder([...others, kept]);
    await outdateHolders(em, holders, exDate);
    await forgetDaysOfInstruments(em, new Map([[found.id, exDate]]));
    const said = { before, after: kept, address: actor.address };
    em.persist(new AuditEntry({ id: newId(at), actorId: actor.userId, action, subject: found.id, ...said, at }));
    return { instrument: found, portfolioIds: [...new Set(holders.flatMap((holder) => holder.portfolioIds))] };
  }
}

/** @throws NotFound */
function splitOf({ splits }: Instrument, exDate: Day): InstrumentSplit {
  const found = splits.find((split) => split.exDate === exDate);
  if (!found) throw new NotFound('split of that day', 'exDate');
  return found;
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
      await foldInTurns(ledger.entries, ledger, { from: ledger.from });
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      accounts.push(...accountIds);
    }
  }
  return accounts;
}
