/**
 * What the page shows, outside React: each message is a whole valuation, but only what differs gets a new object, so only
 * changed cells render. Messages are applied with the browser's frames; a hidden page has none and keeps the newest alone.
 */

import { approximate, compareDecimals, negated, signOf, sumDecimals } from '../format/decimal-text.js';
import type { HoldingFieldsFragment, ValuationFieldsFragment } from '../gql/graphql.js';
import { type Figures, figuresOf } from './figures.js';

/** Alternating names restart a CSS animation that is already on the element; no timer ever clears it. */
export type Flash = 'up-a' | 'up-b' | 'down-a' | 'down-b' | null;

export interface Row {
  readonly holding: HoldingFieldsFragment;
  /** Of the total, to a tenth of a percent; null when either is unknown. */
  readonly share: number | null;
  readonly flash: Flash;
}

export interface AccountTotal {
  readonly accountId: string;
  /** Of what has a value: holdings and cash in the base currency. */
  readonly value: string;
  readonly dayChange: string | null;
  readonly share: number | null;
  readonly isPartial: boolean;
}

/** The one price of a message that moved the total most. */
export interface Move {
  readonly name: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  /** What it did to the total, in the base currency. */
  readonly effect: string;
}

export interface LiveState {
  readonly valuation: ValuationFieldsFragment;
  /** Of what is looked at: the portfolio, or one account of it. */
  readonly figures: Figures;
  /** Counts changes of quantities and of cash: what the ledger says, as far as it is seen here. */
  readonly ledger: number;
  readonly totalFlash: Flash;
  /** The total shown before this one; null while there has been only one. */
  readonly formerTotal: string | null;
  readonly move: Move | null;
  readonly rows: ReadonlyMap<string, Row>;
  /** The same array until a holding comes or goes. */
  readonly holdingIds: readonly string[];
  readonly accounts: readonly AccountTotal[];
}

export class PortfolioStore {
  readonly #schedule: (apply: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #state: LiveState | null = null;
  #pending: ValuationFieldsFragment | null = null;
  #isScheduled = false;
  #accountId: string | null = null;

  constructor(schedule: (apply: () => void) => void = (apply) => requestAnimationFrame(apply)) {
    this.#schedule = schedule;
  }

