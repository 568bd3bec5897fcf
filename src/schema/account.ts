/** What the API shows of accounts and portfolios. */
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CostMethod } from '../domain/account.js';
import type { Currency } from '../domain/currency.js';
import { connectionOf } from './connection.js';
import { CurrencyScalar, InstantScalar } from './scalars.js';

@ObjectType('Account', { description: 'A custody account: where positions and cash lie.' })
export class AccountView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly portfolioId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => CurrencyScalar, { description: "Currency of the account's statements; it may hold cash and instruments of any currency." })
  readonly currency!: Currency;

  @Field(() => CostMethod)
  readonly costMethod!: CostMethod;

  @Field(() => InstantScalar)
  readonly openedAt!: Date;
}

export const AccountConnectionView = connectionOf(AccountView, 'Account');

@InputType({ description: 'A new, empty account.' })
export class OpenAccountInput {
  @Field(() => String, { description: '1 to 120 characters.' })
  readonly name!: string;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => ID, { nullable: true, description: 'The portfolio it is valued in; the first one when not given.' })
  readonly portfolioId?: string | null;

  @Field(() => CostMethod, { nullable: true, description: 'FIFO when not given.' })
  readonly costMethod?: CostMethod | null;
}

@ObjectType('Portfolio', { description: "One user's accounts valued together in a base currency." })
export class PortfolioView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;

  @Field(() => InstantScalar)
  readonly createdAt!: Date;
}

export const PortfolioConnectionView = connectionOf(PortfolioView, 'Portfolio');

@InputType({ description: 'A new portfolio without accounts.' })
export class OpenPortfolioInput {
  @Field(() => String, { description: '1 to 120 characters.' })
  readonly name!: string;

  @Field(() => CurrencyScalar)
  readonly baseCurrency!: Currency;
}
