/**
 * What the units of a `UnitLedger` are worth at the end of a day, and what those of the day before are at the rates of today.
 * What did not change since the day before is not worked out again. Invariant: the figures are those of `DayValuer`.
 */
import type { Currency } from './currency.js';
import { type Day, dayNumber } from './day.js';
import { divideHalfEven, PRICE_SCALE, QUANTITY_SCALE } from './decimal.js';
import { isDelistedOn } from './delisting.js';
import { Freshness, freshnessOn, isStaleConversion } from './freshness.js';
import type { DatedFraction } from './fx.js';
import type { AccountId, InstrumentId } from './ids.js';
import { type Instrument, InstrumentKind } from './instrument.js';
import type { InstrumentSums } from './instrument-sums.js';
import { type DayMarket, type PricePoint, SeriesPrice } from './market-series.js';
import type { Members } from './membership.js';
import { splitsSince } from './position.js';
import { Adjustment } from './quote.js';
import { powerOfTen, type Rational } from './rational.js';
import { converted, exactRate, scaled } from './scaled.js';
import type { UnitRatio } from './split.js';
import type { UnitLedger, UnitPosition } from './unit-ledger.js';
import type { Instruments } from './valuation.js';
import { nearest, type Whole, WholeSum } from './whole-sum.js';

/** A conversion into the base currency. */
interface Rate {
  readonly fraction: DatedFraction;
  readonly exact: Rational;
  readonly double: number;
}

/** A currency and its conversion on the day it was last asked for. */
interface Conversion {
  readonly currency: Currency;
  /** The turn it was looked up in, so that each is looked up once a day. */
  turn: number;
  rate: Rate | null;
  /** The turn its age was looked at in, and what was found. */
  agedTurn: number;
  isStale: boolean;
}

/** A position that is open, and what it was worth when it was last worked out; amounts at MONEY_SCALE. */
interface Slot {
  readonly position: UnitPosition;
  readonly instrument: Instrument;
  readonly conversion: Conversion;
  readonly multiplier: Rational;
  /** Units by multiplier. */
  units: number;
  /** Undefined when something of the position changed. */
  point: PricePoint | null | undefined;
  rate: Rate | null;
  /** What it was worked out from, kept because the position moves on before another rate is asked about. */
  held: bigint;
  lastTradePrice: bigint | null;
  unit: UnitRatio;
  /** In the instrument's currency and not rounded, as near as a double comes; 0 without a price. */
  local: number;
  value: Whole | null;
  /** The number of the day up to which it is stale on none, and of one from which it is stale on each, as far as that is known. */
  freshUntil: number;
  staleFrom: number;
  /** What `local` was at the end of the day before, and whether it was open then. */
  before: number;
  wasOpen: boolean;
}

export interface UnitValuation {
  readonly total: bigint;
  readonly marketValue: bigint;
  readonly cash: bigint;
  readonly isPartial: boolean;
  /** The currencies of what is left out of the total for want of a rate. */
  readonly withoutRate: ReadonlySet<Currency>;
}

export class UnitValuer {
  private slots: Slot[] = [];
  private readonly byPosition = new Map<UnitPosition, Slot>();
  /** Closed on the day valued last. */
  private readonly closed = new Map<UnitPosition, Slot>();
  private readonly conversions = new Map<Currency, Conversion>();
  private market: DayMarket | null = null;
  private turn = 0;

  constructor(
    private readonly scope: {
      readonly baseCurrency: Currency;
      readonly members: Members;
      readonly instruments: Instruments;
    },
    private readonly ledger: UnitLedger,
  ) {}

  /** Turns to the prices and rates of a day. */
  turnTo(market: DayMarket): void {
    this.market = market;
    this.turn += 1;
  }

