/**
 * GraphQL over WebSocket (graphql-transport-ws): the same documents, limits, deadline and errors as over HTTP, and limits of
 * its own on connections, operations, messages and what waits to be sent. A faulty document is the operation's failure and
 * answered under its id; only a client that breaks the protocol or a limit of the connection loses the connection.
 */
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError, type GraphQLSchema, getOperationAST, subscribe } from 'graphql';
import { type Context, handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { ErrorCode, Unavailable } from '../domain/errors.js';
import type { Actor } from '../domain/user.js';
import { within } from '../limits/deadline.js';
import type { Documents } from '../limits/documents.js';
import { Rate, Tally } from '../limits/rate.js';
import { Credit, STALLED_MS_MAX } from '../push/credit.js';
import type { Channel, Push } from '../push/push.js';
import type { OperationContext } from '../resolvers/context.js';
import { at, ending, type OpenSpan } from '../telemetry/trace.js';
import type { Log, Metrics } from '../telemetry.js';
import type { Crowds } from './crowd.js';
import { slowHeapGrowth } from './heap-growth.js';
import { Heartbeat } from './heartbeat.js';
import { deadlineMs } from './operation.js';
import { clientAddress, isLoopback } from './origin.js';
import { present } from './present.js';
import { asOperation, receivedOperation } from './trace.js';
import { UnderWay } from './under-way.js';

const INIT_TIMEOUT_MS = 10_000;
const OPERATIONS_MAX = 200;
/** What a client may send: this many messages at once, this many a second on and on. */
const MESSAGES = { atOnce: 400, perSecond: 100 };
/** A reader is too slow when this much waits for it, or when one message takes this long to leave. */
const BUFFERED_BYTES_MAX = 1024 * 1024;
const REASON_BYTES_MAX = 123;
/** What a client has to answer the good-bye of a server that stops. */
const GOODBYE_MS = 2_000;
/** What mutations under way have to be answered in, once the session has ended. */
const LAST_ANSWER_MS = 1_000;

/** Why a connection was closed. What is not here is said by the protocol itself: 4401, 4408, 4409, 4429. */
export const Close = {
  GOING_AWAY: 1001,
  /** More messages than allowed. */
  POLICY: 1008,
  /** Too slow a reader, too many connections, or nobody can say now who it is: come back later. */
  TRY_LATER: 1013,
  /** What the protocol calls it when a message is none. */
  BAD_REQUEST: 4400,
  /** No valid access token, or it ended. */
  FORBIDDEN: 4403,
} as const;

export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly isProduction: boolean;
  readonly documents: Documents;
  /** Answers subscriptions from ready frames where it can; null: the executor answers all of them. */
  readonly push: Push | null;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly socketsPerUser: number;
  readonly socketsPerAddress: number;
  /** Who a bearer header stands for; rejects or null when nobody. */
  readonly actorOf: (authorization: string, address: string) => Promise<Actor | null>;
  readonly crowds: Crowds;
  readonly contextOf: (actor: Actor | null, address: string) => OperationContext;
  /** The clock that tokens end by. */
  readonly now: () => Date;
}

interface Extra {
  readonly socket: WebSocket;
  /** What the websocket writes to. */
  readonly sink: Socket;
  readonly address: string;
  readonly credit: Credit;
  /** Of the operations under way that are traced, by their ids; most connections have none. */
  spans: Map<string, OpenSpan> | null;
  /** Ids of the mutations under way; most connections have none. */
  mutations: Set<string> | null;
  /** Its session has ended: it is closed when they are answered, and nothing is begun meanwhile. */
  isEnding: boolean;
  actor?: Actor;
}

interface Known extends Extra {
  readonly actor: Actor;
}

interface Begun {
  readonly underWay: UnderWay;
  readonly channel: Channel;
  readonly span: OpenSpan | null;
}

