/** The cash an entry moves in the account it stands in, exactly as the ledger books it, but for a last rounding to 8 places. */
import { multiplyDecimals, negated, sumDecimals } from '../../format/decimal-text.js';
import type { TransactionKind } from '../../gql/graphql.js';
import { KINDS } from '../../part/entry-kind.js';

export interface CashFacts {
  readonly kind: TransactionKind;
  readonly quantity?: string | null;
  readonly price?: string | null;
  readonly amount?: string | null;
  readonly fee?: string | null;
  readonly tax?: string | null;
  readonly currency: string;
  readonly exchangeRate?: string | null;
  readonly instrument?: { readonly multiplier: string } | null;
}

export interface Cash {
  /** Below zero: out. */
  readonly amount: string;
  readonly currency: string;
}

/** Null where no cash moves, or not enough is known to tell. A transfer of cash goes out of the account it stands in. */
export function cashOf(entry: CashFacts, accountCurrency: string): Cash | null {
  const net = netOf(entry);
  if (net === null) return null;
  if (!entry.exchangeRate) return { amount: net, currency: entry.currency };
  return { amount: multiplyDecimals(net, entry.exchangeRate), currency: accountCurrency };
}

function netOf({ kind, quantity, price, amount, fee, tax, instrument }: CashFacts): string | null {
  const charges = sumDecimals([fee || '0', tax || '0']);
  if (kind === 'BUY' || kind === 'SELL') {
    if (!quantity || !price) return null;
    const worth = worthOf(quantity, price, instrument);
    return kind === 'BUY' ? negated(sumDecimals([worth, charges])) : sumDecimals([worth, negated(charges)]);
  }
  if (!amount) return null;
  if (kind === 'REINVESTMENT') {
    if (!quantity || !price) return null;
    return sumDecimals([amount, negated(charges), negated(worthOf(quantity, price, instrument))]);
  }
  if (kind === 'TRANSFER' || KINDS[kind].cash === 'OUT') return negated(amount);
  return sumDecimals([amount, negated(charges)]);
}

function worthOf(quantity: string, price: string, instrument: CashFacts['instrument']): string {
  return multiplyDecimals(multiplyDecimals(quantity, price), instrument?.multiplier ?? '1');
}
