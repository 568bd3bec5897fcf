/**
 * Fills an empty database with the demo world: what the sources would have delivered in two years, and what 250 people
 * did meanwhile. All of it is one unit of work, in few statements, since an embedded database has to take it at start.
 */
import { addDays, type Day, instantAt } from '../domain/day.js';
import { type Market, marketOf, REFERENCE_RATES } from '../domain/market.js';
import { Adjustment, QuoteKind } from '../domain/quote.js';
import type { Database, EntityManager } from '../storage/database.js';
import { insertRows, type Table } from '../storage/query/bulk.js';
import { entryTables } from '../storage/query/record.js';
import type { Vault } from '../storage/vault.js';
import { CURRENCIES } from './demo-currency.js';
import { instrumentIdOf, instrumentOf, isTraded, LISTINGS, type Listing, symbolsOf } from './listing.js';
import { ANCHOR, DemoMarket, inCurrency, lastPublished, tradingDays } from './market.js';
import { navDay } from './wire-amfi.js';
import { rateDay } from './wire-ecb.js';
import { NAV_TIME } from './wire-yahoo.js';
import { createWorld, firstDay, type World } from './world.js';

/** Any number that nothing else locks. */
const SEED_LOCK = 7_463_112;
/** Rows between two reports of progress. */
const STEP = 5_000;
/** The precedence of the sources named below, as they have it when they deliver for themselves. */
const PRIORITIES = { yahoo: 40, amfi: 10, ecb: 20 } as const;
/** Closes arrive this long after they are made. */
const DELAY_MS = 600_000;

export interface SeedProgress {
  readonly doneRows: number;
  readonly totalRows: number;
}

/**
 * @param today the day whose events are still to come: the newest prices are those known when it began in UTC
 * @param passwordHash of the one password all demo users have
 * @returns false, with nothing written, when there are instruments already: another instance may have been first
 */
export async function seedWorld(
  database: Database,
  {
    seed,
    today,
    passwordHash,
    userCount,
    onProgress,
  }: { seed: string; today: Day; passwordHash: string; userCount?: number; onProgress?: (progress: SeedProgress) => void },
): Promise<boolean> {
  const market = new DemoMarket(seed);
  const world = createWorld({ market, today, passwordHash, userCount });
  return database.write(async (em) => {
    // Instances that start together take turns; the second one finds the work done.
    await em.execute(`select pg_advisory_xact_lock(${SEED_LOCK})`);
    const found: unknown[] = await em.execute('select 1 from instrument limit 1');
    if (found.length > 0) return false;
    const tables = tablesOf({ market, world, today, revisions: await reserveRevisions(em), vault: database.vault });
    const totalRows = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    let doneRows = 0;
    for (const { name, columns, rows } of tables) {
      for (let start = 0; start < rows.length; start += STEP) {
        const step = rows.slice(start, start + STEP);
        await insertRows(em, name, columns, step);
        doneRows += step.length;
        onProgress?.({ doneRows, totalRows });
      }
    }
    // The embedded database has nobody to gather statistics in the background.
    await em.execute('analyze');
    return true;
  });
}

type Row = Readonly<Record<string, unknown>>;

/** More numbers than a world has entries, quotes and rates, taken from the one counter of revisions at once. */
const REVISIONS_RESERVED = 1_000_000;

/** The next number of a reserved block, each time it is called. */
async function reserveRevisions(em: EntityManager): Promise<() => number> {
  const rows: { last: string }[] = await em.execute(`select setval('revision', nextval('revision') + ${REVISIONS_RESERVED})::text as last`);
  let next = Number(rows[0]?.last) - REVISIONS_RESERVED;
  return () => next++;
}

/** In the order in which they refer to each other. */
function tablesOf(given: { market: DemoMarket; world: World; today: Day; revisions: () => number; vault: Vault }): Table[] {
  const { world, vault } = given;
  return [
    ...instrumentTables(given),
    ...peopleTables(world, vault),
    ...ledgerTables(world, given.revisions),
    ...quoteTables(given),
    ...rateTables(given),
  ];
}

