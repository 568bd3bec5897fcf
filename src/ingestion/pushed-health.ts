/** How the institutions that push prices to this instance are doing: each push is a cycle of theirs. Administrators' pushes are nobody's. */
import type { SourceId } from '../domain/ids.js';
import { PUSHED, type SourceHealth, type SourceInfo } from '../domain/source.js';
import { HealthRecord } from './health.js';
import type { IngestResult } from './result.js';

export class PushedHealth {
  /** One for each user with the role SOURCE. */
  private readonly records = new Map<SourceId, HealthRecord>();

  constructor(
    private readonly now: () => Date,
    private readonly onChange: (health: SourceHealth) => void,
  ) {}

  ingested(source: SourceInfo, results: readonly IngestResult[]): void {
    if (source.id === PUSHED) return;
    const record = this.records.get(source.id) ?? new HealthRecord(source, this.now, this.onChange);
    this.records.set(source.id, record);
    record.ingested(results);
    record.succeeded(null);
  }

  read(): SourceHealth[] {
    return [...this.records.values()].map((record) => record.read());
  }
}
