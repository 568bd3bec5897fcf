/**
 * The parts of the history of prices (decision 14): `quote_past`, then a part for each month, then `quote_later` for what no month
 * was made for, so that no price is ever without a place. Invariant: the parts follow each other without a gap, and which part a
 * row lies in changes no answer. The last two functions hold everybody up while they run, so they give up where others are slow.
 */
import { type Day, dayIn, tryParseDay } from '../../domain/day.js';
import type { EntityManager } from '../database.js';

const PAST = 'quote_past';
const LATER = 'quote_later';
/** Proves what is about to become the bound of the past, so that nobody waits while every row is looked at. */
const PROOF = 'quote_past_until_check';
/** Months made ahead of the current one. */
const MONTHS_AHEAD = 2;
/** Whoever waits longer for the table would have all others queue behind. */
const LOCK_MS = 1_000;

export interface QuotePart {
  readonly name: string;
  /** Null: from the beginning. */
  readonly from: Day | null;
  /** The first day that lies in it no more; null: for ever. */
  readonly to: Day | null;
}

/** In the order of time. */
export async function quoteParts(em: EntityManager): Promise<QuotePart[]> {
  const rows: { name: string; bound: string }[] = await em.execute(
    `select part.relname as name, pg_get_expr(part.relpartbound, part.oid) as bound
     from pg_inherits join pg_class part on part.oid = inhrelid where inhparent = 'quote'::regclass`,
  );
  const parts = rows.map(({ name, bound }) => {
    const [, from = '', to = ''] = /FROM \((.+)\) TO \((.+)\)/.exec(bound) ?? [];
    return { name, from: tryParseDay(from.slice(1, -1)), to: tryParseDay(to.slice(1, -1)) };
  });
  return parts.sort((one, other) => ((one.from ?? '') < (other.from ?? '') ? -1 : 1));
}

/** Makes the months up to two after that of `today` where they are not there yet. @returns how many it made */
export async function openMonths(em: EntityManager, today: Day): Promise<number> {
  const until = monthAfter(today, 1 + MONTHS_AHEAD);
  if (!(await missingFrom(em, until))) return 0;
  await lockAll(em);
  // Another instance may have been quicker.
  let from = await missingFrom(em, until);
  if (!from) return 0;
  await em.execute(`alter table quote detach partition ${LATER}`);
  let made = 0;
  for (; from < until; made += 1) {
    const to = monthAfter(from, 1);
    await em.execute(
      `create table quote_${from.slice(0, 7).replace('-', '_')} partition of quote for values from ('${from}') to ('${to}')`,
    );
    from = to;
  }
  await em.execute(
    `with moved as (delete from ${LATER} where value_date < '${until}' returning *) insert into quote select * from moved order by instrument_id, revision`,
  );
  await em.execute(`alter table quote attach partition ${LATER} for values from ('${until}') to (maxvalue)`);
  return made;
}

async function missingFrom(em: EntityManager, until: Day): Promise<Day | null> {
  const from = (await quoteParts(em)).at(-1)?.from;
  return from && from < until ? from : null;
}

/** The oldest month, when all of its days are over by `limit`; null: it is not. */
export async function foldable(em: EntityManager, limit: Day): Promise<{ readonly from: Day; readonly to: Day } | null> {
  const [, month] = await quoteParts(em);
  return month?.from && month.to && month.to <= limit ? { from: month.from, to: month.to } : null;
}

/** Proves that the past ends before `until`, in two units of work of which only the first, a short one, holds anybody up. */
export const proveEnd = [
  async (em: EntityManager, until: Day): Promise<void> => {
    await em.execute(`set local lock_timeout = ${LOCK_MS}`);
    await em.execute(
      `alter table ${PAST} drop constraint if exists ${PROOF}, add constraint ${PROOF} check (value_date < '${until}') not valid`,
    );
  },
  async (em: EntityManager): Promise<void> => {
    await em.execute('set local statement_timeout = 0');
    await em.execute(`alter table ${PAST} validate constraint ${PROOF}`);
  },
] as const;

/** Takes what is left of the oldest month into the past, and drops the month with all the room that its prices had. */
export async function foldMonth(em: EntityManager, { from, to }: { readonly from: Day; readonly to: Day }): Promise<number> {
  await lockAll(em);
  const [, month] = await quoteParts(em);
  if (month?.from !== from || month.to !== to) return 0;
  await em.execute('set local statement_timeout = 0');
  for (const part of [PAST, month.name]) await em.execute(`alter table quote detach partition ${part}`);
  const rows: { count: string }[] = await em.execute(
    `with moved as (insert into ${PAST} select * from ${month.name} order by instrument_id, value_date returning 1) select count(*)::text as count from moved`,
  );
  await em.execute(`alter table quote attach partition ${PAST} for values from (minvalue) to ('${to}')`);
  await em.execute(`alter table ${PAST} drop constraint ${PROOF}`);
  await em.execute(`drop table ${month.name}`);
  return Number(rows[0]?.count);
}

/** The whole table first and its parts after it, as everybody takes them, so that nobody waits in a circle. */
async function lockAll(em: EntityManager): Promise<void> {
  await em.execute(`set local lock_timeout = ${LOCK_MS}`);
  await em.execute('lock table quote in access exclusive mode');
}

/** The first day of the month so many months after that of `value`. */
export function monthAfter(value: Day, months: number): Day {
  const [year, month] = value.split('-').map(Number) as [number, number];
  return dayIn('UTC', new Date(Date.UTC(year, month - 1 + months, 1)));
}
