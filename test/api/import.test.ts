// Files of ledger entries: every problem named by its line, all or nothing, and nothing twice.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { ImportMappingInput } from '../testkit/gql/graphql.js';
import { until } from '../testkit/until.js';
import { LEDGER, type LocalWorld, openWorld, type Person, VOID } from '../testkit/world.js';

const IMPORT = graphql(`
  mutation ImportFile($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean) {
    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) {
      isDryRun rowCount recordedCount repeatedCount problemCount problems { line field rule message }
      entries { line accountId content { kind tradeDate quantity price amount currency instrument { name } } }
    }
  }
`);
const TEMPLATE = graphql(`query ImportTemplate { importTemplate }`);

let world: LocalWorld;
let apple: string;
let ada: Person;
let account: string;

beforeAll(async () => {
  world = await openWorld();
  apple = await world.instrument({ name: 'Apple', isin: 'US0378331005', ticker: 'AAPL', mic: 'XNAS' });
  await world.instrument({ name: 'Apple in Frankfurt', isin: 'US0378331005', ticker: 'APC', mic: 'XETR', currency: 'EUR' });
  await world.instrument({ name: 'Fund', kind: 'FUND', schemeCode: '120503', currency: 'INR', mic: null });
});
afterAll(() => world.close());

async function open(): Promise<void> {
  ada = await world.signUp();
  account = await ada.openAccount();
}

const send = async (csv: string, more: { mapping?: ImportMappingInput; isDryRun?: boolean } = {}) =>
  (await ada.api.run(IMPORT, { accountId: account, csv, ...more })).expectNoErrors().importTransactions;
const ledger = async () => (await ada.api.run(LEDGER, { first: 200 })).expectNoErrors().transactions.nodes;
const places = ({ problems }: Awaited<ReturnType<typeof send>>) => problems.map(({ line, field, rule }) => `${line} ${field} ${rule}`);

const FILE = `reference,kind,tradeDate,isin,mic,ticker,schemeCode,quantity,price,amount,currency,fee,note
a,DEPOSIT,2026-01-02,,,,,,,5000,USD,,
b,BUY,2026-01-05,US0378331005,XNAS,,,10,231.42,,USD,1,"first, of ""many""
in two lines"
c,BUY,2026-01-06,,XNAS,AAPL,,2,230,,USD,,
d,BUY,2026-01-07,,,,120503,100.123,98.7654,,INR,,
e,SELL,2026-01-08,US0378331005,,,,3,240,,USD,,
`;

test('a file is recorded, named by ISIN, ticker and venue, or scheme code; again it adds nothing', async () => {
  await open();
  const dry = await send(FILE, { isDryRun: true });
  expect(dry).toMatchObject({ isDryRun: true, rowCount: 5, recordedCount: 5, problemCount: 0 });
  expect(dry.entries.map(({ line, content: { kind, instrument, quantity } }) => [line, kind, instrument?.name, quantity])).toEqual([
    [2, 'DEPOSIT', undefined, null],
    [3, 'BUY', 'Apple', '10'],
    [5, 'BUY', 'Apple', '2'],
    [6, 'BUY', 'Fund', '100.123'],
    [7, 'SELL', 'Apple', '3'],
  ]);
  expect(dry.entries[0]).toMatchObject({ accountId: account, content: { tradeDate: '2026-01-02', amount: '5000', currency: 'USD' } });
  expect(await ledger()).toEqual([]);
  expect(await send(FILE)).toMatchObject({ isDryRun: false, rowCount: 5, recordedCount: 5, repeatedCount: 0, problems: [] });
  const recorded = await ledger();
  expect(recorded).toHaveLength(5);
  expect(recorded.at(-2)).toMatchObject({
    instrumentId: apple,
    quantity: '10',
    price: '231.42',
    fee: '1',
    note: 'first, of "many"\nin two lines',
  });
  // The ISIN alone has two listings: the one in the row's currency is meant.
  expect(recorded[0]).toMatchObject({ kind: 'SELL', instrumentId: apple });
  expect(await send(FILE)).toMatchObject({ recordedCount: 0, repeatedCount: 5, problems: [] });
  expect(await send(FILE.replaceAll('\n', '\r\n'))).toMatchObject({ recordedCount: 0, repeatedCount: 5, problems: [] });
  expect(await send(`${FILE}f,FEE,2026-01-09,,,,,,,1,USD,,\n`)).toMatchObject({ recordedCount: 1, repeatedCount: 5 });
  expect(await ledger()).toHaveLength(6);
});

