/** What is written to people, and when. A secret stands behind the # of a link, which no browser sends to any server. */
import { CONFIRMATION_MINUTES, INVITATION_HOURS, UNDO_HOURS } from '../domain/confirmation.js';
import type { Letter } from './mail.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** What happened is worth telling for a day. */
const NEWS_MS = 24 * HOUR_MS;

export class Letters {
  /** @param publicUrl where people reach this server, without a slash at its end */
  constructor(private readonly publicUrl: string) {}

  resetLink(secret: string): string {
    return `${this.publicUrl}/#reset=${secret}`;
  }

  reset(secret: string): Letter {
    return {
      subject: 'Set a new password',
      text: lines(
        'Somebody, probably you, asked for a new password for Tidemark. Set it here:',
        this.resetLink(secret),
        `The link is good once, for ${CONFIRMATION_MINUTES} minutes. If it was not you, do nothing: your password stays.`,
      ),
      goodForMs: CONFIRMATION_MINUTES * MINUTE_MS,
    };
  }

  invitation(secret: string): Letter {
    return {
      subject: 'Your sign-in to Tidemark',
      text: lines(
        'An administrator of Tidemark asks you to set your password:',
        this.resetLink(secret),
        `The link is good once, for ${INVITATION_HOURS} hours.`,
      ),
      goodForMs: INVITATION_HOURS * HOUR_MS,
    };
  }

  registration(secret: string): Letter {
    return {
      subject: 'Confirm your e-mail address',
      text: lines(
        'Somebody, probably you, wants to register at Tidemark with this address. Go on here:',
        `${this.publicUrl}/#register=${secret}`,
        `The link is good once, for ${CONFIRMATION_MINUTES} minutes. If it was not you, do nothing.`,
      ),
      goodForMs: CONFIRMATION_MINUTES * MINUTE_MS,
    };
  }

  alreadyRegistered(): Letter {
    return {
      subject: 'You are registered already',
      text: lines(
        'Somebody, probably you, wanted to register at Tidemark with this address, but there is a user with it already. Sign in here:',
        `${this.publicUrl}/`,
        'If you forgot your password, ask for a new one there. If it was not you, do nothing.',
      ),
      goodForMs: NEWS_MS,
    };
  }

  passwordChanged(): Letter {
    return {
      subject: 'Your password was changed',
      text: lines(
        'The password of your sign-in to Tidemark was changed, and your other sessions were ended.',
        `If it was not you, set a new one at once (${this.publicUrl}/, "Forgotten your password?") and tell an administrator.`,
      ),
      goodForMs: NEWS_MS,
    };
  }

  emailChange(secret: string): Letter {
    return {
      subject: 'Confirm your new e-mail address',
      text: lines(
        'Somebody, probably you, wants to sign in to Tidemark with this address from now on. Confirm it here:',
        `${this.publicUrl}/#email=${secret}`,
        `The link is good once, for ${CONFIRMATION_MINUTES} minutes. If it was not you, do nothing.`,
      ),
      goodForMs: CONFIRMATION_MINUTES * MINUTE_MS,
    };
  }

  emailTaken(): Letter {
    return {
      subject: 'This address is in use already',
      text: lines(
        'Somebody, probably you, wants to sign in to Tidemark with this address from now on, but there is a user with it already.',
        'Nothing was changed. If it was not you, do nothing.',
      ),
      goodForMs: NEWS_MS,
    };
  }

  /** To the address of before. */
  emailChanged(secret: string): Letter {
    return {
      subject: 'Your e-mail address was changed',
      text: lines(
        'Your sign-in to Tidemark has another address from now on; to this one nothing is sent any more.',
        'If it was not you, take it back here, which ends every session and asks you for a new password:',
        `${this.publicUrl}/#email-undo=${secret}`,
        `The link is good once, for ${UNDO_HOURS} hours.`,
      ),
      goodForMs: UNDO_HOURS * HOUR_MS,
    };
  }

  secondFactorRemoved(): Letter {
    return {
      subject: 'Your second factor was taken off',
      text: lines(
        'Signing in to Tidemark now needs your password alone.',
        `If it was not you, set a new password at once (${this.publicUrl}/, "Forgotten your password?") and tell an administrator.`,
      ),
      goodForMs: NEWS_MS,
    };
  }
}

function lines(...paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`;
}
