/** Text from outside: bounded, and free of characters that a database or a reader would trip over. */
import { InvalidInput } from './errors.js';

/** NUL and other controls (line feeds and tabs aside), lone surrogates, and characters that turn the direction of writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** A character that somebody sees: no blank, no joiner, no accent without a letter. */
const VISIBLE = /[^\p{Z}\p{Cf}\p{M}\s\u115f\u1160\u2800\u3164]/u;

/** How many characters people see in it and a column of the database counts: an emoji is one, though it takes two places of a string. */
export function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The first `max` characters of it. None is cut in two: half of one has no UTF-8, and an answer that holds it cannot be read everywhere. */
export function beginningOf(text: string, max: number): string {
  return [...text.slice(0, 2 * max)].slice(0, max).join('');
}

/** What others wrote, as a table accepts it and a terminal survives it. */
export function clean(text: string): string {
  return text.replace(/\p{Cc}|\p{Cs}/gu, '?');
}

/**
 * The text without blanks around it.
 * @throws InvalidInput naming `field` when it is shorter than `min`, longer than `max` characters, or holds an unsafe character
 */
export function parseText(text: string, { field, min = 1, max }: { field: string; min?: number; max: number }): string {
  const trimmed = text.trim();
  if (UNSAFE.test(trimmed)) {
    throw new InvalidInput(field, 'CHARACTERS', `${field} holds a control or invisible character that is not allowed.`);
  }
  const length = charactersIn(trimmed);
  const hasRoom = length >= min && length <= max;
  if (!hasRoom || (min > 0 && !VISIBLE.test(trimmed))) {
    const seen = hasRoom ? ', of which one at least can be seen' : '';
    throw new InvalidInput(field, 'LENGTH', `${field} must have ${min} to ${max} characters${seen}.`);
  }
  return trimmed;
}

/** Two scripts with letters that look alike, in one word. */
const MIXED = /(?=[^@.]*\p{Script=Latin})(?=[^@.]*[\p{Script=Cyrillic}\p{Script=Greek}])[^@.]+/u;

/** An address as it is compared: however its letters were composed, and in whatever case. */
export function foldEmail(text: string): string {
  // A capital I with a dot becomes an i with another one.
  return text.normalize('NFKC').toLowerCase().replaceAll('i\u0307', 'i');
}

/**
 * All an address may be kept as, what was given first: before addresses were folded each was kept as its letters happened to be composed.
 * The first of them that is somebody's counts, so that two of then stay apart.
 */
export function formsOfEmail(text: string): string[] {
  const given = text.trim().toLowerCase();
  return [...new Set([given, foldEmail(given), given.normalize('NFC'), given.normalize('NFD')])];
}

/** An e-mail address in lower case. Only its form is checked; whether it exists is for a message to tell. */
export function parseEmail(text: string, field = 'email'): string {
  const email = foldEmail(parseText(text, { field, min: 3, max: 254 }));
  // Joiners and the like would make two addresses that look the same.
  if (/\p{Cf}/u.test(email)) throw new InvalidInput(field, 'CHARACTERS', `${field} holds an invisible character that is not allowed.`);
  if (!/^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+\.[^\s@"(),:;<>[\]\\.]{2,}$/.test(email)) {
    throw new InvalidInput(field, 'EMAIL', `${field} must be an e-mail address such as name@example.org.`);
  }
  if (MIXED.test(email)) {
    throw new InvalidInput(field, 'CHARACTERS', `${field} mixes letters of scripts that look alike, which is not allowed.`);
  }
  return email;
}
