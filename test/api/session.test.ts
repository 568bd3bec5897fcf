// Registration, sign-in, tokens and sessions, as a client sees them.
import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalWorld, ME, openWorld, PASSWORD, REFRESH, REGISTER, SIGN_IN, SIGN_OUT, VALUATION_CHANGED } from '../testkit/world.js';

const SECRET = randomBytes(48).toString('base64');
const NO_TOKEN = 'UNAUTHENTICATED';
let world: LocalWorld;

beforeAll(async () => {
  world = await openWorld({ JWT_SECRET: SECRET });
});
afterAll(() => world.close());

test('who registers is signed in and has a first, empty portfolio', async () => {
  const ada = await world.signUp('USD');
  expect((await ada.api.run(ME)).expectNoErrors().me).toEqual({ id: ada.session.user.id, email: ada.email, name: 'Ada', role: 'USER' });
  expect(await ada.valuation()).toMatchObject({ baseCurrency: 'USD', total: '0', holdings: [], gaps: [], isPartial: false });
});

test('an e-mail address is taken once, whatever its case', async () => {
  const { email } = await world.signUp();
  const again = await world.anonymous.run(REGISTER, { input: { email: email.toUpperCase(), password: PASSWORD, name: 'Eve' } });
  expect(again.refusal()).toBe('CONFLICT EMAIL_TAKEN');
});

test('an e-mail address is one however its letters were composed, or how wide they are', async () => {
  const input = { password: PASSWORD, name: 'Zoe' };
  const [composed, apart, wide] = ['zo\u00eb@example.org', 'zoe\u0308@example.org', '\uff3ao\u00eb@example.org'];
  (await world.anonymous.run(REGISTER, { input: { ...input, email: apart } })).expectNoErrors();
  for (const email of [composed, wide]) {
    expect((await world.anonymous.run(REGISTER, { input: { ...input, email } })).refusal()).toBe('CONFLICT EMAIL_TAKEN');
    expect((await world.anonymous.run(SIGN_IN, { email, password: PASSWORD })).expectNoErrors().signIn.user.email).toBe(composed);
  }
});

test('signs in with the right password, and says the same of a wrong one and of nobody', async () => {
  const { email } = await world.signUp();
  const { signIn } = (await world.anonymous.run(SIGN_IN, { email: ` ${email.toUpperCase()} `, password: PASSWORD })).expectNoErrors();
  expect(signIn.user.email).toBe(email);
  const wrong = await world.anonymous.run(SIGN_IN, { email, password: 'not the password' });
  const nobody = await world.anonymous.run(SIGN_IN, { email: 'nobody@example.org', password: PASSWORD });
  expect(wrong.refusal()).toBe(NO_TOKEN);
  expect(nobody.errors).toEqual(wrong.errors);
});

test('a refresh token gives new tokens once', async () => {
  const { session, api } = await world.signUp();
  const { refreshSession } = (await world.anonymous.run(REFRESH, { token: session.refreshToken })).expectNoErrors();
  expect(refreshSession.refreshToken).not.toBe(session.refreshToken);
  const renewed = api.as(refreshSession.accessToken);
  expect((await renewed.run(ME)).expectNoErrors().me?.id).toBe(session.user.id);
  const third = (await world.anonymous.run(REFRESH, { token: refreshSession.refreshToken })).expectNoErrors();
  expect(third.refreshSession.user.id).toBe(session.user.id);
});

test('a refresh token used twice ends its session, open sockets included', async () => {
  const { session, api } = await world.signUp();
  const socket = api.socket();
  await socket.subscribe(VALUATION_CHANGED, {}).first();
  const { refreshSession } = (await world.anonymous.run(REFRESH, { token: session.refreshToken })).expectNoErrors();
  expect((await world.anonymous.run(REFRESH, { token: session.refreshToken })).refusal()).toBe(NO_TOKEN);
  expect((await world.anonymous.run(REFRESH, { token: refreshSession.refreshToken })).refusal()).toBe(NO_TOKEN);
  expect((await api.as(refreshSession.accessToken).run(ME)).refusal()).toBe(NO_TOKEN);
  expect(await socket.closed).toBe(4403);
});

test('of eight refreshes at once one wins at most, and the theft is noticed', async () => {
  const { session, api } = await world.signUp();
  const answers = await Promise.all(Array.from({ length: 8 }, () => world.anonymous.run(REFRESH, { token: session.refreshToken })));
  const pairs = answers.flatMap(({ data }) => data?.refreshSession ?? []);
  expect(pairs.length).toBeLessThanOrEqual(1);
  for (const { errors } of answers) for (const error of errors) expect(error.extensions.code).toBe(NO_TOKEN);
  expect((await api.run(ME)).refusal()).toBe(NO_TOKEN);
  for (const { refreshToken } of pairs) expect((await world.anonymous.run(REFRESH, { token: refreshToken })).refusal()).toBe(NO_TOKEN);
});

