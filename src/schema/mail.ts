/** What the API shows of mail: that it waits or was given up, never what stands in it. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from './connection.js';
import { InstantScalar } from './scalars.js';

@ObjectType('OutgoingMail', {
  description: 'A message about a sign-in that is still to be sent, or could not be; one that was sent is forgotten.',
})
export class OutgoingMailView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'The user it is about; null for who is none yet.' })
  readonly userId!: string | null;

  @Field(() => String)
  readonly subject!: string;

  @Field(() => InstantScalar)
  readonly createdAt!: Date;

  @Field(() => InstantScalar, { description: 'When it is given up at the latest: a link that is good no more helps nobody.' })
  readonly expiresAt!: Date;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => InstantScalar, { description: 'When it is tried next, unless it was given up.' })
  readonly dueAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Null while it waits; what was given up is listed for 30 days.' })
  readonly givenUpAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  readonly lastError!: string | null;
}

export const OutgoingMailConnectionView = connectionOf(OutgoingMailView, 'OutgoingMail');
