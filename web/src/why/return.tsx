/** Why a return is what it is: what there was, what came in and went out, what was gained, and the days or months it links. */
import { useQuery } from '../api/query.js';
import { signOf } from '../format/decimal-text.js';
import { exact, fullDay, fullMonth, money, signedMoney, signedPercent } from '../format/format.js';
import type { WhyReturnQuery } from '../gql/graphql.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { monthPeriod } from '../part/range.js';
import { ReturnFigure } from '../part/returns.js';
import { useScope } from '../shell/scope.js';
import { DaysQuery, ReturnQuery } from './documents.js';
import { Identity, Lead, PartRow, WrittenOut } from './sum.js';
import type { Period, ReturnName } from './why.js';

/** Up to here its days are shown; of a longer period, its months. */
const DAYS_SHOWN_MAX = 45;

const HOW: Record<ReturnName, string> = {
  simpleReturn: 'The gain, by the capital put in: the value at the start and all that came in since.',
  twr: 'The growth of each day, linked: (value at its end + what went out) ÷ (value before + what came in). When money came or went does not move it.',
  twrAnnualised: 'The time-weighted return, as if every year had been alike: (1 + TWR) to the power of 365 ÷ days, less 1.',
  irr: 'The yearly rate at which everything that was put in, taken out and is left is worth nothing on the first day.',
};

type Report = NonNullable<WhyReturnQuery['performance']>;

export function WhyReturn({ name, period, instrumentId }: { name: ReturnName; period: Period; instrumentId: string | null }) {
  const { variables } = useScope();
  const asked = variables && { ...variables, ...period, ...(instrumentId && { instrumentId }) };
  const { data, failure, reload } = useQuery(ReturnQuery, asked);
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { performance } = data;
  if (!performance?.explanation) return <Empty title="There is nothing to measure yet" />;
  const { baseCurrency: currency, explanation, start, to, days } = performance;
  const isTwr = name === 'twr' || name === 'twrAnnualised';
  return (
    <>
      <Lead figure={<ReturnFigure figure={performance[name].total} />}>
        {fullDay(start)} to {fullDay(to)}, {days === 1 ? 'one day' : `${days} days`}
      </Lead>
      <section>
        <h3>How it is made</h3>
        <p>{HOW[name]}</p>
        <p className="muted">
          Without dividends and interest: <ReturnFigure figure={performance[name].price} />
        </p>
      </section>
      <Arithmetic name={name} report={performance} />
      <Identity explanation={explanation} currency={currency} />
      {isTwr && days > DAYS_SHOWN_MAX && <Months report={performance} instrumentId={instrumentId} />}
      {isTwr && days <= DAYS_SHOWN_MAX && <Days period={period} instrumentId={instrumentId} />}
      <Flows report={performance} instrumentId={instrumentId} />
    </>
  );
}

function Arithmetic({ name, report }: { name: ReturnName; report: Report }) {
  const { explanation, baseCurrency, twr, days, simpleReturn, twrAnnualised } = report;
  const text = (value: string | null | undefined) => (value == null ? '–' : signedPercent(value));
  if (name === 'simpleReturn' && explanation) {
    return (
      <WrittenOut
        title="The arithmetic"
        lines={[
          { name: 'Gain', sign: '', value: signedMoney(explanation.gain, baseCurrency) },
          {
            name: 'Value at the start, and what came in',
            sign: '÷',
            value: `${money(explanation.start, baseCurrency)} + ${money(explanation.inflow, baseCurrency)}`,
          },
        ]}
        result={{ name: 'Simple return', value: text(simpleReturn.total.value) }}
      />
    );
  }
  if (name !== 'twrAnnualised' || twrAnnualised.total.value == null) return null;
  return (
    <WrittenOut
      title="The arithmetic"
      lines={[
        { name: 'TWR of the period', sign: '', value: text(twr.total.value) },
        { name: 'Years: days ÷ 365', sign: '', value: exact((days / 365).toFixed(4)) },
      ]}
      result={{ name: 'TWR per year', value: text(twrAnnualised.total.value) }}
    />
  );
}

/** Linked, they are the return. */
function Months({ report: { byMonth, start, to }, instrumentId }: { report: Report; instrumentId: string | null }) {
  return (
    <section>
      <h3>The months it links</h3>
      <ul className="why-parts">
        {byMonth.toReversed().map(({ month, value }) => (
          <li key={month}>
            <PartRow
              target={{ kind: 'RETURN', name: 'twr', period: monthPeriod(month, { start, to }), ...(instrumentId && { instrumentId }) }}
            >
              <span>{fullMonth(month)}</span>
              <span>{signedPercent(value)}</span>
            </PartRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Days({ period, instrumentId }: { period: Period; instrumentId: string | null }) {
  const { variables } = useScope();
  const { data } = useQuery(DaysQuery, variables && { ...variables, ...period, ...(instrumentId && { instrumentId }) });
  if (!data) return <Skeleton lines={6} />;
  const { performance } = data;
  const days = performance?.parts.nodes.filter(({ day }) => day > performance.start) ?? [];
  return (
    <section>
      <h3>The days it links</h3>
      <ul className="why-parts">
        {days.toReversed().map(({ day, growth, value }) => (
          <li key={day}>
            <PartRow target={instrumentId === null ? { kind: 'DAY', day } : { kind: 'WORTH', day, instrumentId }}>
              <span>
                {fullDay(day)} <span className="muted small">{performance && money(value, performance.baseCurrency)}</span>
              </span>
              <span>{growth.value == null ? '–' : signedPercent(growth.value)}</span>
            </PartRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the `irr` is of: each day something came in or went out, and what it came to in the base currency. */
function Flows({ report: { parts, start, baseCurrency }, instrumentId }: { report: Report; instrumentId: string | null }) {
  const days = parts.nodes.filter(({ day }) => day > start);
  if (days.length === 0) return null;
  return (
    <section>
      <h3>{instrumentId === null ? 'Deposits and withdrawals' : 'Bought and sold'}</h3>
      <ul className="why-parts">
        {days.toReversed().map(({ day, inflow, outflow }) => (
          <li key={day}>
            <PartRow target={instrumentId === null ? { kind: 'DAY', day } : { kind: 'WORTH', day, instrumentId }}>
              <span>{fullDay(day)}</span>
              <span>
                {signOf(inflow) !== 0 && signedMoney(inflow, baseCurrency)}
                {signOf(outflow) !== 0 && ` ${signedMoney(`-${outflow}`, baseCurrency)}`}
              </span>
            </PartRow>
          </li>
        ))}
      </ul>
      {parts.pageInfo.hasNextPage && <p className="muted small">The first {parts.nodes.length} days.</p>}
    </section>
  );
}
