/** What a failure of the database means to whoever asked: not reachable now, worth another try at once, or a defect. */
import { TidemarkError, Unavailable } from '../domain/errors.js';

/** The connection, or the server's state: tried again later. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // Here no descriptor, or no port, is left for a connection.
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
  '08000',
  '08003',
  '08006',
  // Shut down, crashed, starting; a database that was dropped.
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  // Too many connections; out of memory; disk full; a replica, or a primary that became one.
  '53300',
  '53200',
  '53100',
  '25006',
  // Gave up a statement or a lock because it took too long.
  '57014',
  '55P03',
  '58030',
]);

/** Two units of work were in each other's way, and this one was undone as a whole. */
const CROSSED = new Set(['40001', '40P01']);

/** Attempts at a unit of work, and the longest pause before the second; it doubles. */
const ATTEMPTS_MAX = 4;
const PAUSE_MS_MAX = 25;

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

/** Failures of the connection become `Unavailable`, so that callers know when to try again. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    const { message } = error as { message?: string };
    const isUnreachable =
      UNREACHABLE.has(codeOf(error)) ||
      CROSSED.has(codeOf(error)) ||
      /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/.test(message ?? '');
    if (isUnreachable) throw new Unavailable('The database', { cause: error });
    throw error;
  }
}

/** Runs a unit of work again that was undone because of another; each time after a longer pause of random length. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!CROSSED.has(codeOf(error)) || attempt === ATTEMPTS_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS_MAX * 2 ** (attempt - 1)));
    }
  }
}
