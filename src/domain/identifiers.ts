/** Identifiers of instruments and venues, parsed with their check digits: a wrong digit is caught at the door. */
import { InvalidInput } from './errors.js';

declare const kind: unique symbol;
/** ISO 6166: two letters, nine letters or digits, one check digit. */
export type Isin = string & { readonly [kind]: 'Isin' };
/** ISO 10383 market identifier code: four letters or digits. */
export type Mic = string & { readonly [kind]: 'Mic' };
/** The number of an issue in the United States and Canada: eight characters and a check digit. */
export type Cusip = string & { readonly [kind]: 'Cusip' };
/** The number of a listing in the United Kingdom and elsewhere, given by the London Stock Exchange: six characters and a check digit. */
export type Sedol = string & { readonly [kind]: 'Sedol' };
/** The identifier of a listing, a composite or a share class by the Object Management Group: eleven characters and a check digit. */
export type Figi = string & { readonly [kind]: 'Figi' };
/** The venue's own code for a listing, such as `AAPL` or `BRK.B`. */
export type Ticker = string & { readonly [kind]: 'Ticker' };

/** @throws InvalidInput when the form or the check digit (Luhn over the digits of the letters, ISO 6166) is wrong. */
export function parseIsin(text: string, field = 'isin'): Isin {
  if (!/^[A-Z]{2}[A-Z0-9]{9}\d$/.test(text)) {
    throw new InvalidInput(field, 'ISIN', `${field} must be 2 letters, 9 letters or digits and a check digit.`);
  }
  if (isinCheckDigit(text.slice(0, -1)) !== text.at(-1)) throw wrongCheckDigit(field, 'ISIN', text);
  return text as Isin;
}

/** Luhn over the digits of the letters. @param head all but the check digit */
function isinCheckDigit(head: string): string {
  const digits = [...head].map((character) => figureOf(character).toString()).join('');
  const weighted = [...digits].reverse().map((digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1));
  return checkDigit(weighted.map(digitSum));
}

/** @throws InvalidInput when the form or the check digit (modulus 10, every second character doubled) is wrong. */
export function parseCusip(text: string, field = 'cusip'): Cusip {
  if (!/^[0-9A-Z*@#]{8}\d$/.test(text)) {
    throw new InvalidInput(field, 'CUSIP', `${field} must be 8 letters or digits and a check digit, such as 037833100.`);
  }
  const weighted = [...text.slice(0, -1)].map((character, place) => figureOf(character) * (place % 2 === 0 ? 1 : 2));
  if (checkDigit(weighted.map(digitSum)) !== text.at(-1)) throw wrongCheckDigit(field, 'CUSIP', text);
  return text as Cusip;
}

const SEDOL_WEIGHTS = [1, 3, 1, 7, 3, 9];

/** @throws InvalidInput when the form or the check digit (modulus 10, weights 1 3 1 7 3 9) is wrong. */
export function parseSedol(text: string, field = 'sedol'): Sedol {
  if (!/^[0-9BCDFGHJ-NP-TV-Z]{6}\d$/.test(text)) {
    throw new InvalidInput(field, 'SEDOL', `${field} must be 6 digits or consonants and a check digit, such as 0263494.`);
  }
  const weighted = SEDOL_WEIGHTS.map((weight, place) => weight * figureOf(text[place] as string));
  if (checkDigit(weighted) !== text.at(-1)) throw wrongCheckDigit(field, 'SEDOL', text);
  return text as Sedol;
}

/** Beginnings that would be taken for those of an ISIN. */
const NO_FIGI = /^(BS|BM|GG|GB|GH|KY|VG)/;

/** @throws InvalidInput when the form or the check digit (modulus 10, every second character doubled) is wrong. */
export function parseFigi(text: string, field = 'figi'): Figi {
  if (!/^[BCDFGHJ-NP-TV-Z]{2}G[0-9BCDFGHJ-NP-TV-Z]{8}\d$/.test(text) || NO_FIGI.test(text)) {
    throw new InvalidInput(
      field,
      'FIGI',
      `${field} must be 2 consonants, a G, 8 consonants or digits and a check digit, such as BBG000B9XRY4.`,
    );
  }
  const weighted = [...text.slice(0, -1)].map((character, place) => figureOf(character) * (place % 2 === 0 ? 1 : 2));
  if (checkDigit(weighted.map(digitSum)) !== text.at(-1)) throw wrongCheckDigit(field, 'FIGI', text);
  return text as Figi;
}

/** The national number that an ISIN of these countries holds; null for other countries. */
export function nationalNumber(isin: Isin): { readonly cusip: Cusip } | { readonly sedol: Sedol } | null {
  if (/^(US|CA)/.test(isin)) return { cusip: isin.slice(2, 11) as Cusip };
  return isin.startsWith('GB00') ? { sedol: isin.slice(4, 11) as Sedol } : null;
}

const SIGNS = '*@#';

/** 0 to 9, A = 10 to Z = 35, and the three signs that a CUSIP may hold. */
function figureOf(character: string): number {
  const sign = SIGNS.indexOf(character);
  return sign < 0 ? Number.parseInt(character, 36) : 36 + sign;
}

function digitSum(value: number): number {
  return Math.floor(value / 10) + (value % 10);
}

function checkDigit(parts: readonly number[]): string {
  return String((10 - (parts.reduce((sum, part) => sum + part, 0) % 10)) % 10);
}

function wrongCheckDigit(field: string, name: string, text: string): InvalidInput {
  return new InvalidInput(field, `${name}_CHECK_DIGIT`, `${field} ${text} has a wrong check digit: please compare it again.`);
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
