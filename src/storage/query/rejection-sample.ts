/** Samples of what was refused. */
import type { RejectionSample } from '../../domain/rejection-sample.js';
import type { EntityManager } from '../database.js';

/** Samples kept; the oldest go first. */
const SAMPLES_MAX = 1000;

export async function writeRejections(em: EntityManager, rejections: readonly RejectionSample[]): Promise<void> {
  if (rejections.length === 0) return;
  await em.execute(
    `insert into rejected_quote as known (source, symbol, reason, figure, message, count, at)
     select source, symbol, reason, figure, message, count, at
     from jsonb_to_recordset(?::jsonb) as row(source text, symbol text, reason text, figure text, message text, count int, at timestamptz)
     on conflict (source, symbol, reason) do update set figure = excluded.figure, message = excluded.message, at = excluded.at,
       count = least(known.count::bigint + excluded.count, 2147483647)::int`,
    [JSON.stringify(rejections)],
  );
  await em.execute(
    `delete from rejected_quote where (source, symbol, reason) in (
       select source, symbol, reason from rejected_quote order by at desc, source, symbol, reason offset ${SAMPLES_MAX})`,
  );
}

/** Newest first. */
export async function readRejections(
  em: EntityManager,
  { source, limit }: { source: string | null; limit: number },
): Promise<RejectionSample[]> {
  const rows: (Omit<RejectionSample, 'at'> & { at_ms: string })[] = await em.execute(
    `select source, symbol, reason, figure, message, count, (extract(epoch from at) * 1000)::bigint::text as at_ms from rejected_quote
     where source = coalesce(?::text, source) order by at desc, source, symbol, reason limit ${Math.trunc(limit)}`,
    [source],
  );
  return rows.map(({ at_ms, ...row }) => ({ ...row, at: new Date(Number(at_ms)) }));
}
