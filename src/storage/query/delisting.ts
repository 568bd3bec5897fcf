/** What speaks against a day from which an instrument trades no more. */
import type { Day } from '../../domain/day.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

/** Its newest price of the day or later; null: there is none. */
export async function priceSince(
  em: EntityManager,
  { instrumentId, from }: { instrumentId: InstrumentId; from: Day },
): Promise<{ readonly valueDate: Day; readonly source: SourceId } | null> {
  const rows: { valueDate: Day; source: SourceId }[] = await em.execute(
    `select value_date::text as "valueDate", source from quote
     where instrument_id = ?::uuid and value_date >= ?::date and withdrawn_at is null order by value_date desc limit 1`,
    [instrumentId, from],
  );
  return rows[0] ?? null;
}

/** The day of the first entry of it in anybody's ledger; null: there is none. */
export async function firstEntryOf(em: EntityManager, instrumentId: InstrumentId): Promise<Day | null> {
  const rows: { day: Day | null }[] = await em.execute(
    'select min(trade_date)::text as day from transaction where instrument_id = ?::uuid and voided_at is null',
    [instrumentId],
  );
  return rows[0]?.day ?? null;
}
