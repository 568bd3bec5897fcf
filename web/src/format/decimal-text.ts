/**
 * Exact comparing and adding of decimal numbers kept as text, as the API gives them. Money never becomes a binary
 * float on its way to the screen; only shares and widths of bars do (`approximate`).
 */

interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

export function compareDecimals(a: string, b: string): number {
  const [left, right] = aligned(scaled(a), scaled(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

export function signOf(text: string): -1 | 0 | 1 {
  const { units } = scaled(text);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function sumDecimals(texts: readonly string[]): string {
  let sum: Scaled = { units: 0n, scale: 0 };
  for (const text of texts) {
    const next = scaled(text);
    const [left, right] = aligned(sum, next);
    sum = { units: left + right, scale: Math.max(sum.scale, next.scale) };
  }
  return textOf(sum);
}

export function multiplyDecimals(a: string, b: string): string {
  const [left, right] = [scaled(a), scaled(b)];
  return textOf({ units: left.units * right.units, scale: left.scale + right.scale });
}

export function negated(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** For proportions only, never for an amount that is shown. */
export function approximate(text: string): number {
  return Number(text);
}

function scaled(text: string): Scaled {
  const [mantissa = '', exponent] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const units = BigInt(whole + fraction);
  const scale = fraction.length - (exponent ? Number(exponent) : 0);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

function aligned(a: Scaled, b: Scaled): readonly [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale)];
}

function textOf({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
