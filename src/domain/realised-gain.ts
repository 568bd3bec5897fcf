/**
 * Realised gains as a report: each lot that was closed, in its own currency and in the base currency, and their sums
 * (docs/CALCULATIONS.md, C5, C13). Invariant: the rows' amounts add up to the totals to the last digit.
 */
import type { Currency } from './currency.js';
import { type Day, daysBetween } from './day.js';
import { type Decimal, MONEY_SCALE, ONE, RATE_SCALE, roundHalfEven, ZERO } from './decimal.js';
import type { Fraction } from './fx.js';
import type { AccountId, InstrumentId, TransactionId } from './ids.js';
import type { BookedRate } from './lot.js';

/** What closing one lot made, or a part of it, in the instrument's currency (C5): of long units by selling, of short ones by buying back. */
export interface RealisedGain {
  /** The entry that closed it; null for fractions that a split of the instrument paid out. */
  readonly transactionId: TransactionId | null;
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly currency: Currency;
  /** The day it was closed. */
  readonly tradeDate: Day;
  readonly lotId: TransactionId;
  readonly acquiredOn: Day;
  readonly soldOn: Day;
  /** Sold first and bought back later. */
  readonly isShort: boolean;
  /** A fraction of a unit that a split left and paid for. */
  readonly isFraction: boolean;
  readonly quantity: Decimal;
  /** This lot's share of quantity x price of selling. */
  readonly proceeds: Decimal;
  /** This lot's share of the fee and tax of selling. */
  readonly charges: Decimal;
  /** What the closed units cost, without fees and taxes. */
  readonly cost: Decimal;
  /** Fees and taxes of acquiring them. */
  readonly costCharges: Decimal;
  /** `proceeds - cost`. */
  readonly gainBeforeFees: Decimal;
  /** `proceeds - charges - cost - costCharges`. */
  readonly gain: Decimal;
  /** The rates booked on the purchase and on the sale; null where none was. */
  readonly acquiredRate: BookedRate | null;
  readonly soldRate: BookedRate | null;
}

export interface GainAmounts {
  readonly proceeds: Decimal;
  readonly cost: Decimal;
  /** Fees and taxes of the sale and of the purchase. */
  readonly charges: Decimal;
  /** `proceeds - cost`. */
  readonly gainBeforeFees: Decimal;
  /** `gainBeforeFees - charges`. */
  readonly gain: Decimal;
}

/** In the base currency: the sale at the sale's rate, the purchase at the purchase's; booked rates first, else the day's. */
export interface GainInBase extends GainAmounts {
  /** What the price made, at the rate of the trade that closed the lot. */
  readonly priceGain: Decimal;
  /** What the rate made of the amount the lot was opened with; with the price part it is the gain before fees. */
  readonly currencyGain: Decimal;
}

export interface RealisedGainRow extends GainAmounts {
  readonly sale: RealisedGain;
  readonly holdingDays: number;
  /** Null where a rate of the sale or of the purchase is not known. */
  readonly inBase: GainInBase | null;
  /** Base currency for one unit of the row's, when it was acquired and when it was sold: as booked, else of the day. Null where not known. */
  readonly rates: { readonly acquired: Decimal | null; readonly sold: Decimal | null };
}

export interface CurrencyTotal extends GainAmounts {
  readonly currency: Currency;
}

export interface RealisedGainReport {
  /** Both days included; by the day the lot was closed. */
  readonly from: Day;
  readonly to: Day;
  readonly baseCurrency: Currency;
  /** In order of closing. */
  readonly rows: readonly RealisedGainRow[];
  /** One for each currency, by its code. */
  readonly totals: readonly CurrencyTotal[];
  /** Of the rows that have amounts in the base currency. */
  readonly totalInBase: GainInBase;
  /** How many rows have none, and are not in `totalInBase`. */
  readonly withoutRate: number;
}

export interface RealisedGainPeriod {
  readonly from: Day;
  readonly to: Day;
  readonly baseCurrency: Currency;
  readonly crossOn: (day: Day, from: Currency, to: Currency) => Fraction | null;
}

