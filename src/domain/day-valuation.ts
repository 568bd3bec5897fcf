/**
 * What accounts were worth at the end of past days, one day after the other: the figures of `valuePortfolio` that a series
 * needs, and no others. What did not change since the day before is not worked out again. Invariant: for every day the total
 * equals the one `valuePortfolio` gives.
 */
import type { Currency } from './currency.js';
import { addDays, type Day } from './day.js';
import { type Decimal, MONEY_SCALE, ONE, ZERO } from './decimal.js';
import { Freshness, freshnessOn } from './freshness.js';
import type { Fraction } from './fx.js';
import type { AccountId, InstrumentId } from './ids.js';
import { InstrumentKind } from './instrument.js';
import type { AccountState, LedgerState } from './ledger.js';
import type { DayMarket, PricePoint } from './market-series.js';
import { type Position, splitsSince } from './position.js';
import { Adjustment } from './quote.js';
import { decimalOf, type Rational, rational, roundTo, times } from './rational.js';
import { type CashBalance, cashLines, type Holding, type Instruments, openPositions, perUnitOfToday, type Valuation } from './valuation.js';

export type DayHolding = Pick<Holding, 'accountId' | 'instrumentId' | 'currency' | 'price' | 'marketValue' | 'value'>;

export interface DayValuation extends Pick<Valuation, 'baseCurrency' | 'total' | 'marketValue' | 'cash' | 'isPartial'> {
  readonly holdings: readonly DayHolding[];
  readonly cashBalances: readonly Pick<CashBalance, 'accountId' | 'currency' | 'value'>[];
}

/** What a position was worth, and what that was worked out from. */
interface Kept {
  readonly position: Position;
  readonly point: PricePoint | null;
  readonly conversion: Fraction | null;
  readonly holding: DayHolding;
  /** Stale on no day up to this one; null where it always is. */
  readonly freshUntil: Day | null;
  /** Quantity by multiplier. */
  readonly units: Rational;
}

interface Contents {
  readonly positions: readonly Position[];
  readonly lines: ReturnType<typeof cashLines>;
}

export class DayValuer {
  private readonly kept = new Map<string, Kept>();
  private readonly fractions = new WeakMap<Fraction, Rational>();
  private readonly freshDays = new Map<Day, Day>();
  private state: LedgerState | null = null;
  private contents: Contents = { positions: [], lines: [] };

  constructor(
    private readonly scope: {
      readonly baseCurrency: Currency;
      readonly accountIds: ReadonlySet<AccountId>;
      readonly instruments: Instruments;
    },
  ) {}

  value(day: Day, state: LedgerState, market: DayMarket): DayValuation {
    const { baseCurrency } = this.scope;
    const { positions, lines } = this.contentsOf(state);
    let isPartial = false;
    let marketValue = ZERO;
    const holdings = positions.map((position): DayHolding => {
      const { holding, freshUntil, point } = this.keep(position, market);
      if (!holding.value) isPartial = true;
      else marketValue = marketValue.plus(holding.value);
      if (freshUntil === null || (freshUntil < day && point && freshnessOn(point, day) === Freshness.STALE)) isPartial = true;
      return holding;
    });
    let cash = ZERO;
    const cashBalances = lines.map(({ accountId, amount, currency }) => {
      const conversion = market.cross(currency, baseCurrency);
      const value = conversion && this.convert(rational(amount), conversion);
      if (value) cash = cash.plus(value);
      else isPartial = true;
      return { accountId, currency, value };
    });
    return { baseCurrency, total: marketValue.plus(cash), marketValue, cash, isPartial, holdings, cashBalances };
  }

  private contentsOf(state: LedgerState): Contents {
    if (state === this.state) return this.contents;
    const accounts = [...this.scope.accountIds].flatMap((id): AccountState[] => {
      const account = state.get(id);
      return account ? [account] : [];
    });
    this.state = state;
    this.contents = { positions: openPositions({ accounts }), lines: cashLines({ accounts }) };
    return this.contents;
  }

  private keep(position: Position, market: DayMarket): Kept {
    const { accountId, instrumentId } = position;
    const key = `${accountId}:${instrumentId}`;
    const instrument = this.scope.instruments(instrumentId);
    const found = market.quote(instrumentId);
    const point = found && found.currency === instrument.currency ? found : null;
    const conversion = market.cross(instrument.currency, this.scope.baseCurrency);
    const known = this.kept.get(key);
    if (known && known.position === position && known.point === point && known.conversion === conversion) return known;
    const units = known?.position === position ? known.units : times(rational(position.quantity), rational(instrument.multiplier));
    const kept = this.work({ position, point, conversion, units });
    this.kept.set(key, kept);
    return kept;
  }

  private work(from: Omit<Kept, 'holding' | 'freshUntil'>): Kept {
    const { position, point, conversion, units } = from;
    const { accountId, instrumentId } = position;
    const instrument = this.scope.instruments(instrumentId);
    const pricing = this.pricingOf(position, instrument.kind, point);
    const local = pricing && localValue(units, pricing);
    const marketValue = local && decimalOf(roundTo(local, MONEY_SCALE), MONEY_SCALE);
    const holding: DayHolding = {
      accountId,
      instrumentId,
      currency: instrument.currency,
      price: pricing && perUnitOfToday(pricing),
      marketValue,
      value: local && conversion && (isIdentity(conversion) ? marketValue : this.convert(local, conversion)),
    };
    return { ...from, holding, freshUntil: pricing?.freshUntil ?? null };
  }

  /** C14, as `pricingOf` of the valuation has it. */
  private pricingOf(position: Position, kind: InstrumentKind, point: PricePoint | null): DayPricing | null {
    if (point) {
      const isRaw = point.adjustment === Adjustment.NONE && position.recentSplits.length > 0;
      const unit = isRaw ? splitsSince(position, point.valueDate) : { ratioNew: 1n, ratioOld: 1n };
      return { price: point.price, ...unit, freshUntil: this.freshUntil(point.valueDate) };
    }
    if (kind === InstrumentKind.CASH) return { price: ONE, ratioNew: 1n, ratioOld: 1n, freshUntil: FOR_EVER };
    return position.lastTradePrice && { price: position.lastTradePrice, ratioNew: 1n, ratioOld: 1n, freshUntil: null };
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

  private convert(amount: Rational, conversion: Fraction): Decimal {
    let fraction = this.fractions.get(conversion);
    if (!fraction) {
      const [above, below] = [rational(conversion.numerator), rational(conversion.denominator)];
      fraction = { n: above.n * below.d, d: above.d * below.n };
      this.fractions.set(conversion, fraction);
    }
    return decimalOf(roundTo(times(amount, fraction), MONEY_SCALE), MONEY_SCALE);
  }
}

interface DayPricing {
  readonly price: Decimal;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
  readonly freshUntil: Day | null;
}

const FOR_EVER = '9999-12-31' as Day;

function isIdentity({ numerator, denominator }: Fraction): boolean {
  return numerator === ONE && denominator === ONE;
}

function localValue(units: Rational, { price, ratioNew, ratioOld }: DayPricing): Rational {
  const { n, d } = times(units, rational(price));
  return { n: n * ratioOld, d: d * ratioNew };
}

/** The value of one instrument over all accounts. */
export function instrumentValue({ holdings }: DayValuation, id: InstrumentId): Decimal {
  return holdings.reduce((sum, { instrumentId, value }) => (instrumentId === id && value ? sum.plus(value) : sum), ZERO);
}
