/** What the API says of the sources of prices, and how they did. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SourceStatus } from '../domain/source.js';
import { InstantScalar, SafeIntScalar } from './scalars.js';

registerEnumType(SourceStatus, {
  name: 'SourceStatus',
  description: 'How a source is doing.',
  valuesConfig: {
    STARTING: { description: 'Not asked yet.' },
    OK: { description: 'The last call succeeded.' },
    DEGRADED: { description: 'The last call failed; it is tried again.' },
    DOWN: { description: 'Repeated failures: it is left alone for a while. Its last good prices stay, with their age.' },
  },
});

@ObjectType('SourcePlan', { description: "Whether a source's budget carries what it is asked for." })
export class SourcePlanView {
  @Field(() => Int, { description: 'Symbols it is asked for.' })
  readonly symbols!: number;

  @Field(() => Int, { description: 'What one round of everything costs of its budget.' })
  readonly units!: number;

  @Field(() => Int, {
    description: 'Seconds in which it comes round to everything, at best; what is streamed or cannot have changed costs nothing.',
  })
  readonly roundS!: number;

  @Field(() => Boolean)
  readonly isEnough!: boolean;

  @Field(() => String, { nullable: true, description: 'Where the budget is not enough, the arithmetic of it.' })
  readonly message!: string | null;
}

@ObjectType('Source', { description: 'An origin of prices, and how it is doing.' })
export class SourceView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether its prices are made up by the demo market.' })
  readonly isSimulated!: boolean;

  @Field(() => Int, { description: 'Its place in the order of trust: lower wins.' })
  readonly priority!: number;

  @Field(() => [String], { description: 'Kinds of instruments it covers, and FX.' })
  readonly kinds!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'Venues it covers, by their MIC; null: any.' })
  readonly mics!: readonly string[] | null;

  @Field(() => Boolean)
  readonly hasStream!: boolean;

  @Field(() => Boolean, { description: 'Whether past prices can be fetched from it.' })
  readonly hasHistory!: boolean;

  @Field(() => Int, { nullable: true, description: 'Promised delay; null when it differs by venue.' })
  readonly delayMinutes!: number | null;

  @Field(() => Boolean, { description: 'Whether its terms allow commercial use.' })
  readonly commercialUse!: boolean;

  @Field(() => String, { nullable: true, description: 'Its terms in a few words.' })
  readonly licence!: string | null;

  @Field(() => SourceStatus)
  readonly status!: SourceStatus;

  @Field(() => InstantScalar, { nullable: true })
  readonly lastAttemptAt!: Date | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly lastSuccessAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last; kept after recovery, null when nothing ever did.' })
  readonly lastFailure!: string | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly lastFailureAt!: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'It is not asked before this, at its own wish or for its budget.' })
  readonly pausedUntil!: Date | null;

  @Field(() => SafeIntScalar, { description: 'Prices taken in since the asking instance started.' })
  readonly accepted!: number;

  @Field(() => SafeIntScalar, { description: 'Prices refused or held since the asking instance started.' })
  readonly rejected!: number;

  @Field(() => SafeIntScalar, { description: 'Frames of its stream that could not be read.' })
  readonly garbage!: number;

  @Field(() => Int, { nullable: true, description: 'Of the last successful cycle.' })
  readonly latencyMs!: number | null;

  @Field(() => SourcePlanView)
  readonly plan!: SourcePlanView;
}

@ObjectType('SourceEvent', { description: "A change of a source's status." })
export class SourceEventView {
  @Field(() => InstantScalar)
  readonly at!: Date;

  @Field(() => SourceStatus)
  readonly status!: SourceStatus;

  @Field(() => String, { nullable: true, description: 'What went wrong; null when it went well.' })
  readonly failure!: string | null;
}

@ObjectType('SourceHour', { description: 'What came of a source within an hour of UTC, over every instance.' })
export class SourceHourView {
  @Field(() => InstantScalar)
  readonly startsAt!: Date;

  @Field(() => SafeIntScalar, { description: 'Cycles that brought something.' })
  readonly successes!: number;

  @Field(() => SafeIntScalar, { description: 'Cycles and streams that failed.' })
  readonly failures!: number;

  @Field(() => SafeIntScalar)
  readonly accepted!: number;

  @Field(() => SafeIntScalar)
  readonly rejected!: number;

  @Field(() => SafeIntScalar)
  readonly garbage!: number;

  @Field(() => Int, { nullable: true, description: 'Of the slowest successful cycle.' })
  readonly latencyMsMax!: number | null;
}

@ObjectType('DroppedFile', { description: 'A file of prices that was read, or could not be.' })
export class DroppedFileView {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'SHA-256 of its content: the same content is not read twice.' })
  readonly hash!: string;

  @Field(() => InstantScalar)
  readonly at!: Date;

  @Field(() => Int)
  readonly lines!: number;

  @Field(() => Int)
  readonly accepted!: number;

  @Field(() => Int, { description: 'Lines that were refused or are held; its report says why.' })
  readonly refused!: number;

  @Field(() => String, { nullable: true, description: 'Why it could not be read.' })
  readonly failure!: string | null;
}
