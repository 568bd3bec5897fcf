/**
 * When an alert fires. A rule compares one measured figure with a threshold; what it does with each new figure is a pure step
 * from one state to the next, so that whoever replays the same figures in the same order comes to the same firings.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, ONE, ZERO } from './decimal.js';
import type { High } from './high.js';
import type { AccountId, AlertId, AlertRuleId, AlertWebhookId, InstrumentId, PortfolioId, UserId } from './ids.js';

/** What a rule looks at. Ratios are fractions: 0.05 is five per cent. */
export const AlertMeasure = {
  /** The price of an instrument, in its currency; splits since the threshold was set move it along. */
  PRICE: 'PRICE',
  /** How far the price has moved since the rule was made, or since it last fired, splits taken out; a ratio. */
  PRICE_CHANGE: 'PRICE_CHANGE',
  /** The price against the previous close; a ratio. */
  DAY_MOVE: 'DAY_MOVE',
  /** What a portfolio or an account is worth, in the base currency. */
  VALUE: 'VALUE',
  /** How far the value has moved since the rule was made, or since it last fired; a ratio. */
  VALUE_CHANGE: 'VALUE_CHANGE',
  /** The unrealised gain, in the base currency. */
  GAIN: 'GAIN',
  /** The unrealised gain on the cost basis; a ratio. */
  GAIN_RATIO: 'GAIN_RATIO',
  /** How far the value has fallen from its highest since the rule was made; a ratio from 0 to 1. */
  DRAWDOWN: 'DRAWDOWN',
  /** Business days by which a fund's NAV is later than it should be. */
  NAV_LATE: 'NAV_LATE',
  /** Minutes of open market since the price was observed. */
  PRICE_STALE: 'PRICE_STALE',
} as const;
export type AlertMeasure = (typeof AlertMeasure)[keyof typeof AlertMeasure];

export const AlertCondition = {
  /** At the threshold or above it; at once when it is so already. */
  ABOVE: 'ABOVE',
  /** At the threshold or below it; at once when it is so already. */
  BELOW: 'BELOW',
  /** From the side it was first seen on to the other one, either way. */
  CROSSES: 'CROSSES',
} as const;
export type AlertCondition = (typeof AlertCondition)[keyof typeof AlertCondition];

/** Where a firing goes besides the inbox, which always has it. */
export const AlertChannel = { EMAIL: 'EMAIL', WEBHOOK: 'WEBHOOK' } as const;
export type AlertChannel = (typeof AlertChannel)[keyof typeof AlertChannel];

export const AlertStatus = {
  /** Waits for its condition. */
  ARMED: 'ARMED',
  /** Has fired, and waits for the figure to go back before it can fire again. */
  WAITING: 'WAITING',
  /** Has fired and never will again. */
  DONE: 'DONE',
  /** Set aside by its owner; armed anew when it is resumed. */
  PAUSED: 'PAUSED',
  /** Its time ran out. Not stored: it follows from `expiresAt`. */
  EXPIRED: 'EXPIRED',
} as const;
export type AlertStatus = (typeof AlertStatus)[keyof typeof AlertStatus];

/** Where the figure was last seen of the threshold. */
export const Side = { HIGH: 'HIGH', LOW: 'LOW' } as const;
export type Side = (typeof Side)[keyof typeof Side];

/** Measures of an instrument; the others are of a portfolio or an account. */
const OF_INSTRUMENT: readonly AlertMeasure[] = ['PRICE', 'PRICE_CHANGE', 'DAY_MOVE', 'NAV_LATE', 'PRICE_STALE'];
/** Those that only get worse by growing. */
const ABOVE_ONLY: readonly AlertMeasure[] = ['DRAWDOWN', 'NAV_LATE', 'PRICE_STALE'];
const CHANGES: readonly AlertMeasure[] = ['PRICE_CHANGE', 'VALUE_CHANGE'];

export const isOfInstrument = (measure: AlertMeasure): boolean => OF_INSTRUMENT.includes(measure);
export const isAboveOnly = (measure: AlertMeasure): boolean => ABOVE_ONLY.includes(measure);
/** Whether it is measured against a figure noted when it was armed. */
export const isChange = (measure: AlertMeasure): boolean => CHANGES.includes(measure);

