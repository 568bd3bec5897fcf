// The audit log says who did what; nobody can change it through the program, and whoever changes it past the program is found out.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { startServer } from '../testkit/process.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { day, type LocalWorld, ME, openWorld, PASSWORD, SIGN_IN, signUp } from '../testkit/world.js';

let world: LocalWorld;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Entry {
  readonly sequence: number;
  readonly hash: string;
  readonly action: string;
  readonly actorId: string | null;
  readonly subject: string;
  readonly address: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: string;
}

async function logOf(api: Api, args = ''): Promise<Entry[]> {
  const answer = await api.text(`{ auditLog${args} { nodes { sequence hash action actorId subject address before after at } } }`);
  return (answer.expectNoErrors() as { auditLog: { nodes: Entry[] } }).auditLog.nodes;
}

test('what a user does is written down with who, what, when, from where, before and after', async () => {
  const ada = await world.signUp();
  const id = ada.session.user.id;
  const accountId = await ada.openAccount();
  const [entry] = await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-1), amount: '5', currency: 'EUR' });
  await ada.api.text(`mutation { voidTransaction(id: "${entry?.id}", version: 1) { id } }`);
  await world.anonymous.run(SIGN_IN, { email: ada.email, password: 'not the password' });
  const log = await logOf(ada.api);
  expect(log.map(({ action }) => action)).toEqual([
    'user.sign-in-refused',
    'transaction.void',
    'transaction.record',
    'account.open',
    'user.sign-in',
    'user.create',
  ]);
  const [refused, voided, recorded] = log;
  expect(refused).toMatchObject({ actorId: null, subject: id, address: '127.0.0.1' });
  expect(recorded).toMatchObject({ actorId: id, subject: entry?.id, before: null, address: '127.0.0.1' });
  expect(JSON.parse(recorded?.after as string)).toMatchObject({ kind: 'DEPOSIT' });
  expect([JSON.parse(voided?.before as string), voided?.after]).toEqual([expect.objectContaining({ kind: 'DEPOSIT' }), null]);
  expect(Math.abs(Date.parse(voided?.at as string) - Date.now())).toBeLessThan(60_000);
  const actions = async (args: string) => (await logOf(ada.api, args)).map(({ action }) => action);
  expect(await actions('(action: "transaction")')).toEqual(['transaction.void', 'transaction.record']);
  expect(await actions('(action: "user.sign-in")')).toEqual(['user.sign-in']);
  expect(await actions(`(action: "user", from: "${recorded?.at}")`)).toEqual(['user.sign-in-refused']);
  expect(await actions(`(until: "${recorded?.at}", first: 1)`)).toEqual(['transaction.record']);
  expect((await ada.api.text('{ auditLog(action: "DROP TABLE") { nodes { action } } }')).refusal()).toBe('BAD_USER_INPUT TEXT action');
  expect(JSON.stringify(log)).not.toContain(PASSWORD);
});

test("users read their own entries; administrators read everybody's, which is an entry itself", async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  expect((await logOf(eve.api)).every(({ actorId }) => actorId === eve.session.user.id)).toBe(true);
  const others = `(userId: "${ada.session.user.id}")`;
  expect((await eve.api.text(`{ auditLog${others} { nodes { id } } }`)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await logOf(ada.api, others)).toHaveLength(2);
  expect((await logOf(world.admin, others)).map(({ subject }) => subject)).toContain(ada.session.user.id);
  const [read] = await logOf(world.admin);
  expect(read).toMatchObject({ action: 'audit.read', subject: ada.session.user.id });
  await world.admin.text('{ users(first: 1) { nodes { id } } }');
  expect((await logOf(world.admin, '(first: 2)')).map(({ action }) => action)).toContain('user.list');
});

test('an entry names people to administrators, and to everybody else themselves alone; and the instrument it is about', async () => {
  const ada = await world.signUp();
  const id = ada.session.user.id;
  for (const isLocked of [true, false]) {
    (await world.admin.text(`mutation { setUserLocked(id: "${id}", isLocked: ${isLocked}) { id } }`)).expectNoErrors();
  }
  await world.instrument({ name: 'Named' });
  const named = 'nodes { action actor { email } subjectUser { email } subjectInstrument { name } }';
  const admin = { email: 'admin@example.org' };
  const [email, unlocked] = [ada.email, { action: 'user.unlock', subjectInstrument: null }];
  expect((await world.admin.text(`{ auditLog(first: 2) { ${named} } }`)).expectNoErrors().auditLog).toEqual({
    nodes: [
      { action: 'instrument.create', actor: admin, subjectUser: null, subjectInstrument: { name: 'Named' } },
      { ...unlocked, actor: admin, subjectUser: { email } },
    ],
  });
  const { signIn } = (await world.anonymous.run(SIGN_IN, { email, password: PASSWORD })).expectNoErrors();
  const own = await world.anonymous.as(signIn.accessToken).text(`{ auditLog(first: 2) { ${named} } }`);
  expect(own.expectNoErrors().auditLog).toEqual({
    nodes: [
      { action: 'user.sign-in', actor: { email }, subjectUser: null, subjectInstrument: null },
      { ...unlocked, actor: null, subjectUser: { email } },
    ],
  });
});

