/** The port itself: plain HTTP, or TLS whose certificate is taken up anew when its files change, and the limits on slow clients. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server as PlainServer,
  type RequestListener,
  type ServerOptions,
} from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Log } from '../telemetry.js';

/** A client has this long to send its headers, and the whole request; looked after every `connectionsCheckingInterval`. */
const SLOW: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 72_000,
};
/** Other protocols are offered, not asked for, by clients that go on in this one: HTTP/2 by Java's own and by curl with every request. */
const UPGRADES: ServerOptions = {
  shouldUpgradeCallback: ({ method, headers }: IncomingMessage) => method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket',
};
/** How often the files are looked at, and how long a handshake may take. */
const FILES_LOOK_MS = 2_000;
const HANDSHAKE_MS = 10_000;

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

export function createPort(tls: TlsFiles | null, handler: RequestListener, log: Log): PlainServer {
  // Node itself would answer without a word why.
  const options = { ...SLOW, ...UPGRADES, requireHostHeader: false };
  if (tls === null) return createPlainServer(options, handler);
  const server = createTlsServer({ ...options, ...contentOf(tls), minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS }, handler);
  watchCertificate(server, tls, log);
  return server as unknown as PlainServer;
}

/** Sends whoever comes here to the port with TLS. */
export function createRedirect(to: (host: string) => string): PlainServer {
  return createPlainServer(SLOW, ({ method, url = '/', headers }, response) => {
    const isReading = method === 'GET' || method === 'HEAD';
    const host = headers.host ?? '';
    response.setHeader('connection', 'close');
    // What was to be kept from others has been sent in the clear already, so it is refused rather than sent on.
    if (!isReading || !/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(host) || !url.startsWith('/')) {
      response.writeHead(400).end('Use https.');
      return;
    }
    response.writeHead(308, { location: `${to(host.replace(/:\d+$/, ''))}${url}` }).end();
  });
}

function contentOf({ cert, key }: TlsFiles) {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

/** Connections that stand keep the certificate they began with. */
function watchCertificate(server: TlsServer, files: TlsFiles, log: Log): void {
  const look = () => {
    try {
      const content = contentOf(files);
      // Fails while only one of the two files is the new one; the other's change is looked at next.
      createSecureContext(content);
      server.setSecureContext({ ...content, minVersion: 'TLSv1.2' });
      log.info('the certificate was taken up anew');
    } catch (error) {
      log.warn({ err: error }, 'the changed certificate is not usable; the one before stays in use');
    }
  };
  for (const path of [files.cert, files.key]) watchFile(path, { interval: FILES_LOOK_MS, persistent: false }, look);
  server.once('close', () => {
    for (const path of [files.cert, files.key]) unwatchFile(path, look);
  });
}
