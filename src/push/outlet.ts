/**
 * One socket's share of the pushes: in each turn everything due for it leaves in one write, as whole websocket frames and only
 * while it is open. Invariant: a client has at most `CREDIT_BYTES` unread, and a slow one finds the newest, never a backlog.
 */
import type { Frame } from './frame.js';
import { headerLength, Opcode, type Page, type Sink, writeHeader } from './page.js';

/** Unread bytes a client may have. What waits in the kernel shows in no buffer here, so the client's pongs say what it read. */
const CREDIT_BYTES = 64 * 1024;
/** Late enough that a reader that keeps up is seldom asked, early enough that its answer is here before its credit is used up. */
const PING_EACH_BYTES = 48 * 1024;
/** A client that answers no ping, or takes no byte, for this long is closed. */
const STALLED_MS_MAX = 10_000;
/** Told apart from other pings by its first letter. */
const PING = /^credit (\d{1,15})$/;
const TAIL = '}'.charCodeAt(0);

/** The websocket, as far as an outlet needs it. */
export interface PushSocket {
  readonly readyState: number;
  readonly OPEN: number;
  on(event: 'pong', listener: (payload: Buffer) => void): unknown;
}

/** One operation that is answered from a frame. */
export interface Subscription {
  /** `{"id":...,"type":"next","payload":` */
  readonly head: Buffer;
  readonly frame: Frame;
  isDue: boolean;
  /** The one that became due after it on the same socket. */
  next: Subscription | null;
}

/** Who has outlets. */
export interface OutletHost {
  nowMs(): number;
  /** It was behind, and may go on. */
  onCredit(outlet: Outlet): void;
}

export class Outlet {
  /** A list through the subscriptions themselves: mostly there is one, and an array would be made anew for each. */
  private first: Subscription | null = null;
  private last: Subscription | null = null;
  /** Among those that are looked at next. */
  isListed = false;
  private sent = 0;
  private answered = 0;
  /** Unanswered pings: bytes sent by then, and when. */
  private readonly pings: { readonly sent: number; readonly atMs: number }[] = [];
  private behindSinceMs: number | null = null;

  constructor(
    private readonly socket: PushSocket,
    private readonly sink: Sink,
    private readonly host: OutletHost,
    /** Closes a connection that has stopped reading. */
    readonly cutOff: () => void,
  ) {
    socket.on('pong', (payload) => this.answer(payload));
  }

  /** To be sent with the next flush, once, however often it is said. */
  add(subscription: Subscription): void {
    if (subscription.isDue) return;
    subscription.isDue = true;
    if (this.last) this.last.next = subscription;
    else this.first = subscription;
    this.last = subscription;
  }

  remove(subscription: Subscription): void {
    if (!subscription.isDue) return;
    const due = [...this.dueNow()];
    this.clear();
    for (const each of due) if (each !== subscription) this.add(each);
  }

  /** Sends what is due and returns how many messages left; null when the client is behind and it has to be tried again. */
  flush(page: Page): number | null {
    if (!this.first || this.socket.readyState !== this.socket.OPEN) {
      this.behindSinceMs = null;
      return 0;
    }
    if (this.sink.writableLength > 0 || this.sent - this.answered > CREDIT_BYTES) {
      this.behindSinceMs ??= this.host.nowMs();
      return null;
    }
    this.behindSinceMs = null;
    return this.write(page);
  }

  /** Whether the client has stopped reading for good. */
  isStalled(): boolean {
    const sinceMs = Math.min(this.pings[0]?.atMs ?? Number.POSITIVE_INFINITY, this.behindSinceMs ?? Number.POSITIVE_INFINITY);
    return this.host.nowMs() - sinceMs > STALLED_MS_MAX;
  }

  private write(page: Page): number {
    let count = 0;
    let length = 0;
    for (let due = this.first; due; due = due.next) {
      const payload = due.head.length + due.frame.bytes.length + 1;
      length += headerLength(payload) + payload;
      count += 1;
    }
    this.sent += length;
    const ping = this.pingDue();
    const target = page.take(length + (ping ? headerLength(ping.length) + ping.length : 0));
    let at = 0;
    for (let due = this.first; due; due = due.next) {
      const { head, frame } = due;
      at = writeHeader(target, at, head.length + frame.bytes.length + 1);
      target.set(head, at);
      target.set(frame.bytes, at + head.length);
      at += head.length + frame.bytes.length;
      target[at] = TAIL;
      at += 1;
    }
    this.clear();
    // In the same write: one of its own costs as much as the messages do.
    if (ping) target.write(ping, writeHeader(target, at, ping.length, Opcode.PING), 'latin1');
    page.send(this.sink, target);
    return count;
  }

  private *dueNow(): Generator<Subscription> {
    for (let due = this.first; due; due = due.next) yield due;
  }

  private clear(): void {
    let due = this.first;
    while (due) {
      const { next } = due;
      due.isDue = false;
      due.next = null;
      due = next;
    }
    this.first = null;
    this.last = null;
  }

  /** What the client is to answer once it has read this far; null: it is not asked yet. */
  private pingDue(): string | null {
    if (this.sent - (this.pings.at(-1)?.sent ?? this.answered) < PING_EACH_BYTES) return null;
    this.pings.push({ sent: this.sent, atMs: this.host.nowMs() });
    return `credit ${this.sent}`;
  }

  private answer(payload: Buffer): void {
    const bytes = Number(PING.exec(payload.toString('latin1'))?.[1]);
    // A client may send pongs nobody asked for; only what was sent by then can have been read.
    if (!this.pings.some(({ sent }) => sent === bytes)) return;
    this.answered = bytes;
    while ((this.pings[0]?.sent ?? Number.POSITIVE_INFINITY) <= bytes) this.pings.shift();
    if (this.behindSinceMs !== null) this.host.onCredit(this);
  }
}
