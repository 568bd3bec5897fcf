/**
 * Ledger entries as rows of a CSV file: which columns there are, and how a file becomes rows with typed cells. Whatever is
 * wrong is a problem with its line and column and what to do about it; nothing is guessed and nothing is dropped.
 */
import { type CsvRow, csvRows, unescapeFormula, writeCsv } from './csv.js';
import { type Currency, isCurrency } from './currency.js';
import { type Day, tryParseDay } from './day.js';
import { type Decimal, MONEY_SCALE, PRICE_SCALE, parseDecimal, QUANTITY_SCALE, RATE_SCALE, ZERO } from './decimal.js';
import { InvalidInput } from './errors.js';
import { beginningOf, charactersIn } from './text.js';
import { type TransactionContent, TransactionKind } from './transaction.js';

export const IMPORT_ROWS_MAX = 10_000;
export const IMPORT_BYTES_MAX = 1_048_576;
/** Problems listed one by one; beyond it they are only counted. */
export const PROBLEMS_MAX = 500;
/** Columns without a field that are named, and how much of the name of any column. */
const UNUSED_MAX = 100;
const NAME_LENGTH_MAX = 100;
/** How much of a cell a problem quotes. */
const QUOTED_MAX = 60;

/** The columns of a file, in the order of the template and of an export. */
export const ImportField = {
  reference: 'reference',
  account: 'account',
  kind: 'kind',
  tradeDate: 'tradeDate',
  settlementDate: 'settlementDate',
  instrumentId: 'instrumentId',
  isin: 'isin',
  mic: 'mic',
  ticker: 'ticker',
  schemeCode: 'schemeCode',
  instrumentCurrency: 'instrumentCurrency',
  instrumentName: 'instrumentName',
  quantity: 'quantity',
  price: 'price',
  amount: 'amount',
  currency: 'currency',
  fee: 'fee',
  tax: 'tax',
  exchangeRate: 'exchangeRate',
  ratioNew: 'ratioNew',
  ratioOld: 'ratioOld',
  counterAccount: 'counterAccount',
  lots: 'lots',
  note: 'note',
} as const;
export type ImportField = (typeof ImportField)[keyof typeof ImportField];
export const IMPORT_FIELDS: readonly ImportField[] = Object.values(ImportField);
const NEEDED: readonly ImportField[] = ['kind', 'tradeDate', 'currency'];

export const DecimalSeparator = { POINT: 'POINT', COMMA: 'COMMA' } as const;
export type DecimalSeparator = (typeof DecimalSeparator)[keyof typeof DecimalSeparator];
/** Both signs, each in its place: nothing is guessed. Without decimals, `1.234` could be either number. */
const GROUPED: Readonly<Record<DecimalSeparator, RegExp>> = {
  POINT: /^[+-]?\d{1,3}(,\d{3})+\.\d+$/,
  COMMA: /^[+-]?\d{1,3}(\.\d{3})+,\d+$/,
};

export interface ImportMapping {
  /** Which of the file's columns holds a field; columns named like the field need not be listed. */
  readonly columns?: readonly { readonly field: ImportField; readonly column: string }[] | null;
  /** How the file calls the kinds, where not by their names. */
  readonly kinds?: readonly { readonly text: string; readonly kind: TransactionKind }[] | null;
  readonly delimiter?: string | null;
  readonly decimalSeparator?: DecimalSeparator | null;
  /** Such as `DD.MM.YYYY`. */
  readonly dateFormat?: string | null;
}

export interface ImportProblem {
  /** The line of the file, from 1; null where no line is to blame. */
  readonly line: number | null;
  /** The column's field, or `file`, or the part of the mapping to change. */
  readonly field: string | null;
  readonly rule: string;
  readonly message: string;
}

