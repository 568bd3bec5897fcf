/**
 * How valuations leave without an executor: graphql-js parses, validates, authorises and words every error; only what each
 * change is answered with comes from a ready frame, shared by all who asked the same of a portfolio. Invariant: nothing of
 * a subscription is sent before its first `next()` and nothing after its `return()`.
 */
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, type GraphQLSchema, subscribe } from 'graphql';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import { ElasticPause } from '../services/elastic-pause.js';
import type { LiveValuations, Pacemaker } from '../services/live.js';
import type { ServiceInfo } from '../services/service.js';
import { type WatchedPortfolio, Watching } from '../services/watching.js';
import { at, here, type OpenSpan, open, type Place } from '../telemetry/trace.js';
import type { Log, Metrics } from '../telemetry.js';
import type { Credit } from './credit.js';
import { momentOf } from './figures.js';
import { Frame } from './frame.js';
import { Outlet, type OutletHost, type PushSocket, type Subscription } from './outlet.js';
import { Page, type Sink } from './page.js';
import { Parked } from './parked.js';
import { type Plan, Plans } from './plan.js';
import { type Spoke, Wheel } from './wheel.js';

/** The pause between two pushes of a portfolio: from the first while the event loop is idle to the second when it is busy. */
const WINDOW = { shortestMs: 5, longestMs: 250 } as const;
/** How soon a client that is behind is looked at again; its answer to a ping is heard at once. */
const RETRY_MS = 25;
const STALL_CHECK_MS = 1_000;
/** Of the frames of one revaluation, so many are followed in its trace; and so many at once in all. */
const FOLLOWED = { each: 3, atOnce: 200 } as const;

/** Where the answers of one operation go. */
export interface Channel {
  /** As the client named the operation. */
  readonly id: string;
  readonly socket: PushSocket & { once(event: 'close', listener: () => void): unknown };
  /** What the websocket writes to. */
  readonly sink: Sink;
  readonly credit: Credit;
}

interface Member extends Subscription {
  readonly outlet: Outlet;
  readonly socket: object;
  readonly parked: Parked;
  /** The pause it asked for between two messages; 0 for none. */
  readonly intervalMs: number;
  lastMs: number;
  /** Set while something waits for the pause to end. */
  pause: NodeJS.Timeout | null;
}

/** Everybody who asked the same of one portfolio. */
interface Group {
  readonly plan: Plan;
  readonly frame: Frame;
  /** Made anew when one comes or goes: it is gone through far more often, and somebody may leave meanwhile. */
  members: readonly Member[];
}

/** A watched portfolio's place on the wheel, and who has frames of it. */
interface Seat extends Spoke {
  readonly portfolio: WatchedPortfolio;
  groups: readonly Group[];
}

export interface PushParts {
  readonly schema: GraphQLSchema;
  readonly live: LiveValuations;
  readonly info: Pick<ServiceInfo, 'isSimulated'>;
  readonly log: Log;
  readonly metrics: Metrics;
}

export class Push implements Pacemaker, OutletHost {
  private readonly plans: Plans;
  /** Those with groups. */
  private readonly seats = new Set<Seat>();
  private readonly outlets = new Map<object, Outlet>();
  private readonly ready: Outlet[] = [];
  private readonly behind = new Set<Outlet>();
  /** Frames whose way to the socket is traced. */
  private followed: { readonly member: Member; readonly span: OpenSpan }[] = [];
  private readonly page = new Page();
  private readonly wheel: Wheel<Seat>;
  private readonly stallCheck: NodeJS.Timeout;
  private timer: { readonly at: number; readonly stop: () => void } | null = null;
  private isTurning = false;
  private readonly window = new ElasticPause(WINDOW);

  constructor(private readonly parts: PushParts) {
    this.plans = new Plans(parts.schema);
    this.wheel = new Wheel({
      nowMs: () => performance.now(),
      windowMs: () => this.window.ms,
      turn: ({ portfolio }) => parts.live.revalueOne(portfolio),
    });
    parts.live.pacedBy(this);
    this.stallCheck = setInterval(() => this.cutStalled(), STALL_CHECK_MS).unref();
  }

