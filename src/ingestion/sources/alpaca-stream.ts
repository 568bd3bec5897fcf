/** The frames of Alpaca's stream: welcome, sign-in, subscription, trades. Every frame is an array; halts and refusals are told apart. */
import { z } from 'zod';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import { isPrice } from '../answer.js';
import type { FrameNews, Refusal, StreamProtocol } from '../connection.js';
import { parseLossless } from '../lossless.js';
import type { RawObservation } from '../source.js';
import { SourceErrorKind } from '../source-error.js';
import { parseTime } from './stream.js';

/** Symbols the free plan streams. */
const STREAM_SYMBOLS_MAX = 30;
/** Another process holds the one connection: it is not fought over. */
const TAKEN_PAUSE_MS = 300_000;
/** 401 not authenticated, 402 refused, 404 too late, 409 not in the plan: the same key would be refused again. */
const FINAL: ReadonlySet<string> = new Set(['401', '402', '404', '409']);

const Entry = z.object({
  T: z.string(),
  msg: z.string().nullish(),
  code: z.string().nullish(),
  S: z.string().nullish(),
  p: z.string().nullish(),
  t: z.string().nullish(),
  sc: z.string().nullish(),
  sm: z.string().nullish(),
});
type Entry = z.infer<typeof Entry>;

export function alpacaProtocol({ url, keyId, secret }: { url: string; keyId: string; secret: string }): StreamProtocol {
  return {
    url,
    awaitsWelcome: true,
    ask({ all, added, removed }) {
      const covered = new Set(all.slice(0, STREAM_SYMBOLS_MAX));
      const trades = added.filter((symbol) => covered.has(symbol));
      return [
        ...(removed.length > 0 ? [{ action: 'unsubscribe', trades: removed }] : []),
        ...(trades.length > 0 ? [{ action: 'subscribe', trades }] : []),
      ];
    },
    read: (frame) => readAlpacaFrame(frame, { action: 'auth', key: keyId, secret }),
  };
}

/** @throws when the frame is no array of entries */
export function readAlpacaFrame(frame: string, signIn: unknown): FrameNews {
  const entries = z.array(Entry).parse(parseLossless(frame));
  const says = (msg: string) => entries.some((entry) => entry.T === 'success' && entry.msg === msg);
  const errors = entries.filter(({ T }) => T === 'error');
  const refusal = errors.map(refusalOf).find((found) => found !== null);
  return {
    observations: entries.flatMap(tradeOf),
    ...(says('connected') && { replies: [signIn] }),
    isWelcome: says('authenticated'),
    notes: [
      ...errors.map(({ code, msg }) => `The stream says ${code ?? 'an error without a code'}: ${(msg ?? '').slice(0, 200)}`),
      ...entries
        .filter(({ T, S, sc }) => T === 's' && S && (sc === 'H' || sc === '2'))
        .map(({ S, sm }) => `${S} is halted: ${(sm ?? '').slice(0, 100)}`),
    ],
    ...(refusal && { refusal }),
  };
}

function refusalOf({ code, msg }: Entry): Refusal | null {
  const reason = `${code}: ${(msg ?? '').slice(0, 200)}`;
  if (code && FINAL.has(code)) {
    return { kind: code === '409' ? SourceErrorKind.ENTITLEMENT : SourceErrorKind.AUTH, reason, pauseMs: null };
  }
  return code === '406' ? { kind: SourceErrorKind.RATE_LIMITED, reason, pauseMs: TAKEN_PAUSE_MS } : null;
}

function tradeOf({ T, S, p, t }: Entry): RawObservation[] {
  const observedAt = t ? parseTime(t) : null;
  if (T !== 't' || !S || !isPrice(p) || !observedAt) return [];
  const plain = { currency: 'USD', valueDate: null, previousClose: null, adjustment: Adjustment.NONE } as const;
  return [{ type: 'quote', symbol: S, kind: QuoteKind.LAST, price: p, observedAt, ...plain }];
}
