/** The frames of Massive's stream: greeting, sign-in, subscription, trades. Every frame is an array; its times are milliseconds. */
import { z } from 'zod';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import { isPrice } from '../answer.js';
import type { FrameNews, Refusal, StreamProtocol } from '../connection.js';
import { parseLossless } from '../lossless.js';
import type { RawObservation } from '../source.js';
import { SourceErrorKind } from '../source-error.js';

/** Another process holds the one connection: it is not fought over. */
const TAKEN_PAUSE_MS = 300_000;

const Entry = z.object({
  ev: z.string(),
  status: z.string().nullish(),
  message: z.string().nullish(),
  sym: z.string().nullish(),
  p: z.string().nullish(),
  t: z.string().nullish(),
});
type Entry = z.infer<typeof Entry>;

export function massiveProtocol(url: string, key: string): StreamProtocol {
  const message = (action: string, symbols: readonly string[]) => ({ action, params: symbols.map((symbol) => `T.${symbol}`).join(',') });
  return {
    url,
    awaitsWelcome: true,
    ask: ({ added, removed }) => [
      ...(removed.length > 0 ? [message('unsubscribe', removed)] : []),
      ...(added.length > 0 ? [message('subscribe', added)] : []),
    ],
    read: (frame) => readMassiveFrame(frame, { action: 'auth', params: key }),
  };
}

/** @throws when the frame is no array of entries */
export function readMassiveFrame(frame: string, signIn: unknown): FrameNews {
  const entries = z.array(Entry).parse(parseLossless(frame));
  const notices = entries.filter(({ ev }) => ev === 'status');
  const says = (status: string) => notices.some((notice) => notice.status === status);
  const refusal = notices.map(refusalOf).find((found) => found !== null);
  return {
    observations: entries.flatMap(tradeOf),
    ...(says('connected') && { replies: [signIn] }),
    isWelcome: says('auth_success'),
    notes: notices.filter(({ status }) => status === 'error').map(({ message }) => `The stream says: ${wordsOf(message)}`),
    ...(refusal && { refusal }),
  };
}

function refusalOf({ status, message }: Entry): Refusal | null {
  const reason = `${status}: ${wordsOf(message)}`;
  if (status === 'auth_failed' || status === 'auth_timeout') return { kind: SourceErrorKind.AUTH, reason, pauseMs: null };
  return status === 'max_connections' ? { kind: SourceErrorKind.RATE_LIMITED, reason, pauseMs: TAKEN_PAUSE_MS } : null;
}

function wordsOf(message: string | null | undefined): string {
  return (message ?? '').slice(0, 200);
}

function tradeOf({ ev, sym, p, t }: Entry): RawObservation[] {
  if (ev !== 'T' || !sym || !isPrice(p) || !t || !/^\d{13}$/.test(t)) return [];
  const plain = { currency: 'USD', valueDate: null, previousClose: null, adjustment: Adjustment.NONE } as const;
  return [{ type: 'quote', symbol: sym, kind: QuoteKind.LAST, price: p, observedAt: new Date(Number(t)), ...plain }];
}
