/**
 * The cash one entry moves, by account and currency: what the fold adds up, one entry at a time. What a split pays for fractions
 * depends on the holding, and is among the gains the fold gives.
 */
import type { Account } from './account.js';
import { assert, unreachable } from './assert.js';
import type { Currency } from './currency.js';
import { type Decimal, MONEY_SCALE, roundHalfEven } from './decimal.js';
import type { AccountId } from './ids.js';
import type { Instrument } from './instrument.js';
import type { LedgerBooks } from './ledger.js';
import { type Transaction, TransactionKind } from './transaction.js';

export interface CashMove {
  readonly accountId: AccountId;
  readonly currency: Currency;
  /** Below zero: out. */
  readonly amount: Decimal;
}

export function cashMoves(entry: Transaction, books: LedgerBooks): CashMove[] {
  const { accountId, counterAccountId, currency, amount } = entry;
  if (entry.kind === TransactionKind.TRANSFER) {
    if (!amount || !counterAccountId) return [];
    return [
      { accountId, currency, amount: amount.neg() },
      { accountId: counterAccountId, currency, amount },
    ];
  }
  const net = netOf(entry, entry.instrumentId === null ? null : books.instrument(entry.instrumentId));
  if (!net) return [];
  const account: Pick<Account, 'currency'> | null | undefined = books.account(accountId);
  assert(account, `account ${accountId} of entry ${entry.id} is known`);
  if (entry.exchangeRate === null) return [{ accountId, currency, amount: net }];
  return [{ accountId, currency: account.currency, amount: roundHalfEven(net.times(entry.exchangeRate), MONEY_SCALE) }];
}

/** In the entry's currency; null where no cash moves. */
function netOf(entry: Transaction, instrument: Pick<Instrument, 'multiplier'> | null | undefined): Decimal | null {
  const { kind, amount, fee, tax } = entry;
  switch (kind) {
    case TransactionKind.BUY:
      return tradeAmount(entry, instrument).plus(fee).plus(tax).neg();
    case TransactionKind.SELL:
      return tradeAmount(entry, instrument).minus(fee).minus(tax);
    case TransactionKind.REINVESTMENT:
      return amount?.minus(tax).minus(fee).minus(tradeAmount(entry, instrument)) ?? null;
    case TransactionKind.DEPOSIT:
    case TransactionKind.FEE_REFUND:
    case TransactionKind.TAX_REFUND:
      return amount;
    case TransactionKind.DIVIDEND:
    case TransactionKind.INTEREST:
      return amount?.minus(tax).minus(fee) ?? null;
    case TransactionKind.DIVIDEND_PAID:
    case TransactionKind.WITHDRAWAL:
    case TransactionKind.FEE:
    case TransactionKind.TAX:
      return amount?.neg() ?? null;
    case TransactionKind.SPLIT:
    case TransactionKind.DELIVERY_IN:
    case TransactionKind.DELIVERY_OUT:
    case TransactionKind.TRANSFER:
      return null;
    default:
      return unreachable(kind);
  }
}

function tradeAmount({ id, quantity, price }: Transaction, instrument: Pick<Instrument, 'multiplier'> | null | undefined): Decimal {
  assert(quantity && price && instrument, `entry ${id} is a trade`);
  return roundHalfEven(quantity.times(price).times(instrument.multiplier), MONEY_SCALE);
}
