/** Where and when a price belongs to a day: the time zone and closing time of each market. */
import { type Day, dayIn, instantAt } from './day.js';
import { type Instrument, InstrumentKind } from './instrument.js';

export interface Market {
  /** IANA time zone; a price's day is the calendar day there. */
  readonly zone: string;
  /** Wall-clock time `HH:MM` of the regular close: the instant a dated close stands for. */
  readonly close: string;
}

const MARKETS: Readonly<Record<string, Market>> = {
  XNYS: { zone: 'America/New_York', close: '16:00' },
  XNAS: { zone: 'America/New_York', close: '16:00' },
  ARCX: { zone: 'America/New_York', close: '16:00' },
  BATS: { zone: 'America/New_York', close: '16:00' },
  XLON: { zone: 'Europe/London', close: '16:30' },
  XETR: { zone: 'Europe/Berlin', close: '17:30' },
  XFRA: { zone: 'Europe/Berlin', close: '22:00' },
  XPAR: { zone: 'Europe/Paris', close: '17:30' },
  XAMS: { zone: 'Europe/Amsterdam', close: '17:30' },
  XBRU: { zone: 'Europe/Brussels', close: '17:30' },
  XMIL: { zone: 'Europe/Rome', close: '17:30' },
  XMAD: { zone: 'Europe/Madrid', close: '17:30' },
  XSWX: { zone: 'Europe/Zurich', close: '17:30' },
  XSTO: { zone: 'Europe/Stockholm', close: '17:30' },
  XNSE: { zone: 'Asia/Kolkata', close: '15:30' },
  XBOM: { zone: 'Asia/Kolkata', close: '15:30' },
  XTKS: { zone: 'Asia/Tokyo', close: '15:30' },
  XHKG: { zone: 'Asia/Hong_Kong', close: '16:00' },
  XTSE: { zone: 'America/Toronto', close: '16:00' },
  XASX: { zone: 'Australia/Sydney', close: '16:00' },
  XJSE: { zone: 'Africa/Johannesburg', close: '17:00' },
  XTAE: { zone: 'Asia/Jerusalem', close: '17:15' },
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
