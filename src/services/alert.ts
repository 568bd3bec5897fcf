/** Alert rules: what people want to be told of. Who looks after them hears of every change; see `alert-watch.ts`. */
import { LockMode } from '@mikro-orm/core';
import { authorise, ownedBy } from '../domain/access.js';
import { Account } from '../domain/account.js';
import {
  type AlertChannel,
  AlertCondition,
  AlertMeasure,
  AlertRule,
  AlertStatus,
  isAboveOnly,
  isChange,
  isOfInstrument,
} from '../domain/alert.js';
import { AuditEntry } from '../domain/audit.js';
import type { Day } from '../domain/day.js';
import { type Decimal, formatDecimal, MONEY_SCALE, ZERO } from '../domain/decimal.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { type AccountId, type AlertRuleId, type InstrumentId, isUuid } from '../domain/ids.js';
import { Instrument, InstrumentKind } from '../domain/instrument.js';
import { marketDay, marketOf } from '../domain/market.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { Portfolio } from '../domain/portfolio.js';
import type { PriceBook } from '../domain/price-book.js';
import { unitDayOf } from '../domain/pricing.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { currentMs } from '../storage/query/alert.js';
import { ownPortfolio } from './account.js';

export const RULES_PER_USER_MAX = 500;
/** Later than this nothing is waited for. */
const EXPIRY_YEARS_MAX = 10;
const DAYS_LATE_MAX = 10;
const MINUTES_STALE_MAX = 10_080;

export interface AlertTerms {
  readonly name: string;
  readonly note?: string | null;
  readonly condition: AlertCondition;
  readonly threshold: Decimal;
  readonly hysteresis?: Decimal | null;
  readonly isRepeating?: boolean | null;
  readonly expiresAt?: Date | null;
  readonly channels?: readonly AlertChannel[] | null;
}

export interface AlertRuleInput extends AlertTerms {
  readonly measure: AlertMeasure;
  readonly instrumentId?: string | null;
  readonly portfolioId?: string | null;
  readonly accountId?: string | null;
}

