/** Secrets sent to e-mail addresses: issued and taken back within a unit of work, so that two who bring one at once are not both believed. */
import { createHash, randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { Confirmation, ConfirmationPurpose } from '../domain/confirmation.js';
import { InvalidInput } from '../domain/errors.js';
import type { UserId } from '../domain/ids.js';
import type { EntityManager } from '../storage/database.js';

const SECRET_BYTES = 24;

/** Replaces those the user, or the address of who is none yet, had for the same purpose; returns the secret. */
export async function issueConfirmation(
  em: EntityManager,
  props: {
    readonly purpose: ConfirmationPurpose;
    readonly userId: UserId | null;
    readonly emailHash: string;
    /** Where it is to become the user's. */
    readonly email?: string;
    readonly now: Date;
    readonly goodForMs: number;
  },
): Promise<string> {
  const { purpose, userId, emailHash, email = null, now, goodForMs } = props;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  // Who changed an address that is not theirs, twice, must not end the first owner's way back.
  if (purpose !== ConfirmationPurpose.UNDO_EMAIL_CHANGE) {
    await em.nativeUpdate(Confirmation, { purpose, usedAt: null, userId, ...(userId === null && { emailHash }) }, { usedAt: now });
  }
  const expiresAt = new Date(now.getTime() + goodForMs);
  em.persist(new Confirmation({ hash: hashOf(secret), purpose, userId, emailHash, email, createdAt: now, expiresAt }));
  return secret;
}

/** Uses one up. @throws InvalidInput in the same words for one that is unknown, used, too old, or for something else */
export async function takeConfirmation(
  em: EntityManager,
  {
    secret,
    purpose,
    now,
    field,
  }: { readonly secret: string; readonly purpose: ConfirmationPurpose; readonly now: Date; readonly field: string },
): Promise<Confirmation> {
  const found = await em.findOne(Confirmation, { hash: hashOf(secret), purpose }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!found || found.usedAt || found.expiresAt <= now) {
    throw new InvalidInput(
      field,
      'CONFIRMATION',
      `${field} is not good, or not any more: each is good once, and not for long. Ask for a new one.`,
    );
  }
  found.usedAt = now;
  return found;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
