/**
 * What the made-up market lists. Identities are real where an instrument is (so that the real connectors can ask for the same
 * things); Indian schemes are inventions of ours. Prices, drifts and volatilities are the demo's own and claim nothing.
 */
import type { Currency } from '../domain/currency.js';
import { ONE } from '../domain/decimal.js';
import { type Isin, type Mic, parseIsin, type Ticker } from '../domain/identifiers.js';
import type { InstrumentId } from '../domain/ids.js';
import { Instrument, InstrumentKind } from '../domain/instrument.js';
import { uuidOf } from './random.js';

/** The names a scheme has in AMFI's file besides its own. */
export interface Scheme {
  /** Without plan and option, as the file prints it. */
  readonly name: string;
  readonly section: string;
  readonly house: string;
  readonly plan: string;
  readonly option: string;
}

export interface Listing {
  /** Its name at Yahoo, or AMFI's scheme code. */
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly name: string;
  readonly currency: Currency;
  readonly isin: Isin;
  readonly mic: Mic | null;
  readonly ticker: Ticker | null;
  readonly scheme: Scheme | null;
  readonly unitDivisor: number;
  /** The currency text its venue quotes in: `GBp` for pence. */
  readonly unit: string;
  /** Decimal places of its prices, in the quoted unit. */
  readonly digits: number;
  /** Price on the anchor day, in the quoted unit. */
  readonly start: number;
  /** Per year, as a fraction. */
  readonly drift: number;
  /** Of one day's own movement, as a fraction. */
  readonly volatility: number;
  /** How much of the market's movement it follows. */
  readonly beta: number;
  /** Dividend per year as a fraction of the price; 0: pays none. */
  readonly yield: number;
  /** Months (1 to 12) in which it pays. */
  readonly payMonths: readonly number[];
}

type Numbers = readonly [start: number, drift: number, volatility: number, beta: number, yield_: number];

const QUARTERLY = [3, 6, 9, 12];
const TWICE = [5, 11];
const ONCE = [5];

/** How a venue is written at Yahoo and what it quotes in; months are those in which its companies mostly pay. */
const VENUES: Readonly<
  Record<string, { suffix: string; currency: string; unit: string; divisor: number; digits: number; months: readonly number[] }>
> = {
  XNAS: { suffix: '', currency: 'USD', unit: 'USD', divisor: 1, digits: 2, months: QUARTERLY },
  XNYS: { suffix: '', currency: 'USD', unit: 'USD', divisor: 1, digits: 2, months: QUARTERLY },
  ARCX: { suffix: '', currency: 'USD', unit: 'USD', divisor: 1, digits: 2, months: QUARTERLY },
  XLON: { suffix: '.L', currency: 'GBP', unit: 'GBp', divisor: 100, digits: 2, months: TWICE },
  XETR: { suffix: '.DE', currency: 'EUR', unit: 'EUR', divisor: 1, digits: 2, months: ONCE },
  XPAR: { suffix: '.PA', currency: 'EUR', unit: 'EUR', divisor: 1, digits: 2, months: ONCE },
  XAMS: { suffix: '.AS', currency: 'EUR', unit: 'EUR', divisor: 1, digits: 2, months: ONCE },
  XNSE: { suffix: '.NS', currency: 'INR', unit: 'INR', divisor: 1, digits: 2, months: [7] },
  XTKS: { suffix: '.T', currency: 'JPY', unit: 'JPY', divisor: 1, digits: 1, months: [3, 9] },
  XSWX: { suffix: '.SW', currency: 'CHF', unit: 'CHF', divisor: 1, digits: 2, months: [4] },
};

