/** What one day did: the identity of the day, its growth, what each holding added to it, and its entries. */
import { useQuery } from '../api/query.js';
import { signOf, sumDecimals } from '../format/decimal-text.js';
import { exact, fullDay, money, signedMoney } from '../format/format.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { ReturnFigure } from '../part/returns.js';
import { useScope } from '../shell/scope.js';
import { PeriodQuery } from './documents.js';
import { EntriesBehind } from './entries.js';
import { Identity, Lead, PartRow, Sum, WrittenOut } from './sum.js';

export function WhyDay({ day }: { day: string }) {
  const period = { from: day, to: day };
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(PeriodQuery, variables && { ...variables, ...period });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { performance } = data;
  if (!performance?.explanation) return <Empty title="There was nothing yet" />;
  const { baseCurrency: currency, explanation, start, twr } = performance;
  return (
    <>
      <Lead figure={<ReturnFigure figure={twr.total} />} name={fullDay(day)}>
        {signedMoney(explanation.gain, currency)} on the day.
      </Lead>
      <WrittenOut
        title="The growth"
        lines={[
          { name: 'Value at its end', sign: '', value: money(explanation.end, currency) },
          { name: 'Went out', sign: '+', value: money(explanation.outflow, currency) },
          { name: 'Value the day before, and what came in', sign: '÷', value: capital(explanation, currency) },
        ]}
        result={{ name: 'One, and the return', value: growth(twr.total.value ?? null) }}
      />
      <Identity explanation={explanation} currency={currency} />
      <Sum
        title="What each holding gained"
        total={null}
        currency={currency}
        isSigned
        parts={performance.contributions.rows.nodes
          .filter(({ gain }) => signOf(gain) !== 0)
          .map(({ instrumentId, instrument, gain }) => ({
            key: instrumentId,
            name: instrument.name,
            amount: gain,
            target: { kind: 'CONTRIBUTION', instrumentId, period },
          }))}
      />
      <EntriesBehind title="Entries of the day" from={day} to={day} />
      <section>
        <h3>Everything held</h3>
        <ul className="why-parts">
          {[start, day].map((each) => (
            <li key={each}>
              <PartRow target={{ kind: 'WORTH', day: each }}>
                <span>At the end of {fullDay(each)}</span>
                <span>{money(each === day ? explanation.end : explanation.start, currency)}</span>
              </PartRow>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function capital({ start, inflow }: { readonly start: string; readonly inflow: string }, currency: string): string {
  return signOf(inflow) === 0 ? money(start, currency) : `${money(start, currency)} + ${money(inflow, currency)}`;
}

function growth(value: string | null): string {
  return value === null ? '–' : exact(sumDecimals(['1', value]));
}
