/** Where and when a price belongs to a day: the time zone, sessions and holidays of each market. */
import { addDays, type Day, dayIn, instantAt, weekday } from './day.js';
import { earlyClose, HOLIDAYS, type HolidayCalendar, isHoliday, knowsYear } from './holiday.js';
import { type Instrument, InstrumentKind } from './instrument.js';

export interface Market {
  /** IANA time zone; a price's day is the calendar day there. */
  readonly zone: string;
  /** Wall-clock time `HH:MM` of the regular close: the instant a dated close stands for. */
  readonly close: string;
  /** Wall-clock time of the regular open; absent where trading never pauses, or nothing is known of it. */
  readonly open?: string;
  /** Midday, when it does not trade: two wall-clock times. */
  readonly pause?: readonly [string, string];
  /** Whether it trades on such a day of the week, holidays apart; absent: Monday to Friday. */
  readonly week?: (value: Day) => boolean;
  /** Absent: only weekends are known. */
  readonly holidays?: HolidayCalendar;
  /** When the NAV of a day is out: so many sessions later, at a wall-clock time. */
  readonly nav?: { readonly sessions: number; readonly time: string };
}

const MARKETS: Readonly<Record<string, Market>> = {
  XNYS: { zone: 'America/New_York', open: '09:30', close: '16:00', holidays: HOLIDAYS.NEW_YORK },
  XNAS: { zone: 'America/New_York', open: '09:30', close: '16:00', holidays: HOLIDAYS.NEW_YORK },
  ARCX: { zone: 'America/New_York', open: '09:30', close: '16:00', holidays: HOLIDAYS.NEW_YORK },
  BATS: { zone: 'America/New_York', open: '09:30', close: '16:00', holidays: HOLIDAYS.NEW_YORK },
  XLON: { zone: 'Europe/London', open: '08:00', close: '16:30', holidays: HOLIDAYS.LONDON },
  XETR: { zone: 'Europe/Berlin', open: '09:00', close: '17:30', holidays: HOLIDAYS.FRANKFURT },
  XFRA: { zone: 'Europe/Berlin', open: '08:00', close: '22:00', holidays: HOLIDAYS.FRANKFURT },
  XPAR: { zone: 'Europe/Paris', open: '09:00', close: '17:30', holidays: HOLIDAYS.EURONEXT },
  XAMS: { zone: 'Europe/Amsterdam', open: '09:00', close: '17:30', holidays: HOLIDAYS.EURONEXT },
  XBRU: { zone: 'Europe/Brussels', open: '09:00', close: '17:30', holidays: HOLIDAYS.EURONEXT },
  XMIL: { zone: 'Europe/Rome', open: '09:00', close: '17:30', holidays: HOLIDAYS.MILAN },
  XMAD: { zone: 'Europe/Madrid', open: '09:00', close: '17:30', holidays: HOLIDAYS.MADRID },
  XSWX: { zone: 'Europe/Zurich', open: '09:00', close: '17:30', holidays: HOLIDAYS.ZURICH },
  XSTO: { zone: 'Europe/Stockholm', open: '09:00', close: '17:30', holidays: HOLIDAYS.STOCKHOLM },
  XNSE: { zone: 'Asia/Kolkata', open: '09:15', close: '15:30', holidays: HOLIDAYS.MUMBAI },
  XBOM: { zone: 'Asia/Kolkata', open: '09:15', close: '15:30', holidays: HOLIDAYS.MUMBAI },
  XTKS: { zone: 'Asia/Tokyo', open: '09:00', close: '15:30', pause: ['11:30', '12:30'], holidays: HOLIDAYS.TOKYO },
  XHKG: { zone: 'Asia/Hong_Kong', open: '09:30', close: '16:00', pause: ['12:00', '13:00'], holidays: HOLIDAYS.HONG_KONG },
  XTSE: { zone: 'America/Toronto', open: '09:30', close: '16:00', holidays: HOLIDAYS.TORONTO },
  XASX: { zone: 'Australia/Sydney', open: '10:00', close: '16:00', holidays: HOLIDAYS.SYDNEY },
  XJSE: { zone: 'Africa/Johannesburg', open: '09:00', close: '17:00', holidays: HOLIDAYS.JOHANNESBURG },
  // On Fridays it closes earlier, at an hour of its own; Sunday was a day of trading until the end of 2025.
  XTAE: { zone: 'Asia/Jerusalem', open: '10:00', close: '17:15', holidays: HOLIDAYS.TEL_AVIV, week: isTelAvivDay },
  XASE: { zone: 'America/New_York', open: '09:30', close: '16:00', holidays: HOLIDAYS.NEW_YORK },
  XLIS: { zone: 'Europe/Lisbon', open: '08:00', close: '16:30', holidays: HOLIDAYS.EURONEXT },
  XDUB: { zone: 'Europe/Dublin', open: '08:00', close: '16:28', holidays: HOLIDAYS.EURONEXT },
  XWBO: { zone: 'Europe/Vienna', open: '09:00', close: '17:30', holidays: HOLIDAYS.VIENNA },
  XHEL: { zone: 'Europe/Helsinki', open: '10:00', close: '18:30', holidays: HOLIDAYS.HELSINKI },
  XCSE: { zone: 'Europe/Copenhagen', open: '09:00', close: '17:00', holidays: HOLIDAYS.COPENHAGEN },
  XOSL: { zone: 'Europe/Oslo', open: '09:00', close: '16:20', holidays: HOLIDAYS.OSLO },
  XWAR: { zone: 'Europe/Warsaw', open: '09:00', close: '17:00', holidays: HOLIDAYS.WARSAW },
  BVMF: { zone: 'America/Sao_Paulo', open: '10:00', close: '17:00', holidays: HOLIDAYS.SAO_PAULO },
  // Of these only the weekends are known.
  XMEX: { zone: 'America/Mexico_City', open: '08:30', close: '15:00' },
  XNZE: { zone: 'Pacific/Auckland', open: '10:00', close: '16:45' },
  XSES: { zone: 'Asia/Singapore', open: '09:00', close: '17:00', pause: ['12:00', '13:00'] },
};

