/** What travels between the instances: as text through Redis, as it is inside one process; nobody changes a message. */
import { createHash } from 'node:crypto';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { FxRate } from '../domain/fx.js';
import type { AlertId, AlertRuleId, InstrumentId, PortfolioId, SessionId, SourceId, UserId } from '../domain/ids.js';
import type { Adjustment, Quote, QuoteKind } from '../domain/quote.js';

/** How an encoded message begins that is traced. */
const TRACE = '{"trace":"';

/** What each topic carries. */
export interface Topics {
  /** Prices and rates that became current. */
  readonly quotes: { readonly quotes: readonly Quote[]; readonly rates: readonly FxRate[] };
  /** Portfolios whose ledger changed. */
  readonly ledger: { readonly portfolioIds: readonly PortfolioId[] };
  /** An administrator does not believe what is held of this instrument. */
  readonly holds: { readonly discarded: string };
  /** A price that came at the instant was wrong, and counts no more; told before what counts instead. */
  readonly withdrawals: { readonly instrumentId: InstrumentId; readonly sinceMs: number };
  /**
   * Instruments that were added or changed, their symbols and what is proposed of them included; none where it is about a pair. An instance of
   * an earlier version does not say which: any may have.
   */
  readonly instruments: { readonly changed?: readonly InstrumentId[] };
  /** Sessions that ended: sign-out, reuse of a refresh token, or a change of the user's rights. */
  readonly sessions: { readonly ended: readonly SessionId[] };
  /** Alert rules that were made, amended or deleted. */
  readonly alertRules: { readonly changed: readonly AlertRuleId[] };
  /** Alerts that fired. */
  readonly alerts: { readonly fired: readonly { readonly id: AlertId; readonly userId: UserId }[] };
}
export type Topic = keyof Topics;

/**
 * Channels a topic is spread over in a cluster, so that its shards share the load. Every version of the program must use the
 * same numbers: an instance that listens to fewer channels hears less.
 */
export const SHARDS: Readonly<Record<Topic, number>> = {
  quotes: 16,
  ledger: 8,
  holds: 1,
  withdrawals: 1,
  instruments: 1,
  sessions: 1,
  alertRules: 1,
  alerts: 1,
};

/** The parts of a message by the shard each belongs to: prices by instrument or pair, ledgers by portfolio. */
export function shardsOf<T extends Topic>(topic: T, message: Topics[T]): ReadonlyMap<number, Topics[T]> {
  const count = SHARDS[topic];
  if (topic === 'quotes') return shardedQuotes(message as Topics['quotes'], count) as ReadonlyMap<number, Topics[T]>;
  if (topic !== 'ledger') return new Map([[0, message]]);
  const { portfolioIds } = message as Topics['ledger'];
  const byShard = new Map<number, { portfolioIds: PortfolioId[] }>();
  for (const id of portfolioIds) {
    const shard = shardOf(id, count);
    const known = byShard.get(shard) ?? { portfolioIds: [] };
    known.portfolioIds.push(id);
    byShard.set(shard, known);
  }
  return byShard as ReadonlyMap<number, unknown> as ReadonlyMap<number, Topics[T]>;
}

function shardedQuotes({ quotes, rates }: Topics['quotes'], count: number): ReadonlyMap<number, Topics['quotes']> {
  const byShard = new Map<number, { quotes: Quote[]; rates: FxRate[] }>();
  const at = (key: string) => {
    const shard = shardOf(key, count);
    const known = byShard.get(shard) ?? { quotes: [], rates: [] };
    byShard.set(shard, known);
    return known;
  };
  for (const quote of quotes) at(quote.instrumentId).quotes.push(quote);
  for (const rate of rates) at(rate.base + rate.quote).rates.push(rate);
  return byShard;
}

function shardOf(key: string, count: number): number {
  return createHash('md5').update(key).digest().readUInt32BE(0) % count;
}

/** @param trace the W3C traceparent others go on with; a version that does not know of it passes it over */
export function encode(message: Topics[Topic], trace: string | null = null): string {
  // Dates and decimals print themselves as text (Decimal without an exponent, by its settings).
  return JSON.stringify(trace === null ? message : { trace, ...message });
}

/** The traceparent of an encoded message; null when it has none. */
export function tracedFrom(text: string): string | null {
  return text.startsWith(TRACE) ? text.slice(TRACE.length, text.indexOf('"', TRACE.length)) : null;
}

export function decode<T extends Topic>(topic: T, text: string): Topics[T] {
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
    ahead: wire.ahead,
    ...(wire.stands && { stands: true }),
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
