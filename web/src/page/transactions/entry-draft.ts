/**
 * An entry while it is being typed: text as it stands in the fields, what is wrong with it, and what it says to the API. What
 * only the ledger knows, such as whether there is enough to sell, is left to the server.
 */
import { compareDecimals, sumDecimals } from '../../format/decimal-text.js';
import { readNumber } from '../../format/typed-number.js';
import type { TransactionContentInput, TransactionKind } from '../../gql/graphql.js';
import { type EntryField, shapeOf, type TransferOf, takes } from '../../part/entry-kind.js';

/** What is known of an instrument that was chosen. */
export interface ChosenInstrument {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly ticker?: string | null;
  readonly isin?: string | null;
  readonly multiplier: string;
}

export interface EntryDraft {
  readonly accountId: string;
  readonly kind: TransactionKind;
  readonly transferOf: TransferOf;
  readonly tradeDate: string;
  readonly settlementDate: string;
  readonly instrument: ChosenInstrument | null;
  /** What stands in its field while none is chosen. */
  readonly instrumentTyped: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  readonly currency: string;
  readonly fee: string;
  readonly tax: string;
  readonly exchangeRate: string;
  readonly ratioNew: string;
  readonly ratioOld: string;
  readonly counterAccountId: string;
  readonly lotIds: readonly string[];
  readonly note: string;
  /** Sent with the entry, so that sending it twice books it once. */
  readonly key: string;
}

export type DraftField = Exclude<keyof EntryDraft, 'transferOf' | 'instrumentTyped' | 'key'>;
export type DraftErrors = Partial<Record<DraftField | 'form', string>>;

/** Those the form and the API call alike. */
const SHARED_FIELDS: readonly DraftField[] = [
  ...(['kind', 'accountId', 'tradeDate', 'instrument', 'quantity', 'price', 'amount', 'currency', 'fee', 'tax'] as const),
  ...(['exchangeRate', 'ratioNew', 'ratioOld', 'counterAccountId', 'lotIds', 'settlementDate', 'note'] as const),
];

interface NumberRule {
  readonly scale: number;
  readonly mayBeZero: boolean;
  readonly missing: string;
}

const NUMBERS: Readonly<Record<'quantity' | 'price' | 'amount' | 'fee' | 'tax' | 'exchangeRate', NumberRule>> = {
  quantity: { scale: 12, mayBeZero: false, missing: 'Enter how many units, such as 10 or 0.5.' },
  price: { scale: 8, mayBeZero: false, missing: 'Enter the price of one unit.' },
  amount: { scale: 8, mayBeZero: false, missing: 'Enter the amount.' },
  fee: { scale: 8, mayBeZero: true, missing: '' },
  tax: { scale: 8, mayBeZero: true, missing: '' },
  exchangeRate: { scale: 10, mayBeZero: false, missing: 'Enter the rate it was booked at.' },
};
type NumberField = keyof typeof NUMBERS;
const NUMBER_FIELDS = Object.keys(NUMBERS) as NumberField[];

export interface DraftContext {
  /** The last day an entry may have. */
  readonly lastDay: string;
  readonly accountCurrency: string;
}

/** What can be told of a draft without asking the server, each with its cure. */
export function checkDraft(draft: EntryDraft, { lastDay, accountCurrency }: DraftContext): DraftErrors {
  const shape = shapeOf(draft.kind, draft.transferOf);
  const errors: DraftErrors = {};
  const needs = (field: EntryField) => shape.required.includes(field);
  if (draft.accountId === '') errors.accountId = 'Choose the account it belongs to.';
  if (!isDay(draft.tradeDate)) errors.tradeDate = 'Choose the day of the trade.';
  else if (draft.tradeDate > lastDay) errors.tradeDate = 'This day is still to come. Choose today or a day before.';
  if (needs('instrument') && !draft.instrument) errors.instrument = 'Type a name, ticker or ISIN, and choose from the list.';
  for (const field of NUMBER_FIELDS) {
    if (!takes(shape, field)) continue;
    const mayBeZero = NUMBERS[field].mayBeZero || (field === 'price' && (draft.kind === 'DELIVERY_IN' || draft.kind === 'SELL'));
    const problem = checkNumber(draft[field], { ...NUMBERS[field], mayBeZero }, needs(field));
    if (problem) errors[field] = problem;
  }
  if (!/^[A-Z]{3}$/.test(draft.currency)) errors.currency = 'Choose a currency.';
  if (needs('ratio')) {
    for (const field of ['ratioNew', 'ratioOld'] as const) {
      if (!/^\d{1,5}$/.test(draft[field].trim()) || Number(draft[field]) < 1 || Number(draft[field]) > 10_000)
        errors[field] = 'Enter a whole number from 1 to 10,000.';
    }
  }
  if (needs('counterAccountId') && draft.counterAccountId === '') errors.counterAccountId = 'Choose the account it goes to.';
  if (draft.counterAccountId !== '' && needs('counterAccountId') && draft.counterAccountId === draft.accountId)
    errors.counterAccountId = 'Choose another account than the one it comes from.';
  if (takes(shape, 'settlementDate') && draft.settlementDate !== '' && draft.settlementDate < draft.tradeDate)
    errors.settlementDate = 'This is before the trade. Choose the same day or a later one, or leave it empty.';
  if (draft.note.length > 500) errors.note = `Shorten the note by ${draft.note.length - 500} characters.`;
  checkTogether(draft, { lastDay, accountCurrency }, errors);
  return errors;
}

