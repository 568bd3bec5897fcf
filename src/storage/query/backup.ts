/**
 * The whole database as lines of text, the same from the embedded database and from PostgreSQL, and back into either. One
 * snapshot in, one unit of work out. Rows travel as the database prints them (`to_jsonb`), so that no digit passes through a float.
 */
import type { EntityManager } from '../database.js';

const ROWS_PER_FETCH = 2_000;
const BYTES_PER_INSERT = 4_000_000;
/** Kept by the migrations themselves. */
const MIGRATIONS = 'mikro_orm_migrations';

export interface BackupHead {
  readonly format: 1;
  readonly program: string;
  readonly madeAt: string;
  /** In the order they were made. */
  readonly migrations: readonly string[];
  readonly sequences: Readonly<Record<string, string>>;
  /** Small files without which the data is of no use. */
  readonly files: Readonly<Record<string, string>>;
}

export interface BackupProgress {
  readonly table: string;
  readonly rows: number;
}

/** Writes everything, in a transaction that sees one state. Returns the number of rows. */
export async function dumpTables(
  em: EntityManager,
  about: Pick<BackupHead, 'program' | 'madeAt' | 'files'>,
  { write, onProgress }: { write: (line: string) => Promise<void>; onProgress: (progress: BackupProgress) => void },
): Promise<number> {
  const migrations = await em.execute<{ name: string }[]>(`select name from ${MIGRATIONS} order by id`);
  const head: BackupHead = { format: 1, ...about, migrations: migrations.map(({ name }) => name), sequences: await sequencesOf(em) };
  await write(`#${JSON.stringify(head)}\n`);
  let total = 0;
  for (const table of await tablesInOrder(em)) {
    await write(`#${JSON.stringify({ table })}\n`);
    // A name that no column has: the name of a column would come before that of the row.
    await em.execute(`declare backup_rows no scroll cursor for select to_jsonb(backup_row)::text as row from "${table}" backup_row`);
    let rows = 0;
    for (;;) {
      const page = await em.execute<{ row: string }[]>(`fetch ${ROWS_PER_FETCH} from backup_rows`);
      if (page.length > 0) await write(page.map(({ row }) => `${row}\n`).join(''));
      rows += page.length;
      if (page.length < ROWS_PER_FETCH) break;
      onProgress({ table, rows });
    }
    await em.execute('close backup_rows');
    onProgress({ table, rows });
    total += rows;
  }
  await write(`#${JSON.stringify({ end: true, rows: total })}\n`);
  return total;
}

/** Puts the rows back into empty tables of the same migrations. @throws Error when the lines do not end as a backup does */
export async function loadTables(
  em: EntityManager,
  head: BackupHead,
  lines: AsyncIterable<string>,
  onProgress: (progress: BackupProgress) => void,
): Promise<number> {
  const known = new Set(await tablesInOrder(em));
  // What the audit log refuses to anybody is what has to be done here.
  for (const table of known) await em.execute(`alter table "${table}" disable trigger user`);
  let table: string | null = null;
  let waiting: string[] = [];
  let bytes = 0;
  let rows = 0;
  let total = 0;
  let isEnded = false;
  const flush = async () => {
    if (waiting.length > 0) await insert(em, table as string, waiting);
    waiting = [];
    bytes = 0;
  };
  for await (const line of lines) {
    if (line.startsWith('#')) {
      await flush();
      if (table !== null) onProgress({ table, rows });
      const mark = JSON.parse(line.slice(1)) as { table?: string; end?: boolean; rows?: number };
      isEnded = mark.end === true && mark.rows === total;
      table = mark.table ?? null;
      rows = 0;
      if (table !== null && !known.has(table)) throw new Error(`The backup has a table "${table}" that this program does not know.`);
      // A migration may have put rows there.
      if (table !== null) await em.execute(`delete from "${table}"`);
      continue;
    }
    waiting.push(line);
    bytes += line.length;
    rows += 1;
    total += 1;
    if (waiting.length >= ROWS_PER_FETCH || bytes >= BYTES_PER_INSERT) await flush();
  }
  if (!isEnded) throw new Error('The backup does not end as it should: rows are missing.');
  for (const [name, value] of Object.entries(head.sequences))
    await em.execute('select setval(?::regclass, ?::bigint)', [`"${name}"`, value]);
  for (const each of known) await em.execute(`alter table "${each}" enable trigger user`);
  return total;
}

/** Whether anybody has ever used the database. */
export async function isUsed(em: EntityManager): Promise<boolean> {
  const [table] = await em.execute<{ there: boolean }[]>(`select to_regclass('"user"') is not null as there`);
  if (!table?.there) return false;
  const [row] = await em.execute<{ used: boolean }[]>(
    'select exists (select 1 from "user") or exists (select 1 from instrument) or exists (select 1 from audit_entry) as used',
  );
  return row?.used ?? false;
}

async function insert(em: EntityManager, table: string, rows: readonly string[]): Promise<void> {
  await em.execute(`insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", ?::jsonb)`, [`[${rows.join(',')}]`]);
}

async function sequencesOf(em: EntityManager): Promise<Record<string, string>> {
  const rows = await em.execute<{ name: string; value: string | null }[]>(
    `select sequencename as name, last_value::text as value from pg_sequences where schemaname = current_schema() and sequencename not like ?`,
    [`${MIGRATIONS}%`],
  );
  return Object.fromEntries(rows.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])));
}

/** Every table, those that others point at first; a partition belongs to its table. */
async function tablesInOrder(em: EntityManager): Promise<string[]> {
  const tables = await em.execute<{ name: string }[]>(
    `select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition and c.relname <> ? order by 1`,
    [MIGRATIONS],
  );
  const edges = await em.execute<{ from: string; to: string }[]>(
    `select s.relname as "from", t.relname as "to" from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = current_schema()::regnamespace and k.conrelid <> k.confrelid`,
  );
  const ordered: string[] = [];
  const left = new Set(tables.map(({ name }) => name));
  while (left.size > 0) {
    const free = [...left].filter((name) => !edges.some(({ from, to }) => from === name && left.has(to)));
    if (free.length === 0) throw new Error(`Tables point at each other in a circle: ${[...left].join(', ')}.`);
    for (const name of free) left.delete(name);
    ordered.push(...free);
  }
  return ordered;
}
