/**
 * Who may do what, as a table. Deny by default: an action that is not listed for a role is refused, and a thing that
 * belongs to somebody else answers exactly like one that does not exist.
 */
import type { Scope } from './api-token.js';
import { NotAuthenticated, NotFound, NotPermitted } from './errors.js';
import type { UserId } from './ids.js';
import { type Actor, Role } from './user.js';

export const PERMISSIONS = {
  'user:read-self': [Role.USER, Role.ADMIN, Role.SOURCE],
  'session:manage-own': [Role.USER, Role.ADMIN, Role.SOURCE],
  'user:manage': [Role.ADMIN],
  'audit:read-own': [Role.USER, Role.ADMIN, Role.SOURCE],
  'audit:read-all': [Role.ADMIN],
  'user:change-self': [Role.USER, Role.ADMIN],
  'account:open': [Role.USER, Role.ADMIN],
  'account:change': [Role.USER, Role.ADMIN],
  'account:read': [Role.USER, Role.ADMIN],
  'portfolio:read': [Role.USER, Role.ADMIN],
  'portfolio:open': [Role.USER, Role.ADMIN],
  'portfolio:change': [Role.USER, Role.ADMIN],
  'transaction:record': [Role.USER, Role.ADMIN],
  'transaction:read': [Role.USER, Role.ADMIN],
  'instrument:read': [Role.USER, Role.ADMIN, Role.SOURCE],
  'instrument:create': [Role.ADMIN],
  'split:record': [Role.ADMIN],
  'quote:read': [Role.USER, Role.ADMIN, Role.SOURCE],
  'quote:ingest': [Role.ADMIN, Role.SOURCE],
  'quote:manage': [Role.ADMIN],
  'source:read': [Role.ADMIN],
  'job:read': [Role.ADMIN],
  'alert:manage-own': [Role.USER, Role.ADMIN],
  'source:manage': [Role.ADMIN],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export const SCOPES = {
  READ: ['user:read-self', 'account:read', 'portfolio:read', 'transaction:read', 'instrument:read', 'quote:read'],
  LEDGER: ['account:open', 'account:change', 'portfolio:open', 'portfolio:change', 'transaction:record'],
  ALERTS: ['alert:manage-own'],
  PRICES: ['instrument:read', 'quote:ingest'],
  INSTRUMENTS: [
    'instrument:read',
    'instrument:create',
    'split:record',
    'quote:read',
    'quote:manage',
    'source:read',
    'source:manage',
    'job:read',
  ],
} as const satisfies Record<Scope, readonly Permission[]>;

/** Never a program's: how somebody signs in and is called, users, and what others did. */
export const FOR_PEOPLE = [
  'session:manage-own',
  'user:change-self',
  'user:manage',
  'audit:read-own',
  'audit:read-all',
] as const satisfies readonly Permission[];

type Unplaced = Exclude<Permission, (typeof SCOPES)[Scope][number] | (typeof FOR_PEOPLE)[number]>;
/** Does not compile while a permission, named by the error, is neither in a scope nor for people alone. */
export const IS_EVERY_PERMISSION_PLACED: [Unplaced] extends [never] ? true : Unplaced = true;

/**
 * @throws NotAuthenticated when nobody is signed in
 * @throws NotPermitted when the actor's role, or the API token they came with, does not include the permission
 */
export function authorise(actor: Actor | null, permission: Permission): asserts actor is Actor {
  if (!actor) throw new NotAuthenticated();
  const roles: readonly Role[] = PERMISSIONS[permission];
  if (!roles.includes(actor.role)) throw new NotPermitted();
  if (!isInScope(actor, permission)) {
    throw new NotPermitted('This API token is not for that: it lacks the scope, or it is for people alone.');
  }
}

/** False for a program whose API token is not for that. */
export function isInScope({ scopes }: Pick<Actor, 'scopes'>, permission: Permission): boolean {
  return scopes === null || scopes.some((scope) => (SCOPES[scope] as readonly Permission[]).includes(permission));
}

/**
 * The thing itself if it exists and is the actor's own.
 * @param asked what it is, and the input that names it
 * @throws NotFound otherwise, with the same words for "not there" and "not yours"
 */
export function ownedBy<T extends { readonly userId: UserId }>(
  actor: Pick<Actor, 'userId'>,
  thing: T | null | undefined,
  { noun, field }: { readonly noun: string; readonly field: string },
): T {
  if (!thing || thing.userId !== actor.userId) throw new NotFound(noun, field);
  return thing;
}
