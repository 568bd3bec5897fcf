/** The pinned source of an instrument: what the others said is set aside, and counts again when none is pinned any more. */
import type { Day } from '../../domain/day.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import type { Quote } from '../../domain/quote.js';
import { PUSHED } from '../../domain/source.js';
import { PRIORITY_PINNED } from '../../domain/verdict.js';
import type { EntityManager } from '../database.js';
import { forgetDaysOfInstruments } from './history.js';
import { replaceCurrent } from './provenance.js';
import { SET_ASIDE } from './quote.js';

/** A source without a place of its own in the order of trust goes behind the others. */
const PRIORITY_UNKNOWN = 32_767;

/** A condition on what a source says; a pin of `push` is one of all that is pushed. */
export function saidBy(source: SourceId): string {
  return source === PUSHED ? `(source = ? or source like '${PUSHED}-%')` : 'source = ?';
}

/**
 * From `from` on only the prices of the source count. Where it has none from that day on, the others' stay until its first
 * one comes. Returns the price that is current now, when it is another one than before.
 */
export async function pinPrices(
  em: EntityManager,
  { instrumentId, source, from, at }: { instrumentId: InstrumentId; source: SourceId; from: Day; at: Date },
): Promise<Quote | null> {
  await em.execute('select 1 from current_quote where instrument_id = ?::uuid for update', [instrumentId]);
  await em.execute(
    `update quote set priority = ${PRIORITY_PINNED} where instrument_id = ?::uuid and ${saidBy(source)} and value_date >= ?::date`,
    [instrumentId, source, from],
  );
  const [own] = await em.execute(
    `select 1 from quote where instrument_id = ?::uuid and ${saidBy(source)} and value_date >= ?::date and withdrawn_at is null limit 1`,
    [instrumentId, source, from],
  );
  if (!own) return null;
  await em.execute(
    `update quote set withdrawn_at = ?::timestamptz, withdrawn_reason = '${SET_ASIDE}'
     where instrument_id = ?::uuid and not ${saidBy(source)} and value_date >= ?::date and withdrawn_at is null`,
    [at.toISOString(), instrumentId, source, from],
  );
  const current = await replaceCurrent(em, { instrumentId, where: 'true', keys: [] });
  await em.execute(`update current_quote set priority = ${PRIORITY_PINNED} where instrument_id = ?::uuid and ${saidBy(source)}`, [
    instrumentId,
    source,
  ]);
  await forgetDaysOfInstruments(em, new Map([[instrumentId, from]]));
  return current;
}

/** Every source counts again, also for the days on which only one did. @param priority of the source that was pinned, where it is known */
export async function unpinPrices(
  em: EntityManager,
  { instrumentId, priority }: { instrumentId: InstrumentId; priority: number | null },
): Promise<Quote | null> {
  await em.execute('select 1 from current_quote where instrument_id = ?::uuid for update', [instrumentId]);
  const [earliest]: { day: Day | null }[] = await em.execute(
    `select min(value_date)::text as day from quote where instrument_id = ?::uuid and withdrawn_reason = '${SET_ASIDE}'`,
    [instrumentId],
  );
  await em.execute(
    `update quote set withdrawn_at = null, withdrawn_reason = null where instrument_id = ?::uuid and withdrawn_reason = '${SET_ASIDE}'`,
    [instrumentId],
  );
  for (const table of ['quote', 'current_quote']) {
    await em.execute(`update ${table} set priority = ?::int where instrument_id = ?::uuid and priority < 0`, [
      priority ?? PRIORITY_UNKNOWN,
      instrumentId,
    ]);
  }
  const current = await replaceCurrent(em, { instrumentId, where: 'true', keys: [] });
  if (earliest?.day) await forgetDaysOfInstruments(em, new Map([[instrumentId, earliest.day]]));
  return current;
}
