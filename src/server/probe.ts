/** What balancers and monitoring ask: whether the process lives, whether it is ready, and its metrics. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../telemetry.js';
import { isOwnName, isOwnNetwork } from './origin.js';

export interface ProbeParts {
  readonly metrics: Metrics;
  /** What /metrics asks for; null: it answers the own network alone. */
  readonly metricsToken: string | null;
  /** What /metrics answers: of several processes, those of each. */
  readonly metricsText: () => Promise<string>;
  /** What /readyz reports: each part and whether it is there. */
  readonly readiness: () => Promise<{ readonly isReady: boolean; readonly parts: Readonly<Record<string, string>> }>;
}

export function routeProbes(
  fastify: FastifyInstance,
  { metrics, metricsToken, metricsText, readiness }: ProbeParts,
  isStopping: () => boolean,
): void {
  fastify.get('/healthz', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    const { isReady, parts } = await readiness();
    const isUp = isReady && !isStopping();
    const isWhole = Object.values(parts).every((state) => state === 'ok');
    const status = isStopping() ? 'stopping' : !isReady ? 'not ready' : isWhole ? 'ready' : 'degraded';
    return reply.code(isUp ? 200 : 503).send({ status, parts });
  });
  fastify.get('/metrics', async (request, reply) => {
    // Counts tell a stranger a lot; they are for the machine itself and its own network, or for who knows the token.
    if (!mayReadMetrics(request, metricsToken)) return reply.code(404).send({ error: 'Not found' });
    return reply.type(metrics.registry.contentType).send(await metricsText());
  });
}

function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  return token === null ? isOwnNetwork(request) && isOwnName(request) : isSame(request.headers.authorization ?? '', `Bearer ${token}`);
}

/** Compares in a time that does not tell where the texts differ. */
function isSame(given: string, wanted: string): boolean {
  const [left, right] = [given, wanted].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}