test('without references, equal rows are counted: a longer file adds what is new, in any columns and format', async () => {
  await open();
  const head = 'kind,tradeDate,amount,currency\n';
  const [one, other] = ['FEE,2026-01-02,1.50,EUR\n', 'FEE,2026-02-02,1.50,EUR\n'];
  expect(await send(head + one + one)).toMatchObject({ recordedCount: 2, repeatedCount: 0 });
  expect(await send(head + one + one + one + other)).toMatchObject({ recordedCount: 2, repeatedCount: 2 });
  const german = 'Datum;Art;Betrag;W\u00e4hrung\r\n02.01.2026;Geb\u00fchr;1,5;EUR\r\n3.3.2026;Geb\u00fchr;2,25;EUR\r\n';
  const mapping: ImportMappingInput = {
    columns: [
      { field: 'tradeDate', column: 'Datum' },
      { field: 'kind', column: 'art' },
      { field: 'amount', column: 'Betrag' },
      { field: 'currency', column: 'W\u00e4hrung' },
    ],
    kinds: [{ text: 'Geb\u00fchr', kind: 'FEE' }],
    delimiter: ';',
    decimalSeparator: 'COMMA',
    dateFormat: 'DD.MM.YYYY',
  };
  expect(await send(`\uFEFF${german}`, { mapping })).toMatchObject({ recordedCount: 1, repeatedCount: 1, problems: [] });
  // What was voided stays voided.
  const [newest] = await ledger();
  (await ada.api.run(VOID, { id: newest?.id as string, version: 1 })).expectNoErrors();
  expect(await send(german, { mapping })).toMatchObject({ recordedCount: 0, repeatedCount: 2 });
});

test('separators of thousands are taken where decimals follow them, and refused where they could be the decimal sign', async () => {
  await open();
  const file = (...amounts: readonly string[]) =>
    `kind;tradeDate;amount;currency\n${amounts.map((amount) => `DEPOSIT;2026-01-02;${amount};EUR\n`).join('')}`;
  const comma: ImportMappingInput = { delimiter: ';', decimalSeparator: 'COMMA' };
  const point: ImportMappingInput = { delimiter: ';' };
  expect(await send(file('1.234,56', '1.234.567,8'), { mapping: comma })).toMatchObject({ recordedCount: 2, problems: [] });
  expect(await send(file('9,234.56'), { mapping: point })).toMatchObject({ recordedCount: 1, problems: [] });
  expect((await ledger()).map(({ amount }) => amount).toSorted()).toEqual(['1234.56', '1234567.8', '9234.56']);
  expect(places(await send(file('1.234', '12.34,5', '1,234.56'), { mapping: comma }))).toEqual(
    [2, 3, 4].map((line) => `${line} amount DECIMAL_POINT`),
  );
  expect(places(await send(file('1,234', '1.234,56'), { mapping: point }))).toEqual([2, 3].map((line) => `${line} amount DECIMAL_COMMA`));
});

test('every problem is named by its line and field, and nothing is recorded', async () => {
  await open();
  const csv = `kind,tradeDate,isin,mic,ticker,quantity,price,amount,currency,ratioNew,ratioOld,counterAccount,account
DEPOSIT,2026-01-02,,,,,,100,EUR,,,,
PURCHASE,2026-01-02,,,,,,100,EUR,,,,
DEPOSIT,2026-02-30,,,,,,"1.234,56",eur,,,,
BUY,2026-01-02,US0378331006,,,1,1,,USD,,,,
BUY,2026-01-02,,,AAPL,1,1,,USD,,,,
BUY,2026-01-02,US0378331005,,,1,1,,GBP,,,,
TRANSFER,2026-01-02,,,,,,5,EUR,,,Nowhere,
FEE,2026-01-02,,,,1,,5,EUR,x,,,Elsewhere
FEE,2026-01-02
`;
  const report = await send(csv);
  expect(report).toMatchObject({ rowCount: 9, recordedCount: 0, problemCount: 10 });
  expect(places(report)).toEqual([
    '3 kind KIND',
    '4 currency CURRENCY',
    '4 tradeDate DAY',
    '4 amount DECIMAL_COMMA',
    '5 instrument ISIN_CHECK_DIGIT',
    '6 instrument MIC',
    '7 instrument AMBIGUOUS',
    '8 counterAccount UNKNOWN',
    '9 ratioNew INTEGER',
    '10 file CELLS',
  ]);
  expect(await ledger()).toEqual([]);
  // A file that is no table at all is not sent back in each message.
  const { problems } = await send(`${'x'.repeat(500_000)}\n`);
  expect(problems.map(({ field, message }) => [field, message.length < 300])).toEqual(
    ['kind', 'tradeDate', 'currency'].map((field) => [field, true]),
  );
});

