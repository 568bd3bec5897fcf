/** Why a price stands, and what administrators do about one that should not: verdicts, withdrawal and correction. */
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import type { Quote } from '../../domain/quote.js';
import { type QuoteVerdict, Rule } from '../../domain/verdict.js';
import type { EntityManager } from '../database.js';
import { forgetDaysOfInstruments } from './history.js';
import { latestDayFirst } from './precedence.js';
import { correctPreviousCloses, decodeQuote, earlierThan, type QuoteRow, SELECTED } from './quote.js';

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

export interface Withdrawal {
  readonly price: string;
  readonly source: string;
  readonly valueDate: Day;
  /** When it first came. */
  readonly sinceMs: number;
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
  const withdrawn: { received_ms: string }[] = await em.execute(
    `update quote set withdrawn_at = ?::timestamptz, withdrawn_reason = ? where ${condition}
     returning (extract(epoch from received_at) * 1000)::bigint::text as received_ms`,
    [at.toISOString(), reason, ...keys],
  );
  const sinceMs = Math.min(at.getTime(), ...withdrawn.map(({ received_ms }) => Number(received_ms)));
  const held = sameStatement('held', instrumentId, said);
  const current = await replaceCurrent(em, { instrumentId, where: held.condition, keys: held.keys });
  await forgetDaysOfInstruments(em, new Map([[instrumentId, said.value_date]]));
  return { price: new Decimal(said.price).toFixed(), source: said.source, valueDate: said.value_date, sinceMs, current };
}
