/** An entry of tomorrow, as whoever is ahead of UTC types one: every live figure has it at once, what is asked as of a day from its own day on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VerificationService } from '../../src/services/verification.js';
import { day, type LocalWorld, openWorld } from '../testkit/world.js';

const LIVE = `
  query LiveEverywhere($accountId: ID, $instrumentId: ID, $asOf: Day) {
    valuation { total holdings { quantity } }
    dated: valuation(asOf: $asOf) { total }
    history { points { day total netContribution } }
    ofAccount: history(accountId: $accountId) { points { total } }
    performance(period: D1) { explanation { end inflow outflow priceGain currencyGain income fees taxes start } }
    ofInstrument: performance(instrumentId: $instrumentId, period: D1) { explanation { end inflow } }
    intraday(hours: 2, points: 3) { points { total } }
    allocation(by: KIND) { valuation { total } }
    datedAllocation: allocation(by: KIND, asOf: $asOf) { valuation { total } }
    allocationHistory(by: KIND, points: 5) { days totals }
  }
`;

/** What each figure answers, as far as it is looked at. */
interface Said {
  readonly [name: string]: { readonly explanation?: object; readonly points: readonly object[]; readonly totals: readonly string[] };
}

let world: LocalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('an entry of tomorrow is in every live figure at once, and as of today it is not there yet', async () => {
  const [ada, instrumentId] = [await world.signUp(), await world.instrument({ currency: 'EUR' })];
  await world.quotes([{ instrumentId, price: '12', currency: 'EUR', valueDate: day(-2) }], true);
  const accountId = await ada.openAccount();
  const asOf = day(0);
  await ada.record(
    { accountId, kind: 'DEPOSIT', tradeDate: day(-5), amount: '1000', currency: 'EUR' },
    { accountId, kind: 'BUY', tradeDate: day(-5), instrumentId, quantity: '10', price: '10', currency: 'EUR' },
    { accountId, kind: 'DEPOSIT', tradeDate: day(1), amount: '500', currency: 'EUR' },
    { accountId, kind: 'BUY', tradeDate: day(1), instrumentId, quantity: '5', price: '11', currency: 'EUR' },
  );
  const said = (await ada.api.text(LIVE, { accountId, instrumentId, asOf })).expectNoErrors() as unknown as Said;
  // 1,000 - 100 + 500 - 55 of cash, and 15 at 12; without tomorrow 900, and 10 at 12.
  const [total, before] = ['1525', '1020'];
  expect(said.valuation).toMatchObject({ total, holdings: [{ quantity: '15' }] });
  expect(said.history?.points.at(-1)).toMatchObject({ total, netContribution: '1500' });
  expect(said.ofAccount?.points.at(-1)).toMatchObject({ total });
  expect(said.performance?.explanation).toMatchObject({ end: total, inflow: '500', priceGain: '5' });
  expect(said.ofInstrument?.explanation).toMatchObject({ end: '180', inflow: '55' });
  expect(said.intraday?.points.at(-1)).toMatchObject({ total });
  expect(said.intraday?.points.at(-2)).toMatchObject({ total: before });
  expect(said.allocation).toMatchObject({ valuation: { total } });
  expect(said.allocationHistory?.totals.at(-1)).toBe(total);
  expect(said.allocationHistory?.totals.at(-2)).toBe(before);
  expect(said.dated).toMatchObject({ total: before });
  expect(said.datedAllocation).toMatchObject({ valuation: { total: before } });
  expect(said.performance?.explanation).toMatchObject({
    start: before,
    outflow: '0',
    currencyGain: '0',
    income: '0',
    fees: '0',
    taxes: '0',
  });
  const verified = await new VerificationService(world.app.core.database).verify();
  expect(verified.differences).toEqual([]);
});
