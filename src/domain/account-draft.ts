/**
 * An account while the ledger is folded: its positions in progress, its cash, and what it realised and earned. What no entry
 * touches is taken over from the state it began as.
 */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { type Decimal, ZERO } from './decimal.js';
import { Draft } from './draft.js';
import type { AccountId, InstrumentId } from './ids.js';
import type { Income } from './income.js';
import type { AccountState, BookedAccount } from './ledger.js';
import { allocate, type BookedRate, type Relief, relieve } from './lot.js';
import type { PositionSplit } from './position.js';
import type { RealisedGain } from './realised-gain.js';
import type { Transaction } from './transaction.js';

/** A purchase or sale in the instrument's currency. */
export interface Trade {
  /** 1 brings units in, -1 takes them out. */
  readonly side: 1 | -1;
  readonly quantity: Decimal;
  /** Quantity x price. */
  readonly amount: Decimal;
  readonly charges: Decimal;
  readonly bookedRate: BookedRate | null;
}

type Closing = Pick<RealisedGain, 'transactionId' | 'tradeDate' | 'currency' | 'isFraction'>;

export class AccountDraft {
  readonly realised: RealisedGain[];
  readonly income: Income[];
  private readonly drafts = new Map<InstrumentId, Draft>();
  private readonly cash: Map<Currency, Decimal>;

  constructor(
    readonly accountId: AccountId,
    readonly account: BookedAccount,
    private readonly before: AccountState | null,
  ) {
    this.cash = new Map(before?.cash);
    this.realised = before ? [...before.realised] : [];
    this.income = before ? [...before.income] : [];
  }

  hasHeld(instrumentId: InstrumentId): boolean {
    return this.drafts.has(instrumentId) || (this.before?.positions.has(instrumentId) ?? false);
  }

  /** @param splitsSoFar of the instrument, for a position that begins now */
  draft(instrumentId: InstrumentId, splitsSoFar: () => PositionSplit[]): Draft {
    let draft = this.drafts.get(instrumentId);
    if (!draft) {
      draft = new Draft(this.accountId, instrumentId, this.before?.positions.get(instrumentId), splitsSoFar);
      this.drafts.set(instrumentId, draft);
    }
    return draft;
  }

  addCash(currency: Currency, amount: Decimal): void {
    this.cash.set(currency, (this.cash.get(currency) ?? ZERO).plus(amount));
  }

  /** Closes lots of what is held the other way round, and notes what each made. */
  close(
    draft: Draft,
    { trade, lotIds, closed }: { readonly trade: Trade; readonly lotIds: Transaction['lotIds']; readonly closed: Closing },
  ): void {
    const relieved = relieve(draft.lots, trade.quantity, this.account.costMethod, lotIds);
    draft.close(relieved);
    const weights = relieved.reliefs.map(({ quantity }) => quantity.abs());
    const amounts = allocate(trade.amount, weights);
    const charges = allocate(trade.charges, weights);
    for (const [index, relief] of relieved.reliefs.entries()) {
      const share = { amount: amounts[index] as Decimal, charges: charges[index] as Decimal, bookedRate: trade.bookedRate };
      this.realised.push(realisedGain(draft, relief, share, closed));
    }
  }

  state(lastDay: Day | null): AccountState {
    const { accountId, cash, realised, income } = this;
    const positions = new Map(this.before?.positions);
    for (const draft of this.drafts.values()) positions.set(draft.instrumentId, draft.position());
    return { accountId, lastDay, positions, cash, realised, income };
  }
}

/** A long lot is closed by a sale, a short one by a purchase: the lot says one half, the trade that closes it the other. */
function realisedGain(
  { accountId, instrumentId }: Draft,
  relief: Relief,
  closing: Pick<Trade, 'amount' | 'charges' | 'bookedRate'>,
  closed: Closing,
): RealisedGain {
  const isShort = relief.quantity.isNegative();
  const opened = { amount: relief.cost.abs(), charges: relief.charges, bookedRate: relief.bookedRate };
  const [bought, sold] = isShort ? [closing, opened] : [opened, closing];
  const gainBeforeFees = sold.amount.minus(bought.amount);
  return {
    ...closed,
    accountId,
    instrumentId,
    lotId: relief.id,
    acquiredOn: isShort ? closed.tradeDate : relief.tradeDate,
    soldOn: isShort ? relief.tradeDate : closed.tradeDate,
    isShort,
    quantity: relief.quantity.abs(),
    proceeds: sold.amount,
    charges: sold.charges,
    cost: bought.amount,
    costCharges: bought.charges,
    gainBeforeFees,
    gain: gainBeforeFees.minus(sold.charges).minus(bought.charges),
    acquiredRate: bought.bookedRate,
    soldRate: sold.bookedRate,
  };
}
