// What a user takes along is complete: an empty server filled from it comes to the same figures on every day.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import type { ValuationPartsFragment } from '../testkit/gql/graphql.js';
import { AMEND, day, LEDGER, type LocalWorld, openWorld, type Person, VOID } from '../testkit/world.js';

const EXPORT = graphql(`query ExportOwnData($after: String) { exportOwnData(after: $after) { json hasNextPage endCursor } }`);
const CSV = graphql(`
  query TransactionsCsv($accountId: ID, $after: String) {
    transactionsCsv(accountId: $accountId, after: $after) { csv rowCount hasNextPage endCursor }
  }
`);
const IMPORT_AGAIN = graphql(`
  mutation ImportAgain($accountId: ID!, $csv: String!) {
    importTransactions(accountId: $accountId, csv: $csv) { recordedCount repeatedCount problems { line field message } }
  }
`);

const REPORTS = graphql(`
  query ReportsOfAnExport($portfolioId: ID) {
    history(portfolioId: $portfolioId) { points { day total netContribution } }
    performance(portfolioId: $portfolioId) {
      twr { total { value } } irr { total { value } } explanation { inflow priceGain currencyGain income fees taxes gain }
    }
    realisedGains(portfolioId: $portfolioId, from: "2020-01-01") { totalInBase { gain priceGain currencyGain } rows { nodes { isShort isFraction quantity proceeds cost gain } } }
    income(portfolioId: $portfolioId) { total { gross net } }
  }
`);
const OPEN_PORTFOLIO = graphql(`mutation PortfolioAgain($input: OpenPortfolioInput!) { openPortfolio(input: $input) { id } }`);
const MOVE = graphql(`
  mutation MoveAgain($id: ID!, $portfolioId: ID!, $from: Day) { moveAccount(id: $id, portfolioId: $portfolioId, from: $from) { id } }
`);

let worlds: LocalWorld[];

beforeAll(async () => {
  worlds = [await openWorld(), await openWorld()];
});
afterAll(async () => {
  for (const world of worlds) await world.close();
});

/** The same instruments, prices and rates on either server, under ids of its own. */
interface Market {
  readonly acme: string;
  readonly fund: string;
  /** Known by its name alone. */
  readonly plain: string;
}

async function market(world: LocalWorld): Promise<Market> {
  const acme = await world.instrument({ name: 'Acme', isin: 'US0378331005', ticker: 'ACME', mic: 'XNAS' });
  const fund = await world.instrument({ name: 'Fund', kind: 'FUND', schemeCode: '120503', currency: 'INR', mic: null });
  const plain = await world.instrument({ name: '+Plain, of "one" name', currency: 'EUR', ticker: 'PLAIN', mic: null });
  const quotes = [-40, -20, -10, -1].flatMap((offset, index) => [
    { instrumentId: acme, price: `${100 + index * 7.31}`, currency: 'USD', valueDate: day(offset) },
    { instrumentId: fund, price: `${50 + index * 1.2345}`, currency: 'INR', valueDate: day(offset) },
  ]);
  await world.quotes(quotes, true);
  const rates = [-40, -12].flatMap((offset, index) => [
    { base: 'EUR', quote: 'USD', rate: `1.${index + 1}037`, valueDate: day(offset) },
    { base: 'EUR', quote: 'INR', rate: `9${index}.0123`, valueDate: day(offset) },
  ]);
  await world.rates(rates, true);
  return { acme, fund, plain };
}

