/**
 * A generic WebSocket of JSON prices: `{symbol, price, time, currency?}` or `{base, quote, rate, time}`, singly or in
 * arrays. A frame that cannot be read is counted and ignored; what arrives is handed on at once.
 */
import { tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { Connection, type ConnectionOptions, type StreamProtocol } from '../connection.js';
import { parseLossless } from '../lossless.js';
import type { RawObservation, Source, SourceCapabilities, StreamHandle, StreamSink } from '../source.js';

export const STREAM = 'stream' as SourceId;

const FRAME_OBSERVATIONS_MAX = 10_000;
const HANDSHAKE_MS = 10_000;
/** Symbols named in one subscribe message. */
const SUBSCRIBE_MAX = 500;

export interface StreamOptions extends ConnectionOptions {
  readonly url: string;
  readonly info?: SourceInfo;
  /** Makes the message that asks for symbols; null: the server sends without being asked. */
  readonly subscribeMessage?: ((symbols: readonly string[]) => unknown) | null;
}

export class StreamSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities = {
    kinds: ['EQUITY', 'ETF', 'BOND', 'CRYPTO', 'FX'],
    mics: '*',
    maxBatch: 0,
    stream: true,
    adjusted: Adjustment.NONE,
    delayMinutes: 0,
    commercialUse: true,
    limits: { deadlineMs: HANDSHAKE_MS, spacingMs: 0 },
  };

  constructor(private readonly options: StreamOptions) {
    this.info = options.info ?? { id: STREAM, name: 'Price stream', simulated: false, priority: 5 };
  }

  open(symbols: readonly string[], sink: StreamSink): StreamHandle {
    return new Connection(protocolOf(this.options), symbols, sink, this.options);
  }
}

function protocolOf({ url, subscribeMessage = (list) => ({ subscribe: list }) }: StreamOptions): StreamProtocol {
  return {
    url,
    ask({ added }) {
      if (!subscribeMessage) return [];
      const messages: unknown[] = [];
      for (let start = 0; start < added.length; start += SUBSCRIBE_MAX)
        messages.push(subscribeMessage(added.slice(start, start + SUBSCRIBE_MAX)));
      return messages;
    },
    read(frame) {
      const observations = parseFrame(frame);
      return observations ? { observations } : { garbage: 'a frame that is not JSON of the known form' };
    },
  };
}

/**
 * The observations of one frame; null when it is garbage. Within an array the good ones count; JSON objects without a
 * price, such as acknowledgements and heartbeats, are no observations and no garbage.
 */
export function parseFrame(frame: string): RawObservation[] | null {
  let value: unknown;
  try {
    value = parseLossless(frame);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > FRAME_OBSERVATIONS_MAX) return null;
  const parsed: RawObservation[] = [];
  for (const item of items) {
    const raw = typeof item === 'object' && item !== null ? (quoteOf(item) ?? rateOf(item)) : null;
    if (raw) parsed.push(raw);
  }
  const isControl = !Array.isArray(value) && !('price' in value) && !('rate' in value);
  return parsed.length > 0 || items.length === 0 || isControl ? parsed : null;
}

/** Characters of each text that are read; what is longer is no price. */
const LENGTH_MAX = { symbol: 64, figure: 80, time: 40, currency: 8, day: 10 } as const;
const KINDS: ReadonlySet<unknown> = new Set(Object.values(QuoteKind));

type Fields = Readonly<Record<string, unknown>>;

/** Looked at by hand: a schema takes longer over a price than all that is done with it afterwards, and prices come by the hundred a second. */
function quoteOf(fields: object): RawObservation | null {
  const { symbol, price, time, currency, kind, date, previousClose } = fields as Fields;
  if (!isText(symbol, LENGTH_MAX.symbol) || symbol === '' || !isText(price, LENGTH_MAX.figure)) return null;
  if (!isTextOrNone(time, LENGTH_MAX.time) || !isTextOrNone(currency, LENGTH_MAX.currency)) return null;
  if (!isTextOrNone(date, LENGTH_MAX.day) || !isTextOrNone(previousClose, LENGTH_MAX.figure)) return null;
  if (kind !== undefined && kind !== null && !KINDS.has(kind)) return null;
  return {
    type: 'quote',
    symbol,
    kind: (kind as QuoteKind | null | undefined) ?? QuoteKind.LAST,
    price,
    currency: currency ?? null,
    observedAt: time ? parseTime(time) : null,
    valueDate: date ? tryParseDay(date) : null,
    previousClose: previousClose ?? null,
    adjustment: Adjustment.NONE,
  };
}

function rateOf(fields: object): RawObservation | null {
  const { base, quote, rate, time } = fields as Fields;
  if (!isText(base, LENGTH_MAX.currency) || !isText(quote, LENGTH_MAX.currency) || !isText(rate, LENGTH_MAX.figure)) return null;
  if (!isTextOrNone(time, LENGTH_MAX.time)) return null;
  return { type: 'rate', base, quote, rate, observedAt: time ? parseTime(time) : null, valueDate: null };
}

function isText(value: unknown, lengthMax: number): value is string {
  return typeof value === 'string' && value.length <= lengthMax;
}

function isTextOrNone(value: unknown, lengthMax: number): value is string | null | undefined {
  return value === undefined || value === null || isText(value, lengthMax);
}

const ISO_INSTANT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)$/;
/** Epoch numbers from here on are milliseconds: as seconds they would lie beyond the year 5000. */
const EPOCH_MS_FROM = 100_000_000_000;

/** ISO 8601 with its zone, or the epoch in seconds or milliseconds; null when it is neither. */
export function parseTime(text: string): Date | null {
  if (ISO_INSTANT.test(text)) {
    const ms = Date.parse(text);
    return Number.isFinite(ms) ? new Date(ms) : null;
  }
  if (!/^\d{1,14}(\.\d+)?$/.test(text)) return null;
  const epoch = Number(text);
  return new Date(Math.round(epoch < EPOCH_MS_FROM ? epoch * 1000 : epoch));
}
