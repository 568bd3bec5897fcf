import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery } from 'graphql';
import { Documents } from './documents.js';
import { LIMITS } from './limit.js';
import { nestingOf } from './nesting.js';

const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
const documents = new Documents(SCHEMA, false);
const rulesOf = (text: string) => documents.read(text).faults?.map(({ extensions }) => extensions.rule ?? extensions.code) ?? [];

test('ordinary documents pass, introspection and a whole page of everything among them', () => {
  for (const text of [
    '{ me { id } }',
    getIntrospectionQuery(),
    '{ portfolios(first: 5) { nodes { accounts(first: 10) { nodes { holdings(first: 50) { nodes { instrument { quote { price } } } } } } } } }',
    '{ transactions(first: 200) { edges { cursor node { id instrument { name quote { price } } } } pageInfo { endCursor } } }',
    `{ ${Array.from({ length: LIMITS.ALIASES }, (_, index) => `a${index}: me { id }`).join(' ')} }`,
  ]) {
    expect([text, rulesOf(text)]).toEqual([text, []]);
  }
});

test('each limit is named by the document that breaks it', () => {
  const many = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, index) => one(index)).join(' ');
  const deep = (count: number) => `{ portfolio ${'{ accounts { nodes { holdings { nodes { instrument '.repeat(count)}`;
  const cases: Record<string, string> = {
    LENGTH: `{ me { id } } # ${'x'.repeat(LIMITS.LENGTH)}`,
    NESTING: '{ a '.repeat(20_000),
    TOKENS: `{ me { ${many(LIMITS.TOKENS, () => 'id')} } }`,
    SELECTIONS: `{ me { ${many(LIMITS.SELECTIONS + 1, () => 'id')} } }`,
    ALIASES: `{ ${many(LIMITS.ALIASES + 1, (index) => `a${index}: me { id }`)} }`,
    DIRECTIVES: `{ me { id ${many(LIMITS.DIRECTIVES + 1, () => '@include(if: true)')} } }`,
    ROOT_FIELDS: `{ ${many(LIMITS.ROOT_FIELDS + 1, () => 'me { id }')} }`,
    COST: '{ portfolios { nodes { accounts(first: 200) { nodes { holdings(first: 200) { nodes { instrument { quote { price } } } } } } } } }',
    DEPTH: `${deep(4)} { id } ${'}'.repeat(4 * 5 + 1)}`,
    GRAPHQL_PARSE_FAILED: '{ me {',
    GRAPHQL_VALIDATION_FAILED: '{ nothing }',
  };
  for (const [rule, text] of Object.entries(cases)) expect([rule, rulesOf(text)]).toEqual([rule, expect.arrayContaining([rule])]);
});

test('fragments that spread each other exponentially, or in a circle, are refused without being followed', () => {
  // Followed one by one they would outlast the universe, and this test.
  const doubling = Array.from({ length: 200 }, (_, at) => `fragment f${at} on User { id ...f${at + 1} ...f${at + 1} }`).join('\n');
  expect(rulesOf(`{ me { ...f0 } } ${doubling} fragment f200 on User { id }`)).toEqual(['FIELDS']);
  expect(rulesOf('{ me { ...a } } fragment a on User { ...b } fragment b on User { ...a }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(rulesOf(`{ me { ${'id '.repeat(LIMITS.SELECTIONS)} } }`)).toEqual([]);
});

test('the field of a subscription stands under no condition, its own fields and a query may', () => {
  const alert = '{ alertFired { id } }';
  for (const [text, rules] of [
    ['subscription { alertFired @skip(if: true) { id } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['subscription ($x: Boolean!) { alertFired @include(if: $x) { id } }', ['GRAPHQL_VALIDATION_FAILED']],
    [`subscription { ... @skip(if: true) ${alert} }`, ['GRAPHQL_VALIDATION_FAILED']],
    [`subscription { ...a @include(if: true) } fragment a on Subscription ${alert}`, ['GRAPHQL_VALIDATION_FAILED']],
    [
      `subscription { ...a } fragment a on Subscription { ... { ...b } } fragment b on Subscription { ...a @skip(if: true) ${alert.slice(1)}`,
      ['GRAPHQL_VALIDATION_FAILED'],
    ],
    [`query Q { me @skip(if: true) { id } } subscription S { ...a } fragment a on Subscription ${alert}`, []],
    ['subscription { alertFired { id @skip(if: true) message } }', []],
  ] as const)
    expect([text, rulesOf(text)]).toEqual([text, rules]);
});

test('what a variable asks for is counted once it is known', () => {
  const text =
    'query($n: Int = 1) { portfolios(first: $n) { nodes { accounts(first: $n) { nodes { holdings(first: $n) { nodes { instrument { id } } } } } } } }';
  const { document } = documents.read(text);
  if (!document) throw new Error('The document is valid.');
  expect(documents.refusal(document, null, {})).toBeNull();
  expect(documents.refusal(document, null, { n: 10 })).toBeNull();
  expect(documents.refusal(document, null, { n: 200 })?.extensions.rule).toBe('COST');
  expect(documents.refusal(document, null, 7)).toBeNull();
});

test('brackets in strings and comments do not count, and no text is too odd to count', () => {
  const cases: Record<string, number> = {
    '': 0,
    '{ a(b: [{ c: 1 }]) }': 4,
    '{ a(b: "{{{{") } # {{{{': 2,
    '{ a(b: "\\"{{{") }': 2,
    '"""{{{ \\""" {{""" { a }': 1,
    '}}}} {': 1,
    '"{{{{': 0,
    '"""{{{{': 0,
    '"{\n{ {': 2,
  };
  for (const [text, nesting] of Object.entries(cases)) expect([text, nestingOf(text)]).toEqual([text, nesting]);
});

test('a document read again is the same object, and production neither introspects nor suggests', () => {
  expect(documents.read('{ me { id } }')).toBe(documents.read('{ me { id } }'));
  const production = new Documents(SCHEMA, true);
  expect(documents.read('{ mee { id } }').faults?.[0].message).toContain('Did you mean');
  expect(production.read('{ mee { id } }').faults?.[0].message).not.toContain('Did you mean');
  expect(production.read(getIntrospectionQuery()).faults).not.toBeNull();
});
