/**
 * Prices in the database, a batch at a time. Here the last word is spoken on which price is current: the conditions of
 * the upserts hold between any number of writers, so that an older price never replaces a newer one.
 */
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import type { Adjustment, CandidateQuote, PreviousClose, Quote, QuoteKind } from '../../domain/quote.js';
import type { Ranked } from '../../domain/ranked.js';
import type { EntityManager } from '../database.js';
import { runForAll, type Statement } from '../prepared.js';
import { latestDayFirst, newestFirst } from './precedence.js';

export type StorableQuote = Ranked<CandidateQuote>;

/** Said of prices that count for nothing because another source is pinned; they count again when it is not any more. */
export const SET_ASIDE = 'Another source is pinned.';

const COLUMNS =
  'instrument_id, source, priority, kind, price, currency, observed_at, value_date, received_at, raw_price, raw_currency, adjustment';
const ROW =
  'instrument_id uuid, source text, priority smallint, kind text, price numeric, currency text, observed_at timestamptz(3), value_date date, ' +
  'received_at timestamptz(3), previous_close numeric, previous_close_date date, raw_price text, raw_currency text, adjustment text, verdict jsonb, set_aside boolean';

/** Everything of a quote, as text where a driver would turn it into a float, a Date in local time, or a bigint. */
export const SELECTED =
  'instrument_id, source, kind, price::text, currency, (extract(epoch from observed_at) * 1000)::bigint::text as observed_ms, value_date::text, ' +
  '(extract(epoch from received_at) * 1000)::bigint::text as received_ms, previous_close::text, previous_close_date::text, raw_price, ' +
  'raw_currency, adjustment, revision::text';

/**
 * The newest price of an earlier day than `row.value_date`, by the order in which one price beats another; looked for only where
 * `when` holds. One search for both of its columns: a search is planned for every part of the history.
 */
export const earlierThan = (row: string, when = 'true') =>
  `(select earlier.price as earlier_price, earlier.value_date as earlier_date from quote earlier where ${when} and earlier.instrument_id = ${row}.instrument_id ` +
  `and earlier.value_date < ${row}.value_date and earlier.withdrawn_at is null ` +
  `order by ${latestDayFirst('earlier')} limit 1)`;

/**
 * What an administrator has withdrawn does not come back by being said again. Looked up for each price: as `not exists` it would
 * become a join, for which a whole month of prices is read where few have been kept.
 */
const NOT_WITHDRAWN =
  '(select true from quote taken where taken.instrument_id = incoming.instrument_id and taken.value_date = incoming.value_date ' +
  'and taken.observed_at = incoming.observed_at and taken.source = incoming.source and taken.price = incoming.price and taken.withdrawn_at is not null limit 1) is null';

/** What the source last said of the day; by the index, since a day of a busy instrument has a hundred thousand prices. */
const said = (when: string) =>
  '(select known.price from quote known where known.instrument_id = incoming.instrument_id and known.value_date = incoming.value_date ' +
  `and known.source = incoming.source and known.kind = incoming.kind and ${when} order by known.revision desc limit 1)`;

const INSERT_HISTORY: Statement = {
  name: 'insert_history',
  parameter: 'jsonb',
  sql: `with incoming as (select distinct * from jsonb_to_recordset(?::jsonb) as row(${ROW})),
     recorded as (
       insert into quote (revision, ${COLUMNS}, previous_close, previous_close_date, verdict, withdrawn_at, withdrawn_reason)
       select nextval('revision'), ${COLUMNS}, previous_close, previous_close_date, verdict,
         case when set_aside then received_at end, case when set_aside then '${SET_ASIDE}' end from incoming
       where incoming.price is distinct from case when incoming.kind in ('CLOSE', 'NAV') then ${said('true')}
         else ${said('known.observed_at = incoming.observed_at')} end
       returning 1)
     select count(*)::text as count from recorded`,
};

/**
 * Records prices that are not current: late ones, those that lost, and those that were passed by a newer one before they were
 * stored; only these have a verdict. An exact repetition is left out; returns how
 * many were new.
 */
export async function insertHistory(em: EntityManager, candidates: readonly StorableQuote[]): Promise<number> {
  if (candidates.length === 0) return 0;
  const rows = await runForAll<{ count: string }, StorableQuote>(em, INSERT_HISTORY, { items: candidates, encode });
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}

