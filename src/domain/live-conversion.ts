/** How one currency becomes one base currency, looked up once for all watched portfolios that need it. */
import { assert } from './assert.js';
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import { isStaleConversion } from './freshness.js';
import { type Cross, earlierCross } from './fx.js';
import type { LiveConversion, Watch } from './live-portfolio.js';
import type { PriceBook } from './price-book.js';
import { NOTHING, nearest, type Rational, rational } from './rational.js';

export function newConversion(from: Currency, to: Currency): LiveConversion {
  const none = { cross: null, isStale: false, rate: NOTHING, near: 0, earlier: new Map(), isMarked: true, version: 0 };
  return { from, to, isSame: from === to, watches: new Set<Watch>(), ...none };
}

/** Takes the present rate and its age, if one of its currencies' came since it was looked up, or it grew old. */
export function resolve(conversion: LiveConversion, prices: PriceBook, now: Date): void {
  if (!conversion.isMarked) return;
  conversion.isMarked = false;
  const cross = prices.cross(conversion.from, conversion.to);
  const isStale = isStaleConversion(cross, now);
  if (conversion.version > 0 && isStale === conversion.isStale && sameLegs(cross, conversion.cross)) return;
  conversion.cross = cross;
  conversion.isStale = isStale;
  conversion.rate = cross ? quotient(cross) : NOTHING;
  conversion.near = nearest(conversion.rate);
  conversion.earlier.clear();
  conversion.version += 1;
}

/** Whether it came to be stale, or no longer is, since it was looked up. */
export function hasAged({ cross, isStale }: LiveConversion, now: Date): boolean {
  return isStaleConversion(cross, now) !== isStale;
}

/** What it was on an earlier day; null where that is not known. */
export function earlierRate(conversion: LiveConversion, day: Day | null): Rational | null {
  assert(conversion.cross, 'asked only where there is a conversion');
  let rate = conversion.earlier.get(day);
  if (rate === undefined) {
    const fraction = earlierCross(conversion.cross, conversion.from, day);
    rate = fraction && quotient(fraction);
    conversion.earlier.set(day, rate);
  }
  return rate;
}

function sameLegs(a: Cross | null, b: Cross | null): boolean {
  if (!a || !b) return a === b;
  return a.legs.length === b.legs.length && a.legs.every((leg, index) => leg === b.legs[index]);
}

function quotient({ numerator, denominator }: Pick<Cross, 'numerator' | 'denominator'>): Rational {
  const [above, below] = [rational(numerator), rational(denominator)];
  return { n: above.n * below.d, d: above.d * below.n };
}
