/**
 * The drawing of a history, on lightweight-charts. Only this file knows that library, and it is loaded when a history is
 * shown, not with the page. Binary floats place the line; every figure in words comes from the points' own text.
 */
import {
  AreaSeries,
  type AutoscaleInfo,
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  LineType,
  type MouseEventParams,
  TickMarkType,
  type Time,
} from 'lightweight-charts';
import { approximate } from '../format/decimal-text.js';
import { axisMoney, day, fullDay, monthOf, yearOf } from '../format/format.js';
import { onThemeChange, paletteOf } from './palette.js';
import { type Point, type Scale, scaleOf } from './point.js';

export interface PlotProps {
  readonly currency: string;
  /** The point under the pointer; null when there is none. */
  readonly onPoint: (day: string | null) => void;
}

export class Plot {
  readonly #element: HTMLElement;
  readonly #chart: IChartApi;
  readonly #total: ISeriesApi<'Area'>;
  readonly #contribution: ISeriesApi<'Line'>;
  readonly #stopFollowing: () => void;
  #points: readonly Point[] = [];
  #scale: Scale = scaleOf([]);

  constructor(element: HTMLElement, { currency, onPoint }: PlotProps) {
    this.#element = element;
    this.#chart = createChart(element, this.#options(currency));
    // The first series lies below the second.
    this.#contribution = this.#chart.addSeries(LineSeries, {
      lineWidth: 1,
      lineStyle: LineStyle.Solid,
      lineType: LineType.WithSteps,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
      autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => (this.#scale.contribution === 'WITHIN' ? original() : null),
    });
    this.#total = this.#chart.addSeries(AreaSeries, { lineWidth: 2, priceLineVisible: false, crosshairMarkerRadius: 4 });
    this.#chart.subscribeCrosshairMove((event: MouseEventParams) => onPoint(typeof event.time === 'string' ? event.time : null));
    this.#paint();
    this.#stopFollowing = onThemeChange(() => this.#paint());
  }

  show(points: readonly Point[]): void {
    this.#points = points;
    this.#scale = scaleOf(this.#points);
    this.#total.setData(points.map(({ day, total }) => ({ time: day, value: approximate(total) })));
    this.#contribution.setData(points.map(({ day, netContribution }) => ({ time: day, value: approximate(netContribution) })));
    this.#chart.timeScale().fitContent();
  }

  /** Today's end moves with the live total. */
  move(total: string): void {
    const last = this.#points.at(-1);
    if (!last || last.total === total) return;
    this.#points = [...this.#points.slice(0, -1), { ...last, total }];
    this.#scale = scaleOf(this.#points);
    this.#total.update({ time: last.day, value: approximate(total) });
  }

  close(): void {
    this.#stopFollowing();
    this.#chart.remove();
  }

  #options(currency: string) {
    const { fontFamily } = getComputedStyle(this.#element);
    return {
      autoSize: true,
      layout: { fontFamily, fontSize: 12, attributionLogo: true },
      handleScroll: false,
      handleScale: false,
      grid: { vertLines: { visible: false } },
      crosshair: { mode: CrosshairMode.Magnet, horzLine: { visible: false, labelVisible: false } },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.08, bottom: 0.12 } },
      timeScale: {
        borderVisible: false,
        fixLeftEdge: true,
        fixRightEdge: true,
        lockVisibleTimeRangeOnResize: true,
        minBarSpacing: 0.1,
        tickMarkFormatter: (time: Time, kind: TickMarkType) => tickOf(String(time), kind),
      },
      localization: {
        priceFormatter: (amount: number) => axisMoney(amount, currency, this.#scale.span),
        timeFormatter: (time: Time) => fullDay(String(time)),
      },
    };
  }

  #paint(): void {
    const palette = paletteOf(this.#element);
    const crosshair = { color: palette.crosshair, labelBackgroundColor: palette.label };
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: palette.surface }, textColor: palette.text },
      grid: { horzLines: { color: palette.grid } },
      crosshair: { vertLine: crosshair, horzLine: crosshair },
    });
    this.#total.applyOptions({
      lineColor: palette.total,
      topColor: palette.totalFill,
      bottomColor: palette.totalFillEnd,
      crosshairMarkerBorderColor: palette.surface,
    });
    this.#contribution.applyOptions({ color: palette.contribution });
    // The library draws its mark anew for each theme, and gives it a title but no text.
    const mark = this.#element.querySelector('#tv-attr-logo');
    mark?.setAttribute('aria-label', 'Charts by TradingView');
    mark?.setAttribute('rel', 'noopener noreferrer');
  }
}

function tickOf(text: string, kind: TickMarkType): string {
  if (kind === TickMarkType.Year) return yearOf(text);
  return kind === TickMarkType.Month ? monthOf(text) : day(text);
}