const PUT_CURRENT: Statement = {
  name: 'put_current',
  parameter: 'jsonb',
  sql: `with incoming as (
       select row.*, held.previous_close as held_close, held.previous_close_date as held_close_date,
         row.previous_close is null and held.value_date = row.value_date
           and (held.previous_close is null or held.previous_close_date is not null) as is_same_day
       from jsonb_to_recordset(?::jsonb) as row(${ROW})
         left join lateral (select * from current_quote where instrument_id = row.instrument_id limit 1) as held on true),
     won as (
       insert into current_quote as incumbent (revision, ${COLUMNS}, previous_close, previous_close_date)
       select nextval('revision'), ${COLUMNS},
         case when is_same_day then held_close else coalesce(incoming.previous_close, before.earlier_price) end,
         case when is_same_day then held_close_date when incoming.previous_close is null then before.earlier_date
           else incoming.previous_close_date end
       from incoming left join lateral ${earlierThan('incoming', 'incoming.is_same_day is not true and incoming.previous_close is null')} as before on true
       where ${NOT_WITHDRAWN} order by instrument_id
       on conflict (instrument_id) do update set revision = nextval('revision'), source = excluded.source, priority = excluded.priority,
         kind = excluded.kind, price = excluded.price, currency = excluded.currency, observed_at = excluded.observed_at,
         value_date = excluded.value_date, received_at = excluded.received_at, previous_close = excluded.previous_close,
         previous_close_date = excluded.previous_close_date, raw_price = excluded.raw_price, raw_currency = excluded.raw_currency,
         adjustment = excluded.adjustment
       where case when (excluded.priority < 0) <> (incumbent.priority < 0) then excluded.priority < 0
         else excluded.observed_at > incumbent.observed_at
           or (excluded.observed_at = incumbent.observed_at
             and case when excluded.source = incumbent.source then excluded.price <> incumbent.price
               else (excluded.priority, excluded.source collate "C") < (incumbent.priority, incumbent.source) end) end
       returning ${qualified('incumbent')}),
     recorded as (
       insert into quote (revision, ${COLUMNS}, previous_close, previous_close_date, verdict)
       select ${qualified('won')}, incoming.verdict from won join incoming on incoming.instrument_id = won.instrument_id)
     select string_agg(concat_ws(' ', instrument_id, revision, coalesce(previous_close::text, '-'), previous_close_date), ',') as won from won`,
};

/**
 * Makes prices current where they still are the newest, and records them; one candidate per instrument at most. A further price
 * of a day has the previous close of the one before it, which `correctPreviousCloses` keeps right, and which saves two searches.
 * Returns those that became current, with their revision and previous close.
 */
export async function putCurrent(em: EntityManager, candidates: readonly StorableQuote[]): Promise<Quote[]> {
  if (candidates.length === 0) return [];
  const rows = await runForAll<{ won: string | null }, StorableQuote>(em, PUT_CURRENT, { items: candidates, encode });
  const byId = new Map(candidates.map((candidate) => [candidate.instrumentId, candidate]));
  const won = rows.flatMap((row) => row.won?.split(',') ?? []);
  return won.map((text) => {
    const [id, revision, close, day] = text.split(' ') as [InstrumentId, string, string, Day | undefined];
    const previousClose = close === '-' ? null : { price: new Decimal(close), valueDate: day ?? null };
    return acceptedOf(byId.get(id) as StorableQuote, Number(revision), previousClose);
  });
}

/** What the database did not change need not come back from it. */
function acceptedOf(stated: StorableQuote, revision: number, previousClose: PreviousClose | null): Quote {
  return {
    instrumentId: stated.instrumentId,
    source: stated.source,
    kind: stated.kind,
    price: stated.price,
    currency: stated.currency,
    observedAt: stated.observedAt,
    valueDate: stated.valueDate,
    receivedAt: stated.receivedAt,
    previousClose,
    rawPrice: shortened(stated.rawPrice),
    rawCurrency: stated.rawCurrency,
    adjustment: stated.adjustment,
    revision,
  };
}

/**
 * A late price of an earlier day may be the one a current price is measured against. Corrects the previous closes that
 * were taken from the history of these instruments; returns the current quotes that changed, with a new revision.
 */
