// Mail reaches its server whole; it waits in the database, sealed, until it does, whoever dies meanwhile, and leaves no address in any log.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Mailer, openMailer } from '../../src/storage/mail.js';
import { type MailServer, startMailServer } from '../testkit/mail-server.js';
import { type PostgresServer, startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { until } from '../testkit/until.js';
import { type LocalWorld, openWorld, PASSWORD } from '../testkit/world.js';

let server: MailServer;
let mailer: Mailer;
const settings = { from: 'Tidemark <tidemark@example.org>', isTlsRequired: false, print: () => undefined };
let count = 0;
const send = (mail: { to: string; subject: string; text: string }, by = mailer) => {
  count += 1;
  return by.send({ id: `mail-${count}`, ...mail });
};

beforeAll(async () => {
  server = await startMailServer();
  mailer = openMailer({ ...settings, url: server.url });
});
afterAll(async () => {
  mailer.close();
  await server.close();
});

test('a message arrives as it was written, in any alphabet', async () => {
  const text =
    'Grüße: https://tidemark.example.org/#reset=abc\n.\n.. a line of dots, and one that is longer than any mail server would have it: '.concat(
      'x'.repeat(1200),
    );
  await send({ to: 'ada@example.org', subject: 'Höhe 你好', text });
  const letter = await server.letterTo('ada@example.org');
  expect(letter.text.trimEnd()).toBe(text);
  expect(letter.raw).toMatch(/^From: Tidemark <tidemark@example.org>$/m);
  expect(letter.raw).toMatch(/^Message-ID: <mail-\d+@example.org>$/m);
});

test('nothing in a subject or an address becomes another line of the head', async () => {
  await send({ to: 'eve@example.org', subject: 'Hello\r\nBcc: mallory@example.org', text: 'x' });
  const { raw } = await server.letterTo('eve@example.org');
  expect(raw).not.toMatch(/^Bcc:/m);
  const before = server.letters.length;
  await send({ to: 'a@example.org\r\nRCPT TO:<mallory@example.org>', subject: 'x', text: 'x' }).catch(() => undefined);
  expect(server.letters.slice(before).map(({ to }) => to)).not.toContain('mallory@example.org');
});

test('without TLS where it is required nothing is sent at all', async () => {
  const strict = openMailer({ ...settings, url: server.url, isTlsRequired: true });
  await expect(send({ to: 'carol@example.org', subject: 'Secret', text: 'x' }, strict)).rejects.toThrow(/STARTTLS|TLS/i);
  strict.close();
  expect(server.letters.some(({ to }) => to === 'carol@example.org')).toBe(false);
});

test('without a mail server it is printed', async () => {
  const printed: string[] = [];
  const printer = openMailer({ ...settings, url: null, print: (text) => printed.push(text) });
  await send({ to: 'ada@example.org', subject: 'Reset', text: 'The code.' }, printer);
  expect(printed).toEqual(['\n--- mail to ada@example.org: Reset\nThe code.\n---\n']);
});

const mailing = ({ url }: MailServer) => ({ SMTP_URL: url, MAIL_FROM: settings.from, PUBLIC_URL: 'https://tidemark.example.org' });

interface Waiting {
  readonly subject: string;
  readonly attempts: number;
  readonly userId: string | null;
  readonly givenUpAt: string | null;
  readonly lastError: string | null;
}

describeWithPostgres('mail that cannot be sent yet', () => {
  let postgres: PostgresServer;
  let url: string;
  let world: LocalWorld;
  let letterbox: MailServer;

  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    url = await postgres.createDatabase('outbox');
    letterbox = await startMailServer();
    world = await openWorld({ DATABASE_URL: url, ...mailing(letterbox) });
  });
  afterAll(async () => {
    await world.close();
    await letterbox.close();
    await postgres.stop();
  });

  const somebody = async (name: string) => {
    const email = `${name}@example.org`;
    const { id } = await world.app.core.users.create({ email, password: PASSWORD, name, role: 'USER', actorId: null });
    return { id, email };
  };
  const ask = async (email: string) => {
    const query = 'mutation ($e: String!) { requestPasswordReset(email: $e) }';
    (await world.anonymous.text(query, { e: email })).expectNoErrors();
    await world.app.core.background.settled();
  };
  const waiting = async () => {
    const query = '{ outgoingMail { nodes { subject attempts userId givenUpAt lastError } } }';
    return ((await world.admin.text(query)).expectNoErrors() as { outgoingMail: { nodes: Waiting[] } }).outgoingMail.nodes;
  };
  const sql = (query: string) => world.app.core.database.write((em) => em.execute<Record<string, unknown>[]>(query));
  const hurry = () => sql('update outgoing_mail set due_at = now()');

  test('is tried again, outlives its instance, and is sent by another; nothing of it is left then', async () => {
    const ada = await somebody('ada-waits');
    letterbox.refuse(1);
    await ask(ada.email);
    await until(waiting, ([first]) => first?.lastError != null);
    expect(await waiting()).toEqual([
      { subject: 'Set a new password', attempts: 1, userId: ada.id, givenUpAt: null, lastError: expect.stringContaining('451') },
    ]);
    const [row] = await sql('select recipient, text from outgoing_mail');
    expect(row).toEqual({ recipient: expect.stringMatching(/^s1\./), text: expect.stringMatching(/^s1\./) });
    await world.close();
    expect(letterbox.letters).toEqual([]);

    world = await openWorld({ DATABASE_URL: url, ...mailing(letterbox) });
    await hurry();
    expect((await letterbox.letterTo(ada.email)).text).toMatch(/#reset=[\w-]{32}$/m);
    await until(waiting, (all) => all.length === 0);
    expect(letterbox.letters).toHaveLength(1);
  });

  test('is given up when it is of no more use, which administrators see and nobody else, without what stood in it', async () => {
    const eve = await somebody('eve-waits');
    letterbox.refuse(1_000);
    await ask(eve.email);
    await until(waiting, ([first]) => first !== undefined && first.attempts > 0);
    await sql('update outgoing_mail set expires_at = now(), due_at = now()');
    const [given] = await until(waiting, ([first]) => first?.givenUpAt != null);
    letterbox.refuse(0);
    expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('tidemark_mails_total{result="given_up"} 1\n');
    expect(given).toMatchObject({ subject: 'Set a new password', userId: eve.id });
    expect(await sql('select recipient, text from outgoing_mail')).toEqual([{ recipient: null, text: null }]);
    const { accessToken } = await world.app.core.users.signIn({ email: eve.email, password: PASSWORD });
    expect((await world.anonymous.as(accessToken).text('{ outgoingMail { nodes { id } } }')).refusal()).toBe('FORBIDDEN');
    expect(world.log.filter(({ msg }) => String(msg).includes('could not be sent'))).toHaveLength(1);
    expect(JSON.stringify(world.log)).not.toMatch(/eve-waits|#reset=/);
    await hurry();
    expect(letterbox.letters.some(({ to }) => to === eve.email)).toBe(false);
  });

  test('is gone with its user', async () => {
    const bob = await somebody('bob-waits');
    letterbox.refuse(1_000);
    await ask(bob.email);
    await until(waiting, ([first]) => first?.userId === bob.id);
    (await world.admin.text(`mutation { eraseUser(id: "${bob.id}") { id } }`)).expectNoErrors();
    expect((await waiting()).filter(({ userId }) => userId === bob.id)).toEqual([]);
  });
});
