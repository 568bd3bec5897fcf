// The port speaks TLS when it is given a certificate, takes a new one up while it runs, and believes no server that cannot prove itself.
import { once } from 'node:events';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { readConfig } from '../../src/config.js';
import { Bus } from '../../src/storage/bus.js';
import { requireBinary } from '../testkit/binaries.js';
import { Authority, type Certificate } from '../testkit/certificate.js';
import { type Child, freePort, startChild, temporaryFolder } from '../testkit/child.js';
import { tidemark } from '../testkit/command.js';
import { startPostgres, unprivilegedIdentity } from '../testkit/postgres.js';
import { describeWith, describeWithOpenssl } from '../testkit/servers.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { eventually, until } from '../testkit/until.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

const SECRET = 'k7#Jw0pQ!zXv29LmN4bT8yRc6HsDf1Ga';
const KEYS = '1:dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZy4=';

test('production demands a proof of every server on another machine, and says how to give one', () => {
  const refusal = (more: Record<string, string>) => {
    try {
      readConfig({ NODE_ENV: 'production', JWT_SECRET: SECRET, DATA_KEYS: KEYS, SOURCES: 'none', ...more });
      return 'none';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refusal({ DATABASE_URL: 'postgres://u:p@db.example.org/t', REDIS_URL: 'rediss://redis.example.org' })).toBe('none');
  expect(refusal({ REDIS_URL: 'redis://redis.example.org' })).toContain('rediss://');
  expect(refusal({ REDIS_CLUSTER_URLS: 'rediss://a.example.org,redis://b.example.org' })).toContain('rediss://');
  expect(refusal({ REDIS_URL: 'redis://redis.example.org', REDIS_TLS: 'off' })).toBe('none');
  expect(refusal({ REDIS_URL: 'redis://127.0.0.1' })).toBe('none');
  for (const mode of ['disable', 'no-verify', 'require']) {
    expect(refusal({ DATABASE_URL: `postgres://u:p@db.example.org/t?sslmode=${mode}` })).toContain('DATABASE_TLS=verify');
  }
  expect(refusal({ DATABASE_URL: 'postgres://u:p@db.example.org/t', DATABASE_CA: 'nowhere.pem' })).toContain('DATABASE_CA');
  expect(refusal({ TLS_CERT: 'a.pem' })).toContain('TLS_KEY');
  expect(refusal({ TLS_CERT: 'nowhere.pem', TLS_KEY: 'nowhere.key' })).toContain('nowhere.pem');
  expect(refusal({ HTTP_REDIRECT_PORT: '80' })).toContain('TLS_CERT');
  const databaseTls = (url: string, more = {}) =>
    readConfig({ NODE_ENV: 'production', JWT_SECRET: SECRET, DATA_KEYS: KEYS, SOURCES: 'none', DATABASE_URL: url, ...more }).databaseTls;
  expect(databaseTls('postgres://u:p@db.example.org/t')).toEqual({ ca: null });
  expect(databaseTls('postgres://u:p@db.example.org/t', { DATABASE_TLS: 'off' })).toBeNull();
  expect(databaseTls('postgres://u:p@localhost/t')).toBeNull();
});

describeWithOpenssl('with a certificate', () => {
  const folder = temporaryFolder('tls');
  let authority: Authority;
  let files: Certificate;
  let redirectPort: number;
  let world: LocalWorld;

  beforeAll(async () => {
    authority = new Authority(folder.path);
    files = authority.issue('server');
    redirectPort = await freePort();
    world = await openWorld({ TLS_CERT: files.cert, TLS_KEY: files.key, HTTP_REDIRECT_PORT: String(redirectPort) });
  });
  afterAll(async () => {
    await world.close();
    folder.remove();
  });

  const ca = () => readFileSync(authority.ca);

  async function get(path: string): Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }> {
    const asking = request(`${world.url}${path}`, { ca: ca() }).end();
    const [response] = await once(asking, 'response');
    let body = '';
    for await (const part of response) body += part;
    return { status: response.statusCode, headers: response.headers, body };
  }

  /** The serial number of the certificate a new connection meets. */
  async function serial(options: object = {}): Promise<string> {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port: Number(new URL(world.url).port), ca: ca(), ...options });
    await once(socket, 'secureConnect');
    const { serialNumber } = socket.getPeerCertificate();
    socket.destroy();
    return serialNumber;
  }

  test('it answers over TLS 1.2 and newer alone, and tells browsers to come no other way', async () => {
    expect(world.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const { status, headers } = await get('/healthz');
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=63072000; includeSubDomains']);
    expect(await serial({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })).toMatch(/^[0-9A-F]+$/);
    expect(await serial({ minVersion: 'TLSv1.3' })).toMatch(/^[0-9A-F]+$/);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    await expect(serial(old)).rejects.toThrow(/protocol version|unsupported|alert/i);
    await expect(fetch(world.url.replace('https', 'http'))).rejects.toThrow();
  });

  test('the command a container engine asks with is answered over it', async () => {
    const settings = { PORT: new URL(world.url).port, TLS_CERT: files.cert, TLS_KEY: files.key };
    const { code, output } = await tidemark(['health', '--json'], settings);
    expect([code, JSON.parse(output)]).toMatchObject([0, { status: 'ready', parts: { database: 'ok' } }]);
    expect((await tidemark(['health', '--live'], settings)).code).toBe(0);
    const plain = await tidemark(['health', '--live'], { PORT: settings.PORT });
    expect([plain.code, plain.words]).toEqual([1, expect.stringContaining('PORT, HOST and TLS_CERT must be those it runs with')]);
  });

  test('sockets go over it as well', async () => {
    const token = world.admin.token as string;
    const socket = new WebSocket(`${world.url.replace('https', 'wss')}/graphql`, 'graphql-transport-ws', { ca: ca() });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    const [message] = await once(socket, 'message');
    expect(JSON.parse(String(message)).type).toBe('connection_ack');
    socket.terminate();
  });

  test('the plain port sends readers on, and takes nothing that was to be kept secret', async () => {
    const plain = `http://127.0.0.1:${redirectPort}`;
    const answer = await fetch(`${plain}/settings?x=1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, `${world.url}/settings?x=1`]);
    const post = await fetch(`${plain}/graphql`, { method: 'POST', body: '{}', redirect: 'manual' });
    expect([post.status, post.headers.get('location')]).toEqual([400, null]);
  });

  test('a new certificate is taken up without a restart; one that is not usable is not', async () => {
    const first = await serial();
    writeFileSync(files.cert, 'no certificate');
    await until(
      () => world.log.map(({ msg }) => String(msg)),
      (said) => said.some((text) => text.includes('is not usable')),
    );
    expect(await serial()).toBe(first);
    const next = authority.issue('next');
    copyFileSync(next.cert, files.cert);
    copyFileSync(next.key, files.key);
    await until(serial, (number) => number !== first);
    expect((await get('/healthz')).status).toBe(200);
  });
});

describeWith(['openssl', 'postgres', 'redis'], 'servers that prove themselves', () => {
  const [folder, other] = [temporaryFolder('tls'), temporaryFolder('tls-other')];
  let authority: Authority;
  let stranger: Authority;
  beforeAll(() => {
    chmodSync(folder.path, 0o755);
    authority = new Authority(folder.path);
    stranger = new Authority(other.path);
  });
  afterAll(() => {
    folder.remove();
    other.remove();
  });

  test('PostgreSQL is spoken to over TLS, and not at all when it is another', async () => {
    const { cert, key } = authority.issue('postgres', { owner: unprivilegedIdentity() });
    const secure = await startPostgres({ fsync: false, settings: { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key } });
    const plain = await startPostgres({ fsync: false });
    try {
      const open = (url: string, ca: string) => openWorld({ DATABASE_URL: url, DATABASE_TLS: 'verify', DATABASE_CA: ca });
      const world = await open(await secure.createDatabase('one'), authority.ca);
      const rows = await world.app.core.database.read((em) =>
        em.execute(`select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where datname = 'one'`),
      );
      expect(rows).toEqual([{ ssl: true }]);
      await world.close();
      await expect(open(await secure.createDatabase('two'), stranger.ca)).rejects.toThrow(/certificate|self-signed|issuer/i);
      await expect(open(await plain.createDatabase('three'), authority.ca)).rejects.toThrow(/SSL/);
    } finally {
      await Promise.all([secure.stop(), plain.stop()]);
    }
  });

  describe('Redis', () => {
    let server: Child;
    let port: number;

    beforeAll(async () => {
      const { cert, key } = authority.issue('redis');
      port = await freePort();
      const tls = ['--tls-port', String(port), '--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', authority.ca];
      server = await startChild({
        command: requireBinary('redis'),
        args: ['--port', '0', ...tls, '--tls-auth-clients', 'no', '--bind', '127.0.0.1', '--save', '', '--dir', folder.path],
        isReady: (line) => line.includes('Ready to accept connections'),
      });
    });
    afterAll(() => server.end('SIGTERM'));

    function open(ca: string, failures: string[], at = port): Bus {
      const address = { kind: 'server', url: `rediss://localhost:${at}`, tls: { ca: readFileSync(ca, 'utf8') } } as const;
      return Bus.open(address, 'a', ({ message }) => failures.push(message));
    }

    const connected = (bus: Bus) => eventually(() => bus.isConnected());

    test('is spoken to over TLS, and not at all when it is another', async () => {
      const failures: string[] = [];
      const [right, wrong] = [open(authority.ca, failures), open(stranger.ca, failures)];
      try {
        await connected(right);
        await until(
          () => failures.join(),
          (said) => /certificate|self-signed|issuer/i.test(said),
        );
        expect(wrong.isConnected()).toBe(false);
      } finally {
        await Promise.all([right.close(), wrong.close()]);
      }
    });

    // What is read is wrong, and what is being written meanwhile fails for it a second time: neither may end the process.
    test('that says what is no TLS in the middle of a connection is connected to anew', async () => {
      const proxy = await TcpProxy.open(port);
      const bus = open(authority.ca, [], proxy.port);
      try {
        for (let round = 0; round < 10; round += 1) {
          await connected(bus);
          const before = proxy.joined;
          const isWriting = { current: true };
          const writing = (async () => {
            while (isWriting.current) {
              for (let index = 0; index < 20; index += 1) await bus.publish('ledger', { portfolioIds: [] });
              await nextTurn();
            }
          })();
          proxy.garble(Buffer.from('160303000568656c6c6f', 'hex'));
          await eventually(() => proxy.joined >= before + 2);
          isWriting.current = false;
          await writing;
        }
        await connected(bus);
      } finally {
        await bus.close();
        await proxy.close();
      }
    });
  });
});
