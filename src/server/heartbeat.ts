/**
 * One clock for all connections, where each would have had two timers of its own: pings, the end of those whose other end is
 * gone, and the end of those whose token has run out. Invariant: once removed, nothing is kept of a connection.
 */
import type { WebSocket } from 'ws';

const STEP_MS = 1_000;
/** A step this much later than the one before was not taken on time. */
const LATE_MS = 2_000;
/** Steps between two pings of a connection; the connections are spread over them. */
const STEPS = 15;

interface Beating {
  readonly phase: number;
  isAnswered: boolean;
  /** Null until it is known who is connected. */
  expiresAtMs: number | null;
}

export class Heartbeat {
  private readonly beating = new Map<WebSocket, Beating>();
  private step = 0;
  private lastMs: number | null = null;
  /** Steps since the last that was late. */
  private onTime = STEPS;
  private nextPhase = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly onExpired: (socket: WebSocket) => void,
    private readonly nowMs: () => number,
  ) {}

  add(socket: WebSocket): void {
    const beating: Beating = { phase: this.nextPhase, isAnswered: true, expiresAtMs: null };
    this.nextPhase = (this.nextPhase + 1) % STEPS;
    this.beating.set(socket, beating);
    socket.on('pong', () => {
      beating.isAnswered = true;
    });
    this.timer ??= setInterval(() => this.beat(), STEP_MS).unref();
  }

  /** A connection lives no longer than the token it came with. */
  endAt(socket: WebSocket, at: Date): void {
    const beating = this.beating.get(socket);
    if (beating) beating.expiresAtMs = at.getTime();
  }

  remove(socket: WebSocket): void {
    this.beating.delete(socket);
    if (this.beating.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    this.lastMs = null;
  }

  sockets(): WebSocket[] {
    return [...this.beating.keys()];
  }

  get size(): number {
    return this.beating.size;
  }

  /** One step; a public door for tests that own the clock. */
  beat(): void {
    this.step = (this.step + 1) % STEPS;
    const nowMs = this.nowMs();
    const isLate = this.lastMs !== null && nowMs - this.lastMs > LATE_MS;
    this.lastMs = nowMs;
    // A process that had no time, as when thousands come at once, may have answers that it has not read yet: it waits another round.
    this.onTime = isLate ? 0 : Math.min(STEPS, this.onTime + 1);
    for (const [socket, beating] of this.beating) {
      if (beating.expiresAtMs !== null && beating.expiresAtMs <= nowMs) this.onExpired(socket);
      if (beating.phase !== this.step) continue;
      if (!beating.isAnswered && this.onTime === STEPS) {
        socket.terminate();
        continue;
      }
      beating.isAnswered = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }
}
