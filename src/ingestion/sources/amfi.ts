/**
 * The daily NAV of every Indian mutual fund, from the association's text file. Columns are found by the header's words,
 * never by position: the file has had four layouts, two of them with eight columns of different meaning. A file that is
 * much shorter than the last good one is refused, and the last good one stays.
 */
import { addDays, type Day, daysBetween, tryParseDay } from '../../domain/day.js';
import type { SourceId } from '../../domain/ids.js';
import { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { SourceInfo } from '../../domain/source.js';
import { HttpClient, isHtml } from '../http.js';
import type { PollResult, RawQuote, Source, SourceCapabilities } from '../source.js';
import { SourceError, SourceErrorKind } from '../source-error.js';

export const AMFI = 'amfi' as SourceId;

/** One scheme's line with a NAV. */
export interface NavRow {
  readonly code: string;
  /** Payout or growth ISIN, then the reinvestment ISIN, where given. */
  readonly isins: readonly string[];
  readonly name: string;
  readonly nav: string;
  readonly day: Day;
}

export interface NavFile {
  readonly rows: readonly NavRow[];
  /** Lines of data that gave no row, by reason. */
  readonly skipped: readonly { readonly code: string; readonly reason: 'NAV_NOT_AVAILABLE' | 'BAD_DATE' | 'BAD_CODE' | 'SHORT_ROW' }[];
  readonly duplicates: readonly string[];
  readonly warnings: readonly string[];
}

const MEGABYTE = 1024 * 1024;
const BYTES_MAX = 32 * MEGABYTE;
const DEADLINE_MS = 60_000;
/** A file below this share of the last good one's rows was cut off on the way. */
const ROWS_SHARE_MIN = 0.8;
/** Days of history per request: a week of all schemes stays well below the size limit. */
const HISTORY_DAYS = 7;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface AmfiOptions {
  readonly baseUrl: string;
  readonly info?: SourceInfo;
  readonly http?: HttpClient;
  /** Rows a first file must have, before there is a last good one to compare with. */
  readonly rowsMin?: number;
}

export class AmfiSource implements Source {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities = {
    kinds: ['FUND'],
    mics: [],
    maxBatch: Number.POSITIVE_INFINITY,
    stream: false,
    adjusted: Adjustment.NONE,
    delayMinutes: null,
    commercialUse: true,
    limits: { deadlineMs: DEADLINE_MS, spacingMs: 1000 },
  };
  private readonly http: HttpClient;
  private lastGood: { readonly file: NavFile; readonly etag: string | null; readonly modified: string | null } | null = null;

  constructor(private readonly options: AmfiOptions) {
    this.info = options.info ?? { id: AMFI, name: 'AMFI India', simulated: false, priority: 10 };
    this.http = options.http ?? new HttpClient();
  }

  /** Symbols are scheme codes; an ISIN finds the scheme with its newest NAV. */
  async poll(symbols: readonly string[], signal: AbortSignal): Promise<PollResult> {
    if (symbols.length === 0) return { observations: [], missing: [], failures: [], warnings: [] };
    return select(await this.latest(signal), symbols);
  }

  async history(symbols: readonly string[], from: Day, to: Day, signal: AbortSignal): Promise<PollResult> {
    const results: PollResult[] = [];
    for (let start = from; start <= to; start = addDays(start, HISTORY_DAYS)) {
      const last = addDays(start, HISTORY_DAYS - 1);
      const query = `frmdt=${amfiDay(start)}&todt=${amfiDay(last < to ? last : to)}`;
      const answer = await this.get(`/DownloadNAVHistoryReport_Po.aspx?${query}`, signal);
      results.push(selectAll(parseNavFile(answer.text, { isHistory: true }), symbols));
    }
    const observations = results.flatMap((result) => result.observations);
    const found = new Set(observations.map((observation) => observation.type === 'quote' && observation.symbol));
    return {
      observations,
      missing: symbols.filter((symbol) => !found.has(symbol)),
      failures: [],
      warnings: [...new Set(results.flatMap((result) => result.warnings))],
    };
  }

  private async latest(signal: AbortSignal): Promise<NavFile> {
    const { lastGood } = this;
    const headers: Record<string, string> = {};
    if (lastGood?.etag) headers['if-none-match'] = lastGood.etag;
    if (lastGood?.modified) headers['if-modified-since'] = lastGood.modified;
    const answer = await this.get('/spages/NAVAll.txt', signal, headers);
    // Unchanged: what we have is given again, since a symbol may be new or the last delivery may not have been stored.
    if (answer.status === 304 && lastGood) return lastGood.file;
    const file = parseNavFile(answer.text, { isHistory: false });
    const rowsMin = lastGood ? lastGood.file.rows.length * ROWS_SHARE_MIN : (this.options.rowsMin ?? 1);
    if (file.rows.length < rowsMin) {
      throw new SourceError(
        SourceErrorKind.MALFORMED,
        `The NAV file was cut off: ${file.rows.length} rows of at least ${Math.ceil(rowsMin)}.`,
      );
    }
    this.lastGood = { file, etag: answer.headers.get('etag'), modified: answer.headers.get('last-modified') };
    return file;
  }

  private get(path: string, signal: AbortSignal, headers: Record<string, string> = {}) {
    const url = `${this.options.baseUrl.replace(/\/$/, '')}${path}`;
    return this.http.get({ url, signal, headers, deadlineMs: DEADLINE_MS, bytesMax: BYTES_MAX });
  }
}

/**
 * Reads either file in any of its layouts.
 * @throws SourceError when it is not such a file, or a needed column is gone
 */
export function parseNavFile(text: string, { isHistory }: { isHistory: boolean }): NavFile {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const header = first < 0 ? null : readHeader(lines[first] as string);
  if (!header || isHtml(text)) {
    throw new SourceError(SourceErrorKind.MALFORMED, 'The NAV file does not begin with its header.', { excerpt: text.slice(0, 2048) });
  }
  const file = new NavFileBuilder(isHistory);
  for (const line of lines.slice(first + 1)) {
    // Sections and fund houses are lines without a separator; some copies repeat the header.
    if (!line.includes(';') || readHeader(line)) continue;
    file.add(line, header.columns);
  }
  const warnings = header.unknown.map((name) => `SCHEMA_DRIFT: the NAV file has an unknown column "${name}".`);
  if (file.duplicates.length > 0)
    warnings.push(`The NAV file repeats the schemes ${file.duplicates.slice(0, 5).join(', ')}; the first line counts.`);
  return { rows: file.rows, skipped: file.skipped, duplicates: file.duplicates, warnings };
}

interface Columns {
  readonly code: number;
  readonly name: number;
  readonly isins: readonly number[];
  readonly nav: number;
  readonly day: number;
  readonly count: number;
}

const KNOWN_HEADERS = new Set([
  'scheme code',
  'isin div payout/isin growth',
  'isin div reinvestment',
  'scheme name',
  'nav name',
  'plan',
  'option',
  'net asset value',
  'repurchase price',
  'sale price',
  'date',
]);

function readHeader(line: string): { readonly columns: Columns; readonly unknown: readonly string[] } | null {
  const names = line.split(';').map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replace(/ ?\/ ?/g, '/'),
  );
  const columns: Columns = {
    code: names.indexOf('scheme code'),
    name: Math.max(names.indexOf('scheme name'), names.indexOf('nav name')),
    isins: [names.indexOf('isin div payout/isin growth'), names.indexOf('isin div reinvestment')].filter((index) => index >= 0),
    nav: names.indexOf('net asset value'),
    day: names.indexOf('date'),
    count: names.length,
  };
  if (columns.code < 0 || columns.nav < 0 || columns.day < 0) return null;
  return { columns, unknown: names.filter((name) => name !== '' && !KNOWN_HEADERS.has(name)) };
}