export const LISTINGS: readonly Listing[] = [
  equity('XNAS', 'AAPL', 'US0378331005', 'Apple Inc.', [185.2, 0.09, 0.011, 1.1, 0.005]),
  equity('XNAS', 'MSFT', 'US5949181045', 'Microsoft Corporation', [371.4, 0.11, 0.01, 1.05, 0.007]),
  equity('XNAS', 'NVDA', 'US67066G1040', 'NVIDIA Corporation', [98.6, 0.2, 0.019, 1.6, 0]),
  equity('XNAS', 'AMZN', 'US0231351067', 'Amazon.com, Inc.', [149.9, 0.13, 0.012, 1.2, 0]),
  equity('XNAS', 'GOOGL', 'US02079K3059', 'Alphabet Inc. Class A', [138.2, 0.13, 0.012, 1.1, 0.005]),
  equity('XNAS', 'META', 'US30303M1027', 'Meta Platforms, Inc.', [346.3, 0.16, 0.015, 1.3, 0.004]),
  equity('XNAS', 'TSLA', 'US88160R1014', 'Tesla, Inc.', [248.4, 0.12, 0.024, 1.7, 0]),
  equity('XNAS', 'COST', 'US22160K1051', 'Costco Wholesale Corporation', [655.1, 0.12, 0.009, 0.8, 0.006]),
  equity('XNYS', 'JPM', 'US46625H1005', 'JPMorgan Chase & Co.', [172, 0.12, 0.01, 1.05, 0.022]),
  equity('XNYS', 'V', 'US92826C8394', 'Visa Inc.', [258.9, 0.09, 0.009, 0.9, 0.008]),
  equity('XNYS', 'JNJ', 'US4781601046', 'Johnson & Johnson', [156.8, 0.05, 0.008, 0.5, 0.03]),
  equity('XNYS', 'KO', 'US1912161007', 'The Coca-Cola Company', [58.9, 0.06, 0.007, 0.45, 0.03]),
  equity('XNYS', 'XOM', 'US30231G1022', 'Exxon Mobil Corporation', [102.4, 0.05, 0.012, 0.8, 0.034]),
  equity('XNYS', 'BRK.B', 'US0846707026', 'Berkshire Hathaway Inc. Class B', [360.5, 0.1, 0.008, 0.8, 0]),
  equity('XLON', 'VOD', 'GB00BH4HKS39', 'Vodafone Group Plc', [69.1, 0.03, 0.011, 0.8, 0.06]),
  equity('XLON', 'SHEL', 'GB00BP6MXD84', 'Shell plc', [2571, 0.04, 0.011, 0.8, 0.04]),
  equity('XLON', 'HSBA', 'GB0005405286', 'HSBC Holdings plc', [635.5, 0.11, 0.01, 0.9, 0.055]),
  equity('XLON', 'AZN', 'GB0009895292', 'AstraZeneca PLC', [10600, 0.07, 0.01, 0.6, 0.022]),
  equity('XLON', 'DGE', 'GB0002374006', 'Diageo plc', [2856, -0.02, 0.01, 0.7, 0.035]),
  equity('XLON', 'TSCO', 'GB00BLGZ9862', 'Tesco PLC', [290.5, 0.1, 0.009, 0.6, 0.04]),
  equity('XETR', 'SAP', 'DE0007164600', 'SAP SE', [139.5, 0.15, 0.011, 1, 0.012]),
  equity('XETR', 'SIE', 'DE0007236101', 'Siemens AG', [169.9, 0.1, 0.012, 1.1, 0.026]),
  equity('XPAR', 'MC', 'FR0000121014', 'LVMH Moët Hennessy Louis Vuitton SE', [733.6, -0.02, 0.013, 1.1, 0.02]),
  equity('XPAR', 'AIR', 'NL0000235190', 'Airbus SE', [139.8, 0.09, 0.012, 1, 0.013]),
  equity('XAMS', 'ASML', 'NL0010273215', 'ASML Holding N.V.', [681.7, 0.09, 0.016, 1.4, 0.009]),
  equity('XNSE', 'RELIANCE', 'INE002A01018', 'Reliance Industries Limited', [1292.5, 0.06, 0.011, 0.9, 0.004]),
  equity('XNSE', 'TCS', 'INE467B01029', 'Tata Consultancy Services Limited', [3793, 0.04, 0.01, 0.7, 0.016]),
  equity('XNSE', 'INFY', 'INE009A01021', 'Infosys Limited', [1542.9, 0.06, 0.011, 0.8, 0.024]),
  equity('XNSE', 'HDFCBANK', 'INE040A01034', 'HDFC Bank Limited', [854.6, 0.09, 0.01, 0.9, 0.011]),
  equity('XNSE', 'ITC', 'INE154A01025', 'ITC Limited', [462.1, 0.04, 0.009, 0.5, 0.032]),
  equity('XTKS', '7203', 'JP3633400001', 'Toyota Motor Corporation', [2590.5, 0.08, 0.012, 0.9, 0.028]),
  equity('XTKS', '6758', 'JP3435000009', 'Sony Group Corporation', [2682, 0.14, 0.013, 1, 0.007]),
  equity('XTKS', '7974', 'JP3756600007', 'Nintendo Co., Ltd.', [7359, 0.16, 0.014, 0.8, 0.015]),
  equity('XSWX', 'NESN', 'CH0038863350', 'Nestlé S.A.', [97.5, -0.02, 0.008, 0.5, 0.031]),
  equity('XSWX', 'NOVN', 'CH0012005267', 'Novartis AG', [84.9, 0.1, 0.008, 0.5, 0.033]),
  { ...equity('ARCX', 'VOO', 'US9229083632', 'Vanguard S&P 500 ETF', [434.7, 0.11, 0.001, 1, 0.013]), kind: InstrumentKind.ETF },
  // Irish funds that keep their income, or are quoted in pounds although their venue quotes shares in pence.
  { ...equity('XETR', 'EUNL', 'IE00B4L5Y983', 'iShares Core MSCI World UCITS ETF', [83.1, 0.1, 0.002, 0.95, 0]), kind: InstrumentKind.ETF },
  {
    ...equity('XLON', 'VUSA', 'IE00B3XXRP09', 'Vanguard S&P 500 UCITS ETF', [71.2, 0.11, 0.002, 1, 0.012]),
    kind: InstrumentKind.ETF,
    unit: 'GBP',
    unitDivisor: 1,
    payMonths: QUARTERLY,
  },
  fund('VTSAX', 'US9229087286', 'Vanguard Total Stock Market Index Fund Admiral Shares', [115, 0.11, 0.001, 1, 0.013]),
  fund('FXAIX', 'US3159117502', 'Fidelity 500 Index Fund', [165.4, 0.11, 0.001, 1, 0.013]),
  fund('VFIAX', 'US9229087104', 'Vanguard 500 Index Fund Admiral Shares', [440, 0.11, 0.001, 1, 0.013]),
  ...schemes(),
];

