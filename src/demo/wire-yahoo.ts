/**
 * Yahoo's chart and spark answers as the made-up market would give them. This market never sleeps: whatever the
 * session says, the last price is of this very second, so that a demo moves at night as well.
 */
import { addDays, type Day, dayIn, daysBetween, instantAt } from '../domain/day.js';
import { InstrumentKind } from '../domain/instrument.js';
import { closeOf, type Market, marketOf } from '../domain/market.js';
import { findListing, isTraded, type Listing } from './listing.js';
import { ANCHOR, type DemoMarket, lastPublished, lastTradingDay, previousTradingDay, tradingDays } from './market.js';
import { uniform } from './random.js';

/** When Yahoo shows a US fund's NAV of the day. */
export const NAV_TIME = '20:01';
/** Points of an answer within the day: a New York session of five-minute bars. */
const POINTS_MAX = 78;
const VALID_RANGES = ['1d', '5d', '1mo', '3mo', '6mo', '1y', '2y', '5y', '10y', 'ytd', 'max'];
const INTERVALS_S: Readonly<Record<string, number>> = {
  '1m': 60,
  '2m': 120,
  '5m': 300,
  '15m': 900,
  '30m': 1800,
  '60m': 3600,
  '1h': 3600,
  '1d': 86_400,
};
const RANGE_DAYS: Readonly<Record<string, number>> = {
  '1d': 1,
  '5d': 5,
  '1mo': 30,
  '3mo': 91,
  '6mo': 182,
  '1y': 365,
  '2y': 730,
  '5y': 1826,
  '10y': 3652,
};

const OPENINGS: Readonly<Record<string, string>> = {
  XLON: '08:00',
  XETR: '09:00',
  XPAR: '09:00',
  XAMS: '09:00',
  XSWX: '09:00',
  XTKS: '09:00',
  XNSE: '09:15',
};
const EXCHANGES: Readonly<Record<string, readonly [code: string, name: string]>> = {
  XNAS: ['NMS', 'NasdaqGS'],
  XNYS: ['NYQ', 'NYSE'],
  ARCX: ['PCX', 'NYSEArca'],
  XLON: ['LSE', 'LSE'],
  XETR: ['GER', 'XETRA'],
  XPAR: ['PAR', 'Paris'],
  XAMS: ['AMS', 'Amsterdam'],
  XNSE: ['NSI', 'NSE'],
  XTKS: ['JPX', 'Tokyo'],
  XSWX: ['EBS', 'Swiss'],
};

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface ChartQuery {
  readonly range: string | null;
  readonly interval: string | null;
  /** Epoch seconds, as text; together they replace the range. */
  readonly period1: string | null;
  readonly period2: string | null;
  readonly events: string | null;
}

/** A listing at an instant, with the times that belong to it. */
interface View {
  readonly market: DemoMarket;
  readonly listing: Listing;
  readonly home: Market;
  readonly now: Date;
  /** Of the last price: now, or when the last NAV came out. */
  readonly pricedAt: Date;
  readonly price: string;
  readonly previousDay: Day;
}

interface Bar {
  /** Epoch seconds. */
  readonly at: number;
  readonly day: Day;
  readonly open: number;
  readonly close: number;
}

export function chartAnswer({ market, symbol, query, now }: { market: DemoMarket; symbol: string; query: ChartQuery; now: Date }): Answer {
  const listing = findListing(symbol);
  if (!listing || listing.scheme) return failure('chart', 404, 'Not Found', 'No data found, symbol may be delisted');
  const intervalS = INTERVALS_S[query.interval ?? '1d'];
  const isKnownRange = query.range === null || VALID_RANGES.includes(query.range);
  if (!intervalS || !isKnownRange) return failure('chart', 422, 'Bad Request', 'Invalid input - range or interval is not supported.');
  const view = viewOf(market, listing, now);
  const isDaily = intervalS === 86_400 || !isTraded(listing);
  const span = spanOf(view, query);
  const bars = isDaily ? dailyBars(view, span) : intradayBars(view, span, intervalS);
  const meta = {
    ...baseMeta(view),
    ...longMeta(view),
    ...previousCloses(view, bars, isDaily),
    dataGranularity: isDaily ? '1d' : query.interval,
    range: query.range ?? '',
  };
  const events = /div/.test(query.events ?? '') ? dividendEvents(view, bars) : null;
  const result = { meta: { ...meta, validRanges: VALID_RANGES }, ...series(view, bars, isDaily), ...(events && { events }) };
  return { status: 200, body: { chart: { result: [result], error: null } } };
}

