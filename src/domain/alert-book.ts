/**
 * Every rule that may still fire, by what it is about and by the level it waits for. Invariant: a rule lies in one lane at most,
 * at the level its state waits for; what a figure does to it is `stepOf`, so that the same figures in the same order, on whatever
 * instance, make the same moves.
 */
import {
  AlertMeasure,
  type AlertRule,
  AlertStatus,
  drawdownOf,
  type RuleState,
  revisedStepOf,
  type Step,
  stepOf,
  waitOf,
} from './alert.js';
import type { Currency } from './currency.js';
import { type Day, dayIn } from './day.js';
import { Decimal, formatDecimal, MONEY_SCALE, PRICE_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { Fraction } from './fx.js';
import { endedBefore, type High, risen } from './high.js';
import { convert } from './holding.js';
import type { AlertRuleId } from './ids.js';
import type { LedgerPlace } from './ledger-news.js';
import type { Bounds, Estimate } from './live-estimate.js';
import { type InstrumentSplit, perLastUnit, perUnitOf } from './split.js';
import { ThresholdIndex, type Waiting } from './threshold-index.js';

/** How close doubles may come to a decimal before only decimals tell. */
const TOLERANCE = 1e-12;

/** A rule as it is kept in memory: exact figures as text, because a million rules are kept and few of them looked at. */
export interface WatchedRule extends Waiting {
  readonly id: AlertRuleId;
  /** Of an instrument, a portfolio or an account. */
  readonly subjectId: string;
  readonly measure: AlertMeasure;
  readonly condition: AlertRule['condition'];
  readonly threshold: string;
  readonly hysteresis: string;
  readonly isRepeating: boolean;
  readonly version: number;
  /** Milliseconds; Infinity for never. */
  readonly expiresMs: number;
  /** When it was made, amended or resumed. */
  readonly armedMs: number;
  status: AlertStatus;
  side: AlertRule['side'];
  reference: string | null;
  /** When the reference was set. */
  referenceMs: number;
  unitDay: Day | null;
  peak: string | null;
  /** How it came about: the last one has it. */
  highs: readonly High[];
  peakOrdinal: number | null;
  currency: Currency | null;
  arming: number;
  observedMs: number;
  firedCount: number;
}

/** What is measured of a subject: rules of several measures may wait for one figure. */
export type FigureName = 'PRICE' | 'DAY_MOVE' | 'VALUE' | 'GAIN' | 'GAIN_RATIO' | 'NAV_LATE' | 'PRICE_STALE';

/** What a step did to a rule, and what it came from. */
export interface Move {
  readonly rule: WatchedRule;
  readonly step: Step;
  /** The arming it happened in, and the price that had moved it last. */
  readonly arming: number;
  readonly fromObservedMs: number;
  /** Since when there was something to tell: what moved it was received and it was armed. Null where nothing that was received moved it. */
  readonly sinceMs: number | null;
  /** Of a price, both are for the units behind all splits there are. */
  readonly figure: Decimal;
  readonly threshold: Decimal;
}

export interface Moment {
  /** When the price was observed; 0 for a valuation, which is always of now. */
  readonly observedMs: number;
  readonly nowMs: number;
  /** When the price, or the first one that a valuation is due for, was received; absent where only time has passed. */
  readonly receivedMs?: number;
  /** Of a price: the day whose units it is for. */
  readonly unitDay?: Day;
  /** The price takes the place of a later one, which was withdrawn. */
  readonly isReturn?: boolean;
}

/** What the ledger alone has done to a value, at the same prices. */
export interface LedgerChange {
  /** As it was, if somebody has looked; without what was recorded since; and with what was paid in and out of that. */
  readonly before: Decimal | null;
  readonly known: Decimal;
  readonly paid: Decimal;
  /** Accounts came or went, with what they are worth. */
  readonly isOfOthers: boolean;
}

/** What is kept of a highest value. */
export type Peak = Pick<WatchedRule, 'id' | 'version' | 'peak' | 'highs' | 'peakOrdinal' | 'reference' | 'currency'>;

interface Lane {
  readonly waiting: ThresholdIndex<WatchedRule>;
  /** Those that must see a figure before they can wait for one. */
  readonly unplaced: Set<WatchedRule>;
}

interface Subject {
  readonly lanes: Map<FigureName, Lane>;
  /** Each with whether it waits for a drawdown that grows. */
  readonly drawdowns: Map<WatchedRule, boolean>;
  /** What its value is in; null until it was read. */
  currency: Currency | null;
  rules: number;
}

export class AlertBook {
  private readonly rules = new Map<AlertRuleId, WatchedRule>();
  private readonly subjects = new Map<string, Subject>();
  /** Rules whose highest value, or what goes with it, has changed since it was last asked for. */
  private readonly raised = new Set<WatchedRule>();

  constructor(private readonly splitsOf: (subjectId: string) => readonly InstrumentSplit[] = () => []) {}

  get size(): number {
    return this.rules.size;
  }

  has(subjectId: string): boolean {
    return this.subjects.has(subjectId);
  }

  /** Whether any rule looks at this figure of the subject. */
  hasLane(subjectId: string, name: FigureName): boolean {
    return this.subjects.get(subjectId)?.lanes.has(name) ?? false;
  }

  subjectIds(): IterableIterator<string> {
    return this.subjects.keys();
  }

  rule(id: AlertRuleId): WatchedRule | undefined {
    return this.rules.get(id);
  }

  /** Puts a rule in, in place of what was known of it. */
  put(rule: WatchedRule): void {
    const known = this.rules.get(rule.id);
    const isRaised = known && this.raised.has(known);
    this.remove(rule.id);
    if (rule.status === AlertStatus.DONE) return;
    this.place(this.enter(rule), rule);
    if (isRaised) this.raised.add(rule);
  }

  /** As `put` of each, for an empty book. */
  fill(rules: Iterable<WatchedRule>): void {
    const waiting = new Map<Lane, { item: WatchedRule; isRising: boolean }[]>();
    for (const rule of rules) {
      if (rule.status === AlertStatus.DONE) continue;
      const subject = this.enter(rule);
      const wait = this.settle(subject, rule);
      if (!wait) continue;
      const lane = laneOf(subject, rule.measure);
      const known = waiting.get(lane);
      if (known) known.push({ item: rule, isRising: wait.isRising });
      else waiting.set(lane, [{ item: rule, isRising: wait.isRising }]);
    }
    for (const [lane, items] of waiting) lane.waiting.addAll(items);
  }

  remove(id: AlertRuleId): void {
    const rule = this.rules.get(id);
    if (!rule) return;
    const subject = this.subjects.get(rule.subjectId) as Subject;
    this.displace(subject, rule);
    this.leave(subject, rule);
  }

  /** Shows a figure of a subject to the rules that wait for it; gives their moves in order. */
  look(subjectId: string, name: FigureName, figure: Decimal, moment: Moment): Move[] {
    const lane = this.subjects.get(subjectId)?.lanes.get(name);
    if (!lane) return [];
    const moves: Move[] = [];
    const level = this.levelOf(subjectId, figure, moment.unitDay);
    // What the other had moved may wait for anything.
    const seen = [...lane.unplaced, ...(moment.isReturn ? lane.waiting.takeAll() : lane.waiting.take(level))];
    lane.unplaced.clear();
    for (const rule of seen) this.show(rule, figure, moment, moves);
    return moves;
  }

  /** Lets the rules of an instrument wait for what they come to by its splits as they are now. */
  resettle(subjectId: string): void {
    const subject = this.subjects.get(subjectId);
    for (const rule of subject?.lanes.get('PRICE')?.waiting.takeAll() ?? []) this.place(subject as Subject, rule);
  }

  /** Shows what a subject is worth to its rules of a drawdown; a new highest is noted without a move. */
  lookAtDrawdown(subjectId: string, value: Decimal, moment: Moment & { readonly ordinal: number }): Move[] {
    const moves: Move[] = [];
    for (const rule of [...(this.subjects.get(subjectId)?.drawdowns.keys() ?? [])]) {
      if (rule.peak === null || value.gt(rule.peak))
        this.raise(rule, risen(rule.highs, formatDecimal(value), moment.nowMs), moment.ordinal);
      const drawdown = drawdownOf(value, new Decimal(rule.peak as string));
      if (drawdown) this.show(rule, drawdown, moment, moves);
    }
    return moves;
  }

  /** Whether nothing of the subject's rules would change, whatever its figures are within these bounds. */
  isQuiet(subjectId: string, { value, gain, cost }: Estimate): boolean {
    const subject = this.subjects.get(subjectId);
    if (!subject) return true;
    for (const [name, { waiting, unplaced }] of subject.lanes) {
      const bounds = name === 'VALUE' ? value : name === 'GAIN' ? gain : name === 'GAIN_RATIO' ? ratioOf(gain, cost) : null;
      if (unplaced.size > 0 || !bounds || !waiting.isQuiet(bounds)) return false;
    }
    for (const [rule, isRising] of subject.drawdowns) if (!isAtRest(rule, isRising, value)) return false;
    return true;
  }

  /**
   * What was paid in or out moves the highest value along with the value itself; what was earned or spent does not. What an entry that
   * was corrected takes away, or a split, was never there; what it gives back was not paid in.
   * @param changeSince null while it is not known what the subject is worth: it is asked for again with the next change
   */
  followLedger(subjectId: string, ordinal: number, changeSince: (place: LedgerPlace) => LedgerChange | null): void {
    for (const rule of this.subjects.get(subjectId)?.drawdowns.keys() ?? []) {
      if (rule.peak === null) continue;
      const change = changeSince({ ordinal: rule.peakOrdinal ?? ordinal, since: dayIn('UTC', new Date(rule.armedMs)) });
      if (!change) continue;
      const { before, known, paid, isOfOthers } = change;
      const corrected = (peak: Decimal) => (before && (isOfOthers || known.lt(before)) ? moved(peak, before, known) : peak);
      const highs = rule.highs.map((high) => ({ ...high, peak: formatDecimal(moved(corrected(new Decimal(high.peak)), known, paid)) }));
      if (rule.peakOrdinal !== ordinal || highs.at(-1)?.peak !== rule.peak) this.raise(rule, highs, ordinal);
    }
  }

  /** Says in another currency what a value is measured against. @param cross null while no rate is known: what cannot be said is not changed */
  revalue(subjectId: string, currency: Currency, cross: (from: Currency, to: Currency) => Fraction | null): void {
    const subject = this.subjects.get(subjectId);
    if (!subject || subject.currency === currency) return;
    subject.currency = currency;
    const values = subject.lanes.get('VALUE');
    for (const rule of [...(values?.waiting.takeAll() ?? []), ...(values?.unplaced ?? []), ...subject.drawdowns.keys()]) {
      const rate = rule.currency === currency ? null : cross(rule.currency ?? currency, currency);
      if (rate) {
        const said = (text: string | null) => text && formatDecimal(convert(new Decimal(text), rate));
        const highs = rule.highs.map((high) => ({ ...high, peak: said(high.peak) as string }));
        Object.assign(rule, { peak: said(rule.peak), highs, reference: said(rule.reference), currency });
        this.raised.add(rule);
      }
      this.place(subject, rule);
    }
  }

  /**
   * A price that counted in its value was wrong: what was highest since it came was not, and what a change is measured against since
   * is what the value is without it.
   */
  takeBack(subjectId: string, sinceMs: number): void {
    const subject = this.subjects.get(subjectId);
    for (const rule of subject?.drawdowns.keys() ?? []) {
      const highs = endedBefore(rule.highs, sinceMs);
      if (highs.length < rule.highs.length) this.raise(rule, highs, rule.peakOrdinal);
    }
    for (const rule of subject?.lanes.get('VALUE')?.waiting.takeAll() ?? []) {
      if (rule.measure === AlertMeasure.VALUE_CHANGE && rule.referenceMs >= sinceMs) rule.reference = null;
      this.place(subject as Subject, rule);
    }
  }

  get hasNewPeaks(): boolean {
    return this.raised.size > 0;
  }

  /** The highest values that have changed since this was last asked. */
  takePeaks(): Peak[] {
    const peaks = [...this.raised].map(({ id, version, peak, highs, peakOrdinal, reference, currency }) => {
      return { id, version, peak, highs, peakOrdinal, reference, currency };
    });
    this.raised.clear();
    return peaks;
  }

  private raise(rule: WatchedRule, highs: readonly High[], ordinal: number | null): void {
    rule.highs = highs;
    rule.peak = highs.at(-1)?.peak ?? null;
    rule.peakOrdinal = ordinal;
    this.raised.add(rule);
  }

  private show(rule: WatchedRule, figure: Decimal, moment: Moment, moves: Move[]): void {
    const subject = this.subjects.get(rule.subjectId) as Subject;
    if (rule.expiresMs <= moment.nowMs) return this.leave(subject, rule);
    const state = stateOf(rule, moment.unitDay, this.splitsOf(rule.subjectId));
    const step = stepBy(rule, state, figure, moment);
    const observedMs = Math.max(rule.observedMs, moment.observedMs);
    if (step) {
      const shown = this.shownOf(rule, figure, moment);
      const { receivedMs } = moment;
      const sinceMs = receivedMs === undefined ? null : Math.max(receivedMs, rule.armedMs);
      moves.push({ rule, step, arming: rule.arming, fromObservedMs: rule.observedMs, sinceMs, ...shown });
      advance(rule, step, observedMs, moment);
      if (rule.status === AlertStatus.DONE) return this.leave(subject, rule);
    }
    this.place(subject, rule);
  }

  private enter(rule: WatchedRule): Subject {
    const subject = this.subjects.get(rule.subjectId) ?? { lanes: new Map(), drawdowns: new Map(), currency: null, rules: 0 };
    this.subjects.set(rule.subjectId, subject);
    this.rules.set(rule.id, rule);
    subject.rules += 1;
    return subject;
  }

  private leave(subject: Subject, rule: WatchedRule): void {
    subject.drawdowns.delete(rule);
    this.raised.delete(rule);
    this.rules.delete(rule.id);
    subject.rules -= 1;
    if (subject.rules === 0) this.subjects.delete(rule.subjectId);
  }

  private place(subject: Subject, rule: WatchedRule): void {
    const wait = this.settle(subject, rule);
    if (wait) laneOf(subject, rule.measure).waiting.add(rule, wait.isRising);
  }

  /** Gives the rule its level; null when it is not looked up by level. */
  private settle(subject: Subject, rule: WatchedRule): { readonly isRising: boolean } | null {
    const wait = waitOf(stateOf(rule));
    if (rule.measure === AlertMeasure.DRAWDOWN) {
      rule.level = wait ? wait.level.toNumber() : Number.NaN;
      subject.drawdowns.set(rule, wait?.isRising ?? true);
      return null;
    }
    if (!wait) {
      laneOf(subject, rule.measure).unplaced.add(rule);
      return null;
    }
    rule.level = this.levelOf(rule.subjectId, wait.level, rule.unitDay);
    return wait;
  }

  private shownOf(
    { measure, subjectId, threshold, unitDay }: WatchedRule,
    figure: Decimal,
    moment: Moment,
  ): Pick<Move, 'figure' | 'threshold'> {
    const splits = this.splitsOf(subjectId);
    const price = (value: Decimal, from: Day | null = null) =>
      from ? roundHalfEven(perLastUnit(value, splits, from), PRICE_SCALE) : value;
    return {
      figure: price(figure, moment.unitDay),
      threshold: price(new Decimal(threshold), measure === AlertMeasure.PRICE ? unitDay : null),
    };
  }

  /** Prices of different days wait, and are looked up, for the same units. */
  private levelOf(subjectId: string, figure: Decimal, unitDay: Day | null | undefined): number {
    return (unitDay ? perLastUnit(figure, this.splitsOf(subjectId), unitDay) : figure).toNumber();
  }

  private displace(subject: Subject, rule: WatchedRule): void {
    if (rule.measure === AlertMeasure.DRAWDOWN) return;
    const lane = laneOf(subject, rule.measure);
    if (!lane.unplaced.delete(rule)) lane.waiting.remove(rule);
  }
}

/** A highest value, with what is paid in or out. Where nothing was left it starts from what there is now. */
function moved(peak: Decimal, before: Decimal, after: Decimal): Decimal {
  if (after.lte(0)) return after.eq(before) ? peak : after;
  return before.gt(0) ? peak.times(after).div(before).toDecimalPlaces(MONEY_SCALE) : peak;
}

/** A price that is older than what the rule was moved by, or than the rule, says nothing new; one of the same moment corrects it. */
function stepBy(rule: WatchedRule, state: RuleState, figure: Decimal, { observedMs, isReturn = false }: Moment): Step | null {
  if (observedMs > rule.observedMs || (observedMs === rule.observedMs && !isPriced(rule.measure))) return stepOf(state, figure);
  const hasMoved = rule.firedCount > 0 || rule.side !== null || rule.reference !== null;
  const isInstead = isReturn || (observedMs === rule.observedMs && hasMoved);
  return isInstead && isPriced(rule.measure) ? revisedStepOf(state, figure) : null;
}

/** Null where the cost may be nothing, or less. */
function ratioOf(gain: Bounds, cost: Bounds): Bounds | null {
  if (!(cost.low > 0)) return null;
  const ratios = [gain.low / cost.low, gain.low / cost.high, gain.high / cost.low, gain.high / cost.high];
  return { low: Math.min(...ratios), high: Math.max(...ratios) };
}

/** Whether a value within these bounds is no new highest, and no drawdown that the rule waits for. */
function isAtRest({ peak: text, level }: WatchedRule, isRising: boolean, { low, high }: Bounds): boolean {
  const peak = Number(text);
  if (!(peak > 0 && high < peak * (1 - TOLERANCE))) return false;
  return isRising ? 1 - low / peak < level - TOLERANCE : 1 - high / peak > level + TOLERANCE;
}

function laneOf(subject: Subject, measure: AlertMeasure): Lane {
  const name = figureOf(measure);
  const lane = subject.lanes.get(name) ?? { waiting: new ThresholdIndex(), unplaced: new Set() };
  subject.lanes.set(name, lane);
  return lane;
}

/** A change waits for the price or value it comes to. */
function figureOf(measure: AlertMeasure): FigureName {
  if (measure === AlertMeasure.PRICE_CHANGE) return 'PRICE';
  if (measure === AlertMeasure.VALUE_CHANGE || measure === AlertMeasure.DRAWDOWN) return 'VALUE';
  return measure;
}

function isPriced(measure: AlertMeasure): boolean {
  return measure === AlertMeasure.PRICE || measure === AlertMeasure.PRICE_CHANGE || measure === AlertMeasure.DAY_MOVE;
}

/** @param unitDay the day whose units it is compared with a price of; without one, its own */
function stateOf(rule: WatchedRule, unitDay = rule.unitDay, splits: readonly InstrumentSplit[] = []): RuleState {
  const from = rule.unitDay;
  const price = (text: string) => (from && unitDay ? perUnitOf(unitDay, new Decimal(text), splits, from) : new Decimal(text));
  const asked = (text: string) => (rule.measure === AlertMeasure.PRICE ? price(text) : new Decimal(text));
  return {
    measure: rule.measure,
    condition: rule.condition,
    threshold: asked(rule.threshold),
    hysteresis: rule.hysteresis === '0' ? ZERO : asked(rule.hysteresis),
    isRepeating: rule.isRepeating,
    status: rule.status,
    side: rule.side,
    reference: rule.reference === null ? null : price(rule.reference),
    firedCount: rule.firedCount,
  };
}

function advance(
  rule: WatchedRule,
  step: Step,
  observedMs: number,
  { nowMs, unitDay = null }: Pick<Moment, 'nowMs'> & { readonly unitDay?: Day | null },
): void {
  rule.observedMs = observedMs;
  if (step.kind === 'REARMED') {
    rule.status = AlertStatus.ARMED;
    return;
  }
  rule.side = step.side;
  const reference = step.reference === null ? null : formatDecimal(step.reference);
  if (reference !== null) rule.unitDay = unitDay;
  if (reference !== rule.reference) rule.referenceMs = nowMs;
  rule.reference = reference;
  rule.status = step.status;
  if (step.kind === 'PLACED') return;
  rule.arming += 1;
  rule.firedCount += 1;
}
