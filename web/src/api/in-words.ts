/** What the server says of a failure, for people: without the names of the API, and with days as the reader writes them. */
import { fullDay } from '../format/format.js';
import type { TransactionKind } from '../gql/graphql.js';
import { KINDS } from '../part/entry-kind.js';

/** Fields that messages name, beside the one that is to blame. */
const NAMES: Readonly<Record<string, string>> = {
  accountId: 'account',
  asOf: 'day',
  counterAccountId: 'other account',
  delistedOn: 'day',
  exDate: 'first day of the new units',
  exchangeRate: 'exchange rate',
  expiresAt: 'last day',
  fractionPrice: 'price of a fraction',
  instrumentId: 'instrument',
  knownAt: 'moment of knowing',
  lotIds: 'choice of lots',
  newPassword: 'new password',
  observedAt: 'time',
  portfolioId: 'portfolio',
  ratioNew: 'new units',
  ratioOld: 'old units',
  schemeCode: 'scheme code',
  settlementDate: 'settlement date',
  tradeDate: 'trade date',
  valueDate: 'day',
};

/** What is said to programs alone, by the rule or the code that tells them. */
const SAID: Readonly<Record<string, string>> = {
  DEADLINE_EXCEEDED: 'This took too long and was given up. If it was a change, look whether it was made before you repeat it.',
  IDEMPOTENCY_KEY: 'This was done already, before you changed it. Close this, and look at what is there.',
  LAST_QUOTE: 'This is the only price there is. Correct it instead.',
  UNAVAILABLE: 'The server cannot do this at the moment.',
  VERSION: 'Somebody changed this meanwhile. Close this, look at it again, and repeat the change.',
};

export interface Said {
  readonly message: string;
  readonly code?: unknown;
  readonly rule?: unknown;
  /** The way to the input that is to blame, such as `input.quantity`. */
  readonly field?: unknown;
  readonly retryAfterS?: unknown;
}

export function inWords({ message, code, rule, field, retryAfterS }: Said): string {
  if (code === 'RATE_LIMITED' && typeof retryAfterS === 'number') return `Too many attempts. Try again in ${waitOf(retryAfterS)}.`;
  const said = SAID[String(rule)] ?? SAID[String(code)];
  if (said) return said;
  const named = typeof field === 'string' ? wholes(field).reduce((text, each) => text.replaceAll(each, nameOf(each)), message) : message;
  const plain = named
    .replace(/^A ([A-Z_]+)(?= )/, (all, kind) => (kind in KINDS ? `“${KINDS[kind as TransactionKind].name}”` : all))
    .replaceAll(/\b(?:input|inputs\[\d+\])\.(?=\w)/g, '')
    .replaceAll(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, (word) => NAMES[word] ?? word)
    .replaceAll(/\b\d{4}-\d\d-\d\d\b(?!T)/g, fullDay);
  // A name of somebody's own, such as iShares, is left as it is.
  return /^[a-z]+[A-Z]/.test(plain) ? plain : plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The way, and its end alone, as messages may name it. */
function wholes(field: string): readonly string[] {
  const end = field.split('.').at(-1) ?? field;
  return end === field || !/[A-Z]/.test(end) ? [field] : [field, end];
}

/** Of the last part of a way, such as `lotIds` of `input.lotIds[2]`. */
function nameOf(field: string): string {
  const name = (field.split('.').at(-1) ?? field).replace(/\[\d+\]$/, '');
  return NAMES[name] ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function waitOf(seconds: number): string {
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
