/**
 * Where commands reach the server that holds the embedded database: a socket in the data folder, open to its owner alone. All it
 * gives is a copy of the database's files, taken between two units of work.
 */
import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Database } from '../storage/database.js';
import type { Log } from '../telemetry.js';

/** Longer names are refused by the system. */
const SOCKET_NAME_MAX = 100;

/** @param dataDir null: the database has no folder */
export async function openAdminChannel(database: Database, dataDir: string | null, log: Log): Promise<{ close(): void }> {
  if (dataDir === null || database.kind !== 'embedded') return { close: () => undefined };
  const path = socketOf(dataDir);
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    database
      .copyFiles()
      .then((copy) => socket.end(Buffer.from(copy)))
      .catch((error) => {
        log.warn({ err: error }, 'the database could not be copied');
        socket.destroy();
      });
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(path, done));
  chmodSync(path, 0o600);
  server.unref();
  return {
    close() {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

/** A copy of the files of the running server's database; null when no server listens on this folder. */
export function copyOfRunning(dataDir: string): Promise<Blob | null> {
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    const socket = connect(socketOf(dataDir));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? done(null) : failed(error),
    );
    socket.on('data', (part) => parts.push(part as Buffer));
    socket.once('end', () => {
      const isWhole = parts.length > 0;
      if (isWhole) done(new Blob(parts as unknown as ArrayBuffer[], { type: 'application/x-tar' }));
      else failed(new Error('The running server could not copy its database; its log says why.'));
    });
  });
}

function socketOf(dataDir: string): string {
  const path = join(resolve(dataDir), 'admin.sock');
  if (Buffer.byteLength(path) <= SOCKET_NAME_MAX) return path;
  return join(tmpdir(), `tidemark-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16)}.sock`);
}
