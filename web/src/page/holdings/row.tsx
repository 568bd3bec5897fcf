/** One holding. The row reads its own part of the store, and each cell renders only when its own figures change. */
import { memo, useMemo } from 'react';
import { Link } from 'wouter';
import { Sparkline } from '../../chart/sparkline.js';
import { approximate } from '../../format/decimal-text.js';
import {
  day,
  fullInstant,
  money,
  price as priceText,
  quantity as quantityText,
  share as shareText,
  signedPercent,
} from '../../format/format.js';
import { useFlashInView } from '../../live/in-view.js';
import { useAge, useLive } from '../../live/live.js';
import type { Row } from '../../live/portfolio-store.js';
import { Absent, Change } from '../../part/change.js';
import { FRESHNESS, freshnessTag, KINDS, sourceName } from '../../part/words.js';
import { type HoldingFigure, useWhy } from '../../why/why.js';
import { ratioText } from './ratio.js';
import { changeOf, type Trends } from './trends.js';

const NO_PRICE = 'No source has given a price yet.';
const NO_VALUE = 'No value without a price and an exchange rate.';

interface HoldingRowProps {
  readonly id: string;
  /** Empty where the account goes without saying. */
  readonly accountName: ReadonlyMap<string, string>;
  readonly trends: Trends;
}

export const HoldingRow = memo(function HoldingRow({ id, accountName, trends }: HoldingRowProps) {
  const row = useLive((state) => state.rows.get(id));
  const currency = useLive((state) => state.valuation.baseCurrency);
  if (!row || currency === undefined) return null;
  return <HoldingCells {...{ id, accountName, trends, row, currency }} />;
});

function HoldingCells({ id, accountName, trends, row, currency }: HoldingRowProps & { readonly row: Row; readonly currency: string }) {
  const { holding, share, flash } = row;
  const tableRow = useFlashInView<HTMLTableRowElement>(flash);
  const { instrument } = holding;
  return (
    <tr ref={tableRow} className={holding.isStale ? 'is-stale' : undefined} data-testid="holding">
      <NameCell
        holdingId={id}
        instrumentId={holding.instrumentId}
        name={instrument.name}
        code={instrument.ticker ?? instrument.schemeCode ?? instrument.isin ?? null}
        kind={KINDS[instrument.kind].one}
        account={accountName.get(holding.accountId) ?? null}
      />
      <TrendCell prices={trends.get(holding.instrumentId)} live={holding.price ?? null} />
      <QuantityCell id={id} quantity={holding.quantity} />
      <PriceCell id={id} price={holding.price ?? null} currency={holding.currency} />
      <WhyCell id={id} figure="dayChange" className="col-dayChange num">
        <Change
          amount={holding.dayChange}
          ratio={holding.dayChangeRatio}
          currency={currency}
          absent="No change to show: there is no earlier close to measure against."
        />
      </WhyCell>
      <ValueCell id={id} value={holding.value ?? null} currency={currency} />
      <CostCell id={id} cost={holding.costBasisInBase ?? null} currency={currency} />
      <WhyCell id={id} figure="unrealisedGain" className="col-gain num">
        <Change
          amount={holding.unrealisedGain}
          ratio={ratioText(holding.unrealisedGain, holding.costBasisInBase)}
          currency={currency}
          absent={NO_VALUE}
        />
      </WhyCell>
      <ShareCell id={id} share={share} />
      <AgeCell
        instrumentId={holding.instrumentId}
        hasPrice={holding.price != null}
        observedAt={holding.priceObservedAt ?? null}
        datedDay={isDated(holding.priceKind) ? (holding.priceDate ?? null) : null}
        kind={holding.priceKind ?? null}
        source={holding.source ?? null}
        isSimulated={holding.isSimulated}
        mark={markOf(holding)}
      />
    </tr>
  );
}

/** A figure that explains itself when it is pressed; by keyboard the row's own link and its W do the same. */
function WhyCell({ id, figure, className, children }: { id: string; figure: HoldingFigure; className: string; children: React.ReactNode }) {
  const why = useWhy();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a thousand stops of Tab would help nobody; W on the row opens the same.
    <td className={`${className} why-cell`} title="Why this number?" onClick={() => why({ kind: 'HOLDING', holdingId: id, figure })}>
      {children}
    </td>
  );
}

interface NameCellProps {
  readonly holdingId: string;
  readonly instrumentId: string;
  readonly name: string;
  readonly code: string | null;
  readonly kind: string;
  readonly account: string | null;
}

