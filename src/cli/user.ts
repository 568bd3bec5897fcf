/** `tidemark user create` and `tidemark token create`. */
import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { readConfig } from '../config.js';
import { Scope } from '../domain/api-token.js';
import { parseCurrency } from '../domain/currency.js';
import { Role } from '../domain/user.js';
import { answer, count, example, openCommandCore, requireDatabase, withOpen } from './command.js';

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('people and machines that sign in');
  const create = user
    .command('create')
    .description('make a user; the first administrator is made with this')
    .requiredOption('--email <address>', 'the e-mail address to sign in with')
    .option('--name <name>', 'how to be addressed; the part before the @ when not given')
    .addOption(new Option('--role <role>', 'what the user may do').choices(Object.values(Role)).default(Role.USER))
    .option('--source <name>', 'of a SOURCE: acme makes its prices known as those of push-acme; from the name when not given')
    .option('--base-currency <code>', 'currency of the first portfolio', 'EUR')
    .option('--password-stdin', 'read the password from standard input; without it one is made and printed once')
    .option('--json', 'print the result as JSON')
    .action(createUser);
  example(
    create,
    'tidemark user create --role ADMIN --email you@example.org',
    'tidemark user create --email eve@example.org --password-stdin < password.txt',
  );

  const token = program.command('token').description('API tokens: what programs sign in with');
  const make = token
    .command('create')
    .description('make an API token of a user, such as one with the role SOURCE that delivers prices; printed once')
    .requiredOption('--email <address>', 'the user it is of')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--scopes <scopes...>', 'what it may do').choices(Object.values(Scope)).makeOptionMandatory())
    .requiredOption('--days <days>', 'for how long, up to 366', count)
    .option('--json', 'print the result as JSON')
    .action(createToken);
  example(make, 'tidemark token create --email feed@example.org --name Feed --scopes PRICES --days 90');
}

interface UserOptions {
  readonly email: string;
  readonly name?: string;
  readonly role: Role;
  readonly source?: string;
  readonly baseCurrency: string;
  readonly passwordStdin?: boolean;
  readonly json?: boolean;
}

async function createUser(options: UserOptions): Promise<void> {
  const { checkNewUser } = await import('../services/user.js');
  const config = readConfig();
  const given = options.passwordStdin ? await readPassword() : null;
  const password = given ?? randomBytes(15).toString('base64url');
  const wanted = {
    email: options.email,
    name: options.name ?? (options.email.split('@')[0] as string),
    password,
    role: options.role,
    source: options.source ?? null,
    baseCurrency: parseCurrency(options.baseCurrency, '--base-currency'),
  };
  // Nobody who mistypes an address is to find an empty database made of it.
  checkNewUser(wanted);
  const { id, email, role, source } = await withOpen(openCommandCore(config), (core) => core.users.create({ ...wanted, actorId: null }));
  const known = source ? [`Its prices are known as those of ${source}.`] : [];
  const words = [
    `Made ${role} ${email} (${id}).`,
    ...known,
    ...(given === null ? [`Password: ${password}`, 'It is not shown again.'] : []),
  ];
  answer(options.json, { id, email, role, ...(source && { source }), ...(given === null && { password }) }, words);
}

interface TokenOptions {
  readonly email: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly days: number;
  readonly json?: boolean;
}

async function createToken(options: TokenOptions): Promise<void> {
  const content = { name: options.name, scopes: options.scopes, expiresInDays: options.days };
  const { parseContent } = await import('../services/api-token.js');
  parseContent(content);
  const config = readConfig();
  requireDatabase(config);
  const { token, secret } = await withOpen(openCommandCore(config), async (core) => {
    const { id } = await core.users.byEmail(options.email);
    return core.apiTokens.make(id, content, { actorId: null, address: null });
  });
  const words = [`Made the API token ${token.id}, good until ${token.expiresAt.toISOString()}.`, secret, 'It is not shown again.'];
  answer(options.json, { id: token.id, secret, expiresAt: token.expiresAt }, words);
}

async function readPassword(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