async function trade(person: Person, { acme, fund, plain }: Market, [main, spare]: readonly [string, string]): Promise<void> {
  const of = (kind: 'BUY' | 'SELL', offset: number, quantity: string, price: string) => {
    return { accountId: main, kind, tradeDate: day(offset), instrumentId: acme, quantity, price, currency: 'USD' };
  };
  const [first, second] = await person.record(
    { ...of('BUY', -39, '10.123456789012', '100.12345678'), fee: '1.5', exchangeRate: '0.9' },
    { ...of('BUY', -38, '10', '101'), note: '=HYPERLINK("evil"), "quoted"\nand "broken"' },
  );
  await person.record(
    { ...of('SELL', -30, '5', '120'), lotIds: [second?.id as string, first?.id as string] },
    { accountId: main, kind: 'DEPOSIT', tradeDate: day(-41), amount: '5000.00000001', currency: 'EUR', note: "'tis" },
    { accountId: main, kind: 'TRANSFER', tradeDate: day(-25), instrumentId: acme, quantity: '3', currency: 'USD', counterAccountId: spare },
    { accountId: main, kind: 'TRANSFER', tradeDate: day(-25), amount: '100', currency: 'EUR', counterAccountId: spare },
    { accountId: main, kind: 'SPLIT', tradeDate: day(-15), instrumentId: acme, ratioNew: 3, ratioOld: 2, price: '71.5', currency: 'USD' },
    { accountId: main, kind: 'BUY', tradeDate: day(-14), instrumentId: fund, quantity: '100.123', price: '51', currency: 'INR' },
    { accountId: main, kind: 'BUY', tradeDate: day(-13), instrumentId: plain, quantity: '4', price: '2.5', currency: 'EUR' },
    { accountId: spare, kind: 'SELL', tradeDate: day(-8), instrumentId: fund, quantity: '7.5', price: '53', currency: 'INR', fee: '2' },
    { accountId: spare, kind: 'DIVIDEND_PAID', tradeDate: day(-7), instrumentId: fund, amount: '3', currency: 'INR' },
    { accountId: spare, kind: 'BUY', tradeDate: day(-6), instrumentId: fund, quantity: '2.5', price: '52.1', currency: 'INR' },
    { ...of('BUY', -6, '0.5', '115'), kind: 'REINVESTMENT', amount: '60', tax: '1', fee: '0.25' },
    { accountId: spare, kind: 'FEE_REFUND', tradeDate: day(-6), amount: '1.5', currency: 'EUR' },
    { accountId: main, kind: 'DIVIDEND', tradeDate: day(-5), instrumentId: acme, amount: '6', tax: '0.9', currency: 'USD' },
    { accountId: spare, kind: 'FEE', tradeDate: day(-4), amount: '3', currency: 'EUR' },
    { accountId: spare, kind: 'FEE', tradeDate: day(-3), amount: '99', currency: 'EUR' },
  );
  // Named where nobody asks for names, and taken back since: a lot that another server could not know.
  const held = { accountId: spare, instrumentId: plain, quantity: '2', currency: 'EUR' };
  const [, doubtful] = await person.record(
    { ...held, kind: 'BUY', tradeDate: day(-13), price: '2.5' },
    { ...held, kind: 'BUY', tradeDate: day(-12), price: '2.6' },
  );
  await person.record({ ...held, kind: 'SELL', tradeDate: day(-11), quantity: '1', price: '2.7', lotIds: [doubtful?.id as string] });
  (await person.api.run(VOID, { id: doubtful?.id as string, version: 1 })).expectNoErrors();
  const { nodes } = (await person.api.run(LEDGER, { first: 50 })).expectNoErrors().transactions;
  const [wrong, fee] = [nodes[0], nodes[1]];
  (await person.api.run(VOID, { id: wrong?.id as string, version: 1 })).expectNoErrors();
  const input = { kind: 'FEE', tradeDate: day(-4), amount: '3.25', currency: 'EUR' } as const;
  (await person.api.run(AMEND, { id: fee?.id as string, version: 1, input })).expectNoErrors();
}