export interface ImportRow {
  readonly line: number;
  readonly reference: string | null;
  readonly account: string | null;
  readonly instrument: Readonly<
    Record<'instrumentId' | 'isin' | 'mic' | 'ticker' | 'schemeCode' | 'instrumentCurrency' | 'instrumentName', string | null>
  >;
  readonly counterAccount: string | null;
  /** References or ids of the acquisitions to close. */
  readonly lots: readonly string[];
  /** What needs no look-up. */
  readonly content: Omit<TransactionContent, 'instrumentId' | 'counterAccountId' | 'lotIds'>;
}

export interface ReadImport {
  readonly rows: readonly ImportRow[];
  /** Data rows of the file, those with problems included. */
  readonly rowCount: number;
  readonly problems: readonly ImportProblem[];
  /** Columns that are no field's, as the header names them. */
  readonly unusedColumns: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'];
const DELIMITER_NAMES: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** Reads a file with a header line; yields after each row, because ten thousand take a while. */
export function* readImport(given: string, mapping: ImportMapping): Generator<void, ReadImport> {
  const nothing = (...problems: ImportProblem[]): ReadImport => ({ rows: [], rowCount: 0, problems, unusedColumns: [] });
  const encoding = encodingProblem(given);
  if (encoding) return nothing(encoding);
  const format = formatOf(mapping);
  if ('rule' in format) return nothing(format);
  const all: CsvRow[] = [];
  const reading = csvRows(given.replace(/^\uFEFF/, ''), format.delimiter);
  let step = reading.next();
  for (; !step.done; step = reading.next()) {
    all.push(step.value);
    yield;
  }
  const fault = step.value;
  if (fault) return nothing({ line: fault.line, field: 'file', rule: 'QUOTES', message: fault.message });
  const [header, ...lines] = all;
  if (!header)
    return nothing({ line: 1, field: 'file', rule: 'EMPTY', message: 'The file is empty: its first line must name the columns.' });
  const { places, problems } = placesOf(header.cells, mapping, format);
  if (problems.length > 0) return nothing(...problems);
  if (lines.length > IMPORT_ROWS_MAX) {
    const message = `The file has ${lines.length} rows and ${IMPORT_ROWS_MAX} are taken at once: split it, oldest entries first.`;
    return nothing({ line: null, field: 'file', rule: 'ROWS', message });
  }
  const found: ImportProblem[] = [];
  const rows: ImportRow[] = [];
  for (const { line, cells } of lines) {
    yield;
    if (cells.length !== header.cells.length) {
      const message = `This line has ${cells.length} cells and the header has ${header.cells.length}: put cells that hold a delimiter in quotation marks.`;
      found.push({ line, field: 'file', rule: 'CELLS', message });
      continue;
    }
    const row = readRow(new RowReader(line, cells, places, format, found));
    if (row) rows.push(row);
  }
  return { rows, rowCount: lines.length, problems: found, unusedColumns: unusedOf(header, lines, places) };
}

/** Every second byte of its first letters is zero, or its mark is in front, as UTF-8 or Latin-1 would show them. */
const UTF_16 = /^(?:(?:[^\0]\0){4}|(?:\0[^\0]){4}|(?:\uFFFD{2}|ÿþ|þÿ)[^\0]*\0)/;

/** The bytes came through a text, so a wrong encoding shows in the characters it left. */
function encodingProblem(text: string): ImportProblem | null {
  const problem = (message: string): ImportProblem => ({
    line: lineOf(text, /\0|\uFFFD|ï»¿/),
    field: 'file',
    rule: 'ENCODING',
    message,
  });
  if (UTF_16.test(text)) return problem('The file is in UTF-16, as spreadsheets save "Unicode text": save it as CSV UTF-8.');
  if (text.includes('\0'))
    return problem('This line holds a NUL character, which stands in no text: remove it, or save the file anew as CSV UTF-8.');
  if (text.includes('\uFFFD')) {
    return problem('The file is not in UTF-8 (it may be Latin-1 or Windows-1252), so letters were lost: save it as CSV UTF-8.');
  }
  if (text.startsWith('ï»¿')) return problem('The file is in UTF-8 and was read as Latin-1: read it as UTF-8 and send it again.');
  return null;
}

function lineOf(text: string, pattern: RegExp): number {
  return text.slice(0, Math.max(0, text.search(pattern))).split(/\r\n|\r|\n/).length;
}

interface Format {
  readonly delimiter: string;
  readonly decimalSeparator: DecimalSeparator;
  readonly dateFormat: string;
  readonly datePattern: RegExp;
  readonly kinds: ReadonlyMap<string, TransactionKind>;
}

function formatOf(mapping: ImportMapping): Format | ImportProblem {
  const problem = (field: string, rule: string, message: string): ImportProblem => ({
    line: null,
    field: `mapping.${field}`,
    rule,
    message,
  });
  const delimiter = mapping.delimiter ?? ',';
  if (!DELIMITERS.includes(delimiter)) return problem('delimiter', 'DELIMITER', 'The delimiter must be one of , ; | or a tab.');
  const dateFormat = mapping.dateFormat ?? 'YYYY-MM-DD';
  const datePattern = datePatternOf(dateFormat);
  if (!datePattern) {
    return problem('dateFormat', 'DATE_FORMAT', 'The dateFormat must hold YYYY, MM and DD once each, for example DD.MM.YYYY or YYYYMMDD.');
  }
  const kinds = new Map<string, TransactionKind>(Object.values(TransactionKind).map((kind) => [kind, kind]));
  for (const { text, kind } of mapping.kinds ?? []) kinds.set(text.trim().toUpperCase(), kind);
  return { delimiter, decimalSeparator: mapping.decimalSeparator ?? DecimalSeparator.POINT, dateFormat, datePattern, kinds };
}

function datePatternOf(format: string): RegExp | null {
  if (format.length > 20 || ['YYYY', 'MM', 'DD'].some((part) => format.split(part).length !== 2)) return null;
  const source = format
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('YYYY', '(?<year>\\d{4})')
    .replace('MM', '(?<month>\\d{1,2})')
    .replace('DD', '(?<day>\\d{1,2})');
  return new RegExp(`^${source}$`);
}

type Places = ReadonlyMap<ImportField, number>;

function placesOf(cells: readonly string[], mapping: ImportMapping, format: Format): { places: Places; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const places = new Map<ImportField, number>();
  for (const field of IMPORT_FIELDS) {
    const chosen = mapping.columns?.find((each) => each.field === field)?.column;
    const name = (chosen ?? field).trim().toLowerCase();
    const at = names.indexOf(name);
    if (at >= 0 && names.indexOf(name, at + 1) >= 0) {
      problems.push({ line: 1, field, rule: 'COLUMN', message: `The header names the column "${chosen ?? field}" twice.` });
    } else if (at >= 0) {
      places.set(field, at);
    } else if (chosen !== undefined || NEEDED.includes(field)) {
      const message = `The header has no column "${chosen ?? field}": it has ${cells
        .slice(0, 40)
        .map((cell) => `"${beginningOf(cell, NAME_LENGTH_MAX)}"`)
        .join(', ')}. Name the column in mapping.columns.`;
      problems.push({ line: 1, field, rule: 'COLUMN', message });
    }
  }
  const other = problems.length > 0 && cells.length === 1 ? betterDelimiter(cells[0] as string, format.delimiter) : null;
  if (other) {
    const message = `The header is separated by ${DELIMITER_NAMES[other]}, not by ${DELIMITER_NAMES[format.delimiter]}: set the delimiter to "${other}".`;
    return { places, problems: [{ line: 1, field: 'mapping.delimiter', rule: 'DELIMITER', message }] };
  }
  return { places, problems };
}

/** Whatever stands in them is not recorded. Lines may end with a delimiter, which leaves a last column without a name or a cell. */
function unusedOf(header: CsvRow, lines: readonly CsvRow[], places: Places): string[] {
  const used = new Set(places.values());
  const whole = lines.filter(({ cells }) => cells.length === header.cells.length);
  const unused = header.cells.flatMap((cell, at) => {
    const name = beginningOf(cell.trim(), NAME_LENGTH_MAX);
    if (used.has(at)) return [];
    if (name !== '') return [name];
    return whole.some(({ cells }) => cells[at]?.trim()) ? [`column ${at + 1}, which has no name`] : [];
  });
  return unused.slice(0, UNUSED_MAX);
}

function betterDelimiter(header: string, used: string): string | null {
  const count = (delimiter: string) => header.split(delimiter).length;
  const [best] = DELIMITERS.filter((delimiter) => delimiter !== used).sort((a, b) => count(b) - count(a));
  return best && count(best) > 1 ? best : null;
}

/** The cells of one line by field, and what is wrong with them. */
class RowReader {
  constructor(
    readonly line: number,
    private readonly cells: readonly string[],
    private readonly places: Places,
    readonly format: Format,
    private readonly problems: ImportProblem[],
  ) {}

