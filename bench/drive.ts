/** One measurement: the load client as a process of its own, beside whatever it is to measure. */
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Load, Result } from './scenario.js';

const CLIENT = join(dirname(fileURLToPath(import.meta.url)), 'client.js');

/** The client has its prices listening by then. */
const LISTEN_S_MAX = 60;

/** Starts what is measured once the address of the prices is known, and stops it again. @throws Error when the client failed or took longer */
export async function drive(
  start: (feedUrl: string) => Promise<{ load: Load; stop(): Promise<void> }>,
  withinS: number,
): Promise<readonly Result[]> {
  const client = fork(CLIENT, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  type Message = { feedUrl?: string; results?: Result[]; failure?: string };
  const heard = (limitS: number) =>
    new Promise<Message>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The client said nothing within ${limitS} s.`)), limitS * 1000);
      client.once('message', (message) => resolve(message as Message));
      client.once('exit', (code) => reject(new Error(`The client ended with ${code}.`)));
      for (const event of ['message', 'exit']) client.once(event, () => clearTimeout(timer));
    });
  let stop: () => Promise<void> = async () => undefined;
  try {
    const subject = await start((await heard(LISTEN_S_MAX)).feedUrl as string);
    stop = subject.stop;
    client.send(subject.load);
    const { results, failure } = await heard(withinS);
    if (!results) throw new Error(`The client failed: ${failure}`);
    return results;
  } finally {
    if (client.exitCode === null) client.kill('SIGKILL');
    await stop();
  }
}