export class Sockets {
  private readonly open = new Map<WebSocket, Known>();
  private readonly heartbeat: Heartbeat;
  private readonly perUser: Tally<string>;
  private readonly perAddress: Tally<string>;
  private readonly protocol;
  /** By an operation's context: graphql-ws tells `subscribe` neither its id nor its socket. */
  private readonly begun = new WeakMap<object, Begun>();
  private isStopping = false;

  constructor(private readonly parts: SocketParts) {
    const end = (socket: WebSocket) => socket.close(Close.FORBIDDEN, 'Access token expired');
    this.heartbeat = new Heartbeat(end, () => parts.now().getTime());
    this.perUser = new Tally(parts.socketsPerUser);
    this.perAddress = new Tally(parts.socketsPerAddress);
    this.protocol = makeServer<Record<string, unknown>, Extra>(this.options());
  }

  /** For the WebSocket server: picks the one protocol that is spoken here. */
  readonly handleProtocols = handleProtocols;

  /** Takes over a connection that was just made. */
  accept(socket: WebSocket, request: FastifyRequest): void {
    // Without a listener a broken frame would end the process; `close` follows and does the rest. The one that is there keeps the whole request.
    socket.removeAllListeners('error');
    socket.on('error', (error) => this.parts.log.debug({ err: error }, 'a connection broke'));
    const address = clientAddress(request);
    // This machine itself is not counted: it would be a proxy nobody declared, and so everybody at once.
    const release = isLoopback(address) ? () => undefined : this.perAddress.take(address);
    if (!release) return socket.close(Close.TRY_LATER, 'Too many connections from this address');
    const rate = new Rate(MESSAGES, nowMs);
    const credit = new Credit(nowMs, () => cutOff(socket));
    const count = () => {
      if (!rate.take()) socket.close(Close.POLICY, 'Too many messages');
    };
    // Each is answered, or looked at at least, so it counts like what it asks for; but for what was asked of the client.
    socket.on('ping', count);
    socket.on('pong', (payload) => credit.answer(payload) || count());
    this.heartbeat.add(socket);
    const extra: Extra = { socket, sink: request.raw.socket, address, credit, spans: null, mutations: null, isEnding: false };
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.send(extra, text),
        close: (code, reason) => socket.close(code, reason && withinFrame(reason)),
        onMessage: (take) =>
          socket.on('message', (data) => {
            if (socket.readyState !== socket.OPEN) return;
            if (!rate.take()) return socket.close(Close.POLICY, 'Too many messages');
            take(String(data)).catch((error) => {
              if (isServersOwn(error)) return socket.close(Close.BAD_REQUEST, 'Invalid message received');
              this.parts.log.error({ err: error }, 'a message could not be handled');
              socket.close(1011, 'Internal error');
            });
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      this.heartbeat.remove(socket);
      credit.end();
      release();
      void closed(code, String(reason));
    });
  }

  /** What is held of connections now, for tests. */
  counts(): { readonly open: number; readonly beating: number; readonly users: number; readonly addresses: number } {
    return { open: this.open.size, beating: this.heartbeat.size, users: this.perUser.size, addresses: this.perAddress.size };
  }

  /** The sessions and API tokens of everybody who is connected. */
  sessions(): Actor['sessionId'][] {
    return [...this.open.values()].map(({ actor }) => actor.sessionId);
  }

  /** Closes the connections of sessions that ended, each behind the answers of its mutations: one of them may have ended it. */
  endSessions(ended: ReadonlySet<Actor['sessionId']>): void {
    for (const extra of this.open.values()) {
      if (extra.isEnding || !ended.has(extra.actor.sessionId)) continue;
      extra.isEnding = true;
      if (extra.mutations?.size) setTimeout(() => endSession(extra), LAST_ANSWER_MS).unref();
      else endSession(extra);
    }
  }

  stop(): void {
    this.isStopping = true;
    for (const socket of this.heartbeat.sockets()) socket.close(Close.GOING_AWAY, 'Server is stopping');
    // Whoever does not answer the good-bye must not hold up the stop.
    setTimeout(() => {
      for (const socket of this.heartbeat.sockets()) socket.terminate();
    }, GOODBYE_MS).unref();
  }

