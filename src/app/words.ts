/** What a person at the terminal is told when the program ends with a failure. */
import { ConfigError } from '../config.js';
import { TidemarkError } from '../domain/errors.js';

/** Of what is thrown below, that which says what was wrong and what to do. */
const EXPECTED = /data folder|[Bb]ackup|passphrase|restore into|does not say how it is|password authentication/;

/** In the words of whoever refused, also the machine, as of a folder that may not be written; a defect is shown with its place. */
export function wordsOf(error: unknown): string {
  const { message, stack, syscall } = error as NodeJS.ErrnoException;
  const isExpected = error instanceof TidemarkError || error instanceof ConfigError || syscall !== undefined || EXPECTED.test(message);
  return String(isExpected ? message : (stack ?? error));
}
