/**
 * The made-up market: closes, live prices, dividends and exchange rates as functions of the seed and of time alone. A day's
 * close is where the live price stands at that market's closing time, so that what streamed by agrees with the history.
 */
import { type Currency, EUR } from '../domain/currency.js';
import { addDays, type Day, dayIn, daysBetween, instantAt, weekday } from '../domain/day.js';
import { Decimal, ONE, RATE_SCALE, roundHalfEven } from '../domain/decimal.js';
import { closeOf, type Market, marketDay, marketOf } from '../domain/market.js';
import { CURRENCIES, type DemoCurrency } from './demo-currency.js';
import type { Listing } from './listing.js';
import { type RandomStream, stream, uniform } from './random.js';

/** The Monday on which every price starts; nothing is known of earlier days, which read as this one. */
export const ANCHOR = '2024-01-01' as Day;

const TRADING_DAYS_PER_YEAR = 260;
/** One day's movement of the factor all prices share. */
const MARKET_VOLATILITY = 0.006;
/** How much of its distance to the trend a price gives back in a day: it may stray, but not for ever. */
const TREND_PULL = 0.006;
const LARGEST_MOVE = 0.12;
const DOLLAR_VOLATILITY = 0.0035;
const RATE_PULL = 0.02;

/** Periods of the movement within a day, in seconds, and their share of the day's own volatility. */
const WAVES: readonly (readonly [periodS: number, share: number])[] = [
  [21_600, 0.45],
  [3_600, 0.3],
  [600, 0.18],
  [90, 0.1],
  [12, 0.05],
];
/** The movement within a day fades out this long before a close, and in after it. */
const FADE_MS = 3_600_000;
/** Closing times remembered, because the calendar of a time zone is slow to ask. */
const CLOSES_MAX = 10_000;

/** Monday to Friday: the made-up market knows no other holidays. */
export function isTradingDay(day: Day): boolean {
  const name = weekday(day);
  return name !== 0 && name !== 6;
}

/** The day itself, or the last trading day before it. */
export function lastTradingDay(day: Day): Day {
  return tradingDay(tradingIndex(day));
}

/** The trading day before the day's last one. */
export function previousTradingDay(day: Day): Day {
  return isTradingDay(day) ? tradingDay(tradingIndex(day) - 1) : lastTradingDay(day);
}

/** The trading day `count` trading days after the day. */
export function tradingDayAfter(day: Day, count: number): Day {
  return tradingDay(tradingIndex(day) + count);
}

/** The trading days from `from` to `to`, both included. */
export function tradingDays(range: { from: Day; to: Day }): Day[] {
  const days: Day[] = [];
  const first = tradingIndex(range.from) + (isTradingDay(range.from) ? 0 : 1);
  const last = tradingIndex(range.to);
  for (let index = first; index <= last; index += 1) days.push(tradingDay(index));
  return days;
}

/** The last trading day whose figures, published at `time` on the clock of `zone`, are out at an instant. */
export function lastPublished({ zone, time, instant }: { zone: string; time: string; instant: Date }): Day {
  const today = dayIn(zone, instant);
  return lastTradingDay(instant >= instantAt(today, time, zone) ? today : addDays(today, -1));
}

/** A price in its quoted unit as an amount of the listing's currency. */
export function inCurrency(listing: Listing, quoted: string): Decimal {
  return new Decimal(quoted).div(listing.unitDivisor);
}

export class DemoMarket {
  readonly #paths = new Map<string, number[]>();
  readonly #closes = new Map<string, number>();
  readonly #marketMoves: RandomStream;
  readonly #dollarMoves: RandomStream;

  constructor(readonly seed: string) {
    this.#marketMoves = stream(seed, 'market');
    this.#dollarMoves = stream(seed, 'dollar');
  }

