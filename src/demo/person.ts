/** Who keeps portfolios in the demo, in which currency, and what kind of accounts such people have. All of them are invented. */
import type { Currency } from '../domain/currency.js';
import { InstrumentKind } from '../domain/instrument.js';
import type { Habits } from './habit.js';
import { findListing, LISTINGS, type Listing } from './listing.js';
import type { Dice } from './random.js';

const BROKERAGE = 'Brokerage';
export const DEMO_EMAIL = 'demo@tidemark.example';

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly baseCurrency: Currency;
  readonly portfolioName: string;
}

const FIRST_NAMES = (
  'Amara Anika Arjun Bela Björn Carla Chen Chloe Daniel Deepa Elena Emeka Farah Felix Freya Gabriel Grace Hana Hugo Ines Isaac Ivy Jonas Julia Kavya Kenji ' +
  'Lars Leila Liam Lucia Maya Meera Milan Mina Nadia Nikhil Nora Oliver Omar Paula Priya Rafael Ravi Rosa Samuel Sanjay Sofia Tariq Tessa Tomas Uma Victor Wei Yara Yuki Zoe'
).split(' ');
const LAST_NAMES = (
  'Abara Adler Bakshi Banerjee Becker Bennett Brandt Carter Chandra Costa Dawson Desai Dubois Eriksen Ferrari Fischer Garcia Hall Haddad Ito Iyer Jansen Kapoor ' +
  'Keller Kowalski Laurent Lindgren Lopez Mehta Meyer Moreau Morgan Nair Novak Okafor Patel Pereira Quinn Rao Reed Rossi Sato Schmidt Shah Silva Singh Sutton Tanaka ' +
  'Turner Vogel Walker Weber Wong Wright Yilmaz Zhang'
).split(' ');
const PORTFOLIO_NAMES = ['Main portfolio', 'Long term', 'Family savings', 'Everything', 'My investments', 'Growth and income'];

/** Base currencies, as often as they are named here. */
const BASE_CURRENCIES = 'USD USD USD USD USD USD EUR EUR EUR EUR EUR GBP GBP GBP GBP INR INR INR INR CHF JPY'.split(' ') as Currency[];

/** What about one euro or dollar is, so that a plan is of the same size in every currency. */
const SCALES: Readonly<Record<string, number>> = { INR: 60, JPY: 150 };

/** Venues of each base currency's home market. */
const HOME_MARKETS: Readonly<Record<string, readonly string[]>> = {
  USD: ['XNAS', 'XNYS'],
  EUR: ['XETR', 'XPAR', 'XAMS'],
  GBP: ['XLON'],
  INR: ['XNSE'],
  CHF: ['XSWX', 'XETR'],
  JPY: ['XTKS'],
};

export function personOf(number: number, dice: Dice): Person {
  if (number === 1) return { email: DEMO_EMAIL, name: 'Alex Demo', baseCurrency: 'EUR' as Currency, portfolioName: 'Main portfolio' };
  return {
    email: `user${String(number).padStart(3, '0')}@demo.tidemark.example`,
    name: `${dice.pick(FIRST_NAMES)} ${dice.pick(LAST_NAMES)}`,
    baseCurrency: dice.pick(BASE_CURRENCIES),
    portfolioName: dice.pick(PORTFOLIO_NAMES),
  };
}

