/** What the whole is made of, live: a ring to the eye, the same as a table beside it, how far it is from its targets, and over time. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { useQuery } from '../../api/query.js';
import { Ring } from '../../chart/ring.js';
import { approximate, multiplyDecimals, negated, signOf, sumDecimals } from '../../format/decimal-text.js';
import { money, share, signedShare } from '../../format/format.js';
import { Segments } from '../../kit/segments.js';
import { Skeleton } from '../../kit/state.js';
import { useLiveSecondly } from '../../live/live.js';
import type { LiveState } from '../../live/portfolio-store.js';
import { Absent } from '../../part/change.js';
import { CUTS, PARTS_MAX, partColour, REST, type SliceCut, slicesOf } from '../../part/slices.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { AllocationOverTime } from './allocation-history.js';
import { AllocationTargetsQuery } from './documents.js';

const TargetsDialog = lazy(() => import('../settings/targets-dialog.js').then(({ TargetsDialog }) => ({ default: TargetsDialog })));

const VIEWS = [
  { key: 'NOW', label: 'Now' },
  { key: 'OVER_TIME', label: 'Over time' },
] as const;

const NO_WHOLE = 'The total is not above zero, so nothing is a share of it.';

interface Part {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** Of the total; below zero for an overdraft. Null where the total is no whole to have a share of. */
  readonly share: number | null;
  readonly target: Target | null;
}

interface Target {
  readonly weight: string;
  /** share - weight */
  readonly drift: number;
  /** What to sell, or below zero to buy, to be at the target. */
  readonly excess: string;
}

export function Allocation() {
  const [cut, setCut] = useState<SliceCut>('KIND');
  const [view, setView] = useState<(typeof VIEWS)[number]['key']>('NOW');
  const [isSetting, setSetting] = useState(false);
  const { accounts, account, portfolio } = useScope();
  const state = useLiveSecondly();
  const names = useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts]);
  // Targets are of the whole portfolio.
  const { data } = useQuery(AllocationTargetsQuery, portfolio && !account ? { portfolioId: portfolio.id, by: cut } : null);
  const weights = useMemo(
    () => new Map(portfolio && !account ? data?.portfolio?.targets.map(({ key, weight }) => [key, weight]) : []),
    [data, portfolio, account],
  );
  const parts = useMemo(() => (state ? partsOf(state, { cut, names, weights }) : null), [state, cut, names, weights]);
  return (
    <section className="card" aria-labelledby="allocation-label">
      <div className="card-head">
        <h2 id="allocation-label">Allocation</h2>
        <Segments label="Cut by" options={CUTS} chosen={cut} onChoose={setCut} />
      </div>
      {view === 'OVER_TIME' ? (
        <AllocationOverTime cut={cut} names={names} />
      ) : (
        <div className="card-body allocation">
          {parts && state ? (
            <>
              {signOf(state.figures.total) > 0 ? (
                <Ring parts={parts.map(({ value }) => approximate(value))} />
              ) : (
                <p className="muted small">{NO_WHOLE}</p>
              )}
              <PartsTable parts={parts} cut={cut} currency={state.valuation.baseCurrency} />
            </>
          ) : (
            <Skeleton height={200} />
          )}
        </div>
      )}
      <div className="card-foot">
        <Segments label="Allocation now or over time" options={VIEWS} chosen={view} onChoose={setView} />
        {!account && portfolio && (
          <button type="button" className="link small" onClick={() => setSetting(true)}>
            {weights.size > 0 ? 'Change the targets' : 'Set targets'}
          </button>
        )}
      </div>
      {isSetting && portfolio && (
        <Suspense fallback={null}>
          <TargetsDialog portfolio={portfolio} by={cut} onClose={() => setSetting(false)} />
        </Suspense>
      )}
    </section>
  );
}

function PartsTable({ parts, cut, currency }: { parts: readonly Part[]; cut: SliceCut; currency: string }) {
  const hasTargets = parts.some(({ target }) => target !== null);
  return (
    <table className="parts-table">
      <thead className={hasTargets ? undefined : 'sr-only'}>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Share</th>
          {hasTargets && <th scope="col">To target</th>}
          <th scope="col" className="part-value">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ key, name, value, share: ratio, target }, i) => (
          <tr key={key}>
            <th scope="row">
              <span className="part-key" style={{ background: partColour(i, key) }} aria-hidden="true" />
              <span className="part-name">{name}</span>
            </th>
            <td>
              {ratio === null ? (
                <Absent why={NO_WHOLE} />
              ) : key === REST ? (
                share(ratio)
              ) : (
                <WhyButton of={{ kind: 'SLICE', by: cut, key, name }}>{share(ratio)}</WhyButton>
              )}
            </td>
            {hasTargets && <td className="part-drift">{target && <Drift target={target} currency={currency} />}</td>}
            <td className="muted part-value">
              {key === REST ? (
                money(value, currency)
              ) : (
                <WhyButton of={{ kind: 'SLICE', by: cut, key, name }}>{money(value, currency)}</WhyButton>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Half a percentage point is no more than the day's noise. */
const NEAR = 0.005;

function Drift({ target: { weight, drift, excess }, currency }: { target: Target; currency: string }) {
  const amount = money(excess.replace('-', ''), currency);
  const cure = signOf(excess) > 0 ? `sell ${amount}` : `buy ${amount}`;
  return (
    <span title={`Target ${share(Number(weight))}; to be there, ${cure}.`} className={Math.abs(drift) > NEAR ? 'warn-text' : 'muted'}>
      {signedShare(drift)}
      <span className="sr-only">
        {' '}
        from the target of {share(Number(weight))}: {cure}
      </span>
    </span>
  );
}

interface PartsProps {
  readonly cut: SliceCut;
  readonly names: ReadonlyMap<string, string>;
  /** Of targets, by key. */
  readonly weights: ReadonlyMap<string, string>;
}

function partsOf(state: LiveState, { cut, names, weights }: PartsProps): Part[] {
  const whole = state.figures.total;
  const total = approximate(whole);
  const partOf = ({ key, name, value }: Pick<Part, 'key' | 'name' | 'value'>): Part => {
    const ratio = total > 0 ? approximate(value) / total : null;
    const weight = weights.get(key);
    const excess = weight === undefined ? null : sumDecimals([value, negated(multiplyDecimals(weight, whole))]);
    const target = weight === undefined || excess === null || ratio === null ? null : { weight, drift: ratio - Number(weight), excess };
    return { key, name, value, share: ratio, target };
  };
  const parts = slicesOf(state, cut, names)
    .map(partOf)
    .sort((a, b) => approximate(b.value) - approximate(a.value));
  if (parts.length <= PARTS_MAX) return parts;
  const [shown, rest] = [parts.slice(0, PARTS_MAX - 1), parts.slice(PARTS_MAX - 1)];
  return [...shown, partOf({ key: REST, name: `${rest.length} others`, value: sumDecimals(rest.map(({ value }) => value)) })];
}