  /** The close, or a fund's NAV, of a day, or of the last trading day before it; in the quoted unit. */
  close(listing: Listing, day: Day): string {
    return printed(listing, this.#closeAt(listing, tradingIndex(day)));
  }

  /** The price at an instant, any hour of any day; in the quoted unit. */
  live(listing: Listing, instant: Date): string {
    const market = marketOf(listing);
    const today = tradingIndex(marketDay(market, instant));
    const at = instant.getTime();
    const last = at >= this.#closeMs(market, today) ? today : today - 1;
    const [start, end] = [this.#closeMs(market, last), this.#closeMs(market, last + 1)];
    const elapsed = (at - start) / (end - start);
    const from = this.#closeAt(listing, last);
    const fade = Math.max(0, Math.min(1, (at - start) / FADE_MS, (end - at) / FADE_MS));
    const wave = this.#wave(listing, at / 1000) * fade;
    return printed(listing, (from + (this.#closeAt(listing, last + 1) - from) * elapsed) * (1 + wave));
  }

  /** The close of the trading day before the one an instant lies on at home; in the quoted unit. */
  previousClose(listing: Listing, instant: Date): string {
    return this.close(listing, previousTradingDay(marketDay(marketOf(listing), instant)));
  }

  /** The dividend per unit whose ex-day is this day, in the quoted unit; null on all other days. */
  dividend(listing: Listing, day: Day): string | null {
    const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
    if (!listing.payMonths.includes(month)) return null;
    const date = 4 + Math.floor(uniform(this.seed, `ex-day/${listing.symbol}`, year * 12 + month) * 18);
    const planned = `${day.slice(0, 8)}${String(date).padStart(2, '0')}` as Day;
    if (lastTradingDay(planned) !== day) return null;
    const amount = (this.#closeAt(listing, tradingIndex(day)) * listing.yield) / listing.payMonths.length;
    return amount.toFixed(listing.currency === 'JPY' ? 0 : 2);
  }

  /** Units of the currency for one euro, as the European Central Bank would have printed it that day; null when it lists no such currency. */
  rate(currency: Currency, day: Day): string | null {
    const listed = CURRENCIES.get(currency);
    return listed ? this.#rateAt(listed, tradingIndex(day)).toFixed(listed.digits) : null;
  }

  /** Units of `to` for one unit of `from` on a day, rounded to the scale of rates. */
  cross({ from, to, day }: { from: Currency; to: Currency; day: Day }): Decimal {
    const rounded = roundHalfEven(this.#perEuro(to, day).div(this.#perEuro(from, day)), RATE_SCALE);
    return from === to ? ONE : rounded;
  }

  #perEuro(currency: Currency, day: Day): Decimal {
    const rate = currency === EUR ? '1' : this.rate(currency, day);
    if (rate === null) throw new Error(`The made-up market has no rate of ${currency}`);
    return new Decimal(rate);
  }

  #closeMs(market: Market, index: number): number {
    const key = `${market.zone}/${market.close}/${index}`;
    let at = this.#closes.get(key);
    if (at === undefined) {
      if (this.#closes.size >= CLOSES_MAX) this.#closes.clear();
      at = closeOf(market, tradingDay(index)).getTime();
      this.#closes.set(key, at);
    }
    return at;
  }

  #closeAt(listing: Listing, index: number): number {
    const path = this.#path(listing.symbol, listing.start);
    if (index < path.length) return path[Math.max(0, index)] as number;
    const own = stream(this.seed, `price/${listing.symbol}`);
    for (let next = path.length; next <= index; next += 1) {
      const before = path[next - 1] as number;
      const trend = listing.start * (1 + (listing.drift * next) / TRADING_DAYS_PER_YEAR);
      const move =
        listing.drift / TRADING_DAYS_PER_YEAR +
        listing.beta * MARKET_VOLATILITY * this.#marketMoves.normal(next) +
        listing.volatility * own.normal(next) +
        TREND_PULL * (trend / before - 1);
      path.push(before * (1 + Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move))));
    }
    return path[index] as number;
  }

  #rateAt(listed: DemoCurrency, index: number): number {
    const path = this.#path(`EUR${listed.currency}`, listed.perEuro);
    if (index < path.length) return path[Math.max(0, index)] as number;
    const own = stream(this.seed, `rate/${listed.currency}`);
    for (let next = path.length; next <= index; next += 1) {
      const before = path[next - 1] as number;
      const dollar = listed.dollarShare * DOLLAR_VOLATILITY * this.#dollarMoves.normal(next);
      path.push(before * (1 + dollar + listed.volatility * own.normal(next) + RATE_PULL * (listed.perEuro / before - 1)));
    }
    return path[index] as number;
  }

  /** The values of one series by trading day so far, grown as later days are asked for. */
  #path(name: string, start: number): number[] {
    let path = this.#paths.get(name);
    if (!path) {
      path = [start];
      this.#paths.set(name, path);
    }
    return path;
  }

  /** The movement within a day: smooth waves of several lengths about 0, so it always moves and always comes back. */
  #wave(listing: Listing, atS: number): number {
    const shared = listing.beta * MARKET_VOLATILITY;
    const scale = Math.sqrt(listing.volatility * listing.volatility + shared * shared);
    let sum = 0;
    for (const [periodS, share] of WAVES) {
      const numbers = stream(this.seed, `wave/${listing.symbol}/${periodS}`);
      const step = Math.floor(atS / periodS);
      const within = atS / periodS - step;
      const eased = within * within * (3 - 2 * within);
      const [from, to] = [numbers.uniform(step), numbers.uniform(step + 1)];
      sum += share * (2 * (from + (to - from) * eased) - 1);
    }
    return sum * scale;
  }
}

function printed(listing: Listing, price: number): string {
  return price.toFixed(listing.digits);
}

/** How many trading days the day, or the last trading day before it, lies after the anchor. */
function tradingIndex(day: Day): number {
  const days = daysBetween(ANCHOR, day);
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7, 4);
}

/** Days by index, as far as anybody asked: they are needed in all loops, and spelling one is slow. */
const knownDays: Day[] = [];

function tradingDay(index: number): Day {
  const known = knownDays[index];
  if (known) return known;
  const weeks = Math.floor(index / 5);
  const day = addDays(ANCHOR, weeks * 7 + (index - weeks * 5));
  if (index >= 0 && index <= TRADING_DAYS_PER_YEAR * 100) knownDays[index] = day;
  return day;
}
