/**
 * HTTP and WebSocket on one port: the API on /graphql, the dashboard on /, the playground, health and metrics. Both
 * transports share one schema, one way of telling who asks, and one way of presenting errors.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import helmet from '@fastify/helmet';
import files from '@fastify/static';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { WebSocket } from 'ws';
import { ErrorCode, InvalidInput, NotAuthenticated, RateLimited, TidemarkError } from './domain/errors.js';
import type { SessionId } from './domain/ids.js';
import type { Actor } from './domain/user.js';
import { contextFor, type OperationContext } from './resolvers/context.js';
import type { InstrumentService } from './services/instrument.js';
import type { LiveValuations } from './services/live.js';
import type { UserService } from './services/user.js';
import type { Log, Metrics } from './telemetry.js';

const BODY_BYTES_MAX = 4 * 1024 * 1024;
const FRAME_BYTES_MAX = 256 * 1024;
/** Tokens of one document: bounds what parsing and validating can cost. */
const TOKENS_MAX = 4_000;
const INIT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often the sessions of open sockets are compared with the database. */
const SESSION_CHECK_MS = 4_000;
/** Lets a client connect again with a fresh token; graphql-ws clients treat most other codes of this range as final. */
const CLOSE_FORBIDDEN = 4403;
const CLOSE_GOING_AWAY = 1001;

export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly users: UserService;
  readonly instruments: InstrumentService;
  readonly live: LiveValuations;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly isProduction: boolean;
  /** Folder of the built dashboard and playground. */
  readonly webFolder: string;
  /** What /readyz reports: each part and whether it is there. */
  readonly readiness: () => Promise<{ readonly isReady: boolean; readonly parts: Readonly<Record<string, string>> }>;
}

export class Server {
  private readonly fastify: FastifyInstance;
  private readonly apollo: ApolloServer<OperationContext>;
  private readonly sockets = new Map<WebSocket, Actor>();
  private sessionCheck: NodeJS.Timeout | null = null;
  private isStopping = false;

