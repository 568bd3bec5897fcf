/** What the API shows of users and their sessions. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import { Role } from '../domain/user.js';
import { connectionOf } from './connection.js';
import { CurrencyScalar, InstantScalar } from './scalars.js';

@ObjectType('User', { description: 'A person or machine that signs in.' })
export class UserView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly email!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Role)
  readonly role!: Role;

  @Field(() => String, { nullable: true, description: 'Of a SOURCE: what its prices are known by, such as push-acme.' })
  readonly source!: string | null;

  @Field(() => CurrencyScalar, { description: 'Currency new portfolios are valued in.' })
  readonly baseCurrency!: Currency;

  @Field(() => InstantScalar)
  readonly createdAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Set while the user may not sign in.' })
  readonly lockedAt!: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Set once nothing is kept that tells who it was.' })
  readonly erasedAt!: Date | null;
}

export const UserConnectionView = connectionOf(UserView, 'User');

@ObjectType('InvitedUser', { description: 'A user who is to set a password.' })
export class InvitedUserView {
  @Field(() => UserView)
  readonly user!: UserView;

  @Field(() => String, {
    nullable: true,
    description:
      'To be handed over in person, where this server sends no mail; good once, for 72 hours. Null when it was sent, and for a SOURCE.',
  })
  readonly setupLink!: string | null;
}

@InputType({ description: 'A user an administrator makes.' })
export class CreateUserInput {
  @Field(() => String, { description: 'Becomes the name to sign in with; upper and lower case are the same.' })
  readonly email!: string;

  @Field(() => String, { description: 'How to be addressed: 1 to 120 characters.' })
  readonly name!: string;

  @Field(() => Role)
  readonly role!: Role;

  @Field(() => String, {
    nullable: true,
    description:
      'For a SOURCE: acme makes its prices known as those of push-acme; letters a to z, digits and hyphens. From the name when not given.',
  })
  readonly source?: string | null;

  @Field(() => CurrencyScalar, { nullable: true, description: 'Currency of the first portfolio; EUR when not given.' })
  readonly baseCurrency?: Currency | null;
}

@ObjectType('ActiveSession', { description: 'A sign-in that has not ended, on one device.' })
export class ActiveSessionView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => InstantScalar, { description: 'When it was signed in.' })
  readonly createdAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Kept to the minute.' })
  readonly lastUsedAt!: Date | null;

  @Field(() => InstantScalar, { description: 'When it ends unless it is refreshed before.' })
  readonly expiresAt!: Date;
}

export const ActiveSessionConnectionView = connectionOf(ActiveSessionView, 'ActiveSession');

@ObjectType('Session', { description: 'What a sign-in gives: send the access token as `Authorization: Bearer ...`.' })
export class SessionView {
  @Field(() => String, { description: 'Good until `accessTokenExpiresAt`, or until the session ends.' })
  readonly accessToken!: string;

  @Field(() => InstantScalar)
  readonly accessTokenExpiresAt!: Date;

  @Field(() => String, {
    description: 'Good for one `refreshSession`. Using it twice ends the session, because somebody else may have a copy.',
  })
  readonly refreshToken!: string;

  @Field(() => InstantScalar)
  readonly refreshTokenExpiresAt!: Date;

  @Field(() => UserView)
  readonly user!: UserView;
}

@ObjectType('TotpSetup', { description: 'What an authenticator needs to make codes.' })
export class TotpSetupView {
  @Field(() => String, { description: 'To be typed into the authenticator: base 32.' })
  readonly secret!: string;

  @Field(() => String, { description: 'The same as an otpauth address, to be shown as a QR code.' })
  readonly uri!: string;
}

@ObjectType('SecondFactor', { description: 'What you sign in with beside your password.' })
export class SecondFactorView {
  @Field(() => InstantScalar, { nullable: true, description: 'Since when it is asked for; null while it is not.' })
  readonly confirmedAt!: Date | null;

  @Field(() => Int, { description: 'Recovery codes that were not used yet.' })
  readonly recoveryCodesLeft!: number;
}

@InputType({ description: 'What is to be another about you; what is not given stays.' })
export class ChangeProfileInput {
  @Field(() => String, { nullable: true, description: 'How to be addressed: 1 to 120 characters.' })
  readonly name?: string | null;

  @Field(() => CurrencyScalar, { nullable: true, description: 'Currency new portfolios are valued in.' })
  readonly baseCurrency?: Currency | null;
}

@InputType({ description: 'A new user.' })
export class RegisterInput {
  @Field(() => String, { description: 'Becomes the name to sign in with; upper and lower case are the same.' })
  readonly email!: string;

  @Field(() => String, { description: '8 to 200 characters; none of the passwords that are tried first, and more than your address.' })
  readonly password!: string;

  @Field(() => String, { description: 'How to be addressed: 1 to 120 characters.' })
  readonly name!: string;

  @Field(() => CurrencyScalar, { nullable: true, description: 'Currency of the first portfolio; EUR when not given.' })
  readonly baseCurrency?: Currency | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where `service { registration }` is CONFIRMED: what stands behind `#register=` in the link that was sent to the address.',
  })
  readonly confirmation?: string | null;
}
