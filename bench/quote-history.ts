/**
 * Whether ten million prices slow the look-ups down, and what a price takes of the disk: the statements of the program on a
 * PostgreSQL of its own, with few rows and with many, and with as many in one table without parts, which is then cut into them.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrationsList } from '../migrations/list.js';
import type { Currency } from '../src/domain/currency.js';
import { addDays, type Day } from '../src/domain/day.js';
import { Decimal } from '../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../src/domain/ids.js';
import { Database } from '../src/storage/database.js';
import { currentQuotes, dailyQuotes, quotesAsOf, type StorableQuote } from '../src/storage/query/quote.js';
import { monthAfter, openMonths } from '../src/storage/query/quote-month.js';
import { storeObservations } from '../src/storage/query/store.js';
import { startPostgres } from '../test/testkit/postgres.js';
import { machine, rows, saveTable } from './report.js';
import { CURRENCY, IdKind, idOf } from './world.js';
import { writeInstruments } from './world-database.js';

const INSTRUMENTS = 2_000;
const DAYS = 250;
const ROUNDS = 200;
const AT_ONCE = 50;
/** The step before which the history is one table. */
const MONTHS = 'Migration20261126141000_quote_months';
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TODAY = new Date().toISOString().slice(0, 10) as Day;

/** Prices of every instrument on every day, spread over its session. */
async function fill(url: string, perDay: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set synchronous_commit = off');
    for (let place = 0; place < INSTRUMENTS; place += AT_ONCE) {
      const ids = Array.from({ length: AT_ONCE }, (_, offset) => idOf(IdKind.INSTRUMENT, place + offset));
      await client.query(
        `insert into quote (revision, instrument_id, source, priority, kind, price, currency, observed_at, value_date, received_at, raw_price, adjustment)
         select nextval('revision'), id::uuid, 'bench', 9, 'LAST', 100 + (tick % 50) * 0.01, '${CURRENCY}', at, day::date, at, '100.00', 'NONE'
         from unnest($1::text[]) as wanted(id), generate_series(current_date - ${DAYS}, current_date - 1, interval '1 day') as day,
           generate_series(1, ${perDay}) as tick, lateral (select day + interval '14 hours' + tick * interval '19 minutes' as at) as moment`,
        [ids],
      );
    }
    await client.query('vacuum analyze quote');
    const { rows: found } = await client.query(
      "select (select coalesce(sum(pg_total_relation_size(relid)), pg_total_relation_size('quote')) from pg_partition_tree('quote')) / count(*) as bytes from quote",
    );
    return Math.round(Number(found[0].bytes));
  } finally {
    await client.end();
  }
}

interface Figures {
  readonly p50: number;
  readonly p99: number;
}

async function timed(work: (round: number) => Promise<unknown>): Promise<Figures> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startMs = performance.now();
    await work(round);
    taken.push(performance.now() - startMs);
  }
  taken.sort((a, b) => a - b);
  return { p50: taken[Math.floor(ROUNDS * 0.5)] as number, p99: taken[Math.floor(ROUNDS * 0.99)] as number };
}

function some(round: number, count: number): InstrumentId[] {
  return Array.from({ length: count }, (_, place) => idOf(IdKind.INSTRUMENT, (round * 37 + place * 13) % INSTRUMENTS) as InstrumentId);
}

function news(round: number): StorableQuote[] {
  const observedAt = new Date();
  return [...new Set(some(round, 100))].map((instrumentId) => ({
    instrumentId,
    source: 'bench' as SourceId,
    kind: 'LAST',
    price: new Decimal(100 + (round % 50) / 100),
    currency: CURRENCY as Currency,
    observedAt,
    valueDate: TODAY,
    receivedAt: observedAt,
    previousClose: null,
    rawPrice: '100',
    rawCurrency: null,
    adjustment: 'NONE',
    priority: 9,
  }));
}

async function measure(database: Database): Promise<readonly Figures[]> {
  const store = (round: number) =>
    database.write((em) => storeObservations(em, { current: news(round), history: [], currentRates: [], historyRates: [] }, new Date()));
  await timed(store);
  return [
    await timed((round) => database.read((em) => currentQuotes(em, some(round, 100)))),
    await timed((round) => database.read((em) => quotesAsOf(em, some(round, 100), addDays(TODAY, -(round % DAYS))))),
    await timed((round) =>
      database.read((em) =>
        dailyQuotes(em, { instrumentId: some(round, 1)[0] as InstrumentId, from: addDays(TODAY, -60), to: null, after: null, limit: 50 }),
      ),
    ),
    await timed(store),
  ];
}

/** As a database looks that was in use all the while: a part for each month of the prices. */
async function cutMonths(database: Database): Promise<void> {
  const from = monthAfter(addDays(TODAY, -DAYS), 0);
  await database.write(async (em) => {
    const parts: { name: string }[] = await em.execute(
      `select relid::regclass::text as name from pg_partition_tree('quote') where level = 1 and relid::regclass::text <> 'quote_past'`,
    );
    for (const { name } of parts) await em.execute(`drop table ${name}`);
    await em.execute('alter table quote detach partition quote_past');
    await em.execute(`alter table quote attach partition quote_past for values from (minvalue) to ('${from}')`);
    await em.execute(`create table quote_later partition of quote for values from ('${from}') to (maxvalue)`);
    await openMonths(em, TODAY);
  });
}

const { values } = parseArgs({ options: { save: { type: 'boolean', default: false }, millions: { type: 'string', default: '10' } } });
const many = Math.round((Number(values.millions) * 1_000_000) / (INSTRUMENTS * DAYS));
// The pool's sockets do not keep the process alive.
const alive = setInterval(() => undefined, 1000);
const server = await startPostgres();
const lines: string[][] = [];
let cutS = 0;
try {
  for (const { perDay, isWhole } of [
    { perDay: 1, isWhole: false },
    { perDay: many, isWhole: false },
    { perDay: many, isWhole: true },
  ]) {
    const url = await server.createDatabase(`quotes_${perDay}_${isWhole ? 'whole' : 'months'}`);
    const database = await Database.openAsIs({ url, folder: null });
    try {
      await database.migrateTo(migrationsList.map(({ name }) => name).filter((name) => !isWhole || name < MONTHS));
      await database.write((em) => writeInstruments(em, INSTRUMENTS));
      if (!isWhole) await cutMonths(database);
      const bytes = await fill(url, perDay);
      const figures = await measure(database);
      const count = `${((INSTRUMENTS * DAYS * perDay) / 1_000_000).toFixed(1)} million${isWhole ? ', one table' : ''}`;
      lines.push([count, String(bytes), ...figures.map(({ p50, p99 }) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`)]);
      if (!isWhole) continue;
      const startMs = performance.now();
      await (await Database.open({ url, folder: null })).close();
      cutS = (performance.now() - startMs) / 1000;
    } finally {
      await database.close();
    }
  }
} finally {
  await server.stop();
  clearInterval(alive);
}
const titles = ['prices', 'bytes a price', '100 current', '100 as of a day', '50 days of one', 'store of 100'];
const table = `${rows(titles, lines)}\n\nMilliseconds, p50 / p99. The one table was cut into parts in ${cutS.toFixed(1)} s.\n\n${machine()}`;
console.log(table);
if (values.save) saveTable(join(ROOT, 'docs/BENCHMARKS.md'), 'quote-history', table);
