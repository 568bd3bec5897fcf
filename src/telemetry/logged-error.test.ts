// What an error leaves in the log: its kind, its place in our code and its causes, and never what somebody wrote.
import { expect, test } from '@jest/globals';
import { Unavailable } from '../domain/errors.js';
import { loggedError } from './logged-error.js';

/** As the driver of the database throws them. */
function refused(message: string, code: string, more: object = {}): Error {
  return Object.assign(new Error(message), { code, ...more });
}

test('what the database says of a row or a value is left out', () => {
  const row = 'null value in column "name" of relation "user" violates not-null constraint\n - detail: Failing row contains (1, canary).';
  const said = [
    refused(row, '23502', { detail: 'Failing row contains (1, canary).', table: 'user', column: 'name' }),
    refused('duplicate key value violates unique constraint "user_email"', '23505', { detail: 'Key (email)=(canary) already exists.' }),
    refused('invalid input syntax for type uuid: "canary"', '22P02', { parameters: ['canary'] }),
  ].map((error) => loggedError(error));
  expect(JSON.stringify(said)).not.toContain('canary');
  expect(said.map(({ message, code, table, column }) => [message, code, table, column])).toEqual([
    ['null value in column "name" of relation "user" violates not-null constraint', '23502', 'user', 'name'],
    ['duplicate key value violates unique constraint "user_email"', '23505', undefined, undefined],
    ['invalid input syntax for type uuid: (a value)', '22P02', undefined, undefined],
  ]);
});

test('a cause is told with it, and a circle of causes comes to an end', () => {
  const inner = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED', port: 5432 });
  const logged = loggedError(new Unavailable('The database', { cause: inner }));
  expect(logged).toMatchObject({
    type: 'Unavailable',
    code: 'UNAVAILABLE',
    cause: { message: inner.message, code: 'ECONNREFUSED', port: 5432 },
  });
  inner.cause = inner;
  expect(JSON.stringify(loggedError(inner)).match(/ECONNREFUSED 127/g)).toHaveLength(5);
});

test('the place is that in our own code', () => {
  const error = new Error('x');
  error.stack = `Error: x
    at ours (file:///app/dist/src/services/user.js:3:1)
    at theirs (file:///app/node_modules/pg/lib/client.js:1:1)
    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)`;
  expect(loggedError(error).stack).toBe('at ours (file:///app/dist/src/services/user.js:3:1)');
  expect(loggedError('thrown text')).toEqual({ type: 'string', message: 'thrown text' });
});

test('a long message is cut between two characters', () => {
  const { message } = loggedError(new Error(`a${'\u{1F600}'.repeat(2000)}`));
  expect([message.length > 500, Buffer.from(message).toString()]).toEqual([true, message]);
});
