/** The European Central Bank's reference rate files as the made-up market would publish them. */
import { addDays, type Day } from '../domain/day.js';
import { CURRENCIES } from './demo-currency.js';
import { ANCHOR, type DemoMarket, lastPublished, tradingDays } from './market.js';

/** The day of the newest rates at an instant: they come out at 16:00 in Frankfurt. */
export function rateDay(instant: Date): Day {
  return lastPublished({ zone: 'Europe/Berlin', time: '16:00', instant });
}

/** The newest day's rates, or those of `days` calendar days, newest first; null: of all days there are. */
export function rateFile({ market, instant, days }: { market: DemoMarket; instant: Date; days: number | null }): string {
  const to = rateDay(instant);
  const earliest = days === null ? ANCHOR : addDays(to, 1 - days);
  const cubes = tradingDays({ from: earliest < ANCHOR ? ANCHOR : earliest, to })
    .reverse()
    .map((day) => cube(market, day));
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
${cubes.join('\n')}
\t</Cube>
</gesmes:Envelope>
`;
}

function cube(market: DemoMarket, day: Day): string {
  const rates = [...CURRENCIES.values()].map(({ currency }) => `\t\t\t<Cube currency='${currency}' rate='${market.rate(currency, day)}'/>`);
  return [`\t\t<Cube time='${day}'>`, ...rates, '\t\t</Cube>'].join('\n');
}
