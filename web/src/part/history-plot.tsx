/** Mounts the drawing, whose library comes in a chunk of its own, and lets its end follow the live total. */
import { useEffect, useRef, useState } from 'react';
import type { Plot } from '../chart/plot.js';
import type { PortfolioHistory } from '../chart/point.js';
import { dayOf } from '../chart/range.js';
import { fullDay, money } from '../format/format.js';
import { useLiveContext } from '../live/live.js';
import { serverClock } from '../live/server-clock.js';

/** The eye follows a line no faster than this. */
const MOVE_EVERY_MS = 400;

interface HistoryPlotProps {
  readonly history: PortfolioHistory;
  readonly onPoint: (day: string | null) => void;
  readonly onFailure: () => void;
}

export function HistoryPlot({ history, onPoint, onFailure }: HistoryPlotProps) {
  const { baseCurrency, points } = history;
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<Plot | null>(null);
  useEffect(() => {
    let isCurrent = true;
    let made: Plot | null = null;
    import('../chart/plot.js').then(
      ({ Plot }) => {
        if (!isCurrent || !place.current) return;
        made = new Plot(place.current, { currency: baseCurrency, onPoint });
        setPlot(made);
      },
      () => isCurrent && onFailure(),
    );
    return () => {
      isCurrent = false;
      made?.close();
    };
  }, [baseCurrency, onPoint, onFailure]);
  useEffect(() => plot?.show(points), [plot, points]);
  useLiveEnd(plot, history);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div className="history-plot">
      <figure
        ref={place}
        data-testid="history-plot"
        data-is-drawn={plot !== null}
        aria-label={
          first && last
            ? `Line of the total from ${money(first.total, baseCurrency)} on ${fullDay(first.day)} to ${money(last.total, baseCurrency)} on ${fullDay(last.day)}. The table below has every point.`
            : undefined
        }
      />
      {plot === null && <span className="skeleton history-skeleton" />}
    </div>
  );
}

/** A hidden page applies nothing to the store, so nothing is drawn either; the newest total shows with its first frame. */
function useLiveEnd(plot: Plot | null, { points }: PortfolioHistory): void {
  const { store } = useLiveContext();
  useEffect(() => {
    if (!plot) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const move = () => {
      timer = undefined;
      const total = store.state()?.valuation.total;
      // After midnight the last point is yesterday's, and stays as it is.
      if (total !== undefined && points.at(-1)?.day === dayOf(serverClock.now())) plot.move(total);
    };
    move();
    const stop = store.subscribe(() => {
      if (document.visibilityState !== 'hidden') timer ??= setTimeout(move, MOVE_EVERY_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [plot, store, points]);
}
