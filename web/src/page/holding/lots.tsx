/** What is open of each purchase, with what it is worth now. */

import { useQuery } from '../../api/query.js';
import { fullDay, money, quantity } from '../../format/format.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { Change } from '../../part/change.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { ratioText } from '../holdings/ratio.js';
import { LotsQuery } from './documents.js';

export function Lots({ holdingIds }: { holdingIds: readonly string[] }) {
  return (
    <section className="card" aria-labelledby="lots-label">
      <div className="card-head">
        <h2 id="lots-label">Open lots</h2>
      </div>
      {holdingIds.map((id) => (
        <LotsOf key={id} holdingId={id} showsAccount={holdingIds.length > 1} />
      ))}
    </section>
  );
}

function LotsOf({ holdingId, showsAccount }: { holdingId: string; showsAccount: boolean }) {
  const { data, failure, reload } = useQuery(LotsQuery, { holdingId }, { everyMs: 30_000 });
  const { accounts } = useScope();
  if (!data) return <div className="card-body">{failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={4} />}</div>;
  const { currency, lots } = data.explainHolding.holding;
  const account = accounts.find(({ id }) => holdingId.startsWith(id))?.name;
  return (
    <ScrollArea label={`Table of open lots, ${account ?? holdingId}`}>
      <table className="table stacked">
        {showsAccount && <caption>{account}</caption>}
        <thead>
          <tr>
            <th scope="col">Bought</th>
            {['Units', 'Cost', 'Value', 'Gain'].map((head) => (
              <th key={head} scope="col" className="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lots.nodes.map((lot) => (
            <tr key={lot.id}>
              <th scope="row" className="day">
                {fullDay(lot.tradeDate)}
              </th>
              <td className="num" data-label="Units">
                <WhyButton of={{ kind: 'HOLDING', holdingId, figure: 'quantity' }}>{quantity(lot.quantity)}</WhyButton>
              </td>
              <td className="num" data-label="Cost">
                <WhyButton of={{ kind: 'HOLDING', holdingId, figure: 'costBasis' }}>{money(lot.costBasis, currency)}</WhyButton>
              </td>
              <td className="num" data-label="Value">
                {lot.marketValue == null ? (
                  '–'
                ) : (
                  <WhyButton of={{ kind: 'HOLDING', holdingId, figure: 'value' }}>{money(lot.marketValue, currency)}</WhyButton>
                )}
              </td>
              <td className="num" data-label="Gain">
                <WhyButton of={{ kind: 'HOLDING', holdingId, figure: 'unrealisedGain' }}>
                  <Change
                    amount={lot.unrealisedGain}
                    ratio={ratioText(lot.unrealisedGain, lot.costBasis)}
                    currency={currency}
                    absent="Not known without a price."
                  />
                </WhyButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
