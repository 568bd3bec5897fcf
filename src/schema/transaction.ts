/** What the API shows of the ledger, and what clients record. */
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { TransactionKind } from '../domain/transaction.js';
import { connectionOf, PageInput } from './connection.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar } from './scalars.js';

/** Of every mutation that takes an idempotency key. */
export const KEY =
  'Any text of yours, 1 to 100 characters: sending the same request again with the same key changes nothing and gives the same answer.';

@ObjectType('TransactionContent', { description: 'What an entry says, now or in an earlier version.' })
export class TransactionContentView {
  @Field(() => TransactionKind)
  readonly kind!: TransactionKind;

  @Field(() => DayScalar)
  readonly tradeDate!: Day;

  @Field(() => DayScalar, { nullable: true })
  readonly settlementDate!: Day | null;

  @Field(() => ID, { nullable: true })
  readonly instrumentId!: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  readonly quantity!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Per unit, in `currency`.' })
  readonly price!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Cash of kinds without units, in `currency`.' })
  readonly amount!: Decimal | null;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => DecimalScalar)
  readonly fee!: Decimal;

  @Field(() => DecimalScalar)
  readonly tax!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Units of the account's currency per unit of `currency`, as booked." })
  readonly exchangeRate!: Decimal | null;

  @Field(() => Int, { nullable: true })
  readonly ratioNew!: number | null;

  @Field(() => Int, { nullable: true })
  readonly ratioOld!: number | null;

  @Field(() => ID, { nullable: true })
  readonly counterAccountId!: string | null;

  @Field(() => [ID], { nullable: true })
  readonly lotIds!: readonly string[] | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;
}

@ObjectType('Transaction', { description: 'One entry of the ledger. It is amended or voided, never deleted.' })
export class TransactionView extends TransactionContentView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => Int, { description: '1 when recorded; give it back to amend or void.' })
  readonly version!: number;

  @Field(() => InstantScalar)
  readonly recordedAt!: Date;

  @Field(() => InstantScalar, { nullable: true })
  readonly amendedAt!: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Set when the entry was taken out of the ledger.' })
  readonly voidedAt!: Date | null;
}

@ObjectType('TransactionRevision', { description: 'What an entry said from `recordedAt` until the next version replaced it.' })
export class TransactionRevisionView {
  @Field(() => Int, { description: 'From 1.' })
  readonly version!: number;

  @Field(() => InstantScalar)
  readonly recordedAt!: Date;

  @Field(() => Boolean, { description: 'Whether this version took the entry out of the ledger.' })
  readonly isVoided!: boolean;
}

export const TransactionRevisionConnectionView = connectionOf(TransactionRevisionView, 'TransactionRevision');

@ArgsType()
export class TransactionFilterInput extends PageInput {
  @Field(() => ID, { nullable: true })
  readonly accountId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly instrumentId?: string | null;

  @Field(() => TransactionKind, { nullable: true })
  readonly kind?: TransactionKind | null;

  @Field(() => DayScalar, { nullable: true, description: 'The first trade date.' })
  readonly from?: Day | null;

  @Field(() => DayScalar, { nullable: true, description: 'The last trade date.' })
  readonly to?: Day | null;

  @Field(() => String, { nullable: true, description: "Part of the note, or of the instrument's name, ticker or ISIN." })
  readonly search?: string | null;
}

export const TransactionConnectionView = connectionOf(TransactionView, 'Transaction');

@InputType({
  description: 'What an entry says. Which fields a kind needs, and which it refuses, is said by the kind; an error names the field.',
})
export class TransactionContentInput {
  @Field(() => TransactionKind)
  readonly kind!: TransactionKind;

  @Field(() => DayScalar, { description: 'Positions move on this day; tomorrow at the latest.' })
  readonly tradeDate!: Day;

  @Field(() => DayScalar, { nullable: true, description: 'Not before `tradeDate`.' })
  readonly settlementDate?: Day | null;

  @Field(() => ID, { nullable: true })
  readonly instrumentId?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Units, greater than 0.' })
  readonly quantity?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Per unit, in `currency`; at most 8 decimal places.' })
  readonly price?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Cash of kinds without units, greater than 0; at most 8 decimal places.' })
  readonly amount?: Decimal | null;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => DecimalScalar, { nullable: true, description: '0 when not given.' })
  readonly fee?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: '0 when not given.' })
  readonly tax?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Units of the account's currency per unit of `currency`: books the cash in the account's currency.",
  })
  readonly exchangeRate?: Decimal | null;

  @Field(() => Int, { nullable: true, description: 'SPLIT: new units ...' })
  readonly ratioNew?: number | null;

  @Field(() => Int, { nullable: true, description: 'SPLIT: ... for each of these old ones.' })
  readonly ratioOld?: number | null;

  @Field(() => ID, { nullable: true, description: 'TRANSFER: where it goes, another account of yours.' })
  readonly counterAccountId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Disposals of accounts with SPECIFIC cost basis: ids of the acquisitions to close, in this order.',
  })
  readonly lotIds?: string[] | null;

  @Field(() => String, { nullable: true, description: '500 characters at most.' })
  readonly note?: string | null;
}

@InputType({ description: 'A new entry of an account.' })
export class RecordTransactionInput extends TransactionContentInput {
  @Field(() => ID)
  readonly accountId!: string;
}
