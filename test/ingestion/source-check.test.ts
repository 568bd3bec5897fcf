// What `tidemark source test` shows of one call, and what sources of one's own need in the settings.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkLines, checkSource } from '../../src/app/source-check.js';
import { readConfig } from '../../src/config.js';
import { StubExchange } from '../testkit/stub-exchange.js';

let stub: StubExchange;
beforeAll(async () => {
  stub = await StubExchange.open();
});
afterAll(() => stub.close());

const check = async (settings: Record<string, string>, ...symbols: string[]) => {
  const config = readConfig(settings);
  return checkLines(await checkSource(config, config.sources[0] as string, symbols));
};

test('an answer is shown with its digits and times, and what is missing of it', async () => {
  const [head, first] = await check({ SOURCES: 'ecb', ECB_URL: stub.url() });
  expect(head).toMatch(/^European Central Bank answered within \d+ ms with 29 prices and rates\.$/);
  expect(first).toBe('EURUSD 1.1601 of 2026-11-18');
  const yahoo = await check({ SOURCES: 'yahoo', YAHOO_URL: stub.url() }, 'VOD.L');
  expect(yahoo[1]).toBe('VOD.L LAST 71.34 GBp of 2026-11-18T15:15:02.000Z');
});

test('a failure is named by its class, and no key is shown', async () => {
  stub.answerNext(1, { status: 401, body: '{"error": "bad key s3cr3t-of-the-test"}' });
  const lines = await check({ SOURCES: 'finnhub', FINNHUB_URL: stub.url(), FINNHUB_KEY: 's3cr3t-of-the-test' }, 'AAPL');
  expect(lines.join()).toContain('AUTH');
  expect(lines.join()).not.toContain('s3cr3t');
});

test("a source of one's own needs its address in the settings, and a line that makes it", async () => {
  expect(() => readConfig({ SOURCES: 'acme' })).toThrow(/"acme" is not a source.*ACME_URL/);
  expect(() => readConfig({ SOURCES: 'Acme Corp', ACME_URL: 'https://acme.example' })).toThrow('is not a source');
  const config = readConfig({ SOURCES: 'ecb,acme', ACME_URL: 'https://acme.example', ACME_KEY: 'k' });
  expect([config.sources, config.ownSources]).toEqual([
    ['ecb', 'acme'],
    { acme: { url: 'https://acme.example', key: 'k', streamUrl: null } },
  ]);
  await expect(checkSource(config, 'acme', [])).rejects.toThrow('no line in src/app/source.ts makes it');
});