  private options(): ServerOptions<Record<string, unknown>, Extra> {
    const { log, metrics } = this.parts;
    const presentAll = ({ spans }: Extra, id: string, errors: readonly unknown[]) =>
      at(spans?.get(id)?.place ?? null, () => errors.map((error) => present(error as GraphQLError, log)));
    return {
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: (ctx) => this.connect(ctx),
      onClose: ({ extra }) => {
        this.open.delete(extra.socket);
        metrics.sockets.set(this.open.size);
      },
      onSubscribe: (ctx, id, payload) => this.begin(ctx, id, payload),
      subscribe: (args) =>
        this.carryOut(args as ExecutionArgs, () => {
          const { push } = this.parts;
          return push
            ? push.subscribe(args as ExecutionArgs, this.begunOf(args as ExecutionArgs).channel)
            : subscribe(args as ExecutionArgs);
        }),
      execute: (args) => {
        const kind = kindOf(args);
        const isMutation = kind === 'mutation';
        const work = () => execute(args as never);
        const context = args.contextValue as OperationContext;
        return this.carryOut(args as ExecutionArgs, () =>
          within(deadlineMs(kind), (isGivenUp) => this.parts.crowds.inLine(context, isGivenUp, work), { isMutation }),
        );
      },
      onError: ({ extra }, id, _payload, errors) => {
        const presented = presentAll(extra, id, errors);
        ended(extra, id);
        return presented;
      },
      onNext: ({ extra }, id, _payload, _args, result) =>
        result.errors ? { ...result, errors: presentAll(extra, id, result.errors) } : undefined,
      onComplete: ({ extra }, id) => ended(extra, id),
    };
  }

  /** Resolves when the message has left, which holds back the stream it comes from; a reader that is too slow is cut off. */
  private send({ socket, credit, actor }: Extra, text: string): Promise<void> {
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    if (socket.bufferedAmount > BUFFERED_BYTES_MAX) {
      cutOff(socket);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => cutOff(socket), STALLED_MS_MAX);
      const isRead = this.parts.crowds.sending(actor?.userId ?? null, text, () => socket.terminate());
      // A failed send is followed by `close`; there is nobody left to tell.
      socket.send(text, () => {
        clearTimeout(timer);
        isRead();
        resolve();
      });
      const ping = credit.spend(Buffer.byteLength(text));
      if (ping !== null) socket.ping(ping);
    });
  }

  private async connect(ctx: Context<Record<string, unknown>, Extra>): Promise<boolean> {
    const { extra, connectionParams } = ctx;
    const { socket, address } = extra;
    // Not kept as long as the connection: nothing reads the token again.
    Object.assign(ctx, { connectionParams: undefined });
    const actor = await this.parts.actorOf(bearerOf(connectionParams), address).catch((error: { originalError?: unknown }) => {
      // A good token must not be taken for a bad one: its owner would sign in again, which cannot be done now either.
      if (error.originalError instanceof Unavailable) socket.close(Close.TRY_LATER, 'The database is not reachable');
      return null;
    });
    if (this.isStopping) socket.close(Close.GOING_AWAY, 'Server is stopping');
    if (!actor || socket.readyState !== socket.OPEN) return false;
    const release = this.perUser.take(actor.userId);
    if (!release) {
      socket.close(Close.TRY_LATER, 'Too many connections of this user');
      return false;
    }
    this.open.set(socket, Object.assign(extra, { actor }));
    slowHeapGrowth(this.open.size);
    this.parts.metrics.sockets.set(this.open.size);
    this.heartbeat.endAt(socket, actor.expiresAt);
    socket.once('close', release);
    return true;
  }

  /** In its trace, if it is in one: until it is answered, or its answers begin. */
  private carryOut(args: ExecutionArgs, work: () => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>): Promise<UnderWay> {
    const { underWay, span } = this.begunOf(args);
    const operation = span && getOperationAST(args.document, args.operationName);
    return underWay.answeredBy(span && operation ? ending(span, () => at(span.place, () => asOperation(operation, work))) : work());
  }

  private begunOf({ contextValue }: ExecutionArgs): Begun {
    return this.begun.get(contextValue as object) as Begun;
  }

  private begin(
    { extra, subscriptions }: Context<Record<string, unknown>, Extra>,
    id: string,
    asked: {
      readonly query: string;
      readonly operationName?: string | null | undefined;
      readonly variables?: Record<string, unknown> | null | undefined;
      readonly extensions?: Record<string, unknown> | null | undefined;
    },
  ) {
    const { documents, schema, isProduction, contextOf } = this.parts;
    const span = receivedOperation(asked.extensions);
    if (span) {
      extra.spans ??= new Map();
      extra.spans.set(id, span);
    }
    if (Object.keys(subscriptions).length > OPERATIONS_MAX) return [tooManyOperations()];
    const reading = documents.read(asked.query);
    if (!reading.document) return reading.faults;
    const refusal =
      documents.unresolved(reading.document, asked.operationName) ??
      documents.refusal(reading.document, asked.operationName, asked.variables);
    if (refusal) return [refusal];
    const contextValue = contextOf((!extra.isEnding && extra.actor) || null, extra.address);
    const { socket, sink, credit } = extra;
    const isMutation = kindOf(reading) === 'mutation';
    if (isMutation) {
      extra.mutations ??= new Set();
      extra.mutations.add(id);
    }
    const underWay = new UnderWay(credit, span || isMutation ? () => ended(extra, id) : null);
    this.begun.set(contextValue, { underWay, channel: { id, socket, sink, credit }, span });
    // In the place of the null that stands for one that begins: so it hears of it, too, when its client leaves it by then.
    (subscriptions as Record<string, unknown>)[id] = underWay;
    return {
      schema,
      document: reading.document,
      operationName: asked.operationName,
      variableValues: asked.variables,
      contextValue,
      hideSuggestions: isProduction,
    };
  }
}

