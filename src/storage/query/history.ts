/**
 * Past days as they were worked out: kept, read, and forgotten from the day something of them changed. Invariant: what is
 * kept of a scope has no holes and is what would be worked out now.
 */
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { MONEY_SCALE } from '../../domain/decimal.js';
import { PIVOTS } from '../../domain/fx.js';
import type { SeriesDay } from '../../domain/history.js';
import type { AccountId, InstrumentId, PortfolioId, UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';
import { JOIN_BELONGING } from './membership.js';

const AMOUNTS = {
  total: 'total',
  marketValue: 'market_value',
  cash: 'cash',
  inflow: 'inflow',
  outflow: 'outflow',
  priceGain: 'price_gain',
  currencyGain: 'currency_gain',
  income: 'income',
  netIncome: 'net_income',
  fees: 'fees',
  taxes: 'taxes',
  departed: 'departed',
} as const satisfies Partial<Record<keyof SeriesDay, string>>;
const KEYS = Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[];

export type ScopeId = PortfolioId | AccountId;

/** The days kept of a scope from `from` to `to`, in their order. They travel as one text: see `query/market-series.ts`. */
export async function keptDays(em: EntityManager, scopeId: ScopeId, { from, to }: { from: Day; to: Day }): Promise<SeriesDay[]> {
  const columns = Object.values(AMOUNTS);
  const rows: { days: string | null }[] = await em.execute(
    `select string_agg(concat_ws(' ', day, ${columns.join(', ')}, is_partial::int, lacks_rate::int), ',' order by day) as days
     from valuation_day where scope_id = ? and day between ?::date and ?::date`,
    [scopeId, from, to],
  );
  const text = rows[0]?.days;
  return text ? text.split(',').map(decode) : [];
}

function decode(text: string): SeriesDay {
  const [day, ...rest] = text.split(' ');
  // The columns have eight places, all of which PostgreSQL prints: without the point it is the integer.
  const amount = (index: number) => BigInt((rest[index] as string).replace('.', ''));
  return {
    day: day as Day,
    total: amount(0),
    marketValue: amount(1),
    cash: amount(2),
    inflow: amount(3),
    outflow: amount(4),
    priceGain: amount(5),
    currencyGain: amount(6),
    income: amount(7),
    netIncome: amount(8),
    fees: amount(9),
    taxes: amount(10),
    departed: amount(11),
    isPartial: rest.at(-2) === '1',
    lacksRate: rest.at(-1) === '1',
  };
}

export interface KeptState {
  /** The last day kept; null when none is. */
  readonly lastDay: Day | null;
  readonly version: number;
}

export async function keptState(em: EntityManager, portfolioId: PortfolioId, scopeId: ScopeId): Promise<KeptState> {
  const rows: { last_day: Day | null; version: string | null }[] = await em.execute(
    `select (select max(day) from valuation_day where scope_id = ?)::text as last_day,
       (select version from history_state where portfolio_id = ?)::text as version`,
    [scopeId, portfolioId],
  );
  return { lastDay: rows[0]?.last_day ?? null, version: Number(rows[0]?.version ?? 0) };
}

/** Portfolios looked at in one statement: there may be a million, nearly all of them up to date. */
const LOOKED_AT = 5_000;

export interface OwnedPortfolio {
  readonly userId: UserId;
  readonly portfolioId: PortfolioId;
}

export interface OutdatedPortfolios {
  readonly portfolios: readonly OwnedPortfolio[];
  /** The last one looked at, to go on after; null when none is left. */
  readonly last: PortfolioId | null;
}

/** Given the last day there is to keep, three times: whether the portfolio `next` has entries and lacks days. */
const IS_OUTDATED = `(exists (select 1 from account join transaction entry on entry.account_id = account.id
     where account.portfolio_id = next.id and entry.voided_at is null and entry.trade_date <= ?::date)
   or exists (select 1 from membership join transaction entry on entry.account_id = membership.account_id
     where membership.left_portfolio_id = next.id and entry.voided_at is null and entry.trade_date <= ?::date))
   and not exists (select 1 from valuation_day kept where kept.scope_id = next.id and kept.day = ?::date)`;

/** Of the next portfolios after `after`, those with entries whose days are not kept up to `until`. */
export async function outdatedPortfolios(em: EntityManager, until: Day, after: PortfolioId | null): Promise<OutdatedPortfolios> {
  const rows: { user_id: UserId; id: PortfolioId; is_outdated: boolean }[] = await em.execute(
    `select user_id, id, ${IS_OUTDATED} as is_outdated
     from (select user_id, id from portfolio where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ${LOOKED_AT}) as next
     order by id`,
    [until, until, until, after],
  );
  return {
    portfolios: rows.filter(({ is_outdated }) => is_outdated).map(({ user_id, id }) => ({ userId: user_id, portfolioId: id })),
    last: rows.length === LOOKED_AT ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** Of these portfolios, those with entries whose days are not kept up to `until`. */
export async function outdatedAmong(em: EntityManager, until: Day, portfolioIds: readonly PortfolioId[]): Promise<OwnedPortfolio[]> {
  const rows: { user_id: UserId; id: PortfolioId }[] = await em.execute(
    `select user_id, id from portfolio next
     where id in (select value::uuid from jsonb_array_elements_text(?::jsonb)) and ${IS_OUTDATED} order by id`,
    [JSON.stringify(portfolioIds), until, until, until],
  );
  return rows.map(({ user_id, id }) => ({ userId: user_id, portfolioId: id }));
}

const NAMES = Object.values(AMOUNTS);
/** Takes an integer at MONEY_SCALE to the amount it stands for. */
const UNSCALED = `1e-${MONEY_SCALE}`;
/** Columns travel as arrays of integers: as rows with their names they would take longer to write down than to work out. */
const KEEP_DAYS = `insert into valuation_day (scope_id, portfolio_id, day, is_partial, lacks_rate, ${NAMES.join(', ')})
  select ?, ?, row.day, row.is_partial, row.lacks_rate, ${NAMES.map((name) => `row.${name} * ${UNSCALED}`).join(', ')}
  from unnest(?::date[], ?::boolean[], ?::boolean[], ${NAMES.map(() => '?::numeric[]').join(', ')}) as row(day, is_partial, lacks_rate, ${NAMES.join(', ')})
  on conflict do nothing`;

/**
 * Keeps days that were worked out from what stood at `version`.
 * @returns false when something changed since, and nothing was kept
 */
export async function keepDays(
  em: EntityManager,
  { portfolioId, scopeId, version }: { portfolioId: PortfolioId; scopeId: ScopeId; version: number },
  days: readonly SeriesDay[],
): Promise<boolean> {
  await em.execute('insert into history_state (portfolio_id, version) values (?, 0) on conflict (portfolio_id) do nothing', [portfolioId]);
  // Held until the end of the unit of work: whoever changes something waits, and then finds these rows to forget.
  const rows: { version: string }[] = await em.execute('select version::text from history_state where portfolio_id = ? for update', [
    portfolioId,
  ]);
  if (Number(rows[0]?.version) !== version) return false;
  const column = (key: keyof SeriesDay) => `{${days.map((day) => day[key]).join()}}`;
  await em.execute(KEEP_DAYS, [scopeId, portfolioId, column('day'), column('isPartial'), column('lacksRate'), ...KEYS.map(column)]);
  return true;
}

/** Forgets the days of these portfolios from `from` on, in the unit of work that changes what they are made of. */
export async function forgetDays(em: EntityManager, portfolioIds: readonly PortfolioId[], from: Day): Promise<void> {
  if (portfolioIds.length === 0) return;
  await forget(em, 'select value::uuid as portfolio_id, ?::date as day from jsonb_array_elements_text(?::jsonb)', [
    from,
    JSON.stringify(portfolioIds),
  ]);
}

const ACCOUNTS_OF_ENTRY = 'account on account.id = entry.account_id or account.id = entry.counter_account_id';

/** Forgets every day of one account, which is kept in the base currency of the portfolio it belongs to. */
export async function forgetAccountDays(em: EntityManager, accountId: AccountId): Promise<void> {
  await em.execute('delete from valuation_day where scope_id = ?', [accountId]);
}

/** Forgets the days of every portfolio that ever held these instruments, from each one's day on. */
export async function forgetDaysOfInstruments(em: EntityManager, changed: ReadonlyMap<InstrumentId, Day>): Promise<void> {
  if (changed.size === 0) return;
  await forget(
    em,
    `select belonging.portfolio_id, min(changed.day) as day
     from jsonb_to_recordset(?::jsonb) as changed(id uuid, day date)
     join transaction entry on entry.instrument_id = changed.id
     join ${ACCOUNTS_OF_ENTRY} ${JOIN_BELONGING} where belonging.portfolio_id is not null group by belonging.portfolio_id`,
    [JSON.stringify([...changed].map(([id, day]) => ({ id, day })))],
  );
}

/** Forgets the days of every portfolio in which one of these currencies occurs, from each one's day on. */
export async function forgetDaysOfCurrencies(em: EntityManager, changed: ReadonlyMap<Currency, Day>): Promise<void> {
  if (changed.size === 0) return;
  await forget(
    em,
    `select used.portfolio_id, min(changed.day) as day
     from jsonb_to_recordset(?::jsonb) as changed(code text, day date)
     join (
       select id as portfolio_id, base_currency as code from portfolio
       union select belonging.portfolio_id, currency from account ${JOIN_BELONGING}
       union select belonging.portfolio_id, entry.currency from transaction entry join ${ACCOUNTS_OF_ENTRY} ${JOIN_BELONGING}
       union select belonging.portfolio_id, instrument.currency from transaction entry
         join instrument on instrument.id = entry.instrument_id join ${ACCOUNTS_OF_ENTRY} ${JOIN_BELONGING}
     ) as used on used.code = changed.code where used.portfolio_id is not null group by used.portfolio_id`,
    [JSON.stringify([...changed].map(([code, day]) => ({ code, day })))],
  );
}

/** A rate of a pair that is another one now, of a day. */
export interface ChangedRate {
  readonly base: Currency;
  readonly quote: Currency;
  readonly day: Day;
}

/** Forgets the days of every portfolio that converts by these pairs, from each one's day on. */
export async function forgetDaysOfRates(em: EntityManager, changed: Iterable<ChangedRate>): Promise<void> {
  const days = new Map<Currency, Day>();
  for (const { base, quote, day } of changed) {
    for (const currency of convertedBy(base, quote)) {
      const known = days.get(currency);
      if (!known || day < known) days.set(currency, day);
    }
  }
  await forgetDaysOfCurrencies(em, days);
}

/** Whose conversions go by the pair: whoever converts by way of a pivot need not have anything in it. */
export function convertedBy(base: Currency, quote: Currency): readonly Currency[] {
  const own = [base, quote].filter((currency) => !PIVOTS.includes(currency));
  return own.length > 0 ? own : [base, quote];
}

/** First the counters, in the order of their ids: they are the lock that `keepDays` takes. */
async function forget(em: EntityManager, affected: string, parameters: readonly unknown[]): Promise<void> {
  await em.execute(
    `insert into history_state (portfolio_id, version) select portfolio_id, 1 from (${affected}) as affected order by portfolio_id
     on conflict (portfolio_id) do update set version = history_state.version + 1`,
    [...parameters],
  );
  await em.execute(
    `delete from valuation_day using (${affected}) as affected
     where valuation_day.portfolio_id = affected.portfolio_id and valuation_day.day >= affected.day`,
    [...parameters],
  );
}
