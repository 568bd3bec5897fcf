/**
 * HTTP and WebSocket on one port: the API on /graphql, the dashboard on /, the playground, health and metrics. Both
 * transports share one schema, one way of telling who asks, and one way of presenting errors.
 */
import { once } from 'node:events';
import type { Server as PlainServer } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { NotAuthenticated, TidemarkError } from './domain/errors.js';
import type { Actor } from './domain/user.js';
import { Documents } from './limits/documents.js';
import type { TrustedDocuments } from './limits/trusted.js';
import type { Push } from './push/push.js';
import { contextFor, type OperationContext } from './resolvers/context.js';
import { readJsonBodies } from './server/body.js';
import { refuseConnection } from './server/client-error.js';
import { Crowds } from './server/crowd.js';
import { agreeOnType } from './server/media-type.js';
import { createApollo, type OperationParts, refuseFaulty } from './server/operation.js';
import { clientAddress } from './server/origin.js';
import { addHeaders } from './server/page-header.js';
import { createPort, createRedirect, type TlsFiles } from './server/port.js';
import { presentRequest, statusOf } from './server/present.js';
import { type ProbeParts, routeProbes } from './server/probe.js';
import { refuseLate, refuseMethod, refuseOdd, refusePage, refuseStrange } from './server/refusal.js';
import { Sockets } from './server/socket.js';
import { RequestTraces, traceFields } from './server/trace.js';
import { routeWeb } from './server/web.js';
import type { AlertInbox } from './services/alert-inbox.js';
import type { InstrumentService } from './services/instrument.js';
import type { LiveValuations } from './services/live.js';
import type { SessionService } from './services/session.js';
import { at, isTracing } from './telemetry/trace.js';
import type { Log } from './telemetry.js';

const BODY_BYTES_MAX = 4 * 1024 * 1024;
const FRAME_BYTES_MAX = 256 * 1024;
/** What may wait to be read over all connections: some thirty of the largest answers. */
const UNREAD_BYTES_MAX = 256 * 1024 * 1024;
/** How long one part of the HTTP server may take to be ready. */
const PLUGIN_MS_MAX = 60_000;
/** Connections the kernel keeps until they are taken up; it allows no more than its own `somaxconn`. What finds no room tries again a second later, and then three. */
const BACKLOG = 16_384;
/** What is under way when the port closes has so long to be finished; the whole stop may take 15 s. */
const FINISH_MS_MAX = 9_000;
/** How often the sessions of open sockets are compared with the database. */
const SESSION_CHECK_MS = 3_000;

export interface ServerParts extends ProbeParts {
  readonly schema: GraphQLSchema;
  readonly sessions: SessionService;
  readonly instruments: InstrumentService;
  readonly live: LiveValuations;
  readonly inbox: AlertInbox;
  /** Null: every subscription is answered by the executor. */
  readonly push: Push | null;
  readonly log: Log;
  /** False: health and metrics alone, as for an instance that ingests or works. */
  readonly isApi: boolean;
  readonly isProduction: boolean;
  /** The files the port speaks TLS with; null: plain HTTP. */
  readonly tls: TlsFiles | null;
  /** A plain port that only sends people to the one with TLS; null: there is none. */
  readonly redirectPort: number | null;
  /** The operations that may run; null: whatever keeps to the limits. */
  readonly trustedDocuments: TrustedDocuments | null;
  /** Pages elsewhere that may ask and open sockets, such as https://app.example.org. */
  readonly allowedOrigins: readonly string[];
  /** Names it is asked under, beside addresses and names of its own network. */
  readonly ownNames: readonly string[];
  /** Addresses of the proxies that may say who asks; null when there is none. */
  readonly trustedProxies: readonly string[] | null;
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  /** Requests under way; more are refused. */
  readonly requestsAtOnce: number;
  /** Folder of the built dashboard and playground. */
  readonly webFolder: string;
  readonly now: () => Date;
}

