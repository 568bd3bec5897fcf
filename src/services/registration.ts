/**
 * How somebody becomes a user. Where this server sends mail, the address is confirmed first, and the answer is the same
 * whether there is a user with it or not; what is so is told to whoever reads what is sent there.
 */
import { CONFIRMATION_MINUTES, ConfirmationPurpose, Registration } from '../domain/confirmation.js';
import type { Currency } from '../domain/currency.js';
import { Conflict, InvalidInput, NotPermitted } from '../domain/errors.js';
import { parseEmail } from '../domain/text.js';
import { Role } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { emailHashOf, findUserByEmail } from '../storage/query/user.js';
import { Admission } from './admission.js';
import type { Attempts } from './attempt.js';
import type { Background } from './background.js';
import { issueConfirmation, takeConfirmation } from './confirmation.js';
import type { Letters } from './letter.js';
import type { MailService } from './mail.js';
import type { IssuedSession, SessionService } from './session.js';
import { checkNewUser, type UserService } from './user.js';

/** Each takes a connection to the database more than once. No more wait than a slow machine gets done before they are given up. */
const UNDER_WAY = { atOnce: 4, waiting: 64 } as const;

export interface RegistrationParts {
  readonly database: Database;
  readonly users: UserService;
  readonly sessions: SessionService;
  readonly attempts: Attempts;
  readonly mode: Registration;
  readonly mail: MailService;
  readonly letters: Letters;
  readonly background: Background;
  readonly now: () => Date;
}

export interface RegistrationInput {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly baseCurrency?: Currency | null;
  readonly confirmation?: string | null;
}

export class RegistrationService {
  private readonly underWay = new Admission(UNDER_WAY);

  constructor(private readonly parts: RegistrationParts) {}

  /** Sends what `register` wants, or word that there is a user with the address. Anyone may. @throws RateLimited | Conflict where addresses are not confirmed */
  async request(email: string, address: string | null): Promise<void> {
    const { database, attempts, mode, mail, letters, background, now } = this.parts;
    this.refuseClosed();
    if (mode !== Registration.CONFIRMED || !mail.isSending)
      throw new Conflict('NOT_CONFIRMED', 'Addresses are not confirmed here: register at once.');
    const to = parseEmail(email);
    await attempts.confirmation(to, address);
    background.run(async () => {
      await database.write(async (em) => {
        const known = await findUserByEmail(em, database, email);
        if (known) return mail.put(em, { to: known.email, userId: known.id, letter: letters.alreadyRegistered() });
        const purpose = ConfirmationPurpose.REGISTER;
        const goodForMs = CONFIRMATION_MINUTES * 60_000;
        const props = { purpose, userId: null, emailHash: emailHashOf(database, to), now: now(), goodForMs };
        mail.put(em, { to, userId: null, letter: letters.registration(await issueConfirmation(em, props)) });
      });
      mail.look();
    });
  }

  /** Makes a user with a first, empty portfolio, and signs in. Anyone may. @throws InvalidInput | RateLimited | Conflict */
  async register(input: RegistrationInput, address: string | null = null): Promise<IssuedSession> {
    const { database, users, sessions, attempts, mode } = this.parts;
    this.refuseClosed();
    return this.underWay.inTurn(async () => {
      await attempts.register(address);
      if (mode === Registration.CONFIRMED) await this.takeConfirmation(input, address);
      const user = await users.create({ ...input, role: Role.USER, actorId: null, address });
      return database.write((em) => sessions.start(em, user, address));
    });
  }

  private refuseClosed(): void {
    if (this.parts.mode === Registration.CLOSED) throw new NotPermitted('Registration is closed. Ask an administrator.');
  }

  private async takeConfirmation({ email, confirmation, password, name }: RegistrationInput, address: string | null): Promise<void> {
    const { database, attempts, now } = this.parts;
    const field = 'confirmation';
    if (!confirmation) throw new InvalidInput(field, 'REQUIRED', 'confirmation is needed: ask for one with requestRegistration.');
    // What is wrong with the rest is said before the confirmation is spent.
    checkNewUser({ email, password, name });
    await attempts.code(address);
    await database.write(async (em) => {
      const taken = await takeConfirmation(em, { secret: confirmation, purpose: ConfirmationPurpose.REGISTER, now: now(), field });
      if (taken.emailHash !== emailHashOf(database, parseEmail(email))) {
        throw new InvalidInput(field, 'CONFIRMATION', 'confirmation was sent to another address than email.');
      }
    });
  }
}
