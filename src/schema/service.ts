/** What the API says of itself. */
import { Field, ObjectType } from 'type-graphql';

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
