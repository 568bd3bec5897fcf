/**
 * The audit log: who may read what of it, and whether it is still what was written. Each entry's hash covers the one before, so
 * that no entry can be changed, taken out, put in or moved without breaking the chain; and the chain's head is noted outside
 * the database from time to time, so that neither can its end be cut off nor the whole be computed anew.
 */
import { createHash } from 'node:crypto';
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { InvalidInput } from '../domain/errors.js';
import { isUuid, type UserId } from '../domain/ids.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import {
  type AuditFilter,
  findHead,
  findLinks,
  findSealedEntries,
  findUnsealed,
  type Link,
  type SealedEntry,
} from '../storage/query/audit.js';

const BATCH = 5_000;
/** Newest entries that are gone over for who asks through the API; the command line goes over all of them. */
const CHECKED_MAX = 20_000;
/** More of the same need not be listed to be believed. */
const PROBLEMS_MAX = 100;

/** The chain's head as it was noted outside the database. */
export interface Anchor {
  readonly sequence: number;
  readonly hash: string;
}

export interface AuditReport {
  readonly entries: number;
  readonly head: Anchor | null;
  readonly anchors: number;
  /** In words, each naming the place; empty when the log is what was written. */
  readonly problems: readonly string[];
}

export interface AuditLogInput {
  readonly userId?: string | null;
  /** One action, or a group of them by what stands before the point. */
  readonly action?: string | null;
  readonly from?: Date | null;
  readonly until?: Date | null;
}