test('sign-out ends this session at once, on the socket too, and no other session of the user', async () => {
  const { session, api, email } = await world.signUp();
  const other = (await world.anonymous.run(SIGN_IN, { email, password: PASSWORD })).expectNoErrors().signIn;
  const socket = api.socket();
  const stream = socket.subscribe(VALUATION_CHANGED, {});
  await stream.first();
  expect((await api.run(SIGN_OUT)).expectNoErrors().signOut).toBe(true);
  expect(await socket.closed).toBe(4403);
  await stream.ended();
  expect((await api.run(ME)).refusal()).toBe(NO_TOKEN);
  expect((await world.anonymous.run(REFRESH, { token: session.refreshToken })).refusal()).toBe(NO_TOKEN);
  expect((await api.as(other.accessToken).run(ME)).expectNoErrors().me?.email).toBe(email);
});

test('a token that is not exactly ours is refused with 401, on both transports', async () => {
  const { session } = await world.signUp();
  const [header, payload, signature] = session.accessToken.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect((await world.anonymous.as(sign(claims)).run(ME)).expectNoErrors().me?.id).toBe(session.user.id);
  const { sub: _sub, ...noSubject } = claims;
  const forged: Record<string, string> = {
    'not a token': 'nonsense',
    'no signature': `${header}.${payload}.`,
    'alg none': `${encode({ alg: 'none' })}.${payload}.`,
    'alg none, with a signature': `${encode({ alg: 'none' })}.${payload}.${signature}`,
    'another algorithm': sign(claims, { alg: 'HS512', hash: 'sha512' }),
    'a kid that names an empty file': sign(claims, { more: { kid: '/dev/null' }, secret: '' }),
    'a kid that is SQL': sign(claims, { more: { kid: "' union select 'a" }, secret: 'a' }),
    'a key it brings along': sign(claims, { more: { jwk: { kty: 'oct', k: 'AAAA' } }, secret: '\0\0\0' }),
    'an extension it says is critical': sign(claims, { more: { crit: ['b64'], b64: false } }),
    'an end beyond numbers': sign({ ...claims, exp: 'never' }),
    'not yet good': sign({ ...claims, nbf: Math.floor(Date.now() / 1000) + 600 }),
    'another payload': `${header}.${encode({ ...claims, sub: world.admin.token })}.${signature}`,
    'another key': sign(claims, { secret: 'another secret of thirty-two bytes or more' }),
    expired: sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 }),
    'no end': sign({ ...claims, exp: undefined }),
    'wrong audience': sign({ ...claims, aud: 'another-api' }),
    'wrong issuer': sign({ ...claims, iss: 'somebody' }),
    'no subject': sign(noSubject),
    "another user's session": sign({ ...claims, sub: '01900000-0000-7000-8000-000000000000' }),
    'no session': sign({ ...claims, sid: '01900000-0000-7000-8000-000000000000' }),
    'a session that is no id': sign({ ...claims, sid: 'x' }),
  };
  const first = await world.anonymous.as('nonsense').run(ME);
  for (const [name, token] of Object.entries(forged)) {
    const answer = await world.anonymous.as(token).run(ME);
    expect([name, answer.status, answer.refusal()]).toEqual([name, 401, NO_TOKEN]);
    expect([name, await closeCode(token)]).toEqual([name, 4403]);
  }
  expect(first.status).toBe(401);
});

test('a socket without a token, or with something else in its place, is refused', async () => {
  for (const params of [{}, { authorization: 1 }, { authorization: null }, { authorization: world.admin.token }, { authorization: {} }]) {
    const socket = world.anonymous.socket(params);
    await socket.subscribe(VALUATION_CHANGED, {}).ended();
    expect([params, await socket.closed]).toEqual([params, 4403]);
  }
});

function closeCode(token: string): Promise<number> {
  const socket = world.anonymous.as(token).socket();
  socket.subscribe(VALUATION_CHANGED, {});
  return socket.closed;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(claims: object, { alg = 'HS256', hash = 'sha256', secret = SECRET, more = {} } = {}): string {
  const body = `${encode({ alg, ...more })}.${encode(claims)}`;
  return `${body}.${createHmac(hash, secret).update(body).digest('base64url')}`;
}
