/**
 * Daily prices and rates of a range of days in two statements, however long it is. Each series begins with the last point
 * before the range, which is carried into it. Points travel as one text for each series: tens of thousands of rows would
 * cost more to hand over than to find.
 */
import type { Currency } from '../../domain/currency.js';
import { EUR, USD } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { pairKey } from '../../domain/fx.js';
import type { InstrumentId } from '../../domain/ids.js';
import { MarketSeries, SeriesRate } from '../../domain/market-series.js';
import type { EntityManager } from '../database.js';
import { knownCondition } from './known.js';
import { newestFirst } from './precedence.js';
import { PriceText } from './price-text.js';

export interface SeriesRange {
  readonly instrumentIds: Iterable<InstrumentId>;
  /** Every currency there is to convert from or into. */
  readonly currencies: Iterable<Currency>;
  readonly from: Day;
  readonly until: Day;
  /** Counts only what had arrived by then and had not been withdrawn; null or absent for all that is known. */
  readonly knownAt?: Date | null;
}

export async function loadMarketSeries(em: EntityManager, range: SeriesRange): Promise<MarketSeries> {
  return new MarketSeries({ quotes: await loadQuotes(em, range), rates: await loadRates(em, range) });
}

const NEWEST_QUOTE = newestFirst();

async function loadQuotes(em: EntityManager, { instrumentIds, from, until, knownAt }: SeriesRange): Promise<Map<InstrumentId, PriceText>> {
  const ids = [...new Set(instrumentIds)];
  if (ids.length === 0) return new Map();
  const counts = knownAt ? knownCondition('quote', knownAt) : 'withdrawn_at is null';
  const rows: { instrument_id: InstrumentId; points: string | null }[] = await em.execute(
    `select wanted.id as instrument_id, (
       select string_agg(value_date::text || ' ' || price::text || ' ' || currency || ' ' || kind || ' ' || adjustment, ',' order by value_date)
       from (
         (select value_date, price, currency, kind, adjustment from quote
          where quote.instrument_id = wanted.id::uuid and ${counts} and value_date < ?::date order by value_date desc, ${NEWEST_QUOTE} limit 1)
         union all
         (select distinct on (value_date) value_date, price, currency, kind, adjustment from quote
          where quote.instrument_id = wanted.id::uuid and ${counts} and value_date >= ?::date and value_date <= ?::date
          order by value_date, ${NEWEST_QUOTE})
       ) as daily) as points
     from jsonb_array_elements_text(?::jsonb) as wanted(id)`,
    [from, from, until, JSON.stringify(ids)],
  );
  return new Map(rows.map(({ instrument_id, points }) => [instrument_id, new PriceText(points ?? '')]));
}

async function loadRates(em: EntityManager, { currencies, from, until, knownAt }: SeriesRange): Promise<Map<string, SeriesRate[]>> {
  // One currency needs no rate; of several, each is reached directly or through a pivot.
  const own = new Set(currencies);
  if (own.size < 2) return new Map();
  const counts = ` and ${knownAt ? knownCondition('fx_rate', knownAt) : 'withdrawn_at is null'}`;
  const wanted = JSON.stringify([...new Set([...own, EUR, USD])]);
  const rows: { base: Currency; quote: Currency; points: string | null }[] = await em.execute(
    `select pair.base, pair.quote, (
       select string_agg(value_date::text || ' ' || rate::text, ',' order by value_date)
       from (
         (select value_date, rate from fx_rate where fx_rate.base = pair.base and fx_rate.quote = pair.quote${counts}
          and value_date < ?::date order by value_date desc, ${NEWEST_QUOTE} limit 1)
         union all
         (select distinct on (value_date) value_date, rate from fx_rate where fx_rate.base = pair.base and fx_rate.quote = pair.quote${counts}
          and value_date >= ?::date and value_date <= ?::date order by value_date, ${NEWEST_QUOTE})
       ) as daily) as points
     from current_rate pair
     where pair.base in (select jsonb_array_elements_text(?::jsonb)) and pair.quote in (select jsonb_array_elements_text(?::jsonb))`,
    [from, from, until, wanted, wanted],
  );
  return new Map(rows.map(({ base, quote, points }) => [pairKey(base, quote), textsOf(points).map(ratePoint)]));
}

function textsOf(points: string | null): string[] {
  return points ? points.split(',') : [];
}

function ratePoint(text: string): SeriesRate {
  const [valueDate, rate] = text.split(' ') as [Day, string];
  // All places are printed, as of prices.
  return new SeriesRate(valueDate, BigInt(rate.replace('.', '')));
}
