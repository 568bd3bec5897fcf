// Upgrades from every earlier step of the tables, with data in them: two instances start at once, while one of the first release goes on
// writing with its own statements. Everything it was told is stored is there, and nothing that is derived differs.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrationsList } from '../../migrations/list.js';
import { VerificationService } from '../../src/services/verification.js';
import { Database } from '../../src/storage/database.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { until } from '../testkit/until.js';

const STEPS = migrationsList.map(({ name }) => name);
/** What a unit of work of the program, too, is begun anew for. */
const AGAIN = ['40001', '40P01', '55P03'];
const WRITTEN_BEFORE = 5;

/** An instance of the first release, as far as its statements go: entries with their trail, prices, and a rate, each in one unit of work. */
class FirstRelease {
  readonly written: string[] = [];
  private readonly ids = { user: randomUUID(), portfolio: randomUUID(), account: randomUUID(), instrument: randomUUID() };
  private count = 0;
  private isStopped = false;

  static async begin(url: string): Promise<FirstRelease> {
    const release = new FirstRelease();
    const { user, portfolio, account, instrument } = release.ids;
    await release.unitOfWork(url, async (run) => {
      await run(
        `insert into "user" (id, email, name, role, password_hash, base_currency, created_at) values ($1, 'ada@example.org', 'Ada', 'USER', 'x', 'EUR', now())`,
        [user],
      );
      await run(`insert into portfolio (id, user_id, name, base_currency, created_at) values ($1, $2, 'Main', 'EUR', now())`, [
        portfolio,
        user,
      ]);
      await run(
        `insert into account (id, user_id, portfolio_id, name, currency, cost_method, opened_at, ledger_version) values ($1, $2, $3, 'Cash', 'EUR', 'FIFO', now(), 0)`,
        [account, user, portfolio],
      );
      await run(
        `insert into instrument (id, kind, name, currency, isin, mic, ticker, scheme_code, multiplier, unit_divisor, created_at)
         values ($1, 'EQUITY', 'Acme', 'EUR', null, null, null, null, 1, 1, now())`,
        [instrument],
      );
      await run(`insert into source_symbol (source, symbol, instrument_id) values ('stream', 'ACME', $1)`, [instrument]);
      await run(
        `insert into session (id, user_id, refresh_hash, created_at, expires_at) values ($1, $2, $3, now(), now() + interval '30 days')`,
        [randomUUID(), user, randomUUID()],
      );
    });
    return release;
  }

  /** One deposit, one price and one rate. */
  async write(url: string): Promise<void> {
    this.count += 1;
    const { user, account, instrument } = this.ids;
    const [id, count] = [randomUUID(), this.count];
    const content = {
      ...{ accountId: account, kind: 'DEPOSIT', tradeDate: '2026-01-02', settlementDate: null, instrumentId: null, quantity: null },
      ...{ price: null, amount: '1', currency: 'EUR', fee: '0', tax: '0', exchangeRate: null, ratioNew: null, ratioOld: null },
      ...{ counterAccountId: null, lotIds: null, note: null },
    };
    const price = { at: new Date(Date.UTC(2026, 0, 2, 9, 0, count)).toISOString(), price: 100 + count };
    const priced = `'stream', 0, $3::timestamptz, '2026-01-02', $3::timestamptz, 'LAST', $4::numeric, 'EUR', null, null, $4::text, 'EUR', 'NONE'`;
    const columns =
      'instrument_id, revision, source, priority, observed_at, value_date, received_at, kind, price, currency, previous_close, previous_close_date, raw_price, raw_currency, adjustment';
    const rated = `'EUR', 'USD', 'ecb', 0, $2::timestamptz, '2026-01-02', $2::timestamptz, $3::numeric`;
    await this.unitOfWork(url, async (run) => {
      await run('select id from "user" where id = $1 for update', [user]);
      await run(
        `insert into transaction (id, user_id, account_id, kind, trade_date, amount, currency, fee, tax, version, ordinal, recorded_at)
         values ($1, $2, $3, 'DEPOSIT', '2026-01-02', 1, 'EUR', 0, 0, 1, nextval('revision'), now())`,
        [id, user, account],
      );
      await run(
        `insert into transaction_revision (transaction_id, version, content, is_voided, recorded_by, recorded_at) values ($1, 1, $2, false, $3, now())`,
        [id, JSON.stringify(content), user],
      );
      await run('update account set ledger_version = ledger_version + 1 where id = $1', [account]);
      await run(
        `insert into audit_entry (id, actor_id, action, subject, after, at) values ($1, $2, 'transaction.record', $3, '{}', now())`,
        [randomUUID(), user, id],
      );
      await run(`insert into idempotency_record (user_id, key, content_hash, result_ids, created_at) values ($1, $2, 'x', $3, now())`, [
        user,
        `key-${count}`,
        JSON.stringify([id]),
      ]);
      const next = async () => (await run(`select nextval('revision')::text as number`, []))[0]?.number;
      const revision = await next();
      const said = [instrument, revision, price.at, price.price];
      await run(`insert into quote (${columns}) values ($1, $2, ${priced})`, said);
      await run(
        `insert into current_quote (${columns}) values ($1, $2, ${priced}) on conflict (instrument_id) do update set revision = excluded.revision,
           observed_at = excluded.observed_at, received_at = excluded.received_at, price = excluded.price, raw_price = excluded.raw_price`,
        said,
      );
      const number = await next();
      const rate = [number, price.at, 1 + count / 1000];
      const names = 'base, quote, source, priority, observed_at, value_date, received_at, rate';
      await run(`insert into fx_rate (revision, ${names}) values ($1, ${rated})`, rate);
      await run(
        `insert into current_rate (revision, ${names}) values ($1, ${rated})
         on conflict (base, quote) do update set revision = excluded.revision, observed_at = excluded.observed_at, received_at = excluded.received_at, rate = excluded.rate`,
        rate,
      );
    });
    this.written.push(id);
  }

