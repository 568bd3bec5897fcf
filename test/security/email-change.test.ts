// Another e-mail address: asked for with the password, confirmed from the new one, told to the old one, which can take it back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer, Api } from '../testkit/api.js';
import { type MailServer, startMailServer } from '../testkit/mail-server.js';
import { type LocalWorld, ME, openWorld, PASSWORD, REFRESH } from '../testkit/world.js';

let server: MailServer;
let world: LocalWorld;
beforeAll(async () => {
  server = await startMailServer();
  world = await openWorld({ SMTP_URL: server.url, MAIL_FROM: 'tidemark@example.org', PUBLIC_URL: 'https://tidemark.example.org' });
});
afterAll(async () => {
  await world.close();
  await server.close();
});

const outcome = ({ errors }: Answer<unknown>) =>
  errors[0] ? [errors[0].extensions.code, errors[0].extensions.rule, errors[0].extensions.field].filter(Boolean).join(' ') : 'ok';
const ask = (api: Api, email: string, password = PASSWORD) =>
  api.text('mutation ($e: String!, $p: String!) { requestEmailChange(email: $e, currentPassword: $p) }', { e: email, p: password });
const confirm = (token: string) => world.anonymous.text('mutation ($t: String!) { confirmEmailChange(token: $t) }', { t: token });
const undo = (token: string) => world.anonymous.text('mutation ($t: String!) { undoEmailChange(token: $t) }', { t: token });
const forgot = (email: string) => world.anonymous.text('mutation ($e: String!) { requestPasswordReset(email: $e) }', { e: email });
const reset = (token: string) =>
  world.anonymous.text('mutation ($t: String!) { resetPassword(token: $t, newPassword: "a new battery staple") }', { t: token });
const signIn = async (email: string, password = PASSWORD) =>
  outcome(
    await world.anonymous.text('mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { accessToken } }', {
      e: email,
      p: password,
    }),
  );
const secretIn = (text: string, what: string) => new RegExp(`/#${what}=([\\w-]{32})$`, 'm').exec(text)?.[1] as string;
const linkFor = async (email: string, what: string, count = 1) => secretIn((await server.letterTo(email, count)).text, what);

let count = 0;
async function somebody() {
  count += 1;
  const email = `before-${count}@example.org`;
  const user = await world.app.core.users.create({ email, password: PASSWORD, name: 'P', role: 'USER', actorId: null });
  const session = await world.app.core.users.signIn({ email, password: PASSWORD });
  return { id: user.id, email, next: `after-${count}@example.org`, session, api: world.anonymous.as(session.accessToken) };
}

test('it takes the password, and what was sent to the new address; sessions go on, and the old address finds nobody any more', async () => {
  const ada = await somebody();
  expect(outcome(await ask(world.anonymous, ada.next))).toBe('UNAUTHENTICATED');
  expect(outcome(await ask(ada.api, ada.next, 'not the password'))).toBe('BAD_USER_INPUT WRONG currentPassword');
  expect(outcome(await ask(ada.api, 'nonsense'))).toMatch(/^BAD_USER_INPUT \w+ email$/);
  expect(outcome(await ask(ada.api, ada.email.toUpperCase()))).toBe('BAD_USER_INPUT SAME email');
  const made = (
    await ada.api.text(
      `mutation { createApiToken(input: {name: "x", scopes: [READ, LEDGER], expiresInDays: 1, currentPassword: "${PASSWORD}"}) { secret } }`,
    )
  ).expectNoErrors() as { createApiToken: { secret: string } };
  expect(outcome(await ask(world.anonymous.as(made.createApiToken.secret), ada.next))).toBe('FORBIDDEN');

  // A link of before, which must not decide any more.
  expect(outcome(await forgot(ada.email))).toBe('ok');
  const stale = await linkFor(ada.email, 'reset');
  expect(outcome(await ask(ada.api, ada.next.toUpperCase()))).toBe('ok');
  const secret = await linkFor(ada.next, 'email');
  expect([await signIn(ada.email), await signIn(ada.next)]).toEqual(['ok', 'UNAUTHENTICATED']);
  for (const wrong of ['A'.repeat(32), '', stale]) expect(outcome(await confirm(wrong))).toBe('BAD_USER_INPUT CONFIRMATION token');
  const [row] = await world.app.core.database.read((em) =>
    em.execute<{ email: string }[]>(`select email from confirmation where purpose = 'CHANGE_EMAIL'`),
  );
  expect(row?.email).toMatch(/^s1\./);

  expect(outcome(await confirm(secret))).toBe('ok');
  expect([await signIn(ada.email), await signIn(ada.next)]).toEqual(['UNAUTHENTICATED', 'ok']);
  expect((await ada.api.run(ME)).expectNoErrors().me?.email).toBe(ada.next);
  expect(outcome(await world.anonymous.run(REFRESH, { token: ada.session.refreshToken }))).toBe('ok');
  expect(outcome(await confirm(secret))).toBe('BAD_USER_INPUT CONFIRMATION token');
  expect(outcome(await reset(stale))).toBe('BAD_USER_INPUT CONFIRMATION token');
  expect((await server.letterTo(ada.email, 2)).subject).toBe('Your e-mail address was changed');
  const log = (await ada.api.text('{ auditLog(first: 20) { nodes { action before after } } }')).expectNoErrors();
  expect(JSON.stringify(log)).toMatch(/user\.change-email.*user\.request-email-change/);
  expect(JSON.stringify(log)).not.toMatch(/after-|before-/);
  const found = (await world.admin.text('{ users(search: "AFTER-1@") { nodes { id } } }')).expectNoErrors();
  expect(found).toEqual({ users: { nodes: [{ id: ada.id }] } });
});