export class AlertService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /**
   * Makes a rule; it is looked after from now on, watched or not.
   * @throws InvalidInput | NotFound for an instrument, portfolio or account that is not there or not the actor's
   */
  async create(actor: Actor | null, input: AlertRuleInput): Promise<AlertRule> {
    authorise(actor, 'alert:manage-own');
    const now = this.now();
    const terms = checkedTerms(input.measure, input, now);
    const rule = await this.database.write(async (em) => {
      const subject = await subjectOf(em, actor, input);
      const count = await em.count(AlertRule, { userId: actor.userId });
      if (count >= RULES_PER_USER_MAX) {
        throw new InvalidInput('name', 'LIMIT', `A user may have ${RULES_PER_USER_MAX} alert rules at most; delete one first.`);
      }
      const observedMs = await this.knownMs(em, subject.instrumentId);
      const made = new AlertRule({
        id: newId(now),
        userId: actor.userId,
        measure: input.measure,
        ...subject,
        ...terms,
        createdAt: now,
        observedMs,
        currency: await currencyOf(em, subject),
        unitDay: input.measure === AlertMeasure.PRICE ? await this.unitDay(em, subject.instrumentId) : null,
      });
      em.persist(made);
      em.persist(audit(now, actor, 'alert.create', made.id, null, auditOf(made)));
      return made;
    });
    await this.announce(rule.id);
    return rule;
  }

  /**
   * Gives a rule new terms and arms it anew: it starts from the current figure.
   * @throws Conflict when it was amended meanwhile
   */
  async amend(actor: Actor | null, { id, version }: { id: string; version: number }, input: AlertTerms): Promise<AlertRule> {
    authorise(actor, 'alert:manage-own');
    const now = this.now();
    const rule = await this.database.write(async (em) => {
      const found = await ownRule(em, actor, id, true);
      if (found.version !== version) {
        throw new Conflict('VERSION', `The rule was amended meanwhile: it is at version ${found.version}. Read it again.`);
      }
      const before = auditOf(found);
      Object.assign(found, checkedTerms(found.measure, input, now));
      if (found.measure === AlertMeasure.PRICE) found.unitDay = await this.unitDay(em, found.instrumentId);
      // One that is paused stays so.
      if (found.status !== AlertStatus.PAUSED) await this.arm(em, found);
      Object.assign(found, { version: found.version + 1, firedCount: 0, updatedAt: now });
      em.persist(audit(now, actor, 'alert.amend', found.id, before, auditOf(found)));
      return found;
    });
    await this.announce(rule.id);
    return rule;
  }

  /** Sets a rule aside until it is resumed. */
  pause(actor: Actor | null, id: string): Promise<AlertRule> {
    return this.change(actor, id, 'alert.pause', async (_em, rule) => {
      rule.status = AlertStatus.PAUSED;
    });
  }

  /** Arms a paused rule anew: it starts from the current figure. */
  resume(actor: Actor | null, id: string): Promise<AlertRule> {
    return this.change(actor, id, 'alert.resume', async (em, rule) => {
      if (rule.status === AlertStatus.PAUSED) await this.arm(em, rule);
    });
  }

  /** What it fired stays in the history. */
  async delete(actor: Actor | null, id: string): Promise<boolean> {
    authorise(actor, 'alert:manage-own');
    const ruleId = await this.database.write(async (em) => {
      const found = await ownRule(em, actor, id, true);
      em.remove(found);
      em.persist(audit(this.now(), actor, 'alert.delete', found.id, auditOf(found), null));
      return found.id;
    });
    await this.announce(ruleId);
    return true;
  }

  /** @throws NotFound */
  async find(actor: Actor | null, id: string): Promise<AlertRule> {
    authorise(actor, 'alert:manage-own');
    return this.database.read((em) => ownRule(em, actor, id));
  }

  /** The actor's rules, newest first. */
  async list(actor: Actor | null, args: PageArgs): Promise<Page<AlertRule>> {
    authorise(actor, 'alert:manage-own');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw badCursor();
    const rows = await this.database.read((em) =>
      em.find(
        AlertRule,
        { userId: actor.userId, ...(before && { id: { $lt: before as AlertRuleId } }) },
        { orderBy: { id: 'desc' }, limit: size + 1 },
      ),
    );
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  private async change(
    actor: Actor | null,
    id: string,
    action: string,
    apply: (em: EntityManager, rule: AlertRule) => Promise<void>,
  ): Promise<AlertRule> {
    authorise(actor, 'alert:manage-own');
    const now = this.now();
    const rule = await this.database.write(async (em) => {
      const found = await ownRule(em, actor, id, true);
      const before = { status: found.status };
      await apply(em, found);
      Object.assign(found, { version: found.version + 1, updatedAt: now });
      em.persist(audit(now, actor, action, found.id, before, { status: found.status }));
      return found;
    });
    await this.announce(rule.id);
    return rule;
  }

  /** Lets it start from the current figure. */
  private async arm(em: EntityManager, rule: AlertRule): Promise<void> {
    const observedMs = await this.knownMs(em, rule.instrumentId);
    const currency = await currencyOf(em, rule);
    const start = {
      status: AlertStatus.ARMED,
      side: null,
      reference: null,
      peak: null,
      highs: null,
      peakOrdinal: null,
      currency,
      observedMs,
    };
    Object.assign(rule, start, { arming: rule.arming + 1 });
  }

  /** Up to when prices count as known to a rule armed now: the current price, whether its row is there yet or not, is the first that counts. */
  private async knownMs(em: EntityManager, instrumentId: InstrumentId | null): Promise<number> {
    if (instrumentId === null) return 0;
    const shownMs = this.prices.quote(instrumentId)?.observedAt.getTime() ?? 0;
    return Math.max(0, Math.max(shownMs, (await currentMs(em, instrumentId)) ?? 0) - 1);
  }

  /** Whose units the price is for that is shown: the last one, taken through the splits that are known (C12). */
  private async unitDay(em: EntityManager, instrumentId: InstrumentId | null): Promise<Day | null> {
    if (instrumentId === null) return null;
    const instrument = await em.findOneOrFail(Instrument, { id: instrumentId });
    const quote = this.prices.quote(instrumentId);
    const day = quote ? unitDayOf(quote, instrument) : marketDay(marketOf(instrument), this.now());
    return instrument.splits.reduce((last, { exDate }) => (exDate > last ? exDate : last), day);
  }

  private async announce(ruleId: AlertRuleId): Promise<void> {
    // It is written; who misses the message looks for what changed a moment later.
    await this.bus.publish('alertRules', { changed: [ruleId] }).catch(() => undefined);
  }
}

