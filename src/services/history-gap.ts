/**
 * Finds days on which a market traded and an instrument has no price, or of which a source of reference rates gave none, and asks for
 * them: after downtime, and where a source left a hole.
 */
import type { Backfill } from '../domain/backfill.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import { isDelistedOn } from '../domain/delisting.js';
import type { InstrumentId } from '../domain/ids.js';
import { Instrument, InstrumentKind } from '../domain/instrument.js';
import { expectedNavDay, isSession, lastClosedSession, type Market, marketOf, REFERENCE_RATES } from '../domain/market.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { addBackfills, pricedDays, ratedDays } from '../storage/query/backfill.js';
import type { Historians } from './backfill.js';

/** Reference rates are out some hours after they are fixed. */
const RATES_OUT_MS = 6 * 3_600_000;
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
  { historians, now, signal }: { historians: Historians; now: () => Date; signal: AbortSignal },
): Promise<string | null> {
  let asked = await askForRates(database, { historians, now });
  for (let after: InstrumentId | null = null; !signal.aborted && asked < BACKFILLS_MAX; ) {
    const instruments: Instrument[] = await database.read((em) =>
      em.find(Instrument, after ? { id: { $gt: after } } : {}, { orderBy: { id: 'asc' }, limit: INSTRUMENTS_PER_READ }),
    );
    if (instruments.length === 0) break;
    after = instruments.at(-1)?.id as InstrumentId;
    asked += await askFor(database, instruments, { historians, now });
  }
  if (asked === 0) return null;
  return asked === 1 ? 'One stretch of days without a price is fetched.' : `${asked} stretches of days without a price are fetched.`;
}

/** Reference rates are published on every closing day but those of the payment system. */
async function askForRates(database: Database, { historians, now }: { historians: Historians; now: () => Date }): Promise<number> {
  const at = now();
  const from = addDays(dayIn('UTC', at), -LOOK_BACK_DAYS);
  const last = lastClosedSession(REFERENCE_RATES, new Date(at.getTime() - RATES_OUT_MS));
  const backfills: Pick<Backfill, 'id' | 'source' | 'instrumentId' | 'from' | 'to'>[] = [];
  for (const source of await historians(null)) {
    const rated = await database.read((em) => ratedDays(em, { source, from, to: last }));
    const gap = missingSessions(REFERENCE_RATES, rated, { from, last });
    if (gap) backfills.push({ id: newId<string>(at), source, instrumentId: null, ...gap });
  }
  return database.write((em) => addBackfills(em, backfills, at, { unlessTriedWithinDays: RETRY_DAYS }));
}

async function askFor(
  database: Database,
  instruments: readonly Instrument[],
  { historians, now }: { historians: Historians; now: () => Date },
): Promise<number> {
  const at = now();
  const [from, to] = [addDays(dayIn('UTC', at), -LOOK_BACK_DAYS), dayIn('UTC', at)];
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
  instrument: Pick<Instrument, 'kind' | 'mic' | 'currency' | 'delistedOn'>,
  priced: ReadonlySet<Day>,
  { from, at }: { from: Day; at: Date },
): { readonly from: Day; readonly to: Day } | null {
  const market = marketOf(instrument);
  const newest = instrument.kind === InstrumentKind.FUND ? expectedNavDay(market, at) : lastClosedSession(market, at);
  const last = isDelistedOn(instrument, newest) ? addDays(instrument.delistedOn as Day, -1) : newest;
  return missingSessions(market, priced, { from, last });
}

function missingSessions(
  market: Market,
  known: ReadonlySet<Day>,
  { from, last }: { from: Day; last: Day },
): { readonly from: Day; readonly to: Day } | null {
  const missing: Day[] = [];
  for (let day = from; day <= last; day = addDays(day, 1)) if (isSession(market, day) && !known.has(day)) missing.push(day);
  const [first] = missing;
  return first ? { from: first, to: missing.at(-1) as Day } : null;
}
