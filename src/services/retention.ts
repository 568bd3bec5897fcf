/** How long prices are kept how finely: every one for days, the last of each minute for months, the last of each day for ever. */
import { addDays, type Day } from '../domain/day.js';
import { Instrument } from '../domain/instrument.js';
import type { Database } from '../storage/database.js';
import { Grain, type Thinning, thinQuotes, thinRates } from '../storage/query/retention.js';

export interface RetentionPolicy {
  /** Days for which every price is kept. */
  readonly ticksDays: number;
  /** Days for which the last price of each minute is kept; the last of each day stays for ever. */
  readonly minutesDays: number;
}

/** Each run looks at these many days before each limit, so that what one run missed another finds. */
const LOOK_BACK_DAYS = 14;
const INSTRUMENTS_AT_ONCE = 50;

/** @returns what it did, in a few words; null: nothing was old enough */
export async function thinHistory(
  database: Database,
  { policy, now, signal }: { policy: RetentionPolicy; now: () => Date; signal: AbortSignal },
): Promise<string | null> {
  const today = now().toISOString().slice(0, 10) as Day;
  const before = (days: number, grain: Grain): Thinning => {
    const to = addDays(today, -days - 1);
    return { grain, from: addDays(to, -LOOK_BACK_DAYS), to };
  };
  const thinnings = [before(policy.ticksDays, Grain.MINUTE), before(policy.minutesDays, Grain.DAY)];
  let gone = 0;
  for (const thinning of thinnings) gone += await database.write((em) => thinRates(em, thinning));
  for (let after: string | null = null; !signal.aborted; ) {
    const where = after ? { id: { $gt: after as Instrument['id'] } } : {};
    const part: { id: string }[] = await database.read((em) =>
      em.find(Instrument, where, { orderBy: { id: 'asc' }, limit: INSTRUMENTS_AT_ONCE, fields: ['id'] }),
    );
    if (part.length === 0) break;
    after = (part.at(-1) as { id: string }).id;
    // A unit of work each, so that no store of prices waits for the whole.
    for (const thinning of thinnings)
      gone += await database.write((em) =>
        thinQuotes(
          em,
          part.map(({ id }) => id),
          thinning,
        ),
      );
  }
  return gone === 0 ? null : `${gone} prices were thinned out.`;
}
