/** Why a rate stands, and what administrators do about one that should not: the counterpart of `query/provenance.ts` and `query/pin.ts`. */
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { FxRate } from '../../domain/fx.js';
import type { SourceId } from '../../domain/ids.js';
import { PRIORITY_PINNED, type QuoteVerdict, Rule } from '../../domain/verdict.js';
import type { EntityManager } from '../database.js';
import { correctPreviousRates, decodeRate, earlierRate, type RateRow, SELECTED } from './fx.js';
import { forgetDaysOfRates } from './history.js';
import { saidBy } from './pin.js';
import { latestDayFirst } from './precedence.js';
import { SET_ASIDE } from './quote.js';

/** A source without a place of its own in the order of trust goes behind the others. */
const PRIORITY_UNKNOWN = 32_767;

export interface Pair {
  readonly base: Currency;
  readonly quote: Currency;
}

/** The verdicts of accepted rates, in their order; null where none was kept. A corrected previous rate has a revision of its own. */
export async function rateVerdictsOf(em: EntityManager, rates: readonly FxRate[]): Promise<(QuoteVerdict | null)[]> {
  const wanted = rates.map(({ base, quote, revision, source, observedAt, valueDate }, index) => ({
    index,
    base,
    quote,
    revision,
    source,
    observed_at: observedAt.toISOString(),
    value_date: valueDate,
  }));
  const rows: { index: number; verdict: QuoteVerdict | string | null }[] = await em.execute(
    `select wanted.index, found.verdict
     from jsonb_to_recordset(?::jsonb) as wanted(index int, base text, quote text, revision bigint, source text, observed_at timestamptz(3), value_date date)
     cross join lateral (
       select verdict from fx_rate where fx_rate.base = wanted.base and fx_rate.quote = wanted.quote and fx_rate.value_date = wanted.value_date
         and fx_rate.observed_at = wanted.observed_at and fx_rate.source = wanted.source and fx_rate.revision <= wanted.revision
       order by fx_rate.revision desc limit 1) as found`,
    [JSON.stringify(wanted)],
  );
  const byIndex = new Map(rows.map(({ index, verdict }) => [index, typeof verdict === 'string' ? JSON.parse(verdict) : verdict]));
  return rates.map((_, index) => byIndex.get(index) ?? null);
}

/** A rate as it stands in the database. */
interface Statement {
  readonly rate: string;
  readonly source: string;
  readonly value_date: Day;
  /** To the digit the database keeps. */
  readonly observed: string;
  readonly priority: number;
}

export interface RateWithdrawal {
  readonly rate: string;
  readonly source: string;
  readonly valueDate: Day;
  /** The rate that is current now, when it is another one than before, or is measured against another one. */
  readonly current: FxRate | null;
}

export interface RateTarget extends Pair {
  readonly revision: number;
}

/** Holds the current rate of the pair for the unit of work, so that no newer one comes between. */
async function lockPair(em: EntityManager, { base, quote }: Pair): Promise<void> {
  await em.execute('select 1 from current_rate where base = ? and quote = ? for update', [base, quote]);
}

async function lockStatement(em: EntityManager, target: RateTarget): Promise<Statement | null> {
  await lockPair(em, target);
  const { base, quote, revision } = target;
  // A current rate whose previous one was corrected has a revision of its own.
  const [found]: Statement[] = await em.execute(
    `select rate::text, source, value_date::text, observed_at::text as observed, priority from (
       select rate, source, value_date, observed_at, priority, 1 as place from fx_rate
       where base = ? and quote = ? and revision = ? and withdrawn_at is null
       union all
       select rate, source, value_date, observed_at, priority, 2 from current_rate where base = ? and quote = ? and revision = ?) as found
     order by place limit 1`,
    [base, quote, revision, base, quote, revision],
  );
  return found ?? null;
}

const SAME = 'base = ? and quote = ? and value_date = ?::date and observed_at = ?::timestamptz and source = ? and rate = ?::numeric';

function keysOf({ base, quote }: Pair, said: Statement): string[] {
  return [base, quote, said.value_date, said.observed, said.source, said.rate];
}

/** Marks a rate as withdrawn; the best of those that remain takes its place. Null: there is no such rate. `isLast`: no other remains. */
export async function withdrawRate(
  em: EntityManager,
  { reason, at, ...target }: RateTarget & { reason: string; at: Date },
): Promise<RateWithdrawal | 'isLast' | null> {
  const said = await lockStatement(em, target);
  if (!said) return null;
  const [rest] = await em.execute(`select 1 from fx_rate where base = ? and quote = ? and withdrawn_at is null and not (${SAME}) limit 1`, [
    target.base,
    target.quote,
    ...keysOf(target, said),
  ]);
  return rest ? takeBack(em, target, { said, reason, at }) : 'isLast';
}

/** Withdraws a rate and puts the right one in its place, of the same moment and day, in the name of `source`. Null: there is no such rate. */
export async function correctRate(
  em: EntityManager,
  { rate, source, reason, at, ...target }: RateTarget & { rate: Decimal; source: SourceId; reason: string; at: Date },
): Promise<RateWithdrawal | null> {
  const said = await lockStatement(em, target);
  if (!said) return null;
  const losers = [{ source: said.source, price: new Decimal(said.rate).toFixed(), observedAt: new Date(said.observed).toISOString() }];
  const verdict: QuoteVerdict = { rule: Rule.CORRECTED_BY_ADMINISTRATOR, losers };
  await em.execute(
    `insert into fx_rate (revision, base, quote, source, priority, rate, observed_at, value_date, received_at, verdict)
     select nextval('revision'), base, quote, ?, ?::int, ?::numeric, observed_at, value_date, ?::timestamptz, ?::jsonb
     from fx_rate where ${SAME} order by revision desc limit 1`,
    // Before every source of that moment, after none that is pinned.
    [source, Math.min(said.priority, 0), rate.toFixed(), at.toISOString(), JSON.stringify(verdict), ...keysOf(target, said)],
  );
  return takeBack(em, target, { said, reason, at });
}

