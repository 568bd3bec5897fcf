/** Which sources can be pinned: those that run here, and the institutions that push. */
import { InvalidInput } from '../domain/errors.js';
import type { SourceId } from '../domain/ids.js';
import type { SourceInfo } from '../domain/source.js';
import type { EntityManager } from '../storage/database.js';
import { findPushers } from '../storage/query/user.js';

/** @throws InvalidInput for one that is neither */
export async function pinnableSource(em: EntityManager, sources: readonly SourceInfo[], source: string | null): Promise<SourceId | null> {
  const known = sources.map(({ id }) => id as string);
  if (source === null || known.includes(source)) return source as SourceId | null;
  const pushers = (await findPushers(em)).map((user) => user.source as string);
  if (pushers.includes(source)) return source as SourceId;
  throw new InvalidInput('source', 'SOURCE', `source must be one that runs here: ${[...known, ...pushers].join(', ')}.`);
}
