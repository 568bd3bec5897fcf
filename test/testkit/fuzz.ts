/** Operations over a whole schema with arguments no client would send, from one seed: the same seed gives the same operations. */
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

export type Root = 'query' | 'mutation' | 'subscription';
export type RootField = GraphQLField<unknown, unknown>;

/** A small generator of known quality (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }

  isLuck(share: number): boolean {
    return this.next() < share;
  }
}

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202eabc',
  'x'.repeat(20_000),
  '\'; drop table "user"; --',
  '%_\\',
  '$' + '{7*7}',
  '../../etc/passwd',
  '{"$ne": null}',
  '__proto__',
  'constructor',
  '\u0130\u0131\ufb03',
  '\u{1F600}'.repeat(100),
  'line\r\nBcc: x@example.org',
  'null',
  `tmk_${'A'.repeat(43)}`,
  'e30=',
  'WyIiXQ',
  'W251bGxd',
  '=cmd()',
];
const IDS = ['01900000-0000-7000-8000-000000000000', '01900000-0000-7000-8000-00000000000A', 'x', '-1', '0', '1e9', ...TEXTS.slice(0, 10)];
const NUMBERS = [0, -1, 1, 2, 50, 200, 201, 366, 2_147_483_647, -2_147_483_648];
const DECIMALS = [
  '0',
  '-0',
  '1',
  '-1',
  'NaN',
  'Infinity',
  '1e400',
  '1e-400',
  '0.1',
  `0.${'0'.repeat(30)}1`,
  '9'.repeat(40),
  '0x10',
  ' 1 ',
  '1,000',
  '\u0661',
  '',
  '+1',
  '.5',
  '5.',
];
const DAYS = [
  '2026-01-02',
  '0000-01-01',
  '0001-01-01',
  '1899-12-31',
  '1900-01-01',
  '9999-12-31',
  '2026-02-30',
  '275760-09-13',
  '-000001-01-01',
  '2026-1-2',
  '2026-01-02T00:00:00Z',
  '',
  '2024-02-29',
];
const INSTANTS = [
  '2026-01-02T10:00:00Z',
  '1970-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-01-02',
  '2026-01-02T10:00:00',
  '2026-01-02T25:00:00Z',
  '2026-03-29T02:30:00+01:00',
  '+275760-09-13T00:00:00Z',
  '',
];

const POISON: Readonly<Record<string, readonly unknown[]>> = {
  ID: IDS,
  String: TEXTS,
  Int: NUMBERS,
  SafeInt: [...NUMBERS, 9_007_199_254_740_991, -9_007_199_254_740_991],
  Float: [0, -1, 0.5, 1e308, -1e308, 5e-324],
  Boolean: [true, false],
  Decimal: DECIMALS,
  Day: DAYS,
  Instant: INSTANTS,
  Currency: ['EUR', 'USD', 'JPY', 'XXX', 'eur', '', 'EURO', '\0\0\0'],
  QuotationUnit: ['EUR', 'GBX', 'gbx', 'XXX', '', '\0\0\0'],
};

const GOOD: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['01900000-0000-7000-8000-000000000000'],
  String: ['text'],
  Int: [1, 2, 50],
  SafeInt: [1],
  Float: [1],
  Boolean: [true, false],
  Decimal: ['1', '0.5', '12'],
  Day: ['2026-01-02', '2025-06-30'],
  Instant: ['2026-01-02T10:00:00Z'],
  Currency: ['EUR', 'USD'],
  QuotationUnit: ['EUR', 'GBp'],
};
/** How often a value is one that no client would send. More, and hardly an operation gets beyond its first look. */
const BAD_SHARE = 0.15;
const NOTHING_SHARE = 0.4;

/** Values that lead on, by the name of the argument they fit. */
export type Own = (name: string) => readonly unknown[];

/** One argument's value: now and then nothing, a good one, or one that no client would send. */
export function argumentOf(type: GraphQLInputType, name: string, chance: Chance, own: Own): unknown {
  if (isNonNullType(type)) return someValue(type.ofType, name, chance, own);
  return chance.isLuck(NOTHING_SHARE) ? null : someValue(type, name, chance, own);
}

function someValue(type: GraphQLInputType, name: string, chance: Chance, own: Own): unknown {
  if (isNonNullType(type)) return someValue(type.ofType, name, chance, own);
  if (isListType(type)) return Array.from({ length: chance.pick([0, 1, 1, 2, 5]) }, () => argumentOf(type.ofType, name, chance, own));
  if (isEnumType(type)) return chance.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || chance.isLuck(0.7));
    return Object.fromEntries(fields.map((field) => [field.name, argumentOf(field.type, field.name, chance, own)]));
  }
  const [good, bad] = [GOOD[type.name], POISON[type.name]];
  if (!good || !bad) throw new Error(`Say in GOOD and POISON what a ${type.name} looks like.`);
  if (chance.isLuck(BAD_SHARE)) return chance.pick(bad);
  const fitting = own(name);
  return chance.pick(fitting.length > 0 && isFor(type.name, name) ? fitting : good);
}

/** Ids by the names of their arguments; of other names only those that say all. */
function isFor(type: string, name: string): boolean {
  return type === 'ID' || !/id$/i.test(name);
}

/** All of an object's plain fields, and those of the objects in it, so far down. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isUnionType(named)) return ' { __typename }';
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields())
    .filter(({ args }) => !args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined))
    .flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isScalarType(inner) || isEnumType(inner)) return [field.name];
      // Of a connection the nodes say all.
      return depth > 0 && field.name !== 'edges' && field.name !== 'pageInfo'
        ? [`${field.name}${selectionOf(inner as GraphQLOutputType, depth - 1)}`]
        : [];
    });
  return ` { __typename ${fields.join(' ')} }`;
}

export function operationOf(root: Root, field: RootField, depth: number): string {
  const head = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const call = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${root} Fuzz${head && `(${head})`} { ${field.name}${call && `(${call})`}${selectionOf(field.type, depth)} }`;
}
