/** What has to do with who somebody is: sessions, passwords, tokens, registration, and the mail that goes with them. */
import type { Config } from '../config.js';
import { Registration } from '../domain/confirmation.js';
import { ApiTokenService } from '../services/api-token.js';
import { Attempts } from '../services/attempt.js';
import { Background } from '../services/background.js';
import { EmailChangeService } from '../services/email-change.js';
import { ErasureService } from '../services/erasure.js';
import { Letters } from '../services/letter.js';
import { MailService } from '../services/mail.js';
import { Passwords } from '../services/password.js';
import { PasswordResetService } from '../services/password-reset.js';
import { RegistrationService } from '../services/registration.js';
import { SessionService, type SessionSettings } from '../services/session.js';
import { UserService } from '../services/user.js';
import { UserAdminService } from '../services/user-admin.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import type { Mailer } from '../storage/mail.js';
import type { Log } from '../telemetry.js';
import { now } from './clock.js';

export interface Identity {
  readonly sessions: SessionService;
  readonly passwords: Passwords;
  readonly users: UserService;
  readonly userAdmin: UserAdminService;
  readonly apiTokens: ApiTokenService;
  readonly registration: RegistrationService;
  readonly erasure: ErasureService;
  readonly passwordResets: PasswordResetService;
  readonly emailChanges: EmailChangeService;
  readonly mail: MailService;
  /** Work nobody waits for. */
  readonly background: Background;
}

export function openIdentity({
  config,
  settings,
  database,
  bus,
  mailer,
  log,
}: {
  config: Config;
  settings: SessionSettings;
  database: Database;
  bus: Bus;
  mailer: Mailer | null;
  log: Log;
}): Identity {
  const sessions = new SessionService(database, bus, settings, now);
  const passwords = new Passwords();
  const attempts = new Attempts(database, config.registrationsPerHour);
  const letters = new Letters(config.publicUrl);
  const background = new Background(log);
  const mail = new MailService(database, mailer, { log, now });
  const parts = { database, sessions, passwords, attempts, mail, letters, background, now };
  const users = new UserService(parts);
  const passwordResets = new PasswordResetService(parts);
  return {
    sessions,
    passwords,
    users,
    userAdmin: new UserAdminService({ ...parts, users, resets: passwordResets }),
    apiTokens: new ApiTokenService(database, users, sessions, now),
    registration: new RegistrationService({ ...parts, users, mode: registrationOf(config) }),
    erasure: new ErasureService({ ...parts, users, log }),
    passwordResets,
    emailChanges: new EmailChangeService({ ...parts, users, resets: passwordResets }),
    mail,
    background,
  };
}

/** Where mail truly arrives, an address is confirmed before it counts. */
export function registrationOf({ registrationsPerHour, smtpUrl }: Config): Registration {
  if (registrationsPerHour === 0) return Registration.CLOSED;
  return smtpUrl === null ? Registration.OPEN : Registration.CONFIRMED;
}
