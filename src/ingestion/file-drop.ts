/**
 * A folder that institutions put files of prices into. Each is read once, known by its content, goes through the same pipeline
 * as every price, and ends in `processed/` or `failed/` with a report beside it that says what became of each line. A crash
 * in the middle reads it again, which the arbiter knows as a repetition.
 */

import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeFormula, writeCsv } from '../domain/csv.js';
import type { DroppedFile } from '../domain/dropped-file.js';
import type { SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import type { SourceInfo } from '../domain/source.js';
import { beginningOf } from '../domain/text.js';
import { type FileMapping, mappingOf, readLines } from './dropped.js';
import type { IngestionLog } from './log.js';
import type { Pipeline } from './pipeline.js';
import type { IngestResult } from './result.js';

export const DROP = 'drop' as SourceId;
export const DROP_SOURCE: SourceInfo = { id: DROP, name: 'Dropped files', simulated: false, priority: 2 };

const LOOK_MS = 5_000;
/** A file that changed within this is still being written. */
const QUIET_MS = 2_000;
const FILE_BYTES_MAX = 100 * 1024 * 1024;
const LINES_PER_BATCH = 1_000;

export interface FileDropOptions {
  readonly folder: string;
  readonly mappings: readonly FileMapping[];
  readonly pipeline: Pipeline;
  readonly now: () => Date;
  readonly log: IngestionLog;
  /** Under which name a file of this content was read; null: it was not. */
  readonly recall: (hash: string) => Promise<string | null>;
  readonly remember: (file: DroppedFile) => Promise<void>;
  /** Whether this instance reads the folder. */
  readonly hold: () => Promise<boolean>;
}

export class FileDrop {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private isStopping = false;
  private readonly complained = new Set<string>();

  constructor(private readonly options: FileDropOptions) {}

  start(): void {
    this.timer ??= setInterval(() => void this.look(), LOOK_MS).unref();
    void this.look();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  /** Reads what lies there; never rejects, and never overlaps itself. */
  look(): Promise<void> {
    this.looking ??= this.readFolder()
      .catch((error: unknown) => this.options.log.error({ err: error, folder: this.options.folder }, 'Dropped files could not be read.'))
      .finally(() => {
        this.looking = null;
      });
    return this.looking;
  }

  private async readFolder(): Promise<void> {
    const { folder, hold, mappings, log } = this.options;
    if (!(await hold())) return;
    for (const part of ['processed', 'failed']) await mkdir(join(folder, part), { recursive: true });
    for (const name of (await readdir(folder)).sort()) {
      if (this.isStopping) return;
      const found = await lstat(join(folder, name));
      if (!found.isFile() || name === 'mapping.json' || this.options.now().getTime() - found.mtimeMs < QUIET_MS) continue;
      const mapping = mappingOf(mappings, name);
      if (mapping) await this.readOne(name, mapping, found.size);
      else if (!this.complained.has(name)) {
        if (this.complained.size < 1_000) this.complained.add(name);
        log.warn({ file: name }, 'A dropped file fits no pattern of the mapping; it is left where it is.');
      }
    }
  }

  private async readOne(name: string, mapping: FileMapping, size: number): Promise<void> {
    const { folder, recall, remember, now } = this.options;
    if (size > FILE_BYTES_MAX) {
      await this.put(name, 'failed', [`It has more than ${FILE_BYTES_MAX / 1024 / 1024} MB: please split it.`]);
      return;
    }
    const bytes = await readFile(join(folder, name));
    const hash = createHash('sha256').update(bytes).digest('hex');
    const earlier = await recall(hash);
    if (earlier !== null) {
      await this.put(name, 'processed', [`The same content was read already, as ${earlier}: nothing was done.`]);
      return;
    }
    const about = { hash, name, at: now() };
    const text = decode(bytes);
    const { lines, fault } = text === null ? { lines: [], fault: 'It is not UTF-8 text.' } : readLines(text, mapping);
    if (fault) {
      await remember({ ...about, lines: 0, accepted: 0, refused: 0, failure: beginningOf(fault, 500) });
      await this.put(name, 'failed', [fault]);
      return;
    }
    const report: string[][] = [];
    let accepted = 0;
    for (let start = 0; start < lines.length; start += LINES_PER_BATCH) {
      const part = lines.slice(start, start + LINES_PER_BATCH);
      const raws = part.flatMap(({ raw }) => raw ?? []);
      const results = raws.length > 0 ? [...(await this.options.pipeline.ingest(DROP_SOURCE, raws))] : [];
      for (const { line, fault: unread } of part) {
        const result = unread === null ? (results.shift() as IngestResult) : null;
        if (result && isTaken(result)) accepted += 1;
        const said = result ? [result.outcome, result.reason, result.message] : [IngestOutcome.REJECTED, 'UNREADABLE', unread as string];
        report.push([String(line), ...said.map(escapeFormula)]);
      }
    }
    await remember({ ...about, lines: lines.length, accepted, refused: lines.length - accepted, failure: null });
    await this.put(name, 'processed', [], report);
  }

  /** The report first, so that no file lies there without one. */
  private async put(name: string, part: 'processed' | 'failed', notes: readonly string[], lines: readonly string[][] = []): Promise<void> {
    const { folder, now, log } = this.options;
    const stamp = now().toISOString().replace(/[:.]/g, '-');
    const place = join(folder, part, `${stamp} ${name}`);
    const head = ['line', 'outcome', 'reason', 'message'];
    const rows = notes.length > 0 ? notes.map((note) => ['', part === 'failed' ? 'FAILED' : 'SKIPPED', '', escapeFormula(note)]) : lines;
    await writeFile(`${place}.report.csv`, writeCsv([head, ...rows]));
    await rename(join(folder, name), place);
    log.info({ file: name, part, lines: lines.length }, 'A dropped file was read.');
  }
}

/** Held prices wait for somebody, and are counted as refused until then. */
function isTaken({ outcome }: IngestResult): boolean {
  return outcome === IngestOutcome.CURRENT || outcome === IngestOutcome.HISTORY || outcome === IngestOutcome.DUPLICATE;
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
