/** What the whole is made of, live: a ring to the eye, and the same as a table beside it. */
import { useMemo, useState } from 'react';
import { Ring } from '../../chart/ring.js';
import { approximate, sumDecimals } from '../../format/decimal-text.js';
import { currencyName, money, share } from '../../format/format.js';
import type { ValuationFieldsFragment } from '../../gql/graphql.js';
import { Segments } from '../../kit/segments.js';
import { Skeleton } from '../../kit/state.js';
import { useLiveSecondly } from '../../live/live.js';
import type { LiveState } from '../../live/portfolio-store.js';
import { KINDS } from '../../part/words.js';
import { useScope } from '../../shell/scope.js';

const CUTS = [
  { key: 'KIND', label: 'Class' },
  { key: 'CURRENCY', label: 'Currency' },
  { key: 'ACCOUNT', label: 'Account' },
  { key: 'INSTRUMENT', label: 'Holding' },
] as const;
type Cut = (typeof CUTS)[number]['key'];

/** As many as there are colours; the rest is one part. */
const PARTS_MAX = 7;

interface Part {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** Of the total; below zero for an overdraft. */
  readonly share: number;
}

export function Allocation() {
  const [cut, setCut] = useState<Cut>('KIND');
  const { accounts } = useScope();
  const state = useLiveSecondly();
  const names = useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts]);
  const parts = useMemo(() => (state ? partsOf(state, cut, names) : null), [state, cut, names]);
  return (
    <section className="card" aria-labelledby="allocation-label">
      <div className="card-head">
        <h2 id="allocation-label">Allocation</h2>
        <Segments label="Cut by" options={CUTS} chosen={cut} onChoose={setCut} />
      </div>
      <div className="card-body allocation">
        {parts && state ? (
          <>
            <Ring parts={parts.map((part) => Math.max(0, part.share))} />
            <PartsTable parts={parts} currency={state.valuation.baseCurrency} />
          </>
        ) : (
          <Skeleton height={200} />
        )}
      </div>
    </section>
  );
}

function PartsTable({ parts, currency }: { parts: readonly Part[]; currency: string }) {
  return (
    <table className="parts-table">
      <thead className="sr-only">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Share</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ key, name, value, share: ratio }, i) => (
          <tr key={key}>
            <th scope="row">
              <span className="part-key" style={{ background: partColour(i, key) }} aria-hidden="true" />
              <span className="part-name">{name}</span>
            </th>
            <td>{share(ratio)}</td>
            <td className="muted part-value">{money(value, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function partColour(index: number, key: string): string {
  return key === 'REST' ? 'var(--part-rest)' : `var(--part-${index + 1})`;
}

function partsOf({ valuation, figures }: LiveState, cut: Cut, names: ReadonlyMap<string, string>): Part[] {
  const sums = new Map<string, { name: string; values: string[] }>();
  const add = (key: string, name: string, value: string | null | undefined) => {
    if (value == null) return;
    const sum = sums.get(key) ?? { name, values: [] };
    sum.values.push(value);
    sums.set(key, sum);
  };
  const isShown = ({ accountId }: { accountId: string }) => figures.accountId === null || accountId === figures.accountId;
  for (const holding of valuation.holdings.filter(isShown)) {
    const [key, name] = keyOfHolding(holding, cut, names);
    add(key, name, holding.value);
  }
  for (const balance of valuation.cashBalances.filter(isShown)) {
    const [key, name] =
      cut === 'CURRENCY'
        ? [balance.currency, currencyName(balance.currency)]
        : cut === 'ACCOUNT'
          ? [balance.accountId, names.get(balance.accountId) ?? 'Account']
          : ['CASH', 'Cash'];
    add(key, name, balance.value);
  }
  const total = approximate(figures.total);
  const parts = [...sums]
    .map(([key, { name, values }]): Part => {
      const value = sumDecimals(values);
      return { key, name, value, share: total > 0 ? approximate(value) / total : 0 };
    })
    .sort((a, b) => b.share - a.share);
  if (parts.length <= PARTS_MAX) return parts;
  const [shown, rest] = [parts.slice(0, PARTS_MAX - 1), parts.slice(PARTS_MAX - 1)];
  const value = sumDecimals(rest.map((part) => part.value));
  return [...shown, { key: 'REST', name: `${rest.length} others`, value, share: total > 0 ? approximate(value) / total : 0 }];
}

function keyOfHolding(
  holding: ValuationFieldsFragment['holdings'][number],
  cut: Cut,
  names: ReadonlyMap<string, string>,
): [string, string] {
  if (cut === 'CURRENCY') return [holding.currency, currencyName(holding.currency)];
  if (cut === 'ACCOUNT') return [holding.accountId, names.get(holding.accountId) ?? 'Account'];
  if (cut === 'INSTRUMENT') return [holding.instrumentId, holding.instrument.name];
  return [holding.instrument.kind, KINDS[holding.instrument.kind].plural];
}
