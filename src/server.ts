/**
 * HTTP and WebSocket on one port: the API on /graphql, the dashboard on /, the playground, health and metrics. Both
 * transports share one schema, one way of telling who asks, and one way of presenting errors.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { Server as PlainServer } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import files from '@fastify/static';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type ExecutionResult, execute, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { ErrorCode, NotAuthenticated, TidemarkError } from './domain/errors.js';
import type { Actor } from './domain/user.js';
import { within } from './limits/deadline.js';
import { Documents } from './limits/documents.js';
import { LIMITS } from './limits/limit.js';
import { Door, Lines } from './limits/line.js';
import { Tally } from './limits/rate.js';
import type { TrustedDocuments } from './limits/trusted.js';
import type { Push } from './push/push.js';
import { contextFor, type OperationContext } from './resolvers/context.js';
import { readJsonBodies } from './server/body.js';
import { refuseConnection } from './server/client-error.js';
import { clientAddress, isHostAllowed, isOriginAllowed, isOwnName, isOwnNetwork } from './server/origin.js';
import { addHeaders } from './server/page-header.js';
import { createPort, createRedirect, type TlsFiles } from './server/port.js';
import { present, presentRequest, statusOf } from './server/present.js';
import { Sockets } from './server/socket.js';
import { asOperation, RequestTraces, traceFields } from './server/trace.js';
import type { AlertInbox } from './services/alert-inbox.js';
import type { InstrumentService } from './services/instrument.js';
import type { LiveValuations } from './services/live.js';
import type { SessionService } from './services/session.js';
import { at, isTracing } from './telemetry/trace.js';
import type { Log, Metrics } from './telemetry.js';

const BODY_BYTES_MAX = 4 * 1024 * 1024;
const FRAME_BYTES_MAX = 256 * 1024;
/** What is given up takes effect all the same, so a mutation is waited for longer. */
const QUERY_DEADLINE_MS = 5_000;
const MUTATION_DEADLINE_MS = 15_000;
/** The addresses of the dashboard's pages: a reload or a link finds each of them. The page itself knows which one it is. */
const DASHBOARD_PATHS = [
  ...['/', '/sign-in', '/holdings', '/holdings/:instrumentId', '/performance'],
  ...['/transactions', '/transactions/*', '/alerts', '/alerts/*', '/settings', '/settings/*', '/admin', '/admin/*'],
];
const PROBED_PATHS = ['/healthz', '/readyz', '/metrics'];
/** How long one part of the HTTP server may take to be ready. */
const PLUGIN_MS_MAX = 60_000;
/** Connections the kernel keeps until they are taken up; it allows no more than its own `somaxconn`. What finds no room tries again a second later, and then three. */
const BACKLOG = 16_384;
/** What is under way when the port closes has so long to be finished; the whole stop may take 15 s. */
const FINISH_MS_MAX = 9_000;
/** Operations of one user that are carried out at once: fewer than there are connections to the database, so that nobody holds them all. */
const OF_USER_AT_ONCE = 8;
/** When to come again after being refused. */
const BUSY_RETRY_S = 1;
const BUSY = { code: ErrorCode.RATE_LIMITED, rule: 'BUSY' } as const;
const BUSY_MESSAGE = `This server has as much under way as it can finish in time. Try again in ${BUSY_RETRY_S} s.`;
const BUSY_BODY = JSON.stringify({ errors: [{ message: BUSY_MESSAGE, extensions: BUSY }] });
const BUSY_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(BUSY_BODY),
  'cache-control': 'no-store',
  'retry-after': String(BUSY_RETRY_S),
  'x-content-type-options': 'nosniff',
};
/** How often the sessions of open sockets are compared with the database. */
const SESSION_CHECK_MS = 3_000;

