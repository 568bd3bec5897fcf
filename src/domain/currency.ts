/** ISO 4217 currency codes with their minor units, and the quotation units that are a fraction of a currency. */
import { InvalidInput } from './errors.js';

declare const currency: unique symbol;
/**
 * An ISO 4217 code in upper case, of a currency that is in use or was in 2022 or later: ledgers hold entries of its time, which count at
 * the rates of their days, so that none is taken away when a currency ends.
 */
export type Currency = string & { readonly [currency]: true };

const TWO_DECIMALS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP ' +
  'CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR ' +
  'IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD ' +
  'NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN ' +
  'SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL';
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';

const MINOR_UNITS = new Map<string, number>([
  ...TWO_DECIMALS.split(' ').map((code) => [code, 2] as const),
  ...NO_DECIMALS.split(' ').map((code) => [code, 0] as const),
  ...THREE_DECIMALS.split(' ').map((code) => [code, 3] as const),
]);

export const EUR = 'EUR' as Currency;
export const USD = 'USD' as Currency;

export function isCurrency(text: string): text is Currency {
  return MINOR_UNITS.has(text);
}

/** @throws InvalidInput when the text is no such code. */
export function parseCurrency(text: string, field = 'currency'): Currency {
  if (!isCurrency(text)) {
    throw new InvalidInput(field, 'CURRENCY', `${field} must be an active ISO 4217 code in upper case, such as "EUR".`);
  }
  return text;
}

/** Decimal places of the currency's smallest coin: 2 for EUR, 0 for JPY. Used for display only (C1). */
export function minorUnits(code: Currency): number {
  return MINOR_UNITS.get(code) as number;
}

/**
 * Quotation units that are a fraction of a currency, as sources spell them. Case matters: `GBp` is pence, `GBP` is
 * pounds; upper-casing before this look-up would be wrong by a factor of 100.
 */
const FRACTIONS = new Map<string, { readonly currency: Currency; readonly divisor: number }>([
  ['GBp', { currency: 'GBP' as Currency, divisor: 100 }],
  ['GBX', { currency: 'GBP' as Currency, divisor: 100 }],
  ['ZAc', { currency: 'ZAR' as Currency, divisor: 100 }],
  ['ILA', { currency: 'ILS' as Currency, divisor: 100 }],
  ['KWF', { currency: 'KWD' as Currency, divisor: 1000 }],
]);

/** What a source's currency text means: the currency, and how many of the quoted units make one of it; null when unknown. */
export function quotationUnit(text: string): { readonly currency: Currency; readonly divisor: number } | null {
  return FRACTIONS.get(text) ?? (isCurrency(text) ? { currency: text, divisor: 1 } : null);
}

/** @throws InvalidInput when the text is neither a currency nor a known fraction of one */
export function parseQuotationUnit(text: string, field: string): string {
  if (quotationUnit(text)) return text;
  const known = [...FRACTIONS.keys()].join(', ');
  throw new InvalidInput(
    field,
    'CURRENCY',
    `${field} must be an active ISO 4217 code in upper case, such as "EUR", or a fraction of a currency that prices are quoted in: ${known}.`,
  );
}