/** What fields say about each other. */
function checkTogether(draft: EntryDraft, { accountCurrency }: DraftContext, errors: DraftErrors): void {
  const shape = shapeOf(draft.kind, draft.transferOf);
  const isPriced = takes(shape, 'price') && takes(shape, 'exchangeRate');
  if (isPriced && draft.instrument && draft.instrument.currency !== draft.currency && draft.exchangeRate.trim() === '') {
    errors.exchangeRate ??= `Prices of ${draft.instrument.name} are in ${draft.instrument.currency}. Enter the rate this was booked at, or choose ${draft.instrument.currency} as the currency.`;
  }
  if (takes(shape, 'exchangeRate') && draft.exchangeRate.trim() !== '' && draft.currency === accountCurrency) {
    errors.exchangeRate ??= `The account is in ${accountCurrency} as well: leave the rate empty.`;
  }
  if (!takes(shape, 'amount') || errors.amount || errors.fee || errors.tax) return;
  const charges = sumDecimals([numberOf(draft, shape, 'fee') ?? '0', numberOf(draft, shape, 'tax') ?? '0']);
  const amount = numberOf(draft, shape, 'amount');
  if (amount && compareDecimals(charges, amount) > 0) {
    errors[takes(shape, 'tax') ? 'tax' : 'fee'] =
      'Tax and fee come to more than the amount they are taken from. The amount is the gross one.';
  }
}

function checkNumber(typed: string, { scale, mayBeZero, missing }: NumberRule, isRequired: boolean): string | null {
  if (typed.trim() === '') return isRequired ? missing : null;
  const read = readNumber(typed);
  if ('problem' in read) return read.problem;
  if (compareDecimals(read.value, '0') < 0) return 'Enter it without a minus: the kind of the entry says which way it goes.';
  if (!mayBeZero && compareDecimals(read.value, '0') === 0) return 'Enter more than 0.';
  if ((read.value.split('.')[1] ?? '').length > scale) return `Round it to ${scale} decimal places.`;
  if ((read.value.split('.')[0] ?? '').length > 18) return 'This is more than the ledger can hold. Check the number.';
  return null;
}

function numberOf(draft: EntryDraft, shape: ReturnType<typeof shapeOf>, field: NumberField): string | null {
  if (!takes(shape, field) || draft[field].trim() === '') return null;
  const read = readNumber(draft[field]);
  return 'value' in read ? read.value : null;
}

/** What the draft says, with nothing its kind does not take. Numbers that cannot be read are left out. */
export function contentOf(draft: EntryDraft): TransactionContentInput {
  const shape = shapeOf(draft.kind, draft.transferOf);
  const number = (field: NumberField) => numberOf(draft, shape, field);
  return {
    kind: draft.kind,
    tradeDate: draft.tradeDate,
    // A split is in the instrument's own currency; nothing else would make sense of its price.
    currency: takes(shape, 'ratio') ? (draft.instrument?.currency ?? draft.currency) : draft.currency,
    settlementDate: takes(shape, 'settlementDate') && draft.settlementDate !== '' ? draft.settlementDate : null,
    instrumentId: takes(shape, 'instrument') ? (draft.instrument?.id ?? null) : null,
    quantity: number('quantity'),
    price: number('price'),
    amount: number('amount'),
    fee: number('fee'),
    tax: number('tax'),
    exchangeRate: number('exchangeRate'),
    ratioNew: takes(shape, 'ratio') ? Number(draft.ratioNew) : null,
    ratioOld: takes(shape, 'ratio') ? Number(draft.ratioOld) : null,
    counterAccountId: takes(shape, 'counterAccountId') ? draft.counterAccountId : null,
    lotIds: takes(shape, 'lotIds') && draft.lotIds.length > 0 ? [...draft.lotIds] : null,
    note: draft.note.trim() === '' ? null : draft.note.trim(),
  };
}

/** The field of the form a field of the API stands in. */
export function draftField(apiField: string | null): DraftField | null {
  if (apiField === 'instrumentId') return 'instrument';
  return SHARED_FIELDS.find((field) => field === apiField) ?? null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** The reader's own day, which is the one they would write on paper. */
export function today(now: Date = new Date()): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
