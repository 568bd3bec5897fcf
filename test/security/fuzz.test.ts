// Every argument of the whole schema with values no client would send, for every kind of caller: none is a defect, and no answer
// tells what it should not. A failure prints the seed; set it below to see the same again.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { Role } from '../../src/domain/user.js';
import type { Answer, Api } from '../testkit/api.js';
import { argumentOf, Chance, type Own, operationOf, type Root, type RootField } from '../testkit/fuzz.js';
import { ago, day, type LocalWorld, openWorld, PASSWORD } from '../testkit/world.js';

const SEED = 20_261_126;
/** For each root field: some of them alone, and more the more arguments it has. */
const ROUNDS = 8;
const ROUNDS_PER_ARGUMENT = 4;
/** They would end the sessions of who asks, and prove nothing more. */
const NOT_ASKED = ['signOut', 'endOtherSessions'];
const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
/** What stands in no answer: of the code, the database and its rows, and of others. */
const LEAKS = /node_modules|\bat \S+ \(|\.js:\d+|select .* from|insert into|violates|SQLSTATE|pglite|mikro|\$argon2|\bs1\.\w+\.|Canary/i;

let world: LocalWorld;
let callers: Record<string, Api>;
let own: Own;

beforeAll(async () => {
  world = await openWorld({ REGISTRATIONS_PER_HOUR: '1000' });
  const [ada, eve, victim] = [await world.signUp(), await world.signUp(), await world.signUp()];
  await eve.api.text('mutation { changeProfile(input: {name: "Canary"}) { id } }');
  await eve.openAccount({ name: 'Canary account' });
  const { users } = world.app.core;
  await users.create({ email: 'feed@example.org', password: PASSWORD, name: 'Feed', role: Role.SOURCE, actorId: null });
  const { accessToken } = await users.signIn({ email: 'feed@example.org', password: PASSWORD });
  // Another administrator than the world's: what is done to the victim may be anything.
  callers = { anonymous: world.anonymous, ada: ada.api, admin: world.admin, source: world.anonymous.as(accessToken) };
  own = await ownOf(ada, victim.session.user.id);
});
afterAll(() => world.close());

/** What leads on, by the names of arguments: things there are, so that more than the look-up is tried. */
async function ownOf(ada: Awaited<ReturnType<LocalWorld['signUp']>>, victim: string): Promise<Own> {
  const instrument = await world.instrument({ currency: 'EUR' });
  const [account, other] = [await ada.openAccount(), await ada.openAccount({ name: 'Other' })];
  const portfolio = (await ada.valuation()).portfolioId;
  const buy = {
    accountId: account,
    kind: 'BUY',
    tradeDate: day(-5),
    instrumentId: instrument,
    quantity: '10',
    price: '7',
    currency: 'EUR',
  } as const;
  const entries = await ada.record({ accountId: account, kind: 'DEPOSIT', tradeDate: day(-9), amount: '500', currency: 'EUR' }, buy);
  await world.quotes([{ instrumentId: instrument, price: '8', currency: 'EUR', observedAt: ago(60) }]);
  const things: Record<string, readonly unknown[]> = {
    portfolioId: [portfolio],
    accountId: [account, other],
    counterAccountId: [other],
    instrumentId: [instrument],
    instrumentIds: [instrument],
    benchmark: [instrument],
    transactionId: entries.map(({ id }) => id),
    userId: [victim],
    id: [portfolio, account, instrument, victim, ...entries.map(({ id }) => id)],
    version: [1],
    currency: ['EUR'],
    tradeDate: [day(-3)],
    quantity: ['1'],
    price: ['7'],
    amount: ['5'],
    csv: [`kind,tradeDate,amount,currency\nDEPOSIT,${day(-3)},5,EUR`],
  };
  return (name) => things[name] ?? [];
}

function fieldsOf(root: Root): RootField[] {
  const type = { query: SCHEMA.getQueryType(), mutation: SCHEMA.getMutationType(), subscription: SCHEMA.getSubscriptionType() }[root];
  return Object.values(type?.getFields() ?? {}).filter(({ name }) => !NOT_ASKED.includes(name));
}

/** What is wrong with an answer; null when nothing is. */
function offence(answer: Pick<Answer<unknown>, 'data' | 'errors'>, isAdmin: boolean): string | null {
  const text = JSON.stringify([answer.data, answer.errors]);
  if (answer.errors.some(({ extensions }) => extensions.code === 'INTERNAL')) return 'INTERNAL';
  const leak = LEAKS.exec(text)?.[0];
  if (leak === undefined || (isAdmin && leak === 'Canary')) return null;
  return `tells ${leak}`;
}

/** What the server logged of a defect, for whoever mends it. */
const lastFailure = () => JSON.stringify(world.log.filter(({ level }) => level === 50).at(-1)?.err ?? null)?.slice(0, 600);

test.each(['query', 'mutation'] as const)('no %s is a defect or tells what it should not, whatever it is asked with', async (root) => {
  const chance = new Chance(SEED);
  const found: unknown[] = [];
  let asked = 0;
  for (const field of fieldsOf(root)) {
    const query = operationOf(root, field, 1);
    for (let round = 0; round < ROUNDS + ROUNDS_PER_ARGUMENT * field.args.length; round += 1) {
      const name = chance.pick(['ada', 'ada', 'ada', 'admin', 'admin', 'source', 'anonymous']);
      const variables = Object.fromEntries(field.args.map((each) => [each.name, argumentOf(each.type, each.name, chance, own)]));
      const answer = await (callers[name] as Api).text(query, variables);
      asked += 1;
      const what = offence(answer, name === 'admin');
      if (what)
        found.push({
          seed: SEED,
          what,
          name,
          field: field.name,
          variables: JSON.stringify(variables).slice(0, 800),
          failure: lastFailure(),
        });
    }
  }
  expect(found).toEqual([]);
  expect(asked).toBeGreaterThan(300);
});

test('no subscription is a defect or tells what it should not', async () => {
  const chance = new Chance(SEED);
  const found: unknown[] = [];
  for (const field of fieldsOf('subscription')) {
    const query = operationOf('subscription', field, 1);
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const name = chance.pick(['ada', 'admin', 'source']);
      const variables = Object.fromEntries(field.args.map((each) => [each.name, argumentOf(each.type, each.name, chance, own)]));
      const socket = (callers[name] as Api).socket();
      const stream = socket.text(query, variables);
      // Refused at once or open: a query behind it on the same socket tells when the answer must have come.
      await socket.text('{ service { version } }').ended();
      const what = offence({ data: stream.messages as never, errors: stream.errors }, name === 'admin');
      if (what) found.push({ seed: SEED, what, name, field: field.name, variables, failure: lastFailure() });
      await socket.close();
    }
  }
  expect(found).toEqual([]);
});

test('the fuzz finds what it looks for', () => {
  const answer = (text: string, code = 'X') => ({ data: null, errors: [{ message: text, extensions: { code } }] });
  expect(offence(answer('x', 'INTERNAL'), false)).toBe('INTERNAL');
  for (const text of ['insert into "user"', 'TypeError at f (dist/x.js:3:4)', '$argon2id$v=19', 's1.1.abc', 'Canary account']) {
    expect(offence(answer(text), false)).toMatch(/^tells/);
  }
  expect(offence(answer('There is no such account.'), false)).toBeNull();
});