  text(field: ImportField): string | null {
    const place = this.places.get(field);
    // A spreadsheet breaks the lines of a cell as it breaks those of the file.
    const text = place === undefined ? '' : unescapeFormula((this.cells[place] as string).trim().replaceAll('\r\n', '\n'));
    return text === '' ? null : text;
  }

  refuse(field: ImportField, rule: string, message: string): null {
    this.problems.push({ line: this.line, field, rule, message });
    return null;
  }

  decimal(field: ImportField, scale: number): Decimal | null {
    const text = this.text(field);
    if (text === null) return null;
    const { decimalSeparator } = this.format;
    const isComma = decimalSeparator === DecimalSeparator.COMMA;
    const plain = GROUPED[decimalSeparator].test(text) ? text.replaceAll(isComma ? '.' : ',', '') : text;
    if (!isComma && /^[+-]?[\d.\s]*,\d+$/.test(plain)) {
      return this.refuse(
        field,
        'DECIMAL_COMMA',
        `"${text}" has a decimal comma or a separator of thousands: say that decimals begin with a comma (decimalSeparator), or write 1234.5.`,
      );
    }
    if (isComma && plain.includes('.')) {
      return this.refuse(
        field,
        'DECIMAL_POINT',
        `"${text}" has a point where decimals begin with a comma: write 1234,5, or say that they begin with a point (decimalSeparator).`,
      );
    }
    try {
      return parseDecimal(isComma ? plain.replace(',', '.') : plain, { field, scale });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return this.refuse(field, error.rule, `"${beginningOf(text, QUOTED_MAX)}": ${error.message}`);
    }
  }

