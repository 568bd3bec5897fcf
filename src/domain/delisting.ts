/**
 * That an instrument trades no more, as after a merger or the end of a fund. Invariant: from that day on its last price is final
 * (docs/CALCULATIONS.md, C14): it does not age, and no later one takes its place.
 */
import type { Account } from './account.js';
import type { Day } from './day.js';
import { LedgerRule, RuleBroken } from './errors.js';
import type { Instrument } from './instrument.js';
import { marketDay, marketOf } from './market.js';
import { type TransactionContent, TransactionKind } from './transaction.js';

type Delistable = Partial<Pick<Instrument, 'delistedOn'>>;

/** Whether it does not trade on the day. */
export function isDelistedOn({ delistedOn }: Delistable, day: Day): boolean {
  return Boolean(delistedOn && day >= delistedOn);
}

/** Whether the day from which it trades no more has begun in its market. */
export function isDelistedAt(instrument: Delistable & Parameters<typeof marketOf>[0], now: Date): boolean {
  return Boolean(instrument.delistedOn && isDelistedOn(instrument, marketDay(marketOf(instrument), now)));
}

/**
 * What is left is sold, delivered and written off for as long as that takes; bought it is no more, unless it was owed.
 * @throws RuleBroken DELISTED
 */
export function checkPurchase(
  { kind, tradeDate }: Pick<TransactionContent, 'kind' | 'tradeDate'>,
  { name, delistedOn }: Pick<Instrument, 'name' | 'delistedOn'>,
  { allowsShort }: Pick<Account, 'allowsShort'>,
): void {
  if (kind !== TransactionKind.BUY || allowsShort || !isDelistedOn({ delistedOn }, tradeDate)) return;
  throw new RuleBroken(LedgerRule.DELISTED, `${name} trades no more since ${delistedOn}: it can be sold, and not be bought.`, 'tradeDate');
}