function instrumentTables({ market: { seed }, today }: { market: DemoMarket; today: Day }): Table[] {
  const createdAt = new Date(`${firstDay(today)}T00:00:00.000Z`);
  const rows = LISTINGS.map((listing) => {
    const { id, kind, name, currency, isin, mic, ticker, schemeCode, multiplier, unitDivisor } = instrumentOf({ seed, listing, createdAt });
    return {
      id,
      kind,
      name,
      currency,
      isin,
      mic,
      ticker,
      scheme_code: schemeCode,
      multiplier: multiplier.toFixed(),
      unit_divisor: unitDivisor,
      created_at: createdAt.toISOString(),
    };
  });
  const symbols = LISTINGS.flatMap((listing) =>
    symbolsOf(listing).map((each) => ({ ...each, instrument_id: instrumentIdOf(seed, listing) })),
  );
  const columns = {
    id: 'uuid',
    kind: 'text',
    name: 'text',
    currency: 'text',
    isin: 'text',
    mic: 'text',
    ticker: 'text',
    scheme_code: 'text',
    multiplier: 'numeric',
    unit_divisor: 'int',
    created_at: INSTANT,
  };
  return [
    { name: 'instrument', columns, rows },
    { name: 'source_symbol', columns: { source: 'text', symbol: 'text', instrument_id: 'uuid' }, rows: symbols },
  ];
}

const INSTANT = 'timestamptz(3)';

function peopleTables({ users, portfolios, accounts }: World, vault: Vault): Table[] {
  const sealed = (row: string, column: string, text: string) => vault.seal(text, { table: 'user', column, row });
  return [
    {
      name: 'user',
      columns: {
        id: 'uuid',
        email: 'text',
        email_hash: 'text',
        name: 'text',
        role: 'text',
        password_hash: 'text',
        base_currency: 'text',
        created_at: INSTANT,
      },
      rows: users.map(({ id, email, name, role, passwordHash, baseCurrency, createdAt }) => ({
        id,
        email: sealed(id, 'email', email),
        email_hash: vault.lookUp('email', email),
        name: sealed(id, 'name', name),
        role,
        password_hash: passwordHash,
        base_currency: baseCurrency,
        created_at: createdAt.toISOString(),
      })),
    },
    {
      name: 'portfolio',
      columns: { id: 'uuid', user_id: 'uuid', name: 'text', base_currency: 'text', created_at: INSTANT },
      rows: portfolios.map(({ id, userId, name, baseCurrency, createdAt }) => {
        return { id, user_id: userId, name, base_currency: baseCurrency, created_at: createdAt.toISOString() };
      }),
    },
    {
      name: 'account',
      columns: {
        id: 'uuid',
        user_id: 'uuid',
        portfolio_id: 'uuid',
        name: 'text',
        currency: 'text',
        cost_method: 'text',
        opened_at: INSTANT,
        ledger_version: 'bigint',
      },
      rows: accounts.map(({ id, userId, portfolioId, name, currency, costMethod, openedAt, ledgerVersion }) => {
        const opened = { opened_at: openedAt.toISOString(), ledger_version: ledgerVersion };
        return { id, user_id: userId, portfolio_id: portfolioId, name, currency, cost_method: costMethod, ...opened };
      }),
    },
  ];
}

function ledgerTables({ transactions }: World, revisions: () => number): Table[] {
  const [entries, ...others] = entryTables(transactions) as [Table, ...Table[]];
  // A database numbers entries by its own counter; the world knows only their order.
  return [{ ...entries, rows: entries.rows.map((row) => ({ ...row, ordinal: revisions() })) }, ...others];
}

const OBSERVATION = {
  revision: 'bigint',
  source: 'text',
  priority: 'smallint',
  observed_at: INSTANT,
  value_date: 'date',
  received_at: INSTANT,
};

function quoteTables({ market, today, revisions }: { market: DemoMarket; today: Day; revisions: () => number }): Table[] {
  const instants = instantMemory();
  const history: Row[] = [];
  const current: Row[] = [];
  for (const listing of LISTINGS) {
    const quotes = closesOf({ market, listing, today, revisions, instants });
    history.push(...quotes);
    const [before, last] = quotes.slice(-2);
    if (last) current.push({ ...last, previous_close: before?.price ?? null, previous_close_date: before?.value_date ?? null });
  }
  const columns = {
    ...OBSERVATION,
    instrument_id: 'uuid',
    kind: 'text',
    price: 'numeric',
    currency: 'text',
    raw_price: 'text',
    raw_currency: 'text',
    adjustment: 'text',
  };
  return [
    { name: 'quote', columns, rows: history },
    { name: 'current_quote', columns: { ...columns, previous_close: 'numeric', previous_close_date: 'date' }, rows: current },
  ];
}