class NavFileBuilder {
  readonly rows: NavRow[] = [];
  readonly skipped: NavFile['skipped'][number][] = [];
  readonly duplicates: string[] = [];
  private readonly seen = new Set<string>();

  /** In a history each scheme has one line per day; in the daily file one line at all. */
  constructor(private readonly isHistory: boolean) {}

  add(line: string, columns: Columns): void {
    const cells = line.split(';').map((cell) => cell.trim());
    const code = cells[columns.code] ?? '';
    const row = readRow(cells, code, columns);
    if (typeof row === 'string') {
      this.skipped.push({ code, reason: row });
      return;
    }
    const key = this.isHistory ? `${code} ${row.day}` : code;
    if (this.seen.has(key)) {
      this.duplicates.push(code);
      return;
    }
    this.seen.add(key);
    this.rows.push(row);
  }
}

function readRow(cells: readonly string[], code: string, columns: Columns): NavRow | NavFile['skipped'][number]['reason'] {
  if (cells.length < columns.count) return 'SHORT_ROW';
  if (!/^(\d{1,10}|SIF-\d{1,8})$/.test(code)) return 'BAD_CODE';
  const nav = cells[columns.nav] as string;
  if (!/^\d+(\.\d+)?$/.test(nav) || /^[0.]+$/.test(nav)) return 'NAV_NOT_AVAILABLE';
  const day = readDay(cells[columns.day] as string);
  if (!day) return 'BAD_DATE';
  const isins = columns.isins.map((index) => cells[index] as string).filter((isin) => /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(isin));
  return { code, isins, name: cells[columns.name] ?? '', nav, day };
}

/** `17-Nov-2026` */
function readDay(text: string): Day | null {
  const match = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(text);
  const month = match ? MONTHS.findIndex((name) => name.toLowerCase() === (match[2] as string).toLowerCase()) + 1 : 0;
  if (!match || month === 0) return null;
  return tryParseDay(`${match[3]}-${String(month).padStart(2, '0')}-${(match[1] as string).padStart(2, '0')}`);
}

function amfiDay(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${date}-${MONTHS[Number(month) - 1]}-${year}`;
}

function select(file: NavFile, symbols: readonly string[]): PollResult {
  const byName = new Map<string, NavRow>();
  for (const row of file.rows) {
    byName.set(row.code, row);
    for (const isin of row.isins) {
      const known = byName.get(isin);
      // After a merger an ISIN goes on under a new scheme code: the newest NAV is the living one.
      if (!known || daysBetween(known.day, row.day) > 0) byName.set(isin, row);
    }
  }
  const observations: RawQuote[] = [];
  const missing: string[] = [];
  for (const symbol of symbols) {
    const row = byName.get(symbol);
    if (row) observations.push(observation(symbol, row));
    else missing.push(symbol);
  }
  return { observations, missing, failures: [], warnings: file.warnings };
}

function selectAll(file: NavFile, symbols: readonly string[]): PollResult {
  const asked = new Set(symbols);
  const observations = file.rows.flatMap((row) =>
    [row.code, ...row.isins].filter((name) => asked.has(name)).map((symbol) => observation(symbol, row)),
  );
  return { observations, missing: [], failures: [], warnings: file.warnings };
}

function observation(symbol: string, row: NavRow): RawQuote {
  return {
    type: 'quote',
    symbol,
    kind: QuoteKind.NAV,
    price: row.nav,
    currency: 'INR',
    observedAt: null,
    valueDate: row.day,
    previousClose: null,
    adjustment: Adjustment.NONE,
  };
}
