/** Why this income: every payment, as it was paid and at the rate it counts at, and what was kept of it. */
import { useQuery } from '../api/query.js';
import { signOf } from '../format/decimal-text.js';
import { exact, fullDay, money, percent } from '../format/format.js';
import type { WhyIncomeQuery as WhyIncomeResult } from '../gql/graphql.js';
import { Empty, Failure, Notice, Skeleton } from '../kit/state.js';
import { useLive } from '../live/live.js';
import { KINDS as ENTRY_KINDS } from '../part/entry-kind.js';
import { useScope } from '../shell/scope.js';
import { WhyIncomeQuery } from './documents.js';
import { Lead, type Part, Sum, WrittenOut } from './sum.js';
import type { IncomeName, Period } from './why.js';

interface WhyIncomeProps {
  readonly figure: IncomeName;
  /** The last 365 days when not given. */
  readonly period: Period | null;
  readonly instrumentId: string | null;
}

type Report = NonNullable<WhyIncomeResult['income']>;

export function WhyIncome({ figure, period, instrumentId }: WhyIncomeProps) {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(WhyIncomeQuery, variables && { ...variables, ...period, instrumentId });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const report = data.income;
  if (!report) return <Empty title="No income yet" />;
  const { baseCurrency } = report;
  if (figure === 'yieldOnValue' || figure === 'yieldOnCost') return <Yield report={report} figure={figure} />;
  const sum = instrumentId ? report.byInstrument.nodes.find((each) => each.instrumentId === instrumentId) : report.total;
  if (!sum) return <Empty title="Nothing was paid in this time" />;
  return (
    <>
      <Lead figure={money(sum[figure], baseCurrency)}>
        Dividends and interest from {fullDay(report.from)} to {fullDay(report.to)}, each at the rate it was booked at, or that of its day.
      </Lead>
      {report.total.missing.length > 0 && <Notice kind="warn">Without a rate, and so left out: {report.total.missing.join(', ')}.</Notice>}
      <WrittenOut
        title="What was kept"
        lines={[
          { name: 'Gross', sign: '', value: money(sum.gross, baseCurrency) },
          { name: 'Taxes', sign: '−', value: money(sum.tax, baseCurrency) },
          { name: 'Fees', sign: '−', value: money(sum.fee, baseCurrency) },
        ]}
        result={{ name: 'Kept', value: money(sum.net, baseCurrency) }}
      />
      <Payments report={report} sum={sum.gross} />
    </>
  );
}

function Payments({ report: { payments, baseCurrency }, sum }: { report: Report; sum: string }) {
  const parts = payments.nodes.map(
    ({ transactionId, instrument, kind, tradeDate, currency, gross, rate, isRateBooked, inBase }): Part => ({
      key: transactionId,
      name: instrument?.name ?? ENTRY_KINDS[kind].name,
      note: [
        fullDay(tradeDate),
        currency !== baseCurrency && money(gross, currency) + (rate ? ` at ${exact(rate)} ${baseCurrency} per ${currency}` : ''),
        currency !== baseCurrency && isRateBooked && 'as booked',
        inBase && signOf(inBase.tax) !== 0 && `${money(inBase.tax, baseCurrency)} tax`,
      ]
        .filter(Boolean)
        .join(' · '),
      amount: inBase?.gross ?? null,
      target: null,
    }),
  );
  return <Sum title="The payments" total={sum} parts={parts} currency={baseCurrency} isInOrder />;
}

function Yield({ report, figure }: { report: Report; figure: 'yieldOnValue' | 'yieldOnCost' }) {
  const marketValue = useLive(({ figures }) => figures.marketValue);
  const cost = useLive(({ figures }) => figures.costBasis);
  const basis = figure === 'yieldOnValue' ? marketValue : cost;
  const { baseCurrency, lastTwelveMonths } = report;
  const value = report[figure].value;
  return (
    <>
      <Lead figure={value == null ? '–' : percent(value)}>The gross income of the last 365 days, by what is held now.</Lead>
      <WrittenOut
        title="The arithmetic"
        lines={[
          { name: 'Gross income of 365 days', sign: '', value: money(lastTwelveMonths, baseCurrency) },
          {
            name: figure === 'yieldOnValue' ? 'Market value now' : 'Cost of what is open',
            sign: '÷',
            value: basis == null ? '–' : money(basis, baseCurrency),
          },
        ]}
        result={{ name: 'Yield', value: value == null ? '–' : percent(value) }}
      />
      <Payments report={report} sum={lastTwelveMonths} />
    </>
  );
}