/** What a step depends on. */
export interface RuleState {
  readonly measure: AlertMeasure;
  readonly condition: AlertCondition;
  readonly threshold: Decimal;
  /** How far beyond the threshold the figure must go back before the rule fires again, in the threshold's unit. */
  readonly hysteresis: Decimal;
  readonly isRepeating: boolean;
  readonly status: AlertStatus;
  /** Of a CROSSES rule; null until a figure was seen. */
  readonly side: Side | null;
  /** What a change is measured against; null until a figure was seen. */
  readonly reference: Decimal | null;
  readonly firedCount: number;
}

/** A person's wish to be told, and how far it has come. */
export class AlertRule implements RuleState {
  readonly id: AlertRuleId;
  readonly userId: UserId;
  readonly measure: AlertMeasure;
  readonly instrumentId: InstrumentId | null;
  readonly portfolioId: PortfolioId | null;
  readonly accountId: AccountId | null;
  readonly createdAt: Date;
  name: string;
  note: string | null;
  condition: AlertCondition;
  threshold: Decimal;
  hysteresis: Decimal;
  isRepeating: boolean;
  expiresAt: Date | null;
  channels: readonly AlertChannel[];
  /** Of what the person decides; an amendment needs the one it was made on. */
  version: number;
  status: AlertStatus;
  side: Side | null;
  reference: Decimal | null;
  /** The day whose units the threshold of a PRICE and the reference of a PRICE_CHANGE are for; null where there are none. */
  unitDay: Day | null;
  /** The highest value seen, of a DRAWDOWN rule. */
  peak: Decimal | null;
  /** How the highest value came about; null where that was not kept. */
  highs: readonly High[] | null;
  /** The last entry that has moved it; null where there is none. */
  peakOrdinal: number | null;
  /** What the reference and the highest value are in; null of an instrument. */
  currency: Currency | null;
  /** Counts the times it was armed: with the id it names a firing, which therefore happens once. */
  arming: number;
  /** When the newest price that moved it was observed, or was known when it was made; no older one counts. Milliseconds; 0: none. */
  observedMs: number;
  firedCount: number;
  lastFiredAt: Date | null;
  updatedAt: Date;

  constructor(
    props: Pick<
      AlertRule,
      | 'id'
      | 'userId'
      | 'measure'
      | 'instrumentId'
      | 'portfolioId'
      | 'accountId'
      | 'createdAt'
      | 'name'
      | 'note'
      | 'condition'
      | 'threshold'
      | 'hysteresis'
      | 'isRepeating'
      | 'expiresAt'
      | 'channels'
      | 'observedMs'
      | 'unitDay'
      | 'currency'
    >,
  ) {
    this.id = props.id;
    this.userId = props.userId;
    this.measure = props.measure;
    this.instrumentId = props.instrumentId;
    this.portfolioId = props.portfolioId;
    this.accountId = props.accountId;
    this.createdAt = props.createdAt;
    this.name = props.name;
    this.note = props.note;
    this.condition = props.condition;
    this.threshold = props.threshold;
    this.hysteresis = props.hysteresis;
    this.isRepeating = props.isRepeating;
    this.expiresAt = props.expiresAt;
    this.channels = props.channels;
    this.version = 1;
    this.status = AlertStatus.ARMED;
    this.side = null;
    this.reference = null;
    this.unitDay = props.unitDay;
    this.peak = null;
    this.highs = null;
    this.peakOrdinal = null;
    this.currency = props.currency;
    this.arming = 1;
    this.observedMs = props.observedMs;
    this.firedCount = 0;
    this.lastFiredAt = null;
    this.updatedAt = props.createdAt;
  }
}

/** A firing: what was seen, kept for ever in the person's history. */
export class Alert {
  readonly id: AlertId;
  readonly userId: UserId;
  readonly ruleId: AlertRuleId;
  readonly arming: number;
  readonly name: string;
  readonly measure: AlertMeasure;
  readonly condition: AlertCondition;
  readonly threshold: Decimal;
  /** As the person set it, where a split since had moved it along. */
  readonly setThreshold: Decimal | null;
  readonly value: Decimal;
  /** In words. */
  readonly message: string;
  readonly instrumentId: InstrumentId | null;
  readonly portfolioId: PortfolioId | null;
  readonly accountId: AccountId | null;
  readonly firedAt: Date;
  readAt: Date | null;

