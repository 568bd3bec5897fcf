/**
 * What one client has not read yet. What waits in the kernel, some megabytes, shows in no buffer here, so each so many bytes a ping goes along, and
 * the client's pongs say what it has read. Invariant: whoever has more than `CREDIT_BYTES` unread is sent nothing new, but for one message of each
 * operation whose answer was under way by then.
 */

/** Unread bytes a client may have. */
const CREDIT_BYTES = 64 * 1024;
/** Late enough that a reader that keeps up is seldom asked, early enough that its answer is here before its credit is used up. */
const PING_EACH_BYTES = 48 * 1024;
/** A client that answers no ping for this long is closed; and has so much longer for a message that is larger than its credit. */
export const STALLED_MS_MAX = 10_000;
const SLOWEST_BYTES_PER_MS = 64;
/** Told apart from other pings by its first letter. */
const PING = /^credit (\d{1,15})$/;

export class Credit {
  private sent = 0;
  private answered = 0;
  /** Unanswered: bytes sent by then, and when it counts as sent. */
  private readonly pings: { readonly sent: number; readonly atMs: number }[] = [];
  private waiting: (() => void)[] = [];
  private stall: NodeJS.Timeout | null = null;
  /** Told of each answer, for whoever looks at the credit instead of waiting for it. */
  whenAnswered: (() => void) | null = null;

  constructor(
    private readonly nowMs: () => number,
    /** Closes a connection that has stopped reading. */
    readonly cutOff: () => void,
  ) {}

  get isUsedUp(): boolean {
    return this.sent - this.answered > CREDIT_BYTES;
  }

  /** So many bytes go out, in one write; returns what a ping behind them is to say, null for none. */
  spend(bytes: number): string | null {
    this.sent += bytes;
    if (this.sent - (this.pings.at(-1)?.sent ?? this.answered) < PING_EACH_BYTES) return null;
    const moreMs = Math.max(0, bytes - CREDIT_BYTES) / SLOWEST_BYTES_PER_MS;
    this.pings.push({ sent: this.sent, atMs: this.nowMs() + moreMs });
    return `credit ${this.sent}`;
  }

  /** A pong came; returns whether it was asked for. */
  answer(payload: Buffer): boolean {
    const bytes = Number(PING.exec(payload.toString('latin1'))?.[1]);
    // A client may send pongs nobody asked for; only what was sent by then can have been read.
    if (!this.pings.some(({ sent }) => sent === bytes)) return false;
    this.answered = bytes;
    while ((this.pings[0]?.sent ?? Number.POSITIVE_INFINITY) <= bytes) this.pings.shift();
    if (!this.isUsedUp) for (const go of this.waiting.splice(0)) go();
    this.whenAnswered?.();
    return true;
  }

  /** Resolves when there is credit; whoever leaves none for too long is cut off. */
  async free(): Promise<void> {
    while (this.isUsedUp) {
      this.lookLater();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Since when the oldest ping waits for its answer; infinite when none does. */
  get waitingSinceMs(): number {
    return this.pings[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** The connection is over: nobody is cut off any more. */
  end(): void {
    if (this.stall) clearTimeout(this.stall);
    this.stall = null;
    this.waiting = [];
  }

  private lookLater(): void {
    if (this.stall) return;
    const waitMs = this.waitingSinceMs + STALLED_MS_MAX - this.nowMs();
    this.stall = setTimeout(() => {
      this.stall = null;
      if (this.waiting.length === 0) return;
      if (this.nowMs() - this.waitingSinceMs >= STALLED_MS_MAX) this.cutOff();
      else this.lookLater();
    }, waitMs).unref();
  }
}
