/** Fetching past prices that are missing: asked for by an administrator here, found by the calendar at night. */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import type { Backfill, BackfillStatus } from '../domain/backfill.js';
import { type Day, dayIn } from '../domain/day.js';
import { isDelistedOn } from '../domain/delisting.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { type InstrumentId, isUuid, type SourceId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { pageSize } from '../domain/page.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { addBackfills, cancelBackfill, readBackfill, readBackfills } from '../storage/query/backfill.js';

export interface BackfillInput {
  /** Null: the exchange rates of a source. */
  readonly instrumentId?: string | null;
  readonly source?: string | null;
  readonly from: Day;
  readonly to: Day;
}

/** The sources that can give an instrument's past prices, or, of null, past exchange rates; the most trusted first. */
export type Historians = (instrumentId: InstrumentId | null) => Promise<readonly SourceId[]>;

export class BackfillService {
  constructor(
    private readonly database: Database,
    private readonly historians: Historians,
    private readonly now: () => Date,
  ) {}

  /** The newest touched first. */
  async list(actor: Actor | null, args: { first?: number | null; status?: BackfillStatus | null }): Promise<Backfill[]> {
    authorise(actor, 'source:read');
    const limit = pageSize(args.first);
    return this.database.read((em) => readBackfills(em, { status: args.status ?? null, limit }));
  }

  /**
   * Asks for the past prices of an instrument. The source's next cycles bring them, a year at a time, within its budget.
   * @throws NotFound | InvalidInput for a range that is none | Conflict when no source has the instrument's history
   */
  async start(actor: Actor | null, { instrumentId, source, from, to }: BackfillInput): Promise<Backfill> {
    authorise(actor, 'source:manage');
    const today = dayIn('UTC', this.now());
    if (from > to) throw new InvalidInput('from', 'RANGE', 'from must not be later than to.');
    if (to > today) throw new InvalidInput('to', 'FUTURE', `to must not lie in the future (today is ${today}).`);
    const id = (instrumentId ?? null) as InstrumentId | null;
    if (id !== null) await this.checkDays(id, to);
    const able = await this.historians(id);
    if (source && !able.includes(source as SourceId)) {
      throw new InvalidInput(
        'source',
        'SOURCE',
        `source cannot give ${id ? "this instrument's history" : 'past exchange rates'}; ${words(able)} can.`,
      );
    }
    const chosen = (source ?? able[0]) as SourceId | undefined;
    if (chosen === undefined)
      throw new Conflict('NO_HISTORY', `No source that runs here has ${id ? 'the history of this instrument' : 'past exchange rates'}.`);
    const at = this.now();
    const backfill = { id: newId<string>(at), source: chosen, instrumentId: id, from, to };
    return this.database.write(async (em) => {
      const added = await addBackfills(em, [backfill], at);
      if (added === 0) throw new Conflict('WAITING', 'A backfill of these days waits already.');
      this.note(em.persist.bind(em), actor, { action: 'backfill.start', subject: backfill.id, after: { ...backfill } });
      return (await readBackfill(em, backfill.id)) as Backfill;
    });
  }

  private async checkDays(id: InstrumentId, to: Day): Promise<void> {
    const instrument = isUuid(id) ? await this.database.read((em) => em.findOne(Instrument, { id })) : null;
    if (!instrument) throw new NotFound('instrument', 'instrumentId');
    if (!isDelistedOn(instrument, to)) return;
    throw new InvalidInput('to', 'RANGE', `to must be before ${instrument.delistedOn}, from when the instrument trades no more.`);
  }

  /** @throws NotFound | Conflict when it has ended */
  async cancel(actor: Actor | null, id: string): Promise<Backfill> {
    authorise(actor, 'source:manage');
    return this.database.write(async (em) => {
      const done = isUuid(id) ? await cancelBackfill(em, id, this.now()) : null;
      if (done === null) throw new NotFound('backfill', 'id');
      if (!done) throw new Conflict('ENDED', 'It has ended already.');
      this.note(em.persist.bind(em), actor, { action: 'backfill.cancel', subject: id, after: null });
      return (await readBackfill(em, id)) as Backfill;
    });
  }

  private note(persist: (entry: AuditEntry) => unknown, actor: Actor, entry: { action: string; subject: string; after: object | null }) {
    const at = this.now();
    persist(new AuditEntry({ id: newId(at), actorId: actor.userId, before: null, address: actor.address, at, ...entry }));
  }
}

function words(sources: readonly SourceId[]): string {
  return sources.length === 0 ? 'none' : sources.join(', ');
}