  constructor(props: Omit<Alert, 'readAt'>) {
    this.id = props.id;
    this.userId = props.userId;
    this.ruleId = props.ruleId;
    this.arming = props.arming;
    this.name = props.name;
    this.measure = props.measure;
    this.condition = props.condition;
    this.threshold = props.threshold;
    this.setThreshold = props.setThreshold;
    this.value = props.value;
    this.message = props.message;
    this.instrumentId = props.instrumentId;
    this.portfolioId = props.portfolioId;
    this.accountId = props.accountId;
    this.firedAt = props.firedAt;
    this.readAt = null;
  }
}

export const DeliveryStatus = {
  /** On its way, or to be tried again. */
  PENDING: 'PENDING',
  DELIVERED: 'DELIVERED',
  /** Given up. */
  FAILED: 'FAILED',
} as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

/** One way a firing goes out. Written with the firing; its id goes along, so that who gets it twice can tell. */
export class AlertDelivery {
  readonly id: string;
  readonly alertId: AlertId;
  readonly userId: UserId;
  readonly channel: AlertChannel;
  /** Null for an e-mail. */
  readonly webhookId: AlertWebhookId | null;
  status: DeliveryStatus;
  attempts: number;
  /** Claimed by an instance, until `dueAt` at the latest. */
  isUnderWay: boolean;
  /** When it is tried next. */
  dueAt: Date;
  deliveredAt: Date | null;
  lastError: string | null;

  constructor(props: Pick<AlertDelivery, 'id' | 'alertId' | 'userId' | 'channel' | 'webhookId' | 'dueAt'>) {
    this.id = props.id;
    this.alertId = props.alertId;
    this.userId = props.userId;
    this.channel = props.channel;
    this.webhookId = props.webhookId;
    this.status = DeliveryStatus.PENDING;
    this.attempts = 0;
    this.isUnderWay = false;
    this.dueAt = props.dueAt;
    this.deliveredAt = null;
    this.lastError = null;
  }
}

/** An address of the person's own that firings are posted to. */
export class AlertWebhook {
  readonly id: AlertWebhookId;
  readonly userId: UserId;
  readonly url: string;
  /** Signs what is sent; shown once, when it is made. */
  secret: string;
  readonly createdAt: Date;
  /** Since when every attempt has failed; null when the last one did not. */
  failingSince: Date | null;
  /** Set when it failed for too long; nothing is sent until it is enabled again. */
  disabledAt: Date | null;
  lastError: string | null;

  constructor(props: Pick<AlertWebhook, 'id' | 'userId' | 'url' | 'secret' | 'createdAt'>) {
    this.id = props.id;
    this.userId = props.userId;
    this.url = props.url;
    this.secret = props.secret;
    this.createdAt = props.createdAt;
    this.failingSince = null;
    this.disabledAt = null;
    this.lastError = null;
  }
}

/** What a rule waits for: a figure that reaches a level, coming from below or from above. */
export interface Wait {
  readonly isRising: boolean;
  readonly level: Decimal;
  /** Whether the level itself does not count yet. */
  readonly isStrict: boolean;
  readonly leadsTo: 'FIRED' | 'REARMED';
}

export type Step =
  /** Put where a figure puts it, without a firing: by the first one of a rule that needs it to start from, or by one that takes another's place. */
  | { readonly kind: 'PLACED'; readonly status: AlertStatus; readonly side: Side | null; readonly reference: Decimal | null }
  | { readonly kind: 'FIRED'; readonly status: AlertStatus; readonly side: Side | null; readonly reference: Decimal | null }
  | { readonly kind: 'REARMED' };

/** What the rule waits for; null when it must see a figure first, or is done. */
export function waitOf(rule: RuleState): Wait | null {
  const { condition, side, status, firedCount } = rule;
  if (status === AlertStatus.DONE || isUnplaced(rule)) return null;
  const level = levelOf(rule);
  if (status === AlertStatus.WAITING) {
    const isRising = condition === AlertCondition.BELOW;
    return { isRising, level: beyond(level, rule.hysteresis, isRising), isStrict: true, leadsTo: 'REARMED' };
  }
  if (condition !== AlertCondition.CROSSES) {
    return { isRising: condition === AlertCondition.ABOVE, level, isStrict: false, leadsTo: 'FIRED' };
  }
  const isRising = side === Side.LOW;
  // The first crossing is at the threshold; from then on the hysteresis keeps a figure that trembles there from firing each time.
  const isClose = firedCount === 0 || rule.hysteresis.isZero();
  return {
    isRising,
    level: isClose ? level : beyond(level, rule.hysteresis, isRising),
    isStrict: !isRising || !isClose,
    leadsTo: 'FIRED',
  };
}

