/** The price over time, with the own trades marked on it. */
import { useMemo, useState } from 'react';
import { priceScale } from '../../chart/axis.js';
import type { Line, Mark, Moment } from '../../chart/line.js';
import { approximate, sumDecimals } from '../../format/decimal-text.js';
import { fullDay, price as priceText, quantity } from '../../format/format.js';
import type { InstrumentPageQuery } from '../../gql/graphql.js';
import { Segments } from '../../kit/segments.js';
import { Failure } from '../../kit/state.js';
import { useLive } from '../../live/live.js';
import { ChartTable } from '../../part/chart-table.js';
import { KINDS } from '../../part/entry-kind.js';
import { RANGES, type Range, startOf, useToday } from '../../part/range.js';
import { type LiveEnd, TimePlot } from '../../part/time-plot.js';
import { QUOTE_KINDS, sourceName } from '../../part/words.js';
import { type DayPrice, usePrices } from './use-prices.js';

export type Entry = InstrumentPageQuery['transactions']['nodes'][number];

const PRICE_RANGES = RANGES.filter(({ key }) => key !== '1D' && key !== '1W');

interface PriceChartProps {
  readonly instrumentId: string;
  readonly currency: string;
  readonly entries: readonly Entry[];
}

export function PriceChart({ instrumentId, currency, entries }: PriceChartProps) {
  const [range, setRange] = useState<Range>('1Y');
  const today = useToday();
  const { prices, failure, reload } = usePrices(instrumentId, startOf(range, today));
  return (
    <section className="card" aria-labelledby="price-label">
      <div className="card-head">
        <h2 id="price-label">Price</h2>
        <Segments label="Range of the price" options={PRICE_RANGES} chosen={range} onChoose={setRange} />
      </div>
      <div className="chart-card">
        {prices && prices.length > 1 ? (
          <Drawing instrumentId={instrumentId} currency={currency} entries={entries} prices={prices} today={today} />
        ) : failure ? (
          <Failure failure={failure} onRetry={reload} />
        ) : prices ? (
          <p className="muted">There are not two days with a price in this range yet.</p>
        ) : (
          <span className="skeleton chart-space" aria-hidden="true" />
        )}
      </div>
    </section>
  );
}

function Drawing({ instrumentId, currency, entries, prices, today }: PriceChartProps & { prices: readonly DayPrice[]; today: string }) {
  const [at, setAt] = useState<Moment | null>(null);
  const lines = useMemo(
    (): Line[] => [
      {
        key: 'price',
        form: 'AREA',
        colour: 'accent',
        points: prices.map(({ valueDate, price }) => ({ at: valueDate, value: approximate(price) })),
      },
    ],
    [prices],
  );
  const marks = useMemo(() => marksOf(entries, prices), [entries, prices]);
  const format = useMemo(() => priceScale(currency), [currency]);
  const liveEnd = useMemo(
    (): LiveEnd => ({
      key: 'price',
      read: ({ rows }) => {
        const holding = [...rows.values()].find((row) => row.holding.instrumentId === instrumentId)?.holding;
        return holding?.price == null || holding.priceDate !== today ? null : { at: today, value: approximate(holding.price) };
      },
    }),
    [instrumentId, today],
  );
  const live = useLive(({ rows }) => [...rows.values()].find((row) => row.holding.instrumentId === instrumentId)?.holding.price ?? null);
  const point = prices.find(({ valueDate }) => valueDate === at) ?? prices.at(-1);
  const [first, last] = [prices[0], prices.at(-1)];
  if (!point || !first || !last) return null;
  const isNow = point === last && last.valueDate === today;
  return (
    <>
      <p className="legend">
        <span className="legend-key">
          <strong>{priceText(isNow ? (live ?? point.price) : point.price, currency)}</strong>
        </span>
        <span className="muted">{isNow ? 'now' : fullDay(point.valueDate)}</span>
        {entries.length > 0 && <span className="muted">▲ bought, ▼ sold, ● dividend</span>}
      </p>
      <TimePlot
        lines={lines}
        marks={marks}
        format={format}
        onPoint={setAt}
        liveEnd={liveEnd}
        label={`Line of the price from ${priceText(first.price, currency)} on ${fullDay(first.valueDate)} to ${priceText(last.price, currency)} on ${fullDay(last.valueDate)}.`}
      />
      <ChartTable
        label="Prices as a table"
        heads={['Day', 'Price', 'Source', 'Own trades']}
        rows={() =>
          prices.toReversed().map(({ valueDate, price, source, kind }) => ({
            key: valueDate,
            cells: [
              fullDay(valueDate),
              priceText(price, currency),
              `${sourceName(source)}, ${QUOTE_KINDS[kind].toLowerCase()}`,
              tradesOn(entries, valueDate),
            ],
          }))
        }
      />
    </>
  );
}

/** On the first day with a price from the trade's own day on; what was done more than once on a day is one mark. */
function marksOf(entries: readonly Entry[], prices: readonly DayPrice[]): readonly Mark[] {
  const first = prices[0]?.valueDate ?? '';
  const marks = new Map<string, { at: string; kind: Mark['kind']; units: string[] }>();
  for (const { kind: entryKind, tradeDate, voidedAt, quantity: units } of entries) {
    const kind = MARKS[entryKind];
    const at = prices.find(({ valueDate }) => valueDate >= tradeDate)?.valueDate;
    if (voidedAt || tradeDate < first || !kind || !at) continue;
    const mark = marks.get(`${at} ${kind}`) ?? { at, kind, units: [] };
    if (units && kind !== 'INCOME') mark.units.push(units);
    marks.set(`${at} ${kind}`, mark);
  }
  return [...marks.values()]
    .map(({ at, kind, units }): Mark => ({ at, kind, text: units.length === 0 ? '' : quantity(sumDecimals(units)) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

const MARKS: Partial<Record<Entry['kind'], Mark['kind']>> = {
  BUY: 'BUY',
  DELIVERY_IN: 'BUY',
  REINVESTMENT: 'BUY',
  SELL: 'SELL',
  DELIVERY_OUT: 'SELL',
  DIVIDEND: 'INCOME',
};

function tradesOn(entries: readonly Entry[], day: string): string {
  return entries
    .filter(({ tradeDate, voidedAt }) => tradeDate === day && !voidedAt)
    .map(({ kind, quantity: units }) => (units ? `${KINDS[kind].name} ${quantity(units)}` : KINDS[kind].name))
    .join(', ');
}
