// Which documents are answered from ready frames, and that the table of figures says the same as the schema.
import 'reflect-metadata';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isLeafType, isListType, isNonNullType, parse, validate } from 'graphql';
import { type Entry, FIELDS, type PlannedType } from '../../src/push/figures.js';
import { Plans } from '../../src/push/plan.js';
import { openSchema } from '../../src/resolvers/schema.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await openSchema([]);
});

const rows = Object.entries(FIELDS).flatMap(([type, table]) =>
  Object.entries(table).map(([name, entry]) => [type as PlannedType, name, entry] as const),
);

describe('the table of figures', () => {
  test.each(rows)('%s.%s is a field as the schema has it', (typeName, name, entry: Entry<never>) => {
    const field = (schema.getType(typeName) as GraphQLObjectType).getFields()[name];
    if (!field) throw new Error('There is no such field.');
    expect(field.args).toEqual([]);
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    const named = getNamedType(field.type);
    expect(isListType(type)).toBe(entry.kind === 'LIST');
    if (entry.kind === 'LIST' || entry.kind === 'ONE') expect(named.name).toBe(entry.type);
    else expect(isLeafType(named)).toBe(true);
    if (entry.kind === 'ONE') expect(isNonNullType(field.type)).toBe(true);
    if (entry.kind !== 'FIGURE') return;
    expect(named.name).toBe({ SCALED: 'Decimal', DECIMAL: 'Decimal', INSTANT: 'Instant', COUNT: 'SafeInt' }[entry.figure.form]);
    if (entry.figure.form === 'COUNT') expect(isNonNullType(field.type)).toBe(true);
  });
});

function check(query: string, expected: string, variables: Record<string, unknown> = {}): void {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const plan = new Plans(schema).of({ schema, document, variableValues: variables });
  expect(typeof plan === 'string' ? plan : 'planned').toBe(expected);
}

test('plans aliases, fragments on the same type, __typename and @skip and @include', () => {
  check('subscription { valuationChanged { total } }', 'planned');
  check(
    'subscription S($id: ID) { live: valuationChanged(portfolioId: $id) { __typename worth: total ...P } } fragment P on Valuation { holdings { instrument { name } value } }',
    'planned',
    { id: 'x' },
  );
  check(
    'subscription S($a: Boolean = true) { valuationChanged { total @skip(if: $a) ... @include(if: true) { cash } ... on Valuation { day } } }',
    'planned',
  );
});

test('leaves to graphql-js what it does not know for certain, and says why', () => {
  check('{ valuation { total } }', 'OPERATION');
  check('subscription { quoteChanged(instrumentIds: []) { price } }', 'ROOT');
  check('subscription { valuationChanged { holdings { lots { nodes { id } } } } }', 'FIELD');
  check('subscription { valuationChanged { holdings { lots(first: 2) { nodes { id } } } } }', 'ARGUMENT');
  check('subscription { valuationChanged { holdings { instrument { quote { price } } } } }', 'FIELD');
  check('subscription S($a: Boolean!) { valuationChanged { total @skip(if: $a) } }', 'VARIABLES');
  check('subscription S($id: ID) { valuationChanged(portfolioId: $id) { total } }', 'VARIABLES', { id: {} });
  check('subscription { valuationChanged @skip(if: true) { total } }', 'ROOT');
});

test('one plan serves the same text, whatever the portfolio, and another the other answer of a directive', () => {
  const document = parse('subscription S($id: ID, $a: Boolean!) { valuationChanged(portfolioId: $id) { total day @skip(if: $a) } }');
  const plans = new Plans(schema);
  const of = (variableValues: Record<string, unknown>) => plans.of({ schema, document, variableValues });
  expect(of({ id: 'one', a: true })).toBe(of({ id: 'two', a: true }));
  expect(of({ id: 'one', a: true })).not.toBe(of({ id: 'one', a: false }));
});
