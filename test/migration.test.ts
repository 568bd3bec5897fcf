// The migrations make exactly what the mappings say, on both databases; whoever changes a mapping adds a migration.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Database } from '../src/storage/database.js';
import { startPostgres } from './testkit/postgres.js';
import { describeWithPostgres } from './testkit/servers.js';

/** How the tables differ from the mappings, as the migration that would be missing; null when they do not. */
async function drift(database: Database): Promise<readonly string[] | null> {
  if (!(await database.orm.migrator.checkSchema())) return null;
  return (await database.orm.schema.getUpdateSchemaSQL()).split('\n');
}

test('the embedded database has no drift', async () => {
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  const database = await Database.open({ url: null, folder: null, image });
  expect(await drift(database)).toBeNull();
  expect(await database.orm.migrator.getPending()).toEqual([]);
  await database.close();
});

test('what units were worth that were transferred after an own split is forgotten, from the transfer on, and nothing else', async () => {
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  const database = await Database.open({ url: null, folder: null, image });
  const run = (sql: string) => database.write((em) => em.execute(sql));
  const [own, excepted, plain, unmoved] = ['1', '2', '3', '4'];
  const id = (noun: string, whose: string) => `'0190000${whose}-0000-7000-8000-00000000000${noun}'`;
  const split = { exDate: '2024-02-01', ratioNew: 2, ratioOld: 1, fractionPrice: null };
  for (const whose of [own, excepted, plain, unmoved]) {
    const [user, portfolio, account, instrument] = ['1', '2', '3', '4'].map((noun) => id(noun, whose));
    const splits = whose === own ? [] : [{ ...split, exceptAccountIds: whose === excepted ? [account?.slice(1, -1)] : [] }];
    await run(`insert into "user" (id, email, name, role, password_hash, base_currency, created_at)
      values (${user}, '${whose}@example.org', 'Ada', 'USER', 'x', 'EUR', now())`);
    await run(`insert into portfolio (id, user_id, name, base_currency, created_at) values (${portfolio}, ${user}, 'Main', 'EUR', now())`);
    await run(`insert into account (id, user_id, portfolio_id, name, currency, cost_method, opened_at, ledger_version)
      values (${account}, ${user}, ${portfolio}, 'Cash', 'EUR', 'FIFO', now(), 0)`);
    await run(`insert into instrument (id, kind, name, currency, multiplier, unit_divisor, created_at, splits)
      values (${instrument}, 'EQUITY', 'Acme', 'EUR', 1, 1, now(), '${JSON.stringify(splits)}')`);
    const entries = [
      ...(whose === own || whose === unmoved ? [['5', 'SPLIT', '2024-02-01']] : []),
      ...(whose === unmoved ? [] : [['6', 'TRANSFER', '2024-03-01']]),
    ];
    for (const [noun = '', kind, day] of entries) {
      await run(`insert into transaction (id, user_id, account_id, kind, trade_date, instrument_id, currency, fee, tax, version, ordinal, recorded_at)
        values (${id(noun, whose)}, ${user}, ${account}, '${kind}', '${day}', ${instrument}, 'EUR', 0, 0, 1, ${whose}${noun}, now())`);
    }
    await run(`insert into history_state (portfolio_id, version) values (${portfolio}, 7)`);
    for (const day of ['2024-02-29', '2024-03-01', '2024-03-02']) {
      await run(`insert into ledger_checkpoint (user_id, until_day, state) values (${user}, '${day}', '[]')`);
      await run(`insert into valuation_day (scope_id, portfolio_id, day, total, market_value, cash, inflow, outflow, price_gain, currency_gain, income, net_income, fees, taxes, is_partial)
        values (${portfolio}, ${portfolio}, '${day}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false)`);
    }
  }
  const migrations = ['Migration20261128151000_transferred_price'];
  await database.orm.migrator.down({ migrations });
  await database.orm.migrator.up({ migrations });
  const kept = await run(`select portfolio.id::text, version::int,
      (select max(day)::text from valuation_day where portfolio_id = portfolio.id) as day,
      (select max(until_day)::text from ledger_checkpoint where user_id = portfolio.user_id) as checkpoint
    from portfolio join history_state on portfolio_id = portfolio.id order by portfolio.id`);
  const [forgotten, whole] = ['2024-02-29', '2024-03-02'].map((day) => ({ day, checkpoint: day }));
  expect(kept).toMatchObject([
    { version: 8, ...forgotten },
    { version: 8, ...forgotten },
    { version: 7, ...whole },
    { version: 7, ...whole },
  ]);
  await database.close();
});

