/** Requests that are answered from their head, before anybody knows who asks: what is odd, what is a stranger to this server, and what comes too late. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ErrorCode } from '../domain/errors.js';
import { isHostAllowed, isOriginAllowed } from './origin.js';

/** When to come again after being refused for the moment alone. */
export const RETRY_S = 1;
export const PROBED_PATHS = ['/healthz', '/readyz', '/metrics'];

/**
 * Sockets are opened at the API alone, and a request is for one host, by a name that can be one, with a body that comes as it is: proxies and we
 * might take different ones of two.
 */
export function refuseOdd(
  { headers, routeOptions, raw, protocol, hostname, ws }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1) return odd(reply, 400, 'The request has more than one Host.');
  if (hosts.length === 0 && raw.httpVersion !== '1.0') return odd(reply, 400, 'The request has no Host, which HTTP 1.1 asks for.');
  // As it is sent to a proxy; there the address counts, and here Host would.
  const named = /^[^/?#]*:\/\/([^/?#]*)/.exec(raw.url ?? '')?.[1];
  if (named !== undefined && named.toLowerCase() !== headers.host?.toLowerCase())
    return odd(reply, 400, 'The request names one host in its address and another one in Host.');
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    return odd(reply, 501, 'Transfer-Encoding: only chunked is understood here. Send the body plain.');
  // Probes of old balancers name no host.
  if (!PROBED_PATHS.includes(routeOptions.url ?? '') && !URL.canParse(`${protocol}://${hostname}/`))
    return odd(reply, 400, 'The request names no host that there could be: say in Host under which name or address this server is asked.');
  if (ws && routeOptions.url !== '/graphql') return reply.code(404).send({ error: 'Not found' });
  return undefined;
}

/** Probes ask under whatever name, and are told nothing that matters. */
export function refuseStrange(request: FastifyRequest, reply: FastifyReply, ownNames: readonly string[]): FastifyReply | undefined {
  if (PROBED_PATHS.includes(request.routeOptions.url ?? '') || isHostAllowed(request, ownNames)) return undefined;
  const message =
    'This server is not known by the name it was asked under. Use its own name or address; where this name is its own, too, it has to stand ' +
    'in ALLOWED_HOSTS or PUBLIC_URL.';
  return reply.code(421).send({ errors: [{ message, extensions: { code: ErrorCode.FORBIDDEN, rule: 'HOST' } }] });
}

/** A page elsewhere, whose browser says where it comes from. */
export function refusePage(request: FastifyRequest, reply: FastifyReply, allowedOrigins: readonly string[]): FastifyReply | undefined {
  if (isOriginAllowed(request, allowedOrigins)) return undefined;
  const message = 'Pages of other sites may not ask here. Where this one may, its origin has to stand in ALLOWED_ORIGINS.';
  return reply.code(403).send({ errors: [{ message, extensions: { code: ErrorCode.FORBIDDEN, rule: 'ORIGIN' } }] });
}

/** The API is asked by GET and POST. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  const message = 'Operations are sent by POST; queries may come by GET as well.';
  return reply
    .code(405)
    .header('allow', 'GET, POST')
    .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

/** Nothing of it was begun. */
export function refuseLate(reply: FastifyReply): FastifyReply {
  const message = 'This server is stopping. Send the request again: with another connection it reaches one that goes on.';
  return reply
    .code(503)
    .header('retry-after', RETRY_S)
    .send({ errors: [{ message, extensions: { code: ErrorCode.UNAVAILABLE } }] });
}

/** What comes behind it on this connection may be part of it. */
function odd(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .header('connection', 'close')
    .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}
