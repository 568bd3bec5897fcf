/** The clients people use, each run against the server as its documentation says; and what is left of a connection that was used wrongly. */
import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { subscriptionExchange, Client as UrqlClient } from '@urql/core';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { eventually } from '../testkit/until.js';
import { ago, day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const DOCUMENT = `
  subscription Live($id: ID) {
    valuationChanged(portfolioId: $id) { ...Figures holdings { id value instrument { name } } }
  }
  fragment Figures on Valuation { sequence asOf total }`;

interface State {
  readonly sequence: number;
  readonly total: string;
  readonly holdings: readonly { readonly id: string; readonly value: string; readonly instrument: { readonly name: string } }[];
}
interface Answer {
  readonly valuationChanged: State;
}

/** Subscribes with one of the clients; returns how to stop. */
type Subscribe = (socket: Client, onState: (state: State) => void) => () => void;

const byGraphqlWs: Subscribe = (socket, onState) =>
  socket.subscribe<Answer>(
    { query: DOCUMENT },
    { next: ({ data }) => data && onState(data.valuationChanged), error: () => undefined, complete: () => undefined },
  );

const byApollo: Subscribe = (socket, onState) => {
  const client = new ApolloClient({ link: new GraphQLWsLink(socket), cache: new InMemoryCache() });
  const subscription = client
    .subscribe<Answer>({ query: gql(DOCUMENT) })
    .subscribe(({ data }) => data && onState(data.valuationChanged as State));
  return () => {
    subscription.unsubscribe();
    client.stop();
  };
};

const byUrql: Subscribe = (socket, onState) => {
  const client = new UrqlClient({
    url: 'http://not.used',
    preferGetMethod: false,
    exchanges: [
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink as never) }),
        }),
      }),
    ],
  });
  const { unsubscribe } = client.subscription<Answer>(DOCUMENT, {}).subscribe(({ data }) => data && onState(data.valuationChanged));
  return unsubscribe;
};

let world: LocalWorld;
let person: Person;
let stranger: Person;
let instrumentId: string;
let portfolioId: string;
const sockets: Client[] = [];
let second = 3600;

beforeAll(async () => {
  world = await openWorld();
  [person, stranger] = [await world.signUp('USD'), await world.signUp('USD')];
  instrumentId = await world.instrument({ name: 'Société 株', ticker: 'SOC' });
  const accountId = await person.openAccount({ currency: 'USD' });
  await person.record(
    { kind: 'DEPOSIT', accountId, tradeDate: day(-30), amount: '10000', currency: 'USD' } as never,
    { kind: 'BUY', accountId, tradeDate: day(-30), instrumentId, quantity: '10', price: '100', currency: 'USD' } as never,
  );
  await price('100');
  portfolioId = (await person.valuation()).portfolioId;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) await socket.dispose();
  await eventually(() => world.app.connections().beating === 0);
  expect(world.app.connections()).toEqual({ open: 0, beating: 0, users: 0, addresses: 0 });
  await eventually(() => world.app.live.counts().boxes === 0);
  expect(world.app.live.counts()).toEqual({ portfolios: 0, boxes: 0, instruments: 0 });
  expect(world.app.push?.counts()).toEqual({ portfolios: 0, groups: 0, members: 0, outlets: 0, turns: 0 });
});
afterAll(() => world?.close());

async function price(value: string): Promise<void> {
  second -= 1;
  expect(await world.quotes([{ instrumentId, price: value, currency: 'USD', observedAt: ago(second) }], true)).toHaveLength(1);
}

/** A connection of a user that comes back by itself, and the raw sockets it has used. */
function connect(who: Person): { socket: Client; raw: WebSocket[] } {
  const raw: WebSocket[] = [];
  class Tapped extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      raw.push(this);
    }
  }
  const socket = createClient({
    url: `${who.api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Tapped,
    connectionParams: { authorization: `Bearer ${who.api.token}` },
    retryAttempts: 5,
    retryWait: async () => undefined,
    shouldRetry: () => true,
  });
  sockets.push(socket);
  return { socket, raw };
}

test.each<[string, Subscribe]>([
  ['graphql-ws', byGraphqlWs],
  ['Apollo Client', byApollo],
  ['urql', byUrql],
])('%s has the whole state, every change, and after a lost connection the whole state again and nothing older', async (_, subscribe) => {
  const { socket, raw } = connect(person);
  const states: State[] = [];
  const stop = subscribe(socket, (state) => states.push(state));
  await eventually(() => states.length > 0);
  expect(states[0]?.holdings).toMatchObject([{ instrument: { name: 'Société 株' } }]);
  await price('101');
  await eventually(() => states.at(-1)?.total === '10010');
  const seen = states.length;

  raw.at(-1)?.terminate();
  await eventually(() => raw.length === 2 && states.length > seen);
  expect(states[seen]).toMatchObject({ total: '10010', holdings: [{ value: '1010' }] });
  await price('102');
  await eventually(() => states.at(-1)?.total === '10020');
  const sequences = states.map(({ sequence }) => sequence);
  expect(sequences.slice(seen - 1).every((sequence, index, all) => index === 0 || sequence >= (all[index - 1] as number))).toBe(true);
  const ofOne = [sequences.slice(0, seen), sequences.slice(seen)];
  for (const each of ofOne) expect(each.every((sequence, index) => index === 0 || sequence > (each[index - 1] as number))).toBe(true);
  await price('100');
  stop();
});

test.each([
  ['a portfolio of somebody else', () => `portfolioId: "${portfolioId}"`, 'NOT_FOUND'],
  ['a portfolio that does not exist', () => 'portfolioId: "01900000-0000-7000-8000-00000000dead"', 'NOT_FOUND'],
  ['what is no id', () => 'portfolioId: "mine"', 'NOT_FOUND'],
  ['no messages a second', () => 'maxRate: 0', 'BAD_USER_INPUT'],
  ['more messages a second than there may be', () => 'maxRate: 21', 'BAD_USER_INPUT'],
])('who asks for %s is told so, and nothing is left of it', async (_, argument, code) => {
  const { socket } = connect(stranger);
  const errors = await new Promise<readonly { extensions?: Record<string, unknown> }[]>((resolve) => {
    socket.subscribe(
      { query: `subscription { valuationChanged(${argument()}) { total } }` },
      { next: ({ errors: found }) => resolve(found ?? []), error: (found) => resolve(found as never), complete: () => undefined },
    );
  });
  expect(errors.map(({ extensions }) => extensions?.code)).toEqual([code]);
  expect(world.app.live.counts()).toMatchObject({ boxes: 0 });
});

test('forty tabs that open one portfolio in one breath share it, and leave nothing when they go in the middle of it', async () => {
  const { socket } = connect(person);
  const stops: (() => void)[] = [];
  let answered = 0;
  for (let tab = 0; tab < 40; tab += 1) {
    const stop = byGraphqlWs(socket, () => {
      answered += 1;
    });
    if (tab % 2 === 0) stops.push(stop);
    else stop();
  }
  await eventually(() => answered >= 20);
  expect(world.app.push?.counts()).toMatchObject({ portfolios: 1, groups: 1, members: 20 });
  for (const stop of stops) stop();
});
