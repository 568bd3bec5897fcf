// A defect that nobody caught ends the process: said in the log, with what was under way brought to its end and nothing written in part.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import type { LedgerQuery } from '../testkit/gql/graphql.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { until } from '../testkit/until.js';
import { day, LEDGER, ME, Person, RECORD_ALL, signUp, VALUATION_CHANGED } from '../testkit/world.js';

/** Entries of one batch, which are written together or not at all. */
const BATCH = 3;
const folder = temporaryFolder('failure');
afterAll(() => folder.remove());

// What a defect would do, in the server's own process.
const DEFECTS = `
process.on('SIGUSR2', () => { throw new Error('a defect, thrown'); });
process.on('SIGHUP', () => { Promise.reject(new Error('a defect, rejected')); });
`;
const defects = join(folder.path, 'defects.mjs');
writeFileSync(defects, DEFECTS);
const settings = {
  DATA_DIR: join(folder.path, 'data'),
  JWT_SECRET: randomBytes(48).toString('base64'),
  SOURCES: 'none',
  DEMO: 'off',
  NODE_OPTIONS: `--import=${pathToFileURL(defects)}`,
};
const said = (server: ServerProcess, what: string) => server.log().filter(({ msg }) => String(msg).includes(what));

test('one that was thrown ends the process with 1, good-byes and whole writes; one that was rejected is logged by an id, and work goes on', async () => {
  let server = await startServer(settings);
  try {
    const person = await signUp(new Api(server.url));
    const account = await person.openAccount();

    process.kill(server.pid, 'SIGHUP');
    const [rejected] = await until(
      () => said(server, 'nobody handled'),
      (lines) => lines.length > 0,
    );
    expect(rejected).toMatchObject({ level: 'error', failureId: expect.any(String), err: { message: 'a defect, rejected' } });
    expect((await person.api.run(ME)).expectNoErrors().me?.id).toBe(person.session.user.id);

    const socket = person.api.socket();
    await socket.subscribe(VALUATION_CHANGED, {}).first();
    const acknowledged = new Set<string>();
    const refusals: string[] = [];
    let sent = 0;
    const write = async (): Promise<void> => {
      for (;;) {
        sent += 1;
        const key = `batch-${sent}`;
        const entry = { accountId: account, kind: 'DEPOSIT', tradeDate: day(-1), amount: '1', currency: 'EUR', note: key } as const;
        const answer = await person.api.run(RECORD_ALL, { inputs: Array(BATCH).fill(entry), key }).catch(() => null);
        if (answer?.data) acknowledged.add(key);
        else return void (answer && refusals.push(answer.refusal()));
      }
    };
    const writers = Promise.all([write(), write(), write()]);
    await until(
      () => acknowledged.size,
      (size) => size >= 6,
    );
    process.kill(server.pid, 'SIGUSR2');
    expect(await socket.closed).toBe(1001);
    await writers;
    expect(await server.exited).toBe(1);
    // Whoever still got an answer was told in GraphQL's words.
    expect(refusals.filter((refusal) => refusal !== 'UNAVAILABLE')).toEqual([]);
    const lines = said(server, 'nobody caught');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'fatal', failureId: expect.any(String) });
    expect(lines[0]).toMatchObject({ err: { message: 'a defect, thrown', stack: expect.stringContaining('defects.mjs') } });
    expect(JSON.stringify(server.log())).not.toContain(person.session.accessToken);

    // What comes next finds the folder free, everything that was acknowledged, and of the rest whole batches.
    server = await startServer(settings);
    const again = new Person(new Api(server.url, person.session.accessToken), person.session);
    const counts = new Map<string, number>();
    for (let after: string | null | undefined = null; after !== undefined; ) {
      const { transactions }: LedgerQuery = (await again.api.run(LEDGER, { first: 200, after })).expectNoErrors();
      for (const { note } of transactions.nodes) counts.set(note as string, (counts.get(note as string) ?? 0) + 1);
      after = transactions.pageInfo.hasNextPage ? transactions.pageInfo.endCursor : undefined;
    }
    expect([...counts.values()].filter((count) => count !== BATCH)).toEqual([]);
    expect([...acknowledged].filter((key) => !counts.has(key))).toEqual([]);
    expect(counts.size).toBeLessThanOrEqual(sent);
  } finally {
    await server.stop();
  }
});
