/** Where prices came from and what was not believed: verdicts, holds, refusals, and the withdrawal of a price. */
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import type { Quote, QuoteKind } from '../../domain/quote.js';
import type { QuoteVerdict } from '../../domain/verdict.js';
import type { EntityManager } from '../database.js';
import { forgetDaysOfInstruments } from './history.js';
import { correctPreviousCloses, decodeQuote, EARLIER, type QuoteRow, SELECTED } from './quote.js';

/** A figure that waits, as the arbiter keeps it. */
export interface StoredHold {
  readonly figure: Decimal;
  readonly source: SourceId;
  readonly kind: QuoteKind | null;
  readonly valueDate: Day;
  readonly observedAt: Date;
  readonly receivedAt: Date;
  readonly count: number;
  readonly isDiscarded?: boolean;
}

export interface StoredRejection {
  readonly source: string;
  readonly symbol: string;
  readonly reason: string;
  readonly figure: string;
  readonly message: string;
  readonly count: number;
  readonly at: Date;
}

/** Refusals kept; the oldest go first. */
const REJECTIONS_MAX = 1000;

/** The verdicts of accepted quotes, in their order; null where none was kept. A corrected previous close has a revision of its own. */
export async function verdictsOf(em: EntityManager, quotes: readonly Quote[]): Promise<(QuoteVerdict | null)[]> {
  const wanted = quotes.map(({ instrumentId, revision, source, observedAt, valueDate }, index) => ({
    index,
    instrument_id: instrumentId,
    revision,
    source,
    observed_at: observedAt.toISOString(),
    value_date: valueDate,
  }));
  const rows: { index: number; verdict: QuoteVerdict | string | null }[] = await em.execute(
    `select wanted.index, found.verdict
     from jsonb_to_recordset(?::jsonb) as wanted(index int, instrument_id uuid, revision bigint, source text, observed_at timestamptz(3), value_date date)
     cross join lateral (
       select verdict from quote where quote.instrument_id = wanted.instrument_id and quote.value_date = wanted.value_date
         and quote.observed_at = wanted.observed_at and quote.source = wanted.source and quote.revision <= wanted.revision
       order by quote.revision desc limit 1) as found`,
    [JSON.stringify(wanted)],
  );
  const byIndex = new Map(rows.map(({ index, verdict }) => [index, typeof verdict === 'string' ? JSON.parse(verdict) : verdict]));
  return quotes.map((_, index) => byIndex.get(index) ?? null);
}

export async function writeHolds(
  em: EntityManager,
  holds: readonly { readonly subject: string; readonly hold: StoredHold | null }[],
  at: Date,
): Promise<void> {
  const gone = holds.filter(({ hold }) => hold === null).map(({ subject }) => subject);
  if (gone.length > 0)
    await em.execute('delete from held_quote where subject in (select jsonb_array_elements_text(?::jsonb))', [JSON.stringify(gone)]);
  const kept = holds.filter(({ hold }) => hold !== null);
  if (kept.length === 0) return;
  await em.execute(
    `insert into held_quote (subject, hold, held_at)
     select subject, hold, ?::timestamptz from jsonb_to_recordset(?::jsonb) as row(subject text, hold jsonb)
     on conflict (subject) do update set hold = excluded.hold, held_at = excluded.held_at`,
    [at.toISOString(), JSON.stringify(kept)],
  );
}

/** Newest first. */
export async function readHolds(em: EntityManager, limit: number): Promise<{ subject: string; hold: StoredHold }[]> {
  const rows: { subject: string; hold: string }[] = await em.execute(
    `select subject, hold::text from held_quote order by held_at desc, subject limit ${Math.trunc(limit)}`,
  );
  return rows.map(({ subject, hold }) => ({ subject, hold: decodeHold(JSON.parse(hold)) }));
}

export async function readHold(em: EntityManager, subject: string): Promise<StoredHold | null> {
  const [row]: { hold: string }[] = await em.execute('select hold::text from held_quote where subject = ?', [subject]);
  return row ? decodeHold(JSON.parse(row.hold)) : null;
}

