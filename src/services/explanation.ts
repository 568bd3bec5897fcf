/** Why a figure is what it is: the lots and entries, the price, the rates and the arithmetic behind one holding or balance. */
import { authorise } from '../domain/access.js';
import { FractionRule } from '../domain/account.js';
import { assert } from '../domain/assert.js';
import { cashMoves } from '../domain/cash-move.js';
import { type Currency, isCurrency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { type Decimal, ZERO } from '../domain/decimal.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import { type Explained, type ExplainedTerm, explainBalance, explainHolding, TermUse } from '../domain/explanation.js';
import { inCanonicalOrder } from '../domain/fold.js';
import { isStaleConversion } from '../domain/freshness.js';
import { type Gap, gapsOf } from '../domain/gap.js';
import { fractionsIn } from '../domain/history.js';
import type { Holding } from '../domain/holding.js';
import type { AccountId, InstrumentId } from '../domain/ids.js';
import { InstrumentKind } from '../domain/instrument.js';
import type { Lot } from '../domain/lot.js';
import type { PositionSplit } from '../domain/position.js';
import { freshnessOf, pricingOf, usableQuote } from '../domain/pricing.js';
import type { Quote } from '../domain/quote.js';
import type { Transaction, TransactionKind } from '../domain/transaction.js';
import type { Actor } from '../domain/user.js';
import type { CashBalance } from '../domain/valuation.js';
import type { Database, EntityManager } from '../storage/database.js';
import { foldInTurns } from '../storage/fold-in-turns.js';
import { loadLedgerKnownAt } from '../storage/query/known.js';
import { type Ledger, loadLedger } from '../storage/query/ledger.js';
import { ownAccount, ownPortfolio } from './account.js';
import { type Moment, momentOf, type PortfolioService, type When } from './portfolio.js';

/** Entries listed with an explanation, newest trade date first. */
export const EXPLAINED_ENTRIES_MAX = 500;

/** Which rule chose the price. */
export const PriceRule = {
  CURRENT: 'CURRENT',
  NEWEST_OF_DAY: 'NEWEST_OF_DAY',
  OWN_TRADE: 'OWN_TRADE',
  FACE_VALUE: 'FACE_VALUE',
} as const;
export type PriceRule = (typeof PriceRule)[keyof typeof PriceRule];

export interface HoldingExplanation extends Explained {
  readonly holding: Holding;
  readonly baseCurrency: Currency;
  readonly day: Day | null;
  readonly knownAt: Date | null;
  /** Null without a price. */
  readonly priceRule: PriceRule | null;
  readonly quote: Quote | null;
  readonly lots: readonly Lot[];
  readonly splits: readonly PositionSplit[];
  readonly entries: readonly Transaction[];
  readonly entryCount: number;
  readonly gaps: readonly Gap[];
}

export interface CashExplanation extends Explained {
  readonly balance: CashBalance;
  readonly baseCurrency: Currency;
  readonly day: Day | null;
  readonly knownAt: Date | null;
  readonly entryCount: number;
}

export class ExplanationService {
  constructor(
    private readonly database: Database,
    private readonly portfolios: PortfolioService,
    private readonly now: () => Date,
  ) {}

  /** @throws NotFound when the account is not the actor's or did not hold the instrument then */
  async holding(actor: Actor | null, { holdingId, ...when }: { holdingId: string } & When): Promise<HoldingExplanation> {
    authorise(actor, 'account:read');
    const now = this.now();
    const moment = momentOf(when, now);
    const [accountId, instrumentId] = holdingId.split(':') as [AccountId, InstrumentId | undefined];
    return this.database.readAside(async (em) => {
      const account = await ownAccount(em, actor, accountId, { noun: 'holding', field: 'holdingId' });
      const portfolio = await ownPortfolio(em, actor, account.portfolioId);
      const { input, market, instruments } = await this.portfolios.basis(em, portfolio, { ...moment, accountIds: new Set([account.id]) });
      const position = instrumentId && input.accounts[0]?.positions.get(instrumentId);
      if (!position || position.quantity.isZero()) throw new NotFound('holding', 'holdingId');
      const instrument = instruments(position.instrumentId);
      const quote = usableQuote(market.quote(instrument.id), instrument);
      const pricing = pricingOf(position, instrument, quote, freshnessOf(quote, instrument, now, moment.day));
      const conversion = market.cross(instrument.currency, input.baseCurrency);
      const { baseCurrency } = input;
      const entries = entriesOf(await wholeLedger(em, actor, moment), position.accountId, position);
      return {
        ...explainHolding({ position, instrument, pricing, conversion, input }),
        ...moment,
        baseCurrency,
        quote,
        priceRule: pricing && ruleOf({ quote, day: moment.day, isCash: instrument.kind === InstrumentKind.CASH }),
        lots: position.lots,
        splits: position.recentSplits,
        entries: entries.slice(0, EXPLAINED_ENTRIES_MAX),
        entryCount: entries.length,
        gaps: gapsOf(instrument, pricing, { cross: conversion, isStale: isStaleConversion(conversion, moment.day ?? now) }),
      };
    });
  }

  /** The balance of one currency in one account: what each kind of entry moved, and its value. */
  async cash(
    actor: Actor | null,
    { accountId, currency, ...when }: { accountId: string; currency: Currency } & When,
  ): Promise<CashExplanation> {
    authorise(actor, 'account:read');
    if (!isCurrency(currency)) throw new InvalidInput('currency', 'CURRENCY', 'currency must be an active ISO 4217 code.');
    const moment = momentOf(when, this.now());
    return this.database.readAside(async (em) => {
      const account = await ownAccount(em, actor, accountId);
      const portfolio = await ownPortfolio(em, actor, account.portfolioId);
      const { input, market } = await this.portfolios.basis(em, portfolio, { ...moment, accountIds: new Set([account.id]) });
      const { terms, count } = await movements(await wholeLedger(em, actor, moment), { accountId: account.id, currency, day: moment.day });
      const explained = explainBalance(terms, { currency, conversion: market.cross(currency, input.baseCurrency) });
      const kept = input.accounts[0]?.cash.get(currency) ?? ZERO;
      assert(explained.amount.eq(kept), `the movements come to ${explained.amount.toFixed()} and the fold to ${kept.toFixed()}`);
      const balance = { accountId: account.id, currency, amount: explained.amount, value: explained.value };
      return { steps: explained.steps, rates: explained.rates, balance, baseCurrency: input.baseCurrency, ...moment, entryCount: count };
    });
  }
}

/** Without a checkpoint: what lies before one is a part of the explanation. */
function wholeLedger(em: EntityManager, { userId }: Actor, { day, knownAt }: Moment): Promise<Ledger> {
  return knownAt ? loadLedgerKnownAt(em, userId, { knownAt, until: day }) : loadLedger(em, userId, { until: day });
}

/** The entries of the account and its instrument, and those elsewhere that opened one of its lots. */
function entriesOf(ledger: Ledger, accountId: AccountId, held: { instrumentId: InstrumentId; lots: readonly Lot[] }): Transaction[] {
  const opened = new Set(held.lots.map(({ id }) => id));
  const touches = (entry: Transaction) =>
    entry.instrumentId === held.instrumentId &&
    (entry.accountId === accountId || entry.counterAccountId === accountId || opened.has(entry.id));
  return ledger.entries
    .filter(touches)
    .sort((a, b) => (a.tradeDate === b.tradeDate ? b.ordinal - a.ordinal : a.tradeDate < b.tradeDate ? 1 : -1));
}

function ruleOf({ quote, day, isCash }: { quote: Quote | null; day: Day | null; isCash: boolean }): PriceRule {
  if (quote) return day ? PriceRule.NEWEST_OF_DAY : PriceRule.CURRENT;
  return isCash ? PriceRule.FACE_VALUE : PriceRule.OWN_TRADE;
}

/** What each kind of entry moved in sum, in or out. */
async function movements(
  ledger: Ledger,
  { accountId, currency, day }: { accountId: AccountId; currency: Currency; day: Day | null },
): Promise<{ terms: ExplainedTerm[]; count: number }> {
  const sums = new Map<string, { kind: TransactionKind; isOut: boolean; total: Decimal; count: number }>();
  let count = 0;
  for (const entry of inCanonicalOrder(ledger.entries)) {
    for (const move of cashMoves(entry, ledger)) {
      if (move.accountId !== accountId || move.currency !== currency) continue;
      const isOut = move.amount.isNegative();
      const key = `${entry.kind} ${isOut}`;
      const sum = sums.get(key) ?? { kind: entry.kind, isOut, total: ZERO, count: 0 };
      sums.set(key, { ...sum, total: sum.total.plus(move.amount.abs()), count: sum.count + 1 });
      count += 1;
    }
  }
  const terms: ExplainedTerm[] = [...sums.values()].map(({ kind, isOut, total, count: entries }) => {
    return { name: `${kind} (${entries})`, use: isOut ? TermUse.MINUS : TermUse.PLUS, value: total };
  });
  if (ledger.account(accountId)?.fractionRule === FractionRule.CASH) {
    // No entry moves what a split paid for fractions: it depends on what was held.
    const states = await foldInTurns(ledger.entries, ledger, { until: day });
    const paid = fractionsIn(states).filter((gain) => gain.accountId === accountId && gain.currency === currency);
    const value = paid.reduce((sum, { proceeds }) => sum.plus(proceeds), ZERO);
    if (paid.length > 0) terms.push({ name: `fractions of splits (${paid.length})`, use: TermUse.PLUS, value });
  }
  return { terms, count };
}