test('administrators have the newest entries gone over, from any place that is taken as it stands', async () => {
  const { auditCheck } = (await world.admin.text('{ auditCheck { first entries problems } }')).expectNoErrors() as {
    auditCheck: { first: number; entries: number; problems: string[] };
  };
  expect(auditCheck).toEqual({ first: 1, entries: expect.any(Number), problems: [] });
  const first = (await logOf(world.admin)).at(-1);
  const from = { sequence: first?.sequence as number, hash: first?.hash as string };
  expect((await world.app.core.audit.verify([], from)).problems).toEqual([]);
  expect((await world.app.core.audit.verify([], { ...from, hash: 'f'.repeat(64) })).problems).toEqual([
    expect.stringMatching(`^${from.sequence + 1}: entry .* is not what was written`),
  ]);
});

test('pages of the log follow each other without a gap', async () => {
  const ada = await world.signUp();
  for (let index = 0; index < 4; index += 1) await ada.openAccount({ name: `Account ${index}` });
  const whole = (await logOf(ada.api)).map(({ sequence }) => sequence);
  const page = async (args: string) =>
    (await ada.api.text(`{ auditLog${args} { nodes { sequence } pageInfo { hasNextPage endCursor } } }`)).expectNoErrors() as {
      auditLog: { nodes: { sequence: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
  const first = await page('(first: 4)');
  const second = await page(`(first: 4, after: "${first.auditLog.pageInfo.endCursor}")`);
  expect([...first.auditLog.nodes, ...second.auditLog.nodes].map(({ sequence }) => sequence)).toEqual(whole);
  expect([first.auditLog.pageInfo.hasNextPage, second.auditLog.pageInfo.hasNextPage]).toEqual([true, false]);
});

const TABLES = ['audit_entry', 'audit_seal'] as const;

/** What somebody with every right on the database can do. */
async function tamper(client: pg.Client, ...statements: string[]): Promise<void> {
  for (const table of TABLES) await client.query(`alter table ${table} disable trigger all`);
  for (const statement of statements) await client.query(statement);
  for (const table of TABLES) await client.query(`alter table ${table} enable trigger all`);
}

describeWithPostgres('a log on PostgreSQL', () => {
  let postgres: PostgresServer;
  let client: pg.Client;
  let own: LocalWorld;

  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    const url = await postgres.createDatabase('audit');
    own = await openWorld({ DATABASE_URL: url });
    const people = await Promise.all([own.signUp(), own.signUp(), own.signUp()]);
    // At once, so that units of work commit side by side.
    await Promise.all(people.flatMap((person) => [person.openAccount(), person.openAccount({ name: 'Second é' }), person.api.run(ME)]));
    client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const table of TABLES) await client.query(`create table kept_${table} as table ${table}`);
  });
  afterAll(async () => {
    await client?.end();
    await own?.close();
    await postgres?.stop();
  });
  /** Everybody's history as it was, for the next to tamper with. */
  const restore = () =>
    tamper(client, ...TABLES.map((table) => `delete from ${table}`), ...TABLES.map((table) => `insert into ${table} table kept_${table}`));

  test('what was written is found to be what was written, and its places have no gaps', async () => {
    const { head, ...report } = await own.app.core.audit.verify([]);
    expect(report).toEqual({ entries: 14, anchors: 0, problems: [] });
    const { rows } = await client.query('select sequence::int, hash from audit_seal order by sequence');
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    expect(head).toEqual(rows.at(-1));
    expect((await own.app.core.audit.verify([rows[3], rows[9], rows[13]])).problems).toEqual([]);
  });

  test('the tables refuse to be changed', async () => {
    for (const table of TABLES) {
      for (const statement of [
        `delete from ${table}`,
        `truncate ${table}`,
        `update ${table} set ${table === 'audit_entry' ? "action = 'x'" : "hash = 'x'"}`,
      ]) {
        await expect(client.query(statement)).rejects.toThrow('only ever added to');
      }
    }
    expect((await own.app.core.audit.verify([])).problems).toEqual([]);
  });

  /** How somebody with every right on the database could tamper with it, and what is said about it. */
  const TAMPERING: Record<string, readonly [statements: string[], found: RegExp]> = {
    'a change': [
      [`update audit_entry set after = '{"role": "ADMIN"}' where id = (select entry_id from audit_seal where sequence = 5)`],
      /^5: entry .* is not what was written/,
    ],
    'another time': [
      [`update audit_entry set at = at - interval '1 ms' where id = (select entry_id from audit_seal where sequence = 6)`],
      /^6: entry/,
    ],
    'another actor': [
      [`update audit_entry set actor_id = null where id = (select entry_id from audit_seal where sequence = 7)`],
      /^7: entry/,
    ],
    'an entry taken out': [
      [`delete from audit_entry where id = (select entry_id from audit_seal where sequence = 8)`],
      /^8: its entry .* is missing/,
    ],
    'an entry taken out with its link': [
      [
        `delete from audit_entry where id = (select entry_id from audit_seal where sequence = 8)`,
        'delete from audit_seal where sequence = 8',
      ],
      /^8 is missing: entries were taken out/,
    ],
    'an entry taken out and the gap closed': [
      [
        `delete from audit_entry where id = (select entry_id from audit_seal where sequence = 8)`,
        'delete from audit_seal where sequence = 8',
        'update audit_seal set sequence = -(sequence - 1) where sequence > 8',
        'update audit_seal set sequence = -sequence where sequence < 0',
      ],
      /^8: entry .* not where it was written/,
    ],
    'an entry put in': [
      [`insert into audit_entry (id, action, subject, at) values ('01900000-0000-7000-8000-000000000000', 'x', 'y', now())`],
      /is not in the chain: it was put in/,
    ],
    'an entry put in with a link': [
      [
        `insert into audit_entry (id, action, subject, at) values ('01900000-0000-7000-8000-000000000000', 'x', 'y', now())`,
        `insert into audit_seal (sequence, entry_id, hash) values (15, '01900000-0000-7000-8000-000000000000', repeat('a', 64))`,
      ],
      /^15: entry/,
    ],
    "two entries in each other's place": [
      [
        'create temp table swapped as select sequence, entry_id from audit_seal where sequence in (4, 5)',
        'delete from audit_seal where sequence in (4, 5)',
        `insert into audit_seal select 9 - s.sequence, s.entry_id, repeat('a', 64) from swapped s`,
      ],
      /^4: entry/,
    ],
    'the end cut off': [
      [
        'delete from audit_entry where id in (select entry_id from audit_seal where sequence > 12)',
        'delete from audit_seal where sequence > 12',
      ],
      /^The log ends at 12, but entry 14 was noted outside/,
    ],
    'everything cut off': [['delete from audit_entry', 'delete from audit_seal'], /^The log ends at 0/],
    'everything computed anew': [
      [
        `update audit_entry set subject = 'z' where id = (select entry_id from audit_seal where sequence = 3)`,
        'create temp table kept as select e.* from audit_entry e join audit_seal s on s.entry_id = e.id order by s.sequence',
        'delete from audit_seal',
        'delete from audit_entry',
        'alter table audit_entry enable trigger audit_entry_seal',
        'insert into audit_entry select * from kept',
      ],
      /^14: another hash was noted outside the database/,
    ],
  };

  test.each(Object.entries(TAMPERING))('%s is found', async (_name, [statements, found]) => {
    const { audit } = own.app.core;
    const head = await audit.head();
    const noted = head ? [head] : [];
    expect((await audit.verify(noted)).problems).toEqual([]);
    try {
      await tamper(client, ...statements);
      expect((await audit.verify(noted)).problems).toContainEqual(expect.stringMatching(found));
    } finally {
      await restore();
    }
  });

  test('the command line verifies against the heads the server noted, and says so by its exit code', async () => {
    const folder = temporaryFolder('audit');
    const url = await postgres.createDatabase('command');
    const direct = new pg.Client({ connectionString: url });
    const settings = {
      DATABASE_URL: url,
      DATA_DIR: folder.path,
      SOURCES: 'none',
      DEMO: 'off',
      JWT_SECRET: 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga',
    };
    const verify = async () => {
      const env = { PATH: process.env.PATH, ...settings };
      const ended = await promisify(execFile)(process.execPath, ['dist/src/cli.js', 'audit', 'verify', '--json'], { env }).catch(
        (error) => error,
      );
      return { code: ended.code ?? 0, ...JSON.parse(ended.stdout) };
    };
    try {
      const server = await startServer(settings);
      await signUp(new Api(server.url));
      await server.stop();
      expect(await verify()).toMatchObject({ code: 0, entries: 2, anchors: 1, problems: [] });
      await direct.connect();
      await tamper(
        direct,
        'delete from audit_entry where id = (select entry_id from audit_seal where sequence = 2)',
        'delete from audit_seal where sequence = 2',
      );
      expect(await verify()).toMatchObject({ code: 2, entries: 1, problems: [expect.stringContaining('its end was cut off')] });
      const path = join(folder.path, 'audit-anchors.jsonl');
      // Half a line at the end is a process that was killed; it takes nothing away.
      writeFileSync(path, `${readFileSync(path, 'utf8')}{"sequence":`);
      expect(await verify()).toMatchObject({ code: 2, anchors: 1 });
    } finally {
      await direct.end();
      folder.remove();
    }
  });
});