async function takeBack(
  em: EntityManager,
  pair: Pair,
  { said, reason, at }: { said: Statement; reason: string; at: Date },
): Promise<RateWithdrawal> {
  await em.execute(`update fx_rate set withdrawn_at = ?::timestamptz, withdrawn_reason = ? where ${SAME}`, [
    at.toISOString(),
    reason,
    ...keysOf(pair, said),
  ]);
  const current = await replaceCurrent(em, pair);
  await forgetDaysOfRates(em, [{ ...pair, day: said.value_date }]);
  return { rate: new Decimal(said.rate).toFixed(), source: said.source, valueDate: said.value_date, current };
}

/** Puts the best of the rates that count in the place of the current one where that is another; returns it, or the old one when its previous rate changed. */
async function replaceCurrent(em: EntityManager, pair: Pair): Promise<FxRate | null> {
  const rows: RateRow[] = await em.execute(
    `with best as (
       select chosen.*, before.earlier_rate, before.earlier_date from (
         select * from fx_rate where base = ? and quote = ? and withdrawn_at is null
         order by ${latestDayFirst()} limit 1) as chosen
       left join lateral ${earlierRate('chosen')} as before on true),
     replaced as (
       update current_rate as held set revision = nextval('revision'), source = best.source, priority = best.priority, rate = best.rate,
         observed_at = best.observed_at, value_date = best.value_date, received_at = best.received_at,
         previous_rate = best.earlier_rate, previous_rate_date = best.earlier_date
       from best where held.base = best.base and held.quote = best.quote
         and (held.source, held.observed_at, held.rate) is distinct from (best.source, best.observed_at, best.rate)
       returning held.*)
     select ${SELECTED} from replaced`,
    [pair.base, pair.quote],
  );
  const [current] = rows.length > 0 ? rows.map(decodeRate) : await correctPreviousRates(em, [pair]);
  return current ?? null;
}

/** The pinned source of every pair that has one; from every day on where that was not kept. */
export async function pinnedRates(em: EntityManager): Promise<(Pair & { readonly source: SourceId; readonly pinnedFrom: Day | null })[]> {
  return em.execute('select base, quote, source, pinned_from::text as "pinnedFrom" from pinned_rate order by base, quote');
}

/**
 * From `from` on only the rates of the source count. Where it has none from that day on, the others' stay until its first one
 * comes. Returns the rate that is current now, when it is another one than before.
 */
export async function pinRate(
  em: EntityManager,
  { source, from, at, ...pair }: Pair & { source: SourceId; from: Day; at: Date },
): Promise<FxRate | null> {
  await lockPair(em, pair);
  const { base, quote } = pair;
  await em.execute(
    `insert into pinned_rate (base, quote, source, pinned_from) values (?, ?, ?, ?)
     on conflict (base, quote) do update set source = excluded.source, pinned_from = excluded.pinned_from`,
    [base, quote, source, from],
  );
  const own = `base = ? and quote = ? and ${saidBy(source)} and value_date >= ?::date`;
  await em.execute(`update fx_rate set priority = ${PRIORITY_PINNED} where ${own}`, [base, quote, source, from]);
  const [any] = await em.execute(`select 1 from fx_rate where ${own} and withdrawn_at is null limit 1`, [base, quote, source, from]);
  if (!any) return null;
  await em.execute(
    `update fx_rate set withdrawn_at = ?::timestamptz, withdrawn_reason = '${SET_ASIDE}'
     where base = ? and quote = ? and not ${saidBy(source)} and value_date >= ?::date and withdrawn_at is null`,
    [at.toISOString(), base, quote, source, from],
  );
  const current = await replaceCurrent(em, pair);
  await em.execute(`update current_rate set priority = ${PRIORITY_PINNED} where base = ? and quote = ? and ${saidBy(source)}`, [
    base,
    quote,
    source,
  ]);
  await forgetDaysOfRates(em, [{ ...pair, day: from }]);
  return current;
}

/** Every source counts again, also for the days on which only one did. @param priority of the source that was pinned, where it is known */
export async function unpinRate(em: EntityManager, { priority, ...pair }: Pair & { priority: number | null }): Promise<FxRate | null> {
  await lockPair(em, pair);
  const keys = [pair.base, pair.quote];
  await em.execute('delete from pinned_rate where base = ? and quote = ?', keys);
  const aside = `base = ? and quote = ? and withdrawn_reason = '${SET_ASIDE}'`;
  const [earliest]: { day: Day | null }[] = await em.execute(`select min(value_date)::text as day from fx_rate where ${aside}`, keys);
  await em.execute(`update fx_rate set withdrawn_at = null, withdrawn_reason = null where ${aside}`, keys);
  for (const table of ['fx_rate', 'current_rate'])
    await em.execute(`update ${table} set priority = ?::int where base = ? and quote = ? and priority < 0`, [
      priority ?? PRIORITY_UNKNOWN,
      ...keys,
    ]);
  const current = await replaceCurrent(em, pair);
  if (earliest?.day) await forgetDaysOfRates(em, [{ ...pair, day: earliest.day }]);
  return current;
}
