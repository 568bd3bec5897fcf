/** Exchange rates as they stand and why, and what administrators do about those that should not: withdraw, correct, pin. Each of it is audited. */
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import type { Currency } from '../domain/currency.js';
import { type Day, dayIn } from '../domain/day.js';
import { type Decimal, formatDecimal, parseDecimal, RATE_SCALE } from '../domain/decimal.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import type { FxRate } from '../domain/fx.js';
import type { Hold } from '../domain/hold.js';
import { isUuid, type PortfolioId, type SourceId } from '../domain/ids.js';
import { pageSize } from '../domain/page.js';
import { PUSHED, priorityIn } from '../domain/source.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { QuoteVerdict } from '../domain/verdict.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { type RateDisagreement, readRateDisagreements } from '../storage/query/disagreement.js';
import { currentRates, ratesAsOf } from '../storage/query/fx.js';
import { readHold, readHolds, writeHolds } from '../storage/query/hold.js';
import { portfoliosTradedOn } from '../storage/query/portfolio.js';
import {
  correctRate,
  type Pair,
  pinnedRates,
  pinRate,
  type RateTarget,
  type RateWithdrawal,
  rateVerdictsOf,
  unpinRate,
  withdrawRate,
} from '../storage/query/rate-provenance.js';
import { announce, announceInstruments } from './announce.js';
import { type Pinnable, pinnableSource } from './pinned-source.js';
import type { Release } from './provenance.js';

const REASON_MAX = 300;
const HELD_MAX = 500;

export interface HeldRate extends Hold, Pair {}

export interface KnownRate extends FxRate {
  readonly pinnedSource: SourceId | null;
}

