/** The API's own scalars: exact decimals, days, instants, currencies and safe integers, each with the rule it refuses by. */
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { type Currency, parseCurrency, parseQuotationUnit } from '../domain/currency.js';
import { type Day, parseDay } from '../domain/day.js';
import { type Decimal, formatDecimal, parseDecimal, QUANTITY_SCALE } from '../domain/decimal.js';
import { InvalidInput } from '../domain/errors.js';

export const DecimalScalar = new GraphQLScalarType<Decimal, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as text in plain notation, such as "1234.5": at most 18 digits before and 12 after the point. ' +
    'Integers may be given as numbers; a JSON float is refused, because it may have lost digits already.',
  serialize: (value) => formatDecimal(value as Decimal),
  parseValue: readDecimal,
  parseLiteral: (node) => readDecimal(literal(node, [Kind.STRING, Kind.INT, Kind.FLOAT])),
});

export const DayScalar = new GraphQLScalarType<Day, string>({
  name: 'Day',
  description: 'A calendar day from 1900 on, written YYYY-MM-DD, such as "2026-11-18".',
  serialize: (value) => String(value),
  parseValue: (value) => parseDay(text(value, 'a day such as "2026-11-18"'), 'value'),
  parseLiteral: (node) => parseDay(literal(node, [Kind.STRING]), 'value'),
});

export const InstantScalar = new GraphQLScalarType<Date, string>({
  name: 'Instant',
  description: 'An instant as ISO 8601 text with its offset, such as "2026-11-18T15:30:00.123Z"; answers are in UTC with milliseconds.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(literal(node, [Kind.STRING])),
});

export const CurrencyScalar = new GraphQLScalarType<Currency, string>({
  name: 'Currency',
  description: 'An ISO 4217 code in upper case, such as "EUR", of a currency that is in use, or was in 2022 or later, such as "HRK".',
  serialize: (value) => String(value),
  parseValue: (value) => parseCurrency(text(value, 'a currency such as "EUR"'), 'value'),
  parseLiteral: (node) => parseCurrency(literal(node, [Kind.STRING]), 'value'),
});

export const QuotationUnitScalar = new GraphQLScalarType<string, string>({
  name: 'QuotationUnit',
  description:
    'What a price is quoted in: a currency such as "GBP", or a fraction of one as exchanges spell them: "GBp" or "GBX" (pence), "ZAc", "ILA", "KWF".',
  serialize: (value) => String(value),
  parseValue: (value) => parseQuotationUnit(text(value, 'a currency such as "EUR"'), 'value'),
  parseLiteral: (node) => parseQuotationUnit(literal(node, [Kind.STRING]), 'value'),
});

export const SafeIntScalar = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'A whole number below 2^53, as a JSON number.',
  serialize: (value) => value as number,
  parseValue: (value) => {
    if (!Number.isSafeInteger(value)) throw new InvalidInput('value', 'SAFE_INTEGER', 'value must be a whole number below 2^53.');
    return value as number;
  },
});

function readDecimal(value: unknown): Decimal {
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return parseDecimal(String(value), { field: 'value', scale: QUANTITY_SCALE });
  if (typeof value === 'number') {
    throw new InvalidInput('value', 'DECIMAL', 'value must be text such as "12.50": a JSON float may have lost digits already.');
  }
  return parseDecimal(text(value, 'a decimal number such as "12.50"'), { field: 'value', scale: QUANTITY_SCALE });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const EARLIEST = Date.UTC(1900, 0, 1);
/** With an offset the year 9999 reaches into the next, which neither a Day nor the database writes with four digits. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function readInstant(value: unknown): Date {
  const given = text(value, 'an instant such as "2026-11-18T15:30:00.123Z"');
  const instant = new Date(INSTANT.test(given) ? given : Number.NaN);
  // Date turns 30 February into March; printing the day back shows it.
  const isReal = !Number.isNaN(instant.getTime()) && parseDayOrNull(given.slice(0, 10));
  if (!isReal || instant.getTime() < EARLIEST || instant.getTime() > LATEST) {
    throw new InvalidInput(
      'value',
      'INSTANT',
      'value must be an instant of the years 1900 to 9999 with its offset, such as "2026-11-18T15:30:00.123Z".',
    );
  }
  return instant;
}

function parseDayOrNull(given: string): Day | null {
  try {
    return parseDay(given);
  } catch {
    return null;
  }
}

function text(value: unknown, example: string): string {
  if (typeof value !== 'string') throw new InvalidInput('value', 'TEXT', `value must be ${example}, as text.`);
  return value;
}

function literal(node: ValueNode, kinds: readonly Kind[]): string {
  if (!kinds.includes(node.kind) || !('value' in node)) {
    throw new InvalidInput('value', 'TEXT', 'value must be given as text in quotation marks.');
  }
  return String(node.value);
}
