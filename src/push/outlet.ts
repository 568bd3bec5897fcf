/**
 * One socket's share of the pushes: in each turn everything due for it leaves in one write, as whole websocket frames and only
 * while it is open. Invariant: a client has at most `CREDIT_BYTES` unread, and a slow one finds the newest, never a backlog.
 */
import { type Credit, STALLED_MS_MAX } from './credit.js';
import type { Frame } from './frame.js';
import { headerLength, Opcode, type Page, type Sink, writeHeader } from './page.js';

const TAIL = '}'.charCodeAt(0);

/** The websocket, as far as an outlet needs it. */
export interface PushSocket {
  readonly readyState: number;
  readonly OPEN: number;
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
  private behindSinceMs: number | null = null;

  constructor(
    private readonly socket: PushSocket,
    private readonly sink: Sink,
    private readonly host: OutletHost,
    readonly credit: Credit,
  ) {
    credit.whenAnswered = () => {
      if (this.behindSinceMs !== null) host.onCredit(this);
    };
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
    if (this.sink.writableLength > 0 || this.credit.isUsedUp) {
      this.behindSinceMs ??= this.host.nowMs();
      return null;
    }
    this.behindSinceMs = null;
    return this.write(page);
  }

  /** Whether the client has stopped reading for good. */
  isStalled(): boolean {
    // As long as its credit is used up a ping is under way, which knows how large what it follows is.
    const behindSinceMs = this.credit.isUsedUp ? null : this.behindSinceMs;
    const sinceMs = Math.min(this.credit.waitingSinceMs, behindSinceMs ?? Number.POSITIVE_INFINITY);
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
    const ping = this.credit.spend(length);
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
}
