/**
 * Where mail leaves: over SMTP when an address is given, else printed to the terminal, which is the demo's way. A message is
 * never part of a unit of work: it is handed over after the commit, tried a few times, and lost if the process dies before.
 */
import { BulkheadRejectedError, bulkhead, ExponentialBackoff, handleAll, retry, wrap } from 'cockatiel';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Mail } from '../domain/mail.js';
import type { Log } from '../telemetry.js';

const AT_ONCE = 2;
const WAITING_MAX = 500;
const TRIES = 4;
const BACKOFF = { initialDelay: 1_000, maxDelay: 30_000 };
/** A server that accepts and never answers must not hold a place for long. */
const TIMEOUT_MS = 15_000;

export interface Mailer {
  /** Hands one message over. @throws Error when the server does not take it */
  send(mail: Mail): Promise<void>;
  /** Hands it over later, with a few tries; never throws, and says nothing to whoever asked for it. */
  post(mail: Mail): void;
  close(): Promise<void>;
}

export interface MailOptions {
  /** smtp:// or smtps://, with user and password; null: messages are printed. */
  readonly url: string | null;
  /** `Tidemark <tidemark@example.org>` */
  readonly from: string;
  /** Refuses to speak without TLS. */
  readonly isTlsRequired: boolean;
  readonly print: (text: string) => void;
  readonly log: Log;
}

export function openMailer({ url, from, isTlsRequired, print, log }: MailOptions): Mailer {
  const transport = url === null ? printer(print) : smtp(url, isTlsRequired);
  const send = (mail: Mail) => transport.send({ from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text });
  const tries = retry(handleAll, { maxAttempts: TRIES - 1, backoff: new ExponentialBackoff(BACKOFF) });
  const patient = wrap(bulkhead(AT_ONCE, WAITING_MAX), tries);
  const stop = new AbortController();
  return {
    send,
    post(mail) {
      patient
        .execute(() => send(mail), stop.signal)
        .catch((error: Error) => {
          // Neither the address nor the text: a log is read by more people than a letter.
          const reason = error instanceof BulkheadRejectedError ? 'too many are waiting' : error.message;
          log.warn({ reason: reason.replaceAll(mail.to, '[address]'), subject: mail.subject }, 'a message could not be sent');
        });
    },
    async close() {
      stop.abort();
      transport.close();
    },
  };
}

interface Transport {
  send(options: SendMailOptions): Promise<void>;
  close(): void;
}

function smtp(url: string, isTlsRequired: boolean): Transport {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: AT_ONCE,
    requireTLS: isTlsRequired,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A text names no file and no address to fetch, whatever stands in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(options) {
      await transport.sendMail(options);
    },
    close: () => transport.close(),
  };
}

function printer(print: (text: string) => void): Transport {
  return {
    async send({ to, subject, text }) {
      const { address } = to as { address: string };
      print(['', `--- mail to ${address}: ${subject}`, String(text).trimEnd(), '---', ''].join('\n'));
    },
    close: () => undefined,
  };
}
