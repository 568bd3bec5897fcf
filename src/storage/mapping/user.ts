/** Tables of people, their sessions and what they did. */
import { EntitySchema } from '@mikro-orm/core';
import { ApiToken } from '../../domain/api-token.js';
import { Attempt } from '../../domain/attempt.js';
import { AuditEntry, AuditSeal } from '../../domain/audit.js';
import { Confirmation, ConfirmationPurpose } from '../../domain/confirmation.js';
import { IdempotencyRecord } from '../../domain/idempotency.js';
import { SecondFactor } from '../../domain/second-factor.js';
import { Session, SpentRefreshToken } from '../../domain/session.js';
import { Role, User } from '../../domain/user.js';
import { instant, references, safeInteger, sealed } from '../columns.js';

export const UserSchema = new EntitySchema({
  class: User,
  tableName: 'user',
  properties: {
    id: { type: 'uuid', primary: true },
    email: { type: sealed() },
    emailHash: { type: 'string', length: 64, unique: true, nullable: true },
    name: { type: sealed() },
    role: { enum: true, items: () => Object.values(Role), type: 'string' },
    source: { type: 'string', length: 40, unique: true, nullable: true },
    passwordHash: { type: 'string', length: 255 },
    baseCurrency: { type: 'string', length: 3 },
    createdAt: { ...instant },
    lockedAt: { ...instant, nullable: true },
    erasedAt: { ...instant, nullable: true },
  },
});

export const SessionSchema = new EntitySchema({
  class: Session,
  tableName: 'session',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', index: true },
    refreshHash: { type: 'string', length: 64, unique: true },
    createdAt: { ...instant },
    expiresAt: { ...instant },
    revokedAt: { ...instant, nullable: true },
    lastUsedAt: { ...instant, nullable: true },
  },
});

export const SpentRefreshTokenSchema = new EntitySchema({
  class: SpentRefreshToken,
  tableName: 'spent_refresh_token',
  properties: {
    hash: { type: 'string', length: 64, primary: true },
    sessionId: { ...references(() => Session), fieldName: 'session_id', deleteRule: 'cascade', index: true },
    spentAt: { ...instant },
  },
});

export const IdempotencyRecordSchema = new EntitySchema({
  class: IdempotencyRecord,
  tableName: 'idempotency_record',
  properties: {
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', primary: true },
    key: { type: 'string', length: 100, primary: true },
    contentHash: { type: 'string', length: 64 },
    resultIds: { type: 'json' },
    createdAt: { ...instant, index: true },
  },
});

export const AuditEntrySchema = new EntitySchema({
  class: AuditEntry,
  tableName: 'audit_entry',
  properties: {
    id: { type: 'uuid', primary: true },
    actorId: { type: 'uuid', nullable: true, index: true },
    action: { type: 'string', length: 60 },
    subject: { type: 'string', length: 60, index: true },
    before: { type: 'json', nullable: true },
    after: { type: 'json', nullable: true },
    address: { type: 'string', length: 50, nullable: true },
    at: { ...instant, index: true },
  },
});

export const AuditSealSchema = new EntitySchema({
  class: AuditSeal,
  tableName: 'audit_seal',
  properties: {
    sequence: { type: safeInteger(), primary: true, autoincrement: false },
    entryId: { type: 'uuid', unique: true },
    hash: { type: 'string', length: 64 },
  },
});

export const AttemptSchema = new EntitySchema({
  class: Attempt,
  tableName: 'attempt',
  properties: {
    key: { type: 'string', length: 100, primary: true },
    used: { type: 'integer' },
    resetsAt: { ...instant, index: true },
  },
});

export const SecondFactorSchema = new EntitySchema({
  class: SecondFactor,
  tableName: 'second_factor',
  properties: {
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', primary: true },
    secret: { type: sealed() },
    confirmedAt: { ...instant, nullable: true },
    lastStep: { type: safeInteger() },
    recoveryHashes: { type: 'json' },
  },
});

export const ApiTokenSchema = new EntitySchema({
  class: ApiToken,
  tableName: 'api_token',
  properties: {
    id: { type: 'uuid', primary: true },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', index: true },
    name: { type: 'string', length: 100 },
    secretHash: { type: 'string', length: 64, unique: true },
    scopes: { type: 'json' },
    createdAt: { ...instant },
    expiresAt: { ...instant },
    revokedAt: { ...instant, nullable: true },
    lastUsedAt: { ...instant, nullable: true },
  },
});

export const ConfirmationSchema = new EntitySchema({
  class: Confirmation,
  tableName: 'confirmation',
  properties: {
    hash: { type: 'string', length: 64, primary: true },
    purpose: { enum: true, items: () => Object.values(ConfirmationPurpose), type: 'string' },
    userId: { ...references(() => User), fieldName: 'user_id', deleteRule: 'cascade', nullable: true },
    emailHash: { type: 'string', length: 64, index: true },
    email: { type: sealed(), nullable: true },
    createdAt: { ...instant },
    expiresAt: { ...instant, index: true },
    usedAt: { ...instant, nullable: true },
  },
});
