/** How a file is to be read: which column holds what, how days and numbers are written, what its words for the kinds mean. */
import type { ImportField, ImportMappingInput, TransactionKind } from '../../../gql/graphql.js';
import { KIND_KEYS } from '../../../part/entry-kind.js';
import { guessDelimiter, readRows, withHeader } from './csv-file.js';

export interface Mapping {
  readonly delimiter: string;
  readonly dateFormat: string;
  readonly decimalSeparator: 'POINT' | 'COMMA';
  /** By the place of the column; empty: left out. */
  readonly fields: readonly (ImportField | '')[];
  /** By the word of the file. */
  readonly kinds: Readonly<Record<string, TransactionKind | ''>>;
}

/** Fields in the order of the choice, with their names. */
export const FIELD_NAMES: Readonly<Record<ImportField, string>> = {
  kind: 'Kind of entry',
  tradeDate: 'Trade date',
  settlementDate: 'Settlement date',
  isin: 'ISIN',
  ticker: 'Ticker',
  mic: 'Venue (MIC)',
  schemeCode: 'AMFI scheme code',
  instrumentCurrency: 'Instrument currency',
  instrumentId: 'Instrument id',
  instrumentName: 'Instrument name',
  quantity: 'Units',
  price: 'Price',
  amount: 'Amount',
  currency: 'Currency',
  fee: 'Fee',
  tax: 'Tax',
  exchangeRate: 'Exchange rate',
  account: 'Account',
  counterAccount: 'To account',
  reference: 'Reference',
  note: 'Note',
  ratioNew: 'Split: new units',
  ratioOld: 'Split: old units',
  lots: 'Lots',
};
export const FIELDS = Object.keys(FIELD_NAMES) as ImportField[];
export const NEEDED: readonly ImportField[] = ['kind', 'tradeDate', 'currency'];
export const DATE_FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'YYYY/MM/DD', 'YYYYMMDD'];

/** Words other programs write over their columns, in lower case without signs. */
const SYNONYMS: Readonly<Record<string, ImportField>> = {
  ...Object.fromEntries(FIELDS.map((field) => [field.toLowerCase(), field])),
  ...words('kind', 'type transactiontype action activity typ art buchungsart transaktion side'),
  ...words('tradeDate', 'date day tradeday transactiondate datum handelstag buchungstag buchungsdatum'),
  ...words('settlementDate', 'settlement valuedate valuta settledate'),
  ...words('quantity', 'units shares qty stück stueck anzahl menge nominal'),
  ...words('price', 'unitprice kurs preis nav'),
  ...words('amount', 'total value betrag summe netamount grossamount'),
  ...words('currency', 'ccy währung waehrung'),
  ...words('fee', 'fees commission gebühr gebuehr gebühren kosten provision'),
  ...words('tax', 'taxes steuer steuern withholding withholdingtax'),
  ...words('exchangeRate', 'fxrate rate wechselkurs devisenkurs'),
  ...words('ticker', 'symbol'),
  ...words('mic', 'venue exchange market börse boerse'),
  ...words('reference', 'id orderid transactionid referenz ref ordernumber'),
  ...words('note', 'notes comment memo description bemerkung notiz verwendungszweck'),
  ...words('account', 'konto depot accountname'),
  ...words('counterAccount', 'toaccount'),
};

const KIND_SYNONYMS: Readonly<Record<string, TransactionKind>> = {
  buy: 'BUY',
  bought: 'BUY',
  purchase: 'BUY',
  kauf: 'BUY',
  b: 'BUY',
  sell: 'SELL',
  sold: 'SELL',
  sale: 'SELL',
  verkauf: 'SELL',
  s: 'SELL',
  div: 'DIVIDEND',
  dividende: 'DIVIDEND',
  distribution: 'DIVIDEND',
  ausschüttung: 'DIVIDEND',
  einzahlung: 'DEPOSIT',
  cashin: 'DEPOSIT',
  auszahlung: 'WITHDRAWAL',
  cashout: 'WITHDRAWAL',
  withdraw: 'WITHDRAWAL',
  zinsen: 'INTEREST',
  zins: 'INTEREST',
  gebühr: 'FEE',
  fees: 'FEE',
  steuer: 'TAX',
  taxes: 'TAX',
  transferin: 'DELIVERY_IN',
  transferout: 'DELIVERY_OUT',
  einbuchung: 'DELIVERY_IN',
  ausbuchung: 'DELIVERY_OUT',
};

