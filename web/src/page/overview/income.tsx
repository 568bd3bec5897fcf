/** Dividends and interest of the last twelve months, month by month. */
import { useQuery } from '../../api/query.js';
import { approximate } from '../../format/decimal-text.js';
import { fullMonth, money, percent } from '../../format/format.js';
import type { IncomeQuery as IncomeResult } from '../../gql/graphql.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { ChartTable } from '../../part/chart-table.js';
import { monthPeriod, useToday } from '../../part/range.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { IncomeQuery } from './documents.js';
import { MonthBars } from './month-bars.js';

type Report = NonNullable<IncomeResult['income']>;

export function Income() {
  const { variables } = useScope();
  const today = useToday();
  const months = lastMonths(today);
  const { data, failure, reload } = useQuery(IncomeQuery, variables && { ...variables, from: `${months[0]}-01` });
  const report = data?.income ?? null;
  return (
    <section className="card" aria-labelledby="income-label">
      <div className="card-head">
        <h2 id="income-label">Income</h2>
        <span className="muted small">last twelve months</span>
      </div>
      <div className="card-body income">
        {report ? (
          <Shown report={report} months={months} />
        ) : failure ? (
          <Failure failure={failure} onRetry={reload} />
        ) : data ? (
          <Empty title="No income yet" />
        ) : (
          <Skeleton height={220} />
        )}
      </div>
    </section>
  );
}

function Shown({ report, months }: { report: Report; months: readonly string[] }) {
  const { baseCurrency, total, yieldOnValue, yieldOnCost } = report;
  const period = { from: `${months[0]}-01`, to: null };
  const byMonth = new Map(report.byMonth.map((each) => [each.month, each]));
  const highest = Math.max(...months.map((month) => approximate(byMonth.get(month)?.gross ?? '0')), 0);
  if (highest === 0) return <Empty title="No income yet">Dividends and interest appear here in the month they are booked.</Empty>;
  return (
    <>
      <dl className="stats">
        <div>
          <dt>Gross</dt>
          <dd>
            <WhyButton of={{ kind: 'INCOME', figure: 'gross', period }}>{money(total.gross, baseCurrency)}</WhyButton>
          </dd>
        </div>
        <div>
          <dt>After tax</dt>
          <dd>
            <WhyButton of={{ kind: 'INCOME', figure: 'net', period }}>{money(total.net, baseCurrency)}</WhyButton>
          </dd>
        </div>
        <div>
          <dt>Yield</dt>
          <dd>
            {yieldOnValue.value == null ? (
              '–'
            ) : (
              <WhyButton of={{ kind: 'INCOME', figure: 'yieldOnValue' }}>{percent(yieldOnValue.value)}</WhyButton>
            )}
          </dd>
          {yieldOnCost.value != null && (
            <dd className="stats-note">
              <WhyButton of={{ kind: 'INCOME', figure: 'yieldOnCost' }}>{percent(yieldOnCost.value)}</WhyButton> on cost
            </dd>
          )}
        </div>
      </dl>
      <MonthBars
        months={months.map((month) => {
          const gross = byMonth.get(month)?.gross ?? '0';
          return { month, ratio: approximate(gross) / highest, title: `${fullMonth(month)}: ${money(gross, baseCurrency)}` };
        })}
      />
      <ChartTable
        label="Income by month"
        heads={['Month', 'Gross', 'Tax', 'Net']}
        rows={() =>
          report.byMonth.toReversed().map(({ month, gross, tax, net }) => ({
            key: month,
            cells: [
              fullMonth(month),
              <WhyButton key="gross" of={{ kind: 'INCOME', figure: 'gross', period: monthOnly(month) }}>
                {money(gross, baseCurrency)}
              </WhyButton>,
              <WhyButton key="tax" of={{ kind: 'INCOME', figure: 'net', period: monthOnly(month) }}>
                {money(tax, baseCurrency)}
              </WhyButton>,
              <WhyButton key="net" of={{ kind: 'INCOME', figure: 'net', period: monthOnly(month) }}>
                {money(net, baseCurrency)}
              </WhyButton>,
            ],
          }))
        }
      />
    </>
  );
}

function monthOnly(month: string) {
  return monthPeriod(month, { start: '0001-01-01', to: '9999-12-31' });
}

/** This month and the eleven before it, oldest first, as YYYY-MM. */
function lastMonths(today: string): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(year, month - 12 + i, 1)).toISOString().slice(0, 7));
}