  integer(field: ImportField): number | null {
    const text = this.text(field);
    if (text === null) return null;
    return /^\d{1,9}$/.test(text)
      ? Number(text)
      : this.refuse(field, 'INTEGER', `"${beginningOf(text, QUOTED_MAX)}" must be a whole number.`);
  }

  day(field: ImportField): Day | null {
    const text = this.text(field);
    if (text === null) return null;
    const { year, month = '', day = '' } = this.format.datePattern.exec(text)?.groups ?? {};
    const value = year === undefined ? null : tryParseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    const message = `"${beginningOf(text, QUOTED_MAX)}" is no day from 1900 on written ${this.format.dateFormat}: correct it, or say how the file writes days (dateFormat).`;
    return value ?? this.refuse(field, 'DAY', message);
  }

  kind(): TransactionKind | null {
    const text = this.text('kind');
    if (text === null) return this.refuse('kind', 'REQUIRED', 'Every row needs a kind.');
    const known = Object.values(TransactionKind).join(', ');
    return (
      this.format.kinds.get(text.toUpperCase()) ??
      this.refuse('kind', 'KIND', `"${beginningOf(text, QUOTED_MAX)}" is no kind of entry (${known}): say what it means in mapping.kinds.`)
    );
  }

  currency(): Currency | null {
    const text = this.text('currency');
    if (text === null) return this.refuse('currency', 'REQUIRED', 'Every row needs a currency.');
    return isCurrency(text)
      ? text
      : this.refuse('currency', 'CURRENCY', `"${beginningOf(text, QUOTED_MAX)}" is no active ISO 4217 code in upper case, such as EUR.`);
  }

