/**
 * Writes the bench's world into Tidemark's own database, past sign-in and ledger rules but into the same tables: each user
 * with a session, a portfolio, an account, a deposit and 20 purchases. Nothing else is made up.
 */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { Database, type EntityManager } from '../src/storage/database.js';
import { insertRows } from '../src/storage/query/bulk.js';
import { startPostgres } from '../test/testkit/postgres.js';
import {
  CASH,
  CURRENCY,
  firstCents,
  fromHundredths,
  HOLDING_COUNT,
  holdingsOf,
  IdKind,
  idOf,
  REFRESH_COUNT,
  SIGNING_SECRET,
  symbolOf,
} from './world.js';

const DAY_MS = 86_400_000;
export const INSTANT = 'timestamptz(3)';
/** The columns of entries that a world writes. */
export const ENTRY = {
  id: 'uuid',
  user_id: 'uuid',
  account_id: 'uuid',
  kind: 'text',
  trade_date: 'date',
  instrument_id: 'uuid',
  quantity: 'numeric',
  price: 'numeric',
  amount: 'numeric',
  currency: 'text',
  fee: 'numeric',
  tax: 'numeric',
  version: 'int',
  ordinal: 'bigint',
  recorded_at: INSTANT,
};
/** Users whose rows are made and written at a time: a statement has seconds only, also on a machine that others use. */
const CHUNK = 100;

type Row = Readonly<Record<string, unknown>>;

/** A database that holds a world: how a server is told of it, and how to be rid of it. */
export interface WorldDatabase {
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Worlds in embedded databases, made once for so many users and copied for each server. */
export class WorldFolders {
  private readonly originals = new Map<number, string>();
  private readonly copies: string[] = [];

  async copyFor(users: number): Promise<WorldDatabase> {
    const original = await this.original(users);
    const path = join(tmpdir(), `tidemark-bench-${process.pid}-copy-${this.copies.length}`);
    this.copies.push(path);
    cpSync(original, path, { recursive: true });
    return { settings: { DATA_DIR: path }, remove: async () => rmSync(path, { recursive: true, force: true }) };
  }

  removeAll(): void {
    for (const path of [...this.originals.values(), ...this.copies]) rmSync(path, { recursive: true, force: true });
    this.originals.clear();
  }

