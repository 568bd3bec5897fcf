// The ledger through the API: every kind of entry, idempotency, versions, pages.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { FoundEntriesQueryVariables, RecordTransactionInput, TransactionContentInput } from '../testkit/gql/graphql.js';
import { AMEND, day, LEDGER, type LocalWorld, openWorld, type Person, RECORD, RECORD_ALL, VOID } from '../testkit/world.js';

const ONE_ENTRY = graphql(`query OneEntry($id: ID!) { transaction(id: $id) { ...EntryParts } }`);
const OF_ACCOUNT = graphql(`
  query LedgerOfAccount($id: ID!, $first: Int, $after: String) {
    account(id: $id) { transactions(first: $first, after: $after) { nodes { id instrument { name } } pageInfo { hasNextPage endCursor } } }
  }
`);

const FOUND = graphql(`
  query FoundEntries($from: Day, $to: Day, $search: String, $kind: TransactionKind, $first: Int, $after: String) {
    transactions(from: $from, to: $to, search: $search, kind: $kind, first: $first, after: $after) {
      nodes { kind tradeDate note } pageInfo { hasNextPage endCursor }
    }
  }
`);
const REVISIONS = graphql(`
  query Revisions($id: ID!, $first: Int, $after: String) {
    transaction(id: $id) {
      revisions(first: $first, after: $after) {
        nodes { version recordedAt isVoided content { kind tradeDate amount quantity price fee note instrument { name } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

let world: LocalWorld;
let acme: string;

beforeAll(async () => {
  world = await openWorld();
  acme = await world.instrument({ currency: 'EUR', mic: null });
});
afterAll(() => world.close());

const deposit = (accountId: string, amount: string, offset = -30): RecordTransactionInput => ({
  accountId,
  kind: 'DEPOSIT',
  tradeDate: day(offset),
  amount,
  currency: 'EUR',
});
const trade = (kind: 'BUY' | 'SELL', accountId: string, quantity: string, price: string, offset = -20): RecordTransactionInput => ({
  accountId,
  kind,
  tradeDate: day(offset),
  instrumentId: acme,
  quantity,
  price,
  currency: 'EUR',
});
const contentOf = ({ accountId: _account, ...content }: RecordTransactionInput): TransactionContentInput => content;
const ledgerOf = async (person: Person) => (await person.api.run(LEDGER, { first: 200 })).expectNoErrors().transactions.nodes;
const standing = async (person: Person) => {
  const { holdings, cashBalances } = await person.valuation();
  return {
    units: Object.fromEntries(holdings.map(({ accountId, quantity }) => [accountId, quantity])),
    cash: Object.fromEntries(cashBalances.map(({ accountId, amount, currency }) => [`${accountId} ${currency}`, amount])),
  };
};

test('every kind of entry moves units and cash as it says', async () => {
  const ada = await world.signUp();
  const [main, spare] = [await ada.openAccount(), await ada.openAccount({ name: 'Spare' })];
  const of = (kind: RecordTransactionInput['kind'], more: Partial<RecordTransactionInput>, offset: number): RecordTransactionInput => ({
    accountId: main,
    kind,
    tradeDate: day(offset),
    currency: 'EUR',
    ...more,
  });
  const inputs: RecordTransactionInput[] = [
    of('DEPOSIT', { amount: '10000' }, -40),
    of('WITHDRAWAL', { amount: '500' }, -39),
    of('BUY', { instrumentId: acme, quantity: '100', price: '20', fee: '5', tax: '2.5', settlementDate: day(-36) }, -38),
    of('SELL', { instrumentId: acme, quantity: '40', price: '25', fee: '4', tax: '6' }, -37),
    of('DIVIDEND', { instrumentId: acme, amount: '60', tax: '15.75', fee: '0.25' }, -36),
    of('INTEREST', { amount: '12', tax: '3' }, -35),
    of('FEE', { amount: '9.99' }, -34),
    of('TAX', { amount: '20.01' }, -33),
    of('SPLIT', { instrumentId: acme, ratioNew: 3, ratioOld: 2 }, -32),
    of('TRANSFER', { instrumentId: acme, quantity: '30', counterAccountId: spare }, -31),
    of('TRANSFER', { amount: '1000', counterAccountId: spare }, -30),
    of('DELIVERY_IN', { instrumentId: acme, quantity: '7', price: '18', note: 'gift of an aunt' }, -29),
    of('DELIVERY_OUT', { instrumentId: acme, quantity: '2' }, -28),
  ];
  const recorded = [];
  for (const [index, input] of inputs.entries()) {
    const { recordTransaction } = (await ada.api.run(RECORD, { input, key: `every-kind-${index}` })).expectNoErrors();
    recorded.push(recordTransaction);
    // What comes back is what was sent, and nothing made up beside it.
    const { fee = '0', tax = '0', ...rest } = input;
    expect(recordTransaction).toMatchObject({ ...rest, fee, tax, version: 1, voidedAt: null, amendedAt: null });
    const again = (await ada.api.run(ONE_ENTRY, { id: recordTransaction.id })).expectNoErrors().transaction;
    expect(again).toEqual(recordTransaction);
  }
  // Units: 100 - 40 = 60, split 3:2 = 90, 30 go over, + 7 - 2 = 65. Cash: 10000 - 500 - (2000 + 7.5) + (1000 - 10) + (60 - 16)
  // + (12 - 3) - 9.99 - 20.01 - 1000 = 7505.5.
  expect(await standing(ada)).toEqual({
    units: { [main]: '65', [spare]: '30' },
    cash: { [`${main} EUR`]: '7505.5', [`${spare} EUR`]: '1000' },
  });
  expect((await ledgerOf(ada)).map(({ id }) => id)).toEqual(recorded.map(({ id }) => id).toReversed());
});

test('lots are closed as the account says, by name where it says so', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount({ costMethod: 'SPECIFIC' });
  const [first, second] = await ada.record(
    trade('BUY', account, '10', '10', -20),
    trade('BUY', account, '10', '30', -19),
    deposit(account, '400'),
  );
  await ada.record({ ...trade('SELL', account, '10', '40', -10), lotIds: [second?.id as string] });
  // The second lot is gone, so what is left cost 10 x 10.
  expect((await ada.valuation()).holdings).toMatchObject([{ quantity: '10', costBasis: '100' }]);
  const gone = await ada.api.run(RECORD, { input: { ...trade('SELL', account, '1', '40', -9), lotIds: [second?.id as string] } });
  expect(gone.expectError().extensions.code).toBe('RULE_BROKEN');
  await ada.record({ ...trade('SELL', account, '10', '40', -9), lotIds: [first?.id as string] });
  expect((await ada.valuation()).holdings).toEqual([]);
});

test('a lot that is named is one of the instrument, whatever the cost method', async () => {
  const [ada, other] = [await world.signUp(), await world.signUp()];
  const account = await ada.openAccount();
  const theirs = await other.openAccount();
  const [first, second, dividend] = await ada.record(trade('BUY', account, '10', '10', -20), trade('BUY', account, '10', '30', -19), {
    accountId: account,
    kind: 'DIVIDEND',
    instrumentId: acme,
    amount: '5',
    currency: 'EUR',
    tradeDate: day(-18),
  });
  const [bought] = await other.record(trade('BUY', theirs, '10', '10', -20));
  const sell = (...lotIds: (string | undefined)[]) => ({ ...trade('SELL', account, '1', '40', -10), lotIds: lotIds as string[] });
  const refusal = async (...lotIds: (string | undefined)[]) => (await ada.api.run(RECORD, { input: sell(...lotIds) })).refusal();
  expect(await refusal(bought?.id)).toBe('BAD_USER_INPUT LOT input.lotIds[0]');
  expect(await refusal(first?.id, dividend?.id)).toBe('BAD_USER_INPUT LOT input.lotIds[1]');
  (await ada.api.run(VOID, { id: second?.id as string, version: 1 })).expectNoErrors();
  expect(await refusal(second?.id)).toBe('BAD_USER_INPUT LOT input.lotIds[0]');
  const [sale] = await ada.record(sell(first?.id));
  const { accountId: _account, ...content } = sell(dividend?.id);
  const amended = await ada.api.run(AMEND, { id: sale?.id as string, version: 1, input: content });
  expect(amended.refusal()).toBe('BAD_USER_INPUT LOT input.lotIds[0]');
});

test('the same request with the same key gives the same answer and one row', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  const request = { input: deposit(account, '100'), key: 'order-1' };
  const first = (await ada.api.run(RECORD, request)).expectNoErrors();
  const answers = await Promise.all(Array.from({ length: 10 }, () => ada.api.run(RECORD, request)));
  for (const answer of answers) expect(answer.expectNoErrors()).toEqual(first);
  // The same amount in other digits is the same request.
  expect((await ada.api.run(RECORD, { ...request, input: deposit(account, '100.00') })).expectNoErrors()).toEqual(first);
  expect(await ledgerOf(ada)).toHaveLength(1);
  expect((await ada.api.run(RECORD, { ...request, input: deposit(account, '101') })).refusal()).toBe('CONFLICT IDEMPOTENCY_KEY');
  expect(await ledgerOf(ada)).toHaveLength(1);
  const batch = { inputs: [deposit(account, '1'), deposit(account, '2')], key: 'batch-1' };
  const many = (await ada.api.run(RECORD_ALL, batch)).expectNoErrors();
  expect((await ada.api.run(RECORD_ALL, batch)).expectNoErrors()).toEqual(many);
  expect((await ada.api.run(RECORD_ALL, { ...batch, inputs: batch.inputs.toReversed() })).refusal()).toBe('CONFLICT IDEMPOTENCY_KEY');
  expect(await ledgerOf(ada)).toHaveLength(3);
});

test("a key is its user's own, and a refused request does not spend it", async () => {
  const [ada, bob] = [await world.signUp(), await world.signUp()];
  const [of, other] = [await ada.openAccount(), await bob.openAccount()];
  const refused = await ada.api.run(RECORD, { input: trade('SELL', of, '1', '1'), key: 'k' });
  expect(refused.expectError().extensions).toMatchObject({ code: 'RULE_BROKEN', rule: 'OVERSOLD' });
  (await ada.api.run(RECORD, { input: deposit(of, '5'), key: 'k' })).expectNoErrors();
  (await bob.api.run(RECORD, { input: deposit(other, '6'), key: 'k' })).expectNoErrors();
});

test('of a batch all is written or nothing, in any order of its entries', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  await ada.record(trade('SELL', account, '10', '12', -5), trade('BUY', account, '10', '10', -10));
  expect(await ledgerOf(ada)).toHaveLength(2);
  const refused = await ada.api.run(RECORD_ALL, {
    inputs: [deposit(account, '1'), trade('SELL', account, '1', '12', -4), deposit(account, '2')],
  });
  expect(refused.expectError().extensions).toMatchObject({ code: 'RULE_BROKEN', rule: 'OVERSOLD' });
  expect(await ledgerOf(ada)).toHaveLength(2);
});

test('an amendment replaces the content, raises the version and refuses a stale one', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  const [entry] = await ada.record({ ...deposit(account, '100'), note: 'first' });
  const id = entry?.id as string;
  const change = { id, version: 1, input: contentOf(deposit(account, '250')) };
  const amended = (await ada.api.run(AMEND, change)).expectNoErrors().amendTransaction;
  expect(amended).toMatchObject({ id, version: 2, amount: '250', note: null, recordedAt: entry?.recordedAt, voidedAt: null });
  expect(amended.amendedAt).not.toBeNull();
  expect((await ada.valuation()).cash).toBe('250');
  expect((await ada.api.run(AMEND, change)).refusal()).toBe('CONFLICT VERSION');
  expect((await ada.api.run(VOID, { id, version: 1 })).refusal()).toBe('CONFLICT VERSION');
  expect((await ada.valuation()).cash).toBe('250');
});

test('of two changes of one version at once, one wins', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  const [entry] = await ada.record(deposit(account, '100'));
  const changes = ['1', '2', '3', '4'].map((amount) =>
    ada.api.run(AMEND, { id: entry?.id as string, version: 1, input: contentOf(deposit(account, amount)) }),
  );
  const answers = await Promise.all(changes);
  const won = answers.filter(({ errors }) => errors.length === 0);
  expect(won).toHaveLength(1);
  expect((await ada.valuation()).cash).toBe(won[0]?.data?.amendTransaction.amount);
});

test('a voided entry stays in the list, counts no more and cannot be changed', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  const [entry] = await ada.record(deposit(account, '100'));
  const id = entry?.id as string;
  const { voidTransaction } = (await ada.api.run(VOID, { id, version: 1 })).expectNoErrors();
  expect(voidTransaction).toMatchObject({ id, version: 2, amount: '100' });
  expect(voidTransaction.voidedAt).not.toBeNull();
  expect((await ada.valuation()).cash).toBe('0');
  expect((await ledgerOf(ada)).map((each) => each.voidedAt)).toEqual([voidTransaction.voidedAt]);
  expect((await ada.api.run(VOID, { id, version: 2 })).refusal()).toBe('RULE_BROKEN VOIDED');
  expect((await ada.api.run(AMEND, { id, version: 2, input: contentOf(deposit(account, '1')) })).refusal()).toBe('RULE_BROKEN VOIDED');
});

test('a change that would leave a later sale without units is refused and changes nothing', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  const [bought] = await ada.record(trade('BUY', account, '10', '10', -10), trade('SELL', account, '8', '12', -5));
  const id = bought?.id as string;
  expect((await ada.api.run(VOID, { id, version: 1 })).expectError().extensions).toMatchObject({ code: 'RULE_BROKEN', rule: 'OVERSOLD' });
  const smaller = { id, version: 1, input: contentOf(trade('BUY', account, '7', '10', -10)) };
  expect((await ada.api.run(AMEND, smaller)).expectError().extensions).toMatchObject({ code: 'RULE_BROKEN', rule: 'OVERSOLD' });
  const later = { id, version: 1, input: contentOf(trade('BUY', account, '10', '10', -4)) };
  expect((await ada.api.run(AMEND, later)).expectError().extensions).toMatchObject({ code: 'RULE_BROKEN', rule: 'OVERSOLD' });
  expect((await ada.valuation()).holdings).toMatchObject([{ quantity: '2', costBasis: '20' }]);
  expect((await ledgerOf(ada)).map(({ version }) => version)).toEqual([1, 1]);
});

test('pages of the ledger have no gap and no repetition, also while new entries arrive', async () => {
  const ada = await world.signUp();
  const [account, other] = [await ada.openAccount(), await ada.openAccount()];
  // Five entries a day on three days: the trade date alone orders nothing.
  const recorded = await ada.record(
    ...Array.from({ length: 15 }, (_, index) => deposit(account, String(index + 1), -10 - (index % 3))),
    deposit(other, '99', -10),
  );
  const mine = recorded.filter(({ accountId }) => accountId === account);
  const expected = mine.toSorted((a, b) =>
    a.tradeDate === b.tradeDate ? Number(b.amount) - Number(a.amount) : a.tradeDate < b.tradeDate ? 1 : -1,
  );
  const seen: string[] = [];
  let after: string | null | undefined;
  do {
    const { transactions } = (await ada.api.run(LEDGER, { first: 4, after, accountId: account })).expectNoErrors();
    expect(transactions.pageInfo.hasPreviousPage).toBe(after !== undefined);
    expect(transactions.edges.map(({ node }) => node.id)).toEqual(transactions.nodes.map(({ id }) => id));
    expect(transactions.edges.at(-1)?.cursor).toBe(transactions.pageInfo.endCursor);
    seen.push(...transactions.nodes.map(({ id }) => id));
    after = transactions.pageInfo.hasNextPage ? transactions.pageInfo.endCursor : null;
    // Newer than everything on the pages to come.
    await ada.record(deposit(account, '1000', 0));
  } while (after);
  expect(seen).toEqual(expected.map(({ id }) => id));
  const found = (await ada.api.run(OF_ACCOUNT, { id: other })).expectNoErrors().account?.transactions.nodes;
  expect(found).toHaveLength(1);
});

test('the ledger can be narrowed to an account, a kind, an instrument', async () => {
  const ada = await world.signUp();
  const account = await ada.openAccount();
  await ada.record(deposit(account, '100'), trade('BUY', account, '2', '10'), trade('SELL', account, '1', '10', -1));
  const kinds = async (filter: object) => (await ada.api.run(LEDGER, filter)).expectNoErrors().transactions.nodes.map(({ kind }) => kind);
  expect(await kinds({ kind: 'BUY' })).toEqual(['BUY']);
  expect(await kinds({ instrumentId: acme })).toEqual(['SELL', 'BUY']);
  expect(await kinds({ accountId: account, kind: 'DEPOSIT' })).toEqual(['DEPOSIT']);
  expect(await kinds({ kind: 'SPLIT' })).toEqual([]);
});

test('entries are found by period, kind and words, page by page', async () => {
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  await ada.record(
    { ...deposit(accountId, '1000', -30), note: 'Salary, 50% of it' },
    { ...deposit(accountId, '1000', -20), note: 'Salary, all of it' },
    trade('BUY', accountId, '2', '10', -15),
    deposit(accountId, '5', -10),
  );
  const found = async (variables: FoundEntriesQueryVariables) =>
    (await ada.api.run(FOUND, variables)).expectNoErrors().transactions.nodes.map(({ kind, tradeDate }) => `${kind} ${tradeDate}`);
  expect(await found({ from: day(-20), to: day(-15) })).toEqual([`BUY ${day(-15)}`, `DEPOSIT ${day(-20)}`]);
  expect(await found({ from: day(-9) })).toEqual([]);
  expect(await found({ search: 'ACM' })).toEqual([`BUY ${day(-15)}`]);
  expect(await found({ search: 'salary' })).toEqual([`DEPOSIT ${day(-20)}`, `DEPOSIT ${day(-30)}`]);
  // What means something to the database is a sign like any other.
  expect(await found({ search: '50%' })).toEqual([`DEPOSIT ${day(-30)}`]);
  expect(await found({ search: 'salary', kind: 'BUY' })).toEqual([]);
  const first = (await ada.api.run(FOUND, { search: 'salary', first: 1 })).expectNoErrors().transactions;
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(await found({ search: 'salary', first: 1, after: first.pageInfo.endCursor })).toEqual([`DEPOSIT ${day(-30)}`]);
});

test('a note is kept without the blanks around it, so that what was measured is what is stored', async () => {
  const person = await world.signUp('EUR');
  const input = deposit(await person.openAccount(), '100');
  const noteOf = async (note: string) => (await person.record({ ...input, note }))[0]?.note;
  expect(await noteOf(`\n${'x'.repeat(500)}\n`)).toBe('x'.repeat(500));
  expect(await noteOf('\u{1F600}'.repeat(500))).toBe('\u{1F600}'.repeat(500));
});

test('an entry keeps every version of what it said', async () => {
  const ada = await world.signUp();
  const accountId = await ada.openAccount();
  const [bought] = await ada.record(trade('BUY', accountId, '2', '10'));
  const id = bought?.id as string;
  await ada.api.run(AMEND, {
    id,
    version: 1,
    input: { ...contentOf(trade('BUY', accountId, '2', '11', -19)), fee: '1.5', note: 'late fee' },
  });
  (await ada.api.run(VOID, { id, version: 2 })).expectNoErrors();
  const { transaction } = (await ada.api.run(REVISIONS, { id })).expectNoErrors();
  expect(transaction?.revisions.nodes).toMatchObject([
    { version: 3, isVoided: true, content: { price: '11', fee: '1.5', note: 'late fee' } },
    { version: 2, isVoided: false, content: { price: '11', fee: '1.5', tradeDate: day(-19), instrument: { name: 'Acme' } } },
    { version: 1, isVoided: false, recordedAt: bought?.recordedAt, content: { price: '10', fee: '0', tradeDate: day(-20), note: null } },
  ]);
  const first = (await ada.api.run(REVISIONS, { id, first: 2 })).expectNoErrors().transaction?.revisions;
  const rest = (await ada.api.run(REVISIONS, { id, after: first?.pageInfo.endCursor })).expectNoErrors().transaction?.revisions;
  expect([first?.pageInfo.hasNextPage, rest?.nodes.map(({ version }) => version)]).toEqual([true, [1]]);
});
