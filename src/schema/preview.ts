/** What the API shows of an entry that is not recorded yet. */
import { Field, ID, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Decimal } from '../domain/decimal.js';
import { CurrencyScalar, DecimalScalar } from './scalars.js';

@ObjectType('CashPreview', { description: 'A balance that would change.' })
export class CashPreviewView {
  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => DecimalScalar)
  readonly before!: Decimal;

  @Field(() => DecimalScalar)
  readonly after!: Decimal;
}

@ObjectType('PositionPreview', {
  description: "A position that would change. Costs are with fees and taxes, in the instrument's currency.",
})
export class PositionPreviewView {
  @Field(() => ID)
  readonly accountId!: string;

  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => DecimalScalar)
  readonly quantityBefore!: Decimal;

  @Field(() => DecimalScalar)
  readonly quantityAfter!: Decimal;

  @Field(() => DecimalScalar)
  readonly costBasisBefore!: Decimal;

  @Field(() => DecimalScalar)
  readonly costBasisAfter!: Decimal;
}

@ObjectType('TransactionPreview', {
  description: 'What an entry would do, were it recorded now: balances and positions as they stand after the whole ledger.',
})
export class TransactionPreviewView {
  @Field(() => [CashPreviewView])
  readonly cash!: readonly CashPreviewView[];

  @Field(() => [PositionPreviewView])
  readonly positions!: readonly PositionPreviewView[];

  @Field(() => Boolean, {
    description: 'Whether later sales would realise something else than they do, because they would close other lots.',
  })
  readonly changesLaterGains!: boolean;
}
