/**
 * What accounts were worth at the end of past days, one day after the other: the figures of `valuePortfolio` that a series
 * needs, and no others, in integers. What did not change since the day before is not worked out again. Invariant: for every
 * day the total equals the one `valuePortfolio` gives.
 */
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { type Decimal, PRICE_SCALE } from './decimal.js';
import { isDelistedOn } from './delisting.js';
import { Freshness, freshnessOn, isStaleConversion } from './freshness.js';
import type { DatedFraction, Fraction } from './fx.js';
import type { AccountId, InstrumentId } from './ids.js';
import { type Instrument, InstrumentKind } from './instrument.js';
import type { AccountState, LedgerState } from './ledger.js';
import { type DayMarket, type PricePoint, SeriesPrice } from './market-series.js';
import type { Members } from './membership.js';
import { type Position, splitsSince } from './position.js';
import { Adjustment } from './quote.js';
import { powerOfTen, type Rational, rational, times } from './rational.js';
import { converted, rateOf, roundedOnce, scaled } from './scaled.js';
import { cashLines, type Instruments, openPositions, type Valuation } from './valuation.js';

/** A holding at the end of a day; amounts at MONEY_SCALE. */
export interface DayHolding {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly currency: Currency;
  /** In `currency` and not rounded, so that the next day's rate meets an exact amount and the product is rounded once (C1). */
  readonly local: Rational | null;
  /** In the base currency. */
  readonly value: bigint | null;
}

/** Amounts are integers at MONEY_SCALE in the base currency. */
export interface DayValuation {
  readonly baseCurrency: Currency;
  readonly total: bigint;
  readonly marketValue: bigint;
  readonly cash: bigint;
  /** True when a price or rate is missing or stale. */
  readonly isPartial: boolean;
  readonly holdings: readonly DayHolding[];
  readonly cashBalances: readonly { readonly accountId: AccountId; readonly currency: Currency; readonly value: bigint | null }[];
}

/** The currencies of what is left out of the total for want of a rate. */
export function currenciesWithoutRate({ holdings, cashBalances }: Pick<DayValuation, 'holdings' | 'cashBalances'>): Set<Currency> {
  const found = new Set<Currency>();
  for (const { currency, value } of holdings) if (value === null) found.add(currency);
  for (const { currency, value } of cashBalances) if (value === null) found.add(currency);
  return found;
}

/** A valuation in decimals as one of integers: what a step ends with, since what one begins with is needed unrounded. */
export function dayValuationOf(valuation: Valuation): DayValuation {
  const { baseCurrency, total, marketValue, cash, isPartial, holdings, cashBalances } = valuation;
  const orNull = (amount: Decimal | null) => amount && scaled(amount);
  return {
    baseCurrency,
    total: scaled(total),
    marketValue: scaled(marketValue),
    cash: scaled(cash),
    isPartial,
    holdings: holdings.map(({ accountId, instrumentId, currency, marketValue: local, value }) => {
      return { accountId, instrumentId, currency, local: local && { n: scaled(local), d: 1n }, value: orNull(value) };
    }),
    cashBalances: cashBalances.map(({ accountId, currency, value }) => ({ accountId, currency, value: orNull(value) })),
  };
}

/** A position, and what it was worth when it was last worked out. */
interface Slot {
  readonly position: Position;
  readonly instrument: Instrument;
  /** Quantity by multiplier. */
  readonly units: Rational;
  point: PricePoint | null;
  conversion: Fraction | null;
  holding: DayHolding | null;
  /** Stale on no day up to this one; null where it always is. */
  freshUntil: Day | null;
  /** Stale on this day and all that follow; null: not known. */
  staleFrom: Day | null;
}

interface CashLine {
  readonly accountId: AccountId;
  readonly currency: Currency;
  readonly amount: bigint;
}

export class DayValuer {
  private slots: readonly Slot[] = [];
  private lines: readonly CashLine[] = [];
  private readonly freshDays = new Map<Day, Day>();
  private state: LedgerState | null = null;
  private accountIds: ReadonlySet<AccountId> | null = null;

  constructor(
    private readonly scope: {
      readonly baseCurrency: Currency;
      readonly members: Members;
      readonly instruments: Instruments;
    },
  ) {}

  /** @param accountIds instead of those whose day it is */
  value(day: Day, state: LedgerState, market: DayMarket, accountIds = this.scope.members.on(day)): DayValuation {
    const { baseCurrency } = this.scope;
    if (state !== this.state || accountIds !== this.accountIds) this.take(state, accountIds);
    let isPartial = false;
    const conversions = new Map<Currency, DatedFraction | null>();
    const cross = (from: Currency): DatedFraction | null => {
      let found = conversions.get(from);
      if (found === undefined) {
        found = market.cross(from, baseCurrency);
        conversions.set(from, found);
        // Looked up only for what is held.
        if (isStaleConversion(found, day)) isPartial = true;
      }
      return found;
    };
    let marketValue = 0n;
    const holdings = this.slots.map((slot): DayHolding => {
      const { instrument } = slot;
      const found = market.quote(instrument.id);
      const point = found && found.currency === instrument.currency ? found : null;
      const conversion = cross(instrument.currency);
      if (!slot.holding || slot.point !== point || slot.conversion !== conversion) this.work(slot, point, conversion);
      const { holding } = slot as Slot & { holding: DayHolding };
      if (holding.value === null) isPartial = true;
      else marketValue += holding.value;
      if (isStale(slot, day)) isPartial = true;
      return holding;
    });
    let cash = 0n;
    const cashBalances = this.lines.map(({ accountId, currency, amount }) => {
      const conversion = cross(currency);
      const value = conversion && converted(amount, rateOf(conversion));
      if (value === null) isPartial = true;
      else cash += value;
      return { accountId, currency, value };
    });
    return { baseCurrency, total: marketValue + cash, marketValue, cash, isPartial, holdings, cashBalances };
  }

