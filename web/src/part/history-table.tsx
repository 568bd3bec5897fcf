/** The points of the chart in words and figures, newest first, for whoever cannot or would rather not read a line. */
import { useState } from 'react';
import type { Point, PortfolioHistory } from '../chart/point.js';
import { fullDay, money } from '../format/format.js';
import { useLive } from '../live/live.js';
import { useToday } from './use-history.js';

export function HistoryTable({ history }: { history: PortfolioHistory }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="history-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Show as table</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="card history-scroll" aria-label="History as a table" tabIndex={0}>
          <Points history={history} />
        </section>
      )}
    </details>
  );
}

function Points({ history: { points, baseCurrency } }: { history: PortfolioHistory }) {
  const today = useToday();
  return (
    <table>
      {isThinned(points) && <caption>Of so long a range, the lowest and the highest days of each stretch.</caption>}
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Total</th>
          <th scope="col">Put in</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.day} data-testid="history-point">
            <th scope="row">
              <time dateTime={point.day}>{fullDay(point.day)}</time>
            </th>
            <td>
              {point.day === today ? <LiveTotal point={point} currency={baseCurrency} /> : <Total point={point} currency={baseCurrency} />}
            </td>
            <td>{money(point.netContribution, baseCurrency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const DAY_MS = 86_400_000;

function isThinned(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return first !== undefined && last !== undefined && (Date.parse(last.day) - Date.parse(first.day)) / DAY_MS >= points.length;
}

interface TotalProps {
  readonly point: Point;
  readonly currency: string;
}

function Total({ point, currency }: TotalProps) {
  return (
    <>
      {point.isPartial && <span className="warn-text history-partial">incomplete</span>}
      <span data-testid="history-point-total">{money(point.total, currency)}</span>
    </>
  );
}

function LiveTotal({ point, currency }: TotalProps) {
  const total = useLive(({ valuation }) => valuation.total);
  return <Total point={total === undefined ? point : { ...point, total }} currency={currency} />;
}
