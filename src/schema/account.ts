/** What the API shows of accounts and portfolios. */
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CostMethod, FractionRule } from '../domain/account.js';
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

  @Field(() => Boolean, { description: 'Whether more may be sold than is held; a position is then below zero.' })
  readonly allowsShort!: boolean;

  @Field(() => FractionRule)
  readonly fractionRule!: FractionRule;

  @Field(() => InstantScalar)
  readonly openedAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Set while nothing may be recorded in it.' })
  readonly closedAt!: Date | null;
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

  @Field(() => Boolean, { nullable: true, description: 'Allows short positions; false when not given.' })
  readonly allowsShort?: boolean | null;

  @Field(() => FractionRule, { nullable: true, description: 'KEEP when not given.' })
  readonly fractionRule?: FractionRule | null;
}

@InputType({ description: 'What is to be another at an account; what is not given stays.' })
export class ChangeAccountInput {
  @Field(() => String, { nullable: true, description: '1 to 120 characters.' })
  readonly name?: string | null;

  @Field(() => CostMethod, { nullable: true, description: 'Counts for every sale of the account, the past ones included.' })
  readonly costMethod?: CostMethod | null;

  @Field(() => Boolean, { nullable: true, description: 'Refused while the ledger has a short position that it would forbid.' })
  readonly allowsShort?: boolean | null;

  @Field(() => FractionRule, { nullable: true, description: 'Counts for every split, the past ones included.' })
  readonly fractionRule?: FractionRule | null;

  @Field(() => Boolean, { nullable: true, description: 'An account must be empty to be closed; a closed one may be opened again.' })
  readonly isClosed?: boolean | null;
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

@InputType({ description: 'What is to be another at a portfolio; what is not given stays.' })
export class ChangePortfolioInput {
  @Field(() => String, { nullable: true, description: '1 to 120 characters.' })
  readonly name?: string | null;

  @Field(() => CurrencyScalar, { nullable: true, description: 'Every figure is in it from then on, those of past days too.' })
  readonly baseCurrency?: Currency | null;
}
