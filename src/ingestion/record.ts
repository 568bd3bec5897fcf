/**
 * What an administrator wants to see of what was not taken in: figures that are held, and samples of refusals. Gathered here
 * and written now and then, at most so many at once, so that a flood of bad prices costs no more than a few bad prices.
 */
import type { Disagreement } from '../domain/disagreement.js';
import type { Hold } from '../domain/hold.js';
import type { SourceId } from '../domain/ids.js';
import type { RejectionSample } from '../domain/rejection-sample.js';
import { beginningOf, clean } from '../domain/text.js';
import type { Observation } from './arbitrate.js';
import type { IngestionLog } from './log.js';
import type { IngestResult } from './result.js';
import type { RawObservation } from './source.js';

/** Distinct refusals, and distinct holds, between two writes; more are counted nowhere but in the metrics. */
const WAITING_MAX = 500;
const EVERY_MS = 1000;
const TEXT_MAX = 80;
const MESSAGE_MAX = 300;

export interface RecordedChanges {
  /** Null: it is held no more. */
  readonly holds: readonly { readonly subject: string; readonly hold: Hold | null }[];
  readonly rejections: readonly RejectionSample[];
  readonly disagreements: readonly Disagreement[];
}

export class IngestRecorder {
  private holds = new Map<string, Hold | null>();
  private rejections = new Map<string, RejectionSample>();
  private disagreements = new Map<string, Disagreement>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly write: (changes: RecordedChanges) => Promise<void>,
    private readonly log: Pick<IngestionLog, 'warn'>,
    private readonly everyMs = EVERY_MS,
  ) {}

  held(subject: string, hold: Hold | null): void {
    if (this.holds.size >= WAITING_MAX && !this.holds.has(subject)) return;
    this.holds.set(subject, hold);
    this.later();
  }

  rejected({ at, source, raw, result }: { at: Date; source: SourceId; raw: RawObservation; result: IngestResult }): void {
    const [subject, text] = raw?.type === 'rate' ? [`${raw.base}${raw.quote}`, raw.rate] : [raw?.symbol, raw?.price];
    const [symbol, figure] = [brief(subject), brief(text)];
    const key = `${source} ${result.reason} ${symbol}`;
    const known = this.rejections.get(key);
    if (!known && this.rejections.size >= WAITING_MAX) return;
    const { reason } = result;
    const message = beginningOf(clean(result.message), MESSAGE_MAX);
    this.rejections.set(key, { source, symbol, reason, figure, message, count: (known?.count ?? 0) + 1, at });
    this.later();
  }

  /** The other source is the one whose price stands. */
  disagreed(subject: string, said: Observation, standing: Observation, at: Date): void {
    const key = `${subject} ${said.source} ${standing.source}`;
    const known = this.disagreements.get(key);
    if (!known && this.disagreements.size >= WAITING_MAX) return;
    const [price, otherPrice] = [said.figure.toFixed(), standing.figure.toFixed()];
    const count = (known?.count ?? 0) + 1;
    this.disagreements.set(key, { subject, source: said.source, otherSource: standing.source, price, otherPrice, count, at });
    this.later();
  }

  /** Writes what waits now, and resolves when it is written or given up. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const holds = [...this.holds].map(([subject, hold]) => ({ subject, hold }));
    const rejections = [...this.rejections.values()];
    this.holds = new Map();
    this.rejections = new Map();
    const disagreements = [...this.disagreements.values()];
    this.disagreements = new Map();
    if (holds.length + rejections.length + disagreements.length > 0) {
      this.writing = this.writing
        .then(() => this.write({ holds, rejections, disagreements }))
        .catch((error: unknown) => this.log.warn({ err: error }, 'What was refused or held could not be recorded.'));
    }
    await this.writing;
  }

  private later(): void {
    this.timer ??= setTimeout(() => void this.flush(), this.everyMs).unref();
  }
}

function brief(value: unknown): string {
  return typeof value === 'string' ? beginningOf(clean(value), TEXT_MAX) : typeof value;
}
