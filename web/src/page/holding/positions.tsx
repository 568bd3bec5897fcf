/** What is held of it now, account by account, live. */

import { money, quantity, share } from '../../format/format.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { useLive } from '../../live/live.js';
import { Absent, Change } from '../../part/change.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { ratioText } from '../holdings/ratio.js';

const UNKNOWN = 'Not known without a price and an exchange rate.';

export function Positions({ holdingIds }: { holdingIds: readonly string[] }) {
  return (
    <section className="card" aria-labelledby="held-label">
      <div className="card-head">
        <h2 id="held-label">Held now</h2>
      </div>
      <ScrollArea label="Table of what is held">
        <table className="table stacked positions">
          <thead>
            <tr>
              <th scope="col">Account</th>
              {['Units', 'Value', 'Share', 'Day change', 'Cost', 'Unrealised gain'].map((head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {holdingIds.map((id) => (
              <PositionRow key={id} id={id} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

function PositionRow({ id }: { id: string }) {
  const row = useLive((state) => state.rows.get(id));
  const currency = useLive((state) => state.valuation.baseCurrency);
  const { accounts } = useScope();
  if (!row || !currency) return null;
  const { holding, flash } = row;
  const name = accounts.find((account) => account.id === holding.accountId)?.name ?? 'Account';
  return (
    <tr data-flash={flash}>
      <th scope="row">{name}</th>
      <td className="num" data-label="Units">
        <WhyButton of={{ kind: 'HOLDING', holdingId: id, figure: 'quantity' }}>{quantity(holding.quantity)}</WhyButton>
      </td>
      <td className="num figure strong" data-label="Value">
        {holding.value == null ? (
          <Absent why={UNKNOWN} />
        ) : (
          <WhyButton of={{ kind: 'HOLDING', holdingId: id, figure: 'value' }}>{money(holding.value, currency)}</WhyButton>
        )}
      </td>
      <td className="num" data-label="Share">
        {row.share === null ? <Absent why={UNKNOWN} /> : <WhyButton of={{ kind: 'SHARE', holdingId: id }}>{share(row.share)}</WhyButton>}
      </td>
      <td className="num" data-label="Day change">
        <WhyButton of={{ kind: 'HOLDING', holdingId: id, figure: 'dayChange' }}>
          <Change amount={holding.dayChange} ratio={holding.dayChangeRatio} currency={currency} absent="There is no earlier close." />
        </WhyButton>
      </td>
      <td className="num" data-label="Cost">
        {holding.costBasisInBase == null ? (
          <Absent why={UNKNOWN} />
        ) : (
          <WhyButton of={{ kind: 'HOLDING', holdingId: id, figure: 'costBasis' }}>{money(holding.costBasisInBase, currency)}</WhyButton>
        )}
      </td>
      <td className="num" data-label="Unrealised gain">
        <WhyButton of={{ kind: 'HOLDING', holdingId: id, figure: 'unrealisedGain' }}>
          <Change
            amount={holding.unrealisedGain}
            ratio={ratioText(holding.unrealisedGain, holding.costBasisInBase)}
            currency={currency}
            absent={UNKNOWN}
          />
        </WhyButton>
      </td>
    </tr>
  );
}
