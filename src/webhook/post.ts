/**
 * A signed POST to an address a person gave us. The name is looked up here and the connection made to what was found, after it was
 * checked, so that a name cannot point elsewhere a moment later; nothing is followed, and nothing of the answer is kept but its status.
 */
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebhookNetworks } from './address.js';

const TIMEOUT_MS = 10_000;

export interface WebhookRequest {
  readonly url: string;
  readonly secret: string;
  readonly deliveryId: string;
  readonly body: string;
}

/** @throws Error saying why the receiver did not take it */
export function webhookPoster(networks: WebhookNetworks, now: () => Date): (request: WebhookRequest) => Promise<void> {
  return ({ url: text, secret, deliveryId, body }) =>
    new Promise((resolve, reject) => {
      const url = new URL(text);
      const refusal = networks.refusalOf(url);
      if (refusal) return reject(new Error(`The address ${refusal}`));
      const seconds = Math.floor(now().getTime() / 1000);
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Tidemark',
        'tidemark-delivery': deliveryId,
        'tidemark-signature': `t=${seconds},v1=${signatureOf({ secret, seconds, body })}`,
      };
      const open = url.protocol === 'https:' ? requestHttps : requestHttp;
      const request = open(url, { method: 'POST', headers, lookup: checkedLookup(networks), agent: false, timeout: TIMEOUT_MS });
      const timer = setTimeout(() => request.destroy(new Error(`No answer within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
      settle(request, { resolve, reject });
      request.once('close', () => clearTimeout(timer));
      request.end(body);
    });
}

/** HMAC-SHA256 over the time and the body, in hex. */
export function signatureOf({ secret, seconds, body }: { secret: string; seconds: number; body: string }): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

function settle(request: ClientRequest, { resolve, reject }: { resolve: () => void; reject: (error: Error) => void }): void {
  const answered = ({ statusCode = 0 }: IncomingMessage) => {
    // The status says all; a body without end must not hold the connection.
    request.destroy();
    if (statusCode >= 200 && statusCode < 300) resolve();
    else {
      const isElsewhere = statusCode >= 300 && statusCode < 400;
      reject(new Error(`Answered ${statusCode}${isElsewhere ? ': redirections are not followed' : ''}`));
    }
  };
  request.once('response', answered);
  // Node tells of an answer that asks for another protocol (101) by this alone.
  request.once('upgrade', answered);
  request.on('error', (error) => reject(new Error(wordsOf(error))));
  // Whoever sends waits for an end, whatever it is.
  request.once('close', () => reject(new Error('The connection was closed without an answer')));
}

/** What the system and TLS say by codes alone, for the person whose webhook it is. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/, 'There is no host of this name'],
  [/^EAI_/, 'The name could not be looked up'],
  [/^ECONNREFUSED$/, 'Nothing listens at this address'],
  [/^(ECONNRESET|EPIPE)$/, 'The connection was closed without an answer'],
  [/^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/, 'The address cannot be reached'],
  [/CERT|LEAF_SIGNATURE/, 'Its certificate is not good'],
  [/^(EPROTO|ERR_SSL_)/, 'No TLS connection came about'],
  [/^HPE_HEADER_OVERFLOW$/, 'The head of its answer is too long'],
  [/^HPE_/, 'Its answer is not HTTP'],
];

export function wordsOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === undefined) return message;
  const [, words] = WORDS.find(([pattern]) => pattern.test(code)) ?? [];
  return words ? `${words} (${code})` : code;
}

function checkedLookup(networks: WebhookNetworks): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const refused = found.find(({ address }) => !networks.allows(address));
      if (refused || found.length === 0) {
        return callback(Object.assign(new Error(`${hostname} is at an address that may not be posted to`), { code: undefined }), '');
      }
      const first = found[0] as { address: string; family: number };
      if (options.all) return callback(null, found);
      return callback(null, first.address, first.family);
    });
  };
}
