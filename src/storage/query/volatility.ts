/** How much the prices of instruments move from day to day, by their last month of closes. */
import type { InstrumentId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';
import { newestFirst } from './precedence.js';

const DAYS = 45;
/** Fewer returns say nothing. */
const RETURNS_MIN = 10;
/** A move beyond this is a split or was confirmed by somebody: it is no measure of an ordinary day. */
const RETURN_MAX = 0.4;

/** The standard deviation of the daily logarithmic returns, as a share of the price; instruments with too few prices are left out. */
export async function volatilitiesOf(em: EntityManager, instrumentIds: readonly InstrumentId[]): Promise<Map<InstrumentId, number>> {
  const rows: { id: InstrumentId; volatility: string | number }[] = await em.execute(
    `select wanted.id, measured.volatility::text as volatility
     from jsonb_array_elements_text(?::jsonb) as wanted(id)
     cross join lateral (
       select stddev_samp(move) as volatility, count(*) as returns from (
         select ln(close.price::float8 / lag(close.price::float8) over (order by past.day)) as move
         from generate_series(current_date - ${DAYS}, current_date - 1, interval '1 day') as past(day)
         cross join lateral (
           select price from quote where quote.instrument_id = wanted.id::uuid and quote.value_date = past.day::date and quote.withdrawn_at is null
           order by ${newestFirst('quote')} limit 1) as close) as daily
       where abs(move) < ${RETURN_MAX}) as measured
     where measured.returns >= ${RETURNS_MIN}`,
    [JSON.stringify(instrumentIds)],
  );
  return new Map(rows.map(({ id, volatility }) => [id, Number(volatility)]));
}
