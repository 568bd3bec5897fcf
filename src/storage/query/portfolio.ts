/** What a valuation needs of a portfolio: its accounts' positions and cash, folded from the ledger. */
import type { CostMethod } from '../../domain/account.js';
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { fold } from '../../domain/fold.js';
import { pairKey } from '../../domain/fx.js';
import type { TradeRates } from '../../domain/holding.js';
import type { AccountId, InstrumentId, PortfolioId, UserId } from '../../domain/ids.js';
import type { Instrument } from '../../domain/instrument.js';
import { type LedgerBooks, type LedgerState, withCostMethod } from '../../domain/ledger.js';
import { ledgerVersionOf, Members } from '../../domain/membership.js';
import type { Portfolio } from '../../domain/portfolio.js';
import type { Position } from '../../domain/position.js';
import { openPositions, type PortfolioInput } from '../../domain/valuation.js';
import type { EntityManager } from '../database.js';
import { foldInTurns } from '../fold-in-turns.js';
import { type ChangedRate, convertedBy } from './history.js';
import { loadLedgerKnownAt } from './known.js';
import { type Ledger, loadLedger, loadLedgers } from './ledger.js';
import { loadMarketSeries } from './market-series.js';
import { ledgerVersionSql } from './membership.js';

/** After every move. */
const LAST_DAY = '9999-12-31' as Day;

export interface LoadedPortfolio {
  readonly input: PortfolioInput;
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
}

/** Folds the accounts a portfolio had on the day, or those given, as they stand now or stood at the end of `day`, as known now or at an instant. */
export async function loadPortfolio(
  em: EntityManager,
  portfolio: PortfolioKey,
  {
    day,
    accountIds,
    knownAt,
    costMethod,
  }: { day?: Day | null; accountIds?: ReadonlySet<AccountId>; knownAt?: Date | null; costMethod?: CostMethod | null } = {},
): Promise<LoadedPortfolio> {
  const ledger = knownAt
    ? await loadLedgerKnownAt(em, portfolio.userId, { knownAt, until: day ?? null })
    : await loadLedger(em, portfolio.userId, { until: day, ...(!costMethod && { resumeAt: 'latest' }) });
  const states = await foldInTurns(ledger.entries, withCostMethod(ledger, costMethod ?? null), { from: ledger.from, until: day ?? null });
  return portfolioOf(em, portfolio, { ledger, states, day: day ?? null, knownAt: knownAt ?? null, accountIds });
}

/** Of a ledger that was read and folded. */
export async function portfolioOf(
  em: EntityManager,
  portfolio: PortfolioKey,
  given: {
    readonly ledger: Ledger;
    readonly states: LedgerState;
    readonly day?: Day | null;
    readonly knownAt?: Date | null;
    /** Those the portfolio had on the day when not given. */
    readonly accountIds?: ReadonlySet<AccountId> | undefined;
  },
): Promise<LoadedPortfolio> {
  const { ledger, states, day = null, knownAt = null, accountIds } = given;
  const own = accountIds ?? Members.of(portfolio.id, ledger, knownAt).on(day ?? LAST_DAY);
  const open = ledger.accounts.flatMap(({ id }) => (own.has(id) && states.get(id)) || []);
  const positions = openPositions({ accounts: open });
  const { id: portfolioId, baseCurrency } = portfolio;
  const tradeRates = await loadTradeRates(em, { positions, baseCurrency, ledger, knownAt });
  return {
    instruments: ledger.instruments,
    input: { portfolioId, baseCurrency, accounts: open, ledgerVersion: ledgerVersionOf(portfolioId, ledger), day, knownAt, tradeRates },
  };
}

/** Whose portfolio it is and what it is valued in. */
export type PortfolioKey = Pick<Portfolio, 'id' | 'userId' | 'baseCurrency'>;

/** Many portfolios as they stand now, in their order; the instruments they hold are added to those given. */
export async function loadPortfolios(
  em: EntityManager,
  portfolios: readonly PortfolioKey[],
  instruments: Map<InstrumentId, Instrument>,
): Promise<PortfolioInput[]> {
  return (await loadWithLedgers(em, portfolios, instruments)).map(({ input }) => input);
}

/** The same, each with the ledger it was folded from. */
export async function loadWithLedgers(
  em: EntityManager,
  portfolios: readonly PortfolioKey[],
  instruments: Map<InstrumentId, Instrument>,
): Promise<{ readonly input: PortfolioInput; readonly ledger: Ledger }[]> {
  const ledgers = await loadLedgers(em, [...new Set(portfolios.map(({ userId }) => userId))], instruments);
  const loaded: { input: PortfolioInput; ledger: Ledger }[] = [];
  for (const { id, userId, baseCurrency } of portfolios) {
    const ledger = ledgers.get(userId) as Ledger;
    const states = fold(ledger.entries, ledger, { from: ledger.from });
    const accounts = ledger.accounts.filter(({ portfolioId }) => portfolioId === id);
    const open = accounts.flatMap((account) => states.get(account.id) ?? []);
    const positions = openPositions({ accounts: open });
    const tradeRates = await loadTradeRates(em, { positions, baseCurrency, ledger, knownAt: null });
    const ledgerVersion = ledgerVersionOf(id, ledger);
    loaded.push({ input: { portfolioId: id, baseCurrency, accounts: open, ledgerVersion, day: null, tradeRates }, ledger });
  }
  return loaded;
}

