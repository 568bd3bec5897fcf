// The throwaway servers that other suites stand on: that they start, crash, come back, and leave nothing behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startChild } from './child.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { type RedisServer, startRedis } from './redis.js';
import { describeWithPostgres, describeWithRedis } from './servers.js';

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describeWithPostgres('a throwaway PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test('is durable unless told otherwise', async () => {
    expect(await query(server.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  test('makes databases with any name', async () => {
    const url = await server.createDatabase('two "words"');
    expect(await query(url, 'select current_database() as name')).toEqual([{ name: 'two "words"' }]);
  });

  test('keeps what was committed over a crash and comes back on the same address', async () => {
    const url = await server.createDatabase('crash');
    await query(url, "create table note (text text); insert into note values ('kept')");
    await server.kill('SIGKILL');
    await expect(query(url, 'select 1')).rejects.toThrow();
    await server.restart();
    expect(await query(url, 'select text from note')).toEqual([{ text: 'kept' }]);
  });

  test('restarts while running', async () => {
    await server.restart();
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describeWithRedis('a throwaway Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  test('comes back empty on the same address after a crash', async () => {
    const client = new Redis(server.url);
    client.on('error', () => undefined);
    await client.set('key', 'value');
    await server.kill('SIGKILL');
    await server.restart();
    expect(await client.get('key')).toBeNull();
    client.disconnect();
  });
});

test('a program that ends before it is ready is reported with its output', async () => {
  const start = startChild({ command: '/bin/sh', args: ['-c', 'echo the reason; exit 3'], isReady: () => false });
  await expect(start).rejects.toThrow(/ended \(3\) before it was ready[\s\S]*the reason/);
});

test('a missing program is reported by name', async () => {
  await expect(startChild({ command: '/no/such/program', args: [], isReady: () => true })).rejects.toThrow(/\/no\/such\/program/);
});

test('a child ends when the process that started it is killed', async () => {
  const testkit = fileURLToPath(new URL('../../dist/test/testkit/child.js', import.meta.url));
  const server = "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";
  const starter = `import { startChild } from ${JSON.stringify(testkit)};
    const child = await startChild({ command: process.execPath, args: ['-e', ${JSON.stringify(server)}], isReady: () => true });
    console.log(child.lines[0]);
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(parent, 'exit').then(() => Promise.reject(new Error('It ended at once: is dist/ stale? npm run build')));
  const [port] = (await Promise.race([once(createInterface({ input: parent.stdout }), 'line'), ended])) as [string];
  ended.catch(() => undefined);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  parent.kill('SIGKILL');
  await closed;
});
