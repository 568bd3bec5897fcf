/** Identifiers of instruments and venues, parsed with their check digits: a wrong digit is caught at the door. */
import { InvalidInput } from './errors.js';

declare const kind: unique symbol;
/** ISO 6166: two letters, nine letters or digits, one check digit. */
export type Isin = string & { readonly [kind]: 'Isin' };
/** ISO 10383 market identifier code: four letters or digits. */
export type Mic = string & { readonly [kind]: 'Mic' };
/** The venue's own code for a listing, such as `AAPL` or `BRK.B`. */
export type Ticker = string & { readonly [kind]: 'Ticker' };

/** @throws InvalidInput when the form or the check digit (Luhn over the digits of the letters, ISO 6166) is wrong. */
export function parseIsin(text: string, field = 'isin'): Isin {
  if (!/^[A-Z]{2}[A-Z0-9]{9}\d$/.test(text)) {
    throw new InvalidInput(field, 'ISIN', `${field} must be 2 letters, 9 letters or digits and a check digit.`);
  }
  const digits = [...text].map((character) => Number.parseInt(character, 36).toString()).join('');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  if (sum % 10 !== 0) {
    throw new InvalidInput(field, 'ISIN_CHECK_DIGIT', `${field} ${text} has a wrong check digit: please compare it again.`);
  }
  return text as Isin;
}

export function parseMic(text: string, field = 'mic'): Mic {
  if (!/^[A-Z0-9]{4}$/.test(text)) {
    throw new InvalidInput(field, 'MIC', `${field} must be a market identifier code of four letters or digits, such as XNAS.`);
  }
  return text as Mic;
}

export function parseTicker(text: string, field = 'ticker'): Ticker {
  if (!/^[A-Z0-9][A-Z0-9.\-=^]{0,19}$/.test(text)) {
    throw new InvalidInput(field, 'TICKER', `${field} must be 1 to 20 upper-case letters, digits, dots or hyphens, such as BRK.B.`);
  }
  return text as Ticker;
}

/** AMFI's code of an Indian fund scheme: up to eight digits, or `SIF-` and digits. */
export function parseSchemeCode(text: string, field = 'schemeCode'): string {
  if (!/^(\d{1,8}|SIF-\d{1,6})$/.test(text)) {
    throw new InvalidInput(field, 'SCHEME_CODE', `${field} must be up to eight digits, such as 120503, or SIF- and digits.`);
  }
  return text;
}