const BY_SYMBOL = new Map(LISTINGS.map((listing) => [listing.symbol, listing]));

export function findListing(symbol: string): Listing | null {
  return BY_SYMBOL.get(symbol) ?? null;
}

/** Whether trades move its price during the day; a fund only has its NAV. */
export function isTraded(listing: Listing): boolean {
  return listing.kind !== InstrumentKind.FUND;
}

export function instrumentIdOf(seed: string, listing: Listing): InstrumentId {
  return uuidOf(seed, `instrument/${listing.symbol}`) as InstrumentId;
}

export function instrumentOf({ seed, listing, createdAt }: { seed: string; listing: Listing; createdAt: Date }): Instrument {
  const { kind, name, currency, isin, mic, ticker, unitDivisor } = listing;
  const schemeCode = listing.scheme ? listing.symbol : null;
  return new Instrument({
    id: instrumentIdOf(seed, listing),
    kind,
    name,
    currency,
    isin,
    mic,
    ticker,
    schemeCode,
    multiplier: ONE,
    unitDivisor,
    createdAt,
  });
}

/** Every name a source knows the listing by. */
export function symbolsOf(listing: Listing): readonly { readonly source: string; readonly symbol: string }[] {
  if (listing.scheme) return [{ source: 'amfi', symbol: listing.symbol }];
  const yahoo = { source: 'yahoo', symbol: listing.symbol };
  return isTraded(listing) ? [yahoo, { source: 'stream', symbol: listing.symbol }] : [yahoo];
}