export async function writeRejections(em: EntityManager, rejections: readonly StoredRejection[]): Promise<void> {
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
       select source, symbol, reason from rejected_quote order by at desc, source, symbol, reason offset ${REJECTIONS_MAX})`,
  );
}

/** Newest first. */
export async function readRejections(
  em: EntityManager,
  { source, limit }: { source: string | null; limit: number },
): Promise<StoredRejection[]> {
  const rows: (Omit<StoredRejection, 'at'> & { at_ms: string })[] = await em.execute(
    `select source, symbol, reason, figure, message, count, (extract(epoch from at) * 1000)::bigint::text as at_ms from rejected_quote
     where source = coalesce(?::text, source) order by at desc, source, symbol, reason limit ${Math.trunc(limit)}`,
    [source],
  );
  return rows.map(({ at_ms, ...row }) => ({ ...row, at: new Date(Number(at_ms)) }));
}

export interface Withdrawal {
  readonly price: string;
  readonly source: string;
  readonly valueDate: Day;
  /** The price that is current now, when it is another one than before, or is measured against another one. */
  readonly current: Quote | null;
}

/**
 * Marks a price as withdrawn; where it is current, the best of those that remain takes its place with a new revision.
 * Null: there is no such price. `isLast`: no other price remains, so nothing was changed.
 */
export async function withdrawQuote(
  em: EntityManager,
  { instrumentId, revision, reason, at }: { instrumentId: InstrumentId; revision: number; reason: string; at: Date },
): Promise<Withdrawal | 'isLast' | null> {
  // Held for the whole unit of work, so that no newer price comes between.
  await em.execute('select 1 from current_quote where instrument_id = ?::uuid for update', [instrumentId]);
  const [target]: { price: string; source: string; value_date: Day; observed: string }[] = await em.execute(
    `select price::text, source, value_date::text, observed_at::text as observed from (
       select price, source, value_date, observed_at, 1 as place from quote where instrument_id = ?::uuid and revision = ? and withdrawn_at is null
       union all
       select price, source, value_date, observed_at, 2 from current_quote where instrument_id = ?::uuid and revision = ?) as found
     order by place limit 1`,
    [instrumentId, revision, instrumentId, revision],
  );
  if (!target) return null;
  const same = 'instrument_id = ?::uuid and value_date = ?::date and observed_at = ?::timestamptz and source = ? and price = ?::numeric';
  const keys = [instrumentId, target.value_date, target.observed, target.source, target.price];
  const [rest] = await em.execute(`select 1 from quote where instrument_id = ?::uuid and withdrawn_at is null and not (${same}) limit 1`, [
    instrumentId,
    ...keys,
  ]);
  if (!rest) return 'isLast';
  await em.execute(`update quote set withdrawn_at = ?::timestamptz, withdrawn_reason = ? where ${same}`, [
    at.toISOString(),
    reason,
    ...keys,
  ]);
  const rows: QuoteRow[] = await em.execute(
    `with best as (
       select * from quote where instrument_id = ?::uuid and withdrawn_at is null
       order by value_date desc, observed_at desc, priority, revision desc limit 1),
     replaced as (
       update current_quote as held set revision = nextval('revision'), source = best.source, priority = best.priority, kind = best.kind,
         price = best.price, currency = best.currency, observed_at = best.observed_at, value_date = best.value_date,
         received_at = best.received_at, raw_price = best.raw_price, raw_currency = best.raw_currency, adjustment = best.adjustment,
         previous_close = case when best.previous_close is not null and best.previous_close_date is null then best.previous_close
           else ${EARLIER('best', 'price')} end,
         previous_close_date = case when best.previous_close is not null and best.previous_close_date is null then null
           else ${EARLIER('best', 'value_date')} end
       from best where ${same.replace('instrument_id', 'held.instrument_id').replace(/ and (value_date|observed_at|source|price)/g, ' and held.$1')}
       returning held.*)
     select ${SELECTED} from replaced`,
    [instrumentId, ...keys],
  );
  const [current] = rows.length > 0 ? rows.map(decodeQuote) : await correctPreviousCloses(em, [instrumentId]);
  await forgetDaysOfInstruments(em, new Map([[instrumentId, target.value_date]]));
  return { price: new Decimal(target.price).toFixed(), source: target.source, valueDate: target.value_date, current: current ?? null };
}

type HoldRow = { [K in keyof StoredHold]: StoredHold[K] extends Date | Decimal ? string : StoredHold[K] };

function decodeHold(row: HoldRow): StoredHold {
  return { ...row, figure: new Decimal(row.figure), observedAt: new Date(row.observedAt), receivedAt: new Date(row.receivedAt) };
}
