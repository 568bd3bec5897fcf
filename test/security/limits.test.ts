// What an operation may ask for is the same over HTTP and over the socket; each refusal has its positive control beside it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { LIMITS } from '../../src/limits/limit.js';
import type { ApiError } from '../testkit/api.js';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

let world: LocalWorld;
let production: LocalWorld;
let ada: Person;

beforeAll(async () => {
  [world, production] = await Promise.all([openWorld(), openWorld({ NODE_ENV: 'production' })]);
  ada = await world.signUp();
});
afterAll(async () => {
  await world.close();
  await production.close();
});

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<{ data: unknown; errors: readonly ApiError[] }>;

function asks(person: Person): Record<string, Ask> {
  const socket = person.api.socket();
  return {
    HTTP: async (query, variables) => person.api.text(query, variables),
    socket: async (query, variables) => {
      const stream = socket.text(query, variables);
      await stream.ended();
      return { data: stream.messages[0] ?? null, errors: stream.errors };
    },
  };
}

const repeat = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, index) => one(index)).join(' ');
const FRAGMENTS = repeat(60, (at) => `fragment f${at} on User { id ...f${at + 1} ...f${at + 1} }`);

/** Rule -> what breaks it, and what stays just within. */
const CASES: Record<string, readonly [tooMuch: string, enough: string]> = {
  NESTING: ['{ me '.repeat(20_000), `{ me ${'{ ... '.repeat(8)} { id } ${'} '.repeat(9)}`],
  TOKENS: [`{ me { ${'id '.repeat(LIMITS.TOKENS)} } }`, `{ me { ${'id '.repeat(100)} } }`],
  SELECTIONS: [`{ me { ${'id '.repeat(LIMITS.SELECTIONS + 1)} } }`, `{ me { ${'id '.repeat(LIMITS.SELECTIONS)} } }`],
  OPERATIONS: [repeat(LIMITS.OPERATIONS + 1, (at) => `query Q${at} { me { id } }`), 'query Q { me { id } }'],
  VARIABLES: [
    `query (${repeat(LIMITS.VARIABLES + 1, (at) => `$v${at}: Boolean = true`)}) { me { id ${repeat(9, (at) => `@skip(if: $v${at})`)} } }`,
    'query ($v: Boolean = true) { me { id @include(if: $v) } }',
  ],
  ALIASES: [`{ ${repeat(LIMITS.ALIASES + 1, (at) => `a${at}: me { id }`)} }`, `{ ${repeat(LIMITS.ALIASES, (at) => `a${at}: me { id }`)} }`],
  DIRECTIVES: [`{ me { ${repeat(LIMITS.DIRECTIVES + 1, () => 'id @include(if: true)')} } }`, '{ me { id @include(if: true) } }'],
  ROOT_FIELDS: [`{ ${'me { id } '.repeat(LIMITS.ROOT_FIELDS + 1)} }`, `{ ${'me { id } '.repeat(LIMITS.ROOT_FIELDS)} }`],
  FIELDS: [`{ me { ...f0 } } ${FRAGMENTS} fragment f60 on User { id }`, '{ me { ...f } } fragment f on User { id }'],
  COST: [
    '{ portfolios(first: 200) { nodes { accounts(first: 200) { nodes { id holdings { nodes { id } } } } } } }',
    '{ portfolios(first: 10) { nodes { accounts(first: 10) { nodes { id holdings(first: 50) { nodes { id } } } } } } }',
  ],
};

describe.each(['HTTP', 'socket'])('over %s', (transport) => {
  let ask: Ask;
  beforeAll(() => {
    ask = asks(ada)[transport] as Ask;
  });

  test.each(Object.entries(CASES))('%s: too much is refused by name, enough is answered', async (rule, [tooMuch, enough]) => {
    const refused = await ask(tooMuch);
    expect(refused.data).toBeNull();
    expect(refused.errors.map(({ extensions }) => extensions)).toContainEqual(
      expect.objectContaining({ code: 'GRAPHQL_VALIDATION_FAILED', rule }),
    );
    const answered = await ask(enough);
    expect([answered.errors, answered.data]).toEqual([[], expect.anything()]);
  });

  test('what variables ask for counts as well', async () => {
    const query =
      'query($n: Int) { portfolios(first: $n) { nodes { accounts(first: $n) { nodes { holdings(first: $n) { nodes { id } } } } } } }';
    expect((await ask(query, { n: 200 })).errors[0]?.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED', rule: 'COST' });
    expect((await ask(query, { n: 5 })).errors).toEqual([]);
  });

  test('fragments in a circle, faults of syntax and unknown fields are answered, not suffered', async () => {
    const circle = await ask('{ me { ...a } } fragment a on User { ...b } fragment b on User { ...a }');
    expect(circle.errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await ask('{ me {')).errors[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
    expect((await ask('{ nothing }')).errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const [unnamed, ...more] = (await ask('query A { me { id } } query B { me { id } }')).errors;
    expect([unnamed?.extensions.code, unnamed?.message, more]).toEqual([
      'OPERATION_RESOLUTION_FAILURE',
      'Must provide operation name if query contains multiple operations.',
      [],
    ]);
    expect((await ask('{ me { id } }')).errors).toEqual([]);
  });

  test('production neither introspects nor suggests, and a development server does', async () => {
    const eve = asks(await production.signUp())[transport] as Ask;
    const hints = async (of: Ask) => {
      const answers = [await of('{ mee { id } }'), await of('{ instruments(kind: EQUITI) { nodes { id } } }')];
      const byVariable = await of('query($k: InstrumentKind) { instruments(kind: $k) { nodes { id } } }', { k: 'EQUITI' });
      return [...answers, byVariable].map(
        ({ errors }) => errors.length > 0 && errors.some(({ message }) => message.includes('Did you mean')),
      );
    };
    expect(await hints(ask)).toEqual([true, true, true]);
    expect(await hints(eve)).toEqual([false, false, false]);
    expect((await ask(getIntrospectionQuery())).errors).toEqual([]);
    expect((await eve(getIntrospectionQuery())).data).toBeNull();
    expect((await eve('{ __schema { types { name } } }')).errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await eve('{ me { id __typename } }')).errors).toEqual([]);
  });
});
