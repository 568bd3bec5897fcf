/** An address that alerts are posted to: keeps what came, and answers as it is told. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.js';

export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookReceiver {
  /** http://127.0.0.1:... */
  readonly url: string;
  readonly posted: readonly Posted[];
  /** The statuses of the next answers, or what one waits for before it is 200; 200 when there are none left. */
  readonly answers: (number | Promise<void>)[];
  /** So many posts, awaited. */
  received(count: number, withinMs?: number): Promise<readonly Posted[]>;
  close(): Promise<void>;
}

const HEADERS: Readonly<Record<number, OutgoingHttpHeaders>> = {
  101: { connection: 'Upgrade', upgrade: 'other' },
  302: { location: '/elsewhere' },
};

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const posted: Posted[] = [];
  const answers: (number | Promise<void>)[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    posted.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    const status = (await answers.shift()) ?? 200;
    response.writeHead(status, HEADERS[status]).end('ignored');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    posted,
    answers,
    received: (count, withinMs) =>
      until(
        () => posted,
        (all) => all.length >= count,
        withinMs,
      ),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
