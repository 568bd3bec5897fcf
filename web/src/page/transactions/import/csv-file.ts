/** A CSV file as it was chosen: its letters, what parts its cells, and its rows with their lines. The server reads it again by itself. */

export interface Row {
  /** From 1; a quoted cell may reach over several. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface DecodedFile {
  readonly text: string;
  /** Said to the reader when it was not UTF-8. */
  readonly encoding: string;
}

/** Spreadsheets save in many encodings; the server takes UTF-8 alone. */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The one that stands most often in the first line, outside of quotation marks. */
export function guessDelimiter(text: string): string {
  const [head = ''] = text.split(/\r\n|\r|\n/, 1);
  const bare = head.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The rows of the text, empty lines left out. What is wrong with its quotes is for the server to say. */
export function readRows(text: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
      line += text.slice(at, cell.end).split(/\r\n|\r|\n/).length - 1;
      at = cell.end;
      cells.push(cell.value);
      if (text[at] !== delimiter) break;
      at += 1;
    }
    // Whatever follows a closing quotation mark is left to the server.
    while (at < text.length && text[at] !== '\r' && text[at] !== '\n') at += 1;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: start, cells });
  }
  return rows;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): Cell {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return { value: text.slice(start, end), end };
}

/** The first line written anew, with other names for its columns; the lines below stay where they are. */
export function withHeader(text: string, names: readonly string[], delimiter: string): string {
  const body = text.replace(/^\uFEFF/, '');
  const end = endOfFirstRow(body, delimiter);
  const quoted = names.map((name) => (/["\r\n]/.test(name) || name.includes(delimiter) ? `"${name.replaceAll('"', '""')}"` : name));
  return quoted.join(delimiter) + body.slice(end);
}

function endOfFirstRow(text: string, delimiter: string): number {
  let at = 0;
  for (;;) {
    at = (text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter)).end;
    if (text[at] !== delimiter) return at;
    at += 1;
  }
}