test('what is wrong with a row by itself is named beside rows that cannot be read, and what they may have brought is not missed', async () => {
  await open();
  const csv = `kind,tradeDate,isin,mic,quantity,price,amount,currency
BUY,2026-01-02,US0378331005,XNAS,ten,200,,USD
DEPOSIT,2026-01-03,,,,,-5,USD
DEPOSIT,2199-01-03,,,,,5,USD
BUY,2026-01-04,US0378331005,XNAS,1,200,7,USD
SELL,2026-01-05,US0378331005,XNAS,1,210,,USD
`;
  const report = await send(csv, { isDryRun: true });
  expect(places(report)).toEqual(['2 quantity DECIMAL', '3 amount POSITIVE', '4 tradeDate FUTURE', '5 amount NOT_USED']);
});

test('rules of the ledger are named by line too, all of them', async () => {
  await open();
  const csv = `kind,tradeDate,isin,mic,quantity,price,amount,currency
BUY,2026-01-05,US0378331005,XNAS,10,100,,USD
SELL,2026-01-06,US0378331005,XNAS,11,100,,USD
SELL,2026-01-07,US0378331005,XNAS,4,100,,USD
SPLIT,2026-01-08,US0378331005,XETR,,,,EUR
DEPOSIT,2026-01-09,,,,5,5,EUR
SELL,2026-01-10,US0378331005,XNAS,7,100,,USD
`;
  const report = await send(csv, { isDryRun: true });
  expect(report.entries).toEqual([]);
  expect(places(report)).toEqual(['3 quantity OVERSOLD', '5 ratioNew REQUIRED', '6 price NOT_USED', '7 quantity OVERSOLD']);
  expect(report.problems[0]?.message).toContain('10 units of Apple');
});

test('a sale dated before one recorded earlier says that the earlier one no longer fits', async () => {
  await open();
  const head = 'kind,tradeDate,isin,mic,quantity,price,currency\n';
  await send(`${head}BUY,2026-01-05,US0378331005,XNAS,10,100,USD\nSELL,2026-03-05,US0378331005,XNAS,10,100,USD\n`);
  const report = await send(`${head}SELL,2026-02-05,US0378331005,XNAS,1,100,USD\n`);
  expect(places(report)).toEqual(['null quantity OVERSOLD']);
  expect(report.problems[0]?.message).toMatch(/^With these rows an entry recorded earlier .* 2026-03-05/);
});

test.each([
  ['kind;tradeDate;currency\nFEE;2026-01-02;EUR\n', '1 mapping.delimiter DELIMITER', /semicolons/],
  ['k\u0000i\u0000n\u0000d\u0000', '1 file ENCODING', /UTF-16/],
  ['\uFFFD\uFFFD\u0000k\u0000i\u0000n\u0000d', '1 file ENCODING', /UTF-16/],
  ['kind,tradeDate,currency\nFEE,2026-01-02,\u0000EUR\n', '2 file ENCODING', /^This line holds a NUL character/],
  ['kind,tradeDate,currency,note\nFEE,2026-01-02,EUR,Geb\uFFFDhr\n', '2 file ENCODING', /Latin-1/],
  ['kind,tradeDate\nFEE,2026-01-02\n', '1 currency COLUMN', /mapping.columns/],
  ['kind,tradeDate,currency,note\nFEE,2026-01-02,EUR,"open\n', '2 file QUOTES', /never closed/],
  ['', '1 file EMPTY', /empty/],
  [`kind,tradeDate,currency\n${'FEE,2026-01-02,EUR\n'.repeat(10_001)}`, 'null file ROWS', /split/],
])('a file that cannot be read says why (%#)', async (csv, place, message) => {
  if (!ada) await open();
  const report = await send(csv);
  expect(places(report)).toEqual([place]);
  expect(report.problems[0]?.message).toMatch(message);
});

test('a reference used for something else is refused', async () => {
  await open();
  const head = 'reference,kind,tradeDate,amount,currency\n';
  await send(`${head}a,FEE,2026-01-02,1,EUR\n`);
  expect(places(await send(`${head}a,FEE,2026-01-02,2,EUR\n`))).toEqual(['2 reference REFERENCE']);
  expect(places(await send(`${head}b,FEE,2026-01-02,2,EUR\nb,FEE,2026-01-02,2,EUR\n`))).toEqual(['3 reference REFERENCE']);
});

test('lots are named by the reference of their purchase, in the file or before it', async () => {
  await open();
  account = await ada.openAccount({ name: 'By lot', costMethod: 'SPECIFIC' });
  const head = 'reference,kind,tradeDate,isin,mic,quantity,price,currency,lots\n';
  const row = (text: string) => text.replace('AAPL', 'US0378331005,XNAS');
  await send(
    head +
      row('a,BUY,2026-01-05,AAPL,1,100,USD,\n') +
      row('b,BUY,2026-01-06,AAPL,1,200,USD,\n') +
      row('s,SELL,2026-01-07,AAPL,1,210,USD,b\n'),
  );
  const [sale, second] = await ledger();
  expect(sale?.lotIds).toEqual([second?.id]);
  expect(places(await send(head + row('t,SELL,2026-01-08,AAPL,1,210,USD,zzz\n')))).toEqual(['2 lots LOT']);
  expect(await send(head + row('t,SELL,2026-01-08,AAPL,1,210,USD,a\n'))).toMatchObject({ recordedCount: 1 });
});

