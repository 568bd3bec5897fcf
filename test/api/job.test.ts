// Periodic work: what administrators see of it, and that of many instances one runs each job.
import { readFileSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Role } from '../../src/domain/user.js';
import { type JobDefinition, type JobReport, JobService } from '../../src/services/job.js';
import { Database } from '../../src/storage/database.js';
import { Metrics } from '../../src/telemetry.js';
import { temporaryFolder } from '../testkit/child.js';
import { graphql } from '../testkit/gql/gql.js';
import { until } from '../testkit/until.js';
import { day, type LocalWorld, openWorld, RECORD } from '../testkit/world.js';

const JOBS = graphql(`
  query Jobs { jobs {
    name description intervalSeconds isRunning lastStartedAt lastEndedAt lastDurationMs lastOutcome lastMessage nextRunAt lagSeconds
    runs failuresInARow
  } }
`);
const ADMIN = { userId: 'a', sessionId: 's', role: Role.ADMIN, address: null, expiresAt: new Date(), scopes: null } as never;
const LOG = pino({ level: 'silent' });

describe('for administrators', () => {
  let world: LocalWorld;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  async function housekeepingRan(since = 0) {
    const job = async () => (await world.admin.run(JOBS)).expectNoErrors().jobs.find(({ name }) => name === 'housekeeping');
    return until(job, (found) => found !== undefined && found.runs > since && !found.isRunning);
  }

  test('a job shows its last run and the next', async () => {
    const job = await housekeepingRan();
    expect(job).toMatchObject({ intervalSeconds: 3600, lastOutcome: 'SUCCEEDED', lastMessage: null, lagSeconds: 0, failuresInARow: 0 });
    const startedAt = new Date(job?.lastStartedAt as string).getTime();
    expect(new Date(job?.nextRunAt as string).getTime() - startedAt).toBe(3_600_000);
    expect(new Date(job?.lastEndedAt as string).getTime()).toBeGreaterThanOrEqual(startedAt);
  });

  test('where nobody runs a job that is due, every instance shows by how much', async () => {
    const idle = await openWorld({ ROLES: 'api' });
    const lag = async () =>
      /^tidemark_job_lag_seconds\{name="housekeeping"\} (\d+)/m.exec(await (await fetch(`${idle.url}/metrics`)).text())?.[1];
    expect(await lag()).toBe('0');
    const values = "values ('housekeeping', 3600000, now() - interval '2 hours', 0, 0)";
    await idle.app.core.database.write((em) => em.execute(`insert into job (name, interval_ms, next_at, runs, failures) ${values}`));
    expect(Number(await lag())).toBeGreaterThanOrEqual(7_200);
    await idle.close();
  });

  test('a job that fails again and again is told to whoever watches the metrics', async () => {
    const folder = temporaryFolder('failing');
    // To a disk that is not mounted: that is only found out when something is to be written there.
    symlinkSync(`${folder.path}/not-there/backups`, `${folder.path}/backups`);
    const failing = await openWorld({ BACKUP_DIR: `${folder.path}/backups`, BACKUP_PASSPHRASE_FILE: 'package.json' });
    const failures = async () =>
      Number(/^tidemark_job_failures\{name="backup"\} (\d+)/m.exec(await (await fetch(`${failing.url}/metrics`)).text())?.[1]);
    await until(failures, (count) => count === 1);
    await failing.app.core.database.write((em) => em.execute("update job set next_at = now() where name = 'backup'"));
    await until(failures, (count) => count === 2);
    const others = /^tidemark_job_failures\{name="housekeeping"\} 0$/m;
    await until(
      async () => (await fetch(`${failing.url}/metrics`)).text(),
      (text) => others.test(text),
    );
    await failing.close();
    folder.remove();
  });

  test('housekeeping forgets old idempotency keys and keeps those of the last two days', async () => {
    const { runs } = (await housekeepingRan()) as JobReport;
    const person = await world.signUp();
    const accountId = await person.openAccount();
    const input = { accountId, kind: 'DEPOSIT' as const, tradeDate: day(0), amount: '1', currency: 'EUR' };
    for (const key of ['old', 'new']) (await person.api.run(RECORD, { input, key })).expectNoErrors();
    const { database } = world.app.core;
    await database.write((em) => em.execute("update idempotency_record set created_at = now() - interval '49 hours' where key = 'old'"));
    await database.write((em) => em.execute('update job set next_at = now()'));
    expect((await housekeepingRan(runs))?.lastMessage).toBe('Forgot 1 idempotency keys.');
    expect(await database.read((em) => em.execute('select key from idempotency_record'))).toEqual([{ key: 'new' }]);
  });
});

