/** The live total and what goes with it: the day's change, the parts, and how old the figures are. */
import { memo, useEffect, useState } from 'react';
import { serverClock } from '../../api/server-clock.js';
import { signOf } from '../../format/decimal-text.js';
import { fullInstant, instant, money, moneyParts, price, shareAtLeast, signedMoney, signedPercent } from '../../format/format.js';
import { useAge, useConnection, useLive, useLiveContext } from '../../live/live.js';
import type { Move } from '../../live/portfolio-store.js';
import { Absent, Arrow, Change, directionOf } from '../../part/change.js';
import { SimulatedTag } from '../../part/simulated.js';
import { WhyButton, type WhyTarget } from '../../why/why.js';

/** Long enough to read one before the next. */
const MOVE_SHOWN_S = 3;

export function Headline({ name }: { name: string }) {
  return (
    <section className="headline" aria-labelledby="total-label">
      <div className="headline-main">
        <h1 id="total-label">
          {name}
          <SimulatedTag />
        </h1>
        <Total />
        <DayChange />
        <LatestMove />
        <AsOf />
      </div>
      <Parts />
    </section>
  );
}

/** Only the digits that differ from the former total light up: the eye sees how much moved, and which way. */
function Total() {
  const total = useLive((state) => state.figures.total);
  const former = useLive((state) => state.formerTotal);
  const currency = useLive((state) => state.valuation.baseCurrency);
  const flash = useLive((state) => state.totalFlash);
  const isPartial = useLive((state) => state.figures.isPartial);
  if (total === undefined || currency === undefined) return <p className="total skeleton skeleton-total" aria-hidden="true" />;
  const { lead, minor, tail } = moneyParts(total, currency);
  const text = lead + minor + tail;
  const moved = former == null ? Number.POSITIVE_INFINITY : firstDifference(money(former, currency), text);
  return (
    <p className="total" data-flash={flash} style={{ '--length': text.length } as React.CSSProperties}>
      <WhyButton of={{ kind: 'TOTAL' }}>
        <span data-testid="total">
          <Digits text={lead} moved={moved} />
          <span className="total-minor">
            <Digits text={minor} moved={moved - lead.length} />
          </span>
          {tail}
        </span>
      </WhyButton>
      {isPartial && (
        <a className="partial-mark" href="#gaps" title="Some figures are missing or old; see the notes below.">
          incomplete
        </a>
      )}
    </p>
  );
}

function Digits({ text, moved }: { text: string; moved: number }) {
  const at = Math.min(Math.max(moved, 0), text.length);
  return (
    <>
      {text.slice(0, at)}
      {at < text.length && <span className="moved">{text.slice(at)}</span>}
    </>
  );
}

function firstDifference(before: string, after: string): number {
  if (before.length !== after.length) return 0;
  const found = [...after].findIndex((character, i) => character !== before[i]);
  return found < 0 ? after.length : found;
}

/** Cause and effect in one line: a price came, and this is what it did to the total. */
function LatestMove() {
  const { store } = useLiveContext();
  const count = useLive((state) => state.figures.holdingIds.length);
  const isFinal = useLive(({ rows, figures }) => figures.holdingIds.every((id) => rows.get(id)?.holding.freshness === 'FINAL'));
  const currency = useLive((state) => state.valuation.baseCurrency);
  const [move, setMove] = useState<Move | null>(null);
  useEffect(() => {
    let shownForS = MOVE_SHOWN_S;
    return serverClock.subscribe(() => {
      const latest = store.state()?.move ?? null;
      shownForS += 1;
      if (latest === null || shownForS < MOVE_SHOWN_S) return;
      shownForS = 0;
      setMove(latest);
    });
  }, [store]);
  if (count === undefined || currency === undefined) return <p className="skeleton skeleton-line skeleton-as-of" aria-hidden="true" />;
  if (count === 0) return null;
  if (move === null)
    return <p className="latest-move muted">{isFinal ? 'Nothing that is held trades any more.' : 'Waiting for the next price.'}</p>;
  return (
    <p className="latest-move muted" data-testid="latest-move">
      <span className="latest-move-name">{move.name}</span>{' '}
      <span className="latest-move-prices">
        {price(move.from, move.currency)} → {price(move.to, move.currency)}, total{' '}
        <span className={directionOf(move.effect)}>{signedMoney(move.effect, currency)}</span>
      </span>
    </p>
  );
}

