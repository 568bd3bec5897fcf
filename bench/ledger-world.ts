/**
 * The world reads are measured in: 30 instruments in three currencies with daily closes and rates over eight years, and people
 * with ledgers of different lengths over the same years. Invariant: everything is a function of numbers alone, and every ledger
 * can be folded.
 */
import type { Day } from '../src/domain/day.js';
import { addDays, weekday } from '../src/domain/day.js';
import type { UserId } from '../src/domain/ids.js';
import type { Database, EntityManager } from '../src/storage/database.js';
import { insertRows } from '../src/storage/query/bulk.js';
import { foldKeeping, loadLedger } from '../src/storage/query/ledger.js';
import { IdKind, idOf, randomOf } from './world.js';
import { ENTRY, INSTANT, reserveRevisions, writePeople } from './world-database.js';

export const YEARS = 8;
export const INSTRUMENTS = 30;
const CURRENCIES = ['EUR', 'USD', 'USD', 'GBP'] as const;
const RATES = { EURUSD: 1.1, EURGBP: 0.86 } as const;
/** Rows written at a time. */
const CHUNK = 1_000;

const today = new Date().toISOString().slice(0, 10) as Day;
export const FIRST_DAY = addDays(today, -YEARS * 365);

/** The days markets were open, oldest first, up to yesterday. */
const tradingDays: Day[] = [];
for (let day = addDays(FIRST_DAY, -5); day < today; day = addDays(day, 1)) if (weekday(day) % 6 !== 0) tradingDays.push(day);

export function currencyOf(instrument: number): string {
  return CURRENCIES[instrument % CURRENCIES.length] as string;
}

/** Daily prices in cents: a walk of its own for each. */
function walk(seed: number, start: number): number[] {
  const random = randomOf(seed);
  let price = start;
  return tradingDays.map(() => {
    price = Math.max(100, Math.round(price * (1 + (random() - 0.49) * 0.03)));
    return price;
  });
}

const prices = Array.from({ length: INSTRUMENTS }, (_, index) => walk(0x0dd_0000 + index, 5_000 + index * 700));

/** @param sizes entries of each person, the first person first */
export async function writeLedgerWorld(database: Database, sizes: readonly number[]): Promise<void> {
  await database.write(async (em) => {
    await writeMarket(em);
    await writePeople(
      em,
      sizes.map((_, user) => user),
    );
    // Their books are in euro, their trades in three currencies.
    await em.execute(`update portfolio set base_currency = 'EUR'`);
    await em.execute(`update account set currency = 'EUR'`);
  });
  for (const [user, size] of sizes.entries()) {
    const first = sizes.slice(0, user).reduce((sum, each) => sum + each, 0);
    await database.write((em) => writeEntries(em, { user, size, first }));
  }
  await database.write(async (em) => void (await em.execute('analyze')));
}

async function writeMarket(em: EntityManager): Promise<void> {
  const createdAt = `${FIRST_DAY}T00:00:00Z`;
  const about = { kind: 'text', name: 'text', currency: 'text', multiplier: 'numeric', unit_divisor: 'int', created_at: INSTANT };
  await insertRows(
    em,
    'instrument',
    { id: 'uuid', ...about },
    prices.map((_, index) => ({
      id: idOf(IdKind.INSTRUMENT, index),
      kind: 'EQUITY',
      name: `Instrument ${index}`,
      currency: currencyOf(index),
      multiplier: '1',
      unit_divisor: 1,
      created_at: createdAt,
    })),
  );
  const observed = { source: 'text', priority: 'smallint', observed_at: INSTANT, value_date: 'date', received_at: INSTANT };
  const common = (day: Day) => {
    const at = `${day}T16:00:00Z`;
    return { source: 'bench', priority: 5, observed_at: at, value_date: day, received_at: at };
  };
  const quoteColumns = { instrument_id: 'uuid', kind: 'text', price: 'numeric', currency: 'text', raw_price: 'text', adjustment: 'text' };
  const quotes = prices.flatMap((series, index) =>
    series.map((cents, place) => ({
      ...common(tradingDays[place] as Day),
      instrument_id: idOf(IdKind.INSTRUMENT, index),
      kind: 'CLOSE',
      price: (cents / 100).toFixed(2),
      currency: currencyOf(index),
      raw_price: (cents / 100).toFixed(2),
      adjustment: 'NONE',
    })),
  );
  await writeSeries(em, { history: 'quote', current: 'current_quote', columns: { ...observed, ...quoteColumns }, rows: quotes });
  const rates = Object.entries(RATES).flatMap(([pair, start]) =>
    walk(pair.length + start * 1000, start * 10_000).map((rate, place) => ({
      ...common(tradingDays[place] as Day),
      base: pair.slice(0, 3),
      quote: pair.slice(3),
      rate: (rate / 10_000).toFixed(4),
    })),
  );
  const rateColumns = { base: 'text', quote: 'text', rate: 'numeric' };
  await writeSeries(em, { history: 'fx_rate', current: 'current_rate', columns: { ...observed, ...rateColumns }, rows: rates });
}

