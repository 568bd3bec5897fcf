/** JSON and numbers without going through binary floats: a price keeps every digit its source wrote. */
import { Decimal } from '../domain/decimal.js';

interface ReviverContext {
  readonly source?: string;
}

/**
 * Parses JSON with every number as its own text: `{"a": 1.50}` gives `{ a: '1.50' }`.
 * @throws SyntaxError when it is not JSON
 */
export function parseLossless(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: ReviverContext) =>
    typeof value === 'number' ? plainNumber(context?.source ?? '') : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

const MAX_EXPONENT = 40;

/** Number text in plain notation, digits kept; an exponent is written out when it is of a sane size. */
export function plainNumber(text: string): string {
  const exponent = /[eE]([+-]?\d+)$/.exec(text);
  if (!exponent || Math.abs(Number(exponent[1])) > MAX_EXPONENT) return text;
  return new Decimal(text).toFixed();
}
