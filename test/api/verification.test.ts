// `tidemark verify`: a sound database passes, and each kind of damage done behind the program's back is found.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VerificationService } from '../../src/services/verification.js';
import { Database } from '../../src/storage/database.js';
import { temporaryFolder } from '../testkit/child.js';
import { AMEND, ago, day, type LocalWorld, openWorld, type Person, VOID } from '../testkit/world.js';

let world: LocalWorld;
let fund: string;
let account: string;
let spare: string;
let transferId: string;
let voidedId: string;
let amendedId: string;
let userId: string;
let ada: Person;

const verify = () => new VerificationService(world.app.core.database).verify();
const run = (statement: string, parameters: readonly unknown[] = []) =>
  world.app.core.database.write((em) => em.execute(statement, [...parameters]));

beforeAll(async () => {
  // Without the jobs: what is damaged here for a moment must not be read by another.
  world = await openWorld({ ROLES: 'api' });
  fund = await world.instrument({ currency: 'EUR', mic: null });
  ada = await world.signUp();
  userId = ada.session.user.id;
  [account, spare] = [await ada.openAccount(), await ada.openAccount({ name: 'Spare' })];
  const shared = { accountId: account, currency: 'EUR' } as const;
  const units = { ...shared, instrumentId: fund };
  const [, , transfer, deposit] = await ada.record(
    { ...units, kind: 'BUY', tradeDate: day(-30), quantity: '10', price: '5' },
    { ...units, kind: 'BUY', tradeDate: day(-29), quantity: '10', price: '6' },
    { ...units, kind: 'TRANSFER', tradeDate: day(-28), quantity: '4', counterAccountId: spare },
    { ...shared, kind: 'DEPOSIT', tradeDate: day(-27), amount: '100' },
  );
  const [amended] = await ada.record({ ...shared, kind: 'DEPOSIT', tradeDate: day(-26), amount: '7' });
  [transferId, voidedId, amendedId] = [transfer?.id as string, deposit?.id as string, amended?.id as string];
  (await ada.api.run(VOID, { id: voidedId, version: 1 })).expectNoErrors();
  const input = { kind: 'DEPOSIT', tradeDate: day(-26), amount: '8.00000001', currency: 'EUR' } as const;
  (await ada.api.run(AMEND, { id: amendedId, version: 1, input })).expectNoErrors();
  await world.quotes([{ instrumentId: fund, price: '7', currency: 'EUR', observedAt: ago(3 * 86_400) }]);
  await world.quotes([{ instrumentId: fund, price: '7.2', currency: 'EUR', observedAt: ago(60) }]);
  // Late, and nearer to the current one than what its previous close was taken from.
  await world.quotes([{ instrumentId: fund, price: '7.1', currency: 'EUR', observedAt: ago(2 * 86_400) }]);
  await world.rates([
    { base: 'EUR', quote: 'USD', rate: '1.1', valueDate: day(-3) },
    { base: 'EUR', quote: 'USD', rate: '1.11', valueDate: day(-2) },
  ]);
});
afterAll(() => world.close());

test('what the program wrote itself is as it should be', async () => {
  expect(await verify()).toEqual({
    checked: { users: 2, entries: 5, revisions: 7, checkpoints: 0, days: 0, quotes: 1, rates: 1 },
    differenceCount: 0,
    differences: [],
  });
});

/** Does the damage, looks, and undoes it. */
async function check(damage: string, repair: string, expected: readonly object[]) {
  await run(damage);
  const { differences } = await verify();
  for (const statement of repair.split('; ')) await run(statement);
  expect(differences).toEqual(expected.map((each) => expect.objectContaining(each)));
  expect((await verify()).differenceCount).toBe(0);
}

test('a current price that is off by its last digit, or was never accepted, is found', async () => {
  await check('update current_quote set price = price + 0.00000001', 'update current_quote set price = price - 0.00000001', [
    { check: 'current_quote', subject: fund, field: 'price', kept: '7.20000001', expected: '7.20000000' },
  ]);
  await check(`update current_quote set source = 'nobody'`, `update current_quote set source = 'push'`, [
    { check: 'current_quote', subject: fund, message: 'No such observation was ever accepted.' },
  ]);
  await check('update current_quote set previous_close = 7', 'update current_quote set previous_close = 7.1', [
    { check: 'current_quote', field: 'previous_close', kept: '7.00000000', expected: '7.10000000' },
  ]);
});

test('a better price that is not current, and a current one that is missing, are found', async () => {
  await run('create table aside as select * from current_quote');
  await check('delete from current_quote', 'insert into current_quote select * from aside', [
    { check: 'current_quote', subject: fund, kept: null, expected: expect.stringMatching(/^7\.20000000 of /) },
  ]);
  const older = `from quote where quote.instrument_id = current_quote.instrument_id and quote.price = 7.1`;
  await check(
    `update current_quote set (price, observed_at, value_date, received_at, raw_price, previous_close, previous_close_date, revision) =
       (select price, observed_at, value_date, received_at, raw_price, 7, value_date - 1, revision ${older})`,
    'delete from current_quote; insert into current_quote select * from aside',
    [{ check: 'current_quote', message: 'A better one was accepted.', expected: expect.stringMatching(/^7\.20000000 of /) }],
  );
  await run('drop table aside');
});

test('a damaged rate is found', async () => {
  await check('update current_rate set previous_rate = 1.2', 'update current_rate set previous_rate = 1.1', [
    { check: 'current_rate', subject: 'EURUSD', field: 'previous_rate', kept: '1.2000000000', expected: '1.1000000000' },
  ]);
  await check('update fx_rate set rate = 1.12 where rate = 1.11', 'update fx_rate set rate = 1.11 where rate = 1.12', [
    { check: 'current_rate', subject: 'EURUSD', field: 'rate', kept: '1.1100000000', expected: '1.1200000000' },
  ]);
});

