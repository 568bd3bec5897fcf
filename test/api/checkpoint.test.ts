// Checkpoints of a ledger: a fold that goes on from one gives what a fold of the whole ledger gives, whatever changed since.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import { fold } from '../../src/domain/fold.js';
import type { UserId } from '../../src/domain/ids.js';
import type { LedgerState } from '../../src/domain/ledger.js';
import { PresentLedgers } from '../../src/services/present-ledger.js';
import { CHECKPOINT_EVERY, loadLedger } from '../../src/storage/query/ledger.js';
import { findPortfolioHead } from '../../src/storage/query/portfolio-head.js';
import type { RecordTransactionInput } from '../testkit/gql/graphql.js';
import { AMEND, day, type LocalWorld, openWorld, type Person, RECORD, RECORD_ALL, VOID } from '../testkit/world.js';

const DAYS = 1200;
const BATCHES = 3;

let world: LocalWorld;
let ada: Person;
let acme: string;
let account: string;

beforeAll(async () => {
  world = await openWorld();
  ada = await world.signUp();
  acme = await world.instrument({ currency: 'EUR', mic: null });
  account = await ada.openAccount();
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const inputs = Array.from({ length: CHECKPOINT_EVERY }, (_, index) => trade(batch * CHECKPOINT_EVERY + index));
    (await ada.api.run(RECORD_ALL, { inputs })).expectNoErrors();
  }
});
afterAll(() => world.close());

/** Two units bought, then one sold, day after day. */
function trade(index: number): RecordTransactionInput {
  const offset = Math.floor((index / (BATCHES * CHECKPOINT_EVERY)) * DAYS) - DAYS;
  const isSale = index % 2 === 1;
  return {
    accountId: account,
    kind: isSale ? 'SELL' : 'BUY',
    tradeDate: day(offset),
    instrumentId: acme,
    quantity: isSale ? '1' : '2',
    price: `${10 + (index % 7)}.25`,
    currency: 'EUR',
    fee: '0.1',
  };
}

const checkpoints = async (): Promise<string[]> => {
  const rows: { day: string }[] = await world.app.core.database.read((em) =>
    em.execute('select until_day::text as day from ledger_checkpoint where user_id = ? order by until_day', [ada.session.user.id]),
  );
  return rows.map((row) => row.day);
};

async function expectSameState(until: Day | null): Promise<void> {
  const { resumed, whole } = await world.app.core.database.read(async (em) => ({
    resumed: await loadLedger(em, ada.session.user.id as UserId, { until, resumeAt: 'latest' }),
    whole: await loadLedger(em, ada.session.user.id as UserId, { until }),
  }));
  expect(plain(fold(resumed.entries, resumed, { from: resumed.from }))).toEqual(plain(fold(whole.entries, whole)));
}

/** Positions and cash; decimals as text, since equal numbers may be held in different forms. */
function plain(state: LedgerState): unknown {
  const states = [...state.values()].map(({ accountId, positions, cash }) => ({ accountId, positions: [...positions], cash: [...cash] }));
  return JSON.parse(JSON.stringify(states, (_key, value) => (Decimal.isDecimal(value) ? (value as Decimal).toFixed() : value)));
}

test('a long ledger keeps checkpoints, and a read folds only what came after the last one', async () => {
  expect((await checkpoints()).length).toBeGreaterThanOrEqual(2);
  const resumed = await world.app.core.database.read((em) => loadLedger(em, ada.session.user.id as UserId, { resumeAt: 'latest' }));
  expect(resumed.entries.length).toBeLessThan(CHECKPOINT_EVERY);
  await expectSameState(null);
});

test('every past day has the same state with and without checkpoints', async () => {
  for (const offset of [-1200, -900, -801, -700, -450, -300, -100, -1]) await expectSameState(day(offset) as Day);
});

test('a back-dated entry, an amendment and a void drop the checkpoints they reach, and only those', async () => {
  const before = await checkpoints();
  const backDated = { ...trade(0), quantity: '5', tradeDate: day(-500) };
  const { recordTransaction } = (await ada.api.run(RECORD, { input: backDated })).expectNoErrors();
  const reached = before.filter((until) => until >= day(-500));
  expect((await checkpoints()).filter((until) => until < day(-500))).toEqual(before.filter((until) => until < day(-500)));
  expect(reached.length).toBeGreaterThan(0);
  for (const until of reached) await expectSameState(until as Day);
  await expectSameState(null);

  const { accountId: _account, ...content } = { ...backDated, tradeDate: day(-1100) };
  const { amendTransaction } = (await ada.api.run(AMEND, { id: recordTransaction.id, version: 1, input: content })).expectNoErrors();
  await expectSameState(null);
  await expectSameState(day(-1000) as Day);

  (await ada.api.run(VOID, { id: amendTransaction.id, version: 2 })).expectNoErrors();
  await expectSameState(null);
  await expectSameState(day(-1000) as Day);
});

test('a sale beyond the holding is still seen behind a checkpoint', async () => {
  const answer = await ada.api.run(RECORD, { input: { ...trade(1), quantity: '1000000', tradeDate: day(-1) } });
  expect(answer.errors?.[0]?.extensions.rule).toBe('OVERSOLD');
});

test('who asks while the ledger is being read waits for it, and who has seen a newer one reads it anew', async () => {
  const { database } = world.app.core;
  const head = await database.read((em) => findPortfolioHead(em, ada.session.user.id as UserId, null));
  if (!head) throw new Error('Ada has a portfolio.');
  const ledgers = new PresentLedgers(database);
  const evening = day(-30) as Day;
  const first = ledgers.of(head, evening);
  const [same, later] = [ledgers.of(head, evening), ledgers.of({ ...head, ledgerVersion: head.ledgerVersion + 1 }, evening)];
  expect(await same).toBe(await first);
  expect(await later).not.toBe(await first);
  expect(await ledgers.of(head, evening)).not.toBe(await first);
  const whole = await database.read((em) => loadLedger(em, ada.session.user.id as UserId));
  const { evening: before, state, entries } = await first;
  expect(plain(before)).toEqual(plain(fold(whole.entries, whole, { until: evening })));
  expect(plain(state)).toEqual(plain(fold(whole.entries, whole)));
  expect(entries).toHaveLength(whole.entries.filter(({ tradeDate }) => tradeDate > evening).length);
});
