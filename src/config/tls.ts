/** Settings of TLS: of the own port, and of the servers this program talks to. Whoever is far away has to prove who it is. */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

type Given = Readonly<Record<string, string | undefined>>;

/** How a server is to prove itself: by a certificate for its name from one of these, or from the usual authorities. */
export interface ServerTls {
  readonly ca: string | null;
}

interface Read<T> {
  readonly tls: T | null;
  readonly faults: readonly string[];
}

export function readPortTls({ TLS_CERT: cert, TLS_KEY: key }: Given): Read<{ readonly cert: string; readonly key: string }> {
  if (!cert && !key) return { tls: null, faults: [] };
  if (!cert || !key) return { tls: null, faults: [`${cert ? 'TLS_KEY' : 'TLS_CERT'}: certificate and key are given together.`] };
  try {
    createSecureContext({ cert: readFileSync(cert), key: readFileSync(key) });
    return { tls: { cert, key }, faults: [] };
  } catch (error) {
    return { tls: null, faults: [`TLS_CERT, TLS_KEY: ${(error as Error).message}.`] };
  }
}

export function readDatabaseTls(given: Given): Read<ServerTls> {
  const urls = [given.DATABASE_URL, given.DATABASE_REPLICA_URL].filter((url) => url !== undefined && URL.canParse(url)) as string[];
  const modes = urls.map((url) => new URL(url).searchParams.get('sslmode')).filter((mode) => mode !== null);
  if (modes.length > 0) {
    return {
      tls: null,
      faults: ['DATABASE_URL: leave sslmode out; DATABASE_TLS=verify asks for a proof, with DATABASE_CA for an authority of your own.'],
    };
  }
  return serverTls(given, {
    name: 'DATABASE',
    isVerified: isDemanded(given, urls, given.DATABASE_TLS ?? (given.DATABASE_CA ? 'verify' : undefined)),
  });
}

export function readRedisTls(given: Given): Read<ServerTls> {
  const urls = [given.REDIS_URL, ...(given.REDIS_CLUSTER_URLS ?? '').split(',')]
    .map((url) => url?.trim())
    .filter((url) => url && URL.canParse(url)) as string[];
  const isAsked = urls.some((url) => url.startsWith('rediss:'));
  const setting = given.REDIS_TLS ?? (given.REDIS_CA || isAsked ? 'verify' : undefined);
  const isVerified = isDemanded(given, urls, setting);
  const plain = isVerified ? urls.filter((url) => !url.startsWith('rediss:')) : [];
  if (plain.length > 0) {
    return {
      tls: null,
      faults: ['REDIS_URL: must begin with rediss:// (TLS); REDIS_TLS=off allows plain text, on a network that nobody else is on.'],
    };
  }
  return serverTls(given, { name: 'REDIS', isVerified });
}

/** What is not said is demanded in production of every server on another machine. */
function isDemanded({ NODE_ENV: mode }: Given, urls: readonly string[], setting: string | undefined): boolean {
  if (urls.length === 0) return false;
  if (setting !== undefined) return setting === 'verify';
  return mode === 'production' && urls.some((url) => !isNear(new URL(url)));
}

function serverTls(given: Given, { name, isVerified }: { name: 'DATABASE' | 'REDIS'; isVerified: boolean }): Read<ServerTls> {
  if (!isVerified) return { tls: null, faults: [] };
  const path = given[`${name}_CA`];
  try {
    return { tls: { ca: path ? readFileSync(path, 'utf8') : null }, faults: [] };
  } catch (error) {
    return { tls: null, faults: [`${name}_CA: ${(error as Error).message}.`] };
  }
}

/** On this machine: by a loopback address, or a socket of the file system. */
function isNear({ hostname, searchParams }: URL): boolean {
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  return host === '' || host.startsWith('/') || host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
