/** Registration, sign-in and sessions. */
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Session } from '../domain/session.js';
import { PageInput, toConnection } from '../schema/connection.js';
import {
  ActiveSessionConnectionView,
  ActiveSessionView,
  ChangeProfileInput,
  RegisterInput,
  SecondFactorView,
  SessionView,
  TotpSetupView,
  UserView,
} from '../schema/user.js';
import type { PasswordResetService } from '../services/password-reset.js';
import type { RegistrationService } from '../services/registration.js';
import type { SessionService } from '../services/session.js';
import type { UserService } from '../services/user.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => UserView)
export class UserResolver {
  constructor(
    private readonly service: UserService,
    private readonly sessionService: SessionService,
    private readonly registration: RegistrationService,
    private readonly resets: PasswordResetService,
  ) {}

  @Query(() => UserView, { nullable: true, description: 'The signed-in user. Example: `{ me { name role } }`' })
  me(@Ctx() { actor }: OperationContext) {
    return this.service.me(actor);
  }

  @Mutation(() => UserView, {
    description:
      'Changes how you are addressed, and your currency. Example: `mutation { changeProfile(input: {name: "Ada L."}) { name } }`',
  })
  changeProfile(@Ctx() { actor }: OperationContext, @Arg('input', () => ChangeProfileInput) input: ChangeProfileInput) {
    return ofInput('input', () => this.service.changeProfile(actor, input));
  }

  @Mutation(() => SessionView, {
    description:
      'Makes a user with a first, empty portfolio, and signs in. ' +
      'Example: `mutation { register(input: {email: "ada@example.org", password: "correct horse battery", name: "Ada"}) { accessToken } }`',
  })
  register(@Ctx() { address }: OperationContext, @Arg('input', () => RegisterInput) input: RegisterInput) {
    return ofInput('input', () => this.registration.register(input, address));
  }

  @Mutation(() => Boolean, {
    description:
      'Where `service { registration }` is CONFIRMED: sends a code for `register` to the address, or word that there is a user with it. ' +
      'The answer is the same. Example: `mutation { requestRegistration(email: "ada@example.org") }`',
  })
  async requestRegistration(@Ctx() { address }: OperationContext, @Arg('email', () => String) email: string): Promise<boolean> {
    await this.registration.request(email, address);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Sends a link to set a new password, if there is a user with the address; the answer is the same when there is none. ' +
      'Example: `mutation { requestPasswordReset(email: "ada@example.org") }`',
  })
  async requestPasswordReset(@Ctx() { address }: OperationContext, @Arg('email', () => String) email: string): Promise<boolean> {
    await this.resets.request(email, address);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Sets a new password with what stands in the link, and ends every session and API token of the user. ' +
      'Example: `mutation { resetPassword(token: "...", newPassword: "...") }`',
  })
  async resetPassword(
    @Ctx() { address }: OperationContext,
    @Arg('token', () => String, { description: 'What stands behind `#reset=` in the link; good once.' }) token: string,
    @Arg('newPassword', () => String, { description: '8 to 200 characters.' }) next: string,
  ): Promise<boolean> {
    await this.resets.reset({ token, next }, address);
    return true;
  }

  @Mutation(() => SessionView, {
    description: 'Starts a session. Example: `mutation { signIn(email: "ada@example.org", password: "...") { accessToken refreshToken } }`',
  })
  signIn(
    @Ctx() { address }: OperationContext,
    @Arg('email', () => String) email: string,
    @Arg('password', () => String) password: string,
    @Arg('totp', () => String, {
      nullable: true,
      description: 'For who has set up a second factor: the code of the authenticator, or a recovery code.',
    })
    totp?: string | null,
  ) {
    return this.service.signIn({ email, password, totp }, address);
  }

  @Mutation(() => SessionView, {
    description:
      'Exchanges a refresh token, good for one use, for new tokens. Example: `mutation { refreshSession(refreshToken: "...") { accessToken refreshToken } }`',
  })
  refreshSession(@Arg('refreshToken', () => String) refreshToken: string) {
    return this.sessionService.refresh(refreshToken);
  }

  @Mutation(() => Boolean, { description: 'Ends this session everywhere, its open sockets included. Example: `mutation { signOut }`' })
  async signOut(@Ctx() { actor }: OperationContext): Promise<boolean> {
    await this.sessionService.signOut(actor);
    return true;
  }

  @Query(() => ActiveSessionConnectionView, {
    description: 'Where you are signed in, newest first. Example: `{ sessions { nodes { id createdAt lastUsedAt isCurrent } } }`',
  })
  async sessions(@Ctx() { actor }: OperationContext, @Args(() => PageInput) page: PageInput) {
    return toConnection(await this.sessionService.list(actor, page));
  }

  @Mutation(() => Boolean, { description: 'Ends one of your sessions everywhere. Example: `mutation { endSession(id: "...") }`' })
  async endSession(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    await this.sessionService.end(actor, id);
    return true;
  }

  @Mutation(() => Int, { description: 'Ends all your sessions but this one; tells how many. Example: `mutation { endOtherSessions }`' })
  endOtherSessions(@Ctx() { actor }: OperationContext): Promise<number> {
    return this.sessionService.endOthers(actor);
  }

  @Mutation(() => Boolean, {
    description:
      'Sets a new password of 8 to 200 characters, and ends your other sessions. ' +
      'Example: `mutation { changePassword(currentPassword: "...", newPassword: "...") }`',
  })
  async changePassword(
    @Ctx() { actor }: OperationContext,
    @Arg('currentPassword', () => String) current: string,
    @Arg('newPassword', () => String) next: string,
  ): Promise<boolean> {
    await this.service.changePassword(actor, { current, next });
    return true;
  }

  @Query(() => SecondFactorView, {
    description: 'Whether a second factor is asked for when you sign in. Example: `{ secondFactor { confirmedAt recoveryCodesLeft } }`',
  })
  secondFactor(@Ctx() { actor }: OperationContext) {
    return this.service.secondFactor(actor);
  }

  @Mutation(() => TotpSetupView, {
    description:
      'Begins to set up a second factor; it is asked for once `confirmTotp` has shown that it works. ' +
      'Example: `mutation { enableTotp(currentPassword: "...") { secret uri } }`',
  })
  enableTotp(@Ctx() { actor }: OperationContext, @Arg('currentPassword', () => String) password: string) {
    return this.service.enableTotp(actor, password);
  }

  @Mutation(() => [String], {
    description:
      'Asks for the second factor from now on; gives ten recovery codes, good once each and shown only here. ' +
      'Example: `mutation { confirmTotp(code: "123456") }`',
  })
  confirmTotp(@Ctx() { actor }: OperationContext, @Arg('code', () => String) code: string) {
    return this.service.confirmTotp(actor, code);
  }

  @Mutation(() => Boolean, {
    description:
      'Takes the second factor off, with a code of it or a recovery code. ' +
      'Example: `mutation { disableTotp(currentPassword: "...", code: "123456") }`',
  })
  async disableTotp(
    @Ctx() { actor }: OperationContext,
    @Arg('currentPassword', () => String) password: string,
    @Arg('code', () => String) code: string,
  ): Promise<boolean> {
    await this.service.disableTotp(actor, { password, code });
    return true;
  }
}

@Resolver(() => ActiveSessionView)
export class ActiveSessionResolver {
  @FieldResolver(() => Boolean, { description: 'Whether it is the one you ask with.' })
  isCurrent(@Ctx() { actor }: OperationContext, @Root() session: Session): boolean {
    return session.id === actor?.sessionId;
  }
}
