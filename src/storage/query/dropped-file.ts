/** Files of prices that were read, by their content. */

import type { DroppedFile } from '../../domain/dropped-file.js';
import { beginningOf } from '../../domain/text.js';
import type { EntityManager } from '../database.js';

/** The name under which a file of this content was read; null: none was. One that could not be read may be dropped again. */
export async function recallFile(em: EntityManager, hash: string): Promise<string | null> {
  const [row]: { name: string }[] = await em.execute('select name from dropped_file where hash = ? and failure is null', [hash]);
  return row?.name ?? null;
}

export async function rememberFile(em: EntityManager, { hash, name, at, lines, accepted, refused, failure }: DroppedFile): Promise<void> {
  await em.execute(
    `insert into dropped_file (hash, name, at, lines, accepted, refused, failure) values (?, ?, ?::timestamptz, ?::int, ?::int, ?::int, ?)
     on conflict (hash) do update set name = excluded.name, at = excluded.at, lines = excluded.lines, accepted = excluded.accepted,
       refused = excluded.refused, failure = excluded.failure`,
    [hash, beginningOf(name, 255), at.toISOString(), lines, accepted, refused, failure],
  );
}

/** Newest first. */
export async function readFiles(em: EntityManager, limit: number): Promise<DroppedFile[]> {
  const rows: (Omit<DroppedFile, 'at'> & { at_ms: string })[] = await em.execute(
    `select hash, name, lines, accepted, refused, failure, (extract(epoch from at) * 1000)::bigint::text as at_ms
     from dropped_file order by at desc, hash limit ${Math.trunc(limit)}`,
  );
  return rows.map(({ at_ms, ...row }) => ({ ...row, at: new Date(Number(at_ms)) }));
}
