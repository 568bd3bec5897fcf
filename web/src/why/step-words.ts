/** What the steps of an explanation and their terms are called, and which of them are amounts of which currency. */
import { fullDay } from '../format/format.js';
import { KINDS as ENTRY_KINDS } from '../part/entry-kind.js';
import type { EntryKind } from '../part/words.js';

const WORDS: Readonly<Record<string, string>> = {
  unsplitValue: 'Value in its currency',
  marketValue: 'Market value',
  value: 'Value',
  costBasis: 'Cost basis',
  costBasisInBase: 'Cost basis in the base currency',
  unrealisedGain: 'Unrealised gain',
  costBasisWithoutFees: 'Cost without fees and taxes',
  costAtPresentRate: 'Cost without a booked rate, before fees',
  costWithFeesAtPresentRate: 'Cost without a booked rate',
  costInBaseWithoutFees: 'Cost in the base currency, before fees',
  wholeCostAtPresentRate: 'All of the cost at the present rate',
  unrealisedGainBeforeFees: 'Gain before fees',
  unrealisedGainPrice: 'Made by the price',
  unrealisedGainCurrency: 'Made by the exchange rate',
  heldBefore: 'Held before today',
  previousValue: 'Value at the previous close',
  valueNow: 'Value now',
  valueBefore: 'Value before',
  paidSince: 'Paid since',
  change: 'Change in its currency',
  dayChange: 'Day change',
  dayChangePrice: 'Made by the price',
  dayChangeCurrency: 'Made by the exchange rate',
  rateNow: 'Rate now',
  rateBefore: 'Rate before',
  rateChange: 'Change of the rate',
  amount: 'Balance',
  mean: 'Mean return of a day',
  yearRoot: 'Root of the trading days of a year',
  variance: 'Variance of the returns',
  deviation: 'Deviation of the returns',
  volatility: 'Volatility',
  excess: 'Mean return above the risk-free one',
  sharpe: 'Sharpe ratio',
  downsideVariance: 'Mean squared shortfall',
  downside: 'Downside deviation',
  sortino: 'Sortino ratio',
  beta: 'Beta',
  trackingVariance: 'Variance of the differences',
  trackingDeviation: 'Deviation of the differences',
  trackingError: 'Tracking error',
  fall: 'Fall',
  maxDrawdown: 'Drawdown',
};

/** Steps that come to an amount, in the currency of what is explained or in the base currency; the others are numbers of their own. */
const OWN = new Set([
  'unsplitValue',
  'marketValue',
  'costBasisWithoutFees',
  'costBasis',
  'costAtPresentRate',
  'costWithFeesAtPresentRate',
  'previousValue',
  'valueNow',
  'valueBefore',
  'paidSince',
  'change',
  'amount',
]);
const BASE = new Set([
  'value',
  'costBasisInBase',
  'costInBaseWithoutFees',
  'wholeCostAtPresentRate',
  'unrealisedGain',
  'unrealisedGainBeforeFees',
  'unrealisedGainPrice',
  'unrealisedGainCurrency',
  'dayChange',
  'dayChangePrice',
  'dayChangeCurrency',
]);

/** The currency of what a step comes to; null where it is no amount. */
export function currencyOf(name: string, { own, base }: { own: string; base: string }): string | null {
  if (OWN.has(name)) return own;
  return BASE.has(name) || / in base( of lot|$)/.test(name) ? base : null;
}

/** What a step or a term is called. */
export function wordsOf(name: string, lotDays: ReadonlyMap<string, string>): string {
  const known = WORDS[name];
  if (known) return known;
  const named = name
    .replace(/lot ([0-9a-f-]{36})/g, (_, id: string) => `the lot of ${lotDays.has(id) ? fullDay(lotDays.get(id) ?? '') : id.slice(0, 8)}`)
    .replace(/^([A-Z_]+) \((\d+)\)$/, (text, kind: string, count: string) =>
      kind in ENTRY_KINDS ? `${ENTRY_KINDS[kind as EntryKind].name}, ${count} of them` : text,
    )
    .replace(/^(\w+) in base$/, (text, word: string) => (word in WORDS ? `${WORDS[word]}, in the base currency` : text))
    .replace(/rate ([A-Z]{3})([A-Z]{3})/, 'rate $1/$2');
  return named.charAt(0).toUpperCase() + named.slice(1);
}
