/** Where prices came from and what was not believed: verdicts, holds, refusals, and the withdrawal of a price. */
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { Disagreement } from '../../domain/disagreement.js';
import type { Hold } from '../../domain/hold.js';
import { type InstrumentId, isUuid, type SourceId } from '../../domain/ids.js';
import type { Quote } from '../../domain/quote.js';
import type { RejectionSample } from '../../domain/rejection-sample.js';
import { type QuoteVerdict, Rule } from '../../domain/verdict.js';
import type { EntityManager } from '../database.js';
import { forgetDaysOfInstruments } from './history.js';
import { latestDayFirst } from './precedence.js';
import { correctPreviousCloses, decodeQuote, earlierThan, type QuoteRow, SELECTED } from './quote.js';
import { writeRateDisagreements } from './rate-disagreement.js';

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
  holds: readonly { readonly subject: string; readonly hold: Hold | null }[],
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
export async function readHolds(em: EntityManager, limit: number): Promise<{ subject: string; hold: Hold }[]> {
  const rows: { subject: string; hold: string }[] = await em.execute(
    `select subject, hold::text from held_quote order by held_at desc, subject limit ${Math.trunc(limit)}`,
  );
  return rows.map(({ subject, hold }) => ({ subject, hold: decodeHold(JSON.parse(hold)) }));
}

/** Those of the subjects that are held. */
export async function readHoldsOf(em: EntityManager, subjects: readonly string[]): Promise<Map<string, Hold>> {
  const rows: { subject: string; hold: string }[] = await em.execute(
    'select subject, hold::text from held_quote where subject in (select jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(subjects)],
  );
  return new Map(rows.map(({ subject, hold }) => [subject, decodeHold(JSON.parse(hold))]));
}

export async function readHold(em: EntityManager, subject: string): Promise<Hold | null> {
  const [row]: { hold: string }[] = await em.execute('select hold::text from held_quote where subject = ?', [subject]);
  return row ? decodeHold(JSON.parse(row.hold)) : null;
}

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
       select source, symbol, reason from rejected_quote order by at desc, source, symbol, reason offset ${REJECTIONS_MAX})`,
  );
}

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
       select instrument_id, source, other_source from quote_discrepancy order by at desc, instrument_id offset ${REJECTIONS_MAX})`,
  );
}

