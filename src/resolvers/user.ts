/** Registration, sign-in and sessions. */
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { RegisterInput, SessionView, UserView } from '../schema/user.js';
import type { UserService } from '../services/user.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => UserView)
export class UserResolver {
  constructor(private readonly users: UserService) {}

  @Query(() => UserView, { nullable: true, description: 'The signed-in user. Example: `{ me { name role } }`' })
  me(@Ctx() { actor }: OperationContext) {
    return this.users.me(actor);
  }

  @Mutation(() => SessionView, {
    description:
      'Makes a user with a first, empty portfolio, and signs in. ' +
      'Example: `mutation { register(input: {email: "ada@example.org", password: "correct horse battery", name: "Ada"}) { accessToken } }`',
  })
  register(@Arg('input', () => RegisterInput) input: RegisterInput) {
    return ofInput('input', () => this.users.register(input));
  }

  @Mutation(() => SessionView, {
    description: 'Starts a session. Example: `mutation { signIn(email: "ada@example.org", password: "...") { accessToken refreshToken } }`',
  })
  signIn(@Arg('email', () => String) email: string, @Arg('password', () => String) password: string) {
    return this.users.signIn({ email, password });
  }

  @Mutation(() => SessionView, {
    description:
      'Exchanges a refresh token, good for one use, for new tokens. Example: `mutation { refreshSession(refreshToken: "...") { accessToken refreshToken } }`',
  })
  refreshSession(@Arg('refreshToken', () => String) refreshToken: string) {
    return this.users.refresh(refreshToken);
  }

  @Mutation(() => Boolean, { description: 'Ends this session everywhere, its open sockets included. Example: `mutation { signOut }`' })
  async signOut(@Ctx() { actor }: OperationContext): Promise<boolean> {
    await this.users.signOut(actor);
    return true;
  }
}
