// The server is killed between the price, the firing and its delivery: every rule fires once all the same, and every firing arrives.
import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ADD_WEBHOOK, alertsOf, inboxOf, makeRule } from '../testkit/alerts.js';
import { Api } from '../testkit/api.js';
import { startChild, temporaryFolder } from '../testkit/child.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { until } from '../testkit/until.js';
import { startWebhookReceiver } from '../testkit/webhook-receiver.js';
import { ago, Person, SIGN_IN, signUp, World } from '../testkit/world.js';

const RULES = 20;
/** A delivery claimed by a process that died is claimed again within this, however busy the machine. */
const CLAIM_LAPSES_MS = 90_000;

/** When the process is killed in each round: when the first firing arrives somewhere, whose claims lapse meanwhile, and as soon as the price is acknowledged. */
const ROUNDS = ['delivery', 'price'] as const;

test('a firing and its delivery survive kill -9, and neither is made twice', async () => {
  const folder = temporaryFolder('alerts');
  const hook = await startWebhookReceiver();
  const settings = {
    DATA_DIR: folder.path,
    JWT_SECRET: randomBytes(48).toString('base64'),
    SOURCES: 'none',
    DEMO: 'off',
    ACCESS_TOKEN_TTL: '3600',
    WEBHOOK_NETWORKS: '127.0.0.1',
  };
  const password = await createAdministrator(settings);
  let server = await startServer(settings);
  try {
    const people: Person[] = [];
    for (const moment of ROUNDS) {
      const { world, person, share } = await prepare(server, { password, hookUrl: hook.url });
      people.push(person);
      const before = hook.posted.length;
      const price = { instrumentId: share, price: '130', currency: 'EUR', observedAt: ago(60) };
      await world.quotes([price], true);
      if (moment === 'delivery') await hook.received(before + 1);
      await server.kill9();
      server = await startServer(settings);
      const again = new Person(new Api(server.url, person.api.token), person.session);
      const alerts = await alertsOf(again, RULES);
      expect([moment, alerts.length, new Set(alerts.map(({ ruleId }) => ruleId)).size]).toEqual([moment, RULES, RULES]);
    }
    await until(
      () => deliveriesOf(server, people),
      (states) => states.every((state) => state === 'DELIVERED'),
      CLAIM_LAPSES_MS,
    );
    const sent = hook.posted.map(({ headers }) => String(headers['tidemark-delivery']));
    expect(new Set(sent).size).toBe(RULES * ROUNDS.length);
    // Whoever got one twice can tell: it has the same id and says the same.
    for (const { headers, body } of hook.posted) {
      const first = hook.posted.find((each) => each.headers['tidemark-delivery'] === headers['tidemark-delivery']);
      expect(first?.body).toBe(body);
    }
  } finally {
    await server.stop();
    await hook.close();
    folder.remove();
  }
}, 180_000);

async function prepare(server: ServerProcess, { password, hookUrl }: { password: string; hookUrl: string }) {
  const anonymous = new Api(server.url);
  const { signIn } = (await anonymous.run(SIGN_IN, { email: 'admin@example.org', password })).expectNoErrors();
  const world = new World(server.url, anonymous.as(signIn.accessToken));
  const share = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(120) }], true);
  const person = await signUp(anonymous);
  (await person.api.run(ADD_WEBHOOK, { url: hookUrl })).expectNoErrors();
  for (let count = 1; count <= RULES; count += 1) {
    const rule = {
      name: `Rule ${count}`,
      instrumentId: share,
      measure: 'PRICE',
      condition: 'ABOVE',
      threshold: String(100 + count),
    } as const;
    await makeRule(person, { ...rule, channels: ['WEBHOOK'] });
  }
  return { world, person, share };
}

async function deliveriesOf(server: ServerProcess, people: readonly Person[]): Promise<string[]> {
  const states: string[] = [];
  for (const { api } of people) {
    const alerts = await inboxOf({ api: new Api(server.url, api.token) });
    states.push(...alerts.flatMap(({ deliveries }) => deliveries.map(({ status }) => status)));
  }
  return states;
}

async function createAdministrator(settings: Readonly<Record<string, string>>): Promise<string> {
  const child = await startChild({
    command: process.execPath,
    args: ['dist/src/cli.js', 'user', 'create', '--email', 'admin@example.org', '--role', 'ADMIN', '--json'],
    env: { PATH: process.env.PATH, ...settings },
    isReady: (line) => line.startsWith('{'),
  });
  await child.exited;
  return JSON.parse(child.lines.find((line) => line.startsWith('{')) as string).password;
}