/** Figures without ids and without what counts how often something was recorded. */
function figures({ holdings, cashBalances, gaps, sequence: _sequence, portfolioId: _portfolio, ...totals }: ValuationPartsFragment) {
  const bare = holdings.map(({ id: _id, accountId: _account, instrumentId: _instrument, ...rest }) => rest);
  const cash = cashBalances.map(({ accountId: _account, ...rest }) => rest);
  const inOrder = <T>(rows: readonly T[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  return { ...totals, holdings: inOrder(bare), cash: inOrder(cash), gaps: inOrder(gaps.map(({ reason, currency }) => [reason, currency])) };
}

const DAYS = [-41, -39, -30, -24, -15, -14, -10, -4, -3, 0].map(day);

test('an empty server filled from an export comes to the same figures on every day', async () => {
  const [from, to] = worlds as [LocalWorld, LocalWorld];
  const ada = await from.signUp();
  const accounts = [
    await ada.openAccount({ name: 'By lot', costMethod: 'SPECIFIC', fractionRule: 'CASH' }),
    await ada.openAccount({ name: '+Spare', costMethod: 'AVERAGE', allowsShort: true }),
  ] as const;
  await trade(ada, await market(from), accounts);
  const { openPortfolio } = (await ada.api.run(OPEN_PORTFOLIO, { input: { name: 'Dollars', baseCurrency: 'USD' } })).expectNoErrors();
  (await ada.api.run(MOVE, { id: accounts[1], portfolioId: openPortfolio.id, from: day(-10) })).expectNoErrors();
  const { json, hasNextPage } = (await ada.api.run(EXPORT)).expectNoErrors().exportOwnData;
  const data = JSON.parse(json);
  expect(hasNextPage).toBe(false);
  const { transactionsCsv } = (await ada.api.run(CSV)).expectNoErrors();

  await market(to);
  const eve = await to.signUp(data.user.baseCurrency);
  const portfolios = new Map<string, string>([[data.portfolios[0].id, (await eve.valuation()).portfolioId]]);
  for (const { id, name, baseCurrency } of data.portfolios.slice(1)) {
    portfolios.set(id, (await eve.api.run(OPEN_PORTFOLIO, { input: { name, baseCurrency } })).expectNoErrors().openPortfolio.id);
  }
  const opened: string[] = [];
  for (const { name, currency, costMethod, allowsShort, fractionRule, memberships } of data.accounts) {
    const portfolioId = portfolios.get(memberships[0].portfolioId) as string;
    opened.push(await eve.openAccount({ name, currency, costMethod, allowsShort, fractionRule, portfolioId }));
  }
  const imported = await eve.api.run(IMPORT_AGAIN, { accountId: opened[0] as string, csv: transactionsCsv.csv });
  expect(imported.expectNoErrors().importTransactions).toEqual({ recordedCount: 18, repeatedCount: 0, problems: [] });
  for (const [index, { memberships }] of data.accounts.entries()) {
    for (const { portfolioId, from: since } of memberships.slice(1)) {
      const move = { id: opened[index] as string, portfolioId: portfolios.get(portfolioId) as string, from: since };
      (await eve.api.run(MOVE, move)).expectNoErrors();
    }
  }
  const reports = async (person: Person, portfolioId: string) => (await person.api.run(REPORTS, { portfolioId })).expectNoErrors();
  for (const [hers, theirs] of portfolios) {
    for (const asOf of DAYS)
      expect([asOf, figures(await eve.valuation(asOf, theirs))]).toEqual([asOf, figures(await ada.valuation(asOf, hers))]);
    expect((await eve.valuation(undefined, theirs)).total).toBe((await ada.valuation(undefined, hers)).total);
    expect(await reports(eve, theirs)).toEqual(await reports(ada, hers));
  }
  // Taken along once more, and back home: both know every row.
  const back = (await eve.api.run(CSV)).expectNoErrors().transactionsCsv.csv;
  for (const [person, account] of [
    [ada, accounts[0]],
    [eve, opened[0]],
  ] as const) {
    const again = await person.api.run(IMPORT_AGAIN, { accountId: account as string, csv: back });
    expect(again.expectNoErrors().importTransactions).toEqual({ recordedCount: 0, repeatedCount: 18, problems: [] });
  }
});

test('the JSON has everything: who, where, what, and what it said before', async () => {
  const [world] = worlds as [LocalWorld];
  const ada = await world.signUp();
  const account = await ada.openAccount();
  const [entry] = await ada.record({ accountId: account, kind: 'FEE', tradeDate: day(-2), amount: '5', currency: 'EUR' });
  const input = { kind: 'FEE', tradeDate: day(-2), amount: '6', currency: 'EUR' } as const;
  (await ada.api.run(AMEND, { id: entry?.id as string, version: 1, input })).expectNoErrors();
  (await ada.api.run(VOID, { id: entry?.id as string, version: 2 })).expectNoErrors();
  const data = JSON.parse((await ada.api.run(EXPORT)).expectNoErrors().exportOwnData.json);
  expect(data).toMatchObject({
    format: 'tidemark-export',
    version: 1,
    user: { email: ada.email },
    portfolios: [{ baseCurrency: 'EUR' }],
    accounts: [{ id: account, costMethod: 'FIFO' }],
    transactions: [{ id: entry?.id, kind: 'FEE', amount: '6', version: 3, voidedAt: expect.any(String) }],
  });
  expect(data.transactions[0].revisions).toMatchObject([
    { version: 1, content: { amount: '5' }, isVoided: false },
    { version: 2, content: { amount: '6' }, isVoided: false },
    { version: 3, content: { amount: '6' }, isVoided: true },
  ]);
  expect(JSON.stringify(data)).not.toMatch(/argon2|passwordHash|refreshHash|secretHash/i);
});

test('a long ledger comes in parts, each a file of its own, with whole days', async () => {
  const [from, to] = worlds as [LocalWorld, LocalWorld];
  const ada = await from.signUp();
  const account = await ada.openAccount();
  for (let start = 0; start < 2_400; start += 800) {
    const amounts = Array.from({ length: 800 }, (_, index) => start + index + 1);
    await ada.record(
      ...amounts.map((amount) => ({
        accountId: account,
        kind: 'DEPOSIT' as const,
        tradeDate: day(-60 + (amount % 50)),
        amount: `${amount}`,
        currency: 'EUR',
      })),
    );
  }
  const eve = await to.signUp();
  const target = await eve.openAccount({ name: 'Brokerage' });
  let after: string | null = null;
  let count = 0;
  const days = new Set<string>();
  for (;;) {
    const { csv, rowCount, hasNextPage, endCursor }: { csv: string; rowCount: number; hasNextPage: boolean; endCursor?: string | null } = (
      await ada.api.run(CSV, { accountId: account, after })
    ).expectNoErrors().transactionsCsv;
    const own = new Set([...csv.matchAll(/DEPOSIT,([^,]+)/g)].map(([, text]) => text as string));
    for (const each of own) expect(days.has(each)).toBe(false);
    for (const each of own) days.add(each);
    const answer = await eve.api.run(IMPORT_AGAIN, { accountId: target, csv });
    expect(answer.expectNoErrors().importTransactions).toMatchObject({ recordedCount: rowCount, problems: [] });
    count += rowCount;
    after = endCursor ?? null;
    if (!hasNextPage) break;
  }
  expect(count).toBe(2_400);
  expect((await eve.valuation()).total).toBe((await ada.valuation()).total);
});

test('nobody exports what is not theirs', async () => {
  const [world] = worlds as [LocalWorld];
  const [ada, bob] = [await world.signUp(), await world.signUp()];
  const account = await ada.openAccount();
  expect((await bob.api.run(CSV, { accountId: account })).refusal()).toBe('NOT_FOUND accountId');
  expect((await world.anonymous.run(CSV)).refusal()).toBe('UNAUTHENTICATED');
  expect((await world.anonymous.run(EXPORT)).refusal()).toBe('UNAUTHENTICATED');
});
