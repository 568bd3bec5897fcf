/** Why a figure of a holding is what it is: its price, its lots, the rates, and the arithmetic. */

import { useMemo } from 'react';
import { Link } from 'wouter';
import { useQuery } from '../api/query.js';
import { exact, fullDay, money, price, quantity, signedMoney } from '../format/format.js';
import type { ExplainHoldingQuery as Explained } from '../gql/graphql.js';
import { ScrollArea } from '../kit/scroll-area.js';
import { Failure, Notice, Skeleton } from '../kit/state.js';
import { useLive } from '../live/live.js';
import { PRICE_RULES } from '../part/words.js';
import { ExplainHoldingQuery } from './documents.js';
import { QuoteStory } from './price.js';
import { Rates, Steps } from './steps.js';
import { type HoldingFigure, useWhy } from './why.js';

interface WhyHoldingProps {
  readonly holdingId: string;
  readonly figure: HoldingFigure;
  /** The end of a past day; now when null. */
  readonly day: string | null;
}

export function WhyHolding({ holdingId, figure, day }: WhyHoldingProps) {
  const { data, failure, reload } = useQuery(ExplainHoldingQuery, { holdingId, day });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  return <Story explained={data.explainHolding} figure={figure} holdingId={holdingId} day={day} />;
}

/** The step of the arithmetic that ends in the figure; what is no amount has none. */
const STEP: Record<HoldingFigure, string | null> = {
  quantity: null,
  price: null,
  value: 'value',
  dayChange: 'dayChange',
  unrealisedGain: 'unrealisedGain',
  costBasis: 'costBasisInBase',
};

function Story({ explained, figure, holdingId, day }: WhyHoldingProps & { readonly explained: Explained['explainHolding'] }) {
  const { holding, lots, steps, rates, quote, priceRule, baseCurrency, entryCount, gaps, splits } = explained;
  const lotDays = useMemo(() => new Map(lots.map(({ id, tradeDate }) => [id, tradeDate])), [lots]);
  const step = STEP[figure];
  const result = steps.find(({ name }) => name === step)?.result;
  const open = useWhy();
  const needsLots = figure === 'quantity' || figure === 'unrealisedGain' || figure === 'costBasis';
  const isChange = figure === 'dayChange' || figure === 'unrealisedGain';
  const needsPrice = figure !== 'quantity' && figure !== 'costBasis';
  return (
    <>
      <p className="why-lead">
        <strong>
          {holding.instrument.name}
          {day && `, end of ${fullDay(day)}`}
        </strong>
        {figure === 'quantity' && (
          <span className="why-figure">
            {quantity(holding.quantity)} <span className="muted">{holding.quantity === '1' ? 'unit' : 'units'}</span>
          </span>
        )}
        {result !== undefined && (
          <span className="why-figure">{isChange ? signedMoney(result, baseCurrency) : money(result, baseCurrency)}</span>
        )}
      </p>
      {gaps.map(({ message }) => (
        <Notice key={message} kind="warn">
          {message}
        </Notice>
      ))}
      {day === null && needsPrice && <ChangedSince holdingId={holdingId} price={holding.price ?? null} />}
      {quote && needsPrice && (
        <section>
          <h3>The price</h3>
          {figure === 'price' || day !== null ? (
            <QuoteStory quote={quote} />
          ) : (
            <button type="button" className="why-source" onClick={() => open({ kind: 'PRICE', instrumentId: holding.instrumentId })}>
              <span>{price(quote.price, quote.currency)}</span>
              <span className="muted small">{priceRule && PRICE_RULES[priceRule]}</span>
            </button>
          )}
        </section>
      )}
      {!quote && needsPrice && priceRule && <p>{PRICE_RULES[priceRule]}</p>}
      {step && <Rates rates={rates} />}
      {needsLots && <Lots lots={lots} currency={holding.currency} />}
      {splits.length > 0 && (
        <p className="muted small">
          Splits since: {splits.map(({ day, ratioNew, ratioOld }) => `${ratioNew} for ${ratioOld} on ${fullDay(day)}`).join(', ')}.
        </p>
      )}
      {step && (
        <section>
          <h3>The arithmetic</h3>
          <Steps steps={steps} figure={step} lotDays={lotDays} currencies={{ own: holding.currency, base: baseCurrency }} />
        </section>
      )}
      <p className="muted small">
        <Link href={`/transactions?instrument=${holding.instrumentId}`}>{entryCount === 1 ? 'One entry' : `${entryCount} entries`}</Link> of
        the ledger made the {quantity(holding.quantity)} {holding.quantity === '1' ? 'unit' : 'units'} of it.
      </p>
    </>
  );
}

/** The explanation is of one moment; the figure behind the drawer may have moved on. */
function ChangedSince({ holdingId, price: explained }: { holdingId: string; price: string | null }) {
  const now = useLive((state) => state.rows.get(holdingId)?.holding.price ?? null);
  if (now == null || now === explained) return null;
  return <p className="muted small">The price has moved since this was opened; the explanation is of that moment.</p>;
}

function Lots({ lots, currency }: { lots: Explained['explainHolding']['lots']; currency: string }) {
  return (
    <section>
      <h3>Open lots</h3>
      <ScrollArea label="Open lots">
        <table className="table why-table stacked">
          <thead>
            <tr>
              <th scope="col">Bought</th>
              {['Units', 'Cost', 'Charges', 'Booked at'].map((head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lots.map(({ id, tradeDate, quantity: units, cost, charges, bookedRate }) => (
              <tr key={id}>
                <th scope="row" className="day">
                  {fullDay(tradeDate)}
                </th>
                <td className="num" data-label="Units">
                  {quantity(units)}
                </td>
                <td className="num" data-label="Cost">
                  {money(cost, currency)}
                </td>
                <td className="num" data-label="Charges">
                  {money(charges, currency)}
                </td>
                <td className="num" data-label="Booked at">
                  {bookedRate ? exact(bookedRate.rate) : <span className="muted">–</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
