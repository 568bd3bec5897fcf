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

test('a source named without its key is refused at the start, by the name of the key', () => {
  const sources = 'finnhub,alpaca,tiingo,twelve-data,alpha-vantage';
  const refused = () => readConfig({ SOURCES: sources, ALPACA_KEY_ID: 'given' });
  for (const key of ['FINNHUB_KEY', 'ALPACA_SECRET', 'TIINGO_KEY', 'TWELVE_DATA_KEY', 'ALPHA_VANTAGE_KEY']) expect(refused).toThrow(key);
  expect(refused).not.toThrow('ALPACA_KEY_ID');
});