/** What the version of the program before it, which still runs beside the new one, would break on. */
const BREAKING: readonly (readonly [string, RegExp])[] = [
  ['drops a column it reads', /drop column/i],
  ['drops a table it reads', /drop table/i],
  ['renames what it reads', /rename (column|to)/i],
  ['changes the type of a column', /alter column "\w+" (set data )?type/i],
  ['requires what it does not write', /set not null/i],
  ['adds a column it does not write', /add( column)? "\w+" (?![^,;]*\bdefault\b)(?![^,;]*\bgenerated\b)[^,;]*\bnot null\b/i],
];

function breaks(text: string): string[] {
  const [, up = ''] = /up\(\)[^{]*\{([\s\S]*?)\n {2}\}/.exec(text) ?? [];
  return BREAKING.filter(([, pattern]) => pattern.test(up)).map(([what]) => what);
}

/** What cannot be done beside the version before; the changelog tells to stop that one first. */
const STOPS_THE_WORLD = [
  // Of tables that are new with the same release.
  'Migration20261126111435_alert_observed.ts renames what it reads',
  'Migration20261126111442_sealed_field.ts changes the type of a column',
  'Migration20261126140710_outgoing_mail.ts changes the type of a column',
];

/** What looks like it and is not. */
const HARMLESS = [
  // The table is there again, in parts, before the step ends; `test/ingestion/quote-month.test.ts` writes to it meanwhile.
  'Migration20261126141000_quote_months.ts renames what it reads',
  // More digits before the point of the same numbers.
  'Migration20261126212415_wide_totals.ts changes the type of a column',
];

test('no migration breaks the version of the program before it, but those that say so', () => {
  const files = readdirSync('migrations').filter((name) => /^Migration\d+/.test(name));
  expect(files.length).toBeGreaterThan(5);
  const found = files.flatMap((name) => breaks(readFileSync(`migrations/${name}`, 'utf8')).map((what) => `${name} ${what}`));
  expect(found).toEqual([...STOPS_THE_WORLD, ...HARMLESS]);
});

test.each([
  ['alter table "user" drop column "name";', 'drops a column it reads'],
  ['alter table "user" rename column "name" to "title";', 'renames what it reads'],
  ['alter table "user" alter column "name" type text using ("name"::text);', 'changes the type of a column'],
  ['alter table "user" add column "age" int not null;', 'adds a column it does not write'],
  ['alter table "user" add "age" int not null, add "size" int null default 1;', 'adds a column it does not write'],
])('%s %s', (sql, what) => {
  expect(breaks(`  up(): void {\n    this.addSql(\`${sql}\`);\n  }\n`)).toEqual([what]);
});

test('a column with a default, or that may be null, breaks nothing', () => {
  const sql = 'alter table "user" add column "age" int not null default 0, add column "size" int null;';
  expect(breaks(`  up(): void {\n    this.addSql(\`${sql}\`);\n  }\n`)).toEqual([]);
});

describeWithPostgres('migrations on PostgreSQL', () => {
  test('two instances bring one empty database up to date at once, without drift', async () => {
    const server = await startPostgres({ fsync: false });
    try {
      const url = await server.createDatabase('empty');
      const [one, two] = await Promise.all([Database.open({ url, folder: null }), Database.open({ url, folder: null })]);
      expect(await drift(one)).toBeNull();
      const executed = (await two.orm.migrator.getExecuted()).map(({ name }) => name);
      expect(executed).toEqual([...new Set(executed)]);
      await Promise.all([one.close(), two.close()]);
      const again = await Database.open({ url, folder: null });
      expect((await again.orm.migrator.getExecuted()).map(({ name }) => name)).toEqual(executed);
      await again.close();
    } finally {
      await server.stop();
    }
  });
});
