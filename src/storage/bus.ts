/**
 * Typed topics between the parts of the program, and between its instances over Redis pub/sub when an address is given.
 * An instance always hears itself, with Redis or without. Messages travel as text in both, so that behaviour is the same.
 * Delivery to others is at most once; whoever must not miss anything reads the database again when `onReconnect` calls.
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { PubSub } from 'graphql-subscriptions';
import { Redis } from 'ioredis';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { FxRate } from '../domain/fx.js';
import type { InstrumentId, PortfolioId, SessionId, SourceId } from '../domain/ids.js';
import type { Adjustment, Quote, QuoteKind } from '../domain/quote.js';

/** What each topic carries. */
export interface Topics {
  /** Prices and rates that became current. */
  readonly quotes: { readonly quotes: readonly Quote[]; readonly rates: readonly FxRate[] };
  /** Portfolios whose ledger changed. */
  readonly ledger: { readonly portfolioIds: readonly PortfolioId[] };
  /** An administrator does not believe what is held of this instrument. */
  readonly holds: { readonly discarded: InstrumentId };
  /** Instruments or symbols were added or changed. */
  readonly instruments: Record<string, never>;
  /** Sessions that ended: sign-out, reuse of a refresh token, or a change of the user's rights. */
  readonly sessions: { readonly ended: readonly SessionId[] };
}
export type Topic = keyof Topics;

interface Engine {
  publish(topic: string, payload: unknown): Promise<void>;
  subscribe(topic: string, handler: (payload: unknown) => void): Promise<number>;
  unsubscribe(id: number): void;
}

interface Remote {
  readonly engine: Engine;
  readonly publisher: Redis;
  readonly subscriber: Redis;
}

/** Tells the other instances that this one could not reach them for a while. */
const MISSED = 'missed';
/** A server that accepts commands and never answers must not hold up whoever publishes. */
const COMMAND_TIMEOUT_MS = 2_000;

export class Bus {
  /** Tells our own messages, which were delivered here directly, from those of the others. */
  private readonly origin = randomUUID();
  // Without a limit: one listener per open subscription is expected, not a leak.
  private readonly local: Engine = new PubSub({ eventEmitter: new EventEmitter().setMaxListeners(0) });
  private readonly listeners = new Set<() => void>();
  private hasBeenConnected = false;
  private hasMissed = false;

  private constructor(private readonly remote: Remote | null) {
    if (!remote) return;
    const { publisher, subscriber } = remote;
    let wasReady = false;
    subscriber.on('ready', () => {
      // The answer to a ping comes after those to the subscriptions: from then on nothing is missed any more.
      if (wasReady) void subscriber.ping().then(this.resume, this.resume);
      wasReady = true;
    });
    publisher.on('ready', () => {
      this.hasBeenConnected = true;
      if (this.hasMissed) void this.send(MISSED, '').catch(() => undefined);
      this.hasMissed = false;
    });
    void remote.engine.subscribe(MISSED, (text) => this.ifForeign(String(text), this.resume));
  }