function DayChange() {
  const amount = useLive((state) => state.figures.dayChange);
  const ratio = useLive((state) => state.figures.dayChangeRatio);
  const fromPrice = useLive((state) => state.figures.dayChangePrice);
  const fromCurrency = useLive((state) => state.figures.dayChangeCurrency);
  const count = useLive((state) => state.figures.holdingIds.length);
  const currency = useLive((state) => state.valuation.baseCurrency);
  if (amount === undefined || currency === undefined) return <p className="skeleton skeleton-line skeleton-pill" aria-hidden="true" />;
  if (count === 0) return <p className="day-change muted">Nothing is held, so nothing moves.</p>;
  if (amount === null) return <p className="day-change absent">No change to show yet: there is no earlier close to measure against.</p>;
  const direction = directionOf(amount);
  return (
    <p className="day-change" data-testid="day-change">
      <WhyButton of={{ kind: 'DAY_CHANGE' }} className={`pill ${direction}`}>
        <Arrow direction={direction} />
        <span>{signedMoney(amount, currency)}</span>
        {ratio !== null && ratio !== undefined && <span className="pill-ratio">{signedPercent(ratio)}</span>}
      </WhyButton>
      <span className="muted">since the previous close</span>
      {fromPrice != null && fromCurrency != null && signOf(fromCurrency) !== 0 && (
        <WhyButton of={{ kind: 'DAY_CHANGE' }} className="muted split">
          prices {signedMoney(fromPrice, currency)}, currencies {signedMoney(fromCurrency, currency)}
        </WhyButton>
      )}
    </p>
  );
}

/** What is shown is as old as its prices; when nothing arrives, the page says since when. */
function AsOf() {
  const count = useLive((state) => state.figures.holdingIds.length);
  const asOf = useLive((state) => state.figures.asOf);
  const earliest = useLive((state) => state.figures.asOfEarliest);
  const stale = useLive((state) => state.valuation.staleShare ?? null);
  const connection = useConnection();
  const ageText = useAge(asOf);
  if (asOf === undefined) return <p className="skeleton skeleton-line skeleton-as-of" aria-hidden="true" />;
  // Nothing to be old.
  if (count === 0) return null;
  const staleShare = stale == null ? 0 : Number(stale);
  // Said by colour and by the connection's own words above; another line here would push the page down.
  const isLost = connection === 'offline' || connection === 'reconnecting';
  const now = serverClock.now();
  return (
    <p className="as-of muted">
      {asOf === null ? (
        'No price yet'
      ) : (
        <>
          <span className={isLost ? 'warn-text' : undefined} title={`${isLost ? 'Not live. ' : ''}${fullInstant(asOf)}`}>
            Newest price {ageText === 'now' ? 'just now' : `${ageText} ago`}, <time dateTime={asOf}>{instant(asOf, now)}</time>
          </span>
          {earliest && Date.parse(asOf) - Date.parse(earliest) > 60_000 && (
            <span title={fullInstant(earliest)}>
              oldest price <time dateTime={earliest}>{instant(earliest, now)}</time>
            </span>
          )}
        </>
      )}
      {staleShare > 0 && (
        <WhyButton of={{ kind: 'FRESHNESS', freshness: 'STALE' }} className="warn-text">
          {shareAtLeast(staleShare)} of the total is at stale prices
        </WhyButton>
      )}
    </p>
  );
}

function Parts() {
  const currency = useLive((state) => state.valuation.baseCurrency);
  const marketValue = useLive((state) => state.figures.marketValue);
  const cash = useLive((state) => state.figures.cash);
  const costBasis = useLive((state) => state.figures.costBasis);
  const gain = useLive((state) => state.figures.unrealisedGain);
  if (currency === undefined) {
    return (
      <dl className="headline-parts" aria-busy="true">
        {['Market value', 'Cash', 'Cost basis', 'Unrealised gain'].map((label) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="skeleton skeleton-line short skeleton-part" />
          </div>
        ))}
      </dl>
    );
  }
  return (
    <dl className="headline-parts">
      <Part label="Market value" amount={marketValue} currency={currency} why={TOTAL} />
      <Part label="Cash" amount={cash} currency={currency} why={TOTAL} />
      <Part label="Cost basis" amount={costBasis} currency={currency} why={COST} />
      <div>
        <dt>Unrealised gain</dt>
        <dd>
          <WhyButton of={GAIN}>
            <Change amount={gain} currency={currency} absent="Not known while a price or a rate is missing." />
          </WhyButton>
        </dd>
      </div>
    </dl>
  );
}

const TOTAL: WhyTarget = { kind: 'TOTAL' };
const GAIN: WhyTarget = { kind: 'GAIN' };
const COST: WhyTarget = { kind: 'COST' };

interface PartProps {
  readonly label: string;
  readonly amount: string | null | undefined;
  readonly currency: string;
  readonly why: WhyTarget;
}

const Part = memo(function Part({ label, amount, currency, why }: PartProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {amount == null ? (
          <Absent why="Not known while a price or a rate is missing." />
        ) : (
          <WhyButton of={why}>{money(amount, currency)}</WhyButton>
        )}
      </dd>
    </div>
  );
});
