/** Why a price stands, and what administrators do about those that should not: release, discard, withdraw. Each of it is audited. */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import type { IngestOutcome } from '../domain/ingest.js';
import { pageSize } from '../domain/page.js';
import type { Quote } from '../domain/quote.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { QuoteVerdict } from '../domain/verdict.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import {
  readHold,
  readHolds,
  readRejections,
  type StoredHold,
  type StoredRejection,
  verdictsOf,
  withdrawQuote,
  writeHolds,
} from '../storage/query/provenance.js';

const HELD_MAX = 500;
const REASON_MAX = 300;

export interface HeldQuote extends StoredHold {
  readonly instrumentId: InstrumentId;
}

export interface Release {
  readonly outcome: IngestOutcome;
  readonly reason: string;
  readonly message: string;
}

export class ProvenanceService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    /** Hands a held price in again, vouched for. */
    private readonly ingest: (held: HeldQuote) => Promise<Release>,
    private readonly now: () => Date,
  ) {}

  /** Whoever may read a price may read why it stands. */
  async verdicts(actor: Actor | null, quotes: readonly Quote[]): Promise<(QuoteVerdict | null)[]> {
    authorise(actor, 'quote:read');
    return this.database.readAside((em) => verdictsOf(em, quotes));
  }

  /** Samples of what was refused, newest first: the newest of each source, symbol and reason, and how often. */
  async rejected(actor: Actor | null, { first, source }: { first?: number | null; source?: string | null }): Promise<StoredRejection[]> {
    authorise(actor, 'quote:manage');
    const limit = pageSize(first);
    return this.database.read((em) => readRejections(em, { source: source ?? null, limit }));
  }

  /** Prices that wait to be confirmed, newest first. */
  async held(actor: Actor | null): Promise<HeldQuote[]> {
    authorise(actor, 'quote:manage');
    const rows = await this.database.read((em) => readHolds(em, HELD_MAX));
    return rows.flatMap(({ subject, hold }) => (isUuid(subject) ? [{ ...hold, instrumentId: subject as InstrumentId }] : []));
  }

  /** Lets a held price in: somebody looked at it. */
  async release(actor: Actor | null, instrumentId: string): Promise<Release> {
    authorise(actor, 'quote:manage');
    const held = await this.heldOf(instrumentId);
    const release = await this.ingest(held);
    await this.database.write(async (em) => {
      await writeHolds(em, [{ subject: instrumentId, hold: null }], this.now());
      this.note(em, actor, { action: 'quote.release', subject: instrumentId, before: shown(held), after: { outcome: release.outcome } });
    });
    return release;
  }

  /** Does not believe a held price: its repetition confirms it no more. */
  async discard(actor: Actor | null, instrumentId: string): Promise<HeldQuote> {
    authorise(actor, 'quote:manage');
    const held = await this.heldOf(instrumentId);
    const { instrumentId: subject, ...hold } = { ...held, isDiscarded: true };
    await this.database.write(async (em) => {
      await writeHolds(em, [{ subject, hold }], this.now());
      this.note(em, actor, { action: 'quote.discard', subject, before: shown(held), after: null });
    });
    await this.bus.publish('holds', { discarded: subject });
    return { ...held, isDiscarded: true };
  }

  /** Takes an accepted price back. The best of those that remain takes its place, and readers are told. */
  async withdraw(
    actor: Actor | null,
    { instrumentId, revision, reason }: { instrumentId: string; revision: number; reason: string },
  ): Promise<{ readonly instrumentId: InstrumentId }> {
    authorise(actor, 'quote:manage');
    if (!isUuid(instrumentId)) throw new NotFound('instrument');
    if (!Number.isSafeInteger(revision) || revision < 1) throw new InvalidInput('revision', 'REVISION', 'revision must be one of a quote.');
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const id = instrumentId as InstrumentId;
    const withdrawn = await this.database.write(async (em) => {
      const result = await withdrawQuote(em, { instrumentId: id, revision, reason: why, at: this.now() });
      if (result === null) throw new NotFound('quote');
      if (result === 'isLast') throw new Conflict('LAST_QUOTE', 'This is the only price there is: push the right one first.');
      const { price, source, valueDate, current } = result;
      const before = { revision, price, source, valueDate };
      this.note(em, actor, {
        action: 'quote.withdraw',
        subject: id,
        before,
        after: { reason: why, price: current?.price.toFixed() ?? null },
      });
      return result;
    });
    // Stored is stored: whoever misses the news reads it from the database.
    if (withdrawn.current) await this.bus.publish('quotes', { quotes: [withdrawn.current], rates: [] }).catch(() => undefined);
    return { instrumentId: id };
  }

  private async heldOf(instrumentId: string): Promise<HeldQuote> {
    const hold = isUuid(instrumentId) ? await this.database.read((em) => readHold(em, instrumentId)) : null;
    if (!hold) throw new NotFound('held quote');
    return { ...hold, instrumentId: instrumentId as InstrumentId };
  }

  private note(
    em: EntityManager,
    actor: Actor,
    entry: { action: string; subject: string; before: object | null; after: object | null },
  ): void {
    em.persist(new AuditEntry({ id: newId(this.now()), actorId: actor.userId, address: actor.address, at: this.now(), ...entry }));
  }
}

function shown({ figure, source, observedAt, count }: StoredHold): object {
  return { price: figure.toFixed(), source, observedAt: observedAt.toISOString(), count };
}