export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /** The actor's own entries; an administrator reads everybody's, which is an entry itself. */
  async log(actor: Actor | null, args: PageArgs & AuditLogInput): Promise<Page<SealedEntry>> {
    authorise(actor, 'audit:read-own');
    const size = pageSize(args.first);
    const before = readPlace(args.after);
    const asked = args.userId ?? null;
    if (asked !== null && !isUuid(asked)) throw new InvalidInput('userId', 'ID', 'userId must be the id of a user.');
    const isOwn = asked === actor.userId || (asked === null && actor.role !== Role.ADMIN);
    if (!isOwn) authorise(actor, 'audit:read-all');
    const ofUser = isOwn ? actor.userId : (asked as UserId | null);
    const filter = filterOf(args);
    const query = { ofUser, before, limit: size + 1, ...filter };
    const rows = isOwn
      ? await this.database.read((em) => findSealedEntries(em, query))
      : await this.database.write(async (em) => {
          const { userId: actorId, address } = actor;
          const said = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
          const after = { userId: asked, first: size, ...said };
          em.persist(auditEntry(this.now(), { actorId, action: 'audit.read', subject: asked ?? actorId, after, address }));
          return findSealedEntries(em, query);
        });
    return toPage(rows, { size, after: args.after, cursorOf: ({ sequence }) => writeCursor([String(sequence)]) });
  }

  /** Whom entries name, as far as the actor may see them: administrators everybody, others themselves. */
  async people(actor: Actor | null, ids: readonly string[]): Promise<(User | null)[]> {
    authorise(actor, 'audit:read-own');
    const seen = ids.filter((id): id is UserId => isUuid(id) && (actor.role === Role.ADMIN || id === actor.userId));
    const found = await this.database.read((em) => em.find(User, { id: { $in: [...new Set(seen)] } }));
    const byId = new Map<string, User>(found.map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The chain's head, to be noted somewhere else. */
  head(): Promise<Anchor | null> {
    return this.database.read(findHead);
  }

  /** Goes over the newest entries and compares them with their chain; what is older, `tidemark audit verify` goes over. */
  async check(actor: Actor | null): Promise<AuditReport & { readonly first: number }> {
    authorise(actor, 'audit:read-all');
    const newest = await this.head();
    const first = Math.max(1, (newest?.sequence ?? 0) - CHECKED_MAX + 1);
    const [before] = first === 1 ? [] : await this.database.read((em) => findLinks(em, { after: first - 2, limit: 1 }));
    return { first, ...(await this.verify([], before ?? null)) };
  }

  /**
   * Goes over the log and compares it with its chain and with what was noted elsewhere.
   * @param from the last entry that is taken as it stands; null to begin with the first
   */
  async verify(
    anchors: readonly Anchor[],
    from: Anchor | null = null,
    onProgress: (entries: number) => void = () => undefined,
  ): Promise<AuditReport> {
    const noted = new Map<number, Set<string>>();
    for (const { sequence, hash } of anchors) noted.set(sequence, (noted.get(sequence) ?? new Set()).add(hash));
    const problems: string[] = [];
    let head: Anchor = from ?? { sequence: 0, hash: '' };
    let entries = 0;
    for (;;) {
      const after = head.sequence;
      const links = await this.database.read((em) => findLinks(em, { after, limit: BATCH }));
      for (const link of links) {
        problems.push(...problemsOf(link, head, noted.get(link.sequence)));
        head = { sequence: link.sequence, hash: link.hash };
      }
      entries += links.length;
      onProgress(entries);
      if (links.length < BATCH || problems.length >= PROBLEMS_MAX) break;
    }
    const lastNoted = Math.max(0, ...noted.keys());
    if (lastNoted > head.sequence && problems.length < PROBLEMS_MAX) {
      problems.push(`The log ends at ${head.sequence}, but entry ${lastNoted} was noted outside: its end was cut off.`);
    }
    for (const id of await this.database.read((em) => findUnsealed(em, PROBLEMS_MAX))) {
      problems.push(`Entry ${id} is not in the chain: it was put in past the program.`);
    }
    return { entries, head: entries > 0 ? head : null, anchors: anchors.length, problems: problems.slice(0, PROBLEMS_MAX) };
  }
}

/** What to write down of one thing that was done; `before` and `after` as far as there is something to tell. */
export function auditEntry(
  at: Date,
  entry: {
    readonly actorId: UserId | null;
    readonly action: string;
    readonly subject: string;
    readonly before?: object | null;
    readonly after?: object | null;
    readonly address?: string | null;
  },
): AuditEntry {
  const { actorId, action, subject, before = null, after = null, address = null } = entry;
  return new AuditEntry({ id: newId(at), actorId, action, subject, before, after, address, at });
}

function problemsOf(link: Link, before: Anchor, noted: ReadonlySet<string> | undefined): string[] {
  const problems: string[] = [];
  const { sequence, entryId, fields, hash } = link;
  const next = before.sequence + 1;
  if (sequence !== next) {
    const missing = sequence - 1 === next ? `${next} is` : `${next} to ${sequence - 1} are`;
    problems.push(`${missing} missing: entries were taken out.`);
  } else if (!fields) {
    problems.push(`${sequence}: its entry ${entryId} is missing: it was taken out.`);
  } else if (hashOf(before.hash, fields) !== hash) {
    problems.push(`${sequence}: entry ${entryId} is not what was written, or not where it was written.`);
  }
  if (noted && !(noted.size === 1 && noted.has(hash))) {
    problems.push(`${sequence}: another hash was noted outside the database: the log was computed anew.`);
  }
  return problems;
}

/** The same as `audit_seal_entry` in the database computes: each field with its length before it, "-" for nothing. */
function hashOf(before: string, fields: readonly (string | null)[]): string {
  const text = fields.map((field) => (field === null ? '-' : `${Buffer.byteLength(field)}:${field}`)).join('');
  return createHash('sha256')
    .update(before + text)
    .digest('hex');
}

const ACTION = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/;

function filterOf({ action, from, until }: AuditLogInput): AuditFilter {
  if (action && !ACTION.test(action)) {
    throw new InvalidInput(
      'action',
      'TEXT',
      'action must be the name of an action, such as "user.sign-in", or of a group, such as "user".',
    );
  }
  if (from && until && from > until) throw new InvalidInput('from', 'RANGE', 'from must not be later than until.');
  return { action: action || null, from: from ?? null, until: until ?? null };
}

function readPlace(after: string | null | undefined): number | null {
  const [text] = readCursor(after, 1) ?? [];
  if (text === undefined) return null;
  if (!/^\d{1,15}$/.test(text)) throw badCursor();
  return Number(text);
}