  /** What is held of each instrument on the day valued last, as far as it has a value. */
  *byInstrument(accountIds: ReadonlySet<AccountId>): Generator<{ accountId: AccountId; instrumentId: InstrumentId; value: bigint }> {
    for (const { position, value } of this.slots) {
      const { accountId, instrumentId } = position;
      if (value !== null && accountIds.has(accountId)) yield { accountId, instrumentId, value: BigInt(value) };
    }
  }

  /** What each account came to on the day valued last; one without units and cash is not in it. */
  byAccount(accountIds: ReadonlySet<AccountId>): Map<AccountId, bigint> {
    const values = new Map<AccountId, bigint>();
    const add = (accountId: AccountId, amount: bigint) => values.set(accountId, (values.get(accountId) ?? 0n) + amount);
    for (const { position, value } of this.slots) if (accountIds.has(position.accountId)) add(position.accountId, BigInt(value ?? 0n));
    for (const accountId of accountIds) {
      for (const [currency, amount] of this.ledger.cash.get(accountId) ?? []) {
        const rate = this.rate(currency);
        if (amount !== 0n) add(accountId, rate ? converted(amount, rate.exact) : 0n);
      }
    }
    return values;
  }

  /** What was valued on the day before, at the rates of this one; what has none is left out. */
  atRatesOfDay(accountIds: ReadonlySet<AccountId>, sums: InstrumentSums | null): { readonly sum: bigint; readonly isPartial: boolean } {
    const sum = new WholeSum();
    let isPartial = false;
    for (const slot of this.slots) {
      const { position, instrument, conversion, value } = slot;
      if (value === null || !accountIds.has(position.accountId)) continue;
      if (instrument.currency === this.scope.baseCurrency) {
        sum.add(value);
        sums?.row(instrument.id);
        continue;
      }
      const rate = this.rateOf(conversion);
      // What did not move makes no gain, and need not be worked out.
      const now = rate === slot.rate ? value : rate ? valueAt(slot, rate) : 0;
      sum.add(now);
      sums?.addRateGain(instrument.id, now, value);
      if (!rate) isPartial = true;
    }
    return { sum: sum.total(), isPartial };
  }

  /** Of the ledger as it stands now, for those of the members who are given. */
  value(day: Day, accountIds: ReadonlySet<AccountId>): UnitValuation {
    this.takeChanges();
    const sum = new WholeSum();
    const number = dayNumber(day);
    let isPartial = false;
    let withoutRate: Set<Currency> | null = null;
    const leaveOut = (currency: Currency) => {
      withoutRate ??= new Set();
      withoutRate.add(currency);
    };
    for (const slot of this.slots) {
      const point = this.point(slot.instrument);
      const rate = this.rateOf(slot.conversion);
      if (slot.point !== point || slot.rate !== rate) this.work(slot, point, rate);
      if (!accountIds.has(slot.position.accountId)) continue;
      if (slot.value === null) leaveOut(slot.instrument.currency);
      else sum.add(slot.value);
      if (isStale(slot, point, day, number) || this.hasStaleRate(slot.conversion, day)) isPartial = true;
    }
    let cash = 0n;
    for (const accountId of accountIds) {
      for (const [currency, amount] of this.ledger.cash.get(accountId) ?? []) {
        if (amount === 0n) continue;
        const conversion = this.conversion(currency);
        const rate = this.rateOf(conversion);
        if (rate) cash += converted(amount, rate.exact);
        else leaveOut(currency);
        if (this.hasStaleRate(conversion, day)) isPartial = true;
      }
    }
    const marketValue = sum.total();
    return { total: marketValue + cash, marketValue, cash, isPartial: isPartial || withoutRate !== null, withoutRate: withoutRate ?? NONE };
  }

  /**
   * What a unit was worth at the end of the day, held or not: units may have left the account on it. At PRICE_SCALE, exactly; null
   * when neither a quote nor a trade tells.
   */
  price(accountId: AccountId, instrumentId: InstrumentId): Rational | null {
    const position = this.ledger.position(accountId, instrumentId);
    if (!position) return null;
    const instrument = this.scope.instruments(instrumentId);
    const point = this.point(instrument);
    const price = exactPrice(position, instrument, point);
    if (price === null) return null;
    const { ratioNew, ratioOld } = unitOf(position, instrument, point);
    return { n: price * ratioOld, d: ratioNew };
  }

