/** Why an instrument added so much: its value before and after, what was traded, and what it gained, with the entries behind it. */
import { useQuery } from '../api/query.js';
import { fullDay, money, signedMoney } from '../format/format.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { ReturnFigure } from '../part/returns.js';
import { useScope } from '../shell/scope.js';
import { PeriodQuery } from './documents.js';
import { EntriesBehind } from './entries.js';
import { Lead, PartRow, WrittenOut } from './sum.js';
import type { Period } from './why.js';

export function WhyContribution({ instrumentId, period }: { instrumentId: string; period: Period }) {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(PeriodQuery, variables && { ...variables, ...period });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { performance } = data;
  const row = performance?.contributions.rows.nodes.find((each) => each.instrumentId === instrumentId);
  if (!performance || !row) return <Empty title="Nothing of it was held then" />;
  const { baseCurrency: currency, start, to } = performance;
  const amount = (text: string) => money(text, currency);
  return (
    <>
      <Lead figure={signedMoney(row.gain, currency)} name={row.instrument.name}>
        {fullDay(start)} to {fullDay(to)}. Its part of the simple return: <ReturnFigure figure={row.contribution} />
      </Lead>
      <WrittenOut
        title="The gain"
        lines={[
          { name: 'Made by its price', sign: '', value: amount(row.priceGain) },
          { name: 'Made by the exchange rate', sign: '+', value: amount(row.currencyGain) },
          { name: 'Income', sign: '+', value: amount(row.income) },
          { name: 'Fees', sign: '−', value: amount(row.fees) },
          { name: 'Taxes', sign: '−', value: amount(row.taxes) },
        ]}
        result={{ name: 'Gain', value: amount(row.gain) }}
      />
      <WrittenOut
        title="The value"
        lines={[
          { name: `On ${fullDay(start)}`, sign: '', value: amount(row.start) },
          { name: 'Bought', sign: '+', value: amount(row.bought) },
          { name: 'Sold', sign: '−', value: amount(row.sold) },
          { name: 'Made by its price', sign: '+', value: amount(row.priceGain) },
          { name: 'Made by the exchange rate', sign: '+', value: amount(row.currencyGain) },
        ]}
        result={{ name: `On ${fullDay(to)}`, value: amount(row.end) }}
      />
      <section>
        <h3>Prices and rates behind it</h3>
        <ul className="why-parts">
          {[start, to].map((day) => (
            <li key={day}>
              <PartRow target={{ kind: 'WORTH', day, instrumentId }}>
                <span>Its value on {fullDay(day)}</span>
                <span>{amount(day === start ? row.start : row.end)}</span>
              </PartRow>
            </li>
          ))}
        </ul>
      </section>
      <EntriesBehind title="Entries of the period" instrumentId={instrumentId} from={period.from} to={period.to} />
    </>
  );
}