/** Unknown symbols are left out of the answer. */
export function sparkAnswer({
  market,
  symbols,
  query,
  now,
}: {
  market: DemoMarket;
  symbols: readonly string[];
  query: ChartQuery;
  now: Date;
}): Answer {
  const result = symbols.flatMap((symbol) => {
    const listing = findListing(symbol);
    if (!listing || listing.scheme) return [];
    const view = viewOf(market, listing, now);
    const isDaily = !isTraded(listing) || query.interval === '1d';
    const span = spanOf(view, query);
    const bars = isDaily ? dailyBars(view, span) : intradayBars(view, span, INTERVALS_S[query.interval ?? '5m'] ?? 300);
    const meta = {
      ...baseMeta(view),
      ...previousCloses(view, bars, isDaily),
      dataGranularity: isDaily ? '1d' : (query.interval ?? '5m'),
      range: query.range ?? '1d',
    };
    const close = bars.map((bar) => bar.close);
    return [{ symbol, response: [{ meta, timestamp: bars.map((bar) => bar.at), indicators: { quote: [{ close }] } }] }];
  });
  if (result.length === 0) return failure('spark', 404, 'Not Found', 'No data found for spark symbols');
  return { status: 200, body: { spark: { result, error: null } } };
}

function failure(root: string, status: number, code: string, description: string): Answer {
  return { status, body: { [root]: { result: null, error: { code, description } } } };
}

function viewOf(market: DemoMarket, listing: Listing, now: Date): View {
  const home = marketOf(listing);
  if (!isTraded(listing)) {
    const day = lastPublished({ zone: home.zone, time: NAV_TIME, instant: now });
    const pricedAt = instantAt(day, NAV_TIME, home.zone);
    return { market, listing, home, now, pricedAt, price: market.close(listing, day), previousDay: previousTradingDay(day) };
  }
  const previousDay = previousTradingDay(dayIn(home.zone, now));
  return { market, listing, home, now, pricedAt: now, price: market.live(listing, now), previousDay };
}

/** The days, or instants, asked for. */
function spanOf(view: View, query: ChartQuery): { from: Date; to: Date } {
  const from = Number(query.period1);
  const to = Number(query.period2);
  if (query.period1 && Number.isFinite(from)) {
    const end = query.period2 && Number.isFinite(to) ? new Date(to * 1000) : view.now;
    return { from: new Date(from * 1000), to: end > view.now ? view.now : end };
  }
  const today = dayIn(view.home.zone, view.pricedAt);
  const days = query.range === 'ytd' ? daysBetween(`${today.slice(0, 4)}-01-01` as Day, today) : RANGE_DAYS[query.range ?? '1d'];
  const first = days === undefined ? ANCHOR : addDays(today, 1 - days);
  return { from: opening(view, first), to: view.now };
}

function opening(view: View, day: Day): Date {
  return instantAt(day, OPENINGS[view.listing.mic ?? ''] ?? '09:30', view.home.zone);
}

/** One bar per trading day that has closed; the running day's, at its end, is of the last price. */
function dailyBars(view: View, span: { from: Date; to: Date }): Bar[] {
  const { market, listing, home } = view;
  const firstDay = dayIn(home.zone, span.from);
  const lastDay = dayIn(home.zone, span.to < view.pricedAt ? span.to : view.pricedAt);
  const bars: Bar[] = [];
  for (const day of tradingDays({ from: firstDay < ANCHOR ? ANCHOR : firstDay, to: lastDay })) {
    const at = opening(view, day);
    if (at < span.from || at > span.to) continue;
    const isRunning = isTraded(listing) && view.now < closeOf(home, day);
    const close = isRunning ? view.price : market.close(listing, day);
    bars.push({
      at: seconds(isRunning ? view.now : at),
      day,
      open: Number(market.close(listing, previousTradingDay(day))),
      close: Number(close),
    });
  }
  return bars;
}

/** The newest bars of the span, the last one being the price of this second, off the grid. */
function intradayBars(view: View, span: { from: Date; to: Date }, intervalS: number): Bar[] {
  const { market, listing, home } = view;
  const to = seconds(span.to);
  const grid = Math.floor(to / intervalS) * intervalS;
  const first = Math.max(seconds(span.from), grid - (POINTS_MAX - 2) * intervalS);
  const bars: Bar[] = [];
  let open = Number(market.live(listing, new Date(first * 1000)));
  for (let at = Math.ceil(first / intervalS) * intervalS; at < to; at += intervalS) {
    const close = Number(market.live(listing, new Date(Math.min(at + intervalS, to) * 1000)));
    bars.push({ at, day: dayIn(home.zone, new Date(at * 1000)), open, close });
    open = close;
  }
  bars.push({ at: to, day: dayIn(home.zone, span.to), open, close: Number(market.live(listing, span.to)) });
  return bars;
}

