/** Operations made out of the schema itself, so that a field added tomorrow is walked over too. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import type { Answer } from './api.js';

const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
/** The id of nothing. */
export const UNKNOWN = '01900000-0000-7000-8000-000000000000';

export type Root = 'query' | 'mutation' | 'subscription';
export type Field = GraphQLField<unknown, unknown>;

export function fieldsOf(root: Root): Field[] {
  const type = { query: SCHEMA.getQueryType(), mutation: SCHEMA.getMutationType(), subscription: SCHEMA.getSubscriptionType() }[root];
  return Object.values(type?.getFields() ?? {});
}

/** An operation on one root field with some valid value for every argument that must be given, and for those named. */
export function operationOn(root: Root, field: Field, also: readonly string[] = []): { query: string; variables: Record<string, unknown> } {
  const given = field.args.filter(({ name, type }) => isNonNullType(type) || also.includes(name));
  const head = given.length > 0 ? `(${given.map(({ name, type }) => `$${name}: ${type}`).join(', ')})` : '';
  const call = given.length > 0 ? `(${given.map(({ name }) => `${name}: $${name}`).join(', ')})` : '';
  const isLeaf = /^\[?(Boolean|String|Int|ID|SafeInt|Decimal|Instant|Day)!?\]?!?$/.test(String(field.type));
  const query = `${root} Walk${head} { ${field.name}${call}${isLeaf ? '' : ' { __typename }'} }`;
  return { query, variables: Object.fromEntries(given.map(({ name, type }) => [name, exampleOf(type)])) };
}

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: UNKNOWN,
  String: 'text',
  Int: 1,
  SafeInt: 1,
  Float: 1,
  // What needs more than its field when true, such as `isConfirmed`, is tried where it belongs.
  Boolean: false,
  Decimal: '1',
  Day: '2026-01-02',
  Instant: '2026-01-02T10:00:00Z',
  Currency: 'EUR',
  QuotationUnit: 'EUR',
};

function exampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return exampleOf(type.ofType);
  if (isListType(type)) return [exampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isScalarType(type)) {
    if (!(type.name in SCALARS)) throw new Error(`Say in SCALARS what a ${type.name} looks like.`);
    return SCALARS[type.name];
  }
  if (!isInputObjectType(type)) throw new Error(`What is a ${type}?`);
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, exampleOf(field.type)]));
}

export const ASKED: readonly Root[] = ['query', 'mutation'];
export const codeOf = ({ errors }: Answer<unknown>) => errors[0]?.extensions.code ?? 'none';
