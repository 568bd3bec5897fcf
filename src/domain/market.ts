/** Where and when a price belongs to a day: the time zone and closing time of each market. */
import { addDays, type Day, dayIn, instantAt, weekday } from './day.js';
import { type Instrument, InstrumentKind } from './instrument.js';

export interface Market {
  /** IANA time zone; a price's day is the calendar day there. */
  readonly zone: string;
  /** Wall-clock time `HH:MM` of the regular close: the instant a dated close stands for. */
  readonly close: string;
  /** Wall-clock time of the regular open; absent where trading never pauses, or nothing is known of it. */
  readonly open?: string;
}

const MARKETS: Readonly<Record<string, Market>> = {
  XNYS: { zone: 'America/New_York', open: '09:30', close: '16:00' },
  XNAS: { zone: 'America/New_York', open: '09:30', close: '16:00' },
  ARCX: { zone: 'America/New_York', open: '09:30', close: '16:00' },
  BATS: { zone: 'America/New_York', open: '09:30', close: '16:00' },
  XLON: { zone: 'Europe/London', open: '08:00', close: '16:30' },
  XETR: { zone: 'Europe/Berlin', open: '09:00', close: '17:30' },
  XFRA: { zone: 'Europe/Berlin', open: '08:00', close: '22:00' },
  XPAR: { zone: 'Europe/Paris', open: '09:00', close: '17:30' },
  XAMS: { zone: 'Europe/Amsterdam', open: '09:00', close: '17:30' },
  XBRU: { zone: 'Europe/Brussels', open: '09:00', close: '17:30' },
  XMIL: { zone: 'Europe/Rome', open: '09:00', close: '17:30' },
  XMAD: { zone: 'Europe/Madrid', open: '09:00', close: '17:30' },
  XSWX: { zone: 'Europe/Zurich', open: '09:00', close: '17:30' },
  XSTO: { zone: 'Europe/Stockholm', open: '09:00', close: '17:30' },
  XNSE: { zone: 'Asia/Kolkata', open: '09:15', close: '15:30' },
  XBOM: { zone: 'Asia/Kolkata', open: '09:15', close: '15:30' },
  XTKS: { zone: 'Asia/Tokyo', open: '09:00', close: '15:30' },
  XHKG: { zone: 'Asia/Hong_Kong', open: '09:30', close: '16:00' },
  XTSE: { zone: 'America/Toronto', open: '09:30', close: '16:00' },
  XASX: { zone: 'Australia/Sydney', open: '10:00', close: '16:00' },
  XJSE: { zone: 'Africa/Johannesburg', open: '09:00', close: '17:00' },
  XTAE: { zone: 'Asia/Jerusalem', open: '10:00', close: '17:15' },
};

/** Home markets of fund currencies: a fund has no venue, but its NAV has a day somewhere. */
const FUND_MARKETS: Readonly<Record<string, Market>> = {
  INR: { zone: 'Asia/Kolkata', close: '15:30' },
  USD: { zone: 'America/New_York', close: '16:00' },
  GBP: { zone: 'Europe/London', close: '12:00' },
  EUR: { zone: 'Europe/Berlin', close: '17:30' },
};

/** Used where nothing is known of the venue: days are UTC days, closing with the last European exchanges. */
const UNKNOWN: Market = { zone: 'UTC', close: '17:00' };

/** The euro reference rates are fixed at 14:15 in Frankfurt. */
export const REFERENCE_RATES: Market = { zone: 'Europe/Berlin', close: '14:15' };

export function marketOf(instrument: Pick<Instrument, 'kind' | 'mic' | 'currency'>): Market {
  if (instrument.mic) return MARKETS[instrument.mic] ?? UNKNOWN;
  if (instrument.kind === InstrumentKind.FUND) return FUND_MARKETS[instrument.currency] ?? UNKNOWN;
  return UNKNOWN;
}

/** The day a price observed at `instant` belongs to. */
export function marketDay(market: Market, instant: Date): Day {
  return dayIn(market.zone, instant);
}

/** The instant a price dated only by its day stands for: that day's regular close. */
export function closeOf(market: Market, value: Day): Date {
  return instantAt(value, market.close, market.zone);
}

/** Monday to Friday. Holidays are not known: on one, a price counts as if its market were open. */
export function isTradingDay(value: Day): boolean {
  const number = weekday(value);
  return number !== 0 && number !== 6;
}

/** How long the market's regular session was open between two instants, in milliseconds; counting stops past `limitMs`. */
export function openMsBetween(market: Market, from: Date, to: Date, limitMs: number): number {
  if (!market.open || to <= from) return Math.max(0, to.getTime() - from.getTime());
  let openMs = 0;
  let day = marketDay(market, from);
  for (let count = 0; count < DAYS_WALKED_MAX && openMs <= limitMs; count += 1) {
    const session = sessionOf(market, day);
    if (session.opensMs >= to.getTime()) break;
    if (isTradingDay(day)) {
      openMs += Math.max(0, Math.min(session.closesMs, to.getTime()) - Math.max(session.opensMs, from.getTime()));
    }
    day = addDays(day, 1);
  }
  return openMs;
}

/** A week has sessions enough to pass any limit of freshness. */
const DAYS_WALKED_MAX = 8;
const SESSIONS_KEPT_MAX = 2_000;
const sessions = new Map<string, { readonly opensMs: number; readonly closesMs: number }>();

/** Kept because working out a wall clock in a zone costs microseconds, and every holding's freshness asks. */
function sessionOf(market: Market, value: Day): { readonly opensMs: number; readonly closesMs: number } {
  const key = `${market.zone} ${market.open} ${market.close} ${value}`;
  let session = sessions.get(key);
  if (!session) {
    session = {
      opensMs: instantAt(value, market.open ?? market.close, market.zone).getTime(),
      closesMs: closeOf(market, value).getTime(),
    };
    if (sessions.size >= SESSIONS_KEPT_MAX) sessions.clear();
    sessions.set(key, session);
  }
  return session;
}