test('an entry that is not what its last revision says is found', async () => {
  const of = (id: string) => `where id = '${id}'`;
  await check(`update transaction set amount = 8 ${of(amendedId)}`, `update transaction set amount = 8.00000001 ${of(amendedId)}`, [
    { check: 'revision', subject: amendedId, field: 'amount', kept: '8', expected: '8.00000001' },
  ]);
  await check(`update transaction set version = 3 ${of(amendedId)}`, `update transaction set version = 2 ${of(amendedId)}`, [
    { check: 'revision', subject: amendedId, field: 'version', kept: '1,2', expected: '1,2,3' },
  ]);
  await check(
    `update transaction_revision set is_voided = false where transaction_id = '${voidedId}' and version = 2`,
    `update transaction_revision set is_voided = true where transaction_id = '${voidedId}' and version = 2`,
    [{ check: 'revision', subject: voidedId, field: 'voidedAt' }],
  );
});

test('a ledger that cannot be folded, and an account with a wrong version, are found', async () => {
  await check(
    `update transaction set quantity = 21 where id = '${transferId}'`,
    `update transaction set quantity = 4 where id = '${transferId}'`,
    [
      { check: 'revision', subject: transferId, field: 'quantity', kept: '21', expected: '4' },
      { check: 'fold', subject: transferId, message: expect.stringContaining('held 20 units of Acme') },
    ],
  );
  await check(
    `update account set ledger_version = 0 where id = '${account}'`,
    `update account set ledger_version = 4 where id = '${account}'`,
    [{ check: 'ledger_version', subject: account, kept: '0' }],
  );
  await check(
    `update account set ledger_version = 9 where id = '${spare}'`,
    `update account set ledger_version = 1 where id = '${spare}'`,
    [{ check: 'ledger_version', subject: spare, kept: '9', expected: '1 to 1' }],
  );
});

test('a checkpoint that is not what the ledger comes to is found', async () => {
  const lot = `{"id": "x", "tradeDate": "${day(-30)}", "quantity": "10", "cost": "50", "charges": "0", "bookedRate": null}`;
  const position = `{"accountId": "${account}", "instrumentId": "${fund}", "quantity": "10", "lots": [${lot}], "costBasis": "50",
    "costBasisWithoutFees": "50", "lastTradePrice": "5", "lastTradeDay": "${day(-30)}", "recentTrades": [], "recentSplits": []}`;
  const state = `[{"accountId": "${account}", "lastDay": "${day(-30)}", "cash": [["EUR", "-49"]], "positions": [${position}]}]`;
  await run('insert into ledger_checkpoint (user_id, until_day, state) values (?, ?, ?::jsonb)', [userId, day(-30), state]);
  const { differences, checked } = await verify();
  await run('delete from ledger_checkpoint');
  expect(checked.checkpoints).toBe(1);
  expect(differences).toMatchObject([
    { check: 'ledger_checkpoint', subject: `${userId} ${day(-30)}`, field: `${account}:${fund}` },
    { check: 'ledger_checkpoint', field: `${account}:EUR`, kept: '-49', expected: '-50' },
  ]);
});

test('a past day that is not kept as it would be worked out now is found', async () => {
  const { history } = (await ada.api.text('{ history { points { day total } } }')).expectNoErrors() as { history: { points: unknown[] } };
  expect(history.points).toHaveLength(31);
  expect(await verify()).toMatchObject({ checked: { days: 30 }, differenceCount: 0 });
  const wrong = day(-20);
  await check(
    `update valuation_day set total = total + 0.00000001, is_partial = not is_partial where day = '${wrong}'`,
    `update valuation_day set total = total - 0.00000001, is_partial = not is_partial where day = '${wrong}'`,
    [
      { check: 'valuation_day', subject: `${(await ada.valuation()).portfolioId} ${wrong}`, field: 'total' },
      { check: 'valuation_day', field: 'isPartial' },
    ],
  );
  await run(`delete from valuation_day where day = '${wrong}'`);
  expect((await verify()).differences).toMatchObject([{ check: 'valuation_day', message: 'The days kept have a hole here.' }]);
  await run('delete from valuation_day');
});

test('the command says what it found, and its exit code says it too', async () => {
  const folder = temporaryFolder('verify');
  const open = () => Database.open({ url: null, folder: folder.path });
  const cli = () =>
    spawnSync(process.execPath, ['dist/src/cli.js', 'verify', '--json'], { encoding: 'utf8', env: { DATA_DIR: folder.path } });
  try {
    // A misspelt path is no sound database.
    const missing = cli();
    expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('there is no database in')]);
    await (await open()).close();
    const sound = cli();
    expect([sound.status, JSON.parse(sound.stdout)]).toMatchObject([0, { differenceCount: 0 }]);
    const database = await open();
    await database.write((em) =>
      em.execute(`insert into current_rate (base, quote, revision, source, priority, observed_at, value_date, received_at, rate)
        values ('EUR', 'USD', 0, 'nobody', 1, now(), '2026-01-02', now(), 1.1)`),
    );
    await database.close();
    const damaged = cli();
    expect([damaged.status, JSON.parse(damaged.stdout)]).toMatchObject([2, { differenceCount: 1, differences: [{ subject: 'EURUSD' }] }]);
  } finally {
    folder.remove();
  }
});

test('a counter of revisions that fell behind is found', async () => {
  await run(`select setval('revision', 1)`);
  expect((await verify()).differences).toMatchObject([{ check: 'revision_counter', kept: '1' }]);
});