  /**
   * What a unit of an instrument of an account was worth at the end of the day, held or not: units may have left the account on it.
   * Null when neither a quote nor a trade tells.
   */
  price({ accountId, instrumentId }: Pick<Position, 'accountId' | 'instrumentId'>, state: LedgerState, market: DayMarket): Rational | null {
    const position = state.get(accountId)?.positions.get(instrumentId);
    if (!position) return null;
    const { kind, currency } = this.scope.instruments(instrumentId);
    const found = market.quote(instrumentId);
    const pricing = this.pricingOf(position, kind, found?.currency === currency ? found : null);
    return pricing && { n: pricing.price * pricing.ratioOld, d: pricing.ratioNew };
  }

  /** Positions that are the same as before keep what was worked out. */
  private take(state: LedgerState, accountIds: ReadonlySet<AccountId>): void {
    const accounts = [...accountIds].flatMap((id): readonly AccountState[] => {
      const account = state.get(id);
      return account ? [account] : [];
    });
    const kept = new Map(this.slots.map((slot) => [slot.position, slot]));
    this.slots = openPositions({ accounts }).map((position): Slot => {
      const known = kept.get(position);
      if (known) return known;
      const instrument = this.scope.instruments(position.instrumentId);
      const units = times(rational(position.quantity), rational(instrument.multiplier));
      return { position, instrument, units, point: null, conversion: null, holding: null, freshUntil: null, staleFrom: null };
    });
    this.lines = cashLines({ accounts }).map(({ accountId, currency, amount }) => ({ accountId, currency, amount: scaled(amount) }));
    this.state = state;
    this.accountIds = accountIds;
  }

  private work(slot: Slot, point: PricePoint | null, conversion: Fraction | null): void {
    const { position, instrument, units } = slot;
    const pricing = this.pricingOf(position, instrument.kind, point);
    slot.point = point;
    slot.conversion = conversion;
    slot.freshUntil = pricing?.freshUntil ?? null;
    slot.staleFrom = null;
    const { accountId, instrumentId } = position;
    const common = { accountId, instrumentId, currency: instrument.currency };
    if (!pricing) {
      slot.holding = { ...common, local: null, value: null };
      return;
    }
    const { price, ratioNew, ratioOld } = pricing;
    // Prices and amounts have the same scale, so the product of the two needs no other factor.
    const local = { n: units.n * price * ratioOld, d: units.d * ratioNew };
    const rate = conversion && rateOf(conversion);
    slot.holding = { ...common, local, value: rate && roundedOnce(local, rate) };
  }

  /** C14, as `pricingOf` of the valuation has it. */
  private pricingOf(position: Position, kind: InstrumentKind, point: PricePoint | null): DayPricing | null {
    if (point) {
      const isRaw = point.adjustment === Adjustment.NONE && position.recentSplits.length > 0;
      const unit = isRaw ? splitsSince(position, point.valueDate) : UNSPLIT;
      return {
        price: point instanceof SeriesPrice ? point.scaled : scaled(point.price),
        ...unit,
        freshUntil: this.freshUntil(point.valueDate),
      };
    }
    if (kind === InstrumentKind.CASH) return { price: powerOfTen(PRICE_SCALE), ...UNSPLIT, freshUntil: FOR_EVER };
    const { lastTradePrice, lastTradeDay } = position;
    if (!lastTradePrice || !lastTradeDay) return null;
    return { price: scaled(lastTradePrice), ...splitsSince(position, lastTradeDay), freshUntil: null };
  }

  /** Two days later at most two closes can be missing, which is not stale yet; beyond it the day is asked. */
  private freshUntil(valueDate: Day): Day {
    let day = this.freshDays.get(valueDate);
    if (!day) {
      day = addDays(valueDate, 2);
      this.freshDays.set(valueDate, day);
    }
    return day;
  }
}

interface DayPricing {
  readonly price: bigint;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
  readonly freshUntil: Day | null;
}

/** A price only grows older, so that few days are asked. */
function isStale(slot: Slot, day: Day): boolean {
  const { instrument, point, freshUntil, staleFrom } = slot;
  if (isDelistedOn(instrument, day)) return false;
  if (freshUntil === null) return true;
  if (day <= freshUntil || !point) return false;
  if (staleFrom !== null && day >= staleFrom) return true;
  const isStaleNow = freshnessOn(point, day) === Freshness.STALE;
  if (isStaleNow) slot.staleFrom = day;
  else slot.freshUntil = day;
  return isStaleNow;
}

const UNSPLIT = { ratioNew: 1n, ratioOld: 1n } as const;
const FOR_EVER = '9999-12-31' as Day;
/** The value of one instrument over all accounts. */
export function instrumentValue({ holdings }: DayValuation, id: InstrumentId): bigint {
  return holdings.reduce((sum, { instrumentId, value }) => (instrumentId === id && value !== null ? sum + value : sum), 0n);
}
