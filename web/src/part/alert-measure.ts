/** What a rule may look at, as people say it, and the unit its threshold is in. */
import { compareDecimals, multiplyDecimals } from '../format/decimal-text.js';
import { money, percent, price, quantity, signedMoney, signedPercent } from '../format/format.js';
import { typedNumber } from '../format/typed-number.js';
import type { AlertCondition, AlertMeasure, FiringFieldsFragment } from '../gql/graphql.js';

export type Unit = 'PRICE' | 'MONEY' | 'RATIO' | 'DAYS' | 'MINUTES';

interface Measure {
  readonly name: string;
  readonly about: string;
  readonly of: 'INSTRUMENT' | 'PORTFOLIO';
  readonly unit: Unit;
  /** Whether a threshold below zero makes sense. */
  readonly mayBeNegative: boolean;
}

export const MEASURES: Readonly<Record<AlertMeasure, Measure>> = {
  PRICE: { name: 'Price', about: 'The price of an instrument.', of: 'INSTRUMENT', unit: 'PRICE', mayBeNegative: false },
  DAY_MOVE: {
    name: 'Move of the day',
    about: 'The price against the previous close.',
    of: 'INSTRUMENT',
    unit: 'RATIO',
    mayBeNegative: true,
  },
  PRICE_CHANGE: {
    name: 'Price change',
    about: 'How far the price has moved since the rule was made, or since it last fired.',
    of: 'INSTRUMENT',
    unit: 'RATIO',
    mayBeNegative: true,
  },
  VALUE: { name: 'Value', about: 'What a portfolio or an account is worth.', of: 'PORTFOLIO', unit: 'MONEY', mayBeNegative: false },
  VALUE_CHANGE: {
    name: 'Value change',
    about: 'How far the value has moved since the rule was made, or since it last fired.',
    of: 'PORTFOLIO',
    unit: 'RATIO',
    mayBeNegative: true,
  },
  GAIN: { name: 'Unrealised gain', about: 'In the base currency.', of: 'PORTFOLIO', unit: 'MONEY', mayBeNegative: true },
  GAIN_RATIO: { name: 'Unrealised gain, in %', about: 'On what it cost.', of: 'PORTFOLIO', unit: 'RATIO', mayBeNegative: true },
  DRAWDOWN: {
    name: 'Drawdown',
    about: 'How far the value has fallen from its highest since the rule was made. What is paid in or out does not count.',
    of: 'PORTFOLIO',
    unit: 'RATIO',
    mayBeNegative: false,
  },
  PRICE_STALE: {
    name: 'Stale price',
    about: 'Minutes of open market since the price was observed.',
    of: 'INSTRUMENT',
    unit: 'MINUTES',
    mayBeNegative: false,
  },
  NAV_LATE: {
    name: 'Late NAV',
    about: 'Business days by which a fund’s NAV is later than it should be.',
    of: 'INSTRUMENT',
    unit: 'DAYS',
    mayBeNegative: false,
  },
};
export const MEASURE_KEYS = Object.keys(MEASURES) as AlertMeasure[];

export const CONDITIONS: Readonly<Record<AlertCondition, { readonly name: string; readonly about: string }>> = {
  ABOVE: { name: 'At or above', about: 'Fires at once when it is so already.' },
  BELOW: { name: 'At or below', about: 'Fires at once when it is so already.' },
  CROSSES: { name: 'Crosses', about: 'From the side it is on now to the other one, either way.' },
};

/** A threshold or a figure in the unit of its measure. */
export function figureOf(measure: AlertMeasure, value: string, currency: string): string {
  const { unit, mayBeNegative } = MEASURES[measure];
  if (unit === 'PRICE') return price(value, currency);
  if (unit === 'MONEY') return money(value, currency);
  if (unit === 'RATIO') return mayBeNegative ? signedPercent(value) : percent(value);
  const [one, more] = unit === 'DAYS' ? ['business day', 'business days'] : ['minute', 'minutes'];
  return `${quantity(value)} ${value === '1' ? one : more}`;
}

/** What a firing says: the figure that made it fire, and the words before and after it. */
export interface FiringWords {
  readonly before: string;
  readonly figure: string;
  readonly after: string;
}

/** What a split made something else of since. */
export function asSet(measure: AlertMeasure, setThreshold: string | null | undefined, currency: string): string {
  return setThreshold == null ? '' : `, set as ${figureOf(measure, setThreshold, currency)} before a split`;
}

/** As the API says it in `message`, in the reader's own way of writing figures. */
export function firingWords(
  {
    measure,
    condition,
    threshold,
    setThreshold,
    value,
  }: Pick<FiringFieldsFragment, 'measure' | 'condition' | 'threshold' | 'setThreshold' | 'value'>,
  { subject, currency }: { readonly subject: string; readonly currency: string },
): FiringWords {
  const figure = figureOf(measure, value, currency);
  const asked = figureOf(measure, threshold, currency);
  const reached = `: it ${howOf(condition, compareDecimals(value, threshold) >= 0)} ${asked}${asSet(measure, setThreshold, currency)}.`;
  switch (measure) {
    case 'PRICE':
      return { before: `${subject} is at `, figure, after: reached };
    case 'DAY_MOVE':
      return { before: `${subject} has moved by `, figure, after: ` since the previous close; you asked for ${asked}.` };
    // Of these the figure is what it has become, not how far it has moved.
    case 'PRICE_CHANGE':
      return { before: `${subject} is at `, figure: price(value, currency), after: `: it has moved by ${asked} or more.` };
    case 'VALUE_CHANGE':
      return { before: `${subject} is worth `, figure: money(value, currency), after: `: it has moved by ${asked} or more.` };
    case 'VALUE':
      return { before: `${subject} is worth `, figure, after: reached };
    case 'GAIN':
      return { before: `The unrealised gain of ${subject} is `, figure: signedMoney(value, currency), after: reached };
    case 'GAIN_RATIO':
      return { before: `The unrealised gain of ${subject} is `, figure, after: reached };
    case 'DRAWDOWN':
      return { before: `${subject} has fallen by `, figure, after: ` from its highest; you asked for ${asked}.` };
    case 'NAV_LATE':
      return { before: `The NAV of ${subject} is `, figure, after: ' late.' };
    case 'PRICE_STALE':
      return { before: `The price of ${subject} is `, figure, after: ' of open market old.' };
  }
}

function howOf(condition: AlertCondition, isAbove: boolean): string {
  if (condition === 'CROSSES') return isAbove ? 'has risen to' : 'has fallen below';
  return condition === 'ABOVE' ? 'has reached' : 'has fallen to';
}

/** Ratios are typed in per cent and sent as fractions. */
export function fromTyped(measure: AlertMeasure, typed: string): string {
  return MEASURES[measure].unit === 'RATIO' ? trimmed(multiplyDecimals(typed, '0.01')) : typed;
}

export function toTyped(measure: AlertMeasure, value: string): string {
  return typedNumber(MEASURES[measure].unit === 'RATIO' ? trimmed(multiplyDecimals(value, '100')) : value);
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
