// The migrations make exactly what the mappings say, on both databases; whoever changes a mapping adds a migration.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Database } from '../src/storage/database.js';
import { startPostgres } from './testkit/postgres.js';
import { describeWithPostgres } from './testkit/servers.js';

/** How the tables differ from the mappings, as the migration that would be missing; null when they do not. */
async function drift(database: Database): Promise<readonly string[] | null> {
  if (!(await database.orm.migrator.checkSchema())) return null;
  return (await database.orm.schema.getUpdateSchemaSQL()).split('\n');
}

test('the embedded database has no drift', async () => {
  const image = new Blob([readFileSync('dist/database.tar')], { type: 'application/x-tar' });
  const database = await Database.open({ url: null, folder: null, image });
  expect(await drift(database)).toBeNull();
  expect(await database.orm.migrator.getPending()).toEqual([]);
  await database.close();
});

describeWithPostgres('migrations on PostgreSQL', () => {
  test('two instances bring one empty database up to date at once, without drift', async () => {
    const server = await startPostgres({ fsync: false });
    try {
      const url = await server.createDatabase('empty');
      const [one, two] = await Promise.all([Database.open({ url, folder: null }), Database.open({ url, folder: null })]);
      expect(await drift(one)).toBeNull();
      const executed = (await two.orm.migrator.getExecuted()).map(({ name }) => name);
      expect(executed).toEqual([...new Set(executed)]);
      await Promise.all([one.close(), two.close()]);
      const again = await Database.open({ url, folder: null });
      expect((await again.orm.migrator.getExecuted()).map(({ name }) => name)).toEqual(executed);
      await again.close();
    } finally {
      await server.stop();
    }
  });
});
