/**
 * Yahoo's stream: protobuf in base64 in JSON, decoded by hand since it is flat. Prices are 32-bit floats: they are rounded to
 * the digits the source means. The server forgets a subscription that is not repeated.
 */
import { z } from 'zod';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { FrameNews, StreamProtocol } from '../connection.js';
import { pairOfYahoo } from './yahoo-symbol.js';

const REPEAT_MS = 15_000;
/** Digits a 32-bit float tells apart, before and after the point together. */
const SIGNIFICANT = 7;
/** Digits after the point worth keeping where the hint asks for fewer: pence have them. */
const DIGITS_KEPT = 4;
const DIGITS_MAX = 8;
const REGULAR_HOURS = 1;
/** Fields of PricingData by their number. */
const FIELD = { id: 1, price: 2, time: 3, currency: 4, hours: 7, priceHint: 27, previousClose: 16 } as const;
const TEXT_BYTES_MAX = 256;

export function yahooProtocol(url: string): StreamProtocol {
  return {
    url,
    repeatMs: REPEAT_MS,
    ask: ({ all, removed }) => [...(removed.length > 0 ? [{ unsubscribe: removed }] : []), ...(all.length > 0 ? [{ subscribe: all }] : [])],
    read: readYahooFrame,
  };
}

const Frame = z.object({ message: z.string().max(8192) });

/** @throws when the frame is none of the known */
export function readYahooFrame(frame: string): FrameNews {
  const { message } = Frame.parse(JSON.parse(frame));
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(message)) throw new Error('not base64');
  const fields = decodeFields(Buffer.from(message, 'base64'));
  const symbol = fields.get(FIELD.id);
  const price = fields.get(FIELD.price);
  const time = fields.get(FIELD.time);
  if (typeof symbol !== 'string' || typeof price !== 'number' || typeof time !== 'bigint') throw new Error('not a price');
  const observedAt = new Date(Number(zigzag(time)));
  if (!(price > 0) || Number.isNaN(observedAt.getTime())) return { garbage: 'a price that is none' };
  // Before the opening and after the close a price of another kind is sent; it does not replace the regular one.
  if (fields.get(FIELD.hours) !== BigInt(REGULAR_HOURS)) return {};
  const text = rounded(price, fields.get(FIELD.priceHint));
  const pair = pairOfYahoo(symbol);
  if (pair) return { observations: [{ type: 'rate', ...pair, rate: text, observedAt, valueDate: null }] };
  const currency = fields.get(FIELD.currency);
  const before = fields.get(FIELD.previousClose);
  return {
    observations: [
      {
        type: 'quote',
        symbol,
        kind: QuoteKind.LAST,
        price: text,
        currency: typeof currency === 'string' && currency !== '' ? currency : null,
        observedAt,
        valueDate: null,
        previousClose: typeof before === 'number' && before > 0 ? rounded(before, fields.get(FIELD.priceHint)) : null,
        adjustment: Adjustment.NONE,
      },
    ],
  };
}

/** 231.4199981 with a hint of 2 is 231.42. */
function rounded(price: number, hint: unknown): string {
  const stated = typeof hint === 'bigint' ? Number(zigzag(hint)) : 0;
  const carried = SIGNIFICANT - Math.trunc(price).toString().length;
  const digits = Math.max(0, Math.min(DIGITS_MAX, Math.max(stated, Math.min(DIGITS_KEPT, carried))));
  return price
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

type Field = string | number | bigint;

/** The fields of one flat protobuf message by number; the last of a repeated one counts. @throws when it is cut off */
export function decodeFields(bytes: Buffer): Map<number, Field> {
  const fields = new Map<number, Field>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('cut off');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new Error('a number without end');
  };
  const take = (length: number): number => {
    const start = at;
    at += length;
    if (at > bytes.length) throw new Error('cut off');
    return start;
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Number(tag >> 3n);
    const wire = Number(tag & 7n);
    if (wire === 0) fields.set(field, varint());
    else if (wire === 1) fields.set(field, bytes.readDoubleLE(take(8)));
    else if (wire === 5) fields.set(field, bytes.readFloatLE(take(4)));
    else if (wire === 2) {
      const length = Number(varint());
      if (length > TEXT_BYTES_MAX) throw new Error('too long');
      const start = take(length);
      fields.set(field, bytes.toString('utf8', start, start + length));
    } else throw new Error('an unknown wire type');
  }
  return fields;
}

/** Signed numbers are written with their sign in the lowest bit. */
function zigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}
