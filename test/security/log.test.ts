// Whatever is done, no secret and no personal address stands in the log, and nobody writes a line of it but the server.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { codeOf, fromBase32, stepAt } from '../../src/services/totp.js';
import { Api } from '../testkit/api.js';
import { type MailServer, startMailServer } from '../testkit/mail-server.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { until } from '../testkit/until.js';
import { REFRESH, SIGN_IN, VALUATION_CHANGED } from '../testkit/world.js';

const KEY = randomBytes(32).toString('base64');
const SECRET = randomBytes(48).toString('base64');
const PASSWORD = 'canary correct horse';
const EMAIL = 'canary-log@example.org';
let mail: MailServer;
let server: ServerProcess;

beforeAll(async () => {
  mail = await startMailServer();
  server = await startServer({
    SOURCES: 'none',
    DEMO: 'off',
    LOG_LEVEL: 'trace',
    JWT_SECRET: SECRET,
    DATA_KEYS: `1:${KEY}`,
    SMTP_URL: mail.url.replace('smtp://', 'smtp://canary-user:canary-mail-password@'),
    MAIL_FROM: 'Tidemark <tidemark@example.org>',
    PUBLIC_URL: 'https://tidemark.example.org',
    METRICS_TOKEN: 'canary metrics token',
  });
});
afterAll(async () => {
  await server.stop();
  await mail.close();
});

test('a whole life of a user leaves no secret in it', async () => {
  const anonymous = new Api(server.url);
  const secrets: string[] = [PASSWORD, EMAIL, KEY, SECRET, 'canary-mail-password', 'canary metrics token'];
  await anonymous.text(`mutation { requestRegistration(email: "${EMAIL}") }`);
  const confirmation = /#register=([\w-]+)/.exec((await mail.letterTo(EMAIL)).text)?.[1] as string;
  const register = 'mutation ($input: RegisterInput!) { register(input: $input) { accessToken refreshToken } }';
  const input = { email: EMAIL, password: PASSWORD, name: 'Canary', confirmation };
  const session = (
    (await anonymous.text(register, { input })).expectNoErrors() as { register: Record<'accessToken' | 'refreshToken', string> }
  ).register;
  secrets.push(confirmation, session.accessToken, session.refreshToken);
  const api = anonymous.as(session.accessToken);

  const { enableTotp } = (await api.text(`mutation { enableTotp(currentPassword: "${PASSWORD}") { secret } }`)).expectNoErrors() as {
    enableTotp: { secret: string };
  };
  const code = codeOf(fromBase32(enableTotp.secret), stepAt(new Date()));
  const { confirmTotp } = (await api.text('mutation ($c: String!) { confirmTotp(code: $c) }', { c: code })).expectNoErrors() as {
    confirmTotp: string[];
  };
  const made = (
    await api.text(
      `mutation { createApiToken(input: {name: "x", scopes: [READ], expiresInDays: 1, currentPassword: "${PASSWORD}"}) { secret } }`,
    )
  ).expectNoErrors() as { createApiToken: { secret: string } };
  secrets.push(enableTotp.secret, ...confirmTotp, made.createApiToken.secret);

  // What fails is logged the most.
  await anonymous.run(SIGN_IN, { email: EMAIL, password: `${PASSWORD} wrong` });
  await anonymous.text(`mutation { signIn(email: "${PASSWORD}", password: "x") { accessToken } }`);
  await anonymous.as(`${session.accessToken}x`).text('{ me { id } }');
  await anonymous.run(REFRESH, { token: session.refreshToken });
  await anonymous.run(REFRESH, { token: session.refreshToken });
  await anonymous.text(`mutation { resetPassword(token: "${confirmation}", newPassword: "${PASSWORD}") }`);
  await anonymous.post(`{"query": "mutation { signIn(email: \\"${EMAIL}\\", password: \\"${PASSWORD}\\") `);
  await fetch(`${server.url}/graphql?query={me{id}}&token=${session.accessToken}`);
  await fetch(`${server.url}/metrics`, { headers: { authorization: 'Bearer canary metrics token' } });
  const socket = anonymous.as(made.createApiToken.secret).socket();
  await socket.subscribe(VALUATION_CHANGED, {}).first();
  await socket.close();
  await anonymous.text(`mutation { requestPasswordReset(email: "${EMAIL}") }`);
  secrets.push(/#reset=([\w-]+)/.exec((await mail.letterTo(EMAIL, 2)).text)?.[1] as string);

  // Somebody has to erase them again in a database that was restored from a backup of before: by an id that means nobody.
  const { me } = (await anonymous.as(made.createApiToken.secret).text('{ me { id } }')).expectNoErrors() as { me: { id: string } };
  const { signIn } = (
    await anonymous.text(`mutation { signIn(email: "${EMAIL}", password: "${PASSWORD}", totp: "${confirmTotp[0]}") { accessToken } }`)
  ).expectNoErrors() as { signIn: { accessToken: string } };
  const erase = `mutation { eraseMe(currentPassword: "${PASSWORD}", totp: "${confirmTotp[1]}") }`;
  (await anonymous.as(signIn.accessToken).text(erase)).expectNoErrors();
  await until(
    () =>
      server
        .log()
        .filter(({ msg }) => msg === 'a user was erased')
        .map(({ userId }) => userId),
    (ids) => ids.length > 0 && ids[0] === me.id,
  );

  const log = server.lines.join('\n');
  expect(server.log().length).toBeGreaterThan(1);
  for (const secret of secrets) expect([secret, log.includes(secret)]).toEqual([secret, false]);
});

test('every line is one JSON object, whatever a client sends', async () => {
  const forged = '\r\n{"level":"info","msg":"forged by a client"}\r\n';
  const api = new Api(server.url);
  await api.text('{ me { id } }', { x: forged });
  await api.post(forged);
  await api.post('{}', { 'user-agent': 'x', accept: 'text/\tplain' });
  await fetch(`${server.url}/${encodeURIComponent(forged)}`);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('open', () => socket.send(forged));
  await new Promise((resolve) => socket.on('close', resolve));
  expect(server.log().filter(({ msg }) => msg === 'forged by a client')).toEqual([]);
  const started = server.lines.findIndex((line) => line.startsWith('{'));
  // What is for people at the terminal stands among them, but in lines of its own.
  for (const line of server.lines.slice(started).filter((each) => each.startsWith('{'))) expect(() => JSON.parse(line)).not.toThrow();
});