test('an address somebody has gets the same answer, and word of it; nobody takes it', async () => {
  const [eve, bob] = [await somebody(), await somebody()];
  const [taken, free] = [await ask(eve.api, bob.email), await ask(eve.api, eve.next)];
  expect([taken.status, taken.data, taken.errors]).toEqual([free.status, free.data, free.errors]);
  expect((await server.letterTo(bob.email)).subject).toBe('This address is in use already');
  const secret = await linkFor(eve.next, 'email');
  // Somebody else is quicker.
  await world.app.core.users.create({ email: eve.next, password: PASSWORD, name: 'Q', role: 'USER', actorId: null });
  expect(outcome(await confirm(secret))).toBe('CONFLICT EMAIL_TAKEN');
  expect(await signIn(eve.email)).toBe('ok');
  // Who wants the same address ends nobody else's link; who asks again ends their own.
  const [carl, dora] = [await somebody(), await somebody()];
  expect(outcome(await ask(carl.api, 'wanted@example.org'))).toBe('ok');
  const first = await linkFor('wanted@example.org', 'email');
  expect(outcome(await ask(dora.api, 'wanted@example.org'))).toBe('ok');
  const second = await linkFor('wanted@example.org', 'email', 2);
  expect(outcome(await ask(dora.api, dora.next))).toBe('ok');
  await linkFor(dora.next, 'email');
  expect(outcome(await confirm(second))).toBe('BAD_USER_INPUT CONFIRMATION token');
  expect(outcome(await confirm(first))).toBe('ok');
  expect(outcome(await ask(dora.api, 'a@example.org'))).toBe('ok');
  expect(outcome(await ask(dora.api, 'b@example.org'))).toBe('RATE_LIMITED');
});

test('who stole the password and changed the address, twice, is thrown out by the first owner, whose way back is the older one', async () => {
  const ada = await somebody();
  for (const [index, address] of ['thief-1@example.org', 'thief-2@example.org'].entries()) {
    expect([index, outcome(await ask(ada.api, address))]).toEqual([index, 'ok']);
    expect(outcome(await confirm(await linkFor(address, 'email')))).toBe('ok');
  }
  const [first, second] = [await linkFor(ada.email, 'email-undo'), await linkFor('thief-1@example.org', 'email-undo', 2)];
  expect(outcome(await undo(second))).toBe('ok');
  expect(outcome(await undo(first))).toBe('ok');
  expect(outcome(await ada.api.run(ME))).toBe('UNAUTHENTICATED');
  expect(outcome(await world.anonymous.run(REFRESH, { token: ada.session.refreshToken }))).toBe('UNAUTHENTICATED');
  for (const email of [ada.email, 'thief-1@example.org', 'thief-2@example.org']) expect(await signIn(email)).toBe('UNAUTHENTICATED');
  // What was sent to the thief meanwhile is worth nothing.
  expect(outcome(await reset(await linkFor('thief-1@example.org', 'reset', 3)))).toBe('BAD_USER_INPUT CONFIRMATION token');
  expect(outcome(await undo(second))).toBe('BAD_USER_INPUT CONFIRMATION token');
  expect(outcome(await reset(await linkFor(ada.email, 'reset', 2)))).toBe('ok');
  expect(await signIn(ada.email, 'a new battery staple')).toBe('ok');
});

test('the other order, in which the thief is late, leaves the thief nothing', async () => {
  const ada = await somebody();
  for (const address of ['rogue-1@example.org', 'rogue-2@example.org']) {
    expect(outcome(await ask(ada.api, address))).toBe('ok');
    expect(outcome(await confirm(await linkFor(address, 'email')))).toBe('ok');
  }
  expect(outcome(await undo(await linkFor(ada.email, 'email-undo')))).toBe('ok');
  expect(outcome(await undo(await linkFor('rogue-1@example.org', 'email-undo', 2)))).toBe('BAD_USER_INPUT CONFIRMATION token');
});
