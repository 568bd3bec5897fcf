/**
 * Comma-separated text as RFC 4180 has it: quoted cells, doubled quotes, line breaks inside quotes, any line ending. Reading
 * what was written gives the same cells. Text that a spreadsheet would run as a formula is written with an apostrophe in front.
 */

export interface CsvRow {
  /** The line it begins on, from 1; a cell may span several. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvFault {
  readonly line: number;
  readonly message: string;
}

/** Reads all rows, empty lines left out; what is wrong with the quotes is a fault with its line. */
export function readCsv(text: string, delimiter: string): { readonly rows: readonly CsvRow[]; readonly fault: CsvFault | null } {
  const rows: CsvRow[] = [];
  const reading = csvRows(text, delimiter);
  let step = reading.next();
  for (; !step.done; step = reading.next()) rows.push(step.value);
  return { rows, fault: step.value };
}

/** The same row by row, for whoever lets others have their turn; gives the fault at the end. */
export function* csvRows(text: string, delimiter: string): Generator<CsvRow, CsvFault | null> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    for (;;) {
      const isQuoted = text[at] === '"';
      const cell = isQuoted ? quotedCell(text, at) : plainCell(text, at, delimiter);
      if (!cell) return { line, message: 'A quotation mark is opened here and never closed.' };
      if (isQuoted) line += lineBreaks(text.slice(at, cell.end));
      at = cell.end;
      cells.push(cell.value);
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (at < text.length && text[at] !== '\r' && text[at] !== '\n') {
      return { line, message: 'Text follows a closing quotation mark: double every quotation mark inside a quoted cell.' };
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') yield { line: start, cells };
  }
  return null;
}

interface Cell {
  readonly value: string;
  /** Where what follows it begins. */
  readonly end: number;
}

function quotedCell(text: string, start: number): Cell | null {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Rows as text with a line break after each. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The wide ones are what a keyboard of East Asia writes, and its spreadsheets take them for the others. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n']/;

/** The text with an apostrophe in front where a spreadsheet would take it for a formula, or for such an apostrophe. */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The inverse of {@link escapeFormula}; other text is left as it is. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