/** Newest first. */
export async function readDisagreements(em: EntityManager, limit: number): Promise<QuoteDisagreement[]> {
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

export interface Withdrawal {
  readonly price: string;
  readonly source: string;
  readonly valueDate: Day;
  /** The price that is current now, when it is another one than before, or is measured against another one. */
  readonly current: Quote | null;
}

/** A price as it stands in the database, by its revision. */
interface Statement {
  readonly price: string;
  readonly source: string;
  readonly value_date: Day;
  /** To the digit the database keeps. */
  readonly observed: string;
  readonly priority: number;
}

/**
 * Finds a price that counts, by the revision of its row or of the current price, and by its time where it was told before it
 * had a row, since it then had the revision of the row before. The instrument's current price is held for the unit of work.
 */
async function lockStatement(em: EntityManager, { instrumentId, revision, observedAt }: Target): Promise<Statement | null> {
  // So that no newer price comes between.
  await em.execute('select 1 from current_quote where instrument_id = ?::uuid for update', [instrumentId]);
  if (observedAt) {
    const [told]: Statement[] = await em.execute(
      `select price::text, source, value_date::text, observed_at::text as observed, priority from quote
       where instrument_id = ?::uuid and observed_at = ?::timestamptz and revision >= ? and withdrawn_at is null order by revision limit 1`,
      [instrumentId, observedAt.toISOString(), revision],
    );
    if (told) return told;
  }
  const [found]: Statement[] = await em.execute(
    `select price::text, source, value_date::text, observed_at::text as observed, priority from (
       select price, source, value_date, observed_at, priority, 1 as place from quote
       where instrument_id = ?::uuid and revision = ? and withdrawn_at is null
       union all
       select price, source, value_date, observed_at, priority, 2 from current_quote where instrument_id = ?::uuid and revision = ?) as found
     order by place limit 1`,
    [instrumentId, revision, instrumentId, revision],
  );
  if (!found || (observedAt && new Date(found.observed).getTime() !== observedAt.getTime())) return null;
  return found;
}

interface Target {
  readonly instrumentId: InstrumentId;
  readonly revision: number;
  readonly observedAt?: Date | null;
}

/** Every row that says the same; with its parameters. */
function sameStatement(row: string, instrumentId: InstrumentId, said: Statement): { condition: string; keys: string[] } {
  const condition =
    `${row}.instrument_id = ?::uuid and ${row}.value_date = ?::date and ${row}.observed_at = ?::timestamptz ` +
    `and ${row}.source = ? and ${row}.price = ?::numeric`;
  return { condition, keys: [instrumentId, said.value_date, said.observed, said.source, said.price] };
}

/**
 * Puts the best of the prices that count in the place of the current one, where that meets the condition (on `held`) and is
 * another; returns the new one, or the old one when its previous close changed.
 */
export async function replaceCurrent(
  em: EntityManager,
  { instrumentId, where, keys }: { instrumentId: InstrumentId; where: string; keys: readonly string[] },
): Promise<Quote | null> {
  const rows: QuoteRow[] = await em.execute(
    `with best as (
       select chosen.*, before.earlier_price, before.earlier_date from (
         select * from quote where instrument_id = ?::uuid and withdrawn_at is null
         order by ${latestDayFirst()} limit 1) as chosen
       left join lateral ${earlierThan('chosen')} as before on true),
     replaced as (
       update current_quote as held set revision = nextval('revision'), source = best.source, priority = best.priority, kind = best.kind,
         price = best.price, currency = best.currency, observed_at = best.observed_at, value_date = best.value_date,
         received_at = best.received_at, raw_price = best.raw_price, raw_currency = best.raw_currency, adjustment = best.adjustment,
         previous_close = case when best.previous_close is not null and best.previous_close_date is null then best.previous_close
           else best.earlier_price end,
         previous_close_date = case when best.previous_close is not null and best.previous_close_date is null then null
           else best.earlier_date end
       from best where held.instrument_id = best.instrument_id and ${where}
         and (held.source, held.observed_at, held.kind, held.price) is distinct from (best.source, best.observed_at, best.kind, best.price)
       returning held.*)
     select ${SELECTED} from replaced`,
    [instrumentId, ...keys],
  );
  const [current] = rows.length > 0 ? rows.map(decodeQuote) : await correctPreviousCloses(em, [instrumentId]);
  return current ?? null;
}

/**
 * Marks a price as withdrawn; where it is current, the best of those that remain takes its place with a new revision.
 * Null: there is no such price. `isLast`: no other price remains, so nothing was changed.
 */
export async function withdrawQuote(
  em: EntityManager,
  { reason, at, ...target }: Target & { reason: string; at: Date },
): Promise<Withdrawal | 'isLast' | null> {
  const { instrumentId } = target;
  const said = await lockStatement(em, target);
  if (!said) return null;
  const { condition, keys } = sameStatement('quote', instrumentId, said);
  const [rest] = await em.execute(
    `select 1 from quote where instrument_id = ?::uuid and withdrawn_at is null and not (${condition}) limit 1`,
    [instrumentId, ...keys],
  );
  if (!rest) return 'isLast';
  return takeBack(em, { instrumentId, said, reason, at });
}

/**
 * Withdraws a price and puts the right one in its place, of the same moment and day, in the name of `source`.
 * Null: there is no such price.
 */
export async function correctQuote(
  em: EntityManager,
  { price, source, reason, at, ...target }: Target & { price: Decimal; source: SourceId; reason: string; at: Date },
): Promise<Withdrawal | null> {
  const { instrumentId } = target;
  const said = await lockStatement(em, target);
  if (!said) return null;
  const losers = [{ source: said.source, price: new Decimal(said.price).toFixed(), observedAt: new Date(said.observed).toISOString() }];
  const verdict: QuoteVerdict = { rule: Rule.CORRECTED_BY_ADMINISTRATOR, losers };
  const { condition, keys } = sameStatement('quote', instrumentId, said);
  await em.execute(
    `insert into quote (revision, instrument_id, source, priority, kind, price, currency, observed_at, value_date, received_at, raw_price,
       raw_currency, adjustment, verdict)
     select nextval('revision'), instrument_id, ?, ?::int, kind, ?::numeric, currency, observed_at, value_date, ?::timestamptz, ?, null,
       adjustment, ?::jsonb
     from quote where ${condition} order by revision desc limit 1`,
    // Before every source of that moment, after none that is pinned.
    [source, Math.min(said.priority, 0), price.toFixed(), at.toISOString(), price.toFixed(), JSON.stringify(verdict), ...keys],
  );
  return takeBack(em, { instrumentId, said, reason, at });
}

async function takeBack(
  em: EntityManager,
  { instrumentId, said, reason, at }: { instrumentId: InstrumentId; said: Statement; reason: string; at: Date },
): Promise<Withdrawal> {
  const { condition, keys } = sameStatement('quote', instrumentId, said);
  await em.execute(`update quote set withdrawn_at = ?::timestamptz, withdrawn_reason = ? where ${condition}`, [
    at.toISOString(),
    reason,
    ...keys,
  ]);
  const held = sameStatement('held', instrumentId, said);
  const current = await replaceCurrent(em, { instrumentId, where: held.condition, keys: held.keys });
  await forgetDaysOfInstruments(em, new Map([[instrumentId, said.value_date]]));
  return { price: new Decimal(said.price).toFixed(), source: said.source, valueDate: said.value_date, current };
}

type HoldRow = { [K in keyof Hold]: Hold[K] extends Date | Decimal ? string : Hold[K] };

function decodeHold(row: HoldRow): Hold {
  return { ...row, figure: new Decimal(row.figure), observedAt: new Date(row.observedAt), receivedAt: new Date(row.receivedAt) };
}
