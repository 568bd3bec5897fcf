// The embedded server is killed in the middle of writing, eight times: whatever it acknowledged is there, and nothing is there in part.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Api } from '../testkit/api.js';
import { temporaryFolder } from '../testkit/child.js';
import { graphql } from '../testkit/gql/gql.js';
import type { LedgerQuery } from '../testkit/gql/graphql.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { day, LEDGER, Person, RECORD_ALL, signUp } from '../testkit/world.js';

const KILLS = 8;
const WRITERS = 4;
/** Entries of one batch, which are written together or not at all. */
const BATCH = 3;
const LIMIT_MS = 240_000;

const CASH = graphql(`query CashOfDrill { valuation { cash } }`);

interface Drill {
  readonly settings: Readonly<Record<string, string>>;
  readonly acknowledged: Set<string>;
  /** Sent, and not known to be written or not. */
  readonly open: Set<string>;
  count: number;
}

test(
  'every acknowledged write outlives kill -9, and no write is there in part',
  async () => {
    const folder = temporaryFolder('drill');
    const drill: Drill = {
      settings: {
        DATA_DIR: folder.path,
        JWT_SECRET: randomBytes(48).toString('base64'),
        SOURCES: 'none',
        DEMO: 'off',
        ACCESS_TOKEN_TTL: '3600',
      },
      acknowledged: new Set(),
      open: new Set(),
      count: 0,
    };
    let server = await startServer(drill.settings);
    try {
      let person = await signUp(new Api(server.url));
      const account = await person.openAccount();
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await writeUntilKilled(server, person, { account, drill, enough: drill.acknowledged.size + 2 + (kill % 5) });
        expect(existsSync(join(folder.path, 'tidemark.lock'))).toBe(true);
        server = await startServer(drill.settings);
        person = new Person(new Api(server.url, person.api.token), person.session);
        // What was under way when it died is sent again: the key makes it happen once.
        for (const key of drill.open) await write(person, account, key, drill);
      }
      await checkAll(person, drill);
      await expect(startServer(drill.settings)).rejects.toThrow(`in use by process ${server.pid}. Stop that server first`);
      await checkAll(person, drill);
    } finally {
      await server.stop();
      folder.remove();
    }
  },
  LIMIT_MS,
);

/** Several writers at once; the kill comes in the middle of what they have under way. */
async function writeUntilKilled(
  server: ServerProcess,
  person: Person,
  { account, drill, enough }: { account: string; drill: Drill; enough: number },
): Promise<void> {
  let killed: Promise<void> | null = null;
  const writer = async () => {
    while (!killed) {
      drill.count += 1;
      try {
        await write(person, account, `batch-${drill.count}`, drill);
      } catch (error) {
        if (!killed) throw error;
      }
      if (drill.acknowledged.size >= enough) killed ??= server.kill9();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await killed;
}

async function write(person: Person, accountId: string, key: string, drill: Drill): Promise<void> {
  drill.open.add(key);
  const inputs = Array.from({ length: BATCH }, () => ({
    accountId,
    kind: 'DEPOSIT' as const,
    tradeDate: day(-1),
    amount: '1',
    currency: 'EUR',
    note: key,
  }));
  (await person.api.run(RECORD_ALL, { inputs, key })).expectNoErrors();
  drill.acknowledged.add(key);
  drill.open.delete(key);
}

async function checkAll(person: Person, drill: Drill): Promise<void> {
  const entries = new Map<string, number>();
  let after: string | null | undefined;
  do {
    const { transactions }: LedgerQuery = (await person.api.run(LEDGER, { first: 200, after })).expectNoErrors();
    for (const { note } of transactions.nodes) entries.set(note as string, (entries.get(note as string) ?? 0) + 1);
    after = transactions.pageInfo.hasNextPage ? transactions.pageInfo.endCursor : null;
  } while (after);
  expect([...drill.acknowledged].filter((key) => entries.get(key) !== BATCH)).toEqual([]);
  expect([...entries].filter(([, count]) => count !== BATCH)).toEqual([]);
  expect(entries.size).toBe(drill.acknowledged.size);
  expect((await person.api.run(CASH)).expectNoErrors().valuation?.cash).toBe(String(entries.size * BATCH));
}
