import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Vault } from './vault.js';

const key = (id: string) => ({ id, bytes: randomBytes(32) });
const [one, two] = [key('1'), key('2')];
const place = { table: 'user', column: 'email', row: 'a' };

test('what is sealed opens in its place, is never the same twice, and does not show', () => {
  const vault = new Vault([one]);
  for (const text of ['ada@example.org', '', 's1.1.abc', 'é 你好 \u{1F600}', 'x'.repeat(10_000)]) {
    const sealed = vault.seal(text, place);
    expect(vault.open(sealed, place)).toBe(text);
    expect(sealed).toMatch(/^s1\.1\.[\w-]+$/);
    expect(sealed).not.toBe(vault.seal(text, place));
    expect(Buffer.from(sealed.split('.')[2] as string, 'base64url').includes(text || '\0\0\0\0')).toBe(false);
  }
});

test('it opens in no other table, column or row, nor when a single bit or the name of its key is another', () => {
  const vault = new Vault([one, { ...two, bytes: one.bytes }]);
  const sealed = vault.seal('ada@example.org', place);
  for (const other of [
    { ...place, table: 'users' },
    { ...place, column: 'name' },
    { ...place, row: 'b' },
  ]) {
    expect(() => vault.open(sealed, other)).toThrow(/does not open/);
  }
  const bytes = Buffer.from(sealed.split('.')[2] as string, 'base64url');
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] as number) ^ 1;
    expect(() => vault.open(`s1.1.${changed.toString('base64url')}`, place)).toThrow(/does not open/);
  }
  for (const cut of [0, 1, 12, 27]) {
    expect(() => vault.open(`s1.1.${bytes.subarray(0, cut).toString('base64url') || 'A'}`, place)).toThrow(/does not open/);
  }
  expect(() => vault.open(sealed.replace('s1.1', 's1.2'), place)).toThrow(/does not open/);
  expect(() => vault.open('ada@example.org', place)).toThrow(/is not encrypted/);
});

test('an older key opens what it sealed; the newest seals; a missing one is named, and the value is not', () => {
  const old = new Vault([one]).seal('ada@example.org', place);
  const vault = new Vault([two, one]);
  expect(vault.open(old, place)).toBe('ada@example.org');
  expect(vault.keyOf(vault.seal('x', place))).toBe('2');
  expect(() => new Vault([two]).open(old, place)).toThrow('user.email of a is encrypted under key 1, which is not among DATA_KEYS.');
});

test('a look-up hash depends on its key, its kind and all of the text', () => {
  const [vault, other] = [new Vault([one]), new Vault([one])];
  expect(() => vault.lookUp('email', 'a')).toThrow(/not prepared/);
  vault.useLookUpKey(one.bytes);
  other.useLookUpKey(two.bytes);
  expect(vault.lookUp('email', 'a')).toBe(vault.lookUp('email', 'a'));
  expect(
    new Set([vault.lookUp('email', 'a'), vault.lookUp('email', 'b'), vault.lookUp('name', 'a'), other.lookUp('email', 'a')]).size,
  ).toBe(4);
});
