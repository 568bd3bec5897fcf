// What the documents show runs as it is printed: every block of GraphQL, shell and JavaScript, and the example of every operation.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, Kind, parse, type ValueNode, validate, visit } from 'graphql';
import { AlertMeasure } from '../../src/domain/alert.js';
import { Scope } from '../../src/domain/api-token.js';
import { ErrorCode, LedgerRule } from '../../src/domain/errors.js';
import { IngestOutcome } from '../../src/domain/ingest.js';
import { Role } from '../../src/domain/user.js';
import { RejectionReason } from '../../src/ingestion/normalise.js';
import { IngestReason } from '../../src/ingestion/result.js';
import { Close } from '../../src/server/socket.js';
import { ADD_WEBHOOK, makeRule } from '../testkit/alerts.js';
import { requireBinary } from '../testkit/binaries.js';
import { startChild } from '../testkit/child.js';
import { describeWithCurl } from '../testkit/servers.js';
import { TcpProxy } from '../testkit/tcp-proxy.js';
import { eventually } from '../testkit/until.js';
import { startWebhookReceiver } from '../testkit/webhook-receiver.js';
import { ago, type LocalWorld, openWorld, Person, SIGN_IN } from '../testkit/world.js';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
/** Whom the documents sign in. */
const READER = { email: 'demo@tidemark.example', password: 'tidemark-demo' };
/** Refusals for what an example cannot know: what its dots mean, and what was done before. */
const OF_THE_STATE = ['NOT_FOUND', 'CONFLICT', 'UNAUTHENTICATED'];
/** Which sources run on the server that is asked, and codes that change. */
const UNKNOWABLE = ['SOURCE', 'WRONG'];

interface Block {
  readonly place: string;
  readonly text: string;
}
const blocks = (language: string): Block[] =>
  DOCUMENTS.flatMap((name) => {
    const text = readFileSync(name, 'utf8');
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => ({
      place: `${name}:${text.slice(0, match.index).split('\n').length}`,
      text: match[1] as string,
    }));
  });

interface Example {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}
const EXAMPLES: readonly Example[] = ['Query', 'Mutation', 'Subscription'].flatMap((kind) =>
  Object.values(SCHEMA.getRootType(kind.toLowerCase() as never)?.getFields() ?? {}).map(({ name, description }) => ({
    kind,
    name,
    text: /Example: `(.*)`$/s.exec(description ?? '')?.[1] ?? '',
  })),
);

const of = (kind: string) => EXAMPLES.filter((example) => example.kind === kind).map(({ name, text }) => [name, text] as const);

let world: LocalWorld;
let reader: Person;
let instrumentId: string;
let accountId: string;
/** By what an example calls it, with the operation before it where that is not enough. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await openWorld({ WEBHOOK_NETWORKS: '127.0.0.1' });
  await world.app.core.users.create({ ...READER, name: 'Reader', role: Role.ADMIN, baseCurrency: 'EUR' as never, actorId: null });
  reader = await signedIn();
  instrumentId = await world.instrument({ ticker: 'ACME' });
  accountId = await reader.openAccount({ currency: 'USD' });
  const [deposit] = await reader.record(
    { accountId, kind: 'DEPOSIT', tradeDate: '2025-01-02', amount: '9000', currency: 'USD' },
    { accountId, kind: 'BUY', tradeDate: '2025-01-02', instrumentId, quantity: '20', price: '100', currency: 'USD' },
  );
  await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.16', observedAt: ago(60) }]);
  await world.quotes([{ instrumentId, price: '120', currency: 'USD', observedAt: ago(60) }]);
  const { portfolioId } = await reader.valuation();
  const { createAlertRule } = (await reader.api.text(ruleAbove('500'))).expectNoErrors() as { createAlertRule: { id: string } };
  ids = {
    instrumentId,
    accountId,
    portfolioId,
    holdingId: `${accountId}:${instrumentId}`,
    'account id': accountId,
    'alertRule id': createAlertRule.id,
    'instrument id': instrumentId,
    'transaction id': deposit?.id as string,
    'user id': reader.session.user.id,
  };
});
afterAll(() => world.close());

async function signedIn(): Promise<Person> {
  const { signIn } = (await world.anonymous.run(SIGN_IN, READER)).expectNoErrors();
  return new Person(world.anonymous.as(signIn.accessToken), signIn);
}

const ruleAbove = (threshold: string) =>
  `mutation { createAlertRule(input: {name: "Acme", measure: PRICE, instrumentId: "${instrumentId}", condition: ABOVE, threshold: "${threshold}"}) { id } }`;

const price = (at: string) => world.quotes([{ instrumentId, price: at, currency: 'USD', observedAt: ago(0) }]);

/** The names in a value of JSON, whatever they hold. */
const shapeOf = (value: object): unknown =>
  Object.entries(value).map(([name, held]) => (held !== null && typeof held === 'object' ? [name, shapeOf(held)] : name));

