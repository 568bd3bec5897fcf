// Nothing a client sends is our defect: each wrong input gets its code, the way to it from the argument and the rule, and leaves no trace.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../testkit/api.js';
import {
  day,
  INGEST_QUOTES,
  type LocalWorld,
  OPEN_ACCOUNT,
  openWorld,
  PASSWORD,
  type Person,
  RECORD,
  RECORD_ALL,
  REGISTER,
} from '../testkit/world.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const LONE = '\ud800';
const LONG = 'x'.repeat(20_000);
let world: LocalWorld;
let ada: Person;
let account: string;
let spare: string;
let acme: string;
let dollar: string;

beforeAll(async () => {
  world = await openWorld();
  ada = await world.signUp();
  [account, spare] = [await ada.openAccount(), await ada.openAccount({ name: 'Spare' })];
  [acme, dollar] = [await world.instrument({ currency: 'EUR', mic: null }), await world.instrument({ currency: 'USD', mic: null })];
  await ada.record({
    accountId: account,
    kind: 'BUY',
    tradeDate: day(-9),
    instrumentId: acme,
    quantity: '3',
    price: '10',
    currency: 'EUR',
  });
});
afterAll(() => world.close());

/** What of Ada's could have been written. */
const traces = async () => {
  const { data } = await ada.api.text(
    '{ accounts { nodes { id } } portfolios { nodes { id } } transactions(first: 200) { nodes { id version voidedAt } } }',
  );
  return data;
};

/** Each row: what is wrong, the operation, and the refusal expected as `code rule field`. */
type Row = readonly [string, () => Promise<Answer<unknown>>, string];