describe('of many instances', () => {
  let database: Database;
  const open: JobService[] = [];
  beforeAll(async () => {
    const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
    database = await Database.open({ url: null, folder: null, image });
  });
  afterAll(async () => {
    await Promise.all(open.map((service) => service.stop()));
    await database.close();
  });

  function instance(holder: string, ...jobs: readonly (Pick<JobDefinition, 'name' | 'run'> & Partial<JobDefinition>)[]): JobService {
    const definitions = jobs.map((job) => ({ description: 'For a test.', intervalMs: 1_000, ...job }));
    const service = new JobService(database, definitions, {
      log: LOG,
      metrics: new Metrics(),
      now: () => new Date(),
      holder,
      lookMs: 10,
    });
    open.push(service);
    return service;
  }
  const report = async (service: JobService) => (await service.list(ADMIN))[0] as JobReport;

  test('one at a time runs a job, and each of them may', async () => {
    const ran: string[] = [];
    let atOnce = 0;
    const runAs = (holder: string) => async () => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      ran.push(holder);
      atOnce -= 1;
      return null;
    };
    const [one, two] = ['one', 'two'].map((holder) => instance(holder, { name: 'shared', intervalMs: 1, run: runAs(holder) }));
    for (const service of [one, two]) service?.start();
    await until(
      async () => ran.length,
      (count) => count >= 40,
    );
    await Promise.all([one?.stop(), two?.stop()]);
    expect((await report(one as JobService)).runs).toBe(ran.length);
  });

  test('a failure is shown, counted and tried again', async () => {
    let attempts = 0;
    const service = instance('one', {
      name: 'failing',
      intervalMs: 20,
      async run() {
        attempts += 1;
        if (attempts < 3) throw new Error(`no luck ${attempts}`);
        return 'Better.';
      },
    });
    service.start();
    const failed = await until(
      () => report(service),
      ({ failuresInARow }) => failuresInARow === 2,
    );
    expect(failed).toMatchObject({ lastOutcome: 'FAILED', lastMessage: 'no luck 2' });
    const mended = await until(
      () => report(service),
      ({ lastOutcome }) => lastOutcome === 'SUCCEEDED',
    );
    expect(mended).toMatchObject({ lastMessage: 'Better.', failuresInARow: 0 });
  });

  test('a stop ends what runs, and another takes it up at once', async () => {
    const long = (signal: AbortSignal) => new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
    const first = instance('first', { name: 'long', intervalMs: 3_600_000, run: long });
    first.start();
    await until(
      () => report(first),
      ({ isRunning }) => isRunning,
    );
    await first.stop();
    expect((await report(first)).lastOutcome).toBe('INTERRUPTED');
    const second = instance('second', { name: 'long', intervalMs: 3_600_000, run: async () => 'Done.' });
    second.start();
    await until(
      () => report(second),
      ({ lastMessage }) => lastMessage === 'Done.',
    );
  });

  test('the work of an instance that died is taken over when its lease lapses, not before', async () => {
    await database.write((em) =>
      em.execute(`insert into job (name, interval_ms, next_at, holder, until, started_at, runs, failures)
        values ('orphan', 1000, now() - interval '1 minute', 'dead', clock_timestamp() + interval '1 hour', now(), 0, 0)`),
    );
    let rounds = 0;
    const orphan = { name: 'orphan', intervalMs: 3_600_000, run: async () => 'Taken over.' };
    const counted = async () => {
      rounds += 1;
      return null;
    };
    const service = instance('heir', orphan, { name: 'counted', intervalMs: 1, run: counted });
    service.start();
    // It looks for work again and again meanwhile.
    await until(
      () => rounds,
      (count) => count >= 3,
    );
    expect(await report(service)).toMatchObject({ isRunning: true, lagSeconds: 0, runs: 0 });
    await database.write((em) => em.execute(`update job set until = clock_timestamp() where name = 'orphan'`));
    await until(
      () => report(service),
      ({ lastMessage }) => lastMessage === 'Taken over.',
    );
  });

  test('whoever lost the lease stops, and what became of it is not noted', async () => {
    const service = instance('slow', {
      name: 'lost',
      intervalMs: 3_600_000,
      run: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('Too late.'))),
    });
    service.start();
    await until(
      () => report(service),
      ({ isRunning }) => isRunning,
    );
    await database.write((em) =>
      em.execute("update job set holder = 'other', until = clock_timestamp() + interval '1 hour' where name = 'lost'"),
    );
    await service.stop();
    expect(await report(service)).toMatchObject({ isRunning: true, runs: 0, lastOutcome: null });
  });

  test('overdue work shows by how much', async () => {
    const idle = instance('idle', { name: 'overdue', run: async () => null });
    await database.write((em) =>
      em.execute(
        "insert into job (name, interval_ms, next_at, runs, failures) values ('overdue', 1000, now() - interval '90 seconds', 0, 0)",
      ),
    );
    const { lagSeconds, isRunning } = await report(idle);
    expect(isRunning).toBe(false);
    expect(lagSeconds).toBeGreaterThan(89);
  });
});
