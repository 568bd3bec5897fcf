/** What the API says of itself and of its sources. */
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { SourceStatus } from '../domain/source.js';
import { InstantScalar } from './scalars.js';

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

@ObjectType('Service', { description: 'About this server; readable without signing in.' })
export class ServiceView {
  @Field(() => String)
  readonly version!: string;

  @Field(() => Boolean, { description: 'Whether the demo world is here.' })
  readonly isDemo!: boolean;

  @Field(() => Boolean, { description: 'Whether prices are made up by the demo market.' })
  readonly isSimulated!: boolean;

  @Field(() => Boolean, { description: 'Whether the playground is served on /playground.' })
  readonly hasPlayground!: boolean;

  @Field(() => String, { nullable: true, description: "The demo user's sign-in; null without the demo." })
  readonly demoEmail!: string | null;

  @Field(() => String, { nullable: true })
  readonly demoPassword!: string | null;
}

@ObjectType('Source', { description: 'An origin of prices, and how it is doing.' })
export class SourceView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether its prices are made up by the demo market.' })
  readonly isSimulated!: boolean;

  @Field(() => SourceStatus)
  readonly status!: SourceStatus;

  @Field(() => InstantScalar, { nullable: true })
  readonly lastSuccessAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last; null while all is well.' })
  readonly lastFailure!: string | null;
}
