/**
 * A drawing over time, on lightweight-charts. Only this file knows that library, and it is loaded when a chart is first shown,
 * not with the page. Binary floats place the lines; every figure in words comes from its own decimal text.
 */
import {
  type AutoscaleInfo,
  BaselineSeries,
  ColorType,
  CrosshairMode,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineSeries,
  LineType,
  type MouseEventParams,
  type SeriesMarker,
  TickMarkType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { clock, day, fullDay, fullInstantOf, monthOf, yearOf } from '../format/format.js';
import type { ChartFormat, Line, LinePoint, Mark, Moment } from './line.js';
import { coloursOf, onThemeChange } from './palette.js';

export interface TimeChartProps {
  readonly format: ChartFormat;
  /** The moment under the pointer; null when there is none. */
  readonly onPoint: (at: Moment | null) => void;
}

type Series = ISeriesApi<'Baseline'> | ISeriesApi<'Line'>;

interface Drawn {
  readonly line: Line;
  readonly series: Series;
}

export class TimeChart {
  readonly #element: HTMLElement;
  readonly #chart: IChartApi;
  readonly #stopFollowing: () => void;
  readonly #format: ChartFormat;
  #drawn: readonly Drawn[] = [];
  #marks: readonly Mark[] = [];
  #markers: ISeriesMarkersPluginApi<Time> | null = null;
  #span = 0;

  constructor(element: HTMLElement, { format, onPoint }: TimeChartProps) {
    this.#element = element;
    this.#format = format;
    this.#chart = createChart(element, this.#options());
    // The library lays its canvases out in a table without anything to read.
    element.querySelector('table')?.setAttribute('role', 'presentation');
    this.#nameMark();
    this.#chart.subscribeCrosshairMove(({ time }: MouseEventParams) =>
      onPoint(typeof time === 'object' || time === undefined ? null : time),
    );
    this.#stopFollowing = onThemeChange(() => this.#paint());
  }

  /** The last line lies on top; marks stand on the first of form AREA. */
  show(lines: readonly Line[], marks: readonly Mark[] = []): void {
    this.#markers?.detach();
    this.#markers = null;
    for (const { series } of this.#drawn) this.#chart.removeSeries(series);
    this.#drawn = lines.map((line) => ({ line, series: this.#add(line) }));
    this.#marks = marks;
    this.#measure();
    for (const { line, series } of this.#drawn) series.setData(line.points.map(toDatum));
    this.#paint();
    this.#chart.timeScale().fitContent();
  }

  /** The end of a line follows what is live. */
  move(key: string, point: LinePoint): void {
    this.#drawn = this.#drawn.map((drawn) => {
      const last = drawn.line.points.at(-1);
      if (drawn.line.key !== key || !last || last.at > point.at || (last.at === point.at && last.value === point.value)) return drawn;
      drawn.series.update(toDatum(point));
      const kept = last.at === point.at ? drawn.line.points.slice(0, -1) : drawn.line.points;
      return { ...drawn, line: { ...drawn.line, points: [...kept, point] } };
    });
    this.#measure();
  }

  close(): void {
    this.#stopFollowing();
    this.#chart.remove();
  }

  #measure(): void {
    const values = this.#drawn.flatMap(({ line }) => (line.isOffScale ? [] : line.points.map(({ value }) => value)));
    const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
    const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
    this.#span = values.length === 0 ? 0 : highest - lowest || Math.abs(highest);
    const minMove = this.#format.step(this.#span);
    for (const { series } of this.#drawn) {
      if (series.options().priceFormat.minMove !== minMove) series.applyOptions({ priceFormat: { type: 'price', minMove } });
    }
  }

  #add({ form, isOffScale }: Line): Series {
    const common = {
      priceLineVisible: false,
      // It would lie over the figures of the scale; the legend above says it.
      lastValueVisible: false,
      ...(isOffScale && { autoscaleInfoProvider: (): AutoscaleInfo | null => null }),
    };
    // Its ground lies between the line and zero, wherever zero is: below the drawing, within it, or above.
    if (form === 'AREA') return this.#chart.addSeries(BaselineSeries, { ...common, lineWidth: 2, crosshairMarkerRadius: 4 });
    if (form === 'FALL') return this.#chart.addSeries(BaselineSeries, { ...common, lineWidth: 1, crosshairMarkerRadius: 3 });
    return this.#chart.addSeries(LineSeries, {
      ...common,
      lineWidth: form === 'STEPS' ? 1 : 2,
      lineType: form === 'STEPS' ? LineType.WithSteps : LineType.Simple,
      crosshairMarkerVisible: form === 'LINE',
      crosshairMarkerRadius: 3,
    });
  }

  #options() {
    const { fontFamily } = getComputedStyle(this.#element);
    return {
      autoSize: true,
      layout: { fontFamily, fontSize: 12, attributionLogo: true },
      handleScroll: false,
      handleScale: false,
      grid: { vertLines: { visible: false } },
      crosshair: { mode: CrosshairMode.Magnet, horzLine: { visible: false, labelVisible: false } },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.1, bottom: 0.12 } },
      timeScale: {
        borderVisible: false,
        fixLeftEdge: true,
        fixRightEdge: true,
        lockVisibleTimeRangeOnResize: true,
        minBarSpacing: 0.05,
        timeVisible: true,
        tickMarkFormatter: (time: Time, kind: TickMarkType) => tickOf(time as Moment, kind),
      },
      localization: {
        priceFormatter: (value: number) => this.#format.value(value, this.#span),
        timeFormatter: (time: Time) => (typeof time === 'number' ? fullInstantOf(time * 1000) : fullDay(String(time))),
      },
    };
  }

  #paint(): void {
    const colour = coloursOf(this.#element);
    const crosshair = { color: colour('line-strong'), labelBackgroundColor: colour('ink-2') };
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colour('surface') }, textColor: colour('ink-3') },
      grid: { horzLines: { color: colour('line') } },
      crosshair: { vertLine: crosshair, horzLine: crosshair },
    });
    for (const { line, series } of this.#drawn) {
      const main = colour(line.colour);
      if (line.form === 'AREA' || line.form === 'FALL') {
        const [far, near] = [
          colour(line.colour, line.form === 'FALL' ? 0.25 : 0.2),
          colour(line.colour, line.form === 'FALL' ? 0.03 : 0.02),
        ];
        series.applyOptions({
          topLineColor: main,
          bottomLineColor: main,
          topFillColor1: far,
          topFillColor2: near,
          bottomFillColor1: near,
          bottomFillColor2: far,
          crosshairMarkerBorderColor: colour('surface'),
        } as object);
      } else series.applyOptions({ color: main, crosshairMarkerBorderColor: colour('surface') } as object);
    }
    this.#mark(colour);
    this.#nameMark();
  }

  /** The library draws its mark anew for each theme, and gives it a title but no text. */
  #nameMark(): void {
    const mark = this.#element.querySelector('#tv-attr-logo');
    mark?.setAttribute('aria-label', 'Charts by TradingView');
    mark?.setAttribute('rel', 'noopener noreferrer');
  }

  #mark(colour: ReturnType<typeof coloursOf>): void {
    const main = this.#drawn.find(({ line }) => line.form === 'AREA');
    if (!main || this.#marks.length === 0) return;
    const markers = this.#marks.map(
      ({ at, kind, text }): SeriesMarker<Time> => ({
        time: at as Time,
        position: kind === 'BUY' ? 'belowBar' : 'aboveBar',
        shape: kind === 'BUY' ? 'arrowUp' : kind === 'SELL' ? 'arrowDown' : 'circle',
        color: colour(kind === 'BUY' ? 'up' : kind === 'SELL' ? 'down' : 'second'),
        text,
        size: kind === 'INCOME' ? 0.6 : 1,
      }),
    );
    if (this.#markers) this.#markers.setMarkers(markers);
    else this.#markers = createSeriesMarkers(main.series as ISeriesApi<'Baseline'>, markers);
  }
}

function toDatum({ at, value }: LinePoint): { time: Time; value: number } {
  return { time: typeof at === 'number' ? (at as UTCTimestamp) : at, value };
}

function tickOf(at: Moment, kind: TickMarkType): string {
  if (typeof at === 'number') return kind >= TickMarkType.Time ? clock(at * 1000) : day(new Date(at * 1000).toISOString().slice(0, 10));
  if (kind === TickMarkType.Year) return yearOf(at);
  return kind === TickMarkType.Month ? monthOf(at) : day(at);
}