export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly sessions: SessionService;
  readonly instruments: InstrumentService;
  readonly live: LiveValuations;
  readonly inbox: AlertInbox;
  /** Null: every subscription is answered by the executor. */
  readonly push: Push | null;
  readonly log: Log;
  readonly metrics: Metrics;
  /** False: health and metrics alone, as for an instance that ingests or works. */
  readonly isApi: boolean;
  readonly isProduction: boolean;
  /** The files the port speaks TLS with; null: plain HTTP. */
  readonly tls: TlsFiles | null;
  /** A plain port that only sends people to the one with TLS; null: there is none. */
  readonly redirectPort: number | null;
  /** The operations that may run; null: whatever keeps to the limits. */
  readonly trustedDocuments: TrustedDocuments | null;
  /** Pages elsewhere that may open sockets, such as https://app.example.org. */
  readonly allowedOrigins: readonly string[];
  /** Names it is asked under, beside addresses and names of its own network. */
  readonly ownNames: readonly string[];
  /** Addresses of the proxies that may say who asks; null when there is none. */
  readonly trustedProxies: readonly string[] | null;
  /** What /metrics asks for; null: it answers the own network alone. */
  readonly metricsToken: string | null;
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  /** Requests under way; more are refused. */
  readonly requestsAtOnce: number;
  /** Folder of the built dashboard and playground. */
  readonly webFolder: string;
  /** What /metrics answers: of several processes, their sums. */
  readonly metricsText: () => Promise<string>;
  /** What /readyz reports: each part and whether it is there. */
  readonly readiness: () => Promise<{ readonly isReady: boolean; readonly parts: Readonly<Record<string, string>> }>;
}

export class Server {
  private readonly fastify: FastifyInstance;
  private readonly apollo: ApolloServer<OperationContext>;
  private readonly documents: Documents;
  private readonly sockets: Sockets;
  private readonly underWay: Tally<string>;
  /** By the user; those without a token, or with one that is none, count together as nobody. */
  private readonly crowds: Tally<Actor['userId'] | null>;
  /** By the token, which is seen before anybody knows whose it is. */
  private readonly tokens: Tally<string>;
  private readonly door = new Door();
  private readonly lines: Lines<Actor['userId']>;
  /** Who asks, by the request. */
  private readonly actors = new WeakMap<FastifyRequest, Promise<Actor | null>>();
  private readonly traces = new RequestTraces();
  private sessionCheck: NodeJS.Timeout | null = null;
  private redirecting: PlainServer | null = null;
  private isStopping = false;
  private isClosing = false;

  constructor(private readonly parts: ServerParts) {
    const { schema, log, isProduction } = parts;
    this.fastify = Fastify({
      bodyLimit: BODY_BYTES_MAX,
      serverFactory: (handler) => createPort(parts.tls, handler, log),
      trustProxy: parts.trustedProxies === null ? false : [...parts.trustedProxies],
      logger: false,
      clientErrorHandler: refuseConnection,
      // Those with a request under way are waited for.
      forceCloseConnections: 'idle',
      // It would answer in its own words, which a client of GraphQL does not take for an error.
      return503OnClosing: false,
      // A machine that is busy at the start is no reason not to start.
      pluginTimeout: PLUGIN_MS_MAX,
    });
    if (isTracing()) traceFields(schema);
    this.documents = new Documents(schema, isProduction, parts.trustedDocuments);
    this.underWay = new Tally(parts.requestsAtOnce);
    // Neither they nor one user take the room of everybody else.
    const half = Math.ceil(parts.requestsAtOnce / 2);
    this.crowds = new Tally(half);
    this.tokens = new Tally(half);
    this.lines = new Lines({ atOnce: OF_USER_AT_ONCE, waiting: half });
    this.sockets = new Sockets({
      ...parts,
      documents: this.documents,
      deadlineMs,
      actorOf: (authorization, address) => this.actorOf(authorization, address),
      inLine: (actor, isGivenUp, work) => this.inLine(actor, isGivenUp, work),
      contextOf: (actor, address) => contextFor({ actor, address }, parts),
    });
    this.apollo = new ApolloServer<OperationContext>({
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
      documentStore: { get: async (key) => this.documents.find(key.slice(-64)), set: async () => undefined, delete: async () => true },
      formatError: (_formatted, error) => present(unwrap(error), log),
      plugins: [ApolloServerPluginLandingPageDisabled(), this.pipeline()],
      logger: { debug() {}, info() {}, warn: (message) => log.warn(message), error: (message) => log.error(message) },
    });
  }