function equity(mic: string, ticker: string, isin: string, name: string, numbers: Numbers): Listing {
  const venue = VENUES[mic] as (typeof VENUES)[string];
  const [start, drift, volatility, beta, dividend] = numbers;
  return {
    symbol: `${ticker.replace('.', '-')}${venue.suffix}`,
    kind: InstrumentKind.EQUITY,
    name,
    currency: venue.currency as Currency,
    isin: parseIsin(isin),
    mic: mic as Mic,
    ticker: ticker as Ticker,
    scheme: null,
    unitDivisor: venue.divisor,
    unit: venue.unit,
    digits: venue.digits,
    start,
    drift,
    volatility,
    beta,
    yield: dividend,
    payMonths: dividend > 0 ? venue.months : [],
  };
}

function fund(ticker: string, isin: string, name: string, numbers: Numbers): Listing {
  return { ...equity('XNAS', ticker, isin, name, numbers), kind: InstrumentKind.FUND, mic: null };
}

function schemes(): Listing[] {
  const northstar = 'Northstar Mutual Fund';
  const sahyadri = 'Sahyadri Mutual Fund';
  const equitySection = (category: string) => `Open Ended Schemes(Equity Scheme - ${category})`;
  return [
    scheme('190001', 'INF900X01AA4', 'Northstar Bluechip Fund', northstar, equitySection('Large Cap Fund'), [61.4, 0.12, 0.002, 0.95, 0]),
    scheme(
      '190003',
      'INF900X01AD8',
      'Northstar Bluechip Fund',
      northstar,
      equitySection('Large Cap Fund'),
      [57.2, 0.11, 0.002, 0.95, 0],
      'Regular Plan',
    ),
    scheme('190101', 'INF901Y01BA8', 'Sahyadri Large Cap Fund', sahyadri, equitySection('Large Cap Fund'), [884.3, 0.11, 0.002, 1, 0]),
    scheme('190105', 'INF901Y01BE0', 'Sahyadri Mid Cap Fund', sahyadri, equitySection('Mid Cap Fund'), [143.8, 0.15, 0.004, 1.15, 0]),
    scheme('190007', 'INF900X01AH9', 'Northstar Flexi Cap Fund', northstar, equitySection('Flexi Cap Fund'), [38.6, 0.13, 0.003, 1.05, 0]),
    scheme(
      '190004',
      'INF900X01AE6',
      'Northstar Liquid Fund',
      northstar,
      'Open Ended Schemes(Debt Scheme - Liquid Fund)',
      [2641.2, 0.066, 0.00004, 0, 0],
    ),
    scheme(
      '190106',
      'INF901Y01BF7',
      'Sahyadri Balanced Advantage Fund',
      sahyadri,
      'Open Ended Schemes(Hybrid Scheme - Balanced Advantage)',
      [71.9, 0.09, 0.002, 0.5, 0],
    ),
    scheme(
      '190103',
      'INF901Y01BB6',
      'Sahyadri Global Equity FoF',
      sahyadri,
      'Open Ended Schemes(Other Scheme - FoF Overseas)',
      [16.7, 0.1, 0.004, 0.9, 0],
    ),
  ];
}

function scheme(code: string, isin: string, name: string, house: string, section: string, numbers: Numbers, plan = 'Direct Plan'): Listing {
  return {
    ...equity('XNSE', code, isin, `${name} - ${plan} - Growth`, numbers),
    symbol: code,
    kind: InstrumentKind.FUND,
    mic: null,
    ticker: null,
    scheme: { name, section, house, plan, option: 'Growth' },
    digits: 4,
  };
}
