/**
 * The kinds of ledger entries as a person meets them: what each is called, what it takes and what it moves. The fields are those
 * the API takes for the kind; a form shows these and no others.
 */
import type { TransactionKind } from '../gql/graphql.js';

export type EntryField =
  | 'instrument'
  | 'quantity'
  | 'price'
  | 'amount'
  | 'fee'
  | 'tax'
  | 'exchangeRate'
  | 'ratio'
  | 'counterAccountId'
  | 'lotIds'
  | 'settlementDate';

export interface EntryShape {
  readonly required: readonly EntryField[];
  readonly optional: readonly EntryField[];
}

interface EntryKind extends EntryShape {
  readonly name: string;
  /** What it does, in a few words under the choice. */
  readonly about: string;
  /** Which way cash goes: in, out, or not at all. */
  readonly cash: 'IN' | 'OUT' | 'NONE';
  /** Which way units go. */
  readonly units: 'IN' | 'OUT' | 'NONE';
}

const TRADE = { required: ['instrument', 'quantity', 'price'], optional: ['fee', 'tax', 'exchangeRate', 'settlementDate'] } as const;
const CASH = { required: ['amount'], optional: ['exchangeRate', 'settlementDate'] } as const;

export const KINDS: Readonly<Record<TransactionKind, EntryKind>> = {
  BUY: { name: 'Buy', about: 'Units in, cash out.', cash: 'OUT', units: 'IN', ...TRADE },
  SELL: { name: 'Sell', about: 'Units out, cash in.', cash: 'IN', units: 'OUT', ...TRADE, optional: [...TRADE.optional, 'lotIds'] },
  DIVIDEND: {
    name: 'Dividend',
    about: 'What an instrument pays: gross, with the tax held back.',
    cash: 'IN',
    units: 'NONE',
    required: ['instrument', 'amount'],
    optional: ['tax', 'fee', 'exchangeRate', 'settlementDate'],
  },
  REINVESTMENT: {
    name: 'Reinvestment',
    about: 'A dividend that bought units at once. What is left over is cash.',
    cash: 'IN',
    units: 'IN',
    required: ['instrument', 'amount', 'quantity', 'price'],
    optional: TRADE.optional,
  },
  DEPOSIT: { name: 'Deposit', about: 'Cash in from outside.', cash: 'IN', units: 'NONE', ...CASH },
  WITHDRAWAL: { name: 'Withdrawal', about: 'Cash out to outside.', cash: 'OUT', units: 'NONE', ...CASH },
  INTEREST: {
    name: 'Interest',
    about: 'What cash earned: gross, with the tax held back.',
    cash: 'IN',
    units: 'NONE',
    ...CASH,
    optional: ['tax', ...CASH.optional],
  },
  TRANSFER: {
    name: 'Transfer',
    about: 'Units or cash to another of your accounts. Lots keep their dates and costs.',
    cash: 'NONE',
    units: 'NONE',
    required: ['counterAccountId'],
    optional: ['settlementDate'],
  },
  FEE: { name: 'Fee', about: 'Paid for a service, apart from any trade.', cash: 'OUT', units: 'NONE', ...CASH },
  FEE_REFUND: { name: 'Fee refund', about: 'A fee that was given back.', cash: 'IN', units: 'NONE', ...CASH },
  TAX: { name: 'Tax', about: 'Paid by itself, apart from any trade.', cash: 'OUT', units: 'NONE', ...CASH },
  TAX_REFUND: { name: 'Tax refund', about: 'A tax that was given back.', cash: 'IN', units: 'NONE', ...CASH },
  DELIVERY_IN: {
    name: 'Delivery in',
    about: 'Units in without cash, such as from another bank. Their price is what they cost.',
    cash: 'NONE',
    units: 'IN',
    required: ['instrument', 'quantity', 'price'],
    optional: ['exchangeRate', 'settlementDate'],
  },
  DELIVERY_OUT: {
    name: 'Delivery out',
    about: 'Units out without cash.',
    cash: 'NONE',
    units: 'OUT',
    required: ['instrument', 'quantity'],
    optional: ['lotIds', 'settlementDate'],
  },
  DIVIDEND_PAID: {
    name: 'Dividend paid',
    about: 'To whoever lent the units of a short position, in place of the dividend.',
    cash: 'OUT',
    units: 'NONE',
    required: ['instrument', 'amount'],
    optional: CASH.optional,
  },
  SPLIT: {
    name: 'Split',
    about: 'New units for old ones; what they cost in all stays. The price pays a fraction out where the account says so.',
    cash: 'NONE',
    units: 'NONE',
    required: ['instrument', 'ratio'],
    optional: ['price'],
  },
};

export const KIND_KEYS = Object.keys(KINDS) as TransactionKind[];

export type TransferOf = 'UNITS' | 'CASH';

/** A transfer takes other fields for units than for cash. */
export function shapeOf(kind: TransactionKind, transferOf: TransferOf): EntryShape {
  const { required, optional } = KINDS[kind];
  if (kind !== 'TRANSFER') return { required, optional };
  return transferOf === 'UNITS'
    ? { required: ['instrument', 'quantity', ...required], optional: ['lotIds', ...optional] }
    : { required: ['amount', ...required], optional };
}

export function takes(shape: EntryShape, field: EntryField): boolean {
  return shape.required.includes(field) || shape.optional.includes(field);
}
