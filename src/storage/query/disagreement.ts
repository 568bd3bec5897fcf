/** Pairs of sources whose prices, or exchange rates, differ by more than they should. */
import type { Currency } from '../../domain/currency.js';
import { Decimal } from '../../domain/decimal.js';
import type { Disagreement } from '../../domain/disagreement.js';
import { type InstrumentId, isUuid, type SourceId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

/** Disagreements about prices that are kept; the oldest go first. */
const QUOTES_MAX = 1000;

export interface QuoteDisagreement {
  readonly instrumentId: InstrumentId;
  readonly source: SourceId;
  readonly otherSource: SourceId;
  readonly price: Decimal;
  readonly otherPrice: Decimal;
  readonly count: number;
  readonly firstAt: Date;
  readonly at: Date;
}

export interface RateDisagreement {
  readonly base: Currency;
  readonly quote: Currency;
  readonly source: SourceId;
  readonly otherSource: SourceId;
  readonly rate: Decimal;
  readonly otherRate: Decimal;
  readonly count: number;
  readonly firstAt: Date;
  readonly at: Date;
}

export async function writeDisagreements(em: EntityManager, disagreements: readonly Disagreement[]): Promise<void> {
  await writeQuoteDisagreements(
    em,
    disagreements.filter(({ subject }) => isUuid(subject)),
  );
  await writeRateDisagreements(
    em,
    disagreements.filter(({ subject }) => !isUuid(subject)),
  );
}

async function writeQuoteDisagreements(em: EntityManager, disagreements: readonly Disagreement[]): Promise<void> {
  if (disagreements.length === 0) return;
  await em.execute(
    `insert into quote_discrepancy as known (instrument_id, source, other_source, price, other_price, count, first_at, at)
     select subject, source, "otherSource", price, "otherPrice", count, at, at
     from jsonb_to_recordset(?::jsonb)
       as row(subject uuid, source text, "otherSource" text, price numeric, "otherPrice" numeric, count int, at timestamptz)
     on conflict (instrument_id, source, other_source) do update set price = excluded.price, other_price = excluded.other_price, at = excluded.at,
       count = least(known.count::bigint + excluded.count, 2147483647)::int`,
    [JSON.stringify(disagreements)],
  );
  await em.execute(
    `delete from quote_discrepancy where (instrument_id, source, other_source) in (
       select instrument_id, source, other_source from quote_discrepancy order by at desc, instrument_id offset ${QUOTES_MAX})`,
  );
}

/** @param disagreements of pairs such as EURUSD; of each pair of sources one row is kept, so that there are no more than their product */
async function writeRateDisagreements(em: EntityManager, disagreements: readonly Disagreement[]): Promise<void> {
  if (disagreements.length === 0) return;
  await em.execute(
    `insert into rate_discrepancy as known (base, quote, source, other_source, rate, other_rate, count, first_at, at)
     select left(subject, 3), right(subject, 3), source, "otherSource", price, "otherPrice", count, at, at
     from jsonb_to_recordset(?::jsonb)
       as row(subject text, source text, "otherSource" text, price numeric, "otherPrice" numeric, count int, at timestamptz)
     on conflict (base, quote, source, other_source) do update set rate = excluded.rate, other_rate = excluded.other_rate, at = excluded.at,
       count = least(known.count::bigint + excluded.count, 2147483647)::int`,
    [JSON.stringify(disagreements)],
  );
}

/** Newest first. */
export async function readQuoteDisagreements(em: EntityManager, limit: number): Promise<QuoteDisagreement[]> {
  const rows: (Pick<QuoteDisagreement, 'count'> &
    Record<'instrument_id' | 'source' | 'other_source' | 'price' | 'other_price' | 'first_ms' | 'at_ms', string>)[] = await em.execute(
    `select instrument_id, source, other_source, price::text, other_price::text, count,
         (extract(epoch from first_at) * 1000)::bigint::text as first_ms, (extract(epoch from at) * 1000)::bigint::text as at_ms
       from quote_discrepancy order by at desc, instrument_id limit ${Math.trunc(limit)}`,
  );
  return rows.map((row) => ({
    instrumentId: row.instrument_id as InstrumentId,
    source: row.source as SourceId,
    otherSource: row.other_source as SourceId,
    price: new Decimal(row.price),
    otherPrice: new Decimal(row.other_price),
    count: row.count,
    firstAt: new Date(Number(row.first_ms)),
    at: new Date(Number(row.at_ms)),
  }));
}

/** Newest first. */
export async function readRateDisagreements(em: EntityManager, limit: number): Promise<RateDisagreement[]> {
  const rows: (Pick<RateDisagreement, 'base' | 'quote' | 'count'> &
    Record<'source' | 'other_source' | 'rate' | 'other_rate' | 'first_ms' | 'at_ms', string>)[] = await em.execute(
    `select base, quote, source, other_source, rate::text, other_rate::text, count,
         (extract(epoch from first_at) * 1000)::bigint::text as first_ms, (extract(epoch from at) * 1000)::bigint::text as at_ms
       from rate_discrepancy order by at desc, base, quote, source limit ${Math.trunc(limit)}`,
  );
  return rows.map(({ base, quote, count, ...row }) => ({
    base,
    quote,
    count,
    source: row.source as SourceId,
    otherSource: row.other_source as SourceId,
    rate: new Decimal(row.rate),
    otherRate: new Decimal(row.other_rate),
    firstAt: new Date(Number(row.first_ms)),
    at: new Date(Number(row.at_ms)),
  }));
}
