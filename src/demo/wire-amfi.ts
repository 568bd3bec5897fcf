/** AMFI's daily file as the made-up market would publish it: eight columns, as the association has printed since August 2026. */
import { type Day, daysBetween, tryParseDay } from '../domain/day.js';
import { LISTINGS, type Listing } from './listing.js';
import { ANCHOR, type DemoMarket, lastPublished, previousTradingDay, tradingDays } from './market.js';

const HEADER = 'Scheme Code;ISIN Div Payout/ ISIN Growth;ISIN Div Reinvestment;Scheme Name;Plan;Option;Net Asset Value;Date';
const HISTORY_HEADER = 'Scheme Code;NAV Name;Plan;Option;ISIN Div Payout/ISIN Growth;ISIN Div Reinvestment;Net Asset Value;Date';
/** The longest span one report covers. */
const REPORT_DAYS_MAX = 90;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Rows of schemes nobody holds, with what a reader must put up with: no NAV, and one that matured long ago. */
const IDLE_ROWS: Readonly<Record<string, string>> = {
  'Open Ended Schemes(Equity Scheme - Large Cap Fund)/Sahyadri Mutual Fund': '190102;-;-;Sahyadri Large Cap Fund;Regular Plan;Bonus;N.A.;',
};
const MATURED = [
  'Close Ended Schemes(Income)',
  'Northstar Mutual Fund',
  '190006;-;-;Northstar Fixed Term Plan Series 12 - 1100 Days;;;13.4410;31-Mar-2024',
];

/** The NAV day a scheme shows at an instant: NAVs come out at 23:00 in India, those of overseas funds a day later. */
export function navDay(listing: Listing, instant: Date): Day {
  const day = lastPublished({ zone: 'Asia/Kolkata', time: '23:00', instant });
  return listing.scheme?.section.includes('Overseas') ? previousTradingDay(day) : day;
}

export function navFile(market: DemoMarket, instant: Date): string {
  const lines = [HEADER];
  for (const [section, houses] of sections()) {
    lines.push(' ', section);
    for (const [house, listings] of houses) {
      lines.push(' ', house, ' ');
      for (const listing of listings) lines.push(row(market, listing, instant));
      const idle = IDLE_ROWS[`${section}/${house}`];
      if (idle) lines.push(idle + dateText(navDay(listings[0] as Listing, instant)));
    }
  }
  lines.push(' ', MATURED[0] as string, ' ', MATURED[1] as string, ' ', MATURED[2] as string);
  return `${lines.join('\r\n')}\r\n`;
}

/** The history report: every NAV of the days from `from` to `to`, which are written as in the file; null when they are not. */
export function historyReport(market: DemoMarket, instant: Date, asked: { from: string | null; to: string | null }): string | null {
  const from = dayOf(asked.from);
  const to = asked.to ? dayOf(asked.to) : from;
  if (!from || !to || daysBetween(from, to) > REPORT_DAYS_MAX) return null;
  const lines = [HISTORY_HEADER];
  for (const [section, houses] of sections()) {
    lines.push('', `${section.replace('(', ' ( ').replace(')', ' ) ')}`);
    for (const [house, listings] of houses) {
      lines.push('', house);
      for (const listing of listings) {
        const last = navDay(listing, instant);
        const { plan, option } = listing.scheme as NonNullable<Listing['scheme']>;
        for (const day of tradingDays({ from: from < ANCHOR ? ANCHOR : from, to: to < last ? to : last })) {
          lines.push([listing.symbol, listing.name, plan, option, listing.isin, '', market.close(listing, day), dateText(day)].join(';'));
        }
      }
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

function row(market: DemoMarket, listing: Listing, instant: Date): string {
  const day = navDay(listing, instant);
  const { name, plan, option } = listing.scheme as NonNullable<Listing['scheme']>;
  return [listing.symbol, listing.isin, '-', name, plan, option, market.close(listing, day), dateText(day)].join(';');
}

function sections(): Map<string, Map<string, Listing[]>> {
  const sections = new Map<string, Map<string, Listing[]>>();
  for (const listing of LISTINGS) {
    if (!listing.scheme) continue;
    const { section, house } = listing.scheme;
    const houses = sections.get(section) ?? new Map<string, Listing[]>();
    sections.set(section, houses.set(house, [...(houses.get(house) ?? []), listing]));
  }
  return sections;
}

/** `17-Nov-2026`. */
function dateText(day: Day): string {
  return `${day.slice(8)}-${MONTHS[Number(day.slice(5, 7)) - 1]}-${day.slice(0, 4)}`;
}

function dayOf(text: string | null): Day | null {
  const [, day, name, year] = /^(\d{2})-([A-Z][a-z]{2})-(\d{4})$/.exec(text ?? '') ?? [];
  return tryParseDay(`${year}-${String(MONTHS.indexOf(name ?? '') + 1).padStart(2, '0')}-${day}`);
}
