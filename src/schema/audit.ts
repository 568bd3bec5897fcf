/** What the API shows of the audit log. */
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageInput } from './connection.js';
import { InstantScalar, SafeIntScalar } from './scalars.js';

@ArgsType()
export class AuditLogArgs extends PageInput {
  @Field(() => ID, { nullable: true, description: 'Of one user; for anyone but yourself, administrators only.' })
  readonly userId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'One action, such as `user.sign-in`, or a group of them by what stands before the point, such as `user`.',
  })
  readonly action?: string | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly from?: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Included.' })
  readonly until?: Date | null;
}

@ObjectType('AuditEntry', { description: 'Who did what to what, and when. It is never changed.' })
export class AuditEntryView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => SafeIntScalar, { description: 'Its place in the chain, from 1 without a gap.' })
  readonly sequence!: number;

  @Field(() => String, { description: 'SHA-256 over the hash before it and all it says.' })
  readonly hash!: string;

  @Field(() => ID, { nullable: true, description: 'The user who did it; null for who was not signed in, and for the program itself.' })
  readonly actorId!: string | null;

  @Field(() => String, { description: 'For example `transaction.record` or `user.sign-in-refused`.' })
  readonly action!: string;

  @Field(() => String, { description: 'The id of the thing it was done to.' })
  readonly subject!: string;

  @Field(() => String, { nullable: true, description: 'Where the request came from.' })
  readonly address!: string | null;

  @Field(() => String, { nullable: true, description: 'What it was before, as JSON.' })
  readonly before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it was after, as JSON.' })
  readonly after!: string | null;

  @Field(() => InstantScalar)
  readonly at!: Date;
}

export const AuditEntryConnectionView = connectionOf(AuditEntryView, 'AuditEntry');

@ObjectType('AuditCheck', { description: 'Whether the newest entries of the audit log are still what was written.' })
export class AuditCheckView {
  @Field(() => SafeIntScalar, { description: 'The place of the first entry that was gone over.' })
  readonly first!: number;

  @Field(() => Int, { description: 'How many were gone over.' })
  readonly entries!: number;

  @Field(() => [String], { description: 'In words, each naming the place; empty when all is what was written.' })
  readonly problems!: readonly string[];
}