/** Every observation, and the last of each series as the current one. */
async function writeSeries(
  em: EntityManager,
  series: {
    readonly history: string;
    readonly current: string;
    readonly columns: Record<string, string>;
    readonly rows: readonly Record<string, unknown>[];
  },
): Promise<void> {
  const first = await reserveRevisions(em, series.rows.length);
  const rows = series.rows.map((row, index) => ({ revision: first + index, ...row }));
  const columns = { revision: 'bigint', ...series.columns };
  for (let start = 0; start < rows.length; start += CHUNK) await insertRows(em, series.history, columns, rows.slice(start, start + CHUNK));
  const last = tradingDays.at(-1) as Day;
  const newest = rows.filter((row) => (row as { value_date?: unknown }).value_date === last);
  await insertRows(em, series.current, columns, newest);
}

/** Deposits, purchases, sales of what is held, dividends and fees, spread evenly over the years. */
async function writeEntries(em: EntityManager, { user, size, first }: { user: number; size: number; first: number }): Promise<void> {
  const random = randomOf(0x1ed9_0000 + user);
  const ordinal = await reserveRevisions(em, size);
  const held = new Array<number>(INSTRUMENTS).fill(0);
  const usable = tradingDays.filter((day) => day >= FIRST_DAY);
  const offset = tradingDays.length - usable.length;
  const rows = Array.from({ length: size }, (_, index) => {
    const place = Math.floor((index * usable.length) / size);
    const day = usable[place] as Day;
    const instrument = Math.floor(random() * INSTRUMENTS);
    const roll = index === 0 ? 1 : random();
    const common = {
      id: idOf(IdKind.TRANSACTION, first + index),
      user_id: idOf(IdKind.USER, user),
      account_id: idOf(IdKind.ACCOUNT, user),
      trade_date: day,
      fee: '0',
      tax: '0',
      version: 1,
      ordinal: ordinal + index,
      recorded_at: new Date(Date.parse(`${FIRST_DAY}T00:00:00Z`) + index).toISOString(),
    };
    const traded = {
      ...common,
      instrument_id: idOf(IdKind.INSTRUMENT, instrument),
      currency: currencyOf(instrument),
      price: ((prices[instrument]?.[offset + place] as number) / 100).toFixed(2),
    };
    const units = held[instrument] as number;
    if (roll < 0.2 && units > 1) {
      const sold = Math.max(1, Math.floor(units * random()));
      held[instrument] = units - sold;
      return { ...traded, kind: 'SELL', quantity: String(sold), fee: '1' };
    }
    if (roll < 0.75) {
      const bought = 1 + Math.floor(random() * 20);
      held[instrument] = units + bought;
      return { ...traded, kind: 'BUY', quantity: String(bought), fee: '1' };
    }
    if (roll < 0.9 && units > 0) return { ...traded, price: null, kind: 'DIVIDEND', amount: (units * 0.4).toFixed(2), tax: '0.1' };
    if (roll < 0.95) return { ...common, kind: 'FEE', currency: 'EUR', amount: '2.5' };
    return { ...common, kind: 'DEPOSIT', currency: 'EUR', amount: index === 0 ? '1000000' : '1500' };
  });
  for (let start = 0; start < rows.length; start += CHUNK) await insertRows(em, 'transaction', ENTRY, rows.slice(start, start + CHUNK));
  // As whoever records or imports them leaves it behind.
  const userId = idOf(IdKind.USER, user) as UserId;
  const ledger = await loadLedger(em, userId);
  await foldKeeping(em, userId, ledger, ledger.entries);
}
