// The balancer of deploy/: it does not take busy for dead, tells who is leaving from who is gone, and repeats only what reads.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { type Balancer, startBalancer } from '../testkit/haproxy.js';
import { describeWithHaproxy } from '../testkit/servers.js';
import { eventually } from '../testkit/until.js';

const TEST_MS_MAX = 120_000;
/** A process with that much to do is alive. */
const SLOW_MS = 3_000;

type Take = (request: IncomingMessage, response: ServerResponse) => void;

/** Something that listens where an instance would. */
class Stand {
  checks = 0;
  requests = 0;
  /** How it answers when it is asked whether it is ready, and everything else. */
  ready: Take = (_request, response) => response.end();
  take: Take = (_request, response) => response.end('answered');
  private readonly server: Server = createServer((request, response) => {
    const isCheck = request.url === '/readyz' || request.url === '/healthz';
    (isCheck ? this.ready : this.take)(request, response);
    if (request.url === '/readyz') this.checks += 1;
    if (!isCheck) this.requests += 1;
  });

  async open(): Promise<number> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describeWithHaproxy('the balancer', () => {
  let stands: Stand[] = [];
  let balancer: Balancer | null = null;
  afterEach(async () => {
    await balancer?.stop();
    for (const stand of stands) stand.close();
  });

  async function open(count: number): Promise<{ readonly url: string; readonly port: number }> {
    stands = Array.from({ length: count }, () => new Stand());
    balancer = await startBalancer(await Promise.all(stands.map((stand) => stand.open())));
    return { url: balancer.url, port: Number(new URL(balancer.url).port) };
  }

  /** The status; 0 when the connection was closed without an answer, as one that was used before is. */
  async function send(url: string, method: string): Promise<number> {
    const answer = await fetch(`${url}/graphql`, { method, ...(method === 'POST' && { body: '{}' }) }).catch(() => null);
    await answer?.text();
    return answer?.status ?? 0;
  }

  test('tells the instances where a client comes from, and not what it says of that itself', async () => {
    const { url } = await open(1);
    const [stand] = stands as [Stand];
    stand.take = ({ headers }, response) => response.end(headers['x-forwarded-for']);
    expect(await (await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.7' } })).text()).toBe('127.0.0.1');
  });

  test(
    'an instance that is slow to say that it is ready keeps what it has',
    async () => {
      const { url } = await open(1);
      const [busy] = stands as [Stand];
      let held: ServerResponse | null = null;
      busy.take = (_request, response) => {
        held = response;
      };
      busy.ready = (_request, response) => void setTimeout(() => response.end(), SLOW_MS);
      const status = send(url, 'POST');
      const before = busy.checks;
      // When the third comes, the two before it were slow.
      await eventually(() => held !== null && busy.checks >= before + 3);
      (held as unknown as ServerResponse).end();
      expect(await status).toBe(200);
    },
    TEST_MS_MAX,
  );

  test(
    'one that says that it is leaving keeps its connections and gets nothing new',
    async () => {
      const { url, port } = await open(2);
      const [leaving, staying] = stands as [Stand, Stand];
      const sockets: { isClosed: boolean }[] = [];
      for (const stand of stands)
        stand.take = (_request, response) => {
          const state = { isClosed: false };
          sockets.push(state);
          response.once('close', () => {
            state.isClosed = true;
          });
        };
      // One long connection each, since the one with the fewest gets the next.
      const connections = [0, 1].map(() => connect(port, '127.0.0.1'));
      for (const [index, connection] of connections.entries()) {
        connection.write('GET /graphql HTTP/1.1\r\nHost: there\r\n\r\n');
        await eventually(() => sockets.length > index);
      }
      expect([leaving.requests, staying.requests]).toEqual([1, 1]);
      for (const stand of stands) stand.take = (_request, response) => response.end();
      leaving.ready = (_request, response) => response.writeHead(503).end();
      const before = leaving.checks;
      await eventually(() => leaving.checks >= before + 2);
      for (let count = 0; count < 4; count += 1) expect(await send(url, 'POST')).toBe(200);
      expect([leaving.requests, staying.requests]).toEqual([1, 5]);
      expect(sockets).toEqual([{ isClosed: false }, { isClosed: false }]);
      for (const connection of connections) connection.destroy();
    },
    TEST_MS_MAX,
  );

  test(
    'what reads is asked again where an instance ended without an answer; what may have been done is not',
    async () => {
      const { url } = await open(2);
      // Whoever is asked first dies of it.
      const dying = (): void => {
        for (const stand of stands) {
          stand.requests = 0;
          stand.take = (request) => {
            for (const other of stands) other.take = (_request, response) => response.end();
            request.socket.destroy();
          };
        }
      };
      dying();
      expect(await send(url, 'GET')).toBe(200);
      expect(stands.map(({ requests }) => requests).sort()).toEqual([1, 1]);
      dying();
      expect([0, 502]).toContain(await send(url, 'POST'));
      expect(stands.map(({ requests }) => requests).sort()).toEqual([0, 1]);
    },
    TEST_MS_MAX,
  );
});
