/**
 * Typed topics between the parts of the program and between its instances: Redis pub/sub when an address is given, else
 * inside this process. Messages travel as text in both, so that behaviour is the same. Delivery is at most once;
 * whoever must not miss anything reads the database again when `onReconnect` calls.
 */
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

export class Bus {
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly engine: Engine,
    private readonly clients: readonly Redis[],
  ) {
    for (const client of clients) {
      let wasReady = false;
      client.on('ready', () => {
        if (wasReady) for (const listener of this.listeners) listener();
        wasReady = true;
      });
    }
  }

  static open(url: string | null, onError: (error: Error) => void): Bus {
    if (!url) {
      // Without a limit: one listener per open subscription is expected, not a leak.
      return new Bus(new PubSub({ eventEmitter: new EventEmitter().setMaxListeners(0) }), []);
    }
    const publisher = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true, retryStrategy });
    const subscriber = new Redis(url, { maxRetriesPerRequest: null, autoResubscribe: true, retryStrategy });
    for (const client of [publisher, subscriber]) client.on('error', onError);
    return new Bus(new RedisPubSub({ publisher, subscriber, serializer: (payload) => payload, deserializer: String }), [
      subscriber,
      publisher,
    ]);
  }

  /** Rejects when the message could not be handed over; nobody but the caller can tell whether that matters. */
  async publish<T extends Topic>(topic: T, message: Topics[T]): Promise<void> {
    await this.engine.publish(topic, encode(topic, message));
  }

  /** Calls the handler for each message from now on; returns how to stop. */
  async subscribe<T extends Topic>(topic: T, handler: (message: Topics[T]) => void): Promise<() => void> {
    const id = await this.engine.subscribe(topic, (text) => handler(decode(topic, String(text))));
    return () => this.engine.unsubscribe(id);
  }

  /** Calls back each time the connection to Redis was lost and is there again: messages may be missing. */
  onReconnect(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** True when messages reach the other instances (always, inside one process). */
  isConnected(): boolean {
    return this.clients.every((client) => client.status === 'ready');
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.disconnect();
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