  readonly state = (): LiveState | null => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What was read over HTTP counts until the socket has spoken: another instance may have answered it, which had heard less. */
  begin(valuation: ValuationFieldsFragment): void {
    if (!this.#pending && !this.#state) this.accept(valuation);
  }

  accept(valuation: ValuationFieldsFragment): void {
    const newest = this.#pending ?? this.#state?.valuation;
    if (newest && isOlder(valuation, newest)) return;
    this.#pending = valuation;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => this.#apply());
  }

  /** Looks at one account alone; at the whole portfolio with null. */
  focus(accountId: string | null): void {
    if (accountId === this.#accountId) return;
    this.#accountId = accountId;
    if (!this.#state) return;
    const figures = figuresOf(this.#state.valuation, accountId, null);
    // Another whole is no movement: nothing flashes.
    this.#state = { ...this.#state, figures, totalFlash: null, formerTotal: null };
    this.#tell();
  }

  #apply(): void {
    this.#isScheduled = false;
    if (!this.#pending) return;
    this.#state = next(this.#state, this.#pending, this.#accountId);
    this.#pending = null;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * A lower sequence is a message that lost a race, or a replica that lags. Its prices are older as well; if they are newer,
 * the server began to count afresh, and holding on to our number would freeze the page.
 */
function isOlder(candidate: ValuationFieldsFragment, shown: ValuationFieldsFragment): boolean {
  if (candidate.portfolioId !== shown.portfolioId || candidate.sequence >= shown.sequence) return false;
  return !(candidate.asOf && shown.asOf && Date.parse(candidate.asOf) > Date.parse(shown.asOf));
}

function next(former: LiveState | null, received: ValuationFieldsFragment, accountId: string | null): LiveState {
  const valuation = reuse(former?.valuation, received);
  const rows = new Map<string, Row>();
  for (const holding of valuation.holdings) rows.set(holding.id, nextRow(former?.rows.get(holding.id), holding, valuation));
  const ids = valuation.holdings.map((holding) => holding.id);
  const figures = figuresOf(valuation, accountId, former?.figures ?? null);
  const isMoved = former !== null && former.figures.total !== figures.total;
  return {
    valuation,
    figures,
    ledger: (former?.ledger ?? 0) + (former && isOtherLedger(former, valuation) ? 1 : 0),
    totalFlash: flash(former?.totalFlash ?? null, former?.figures.total, figures.total),
    formerTotal: isMoved ? former.figures.total : (former?.formerTotal ?? null),
    move: (former && largestMove(former.rows, valuation.holdings)) ?? former?.move ?? null,
    rows,
    holdingIds: former && sameItems(former.holdingIds, ids) ? former.holdingIds : ids,
    accounts: accountTotals(former?.accounts ?? [], valuation),
  };
}

/** Prices move values; only entries move quantities and cash. */
function isOtherLedger(former: LiveState, { holdings, cashBalances }: ValuationFieldsFragment): boolean {
  const before = former.valuation.cashBalances;
  if (holdings.length !== former.rows.size || cashBalances.length !== before.length) return true;
  return (
    holdings.some(({ id, quantity }) => former.rows.get(id)?.holding.quantity !== quantity) ||
    cashBalances.some(({ amount, currency, accountId }, i) => {
      const other = before[i];
      return other?.amount !== amount || other.currency !== currency || other.accountId !== accountId;
    })
  );
}

function nextRow(former: Row | undefined, holding: HoldingFieldsFragment, valuation: ValuationFieldsFragment): Row {
  const share = shareOf(holding.value, valuation.total);
  if (!former) return { holding, share, flash: null };
  const kept = same(former.holding, holding) ? former.holding : holding;
  if (kept === former.holding && share === former.share) return former;
  return { holding: kept, share, flash: flash(former.flash, former.holding.price, holding.price) };
}

/** The lists inside keep their identity when nothing in them moved, so that their readers do not render. */
function reuse(former: ValuationFieldsFragment | undefined, valuation: ValuationFieldsFragment): ValuationFieldsFragment {
  if (!former) return valuation;
  const gaps = same(former.gaps, valuation.gaps) ? former.gaps : valuation.gaps;
  const cashBalances = same(former.cashBalances, valuation.cashBalances) ? former.cashBalances : valuation.cashBalances;
  return { ...valuation, gaps, cashBalances };
}

function flash(former: Flash, before: string | null | undefined, after: string | null | undefined): Flash {
  if (before == null || after == null || before === after) return former;
  const direction = compareDecimals(after, before);
  if (direction === 0) return former;
  const other = former?.endsWith('a') ? 'b' : 'a';
  return direction > 0 ? `up-${other}` : `down-${other}`;
}

function largestMove(former: ReadonlyMap<string, Row>, holdings: readonly HoldingFieldsFragment[]): Move | null {
  const moves = new Map<string, Move>();
  for (const holding of holdings) {
    const before = former.get(holding.id)?.holding;
    if (before?.price == null || before.value == null || holding.price == null || holding.value == null) continue;
    if (before.price === holding.price || before.quantity !== holding.quantity) continue;
    // The same instrument in two accounts moves the total twice.
    const soFar = moves.get(holding.instrumentId)?.effect ?? '0';
    const effect = sumDecimals([soFar, holding.value, negated(before.value)]);
    const { currency, instrument } = holding;
    moves.set(holding.instrumentId, { name: instrument.name, currency, from: before.price, to: holding.price, effect });
  }
  const sizes = [...moves.values()].map((move) => ({ move, size: Math.abs(approximate(move.effect)) }));
  return sizes.sort((a, b) => b.size - a.size)[0]?.move ?? null;
}

function accountTotals(former: readonly AccountTotal[], valuation: ValuationFieldsFragment): readonly AccountTotal[] {
  const entries = new Map<string, { values: string[]; changes: (string | null)[]; isPartial: boolean }>();
  const entry = (accountId: string) => {
    const found = entries.get(accountId) ?? { values: [], changes: [], isPartial: false };
    entries.set(accountId, found);
    return found;
  };
  const add = (accountId: string, value: string | null | undefined) => {
    const account = entry(accountId);
    if (value == null) account.isPartial = true;
    else account.values.push(value);
  };
  for (const holding of valuation.holdings) {
    add(holding.accountId, holding.value);
    entry(holding.accountId).changes.push(holding.dayChange ?? null);
  }
  for (const balance of valuation.cashBalances) add(balance.accountId, balance.value);
  const totals = [...entries].map(([accountId, { values, changes, isPartial }], i): AccountTotal => {
    const value = sumDecimals(values);
    const known = changes.filter((change) => change !== null);
    const dayChange = known.length === 0 ? null : sumDecimals(known);
    const total = { accountId, value, dayChange, isPartial, share: shareOf(value, valuation.total) };
    const before = former[i];
    return before && same(before, total) ? before : total;
  });
  return sameItems(former, totals) ? former : totals;
}

function shareOf(value: string | null | undefined, total: string): number | null {
  if (value == null || signOf(total) <= 0) return null;
  return Math.round((approximate(value) / approximate(total)) * 1000) / 1000;
}

/** Of plain data from one query, which has the same members in every answer. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  for (const key in a) if (!same(a[key as keyof typeof a], b[key as keyof typeof b])) return false;
  return true;
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
