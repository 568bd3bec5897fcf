/**
 * Thins out old prices: of a minute, and later of a day, the last one stays. What never goes: a day's last price, dated prices
 * with all their corrections, what was withdrawn or set right by a person, and what is current. So every figure of a past day,
 * and every audit, finds what it needs.
 */
import type { Day } from '../../domain/day.js';
import type { EntityManager } from '../database.js';
import { newestFirst } from './precedence.js';

/** Prices a person decided about. */
const DECIDED = "('CONFIRMED_BY_ADMINISTRATOR', 'CORRECTED_BY_ADMINISTRATOR')";

/** Of what is thinned out, one row stays for each of these. */
export const Grain = { MINUTE: 'MINUTE', DAY: 'DAY' } as const;
export type Grain = (typeof Grain)[keyof typeof Grain];

export interface Thinning {
  readonly grain: Grain;
  /** Both days included. */
  readonly from: Day;
  readonly to: Day;
}

/** @returns how many rows went */
export async function thinQuotes(em: EntityManager, instrumentIds: readonly string[], { grain, from, to }: Thinning): Promise<number> {
  const rows: { count: string }[] = await em.execute(
    `with ranked as (
       select quote.revision, quote.value_date, row_number() over (
         partition by quote.instrument_id, quote.value_date${grain === Grain.MINUTE ? ", date_trunc('minute', quote.observed_at)" : ''}
         order by ${newestFirst('quote')}) as place
       from jsonb_array_elements_text(?::jsonb) as wanted(id) join quote on quote.instrument_id = wanted.id::uuid
       where quote.value_date between ?::date and ?::date and quote.withdrawn_at is null and quote.kind in ('LAST', 'MID')),
     gone as (
       delete from quote using ranked where quote.revision = ranked.revision and quote.value_date = ranked.value_date and ranked.place > 1
         and coalesce(quote.verdict->>'rule', '') not in ${DECIDED}
         and not exists (select 1 from current_quote where current_quote.revision = quote.revision)
       returning 1)
     select count(*)::text as count from gone`,
    [JSON.stringify(instrumentIds), from, to],
  );
  return Number(rows[0]?.count);
}

/** Rates of a pair, in the same way; reference rates are one a day already. @returns how many rows went */
export async function thinRates(em: EntityManager, { grain, from, to }: Thinning): Promise<number> {
  const rows: { count: string }[] = await em.execute(
    `with ranked as (
       select fx_rate.revision, row_number() over (
         partition by pair.base, pair.quote, fx_rate.source, fx_rate.value_date${grain === Grain.MINUTE ? ", date_trunc('minute', fx_rate.observed_at)" : ''}
         order by ${newestFirst('fx_rate')}) as place
       from current_rate pair join fx_rate on fx_rate.base = pair.base and fx_rate.quote = pair.quote
       where fx_rate.value_date between ?::date and ?::date and fx_rate.withdrawn_at is null),
     gone as (
       delete from fx_rate using ranked where fx_rate.revision = ranked.revision and ranked.place > 1
         and coalesce(fx_rate.verdict->>'rule', '') not in ${DECIDED}
         and not exists (select 1 from current_rate where current_rate.revision = fx_rate.revision)
       returning 1)
     select count(*)::text as count from gone`,
    [from, to],
  );
  return Number(rows[0]?.count);
}
