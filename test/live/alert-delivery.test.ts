// From an alert to the person's mail and machines: again after a failure, under one id, and nobody waits for another's receiver.
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Role } from '../../src/domain/user.js';
import { ADD_WEBHOOK, inboxOf, makeRule, priceRule, teller } from '../testkit/alerts.js';
import { type MailServer, startMailServer } from '../testkit/mail-server.js';
import { until } from '../testkit/until.js';
import { startWebhookReceiver, type WebhookReceiver } from '../testkit/webhook-receiver.js';
import { type LocalWorld, openWorld, PASSWORD, Person, SIGN_IN } from '../testkit/world.js';

let world: LocalWorld;
let mail: MailServer;
let hook: WebhookReceiver;
let hanging: WebhookReceiver;
beforeAll(async () => {
  [mail, hook, hanging] = await Promise.all([startMailServer(), startWebhookReceiver(), startWebhookReceiver()]);
  world = await openWorld({
    SMTP_URL: mail.url,
    MAIL_FROM: 'Tidemark <tidemark@example.org>',
    PUBLIC_URL: 'https://tidemark.example.org',
    WEBHOOK_NETWORKS: '127.0.0.1',
  });
});
afterAll(async () => {
  await world?.close();
  await Promise.all([mail.close(), hook.close(), hanging.close()]);
});

const shareIn = (name: string) => world.instrument({ name, currency: 'EUR', mic: null });
const prices = teller(() => world);

/** Where mail is sent, addresses are confirmed before one signs up: an administrator's way is shorter. */
async function signUp(): Promise<Person> {
  const { app, anonymous } = world;
  const email = `${randomUUID()}@example.org`;
  await app.core.users.create({ email, password: PASSWORD, name: 'Ada', role: Role.USER, actorId: null });
  const { signIn } = (await anonymous.run(SIGN_IN, { email, password: PASSWORD })).expectNoErrors();
  return new Person(anonymous.as(signIn.accessToken), signIn);
}

test('an alert leaves by e-mail and by signed webhook, again after a failure, under one id', async () => {
  const share = await shareIn('Told');
  const ada = await signUp();
  const { secret } = (await ada.api.run(ADD_WEBHOOK, { url: hook.url })).expectNoErrors().createAlertWebhook;
  await prices(share, '100');
  await makeRule(ada, { ...priceRule(share), note: 'Sell half', channels: ['EMAIL', 'WEBHOOK'] });
  hook.answers.push(500);
  await prices(share, '106');
  const letter = await mail.letterTo(ada.email);
  expect(letter).toMatchObject({ subject: 'Alert: Dear' });
  expect(letter.text).toContain('Told is at 106 EUR: it has reached 105 EUR.\n\nSell half');
  expect(letter.text).toMatch(/^Fired on \d{4}-\d\d-\d\d at \d\d:\d\d:\d\d UTC\.$/m);
  const [first] = await hook.received(1);
  const seconds = /^t=(\d+),v1=/.exec(String(first?.headers['tidemark-signature']))?.[1];
  const expected = createHmac('sha256', secret).update(`${seconds}.${first?.body}`).digest('hex');
  expect(first?.headers['tidemark-signature']).toBe(`t=${seconds},v1=${expected}`);
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
  const failed = await until(
    () => inboxOf(ada),
    ([alert]) => alert?.deliveries.some(({ lastError }) => lastError !== null) ?? false,
  );
  expect(failed[0]?.deliveries.find(({ channel }) => channel === 'WEBHOOK')).toMatchObject({
    status: 'PENDING',
    attempts: 1,
    lastError: 'Answered 500',
  });
  await hastenDeliveries();
  const [, second] = await hook.received(2);
  expect(second?.headers['tidemark-delivery']).toBe(first?.headers['tidemark-delivery']);
  expect(JSON.parse(second?.body as string)).toMatchObject({
    type: 'alert.fired',
    alert: { name: 'Dear', note: 'Sell half', value: '106' },
  });
  const done = await until(
    () => inboxOf(ada),
    ([alert]) => alert?.deliveries.every(({ status }) => status === 'DELIVERED') ?? false,
  );
  expect(done[0]?.deliveries.map(({ channel, attempts }) => [channel, attempts]).toSorted()).toEqual([
    ['EMAIL', 1],
    ['WEBHOOK', 2],
  ]);
});

test('a receiver that takes its time, or asks for another protocol, holds up nobody', async () => {
  const share = await shareIn('Slow');
  const [ada, eve, bob] = [await signUp(), await signUp(), await signUp()];
  await prices(share, '100');
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  hook.answers.push(answered, 101);
  for (const person of [ada, eve, bob]) {
    (await person.api.run(ADD_WEBHOOK, { url: hook.url })).expectNoErrors();
    const before = hook.posted.length;
    await makeRule(person, { ...priceRule(share), channels: ['WEBHOOK'] });
    await prices(share, '106');
    await hook.received(before + 1);
    await prices(share, '100');
  }
  const delivery = async (person: Person) => (await inboxOf(person))[0]?.deliveries[0];
  expect(
    await until(
      () => delivery(eve),
      (found) => found?.lastError != null,
    ),
  ).toMatchObject({ lastError: 'Answered 101', attempts: 1 });
  await until(
    () => delivery(bob),
    (found) => found?.status === 'DELIVERED',
  );
  expect(await delivery(ada)).toMatchObject({ status: 'PENDING', lastError: null });
  answer();
  expect(
    await until(
      () => delivery(ada),
      (found) => found?.status === 'DELIVERED',
    ),
  ).toMatchObject({ attempts: 1 });
  await hastenDeliveries();
  await until(
    () => delivery(eve),
    (found) => found?.status === 'DELIVERED',
  );
});

