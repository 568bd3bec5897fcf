/**
 * An error as the log has it: what it is, where it arose in our own code, and what caused it. What a database says of a row or a value
 * it refused is left out, for people wrote that; so are the frames of libraries, which are most of a stack and say nothing.
 */
import { beginningOf } from '../domain/text.js';

const FRAMES_MAX = 12;
const CAUSES_MAX = 4;
const TEXT_MAX = 1_000;
/** What PostgreSQL tells of a failure besides, and names no value. */
const FACTS = ['code', 'constraint', 'table', 'column', 'rule', 'field', 'kind', 'status', 'syscall', 'address', 'port'] as const;
const SQL_STATE = /^[0-9A-Z]{5}$/;

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
  readonly [fact: string]: unknown;
}

export function loggedError(error: unknown, causes = CAUSES_MAX): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: beginningOf(String(error), TEXT_MAX) };
  const given = error as Error & Record<string, unknown>;
  const facts = FACTS.filter((fact) => ['string', 'number'].includes(typeof given[fact])).map((fact) => [fact, given[fact]]);
  const frames = framesOf(error);
  return {
    type: error.constructor.name,
    message: messageOf(given),
    ...Object.fromEntries(facts),
    ...(frames && { stack: frames }),
    ...(error.cause !== undefined && causes > 0 && { cause: loggedError(error.cause, causes - 1) }),
  };
}

function messageOf({ message, code }: { readonly message: string; readonly code?: unknown }): string {
  const isOfDatabase = typeof code === 'string' && SQL_STATE.test(code);
  if (!isOfDatabase) return beginningOf(message, TEXT_MAX);
  const [first = ''] = message.split('\n');
  // `invalid input syntax for type uuid: "..."`: names are told apart from values by the colon before them.
  return beginningOf(first.replace(/: ".*$/, ': (a value)'), TEXT_MAX);
}

function framesOf({ stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line) && !/node_modules|node:|wasm:/.test(line));
  return frames
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim())
    .join('\n');
}