function words(field: ImportField, names: string): Record<string, ImportField> {
  return Object.fromEntries(names.split(' ').map((name) => [name, field]));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Looks at the file and proposes how to read it. */
export function guessMapping(text: string, delimiter = guessDelimiter(text)): Mapping {
  const [head, ...rows] = readRows(text, delimiter);
  const taken = new Set<ImportField>();
  const fields = (head?.cells ?? []).map((name): ImportField | '' => {
    const field = SYNONYMS[plain(name)];
    if (!field || taken.has(field)) return '';
    taken.add(field);
    return field;
  });
  const samples = (wanted: readonly ImportField[]) =>
    rows
      .slice(0, 200)
      .flatMap(({ cells }) => cells.filter((cell, place) => cell.trim() !== '' && wanted.includes(fields[place] as ImportField)));
  const mapping = {
    delimiter,
    dateFormat: guessDateFormat(samples(['tradeDate', 'settlementDate'])),
    decimalSeparator: guessDecimal(samples(['quantity', 'price', 'amount', 'fee', 'tax', 'exchangeRate'])),
    fields,
    kinds: {},
  };
  return {
    ...mapping,
    kinds: kindsOf(
      mapping,
      rows.map(({ cells }) => cells),
    ),
  };
}

/** The file's own words for kinds, those already explained kept. */
export function kindsOf({ fields, kinds }: Pick<Mapping, 'fields' | 'kinds'>, rows: readonly (readonly string[])[]): Mapping['kinds'] {
  const place = fields.indexOf('kind');
  if (place < 0) return {};
  const found = [...new Set(rows.map((cells) => (cells[place] ?? '').trim()))].filter((word) => word !== '' && !isKind(word.toUpperCase()));
  return Object.fromEntries(found.slice(0, 40).map((word) => [word, kinds[word] ?? KIND_SYNONYMS[plain(word)] ?? '']));
}

function isKind(word: string): boolean {
  return (KIND_KEYS as readonly string[]).includes(word);
}

export function guessDateFormat(samples: readonly string[]): string {
  const fitting = DATE_FORMATS.filter((format) => samples.every((sample) => fits(sample.trim(), format)));
  // Where both could be meant, days and months cannot be told apart: the more common way, to be looked at in the preview.
  return fitting[0] ?? 'YYYY-MM-DD';
}

function fits(text: string, format: string): boolean {
  const pattern = format
    .replace(/[.]/g, '\\.')
    .replace('YYYY', '(?<y>\\d{4})')
    .replace('MM', '(?<m>0?[1-9]|1[0-2])')
    .replace('DD', '(?<d>0?[1-9]|[12]\\d|3[01])');
  return new RegExp(`^${pattern}$`).test(text);
}

export function guessDecimal(samples: readonly string[]): Mapping['decimalSeparator'] {
  const commas = samples.filter((sample) => /,\d*$/.test(sample) && !/\.\d*$/.test(sample)).length;
  const points = samples.filter((sample) => /\.\d*$/.test(sample)).length;
  return commas > points ? 'COMMA' : 'POINT';
}

/** What still keeps the file from being read, in words; empty when nothing does. */
export function missingOf({ fields, kinds }: Mapping): readonly string[] {
  const missing = NEEDED.filter((field) => !fields.includes(field)).map(
    (field) => `Say which column holds the ${FIELD_NAMES[field].toLowerCase()}.`,
  );
  const twice = FIELDS.filter((field) => fields.filter((each) => each === field).length > 1).map(
    (field) => `Two columns are said to hold the ${FIELD_NAMES[field].toLowerCase()}: leave one out.`,
  );
  const unexplained = Object.keys(kinds).filter((word) => kinds[word] === '');
  if (unexplained.length > 0) missing.push(`Say what ${unexplained.map((word) => `“${word}”`).join(', ')} means.`);
  return [...missing, ...twice];
}

/** The file and its mapping as the API takes them. A column that is left out must not be taken by its name. */
export function importOf(text: string, mapping: Mapping): { readonly csv: string; readonly mapping: ImportMappingInput } {
  const [head] = readRows(text, mapping.delimiter);
  const names = (head?.cells ?? []).map((name, place) => (mapping.fields[place] ? name.trim() : `left out ${place + 1}`));
  return {
    csv: withHeader(text, names, mapping.delimiter),
    mapping: {
      delimiter: mapping.delimiter,
      dateFormat: mapping.dateFormat,
      decimalSeparator: mapping.decimalSeparator,
      columns: names.flatMap((column, place) => {
        const field = mapping.fields[place];
        return field ? [{ column, field }] : [];
      }),
      kinds: Object.entries(mapping.kinds).flatMap(([word, kind]) => (kind ? [{ text: word, kind }] : [])),
    },
  };
}
