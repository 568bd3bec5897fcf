/** What the whole was made of over the last year, or since the first entry: shares on top of each other, and a table behind. */
import { useMemo, useState } from 'react';
import { useQuery } from '../../api/query.js';
import { Stack } from '../../chart/stack.js';
import { approximate, signOf } from '../../format/decimal-text.js';
import { currencyName, fullDay, share } from '../../format/format.js';
import type { AllocationHistoryQuery as HistoryResult } from '../../gql/graphql.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { ChartTable } from '../../part/chart-table.js';
import { dayAfter, startOf, useToday } from '../../part/range.js';
import { classNameOf, PARTS_MAX, partColour, REST, type SliceCut } from '../../part/slices.js';
import { useScope } from '../../shell/scope.js';
import { AllocationHistoryQuery } from './documents.js';

const POINTS = 53;

type Past = NonNullable<HistoryResult['allocationHistory']>;

export function AllocationOverTime({ cut, names }: { cut: SliceCut; names: ReadonlyMap<string, string> }) {
  const { variables } = useScope();
  const start = startOf('1Y', useToday());
  const asked = variables && { ...variables, by: cut, from: start && dayAfter(start), points: POINTS };
  const { data, failure, isFormer, reload } = useQuery(AllocationHistoryQuery, asked);
  const past = data?.allocationHistory;
  if (failure && !data)
    return (
      <div className="card-body">
        <Failure failure={failure} onRetry={reload} />
      </div>
    );
  if (!past || isFormer)
    return (
      <div className="card-body allocation">
        <Skeleton height={200} />
      </div>
    );
  return <Drawing past={past} cut={cut} names={names} />;
}

interface Band {
  readonly key: string;
  readonly name: string;
  /** Null on days without a whole to have a share of. */
  readonly shares: readonly (number | null)[];
}

function Drawing({ past, cut, names }: { past: Past; cut: SliceCut; names: ReadonlyMap<string, string> }) {
  const bands = useMemo(() => bandsOf(past, cut, names), [past, cut, names]);
  const [at, setAt] = useState<number | null>(null);
  if (!past.totals.some((total) => signOf(total) > 0))
    return <p className="card-body muted small">The total was never above zero, so nothing was a share of it.</p>;
  const last = past.days.length - 1;
  const shown = at ?? last;
  return (
    <div className="card-body allocation-past">
      <Stack bands={bands.map(({ key, shares }, i) => ({ key, shares, colour: partColour(i, key) }))} onPoint={setAt} />
      <p className="stack-days muted small">
        <span>{fullDay(past.days[0] ?? '')}</span>
        <span>{shown === last ? '' : fullDay(past.days[shown] ?? '')}</span>
        <span>{fullDay(past.days[last] ?? '')}</span>
      </p>
      <ul className="stack-legend">
        {bands.map(({ key, name, shares }, i) => (
          <li key={key}>
            <span className="part-key" style={{ background: partColour(i, key) }} aria-hidden="true" />
            {name} <strong>{shareOn(shares, shown)}</strong>
          </li>
        ))}
      </ul>
      <ChartTable
        label="Allocation over time as a table"
        heads={['Day', ...bands.map(({ name }) => name)]}
        rows={() =>
          past.days
            .map((day, place) => ({ key: day, cells: [fullDay(day), ...bands.map(({ shares }) => shareOn(shares, place))] }))
            .toReversed()
        }
      />
    </div>
  );
}

/** Those that were largest over all days; the others are one band. */
function bandsOf({ series, totals }: Past, cut: SliceCut, names: ReadonlyMap<string, string>): Band[] {
  const whole = totals.map(approximate);
  const all = series.nodes
    .map(({ key, values, instrument }) => ({
      key,
      name: instrument?.name ?? nameOf(key, cut, names),
      shares: values.map((value, place) => ((whole[place] ?? 0) > 0 ? approximate(value) / (whole[place] ?? 1) : null)),
    }))
    .sort((a, b) => sum(b.shares) - sum(a.shares));
  if (all.length <= PARTS_MAX) return all;
  const rest = all.slice(PARTS_MAX - 1);
  const shares = whole.map((each, place) => (each > 0 ? sum(rest.map((band) => band.shares[place] ?? 0)) : null));
  return [...all.slice(0, PARTS_MAX - 1), { key: REST, name: `${rest.length} others`, shares }];
}

function nameOf(key: string, cut: SliceCut, names: ReadonlyMap<string, string>): string {
  if (cut === 'CURRENCY') return currencyName(key);
  if (cut === 'ACCOUNT') return names.get(key) ?? 'Account';
  return classNameOf(key);
}

function shareOn(shares: Band['shares'], place: number): string {
  const ratio = shares[place];
  return ratio == null ? '–' : share(ratio);
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
