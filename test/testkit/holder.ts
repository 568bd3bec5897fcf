/** A person with something to look at, and figures as a reader in Britain finds them written on the pages. */
import { ago, day, type Person, type World } from './world.js';

interface Held {
  readonly quantity: string;
  /** Null when none is known yet. */
  readonly price: string | null;
  readonly currency?: string;
}

/** Somebody with 10,000 in cash, spent in part on an instrument of its own at 100 each, and its current price, if it has one. */
export async function holder(world: World, { quantity, price, currency = 'EUR' }: Held) {
  const person: Person = await world.signUp();
  const name = `Share of ${person.email.slice(0, 8)}`;
  const instrumentId = await world.instrument({ name, currency, mic: null });
  const accountId = await person.openAccount();
  const entry = { accountId, tradeDate: day(-3), currency };
  await person.record({ ...entry, kind: 'DEPOSIT', amount: '10000' }, { ...entry, kind: 'BUY', instrumentId, quantity, price: '100' });
  if (price !== null) await world.quotes([{ instrumentId, price, currency, observedAt: ago(60) }]);
  return { person, instrumentId, name };
}

/** Somebody with units of an instrument of its own, bought at 90 EUR each and quoted once at 100. */
export async function shareholder(world: World, quantity = '10'): Promise<{ person: Person; share: string; account: string }> {
  const share = await world.instrument({ currency: 'EUR', mic: null });
  const person = await world.signUp();
  const account = await person.openAccount();
  const bought = {
    accountId: account,
    kind: 'BUY',
    tradeDate: day(-2),
    instrumentId: share,
    quantity,
    price: '90',
    currency: 'EUR',
  } as const;
  await person.record(bought);
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(3600) }]);
  return { person, share, account };
}

export function euros(amount: string | null | undefined, signDisplay: 'auto' | 'exceptZero' = 'auto'): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR', signDisplay });
  return format.format(amount as Intl.StringNumericLiteral).replace('-', '−');
}

export function percent(value: string | null | undefined): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const format = new Intl.NumberFormat('en-GB', { style: 'percent', signDisplay: 'exceptZero', ...digits });
  return format.format(value as Intl.StringNumericLiteral).replace('-', '−');
}
