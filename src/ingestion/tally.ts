/** What became of everything that came in: counters per source, outcome and reason, and the newest rejections. Bounded. */

import type { SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import { beginningOf } from '../domain/text.js';
import type { IngestResult } from './result.js';
import type { RawObservation } from './source.js';

export interface Rejected {
  readonly at: Date;
  readonly source: SourceId;
  /** The source's symbol, or the pair of a rate. */
  readonly symbol: string;
  /** As the source wrote it. */
  readonly figure: string;
  readonly outcome: IngestOutcome;
  readonly reason: string;
  readonly message: string;
}

export interface Count {
  readonly source: SourceId;
  readonly outcome: IngestOutcome;
  readonly reason: string;
  readonly count: number;
}

const REJECTIONS_MAX = 100;
const TEXT_MAX = 80;

export class IngestTally {
  private readonly byKey = new Map<string, Omit<Count, 'count'> & { count: number }>();
  private readonly newest: Rejected[] = [];

  count({ at, source, raw, result }: { at: Date; source: SourceId; raw: RawObservation; result: IngestResult }): void {
    const { outcome, reason, message } = result;
    const key = `${source} ${outcome} ${reason}`;
    const known = this.byKey.get(key);
    if (known) known.count += 1;
    else this.byKey.set(key, { source, outcome, reason, count: 1 });
    if (outcome !== IngestOutcome.REJECTED && outcome !== IngestOutcome.HELD) return;
    const [symbol, figure] = raw?.type === 'rate' ? [`${raw.base}${raw.quote}`, raw.rate] : [raw?.symbol, raw?.price];
    this.newest.push({ at, source, symbol: brief(symbol), figure: brief(figure), outcome, reason, message });
    if (this.newest.length > REJECTIONS_MAX) this.newest.shift();
  }

  counts(): readonly Count[] {
    return [...this.byKey.values()].map((each) => ({ ...each }));
  }

  /** Oldest first. */
  rejections(): readonly Rejected[] {
    return [...this.newest];
  }
}

function brief(value: unknown): string {
  return typeof value === 'string' ? beginningOf(value, TEXT_MAX) : typeof value;
}