  /** Whether it was worth less than nothing: at the end of the day before where it was held then and `isLeaving`, else at the end of this one. */
  isShort(accountId: AccountId, instrumentId: InstrumentId, isLeaving: boolean): boolean {
    const position = this.ledger.position(accountId, instrumentId);
    const open = position && this.byPosition.get(position);
    const slot = open ?? (position && this.closed.get(position));
    if (!slot) return false;
    const isOfDayBefore = isLeaving ? slot.wasOpen : !open;
    return (isOfDayBefore ? slot.before : slot.local) < 0;
  }

  rate(currency: Currency): Rate | null {
    return this.rateOf(this.conversion(currency));
  }

  private conversion(currency: Currency): Conversion {
    let conversion = this.conversions.get(currency);
    if (!conversion) {
      conversion = { currency, turn: 0, rate: null, agedTurn: 0, isStale: false };
      this.conversions.set(currency, conversion);
    }
    return conversion;
  }

  /** The same object as long as the rate is the same. */
  private rateOf(conversion: Conversion): Rate | null {
    if (conversion.turn === this.turn) return conversion.rate;
    conversion.turn = this.turn;
    const fraction = this.market?.cross(conversion.currency, this.scope.baseCurrency) ?? null;
    if (conversion.rate?.fraction === fraction) return conversion.rate;
    const exact = fraction && exactRate(fraction);
    conversion.rate = fraction && exact && { fraction, exact, double: Number(exact.n) / Number(exact.d) };
    return conversion.rate;
  }

  /** On the day turned to, asked once for each currency. */
  private hasStaleRate(conversion: Conversion, day: Day): boolean {
    if (conversion.agedTurn === this.turn) return conversion.isStale;
    conversion.agedTurn = this.turn;
    conversion.isStale = isStaleConversion(this.rateOf(conversion)?.fraction ?? null, day);
    return conversion.isStale;
  }

  private point({ id, currency }: Instrument): PricePoint | null {
    const found = this.market?.quote(id) ?? null;
    return found?.currency === currency ? found : null;
  }

  /** Positions that are the same as before keep what was worked out. */
  private takeChanges(): void {
    this.closed.clear();
    for (const slot of this.slots) {
      slot.before = slot.local;
      slot.wasOpen = true;
    }
    for (const position of this.ledger.changed) {
      if (!this.scope.members.ever.has(position.accountId)) continue;
      const known = this.byPosition.get(position);
      if (position.units === 0n) {
        if (known) this.closed.set(position, known);
        this.byPosition.delete(position);
        continue;
      }
      const slot = known ?? this.open(position);
      slot.units = Number(position.units * slot.multiplier.n) / (ONE_UNIT * Number(slot.multiplier.d));
      slot.point = undefined;
    }
    this.ledger.changed.clear();
    if (this.closed.size > 0) this.slots = this.slots.filter(({ position }) => !this.closed.has(position));
  }

  private open(position: UnitPosition): Slot {
    const instrument = this.scope.instruments(position.instrumentId);
    const multiplier = this.ledger.multiplier(position.instrumentId);
    const conversion = this.conversion(instrument.currency);
    const unknown = { point: undefined, rate: null, lastTradePrice: null, value: null, before: 0, wasOpen: false };
    const nothing = { units: 0, held: 0n, unit: UNSPLIT, local: 0 };
    const slot: Slot = { position, instrument, conversion, multiplier, ...nothing, ...unknown, freshUntil: NEVER, staleFrom: FOR_EVER };
    this.slots.push(slot);
    this.byPosition.set(position, slot);
    return slot;
  }

