/** Mounts a time chart, whose library comes in a chunk of its own, and lets the end of a line follow what is live. */
import { useEffect, useRef, useState } from 'react';
import type { ChartFormat, Line, LinePoint, Mark, Moment } from '../chart/line.js';
import type { TimeChart } from '../chart/time-chart.js';
import { Failure } from '../kit/state.js';
import { useLiveContext } from '../live/live.js';
import type { LiveState } from '../live/portfolio-store.js';

/** The eye follows a line no faster than this. */
const MOVE_EVERY_MS = 400;

export interface LiveEnd {
  readonly key: string;
  /** Where the line ends now; null to leave it. Keep its identity between renders. */
  readonly read: (state: LiveState) => LinePoint | null;
}

interface TimePlotProps {
  readonly lines: readonly Line[];
  readonly marks?: readonly Mark[];
  readonly format: ChartFormat;
  /** What the drawing shows, in words; the table behind it has every point. */
  readonly label: string;
  readonly onPoint?: (at: Moment | null) => void;
  readonly liveEnd?: LiveEnd | null;
}

const ignore = () => undefined;
const NO_MARKS: readonly Mark[] = [];

export function TimePlot({ lines, marks = NO_MARKS, format, label, onPoint = ignore, liveEnd = null }: TimePlotProps) {
  const place = useRef<HTMLElement>(null);
  const [chart, setChart] = useState<TimeChart | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (hasFailed) return;
    let isCurrent = true;
    let made: TimeChart | null = null;
    import('../chart/time-chart.js').then(
      ({ TimeChart }) => {
        if (!isCurrent || !place.current) return;
        made = new TimeChart(place.current, { format, onPoint });
        setChart(made);
      },
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
      setChart(null);
      made?.close();
    };
  }, [format, onPoint, hasFailed]);
  useEffect(() => chart?.show(lines, marks), [chart, lines, marks]);
  useLiveEnd(chart, lines, liveEnd);
  if (hasFailed) return <Failure failure="The chart could not be loaded." onRetry={() => setFailed(false)} />;
  return (
    <div className="time-plot">
      <figure ref={place} data-testid="plot" data-is-drawn={chart !== null} aria-label={label} />
      {chart === null && <span className="skeleton time-plot-skeleton" />}
    </div>
  );
}

/** A hidden page applies nothing to the store, so nothing is drawn either; the newest figure shows with its first frame. */
function useLiveEnd(chart: TimeChart | null, lines: readonly Line[], liveEnd: LiveEnd | null): void {
  const { store } = useLiveContext();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines begin without their live end.
  useEffect(() => {
    if (!chart || !liveEnd) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const move = () => {
      timer = undefined;
      const state = store.state();
      const point = state && liveEnd.read(state);
      if (point) chart.move(liveEnd.key, point);
    };
    move();
    const stop = store.subscribe(() => {
      if (document.visibilityState !== 'hidden') timer ??= setTimeout(move, MOVE_EVERY_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [chart, lines, liveEnd, store]);
}