export async function correctPreviousCloses(em: EntityManager, instrumentIds: readonly InstrumentId[]): Promise<Quote[]> {
  if (instrumentIds.length === 0) return [];
  const rows: QuoteRow[] = await em.execute(
    `with corrected as (
       update current_quote as incumbent set revision = nextval('revision'), previous_close = found.price, previous_close_date = found.value_date
     from (
       select held.instrument_id, before.earlier_price as price, before.earlier_date as value_date
       from current_quote held left join lateral ${earlierThan('held')} as before on true
       where held.instrument_id = any(array(select jsonb_array_elements_text(?::jsonb)::uuid))
         and (held.previous_close is null or held.previous_close_date is not null)) as found
     where found.instrument_id = incumbent.instrument_id
       and (found.price, found.value_date) is distinct from (incumbent.previous_close, incumbent.previous_close_date)
       returning ${qualified('incumbent')})
     select ${SELECTED} from corrected`,
    [JSON.stringify([...new Set(instrumentIds)])],
  );
  return rows.map(decodeQuote);
}

/** Gives the current prices of these instruments a new revision, so that they stand over whatever was told of them. */
export async function restateCurrent(em: EntityManager, instrumentIds: readonly InstrumentId[]): Promise<Quote[]> {
  if (instrumentIds.length === 0) return [];
  const rows: QuoteRow[] = await em.execute(
    `update current_quote set revision = nextval('revision')
     where instrument_id = any(array(select jsonb_array_elements_text(?::jsonb)::uuid)) returning ${SELECTED}`,
    [JSON.stringify(instrumentIds)],
  );
  return rows.map((row) => ({ ...decodeQuote(row), stands: true }));
}

/** The revision of every current price: enough to tell which ones a process has missed. */
export async function currentRevisions(em: EntityManager): Promise<{ instrumentId: InstrumentId; revision: number }[]> {
  const rows: { id: string; revision: string }[] = await em.execute('select instrument_id as id, revision::text from current_quote');
  return rows.map(({ id, revision }) => ({ instrumentId: id as InstrumentId, revision: Number(revision) }));
}

/** Prices that became current after a revision, in order: what whoever missed the news has to catch up with. */
export async function pricesSince(em: EntityManager, { after, limit }: { after: number; limit: number }): Promise<Quote[]> {
  const rows: QuoteRow[] = await em.execute(
    `select ${SELECTED} from quote where revision > ? and verdict is not null and withdrawn_at is null order by revision limit ?`,
    [after, limit],
  );
  return rows.map(decodeQuote);
}

/** The current price of every instrument, or of those named. */
export async function currentQuotes(em: EntityManager, instrumentIds?: readonly InstrumentId[]): Promise<Quote[]> {
  const only = instrumentIds ? 'where instrument_id in (select jsonb_array_elements_text(?::jsonb)::uuid)' : '';
  const rows: QuoteRow[] = await em.execute(
    `select ${SELECTED} from current_quote ${only}`,
    instrumentIds ? [JSON.stringify(instrumentIds)] : [],
  );
  return rows.map(decodeQuote);
}

/**
 * For each instrument the price that held at the end of `day`: the newest by day, then time, then priority of the
 * source, then revision. Its previous close is the newest price of an earlier day.
 */
export async function quotesAsOf(em: EntityManager, instrumentIds: readonly InstrumentId[], day: Day): Promise<Quote[]> {
  if (instrumentIds.length === 0) return [];
  const rows: QuoteRow[] = await em.execute(
    `select ${SELECTED} from (
       select found.instrument_id, found.source, found.kind, found.price, found.currency, found.observed_at, found.value_date, found.received_at,
         found.raw_price, found.raw_currency, found.adjustment, found.revision,
         before.earlier_price as previous_close, before.earlier_date as previous_close_date
       from jsonb_array_elements_text(?::jsonb) as wanted(id)
       cross join lateral (
         select * from quote where quote.instrument_id = wanted.id::uuid and quote.value_date <= ?::date and quote.withdrawn_at is null
         order by ${latestDayFirst('quote')} limit 1) as found
       left join lateral ${earlierThan('found')} as before on true) as answer`,
    [JSON.stringify([...new Set(instrumentIds)]), day],
  );
  return rows.map(decodeQuote);
}