export class RateProvenanceService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    /** Hands a held rate in again, vouched for. */
    private readonly ingest: (held: HeldRate) => Promise<Release>,
    private readonly sources: Pinnable,
    private readonly now: () => Date,
  ) {}

  /** The current rate of every pair, or the one that held at the end of a day; by pair. */
  async list(actor: Actor | null, day: Day | null): Promise<KnownRate[]> {
    authorise(actor, 'quote:read');
    const { rates, pins } = await this.database.readAside(async (em) => ({
      rates: day ? await ratesAsOf(em, day) : await currentRates(em),
      pins: await pinnedRates(em),
    }));
    const pinOf = new Map(pins.map(({ base, quote, source }) => [`${base}${quote}`, source]));
    return rates
      .map((rate) => ({ ...rate, pinnedSource: pinOf.get(`${rate.base}${rate.quote}`) ?? null }))
      .sort((one, other) => (`${one.base}${one.quote}` < `${other.base}${other.quote}` ? -1 : 1));
  }

  /** Whoever may read a rate may read why it stands. */
  async verdicts(actor: Actor | null, rates: readonly FxRate[]): Promise<(QuoteVerdict | null)[]> {
    authorise(actor, 'quote:read');
    return this.database.readAside((em) => rateVerdictsOf(em, rates));
  }

  /** Pairs of sources that differ by more than they should, newest first. */
  async disagreements(actor: Actor | null, first?: number | null): Promise<RateDisagreement[]> {
    authorise(actor, 'quote:manage');
    const limit = pageSize(first);
    return this.database.read((em) => readRateDisagreements(em, limit));
  }

  /** Rates that wait to be confirmed, newest first. */
  async held(actor: Actor | null): Promise<HeldRate[]> {
    authorise(actor, 'quote:manage');
    const rows = await this.database.read((em) => readHolds(em, HELD_MAX));
    return rows.filter(({ subject }) => !isUuid(subject)).map(({ subject, hold }) => ({ ...hold, ...pairOf(subject) }));
  }

  /** Lets a held rate in: somebody looked at it. */
  async release(actor: Actor | null, pair: Pair): Promise<Release> {
    authorise(actor, 'quote:manage');
    const held = await this.heldOf(pair);
    const release = await this.ingest(held);
    await this.database.write(async (em) => {
      await writeHolds(em, [{ subject: subjectOf(pair), hold: null }], this.now());
      this.note(em, actor, pair, { action: 'rate.release', before: shown(held), after: { outcome: release.outcome } });
    });
    return release;
  }

  /** Does not believe a held rate: its repetition confirms it no more. */
  async discard(actor: Actor | null, pair: Pair): Promise<HeldRate> {
    authorise(actor, 'quote:manage');
    const { base, quote, ...hold } = { ...(await this.heldOf(pair)), isDiscarded: true };
    const subject = subjectOf(pair);
    await this.database.write(async (em) => {
      await writeHolds(em, [{ subject, hold }], this.now());
      this.note(em, actor, pair, { action: 'rate.discard', before: shown(hold), after: { isDiscarded: true } });
    });
    await this.bus.publish('holds', { discarded: subject });
    return { base, quote, ...hold };
  }

  private async heldOf(pair: Pair): Promise<HeldRate> {
    const hold = await this.database.read((em) => readHold(em, subjectOf(pair)));
    if (!hold) throw new NotFound('held rate', 'base');
    return { ...hold, base: pair.base, quote: pair.quote };
  }

  /** Takes an accepted rate back. The best of those that remain takes its place, and the touched days are valued anew. */
  async withdraw(actor: Actor | null, { reason, ...target }: RateTarget & { reason: string }): Promise<KnownRate | null> {
    authorise(actor, 'quote:manage');
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    return this.change(actor, target, 'rate.withdraw', { reason: why }, async (em) => {
      const result = await withdrawRate(em, { ...target, reason: why, at: this.now() });
      if (result === 'isLast') throw new Conflict('LAST_RATE', 'This is the only rate there is of the pair: push the right one first.');
      return result;
    });
  }

  /** Puts the right rate in the place of a wrong one, of the same moment and day; the wrong one does not come back by being said again. */
  async correct(
    actor: Actor | null,
    { reason, rate, ...target }: RateTarget & { rate: Decimal; reason: string },
  ): Promise<KnownRate | null> {
    authorise(actor, 'quote:manage');
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const right = parseDecimal(formatDecimal(rate), { field: 'rate', scale: RATE_SCALE });
    if (right.lte(0)) throw new InvalidInput('rate', 'POSITIVE', 'rate must be greater than 0.');
    return this.change(actor, target, 'rate.correct', { reason: why, rate: right.toFixed() }, async (em) => {
      const result = await correctRate(em, { ...target, rate: right, source: PUSHED, reason: why, at: this.now() });
      if (result && right.eq(result.rate)) throw new InvalidInput('rate', 'SAME', 'rate is what stands there already.');
      return result;
    });
  }

  /** From `from` on only the rates of one source count, or, with none, every source's again. The touched days are valued anew. */
  async pin(
    actor: Actor | null,
    { source, from, reason, ...pair }: Pair & { source: string | null; from: Day; reason: string },
  ): Promise<KnownRate | null> {
    authorise(actor, 'quote:manage');
    const why = parseText(reason, { field: 'reason', max: REASON_MAX });
    const chosen = await pinnableSource(this.database, this.sources, { source, instrumentId: null });
    const today = dayIn('UTC', this.now());
    if (from > today) throw new InvalidInput('from', 'FUTURE', `from must not lie in the future (today is ${today}).`);
    await this.existing(actor, pair);
    const { current, outdated } = await this.database.write(async (em) => {
      const before = (await pinnedRates(em)).find(({ base, quote }) => base === pair.base && quote === pair.quote)?.source ?? null;
      const priority = priorityIn(this.sources.infos, before);
      const free = before === null ? null : await unpinRate(em, { ...pair, priority });
      const pinned = chosen && (await pinRate(em, { ...pair, source: chosen, from, at: this.now() }));
      this.note(em, actor, pair, { action: 'rate.pin', before: { source: before }, after: { source, from, reason: why } });
      const changed = [from, today].map((day) => ({ ...pair, day }));
      return { current: pinned ?? free, outdated: await portfoliosTradedOn(em, changed) };
    });
    await announceInstruments(this.bus, []);
    await this.tell(current, outdated);
    return this.existing(actor, pair);
  }

  private async change(
    actor: Actor,
    target: RateTarget,
    action: string,
    after: object,
    work: (em: EntityManager) => Promise<RateWithdrawal | null>,
  ): Promise<KnownRate | null> {
    if (!Number.isSafeInteger(target.revision) || target.revision < 1)
      throw new InvalidInput('revision', 'REVISION', 'revision must be one of a rate.');
    const { current, outdated } = await this.database.write(async (em) => {
      const result = await work(em);
      if (!result) throw new NotFound('rate', 'revision');
      const { rate, source, valueDate } = result;
      this.note(em, actor, target, { action, before: { revision: target.revision, rate, source, valueDate }, after });
      const { base, quote } = target;
      return { current: result.current, outdated: await portfoliosTradedOn(em, [{ base, quote, day: valueDate }]) };
    });
    await this.tell(current, outdated);
    return this.existing(actor, target);
  }

  /** @throws NotFound when nothing is known of the pair */
  private async existing(actor: Actor, { base, quote }: Pair): Promise<KnownRate> {
    const found = (await this.list(actor, null)).find((rate) => rate.base === base && rate.quote === quote);
    if (!found) throw new NotFound('rate', 'base');
    return found;
  }

  /** Stored is stored: whoever misses the news reads it from the database. @param outdated have lots that count at it */
  private async tell(current: FxRate | null, outdated: readonly PortfolioId[]): Promise<void> {
    await announce(this.bus, outdated);
    if (current) await this.bus.publish('quotes', { quotes: [], rates: [current] }).catch(() => undefined);
  }

  private note(em: EntityManager, actor: Actor, { base, quote }: Pair, entry: { action: string; before: object; after: object }): void {
    const at = this.now();
    const subject = subjectOf({ base, quote });
    em.persist(new AuditEntry({ id: newId(at), actorId: actor.userId, subject, address: actor.address, at, ...entry }));
  }
}

function subjectOf({ base, quote }: Pair): string {
  return `${base}${quote}`;
}

function pairOf(subject: string): Pair {
  return { base: subject.slice(0, 3) as Currency, quote: subject.slice(3) as Currency };
}

function shown({ figure, source, observedAt, count }: Hold): object {
  return { rate: figure.toFixed(), source, observedAt: observedAt.toISOString(), count };
}