  /** Starts to listen, on a port it may share with other processes of this machine; returns the address. */
  async listen(host: string, port: number, { isSharing = false }: { isSharing?: boolean } = {}): Promise<string> {
    await this.apollo.start();
    await addHeaders(this.fastify, { isSecure: this.parts.isProduction || this.parts.tls !== null });
    await this.fastify.register(websocket, {
      // One message at a time: an id that is completed and used again in one breath would confuse graphql-ws.
      options: {
        allowSynchronousEvents: false,
        maxPayload: FRAME_BYTES_MAX,
        perMessageDeflate: false,
        handleProtocols: this.sockets.handleProtocols,
      },
    });
    this.fastify.addHook('onRequest', async (request, reply) =>
      this.isClosing
        ? refuseLate(reply)
        : (this.refuseCrowd(request, reply) ?? refuseOdd(request, reply) ?? this.refuseStrange(request, reply)),
    );
    // Whoever keeps connections must not send the next request on one that is about to close; and one that was kept would hold up the stop.
    this.fastify.addHook('onSend', async (_request, reply) => {
      if (this.isStopping) reply.header('connection', 'close');
    });
    this.routeOperations();
    if (this.parts.isApi) {
      await this.fastify.register(async (scope) => this.routeGraphql(scope));
      await this.routeWeb();
      this.sessionCheck = setInterval(() => void this.checkSessions(), SESSION_CHECK_MS).unref();
    }
    // The kernel spreads connections over those that share; a supervisor that handed them on would lose those of a process that dies.
    const sharing = { exclusive: true, backlog: BACKLOG, ...(isSharing && { reusePort: true }) };
    const url = new URL(await this.fastify.listen({ host, port, ...sharing }));
    if (this.parts.tls) url.protocol = 'https:';
    if (this.parts.redirectPort !== null) await this.redirect({ host, port: this.parts.redirectPort, ...sharing }, url.port);
    return url.origin;
  }

  /** What is held of open connections, for tests. */
  counts(): ReturnType<Sockets['counts']> {
    return this.sockets.counts();
  }

  /** Closes the sockets of sessions and API tokens that ended. */
  endSessions(ended: readonly Actor['sessionId'][]): void {
    this.parts.sessions.forget(ended);
    this.sockets.endSessions(new Set(ended));
  }

  /** Says that it is not ready, and answers on for so long: a balancer that has noticed sends nothing to a port that closes. */
  async drain(forMs: number): Promise<void> {
    this.isStopping = true;
    await wait(forMs);
  }

  /** Takes nothing new, finishes what is under way, and says good-bye to the sockets. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.isClosing = true;
    if (this.sessionCheck) clearInterval(this.sessionCheck);
    this.sockets.stop();
    this.redirecting?.close();
    const late = setTimeout(() => this.fastify.server.closeAllConnections(), FINISH_MS_MAX);
    // What is under way needs Apollo to its end.
    await this.fastify.close();
    clearTimeout(late);
    await this.apollo.stop();
  }

  /** Probes ask under whatever name, and are told nothing that matters. */
  private refuseStrange(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    if (PROBED_PATHS.includes(request.routeOptions.url ?? '') || isHostAllowed(request, this.parts.ownNames)) return undefined;
    const message =
      'This server is not known by the name it was asked under. Use its own name or address; where this name is its own, too, it has to stand ' +
      'in ALLOWED_HOSTS or PUBLIC_URL.';
    return reply.code(421).send({ errors: [{ message, extensions: { code: ErrorCode.FORBIDDEN, rule: 'HOST' } }] });
  }