/** One to three accounts; the more there are, the less happens in each. */
export function plansOf(person: Person, dice: Dice): readonly Habits[] {
  const { baseCurrency } = person;
  const count = dice.chance(0.3) ? 1 : dice.chance(0.6) ? 2 : 3;
  const wealth = dice.between(0.6, 3) * (dice.chance(0.1) ? 4 : 1);
  const brokerage = habits({ name: BROKERAGE, currency: baseCurrency, listings: shares(baseCurrency, dice, 9 - 2 * count), count, wealth });
  if (count === 1) return [brokerage];
  const saved = baseCurrency === 'INR' ? schemes() : savings(baseCurrency);
  const retirement = habits({ name: 'Retirement', currency: baseCurrency, listings: dice.sample(saved, 2), count, wealth: wealth * 0.6 });
  if (count === 2) return [brokerage, retirement];
  // Some of those abroad save in India too, in an account kept in rupees.
  const currency = baseCurrency === 'USD' || dice.chance(0.4) ? baseCurrency : ('INR' as Currency);
  const pool = currency === 'INR' ? schemes() : usFunds();
  return [brokerage, retirement, habits({ name: 'Mutual funds', currency, listings: dice.sample(pool, 2), count, wealth: wealth * 0.4 })];
}

/** The demo's own user shows a bit of every market. */
export function demoPlans(): readonly Habits[] {
  const named = (text: string) => text.split(' ').map((symbol) => findListing(symbol) as Listing);
  const euro = 'EUR' as Currency;
  const shown = named('AAPL MSFT NVDA SAP.DE ASML.AS MC.PA SHEL.L AZN.L NESN.SW 7203.T RELIANCE.NS BRK-B JPM');
  return [
    {
      ...habits({ name: BROKERAGE, currency: euro, listings: shown, count: 1, wealth: 3.2 }),
      depositEveryMonths: 2,
      buysPerMonth: 1.3,
      firstBuys: 9,
      isPatient: true,
    },
    {
      ...habits({ name: 'Retirement', currency: euro, listings: named('EUNL.DE VOO VUSA.L VTSAX'), count: 2, wealth: 1.4 }),
      firstBuys: 3,
      isPatient: true,
    },
    {
      ...habits({
        name: 'Indian mutual funds',
        currency: 'INR' as Currency,
        listings: named('190001 190101 190105 190004'),
        count: 3,
        wealth: 0.9,
      }),
      firstBuys: 3,
      isPatient: true,
    },
  ];
}

function habits(given: { name: string; currency: Currency; listings: readonly Listing[]; count: number; wealth: number }): Habits {
  const { name, currency, listings, count, wealth } = given;
  const scale = (SCALES[currency] ?? 1) * wealth;
  return {
    name,
    currency,
    listings,
    firstDeposit: round(9_000 * scale),
    deposit: round(450 * count * scale),
    depositEveryMonths: [1, 2, 4][count - 1] as number,
    buysPerMonth: [1.25, 0.6, 0.3][count - 1] as number,
    firstBuys: Math.min(3, listings.length),
    isPatient: false,
    custodyFee: name === BROKERAGE ? round(9 * (SCALES[currency] ?? 1)) : 0,
    statementMonths: count === 1 ? ['06', '12'] : ['12'],
  };
}

/** To two figures, as people choose amounts. */
function round(amount: number): number {
  let unit = 1;
  while (amount / unit >= 100) unit *= 10;
  return Math.round(amount / unit) * unit;
}

/** Mostly the home market's shares, with some from abroad. */
function shares(base: Currency, dice: Dice, count: number): Listing[] {
  const equities = LISTINGS.filter(({ kind }) => kind === InstrumentKind.EQUITY);
  const isHome = ({ mic }: Listing) => (HOME_MARKETS[base] ?? []).includes(mic ?? '');
  const home = dice.sample(equities.filter(isHome), Math.ceil(count * 0.6));
  return [
    ...home,
    ...dice.sample(
      equities.filter((listing) => !isHome(listing)),
      count - home.length,
    ),
  ];
}

function savings(base: Currency): Listing[] {
  const etfs = LISTINGS.filter(({ kind }) => kind === InstrumentKind.ETF);
  return base === 'USD' ? [...etfs.filter(({ currency }) => currency === 'USD'), ...usFunds()] : etfs;
}

function usFunds(): Listing[] {
  return LISTINGS.filter(({ kind, scheme }) => kind === InstrumentKind.FUND && !scheme);
}

function schemes(): Listing[] {
  return LISTINGS.filter(({ scheme }) => scheme !== null);
}
