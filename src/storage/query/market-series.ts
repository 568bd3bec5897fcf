/**
 * Daily prices and rates of a range of days in two statements, however long it is. Each series begins with the last point
 * before the range, which is carried into it. Points travel as one text for each series: tens of thousands of rows would
 * cost more to hand over than to find.
 */
import type { Currency } from '../../domain/currency.js';
import { EUR, USD } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import { pairKey } from '../../domain/fx.js';
import type { InstrumentId } from '../../domain/ids.js';
import { MarketSeries, type PricePoint, type RatePoint, SeriesPrice } from '../../domain/market-series.js';
import type { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { knownCondition } from './known.js';

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

const NEWEST_QUOTE = 'observed_at desc, priority, revision desc';

async function loadQuotes(
  em: EntityManager,
  { instrumentIds, from, until, knownAt }: SeriesRange,
): Promise<Map<InstrumentId, PricePoint[]>> {
  const ids = [...new Set(instrumentIds)];
  if (ids.length === 0) return new Map();
  const counts = knownAt ? knownCondition('quote', knownAt, true) : 'withdrawn_at is null';
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
  return new Map(rows.map(({ instrument_id, points }) => [instrument_id, pricePoints(textsOf(points))]));
}

async function loadRates(em: EntityManager, { currencies, from, until, knownAt }: SeriesRange): Promise<Map<string, RatePoint[]>> {
  // One currency needs no rate; of several, each is reached directly or through a pivot.
  const own = new Set(currencies);
  if (own.size < 2) return new Map();
  const counts = knownAt ? ` and ${knownCondition('fx_rate', knownAt, false)}` : '';
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

/** `2026-01-05 12.50000000 USD CLOSE NONE`: what stands behind the price is the same for most points of a series. */
function pricePoints(texts: readonly string[]): PricePoint[] {
  let [known, about] = ['', { currency: '' as Currency, kind: '' as QuoteKind, adjustment: '' as Adjustment }];
  return texts.map((text) => {
    const end = text.indexOf(' ', DAY_LENGTH + 1);
    const rest = text.slice(end + 1);
    if (rest !== known) {
      const [currency, kind, adjustment] = rest.split(' ') as [Currency, QuoteKind, Adjustment];
      [known, about] = [rest, { currency, kind, adjustment }];
    }
    // The column has eight places, all of which PostgreSQL prints: without the point it is the integer.
    const scaled = BigInt(text.slice(DAY_LENGTH + 1, end).replace('.', ''));
    return new SeriesPrice(text.slice(0, DAY_LENGTH) as Day, scaled, about);
  });
}

const DAY_LENGTH = 10;

function ratePoint(text: string): RatePoint {
  const [valueDate, rate] = text.split(' ') as [Day, string];
  return { valueDate, rate: new Decimal(rate) };
}