  count(): number {
    return this.problems.length;
  }
}

/** The row with its cells read; null when one of them is a problem. */
function readRow(row: RowReader): ImportRow | null {
  const before = row.count();
  const [kind, currency] = [row.kind(), row.currency()];
  const tradeDate = row.day('tradeDate');
  if (row.text('tradeDate') === null) row.refuse('tradeDate', 'REQUIRED', 'Every row needs a tradeDate.');
  const settlementDate = row.day('settlementDate');
  const figures = {
    quantity: row.decimal('quantity', QUANTITY_SCALE),
    price: row.decimal('price', PRICE_SCALE),
    amount: row.decimal('amount', MONEY_SCALE),
    fee: row.decimal('fee', MONEY_SCALE) ?? ZERO,
    tax: row.decimal('tax', MONEY_SCALE) ?? ZERO,
    exchangeRate: row.decimal('exchangeRate', RATE_SCALE),
    ratioNew: row.integer('ratioNew'),
    ratioOld: row.integer('ratioOld'),
  };
  const reference = row.text('reference');
  if (reference && charactersIn(reference) > 100) row.refuse('reference', 'LENGTH', 'A reference has 100 characters at most.');
  if (!kind || !currency || !tradeDate || row.count() > before) return null;
  const named = (field: ImportField) => row.text(field);
  return {
    line: row.line,
    reference,
    account: named('account'),
    instrument: {
      instrumentId: named('instrumentId'),
      isin: named('isin')?.toUpperCase() ?? null,
      mic: named('mic')?.toUpperCase() ?? null,
      ticker: named('ticker')?.toUpperCase() ?? null,
      schemeCode: named('schemeCode'),
      instrumentCurrency: named('instrumentCurrency'),
      instrumentName: named('instrumentName'),
    },
    counterAccount: named('counterAccount'),
    lots: named('lots')?.split(/\s+/) ?? [],
    content: { kind, tradeDate, settlementDate, currency, ...figures, note: named('note') },
  };
}

/** A file with every column and one line of each common kind, to fill in. */
export function importTemplate(): string {
  const row = (cells: Partial<Record<ImportField, string>>) => IMPORT_FIELDS.map((field) => cells[field] ?? '');
  return writeCsv([
    [...IMPORT_FIELDS],
    row({
      reference: 'order-1',
      kind: 'DEPOSIT',
      tradeDate: '2026-01-02',
      amount: '5000',
      currency: 'EUR',
      note: 'example: delete these lines',
    }),
    row({
      reference: 'order-2',
      kind: 'BUY',
      tradeDate: '2026-01-05',
      settlementDate: '2026-01-07',
      isin: 'US0378331005',
      mic: 'XNAS',
      quantity: '10',
      price: '231.42',
      currency: 'USD',
      fee: '1',
      exchangeRate: '0.8571',
    }),
    row({
      reference: 'order-3',
      kind: 'BUY',
      tradeDate: '2026-01-06',
      schemeCode: '120503',
      quantity: '100.123',
      price: '98.7654',
      currency: 'INR',
    }),
    row({
      reference: 'order-4',
      kind: 'DIVIDEND',
      tradeDate: '2026-02-12',
      mic: 'XNAS',
      ticker: 'AAPL',
      amount: '2.6',
      currency: 'USD',
      tax: '0.39',
    }),
    row({
      reference: 'order-5',
      kind: 'SPLIT',
      tradeDate: '2026-03-02',
      mic: 'XNAS',
      ticker: 'AAPL',
      currency: 'USD',
      ratioNew: '2',
      ratioOld: '1',
    }),
    row({ reference: 'order-6', kind: 'TRANSFER', tradeDate: '2026-03-03', amount: '100', currency: 'EUR', counterAccount: 'Savings' }),
  ]);
}
