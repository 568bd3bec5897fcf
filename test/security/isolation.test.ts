// What is one user's reaches no other: not by the shape of the schema, not by what clients may set, not by what is shared, not by time.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
let world: LocalWorld;
let ada: Person;
let eve: Person;
beforeAll(async () => {
  world = await openWorld();
  [ada, eve] = [await world.signUp(), await world.signUp()];
});
afterAll(() => world.close());

/** What everybody sees of. */
const SHARED = ['Instrument', 'Quote', 'Service', 'InstrumentSplit', 'Source', 'FxRate', 'QuoteProvenance', 'CandidateQuote'];
/** What belongs to somebody. */
const PERSONAL =
  /^(User|Session|ActiveSession|ApiToken|Account|Portfolio|Transaction|Valuation|Holding|Alert|AlertRule|AlertWebhook|AuditEntry)(Connection)?$/;

test('nothing everybody sees leads to what belongs to somebody', () => {
  const shared = Object.values(SCHEMA.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && SHARED.includes(type.name),
  );
  expect(shared.length).toBeGreaterThan(3);
  const reached = new Set<string>();
  const visit = (type: GraphQLObjectType) => {
    if (reached.has(type.name)) return;
    reached.add(type.name);
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (isObjectType(inner)) visit(inner);
    }
  };
  for (const type of shared) visit(type);
  expect([...reached].filter((name) => PERSONAL.test(name))).toEqual([]);
});

/** What only administrators may set, in inputs of their own. */
const ADMINISTRATORS_SET = ['CreateUserInput.role', 'CreateApiTokenInput.userId'];

test('no client sets whose something is, what it may, or what it is worth by itself', () => {
  const inputs = Object.values(SCHEMA.getTypeMap()).filter((type): type is GraphQLInputObjectType => isInputObjectType(type));
  expect(inputs.length).toBeGreaterThan(10);
  const found = inputs.flatMap((input) =>
    Object.keys(input.getFields())
      .filter((name) =>
        /^(role|roles|userId|ownerId|actorId|isAdmin|balance|cash|total|passwordHash|lockedAt|createdAt|recordedAt|version)$/i.test(name),
      )
      .map((name) => `${input.name}.${name}`),
  );
  expect(found.filter((name) => !ADMINISTRATORS_SET.includes(name))).toEqual([]);
});

test('two users who ask at the same time, a thousand times, get their own each time', async () => {
  const people = await Promise.all(
    [ada, eve].map(async (person, index) => {
      const name = `Canary ${index}`;
      await person.api.text(`mutation { changeProfile(input: {name: "${name}"}) { id } }`);
      const account = await person.openAccount({ name: `${name} account` });
      return { person, name, account };
    }),
  );
  const query =
    'query ($id: ID!) { me { name } account(id: $id) { name } accounts { nodes { name } } portfolios { nodes { accounts { nodes { name } } } } }';
  for (let round = 0; round < 100; round += 1) {
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const [mine, other] = [people[index % 2], people[(index + 1) % 2]] as [(typeof people)[0], (typeof people)[0]];
        const { data, errors } = await mine.person.api.text(query, { id: mine.account });
        const text = JSON.stringify(data);
        expect([errors, text.includes(mine.name), text.includes(other.name)]).toEqual([[], true, false]);
      }),
    );
  }
});

test("what is somebody else's takes as long to refuse as what is not there", async () => {
  const account = await ada.openAccount();
  const portfolio = (await ada.valuation()).portfolioId;
  const unknown = '01900000-0000-7000-8000-000000000000';
  for (const [query, hers] of [
    ['query ($id: ID!) { account(id: $id) { name } }', account],
    ['query ($id: ID!) { portfolio(id: $id) { name } }', portfolio],
    ['query ($id: ID!) { valuation(portfolioId: $id) { total } }', portfolio],
    ['query ($id: ID!) { transactions(accountId: $id) { nodes { id } } }', account],
  ] as const) {
    const times: Record<'hers' | 'nobodys', number[]> = { hers: [], nobodys: [] };
    for (let round = 0; round < 40; round += 1) {
      for (const [kind, id] of [
        ['hers', hers],
        ['nobodys', unknown],
      ] as const) {
        const startMs = performance.now();
        await eve.api.text(query, { id });
        times[kind].push(performance.now() - startMs);
      }
    }
    // The quickest of each: other work on the machine can only slow an answer down.
    const ratio = Math.min(...times.hers) / Math.min(...times.nobodys);
    expect([query, Math.max(ratio, 1 / ratio) < 2]).toEqual([query, true]);
  }
});