const here = (text: string) => text.replaceAll('http://127.0.0.1:4000', world.url);

/** The first answer to a text that needs nothing else, over the transport it is for. */
async function run(person: Person, text: string): Promise<unknown> {
  if (!/^\s*subscription\b/.test(text)) return (await person.api.text(text)).expectNoErrors();
  const socket = person.api.socket();
  try {
    return await socket.text(text).first();
  } finally {
    await socket.close();
  }
}

describe('the blocks of the documents', () => {
  test('are all of a kind that is tried, here or where the test of it stands', () => {
    const marks = DOCUMENTS.flatMap((name) => [...readFileSync(name, 'utf8').matchAll(/^```(\w+)$/gm)].map(([, language]) => language));
    expect([...new Set(marks)].sort()).toEqual(['graphql', 'js', 'json', 'mermaid', 'sh', 'ts']);
    expect([blocks('graphql').length, blocks('js').length]).toEqual([4, 3]);
  });

  test('GraphQL runs as it is printed', async () => {
    for (const { place, text } of blocks('graphql')) {
      expect([place, await run(reader, text)]).toEqual([place, expect.anything()]);
    }
  });

  test('the client in JavaScript signs in, follows the prices, and comes back when the server was away', async () => {
    const [{ text } = { text: '' }] = blocks('js');
    const proxy = await TcpProxy.open(Number(new URL(world.url).port));
    const shows = (total: string) => (line: string) => line.includes(`total: '${total}'`);
    const args = ['--input-type=module', '--eval', here(text).replace(world.url, `http://127.0.0.1:${proxy.port}`)];
    const child = await startChild({ command: process.execPath, args, isReady: shows('8103.44827586') });
    await price('121');
    await eventually(() => child.lines.some(shows('8120.68965517')));
    const { joined } = proxy;
    proxy.cut();
    await price('122');
    proxy.pass();
    await eventually(() => proxy.joined > joined && child.lines.some(shows('8137.93103448')));
    await child.end('SIGKILL');
    await proxy.close();
  });

  test('the cache in JavaScript keeps the figures of a day apart from those of now', async () => {
    const [, { text } = { text: '' }] = blocks('js');
    // What is imported by name is not found from a text: it is given.
    const body = text.replace(/^import .*$/m, '').replace('export const cache =', 'return');
    const cache = new Function('InMemoryCache', body)(InMemoryCache) as InMemoryCache;
    const headers = { authorization: `Bearer ${reader.api.token}` };
    const client = new ApolloClient({ cache, link: new HttpLink({ uri: `${world.url}/graphql`, headers }) });
    const query = gql`query ($asOf: Day) { valuation(asOf: $asOf) { day holdings { id value lots { nodes { id quantity } } } } }`;
    const { data: now } = await client.query({ query });
    const { data: then } = await client.query({ query, variables: { asOf: '2026-06-30' } });
    expect(client.readQuery({ query })).toEqual(now);
    expect(client.readQuery({ query, variables: { asOf: '2026-06-30' } })).toEqual(then);
    client.stop();
  });

  test('a webhook is known to be ours by the function in JavaScript', async () => {
    const [, , { text } = { text: '' }] = blocks('js');
    const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
      isGenuine(header: unknown, body: string, secret: string): boolean;
    };
    const receiver = await startWebhookReceiver();
    const { createAlertWebhook } = (await reader.api.run(ADD_WEBHOOK, { url: receiver.url })).expectNoErrors();
    await makeRule(reader, { name: 'Acme', measure: 'PRICE', instrumentId, condition: 'ABOVE', threshold: '1', channels: ['WEBHOOK'] });
    const [post] = await receiver.received(1);
    const { headers, body = '' } = post ?? {};
    const signature = headers?.['tidemark-signature'];
    const { secret } = createAlertWebhook;
    const tries = [
      [signature, body, secret] as const,
      [signature, `${body} `, secret] as const,
      [signature, body, 'x'] as const,
      ['', body, secret] as const,
    ];
    expect(tries.map((each) => isGenuine(...each))).toEqual([true, false, false, false]);
    const shown = blocks('json').find(({ text: json }) => json.includes('alert.fired'))?.text ?? '';
    expect(shapeOf(JSON.parse(body))).toEqual(shapeOf(JSON.parse(shown)));
    await receiver.close();
  });
});

describeWithCurl('the shell of the README', () => {
  test('signs in and asks', async () => {
    const text = blocks('sh').find(({ text }) => text.includes('curl'))?.text ?? '';
    const { stdout } = await promisify(execFile)('sh', ['-c', here(text).replaceAll('curl ', `${requireBinary('curl')} `)]);
    expect(JSON.parse(stdout)).toEqual({ data: { valuation: { total: expect.any(String), cash: expect.any(String), day: '2026-06-30' } } });
  });
});

test('every type of the schema says what it is', () => {
  const own = Object.values(SCHEMA.getTypeMap()).filter(
    ({ name }) => !/^__|Edge$|^(Query|Mutation|Subscription|ID|String|Boolean|Int|Float)$/.test(name),
  );
  expect(own.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
});

test('every code, rule and reason a client meets is in the document of the API', () => {
  const text = readFileSync('docs/API.md', 'utf8');
  const words = [ErrorCode, LedgerRule, RejectionReason, IngestReason, IngestOutcome, AlertMeasure, Scope].flatMap((each) =>
    Object.keys(each),
  );
  expect(words.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  expect(Object.values(Close).filter((code) => !text.includes(`| ${code} |`))).toEqual([]);
});

describe('the example of every operation', () => {
  test('is there, and is valid', () => {
    const faulty = EXAMPLES.filter(({ text }) => text === '' || validate(SCHEMA, parse(text)).length > 0);
    expect(faulty).toEqual([]);
  });

  test.each(of('Query'))('%s answers', async (name, text) => {
    const { data, errors } = await reader.api.text(filled(name, text));
    expect(errors).toEqual([]);
    expect(data).toEqual({ [name]: expect.anything() });
  });

  test.each(of('Subscription'))('%s brings something', async (name, text) => {
    const socket = reader.api.socket();
    const stream = socket.text(filled(name, text));
    // Above it already, so that it fires at once.
    (await reader.api.text(ruleAbove('1'))).expectNoErrors();
    expect(await stream.first()).toEqual({ [name]: expect.anything() });
    await socket.close();
  });

  test('of what changes something is refused at most for what it cannot know', async () => {
    const refused: string[] = [];
    for (const [name, text] of of('Mutation')) {
      const asked = filled(name, text);
      // Some of them end the session they are sent with.
      const { errors } = await (await signedIn()).api.text(asked);
      for (const { message, extensions } of errors) {
        const { code, field = '', rule = '' } = extensions;
        if (OF_THE_STATE.includes(code) || UNKNOWABLE.includes(rule) || dotted(asked).includes(field)) continue;
        refused.push(`${name}: ${code} ${field} ${rule} ${message}`);
      }
    }
    expect(refused).toEqual([]);
  });
});

/** The example with what its dots stand for, as far as it is here. */
function filled(operation: string, text: string): string {
  return text.replace(/(\w+): (\[?)"\.\.\.(:\.\.\.)?"/g, (whole, name: string, bracket: string) => {
    const id = ids[`${operation} ${name}`] ?? ids[name.replace(/Ids$/, 'Id')];
    return id === undefined ? whole : `${name}: ${bracket}"${id}"`;
  });
}

/** The fields for which dots were left. */
function dotted(text: string): string[] {
  const fields: string[] = [];
  const look = (way: string, value: ValueNode): void => {
    if (value.kind === Kind.STRING && value.value === '...') fields.push(way);
    if (value.kind === Kind.OBJECT) for (const field of value.fields) look(`${way}.${field.name.value}`, field.value);
    if (value.kind === Kind.LIST) for (const [index, item] of value.values.entries()) look(`${way}[${index}]`, item);
  };
  visit(parse(text), { Argument: ({ name, value }) => look(name.value, value) });
  return fields;
}
