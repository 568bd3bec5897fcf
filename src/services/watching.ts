/**
 * One subscription of a portfolio. Invariant: whoever reads it finds the newest valuation and never a backlog, no sooner after the last than it
 * asked for; whoever has frames instead never makes it hold one.
 */
import type { PortfolioId } from '../domain/ids.js';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import type { Valuation } from '../domain/valuation.js';
import { Mailbox } from './mailbox.js';

/** A portfolio somebody watches, as it is handed from turn to turn: found once, not looked up each time. */
export interface WatchedPortfolio {
  readonly id: PortfolioId;
  /** In the book; null before it is there for the first time. */
  live: LivePortfolio | null;
  /** Whether anybody reads valuations of it. */
  isRead: boolean;
  /** What whoever sets the pace keeps of it. */
  seat: object | null;
}

/** One subscription of a portfolio: a mailbox of its valuations, made only once somebody reads it. */
export class Watching extends Mailbox<Valuation> {
  isRead = false;
  private readableAtMs = 0;
  private endPause: () => void = () => undefined;

  constructor(
    readonly portfolio: WatchedPortfolio,
    /** The pause its subscriber asked for between two valuations; 0 for none. */
    readonly intervalMs: number,
    private readonly newest: () => Valuation | null,
    private readonly leave: (box: Watching) => void,
  ) {
    super(
      () => portfolio.id,
      () => {
        this.leave(this);
        this.whenClosed();
      },
    );
  }

  /** Told when it ends, whoever ends it. */
  whenClosed: () => void = () => undefined;

  override async next(): Promise<IteratorResult<Valuation>> {
    const first = this.isRead ? null : this.newest();
    this.isRead = true;
    this.portfolio.isRead = true;
    if (first) this.put(first);
    // What comes meanwhile waits in the box, the newest alone.
    const waitMs = this.readableAtMs - performance.now();
    if (this.intervalMs > 0 && waitMs > 0) await this.pause(waitMs);
    const result = await super.next();
    this.readableAtMs = performance.now() + this.intervalMs;
    return result;
  }

  override close(): void {
    super.close();
    // A reader in its pause must end with the box: its operation's id may be used again at once.
    this.endPause();
  }

  private pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
