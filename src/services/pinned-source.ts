/** Which sources can be pinned: those that run here and can deliver what they are pinned for, and the institutions that push. */
import { InvalidInput } from '../domain/errors.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { SourceInfo } from '../domain/source.js';
import type { Database } from '../storage/database.js';
import { findPushers } from '../storage/query/user.js';

export interface Pinnable {
  readonly infos: readonly SourceInfo[];
  /** Whether a source can say anything of an instrument, or, with null, of exchange rates. */
  readonly delivers: (source: SourceId, instrumentId: InstrumentId | null) => Promise<boolean>;
}

/** @throws InvalidInput for one that is neither, or whose prices of the instrument (null: whose rates) would never come */
export async function pinnableSource(
  database: Database,
  { infos, delivers }: Pinnable,
  { source, instrumentId }: { source: string | null; instrumentId: InstrumentId | null },
): Promise<SourceId | null> {
  if (source === null) return null;
  const id = source as SourceId;
  const known = infos.map((info) => info.id);
  if (!known.includes(id)) {
    const pushers = (await database.read(findPushers)).map((user) => user.source as SourceId);
    if (pushers.includes(id)) return id;
    throw new InvalidInput('source', 'SOURCE', `source must be one that runs here: ${[...known, ...pushers].join(', ')}.`);
  }
  if (await delivers(id, instrumentId)) return id;
  const why = instrumentId
    ? `${source} has no symbol for this instrument, so its prices would never come: enter one with setSourceSymbol first.`
    : `${source} has no exchange rates.`;
  throw new InvalidInput('source', instrumentId ? 'NO_SYMBOL' : 'NO_RATES', why);
}
