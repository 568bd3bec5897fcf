import { expect, test } from '@jest/globals';
import { checkNewPassword } from './password.js';

const EMOJI = '\u{1F600}';

test('a password is as long as its characters, not as the places they take', () => {
  checkNewPassword(EMOJI.repeat(8));
  checkNewPassword(EMOJI.repeat(200));
  for (const password of [EMOJI.repeat(7), EMOJI.repeat(201)])
    expect(() => checkNewPassword(password)).toThrow('password must have 8 to 200 characters.');
});
