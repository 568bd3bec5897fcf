/**
 * Numbers as people type them: with the signs of their own locale or with a plain point. What could be read in two ways is
 * read as the locale has it; what cannot be a number is refused with the way to write it.
 */
import { signOf } from './decimal-text.js';

export type Typed = { readonly value: string } | { readonly problem: string };

interface Signs {
  readonly decimal: string;
  readonly group: string;
  /** Those for 0 to 9, such as ٠ to ٩. */
  readonly digits: readonly string[];
}

const localeSigns = signsOf(undefined);

/** The signs of a locale; the reader's own when it is undefined. */
export function signsOf(locale: string | undefined): Signs {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const sign = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  const digit = new Intl.NumberFormat(locale, { useGrouping: false });
  return { decimal: sign('decimal', '.'), group: sign('group', ','), digits: Array.from({ length: 10 }, (_, i) => digit.format(i)) };
}

/** Letters of full width, other minus signs, and the digits and signs of Arabic and the like, as those of a plain number. */
function plain(typed: string, { digits }: Signs): string {
  const signs: Readonly<Record<string, string>> = { '−': '-', '٫': '.', '٬': '' };
  const one = (sign: string) => (digits.includes(sign) ? String(digits.indexOf(sign)) : (signs[sign] ?? sign));
  // Spaces of every width, apostrophes and marks of direction only ever stand between.
  return [...typed.normalize('NFKC').replace(/[\s'’\u200e\u200f\u061c]/g, '')].map(one).join('');
}

/** A decimal number as the API takes it, from what was typed. */
export function readNumber(typed: string, signs: Signs = localeSigns): Typed {
  const text = plain(typed, signs);
  if (!/^[-+]?[\d.,]+$/.test(text) || !/\d/.test(text)) return { problem: `Write a number, such as 1234${signs.decimal}50.` };
  const sign = text.startsWith('-') ? '-' : '';
  const body = text.replace(/^[-+]/, '');
  const decimal = decimalSignOf(body, signs);
  if (decimal === null) return { problem: `Where do the decimals begin? Write it without separators, such as 1234${signs.decimal}50.` };
  const [whole = '', fraction = ''] = decimal === '' ? [body] : splitAtLast(body, decimal);
  if (!isGrouped(whole) || /[.,]/.test(fraction)) {
    return { problem: `The separators do not part thousands. Write it without them, such as 1234${signs.decimal}50.` };
  }
  const digits = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '') || '0';
  return { value: `${sign}${digits}${fraction === '' ? '' : `.${fraction}`}` };
}

/**
 * A number of the API as the reader would type it, for a field that begins with it. Its plain point would part thousands for
 * whoever parts them so: 12.345 units would be read as twelve thousand.
 */
export function typedNumber(value: string, signs: Signs = localeSigns): string {
  return signs.decimal === ',' ? value.replace('.', ',') : value;
}

/** What is wrong with a number that has to be more than 0, under its name; empty where nothing is. @param missing what is said of none at all */
export function positiveErrors<Name extends string>(name: Name, typed: string, missing: string): Partial<Record<Name, string>> {
  const problem = (text: string) => ({ [name]: text }) as Partial<Record<Name, string>>;
  if (typed.trim() === '') return problem(missing);
  const read = readNumber(typed);
  if ('problem' in read) return problem(read.problem);
  return signOf(read.value) > 0 ? {} : problem('Enter more than 0.');
}

/** The sign before the decimals; empty for a whole number; null when it cannot be told. */
function decimalSignOf(body: string, signs: Signs): string | null {
  const [points, commas] = [count(body, '.'), count(body, ',')];
  if (points === 0 && commas === 0) return '';
  if (points > 0 && commas > 0) {
    const last = body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
    return (last === '.' ? points : commas) === 1 ? last : null;
  }
  const only = points > 0 ? '.' : ',';
  if (points + commas > 1) return '';
  // One sign with three digits behind it and up to three before: thousands where the locale parts them so, or else decimals.
  const looksGrouped = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body);
  return looksGrouped && only === signs.group ? '' : only;
}

function isGrouped(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole);
}

function splitAtLast(text: string, sign: string): readonly [string, string] {
  const at = text.lastIndexOf(sign);
  return [text.slice(0, at), text.slice(at + 1)];
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
