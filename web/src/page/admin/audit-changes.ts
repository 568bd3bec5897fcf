/** What an entry of the audit log says of before and after, field by field and in words; what stayed as it was is left out. */
import { fullDay, fullInstant } from '../../format/format.js';
import { sourceName } from '../../part/words.js';

export interface Change {
  readonly name: string;
  /** Null where nothing is said of it. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Empty where neither is an object, which nothing can be read from. */
export function changesOf(before: string | null, after: string | null): readonly Change[] {
  const [former, latter] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(former), ...Object.keys(latter)])]
    .map((key) => ({ name: nameOf(key), before: wordOf(key, former[key]), after: wordOf(key, latter[key]) }))
    .filter((change) => change.before !== change.after);
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(text: string | null): Fields {
  try {
    const said: unknown = JSON.parse(text ?? 'null');
    return said !== null && typeof said === 'object' && !Array.isArray(said) ? (said as Fields) : {};
  } catch {
    return {};
  }
}

/** Those that splitting a name at its capitals would not put into words. */
const NAMES: Readonly<Record<string, string>> = {
  accountId: 'Account',
  by: 'Divided by',
  counterAccountId: 'Other account',
  exceptAccountIds: 'Accounts that keep to their own entry',
  exDate: 'First day of the new units',
  expiresAt: 'Ends',
  figi: 'FIGI',
  cusip: 'CUSIP',
  isin: 'ISIN',
  sedol: 'SEDOL',
  fractionPrice: 'Paid for a fraction',
  instrumentId: 'Instrument',
  mic: 'Venue',
  nextDay: 'Done before',
  portfolioId: 'Portfolio',
  ratioNew: 'New units',
  ratioOld: 'Old units',
  userId: 'User',
  valueDate: 'Day',
};

/** `isLocked` is Locked, `baseCurrency` is Base currency. */
export function nameOf(key: string): string {
  if (key === key.toUpperCase()) return key;
  const words = key.replace(/^is(?=[A-Z])/, '').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return NAMES[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The fields whose values are constants of the API, which read as `First constant`. */
const CONSTANTS = new Set(['by', 'channels', 'condition', 'costMethod', 'kind', 'measure', 'outcome', 'role', 'scopes', 'status']);

function wordOf(key: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map((each) => wordOf(key, each)).join(', ') || 'None';
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([name, each]) => `${nameOf(name)} ${wordOf(name, each) ?? 'none'}`);
    return parts.length > 0 ? parts.join(', ') : null;
  }
  const text = String(value);
  if (key === 'source' || key === 'sources') return sourceName(text);
  // Such as FIFO, which is no word.
  if (CONSTANTS.has(key) && /^[A-Z]+(_[A-Z]+)*$/.test(text) && !/^[FL]IFO$/.test(text)) {
    return text.charAt(0) + text.slice(1).toLowerCase().replaceAll('_', ' ');
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return fullDay(text);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? fullInstant(text) : text;
}
