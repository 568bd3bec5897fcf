/** Why so much stands between the value at the start and the value at the end: day by day, or instrument by instrument. */
import { useQuery } from '../api/query.js';
import { negated, signOf, sumDecimals } from '../format/decimal-text.js';
import { fullDay, money, signedMoney } from '../format/format.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { ReturnFigure } from '../part/returns.js';
import { useScope } from '../shell/scope.js';
import { PeriodQuery } from './documents.js';
import { Lead, type Part, Sum } from './sum.js';
import type { PartName, Period } from './why.js';

const MEANING: Record<PartName, string> = {
  inflow: 'Deposits, and units delivered in, at the rates of their days.',
  outflow: 'Withdrawals, and units delivered out, at the rates of their days.',
  priceGain: 'What prices made of what was held, each day at the rate of that day.',
  currencyGain: 'What exchange rates made of what was held and of cash in other currencies.',
  income: 'Dividends and interest before taxes, each at the rate of its day.',
  fees: 'Fees of trades, of income and of accounts.',
  taxes: 'Taxes of trades and of income, less what was given back.',
};
const REST: Partial<Record<PartName, string>> = {
  currencyGain: 'Cash in other currencies',
  income: 'Interest',
  fees: 'Fees of accounts',
  taxes: 'Taxes on interest and of accounts',
};

export function WhyPart({ part, period }: { part: PartName; period: Period }) {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(PeriodQuery, variables && { ...variables, ...period });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { performance } = data;
  if (!performance?.explanation) return <Empty title="There is nothing to measure yet" />;
  const { baseCurrency: currency, explanation, start, to } = performance;
  const total = explanation[part];
  const isGain = part === 'priceGain' || part === 'currencyGain';
  return (
    <>
      <Lead figure={isGain ? signedMoney(total, currency) : money(total, currency)}>
        {MEANING[part]} {fullDay(start)} to {fullDay(to)}.
      </Lead>
      {part === 'inflow' || part === 'outflow' ? (
        <Sum title="By day" total={total} currency={currency} isInOrder parts={daysOf(performance, part)} />
      ) : (
        <Sum title="By holding" total={total} currency={currency} isSigned={isGain} parts={instrumentsOf(performance, part, period)} />
      )}
    </>
  );
}

/** What of the gain belongs to no instrument: cash in other currencies, interest, and what accounts themselves cost. */
export function WhyRest({ period }: { period: Period }) {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(PeriodQuery, variables && { ...variables, ...period });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={6} />;
  const { performance } = data;
  if (!performance?.explanation) return <Empty title="There is nothing to measure yet" />;
  const { baseCurrency: currency, contributions } = performance;
  const parts = (Object.keys(REST) as PartName[]).map((part): Part => {
    const amount = restOf(performance, part);
    return {
      key: part,
      name: REST[part] ?? '',
      amount: part === 'fees' || part === 'taxes' ? negated(amount) : amount,
      target: { kind: 'PART', part, period },
    };
  });
  return (
    <>
      <Lead figure={<ReturnFigure figure={contributions.rest} />}>
        What belongs to no holding. With it, what the holdings added is the simple return.
      </Lead>
      <Sum
        title="Made of"
        total={sumDecimals(parts.map(({ amount }) => amount ?? '0'))}
        currency={currency}
        isSigned
        isInOrder
        parts={parts}
      />
    </>
  );
}

type Report = NonNullable<import('../gql/graphql.js').WhyPeriodQuery['performance']>;

function daysOf({ parts, start }: Report, part: 'inflow' | 'outflow'): Part[] {
  return parts.nodes
    .filter((each) => each.day > start && signOf(each[part]) !== 0)
    .toReversed()
    .map((each) => ({ key: each.day, name: fullDay(each.day), amount: each[part], target: { kind: 'DAY', day: each.day } }));
}

/** With what belongs to no instrument they are the whole. */
function instrumentsOf(report: Report, part: Exclude<PartName, 'inflow' | 'outflow'>, period: Period): Part[] {
  const rows = report.contributions.rows.nodes;
  const rest = restOf(report, part);
  const parts = rows.map(
    (row): Part => ({
      key: row.instrumentId,
      name: row.instrument.name,
      amount: row[part],
      target: { kind: 'CONTRIBUTION', instrumentId: row.instrumentId, period },
    }),
  );
  const others: Part = { key: 'REST', name: REST[part] ?? 'Cash and accounts', amount: rest, target: null };
  return [...parts, others].filter(({ amount }) => signOf(amount ?? '0') !== 0);
}

function restOf({ contributions, explanation }: Report, part: PartName): string {
  if (part === 'inflow' || part === 'outflow') return '0';
  return sumDecimals([explanation?.[part] ?? '0', ...contributions.rows.nodes.map((row) => negated(row[part]))]);
}
