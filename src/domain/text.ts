/** Text from outside: bounded, and free of characters that a database or a reader would trip over. */
import { InvalidInput } from './errors.js';

/** NUL and other controls (line feeds and tabs aside), lone surrogates, and characters that turn the direction of writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/**
 * The text without blanks around it.
 * @throws InvalidInput naming `field` when it is shorter than `min`, longer than `max` characters, or holds an unsafe character
 */
export function parseText(text: string, { field, min = 1, max }: { field: string; min?: number; max: number }): string {
  const trimmed = text.trim();
  if (UNSAFE.test(trimmed)) {
    throw new InvalidInput(field, 'CHARACTERS', `${field} holds a control or invisible character that is not allowed.`);
  }
  if (trimmed.length < min || trimmed.length > max) {
    throw new InvalidInput(field, 'LENGTH', `${field} must have ${min} to ${max} characters.`);
  }
  return trimmed;
}

/** An e-mail address in lower case. Only its form is checked; whether it exists is for a message to tell. */
export function parseEmail(text: string, field = 'email'): string {
  const email = parseText(text, { field, min: 3, max: 254 }).toLowerCase();
  if (!/^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+\.[^\s@"(),:;<>[\]\\.]{2,}$/.test(email)) {
    throw new InvalidInput(field, 'EMAIL', `${field} must be an e-mail address such as name@example.org.`);
  }
  return email;
}
