/**
 * The newest prices and rates at instants, each found by its index: a day of a busy instrument has hundreds of thousands
 * of ticks, of which a chart needs a few.
 */
import { type Currency, EUR, USD } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import { pairKey } from '../../domain/fx.js';
import type { InstrumentId } from '../../domain/ids.js';
import type { InstantMarket } from '../../domain/intraday.js';
import type { PricePoint, RatePoint } from '../../domain/market-series.js';
import type { Adjustment, QuoteKind } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { newestFirst } from './precedence.js';

export async function loadInstantMarket(
  em: EntityManager,
  given: { readonly instants: readonly Date[]; readonly instrumentIds: Iterable<InstrumentId>; readonly currencies: Iterable<Currency> },
): Promise<InstantMarket> {
  const instants = JSON.stringify(given.instants.map((instant) => instant.toISOString()));
  return {
    quotes: await loadQuotes(em, instants, [...new Set(given.instrumentIds)]),
    rates: await loadRates(em, instants, new Set(given.currencies)),
  };
}

const INSTANTS = '(select value::timestamptz as at from jsonb_array_elements_text(?::jsonb)) as instant';
const NEWEST = `${newestFirst()} limit 1`;

/**
 * Of the rows `which`: a price of the day after, as Tokyo's evening has in UTC, one of the day, else the newest of before. The day
 * before may still be under way, as in New York's evening, so its prices must not be later than the instant either.
 */
function newestAt(table: string, which: string, columns: string): string {
  const day = "(instant.at at time zone 'UTC')::date";
  const found = (when: string, order: string) =>
    `(select observed_at, priority, source, revision, ${columns} from ${table} where ${which} and ${when} order by ${order}${NEWEST})`;
  return `(select ${columns} from (
    ${found(`value_date = ${day} + 1 and observed_at <= instant.at`, '')}
    union all
    ${found(`value_date = ${day} and observed_at <= instant.at`, '')}
    union all
    ${found(`(value_date, observed_at) <= (${day} - 1, instant.at)`, 'value_date desc, ')}
  ) as either order by ${NEWEST})`;
}

async function loadQuotes(em: EntityManager, instants: string, ids: readonly InstrumentId[]): Promise<InstantMarket['quotes']> {
  if (ids.length === 0) return new Map();
  const newest = newestAt(
    'quote',
    'quote.instrument_id = wanted.id::uuid and withdrawn_at is null',
    'value_date, price, currency, kind, adjustment',
  );
  const rows: { instrument_id: InstrumentId; points: string }[] = await em.execute(
    `select wanted.id as instrument_id, (
       select string_agg(coalesce(found.value_date::text || ' ' || found.price::text || ' ' || found.currency || ' ' || found.kind || ' ' || found.adjustment, ''), ',' order by instant.at)
       from ${INSTANTS} left join lateral ${newest} as found on true) as points
     from jsonb_array_elements_text(?::jsonb) as wanted(id)`,
    [instants, JSON.stringify(ids)],
  );
  return new Map(rows.map(({ instrument_id, points }) => [instrument_id, sameObjects(points, pricePoint)]));
}

async function loadRates(em: EntityManager, instants: string, currencies: ReadonlySet<Currency>): Promise<InstantMarket['rates']> {
  if (currencies.size < 2) return new Map();
  const wanted = JSON.stringify([...new Set([...currencies, EUR, USD])]);
  const newest = newestAt(
    'fx_rate',
    'fx_rate.base = pair.base and fx_rate.quote = pair.quote and withdrawn_at is null',
    'value_date, rate',
  );
  const rows: { base: Currency; quote: Currency; points: string }[] = await em.execute(
    `select pair.base, pair.quote, (
       select string_agg(coalesce(found.value_date::text || ' ' || found.rate::text, ''), ',' order by instant.at)
       from ${INSTANTS} left join lateral ${newest} as found on true) as points
     from current_rate pair
     where pair.base in (select jsonb_array_elements_text(?::jsonb)) and pair.quote in (select jsonb_array_elements_text(?::jsonb))`,
    [instants, wanted, wanted],
  );
  return new Map(rows.map(({ base, quote, points }) => [pairKey(base, quote), sameObjects(points, ratePoint)]));
}

/** Points that repeat are one object, so that whoever keeps results by them need not work them out again. */
function sameObjects<Point>(points: string, read: (text: string) => Point): (Point | null)[] {
  let last: { readonly text: string; readonly point: Point } | null = null;
  return points.split(',').map((text) => {
    if (text === '') return null;
    if (last?.text !== text) last = { text, point: read(text) };
    return last.point;
  });
}

function pricePoint(text: string): PricePoint {
  const [valueDate, price, currency, kind, adjustment] = text.split(' ') as [Day, string, Currency, QuoteKind, Adjustment];
  return { valueDate, price: new Decimal(price), currency, kind, adjustment };
}

function ratePoint(text: string): RatePoint {
  const [valueDate, rate] = text.split(' ') as [Day, string];
  return { valueDate, rate: new Decimal(rate) };
}
