/**
 * A throwaway PostgreSQL server from the binaries of this machine, as root or not. A prepared data folder is made once per
 * version and copied, so a start takes well under a second. Durable as in production: fsync is on unless refused.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { requireBinary, versionOf } from './binaries.js';
import { type Child, freePort, type Identity, startChild, temporaryFolder } from './child.js';

const run = promisify(execFile);
const SUPERUSER = 'postgres';
/** After a kill the dying backends hold the shared memory for a moment, and a new server refuses to start beside them. */
const START_ATTEMPTS = 50;
const START_RETRY_MS = 100;

export interface PostgresOptions {
  /** False trades safety against power loss for speed; for suites that do not care. */
  readonly fsync?: boolean;
  readonly maxConnections?: number;
  /** A folder to keep the data in, which is not removed; a temporary one when not given. */
  readonly folder?: string;
  /** Further settings, for example `{ log_statement: 'all' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  /** The address of the database `postgres`, as the superuser. */
  readonly url: string;
  readonly port: number;
  /** What the server has logged. */
  readonly lines: readonly string[];
  /** Makes an empty database and returns its address. */
  createDatabase(name: string): Promise<string>;
  /** Runs one statement in the database `postgres`. */
  run(sql: string): Promise<void>;
  /** Ends the server with a signal and keeps its data: SIGKILL is a crash, SIGINT a fast shutdown. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Sends a signal and does not wait: SIGSTOP makes it hang, with all its processes; SIGCONT lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Makes a replica a primary, which takes writes from then on. */
  promote(): Promise<void>;
  /** Starts it again on the same data and port, ending it first when it runs. */
  restart(): Promise<void>;
  /** Starts it again if it has ended by itself. */
  revive(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  return open(options, async (data, identity) => {
    await run('cp', ['-R', '-p', await preparedFolder(identity), data]);
  });
}

/** A streaming replica of a running primary: a copy of its data that follows it and takes no writes. */
export async function startReplica(primary: PostgresServer, options: PostgresOptions = {}): Promise<PostgresServer> {
  return open(options, async (data, identity) => {
    const args = ['-d', primary.url, '-D', data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'];
    await run(requireBinary('postgres', 2), args, { ...identity, cwd: dirname(data), env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  });
}

async function open(
  options: PostgresOptions,
  fill: (data: string, identity: Identity | undefined) => Promise<void>,
): Promise<PostgresServer> {
  const port = await freePort();
  const identity = unprivilegedIdentity();
  const folder = options.folder === undefined ? temporaryFolder('postgres') : { path: options.folder, remove: () => undefined };
  const data = join(folder.path, 'data');
  const prepare = async () => {
    own(folder.path, identity);
    await fill(data, identity);
  };
  const start = () => startServer({ data, port, folder: folder.path, identity, options });
  const url = addressOf(port, 'postgres');
  let child = await prepare()
    .then(start)
    .catch((error: unknown) => {
      folder.remove();
      throw error;
    });
  const isRunning = () => isAlive(child);
  return {
    url,
    port,
    get lines() {
      return child.lines;
    },
    async createDatabase(name) {
      await query(url, `create database ${pg.escapeIdentifier(name)}`);
      return addressOf(port, name);
    },
    run: (sql) => query(url, sql),
    async kill(signal = 'SIGKILL') {
      await child.end(signal);
    },
    signal(signal) {
      for (const pid of [child.pid, ...childrenOf(child.pid)]) process.kill(pid, signal);
    },
    promote: () => query(url, 'select pg_promote(true, 30)'),
    async restart() {
      if (isRunning()) await child.end('SIGINT');
      child = await start();
    },
    async revive() {
      if (!isRunning()) child = await start();
    },
    async stop() {
      if (isRunning()) await child.end('SIGQUIT');
      folder.remove();
    },
  };
}

function addressOf(port: number, database: string): string {
  return `postgres://${SUPERUSER}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}

function isAlive(child: Child): boolean {
  try {
    process.kill(child.pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface StartOptions {
  readonly data: string;
  readonly port: number;
  readonly folder: string;
  readonly identity: Identity | undefined;
  readonly options: PostgresOptions;
}

async function startServer(start: StartOptions): Promise<Child> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(start);
    } catch (error) {
      const isBusy = /lock file "postmaster.pid" already exists|pre-existing shared memory/.test(String(error));
      if (!isBusy || attempt >= START_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, START_RETRY_MS));
    }
  }
}

function startOnce({ data, port, folder, identity, options }: StartOptions): Promise<Child> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 200),
    shared_buffers: '32MB',
    fsync: options.fsync === false ? 'off' : 'on',
    ...options.settings,
  };
  return startChild({
    command: requireBinary('postgres', 0),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    cwd: folder,
    identity,
    isReady: (line) => /database system is ready to accept (read-only )?connections/.test(line),
    lastSignal: 'QUIT',
    folder,
  });
}

/** PostgreSQL refuses to run as root: then it runs as its own account, or as nobody, who needs no account's home. */
export function unprivilegedIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const account of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, account], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such account: try the next.
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody".');
}

function own(path: string, identity: Identity | undefined): void {
  chmodSync(path, 0o700);
  if (identity) chownSync(path, identity.uid, identity.gid);
}

/** An initialised data folder for this version and identity, made on first use and kept between runs. */
async function preparedFolder(identity: Identity | undefined): Promise<string> {
  const initdb = requireBinary('postgres', 1);
  const uid = identity?.uid ?? process.getuid?.() ?? 0;
  const key = createHash('sha256')
    .update(`${versionOf(requireBinary('postgres', 0))} ${uid} v2`)
    .digest('hex')
    .slice(0, 12);
  const prepared = join(tmpdir(), `tidemark-initdb-${key}`);
  if (existsSync(prepared)) return checkOwner(prepared, uid);
  const fresh = mkdtempSync(join(tmpdir(), 'tidemark-initdb-fresh-'));
  own(fresh, identity);
  const args = ['-D', fresh, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '--wal-segsize=4'];
  await run(initdb, args, { ...identity, cwd: fresh, env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  try {
    renameSync(fresh, prepared);
  } catch {
    // Another worker was quicker: its folder is as good.
    rmSync(fresh, { recursive: true, force: true });
  }
  return checkOwner(prepared, uid);
}

/** The name is predictable and the folder above is shared: what someone else put there is not used. */
function checkOwner(path: string, uid: number): string {
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== uid) throw new Error(`${path} belongs to someone else; remove it and try again.`);
  return path;
}
