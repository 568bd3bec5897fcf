/**
 * A generic WebSocket of JSON prices: `{symbol, price, time, currency?}` or `{base, quote, rate, time}`, singly or in
 * arrays. The connection heals itself for ever, a silent one is replaced, and a frame that cannot be read is counted and
 * ignored. Nothing is kept here: what arrives is handed on at once.
 */
import { WebSocket } from 'ws';
import { z } from 'zod';
import { tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { redact } from '../http.js';
import { parseLossless } from '../lossless.js';
import type { RawObservation, Source, SourceCapabilities, StreamHandle, StreamSink } from '../source.js';

export const STREAM = 'stream' as SourceId;

const FRAME_BYTES_MAX = 1024 * 1024;
const FRAME_OBSERVATIONS_MAX = 10_000;
const HANDSHAKE_MS = 10_000;
/** Symbols named in one subscribe message. */
const SUBSCRIBE_MAX = 500;

export interface StreamOptions {
  readonly url: string;
  readonly info?: SourceInfo;
  /** Makes the message that asks for symbols; null: the server sends without being asked. */
  readonly subscribeMessage?: ((symbols: readonly string[]) => unknown) | null;
  /** Silence after which the connection counts as dead. A ping is sent at half of it. */
  readonly heartbeatMs?: number;
  /** First and longest pause before connecting again; it doubles in between, with full jitter. */
  readonly backOffMs?: { readonly first: number; readonly longest: number };
  /** From 0 to 1, for the jitter. */
  readonly random?: () => number;
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
    return new StreamConnection(this.options, symbols, sink);
  }
}

class StreamConnection implements StreamHandle {
  private socket: WebSocket | null = null;
  private symbols: ReadonlySet<string>;
  private readonly options: Required<Omit<StreamOptions, 'info'>>;
  private timer: NodeJS.Timeout | null = null;
  private watch: NodeJS.Timeout | null = null;
  private heard = false;
  private attempts = 0;
  private closed = false;

  constructor(
    options: StreamOptions,
    symbols: readonly string[],
    private readonly sink: StreamSink,
  ) {
    this.options = {
      url: options.url,
      subscribeMessage: options.subscribeMessage === undefined ? (list) => ({ subscribe: list }) : options.subscribeMessage,
      heartbeatMs: options.heartbeatMs ?? 60_000,
      backOffMs: options.backOffMs ?? { first: 1000, longest: 60_000 },
      random: options.random ?? Math.random,
    };
    this.symbols = new Set(symbols);
    this.connect();
  }

  subscribe(symbols: readonly string[]): void {
    const added = symbols.filter((symbol) => !this.symbols.has(symbol));
    this.symbols = new Set(symbols);
    if (this.socket?.readyState === WebSocket.OPEN) this.ask(added);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    const { socket } = this;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      // Terminated rather than closed: a dead peer would never answer the closing handshake.
      socket.terminate();
    });
  }

  private connect(): void {
    const socket = new WebSocket(this.options.url, {
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: FRAME_BYTES_MAX,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.socket = socket;
    let reason = 'closed by the server';
    socket.on('open', () => {
      this.sink.connected();
      this.ask([...this.symbols]);
      this.startWatch(socket, () => {
        reason = `silent for ${this.options.heartbeatMs} ms`;
      });
    });
    socket.on('message', (data, isBinary) => {
      this.isAlive();
      this.receive(isBinary ? null : data.toString());
    });
    for (const sign of ['ping', 'pong'] as const) {
      socket.on(sign, () => this.isAlive());
    }
    socket.on('error', (error) => {
      reason = redact(error.message);
    });
    socket.on('close', () => {
      if (this.watch) clearInterval(this.watch);
      this.sink.disconnected(reason);
      if (!this.closed) this.reconnect();
    });
  }

  /** Only a sign of life ends the back-off: a server may accept a connection just to close it. */
  private isAlive(): void {
    this.heard = true;
    this.attempts = 0;
  }

  /** Twice per heartbeat: ask for a sign of life, and give up on a connection that has given none since the last two. */
  private startWatch(socket: WebSocket, onSilent: () => void): void {
    let missed = 0;
    this.heard = true;
    this.watch = setInterval(() => {
      missed = this.heard ? 0 : missed + 1;
      this.heard = false;
      if (missed >= 2) {
        onSilent();
        socket.terminate();
      } else {
        socket.ping();
      }
    }, this.options.heartbeatMs / 2);
  }

  private reconnect(): void {
    const { first, longest } = this.options.backOffMs;
    const limitMs = Math.min(longest, first * 2 ** Math.min(this.attempts, 16));
    this.attempts += 1;
    // Full jitter, but never at once: a server that is just restarting is not stormed.
    this.timer = setTimeout(() => this.connect(), first / 10 + this.options.random() * limitMs);
  }

  private ask(symbols: readonly string[]): void {
    const { subscribeMessage } = this.options;
    if (!subscribeMessage) return;
    for (let start = 0; start < symbols.length; start += SUBSCRIBE_MAX) {
      this.socket?.send(JSON.stringify(subscribeMessage(symbols.slice(start, start + SUBSCRIBE_MAX))));
    }
  }

  private receive(frame: string | null): void {
    const observations = frame === null ? null : parseFrame(frame);
    if (observations === null) this.sink.garbage('a frame that is not JSON of the known form');
    else if (observations.length > 0) this.sink.observed(observations);
  }
}

const time = z.string().max(40);
const Tick = z.object({
  symbol: z.string().min(1).max(64),
  price: z.string().max(80),
  time: time.nullish(),
  currency: z.string().max(8).nullish(),
  kind: z.enum(QuoteKind).nullish(),
  date: z.string().max(10).nullish(),
  previousClose: z.string().max(80).nullish(),
});
const RateTick = z.object({
  base: z.string().max(8),
  quote: z.string().max(8),
  rate: z.string().max(80),
  time: time.nullish(),
});
const Frame = z.union([Tick, RateTick]);

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
  const parsed = items.map((item) => Frame.safeParse(item)).flatMap((result) => (result.success ? [toRaw(result.data)] : []));
  const isControl = !Array.isArray(value) && !('price' in value) && !('rate' in value);
  return parsed.length > 0 || items.length === 0 || isControl ? parsed : null;
}

function toRaw(tick: z.infer<typeof Frame>): RawObservation {
  const observedAt = tick.time ? parseTime(tick.time) : null;
  if ('rate' in tick) return { type: 'rate', base: tick.base, quote: tick.quote, rate: tick.rate, observedAt, valueDate: null };
  return {
    type: 'quote',
    symbol: tick.symbol,
    kind: tick.kind ?? QuoteKind.LAST,
    price: tick.price,
    currency: tick.currency ?? null,
    observedAt,
    valueDate: tick.date ? tryParseDay(tick.date) : null,
    previousClose: tick.previousClose ?? null,
    adjustment: Adjustment.NONE,
  };
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
