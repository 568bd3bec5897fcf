/**
 * What Tidemark is compared with: the straightforward server a competent user would write with Apollo Server, graphql-ws and
 * an in-process PubSub. Prices and holdings are in memory, plain numbers rounded to cents, each push is computed by the
 * resolver when it is due; no sign-in, no store. Runs as its own process: `node base.js FEED_URL USERS [REDIS_URL DATABASE_URL]`.
 */
import { EventEmitter } from 'node:events';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import {
  GraphQLFloat,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { PubSub, type PubSubEngine } from 'graphql-subscriptions';
import { useServer as serveSubscriptions } from 'graphql-ws/use/ws';
import { Redis } from 'ioredis';
import { WebSocket, WebSocketServer } from 'ws';
import { type Held, openStore } from './base-store.js';
import { CASH, firstCents, holdingsOf, INSTRUMENT_COUNT, symbolOf } from './world.js';

const [feedUrl = '', userCount = '0', redisUrl = '', databaseUrl = ''] = process.argv.slice(2);

interface User {
  readonly holdings: readonly { readonly id: string; readonly instrument: number; readonly quantity: number }[];
  /** Counts the changes of its prices. */
  sequence: number;
}

const prices = Array.from({ length: INSTRUMENT_COUNT }, (_, index) => firstCents(index) / 100);
const closes = [...prices];
const times: number[] = new Array(INSTRUMENT_COUNT).fill(Date.now() - 86_400_000);
const instruments = new Map(prices.map((_, index) => [symbolOf(index), index]));
const holders: number[][] = prices.map(() => []);
/** Those somebody asked for: what a user holds is part of what a subscriber takes, here as in any server that reads it from somewhere. */
const users: (User | undefined)[] = new Array(Number(userCount)).fill(undefined);
/** With Redis and PostgreSQL: topics over Redis, and prices and holdings read from the database for each push. */
const store = databaseUrl ? await openStore(databaseUrl, { users: Array.from(users.keys(), userOf), prices, times }) : null;
const pubsub: PubSubEngine = redisUrl
  ? new RedisPubSub({ publisher: new Redis(redisUrl), subscriber: new Redis(redisUrl).setMaxListeners(0) })
  : new PubSub({ eventEmitter: new EventEmitter().setMaxListeners(0) });

function userOf(index: number): User {
  const known = users[index];
  if (known) return known;
  if (!(index < users.length)) throw new Error('There is no such user.');
  const holdings = holdingsOf(index).map(({ instrument, hundredths }) => {
    holders[instrument]?.push(index);
    return { id: symbolOf(instrument), instrument, quantity: hundredths / 100 };
  });
  const user = { holdings, sequence: 0 };
  users[index] = user;
  return user;
}

async function valuationOf(userId: number) {
  const user = userOf(userId);
  return store ? sumUp(user, await store.read(userId)) : sumUp(user, user.holdings.map(inMemory));
}

function inMemory({ id, instrument, quantity }: User['holdings'][number]): Held {
  return { id, instrument, quantity, price: prices[instrument] as number, time: times[instrument] as number };
}

function sumUp(user: User, held: readonly Held[]) {
  let marketValue = 0;
  let dayChange = 0;
  let newest = 0;
  const holdings = held.map(({ id, instrument, quantity, price, time }) => {
    const value = toCents(price * quantity);
    marketValue += value;
    dayChange += quantity * (price - (closes[instrument] as number));
    newest = Math.max(newest, time);
    return { id, price, value };
  });
  return {
    sequence: user.sequence,
    asOf: new Date(newest).toISOString(),
    total: toCents(marketValue + CASH),
    dayChange: toCents(dayChange),
    holdings,
  };
}

function toCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

const required = (type: GraphQLScalarType) => ({ type: new GraphQLNonNull(type) });
const Holding = new GraphQLObjectType({
  name: 'Holding',
  fields: { id: required(GraphQLString), price: required(GraphQLFloat), value: required(GraphQLFloat) },
});
const Valuation = new GraphQLObjectType({
  name: 'Valuation',
  fields: {
    sequence: required(GraphQLInt),
    asOf: required(GraphQLString),
    total: required(GraphQLFloat),
    dayChange: required(GraphQLFloat),
    holdings: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Holding))) },
  },
});

const FIRST_PUSH_MS = 250;

interface Context {
  readonly userId: number;
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, Context>({
    name: 'Query',
    fields: { valuation: { type: Valuation, resolve: (_root, _args, { userId }) => valuationOf(userId) } },
  }),
  subscription: new GraphQLObjectType<unknown, Context>({
    name: 'Subscription',
    fields: {
      valuationChanged: {
        type: new GraphQLNonNull(Valuation),
        subscribe: (_root, _args, { userId }) => watch(userId),
        resolve: (_event, _args, { userId }) => valuationOf(userId),
      },
    },
  }),
});

/** The changes of one user, and a first push soon, because a dashboard wants to see something before the first change. */
function watch(userId: number): AsyncIterableIterator<unknown> {
  userOf(userId);
  const topic = `VALUATION_CHANGED.${userId}`;
  // Over Redis the subscription takes a moment, and nobody says when it is there.
  setTimeout(() => void pubsub.publish(topic, {}), redisUrl ? FIRST_PUSH_MS : 0);
  return pubsub.asyncIterableIterator(topic);
}

const app = Fastify({ logger: false });
const apollo = new ApolloServer<Context>({ schema });
await apollo.start();
app.post('/graphql', fastifyApolloHandler(apollo, { context: async ({ headers }) => ({ userId: Number(headers['x-user']) }) }));
await app.ready();
const sockets = new WebSocketServer({ server: app.server, path: '/graphql' });
serveSubscriptions<{ user: string }>({ schema, context: ({ connectionParams }) => ({ userId: Number(connectionParams?.user) }) }, sockets);
const url = await app.listen({ host: '127.0.0.1', port: 0 });

const feed = new WebSocket(feedUrl);
interface Tick {
  readonly symbol: string;
  readonly price: string;
  readonly time: number;
}

async function take(tick: Tick): Promise<void> {
  const instrument = instruments.get(tick.symbol);
  if (instrument === undefined) return;
  if (store) await store.put(instrument, Number(tick.price), tick.time);
  prices[instrument] = Number(tick.price);
  times[instrument] = tick.time;
  for (const user of holders[instrument] ?? []) {
    (users[user] as User).sequence += 1;
    void pubsub.publish(`VALUATION_CHANGED.${user}`, {});
  }
}

feed.on('message', (data) => {
  const ticks = JSON.parse(data.toString()) as Tick | Tick[];
  for (const tick of Array.isArray(ticks) ? ticks : [ticks]) void take(tick);
});
feed.on('open', () => console.log(JSON.stringify({ msg: 'listening', url })));
process.on('SIGTERM', () => process.exit(0));
