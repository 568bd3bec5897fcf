// .env.example is the documentation of the settings: it names each one, and what it shows as the default is the default.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readConfig, SETTING_NAMES } from '../src/config.js';

const TEXT = readFileSync('.env.example', 'utf8');

test('.env.example names every setting and no other', () => {
  const named = [...TEXT.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(SETTING_NAMES.toSorted());
});

test('the settings .env.example gives are the defaults', () => {
  const given = Object.fromEntries([...TEXT.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  expect(readConfig(given)).toEqual(readConfig({}));
});
