/** The command line: what an operator does besides running the server. */
import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { version } from './app/about.js';
import { checkLines, checkSource } from './app/source-check.js';
import { addBackupCommands } from './cli/backup.js';
import { openCommandCore } from './cli/command.js';
import { addServerCommands } from './cli/server.js';
import { ConfigError, readConfig, readConfigWith } from './config.js';
import { Scope } from './domain/access.js';
import { parseCurrency } from './domain/currency.js';
import { TidemarkError } from './domain/errors.js';
import { Role } from './domain/user.js';
import { rotateDataKeys } from './services/data-key.js';
import { type VerificationProgress, type VerificationReport, VerificationService } from './services/verification.js';
import { anchorFile, readAnchors } from './storage/anchor-file.js';

const PROGRESS_EVERY_MS = 3_000;

const program = new Command('tidemark').description('Live portfolios over GraphQL: operations.').version(version());

addServerCommands(program);
addBackupCommands(program);

const user = program.command('user').description('people and machines that sign in');
user
  .command('create')
  .description('make a user; the first administrator is made with this')
  .requiredOption('--email <address>', 'the e-mail address to sign in with')
  .option('--name <name>', 'how to be addressed; the part before the @ when not given')
  .addOption(new Option('--role <role>', 'what the user may do').choices(Object.values(Role)).default(Role.USER))
  .option('--base-currency <code>', 'currency of the first portfolio', 'EUR')
  .option('--password-stdin', 'read the password from standard input; without it one is made and printed once')
  .option('--json', 'print the result as JSON')
  .action(async (options: { email: string; name?: string; role: Role; baseCurrency: string; passwordStdin?: boolean; json?: boolean }) => {
    const given = options.passwordStdin ? await readPassword() : null;
    const password = given ?? randomBytes(15).toString('base64url');
    const config = readConfig();
    const core = await openCommandCore(config);
    try {
      const created = await core.users.create({
        email: options.email,
        name: options.name ?? (options.email.split('@')[0] as string),
        password,
        role: options.role,
        baseCurrency: parseCurrency(options.baseCurrency, '--base-currency'),
        actorId: null,
      });
      const { id, email, role } = created;
      const result = { id, email, role, ...(given === null && { password }) };
      const lines = [`Made ${role} ${email} (${id}).`, ...(given === null ? [`Password: ${password}`, 'It is not shown again.'] : [])];
      process.stdout.write(`${options.json ? JSON.stringify(result) : lines.join('\n')}\n`);
    } finally {
      await core.close();
    }
  });

const token = program.command('token').description('API tokens: what programs sign in with');
token
  .command('create')
  .description('make an API token of a user, such as one with the role SOURCE that delivers prices; printed once')
  .requiredOption('--email <address>', 'the user it is of')
  .requiredOption('--name <name>', 'what it is for')
  .addOption(new Option('--scopes <scopes...>', 'what it may do').choices(Object.values(Scope)).makeOptionMandatory())
  .requiredOption('--days <days>', 'for how long, up to 366', Number)
  .option('--json', 'print the result as JSON')
  .action(async (options: { email: string; name: string; scopes: Scope[]; days: number; json?: boolean }) => {
    const core = await openCommandCore(readConfig());
    try {
      const { id: userId } = await core.users.byEmail(options.email);
      const content = { name: options.name, scopes: options.scopes, expiresInDays: options.days };
      const { token: made, secret } = await core.apiTokens.make(userId, content, { actorId: null, address: null });
      const lines = [`Made the API token ${made.id}, good until ${made.expiresAt.toISOString()}.`, secret, 'It is not shown again.'];
      process.stdout.write(`${options.json ? JSON.stringify({ id: made.id, secret, expiresAt: made.expiresAt }) : lines.join('\n')}\n`);
    } finally {
      await core.close();
    }
  });

program
  .command('verify')
  .description(
    'work out again everything that is stored although it could be derived, and report what differs; exit code 1 if anything does',
  )
  .option('--json', 'print the report as JSON')
  .action(async (options: { json?: boolean }) => {
    const core = await openCommandCore(readConfig());
    try {
      const report = await new VerificationService(core.database).verify(progressPrinter());
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
      if (report.differenceCount > 0) process.exitCode = 1;
    } finally {
      await core.close();
    }
  });