async function ownRule(em: EntityManager, actor: Actor, id: string, isLocking = false): Promise<AlertRule> {
  const lock = isLocking ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {};
  const found = isUuid(id) ? await em.findOne(AlertRule, { id: id as AlertRuleId, userId: actor.userId }, lock) : null;
  return ownedBy(actor, found, { noun: 'alert rule', field: 'id' });
}

/** What the rule is about, checked to be there and the actor's. */
async function subjectOf(em: EntityManager, actor: Actor, input: AlertRuleInput) {
  const { measure, instrumentId, portfolioId, accountId } = input;
  const nothing = { instrumentId: null, portfolioId: null, accountId: null };
  if (isOfInstrument(measure)) {
    if (portfolioId || accountId) {
      throw new InvalidInput(
        portfolioId ? 'portfolioId' : 'accountId',
        'MEASURE',
        `${measure} is of an instrument: give instrumentId alone.`,
      );
    }
    if (!instrumentId) throw new InvalidInput('instrumentId', 'REQUIRED', `instrumentId must be given: ${measure} is of an instrument.`);
    const instrument = isUuid(instrumentId) ? await em.findOne(Instrument, { id: instrumentId as InstrumentId }) : null;
    if (!instrument) throw new NotFound('instrument', 'instrumentId');
    refuseKind(measure, instrument);
    return { ...nothing, instrumentId: instrument.id };
  }
  if (instrumentId) {
    throw new InvalidInput('instrumentId', 'MEASURE', `${measure} is of a portfolio or an account: leave instrumentId out.`);
  }
  if (!accountId) return { ...nothing, portfolioId: (await ownPortfolio(em, actor, portfolioId ?? null)).id };
  if (portfolioId) throw new InvalidInput('portfolioId', 'EITHER', 'Give portfolioId or accountId, not both.');
  const account = isUuid(accountId) ? await em.findOne(Account, { id: accountId as AccountId, userId: actor.userId }) : null;
  if (!account) throw new NotFound('account', 'accountId');
  return { ...nothing, accountId: account.id };
}

/** What a portfolio or an account is valued in; null for an instrument. */
async function currencyOf(em: EntityManager, { portfolioId, accountId }: Pick<AlertRule, 'portfolioId' | 'accountId'>) {
  const place = accountId ? (await em.findOneOrFail(Account, { id: accountId })).portfolioId : portfolioId;
  return place && (await em.findOneOrFail(Portfolio, { id: place })).baseCurrency;
}

function refuseKind(measure: AlertMeasure, { kind }: Instrument): void {
  const isFund = kind === InstrumentKind.FUND;
  if (measure === AlertMeasure.NAV_LATE && !isFund) {
    throw new InvalidInput('measure', 'MEASURE', 'NAV_LATE is for funds; use PRICE_STALE for what is traded.');
  }
  if (measure === AlertMeasure.PRICE_STALE && isFund) {
    throw new InvalidInput('measure', 'MEASURE', 'PRICE_STALE is for what is traded; a fund is priced once a day: use NAV_LATE.');
  }
}