test('ten thousand rows are recorded at once, and found again', async () => {
  await open();
  const rows = Array.from(
    { length: 10_000 },
    (_, index) => `r${index},DEPOSIT,2025-${String(1 + (index % 12)).padStart(2, '0')}-11,${index + 1},EUR\n`,
  );
  const csv = `reference,kind,tradeDate,amount,currency\n${rows.join('')}`;
  // On a busy machine an answer may come too late for the deadline of an operation: then it is sent again.
  const sent = async () => {
    const answer = await until(
      () => ada.api.run(IMPORT, { accountId: account, csv }),
      ({ errors }) => errors[0]?.extensions.code !== 'DEADLINE_EXCEEDED',
    );
    return answer.expectNoErrors().importTransactions;
  };
  const { recordedCount, repeatedCount } = await sent();
  expect(recordedCount + repeatedCount).toBe(10_000);
  expect(await sent()).toMatchObject({ recordedCount: 0, repeatedCount: 10_000 });
  expect((await ada.valuation()).cash).toBe('50005000');
});

test("nobody imports into another's account, and a file beyond the limit is refused", async () => {
  await open();
  const bob = await world.signUp();
  const csv = 'kind,tradeDate,amount,currency\nFEE,2026-01-02,1,EUR\n';
  expect((await bob.api.run(IMPORT, { accountId: account, csv })).refusal()).toBe('NOT_FOUND accountId');
  expect((await world.anonymous.run(IMPORT, { accountId: account, csv })).refusal()).toBe('UNAUTHENTICATED');
  expect((await ada.api.run(IMPORT, { accountId: account, csv: 'x'.repeat(1_048_577) })).refusal()).toBe('BAD_USER_INPUT LENGTH csv');
});

test('the template can be imported once its accounts and instruments are there', async () => {
  await open();
  await ada.openAccount({ name: 'Savings' });
  const { importTemplate } = (await ada.api.run(TEMPLATE)).expectNoErrors();
  expect(await send(importTemplate, { isDryRun: true })).toMatchObject({ rowCount: 6, recordedCount: 6, problems: [] });
});

test('columns of which nothing is recorded are named, and are no problem', async () => {
  await open();
  const asked = `mutation ($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean) {
    importTransactions(accountId: $accountId, csv: $csv, mapping: $mapping, isDryRun: $isDryRun) { recordedCount problemCount unusedColumns }
  }`;
  const tell = async (csv: string, mapping: ImportMappingInput, isDryRun = true) =>
    (await ada.api.text(asked, { accountId: account, csv, mapping, isDryRun })).expectNoErrors().importTransactions;
  const csv = 'kind;tradeDate;amount;currency;Comment;IBAN;;\nDEPOSIT;2026-01-02;5;EUR;rent;X1;by hand;\n';
  const mapping = { delimiter: ';' };
  const told = { recordedCount: 1, problemCount: 0, unusedColumns: ['Comment', 'IBAN', 'column 7, which has no name'] };
  expect(await tell(csv, mapping)).toEqual(told);
  const columns = [{ field: 'note' as const, column: 'Comment' }];
  expect(await tell(csv, { ...mapping, columns })).toEqual({ ...told, unusedColumns: told.unusedColumns.slice(1) });
  expect(await tell(csv, mapping, false)).toEqual(told);
  expect(await tell(FILE, {})).toMatchObject({ unusedColumns: [] });
});

test('what is quoted of a wrong text is not cut within a character, of which half could not be read everywhere', async () => {
  await open();
  const wrong = `a${'\u{1F600}'.repeat(300)}`;
  const csv = `kind,tradeDate,amount,currency,account,${wrong}\n${wrong},${wrong},${wrong},${wrong},${wrong},1\nFEE,2026-01-02,1,EUR,${wrong},1\n`;
  const { problems } = (await ada.api.run(IMPORT, { accountId: account, csv, isDryRun: true })).expectNoErrors().importTransactions;
  expect(problems.map(({ field }) => field)).toEqual(['kind', 'currency', 'tradeDate', 'amount', 'account']);
  const { message } = (
    await ada.api.text('query ($kind: TransactionKind) { transactions(kind: $kind) { nodes { id } } }', { kind: wrong })
  ).expectError();
  expect(JSON.stringify([problems, message])).not.toMatch(/\\ud[89a-f]/);
});