export function reportRealisedGains(sales: Iterable<RealisedGain>, period: RealisedGainPeriod): RealisedGainReport {
  const { from, to, baseCurrency } = period;
  const within = [...sales].filter(({ tradeDate }) => tradeDate >= from && tradeDate <= to);
  within.sort(
    (a, b) =>
      compare(a.tradeDate, b.tradeDate) ||
      compare(openedOn(a), openedOn(b)) ||
      compare(a.transactionId ?? '', b.transactionId ?? '') ||
      compare(a.lotId, b.lotId),
  );
  const rows = within.map(
    (sale): RealisedGainRow => ({
      sale,
      holdingDays: daysBetween(openedOn(sale), sale.tradeDate),
      ...amounts(sale.proceeds, sale.cost, sale.charges.plus(sale.costCharges)),
      inBase: inBase(sale, period),
      rates: {
        acquired: rateOf(converter(sale.acquiredOn, sale.acquiredRate, sale.currency, period)),
        sold: rateOf(converter(sale.soldOn, sale.soldRate, sale.currency, period)),
      },
    }),
  );
  const totals = new Map<Currency, CurrencyTotal>();
  let totalInBase: GainInBase = { ...amounts(ZERO, ZERO, ZERO), priceGain: ZERO, currencyGain: ZERO };
  let withoutRate = 0;
  for (const row of rows) {
    const { currency } = row.sale;
    totals.set(currency, { currency, ...added(totals.get(currency) ?? amounts(ZERO, ZERO, ZERO), row) });
    if (!row.inBase) {
      withoutRate += 1;
      continue;
    }
    totalInBase = {
      ...added(totalInBase, row.inBase),
      priceGain: totalInBase.priceGain.plus(row.inBase.priceGain),
      currencyGain: totalInBase.currencyGain.plus(row.inBase.currencyGain),
    };
  }
  const byCode = [...totals.values()].sort((a, b) => compare(a.currency, b.currency));
  return { from, to, baseCurrency, rows, totals: byCode, totalInBase, withoutRate };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function amounts(proceeds: Decimal, cost: Decimal, charges: Decimal): GainAmounts {
  const gainBeforeFees = proceeds.minus(cost);
  return { proceeds, cost, charges, gainBeforeFees, gain: gainBeforeFees.minus(charges) };
}

function added(a: GainAmounts, b: GainAmounts): GainAmounts {
  return amounts(a.proceeds.plus(b.proceeds), a.cost.plus(b.cost), a.charges.plus(b.charges));
}

/** The day of the lot: of the purchase, or of the short sale. */
function openedOn({ isShort, acquiredOn, soldOn }: RealisedGain): Day {
  return isShort ? soldOn : acquiredOn;
}

function inBase(sale: RealisedGain, period: RealisedGainPeriod): GainInBase | null {
  const atSale = converter(sale.soldOn, sale.soldRate, sale.currency, period);
  const atPurchase = converter(sale.acquiredOn, sale.acquiredRate, sale.currency, period);
  if (!atSale || !atPurchase) return null;
  const proceeds = atSale(sale.proceeds);
  const cost = atPurchase(sale.cost);
  const whole = amounts(proceeds, cost, atSale(sale.charges).plus(atPurchase(sale.costCharges)));
  // At the rate of closing nothing is left but what the price did.
  const priceGain = sale.isShort ? atPurchase(sale.proceeds).minus(cost) : proceeds.minus(atSale(sale.cost));
  return { ...whole, priceGain, currencyGain: whole.gainBeforeFees.minus(priceGain) };
}

/** For people: conversions are made with the exact fraction. */
function rateOf(conversion: ReturnType<typeof converter>): Decimal | null {
  return conversion?.(ONE, RATE_SCALE) ?? null;
}

function converter(day: Day, booked: BookedRate | null, currency: Currency, { baseCurrency, crossOn }: RealisedGainPeriod) {
  // In the base currency already: what it was booked at on its way through an account's currency says nothing.
  if (currency === baseCurrency) return (amount: Decimal): Decimal => amount;
  const fraction = crossOn(day, booked?.currency ?? currency, baseCurrency);
  if (!fraction) return null;
  return (amount: Decimal, scale = MONEY_SCALE): Decimal => {
    const known = booked ? amount.times(booked.rate) : amount;
    return roundHalfEven(known.times(fraction.numerator).div(fraction.denominator), scale);
  };
}