function checkedTerms(measure: AlertMeasure, input: AlertTerms, now: Date) {
  const { condition, threshold, expiresAt = null } = input;
  const hysteresis = input.hysteresis ?? ZERO;
  if (isAboveOnly(measure) && condition !== AlertCondition.ABOVE) {
    throw new InvalidInput('condition', 'MEASURE', `condition must be ABOVE: ${measure} only matters by growing.`);
  }
  if (isChange(measure) && condition === AlertCondition.CROSSES) {
    throw new InvalidInput('condition', 'MEASURE', 'condition must be ABOVE for a rise or BELOW for a fall: a change starts from nothing.');
  }
  refuseScale('threshold', threshold);
  refuseScale('hysteresis', hysteresis);
  refuseThreshold(measure, condition, threshold);
  if (hysteresis.lt(0)) throw new InvalidInput('hysteresis', 'RANGE', 'hysteresis must not be negative.');
  if (expiresAt !== null && expiresAt <= now) throw new InvalidInput('expiresAt', 'PAST', 'expiresAt must lie in the future.');
  if (expiresAt !== null && expiresAt.getUTCFullYear() - now.getUTCFullYear() > EXPIRY_YEARS_MAX) {
    throw new InvalidInput(
      'expiresAt',
      'RANGE',
      `expiresAt must be within ${EXPIRY_YEARS_MAX} years; leave it out for a rule without end.`,
    );
  }
  return {
    name: parseText(input.name, { field: 'name', max: 120 }),
    note: input.note ? parseText(input.note, { field: 'note', max: 500 }) : null,
    condition,
    threshold,
    hysteresis,
    isRepeating: input.isRepeating ?? false,
    expiresAt,
    channels: [...new Set(input.channels ?? [])],
  };
}

function refuseScale(field: string, value: Decimal): void {
  if (value.decimalPlaces() > MONEY_SCALE) throw new InvalidInput(field, 'SCALE', `${field} has more than ${MONEY_SCALE} decimal places.`);
}

/** Refuses what would fire at once for ever, or never. */
function refuseThreshold(measure: AlertMeasure, condition: AlertCondition, threshold: Decimal): void {
  const refuse = (rule: string, wanted: string) => {
    throw new InvalidInput('threshold', rule, `threshold must be ${wanted}.`);
  };
  const isRise = condition === AlertCondition.ABOVE;
  if (measure === AlertMeasure.PRICE && threshold.lte(0)) refuse('RANGE', 'greater than 0: it is a price');
  if (measure === AlertMeasure.DAY_MOVE && threshold.lte(-1))
    refuse('RANGE', 'greater than -1: a price cannot fall by more than all of it');
  if (isChange(measure) && (isRise ? threshold.lte(0) : threshold.gte(0) || threshold.lte(-1))) {
    refuse('RANGE', isRise ? 'greater than 0 for a rise, such as 0.05 for five per cent' : 'between -1 and 0 for a fall, such as -0.05');
  }
  if (measure === AlertMeasure.DRAWDOWN && (threshold.lte(0) || threshold.gte(1))) {
    refuse('RANGE', 'between 0 and 1, such as 0.1 for a fall of ten per cent from the highest');
  }
  const whole = measure === AlertMeasure.NAV_LATE ? DAYS_LATE_MAX : measure === AlertMeasure.PRICE_STALE ? MINUTES_STALE_MAX : null;
  if (whole !== null && (!threshold.isInteger() || threshold.lt(1) || threshold.gt(whole))) {
    const unit = measure === AlertMeasure.NAV_LATE ? 'business days' : 'minutes of open market';
    refuse('RANGE', `a whole number of ${unit}, 1 to ${whole}`);
  }
}

function auditOf({ name, measure, condition, threshold, hysteresis, isRepeating, expiresAt, channels, ...rule }: AlertRule): object {
  const { instrumentId, portfolioId, accountId } = rule;
  const terms = { name, condition, threshold: formatDecimal(threshold), hysteresis: formatDecimal(hysteresis), isRepeating, channels };
  return { measure, instrumentId, portfolioId, accountId, ...terms, expiresAt: expiresAt?.toISOString() ?? null };
}

function audit(at: Date, actor: Actor, action: string, subject: string, before: object | null, after: object | null): AuditEntry {
  return new AuditEntry({ id: newId(at), actorId: actor.userId, action, subject, before, after, address: actor.address, at });
}
