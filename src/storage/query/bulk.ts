/** Many rows in few statements: those to be written travel as one JSON parameter, which both drivers pass on alike. */
import type { EntityManager } from '../database.js';

/** Rows of one statement; bounds the size of a single parameter to a few megabytes. */
const ROWS_PER_STATEMENT = 5_000;

/** Rows of one look-up: bounds the number of parameters of a statement, and how long others wait while its rows are made. */
const LOOKED_UP_AT_ONCE = 500;

/** What is looked up by the members of a list, look-up by look-up. */
export function* lookUps<T>(list: readonly T[]): Generator<T[]> {
  for (let start = 0; start < list.length; start += LOOKED_UP_AT_ONCE) yield list.slice(start, start + LOOKED_UP_AT_ONCE);
}

/** Rows for one table, keyed by column name, with the SQL type of each column. */
export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Inserts plain rows, keyed by column name, and skips those whose key exists already.
 * `columns` maps each column to its SQL type, for example `{ id: 'uuid', price: 'numeric' }`.
 */
export async function insertRows(
  em: EntityManager,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const names = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(', ');
  const types = Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
  const statement = `insert into "${table}" (${names}) select ${names} from jsonb_to_recordset(?::jsonb) as row(${types}) on conflict do nothing`;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await em.execute(statement, [JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT))]);
  }
}