  private async redirect(at: ListenOptions, port: string): Promise<void> {
    const server = createRedirect((host) => `https://${host}${port === '' ? '' : `:${port}`}`);
    this.redirecting = server;
    await once(server.listen(at), 'listening');
    const { port: own } = server.address() as AddressInfo;
    this.parts.log.info({ port: own }, 'sending people on from a plain port');
  }

  private routeGraphql(scope: FastifyInstance): void {
    const handleUntraced = fastifyApolloHandler(this.apollo, {
      context: async (request) => {
        return contextFor({ actor: await this.actorFor(request), address: clientAddress(request) }, this.parts);
      },
    });
    // Reading the body loses where a request stands in its trace, so each step is put there anew.
    const preHandler = async (request: FastifyRequest, reply: FastifyReply) =>
      this.refusePage(request, reply) ??
      at(this.traces.placeOf(request, reply), async () => (await this.admit(request, reply)) ?? this.checkDocument(request, reply));
    const handle: typeof handleUntraced = (request, reply) =>
      at(this.traces.placeOf(request, reply), () => handleUntraced.call(this.fastify, request, reply));
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      const { status, body } = presentRequest(error, this.parts.log);
      return reply.code(status).send(body);
    });
    readJsonBodies(scope);
    scope.route({
      method: 'GET',
      url: '/graphql',
      preHandler: async (request, reply) => {
        if (!request.ws) return preHandler(request, reply);
        const refused = this.refusePage(request, reply);
        if (refused) return refused;
        if (this.isStopping) return reply.code(503).send('Server is stopping');
        // The upgrade is the answer. A response that stayed with the connection would keep itself and all its headers as long.
        reply.raw.detachSocket(request.raw.socket);
        return undefined;
      },
      handler: handle,
      wsHandler: (socket, request) => this.sockets.accept(socket, request),
    });
    scope.post('/graphql', { preHandler }, handle);
  }

  /** A page elsewhere, whose browser says where it comes from. */
  private refusePage(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    if (isOriginAllowed(request, this.parts.allowedOrigins)) return undefined;
    const message = 'Pages of other sites may not ask here. Where this one may, its origin has to stand in ALLOWED_ORIGINS.';
    return reply.code(403).send({ errors: [{ message, extensions: { code: ErrorCode.FORBIDDEN, rule: 'ORIGIN' } }] });
  }

  /** Whose crowd has taken its room already: nothing is read of what they ask. */
  private refuseCrowd({ headers, routeOptions }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    if (routeOptions.url !== '/graphql' || headers.upgrade !== undefined) return undefined;
    const { authorization } = headers;
    const isCrowd = authorization === undefined ? this.crowds.isFull(null) : this.tokens.isFull(authorization);
    return isCrowd ? this.refuseBusy(reply) : undefined;
  }

  /** Refuses at once what would only make everybody wait; what is let in is finished. */
  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined && !leavesRoom(reply, this.tokens, authorization)) return this.refuseBusy(reply);
    const userId = (await this.actorFor(request).catch(() => null))?.userId ?? null;
    // Before it counts as one of all: many tokens of one user, or tokens that are none, must not look like as many users.
    if (!leavesRoom(reply, this.crowds, userId)) return this.refuseBusy(reply);
    if (!leavesRoom(reply, this.underWay, '')) return this.refuseBusy(reply);
    if (userId === null || this.crowds.held(userId) > OF_USER_AT_ONCE) await this.door.pass();
    return undefined;
  }

  /** Written past everything that a page or an operation would need: whoever comes in a crowd of thousands is to cost next to nothing. */
  private refuseBusy(reply: FastifyReply): FastifyReply {
    this.parts.metrics.refused.inc();
    reply.hijack();
    reply.raw.writeHead(503, BUSY_HEADERS).end(BUSY_BODY);
    return reply;
  }

  /** Of one user some are carried out, and the others wait for them: a crowd of theirs is in nobody else's way. */
  private async inLine(
    actor: Actor | null,
    isGivenUp: () => boolean,
    work: () => Promise<ExecutionResult> | ExecutionResult,
  ): Promise<ExecutionResult> {
    if (!actor) return work();
    const outcome = await this.lines.inTurn(actor.userId, () => (isGivenUp() ? {} : work()));
    return outcome ?? { errors: [busy()] };
  }

  /** Answers at once what no operation can come of; everything else is for Apollo to judge. */
  private async checkDocument(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const source = (request.method === 'GET' ? request.query : request.body) as { query?: unknown } | null | undefined;
    const text = typeof source === 'object' && source !== null ? source.query : undefined;
    if (typeof text !== 'string' || text === '') return undefined;
    const { faults } = this.documents.read(text);
    if (!faults) return undefined;
    this.parts.metrics.operations.observe({ kind: 'unknown', failed: 'yes' }, 0);
    const { accept } = request.headers;
    const isNew = accept?.includes('application/graphql-response+json');
    return reply
      .code(faultStatus(accept))
      .type(`application/${isNew ? 'graphql-response+json' : 'json'}; charset=utf-8`)
      .send(JSON.stringify({ errors: faults.map((fault) => present(fault, this.parts.log)) }));
  }

  /** What Apollo does with a document that may run: the same steps, in the same order, as a socket's operation takes. */
  private pipeline(): ApolloServerPlugin<OperationContext> {
    const { documents } = this;
    const inLine: Server['inLine'] = (...args) => this.inLine(...args);
    const { schema, log, metrics, isProduction } = this.parts;
    return {
      async requestDidStart() {
        const startMs = performance.now();
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
            const begin = (isGivenUp: () => boolean) => inLine(contextValue.actor, isGivenUp, () => execute(asked));
            const { errors, ...result } = await asOperation(operation, () => within(deadlineMs(kind), begin, { isMutation }));
            const singleResult = { ...(errors && { errors: errors.map((error) => present(error, log)) }), ...result };
            // Without `data` nothing was carried out: the request was at fault, or it took too long.
            const status = 'data' in result ? undefined : isForLater(errors) ? 503 : faultStatus(request.http?.headers.get('accept'));
            const retryAfterS = status === 503 ? BUSY_RETRY_S : retryAfterSOf(singleResult.errors);
            const headers = new HeaderMap(retryAfterS === undefined ? [] : [['retry-after', String(retryAfterS)]]);
            return { http: { status, headers }, body: { kind: 'single', singleResult } };
          },
          async willSendResponse({ operation, response }) {
            const isFailed = response.body.kind === 'single' && Boolean(response.body.singleResult.errors?.length);
            const labels = { kind: operation?.operation ?? 'unknown', failed: isFailed ? 'yes' : 'no' };
            metrics.operations.observe(labels, (performance.now() - startMs) / 1000);
          },
        };
      },
    };
  }

  private async checkSessions(): Promise<void> {
    try {
      this.endSessions(await this.parts.sessions.endedAmong(this.sockets.sessions()));
    } catch (error) {
      this.parts.log.warn({ err: error }, 'the sessions of open sockets could not be checked; they are checked again');
    }
  }

  /** Asked once for each request, however many steps want to know. */
  private actorFor(request: FastifyRequest): Promise<Actor | null> {
    const known = this.actors.get(request) ?? this.actorOf(request.headers.authorization, clientAddress(request));
    this.actors.set(request, known);
    return known;
  }

  private async actorOf(authorization: string | undefined, address: string): Promise<Actor | null> {
    if (authorization === undefined) return null;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    try {
      if (!token) throw new NotAuthenticated('The Authorization header must be "Bearer " and an access token or an API token.');
      return await this.parts.sessions.authenticate(token, address);
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
      const isWhole = Object.values(parts).every((state) => state === 'ok');
      const status = this.isStopping ? 'stopping' : !isReady ? 'not ready' : isWhole ? 'ready' : 'degraded';
      return reply.code(isUp ? 200 : 503).send({ status, parts });
    });
    this.fastify.get('/metrics', async (request, reply) => {
      // Counts tell a stranger a lot; they are for the machine itself and its own network, or for who knows the token.
      if (!this.mayReadMetrics(request)) return reply.code(404).send({ error: 'Not found' });
      return reply.type(this.parts.metrics.registry.contentType).send(await this.parts.metricsText());
    });
  }

  private mayReadMetrics(request: FastifyRequest): boolean {
    const { metricsToken } = this.parts;
    return metricsToken === null
      ? isOwnNetwork(request) && isOwnName(request)
      : isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`);
  }

  private async routeWeb(): Promise<void> {
    const { webFolder } = this.parts;
    if (!existsSync(join(webFolder, 'index.html'))) return;
    // What Vite names by its content may be kept for ever; everything else is asked for again each time.
    const setHeaders = (reply: FastifyReply, path: string) =>
      void reply.header('cache-control', path.startsWith(join(webFolder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache');
    await this.fastify.register(files, { root: webFolder, prefix: '/', index: false, wildcard: false, cacheControl: false, setHeaders });
    const page = (name: string) => readFileSync(join(webFolder, name));
    const [dashboard, playground] = [page('index.html'), page('playground.html')];
    for (const path of DASHBOARD_PATHS) {
      this.fastify.get(path, (_request, reply) =>
        reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(dashboard),
      );
    }
    if (!this.parts.isProduction) {
      this.fastify.get('/playground', (_request, reply) =>
        reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(playground),
      );
    }
  }
}

function deadlineMs(kind: string): number {
  return kind === 'mutation' ? MUTATION_DEADLINE_MS : QUERY_DEADLINE_MS;
}

/**
 * Of a request whose operation is at fault. Who asks for `application/json` by name gets 200, as its specification has it: that type
 * does not tell our answer from one of something in between.
 */
function faultStatus(accept: string | undefined): number {
  return accept?.includes('application/json') && !accept.includes('application/graphql-response+json') ? 200 : 400;
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

/** Counts a request until its connection has its answer; false when there is no room. */
function leavesRoom<Key>(reply: FastifyReply, tally: Tally<Key>, key: Key): boolean {
  const leave = tally.take(key);
  if (leave) reply.raw.once('close', leave);
  return leave !== null;
}

/** A user's line is full. */
function busy(): GraphQLError {
  const message = `You have as much under way as can be finished in time. Try again in ${BUSY_RETRY_S} s.`;
  return new GraphQLError(message, { extensions: BUSY });
}

/** Compares in a time that does not tell where the texts differ. */
function isSame(given: string, wanted: string): boolean {
  const [left, right] = [given, wanted].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}

/**
 * Sockets are opened at the API alone, and a request is for one host, by a name that can be one, with a body that comes as it is: proxies and we
 * might take different ones of two.
 */
function refuseOdd({ headers, routeOptions, raw, protocol, hostname }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1) return odd(reply, 400, 'The request has more than one Host.');
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    return odd(reply, 501, 'Transfer-Encoding: only chunked is understood here. Send the body plain.');
  // Probes of old balancers name no host.
  if (!PROBED_PATHS.includes(routeOptions.url ?? '') && !URL.canParse(`${protocol}://${hostname}/`))
    return odd(reply, 400, 'The request names no host that there could be: say in Host under which name or address this server is asked.');
  if (headers.upgrade !== undefined && routeOptions.url !== '/graphql') return reply.code(404).send({ error: 'Not found' });
  return undefined;
}

/** What comes behind it on this connection may be part of it. */
function odd(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .header('connection', 'close')
    .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

/** Nothing of it was begun. */
function refuseLate(reply: FastifyReply): FastifyReply {
  const message = 'This server is stopping. Send the request again: with another connection it reaches one that goes on.';
  return reply
    .code(503)
    .header('retry-after', BUSY_RETRY_S)
    .send({ errors: [{ message, extensions: { code: ErrorCode.UNAVAILABLE } }] });
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