  constructor(private readonly parts: ServerParts) {
    this.fastify = Fastify({
      bodyLimit: BODY_BYTES_MAX,
      requestTimeout: REQUEST_TIMEOUT_MS,
      logger: false,
      forceCloseConnections: true,
    });
    this.apollo = new ApolloServer<OperationContext>({
      schema: parts.schema,
      introspection: !parts.isProduction,
      hideSchemaDetailsFromClientErrors: parts.isProduction,
      includeStacktraceInErrorResponses: false,
      parseOptions: { maxTokens: TOKENS_MAX },
      formatError: (_formatted, error) => present(unwrap(error), parts.log),
      plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(this.fastify), timing(parts.metrics)],
      logger: { debug() {}, info() {}, warn: (message) => parts.log.warn(message), error: (message) => parts.log.error(message) },
    });
  }

  /** Starts to listen; returns the address. */
  async listen(host: string, port: number): Promise<string> {
    await this.apollo.start();
    await this.fastify.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          workerSrc: ["'self'", 'blob:'],
          fontSrc: ["'self'", 'data:'],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      strictTransportSecurity: this.parts.isProduction,
    });
    await this.fastify.register(websocket, { options: { maxPayload: FRAME_BYTES_MAX, perMessageDeflate: false } });
    await this.fastify.register(async (scope) => this.routeGraphql(scope));
    this.routeOperations();
    await this.routeWeb();
    this.sessionCheck = setInterval(() => void this.checkSessions(), SESSION_CHECK_MS).unref();
    return this.fastify.listen({ host, port });
  }

  /** Closes the sockets of sessions that ended. */
  endSessions(ended: readonly SessionId[]): void {
    const ids = new Set(ended);
    this.parts.users.forget(ended);
    for (const [socket, actor] of this.sockets) if (ids.has(actor.sessionId)) socket.close(CLOSE_FORBIDDEN, 'Session ended');
  }

  /** Takes nothing new, finishes what is under way, and says good-bye to the sockets. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.sessionCheck) clearInterval(this.sessionCheck);
    for (const socket of this.sockets.keys()) socket.close(CLOSE_GOING_AWAY, 'Server is stopping');
    await this.apollo.stop();
    await this.fastify.close();
  }

  private routeGraphql(scope: FastifyInstance): void {
    const handle = fastifyApolloHandler(this.apollo, {
      context: async (request) => contextFor(await this.actorOf(request.headers.authorization), this.parts),
    });
    scope.route({ method: 'GET', url: '/graphql', handler: handle, wsHandler: this.socketHandler() });
    scope.post('/graphql', handle);
  }

  private socketHandler() {
    const { schema, log, metrics, isProduction } = this.parts;
    const rules = isProduction ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
    return makeHandler<Record<string, unknown>, { actor?: Actor }>(
      {
        schema,
        isProd: true,
        connectionInitWaitTimeout: INIT_TIMEOUT_MS,
        onConnect: async (ctx) => {
          const actor = await this.actorOf(bearerOf(ctx.connectionParams)).catch(() => null);
          if (!actor || this.isStopping) return false;
          ctx.extra.actor = actor;
          this.admit(ctx.extra.socket as unknown as WebSocket, actor);
          metrics.sockets.set(this.sockets.size);
          return true;
        },
        onClose: (ctx) => {
          this.sockets.delete(ctx.extra.socket as unknown as WebSocket);
          metrics.sockets.set(this.sockets.size);
        },
        onSubscribe: (ctx, _id, payload) => {
          // A faulty document is the operation's failure, not the connection's: it is answered under its id.
          try {
            const document = parse(payload.query, { maxTokens: TOKENS_MAX });
            const faults = validate(schema, document, rules);
            if (faults.length > 0)
              return faults.map(
                (fault) => new GraphQLError(fault.message, { ...fault, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
              );
            return {
              schema,
              document,
              operationName: payload.operationName,
              variableValues: payload.variables,
              contextValue: contextFor(ctx.extra.actor ?? null, this.parts),
            };
          } catch (error) {
            return [error instanceof GraphQLError ? error : new GraphQLError('The document could not be read.')];
          }
        },
        onError: (_ctx, _id, _payload, errors) => errors.map((error) => present(error, log) as GraphQLError),
        onNext: (_ctx, _id, _payload, _args, result) =>
          result.errors
            ? { ...result, errors: result.errors.map((error) => present(error as GraphQLError, log) as GraphQLError) }
            : undefined,
      },
      KEEP_ALIVE_MS,
    );
  }

  /** Remembers the socket, and closes it when its access token ends. */
  private admit(socket: WebSocket, actor: Actor): void {
    this.sockets.set(socket, actor);
    const timer = setTimeout(() => socket.close(CLOSE_FORBIDDEN, 'Access token expired'), actor.expiresAt.getTime() - Date.now());
    socket.once('close', () => clearTimeout(timer.unref()));
  }

  private async checkSessions(): Promise<void> {
    try {
      this.endSessions(await this.parts.users.endedAmong([...this.sockets.values()].map(({ sessionId }) => sessionId)));
    } catch (error) {
      this.parts.log.warn({ err: error }, 'the sessions of open sockets could not be checked; they are checked again');
    }
  }

  private async actorOf(authorization: string | undefined): Promise<Actor | null> {
    if (authorization === undefined) return null;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    try {
      if (!token) throw new NotAuthenticated('The Authorization header must be "Bearer " and an access token.');
      return await this.parts.users.authenticate(token);
    } catch (error) {
      // Thrown as it is, Apollo would call it a failure of the server.
      if (error instanceof TidemarkError)
        throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: statusOf(error) } } });
      throw error;
    }
  }

  private routeOperations(): void {
    this.fastify.get('/healthz', async () => ({ status: 'ok' }));
    this.fastify.get('/readyz', async (_request, reply) => {
      const { isReady, parts } = await this.parts.readiness();
      const isUp = isReady && !this.isStopping;
      return reply.code(isUp ? 200 : 503).send({ status: isUp ? 'ready' : this.isStopping ? 'stopping' : 'not ready', parts });
    });
    this.fastify.get('/metrics', async (request, reply) => {
      // Counts tell a stranger a lot; they are for the machine itself and its own network.
      if (!isOwnNetwork(request)) return reply.code(404).send({ error: 'Not found' });
      const { registry } = this.parts.metrics;
      return reply.type(registry.contentType).send(await registry.metrics());
    });
  }

  private async routeWeb(): Promise<void> {
    const { webFolder } = this.parts;
    if (!existsSync(join(webFolder, 'index.html'))) return;
    await this.fastify.register(files, { root: webFolder, prefix: '/', index: false, wildcard: false, immutable: true, maxAge: '1y' });
    const page = (name: string) => readFileSync(join(webFolder, name));
    const [dashboard, playground] = [page('index.html'), page('playground.html')];
    this.fastify.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(dashboard));
    if (!this.parts.isProduction) {
      this.fastify.get('/playground', (_request, reply) =>
        reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(playground),
      );
    }
  }
}

function bearerOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = params?.authorization ?? params?.Authorization;
  return typeof given === 'string' ? given : '';
}

function isOwnNetwork(request: FastifyRequest): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(address);
}

function statusOf({ code }: TidemarkError): number {
  if (code === ErrorCode.UNAUTHENTICATED) return 401;
  return code === ErrorCode.UNAVAILABLE ? 503 : 400;
}

function unwrap(error: unknown): GraphQLError {
  const inner = unwrapResolverError(error);
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('', { originalError: inner as Error });
}

/**
 * The one form every error leaves in. Ours keep their code, field and rule; GraphQL's own keep their message; anything
 * else is a defect, logged under a correlation id that is all the client gets to see.
 */
export function present(error: GraphQLError, log: Log): GraphQLFormattedError {
  const { locations, path } = error;
  const cause = originOf(error);
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (cause instanceof TidemarkError) {
    // A scalar does not know which field it is read for; GraphQL's message around it does.
    const field = cause instanceof InvalidInput && cause.field === 'value' ? fieldOf(error.message) : cause.field;
    const message = field && cause.field === 'value' ? cause.message.replace(/^value\b/, field) : cause.message;
    const retryAfterS = cause instanceof RateLimited ? cause.retryAfterS : undefined;
    return {
      message,
      ...place,
      extensions: {
        code: cause.code,
        ...(field && { field }),
        ...(cause.rule && { rule: cause.rule }),
        ...(retryAfterS && { retryAfterS }),
      },
    };
  }
  if (!cause || cause instanceof GraphQLError) {
    const given = error.extensions?.code;
    const code = typeof given === 'string' && given !== 'INTERNAL_SERVER_ERROR' ? given : ErrorCode.BAD_USER_INPUT;
    const field = fieldOf(error.message);
    return { message: error.message, ...place, extensions: { code, ...(field && { field }) } };
  }
  const correlationId = randomUUID();
  log.error({ err: cause, correlationId, path }, 'an operation failed unexpectedly');
  return {
    message: `Something went wrong on our side. Please report it with this id: ${correlationId}`,
    ...place,
    extensions: { code: ErrorCode.INTERNAL, correlationId },
  };
}

function originOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause === error ? null : cause;
}

/** `input.quantity` from GraphQL's own words about a variable or an argument. */
function fieldOf(message: string): string | undefined {
  const variable = /^Variable "\$(\w+)" got invalid value .*?(?: at "\w+((?:\.|\[)[^"]*)")?;/s.exec(message);
  if (variable) return `${variable[1]}${variable[2] ?? ''}`;
  return /^Argument "(\w+)" has invalid value/.exec(message)?.[1];
}

function timing(metrics: Metrics) {
  return {
    async requestDidStart() {
      const startMs = performance.now();
      return {
        async willSendResponse({
          operation,
          errors,
        }: {
          operation?: { operation: string } | null;
          errors?: readonly unknown[] | undefined;
        }) {
          const labels = { kind: operation?.operation ?? 'unknown', failed: errors?.length ? 'yes' : 'no' };
          metrics.operations.observe(labels, (performance.now() - startMs) / 1000);
        },
      };
    },
  };
}
