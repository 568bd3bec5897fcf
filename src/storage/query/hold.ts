/** Prices and rates that wait to be confirmed, by an instrument's id or a pair such as EURUSD. */
import { Decimal } from '../../domain/decimal.js';
import type { Hold } from '../../domain/hold.js';
import type { EntityManager } from '../database.js';

export async function writeHolds(
  em: EntityManager,
  holds: readonly { readonly subject: string; readonly hold: Hold | null }[],
  at: Date,
): Promise<void> {
  const gone = holds.filter(({ hold }) => hold === null).map(({ subject }) => subject);
  if (gone.length > 0)
    await em.execute('delete from held_quote where subject in (select jsonb_array_elements_text(?::jsonb))', [JSON.stringify(gone)]);
  const kept = holds.filter(({ hold }) => hold !== null);
  if (kept.length === 0) return;
  await em.execute(
    `insert into held_quote (subject, hold, held_at)
     select subject, hold, ?::timestamptz from jsonb_to_recordset(?::jsonb) as row(subject text, hold jsonb)
     on conflict (subject) do update set hold = excluded.hold, held_at = excluded.held_at`,
    [at.toISOString(), JSON.stringify(kept)],
  );
}

/** Newest first. */
export async function readHolds(em: EntityManager, limit: number): Promise<{ subject: string; hold: Hold }[]> {
  const rows: { subject: string; hold: string }[] = await em.execute(
    `select subject, hold::text from held_quote order by held_at desc, subject limit ${Math.trunc(limit)}`,
  );
  return rows.map(({ subject, hold }) => ({ subject, hold: decodeHold(JSON.parse(hold)) }));
}

/** Those of the subjects that are held. */
export async function readHoldsOf(em: EntityManager, subjects: readonly string[]): Promise<Map<string, Hold>> {
  const rows: { subject: string; hold: string }[] = await em.execute(
    'select subject, hold::text from held_quote where subject in (select jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(subjects)],
  );
  return new Map(rows.map(({ subject, hold }) => [subject, decodeHold(JSON.parse(hold))]));
}

export async function readHold(em: EntityManager, subject: string): Promise<Hold | null> {
  const [row]: { hold: string }[] = await em.execute('select hold::text from held_quote where subject = ?', [subject]);
  return row ? decodeHold(JSON.parse(row.hold)) : null;
}

type HoldRow = { [K in keyof Hold]: Hold[K] extends Date | Decimal ? string : Hold[K] };

function decodeHold(row: HoldRow): Hold {
  return { ...row, figure: new Decimal(row.figure), observedAt: new Date(row.observedAt), receivedAt: new Date(row.receivedAt) };
}
