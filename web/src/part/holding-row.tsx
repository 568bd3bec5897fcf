/** One holding. The row reads its own part of the store, and each cell renders only when its own figures change. */
import { memo } from 'react';
import { day, fullInstant, money, price as priceText, quantity as quantityText, share as shareText } from '../format/format.js';
import { useAge, useLive } from '../live/live.js';
import { Absent, Change } from './change.js';

const KINDS = { EQUITY: 'Equity', ETF: 'ETF', BOND: 'Bond', FUND: 'Fund', CRYPTO: 'Crypto', CASH: 'Cash' } as const;
/** The sources that come with the server; any other is shown by its id. */
const SOURCES: Readonly<Record<string, string>> = { stream: 'Stream', yahoo: 'Yahoo', amfi: 'AMFI', ecb: 'ECB', push: 'Pushed' };
const NO_PRICE = 'No source has given a price yet.';
const NO_VALUE = 'No value without a price and an exchange rate.';

interface HoldingRowProps {
  readonly id: string;
  /** Empty when there is only one account, which then goes without saying. */
  readonly accountName: ReadonlyMap<string, string>;
}

export const HoldingRow = memo(function HoldingRow({ id, accountName }: HoldingRowProps) {
  const row = useLive((state) => state.rows.get(id));
  const currency = useLive((state) => state.valuation.baseCurrency);
  if (!row || currency === undefined) return null;
  const { holding, share, flash } = row;
  const { instrument } = holding;
  return (
    <tr data-flash={flash} className={holding.isStale ? 'is-stale' : undefined} data-testid="holding">
      <NameCell
        name={instrument.name}
        code={instrument.ticker ?? instrument.schemeCode ?? instrument.isin ?? null}
        kind={KINDS[instrument.kind]}
        account={accountName.get(holding.accountId) ?? null}
      />
      <QuantityCell quantity={holding.quantity} />
      <PriceCell price={holding.price ?? null} currency={holding.currency} />
      <td className="col-dayChange num">
        <Change
          amount={holding.dayChange}
          ratio={holding.dayChangeRatio}
          currency={currency}
          absent="No change to show: there is no earlier close to measure against."
        />
      </td>
      <ValueCell value={holding.value ?? null} currency={currency} />
      <td className="col-gain num">
        <Change amount={holding.unrealisedGain} currency={currency} absent={NO_VALUE} />
      </td>
      <ShareCell share={share} />
      <AgeCell
        hasPrice={holding.price != null}
        observedAt={holding.priceObservedAt ?? null}
        datedDay={isDated(holding.priceKind) ? (holding.priceDate ?? null) : null}
        kind={holding.priceKind ?? null}
        source={holding.source ?? null}
        isSimulated={holding.isSimulated}
        isStale={holding.isStale}
      />
    </tr>
  );
});

interface NameCellProps {
  readonly name: string;
  readonly code: string | null;
  readonly kind: string;
  readonly account: string | null;
}

const NameCell = memo(function NameCell({ name, code, kind, account }: NameCellProps) {
  return (
    <th scope="row" className="col-name">
      <span className="name">{name}</span>
      <span className="sub">
        {code && <span className="code">{code}</span>}
        <span>{kind}</span>
        {account && <span>{account}</span>}
      </span>
    </th>
  );
});

const QuantityCell = memo(function QuantityCell({ quantity }: { quantity: string }) {
  return <td className="col-quantity num">{quantityText(quantity)}</td>;
});

const PriceCell = memo(function PriceCell({ price, currency }: { price: string | null; currency: string }) {
  return <td className="col-price num figure">{price === null ? <Absent why={NO_PRICE} /> : priceText(price, currency)}</td>;
});

const ValueCell = memo(function ValueCell({ value, currency }: { value: string | null; currency: string }) {
  return <td className="col-value num figure strong">{value === null ? <Absent why={NO_VALUE} /> : money(value, currency)}</td>;
});

const ShareCell = memo(function ShareCell({ share }: { share: number | null }) {
  return (
    <td className="col-share num">
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
  readonly hasPrice: boolean;
  readonly observedAt: string | null;
  /** For a price that belongs to a day, such as a NAV: its day says more than its age. */
  readonly datedDay: string | null;
  readonly kind: string | null;
  readonly source: string | null;
  readonly isSimulated: boolean;
  readonly isStale: boolean;
}

const AgeCell = memo(function AgeCell({ hasPrice, observedAt, datedDay, kind, source, isSimulated, isStale }: AgeCellProps) {
  const age = useAge(datedDay ? null : observedAt);
  if (!hasPrice) return <td className="col-age num muted">no price yet</td>;
  return (
    <td className="col-age num" title={observedAt ? `As of ${fullInstant(observedAt)}` : undefined}>
      <span className="age">
        {isStale && <span className="tag warn">stale</span>}
        {datedDay ? `${kind === 'NAV' ? 'NAV' : 'close'} ${day(datedDay)}` : age === 'now' ? 'now' : age && `${age} ago`}
      </span>
      <span className="sub">
        {source && <span className="source">{SOURCES[source] ?? source}</span>}
        {isSimulated && <span className="simulated">simulated</span>}
      </span>
    </td>
  );
});

function isDated(kind: string | null | undefined): boolean {
  return kind === 'NAV' || kind === 'CLOSE';
}
