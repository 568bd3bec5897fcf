/** Deletes what is no longer of use, a bounded number of rows at a time, so that nobody waits long for a lock. */
import type { Database } from '../database.js';

const ROWS_PER_STATEMENT = 5_000;

const SPENT = [
  // As promised in docs/API.md.
  { noun: 'idempotency keys', table: 'idempotency_record', condition: "created_at < now() - interval '48 hours'" },
  // Kept for a while, so that a stolen refresh token that turns up late is still known to be one.
  { noun: 'sessions', table: 'session', condition: "least(expires_at, revoked_at) < now() - interval '30 days'" },
  { noun: 'API tokens', table: 'api_token', condition: "least(expires_at, revoked_at) < now() - interval '30 days'" },
  { noun: 'confirmations', table: 'confirmation', condition: "least(expires_at, used_at) < now() - interval '1 day'" },
  { noun: 'messages given up', table: 'outgoing_mail', condition: "given_up_at < now() - interval '30 days'" },
  { noun: 'symbols left out', table: 'skipped_symbol', condition: "until < now() - interval '1 day'" },
  { noun: 'attempts', table: 'attempt', condition: "resets_at < now() - interval '1 hour'" },
] as const;

/** @returns what was deleted, in words; null when nothing was */
export async function housekeeping(database: Database, signal: AbortSignal): Promise<string | null> {
  const done: string[] = [];
  for (const { noun, table, condition } of SPENT) {
    let deleted = 0;
    for (let rows = ROWS_PER_STATEMENT; rows === ROWS_PER_STATEMENT && !signal.aborted; deleted += rows) {
      rows = await deleteSome(database, table, condition);
    }
    if (deleted > 0) done.push(`${deleted} ${noun}`);
  }
  return done.length === 0 ? null : `Forgot ${done.join(', ')}.`;
}

async function deleteSome(database: Database, table: string, condition: string): Promise<number> {
  const rows = await database.write((em) =>
    em.execute<unknown[]>(
      `delete from ${table} where ctid = any (array(select ctid from ${table} where ${condition} limit ${ROWS_PER_STATEMENT})) returning 1`,
    ),
  );
  return rows.length;
}
