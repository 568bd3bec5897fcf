import type { Alert } from './alert.js';
import { type Currency, minorUnits } from './currency.js';
import { type Decimal, formatDecimal } from './decimal.js';

/** What a rule says when it fires, for people: figures with their units, sums of money in whole coins. */
export function alertMessage(
  { measure, condition, threshold, setThreshold }: Pick<Alert, 'measure' | 'condition' | 'threshold' | 'setThreshold'>,
  figure: Decimal,
  { subject, unit }: { readonly subject: string; readonly unit: Currency },
): string {
  const how =
    condition === 'CROSSES'
      ? figure.gte(threshold)
        ? 'has risen to'
        : 'has fallen below'
      : condition === 'ABOVE'
        ? 'has reached'
        : 'has fallen to';
  const price = (value: Decimal) => `${formatDecimal(value)} ${unit}`;
  const money = (value: Decimal) => `${value.toFixed(minorUnits(unit))} ${unit}`;
  const percent = (value: Decimal) => `${formatDecimal(value.times(100).toDecimalPlaces(2))} %`;
  const asSet = setThreshold === null ? '' : `, set as ${price(setThreshold)} before a split`;
  switch (measure) {
    case 'PRICE':
      return `${subject} is at ${price(figure)}: it ${how} ${price(threshold)}${asSet}.`;
    case 'DAY_MOVE':
      return `${subject} has moved by ${percent(figure)} since the previous close: ${percent(threshold)} was asked for.`;
    case 'PRICE_CHANGE':
      return `${subject} is at ${price(figure)}: it has moved by ${percent(threshold)} or more.`;
    case 'VALUE_CHANGE':
      return `${subject} is worth ${money(figure)}: it has moved by ${percent(threshold)} or more.`;
    case 'VALUE':
      return `${subject} is worth ${money(figure)}: it ${how} ${money(threshold)}.`;
    case 'GAIN':
      return `The unrealised gain of ${subject} is ${money(figure)}: it ${how} ${money(threshold)}.`;
    case 'GAIN_RATIO':
      return `The unrealised gain of ${subject} is ${percent(figure)}: it ${how} ${percent(threshold)}.`;
    case 'DRAWDOWN':
      return `${subject} has fallen by ${percent(figure)} from its highest: ${percent(threshold)} was asked for.`;
    case 'NAV_LATE':
      return `The NAV of ${subject} is ${formatDecimal(figure)} business days late.`;
    default:
      return `The price of ${subject} is ${formatDecimal(figure)} minutes of open market old.`;
  }
}
