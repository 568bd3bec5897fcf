/** Reads the audit log in the order of its chain. What the chain was computed over is read as text, exactly as the database computed it. */
import type { AuditEntryId, UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

export interface SealedEntry {
  readonly sequence: number;
  readonly hash: string;
  readonly id: AuditEntryId;
  readonly actorId: UserId | null;
  readonly action: string;
  readonly subject: string;
  readonly address: string | null;
  /** JSON as text. */
  readonly before: string | null;
  readonly after: string | null;
  readonly at: Date;
}

/** A link of the chain, and the fields of its entry in the order they are hashed; null when there is no such entry. */
export interface Link {
  readonly sequence: number;
  readonly entryId: AuditEntryId;
  readonly hash: string;
  readonly fields: readonly (string | null)[] | null;
}

const COLUMNS = `s.sequence::text, s.hash, e.id, e.actor_id as "actorId", e.action, e.subject, e.address,
  e.before::text as before, e.after::text as after, (extract(epoch from e.at) * 1000)::bigint::text as "atMs"`;

type Row = Omit<SealedEntry, 'sequence' | 'at'> & { readonly sequence: string; readonly atMs: string };

/** Null where it does not matter. */
export interface AuditFilter {
  /** An action by its name, or a group of them by what stands before the point, such as `user`. */
  readonly action: string | null;
  readonly from: Date | null;
  /** Included. */
  readonly until: Date | null;
}

/** Newest first. With `ofUser`: what they did and what was done to them. */
export async function findSealedEntries(
  em: EntityManager,
  { ofUser, before, limit, action, from, until }: AuditFilter & { ofUser: UserId | null; before: number | null; limit: number },
): Promise<SealedEntry[]> {
  const rows = await em.execute<Row[]>(
    `select ${COLUMNS} from audit_seal s join audit_entry e on e.id = s.entry_id
     where (?::uuid is null or e.actor_id = ?::uuid or e.subject = ?::text) and (?::bigint is null or s.sequence < ?::bigint)
       and (?::text is null or e.action = ?::text or split_part(e.action, '.', 1) = ?::text)
       and (?::timestamptz is null or e.at >= ?::timestamptz) and (?::timestamptz is null or e.at <= ?::timestamptz)
     order by s.sequence desc limit ?`,
    [ofUser, ofUser, ofUser, before, before, action, action, action, from, from, until, until, limit],
  );
  return rows.map(({ sequence, atMs, ...row }) => ({ ...row, sequence: Number(sequence), at: new Date(Number(atMs)) }));
}

export async function findLinks(em: EntityManager, { after, limit }: { after: number; limit: number }): Promise<Link[]> {
  const rows = await em.execute<(Row & { entryId: AuditEntryId })[]>(
    `select s.entry_id as "entryId", ${COLUMNS} from audit_seal s left join audit_entry e on e.id = s.entry_id
     where s.sequence > ? order by s.sequence limit ?`,
    [after, limit],
  );
  return rows.map(({ sequence, entryId, hash, id, actorId, action, subject, address, before, after: then, atMs }) => ({
    sequence: Number(sequence),
    entryId,
    hash,
    fields: id === null ? null : [sequence, id, actorId, action, subject, address, before, then, atMs],
  }));
}

/** Entries that no link belongs to. */
export async function findUnsealed(em: EntityManager, limit: number): Promise<AuditEntryId[]> {
  const rows = await em.execute<{ id: AuditEntryId }[]>(
    'select e.id from audit_entry e left join audit_seal s on s.entry_id = e.id where s.entry_id is null order by e.at, e.id limit ?',
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** The newest link; null before there is any. */
export async function findHead(em: EntityManager): Promise<{ sequence: number; hash: string } | null> {
  const [row] = await em.execute<{ sequence: string; hash: string }[]>(
    'select s.sequence::text, s.hash from audit_seal s order by s.sequence desc limit 1',
  );
  return row ? { sequence: Number(row.sequence), hash: row.hash } : null;
}
