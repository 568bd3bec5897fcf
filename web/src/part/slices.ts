/** The ways a portfolio is cut into parts, live: by class, currency, account or holding. The same cuts as the API's `allocation`. */
import { sumDecimals } from '../format/decimal-text.js';
import { currencyName } from '../format/format.js';
import type { AllocationBy, HoldingFieldsFragment, InstrumentKind } from '../gql/graphql.js';
import type { LiveState } from '../live/portfolio-store.js';
import { KINDS } from './words.js';

export const CUTS = [
  { key: 'KIND', label: 'Class' },
  { key: 'CURRENCY', label: 'Currency' },
  { key: 'ACCOUNT', label: 'Account' },
  { key: 'INSTRUMENT', label: 'Holding' },
] as const satisfies readonly { readonly key: AllocationBy; readonly label: string }[];
export type SliceCut = AllocationBy;

/** As many as there are colours; the rest is one part. */
export const PARTS_MAX = 7;
export const REST = 'REST';

export function partColour(index: number, key: string): string {
  return key === REST ? 'var(--part-rest)' : `var(--part-${index + 1})`;
}

type Balance = LiveState['valuation']['cashBalances'][number];

export interface Slice {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly holdings: readonly HoldingFieldsFragment[];
  readonly balances: readonly Balance[];
}

/** What has a value, in the order it comes. `names` are those of accounts. */
export function slicesOf({ valuation, figures }: LiveState, cut: SliceCut, names: ReadonlyMap<string, string>): Slice[] {
  const found = new Map<string, { name: string; holdings: HoldingFieldsFragment[]; balances: Balance[] }>();
  const slice = ([key, name]: readonly [string, string]) => {
    const known = found.get(key) ?? { name, holdings: [], balances: [] };
    found.set(key, known);
    return known;
  };
  const isShown = ({ accountId, value }: { accountId: string; value?: string | null }) =>
    value != null && (figures.accountId === null || accountId === figures.accountId);
  for (const holding of valuation.holdings.filter(isShown)) slice(keyOfHolding(holding, cut, names)).holdings.push(holding);
  for (const balance of valuation.cashBalances.filter(isShown)) slice(keyOfBalance(balance, cut, names)).balances.push(balance);
  return [...found].map(([key, { name, holdings, balances }]) => ({
    key,
    name,
    holdings,
    balances,
    value: sumDecimals([...holdings, ...balances].flatMap(({ value }) => value ?? [])),
  }));
}

function keyOfHolding(holding: HoldingFieldsFragment, cut: SliceCut, names: ReadonlyMap<string, string>): readonly [string, string] {
  if (cut === 'CURRENCY') return [holding.currency, currencyName(holding.currency)];
  if (cut === 'ACCOUNT') return [holding.accountId, names.get(holding.accountId) ?? 'Account'];
  if (cut === 'INSTRUMENT') return [holding.instrumentId, holding.instrument.name];
  return [holding.instrument.kind, classNameOf(holding.instrument.kind)];
}

function keyOfBalance({ accountId, currency }: Balance, cut: SliceCut, names: ReadonlyMap<string, string>): readonly [string, string] {
  if (cut === 'CURRENCY') return [currency, currencyName(currency)];
  if (cut === 'ACCOUNT') return [accountId, names.get(accountId) ?? 'Account'];
  return ['CASH', 'Cash'];
}

/** Currencies held as instruments and cash are one class. */
export function classNameOf(kind: string): string {
  return kind === 'CASH' ? 'Cash' : (KINDS[kind as InstrumentKind]?.plural ?? kind);
}
