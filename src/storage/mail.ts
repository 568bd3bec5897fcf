/** Where mail leaves: over SMTP when an address is given, else printed to the terminal, which is the demo's way. */
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Mail } from '../domain/mail.js';

const AT_ONCE = 2;
/** A server that accepts and never answers must not hold a place for long. */
const TIMEOUT_MS = 15_000;

export interface Mailer {
  /** Hands one message over. @throws Error when the server does not take it */
  send(mail: Mail): Promise<void>;
  /** Whether a failure to send is for good: there is no use in trying again. */
  isFinal(error: unknown): boolean;
  close(): void;
}

export interface MailOptions {
  /** smtp:// or smtps://, with user and password; null: messages are printed. */
  readonly url: string | null;
  /** `Tidemark <tidemark@example.org>` */
  readonly from: string;
  /** Refuses to speak without TLS. */
  readonly isTlsRequired: boolean;
  readonly print: (text: string) => void;
}

export function openMailer({ url, from, isTlsRequired, print }: MailOptions): Mailer {
  const transport = url === null ? printer(print) : smtp(url, isTlsRequired);
  const host = /@([^\s>]+)/.exec(from)?.[1] ?? 'tidemark';
  return {
    send: ({ id, to, subject, text }) =>
      transport.send({ from, to: { name: '', address: to }, subject, text, messageId: `<${id}@${host}>` }),
    isFinal,
    close: () => transport.close(),
  };
}

/** The recipient or the message was refused for good, rather than put off. */
function isFinal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { readonly code?: string; readonly responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
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
