// The worked example of docs/SOURCES.md is the code that is tried here, and short.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpClient } from '../../src/ingestion/http.js';
import { ExampleSource } from '../testkit/example-source.js';

let answer = { status: 200, body: '[]' };
let asked: { url: string | undefined; key: string | string[] | undefined } | null = null;
const server = createServer((request, response) => {
  asked = { url: request.url, key: request.headers['x-api-key'] };
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
});
let source: ExampleSource;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  source = new ExampleSource({ baseUrl, http: new HttpClient({ now: () => new Date(), secrets: ['hidden'] }), key: 'hidden' });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the document shows this very code, in under 60 lines', () => {
  const shown = /```ts\n(.*?)```/s.exec(readFileSync('docs/SOURCES.md', 'utf8'))?.[1] as string;
  const inPlace = shown.replaceAll("'../../domain/", "'../../src/domain/").replace(/'\.\.\/(?!\.\.)/g, "'../../src/ingestion/");
  expect(inPlace).toBe(readFileSync('test/testkit/example-source.ts', 'utf8'));
  expect(shown.split('\n').length).toBeLessThan(60);
});

test('it reads what the source says, keeps its digits, and says what is missing', async () => {
  answer = { status: 200, body: '[{"code": "ABC", "last": 12.50, "ccy": "EUR", "at": "2026-11-18T15:30:00Z"}]' };
  const result = await source.poll(['ABC', 'D/E'], AbortSignal.timeout(5_000));
  expect(asked).toEqual({ url: '/last?codes=ABC,D%2FE', key: 'hidden' });
  expect(result.observations).toMatchObject([
    { symbol: 'ABC', price: '12.50', currency: 'EUR', observedAt: new Date('2026-11-18T15:30:00Z') },
  ]);
  expect(result.missing).toEqual(['D/E']);
});

test.each([
  [200, '{"error": "no"}', 'MALFORMED'],
  [200, '<html>', 'MALFORMED'],
  [429, '{}', 'RATE_LIMITED'],
  [503, '{}', 'UPSTREAM_5XX'],
  [401, '{"key": "hidden"}', 'AUTH'],
])('an answer %s %s is %s, without its key', async (status, body, kind) => {
  answer = { status, body };
  const error = await source.poll(['ABC'], AbortSignal.timeout(5_000)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind });
  expect(JSON.stringify(error)).not.toContain('hidden');
});
