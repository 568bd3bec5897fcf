/**
 * Prints figures as JSON into slots of a buffer: left-aligned text, then spaces, which JSON allows after a value. Invariant: a
 * slot holds a whole value or is not touched at all, and the digits are those `formatDecimal` would give.
 */
import { type Decimal, formatDecimal } from '../domain/decimal.js';
import type { Figure } from './figures.js';

const QUOTE = 34;
const MINUS = 45;
const POINT = 46;
const ZERO_DIGIT = 48;
const SPACE = 32;
const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const SCRATCH_BYTES = 64;
const scratch = new Uint8Array(SCRATCH_BYTES);

/** A place in a buffer. */
export interface Slot {
  readonly at: number;
  readonly width: number;
}

/** Prints `scaled / 10^scale` as JSON text; false, with nothing changed, when the slot is too narrow. */
export function printScaled(target: Uint8Array, { at, width }: Slot, { scaled, scale }: { scaled: bigint; scale: number }): boolean {
  if (scaled > SAFE_MAX || scaled < -SAFE_MAX) return printText(target, { at, width }, `"${scaledText(scaled, scale)}"`);
  let start = SCRATCH_BYTES;
  let rest = Number(scaled);
  const isNegative = rest < 0;
  if (isNegative) rest = -rest;
  let places = rest === 0 ? 0 : scale;
  // Trailing zeros go, as they do in the scalar's text.
  while (places > 0) {
    const tenth = Math.floor(rest / 10);
    if (rest - 10 * tenth !== 0) break;
    rest = tenth;
    places -= 1;
  }
  let written = 0;
  const isWhole = places === 0;
  do {
    const tenth = Math.floor(rest / 10);
    start -= 1;
    // Not `48 + rest - 10 * tenth`, which rounds near 2^53.
    scratch[start] = ZERO_DIGIT + (rest - 10 * tenth);
    rest = tenth;
    written += 1;
    if (written === places) {
      start -= 1;
      scratch[start] = POINT;
    }
  } while (rest > 0 || (!isWhole && written <= places));
  if (isNegative) {
    start -= 1;
    scratch[start] = MINUS;
  }
  const length = SCRATCH_BYTES - start + 2;
  if (length > width) return false;
  let place = at;
  target[place] = QUOTE;
  place += 1;
  while (start < SCRATCH_BYTES) {
    target[place] = scratch[start] as number;
    place += 1;
    start += 1;
  }
  target[place] = QUOTE;
  place += 1;
  pad(target, place, at + width);
  return true;
}

/** Prints plain ASCII; false, with nothing changed, when the slot is too narrow. */
export function printText(target: Uint8Array, { at, width }: Slot, text: string): boolean {
  if (text.length > width) return false;
  for (let index = 0; index < text.length; index += 1) target[at + index] = text.charCodeAt(index);
  pad(target, at + text.length, at + width);
  return true;
}

function pad(target: Uint8Array, from: number, to: number): void {
  for (let place = from; place < to; place += 1) target[place] = SPACE;
}

export function printFigure<T>(target: Uint8Array, slot: Slot, figure: Figure<T>, from: T): boolean {
  if (figure.form === 'SCALED') {
    const scaled = figure.read(from);
    return scaled === null ? printText(target, slot, 'null') : printScaled(target, slot, { scaled, scale: figure.scale });
  }
  return printText(target, slot, figureText(figure, from));
}

/** A figure as JSON. */
export function figureText<T>(figure: Figure<T>, from: T): string {
  switch (figure.form) {
    case 'SCALED': {
      const scaled = figure.read(from);
      return scaled === null ? 'null' : `"${scaledText(scaled, figure.scale)}"`;
    }
    case 'DECIMAL':
      return decimalText(figure.read(from));
    case 'INSTANT':
      return instantText(figure.read(from));
    case 'COUNT':
      return String(figure.read(from));
  }
}

/** A price and its time are one object for all who hold the instrument, and are printed for thousands of them: once is enough. */
const TEXTS_MAX = 4_096;
const texts = new Map<Date | Decimal, string>();

function textOf<T extends Date | Decimal>(value: T, print: (value: T) => string): string {
  let text = texts.get(value);
  if (text === undefined) {
    text = `"${print(value)}"`;
    // What is left behind are prices of a while ago.
    if (texts.size >= TEXTS_MAX) texts.clear();
    texts.set(value, text);
  }
  return text;
}

function instantText(instant: Date | null): string {
  return instant === null ? 'null' : textOf(instant, isoText);
}

function isoText(instant: Date): string {
  return instant.toISOString();
}

function decimalText(value: Decimal | null): string {
  return value === null ? 'null' : textOf(value, formatDecimal);
}

function scaledText(scaled: bigint, scale: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${fraction === '' ? '' : `.${fraction}`}`;
}
