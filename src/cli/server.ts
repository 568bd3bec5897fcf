/** `tidemark serve`, `tidemark migrate` and `tidemark seed`. */
import type { Command } from 'commander';
import { openCore } from '../app/core.js';
import { seedDemo } from '../app/demo.js';
import { ConfigError, readConfig } from '../config.js';
import { Database } from '../storage/database.js';
import { openLog } from '../telemetry.js';
import { answer, say } from './command.js';

export function addServerCommands(program: Command): void {
  program
    .command('serve')
    .description('start the server with the settings of the environment, as "npm start" does')
    .action(async () => {
      await import('../main.js');
    });

  program
    .command('migrate')
    .description('bring the tables up to date; a server does so at its start')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const { databaseUrl, databaseTls, dataDir } = readConfig();
      const database = await Database.openAsIs({ url: databaseUrl, tls: databaseTls, folder: dataDir });
      try {
        const pending = (await database.orm.migrator.getPending()).map(({ name }) => name);
        await database.migrate();
        const words = pending.length === 0 ? ['The tables are up to date.'] : pending.map((name) => `Made ${name}.`);
        answer(options.json, { made: pending }, words);
      } finally {
        await database.close();
      }
    });

  program
    .command('seed')
    .description('fill an empty database with the demo world: 250 users, two years of prices and transactions; never in production')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig();
      if (config.isProduction)
        throw new ConfigError(['NODE_ENV: the demo users have a public password; a production database is not seeded.']);
      const core = await openCore({ ...config, redis: null }, openLog('warn', process.stderr), say);
      try {
        const admin = await seedDemo(config, core, say);
        const words = admin
          ? [`Administrator ${admin.email}, password ${admin.password}`]
          : ['The database has users already: nothing was changed.'];
        answer(options.json, { administrator: admin }, words);
      } finally {
        await core.close();
      }
    });
}