const NameCell = memo(function NameCell({ holdingId, instrumentId, name, code, kind, account }: NameCellProps) {
  return (
    <th scope="row" className="col-name">
      <Link href={`/holdings/${instrumentId}`} className="name" title={name} data-holding={holdingId}>
        {name}
      </Link>
      <span className="sub">
        {code && <span className="code">{code}</span>}
        <span>{kind}</span>
        {account && <span>{account}</span>}
      </span>
    </th>
  );
});

const TrendCell = memo(function TrendCell({ prices, live }: { prices: readonly number[] | undefined; live: string | null }) {
  const values = useMemo(() => (prices && live !== null ? [...prices.slice(0, -1), approximate(live)] : prices), [prices, live]);
  const change = changeOf(values);
  return (
    <td className="col-trend num">
      {values && change !== null && (
        <>
          <Sparkline values={values} />
          <span className="sr-only">{signedPercent(change.toFixed(6))} in 30 days</span>
        </>
      )}
    </td>
  );
});

const QuantityCell = memo(function QuantityCell({ id, quantity }: { id: string; quantity: string }) {
  return (
    <WhyCell id={id} figure="quantity" className="col-quantity num">
      {quantityText(quantity)}
    </WhyCell>
  );
});

const PriceCell = memo(function PriceCell({ id, price, currency }: { id: string; price: string | null; currency: string }) {
  return (
    <WhyCell id={id} figure="price" className="col-price num figure">
      {price === null ? <Absent why={NO_PRICE} /> : priceText(price, currency)}
    </WhyCell>
  );
});

const ValueCell = memo(function ValueCell({ id, value, currency }: { id: string; value: string | null; currency: string }) {
  return (
    <WhyCell id={id} figure="value" className="col-value num figure strong">
      {value === null ? <Absent why={NO_VALUE} /> : money(value, currency)}
    </WhyCell>
  );
});

const CostCell = memo(function CostCell({ id, cost, currency }: { id: string; cost: string | null; currency: string }) {
  return (
    <WhyCell id={id} figure="costBasis" className="col-cost num">
      {cost === null ? <Absent why={NO_VALUE} /> : money(cost, currency)}
    </WhyCell>
  );
});

const ShareCell = memo(function ShareCell({ id, share }: { id: string; share: number | null }) {
  const why = useWhy();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the value it is a share of is one W away.
    <td className="col-share num why-cell" title="Why this number?" onClick={() => why({ kind: 'SHARE', holdingId: id })}>
      {share === null ? (
        <Absent why={NO_VALUE} />
      ) : (
        <>
          {shareText(share)}
          <span className="share-bar" aria-hidden="true">
            <span style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }} />
          </span>
        </>
      )}
    </td>
  );
});

interface AgeCellProps {
  readonly instrumentId: string;
  readonly hasPrice: boolean;
  readonly observedAt: string | null;
  /** For a price that belongs to a day, such as a NAV: its day says more than its age. */
  readonly datedDay: string | null;
  readonly kind: string | null;
  readonly source: string | null;
  readonly isSimulated: boolean;
  /** What is to be said of its age beside it. */
  readonly mark: 'STALE' | 'FINAL' | null;
}

const AgeCell = memo(function AgeCell({ instrumentId, hasPrice, observedAt, datedDay, kind, source, isSimulated, mark }: AgeCellProps) {
  const age = useAge(datedDay ? null : observedAt);
  const why = useWhy();
  if (!hasPrice) return <td className="col-age num muted">no price yet</td>;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page of the holding says the same, one Enter away.
    <td
      className="col-age num why-cell"
      title={observedAt ? `As of ${fullInstant(observedAt)}. Why this price?` : undefined}
      onClick={() => why({ kind: 'PRICE', instrumentId })}
    >
      <span className="age">
        {mark && <span className={freshnessTag(mark)}>{FRESHNESS[mark]}</span>}
        {datedDay ? (
          <>
            <span className="age-kind">{kind === 'NAV' ? 'NAV' : 'close'}</span> <span>{day(datedDay)}</span>
          </>
        ) : (
          age && <span>{age === 'now' ? 'now' : `${age} ago`}</span>
        )}
      </span>
      <span className="sub">
        {source && <span className="source">{sourceName(source)}</span>}
        {isSimulated && <span className="simulated">simulated</span>}
      </span>
    </td>
  );
});

/** An own trade price is stale without the age of a quote; the last price of what trades no more is final. */
function markOf({ isStale, freshness }: Row['holding']): 'STALE' | 'FINAL' | null {
  if (isStale) return 'STALE';
  return freshness === 'FINAL' ? 'FINAL' : null;
}

function isDated(kind: string | null | undefined): boolean {
  return kind === 'NAV' || kind === 'CLOSE';
}
