/** The currencies of the European Central Bank's list as the made-up market moves them: about a level, never away from it. */
import type { Currency } from '../domain/currency.js';

export interface DemoCurrency {
  readonly currency: Currency;
  /** Units for one euro about which the rate moves. */
  readonly perEuro: number;
  /** Decimal places the bank prints. */
  readonly digits: number;
  /** How much of the dollar's movement it follows: 1 for a peg. */
  readonly dollarShare: number;
  /** Of one day's own movement, as a fraction. */
  readonly volatility: number;
}

const TABLE: readonly (readonly [code: string, perEuro: number, digits: number, dollarShare: number, volatility: number])[] = [
  ['USD', 1.1601, 4, 1, 0],
  ['JPY', 179.35, 2, 0.4, 0.004],
  ['CZK', 24.212, 3, 0, 0.002],
  ['DKK', 7.4687, 4, 0, 0.00005],
  ['GBP', 0.8712, 5, 0.2, 0.0025],
  ['HUF', 384.15, 2, 0, 0.0035],
  ['PLN', 4.2433, 4, 0, 0.003],
  ['RON', 5.0912, 4, 0, 0.0008],
  ['SEK', 10.9735, 4, 0, 0.0035],
  ['CHF', 0.9262, 4, 0.1, 0.0025],
  ['ISK', 146.9, 2, 0, 0.002],
  ['NOK', 11.742, 4, 0.1, 0.004],
  ['TRY', 49.0123, 4, 0.9, 0.003],
  ['AUD', 1.7812, 4, 0.3, 0.004],
  ['BRL', 6.2031, 4, 0.6, 0.006],
  ['CAD', 1.6244, 4, 0.7, 0.0025],
  ['CNY', 8.241, 4, 0.95, 0.001],
  ['HKD', 9.0233, 4, 1, 0.0001],
  ['IDR', 19411.25, 2, 0.9, 0.003],
  ['ILS', 3.791, 4, 0.7, 0.004],
  ['INR', 102.413, 4, 0.9, 0.0018],
  ['KRW', 1702.44, 2, 0.6, 0.0035],
  ['MXN', 21.331, 4, 0.7, 0.005],
  ['MYR', 4.8121, 4, 0.8, 0.0025],
  ['NZD', 2.0433, 4, 0.3, 0.004],
  ['PHP', 68.41, 3, 0.9, 0.002],
  ['SGD', 1.5102, 4, 0.6, 0.0012],
  ['THB', 37.581, 3, 0.7, 0.003],
  ['ZAR', 19.987, 4, 0.5, 0.006],
];

/** In the order the bank lists them. */
export const CURRENCIES: ReadonlyMap<string, DemoCurrency> = new Map(
  TABLE.map(([code, perEuro, digits, dollarShare, volatility]) => [
    code,
    { currency: code as Currency, perEuro, digits, dollarShare, volatility },
  ]),
);
