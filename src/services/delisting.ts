/**
 * That instruments trade no more: told once, for everybody who holds them, and taken back where it was a mistake
 * (docs/CALCULATIONS.md, C14).
 */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import type { Day } from '../domain/day.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { type InstrumentId, isUuid, type PortfolioId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { firstEntryOf, priceSince } from '../storage/query/delisting.js';
import { forgetDaysOfInstruments } from '../storage/query/history.js';
import { lockHolders, raiseVersions } from '../storage/query/split.js';
import { announceInstruments } from './announce.js';

export class DelistingService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly now: () => Date,
  ) {}

  /**
   * From the day on, which may lie ahead, the instrument trades no more; another day given before counts no more. For administrators.
   * @throws NotFound | Conflict when it has prices since | InvalidInput for a day that is not later than the first entry of it
   */
  async record(actor: Actor | null, instrumentId: string, delistedOn: Day): Promise<Instrument> {
    authorise(actor, 'instrument:create');
    return this.change(actor, instrumentId, 'instrument.delist', async (em, { id }) => {
      await checkDay(em, id, delistedOn);
      return delistedOn;
    });
  }

  /** It was a mistake: the instrument trades as if nothing had been said. For administrators. @throws NotFound */
  async withdraw(actor: Actor | null, instrumentId: string): Promise<Instrument> {
    authorise(actor, 'instrument:create');
    return this.change(actor, instrumentId, 'instrument.relist', async (_em, { delistedOn }) => {
      if (delistedOn === null) throw new NotFound('delisting of this instrument', 'instrumentId');
      return null;
    });
  }

  /** Changes the day and, in the same unit of work, forgets what was worked out with another. */
  private async change(
    actor: Actor,
    instrumentId: string,
    action: 'instrument.delist' | 'instrument.relist',
    dayOf: (em: EntityManager, instrument: Instrument) => Promise<Day | null>,
  ): Promise<Instrument> {
    const { instrument, portfolioIds } = await this.database.write(async (em) => {
      const found = isUuid(instrumentId) ? await em.findOne(Instrument, { id: instrumentId as InstrumentId }, { lockMode: 4 }) : null;
      if (!found) throw new NotFound('instrument', 'instrumentId');
      const before = found.delistedOn;
      const after = await dayOf(em, found);
      const none: PortfolioId[] = [];
      if (before === after) return { instrument: found, portfolioIds: none };
      const holders = await lockHolders(em, found.id);
      found.delistedOn = after;
      await raiseVersions(em, holders);
      const [from] = [before, after].filter((day) => day !== null).sort();
      await forgetDaysOfInstruments(em, new Map([[found.id, from as Day]]));
      const at = this.now();
      const said = { action, subject: found.id, before: { delistedOn: before }, after: { delistedOn: after } };
      em.persist(new AuditEntry({ id: newId(at), actorId: actor.userId, ...said, address: actor.address, at }));
      return { instrument: found, portfolioIds: holders.flatMap((holder) => holder.portfolioIds) };
    });
    await announceInstruments(this.bus, [instrument.id], portfolioIds);
    return instrument;
  }
}

/** A price that has come is never lost: whoever gives the day says what is wrong with it. */
async function checkDay(em: EntityManager, instrumentId: InstrumentId, delistedOn: Day): Promise<void> {
  const price = await priceSince(em, { instrumentId, from: delistedOn });
  if (price) {
    throw new Conflict(
      'PRICED',
      `It has prices since, the last of ${price.valueDate} (${price.source}): give a later day, or withdraw them first if they are wrong.`,
    );
  }
  const first = await firstEntryOf(em, instrumentId);
  if (first && delistedOn <= first) {
    throw new InvalidInput('delistedOn', 'RANGE', `delistedOn must be later than the first entry of it, which is of ${first}.`);
  }
}