/** One price per day of an instrument, oldest first: the one that held at the end of each day. */
export async function dailyQuotes(
  em: EntityManager,
  {
    instrumentId,
    from,
    to,
    after,
    limit,
  }: { instrumentId: InstrumentId; from: Day | null; to: Day | null; after: Day | null; limit: number },
): Promise<Quote[]> {
  const rows: QuoteRow[] = await em.execute(
    `select ${SELECTED} from (
       select distinct on (value_date) * from quote
       where instrument_id = ?::uuid and withdrawn_at is null and value_date >= coalesce(?::date, '0001-01-01') and value_date <= coalesce(?::date, '9999-12-31')
         and value_date > coalesce(?::date, '0001-01-01')
       order by value_date, ${newestFirst()} limit ${Math.trunc(limit)}) as daily
     order by value_date`,
    [instrumentId, from, to, after],
  );
  return rows.map(decodeQuote);
}

/** For each of the instruments the price that held at the end of each day from `from` on, oldest first. */
export async function recentPrices(
  em: EntityManager,
  { instrumentIds, from }: { instrumentIds: readonly InstrumentId[]; from: Day },
): Promise<ReadonlyMap<InstrumentId, readonly Decimal[]>> {
  const rows: { instrument_id: InstrumentId; price: string }[] = await em.execute(
    `select found.instrument_id, found.price::text as price from jsonb_array_elements_text(?::jsonb) as wanted(id)
     cross join lateral (
       select distinct on (value_date) instrument_id, value_date, price from quote
       where instrument_id = wanted.id::uuid and withdrawn_at is null and value_date >= ?::date
       order by value_date, ${newestFirst()}) as found
     order by found.instrument_id, found.value_date`,
    [JSON.stringify([...new Set(instrumentIds)]), from],
  );
  const found = new Map<InstrumentId, Decimal[]>();
  for (const { instrument_id, price } of rows) {
    const prices = found.get(instrument_id) ?? [];
    prices.push(new Decimal(price));
    found.set(instrument_id, prices);
  }
  return found;
}

export interface QuoteRow {
  instrument_id: string;
  source: string;
  kind: string;
  price: string;
  currency: string;
  observed_ms: string;
  value_date: string;
  received_ms: string;
  previous_close: string | null;
  previous_close_date: string | null;
  raw_price: string;
  raw_currency: string | null;
  adjustment: string;
  revision: string;
}

export function decodeQuote(row: QuoteRow): Quote {
  return {
    instrumentId: row.instrument_id as InstrumentId,
    source: row.source as SourceId,
    kind: row.kind as QuoteKind,
    price: new Decimal(row.price),
    currency: row.currency as Currency,
    observedAt: new Date(Number(row.observed_ms)),
    valueDate: row.value_date as Day,
    receivedAt: new Date(Number(row.received_ms)),
    previousClose:
      row.previous_close === null ? null : { price: new Decimal(row.previous_close), valueDate: row.previous_close_date as Day | null },
    rawPrice: row.raw_price,
    rawCurrency: row.raw_currency,
    adjustment: row.adjustment as Adjustment,
    revision: Number(row.revision),
  };
}

/** What is null or false is left out: in the embedded database the length of the text is a good part of what a store costs. */
function encode(candidates: readonly StorableQuote[]): string {
  return JSON.stringify(
    candidates.map((candidate) => ({
      instrument_id: candidate.instrumentId,
      source: candidate.source,
      priority: candidate.priority,
      kind: candidate.kind,
      price: candidate.price.toFixed(),
      currency: candidate.currency,
      observed_at: candidate.observedAt.toISOString(),
      value_date: candidate.valueDate,
      received_at: candidate.receivedAt.toISOString(),
      previous_close: candidate.previousClose?.price.toFixed(),
      previous_close_date: candidate.previousClose?.valueDate ?? undefined,
      raw_price: shortened(candidate.rawPrice),
      raw_currency: candidate.rawCurrency?.slice(0, 10),
      adjustment: candidate.adjustment,
      verdict: candidate.verdict,
      set_aside: candidate.isSetAside,
    })),
  );
}

/** As long as the column. */
function shortened(rawPrice: string): string {
  return rawPrice.slice(0, 60);
}

function qualified(table: string): string {
  return `${table}.revision, ${COLUMNS.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ')}, ${table}.previous_close, ${table}.previous_close_date`;
}
