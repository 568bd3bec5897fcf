/** What the API shows of periodic work. */
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { JobOutcome } from '../domain/job.js';
import { InstantScalar, SafeIntScalar } from './scalars.js';

registerEnumType(JobOutcome, {
  name: 'JobOutcome',
  description: 'How a run of a job ended.',
  valuesConfig: {
    SUCCEEDED: { description: 'It did what it is for.' },
    FAILED: { description: 'It is tried again within a minute.' },
    INTERRUPTED: { description: 'The instance stopped in the middle; another goes on at once.' },
  },
});

@ObjectType('Job', { description: 'A piece of periodic work, run by one instance at a time.' })
export class JobView {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => Float, { description: 'Seconds from the start of one run to the next.' })
  readonly intervalSeconds!: number;

  @Field(() => Boolean)
  readonly isRunning!: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'Null before the first run.' })
  readonly lastStartedAt!: Date | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly lastEndedAt!: Date | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Milliseconds, of the last run that ended.' })
  readonly lastDurationMs!: number | null;

  @Field(() => JobOutcome, { nullable: true })
  readonly lastOutcome!: JobOutcome | null;

  @Field(() => String, { nullable: true, description: 'What the last run did, or why it failed.' })
  readonly lastMessage!: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Null when no worker has seen it yet.' })
  readonly nextRunAt!: Date | null;

  @Field(() => Float, { description: 'Seconds by which the next run is late; 0 while it runs or is not due.' })
  readonly lagSeconds!: number;

  @Field(() => SafeIntScalar)
  readonly runs!: number;

  @Field(() => Int, { description: 'Failures since it last succeeded.' })
  readonly failuresInARow!: number;
}
