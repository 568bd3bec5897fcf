/** `tidemark serve`, `tidemark migrate` and `tidemark seed`. */
import type { Command } from 'commander';
import { ConfigError, readConfig } from '../config.js';
import { answer, example, openCommandCore, openDatabase, say, withOpen } from './command.js';

export function addServerCommands(program: Command): void {
  const serve = program
    .command('serve')
    .description('start the server with the settings of the environment, as "npm start" does')
    .action(async () => {
      await import('../main.js');
    });

  example(serve, 'tidemark serve', 'NODE_ENV=production DATABASE_URL=postgres://... REDIS_URL=redis://... tidemark serve');

  const migrate = program
    .command('migrate')
    .description('bring the tables up to date; a server does so at its start')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const made = await withOpen(openDatabase(readConfig()), async (database) => {
        const pending = await database.orm.migrator.getPending();
        await database.migrate();
        return pending.map(({ name }) => name);
      });
      answer(options.json, { made }, made.length === 0 ? ['The tables are up to date.'] : made.map((name) => `Made ${name}.`));
    });

  example(migrate, 'tidemark migrate --json');

  const seed = program
    .command('seed')
    .description('fill an empty database with the demo world: 250 users, two years of prices and transactions; never in production')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig();
      if (config.isProduction)
        throw new ConfigError(['NODE_ENV: the demo users have a public password; a production database is not seeded.']);
      const { seedDemo } = await import('../app/demo.js');
      const admin = await withOpen(openCommandCore(config), (core) => seedDemo(config, core, say));
      const words = admin
        ? [`Administrator ${admin.email}, password ${admin.password}`]
        : ['The database has users already: nothing was changed.'];
      answer(options.json, { administrator: admin }, words);
    });
  example(seed, 'DATABASE_URL=postgres://localhost/demo tidemark seed');
}