/** The closes, or NAVs, of one listing as its source would have given them, oldest first. */
function closesOf(given: { market: DemoMarket; listing: Listing; today: Day; revisions: () => number; instants: InstantAt }) {
  const { market, listing, today, revisions, instants } = given;
  const { zone, close } = marketOf(listing);
  const source = listing.scheme ? 'amfi' : 'yahoo';
  const arrival = publication(listing);
  const days = tradingDays({ from: historyStart(today), to: lastKnownDay(listing, new Date(`${today}T00:00:00.000Z`)) });
  return days.map((day) => {
    const quoted = market.close(listing, day);
    return {
      revision: revisions(),
      source,
      priority: PRIORITIES[source],
      observed_at: instants(day, close, zone).toISOString(),
      value_date: day,
      received_at: new Date(instants(day, arrival.time, arrival.zone).getTime() + DELAY_MS).toISOString(),
      instrument_id: instrumentIdOf(market.seed, listing),
      kind: isTraded(listing) ? QuoteKind.CLOSE : QuoteKind.NAV,
      price: inCurrency(listing, quoted).toFixed(),
      currency: listing.currency,
      raw_price: quoted,
      raw_currency: listing.unit,
      adjustment: source === 'yahoo' ? Adjustment.SPLIT : Adjustment.NONE,
    };
  });
}

/** The newest day whose close, or NAV, is out at an instant. */
function lastKnownDay(listing: Listing, instant: Date): Day {
  return listing.scheme ? navDay(listing, instant) : lastPublished({ ...publication(listing), instant });
}

/** When a day's price comes out. */
function publication(listing: Listing): { readonly zone: string; readonly time: string } {
  const { zone, close }: Market = marketOf(listing);
  if (listing.scheme) return { zone, time: '23:00' };
  return { zone, time: isTraded(listing) ? close : NAV_TIME };
}

function rateTables({ market, today, revisions }: { market: DemoMarket; today: Day; revisions: () => number }): Table[] {
  const instants = instantMemory();
  const { zone, close } = REFERENCE_RATES;
  const days = tradingDays({ from: historyStart(today), to: rateDay(new Date(`${today}T00:00:00.000Z`)) });
  const history: Row[] = [];
  const current: Row[] = [];
  for (const { currency } of CURRENCIES.values()) {
    const rates = days.map((day) => ({
      revision: revisions(),
      source: 'ecb',
      priority: PRIORITIES.ecb,
      observed_at: instants(day, close, zone).toISOString(),
      value_date: day,
      received_at: instants(day, '16:05', zone).toISOString(),
      base: 'EUR',
      quote: currency,
      rate: market.rate(currency, day),
    }));
    history.push(...rates);
    const [before, last] = rates.slice(-2);
    if (last) current.push({ ...last, previous_rate: before?.rate ?? null, previous_rate_date: before?.value_date ?? null });
  }
  const columns = { ...OBSERVATION, base: 'text', quote: 'text', rate: 'numeric' };
  return [
    { name: 'fx_rate', columns, rows: history },
    { name: 'current_rate', columns: { ...columns, previous_rate: 'numeric', previous_rate_date: 'date' }, rows: current },
  ];
}

/** A week before anybody did anything, so that the first purchases have a price of the day before. */
function historyStart(today: Day): Day {
  const wanted = addDays(firstDay(today), -7);
  return wanted < ANCHOR ? ANCHOR : wanted;
}

type InstantAt = (day: Day, time: string, zone: string) => Date;

/** `instantAt` that remembers: asking a time zone's calendar is slow, and most listings ask for the same. */
function instantMemory(): InstantAt {
  const known = new Map<string, Date>();
  return (day, time, zone) => {
    const key = `${day} ${time} ${zone}`;
    let instant = known.get(key);
    if (!instant) {
      instant = instantAt(day, time, zone);
      known.set(key, instant);
    }
    return instant;
  };
}
