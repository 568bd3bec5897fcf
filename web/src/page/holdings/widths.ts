/**
 * How wide the columns of figures are, in digits: as the longest figure in each, with one to spare. The rows are laid out each by
 * itself, so nothing else could tell; and a figure that becomes another of the same length moves nothing.
 */
import { day, money, price, quantity, signedMoney, signedPercent } from '../../format/format.js';
import type { Figures } from '../../live/figures.js';
import type { Row } from '../../live/portfolio-store.js';
import type { Column } from './order.js';
import { ratioText } from './ratio.js';

export type SizedColumn = Exclude<Column, 'name' | 'trend' | 'share'>;
export type Widths = Readonly<Record<SizedColumn, number>>;

const SPARE = 0.5;
/** What the heads over them need. */
const LEAST: Widths = { quantity: 7, price: 5, dayChange: 8, value: 5, cost: 5, gain: 11, age: 9 };
/** What stands below a figure is set smaller, and values are set bolder. */
const [SMALL, BOLD] = [12 / 14, 1.1];
/** Small letters, and the mark of a price that is stale or final. */
const [WORDS, MARK] = [0.9, 5.5];

export function columnWidths(rows: Iterable<Row>, { figures, currency }: { figures: Figures; currency: string }): Widths {
  const widths = { ...LEAST };
  const add = (column: SizedColumn, text: string | null, scale = 1) => {
    if (text !== null) widths[column] = Math.max(widths[column], widthOf(text) * scale + SPARE);
  };
  const addMoney = (column: SizedColumn, amount: string | null | undefined, scale = 1) =>
    add(column, amount == null ? null : money(amount, currency), scale);
  const addChange = (column: SizedColumn, amount: string | null | undefined, ratio: string | null | undefined, scale = 1) => {
    add(column, amount == null ? null : signedMoney(amount, currency), scale);
    add(column, ratio == null ? null : signedPercent(ratio), SMALL * scale);
  };
  for (const { holding } of rows) {
    add('quantity', quantity(holding.quantity));
    add('price', holding.price == null ? null : price(holding.price, holding.currency));
    addMoney('value', holding.value, BOLD);
    addMoney('cost', holding.costBasisInBase);
    addChange('dayChange', holding.dayChange, holding.dayChangeRatio);
    addChange('gain', holding.unrealisedGain, ratioText(holding.unrealisedGain, holding.costBasisInBase));
    const isDated = holding.priceKind === 'NAV' || holding.priceKind === 'CLOSE';
    const age = isDated && holding.priceDate != null ? widthOf(`close ${day(holding.priceDate)}`) * WORDS : LEAST.age;
    widths.age = Math.max(widths.age, age + (holding.isStale || holding.freshness === 'FINAL' ? MARK : 0));
  }
  addMoney('value', figures.marketValue, BOLD);
  addMoney('cost', figures.costBasis, BOLD);
  addChange('dayChange', figures.dayChange, figures.dayChangeRatio, BOLD);
  addChange('gain', figures.unrealisedGain, ratioText(figures.unrealisedGain, figures.costBasis), BOLD);
  return widths;
}

/** Of each column the wider one. */
export function wider(a: Widths, b: Widths): Widths {
  const columns = Object.keys(a) as SizedColumn[];
  return Object.fromEntries(columns.map((column) => [column, Math.max(a[column], b[column])])) as Record<SizedColumn, number>;
}

/** Of a text in digits' widths: what separates them is narrower, letters and signs of currencies are wider. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) {
    if (/[\s.,'’٫٬]/.test(sign)) width += 0.55;
    else if (/[A-Z%−+]/.test(sign)) width += 1.3;
    else width += sign > '\u2e80' ? 2 : 1;
  }
  return width;
}
