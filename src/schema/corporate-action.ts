/** What the API shows of splits and dividends that sources propose. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CorporateActionKind, ProposalStatus } from '../domain/corporate-action.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar } from './scalars.js';

registerEnumType(CorporateActionKind, { name: 'CorporateActionKind', description: 'What happened to the instrument.' });
registerEnumType(ProposalStatus, {
  name: 'ProposalStatus',
  description: 'What was decided about a proposal.',
  valuesConfig: {
    PROPOSED: { description: 'Nobody has decided yet.' },
    ACCEPTED: { description: 'A split was entered; a dividend was found right.' },
    REFUSED: { description: 'It is not believed, and not proposed again.' },
  },
});

@ObjectType('CorporateAction', { description: 'A split or dividend that sources speak of. Nothing of it counts before it is accepted.' })
export class CorporateActionView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => CorporateActionKind)
  readonly kind!: CorporateActionKind;

  @Field(() => DayScalar)
  readonly exDate!: Day;

  @Field(() => Int, { nullable: true, description: 'Of a split: so many new units ...' })
  readonly ratioNew!: number | null;

  @Field(() => Int, { nullable: true, description: '... for each of these old ones.' })
  readonly ratioOld!: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Of a dividend: per unit.' })
  readonly amount!: Decimal | null;

  @Field(() => CurrencyScalar, { nullable: true })
  readonly currency!: Currency | null;

  @Field(() => [String], { description: 'Everyone who says so, the first first.' })
  readonly sources!: readonly string[];

  @Field(() => ProposalStatus)
  readonly status!: ProposalStatus;

  @Field(() => InstantScalar)
  readonly proposedAt!: Date;

  @Field(() => InstantScalar, { nullable: true })
  readonly decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  readonly reason!: string | null;
}
