import { expect, test } from '@jest/globals';
import { HttpClient, isHtml, isSameFamily, redact } from './http.js';
import type { SourceError } from './source-error.js';

test.each([
  ['query1.finance.yahoo.com', 'query2.finance.yahoo.com', true],
  ['query1.finance.yahoo.com', 'guce.yahoo.com', false],
  ['portal.amfiindia.com', 'www.amfiindia.com', true],
  ['portal.amfiindia.com', 'amfiindia.com', true],
  ['portal.amfiindia.com', 'notamfiindia.com', false],
  ['www.ecb.europa.eu', 'www.evil.eu', false],
  ['prices.co.uk', 'evil.co.uk', false],
  ['localhost', 'localhost', true],
  ['10.0.0.1', '10.0.0.2', false],
  ['example.com', 'example.org', false],
])('from %s to %s: same family %s', (configured, other, isFamily) => {
  expect(isSameFamily(configured, other)).toBe(isFamily);
});

test('secrets do not survive in an address or an excerpt', () => {
  expect(redact('https://user:pass@host/x?symbols=A&crumb=abc123&apikey=k')).toBe('https://***@host/x?symbols=A&crumb=***&apikey=***');
  expect(redact('{"token": "abc", "price": 1}')).toBe('{"token": "***", "price": 1}');
  expect(redact('Authorization: Bearer abc.def')).toBe('Authorization: Bearer ***');
});

test('a web page is told from data', () => {
  expect(isHtml('\n <!DOCTYPE html><p>')).toBe(true);
  expect(isHtml('<HTML lang="en">')).toBe(true);
  expect(isHtml('<?xml version="1.0"?><a/>')).toBe(false);
  expect(isHtml('Scheme Code;Date')).toBe(false);
});

/** A redirect from a public site to `location`; anything after it answers with data. */
async function redirectedTo(location: string, from = 'https://www.example.com/a'): Promise<string> {
  const asked: string[] = [];
  const client = new HttpClient({
    fetch: async (url) => {
      asked.push(url);
      return url === from ? new Response(null, { status: 302, headers: { location } }) : new Response('data');
    },
  });
  const result = await client.get({ url: from }).then(
    () => 'followed',
    (error: SourceError) => error.kind,
  );
  return `${result} ${asked.length}`;
}

test.each([
  'http://169.254.169.254/latest',
  'http://127.0.0.1/',
  'https://[::1]/',
  'https://evil.test/',
  'file:///etc/passwd',
  'http://www.example.com/b',
  '//localhost/',
])('a redirect to %s is refused and not asked', async (location) => {
  expect(await redirectedTo(location)).toBe('MALFORMED 1');
});

test('a redirect within a private host that was configured itself is followed', async () => {
  expect(await redirectedTo('/b', 'http://127.0.0.1:1/a')).toBe('followed 2');
});

test('redirecting for ever ends', async () => {
  expect(await redirectedTo('http://127.0.0.1:1/a', 'http://127.0.0.1:1/a')).toBe('MALFORMED 4');
});

test.each([
  ['120', '2026-11-18T15:32:00.000Z'],
  ['Wed, 18 Nov 2026 15:31:00 GMT', '2026-11-18T15:31:00.000Z'],
  ['999999999', '2026-11-19T15:30:00.000Z'],
  ['soon', null],
])('Retry-After: %s means %s', async (value, expected) => {
  const client = new HttpClient({
    now: () => new Date('2026-11-18T15:30:00Z'),
    fetch: async () => new Response('wait', { status: 429, headers: { 'retry-after': value } }),
  });
  const error = (await client.get({ url: 'http://127.0.0.1/' }).catch((thrown) => thrown)) as SourceError;
  expect([error.kind, error.retryAt?.toISOString() ?? null]).toEqual(['RATE_LIMITED', expected]);
});

test('a page that wants a human is told from a broken one', async () => {
  const page = (text: string) =>
    new HttpClient({ fetch: async () => new Response(text) }).get({ url: 'http://127.0.0.1/' }).catch((error) => error.kind);
  expect(await page('<!doctype html><title>Just a moment...</title>')).toBe('CHALLENGE_PAGE');
  expect(await page('<!doctype html><title>Welcome</title>')).toBe('MALFORMED');
});
