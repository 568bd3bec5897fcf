/** The exchange rates that count: what each is, whose it is, since when, and who said otherwise. */
import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { serverClock } from '../../api/server-clock.js';
import { exact, fullDay, fullInstant, instant } from '../../format/format.js';
import type { FxRatesQuery as RatesResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { sourceName } from '../../part/words.js';
import { today } from '../transactions/entry-draft.js';
import { FxRatesQuery } from './documents.js';

type Rate = RatesResult['fxRates'][number];

export function RatesPart() {
  const [day, setDay] = useState('');
  const { data, failure, isFormer, reload } = useQuery(FxRatesQuery, { day: day || null }, { everyMs: 15_000 });
  return (
    <Section
      title="Exchange rates"
      id="rates-title"
      actions={
        <span className="row-actions">
          <label className="filter-day">
            At the end of <input type="date" max={today()} value={day} onChange={({ target }) => setDay(target.value)} />
          </label>
        </span>
      }
    >
      <div className="card" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={6} />)}
        {data?.fxRates.length === 0 && (
          <Empty title="No rate is known">Rates come from sources such as the European Central Bank, or from whoever pushes them.</Empty>
        )}
        {data && data.fxRates.length > 0 && (
          <ScrollArea label="Table of the exchange rates">
            <table className="table rates">
              <TableHead columns={['Pair', ['Rate', 'num'], 'From']} />
              <tbody>
                {data.fxRates.map((rate) => (
                  <RateRow key={`${rate.base} ${rate.quote}`} rate={rate} />
                ))}
              </tbody>
            </table>
          </ScrollArea>
        )}
      </div>
    </Section>
  );
}

function RateRow({ rate: { base, quote, rate, source, valueDate, observedAt, pinnedSource, verdict } }: { rate: Rate }) {
  return (
    <tr data-testid="fx-rate">
      <th scope="row" className="day">
        {base} to {quote}
      </th>
      <td className="num strong">{exact(rate)}</td>
      <td>
        {sourceName(source)}, <span className="day">{fullDay(valueDate)}</span>{' '}
        {pinnedSource && <span className="tag">pinned to {sourceName(pinnedSource)}</span>}
        <span className="sub">
          <time dateTime={observedAt} title={fullInstant(observedAt)}>
            {instant(observedAt, serverClock.now())}
          </time>
          {verdict?.losers.map((loser) => (
            <span key={loser.source}>
              {sourceName(loser.source)} said {exact(loser.price)}
            </span>
          ))}
        </span>
      </td>
    </tr>
  );
}
