/**
 * How the sources did over time, and what other instances see of those this one asks: counts per hour, and every change of
 * status. Gathered here and written now and then; what is written are differences, so that instances add up.
 */
import type { SourceId } from '../domain/ids.js';
import { SOURCE_COUNTERS, type SourceCounts, type SourceEvent, type SourceHealth } from '../domain/source.js';
import type { IngestionLog } from './log.js';

const EVERY_MS = 5_000;
/** Changes of status between two writes; a source that flaps faster than this has said enough. */
const EVENTS_MAX = 500;

export interface HealthChanges {
  readonly events: readonly SourceEvent[];
  readonly sources: readonly { readonly health: SourceHealth; readonly added: SourceCounts }[];
}

export class HealthLog {
  private readonly written = new Map<SourceId, SourceHealth>();
  private readonly newest = new Map<SourceId, SourceHealth>();
  private events: SourceEvent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      /** How the sources this instance asks are doing now. */
      readonly read: () => readonly SourceHealth[];
      readonly write: (changes: HealthChanges) => Promise<void>;
      readonly now: () => Date;
      readonly log: Pick<IngestionLog, 'warn'>;
    },
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.flush(), EVERY_MS).unref();
  }

  /** Told of every change of a source's health; a new status is an event. */
  changed(health: SourceHealth): void {
    const before = this.newest.get(health.id)?.status;
    this.newest.set(health.id, health);
    if (before === health.status || this.events.length >= EVENTS_MAX) return;
    const isWell = health.lastFailureAt === null || (health.lastSuccessAt !== null && health.lastSuccessAt > health.lastFailureAt);
    this.events.push({ source: health.id, at: this.options.now(), status: health.status, failure: isWell ? null : health.lastFailure });
  }

  /** Writes what is new, and resolves when it is written or given up. */
  async flush(): Promise<void> {
    const { events } = this;
    this.events = [];
    const sources = this.options.read().flatMap((health) => {
      const before = this.written.get(health.id);
      if (before === health) return [];
      this.written.set(health.id, health);
      return [{ health, added: difference(health, before) }];
    });
    if (events.length === 0 && sources.length === 0) return this.writing;
    this.writing = this.writing
      .then(() => this.options.write({ events, sources }))
      .catch((error: unknown) => this.options.log.warn({ err: error }, 'How the sources are doing could not be recorded.'));
    return this.writing;
  }

  /** Writes the rest; call it once no source is asked any more. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.flush();
  }
}

function difference(health: SourceHealth, before: SourceHealth | undefined): SourceCounts {
  const counts = SOURCE_COUNTERS.map((name) => [name, health[name] - (before?.[name] ?? 0)]);
  return Object.fromEntries(counts) as unknown as SourceCounts;
}