  private work(slot: Slot, point: PricePoint | null, rate: Rate | null): void {
    const { position, instrument } = slot;
    slot.point = point;
    slot.rate = rate;
    slot.held = position.units;
    slot.lastTradePrice = position.lastTradePrice;
    const price = doublePrice(position, instrument, point);
    if (price === null) {
      slot.local = 0;
      slot.value = null;
      slot.freshUntil = NEVER;
      return;
    }
    slot.freshUntil = freshUntil(instrument, point);
    slot.staleFrom = FOR_EVER;
    slot.unit = unitOf(position, instrument, point);
    const { ratioNew, ratioOld } = slot.unit;
    slot.local = slot.units * price * (ratioNew === ratioOld ? 1 : Number(ratioOld) / Number(ratioNew));
    slot.value = rate && valueAt(slot, rate);
  }
}

const ONE_UNIT = 10 ** QUANTITY_SCALE;
const PRICE_ONE = powerOfTen(PRICE_SCALE);
const NEVER = Number.NEGATIVE_INFINITY;
const FOR_EVER = Number.POSITIVE_INFINITY;
const NONE: ReadonlySet<Currency> = new Set();
const UNSPLIT = { ratioNew: 1n, ratioOld: 1n } as const;

/** A price only grows older, so that few days are asked. */
function isStale(slot: Slot, point: PricePoint | null, day: Day, number: number): boolean {
  if (number <= slot.freshUntil || isDelistedOn(slot.instrument, day)) return false;
  if (!point || number >= slot.staleFrom) return true;
  const isStaleNow = freshnessOn(point, day) === Freshness.STALE;
  if (isStaleNow) slot.staleFrom = number;
  else slot.freshUntil = number;
  return isStaleNow;
}

/** Two days later at most two closes can be missing, which is not stale yet; beyond it the day is asked. */
function freshUntil({ kind }: Instrument, point: PricePoint | null): number {
  if (!point) return kind === InstrumentKind.CASH ? FOR_EVER : NEVER;
  return (point instanceof SeriesPrice ? point.dayNumber : dayNumber(point.valueDate)) + 2;
}

/** What it was worked out for, at this rate. */
function valueAt(slot: Slot, { double, exact }: Rate): Whole {
  return nearest(slot.local * double) ?? exactValue(slot, exact);
}

/** Rounded once, from the units on. Prices and amounts have the same scale. */
function exactValue(slot: Slot, rate: Rational): bigint {
  const { held, instrument, multiplier, unit } = slot;
  const { ratioNew, ratioOld } = unit;
  const price = exactPrice(slot, instrument, slot.point ?? null) ?? 0n;
  const above = held * multiplier.n * price * ratioOld * rate.n;
  return divideHalfEven(above, powerOfTen(QUANTITY_SCALE) * multiplier.d * ratioNew * rate.d);
}

/** C14, as `DayValuer` has it. At PRICE_SCALE, of the units of its day. */
function exactPrice(
  { lastTradePrice }: Pick<UnitPosition, 'lastTradePrice'>,
  { kind }: Instrument,
  point: PricePoint | null,
): bigint | null {
  if (point) return point instanceof SeriesPrice ? point.scaled : scaled(point.price);
  return kind === InstrumentKind.CASH ? PRICE_ONE : lastTradePrice;
}

function doublePrice(position: UnitPosition, instrument: Instrument, point: PricePoint | null): number | null {
  if (point instanceof SeriesPrice) return point.double;
  const price = exactPrice(position, instrument, point);
  return price === null ? null : Number(price);
}

/** Of the quote, else of the position's own last trade. */
function unitOf(position: UnitPosition, { kind }: Instrument, point: PricePoint | null): UnitRatio {
  const isRaw = point ? point.adjustment === Adjustment.NONE : kind !== InstrumentKind.CASH;
  const day = point ? point.valueDate : position.lastTradeDay;
  return isRaw && day && position.recentSplits.length > 0 ? splitsSince(position, day) : UNSPLIT;
}
