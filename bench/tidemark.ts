/**
 * Tidemark under measurement: the real program as its own process, on the embedded database or on PostgreSQL, with its own
 * sign-in, limits and durable store of every tick. Only the source of prices and the world differ from a deployment.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../test/testkit/child.js';
import { endInTime } from './end-in-time.js';
import { DATA_KEY, SIGNING_SECRET } from './world.js';
import type { WorldDatabase } from './world-database.js';

const MAIN = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/main.js');
/** Warnings and errors of its log that are shown. */
const COMPLAINTS_SHOWN = 5;

export interface Subject {
  readonly url: string;
  readonly pid: number;
  /** As a power cut would end it; what it was measured on stays. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTidemark({
  world,
  feedUrl,
  nodeOptions,
  settings,
}: {
  /** Removed with the server. */
  world: WorldDatabase;
  feedUrl: string;
  nodeOptions: readonly string[];
  /** Beyond those the bench needs. */
  settings: Readonly<Record<string, string>>;
}): Promise<Subject> {
  let url = '';
  const child = await startChild({
    command: process.execPath,
    args: ['--enable-source-maps', ...nodeOptions, MAIN],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      ...world.settings,
      NODE_ENV: 'production',
      // What a worker does besides, such as catching up the past days of ten thousand new ledgers, is nothing of a push.
      ROLES: 'api,ingest',
      DEMO: 'off',
      SOURCES: 'stream',
      QUOTE_STREAM_URL: feedUrl,
      JWT_SECRET: SIGNING_SECRET,
      DATA_KEYS: DATA_KEY,
      ...settings,
    },
    // Ten thousand ledgers in an embedded database, on a machine that others use.
    readyWithinMs: 180_000,
    isReady: (line) => {
      const entry = entryOf(line);
      if (entry?.msg !== 'listening') return false;
      url = entry.url as string;
      return true;
    },
  }).catch(async (error: unknown) => {
    await world.remove();
    throw error;
  });
  return {
    url,
    pid: child.pid,
    async kill() {
      await child.end('SIGKILL');
    },
    async stop() {
      const complaints = child.lines.filter((line) => /^(warn|error|fatal)$/.test(String(entryOf(line)?.level)));
      for (const line of complaints.slice(0, COMPLAINTS_SHOWN)) console.error(`  ${line.slice(0, 400)}`);
      await endInTime(child);
      await world.remove();
    },
  };
}

function entryOf(line: string): Record<string, unknown> | null {
  return line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : null;
}
