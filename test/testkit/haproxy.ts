/** HAProxy on a free port over given instances, with the file of deploy/. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireBinary } from './binaries.js';
import { type Child, freePort, startChild } from './child.js';
import { projectRoot } from './process.js';
import { until } from './until.js';

export const HAPROXY_FILE = join(projectRoot(dirname(fileURLToPath(import.meta.url))), 'deploy/haproxy/haproxy.cfg');

export interface Balancer {
  readonly url: string;
  stop(): Promise<void>;
}

/** At most three instances; resolves when it answers for at least one of them. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const port = await freePort();
  const servers = [1, 2, 3].map((number, index) => [`TIDEMARK_${number}`, `127.0.0.1:${ports[index] ?? 1}`]);
  const child: Child = await startChild({
    command: requireBinary('haproxy'),
    args: ['-f', HAPROXY_FILE, '-db', '-V'],
    env: { PATH: process.env.PATH, TIDEMARK_BIND: `127.0.0.1:${port}`, ...Object.fromEntries(servers) },
    isReady: (line) => /HAProxy version|Available polling|New worker|Loading success/.test(line),
    lastSignal: 'KILL',
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    () =>
      fetch(`${url}/readyz`).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 200,
    30_000,
  );
  return {
    url,
    async stop() {
      await child.end('SIGKILL');
    },
  };
}
