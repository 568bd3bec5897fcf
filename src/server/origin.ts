/** Which pages may ask, and under which names: a browser sends no preflight for a socket, so the server itself looks at where it comes from. */
import { BlockList, isIP, SocketAddress } from 'node:net';
import type { FastifyRequest } from 'fastify';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * True when it is asked for under an address, a name of its own network, or one it was given. A page elsewhere may have its own name point
 * here, and its browser would then take us for the page's own server.
 */
export function isHostAllowed({ hostname, headers }: Pick<FastifyRequest, 'hostname' | 'headers'>, ownNames: readonly string[]): boolean {
  // What a declared proxy says it was asked for, and what it asks us for: the page may have written the former itself.
  const names = [hostname, (headers.host ?? '').replace(/:\d+$/, '')];
  return names.every((name) => isOwnName({ hostname: name }) || ownNames.includes(name.toLowerCase()));
}

/** True for the server's own pages, for listed ones, and for programs, which send no Origin. */
export function isOriginAllowed({ headers, host }: FastifyRequest, allowed: readonly string[]): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  // The scheme is left out: behind a proxy that ends TLS the server does not know it.
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** True when the request comes from this machine or its own network, and not through a proxy that somebody outside may use. */
export function isOwnNetwork(request: FastifyRequest): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => name in request.headers);
  // A declared proxy is believed, and then `ip` is the address behind it; another one hides who asks.
  if (isForwarded && request.ip === request.socket.remoteAddress) return false;
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(plainAddress(request.ip));
}

/** True when it is asked for under an address, or under a name that means something in its own network alone. */
export function isOwnName({ hostname }: Pick<FastifyRequest, 'hostname'>): boolean {
  const name = hostname.replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || !name.includes('.') || /\.(localhost|local|internal|svc)$/.test(name);
}

/** The address limits count by: IPv4 and the machine itself as they are, of IPv6 the 64 bits that one customer has. */
export function clientAddress(request: FastifyRequest): string {
  // A declared proxy may pass on what a client made up: what is no address is not one.
  const address = plainAddress(isIP(plainAddress(request.ip)) ? request.ip : request.socket.remoteAddress);
  if (!address.includes(':') || isLoopback(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const [front, back] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const groups = address.includes('::') ? [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back] : front;
  return `${groups.slice(0, 4).join(':')}::/64`;
}

export function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * In the one spelling it has, IPv4 within IPv6 as IPv4, without the name of an interface or the port, which some proxies pass on too; of a client
 * that has gone there is none.
 */
function plainAddress(address = ''): string {
  const [, bare = address] = /^\[([^\]]*)\](?::\d+)?$/.exec(address) ?? /^([\d.]+):\d+$/.exec(address) ?? [];
  const plain = bare.replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  return new SocketAddress({ address: plain, family: 'ipv6' }).address.replace(/^::ffff:(?=\d+\.)/, '');
}
