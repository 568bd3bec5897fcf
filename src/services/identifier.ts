/** The numbers an instrument has in the world, and finding it by any of them. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { instrumentNamed, type Named } from '../domain/identifier-kind.js';
import { type Cusip, type Figi, type Isin, nationalNumber, parseCusip, parseFigi, parseSedol, type Sedol } from '../domain/identifiers.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { announceInstruments } from './announce.js';

/** Listings of one issue that are answered at most. */
const FOUND_MAX = 100;

export interface Numbers {
  readonly cusip: Cusip | null;
  readonly sedol: Sedol | null;
  readonly figi: Figi | null;
}

export type NumbersInput = { readonly [Name in keyof Numbers]?: string | null };

export class IdentifierService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly now: () => Date,
  ) {}

  /** Every listing that is named so, by venue and currency; none when nothing is. @throws InvalidInput when the check digit is wrong */
  async find(actor: Actor | null, named: Named): Promise<Instrument[]> {
    authorise(actor, 'instrument:read');
    const where = instrumentNamed(named);
    return this.database.read((em) =>
      em.find(Instrument, where as never, { orderBy: [{ mic: 'asc' }, { currency: 'asc' }, { id: 'asc' }], limit: FOUND_MAX }),
    );
  }

  /** What is not given stays; null takes it away. For administrators. @throws NotFound | InvalidInput | Conflict */
  async set(actor: Actor | null, instrumentId: string, input: NumbersInput): Promise<Instrument> {
    authorise(actor, 'instrument:create');
    try {
      const changed = await this.database.write(async (em) => {
        const instrument = isUuid(instrumentId) ? await em.findOne(Instrument, { id: instrumentId as InstrumentId }) : null;
        if (!instrument) throw new NotFound('instrument', 'instrumentId');
        const { cusip, sedol, figi } = instrument;
        const before: Numbers = { cusip, sedol, figi };
        const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
        const after = readNumbers({ ...before, ...given }, instrument.isin);
        Object.assign(instrument, after);
        const at = this.now();
        em.persist(
          new AuditEntry({
            id: newId(at),
            actorId: actor.userId,
            action: 'instrument.identifiers',
            subject: instrument.id,
            before,
            after,
            address: actor.address,
            at,
          }),
        );
        return instrument;
      });
      await announceInstruments(this.bus, [changed.id]);
      return changed;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new Conflict('INSTRUMENT_EXISTS', `Another instrument has the FIGI ${input.figi} already: a FIGI names one listing.`);
    }
  }
}

/**
 * The numbers as they are kept; a national one that the ISIN holds need not be given.
 * @throws InvalidInput when a check digit is wrong, or the ISIN holds another number
 */
export function readNumbers({ cusip, sedol, figi }: NumbersInput, isin: Isin | null): Numbers {
  const held: Partial<Numbers> = (isin && nationalNumber(isin)) ?? {};
  const own = { cusip: cusip ? parseCusip(cusip) : null, sedol: sedol ? parseSedol(sedol) : null, figi: figi ? parseFigi(figi) : null };
  for (const name of ['cusip', 'sedol'] as const) {
    const wanted = held[name];
    if (wanted && own[name] && own[name] !== wanted)
      throw new InvalidInput(name, 'ISIN_MISMATCH', `${name} must be ${wanted}, which the ISIN ${isin} holds: compare the two again.`);
  }
  return { ...own, ...held };
}
