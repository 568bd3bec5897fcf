/** Finds days on which a market traded and an instrument has no price, and asks for them: after downtime, and where a source left a hole. */
import type { Backfill } from '../domain/backfill.js';
import { addDays, type Day } from '../domain/day.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { Instrument, InstrumentKind } from '../domain/instrument.js';
import { expectedNavDay, isSession, lastClosedSession, marketOf } from '../domain/market.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { addBackfills, pricedDays } from '../storage/query/backfill.js';

/** How far back it looks. */
const LOOK_BACK_DAYS = 30;
const INSTRUMENTS_PER_READ = 500;
/** What a source did not have is asked for again after this. */
const RETRY_DAYS = 7;
/** Asked for in one go; the next run finds the rest. */
const BACKFILLS_MAX = 2_000;

/** @returns what was asked for, in a few words; null: nothing is missing that any source could give */
export async function fillGaps(
  database: Database,
  { historians, now, signal }: { historians: (id: InstrumentId) => Promise<readonly SourceId[]>; now: () => Date; signal: AbortSignal },
): Promise<string | null> {
  let asked = 0;
  for (let after: InstrumentId | null = null; !signal.aborted && asked < BACKFILLS_MAX; ) {
    const instruments: Instrument[] = await database.read((em) =>
      em.find(Instrument, after ? { id: { $gt: after } } : {}, { orderBy: { id: 'asc' }, limit: INSTRUMENTS_PER_READ }),
    );
    if (instruments.length === 0) break;
    after = instruments.at(-1)?.id as InstrumentId;
    asked += await askFor(database, instruments, { historians, now });
  }
  return asked === 0 ? null : `${asked} stretches of days without a price are fetched.`;
}

async function askFor(
  database: Database,
  instruments: readonly Instrument[],
  { historians, now }: { historians: (id: InstrumentId) => Promise<readonly SourceId[]>; now: () => Date },
): Promise<number> {
  const at = now();
  const [from, to] = [addDays(at.toISOString().slice(0, 10) as Day, -LOOK_BACK_DAYS), at.toISOString().slice(0, 10) as Day];
  const instrumentIds = instruments.map(({ id }) => id);
  const priced = await database.read((em) => pricedDays(em, { instrumentIds, from, to }));
  const backfills: Pick<Backfill, 'id' | 'source' | 'instrumentId' | 'from' | 'to'>[] = [];
  for (const instrument of instruments) {
    const gap = gapOf(instrument, priced.get(instrument.id) ?? new Set(), { from, at });
    const [source] = gap ? await historians(instrument.id) : [];
    if (gap && source) backfills.push({ id: newId<string>(at), source, instrumentId: instrument.id, ...gap });
  }
  return database.write((em) => addBackfills(em, backfills, at, { unlessTriedWithinDays: RETRY_DAYS }));
}

/** The stretch from the first missing day to the last; null: none is missing. Before its first known price an instrument may not have existed. */
export function gapOf(
  instrument: Pick<Instrument, 'kind' | 'mic' | 'currency' | 'createdAt'>,
  priced: ReadonlySet<Day>,
  { from, at }: { from: Day; at: Date },
): { readonly from: Day; readonly to: Day } | null {
  const market = marketOf(instrument);
  const last = instrument.kind === InstrumentKind.FUND ? expectedNavDay(market, at) : lastClosedSession(market, at);
  const missing: Day[] = [];
  for (let day = from; day <= last; day = addDays(day, 1)) if (isSession(market, day) && !priced.has(day)) missing.push(day);
  const [first] = missing;
  return first ? { from: first, to: missing.at(-1) as Day } : null;
}
