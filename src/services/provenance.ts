/** Why a price stands, and what administrators do about those that should not: release, discard, withdraw, correct, pin. Each of it is audited. */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { type Day, dayIn } from '../domain/day.js';
import { type Decimal, formatDecimal, PRICE_SCALE, parseDecimal } from '../domain/decimal.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import type { Hold } from '../domain/hold.js';
import { type InstrumentId, isUuid, type SourceId } from '../domain/ids.js';
import type { IngestOutcome } from '../domain/ingest.js';
import { Instrument } from '../domain/instrument.js';
import { pageSize } from '../domain/page.js';
import type { Quote } from '../domain/quote.js';
import type { RejectionSample } from '../domain/rejection-sample.js';
import { PUSHED, priorityIn } from '../domain/source.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { QuoteVerdict } from '../domain/verdict.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { type QuoteDisagreement, readQuoteDisagreements } from '../storage/query/disagreement.js';
import { readHold, readHolds, writeHolds } from '../storage/query/hold.js';
import { pinPrices, unpinPrices } from '../storage/query/pin.js';
import { correctQuote, verdictsOf, type Withdrawal, withdrawQuote } from '../storage/query/provenance.js';
import { readRejections } from '../storage/query/rejection-sample.js';
import { announceInstruments } from './announce.js';
import { type Pinnable, pinnableSource } from './pinned-source.js';

const HELD_MAX = 500;
const REASON_MAX = 300;
const SOURCE_MAX = 100;

