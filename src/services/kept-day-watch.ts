/**
 * Past days worked out soon after something recorded changed them, so that nobody's next dashboard has to. What is missed here, for
 * want of the bus or because there is too much of it, the job that catches up days does.
 */
import { Unavailable } from '../domain/errors.js';
import type { PortfolioId } from '../domain/ids.js';
import type { Bus } from '../storage/bus.js';
import type { Log } from '../telemetry.js';
import type { KeptDays } from './kept-day.js';

/** A portfolio is worked out when nothing of it was recorded for so long: a file of entries comes as many writes. */
const QUIET_MS = 1_000;
/** Portfolios that wait; a split of what everybody holds is the job's. */
const WAITING_MAX = 1_000;

export class KeptDayWatch {
  /** When each was last written to, on the monotonic clock; the one written to longest ago first. */
  private readonly waiting = new Map<PortfolioId, number>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  /** One portfolio at a time. */
  private working: Promise<void> | null = null;
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly days: KeptDays,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    this.unsubscribe = await this.bus.subscribe('ledger', ({ portfolioIds }) => this.hear(portfolioIds));
  }

  /** Waits for the portfolio that is being worked out, and for no other. */
  async stop(): Promise<void> {
    this.unsubscribe?.();
    this.stopping.abort();
    if (this.timer) clearTimeout(this.timer);
    await this.working;
  }

  private hear(portfolioIds: readonly PortfolioId[]): void {
    for (const id of portfolioIds) {
      this.waiting.delete(id);
      if (this.waiting.size < WAITING_MAX) this.waiting.set(id, performance.now());
    }
    this.schedule();
  }

  private schedule(): void {
    const oldestMs = this.waiting.values().next().value;
    if (oldestMs === undefined || this.timer || this.working || this.stopping.signal.aborted) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.working = this.work().finally(() => {
          this.working = null;
          this.schedule();
        });
      },
      Math.max(0, oldestMs + QUIET_MS - performance.now()),
    ).unref();
  }

  /** Never rejects. */
  private async work(): Promise<void> {
    const quietSinceMs = performance.now() - QUIET_MS;
    const ids: PortfolioId[] = [];
    for (const [id, writtenMs] of this.waiting) {
      if (writtenMs > quietSinceMs) break;
      ids.push(id);
      this.waiting.delete(id);
    }
    if (ids.length === 0) return;
    try {
      await this.days.catchUpWith(ids, this.stopping.signal);
    } catch (error) {
      if (!(error instanceof Unavailable)) this.log.warn({ err: error }, 'past days could not be worked out after a change; a job does it');
    }
  }
}
