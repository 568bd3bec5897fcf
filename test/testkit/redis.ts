/** A throwaway Redis server on a free port. It keeps nothing on disk: a restart begins empty, as a lost cache would. */
import { requireBinary } from './binaries.js';
import { freePort, startChild, temporaryFolder } from './child.js';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly lines: readonly string[];
  /** Ends the server with a signal; SIGKILL is a crash. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, empty, on the same port, ending it first when it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const folder = temporaryFolder('redis');
  const start = () =>
    startChild({
      command: requireBinary('redis'),
      args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder.path],
      isReady: (line) => line.includes('Ready to accept connections'),
      folder: folder.path,
    });
  let child = await start().catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get lines() {
      return child.lines;
    },
    async kill(signal = 'SIGKILL') {
      await child.end(signal);
    },
    async restart() {
      await child.end('SIGTERM');
      child = await start();
    },
    async stop() {
      await child.end('SIGTERM');
      folder.remove();
    },
  };
}