async function check(rows: readonly Row[]): Promise<void> {
  const before = await traces();
  const expected = rows.map(([name, , refusal]) => `${name}: ${refusal}`);
  const got: string[] = [];
  for (const [name, act] of rows) {
    const answer = await act();
    got.push(`${name}: ${answer.refusal()}`);
    const { message, extensions } = answer.expectError();
    expect(message).toMatch(/^["\p{Lu}a-z$].*[.)?]$/su);
    // Whoever reads the message alone learns which field is meant.
    if (extensions.field && extensions.code === 'BAD_USER_INPUT') expect(message).toContain(extensions.field);
    expect(answer.status).toBeLessThan(500);
    expect(message.length).toBeLessThan(500);
  }
  expect(got).toEqual(expected);
  expect(await traces()).toEqual(before);
  expect(world.log.filter(({ level }) => level === 'error')).toEqual([]);
}

const buy = (change: Record<string, unknown>) => {
  const input = {
    accountId: account,
    kind: 'BUY',
    tradeDate: day(-5),
    instrumentId: acme,
    quantity: '1',
    price: '10',
    currency: 'EUR',
    ...change,
  };
  return () => ada.api.text(RECORD.toString(), { input });
};
const cash = (change: Record<string, unknown>) => {
  const input = { accountId: account, kind: 'DEPOSIT', tradeDate: day(-5), amount: '1', currency: 'EUR', ...change };
  return () => ada.api.text(RECORD.toString(), { input });
};

test('amounts', () =>
  check([
    ['letters', buy({ quantity: 'ten' }), 'BAD_USER_INPUT DECIMAL input.quantity'],
    ['empty', buy({ quantity: '' }), 'BAD_USER_INPUT DECIMAL input.quantity'],
    ['NaN', buy({ quantity: 'NaN' }), 'BAD_USER_INPUT DECIMAL input.quantity'],
    ['Infinity', buy({ price: 'Infinity' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['an exponent', buy({ price: '1e400' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['a small exponent', buy({ price: '1e2' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['a comma', buy({ price: '1,5' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['hexadecimal', buy({ price: '0x10' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['a blank', buy({ price: ' 1' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['other digits', buy({ price: '١٢' }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['a float', buy({ price: 1.5 }), 'BAD_USER_INPUT DECIMAL input.price'],
    ['a truth', buy({ price: true }), 'BAD_USER_INPUT TEXT input.price'],
    ['a list', buy({ price: ['1'] }), 'BAD_USER_INPUT TEXT input.price'],
    ['an object', buy({ price: {} }), 'BAD_USER_INPUT TEXT input.price'],
    ['negative', buy({ quantity: '-1' }), 'BAD_USER_INPUT POSITIVE input.quantity'],
    ['zero', buy({ quantity: '0' }), 'BAD_USER_INPUT POSITIVE input.quantity'],
    ['minus zero', buy({ price: '-0.00' }), 'BAD_USER_INPUT POSITIVE input.price'],
    ['negative fee', buy({ fee: '-1' }), 'BAD_USER_INPUT NOT_NEGATIVE input.fee'],
    ['forty digits', buy({ quantity: '1'.repeat(40) }), 'BAD_USER_INPUT RANGE input.quantity'],
    ['nineteen digits', buy({ quantity: '1'.repeat(19) }), 'BAD_USER_INPUT RANGE input.quantity'],
    ['too fine a price', buy({ price: '1.123456789' }), 'BAD_USER_INPUT SCALE input.price'],
    ['too fine a quantity', buy({ quantity: `1.${'1'.repeat(13)}` }), 'BAD_USER_INPUT SCALE input.quantity'],
    ['missing', buy({ quantity: null }), 'BAD_USER_INPUT REQUIRED input.quantity'],
    ['not asked for', cash({ quantity: '1' }), 'BAD_USER_INPUT NOT_USED input.quantity'],
    ['20 KB of digits', buy({ quantity: '1'.repeat(20_000) }), 'BAD_USER_INPUT RANGE input.quantity'],
    ['20 KB of text', buy({ quantity: LONG }), 'BAD_USER_INPUT DECIMAL input.quantity'],
    ['tax above the amount', cash({ kind: 'INTEREST', amount: '1', tax: '2' }), 'BAD_USER_INPUT RANGE input.tax'],
  ]));

test('amounts written into the document itself', () => {
  const inline = (fields: string) => () =>
    ada.api.text(
      `mutation { recordTransaction(input: {accountId: "${account}", kind: BUY, tradeDate: "${day(-5)}", instrumentId: "${acme}", ${fields}}) { id } }`,
    );
  const many = (fields: string) => () =>
    ada.api.text(
      `mutation { recordTransactions(inputs: [{accountId: "${account}", kind: DEPOSIT, tradeDate: "${day(-5)}", ${fields}}]) { id } }`,
    );
  return check([
    ['letters', inline('quantity: "ten", price: "1", currency: "EUR"'), 'BAD_USER_INPUT DECIMAL input.quantity'],
    ['an enum value', inline('quantity: ten, price: "1", currency: "EUR"'), 'BAD_USER_INPUT TEXT input.quantity'],
    ['an exponent', inline('quantity: "1", price: 1e400, currency: "EUR"'), 'BAD_USER_INPUT DECIMAL input.price'],
    ['a currency', inline('quantity: "1", price: "1", currency: "EURO"'), 'BAD_USER_INPUT CURRENCY input.currency'],
    ['in a list', many('amount: "x", currency: "EUR"'), 'BAD_USER_INPUT DECIMAL inputs[0].amount'],
    ['negative in a list', many('amount: "-1", currency: "EUR"'), 'BAD_USER_INPUT POSITIVE inputs[0].amount'],
    ['a day as an argument', () => ada.api.text('{ valuation(asOf: "2026-02-30") { total } }'), 'BAD_USER_INPUT DAY asOf'],
  ]);
});

test('the field is the way from the argument, whatever the client calls its variables', () => {
  const record = (variables: Record<string, unknown>) => () =>
    ada.api.text(
      `mutation ($all: [RecordTransactionInput!]!, $much: Decimal, $where: ID!, $key: String) {
        recordTransactions(inputs: $all, idempotencyKey: $key) { id }
        recordTransaction(input: {accountId: $where, kind: DEPOSIT, tradeDate: "${day(-5)}", amount: $much, currency: "EUR"}) { id }
      }`,
      { all: [], where: account, ...variables },
    );
  return check([
    [
      'in a list',
      record({ all: [{ accountId: account, kind: 'BUY', tradeDate: '2026-02-30', currency: 'EUR' }] }),
      'BAD_USER_INPUT DAY inputs[0].tradeDate',
    ],
    [
      'a member of a list that is missing',
      record({ all: [{ kind: 'BUY', tradeDate: day(-5), currency: 'EUR' }] }),
      'BAD_USER_INPUT REQUIRED inputs[0].accountId',
    ],
    ['inside of an input', record({ much: 'x' }), 'BAD_USER_INPUT DECIMAL input.amount'],
    ['an argument', record({ key: 7 }), 'BAD_USER_INPUT TYPE idempotencyKey'],
    ['not given at all', record({ where: undefined }), 'BAD_USER_INPUT REQUIRED input.accountId'],
    ['used nowhere', () => ada.api.text('query ($n: Int!) { me { id } }', { n: 'x' }), 'GRAPHQL_VALIDATION_FAILED'],
  ]);
});

test('an entry that is not there is called an entry, as everywhere', async () => {
  const asked = await Promise.all([
    ada.api.text(`{ transaction(id: "${UNKNOWN}") { id } }`),
    ada.api.text(`mutation { voidTransaction(id: "${UNKNOWN}", version: 1) { id } }`),
  ]);
  expect(asked.map(({ errors }) => errors[0]?.message)).toEqual(Array(2).fill('There is no such entry.'));
});

test('what is not there is named by its argument', () => {
  const ask = (text: string) => () => ada.api.text(text);
  return check([
    ['an account', ask(`{ account(id: "${UNKNOWN}") { id } }`), 'NOT_FOUND id'],
    ['a portfolio', ask(`{ portfolio(id: "${UNKNOWN}") { id } }`), 'NOT_FOUND id'],
    ['an entry', ask(`mutation { voidTransaction(id: "${UNKNOWN}", version: 1) { id } }`), 'NOT_FOUND id'],
    [
      'an account beside what it is to become',
      ask(`mutation { changeAccount(id: "${UNKNOWN}", input: {name: "x"}) { id } }`),
      'NOT_FOUND id',
    ],
    ['a portfolio beside it', ask(`mutation { changePortfolio(id: "${UNKNOWN}", input: {name: "x"}) { id } }`), 'NOT_FOUND id'],
    [
      'an entry beside it',
      ask(
        `mutation { amendTransaction(id: "${UNKNOWN}", version: 1, input: {kind: DEPOSIT, tradeDate: "2026-01-02", amount: "1", currency: "EUR"}) { id } }`,
      ),
      'NOT_FOUND id',
    ],
    ['a rule', ask(`mutation { deleteAlertRule(id: "${UNKNOWN}") }`), 'NOT_FOUND id'],
    ['a holding', ask(`{ explainHolding(holdingId: "${UNKNOWN}:${UNKNOWN}") { day } }`), 'NOT_FOUND holdingId'],
    [
      'the account of another portfolio',
      ask(`{ allocation(by: KIND, accountId: "${account}", portfolioId: "${UNKNOWN}") { by } }`),
      'NOT_FOUND accountId',
    ],
  ]);
});

test('what does not exist', () =>
  check([
    ['an unknown instrument', buy({ instrumentId: UNKNOWN }), 'NOT_FOUND input.instrumentId'],
    ['no instrument id at all', buy({ instrumentId: 'x' }), 'NOT_FOUND input.instrumentId'],
    ['an instrument id with a NUL', buy({ instrumentId: 'a\0b' }), 'NOT_FOUND input.instrumentId'],
    ['an unknown account', buy({ accountId: UNKNOWN }), 'NOT_FOUND input.accountId'],
    ['an empty account', buy({ accountId: '' }), 'NOT_FOUND input.accountId'],
    ['an unknown counter account', cash({ kind: 'TRANSFER', counterAccountId: UNKNOWN }), 'NOT_FOUND input.counterAccountId'],
    ['an unknown kind', buy({ kind: 'GIFT' }), 'BAD_USER_INPUT ENUM input.kind'],
    ['a kind as a number', buy({ kind: 1 }), 'BAD_USER_INPUT ENUM input.kind'],
    ['an unknown currency', buy({ currency: 'XXX' }), 'BAD_USER_INPUT CURRENCY input.currency'],
    ['a currency in lower case', buy({ currency: 'eur' }), 'BAD_USER_INPUT CURRENCY input.currency'],
    ['a currency that ended', buy({ currency: 'DEM' }), 'BAD_USER_INPUT CURRENCY input.currency'],
    ['a currency as a number', buy({ currency: 978 }), 'BAD_USER_INPUT TEXT input.currency'],
    ['lots that are no ids', buy({ kind: 'SELL', lotIds: [UNKNOWN, '\u0000'] }), 'BAD_USER_INPUT ID input.lotIds[1]'],
    ['lots that nobody bought', buy({ kind: 'SELL', lotIds: [UNKNOWN] }), 'BAD_USER_INPUT LOT input.lotIds[0]'],
    [
      'a name nobody sees',
      () => ada.api.text(OPEN_ACCOUNT.toString(), { input: { name: '\u200b', currency: 'EUR' } }),
      'BAD_USER_INPUT LENGTH input.name',
    ],
    ['lots of a purchase', buy({ lotIds: [UNKNOWN] }), 'BAD_USER_INPUT NOT_USED input.lotIds'],
    [
      'an unknown portfolio',
      () => ada.api.text(OPEN_ACCOUNT.toString(), { input: { name: 'A', currency: 'EUR', portfolioId: 'x' } }),
      'NOT_FOUND input.portfolioId',
    ],
  ]));

test('rules of the ledger', () => {
  const sale = { accountId: account, kind: 'SELL', tradeDate: day(-5), instrumentId: acme, price: '10', currency: 'EUR' };
  return check([
    ['oversold', buy({ kind: 'SELL', quantity: '4' }), 'RULE_BROKEN OVERSOLD input.quantity'],
    ['oversold by the smallest unit', buy({ kind: 'SELL', quantity: '3.000000000001' }), 'RULE_BROKEN OVERSOLD input.quantity'],
    [
      'oversold by the second of two',
      () =>
        ada.api.text(RECORD_ALL.toString(), {
          inputs: ['1', '4'].map((quantity) => ({ ...sale, quantity })),
        }),
      'RULE_BROKEN OVERSOLD inputs[1].quantity',
    ],
    ['sold before it was bought', buy({ kind: 'SELL', tradeDate: day(-10) }), 'RULE_BROKEN OVERSOLD input.quantity'],
    ['another currency', buy({ instrumentId: dollar }), 'RULE_BROKEN CURRENCY_MISMATCH input.currency'],
    ['a rate into itself', cash({ exchangeRate: '2' }), 'RULE_BROKEN CURRENCY_MISMATCH input.exchangeRate'],
    ['to itself', cash({ kind: 'TRANSFER', counterAccountId: account }), 'RULE_BROKEN SAME_ACCOUNT input.counterAccountId'],
    [
      'a split of nothing',
      cash({ kind: 'SPLIT', amount: null, instrumentId: dollar, ratioNew: 2, ratioOld: 1 }),
      'RULE_BROKEN NOT_HELD input.instrumentId',
    ],
    [
      'a split by nothing',
      cash({ kind: 'SPLIT', amount: null, instrumentId: acme, ratioNew: 0, ratioOld: 1 }),
      'BAD_USER_INPUT RATIO input.ratioNew',
    ],
    [
      'a delivery of what is not there',
      buy({ kind: 'DELIVERY_OUT', price: null, instrumentId: dollar }),
      'RULE_BROKEN OVERSOLD input.quantity',
    ],
    [
      'a transfer of what is not there',
      buy({ kind: 'TRANSFER', price: null, quantity: '9', counterAccountId: spare }),
      'RULE_BROKEN OVERSOLD input.quantity',
    ],
  ]);
});

test('days and instants', () => {
  const asOf = (value: unknown) => () => ada.api.text('query ($day: Day) { valuation(asOf: $day) { total } }', { day: value });
  const pushed = (observedAt: unknown) => () =>
    world.admin.text(INGEST_QUOTES.toString(), { quotes: [{ instrumentId: acme, price: '1', currency: 'EUR', observedAt }] });
  return check([
    ['30 February', buy({ tradeDate: '2026-02-30' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['year 0', buy({ tradeDate: '0000-01-01' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['1899', buy({ tradeDate: '1899-12-31' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['the year 275760', buy({ tradeDate: '275760-09-13' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['the year +275760', buy({ tradeDate: '+275760-09-13' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['an instant', buy({ tradeDate: '2026-01-01T00:00:00Z' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['American', buy({ tradeDate: '01/02/2026' }), 'BAD_USER_INPUT DAY input.tradeDate'],
    ['a number', buy({ tradeDate: 20_260_101 }), 'BAD_USER_INPUT TEXT input.tradeDate'],
    ['years ahead', buy({ tradeDate: '9999-12-31' }), 'BAD_USER_INPUT FUTURE input.tradeDate'],
    ['the day after tomorrow', buy({ tradeDate: day(2) }), 'BAD_USER_INPUT FUTURE input.tradeDate'],
    ['settled before it was traded', buy({ settlementDate: day(-6) }), 'BAD_USER_INPUT ORDER input.settlementDate'],
    ['as of 30 February', asOf('2026-02-30'), 'BAD_USER_INPUT DAY asOf'],
    ['as of next year', asOf(day(400)), 'BAD_USER_INPUT FUTURE asOf'],
    ['an instant without an offset', pushed('2026-01-01T10:00:00'), 'BAD_USER_INPUT INSTANT quotes[0].observedAt'],
    ['an instant on 30 February', pushed('2026-02-30T10:00:00Z'), 'BAD_USER_INPUT INSTANT quotes[0].observedAt'],
    ['an instant past the year 9999', pushed('9999-12-31T23:59:59-01:00'), 'BAD_USER_INPUT INSTANT quotes[0].observedAt'],
    ['an hour 25', pushed('2026-02-20T25:00:00Z'), 'BAD_USER_INPUT INSTANT quotes[0].observedAt'],
    ['no time at all', pushed(null), 'BAD_USER_INPUT ONE_TIME quotes[0].observedAt'],
  ]);
});

test('text', () => {
  const named = (name: unknown) => () => ada.api.text(OPEN_ACCOUNT.toString(), { input: { name, currency: 'EUR' } });
  const registered = (email: string) => () =>
    world.anonymous.text(REGISTER.toString(), { input: { email, name: 'Ada', password: PASSWORD } });
  const keyed = (key: unknown) => () =>
    ada.api.text(RECORD.toString(), {
      input: { accountId: account, kind: 'DEPOSIT', tradeDate: day(-1), amount: '1', currency: 'EUR' },
      key,
    });
  const register = (change: object) => () =>
    world.anonymous.text('mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }', {
      input: { email: 'new@example.org', password: 'long enough', name: 'New', ...change },
    });
  const changed = (next: string) => () =>
    ada.api.text('mutation ($next: String!, $old: String!) { changePassword(newPassword: $next, currentPassword: $old) }', {
      next,
      old: PASSWORD,
    });
  const search = (text: unknown) => () => ada.api.text('query ($text: String) { instruments(search: $text) { nodes { id } } }', { text });
  const signIn = (email: string, password: string) => () =>
    world.anonymous.text('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }', {
      email,
      password,
    });
  return check([
    ['an empty name', named(''), 'BAD_USER_INPUT LENGTH input.name'],
    ['blanks', named('   '), 'BAD_USER_INPUT LENGTH input.name'],
    ['a NUL', named('a\0b'), 'BAD_USER_INPUT CHARACTERS input.name'],
    ['a lone surrogate', named(`a${LONE}b`), 'BAD_USER_INPUT CHARACTERS input.name'],
    ['a change of direction', named('a\u202eb'), 'BAD_USER_INPUT CHARACTERS input.name'],
    ['an address with what nobody sees', registered('ad\u200ba@example.org'), 'BAD_USER_INPUT CHARACTERS input.email'],
    ['an address of two scripts that look alike', registered('\u0430da@example.org'), 'BAD_USER_INPUT CHARACTERS input.email'],
    ['a domain of two scripts', registered('ada@ex\u0430mple.org'), 'BAD_USER_INPUT CHARACTERS input.email'],
    ['nothing that is seen', named('\u200b\u0301'), 'BAD_USER_INPUT LENGTH input.name'],
    ['20 KB', named(LONG), 'BAD_USER_INPUT LENGTH input.name'],
    ['a name that is a number', named(7), 'BAD_USER_INPUT TYPE input.name'],
    ['a note with a NUL', cash({ note: '\0' }), 'BAD_USER_INPUT CHARACTERS input.note'],
    ['a long note', cash({ note: LONG }), 'BAD_USER_INPUT LENGTH input.note'],
    ['an empty key', keyed(''), 'BAD_USER_INPUT LENGTH idempotencyKey'],
    ['a long key', keyed(LONG), 'BAD_USER_INPUT LENGTH idempotencyKey'],
    ['a key with a NUL', keyed('a\0'), 'BAD_USER_INPUT CHARACTERS idempotencyKey'],
    ['a search with a NUL', search('a\0'), 'BAD_USER_INPUT CHARACTERS search'],
    ['a long search', search(LONG), 'BAD_USER_INPUT LENGTH search'],
    ['no e-mail address', register({ email: 'nobody' }), 'BAD_USER_INPUT EMAIL input.email'],
    ['an e-mail address with a NUL', register({ email: 'a\0@example.org' }), 'BAD_USER_INPUT CHARACTERS input.email'],
    ['a short password', register({ password: 'short' }), 'BAD_USER_INPUT LENGTH input.password'],
    ['a common password', register({ password: 'PASSWORD123' }), 'BAD_USER_INPUT COMMON input.password'],
    [
      'a password like the address',
      register({ email: 'ada.l@example.org', password: 'Ada.L-26' }),
      'BAD_USER_INPUT LIKE_EMAIL input.password',
    ],
    ['the address', register({ email: 'ada.l@example.org', password: 'ada.l@example.org' }), 'BAD_USER_INPUT LIKE_EMAIL input.password'],
    ['a common password that follows', changed('iloveyou1'), 'BAD_USER_INPUT COMMON newPassword'],
    ['a long password', register({ password: LONG }), 'BAD_USER_INPUT LENGTH input.password'],
    ['a name of one surrogate', register({ name: LONE }), 'BAD_USER_INPUT CHARACTERS input.name'],
    ['an unknown currency', register({ baseCurrency: 'XYZ' }), 'BAD_USER_INPUT CURRENCY input.baseCurrency'],
    ['signing in with a NUL', signIn('a\0@example.org', 'a\0'), 'UNAUTHENTICATED'],
    ['signing in with a lone surrogate', signIn(LONE, LONE), 'UNAUTHENTICATED'],
    ['signing in with 20 KB', signIn(LONG, LONG), 'UNAUTHENTICATED'],
    [
      'refreshing with a NUL',
      () => world.anonymous.text('mutation ($t: String!) { refreshSession(refreshToken: $t) { accessToken } }', { t: '\0' }),
      'UNAUTHENTICATED',
    ],
  ]);
});

test('pages', () => {
  const lists = ['accounts', 'portfolios', 'transactions', 'holdings', 'instruments'];
  const list = (name: string, first: unknown, after?: unknown) => () =>
    ada.api.text(`query ($first: Int, $after: String) { ${name}(first: $first, after: $after) { nodes { __typename } } }`, {
      first,
      after,
    });
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const garbage = [
    'x',
    '',
    '!!!',
    '\0',
    LONE,
    LONG,
    cursor(),
    cursor(1, 2),
    cursor('a', 'b', 'c'),
    cursor({}),
    cursor('a\0', 'b'),
    'bnVsbA',
    'e30',
  ];
  const exported = (field: string, text: string, after: string) => () =>
    ada.api.text(`query ($after: String) { ${field}(after: $after) { ${text} } }`, { after });
  const history = (after: string) => () =>
    ada.api.text('query ($id: ID!, $after: String) { instrument(id: $id) { priceHistory(after: $after) { nodes { price } } } }', {
      id: acme,
      after,
    });
  return check([
    ...lists.flatMap((name): Row[] => [
      [`${name}: none`, list(name, 0), 'BAD_USER_INPUT RANGE first'],
      [`${name}: minus one`, list(name, -1), 'BAD_USER_INPUT RANGE first'],
      [`${name}: 201`, list(name, 201), 'BAD_USER_INPUT RANGE first'],
      [`${name}: two thousand million`, list(name, 2_147_483_647), 'BAD_USER_INPUT RANGE first'],
      [`${name}: more than an Int`, list(name, 2_147_483_648), 'BAD_USER_INPUT TYPE first'],
      [`${name}: half`, list(name, 0.5), 'BAD_USER_INPUT TYPE first'],
      ...garbage.map(
        (after): Row => [`${name}: after ${JSON.stringify(after).slice(0, 20)}`, list(name, 1, after), 'BAD_USER_INPUT CURSOR after'],
      ),
    ]),
    ['accounts after no id', list('accounts', 1, cursor('x')), 'BAD_USER_INPUT CURSOR after'],
    ['instruments after no id', list('instruments', 1, cursor('Acme', 'x')), 'BAD_USER_INPUT CURSOR after'],
    ['transactions after no day', list('transactions', 1, cursor('2026-02-30', '1')), 'BAD_USER_INPUT CURSOR after'],
    ['transactions after no number', list('transactions', 1, cursor('2026-02-03', 'x')), 'BAD_USER_INPUT CURSOR after'],
    ['transactions after 99-99', list('transactions', 1, cursor('9999-99-99', '1')), 'BAD_USER_INPUT CURSOR after'],
    ['an export after an instrument', exported('exportOwnData', 'json', cursor('Acme', acme)), 'BAD_USER_INPUT CURSOR after'],
    ['an export after no number', exported('exportOwnData', 'json', cursor('2026-02-03', '1.5')), 'BAD_USER_INPUT CURSOR after'],
    ['a table after an instrument', exported('transactionsCsv', 'csv', cursor('Acme', acme)), 'BAD_USER_INPUT CURSOR after'],
    ['prices after no day', history(cursor('2026-02-30')), 'BAD_USER_INPUT CURSOR after'],
    ['prices after year 0', history(cursor('0000-00-00')), 'BAD_USER_INPUT CURSOR after'],
  ]);
});

test('every wrong entry of a push is named, and none of it is taken in', async () => {
  const good = { instrumentId: acme, price: '1', currency: 'EUR', valueDate: day(-1) };
  const wrong = [{ price: '0' }, { observedAt: '2026-01-01T10:00:00Z' }, { kind: 'LAST' as const }, { price: '0.000000001' }];
  const quotes = [
    good,
    ...wrong.map((change) => ({ ...good, ...change })),
    good,
    ...Array.from({ length: 200 }, () => ({ ...good, price: '-1' })),
  ];
  const answer = await world.admin.run(INGEST_QUOTES, { quotes });
  expect(answer.refusal()).toBe('BAD_USER_INPUT POSITIVE quotes[1].price');
  const { message, extensions } = answer.expectError();
  expect(message).toMatch(/^quotes\[1\]\.price must be greater than 0\. .* 199 more are wrong\.$/);
  const { problems } = extensions as { problems?: readonly { readonly field: string; readonly rule: string; readonly message: string }[] };
  const named = ['price POSITIVE', 'observedAt ONE_TIME', 'kind KIND', 'price SCALE'].map(
    (fault, index) => `quotes[${index + 1}].${fault}`,
  );
  expect(problems?.slice(0, 5).map(({ field, rule }) => `${field} ${rule}`)).toEqual([...named, 'quotes[6].price POSITIVE']);
  expect(problems).toHaveLength(100);
  const { instrument } = (
    await world.admin.text('query ($id: ID!) { instrument(id: $id) { quote { price } } }', { id: acme })
  ).expectNoErrors();
  expect(instrument).toEqual({ quote: null });
});

test('instruments and prices', () => {
  const create = (change: object) => () =>
    world.admin.text('mutation ($input: CreateInstrumentInput!) { createInstrument(input: $input) { id } }', {
      input: { kind: 'EQUITY', name: 'New', currency: 'EUR', ...change },
    });
  const push = (change: object) => () =>
    world.admin.text(INGEST_QUOTES.toString(), {
      quotes: [{ instrumentId: acme, price: '1', currency: 'EUR', valueDate: day(-1), ...change }],
    });
  const rate = (change: object) => () =>
    world.admin.text('mutation ($rates: [FxRateInput!]!) { ingestFxRates(rates: $rates) { accepted } }', {
      rates: [{ base: 'EUR', quote: 'USD', rate: '1.1', valueDate: day(-1), ...change }],
    });
  const refusals = (source: string) => () =>
    world.admin.text('query ($source: String) { rejectedQuotes(source: $source) { reason } }', { source });
  const subscribed = (ids: unknown) => () => ada.api.text('query ($ids: [ID!]!) { instrument(id: $ids) { id } }', { ids });
  return check([
    ['a wrong check digit', create({ isin: 'US0378331006' }), 'BAD_USER_INPUT ISIN_CHECK_DIGIT input.isin'],
    ['a wrong venue', create({ mic: 'NASDAQ' }), 'BAD_USER_INPUT MIC input.mic'],
    ['a wrong ticker', create({ ticker: 'A B\0' }), 'BAD_USER_INPUT TICKER input.ticker'],
    ['a scheme code of a share', create({ schemeCode: '118989' }), 'BAD_USER_INPUT KIND input.schemeCode'],
    ['no multiplier', create({ multiplier: '0' }), 'BAD_USER_INPUT POSITIVE input.multiplier'],
    ['an odd divisor', create({ unitDivisor: 7 }), 'BAD_USER_INPUT RANGE input.unitDivisor'],
    [
      '21 symbols',
      create({ symbols: Array.from({ length: 21 }, (_, i) => ({ source: 'yahoo', symbol: `S${i}` })) }),
      'BAD_USER_INPUT LENGTH input.symbols',
    ],
    ['an empty symbol', create({ symbols: [{ source: 'yahoo', symbol: '' }] }), 'BAD_USER_INPUT LENGTH input.symbols[0].symbol'],
    ['a free price', push({ price: '0' }), 'BAD_USER_INPUT POSITIVE quotes[0].price'],
    ['a negative price', push({ price: '-1' }), 'BAD_USER_INPUT POSITIVE quotes[0].price'],
    ['too fine a price', push({ price: '0.000000001' }), 'BAD_USER_INPUT SCALE quotes[0].price'],
    ['both times', push({ observedAt: '2026-01-01T10:00:00Z' }), 'BAD_USER_INPUT ONE_TIME quotes[0].observedAt'],
    ['a last trade of a day', push({ kind: 'LAST' }), 'BAD_USER_INPUT KIND quotes[0].kind'],
    ['refusals of a source with a lone surrogate', refusals(LONE), 'BAD_USER_INPUT CHARACTERS source'],
    ['refusals of a source with a NUL', refusals('a\0b'), 'BAD_USER_INPUT CHARACTERS source'],
    ['nothing at all', () => world.admin.run(INGEST_QUOTES, { quotes: [] }), 'BAD_USER_INPUT LENGTH quotes'],
    ['a rate into itself', rate({ quote: 'EUR' }), 'BAD_USER_INPUT PAIR rates[0].quote'],
    ['a rate of nothing', rate({ rate: '0' }), 'BAD_USER_INPUT POSITIVE rates[0].rate'],
    ['a list for an id', subscribed([]), 'GRAPHQL_VALIDATION_FAILED'],
    ['no entries', () => ada.api.run(RECORD_ALL, { inputs: [] }), 'BAD_USER_INPUT LENGTH inputs'],
    [
      'the second of two',
      () =>
        ada.api.text(RECORD_ALL.toString(), {
          inputs: ['1', '-1'].map((amount) => ({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-5), amount, currency: 'EUR' })),
        }),
      'BAD_USER_INPUT POSITIVE inputs[1].amount',
    ],
  ]);
});

test('an error names a field as the client wrote it, once, and reads as a sentence, whether one entry is sent or several', async () => {
  const sale = { accountId: account, kind: 'SELL', tradeDate: day(-5), instrumentId: acme, quantity: '4', price: '1', currency: 'EUR' };
  const { quantity: _, ...without } = sale;
  const said = async (...inputs: readonly object[]) => (await ada.api.text(RECORD_ALL.toString(), { inputs })).errors[0]?.message;
  const one = { ...sale, quantity: '1' };
  for (const [index, before] of [[], [one]].entries()) {
    expect(await said(...before, sale)).toMatch(/^On .* or correct the quantity; only an account /);
    expect(await said(...before, without)).toBe(`A SELL needs inputs[${index}].quantity.`);
    expect(await said(...before, { ...sale, quantity: '-1' })).toBe(`inputs[${index}].quantity must be greater than 0.`);
  }
});
