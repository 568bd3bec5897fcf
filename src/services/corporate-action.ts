/** Splits and dividends that sources propose: an administrator looks at each, and an accepted split is entered for everybody. */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { type CorporateAction, CorporateActionKind, ProposalStatus } from '../domain/corporate-action.js';
import { Conflict, NotFound } from '../domain/errors.js';
import { type InstrumentId, isUuid, type PortfolioId } from '../domain/ids.js';
import { pageSize } from '../domain/page.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { decideAction, lockAction, readActions } from '../storage/query/corporate-action.js';
import { announceInstruments } from './announce.js';
import type { SplitService } from './split.js';

const REASON_MAX = 300;

export class CorporateActionService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly splits: SplitService,
    private readonly now: () => Date,
  ) {}

  /** The latest ex-day first. */
  async list(
    actor: Actor | null,
    args: { first?: number | null; status?: ProposalStatus | null; instrumentId?: string | null },
  ): Promise<CorporateAction[]> {
    authorise(actor, 'source:read');
    const limit = pageSize(args.first);
    const instrumentId = (args.instrumentId ?? null) as InstrumentId | null;
    if (instrumentId !== null && !isUuid(instrumentId)) return [];
    return this.database.read((em) => readActions(em, { status: args.status ?? null, instrumentId, limit }));
  }

  /**
   * Believes a proposal. A split is entered as by `recordSplit`; of a dividend it is only noted that it is right, since what
   * it paid is for each owner's ledger to say.
   * @throws Conflict when it was decided already, or the instrument has a split of that day | NotFound
   */
  async accept(actor: Actor | null, id: string): Promise<CorporateAction> {
    authorise(actor, 'split:record');
    const { decided, portfolioIds } = await this.database.write(async (em) => {
      const action = await this.open(em, id);
      const { instrumentId, exDate, ratioNew, ratioOld } = action;
      const isSplit = action.kind === CorporateActionKind.SPLIT && ratioNew !== null && ratioOld !== null;
      const entered = isSplit ? await this.splits.enter(em, actor, { instrumentId, exDate, ratioNew, ratioOld }) : null;
      const status = ProposalStatus.ACCEPTED;
      return {
        decided: await this.decide(em, actor, { action, status, reason: null }),
        portfolioIds: entered?.portfolioIds ?? ([] as PortfolioId[]),
      };
    });
    await announceInstruments(this.bus, [decided.instrumentId], portfolioIds);
    return decided;
  }

  /** Does not believe it. It stays as refused, so that it is not proposed again. */
  async refuse(actor: Actor | null, id: string, reason: string): Promise<CorporateAction> {
    authorise(actor, 'split:record');
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const refused = await this.database.write(async (em) => {
      const action = await this.open(em, id);
      return this.decide(em, actor, { action, status: ProposalStatus.REFUSED, reason: why });
    });
    await announceInstruments(this.bus, [refused.instrumentId]);
    return refused;
  }

  private async open(em: EntityManager, id: string): Promise<CorporateAction> {
    const action = isUuid(id) ? await lockAction(em, id) : null;
    if (!action) throw new NotFound('corporate action', 'id');
    if (action.status !== ProposalStatus.PROPOSED) {
      throw new Conflict('DECIDED', `This was ${action.status === ProposalStatus.ACCEPTED ? 'accepted' : 'refused'} already.`);
    }
    return action;
  }

  private async decide(
    em: EntityManager,
    actor: Actor,
    { action, status, reason }: { action: CorporateAction; status: ProposalStatus; reason: string | null },
  ): Promise<CorporateAction> {
    const at = this.now();
    await decideAction(em, { id: action.id, status, by: actor.userId, at, reason });
    em.persist(
      new AuditEntry({
        id: newId(at),
        actorId: actor.userId,
        action: status === ProposalStatus.ACCEPTED ? 'corporate-action.accept' : 'corporate-action.refuse',
        subject: action.id,
        before: { kind: action.kind, instrumentId: action.instrumentId, exDate: action.exDate, sources: action.sources },
        after: { status, reason },
        address: actor.address,
        at,
      }),
    );
    return { ...action, status, decidedAt: at, reason };
  }
}
