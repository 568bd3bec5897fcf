// The ways in beside signing in: a lost password set anew, and a registration whose address is confirmed first.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { type MailServer, startMailServer } from '../testkit/mail-server.js';
import { describeWithChromium } from '../testkit/servers.js';
import { type LocalWorld, openWorld, PASSWORD, SIGN_IN } from '../testkit/world.js';

const NEXT = 'a new battery staple';

let mail: MailServer;
let world: LocalWorld;
let visits: Visits;

describeWithChromium('the ways in, in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    mail = await startMailServer();
    const settings = { SMTP_URL: mail.url, MAIL_FROM: 'Tidemark <tidemark@example.org>', PUBLIC_URL: 'https://tidemark.example.org' };
    world = await openWorld({ DEMO: 'off', ...settings });
  });
  afterAll(async () => {
    await world?.close();
    await mail?.close();
  });

  test('a lost password is set anew with the link that is sent, even in a tab where somebody is signed in', async () => {
    const email = 'lost@example.org';
    await world.app.core.users.create({ email, password: PASSWORD, name: 'Ada', role: 'USER', actorId: null });
    const page = await open('/');
    await page.getByLabel('E-mail').fill('lost');
    await page.getByRole('button', { name: 'Forgotten your password?' }).click();
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('Enter your e-mail address, of the form name@example.org.').waitFor();
    expect(await look(page, 'way-in-ask')).toEqual([]);
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(`If there is a user with ${email}, a link to set a new password is on its way there.`).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTestId('total').waitFor();

    await page.goto(`${world.url}/${hashIn((await mail.letterTo(email)).text)}`);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    // What is secret does not stay in the address, and a reload does not lose it.
    expect(new URL(page.url()).hash).toBe('');
    await page.reload();
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Make it longer: 3 more at least.').waitFor();
    expect(await look(page, 'way-in-reset')).toEqual([]);
    await page.getByLabel('New password').fill(NEXT);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your password was set. Sign in with it.').waitFor();
    (await world.anonymous.run(SIGN_IN, { email, password: NEXT })).expectNoErrors();

    await page.goto(`${world.url}/${hashIn((await mail.letterTo(email)).text, 'reset', mail.letters)}`);
    await page.getByLabel('New password').fill('another new staple');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This link is good no more').waitFor();
  });

  test('an address is changed in the settings, confirmed from the new one, and taken back from the old one', async () => {
    const [email, next] = ['before@example.org', 'after@example.org'];
    await world.app.core.users.create({ email, password: PASSWORD, name: 'Ada', role: 'USER', actorId: null });
    const page = await open('/');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTestId('total').waitFor();
    await page.goto(`${world.url}/settings/security`);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('Enter your new address, of the form name@example.org.').waitFor();
    await page.getByLabel('New address').fill(next);
    await page.getByLabel('Your password').fill('not the password');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('This is not your password. Try again.').waitFor();
    expect(await look(page, 'settings-email')).toEqual([]);
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(`A link is on its way to ${next}.`).waitFor();
    await page.goto(`${world.url}/${hashIn((await mail.letterTo(next)).text, 'email')}`);
    await page.getByRole('heading', { name: 'Your new e-mail address' }).waitFor();
    expect(await look(page, 'way-in-email')).toEqual([]);
    await page.getByRole('button', { name: 'Use this address' }).click();
    // The session goes on.
    await page.getByTestId('total').waitFor();
    (await world.anonymous.run(SIGN_IN, { email: next, password: PASSWORD })).expectNoErrors();

    await page.goto(`${world.url}/${hashIn((await mail.letterTo(email)).text, 'email-undo')}`);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('The address is yours again. A link to set a new password was sent there.').first().waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });

  test('who registers confirms the address first, and what was typed outlives a reload', async () => {
    const email = 'fresh@example.org';
    const page = await open('/');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(`A link to go on with is on its way to ${email}.`).waitFor();
    await page.goto(`${world.url}/${hashIn((await mail.letterTo(email)).text, 'register')}`);
    await page.getByRole('heading', { name: 'Create your account' }).waitFor();
    await page.getByLabel('Name').fill('Fresh');
    await page.getByLabel('E-mail').fill(email);
    await page.reload();
    expect(await page.getByLabel('Name').inputValue()).toBe('Fresh');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    expect(await look(page, 'way-in-register')).toEqual([]);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByTestId('total').waitFor();
  });
});

async function open(path: string): Promise<Page> {
  return (await visits.come()).open(path);
}

/** What stands behind the address in a letter; of several letters, in the first that has it. */
function hashIn(text: string, what = 'reset', letters: MailServer['letters'] = []): string {
  const pattern = new RegExp(`#${what}=[\\w-]{32}`);
  const found = pattern.exec([...letters.map((letter) => letter.text), text].join('\n'));
  if (!found) throw new Error(`There is no link to ${what} in:\n${text}`);
  return found[0];
}
