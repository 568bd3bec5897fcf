/** What the API shows of API tokens. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Scope } from '../domain/api-token.js';
import { connectionOf } from './connection.js';
import { InstantScalar } from './scalars.js';

registerEnumType(Scope, {
  name: 'Scope',
  description: "What an API token is for. It never gives more than its user's role does, and never how the user signs in.",
  valuesConfig: {
    READ: { description: "Reads what is the user's own, and market data." },
    LEDGER: { description: 'Opens accounts and portfolios, and records entries.' },
    ALERTS: { description: 'Makes and changes rules of alerts, and reads what fired.' },
    PRICES: { description: 'Delivers prices and exchange rates.' },
    INSTRUMENTS: { description: 'Looks after instruments, splits, held prices and sources.' },
  },
});

@ObjectType('ApiToken', { description: 'What a program signs in with. Its secret is shown when it is made, and never again.' })
export class ApiTokenView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => [Scope])
  readonly scopes!: readonly Scope[];

  @Field(() => InstantScalar)
  readonly createdAt!: Date;

  @Field(() => InstantScalar)
  readonly expiresAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Kept to the minute; null when it was never used.' })
  readonly lastUsedAt!: Date | null;
}

export const ApiTokenConnectionView = connectionOf(ApiTokenView, 'ApiToken');

@ObjectType('CreatedApiToken', { description: 'A new API token with its secret.' })
export class CreatedApiTokenView {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer ...`. It is shown this once.' })
  readonly secret!: string;

  @Field(() => ApiTokenView)
  readonly token!: ApiTokenView;
}

@InputType({ description: 'A new API token: what it is for, what it may do, and for how long.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for, in your words: 1 to 100 characters.' })
  readonly name!: string;

  @Field(() => [Scope])
  readonly scopes!: Scope[];

  @Field(() => Int, { description: '1 to 366.' })
  readonly expiresInDays!: number;

  @Field(() => String, { description: 'Your password: a token outlives the session it is made in.' })
  readonly currentPassword!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A user with the role SOURCE it is for, made by an administrator; yourself when not given.',
  })
  readonly userId?: string | null;
}