export interface HeldQuote extends Hold {
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
    private readonly sources: Pinnable,
    private readonly now: () => Date,
  ) {}

  /** Whoever may read a price may read why it stands. */
  async verdicts(actor: Actor | null, quotes: readonly Quote[]): Promise<(QuoteVerdict | null)[]> {
    authorise(actor, 'quote:read');
    return this.database.readAside((em) => verdictsOf(em, quotes));
  }

  /** Samples of what was refused, newest first: the newest of each source, symbol and reason, and how often. */
  async rejected(actor: Actor | null, { first, source }: { first?: number | null; source?: string | null }): Promise<RejectionSample[]> {
    authorise(actor, 'quote:manage');
    const limit = pageSize(first);
    const of = source === null || source === undefined ? null : parseText(source, { field: 'source', max: SOURCE_MAX });
    return this.database.read((em) => readRejections(em, { source: of, limit }));
  }

  /** Pairs of sources that differ by more than they should, newest first. */
  async disagreements(actor: Actor | null, first?: number | null): Promise<QuoteDisagreement[]> {
    authorise(actor, 'quote:manage');
    const limit = pageSize(first);
    return this.database.read((em) => readQuoteDisagreements(em, limit));
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
    { reason, ...given }: GivenTarget & { reason: string },
  ): Promise<{ readonly instrumentId: InstrumentId }> {
    authorise(actor, 'quote:manage');
    const target = targetOf(given);
    const { instrumentId: id, revision } = target;
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const withdrawn = await this.database.write(async (em) => {
      const result = await withdrawQuote(em, { ...target, reason: why, at: this.now() });
      if (result === null) throw new NotFound('quote', 'revision');
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
    await this.tellWithdrawal(id, withdrawn);
    return { instrumentId: id };
  }

  /**
   * Puts the right price in the place of a wrong one, of the same moment and day. The wrong one stays in the audit and does not
   * come back by being said again; the days it counted for are valued anew.
   */
  async correct(
    actor: Actor | null,
    { price, reason, ...given }: GivenTarget & { price: Decimal; reason: string },
  ): Promise<{ readonly instrumentId: InstrumentId }> {
    authorise(actor, 'quote:manage');
    const target = targetOf(given);
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const right = parseDecimal(formatDecimal(price), { field: 'price', scale: PRICE_SCALE });
    if (right.lte(0)) throw new InvalidInput('price', 'POSITIVE', 'price must be greater than 0.');
    const corrected = await this.database.write(async (em) => {
      const result = await correctQuote(em, { ...target, price: right, source: PUSHED, reason: why, at: this.now() });
      if (result === null) throw new NotFound('quote', 'revision');
      if (right.eq(result.price)) throw new InvalidInput('price', 'SAME', 'price is what the quote says already.');
      const before = { revision: target.revision, price: result.price, source: result.source, valueDate: result.valueDate };
      const after = { reason: why, price: right.toFixed() };
      this.note(em, actor, { action: 'quote.correct', subject: target.instrumentId, before, after });
      return result;
    });
    await this.tellWithdrawal(target.instrumentId, corrected);
    return { instrumentId: target.instrumentId };
  }

  /**
   * From `from` on only the prices of one source count, or, with none, every source's again. The touched days are valued anew.
   * @throws InvalidInput for a source that does not run here, or cannot deliver the instrument
   */
  async pin(
    actor: Actor | null,
    { instrumentId, source, from, reason }: { instrumentId: string; source: string | null; from: Day; reason: string },
  ): Promise<{ readonly instrumentId: InstrumentId }> {
    authorise(actor, 'quote:manage');
    if (!isUuid(instrumentId)) throw new NotFound('instrument', 'instrumentId');
    const id = instrumentId as InstrumentId;
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const chosen = await pinnableSource(this.database, this.sources, { source, instrumentId: id });
    const today = dayIn('UTC', this.now());
    if (from > today) throw new InvalidInput('from', 'FUTURE', `from must not lie in the future (today is ${today}).`);
    const current = await this.database.write(async (em) => {
      const instrument = await em.findOne(Instrument, { id }, { lockMode: 4 });
      if (!instrument) throw new NotFound('instrument', 'instrumentId');
      const before = instrument.pinnedSource;
      let quote = before === null ? null : await this.unpin(em, id, before);
      instrument.pinnedSource = chosen;
      instrument.pinnedFrom = chosen && from;
      if (chosen) quote = (await pinPrices(em, { instrumentId: id, source: chosen, from, at: this.now() })) ?? quote;
      this.note(em, actor, { action: 'quote.pin', subject: id, before: { source: before }, after: { source, from, reason: why } });
      return quote;
    });
    await announceInstruments(this.bus, [id]);
    await this.tell(current);
    return { instrumentId: id };
  }

  private unpin(em: EntityManager, instrumentId: InstrumentId, pinned: SourceId): Promise<Quote | null> {
    return unpinPrices(em, { instrumentId, priority: priorityIn(this.sources.infos, pinned) });
  }

  /** Stored is stored: whoever misses the news reads it from the database. */
  private async tell(current: Quote | null): Promise<void> {
    if (current) await this.bus.publish('quotes', { quotes: [{ ...current, stands: true }], rates: [] }).catch(() => undefined);
  }

  private async tellWithdrawal(instrumentId: InstrumentId, { sinceMs, current }: Withdrawal): Promise<void> {
    await this.bus.publish('withdrawals', { instrumentId, sinceMs }).catch(() => undefined);
    await this.tell(current);
  }

  private async heldOf(instrumentId: string): Promise<HeldQuote> {
    const hold = isUuid(instrumentId) ? await this.database.read((em) => readHold(em, instrumentId)) : null;
    if (!hold) throw new NotFound('held quote', 'instrumentId');
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

/** A quote by its revision; its time too, where it may have been told before it had a row of its own. */
interface GivenTarget {
  readonly instrumentId: string;
  readonly revision: number;
  readonly observedAt?: Date | null;
}

function targetOf({ instrumentId, revision, observedAt }: GivenTarget): GivenTarget & { readonly instrumentId: InstrumentId } {
  if (!isUuid(instrumentId)) throw new NotFound('instrument', 'instrumentId');
  if (!Number.isSafeInteger(revision) || revision < 1) throw new InvalidInput('revision', 'REVISION', 'revision must be one of a quote.');
  return { instrumentId: instrumentId as InstrumentId, revision, observedAt: observedAt ?? null };
}

function shown({ figure, source, observedAt, count }: Hold): object {
  return { price: figure.toFixed(), source, observedAt: observedAt.toISOString(), count };
}
