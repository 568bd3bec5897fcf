/**
 * The lines of a dropped file as observations, by the mapping an institution's format is described with. Pure; whatever a line
 * holds, it becomes an observation or is refused with its reason.
 */
import { z } from 'zod';
import { type CsvRow, readCsv } from '../domain/csv.js';
import { tryParseDay } from '../domain/day.js';
import { Adjustment, isDated, QuoteKind } from '../domain/quote.js';
import type { RawObservation } from './source.js';

/** Columns that name an instrument without another. */
const NAMES = ['isin', 'cusip', 'sedol', 'figi', 'schemeCode', 'symbol'] as const;

/** What a column may hold, with the name it has in the file. */
const Columns = z
  .strictObject({
    isin: z.string().optional(),
    cusip: z.string().optional(),
    sedol: z.string().optional(),
    figi: z.string().optional(),
    ticker: z.string().optional(),
    mic: z.string().optional(),
    schemeCode: z.string().optional(),
    symbol: z.string().optional(),
    price: z.string().optional(),
    currency: z.string().optional(),
    date: z.string().optional(),
    time: z.string().optional(),
    previousClose: z.string().optional(),
    base: z.string().optional(),
    quote: z.string().optional(),
    rate: z.string().optional(),
  })
  .refine((columns) => Boolean(columns.date) !== Boolean(columns.time), 'needs either date or time')
  .refine(
    (columns) =>
      columns.rate
        ? columns.base && columns.quote
        : columns.price && (NAMES.some((name) => columns[name]) || (columns.ticker && columns.mic)),
    'needs price with isin, cusip, sedol, figi, schemeCode, symbol, or ticker and mic; or rate with base and quote',
  );

const DATE_FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD', 'DD-MM-YYYY'] as const;

const FileMapping = z.strictObject({
  name: z.string().min(1).max(80),
  /** Of file names; * stands for anything. */
  pattern: z.string().regex(/^[\w*. -]{1,100}$/, 'may hold letters, digits, spaces, dots, hyphens and *'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  decimal: z.enum(['.', ',']).default('.'),
  dateFormat: z.enum(DATE_FORMATS).default('YYYY-MM-DD'),
  kind: z.enum(QuoteKind).optional(),
  /** Where the file has no column for it. */
  currency: z.string().optional(),
  columns: Columns,
});
export const DropMapping = z.strictObject({ files: z.array(FileMapping).min(1).max(50) });
export type FileMapping = z.infer<typeof FileMapping>;

/** @throws Error naming the place that is wrong */
export function readMapping(text: string): readonly FileMapping[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`is not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = DropMapping.safeParse(value);
  if (parsed.success) return parsed.data.files;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'its top'}: ${message}`).join('; '));
}

export function mappingOf(mappings: readonly FileMapping[], name: string): FileMapping | null {
  const escaped = (pattern: string) => pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return mappings.find(({ pattern }) => new RegExp(`^${escaped(pattern).join('.*')}$`, 'i').test(name)) ?? null;
}

export interface DroppedLine {
  readonly line: number;
  /** Null: the line cannot be read; `fault` says why. */
  readonly raw: RawObservation | null;
  readonly fault: string | null;
}

/** A fault concerns the file as a whole, and then there are no lines. */
export function readLines(text: string, mapping: FileMapping): { readonly lines: readonly DroppedLine[]; readonly fault: string | null } {
  const { rows, fault } = readCsv(text.replace(/^\uFEFF/, ''), mapping.delimiter);
  if (fault) return { lines: [], fault: `Line ${fault.line}: ${fault.message}` };
  const [head, ...body] = rows;
  if (!head) return { lines: [], fault: 'It is empty.' };
  const titles = head.cells.map((cell) => cell.trim());
  const places = new Map<string, number>();
  for (const [field, title] of Object.entries(mapping.columns)) {
    const place = titles.indexOf(title);
    if (place < 0) return { lines: [], fault: `It has no column "${title}" (for ${field}); there are ${titles.slice(0, 20).join(', ')}.` };
    places.set(field, place);
  }
  const lines = body.map((row) => readLine(row, mapping, (field) => cellOf(row, places.get(field))));
  return { lines, fault: null };
}

