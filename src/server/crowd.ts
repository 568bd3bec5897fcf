/** How much is under way, and whose: what could not be finished in time is refused at once, and what is let in is finished. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { ErrorCode } from '../domain/errors.js';
import type { Actor } from '../domain/user.js';
import { Door, Lines } from '../limits/line.js';
import { Tally } from '../limits/rate.js';
import type { OperationContext } from '../resolvers/context.js';
import type { Metrics } from '../telemetry.js';
import { clientAddress } from './origin.js';
import { RETRY_S } from './refusal.js';
import { Unread } from './unread.js';

/** Operations of one user that are carried out at once: fewer than there are connections to the database, so that nobody holds them all. */
const OF_USER_AT_ONCE = 8;
/** What a client has to read an answer: at half a megabit a second, as much as an export holds. */
const READ_MS_MAX = 60_000;
const BUSY = { code: ErrorCode.RATE_LIMITED, rule: 'BUSY', retryAfterS: RETRY_S } as const;
const BUSY_MESSAGE = `This server has as much under way as it can finish in time. Try again in ${RETRY_S} s.`;
const BUSY_BODY = JSON.stringify({ errors: [{ message: BUSY_MESSAGE, extensions: BUSY }] });
const BUSY_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(BUSY_BODY),
  'cache-control': 'no-store',
  'retry-after': String(RETRY_S),
  'x-content-type-options': 'nosniff',
};

export interface CrowdParts {
  /** Requests under way; more are refused. */
  readonly requestsAtOnce: number;
  /** What may wait to be read over all connections. */
  readonly unreadBytesMax: number;
  readonly metrics: Metrics;
  /** Rejects, or null, for a stranger. */
  readonly actorOf: (request: FastifyRequest) => Promise<Actor | null>;
}

export class Crowds {
  private readonly underWay: Tally<null>;
  /** Whose each of those is, and how it leaves its place. */
  private readonly leaving = new WeakMap<FastifyReply, { readonly userId: Actor['userId'] | null; readonly leave: () => void }>();
  private readonly unread: Unread<Actor['userId'] | null>;
  /** By the user; those without a token, or with one that is none, count together as nobody. */
  private readonly ofUser: Tally<Actor['userId'] | null>;
  /** By the token, which is seen before anybody knows whose it is. */
  private readonly ofToken: Tally<string>;
  /** By the user; of strangers, by the address. */
  private readonly door = new Door();
  /** Of its own: whoever opens a dashboard is not behind those who try passwords. */
  private readonly socketDoor = new Door();
  private readonly lines: Lines<Actor['userId']>;

  constructor(private readonly parts: CrowdParts) {
    this.underWay = new Tally(parts.requestsAtOnce);
    this.unread = new Unread(parts.unreadBytesMax);
    // Neither strangers nor one user take the room of everybody else.
    const half = Math.ceil(parts.requestsAtOnce / 2);
    this.ofUser = new Tally(half);
    this.ofToken = new Tally(half);
    this.lines = new Lines({ atOnce: OF_USER_AT_ONCE, waiting: half });
  }

  /** Whose crowd has taken its room already: nothing is read of what they ask. */
  refuseEarly({ headers, routeOptions, ws }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    if (routeOptions.url !== '/graphql' || ws) return undefined;
    const { authorization } = headers;
    const isFull = authorization === undefined ? this.ofUser.isFull(null) : this.ofToken.isFull(authorization);
    return isFull ? this.refuse(reply) : undefined;
  }

  /** Refuses at once what would only make everybody wait. */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined && !leavesRoom(reply, this.ofToken, authorization)) return this.refuse(reply);
    const userId = (await this.parts.actorOf(request).catch(() => null))?.userId ?? null;
    // Before it counts as one of all: many tokens of one user, or tokens that are none, must not look like as many users.
    if (!leavesRoom(reply, this.ofUser, userId)) return this.refuse(reply);
    const leave = this.underWay.take(null);
    if (!leave) return this.refuse(reply);
    this.leaving.set(reply, { userId, leave });
    reply.raw.once('close', () => this.leave(reply));
    if (userId === null || this.ofUser.held(userId) > OF_USER_AT_ONCE) await this.door.pass(userId ?? clientAddress(request));
    return undefined;
  }

  /** All that is left is that its client reads it. Whoever does not has less room of their own for so long, and takes nobody else's. */
  answered({ raw: { socket } }: FastifyRequest, reply: FastifyReply, text: string): void {
    const userId = this.leaving.get(reply)?.userId ?? null;
    this.leave(reply);
    if (socket.destroyed) return;
    const cut = () => socket.destroy();
    const isRead = this.sending(userId, text, cut);
    const tooLate = setTimeout(cut, READ_MS_MAX).unref();
    reply.raw.once('close', () => {
      clearTimeout(tooLate);
      isRead();
    });
  }

  /** Counts a text until what is returned says that it has left. Who reads too little of what they ask for is cut off. */
  sending(userId: Actor['userId'] | null, text: string, cut: () => void): () => void {
    return this.unread.add(userId, Buffer.byteLength(text), cut);
  }

  private leave(reply: FastifyReply): void {
    this.leaving.get(reply)?.leave();
    this.leaving.delete(reply);
  }

  /** A new connection was taken up. */
  arrived(): void {
    this.door.arrived();
    this.socketDoor.arrived();
  }

  /** Before a connection becomes a socket: ten thousand that come at once take up the time between what others ask. */
  letSocketIn(request: FastifyRequest): Promise<void> {
    return this.socketDoor.pass(clientAddress(request));
  }

  /** Of one user some operations are carried out, and the others wait for them: a crowd of theirs is in nobody else's way. */
  async inLine(
    context: OperationContext,
    isGivenUp: () => boolean,
    work: () => Promise<ExecutionResult> | ExecutionResult,
  ): Promise<ExecutionResult> {
    context.isGivenUp = isGivenUp;
    if (!context.actor) return work();
    const outcome = await this.lines.inTurn(context.actor.userId, () => (isGivenUp() ? {} : work()));
    return outcome ?? { errors: [lineIsFull()] };
  }

  /** Written past everything that a page or an operation would need: whoever comes in a crowd of thousands is to cost next to nothing. */
  private refuse(reply: FastifyReply): FastifyReply {
    this.parts.metrics.refused.inc();
    reply.hijack();
    reply.raw.writeHead(503, BUSY_HEADERS).end(BUSY_BODY);
    return reply;
  }
}

/** Counts a request until its connection has its answer; false when there is no room. */
function leavesRoom<Key>(reply: FastifyReply, tally: Tally<Key>, key: Key): boolean {
  const leave = tally.take(key);
  if (leave) reply.raw.once('close', leave);
  return leave !== null;
}

function lineIsFull(): GraphQLError {
  const message = `You have as much under way as can be finished in time. Try again in ${RETRY_S} s.`;
  return new GraphQLError(message, { extensions: BUSY });
}