const keys = program.command('keys').description('the keys fields of the database are encrypted under');
keys
  .command('rotate')
  .description('encrypt everything anew that lies under an older key of DATA_KEYS; afterwards only the newest is needed')
  .action(async () => {
    const core = await openCommandCore(readConfig());
    try {
      const { fields, forgotten } = await rotateDataKeys(core.database, () => new Date());
      const rest = forgotten.length === 0 ? 'There is no older key.' : `Keys ${forgotten.join(', ')} may be taken out of DATA_KEYS.`;
      process.stdout.write(`${fields} fields were encrypted anew. ${rest}\n`);
    } finally {
      await core.close();
    }
  });

const audit = program.command('audit').description('the audit log');
audit
  .command('verify')
  .description('compare the whole log with its chain and with the heads noted outside the database; exit code 1 when it was tampered with')
  .option('--anchors <files...>', 'files of noted heads, of every instance; the one in DATA_DIR when not given')
  .option('--json', 'print the result as JSON')
  .action(async (options: { anchors?: string[]; json?: boolean }) => {
    const config = readConfig();
    const files = options.anchors ?? [anchorFile(config.dataDir)];
    const core = await openCommandCore(config);
    try {
      const report = await core.audit.verify(files.flatMap(readAnchors));
      const lines = report.problems.length === 0 ? ['The log is what was written.'] : report.problems;
      const counted = `${report.entries} entries, head ${report.head?.hash ?? 'none'}, compared with ${report.anchors} noted heads.`;
      process.stdout.write(`${options.json ? JSON.stringify(report) : [counted, ...lines].join('\n')}\n`);
      if (report.problems.length > 0) process.exitCode = 1;
    } finally {
      await core.close();
    }
  });

const source = program.command('source').description('where prices come from');
source
  .command('test')
  .description('ask a source once, with the settings of the environment, and show what came of it; exit code 1 when nothing did')
  .argument('<name>', 'as in SOURCES, for example ecb')
  .argument('[symbols...]', "the source's own symbols, for example VOD.L")
  .option('--json', 'print the result as JSON')
  .action(async (name: string, symbols: string[], options: { json?: boolean }) => {
    const check = await checkSource(readConfigWith({ SOURCES: name }), name, symbols);
    process.stdout.write(`${options.json ? JSON.stringify(check) : checkLines(check).join('\n')}\n`);
    if (check.count === 0) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  const isExpected =
    error instanceof TidemarkError ||
    error instanceof ConfigError ||
    /data folder|[Bb]ackup|passphrase|restore into/.test((error as Error).message);
  process.stderr.write(`${isExpected ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function readPassword(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** A line on standard error every few seconds, so that long work shows that it goes on. */
function progressPrinter(): (progress: VerificationProgress) => void {
  let printedMs = performance.now();
  return ({ part, done, total }) => {
    if (done < total && performance.now() - printedMs < PROGRESS_EVERY_MS) return;
    printedMs = performance.now();
    process.stderr.write(`${part}: ${done} of ${total}\n`);
  };
}

function reportLines({ checked, differences, differenceCount }: VerificationReport): string[] {
  const what = Object.entries(checked).map(([name, count]) => `${count} ${name}`);
  const lines = differences.map(({ check, subject, field, kept, expected, message }) => {
    const figures = kept === null && expected === null ? '' : ` Kept ${kept ?? 'nothing'}, expected ${expected ?? 'nothing'}.`;
    return `${check} ${subject}${field === null ? '' : ` ${field}`}: ${message}${figures}`;
  });
  const more = differenceCount > differences.length ? [`... and ${differenceCount - differences.length} more.`] : [];
  const verdict = differenceCount === 0 ? 'Everything is as it should be.' : `${differenceCount} differences.`;
  return [...lines, ...more, `Checked ${what.join(', ')}. ${verdict}`];
}
