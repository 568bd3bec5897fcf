// An operation that takes too long is given up, on both transports, and the next one is served.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { ApiError } from '../testkit/api.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

describeWithPostgres('with a table that somebody holds', () => {
  let postgres: PostgresServer;
  let world: LocalWorld;
  let holder: pg.Client;

  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    const url = await postgres.createDatabase('held');
    world = await openWorld({ DATABASE_URL: url });
    holder = new pg.Client({ connectionString: url });
    await holder.connect();
  });
  afterAll(async () => {
    await holder.end();
    await world.close();
    await postgres.stop();
  });

  test('a query is answered by DEADLINE_EXCEEDED after five seconds, and as usual once it is free', async () => {
    const ada = await world.signUp();
    const socket = ada.api.socket();
    const query = '{ portfolios { nodes { id } } }';
    const ask = async () => {
      const stream = socket.text(query);
      const [http] = await Promise.all([ada.api.post(JSON.stringify({ query })), stream.ended()]);
      const { errors = [] } = (await http.json()) as { errors?: ApiError[] };
      return { http, codes: [errors[0]?.extensions.code, stream.errors[0]?.extensions.code] };
    };
    expect((await ask()).codes).toEqual([undefined, undefined]);
    await holder.query('begin; lock table portfolio in access exclusive mode');
    const startMs = performance.now();
    const { http, codes } = await ask();
    const tookMs = performance.now() - startMs;
    // Held until then: without a deadline nobody would have been answered.
    await holder.query('rollback');
    expect([http.status, codes]).toEqual([503, ['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED']]);
    expect(http.headers.get('retry-after')).toBe('1');
    expect(tookMs).toBeGreaterThan(4_500);
    expect((await ask()).codes).toEqual([undefined, undefined]);
  });
});
