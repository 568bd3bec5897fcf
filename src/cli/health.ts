/** `tidemark health`: asks the server of these settings how it is, over whatever it speaks. What container engines look with. */
import { once } from 'node:events';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Command } from 'commander';
import { type Config, readConfig } from '../config.js';
import { answer, count, Exit, example } from './command.js';

/** What listens everywhere also listens here. */
const EVERYWHERE = ['0.0.0.0', '::'];

interface Health {
  readonly status: string;
  readonly parts?: Readonly<Record<string, string>>;
}

export function addHealthCommand(program: Command): void {
  const health = program
    .command('health')
    .description('ask the running server of these settings how it is: ready, degraded or not ready, and which part is missing')
    .option('--live', 'ask only whether the process runs; that depends on nothing else, and is what a container is restarted by')
    .option('--timeout <seconds>', 'how long it has to answer', count, 2)
    .option('--json', 'print the answer as JSON')
    .action(async ({ live, timeout, json }: { live?: boolean; timeout: number; json?: boolean }) => {
      const found = await askHealth(readConfig(), live ? '/healthz' : '/readyz', timeout * 1000);
      const { status, parts = {} } = found;
      answer(json, found, [status, ...Object.entries(parts).map(([part, state]) => `  ${part.padEnd(10)} ${state}`)]);
      if (status !== 'ok' && status !== 'ready') process.exitCode = Exit.FOUND;
    });
  example(health, 'tidemark health', 'tidemark health --live || echo "it does not run"');
}

async function askHealth({ host, port, tls }: Config, path: string, timeoutMs: number): Promise<Health> {
  const address = EVERYWHERE.includes(host) ? '127.0.0.1' : host;
  const where = `${tls ? 'https' : 'http'}://${address}:${port}`;
  // Its certificate is for the name clients know it by; this is the machine itself.
  const options = { host: address, port, path, signal: AbortSignal.timeout(timeoutMs), rejectUnauthorized: false };
  try {
    const asking = (tls ? tlsRequest(options) : plainRequest(options)).end();
    const [response] = await once(asking, 'response');
    return JSON.parse((await response.toArray()).join('')) as Health;
  } catch (error) {
    const { name, message } = error as Error;
    const why = name === 'AbortError' ? `no answer within ${timeoutMs / 1000} s` : message;
    throw new Error(`The server at ${where} does not say how it is: ${why}. PORT, HOST and TLS_CERT must be those it runs with.`);
  }
}
