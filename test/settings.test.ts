// .env.example is the documentation of the settings: it names each one, and what it shows as the default is the default.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { versionFaults } from '../src/config/node-version.js';
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
  const sources = 'finnhub,alpaca,tiingo,twelve-data,alpha-vantage,massive,eodhd,coingecko';
  const refused = () => readConfig({ SOURCES: sources, ALPACA_KEY_ID: 'given' });
  const keys = ['FINNHUB_KEY', 'ALPACA_SECRET', 'TIINGO_KEY', 'TWELVE_DATA_KEY', 'ALPHA_VANTAGE_KEY', 'MASSIVE_KEY', 'EODHD_KEY'];
  for (const key of keys) expect(refused).toThrow(key);
  expect(refused).not.toThrow('COINGECKO_KEY');
  expect(refused).not.toThrow('ALPACA_KEY_ID');
});

test('a Node that cannot read a price to its last digit is refused at the start, with what to do', () => {
  for (const version of ['18.20.4', '20.20.2', '22.16.0']) expect(versionFaults(version)).toEqual([expect.stringContaining('npm start')]);
  for (const version of ['22.17.0', '24.0.0']) expect(versionFaults(version)).toEqual([]);
});
