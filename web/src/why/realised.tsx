/** Why so much was realised: each lot that a sale closed, what it cost and fetched, and what price and rate made of it. */
import { useQuery } from '../api/query.js';
import { fullDay, money, quantity, signedMoney } from '../format/format.js';
import type { WhyRealisedQuery } from '../gql/graphql.js';
import { Empty, Failure, Notice, Skeleton } from '../kit/state.js';
import { useScope } from '../shell/scope.js';
import { RealisedQuery } from './documents.js';
import { Lead, WrittenOut } from './sum.js';
import type { Period } from './why.js';

export function WhyRealised({ period, instrumentId }: { period: Period; instrumentId: string | null }) {
  const { variables } = useScope();
  const { data, failure, reload } = useQuery(RealisedQuery, variables && { ...variables, ...period, instrumentId });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const report = data.realisedGains;
  if (!report || report.rows.nodes.length === 0) return <Empty title="Nothing was sold then" />;
  const { totalInBase: total, baseCurrency, from, to, rows, withoutRate } = report;
  const amount = (text: string) => money(text, baseCurrency);
  return (
    <>
      <Lead figure={signedMoney(total.gain, baseCurrency)}>
        What sales fetched above what their lots had cost. {fullDay(from)} to {fullDay(to)}.
      </Lead>
      {withoutRate > 0 && <Notice kind="warn">{withoutRate} sales have no known rate and are left out of the sum.</Notice>}
      <WrittenOut
        title="The sum"
        lines={[
          { name: 'Made by prices', sign: '', value: amount(total.priceGain) },
          { name: 'Made by exchange rates', sign: '+', value: amount(total.currencyGain) },
          { name: 'Fees and taxes', sign: '−', value: amount(total.charges) },
        ]}
        result={{ name: 'Realised gain', value: amount(total.gain) }}
      />
      <section>
        <h3>The lots that were closed</h3>
        <ul className="why-lots">
          {rows.nodes.map((row) => (
            <LotClosed key={`${row.lotId} ${row.closedOn} ${row.transactionId}`} row={row} baseCurrency={baseCurrency} />
          ))}
        </ul>
        {rows.pageInfo.hasNextPage && <p className="muted small">The first {rows.nodes.length}; the CSV file has them all.</p>}
      </section>
    </>
  );
}

type Row = NonNullable<WhyRealisedQuery['realisedGains']>['rows']['nodes'][number];

function LotClosed({ row, baseCurrency }: { row: Row; baseCurrency: string }) {
  const { instrument, quantity: units, acquiredOn, closedOn, proceeds, cost, charges, gain, currency, inBase } = row;
  return (
    <li>
      <p className="why-sum-head">
        <strong>{instrument.name}</strong>
        <span className="unbroken">{inBase ? signedMoney(inBase.gain, baseCurrency) : 'no rate known'}</span>
      </p>
      <p className="muted small">
        {quantity(units)} {units === '1' ? 'unit' : 'units'} of {fullDay(acquiredOn)}, closed on {fullDay(closedOn)}:{' '}
        {money(proceeds, currency)} − {money(cost, currency)} − {money(charges, currency)} of charges ={' '}
        <span className="unbroken">{signedMoney(gain, currency)}</span>
        {inBase && currency !== baseCurrency && (
          <>
            ; by price <span className="unbroken">{signedMoney(inBase.priceGain, baseCurrency)}</span>, by exchange rate{' '}
            <span className="unbroken">{signedMoney(inBase.currencyGain, baseCurrency)}</span>
          </>
        )}
      </p>
    </li>
  );
}
