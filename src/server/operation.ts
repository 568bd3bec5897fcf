/** Operations over HTTP: what Apollo does with a request, in the same steps and the same order as a socket's operation takes. */
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { execute, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { ErrorCode } from '../domain/errors.js';
import { within } from '../limits/deadline.js';
import type { Documents } from '../limits/documents.js';
import { LIMITS } from '../limits/limit.js';
import type { OperationContext } from '../resolvers/context.js';
import type { Log, Metrics } from '../telemetry.js';
import type { Crowds } from './crowd.js';
import { JSON_TYPE } from './media-type.js';
import { present } from './present.js';
import { RETRY_S } from './refusal.js';
import { asOperation } from './trace.js';

/** What is given up takes effect all the same, so a mutation is waited for longer. */
const QUERY_DEADLINE_MS = 5_000;
const MUTATION_DEADLINE_MS = 15_000;
/** Of requests that are right, with no operation to be found by them. */
const UNRESOLVED: readonly unknown[] = ['OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_SUPPORTED'];

export interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly crowds: Crowds;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly isProduction: boolean;
}

export function createApollo(parts: OperationParts): ApolloServer<OperationContext> {
  const { schema, documents, log, isProduction } = parts;
  return new ApolloServer<OperationContext>({
    schema,
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    // main.ts decides when everything stops, and in which order.
    stopOnTerminationSignals: false,
    // A text under a hash that a client chose when to bring would be one more store to fill.
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.TOKENS },
    // Read, measured and validated before Apollo sees the text; its key ends in the hash of the text.
    documentStore: { get: async (key) => documents.find(key.slice(-64)), set: async () => undefined, delete: async () => true },
    formatError: (_formatted, error) => present(unwrap(error), log),
    plugins: [ApolloServerPluginLandingPageDisabled(), steps(parts)],
    logger: { debug() {}, info() {}, warn: (message) => log.warn(message), error: (message) => log.error(message) },
  });
}

export function deadlineMs(kind: string): number {
  return kind === 'mutation' ? MUTATION_DEADLINE_MS : QUERY_DEADLINE_MS;
}

/** Answers at once what no operation can come of; everything else is for Apollo to judge. */
export function refuseFaulty(
  request: FastifyRequest,
  reply: FastifyReply,
  { documents, log, metrics }: OperationParts,
): FastifyReply | undefined {
  const source = (request.method === 'GET' ? request.query : request.body) as { query?: unknown } | null | undefined;
  const text = typeof source === 'object' && source !== null ? source.query : undefined;
  if (typeof text !== 'string' || text === '') return undefined;
  const { faults } = documents.read(text);
  if (!faults) return undefined;
  metrics.operations.observe({ kind: 'unknown', failed: 'yes' }, 0);
  const { accept } = request.headers;
  return reply
    .code(faultStatus(accept))
    .type(`${accept ?? JSON_TYPE}; charset=utf-8`)
    .send(JSON.stringify({ errors: faults.map((fault) => present(fault, log)) }));
}

function steps({ schema, documents, crowds, log, metrics, isProduction }: OperationParts): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart({ request }) {
      const startMs = performance.now();
      // In an address the specification has no other way of saying that there is none.
      if (request.http?.method === 'GET' && request.operationName === '') delete request.operationName;
      return {
        async didResolveOperation({ document, operation, request }) {
          if (operation?.operation === 'subscription') throw subscriptionOverHttp();
          const refusal = documents.refusal(document, request.operationName, request.variables);
          if (!refusal) return;
          const http = { status: faultStatus(request.http?.headers.get('accept')) };
          throw new GraphQLError(refusal.message, { extensions: { ...refusal.extensions, http } });
        },
        async responseForOperation({ document, operation, request, contextValue }) {
          if (!operation) return null;
          const { operationName, variables: variableValues } = request;
          const asked = { schema, document, operationName, variableValues, contextValue, hideSuggestions: isProduction };
          const kind = operation.operation;
          const isMutation = kind === 'mutation';
          const begin = (isGivenUp: () => boolean) => crowds.inLine(contextValue, isGivenUp, () => execute(asked));
          const { errors, ...result } = await asOperation(operation, () => within(deadlineMs(kind), begin, { isMutation }));
          const singleResult = { ...(errors && { errors: errors.map((error) => present(error, log)) }), ...result };
          // Without `data` nothing was carried out: the request was at fault, or it took too long.
          const status = 'data' in result ? undefined : isForLater(errors) ? 503 : faultStatus(request.http?.headers.get('accept'));
          const retryAfterS = status === 503 ? RETRY_S : retryAfterSOf(singleResult.errors);
          const headers = new HeaderMap(retryAfterS === undefined ? [] : [['retry-after', String(retryAfterS)]]);
          return { http: { status, headers }, body: { kind: 'single', singleResult } };
        },
        async willSendResponse({ operation, request, response }) {
          const result = response.body.kind === 'single' ? response.body.singleResult : {};
          // Apollo has one status for these, whatever was asked for.
          if (UNRESOLVED.includes(result.errors?.[0]?.extensions?.code)) {
            response.http.status = faultStatus(request.http?.headers.get('accept'));
          }
          const isFailed = Boolean(result.errors?.length);
          const labels = { kind: operation?.operation ?? 'unknown', failed: isFailed ? 'yes' : 'no' };
          metrics.operations.observe(labels, (performance.now() - startMs) / 1000);
        },
      };
    },
  };
}

/**
 * Of a request whose operation is at fault. Who asks for `application/json` by name gets 200, as its specification has it: that type
 * does not tell our answer from one of something in between.
 */
function faultStatus(accept: string | undefined): number {
  return accept === JSON_TYPE ? 200 : 400;
}

/** Nothing was wrong with it but the moment. */
function isForLater(errors: readonly GraphQLError[] | undefined): boolean {
  const code = errors?.[0]?.extensions.code;
  return code === ErrorCode.DEADLINE_EXCEEDED || code === ErrorCode.RATE_LIMITED;
}

/** When to try again, of the first that says so. */
function retryAfterSOf(errors: readonly GraphQLFormattedError[] | undefined): unknown {
  return errors?.find(({ extensions }) => extensions?.retryAfterS !== undefined)?.extensions?.retryAfterS;
}

function subscriptionOverHttp(): GraphQLError {
  const message = 'Subscriptions need a WebSocket: connect to this address with the protocol graphql-transport-ws.';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

function unwrap(error: unknown): GraphQLError {
  const inner = unwrapResolverError(error);
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('', { originalError: inner as Error });
}
