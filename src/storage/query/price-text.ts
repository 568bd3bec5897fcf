/**
 * A series of daily prices as the database hands it over, `2026-01-05 12.50000000 USD CLOSE NONE,...`, read as days are asked for:
 * tens of thousands of points made at once would cost more to hold and to clear away than to read one after the other.
 */
import type { Currency } from '../../domain/currency.js';
import { dayNumber } from '../../domain/day.js';
import { type DatedPoints, type PricePoint, SeriesPrice } from '../../domain/market-series.js';
import type { Adjustment, QuoteKind } from '../../domain/quote.js';

const DAY_LENGTH = 10;
const SPACE = 32;
const DECIMAL_POINT = 46;
const ZERO = 48;

export class PriceText implements DatedPoints<PricePoint> {
  private point: SeriesPrice | null = null;
  /** The point before it: whoever compares two days that follow each other asks to and fro. */
  private before: SeriesPrice | null = null;
  /** Where the point after `point` begins, and the number of its day; none ever comes when there is none. */
  private next = 0;
  private nextDay: number;
  /** What stands behind the price is the same for most points of a series. */
  private rest = '';
  private about: Pick<PricePoint, 'currency' | 'kind' | 'adjustment'> | null = null;

  /** @param text of points in order of day, one for each day at most; empty without any */
  constructor(private readonly text: string) {
    this.nextDay = this.dayAt(0);
  }

  /** The same object for the same point, as long as days are asked for in their order. */
  on(day: number): PricePoint | null {
    if (this.point && this.point.dayNumber > day) {
      if (this.before && this.before.dayNumber <= day) return this.before;
      this.point = null;
      this.before = null;
      this.next = 0;
      this.nextDay = this.dayAt(0);
    }
    while (this.nextDay <= day) this.advance();
    return this.point;
  }

  private advance(): void {
    const { text, next: start, nextDay } = this;
    let double = 0;
    let end = start + DAY_LENGTH + 1;
    // The column has eight places, all of which PostgreSQL prints: without the point it is the integer.
    for (let code = text.charCodeAt(end); code !== SPACE; code = text.charCodeAt(end)) {
      if (code !== DECIMAL_POINT) double = double * 10 + code - ZERO;
      end += 1;
    }
    const written = text.slice(start, end);
    // Beyond, digit by digit is not the nearest double.
    if (double > Number.MAX_SAFE_INTEGER) double = Number(written.slice(DAY_LENGTH + 1).replace('.', ''));
    const about = this.aboutAt(end + 1);
    this.next = end + 1 + this.rest.length + 1;
    this.nextDay = this.dayAt(this.next);
    this.before = this.point;
    this.point = new SeriesPrice(nextDay, double, written, about);
  }

  /** `USD CLOSE NONE` */
  private aboutAt(start: number): Pick<PricePoint, 'currency' | 'kind' | 'adjustment'> {
    const { text, rest } = this;
    const end = start + rest.length;
    if (this.about && text.startsWith(rest, start) && (end === text.length || text[end] === ',')) return this.about;
    const comma = text.indexOf(',', start);
    this.rest = text.slice(start, comma === -1 ? text.length : comma);
    const [currency, kind, adjustment] = this.rest.split(' ') as [Currency, QuoteKind, Adjustment];
    this.about = { currency, kind, adjustment };
    return this.about;
  }

  private dayAt(start: number): number {
    return start < this.text.length ? dayNumber(this.text, start) : Number.POSITIVE_INFINITY;
  }
}
