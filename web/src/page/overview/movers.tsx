/** Which holdings moved the total most today. The order is taken every second, and not while the list is being used. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { serverClock } from '../../api/server-clock.js';
import { approximate } from '../../format/decimal-text.js';
import { signedMoney, signedPercent } from '../../format/format.js';
import { Empty, Skeleton } from '../../kit/state.js';
import { useLive, useLiveContext } from '../../live/live.js';
import type { LiveState } from '../../live/portfolio-store.js';
import { directionOf } from '../../part/change.js';
import { WhyButton, type WhyTarget } from '../../why/why.js';

const SHOWN = 6;

interface Mover {
  readonly holdingId: string;
  readonly size: number;
}

export function Movers() {
  const list = useRef<HTMLDivElement>(null);
  const { movers, largest } = useMovers(list);
  return (
    <section className="card" aria-labelledby="movers-label">
      <div className="card-head">
        <h2 id="movers-label">Top movers today</h2>
        <Link href="/holdings" className="small">
          All holdings
        </Link>
      </div>
      <div ref={list} className="movers">
        {movers === null ? (
          <div className="card-body">
            <Skeleton lines={SHOWN} />
          </div>
        ) : movers.length === 0 ? (
          <Empty title="Nothing moved yet">Changes count from the previous close of each price.</Empty>
        ) : (
          <ol>
            {movers.map(({ holdingId }) => (
              <MoverRow key={holdingId} holdingId={holdingId} largest={largest} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

function MoverRow({ holdingId, largest }: { holdingId: string; largest: number }) {
  const row = useLive((state) => state.rows.get(holdingId));
  const currency = useLive((state) => state.valuation.baseCurrency);
  if (!row || !currency) return null;
  const { holding, flash } = row;
  const change = holding.dayChange ?? '0';
  const direction = directionOf(change);
  const why: WhyTarget = { kind: 'HOLDING', holdingId, figure: 'dayChange' };
  const width = Math.min(1, Math.abs(approximate(change)) / (largest || 1));
  return (
    <li className="mover" data-flash={flash}>
      <Link href={`/holdings/${holding.instrumentId}`} className="mover-name">
        {holding.instrument.name}
      </Link>
      <span className={`diverging ${direction}`} aria-hidden="true">
        <span style={{ transform: `scaleX(${direction === 'down' ? -width : width})` }} />
      </span>
      <span className="mover-ratio">
        {holding.dayChangeRatio != null && (
          <WhyButton of={why} className={`figure ${direction}`}>
            {signedPercent(holding.dayChangeRatio)}
          </WhyButton>
        )}
      </span>
      <WhyButton of={why} className={`mover-amount figure ${direction}`}>
        {signedMoney(change, currency)}
      </WhyButton>
    </li>
  );
}

function useMovers(list: React.RefObject<HTMLElement | null>): { movers: readonly Mover[] | null; largest: number } {
  const { store } = useLiveContext();
  const ids = useLive(({ figures }) => figures.holdingIds);
  const [turn, setTurn] = useState(0);
  useEffect(
    () =>
      serverClock.subscribe(() => {
        const isInUse = list.current?.matches(':hover, :focus-within') ?? false;
        if (!isInUse) setTurn((former) => former + 1);
      }),
    [list],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ids` and `turn` say when to look at the store again.
  return useMemo(() => {
    const state = store.state();
    const movers = state ? moversOf(state) : null;
    return { movers, largest: movers?.[0]?.size ?? 0 };
  }, [store, ids, turn]);
}

function moversOf({ rows, figures }: LiveState): Mover[] {
  return figures.holdingIds
    .flatMap((holdingId) => {
      const change = rows.get(holdingId)?.holding.dayChange;
      return change == null ? [] : [{ holdingId, size: Math.abs(approximate(change)) }];
    })
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
    .slice(0, SHOWN);
}