test('whoever has many hanging receivers waits for them alone, and gets their e-mail all the same', async () => {
  const share = await shareIn('Hanging');
  const [ada, bob] = [await signUp(), await signUp()];
  await prices(share, '100');
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const [rules, receivers] = [14, 5];
  hanging.answers.push(...Array.from({ length: rules * receivers }, () => answered));
  for (let i = 0; i < receivers; i += 1) (await ada.api.run(ADD_WEBHOOK, { url: `${hanging.url}/${i}` })).expectNoErrors();
  for (let i = 0; i < rules; i += 1) await makeRule(ada, { ...priceRule(share), name: `Dear ${i}`, channels: ['WEBHOOK'] });
  await prices(share, '106');
  await hanging.received(4);
  await makeRule(ada, { ...priceRule(share), name: 'By mail', threshold: '110', channels: ['EMAIL'] });
  (await bob.api.run(ADD_WEBHOOK, { url: hook.url })).expectNoErrors();
  await makeRule(bob, { ...priceRule(share), threshold: '110', channels: ['WEBHOOK'] });
  const before = hook.posted.length;
  await prices(share, '111');
  await hook.received(before + 1);
  await until(
    async () => (await inboxOf(ada)).find(({ name }) => name === 'By mail')?.deliveries[0],
    (found) => found?.status === 'DELIVERED',
  );
  expect(await underWay(ada)).toBe(4);
  answer();
  await hanging.received(rules * receivers);
  await until(
    async () => (await inboxOf(ada)).flatMap(({ deliveries }) => deliveries).filter(({ status }) => status !== 'DELIVERED'),
    (open) => open.length === 0,
  );
  expect(new Set(hanging.posted.map(({ headers }) => headers['tidemark-delivery'])).size).toBe(rules * receivers);
});

test('receivers that hung before hang in half of the places, however many people have them', async () => {
  const share = await shareIn('Away');
  const bob = await signUp();
  (await bob.api.run(ADD_WEBHOOK, { url: hook.url })).expectNoErrors();
  await prices(share, '100');
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const [people, receivers] = [17, 4];
  hanging.answers.push(...Array.from({ length: people * receivers }, () => answered));
  for (let i = 0; i < people; i += 1) {
    const one = await signUp();
    for (let k = 0; k < receivers; k += 1) (await one.api.run(ADD_WEBHOOK, { url: `${hanging.url}/${k}` })).expectNoErrors();
    await makeRule(one, { ...priceRule(share), channels: ['WEBHOOK'] });
  }
  const { database } = world.app.core;
  await database.write((em) => em.execute('update alert_webhook set failing_since = now() where user_id <> ?', [bob.session.user.id]));
  await makeRule(bob, { ...priceRule(share), threshold: '110', channels: ['WEBHOOK'] });
  const [hung, came] = [hanging.posted.length, hook.posted.length];
  await prices(share, '106');
  await hanging.received(hung + 32);
  await prices(share, '111');
  await hook.received(came + 1);
  expect(hanging.posted.length - hung).toBe(32);
  answer();
  await hanging.received(hung + people * receivers);
});

test('a webhook that fails for a day is disabled until its owner enables it', async () => {
  const share = await shareIn('Failing');
  const ada = await signUp();
  const { id } = (await ada.api.run(ADD_WEBHOOK, { url: hook.url })).expectNoErrors().createAlertWebhook.webhook;
  await prices(share, '100');
  await makeRule(ada, { ...priceRule(share), channels: ['WEBHOOK'] });
  const before = hook.posted.length;
  hook.answers.push(302, 500);
  await prices(share, '106');
  await hook.received(before + 1);
  const { database } = world.app.core;
  await until(
    () => inboxOf(ada),
    ([alert]) => alert?.deliveries[0]?.lastError === 'Answered 302: redirections are not followed',
  );
  await database.write((em) => em.execute(`update alert_webhook set failing_since = now() - interval '25 hours' where id = ?`, [id]));
  await hastenDeliveries();
  const state = async () => {
    const { alertWebhooks } = (await ada.api.text('{ alertWebhooks { id disabledAt } }')).expectNoErrors() as {
      alertWebhooks: { disabledAt: string | null }[];
    };
    return alertWebhooks[0]?.disabledAt ?? null;
  };
  await until(state, (disabledAt) => disabledAt !== null);
  await hastenDeliveries();
  await until(
    () => inboxOf(ada),
    ([alert]) => alert?.deliveries[0]?.status === 'FAILED',
  );
  expect(hook.posted).toHaveLength(before + 2);
  await ada.api.text('mutation ($id: ID!) { enableAlertWebhook(id: $id) { id } }', { id });
  expect(await state()).toBeNull();
});

/** Claimed by whichever instance. */
async function underWay({ api }: Person): Promise<number> {
  const { me } = (await api.text('{ me { id } }')).expectNoErrors() as { me: { id: string } };
  const claimed = `select count(*)::int as count from alert_delivery where user_id = ? and status = 'PENDING' and is_under_way`;
  const [row] = await world.app.core.database.read((em) => em.execute<{ count: number }[]>(claimed, [me.id]));
  return row?.count as number;
}

async function hastenDeliveries(): Promise<void> {
  await world.app.core.database.write((em) => em.execute(`update alert_delivery set due_at = now() where status = 'PENDING'`));
}