type Cell = (field: keyof FileMapping['columns']) => string | null;

function cellOf({ cells }: CsvRow, place: number | undefined): string | null {
  const text = place === undefined ? '' : (cells[place]?.trim() ?? '');
  return text === '' ? null : text;
}

function readLine({ line }: CsvRow, mapping: FileMapping, cell: Cell): DroppedLine {
  const refuse = (fault: string): DroppedLine => ({ line, raw: null, fault });
  const figure = (text: string | null) => (text === null ? null : plainFigure(text, mapping.decimal));
  const written = cell('date');
  const valueDate = written === null ? null : tryParseDay(isoDay(written, mapping.dateFormat));
  if (written !== null && !valueDate) return refuse(`"${written.slice(0, 40)}" is no day written ${mapping.dateFormat}.`);
  const time = cell('time');
  const observedAt = time === null ? null : instantOf(time);
  if (time !== null && !observedAt) return refuse(`"${time.slice(0, 40)}" is no instant such as 2026-11-18T15:30:00Z.`);
  if (!valueDate && !observedAt) return refuse('It has no date or time.');
  if (mapping.columns.rate) {
    const [base, quote, rate] = [cell('base'), cell('quote'), figure(cell('rate'))];
    if (!base || !quote || !rate) return refuse('It lacks base, quote or rate.');
    return { line, raw: { type: 'rate', base, quote, rate, observedAt, valueDate }, fault: null };
  }
  const symbol = symbolIn(cell);
  const price = figure(cell('price'));
  if (!symbol || !price) return refuse(symbol ? 'It has no price.' : 'It names no instrument.');
  const kind = mapping.kind ?? (observedAt ? QuoteKind.LAST : QuoteKind.CLOSE);
  if (isDated(kind) !== Boolean(valueDate)) return refuse(`A price of kind ${kind} needs a ${isDated(kind) ? 'date' : 'time'}.`);
  const previousClose = figure(cell('previousClose'));
  const currency = cell('currency') ?? mapping.currency ?? null;
  return {
    line,
    raw: { type: 'quote', symbol, kind, price, currency, observedAt, valueDate, previousClose, adjustment: Adjustment.NONE },
    fault: null,
  };
}

/** The name by which dropped files mean an instrument; `derive-symbols.ts` has the same. */
function symbolIn(cell: Cell): string | null {
  const given = cell('schemeCode') ?? cell('symbol') ?? cell('figi');
  if (given) return given;
  const [mic, ticker] = [cell('mic'), cell('ticker')];
  const number = cell('isin') ?? cell('cusip') ?? cell('sedol');
  if (number) return mic ? `${number}:${mic}` : number;
  return ticker && mic ? `${ticker}:${mic}` : null;
}

/** Thousands are set off by the other sign, by blanks or apostrophes; what is no plain figure is left for the normaliser to refuse. */
function plainFigure(text: string, decimal: '.' | ','): string {
  const other = decimal === ',' ? '.' : ',';
  const grouped = new RegExp(`^\\d{1,3}(?:[${other}'\u00a0\u202f ]\\d{3})+(?:[${decimal}]\\d+)?$`);
  const plain = grouped.test(text) ? text.replace(new RegExp(`[${other}'\u00a0\u202f ]`, 'g'), '') : text;
  return decimal === ',' ? plain.replace(',', '.') : plain;
}

function isoDay(text: string, format: (typeof DATE_FORMATS)[number]): string {
  const at = (part: string) => text.slice(format.indexOf(part), format.indexOf(part) + part.length);
  return text.length === format.length ? `${at('YYYY')}-${at('MM')}-${at('DD')}` : '';
}

function instantOf(text: string): Date | null {
  const hasZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const instant = hasZone ? new Date(text) : null;
  return instant && Number.isFinite(instant.getTime()) ? instant : null;
}
