/** The scales of drawings over time: how fine their marks are, and how they read. */
import { axisMoney, axisPercent, minorDigits } from '../format/format.js';
import type { ChartFormat } from './line.js';

/** From here on the smallest coins are too small to be seen. */
const WHOLE_FROM = 20;
const MARKS = 5;
/** As prices are kept. */
const PRICE_DIGITS = 8;

export function moneyScale(currency: string): ChartFormat {
  return moneyOf(currency, (span) => (span < WHOLE_FROM ? minorDigits(currency) : 0));
}

/** Prices may move by less than the smallest coin. */
export function priceScale(currency: string): ChartFormat {
  return moneyOf(currency, (span) => (span < WHOLE_FROM ? Math.max(minorDigits(currency), Math.min(PRICE_DIGITS, digitsFor(span))) : 0));
}

export const PERCENT_SCALE: ChartFormat = {
  value: (value, span) => axisPercent(value, percentDigits(span)),
  step: (span) => 10 ** (-2 - percentDigits(span)),
};

function moneyOf(currency: string, digits: (span: number) => number): ChartFormat {
  return { value: (value, span) => axisMoney(value, currency, digits(span)), step: (span) => 10 ** -digits(span) };
}

function percentDigits(span: number): number {
  return Math.max(0, Math.min(2, digitsFor(span * 100)));
}

/** Enough decimal places for marks that share this span; none where there is none. */
function digitsFor(span: number): number {
  return span > 0 ? Math.ceil(-Math.log10(span / MARKS)) : 0;
}