  /** A copy of it on a copy of the database. */
  copy(): FirstRelease {
    const copy = new FirstRelease();
    Object.assign(copy.ids, this.ids);
    copy.written.push(...this.written);
    copy.count = this.count;
    return copy;
  }

  async writeOnAndOn(url: string): Promise<void> {
    while (!this.isStopped) await this.write(url);
  }

  stop(): void {
    this.isStopped = true;
  }

  private async unitOfWork(url: string, work: (run: (sql: string, values: unknown[]) => Promise<pg.QueryResultRow[]>) => Promise<void>) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (;;) {
        try {
          await client.query('begin');
          await work(async (sql, values) => (await client.query(sql, values)).rows);
          await client.query('commit');
          return;
        } catch (error) {
          await client.query('rollback');
          if (!AGAIN.includes((error as { code: string }).code)) throw error;
        }
      }
    } finally {
      await client.end();
    }
  }
}

describeWithPostgres('an upgrade', () => {
  let postgres: PostgresServer;
  let walk: string;
  let release: FirstRelease;
  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    walk = await postgres.createDatabase('walk');
    await stepTo(0);
    release = await FirstRelease.begin(walk);
  });
  afterAll(() => postgres?.stop());

  /** The tables as that release left them. */
  async function stepTo(index: number): Promise<void> {
    const database = await Database.openAsIs({ url: walk, folder: null });
    try {
      await database.migrateTo(STEPS.slice(0, index + 1));
    } finally {
      await database.close();
    }
  }

  test.each(STEPS.slice(0, -1).map((name, index) => ({ name, index })))('from $name', async ({ index }) => {
    await stepTo(index);
    for (let count = 0; count < WRITTEN_BEFORE; count += 1) await release.write(walk);
    const name = `from-${randomUUID()}`;
    await postgres.run(`create database "${name}" template walk`);
    const url = walk.replace(/walk$/, name);
    const old = release.copy();
    const writing = old.writeOnAndOn(url);
    const opening = [Database.open({ url, folder: null }), Database.open({ url, folder: null })];
    try {
      const [database] = (await Promise.all(opening)) as [Database, Database];
      // Beside the new version, too.
      const before = old.written.length;
      await until(
        () => old.written.length,
        (count) => count > before,
      );
      old.stop();
      await writing;
      expect(await database.orm.migrator.getPending()).toEqual([]);
      expect(await database.orm.migrator.checkSchema()).toBe(false);
      const entries = await database.read((em) => em.execute<{ id: string }[]>('select id from transaction order by ordinal'));
      expect(entries.map(({ id }) => id)).toEqual(old.written);
      const { differences, checked } = await new VerificationService(database).verify();
      expect(differences).toEqual([]);
      expect(checked).toMatchObject({ users: 1, entries: old.written.length, rates: 1 });
    } finally {
      old.stop();
      // Also of the one that opened while the other failed, and that would go on after the test.
      const closing = opening.map((each) => each.then((instance) => instance.close()));
      await Promise.allSettled([writing, ...closing]);
    }
  });
});