  /** In place of graphql-js's own `subscribe`, for an operation that came in by this channel. */
  async subscribe(args: ExecutionArgs, channel: Channel): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
    const plan = this.plans.of(args);
    this.parts.metrics.plans.inc({ reason: typeof plan === 'string' ? plan : 'PLANNED' });
    if (typeof plan === 'string') return subscribe(args);
    const watching = await createSourceEventStream(args);
    if (!(watching instanceof Watching)) return watching as ExecutionResult;
    return this.park(watching, plan, channel);
  }

  /** What is held now, for metrics and tests. */
  counts(): Readonly<Record<'portfolios' | 'groups' | 'members' | 'outlets' | 'turns', number>> {
    const groups = [...this.seats].flatMap((seat) => seat.groups);
    const members = groups.reduce((sum, group) => sum + group.members.length, 0);
    return { portfolios: this.seats.size, groups: groups.length, members, outlets: this.outlets.size, turns: this.wheel.size };
  }

  stop(): void {
    clearInterval(this.stallCheck);
    this.timer?.stop();
    this.timer = null;
  }

  marked(portfolios: readonly WatchedPortfolio[]): void {
    this.wheel.mark(portfolios.map((portfolio) => this.seatOf(portfolio)));
    if (!this.isTurning) this.comeIn(0);
  }

  revalued(portfolio: WatchedPortfolio, live: LivePortfolio): void {
    const groups = (portfolio.seat as Seat | null)?.groups;
    if (!groups || groups.length === 0) return;
    const moment = momentOf(live);
    const place = here();
    for (const group of groups) {
      try {
        group.frame.update(moment);
      } catch (error) {
        for (const { parked } of group.members) parked.fail(error);
        continue;
      }
      for (const member of group.members) this.send(member);
      if (place) this.follow(group, place);
    }
    if (!this.isTurning) this.comeIn(0);
  }

  left({ seat }: WatchedPortfolio): void {
    if (seat) this.wheel.forget(seat as Seat);
  }

  private seatOf(portfolio: WatchedPortfolio): Seat {
    portfolio.seat ??= { ...this.wheel.spoke(), portfolio, groups: [] } satisfies Seat;
    return portfolio.seat as Seat;
  }

  private follow({ members, plan }: Group, place: Place): void {
    let count = 0;
    for (const member of members) {
      if (count === FOLLOWED.each || this.followed.length >= FOLLOWED.atOnce) return;
      const span = member.isDue ? open('frame', place, { 'graphql.field': plan.rootKey }) : null;
      if (span) this.followed.push({ member, span });
      count += 1;
    }
  }

  /** Those that were written, or are wanted no more, are at their end. */
  private endFollowed(): void {
    this.followed = this.followed.filter(({ member, span }) => {
      if (member.isDue && this.outlets.has(member.socket)) return true;
      span.note({ 'tidemark.bytes': member.frame.bytes.length });
      span.end();
      return false;
    });
  }

  private park(watching: Watching, plan: Plan, channel: Channel): Parked {
    let member: Member | null = null;
    const parked: Parked = new Parked({
      begin: () => {
        member = this.join(watching, plan, { channel, parked });
      },
      end: () => {
        if (member) this.leave(this.seatOf(watching.portfolio), plan, member);
        watching.close();
      },
    });
    watching.whenClosed = () => parked.end();
    return parked;
  }

  private join({ portfolio, intervalMs }: Watching, plan: Plan, { channel, parked }: { channel: Channel; parked: Parked }): Member | null {
    const live = this.parts.live.live(portfolio);
    // Its watch has ended meanwhile, and the iterator with it.
    if (!live) return null;
    const seat = this.seatOf(portfolio);
    let group = seat.groups.find((each) => each.plan.key === plan.key);
    if (!group) {
      group = { plan, frame: new Frame(plan, this.parts.info), members: [] };
      seat.groups = [...seat.groups, group];
      this.seats.add(seat);
    }
    group.frame.update(momentOf(live));
    const pacing = { intervalMs, lastMs: Number.NEGATIVE_INFINITY, pause: null };
    const member: Member = {
      head: headOf(channel.id),
      frame: group.frame,
      isDue: false,
      next: null,
      outlet: this.outletOf(channel),
      socket: channel.socket,
      parked,
      ...pacing,
    };
    group.members = [...group.members, member];
    this.send(member);
    this.comeIn(0);
    return member;
  }

  private leave(seat: Seat, plan: Plan, member: Member): void {
    const group = seat.groups.find((each) => each.plan.key === plan.key);
    if (group) group.members = group.members.filter((each) => each !== member);
    member.outlet.remove(member);
    if (member.pause) clearTimeout(member.pause);
    if (!group || group.members.length > 0) return;
    seat.groups = seat.groups.filter((each) => each !== group);
    if (seat.groups.length === 0) this.seats.delete(seat);
  }

  private outletOf({ socket, sink, credit }: Channel): Outlet {
    const known = this.outlets.get(socket);
    if (known) return known;
    const outlet = new Outlet(socket, sink, this, credit);
    this.outlets.set(socket, outlet);
    socket.once('close', () => {
      this.outlets.delete(socket);
      this.behind.delete(outlet);
    });
    return outlet;
  }

  nowMs(): number {
    return performance.now();
  }

  onCredit(outlet: Outlet): void {
    this.list(outlet);
    this.comeIn(0);
  }

  /** To be looked at in the next flush. */
  private list(outlet: Outlet): void {
    if (outlet.isListed) return;
    outlet.isListed = true;
    this.ready.push(outlet);
  }

  private send(member: Member): void {
    // What still waits for its client to read leaves as the newest: a pause that began now would end with the same once more.
    if (member.pause || member.isDue) return;
    if (member.intervalMs > 0) {
      const waitMs = member.lastMs + member.intervalMs - performance.now();
      if (waitMs > 0) return this.sendLater(member, waitMs);
      member.lastMs = performance.now();
    }
    member.outlet.add(member);
    this.list(member.outlet);
  }

  private sendLater(member: Member, waitMs: number): void {
    member.pause = setTimeout(() => {
      member.pause = null;
      member.lastMs = performance.now();
      member.outlet.add(member);
      this.list(member.outlet);
      this.comeIn(0);
    }, waitMs);
  }

  /** Takes the turns that are due, then lets everything due leave. */
  private turn(): void {
    this.timer = null;
    this.window.measure();
    this.isTurning = true;
    let waitMs: number | null;
    try {
      // Whoever marked first has called for the turn; it is for all.
      waitMs = at(null, () => this.wheel.run());
    } catch (error) {
      // A defect in one portfolio must not end the pushes of all others.
      this.parts.log.error({ err: error }, 'a portfolio could not be revalued');
      waitMs = 0;
    } finally {
      this.isTurning = false;
    }
    this.flush();
    if (this.behind.size > 0) waitMs = Math.min(waitMs ?? RETRY_MS, RETRY_MS);
    if (waitMs !== null) this.comeIn(waitMs);
  }

  private flush(): void {
    let pushes = 0;
    for (const outlet of this.behind) if (!outlet.isListed) pushes += this.flushOne(outlet);
    for (let outlet = this.ready.pop(); outlet; outlet = this.ready.pop()) {
      outlet.isListed = false;
      pushes += this.flushOne(outlet);
    }
    if (this.followed.length > 0) this.endFollowed();
    if (pushes > 0) this.parts.metrics.pushes.inc(pushes);
  }

  private flushOne(outlet: Outlet): number {
    const sent = outlet.flush(this.page);
    if (sent === null) this.behind.add(outlet);
    else if (this.behind.size > 0) this.behind.delete(outlet);
    return sent ?? 0;
  }

  private comeIn(waitMs: number): void {
    const at = performance.now() + waitMs;
    if (this.timer && this.timer.at <= at) return;
    this.timer?.stop();
    // A wheel that turns by fractions of a millisecond is not to spin: a timer takes all phases that are due by then.
    if (waitMs <= 0) {
      const soon = setImmediate(() => this.turn());
      this.timer = { at, stop: () => clearImmediate(soon) };
    } else {
      const later = setTimeout(() => this.turn(), waitMs);
      this.timer = { at, stop: () => clearTimeout(later) };
    }
  }

  private cutStalled(): void {
    for (const outlet of this.outlets.values()) if (outlet.isStalled()) outlet.credit.cutOff();
  }
}

/** What stands before the frame. Not cut from the pool, where a few bytes that stay would keep 64 kB of what others are done with. */
function headOf(id: string): Buffer {
  const text = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const head = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  head.write(text);
  return head;
}
