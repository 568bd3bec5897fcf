/** What the API shows of importing a file: how to read it, and what would become or became of each row. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DecimalSeparator, ImportField } from '../domain/import.js';
import { TransactionKind } from '../domain/transaction.js';
import { TransactionContentView } from './transaction.js';

registerEnumType(ImportField, {
  name: 'ImportField',
  description: 'A column of a file of ledger entries.',
  valuesConfig: {
    reference: {
      description: "The file's own id of the row, up to 100 characters: the same reference is never recorded twice in an account.",
    },
    account: { description: 'Name or id of one of your accounts, where rows belong to several.' },
    kind: { description: 'A TransactionKind, or a word of the file that `kinds` explains.' },
    mic: { description: "The venue's code, such as XNAS; with `ticker`, or to choose between listings of one ISIN." },
    schemeCode: { description: "AMFI's code of an Indian fund." },
    instrumentCurrency: { description: 'To choose between listings of one ISIN.' },
    instrumentName: { description: 'Its whole name; counts where no number, ticker on a venue or id that is known here names it.' },
    counterAccount: { description: 'TRANSFER: name or id of the account it goes to.' },
    lots: { description: 'Disposals with SPECIFIC cost basis: references or ids of the acquisitions to close, separated by spaces.' },
  },
});

registerEnumType(DecimalSeparator, {
  name: 'DecimalSeparator',
  description: 'How a file writes decimals; separators of thousands are taken where decimals follow them, as in 1.234,50.',
});

@InputType({ description: 'Which column of the file holds a field.' })
export class ImportColumnInput {
  @Field(() => ImportField)
  readonly field!: ImportField;

  @Field(() => String, { description: "The column's name in the header; upper and lower case are the same." })
  readonly column!: string;
}

@InputType({ description: 'What a word in the file means.' })
export class ImportKindInput {
  @Field(() => String)
  readonly text!: string;

  @Field(() => TransactionKind)
  readonly kind!: TransactionKind;
}

@InputType({ description: 'How to read the file. Columns named like their field need not be listed.' })
export class ImportMappingInput {
  @Field(() => [ImportColumnInput], { nullable: true })
  readonly columns?: ImportColumnInput[] | null;

  @Field(() => [ImportKindInput], { nullable: true })
  readonly kinds?: ImportKindInput[] | null;

  @Field(() => String, { nullable: true, description: 'One of , ; | or a tab; a comma when not given.' })
  readonly delimiter?: string | null;

  @Field(() => DecimalSeparator, { nullable: true, description: 'POINT when not given.' })
  readonly decimalSeparator?: DecimalSeparator | null;

  @Field(() => String, { nullable: true, description: 'Holds YYYY, MM and DD, such as DD.MM.YYYY; YYYY-MM-DD when not given.' })
  readonly dateFormat?: string | null;
}

@ObjectType('ImportProblem', { description: 'What is wrong with a row or with the file, and what to do about it.' })
export class ImportProblemView {
  @Field(() => Int, { nullable: true, description: 'The line of the file, from 1; null where no line is to blame.' })
  readonly line!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The field of the column, `instrument`, `file`, or the part of the mapping to change.',
  })
  readonly field!: string | null;

  @Field(() => String)
  readonly rule!: string;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType('ImportEntry', { description: 'What a row of the file becomes.' })
export class ImportEntryView {
  @Field(() => Int, { description: 'The line of the file, from 1.' })
  readonly line!: number;

  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => TransactionContentView, {
    description: 'In a dry run `lotIds` that stand for rows of the same file are not yet those they will have.',
  })
  readonly content!: TransactionContentView;
}

@ObjectType('ImportReport', { description: 'What became of a file. With any problem nothing is recorded.' })
export class ImportReportView {
  @Field(() => Boolean)
  readonly isDryRun!: boolean;

  @Field(() => Int, { description: 'Rows of the file, without its header.' })
  readonly rowCount!: number;

  @Field(() => Int, { description: 'Entries recorded; in a dry run those that would be.' })
  readonly recordedCount!: number;

  @Field(() => Int, { description: 'Rows left out because they were imported before.' })
  readonly repeatedCount!: number;

  @Field(() => Int)
  readonly problemCount!: number;

  @Field(() => [ImportProblemView], { description: 'The first 500, by line.' })
  readonly problems!: readonly ImportProblemView[];

  @Field(() => [ImportEntryView], {
    description: 'The first 100 entries that were recorded, or in a dry run would be, in the order of the file.',
  })
  readonly entries!: readonly ImportEntryView[];

  @Field(() => [String], {
    description: 'Columns of which nothing is recorded, as the header names them, up to 100: map to a field those that matter. No problem.',
  })
  readonly unusedColumns!: readonly string[];
}
