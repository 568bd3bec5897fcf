// A second factor is asked for once it is confirmed; its codes are good once, and guessing them is limited like passwords.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeOf, fromBase32, stepAt } from '../../src/services/totp.js';
import type { Answer } from '../testkit/api.js';
import { type LocalWorld, openWorld, PASSWORD, type Person } from '../testkit/world.js';

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A code so many half minutes from now; each newer one can be used after the one before. */
const code = (secret: string, steps = 0) => codeOf(fromBase32(secret), stepAt(new Date()) + steps);
const signIn = (email: string, totp: string | null, password = PASSWORD) =>
  world.anonymous.text('mutation($e: String!, $p: String!, $t: String) { signIn(email: $e, password: $p, totp: $t) { accessToken } }', {
    e: email,
    p: password,
    t: totp,
  });
const outcome = ({ errors }: Answer<unknown>) =>
  errors[0] ? [errors[0].extensions.code, errors[0].extensions.rule].filter(Boolean).join(' ') : 'ok';

async function enable(person: Person): Promise<{ secret: string; uri: string }> {
  const answer = await person.api.text(`mutation { enableTotp(currentPassword: "${PASSWORD}") { secret uri } }`);
  return (answer.expectNoErrors() as { enableTotp: { secret: string; uri: string } }).enableTotp;
}
const state = async (person: Person) =>
  (await person.api.text('{ secondFactor { confirmedAt recoveryCodesLeft } }')).expectNoErrors().secondFactor;
const confirm = (person: Person, given: string) => person.api.text('mutation($c: String!) { confirmTotp(code: $c) }', { c: given });
const disable = (person: Person, given: string, password = PASSWORD) =>
  person.api.text('mutation($p: String!, $c: String!) { disableTotp(currentPassword: $p, code: $c) }', { p: password, c: given });

test('it is set up with the password and a first code, asked for from then on, and taken off with a code', async () => {
  const ada = await world.signUp();
  expect(outcome(await ada.api.text('mutation { enableTotp(currentPassword: "not the password") { secret } }'))).toBe(
    'BAD_USER_INPUT WRONG',
  );
  const { secret, uri } = await enable(ada);
  expect(uri).toBe(
    `otpauth://totp/${encodeURIComponent(`Tidemark:${ada.email}`)}?secret=${secret}&issuer=Tidemark&algorithm=SHA1&digits=6&period=30`,
  );
  // Not confirmed, not asked for.
  expect(outcome(await signIn(ada.email, null))).toBe('ok');
  expect(await state(ada)).toEqual({ confirmedAt: null, recoveryCodesLeft: 0 });
  expect(outcome(await confirm(ada, '000000'))).toBe('BAD_USER_INPUT WRONG');
  // Kept, since the half minute may turn between two calls.
  const used = code(secret);
  const { confirmTotp: recovery } = (await confirm(ada, used)).expectNoErrors() as { confirmTotp: string[] };
  expect([recovery.length, new Set(recovery).size, recovery[0]]).toEqual([10, 10, expect.stringMatching(/^([0-9a-f]{4}-){3}[0-9a-f]{4}$/)]);

  expect(outcome(await signIn(ada.email, null))).toBe('UNAUTHENTICATED TOTP_REQUIRED');
  expect(outcome(await signIn(ada.email, null, 'not the password'))).toBe('UNAUTHENTICATED');
  expect(outcome(await signIn(ada.email, code(secret), 'not the password'))).toBe('UNAUTHENTICATED');
  expect(outcome(await signIn(ada.email, used))).toBe('UNAUTHENTICATED TOTP_WRONG');
  const right = code(secret, 1);
  const twice = await Promise.all([signIn(ada.email, right), signIn(ada.email, right)]);
  expect(twice.map(outcome).toSorted()).toEqual(['UNAUTHENTICATED TOTP_WRONG', 'ok']);

  expect(outcome(await signIn(ada.email, recovery[3] as string))).toBe('ok');
  expect(outcome(await signIn(ada.email, recovery[3] as string))).toBe('UNAUTHENTICATED TOTP_WRONG');
  expect(outcome(await signIn(ada.email, (recovery[4] as string).toUpperCase()))).toBe('ok');
  expect(await state(ada)).toEqual({ confirmedAt: expect.any(String), recoveryCodesLeft: 8 });

  expect(outcome(await ada.api.text(`mutation { enableTotp(currentPassword: "${PASSWORD}") { secret } }`))).toBe('CONFLICT TOTP_ENABLED');
  expect(outcome(await disable(ada, '000000'))).toBe('BAD_USER_INPUT WRONG');
  expect(outcome(await disable(ada, recovery[5] as string, 'not the password'))).toBe('BAD_USER_INPUT WRONG');
  expect(outcome(await disable(ada, recovery[5] as string))).toBe('ok');
  expect(outcome(await signIn(ada.email, null))).toBe('ok');
  const log = (await ada.api.text('{ auditLog(first: 50) { nodes { action } } }')).expectNoErrors() as {
    auditLog: { nodes: { action: string }[] };
  };
  const actions = log.auditLog.nodes.map(({ action }) => action);
  expect(actions.filter((action) => /totp|recovery/.test(action)).toSorted()).toEqual([
    'user.disable-totp',
    'user.enable-totp',
    'user.use-recovery-code',
    'user.use-recovery-code',
  ]);
});

test('codes cannot be guessed for long, and forgetting to give one is no wrong try', async () => {
  const ada = await world.signUp();
  const { secret } = await enable(ada);
  (await confirm(ada, code(secret))).expectNoErrors();
  for (let count = 0; count < 12; count += 1) expect(outcome(await signIn(ada.email, null))).toBe('UNAUTHENTICATED TOTP_REQUIRED');
  for (let count = 0; count < 10; count += 1) expect(outcome(await signIn(ada.email, 'abcdef'))).toBe('UNAUTHENTICATED TOTP_WRONG');
  expect(outcome(await signIn(ada.email, code(secret, 1)))).toBe('RATE_LIMITED');
});

test("nobody confirms or takes off another's", async () => {
  const [ada, eve] = [await world.signUp(), await world.signUp()];
  const { secret } = await enable(ada);
  expect(outcome(await confirm(eve, code(secret)))).toBe('BAD_USER_INPUT WRONG');
  expect(outcome(await confirm(ada, code(secret)))).toBe('ok');
  expect(outcome(await disable(eve, code(secret, 1)))).toBe('BAD_USER_INPUT WRONG');
  expect(outcome(await disable(ada, code(secret, 1)))).toBe('ok');
});