/** The portfolios that are the user's: the one asked for, or the first one where none is; null where there is none. */
export async function findOwnPortfolios(
  em: EntityManager,
  wanted: readonly { readonly userId: UserId; readonly portfolioId: PortfolioId | null }[],
): Promise<(PortfolioKey | null)[]> {
  const rows: { place: number; id: PortfolioId; user_id: UserId; base_currency: Currency }[] = await em.execute(
    `select wanted.place, found.id, found.user_id, found.base_currency
     from jsonb_to_recordset(?::jsonb) as wanted(place int, user_id uuid, portfolio_id uuid)
     cross join lateral (
       select id, user_id, base_currency from portfolio
       where portfolio.user_id = wanted.user_id and (wanted.portfolio_id is null or portfolio.id = wanted.portfolio_id)
       order by id limit 1) as found`,
    [JSON.stringify(wanted.map(({ userId, portfolioId }, place) => ({ place, user_id: userId, portfolio_id: portfolioId })))],
  );
  const byPlace = new Map(rows.map((row) => [row.place, { id: row.id, userId: row.user_id, baseCurrency: row.base_currency }]));
  return wanted.map((_, place) => byPlace.get(place) ?? null);
}

/** The rates of the days the open lots are from, for those that were not booked into the base currency (C13). */
async function loadTradeRates(
  em: EntityManager,
  given: {
    readonly positions: readonly Position[];
    readonly baseCurrency: Currency;
    readonly ledger: LedgerBooks;
    readonly knownAt: Date | null;
  },
): Promise<TradeRates> {
  const { baseCurrency, ledger, knownAt } = given;
  const currencies = new Set<Currency>([baseCurrency]);
  let [first, last]: (Day | null)[] = [null, null];
  for (const { instrumentId, lots } of given.positions) {
    const currency = ledger.instrument(instrumentId)?.currency;
    if (!currency || currency === baseCurrency) continue;
    for (const { bookedRate, tradeDate } of lots) {
      if (bookedRate?.currency === baseCurrency) continue;
      currencies.add(bookedRate?.currency ?? currency);
      if (!first || tradeDate < first) first = tradeDate;
      if (!last || tradeDate > last) last = tradeDate;
    }
  }
  if (!first || !last) return () => null;
  const series = await loadMarketSeries(em, { instrumentIds: [], currencies, from: first, until: last, knownAt });
  return (day, from) => series.on(day).cross(from, baseCurrency);
}

/** The ledger versions of portfolios, as `PortfolioInput.ledgerVersion` counts them: enough to tell which ones changed. */
export async function ledgerVersions(em: EntityManager, ids: readonly PortfolioId[]): Promise<Map<PortfolioId, number>> {
  const rows: { id: string; version: string }[] = await em.execute(
    `select wanted.id, ${ledgerVersionSql('wanted.id::uuid')}::text as version from jsonb_array_elements_text(?::jsonb) as wanted(id)`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, version }) => [id as PortfolioId, Number(version)]));
}

/** The portfolios of those who took in units while one of these rates was the last one known: their lots count at it. */
export async function portfoliosTradedOn(em: EntityManager, changed: readonly ChangedRate[]): Promise<PortfolioId[]> {
  if (changed.length === 0) return [];
  const pairs = new Map<string, { base: Currency; quote: Currency; touched: readonly Currency[]; from: Day; to: Day }>();
  for (const { base, quote, day } of changed) {
    const { from = day, to = day } = pairs.get(pairKey(base, quote)) ?? {};
    const days = { from: day < from ? day : from, to: day > to ? day : to };
    pairs.set(pairKey(base, quote), { base, quote, touched: convertedBy(base, quote), ...days });
  }
  const rows: { id: PortfolioId }[] = await em.execute(
    `select distinct portfolio.id
     from jsonb_to_recordset(?::jsonb) as changed(base text, quote text, touched jsonb, "from" date, "to" date)
     cross join lateral (
       select coalesce(min(value_date), 'infinity') as until from fx_rate
       where fx_rate.base = changed.base and fx_rate.quote = changed.quote and withdrawn_at is null and value_date > changed."to") as next
     cross join lateral (
       select distinct user_id, account_id, instrument_id from transaction
       where trade_date >= changed."from" and trade_date < next.until and quantity is not null and voided_at is null) as entry
     join instrument on instrument.id = entry.instrument_id
     join account on account.id = entry.account_id
     join portfolio on portfolio.user_id = entry.user_id
     where portfolio.base_currency <> instrument.currency
       and exists (select 1 from jsonb_array_elements_text(changed.touched) as touched(code)
         where code in (instrument.currency, account.currency, portfolio.base_currency))`,
    [JSON.stringify([...pairs.values()])],
  );
  return rows.map(({ id }) => id);
}
