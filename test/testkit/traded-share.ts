/** Somebody whose share was bought, paid a dividend, was split and sold in part within days of 2024, with the prices and rates of each day. */
import type { Person, World } from './world.js';

export async function tradedShare(world: World): Promise<{ person: Person; accountId: string; instrumentId: string }> {
  const instrumentId = await world.instrument();
  const close = (valueDate: string, price: string) => ({ instrumentId, price, currency: 'USD', valueDate });
  const usd = (valueDate: string, rate: string) => ({ base: 'USD', quote: 'EUR', rate, valueDate });
  await world.quotes([close('2024-01-02', '100'), close('2024-01-03', '110'), close('2024-01-04', '56')], true);
  await world.rates([usd('2024-01-02', '0.90'), usd('2024-01-03', '0.95'), usd('2024-01-04', '0.92')], true);
  const person = await world.signUp();
  const accountId = await person.openAccount();
  const share = { accountId, instrumentId, currency: 'USD' } as const;
  await person.record(
    { accountId, kind: 'DEPOSIT', tradeDate: '2024-01-02', amount: '10000', currency: 'EUR' },
    { ...share, kind: 'BUY', tradeDate: '2024-01-02', quantity: '50', price: '100', fee: '2', exchangeRate: '0.90' },
    { ...share, kind: 'DIVIDEND', tradeDate: '2024-01-03', amount: '20', tax: '3' },
    { ...share, kind: 'SPLIT', tradeDate: '2024-01-04', ratioNew: 2, ratioOld: 1 },
    { ...share, kind: 'SELL', tradeDate: '2024-01-04', quantity: '40', price: '57', fee: '1' },
    { accountId, kind: 'WITHDRAWAL', tradeDate: '2024-01-05', amount: '1000', currency: 'EUR' },
  );
  return { person, accountId, instrumentId };
}
