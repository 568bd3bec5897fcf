/**
 * How long prices are kept how finely: every one for days, the last of each minute for months, the last of each day for ever. A month
 * that has only its days' last prices left is taken into the past, and dropped with the room it had.
 */
import { addDays, type Day, dayIn } from '../domain/day.js';
import { Unavailable } from '../domain/errors.js';
import { Instrument } from '../domain/instrument.js';
import type { Database } from '../storage/database.js';
import { foldable, foldMonth, openMonths, proveEnd } from '../storage/query/quote-month.js';
import { Grain, type Thinning, thinQuotes, thinRates } from '../storage/query/retention.js';

export interface RetentionPolicy {
  /** Days for which every price is kept. */
  readonly ticksDays: number;
  /** Days for which the last price of each minute is kept; the last of each day stays for ever. */
  readonly minutesDays: number;
}

interface Tools {
  readonly database: Database;
  readonly today: Day;
  readonly signal: AbortSignal;
}

/** Each run looks at these many days before each limit, so that what one run missed another finds. */
const LOOK_BACK_DAYS = 14;
const INSTRUMENTS_AT_ONCE = 50;

/** @returns what it did, in a few words; null: nothing was old enough */
export async function thinHistory(
  database: Database,
  { policy, now, signal }: { policy: RetentionPolicy; now: () => Date; signal: AbortSignal },
): Promise<string | null> {
  const today = dayIn('UTC', now());
  const tools = { database, today, signal };
  const before = (days: number, grain: Grain): Thinning => {
    const to = addDays(today, -days - 1);
    return { grain, from: addDays(to, -LOOK_BACK_DAYS), to };
  };
  const opened = await database.write((em) => openMonths(em, today));
  const thinnings = [before(policy.ticksDays, Grain.MINUTE), before(policy.minutesDays, Grain.DAY)];
  let gone = 0;
  for (const thinning of thinnings) gone += await database.write((em) => thinRates(em, thinning));
  gone += await thinAll(tools, thinnings);
  const folded = await foldMonths(tools, addDays(today, -policy.minutesDays));
  const done = [
    gone + folded.gone > 0 && `${gone + folded.gone} prices were thinned out.`,
    folded.months.length > 0 && `${folded.months.join(', ')}: taken into the past.`,
    opened > 0 && `${opened} months were made ahead.`,
  ].filter(Boolean);
  return done.length > 0 ? done.join(' ') : null;
}

async function thinAll({ database, signal }: Tools, thinnings: readonly Thinning[]): Promise<number> {
  let gone = 0;
  for (let after: string | null = null; !signal.aborted; ) {
    const where = after ? { id: { $gt: after as Instrument['id'] } } : {};
    const part: { id: string }[] = await database.read((em) =>
      em.find(Instrument, where, { orderBy: { id: 'asc' }, limit: INSTRUMENTS_AT_ONCE, fields: ['id'] }),
    );
    if (part.length === 0) break;
    after = (part.at(-1) as { id: string }).id;
    const ids = part.map(({ id }) => id);
    // A unit of work each, so that no store of prices waits for the whole.
    for (const thinning of thinnings) gone += await database.write((em) => thinQuotes(em, ids, thinning));
  }
  return gone;
}

/** The months that are wholly older than `limit`, oldest first; the next run goes on where this one had to stop. */
async function foldMonths(tools: Tools, limit: Day): Promise<{ months: string[]; gone: number }> {
  const { database, signal } = tools;
  const months: string[] = [];
  let gone = 0;
  for (;;) {
    const month = await database.read((em) => foldable(em, limit));
    if (!month || signal.aborted) return { months, gone };
    // All of it once more: no run may have come by while its days passed the limit.
    gone += await thinAll(tools, [{ grain: Grain.DAY, from: month.from, to: addDays(month.to, -1) }]);
    if (signal.aborted) return { months, gone };
    try {
      for (const step of proveEnd) await database.write((em) => step(em, month.to));
      await database.write((em) => foldMonth(em, month));
    } catch (error) {
      // Somebody reads or writes for long; it has time until the next run.
      if (error instanceof Unavailable) return { months, gone };
      throw error;
    }
    months.push(month.from.slice(0, 7));
  }
}