/**
 * Home markets of fund currencies: a fund has no venue, but its NAV has a day somewhere, and an hour by which it is published.
 * Funds of funds abroad are a session later than that.
 */
const FUND_MARKETS: Readonly<Record<string, Market>> = {
  INR: { zone: 'Asia/Kolkata', close: '15:30', holidays: HOLIDAYS.MUMBAI, nav: { sessions: 0, time: '23:30' } },
  USD: { zone: 'America/New_York', close: '16:00', holidays: HOLIDAYS.NEW_YORK, nav: { sessions: 0, time: '20:30' } },
  GBP: { zone: 'Europe/London', close: '12:00', holidays: HOLIDAYS.LONDON, nav: { sessions: 1, time: '12:00' } },
  EUR: { zone: 'Europe/Berlin', close: '17:30', holidays: HOLIDAYS.TARGET, nav: { sessions: 1, time: '12:00' } },
};

/** Used where nothing is known of the venue: days are UTC days, closing with the last European exchanges. */
const UNKNOWN: Market = { zone: 'UTC', close: '17:00' };

/** The euro reference rates are fixed at 14:15 in Frankfurt. */
export const REFERENCE_RATES: Market = { zone: 'Europe/Berlin', close: '14:15', holidays: HOLIDAYS.TARGET };

export function marketOf(instrument: Pick<Instrument, 'kind' | 'mic' | 'currency'>): Market {
  if (instrument.mic) return MARKETS[instrument.mic] ?? UNKNOWN;
  if (instrument.kind === InstrumentKind.FUND) return FUND_MARKETS[instrument.currency] ?? UNKNOWN;
  return UNKNOWN;
}

/** The day a price observed at `instant` belongs to. */
export function marketDay(market: Market, instant: Date): Day {
  return dayIn(market.zone, instant);
}

/** The instant a price dated only by its day stands for: that day's close, early where the calendar says so. */
export function closeOf(market: Market, value: Day): Date {
  return instantAt(value, closingTime(market, value), market.zone);
}

function closingTime({ holidays, close }: Market, value: Day): string {
  return (holidays && earlyClose(holidays, value)) ?? close;
}

/** Monday to Friday: what is known without a market. */
export function isTradingDay(value: Day): boolean {
  const number = weekday(value);
  return number !== 0 && number !== 6;
}

