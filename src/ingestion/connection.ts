/**
 * A WebSocket of prices that heals itself for ever: a silent connection is replaced, a refused one is tried again later,
 * and a frame that cannot be read is counted and ignored. What the frames say is the protocol's business; nothing is kept here.
 */
import { WebSocket } from 'ws';
import { redact } from './http.js';
import type { RawObservation, StreamHandle, StreamSink } from './source.js';
import { SourceErrorKind } from './source-error.js';

const FRAME_BYTES_MAX = 1024 * 1024;
const HANDSHAKE_MS = 10_000;

/** What one frame says. */
export interface FrameNews {
  readonly observations?: readonly RawObservation[];
  /** Frames to answer with at once. */
  readonly replies?: readonly unknown[];
  /** The server lets us in: symbols are asked for now. */
  readonly isWelcome?: boolean;
  /** Worth an administrator's look: a refused symbol, a halt. */
  readonly notes?: readonly string[];
  /** Entries that could not be read, in words. */
  readonly garbage?: string;
  /** The server refuses us. */
  readonly refusal?: Refusal;
}

export interface Refusal {
  readonly kind: SourceErrorKind;
  readonly reason: string;
  /** Pause before the next attempt; null: there is none, since the same key would be refused again. */
  readonly pauseMs: number | null;
}

/** One source's stream: how to ask, and how to read. Without state, so that a new connection starts from nothing. */
export interface StreamProtocol {
  readonly url: string;
  /** Whether symbols are asked for only once a frame said `isWelcome`. */
  readonly awaitsWelcome?: boolean;
  /** Frames that change the set of symbols from what this connection was asked for before. */
  ask(change: SymbolChange): readonly unknown[];
  /** @throws anything when the frame cannot be read: it is then counted as garbage */
  read(frame: string): FrameNews;
  /** Sent again and again, in full, for servers that forget otherwise. */
  readonly repeatMs?: number;
  /** A frame that keeps the connection open, sent at this interval. */
  readonly beat?: { readonly everyMs: number; readonly frame: unknown };
}

export interface SymbolChange {
  readonly all: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface ConnectionOptions {
  /** Silence after which the connection counts as dead. A ping is sent at half of it. */
  readonly heartbeatMs?: number | undefined;
  /** First and longest pause before connecting again; it doubles in between, with full jitter. */
  readonly backOffMs?: { readonly first: number; readonly longest: number } | undefined;
  /** From 0 to 1, for the jitter. */
  readonly random?: (() => number) | undefined;
}

export class Connection implements StreamHandle {
  private socket: WebSocket | null = null;
  private wanted: ReadonlySet<string>;
  /** What this connection was asked for; null before it lets us in. */
  private asked: ReadonlySet<string> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private watch: NodeJS.Timeout | null = null;
  private readonly repeats: NodeJS.Timeout[] = [];
  private heard = false;
  private attempts = 0;
  private closed = false;
  private refusal: Refusal | null = null;
  private readonly heartbeatMs: number;
  private readonly backOffMs: { readonly first: number; readonly longest: number };
  private readonly random: () => number;

  constructor(
    private readonly protocol: StreamProtocol,
    symbols: readonly string[],
    private readonly sink: StreamSink,
    { heartbeatMs = 60_000, backOffMs = { first: 1000, longest: 60_000 }, random = Math.random }: ConnectionOptions = {},
  ) {
    this.heartbeatMs = heartbeatMs;
    this.backOffMs = backOffMs;
    this.random = random;
    this.wanted = new Set(symbols);
    this.connect();
  }

  subscribe(symbols: readonly string[]): void {
    this.wanted = new Set(symbols);
    if (this.asked && this.socket?.readyState === WebSocket.OPEN) this.ask();
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
    const socket = new WebSocket(this.protocol.url, {
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: FRAME_BYTES_MAX,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.socket = socket;
    this.asked = null;
    this.refusal = null;
    let reason = 'closed by the server';
    socket.on('open', () => {
      if (!this.protocol.awaitsWelcome) this.welcomed();
      this.startWatch(socket, () => {
        reason = `silent for ${this.heartbeatMs} ms`;
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
    socket.on('close', () => this.lost(reason));
  }

  private lost(reason: string): void {
    if (this.watch) clearInterval(this.watch);
    for (const repeat of this.repeats.splice(0)) clearInterval(repeat);
    this.sink.disconnected(this.refusal?.reason ?? reason, this.refusal?.kind ?? SourceErrorKind.NETWORK);
    if (!this.closed && this.refusal?.pauseMs !== null) this.reconnect(this.refusal?.pauseMs ?? 0);
  }

  /** Only a sign of life ends the back-off: a server may accept a connection just to close it. */
  private isAlive(): void {
    this.heard = true;
    this.attempts = 0;
  }

  private welcomed(): void {
    this.sink.connected();
    this.asked = new Set();
    this.ask();
    const { repeatMs, beat } = this.protocol;
    if (repeatMs) this.repeats.push(setInterval(() => this.askAgain(), repeatMs));
    if (beat) this.repeats.push(setInterval(() => this.send([beat.frame]), beat.everyMs));
  }

  private ask(): void {
    const { asked, wanted } = this;
    const added = [...wanted].filter((symbol) => !asked?.has(symbol));
    const removed = [...(asked ?? [])].filter((symbol) => !wanted.has(symbol));
    this.asked = wanted;
    if (added.length > 0 || removed.length > 0) this.send(this.protocol.ask({ all: [...wanted], added, removed }));
  }

  private askAgain(): void {
    const all = [...this.wanted];
    this.send(this.protocol.ask({ all, added: all, removed: [] }));
  }

  private send(frames: readonly unknown[]): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    for (const frame of frames) this.socket.send(JSON.stringify(frame));
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
    }, this.heartbeatMs / 2);
  }

  private reconnect(pauseMs: number): void {
    const { first, longest } = this.backOffMs;
    const limitMs = Math.min(longest, first * 2 ** Math.min(this.attempts, 16));
    this.attempts += 1;
    // Full jitter, but never at once: a server that is just restarting is not stormed.
    this.timer = setTimeout(() => this.connect(), pauseMs + first / 10 + this.random() * limitMs);
  }

  private receive(frame: string | null): void {
    const news = frame === null ? null : this.read(frame);
    if (news === null) {
      this.sink.garbage('a frame that is not JSON of the known form');
      return;
    }
    if (news.garbage) this.sink.garbage(news.garbage);
    for (const note of news.notes ?? []) this.sink.noted?.(note);
    if (news.replies) this.send(news.replies);
    if (news.isWelcome && !this.asked) this.welcomed();
    if (news.observations?.length) this.sink.observed(news.observations);
    if (news.refusal) {
      this.refusal = news.refusal;
      this.socket?.terminate();
    }
  }

  private read(frame: string): FrameNews | null {
    try {
      return this.protocol.read(frame);
    } catch {
      return null;
    }
  }
}