/** What a figure does to the rule; null when nothing. */
export function stepOf(rule: RuleState, figure: Decimal): Step | null {
  if (rule.status === AlertStatus.DONE) return null;
  if (isUnplaced(rule)) {
    const reference = isChange(rule.measure) ? figure : null;
    if (reference?.lte(0)) return null;
    const threshold = levelOf({ ...rule, reference });
    const side = rule.condition === AlertCondition.CROSSES ? sideOf(figure, threshold) : null;
    return { kind: 'PLACED', status: rule.status, side, reference };
  }
  const wait = waitOf(rule);
  if (!wait || !isReached(wait, figure)) return null;
  if (wait.leadsTo === 'REARMED') return { kind: 'REARMED' };
  return { kind: 'FIRED', ...afterFiring(rule, figure, wait) };
}

/**
 * What a figure does to a rule that was moved by another whose place it takes, because that was withdrawn or corrected. The rule goes where
 * it would be without the other: what had fired does not fire again, and may when the figure next comes there.
 */
export function revisedStepOf(rule: RuleState, figure: Decimal): Step | null {
  const { status, reference, isRepeating, firedCount } = rule;
  if (isChange(rule.measure)) {
    const isSame = figure.lte(0) || reference?.eq(figure);
    return isSame ? null : { kind: 'PLACED', status, side: null, reference: figure };
  }
  const step = stepOf(rule, figure);
  if (step?.kind !== 'FIRED') return step;
  if (rule.condition === AlertCondition.CROSSES) {
    return { kind: 'PLACED', status, side: rule.side === Side.LOW ? Side.HIGH : Side.LOW, reference };
  }
  return isRepeating && firedCount > 0 ? { ...step, kind: 'PLACED' } : step;
}

function afterFiring(rule: RuleState, figure: Decimal, { isRising }: Wait) {
  const { side, reference, isRepeating } = rule;
  if (!isRepeating) return { status: AlertStatus.DONE, side, reference };
  // A change is measured from where it was last told of; it fires again after as much again.
  if (isChange(rule.measure) && figure.gt(0)) return { status: AlertStatus.ARMED, side: null, reference: figure };
  if (rule.condition === AlertCondition.CROSSES) return { status: AlertStatus.ARMED, side: isRising ? Side.HIGH : Side.LOW, reference };
  return { status: AlertStatus.WAITING, side, reference };
}

export function isReached({ isRising, level, isStrict }: Wait, figure: Decimal): boolean {
  const order = figure.cmp(level);
  return isStrict && order === 0 ? false : isRising ? order >= 0 : order <= 0;
}

/** How far a value lies below its highest, as a fraction; null without a highest above nothing. */
export function drawdownOf(value: Decimal, peak: Decimal): Decimal | null {
  if (peak.lte(0)) return null;
  return value.gte(peak) ? ZERO : ONE.minus(value.div(peak));
}

export function statusAt({ status, expiresAt }: Pick<AlertRule, 'status' | 'expiresAt'>, now: Date): AlertStatus {
  return status !== AlertStatus.DONE && status !== AlertStatus.PAUSED && expiresAt !== null && expiresAt <= now
    ? AlertStatus.EXPIRED
    : status;
}

function isUnplaced({ measure, condition, side, reference }: RuleState): boolean {
  if (isChange(measure)) return reference === null;
  return condition === AlertCondition.CROSSES && side === null;
}

/** The figure at which the rule fires: the threshold itself, or for a change what it comes to. */
function levelOf({ measure, threshold, reference }: Pick<RuleState, 'measure' | 'threshold' | 'reference'>): Decimal {
  return isChange(measure) && reference ? reference.times(threshold.plus(1)) : threshold;
}

function sideOf(figure: Decimal, threshold: Decimal): Side {
  return figure.gte(threshold) ? Side.HIGH : Side.LOW;
}

function beyond(level: Decimal, hysteresis: Decimal, isRising: boolean): Decimal {
  return isRising ? level.plus(hysteresis) : level.minus(hysteresis);
}
