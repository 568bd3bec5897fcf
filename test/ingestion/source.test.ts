/** Every connector against every sample of its source, and against everything a server can do wrong. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import type { HttpClient } from '../../src/ingestion/http.js';
import type { PollResult, RawQuote, RawRate, Source } from '../../src/ingestion/source.js';
import { SourceError } from '../../src/ingestion/source-error.js';
import { parseNavFile } from '../../src/ingestion/sources/amfi.js';
import { CONNECTORS, COOKIE_PATH, KEY, NOW } from '../testkit/connector.js';
import { StubExchange, sample, sampleText } from '../testkit/stub-exchange.js';
import { eventually } from '../testkit/until.js';

const never = new AbortController().signal;
let stub: StubExchange;

beforeEach(async () => {
  stub = await StubExchange.open();
  stub.answerNext(
    Number.POSITIVE_INFINITY,
    { status: 404, headers: { 'set-cookie': 'A3=d; Path=/' }, body: 'x' },
    (url) => url === COOKIE_PATH,
  );
});
afterEach(() => stub.close());

function poll(name: string, symbols?: readonly string[]): Promise<PollResult> {
  const { source, symbols: usual } = open(name);
  return (source.poll as NonNullable<Source['poll']>)(symbols ?? usual, never);
}

function open(name: string, client?: HttpClient) {
  return (CONNECTORS[name] as NonNullable<(typeof CONNECTORS)[string]>)(stub.url(), client);
}

function quotes(result: PollResult): RawQuote[] {
  return result.observations.filter((observation) => observation.type === 'quote');
}

function rates(result: PollResult): RawRate[] {
  return result.observations.filter((observation) => observation.type === 'rate');
}

async function failure(promise: Promise<unknown>): Promise<SourceError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}

test('amfi: all schemes of the present layout, asked by scheme code', async () => {
  const { expect: wanted } = sample('amfi/NAVAll-8col.txt');
  const result = await poll('amfi', [...wanted.quotes.map((entry: { symbol: string }) => entry.symbol), '190102', '190006', '999999']);
  for (const { symbol, price, currency, valueDate, kind } of wanted.quotes) {
    expect(quotes(result)).toContainEqual(expect.objectContaining({ symbol, price, currency, valueDate, kind, observedAt: null }));
  }
  expect(result.missing).toEqual(['190102', '999999']);
  const file = parseNavFile(sampleText('amfi/NAVAll-8col.txt'), { isHistory: false });
  expect(file.rows).toHaveLength(wanted.count);
  expect(file.skipped).toEqual([{ code: '190102', reason: 'NAV_NOT_AVAILABLE' }]);
  expect(file.rows.find((row) => row.code === '190006')?.day).toBe('2024-03-31');
});

test('amfi: an ISIN finds its scheme, the reinvestment ISIN too', async () => {
  const result = await poll('amfi', ['INF900X01AA4', 'INF900X01AC0']);
  expect(quotes(result).map(({ symbol, price }) => [symbol, price])).toEqual([
    ['INF900X01AA4', '84.3127'],
    ['INF900X01AC0', '41.0900'],
  ]);
});

test.each([
  ['amfi/NAVAll-6col-legacy.txt', false],
  ['amfi/history-8col-new.txt', true],
  ['amfi/history-8col-legacy.txt', true],
])('amfi: the layout of %s is read by its header', (file, isHistory) => {
  const { rows } = parseNavFile(sampleText(file), { isHistory });
  expect(rows).toHaveLength(sample(file).expect.count);
  expect(rows.every(({ nav }) => /^8[34]\.\d{4}$|^41\.0011$/.test(nav))).toBe(true);
});

test('amfi: bad rows are skipped one by one, and of a repeated scheme the first counts', () => {
  const file = parseNavFile(sampleText('amfi/NAVAll-edge-rows.txt'), { isHistory: false });
  const wanted = sample('amfi/NAVAll-edge-rows.txt').expect;
  expect(file.rows.map(({ code, nav }) => [code, nav])).toEqual([['190206', '55.1000']]);
  expect(file.skipped).toHaveLength(wanted.rejected);
  expect(file.duplicates).toEqual(wanted.duplicates);
});

test('amfi: an unknown column is a warning, a missing needed one refuses the file', async () => {
  stub.pin('amfi/NAVAll-schema-drift.txt');
  const result = await poll('amfi');
  expect(quotes(result)[0]).toMatchObject({ symbol: '190001', price: '84.3127', valueDate: '2026-11-17' });
  expect(result.warnings[0]).toContain('SCHEMA_DRIFT');
  expect(() => parseNavFile('Scheme Code;Scheme Name;Date\n1;a;17-Nov-2026', { isHistory: false })).toThrow(SourceError);
});

test('amfi: a file far shorter than the last good one is refused, and the last good one is still there', async () => {
  const { source, symbols } = open('amfi');
  await source.poll?.(symbols, never);
  stub.answerNext(1, 'amfi/NAVAll-truncated.txt');
  expect((await failure(source.poll?.(symbols, never) as Promise<unknown>)).kind).toBe('MALFORMED');
  expect((await source.poll?.(symbols, never))?.observations).toHaveLength(1);
});

test.each(['amfi', 'ecb'])('%s: an unchanged file is not sent again, and its prices are still given', async (name) => {
  stub.tag('"one"');
  const { source, symbols } = open(name);
  const first = await source.poll?.(symbols, never);
  const second = await source.poll?.(symbols, never);
  expect(stub.requests[1]?.headers['if-none-match']).toBe('"one"');
  expect(second?.observations).toEqual(first?.observations);
});

test('amfi: history by its report', async () => {
  const { source } = open('amfi');
  const result = (await source.history?.(['190001'], '2026-11-13' as Day, '2026-11-17' as Day, never)) as PollResult;
  expect(stub.requests[0]?.url).toBe('/DownloadNAVHistoryReport_Po.aspx?frmdt=13-Nov-2026&todt=17-Nov-2026');
  expect(quotes(result).map(({ valueDate, price }) => [valueDate, price])).toEqual([
    ['2026-11-13', '83.9001'],
    ['2026-11-16', '84.1020'],
    ['2026-11-17', '84.3127'],
  ]);
});

test('ecb: the rates of the day, base EUR, with their digits', async () => {
  const { expect: wanted } = sample('ecb/eurofxref-daily.xml');
  const result = rates(await poll('ecb'));
  expect(result).toHaveLength(wanted.count);
  expect(result[0]).toMatchObject({ base: 'EUR', quote: 'USD', rate: wanted.EURUSD, valueDate: wanted.valueDate });
  expect(result.find(({ quote }) => quote === 'GBP')?.rate).toBe('0.87120');
});

test('ecb: on a weekend the rates of Friday', async () => {
  stub.pin('ecb/weekend-unchanged.xml');
  expect(rates(await poll('ecb'))[0]?.valueDate).toBe('2026-11-20');
});

test('ecb: history within the range asked for; a currency may be absent on a day', async () => {
  const { source } = open('ecb');
  const result = rates((await source.history?.([], '2026-11-16' as Day, '2026-11-17' as Day, never)) as PollResult);
  expect([...new Set(result.map(({ valueDate }) => valueDate))]).toEqual(['2026-11-17', '2026-11-16']);
  expect(result.filter(({ quote }) => quote === 'ISK')).toHaveLength(1);
});

test('yahoo: a share, with its previous close and every digit', async () => {
  const [wanted] = sample('yahoo/chart-aapl-regular.json').expect.quotes;
  const [quote] = quotes(await poll('yahoo'));
  expect(quote).toMatchObject({ symbol: 'AAPL', kind: 'LAST', price: wanted.price, currency: 'USD', previousClose: '228.9' });
  expect(quote?.observedAt).toEqual(new Date(wanted.asOf));
});

test('yahoo: pence keep their spelling', async () => {
  const [quote] = quotes(await poll('yahoo', ['VOD.L']));
  expect(quote).toMatchObject({ price: '71.34', currency: 'GBp', previousClose: '70.92' });
});

test('yahoo: a fund has a NAV with its day and the one before', async () => {
  const [quote] = quotes(await poll('yahoo', ['VTSAX']));
  expect(quote).toMatchObject({
    kind: 'NAV',
    price: '158.27',
    observedAt: null,
    valueDate: '2026-11-17',
    previousClose: '157.61',
    previousCloseDate: '2026-11-16',
  });
});

test('yahoo: several symbols in one call; those left out are asked for alone', async () => {
  const result = await poll('yahoo', ['AAPL', 'VTSAX', 'NOPE123']);
  expect(stub.requests.map(({ url }) => url?.split('?')[0])).toEqual(['/v7/finance/spark', '/v8/finance/chart/NOPE123']);
  expect(quotes(result).map(({ symbol, price, kind }) => [symbol, price, kind])).toEqual([
    ['AAPL', '231.42', 'LAST'],
    ['VTSAX', '158.27', 'NAV'],
  ]);
  expect(result.failures.map(({ symbol, error }) => [symbol, error.kind])).toEqual([['NOPE123', 'UNKNOWN_SYMBOL']]);
});

test('yahoo: what came in one call is kept when asking for the rest fails', async () => {
  stub.answerNext(1, 'yahoo/too-many-requests-429.txt', (url) => url.includes('/chart/NOPE123'));
  const result = await poll('yahoo', ['AAPL', 'VTSAX', 'NOPE123']);
  expect(quotes(result)).toHaveLength(2);
  expect([result.missing, result.failures.map(({ error }) => error.kind)]).toEqual([['NOPE123'], ['RATE_LIMITED']]);
});

test('yahoo: when the call for several is refused, each is asked for alone, and one unknown does not spoil the rest', async () => {
  stub.answerNext(1, { status: 404, body: '{}' }, (url) => url.includes('/spark'));
  const result = await poll('yahoo', ['AAPL', 'NOPE123', 'VOD.L', 'APPL']);
  expect(
    quotes(result)
      .map(({ symbol }) => symbol)
      .sort(),
  ).toEqual(['AAPL', 'VOD.L']);
  expect(result.failures.map(({ symbol, error }) => [symbol, error.kind]).sort()).toEqual([
    ['APPL', 'UNKNOWN_SYMBOL'],
    ['NOPE123', 'UNKNOWN_SYMBOL'],
  ]);
});

test.each(['NOPE123', 'APPL'])('yahoo: %s is unknown, whatever the status', async (symbol) => {
  const result = await poll('yahoo', [symbol]);
  expect(result.observations).toEqual([]);
  expect(result.failures[0]?.error.kind).toBe('UNKNOWN_SYMBOL');
});

test('yahoo: without bars the price comes from the head of the answer', async () => {
  stub.answerNext(1, 'yahoo/chart-no-timestamp.json');
  expect(quotes(await poll('yahoo'))[0]?.price).toBe('231.42');
});

test('yahoo: a currency pair is a rate', async () => {
  const body = sampleText('yahoo/chart-aapl-regular.json')
    .replace('"EQUITY"', '"CURRENCY"')
    .replace('231.42,\n     "fiftyTwo', '1.1604,\n     "fiftyTwo');
  stub.answerNext(1, { body, headers: { 'content-type': 'application/json' } });
  expect((await poll('yahoo', ['EURUSD=X'])).observations).toEqual([
    { type: 'rate', base: 'EUR', quote: 'USD', rate: '1.1604', observedAt: NOW, valueDate: null },
  ]);
});

test('yahoo: history as split-adjusted closes by market day, with splits and dividends', async () => {
  const { source } = open('yahoo');
  const result = (await source.history?.(['NVDA'], '2024-06-07' as Day, '2024-06-11' as Day, never)) as PollResult;
  expect(quotes(result).map(({ valueDate, price, kind, adjustment }) => [valueDate, price, kind, adjustment])).toEqual([
    ['2024-06-07', '120.9', 'CLOSE', 'SPLIT'],
    ['2024-06-10', '121.8', 'CLOSE', 'SPLIT'],
    ['2024-06-11', '120.9', 'CLOSE', 'SPLIT'],
  ]);
  expect(result.actions).toEqual([
    { type: 'split', symbol: 'NVDA', day: '2024-06-10', numerator: '10', denominator: '1' },
    { type: 'dividend', symbol: 'NVDA', day: '2024-06-11', amount: '0.01', currency: 'USD' },
  ]);
});

test.each([
  ['yahoo/too-many-requests-429.txt', 'RATE_LIMITED'],
  ['yahoo/quote-v7-401-crumb.json', 'AUTH'],
  ['yahoo/quote-v7-401-feature.json', 'AUTH'],
])('yahoo: %s is %s', async (file, kind) => {
  stub.answerNext(1, file);
  expect((await failure(poll('yahoo'))).kind).toBe(kind);
});

const FAULTS = [
  ['generic/html-503.html', 'UPSTREAM_5XX'],
  ['generic/html-200.html', 'MALFORMED'],
  ['generic/truncated.json', 'MALFORMED'],
  ['generic/empty-200.txt', 'MALFORMED'],
  ['generic/retry-after-date-429.json', 'RATE_LIMITED'],
] as const;

for (const name of Object.keys(CONNECTORS)) {
  test.each(FAULTS)(`${name}: %s is %s`, async (file, kind) => {
    stub.answerNext(9, file);
    const error = await failure(poll(name));
    expect(error.kind).toBe(kind);
    expect(JSON.stringify([error.message, error.excerpt, String(error.cause)])).not.toContain(KEY);
    if (kind === 'RATE_LIMITED') expect(error.retryAt).toEqual(new Date(sample(file).expect.retryAt));
    if (file === 'generic/html-503.html') expect(error.retryAt).toEqual(new Date(NOW.getTime() + 30_000));
  });

  test.each([
    ['reset', 'NETWORK'],
    ['cut', 'NETWORK'],
  ] as const)(`${name}: a connection that ends by %s is %s`, async (fault, kind) => {
    stub.answerNext(9, { fault, body: 'Scheme Code;ISIN', headers: { 'content-length': '5000' } });
    expect((await failure(poll(name))).kind).toBe(kind);
  });

  test.each(['hang', 'stall'] as const)(`${name}: a server that answers by %s is left when the caller gives up`, async (fault) => {
    stub.answerNext(9, { fault, body: 'Scheme Code;ISIN' });
    const { source, symbols } = open(name);
    const giveUp = new AbortController();
    const answer = failure(source.poll?.(symbols, giveUp.signal) as Promise<unknown>);
    await eventually(() => stub.requests.length > 0);
    giveUp.abort();
    expect((await answer).kind).toBe('TIMEOUT');
  });

  test(`${name}: an endless answer is cut off`, async () => {
    stub.answerNext(9, { fault: 'endless' });
    const error = await failure(poll(name));
    expect([error.kind, error.message]).toEqual(['MALFORMED', expect.stringContaining('larger than')]);
  });

  test.each(['[]', '{}', 'null', '"x"', '<a/>', '{"chart":{"result":[{"meta":5}]}}', '\u0000\u0001\u0002'])(
    `${name}: garbage like %j is an error, not a price`,
    async (body) => {
      stub.answerNext(9, { body });
      const { source, symbols } = open(name);
      const outcome = await Promise.resolve(source.poll?.(symbols, never)).catch((error: unknown) => error);
      // A list or map that holds none of what was asked for is an answer, too: everything is missing.
      if (outcome instanceof SourceError) expect(['MALFORMED', 'NO_DATA']).toContain(outcome.kind);
      else expect(outcome).toMatchObject({ observations: [], missing: symbols });
    },
  );
}
