// An operation that takes too long is given up, on both transports, and the next one is served.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
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
      const [http] = await Promise.all([ada.api.text(query), stream.ended()]);
      return { http, codes: [http.errors[0]?.extensions.code, stream.errors[0]?.extensions.code] };
    };
    expect((await ask()).codes).toEqual([undefined, undefined]);
    await holder.query('begin; lock table portfolio in access exclusive mode');
    const startMs = performance.now();
    const { http, codes } = await ask();
    const tookMs = performance.now() - startMs;
    await holder.query('rollback');
    expect([http.status, codes]).toEqual([503, ['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED']]);
    expect(tookMs).toBeGreaterThan(4_500);
    expect(tookMs).toBeLessThan(6_500);
    expect((await ask()).codes).toEqual([undefined, undefined]);
  });
});
