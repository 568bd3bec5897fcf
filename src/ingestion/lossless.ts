/** JSON and numbers without going through binary floats: a price keeps every digit its source wrote. */
import { Decimal } from '../domain/decimal.js';

interface ReviverContext {
  readonly source?: string;
}

/** What precedes a number, and one that may not be what a float prints: with a fraction, an exponent, many digits or a sign before nought. */
const MAY_LOSE = /(?:^|[[,:])\s*(?:-?\d+[.eE]|-?\d{16}|-0)/;

/**
 * Parses JSON with every number as its own text: `{"a": 1.50}` gives `{ a: '1.50' }`. Asking for the text of numbers costs as much as
 * all the rest, so it is done only where one could differ from its float; often the only number is a time.
 * @throws SyntaxError when it is not JSON
 */
export function parseLossless(text: string): unknown {
  if (!MAY_LOSE.test(text)) return textual(JSON.parse(text));
  const reviver = (_key: string, value: unknown, context?: ReviverContext) =>
    typeof value === 'number' ? plainNumber(context?.source ?? '') : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

/** The same value with numbers as text, in place: it was just parsed, and is nobody else's. */
function textual(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const held = holder[key];
    if (typeof held === 'number' || typeof held === 'object') holder[key] = textual(held);
  }
  return value;
}

const MAX_EXPONENT = 40;

/** Number text in plain notation, digits kept; an exponent is written out when it is of a sane size. */
export function plainNumber(text: string): string {
  const exponent = /[eE]([+-]?\d+)$/.exec(text);
  if (!exponent || Math.abs(Number(exponent[1])) > MAX_EXPONENT) return text;
  return new Decimal(text).toFixed();
}
