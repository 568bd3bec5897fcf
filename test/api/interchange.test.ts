// Imports, exports, answers as known then, explanations and the verification give the same on PostgreSQL as embedded.
import { expect, test } from '@jest/globals';
import { VerificationService } from '../../src/services/verification.js';
import { startPostgres } from '../testkit/postgres.js';
import { describeWithPostgres } from '../testkit/servers.js';
import { day, type LocalWorld, openWorld } from '../testkit/world.js';

const IMPORT =
  'mutation ($id: ID!, $csv: String!) { importTransactions(accountId: $id, csv: $csv) { recordedCount repeatedCount problemCount } }';
const ANSWERS = `query ($knownAt: Instant!, $asOf: Day!, $id: ID!, $holding: ID!) {
  valuation(asOf: $asOf, knownAt: $knownAt) { total gaps { reason } }
  history { points { total } }
  transactionsCsv { rowCount }
  explainHolding(holdingId: $holding) { priceRule steps { name result } }
  explainCash(accountId: $id, currency: "USD") { balance { amount } }
}`;

/** The figures of one small world. */
async function figures(world: LocalWorld) {
  const share = await world.instrument({ mic: null, isin: 'US0378331005' });
  const ada = await world.signUp();
  const id = await ada.openAccount();
  await world.quotes([{ instrumentId: share, price: '5', currency: 'USD', valueDate: day(-3) }]);
  await world.quotes([{ instrumentId: share, price: '6', currency: 'USD', valueDate: day(-1) }]);
  await world.quotes([{ instrumentId: share, price: '5.5', currency: 'USD', valueDate: day(-2) }]);
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.1', valueDate: day(-3) }]);
  const csv = `kind,tradeDate,isin,quantity,price,currency,note\nBUY,${day(-5)},US0378331005,3,4,USD,"a, ""b"""\n`;
  const imports = [await ada.api.text(IMPORT, { id, csv }), await ada.api.text(IMPORT, { id, csv })].map((answer) =>
    answer.expectNoErrors(),
  );
  const variables = { knownAt: new Date().toISOString(), asOf: day(-1), id, holding: `${id}:${share}` };
  const answers = (await ada.api.text(ANSWERS, variables)).expectNoErrors();
  const { explainHolding, ...rest } = answers as { explainHolding: { priceRule: string; steps: { name: string; result: string }[] } };
  const steps = explainHolding.steps.map(({ name, result }) => [name.replace(/lot \S+/, 'lot'), result]);
  const { checked, differences } = await new VerificationService(world.app.core.database).verify();
  return { imports, ...rest, rule: explainHolding.priceRule, steps, checked, differences };
}

describeWithPostgres('on PostgreSQL', () => {
  test('everything is as it is embedded', async () => {
    const postgres = await startPostgres({ fsync: false });
    const url = await postgres.createDatabase('interchange');
    const worlds: LocalWorld[] = [];
    try {
      worlds.push(await openWorld(), await openWorld({ DATABASE_URL: url }));
      const [embedded, server] = worlds as [LocalWorld, LocalWorld];
      const expected = await figures(embedded);
      expect(expected).toMatchObject({
        imports: [{ importTransactions: { recordedCount: 1 } }, { importTransactions: { repeatedCount: 1 } }],
        valuation: { total: '5.45454545' },
        checked: { entries: 1, days: 5, quotes: 1, rates: 1 },
        differences: [],
      });
      expect(await figures(server)).toEqual(expected);
    } finally {
      for (const world of worlds) await world.close();
      await postgres.stop();
    }
  });
});
