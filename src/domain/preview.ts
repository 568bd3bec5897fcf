/**
 * What an entry would do to a ledger, told apart by folding it without and with the entry: the same booking as recording it,
 * so what is previewed is what happens.
 */
import type { Currency } from './currency.js';
import { type Decimal, ZERO } from './decimal.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { AccountState, LedgerState } from './ledger.js';
import type { Lot } from './lot.js';
import type { RealisedGain } from './realised-gain.js';
import type { Transaction } from './transaction.js';

/** A balance that would change, as it stands after every entry of the ledger. */
export interface CashPreview {
  readonly accountId: AccountId;
  readonly currency: Currency;
  readonly before: Decimal;
  readonly after: Decimal;
}

/** A position that would change; costs with fees and taxes, in the instrument's currency. */
export interface PositionPreview {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly quantityBefore: Decimal;
  readonly quantityAfter: Decimal;
  readonly costBasisBefore: Decimal;
  readonly costBasisAfter: Decimal;
  /** Open afterwards. */
  readonly lots: readonly Lot[];
}

export interface Preview {
  readonly cash: readonly CashPreview[];
  readonly positions: readonly PositionPreview[];
  /** What the entry itself would realise. */
  readonly realised: readonly RealisedGain[];
  /** Whether later sales would realise something else than they do: they would close other lots. */
  readonly changesLaterGains: boolean;
}

export function previewOf(entry: Pick<Transaction, 'id'>, before: LedgerState, after: LedgerState): Preview {
  const isOwn = ({ transactionId }: RealisedGain) => transactionId === entry.id;
  // Account by account: they stand in the order of their first entries, which this one may change.
  const changesGains = ({ accountId, realised }: AccountState) =>
    JSON.stringify(realised.filter((gain) => !isOwn(gain))) !== JSON.stringify(before.get(accountId)?.realised ?? []);
  const accounts = [...after.values()];
  return {
    cash: accounts.flatMap(({ accountId, cash }) => cashOf(accountId, before.get(accountId)?.cash, cash)),
    positions: [...after.keys()].flatMap((accountId) => positionsOf(accountId, before, after)),
    realised: accounts.flatMap(({ realised }) => realised.filter(isOwn)),
    changesLaterGains: accounts.some(changesGains),
  };
}

function cashOf(accountId: AccountId, before: ReadonlyMap<Currency, Decimal> | undefined, after: ReadonlyMap<Currency, Decimal>) {
  return [...after].flatMap(([currency, amount]): CashPreview[] => {
    const held = before?.get(currency) ?? ZERO;
    return held.eq(amount) ? [] : [{ accountId, currency, before: held, after: amount }];
  });
}

function positionsOf(accountId: AccountId, before: LedgerState, after: LedgerState): PositionPreview[] {
  const held = before.get(accountId)?.positions;
  return [...(after.get(accountId)?.positions.values() ?? [])].flatMap((position): PositionPreview[] => {
    const { instrumentId, quantity, costBasis, lots } = position;
    const old = held?.get(instrumentId);
    const [quantityBefore, costBasisBefore] = [old?.quantity ?? ZERO, old?.costBasis ?? ZERO];
    if (quantityBefore.eq(quantity) && costBasisBefore.eq(costBasis) && JSON.stringify(old?.lots) === JSON.stringify(lots)) return [];
    return [{ accountId, instrumentId, quantityBefore, quantityAfter: quantity, costBasisBefore, costBasisAfter: costBasis, lots }];
  });
}