  private async original(users: number): Promise<string> {
    const known = this.originals.get(users);
    if (known && existsSync(known)) return known;
    const path = join(tmpdir(), `tidemark-bench-${process.pid}-${users}`);
    this.originals.set(users, path);
    await fill({ url: null, folder: path }, users);
    return path;
  }
}

/** A world in a throwaway PostgreSQL server. */
export async function worldOnPostgres(users: number): Promise<WorldDatabase> {
  const server = await startPostgres();
  const url = await server.createDatabase('bench');
  await fill({ url, folder: null }, users);
  return { settings: { DATABASE_URL: url }, remove: () => server.stop() };
}

async function fill(where: { url: string | null; folder: string | null }, users: number): Promise<void> {
  const database = await Database.open(where);
  try {
    await writeWorld(database, users);
  } finally {
    await database.close();
  }
}

/** An access token as a sign-in would give it to this user. */
export async function accessTokenOf(user: number): Promise<string> {
  return new SignJWT({ sid: idOf(IdKind.SESSION, user) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(idOf(IdKind.USER, user))
    .setIssuer('tidemark')
    .setAudience('tidemark-api')
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(Buffer.from(SIGNING_SECRET));
}

export async function writeWorld(database: Database, users: number): Promise<void> {
  await database.write(async (em) => {
    await writeInstruments(em, REFRESH_COUNT);
    for (let first = 0; first < users; first += CHUNK) {
      const chunk = Array.from({ length: Math.min(CHUNK, users - first) }, (_, index) => first + index);
      await writePeople(em, chunk);
      await writeLedger(em, chunk);
    }
    await em.execute('analyze');
  });
}

/** So many instruments with yesterday's price, which a day's change is measured against. */
export async function writeInstruments(em: EntityManager, count: number): Promise<void> {
  const yesterday = new Date(Date.now() - DAY_MS).toISOString();
  const indexes = Array.from({ length: count }, (_, index) => index);
  const about = { kind: 'text', name: 'text', currency: 'text', multiplier: 'numeric', unit_divisor: 'int', created_at: INSTANT };
  await insertRows(
    em,
    'instrument',
    { id: 'uuid', ...about },
    indexes.map((index) => ({
      id: idOf(IdKind.INSTRUMENT, index),
      // Always open, so that a run on a Sunday measures the same as one on a Monday.
      kind: 'CRYPTO',
      name: `Instrument ${index}`,
      currency: CURRENCY,
      multiplier: '1',
      unit_divisor: 1,
      created_at: yesterday,
    })),
  );
  const symbols = indexes.map((index) => ({ source: 'stream', symbol: symbolOf(index), instrument_id: idOf(IdKind.INSTRUMENT, index) }));
  await insertRows(em, 'source_symbol', { source: 'text', symbol: 'text', instrument_id: 'uuid' }, symbols);
  const columns = {
    revision: 'bigint',
    instrument_id: 'uuid',
    source: 'text',
    priority: 'smallint',
    observed_at: INSTANT,
    value_date: 'date',
    received_at: INSTANT,
    kind: 'text',
    price: 'numeric',
    currency: 'text',
    raw_price: 'text',
    adjustment: 'text',
  };
  const firstRevision = await reserveRevisions(em, count);
  const quotes = indexes.map((index) => {
    const price = fromHundredths(firstCents(index));
    return {
      revision: firstRevision + index,
      instrument_id: idOf(IdKind.INSTRUMENT, index),
      source: 'stream',
      priority: 5,
      observed_at: yesterday,
      value_date: yesterday.slice(0, 10),
      received_at: yesterday,
      kind: 'LAST',
      price,
      currency: CURRENCY,
      raw_price: price,
      adjustment: 'NONE',
    };
  });
  await insertRows(em, 'quote', columns, quotes);
  await insertRows(em, 'current_quote', columns, quotes);
}

export async function reserveRevisions(em: EntityManager, count: number): Promise<number> {
  const rows: { last: string }[] = await em.execute(`select setval('revision', nextval('revision') + ${count})::text as last`);
  return Number(rows[0]?.last) - count;
}

export async function writePeople(em: EntityManager, users: readonly number[]): Promise<void> {
  const at = new Date(Date.now() - DAY_MS).toISOString();
  const until = new Date(Date.now() + DAY_MS).toISOString();
  const id = (kind: (typeof IdKind)[keyof typeof IdKind], user: number) => idOf(kind, user);
  const write = (table: string, columns: Readonly<Record<string, string>>, rowOf: (user: number) => Row) =>
    insertRows(em, table, columns, users.map(rowOf));
  await write(
    'user',
    { id: 'uuid', email: 'text', name: 'text', role: 'text', password_hash: 'text', base_currency: 'text', created_at: INSTANT },
    (user) => ({
      id: id(IdKind.USER, user),
      email: `user${user}@bench.example`,
      name: `User ${user}`,
      role: 'USER',
      password_hash: 'none',
      base_currency: CURRENCY,
      created_at: at,
    }),
  );
  await write('session', { id: 'uuid', user_id: 'uuid', refresh_hash: 'text', created_at: INSTANT, expires_at: INSTANT }, (user) => ({
    id: id(IdKind.SESSION, user),
    user_id: id(IdKind.USER, user),
    refresh_hash: `none-${user}`,
    created_at: at,
    expires_at: until,
  }));
  await write('portfolio', { id: 'uuid', user_id: 'uuid', name: 'text', base_currency: 'text', created_at: INSTANT }, (user) => ({
    id: id(IdKind.PORTFOLIO, user),
    user_id: id(IdKind.USER, user),
    name: 'My portfolio',
    base_currency: CURRENCY,
    created_at: at,
  }));
  await write(
    'account',
    {
      id: 'uuid',
      user_id: 'uuid',
      portfolio_id: 'uuid',
      name: 'text',
      currency: 'text',
      cost_method: 'text',
      opened_at: INSTANT,
      ledger_version: 'bigint',
    },
    (user) => ({
      id: id(IdKind.ACCOUNT, user),
      user_id: id(IdKind.USER, user),
      portfolio_id: id(IdKind.PORTFOLIO, user),
      name: 'Account',
      currency: CURRENCY,
      cost_method: 'FIFO',
      opened_at: at,
      ledger_version: HOLDING_COUNT + 1,
    }),
  );
}

async function writeLedger(em: EntityManager, users: readonly number[]): Promise<void> {
  const recordedAt = new Date(Date.now() - 2 * DAY_MS).toISOString();
  const perUser = HOLDING_COUNT + 1;
  const firstOrdinal = await reserveRevisions(em, users.length * perUser);
  const rows = users.flatMap((user, place) => {
    const holdings = holdingsOf(user);
    const common = (index: number) => ({
      id: idOf(IdKind.TRANSACTION, user * perUser + index),
      user_id: idOf(IdKind.USER, user),
      account_id: idOf(IdKind.ACCOUNT, user),
      trade_date: recordedAt.slice(0, 10),
      currency: CURRENCY,
      fee: '0',
      tax: '0',
      version: 1,
      ordinal: firstOrdinal + place * perUser + index,
      recorded_at: recordedAt,
    });
    const cost = holdings.reduce((sum, { instrument, hundredths }) => sum + firstCents(instrument) * hundredths, 0);
    const deposit = { ...common(0), kind: 'DEPOSIT', amount: (cost / 10_000 + CASH).toFixed(4) };
    const purchases = holdings.map(({ instrument, hundredths }, index) => ({
      ...common(index + 1),
      kind: 'BUY',
      instrument_id: idOf(IdKind.INSTRUMENT, instrument),
      quantity: fromHundredths(hundredths),
      price: fromHundredths(firstCents(instrument)),
    }));
    return [deposit, ...purchases];
  });
  await insertRows(em, 'transaction', ENTRY, rows);
}