/** One for all connections. */
function nowMs(): number {
  return performance.now();
}

/** An operation was answered, or left by its client. */
function ended(extra: Extra, id: string): void {
  const { spans, mutations, isEnding } = extra;
  spans?.get(id)?.end();
  spans?.delete(id);
  // Behind the message that tells its end, which follows.
  if (mutations?.delete(id) && isEnding && mutations.size === 0) setImmediate(() => endSession(extra));
}

function endSession({ socket }: Extra): void {
  socket.close(Close.FORBIDDEN, 'Session ended');
}

function tooManyOperations(): GraphQLError {
  return new GraphQLError(`This connection has ${OPERATIONS_MAX} operations under way already. Complete one first.`, {
    extensions: { code: ErrorCode.RATE_LIMITED, rule: 'OPERATIONS', limit: OPERATIONS_MAX },
  });
}

/** A reason quotes what the client wrote, an operation's id, and the closing frame holds this many bytes of it. */
function withinFrame(reason: string): string {
  // As a stream, which leaves a sign that was cut away.
  return new TextDecoder().decode(Buffer.from(reason).subarray(0, REASON_BYTES_MAX), { stream: true });
}

/** A message that only a server sends; graphql-ws throws at it as at a failure of its own. */
function isServersOwn(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected message of type ');
}

function bearerOf(params: Readonly<Record<string, unknown>> | undefined): string {
  const given = params?.authorization ?? params?.Authorization;
  return typeof given === 'string' ? given : '';
}

function cutOff(socket: WebSocket): void {
  socket.close(Close.TRY_LATER, 'Too slow a reader');
  // The closing message waits behind all that is not read; after a moment the connection goes without it.
  setTimeout(() => socket.terminate(), 1_000).unref();
}

function kindOf(args: { document: { definitions: readonly { kind: string; operation?: string }[] } }): string {
  const operations = args.document.definitions.filter(({ kind }) => kind === 'OperationDefinition');
  return operations.some(({ operation }) => operation === 'mutation') ? 'mutation' : 'query';
}
