/** The command line: what an operator does besides running the server. */
import { Command } from 'commander';
import { version } from './app/version.js';
import { wordsOf } from './app/words.js';
import { addBackupCommands } from './cli/backup.js';
import { EXIT_HELP, Exit, say } from './cli/command.js';
import { addHealthCommand } from './cli/health.js';
import { addServerCommands } from './cli/server.js';
import { addSourceCommands } from './cli/source.js';
import { addUserCommands } from './cli/user.js';
import { addVerifyCommands } from './cli/verify.js';

const program = new Command('tidemark')
  .description(
    `Live portfolios over GraphQL: the command line for whoever runs it.

Commands take the settings of the server from the environment: DATABASE_URL or DATA_DIR above all; .env.example lists them. Answers go to standard output, progress and failures to standard error.`,
  )
  .version(version())
  .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
  .addHelpText(
    'after',
    `
First steps:
  tidemark serve                                                     a demo to look at, or your own with DATABASE_URL and the rest
  tidemark user create --role ADMIN --email you@example.org          the first administrator
  tidemark source test ecb                                           does a source answer from here?
  tidemark backup --to /backups --passphrase-file /etc/passphrase    while it runs
  tidemark verify                                                    is everything kept what it should be?

"tidemark COMMAND --help" explains a command and shows an example. From a checkout: npm run -s tidemark -- COMMAND
${EXIT_HELP}`,
  );

addServerCommands(program);
addHealthCommand(program);
addUserCommands(program);
addSourceCommands(program);
addVerifyCommands(program);
addBackupCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  say(wordsOf(error));
  process.exitCode = Exit.FAILED;
}
