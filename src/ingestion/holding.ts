/** The right to ask one source, as this instance has it: taken, renewed, lost. Of many instances one has it at a time. */
import type { SourceId } from '../domain/ids.js';
import type { IngestionLog } from './log.js';

/** Attempts to renew a lease before it lapses. */
const RENEWALS = 3;

/** The right to ask a source, which one of many instances has. */
export interface SourceLease {
  /** How long it holds without being renewed: a dead holder is replaced within this. */
  readonly forMs: number;
  /** Takes or renews it; whether it is held now. */
  hold(source: string): Promise<boolean>;
  /** Whether it is known that nobody can be asked: then nobody else can take it either, or we are cut off and nobody knows. */
  isOutOfReach(): boolean;
  /** Longest time until that is known; till then whoever held it goes on, for afterwards nobody could take it. */
  readonly noticeMs: number;
  /** Gives back whatever this instance holds. */
  release(): Promise<void>;
}

export class Holding {
  private timer: NodeJS.Timeout | null = null;
  private renewing: Promise<void> | null = null;
  /** On the monotonic clock; null: not the holder. */
  private untilMs: number | null = null;
  private isStopped = false;

  constructor(
    private readonly options: {
      readonly source: SourceId;
      /** Absent: this instance is alone. */
      readonly lease?: SourceLease | undefined;
      readonly log: IngestionLog;
      readonly onTaken: () => void;
      readonly onLost: () => Promise<void>;
    },
  ) {}

  start(): void {
    const { lease, onTaken } = this.options;
    if (!lease) return onTaken();
    this.ask(lease);
    this.timer = setInterval(() => this.ask(lease), lease.forMs / RENEWALS);
  }

  /** Asks at once whose it is: whoever grants it can be asked again. */
  recheck(): void {
    const { lease } = this.options;
    // One under way was asked before.
    if (lease && this.timer) void Promise.resolve(this.renewing).then(() => this.ask(lease));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.renewing;
  }

  /** Whoever held it goes on while nobody can be asked; stores are conditional, so that another who does, too, does no harm. */
  isHeld(): boolean {
    const { lease } = this.options;
    return !lease || (this.untilMs !== null && (performance.now() < this.untilMs + lease.noticeMs || lease.isOutOfReach()));
  }

  private ask(lease: SourceLease): void {
    if (this.isStopped) return;
    this.renewing ??= this.renew(lease).finally(() => {
      this.renewing = null;
    });
  }

  /** Counted from before the call, so that a slow answer never makes us hold it for longer than the database says. */
  private async renew(lease: SourceLease): Promise<void> {
    const { source, log, onTaken, onLost } = this.options;
    const askedMs = performance.now();
    let isKnown = true;
    const isHeld = await lease.hold(source).catch((error: unknown) => {
      isKnown = false;
      log.warn({ err: error, source }, 'The lease could not be renewed.');
      // As long as nobody can be asked it does not lapse, so that there is time for an answer when somebody can be.
      if (this.untilMs !== null && lease.isOutOfReach()) this.untilMs = performance.now() + lease.forMs;
      return this.isHeld() ? null : false;
    });
    if (isHeld === null || this.isStopped) return;
    const [hadIt, wasHeld] = [this.untilMs !== null, this.untilMs !== null && askedMs < this.untilMs];
    this.untilMs = isHeld ? askedMs + lease.forMs : null;
    if (isHeld && !wasHeld) {
      log.info({ source }, 'This instance asks the source from now on.');
      onTaken();
    }
    if (isHeld || !hadIt) return;
    // An answer that fails or is slow is no proof that nobody else has it.
    log.info({ source }, isKnown ? 'Another instance asks the source from now on.' : 'The source is not asked until its lease is renewed.');
    await onLost();
  }
}