function baseMeta(view: View) {
  const { listing, home, pricedAt } = view;
  const [code] = exchangeOf(listing);
  return {
    currency: listing.unit,
    symbol: listing.symbol,
    exchangeName: code,
    instrumentType: { [InstrumentKind.ETF]: 'ETF', [InstrumentKind.FUND]: 'MUTUALFUND' }[listing.kind as string] ?? 'EQUITY',
    regularMarketTime: seconds(pricedAt),
    gmtoffset: offsetS(home.zone, pricedAt),
    timezone: zoneName(home.zone, pricedAt),
    exchangeTimezoneName: home.zone,
    regularMarketPrice: Number(view.price),
  };
}

function longMeta(view: View) {
  const { market, listing, home, now } = view;
  const today = dayIn(home.zone, now);
  const session = lastTradingDay(today);
  const [open, close] = [opening(view, session), closeOf(home, session)];
  const period = (from: Date, to: Date) => ({
    timezone: zoneName(home.zone, now),
    start: seconds(from),
    end: seconds(to),
    gmtoffset: offsetS(home.zone, now),
  });
  const prices = [Number(view.price), Number(market.close(listing, view.previousDay))];
  const year = tradingDays({ from: addDays(today, -364), to: view.previousDay }).map((day) => Number(market.close(listing, day)));
  return {
    fullExchangeName: exchangeOf(listing)[1],
    firstTradeDate: seconds(opening(view, ANCHOR)),
    hasPrePostMarketData: false,
    fiftyTwoWeekHigh: Math.max(...prices, ...year),
    fiftyTwoWeekLow: Math.min(...prices, ...year),
    ...(isTraded(listing) && {
      regularMarketDayHigh: Math.max(...prices),
      regularMarketDayLow: Math.min(...prices),
      regularMarketVolume: volumeOf(view, seconds(now)),
    }),
    longName: listing.name,
    shortName: listing.name.slice(0, 31),
    priceHint: 2,
    currentTradingPeriod: { pre: period(open, open), regular: period(open, close), post: period(close, close) },
  };
}

/** `chartPreviousClose` is the close before the answer's first bar; `previousClose` comes with bars within the day only. */
function previousCloses(view: View, bars: readonly Bar[], isDaily: boolean) {
  const before = bars[0] ? previousTradingDay(bars[0].day) : view.previousDay;
  const chartPreviousClose = Number(view.market.close(view.listing, before));
  return isDaily
    ? { chartPreviousClose }
    : { chartPreviousClose, previousClose: Number(view.market.close(view.listing, view.previousDay)) };
}

/** Without bars, an answer has neither timestamps nor arrays. */
function series(view: View, bars: readonly Bar[], isDaily: boolean) {
  if (bars.length === 0) return { indicators: { quote: [{}], ...(isDaily && { adjclose: [{}] }) } };
  const quote = {
    open: bars.map((bar) => bar.open),
    high: bars.map((bar) => Math.max(bar.open, bar.close)),
    low: bars.map((bar) => Math.min(bar.open, bar.close)),
    close: bars.map((bar) => bar.close),
    volume: bars.map((bar) => volumeOf(view, bar.at)),
  };
  return {
    timestamp: bars.map((bar) => bar.at),
    indicators: { quote: [quote], ...(isDaily && { adjclose: [{ adjclose: quote.close }] }) },
  };
}

function dividendEvents(view: View, bars: readonly Bar[]) {
  const dividends: Record<string, { amount: number; date: number }> = {};
  for (const { day } of bars) {
    const amount = view.market.dividend(view.listing, day);
    const date = seconds(opening(view, day));
    if (amount) dividends[date] = { amount: Number(amount), date };
  }
  return Object.keys(dividends).length > 0 ? { dividends } : null;
}

function volumeOf(view: View, at: number): number {
  return isTraded(view.listing) ? 10_000 + Math.floor(uniform(view.market.seed, `volume/${view.listing.symbol}`, at) * 190_000) : 0;
}

function exchangeOf(listing: Listing): readonly [code: string, name: string] {
  return EXCHANGES[listing.mic ?? ''] ?? ['NAS', 'Nasdaq'];
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

/** Seconds the zone's clock is ahead of UTC. */
function offsetS(zone: string, instant: Date): number {
  const day = dayIn(zone, instant);
  return (Date.parse(`${day}T12:00:00Z`) - instantAt(day, '12:00', zone).getTime()) / 1000;
}

function zoneName(zone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}
