/** The headers every answer carries, so that a browser does with our pages what we meant and nothing else. */
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** How long a browser may remember what a page elsewhere may ask; none remembers it longer. */
const PREFLIGHT_S = 7_200;

export async function addHeaders(
  fastify: FastifyInstance,
  { isSecure, allowedOrigins }: { isSecure: boolean; allowedOrigins: readonly string[] },
): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: false,
    // Two years, as browsers' own lists want it; over plain HTTP a browser takes no notice of it.
    strictTransportSecurity: isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  fastify.addHook('onRequest', async ({ headers, routeOptions }, { raw }) => {
    const { origin = '', 'access-control-request-headers': asked } = headers;
    if (routeOptions.url !== '/graphql' || !allowedOrigins.includes(origin)) return;
    // Straight to the answer, however it is written: without them the page would not be told that the server is busy, either.
    raw.setHeader('access-control-allow-origin', origin);
    raw.setHeader('access-control-expose-headers', 'retry-after');
    raw.setHeader('vary', 'origin');
    if (asked === undefined) return;
    raw.setHeader('access-control-allow-headers', asked);
    raw.setHeader('access-control-max-age', PREFLIGHT_S);
  });
  fastify.addHook('onSend', async (request, reply) => {
    reply.header('content-security-policy', policyFor(request));
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  });
}

/** Pages talk to the server they came from and to nobody else; what is in them comes from it, and they stand in no frame. */
function policyFor(request: FastifyRequest): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob:",
    "font-src 'self' data:",
    "img-src 'self' data:",
    ["connect-src 'self'", ...socketOrigins(request)].join(' '),
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/**
 * Not every browser takes 'self' to mean the socket as well. Behind a proxy that ends TLS the server does not know the scheme, so
 * a plain request names both.
 */
function socketOrigins({ host, protocol }: FastifyRequest): string[] {
  // What a client calls us stands in the answer: only what can be nothing but a host and a port.
  if (!/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(host)) return [];
  return protocol === 'https' ? [`wss://${host}`] : [`ws://${host}`, `wss://${host}`];
}