export class Server {
  private readonly fastify: FastifyInstance;
  private readonly apollo: ApolloServer<OperationContext>;
  private readonly sockets: Sockets;
  private readonly crowds: Crowds;
  private readonly operations: OperationParts;
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
    const documents = new Documents(schema, isProduction, parts.trustedDocuments);
    this.crowds = new Crowds({ ...parts, unreadBytesMax: UNREAD_BYTES_MAX, actorOf: (request) => this.actorFor(request) });
    this.fastify.server.on('connection', () => this.crowds.arrived());
    this.operations = { ...parts, documents, crowds: this.crowds };
    this.apollo = createApollo(this.operations);
    this.sockets = new Sockets({
      ...parts,
      ...this.operations,
      actorOf: (authorization, address) => this.actorOf(authorization, address),
      contextOf: (actor, address) => contextFor({ actor, address }, parts),
    });
  }

  /** Starts to listen, on a port it may share with other processes of this machine; returns the address. */
  async listen(host: string, port: number, { isSharing = false }: { isSharing?: boolean } = {}): Promise<string> {
    await this.apollo.start();
    const { isProduction, tls, allowedOrigins } = this.parts;
    await addHeaders(this.fastify, { isSecure: isProduction || tls !== null, allowedOrigins });
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
        : (this.crowds.refuseEarly(request, reply) ?? refuseOdd(request, reply) ?? refuseStrange(request, reply, this.parts.ownNames)),
    );
    // Whoever keeps connections must not send the next request on one that is about to close; and one that was kept would hold up the stop.
    this.fastify.addHook('onSend', async (_request, reply) => {
      if (this.isStopping) reply.header('connection', 'close');
    });
    routeProbes(this.fastify, this.parts, () => this.isStopping);
    if (this.parts.isApi) {
      await this.fastify.register(async (scope) => this.routeGraphql(scope));
      await routeWeb(this.fastify, this.parts);
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

  private async redirect(at: ListenOptions, port: string): Promise<void> {
    const server = createRedirect((host) => `https://${host}${port === '' ? '' : `:${port}`}`);
    this.redirecting = server;
    await once(server.listen(at), 'listening');
    const { port: own } = server.address() as AddressInfo;
    this.parts.log.info({ port: own }, 'sending people on from a plain port');
  }

  private routeGraphql(scope: FastifyInstance): void {
    const { allowedOrigins } = this.parts;
    const handleUntraced = fastifyApolloHandler(this.apollo, {
      context: async (request) => {
        return contextFor({ actor: await this.actorFor(request), address: clientAddress(request) }, this.parts);
      },
    });
    // Reading the body loses where a request stands in its trace, so each step is put there anew.
    const preHandler = async (request: FastifyRequest, reply: FastifyReply) =>
      refusePage(request, reply, allowedOrigins) ??
      agreeOnType(request, reply) ??
      at(
        this.traces.placeOf(request, reply),
        async () => (await this.crowds.admit(request, reply)) ?? refuseFaulty(request, reply, this.operations),
      );
    const handle: typeof handleUntraced = (request, reply) =>
      at(this.traces.placeOf(request, reply), () => handleUntraced.call(this.fastify, request, reply));
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      const { status, body } = presentRequest(error, this.parts.log);
      return reply.code(status).send(body);
    });
    readJsonBodies(scope);
    scope.addHook('onSend', async (request, reply, text) => this.crowds.answered(request, reply, typeof text === 'string' ? text : ''));
    scope.route({
      method: 'GET',
      url: '/graphql',
      preHandler: async (request, reply) => {
        if (!request.ws) return preHandler(request, reply);
        const refused = refusePage(request, reply, allowedOrigins);
        if (refused) return refused;
        await this.crowds.letSocketIn(request);
        if (this.isStopping) return reply.code(503).send('Server is stopping');
        // The upgrade is the answer. A response that stayed with the connection would keep itself and all its headers as long.
        reply.raw.detachSocket(request.raw.socket);
        return undefined;
      },
      handler: handle,
      wsHandler: (socket, request) => this.sockets.accept(socket, request),
    });
    scope.post('/graphql', { preHandler }, handle);
    scope.options('/graphql', async (request, reply) => {
      return refusePage(request, reply, allowedOrigins) ?? reply.code(204).header('allow', 'GET, POST').send();
    });
    const others = scope.supportedMethods.filter((method) => !['GET', 'HEAD', 'POST', 'OPTIONS'].includes(method));
    scope.route({ method: others, url: '/graphql', onRequest: async (_request, reply) => refuseMethod(reply), handler: handle });
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
}
