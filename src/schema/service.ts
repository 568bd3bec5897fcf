/** What the API says of itself. */
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Registration } from '../domain/confirmation.js';

registerEnumType(Registration, {
  name: 'Registration',
  description: 'How this server takes new users.',
  valuesConfig: {
    OPEN: { description: 'Anyone registers and is signed in at once.' },
    CONFIRMED: { description: 'The address is confirmed first: `requestRegistration`, then `register` with what was sent.' },
    CLOSED: { description: 'Administrators alone make users.' },
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

  @Field(() => Boolean, { description: 'Whether it sends mail: without, `requestPasswordReset` is refused.' })
  readonly isMailing!: boolean;

  @Field(() => Registration)
  readonly registration!: Registration;

  @Field(() => String, { nullable: true, description: "The demo user's sign-in; null without the demo." })
  readonly demoEmail!: string | null;

  @Field(() => String, { nullable: true })
  readonly demoPassword!: string | null;
}
