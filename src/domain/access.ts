/**
 * Who may do what, as a table. Deny by default: an action that is not listed for a role is refused, and a thing that
 * belongs to somebody else answers exactly like one that does not exist.
 */
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
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/**
 * @throws NotAuthenticated when nobody is signed in
 * @throws NotPermitted when the actor's role does not include the permission
 */
export function authorise(actor: Actor | null, permission: Permission): asserts actor is Actor {
  if (!actor) throw new NotAuthenticated();
  const roles: readonly Role[] = PERMISSIONS[permission];
  if (!roles.includes(actor.role)) throw new NotPermitted();
}

/**
 * The thing itself if it exists and is the actor's own.
 * @throws NotFound otherwise, with the same words for "not there" and "not yours"
 */
export function ownedBy<T extends { readonly userId: UserId }>(actor: Pick<Actor, 'userId'>, thing: T | null | undefined, noun: string): T {
  if (!thing || thing.userId !== actor.userId) throw new NotFound(noun);
  return thing;
}
