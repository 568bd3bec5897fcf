/**
 * Statements that run again and again, parsed and planned once where that is most of what they cost: in the embedded database, which is
 * one session for good. PostgreSQL plans fast and its connections come and go, so there they are sent as they are.
 */
import type { Connection } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';

/** One parameter, which stands in the text as `?`. */
export interface Statement {
  readonly name: string;
  readonly parameter: string;
  readonly sql: string;
}

/** By connection: what was prepared on it, which no rollback undoes. */
const prepared = new WeakMap<Connection, Set<string>>();

/** From now on statements are prepared on this connection, which is one session for good. */
export function prepareOn(connection: Connection): void {
  prepared.set(connection, new Set());
}

/**
 * Items given to an embedded database at once: it answers on the thread that pushes, and what takes it longer than some milliseconds is
 * the age of every price that comes meanwhile.
 */
const PORTION = 32;

/** The statement for all of the items, given to it as text by `encode`; in an embedded database a portion at a time, between which the event loop turns. */
export async function runForAll<T extends object, Item>(
  em: SqlEntityManager,
  statement: Statement,
  { items, encode }: { readonly items: readonly Item[]; readonly encode: (portion: readonly Item[]) => string },
): Promise<T[]> {
  if (!prepared.has(em.getConnection())) return run(em, statement, encode(items));
  const rows: T[] = [];
  for (let start = 0; start < items.length; start += PORTION) {
    await othersServed();
    rows.push(...(await run<T>(em, statement, encode(items.slice(start, start + PORTION)))));
  }
  return rows;
}

/** Two turns of the event loop: what came meanwhile is heard in the first, and with that it is no more than due to be pushed. */
async function othersServed(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function run<T extends object>(em: SqlEntityManager, { name, parameter, sql }: Statement, value: string): Promise<T[]> {
  const known = prepared.get(em.getConnection());
  if (!known) return em.execute(sql, [value]);
  if (!known.has(name)) {
    await em.execute(`prepare ${name} (${parameter}) as ${sql.replace('?', '$1')}`);
    known.add(name);
  }
  return em.execute(`execute ${name} (?)`, [value]);
}
