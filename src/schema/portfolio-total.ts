/** What the API shows of the totals kept after each refresh. */
import { Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../domain/decimal.js';
import { DecimalScalar, InstantScalar } from './scalars.js';

@ObjectType('PortfolioTotal', { description: 'What a portfolio came to at the last refresh of all prices.' })
export class PortfolioTotalView {
  @Field(() => DecimalScalar, { description: "In the portfolio's base currency." })
  readonly total!: Decimal;

  @Field(() => InstantScalar, { description: 'When it came to this; it stands at it since.' })
  readonly asOf!: Date;
}
