// Messages reach the mail server whole, are tried again, never hold up who caused them, and leave no address in the log.
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { type Mailer, openMailer } from '../../src/storage/mail.js';
import { type MailServer, startMailServer } from '../testkit/mail-server.js';

let server: MailServer;
let mailer: Mailer;
const lines: string[] = [];
const log = pino(
  new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  }),
);
const settings = { from: 'Tidemark <tidemark@example.org>', isTlsRequired: false, print: () => undefined, log };

beforeAll(async () => {
  server = await startMailServer();
  mailer = openMailer({ ...settings, url: server.url });
});
afterAll(async () => {
  await mailer.close();
  await server.close();
});

test('a message arrives as it was written, in any alphabet', async () => {
  const text =
    'Grüße: https://tidemark.example.org/#reset=abc\n.\n.. a line of dots, and one that is longer than any mail server would have it: '.concat(
      'x'.repeat(1200),
    );
  await mailer.send({ to: 'ada@example.org', subject: 'Höhe 你好', text });
  const letter = await server.letterTo('ada@example.org');
  expect(letter.text.trimEnd()).toBe(text);
  expect(letter.raw).toMatch(/^From: Tidemark <tidemark@example.org>$/m);
});

test('nothing in a subject or an address becomes another line of the head', async () => {
  await mailer.send({ to: 'eve@example.org', subject: 'Hello\r\nBcc: mallory@example.org', text: 'x' });
  const { raw } = await server.letterTo('eve@example.org');
  expect(raw).not.toMatch(/^Bcc:/m);
  const before = server.letters.length;
  await mailer.send({ to: 'a@example.org\r\nRCPT TO:<mallory@example.org>', subject: 'x', text: 'x' }).catch(() => undefined);
  expect(server.letters.slice(before).map(({ to }) => to)).not.toContain('mallory@example.org');
});

test('a posted message is tried again when the server is busy', async () => {
  server.refuse(1);
  mailer.post({ to: 'bob@example.org', subject: 'Again', text: 'x' });
  expect((await server.letterTo('bob@example.org')).subject).toBe('Again');
});

test('one that cannot be sent is logged without its address; without TLS where it is required, nothing is sent at all', async () => {
  const strict = openMailer({ ...settings, url: server.url, isTlsRequired: true });
  await expect(strict.send({ to: 'carol@example.org', subject: 'Secret', text: 'x' })).rejects.toThrow(/STARTTLS|TLS/i);
  await strict.close();
  expect(server.letters.some(({ to }) => to === 'carol@example.org')).toBe(false);
  const gone = await startMailServer();
  const lost = openMailer({ ...settings, url: gone.url });
  await gone.close();
  lost.post({ to: 'dave@example.org', subject: 'Lost', text: 'the canary' });
  await lost.close();
  const logged = () => lines.find((line) => line.includes('a message could not be sent'));
  while (!logged()) await new Promise((resolve) => setImmediate(resolve));
  expect(logged()).toContain('Lost');
  expect(lines.join('')).not.toMatch(/dave@example|canary/);
});

test('without a mail server it is printed', async () => {
  const printed: string[] = [];
  const printer = openMailer({ ...settings, url: null, print: (text) => printed.push(text) });
  await printer.send({ to: 'ada@example.org', subject: 'Reset', text: 'The code.' });
  expect(printed).toEqual(['\n--- mail to ada@example.org: Reset\nThe code.\n---\n']);
});