/** Sunday to Thursday until the end of 2025, Monday to Friday since. */
function isTelAvivDay(value: Day): boolean {
  return value < '2026-01-01' ? weekday(value) < 5 : isTradingDay(value);
}

/** Whether the market trades that day. Where its holidays are not known, every weekday counts. */
export function isSession({ holidays, week = isTradingDay }: Market, value: Day): boolean {
  return week(value) && !(holidays && isHoliday(holidays, value));
}

/** The newest session up to and including the day. */
export function sessionUpTo(market: Market, value: Day): Day {
  let day = value;
  while (!isSession(market, day)) day = addDays(day, -1);
  return day;
}

/** The newest session whose close has passed. */
export function lastClosedSession(market: Market, now: Date): Day {
  const today = marketDay(market, now);
  return sessionUpTo(market, closeOf(market, today) > now ? addDays(today, -1) : today);
}

/** The newest day whose NAV should be out by now. Where nothing is known of it: a session later, at noon. */
export function expectedNavDay(market: Market, now: Date): Day {
  const { sessions: lag, time } = market.nav ?? { sessions: 1, time: '12:00' };
  const today = marketDay(market, now);
  const isOut = instantAt(today, time, market.zone) <= now;
  // The newest session at whose hour of publication we have arrived, and then the lag in sessions back.
  let day = sessionUpTo(market, isOut ? today : addDays(today, -1));
  for (let count = 0; count < lag; count += 1) day = sessionUpTo(market, addDays(day, -1));
  return day;
}

/** Venues of which not all holidays of the day's year are known, though they are of other years: their table has ended. */
export function venuesPastHorizon(value: Day): string[] {
  return Object.entries(MARKETS).flatMap(([mic, { holidays }]) => (holidays && !knowsYear(holidays, value) ? [mic] : []));
}

/** Whether the regular session is on; null where nothing is known of it. */
export function isOpenAt(market: Market, now: Date): boolean | null {
  if (!market.open) return null;
  const nowMs = now.getTime();
  return sessionsOf(market, marketDay(market, now)).some(({ opensMs, closesMs }) => nowMs >= opensMs && nowMs < closesMs);
}

/** How long the market's regular session was open between two instants, in milliseconds; counting stops past `limitMs`. */
export function openMsBetween(market: Market, from: Date, to: Date, limitMs: number): number {
  if (!market.open || to <= from) return Math.max(0, to.getTime() - from.getTime());
  let openMs = 0;
  let day = marketDay(market, from);
  const last = marketDay(market, to);
  for (let count = 0; count < DAYS_WALKED_MAX && day <= last && openMs <= limitMs; count += 1) {
    for (const { opensMs, closesMs } of sessionsOf(market, day)) {
      openMs += Math.max(0, Math.min(closesMs, to.getTime()) - Math.max(opensMs, from.getTime()));
    }
    day = addDays(day, 1);
  }
  return openMs;
}

/** A fortnight has sessions enough to pass any limit of freshness, whatever the holidays. */
const DAYS_WALKED_MAX = 15;
const DAYS_KEPT_MAX = 4_000;
interface Session {
  readonly opensMs: number;
  readonly closesMs: number;
}
const kept = new WeakMap<Market, Map<Day, readonly Session[]>>();

/** Kept because working out a wall clock in a zone costs microseconds, and every holding's freshness asks. */
function sessionsOf(market: Market, value: Day): readonly Session[] {
  let days = kept.get(market);
  if (!days || days.size >= DAYS_KEPT_MAX) {
    days = new Map();
    kept.set(market, days);
  }
  let sessions = days.get(value);
  if (!sessions) {
    sessions = isSession(market, value) ? workOutSessions(market, value) : [];
    days.set(value, sessions);
  }
  return sessions;
}

function workOutSessions(market: Market, value: Day): Session[] {
  const at = (time: string) => instantAt(value, time, market.zone).getTime();
  const [opensMs, closesMs] = [at(market.open ?? market.close), at(closingTime(market, value))];
  if (!market.pause) return [{ opensMs, closesMs }];
  const [startsMs, endsMs] = [at(market.pause[0]), at(market.pause[1])];
  return [
    { opensMs, closesMs: Math.min(startsMs, closesMs) },
    { opensMs: endsMs, closesMs: Math.max(closesMs, endsMs) },
  ];
}