  static open(url: string | null, onError: (error: Error) => void): Bus {
    if (!url) return new Bus(null);
    const publisher = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, retryStrategy });
    const subscriber = new Redis(url, { maxRetriesPerRequest: null, autoResubscribe: true, retryStrategy });
    for (const client of [publisher, subscriber]) client.on('error', onError);
    const engine = new RedisPubSub({ publisher, subscriber, serializer: (payload) => payload, deserializer: String });
    return new Bus({ engine, publisher, subscriber });
  }

  /**
   * This instance hears the message at once, the others through Redis. Rejects when it could not be handed over to them;
   * they read the database again when they can be reached.
   */
  async publish<T extends Topic>(topic: T, message: Topics[T]): Promise<void> {
    const text = encode(topic, message);
    await this.local.publish(topic, text);
    if (!this.remote) return;
    try {
      await this.send(topic, text);
    } catch (error) {
      this.hasMissed = true;
      throw error;
    }
  }

  /** Calls the handler for each message from now on; returns how to stop. */
  async subscribe<T extends Topic>(topic: T, handler: (message: Topics[T]) => void): Promise<() => void> {
    const local = await this.local.subscribe(topic, (text) => handler(decode(topic, String(text))));
    const remote = await this.remote?.engine.subscribe(topic, (text) =>
      this.ifForeign(String(text), (message) => handler(decode(topic, message))),
    );
    return () => {
      this.local.unsubscribe(local);
      if (remote !== undefined) this.remote?.engine.unsubscribe(remote);
    };
  }

  /** Calls back each time messages may have been missed and the others can be heard again. */
  onReconnect(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** True when messages reach the other instances (always, inside one process). */
  isConnected(): boolean {
    return !this.remote || (this.remote.publisher.status === 'ready' && this.remote.subscriber.status === 'ready');
  }

  async close(): Promise<void> {
    this.remote?.publisher.disconnect();
    this.remote?.subscriber.disconnect();
  }

  private readonly resume = (): void => {
    for (const listener of this.listeners) listener();
  };

  private async send(topic: string, text: string): Promise<void> {
    const { publisher, engine } = this.remote as Remote;
    // Nobody is to wait for a server that was there and is gone; before the first connection the client's queue does.
    if (this.hasBeenConnected && publisher.status !== 'ready') throw new Error('Redis is not connected');
    await engine.publish(topic, `${this.origin} ${text}`);
  }

  private ifForeign(text: string, handle: (message: string) => void): void {
    const border = text.indexOf(' ');
    if (text.slice(0, border) !== this.origin) handle(text.slice(border + 1));
  }
}

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 2_000);
}

function encode<T extends Topic>(topic: T, message: Topics[T]): string {
  if (topic !== 'quotes') return JSON.stringify(message);
  const { quotes, rates } = message as Topics['quotes'];
  // Dates and decimals print themselves as text (Decimal without an exponent, by its settings).
  return JSON.stringify({ quotes, rates });
}

function decode<T extends Topic>(topic: T, text: string): Topics[T] {
  const message = JSON.parse(text);
  if (topic !== 'quotes') return message;
  return { quotes: message.quotes.map(decodeQuote), rates: message.rates.map(decodeRate) } as unknown as Topics[T];
}

type Wire<T> = { readonly [K in keyof T]: T[K] extends Date | Decimal ? string : T[K] };

function decodeQuote(wire: Wire<Quote> & { previousClose: { price: string; valueDate: Day | null } | null }): Quote {
  return {
    instrumentId: wire.instrumentId as InstrumentId,
    source: wire.source as SourceId,
    kind: wire.kind as QuoteKind,
    price: new Decimal(wire.price),
    currency: wire.currency as Currency,
    observedAt: new Date(wire.observedAt),
    valueDate: wire.valueDate as Day,
    receivedAt: new Date(wire.receivedAt),
    previousClose: wire.previousClose && { price: new Decimal(wire.previousClose.price), valueDate: wire.previousClose.valueDate },
    rawPrice: wire.rawPrice,
    rawCurrency: wire.rawCurrency,
    adjustment: wire.adjustment as Adjustment,
    revision: wire.revision,
  };
}

function decodeRate(wire: Wire<FxRate> & { previous: { rate: string; valueDate: Day } | null }): FxRate {
  return {
    base: wire.base as Currency,
    quote: wire.quote as Currency,
    rate: new Decimal(wire.rate),
    source: wire.source as SourceId,
    observedAt: new Date(wire.observedAt),
    valueDate: wire.valueDate as Day,
    receivedAt: new Date(wire.receivedAt),
    previous: wire.previous && { rate: new Decimal(wire.previous.rate), valueDate: wire.previous.valueDate },
    revision: wire.revision,
  };
}
