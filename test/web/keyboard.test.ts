// The dashboard worked by keyboard alone: everything is reached, the focus is always seen, and it is never lost.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Visits } from '../testkit/browser.js';
import { holder } from '../testkit/holder.js';
import { focused, tabTo } from '../testkit/keyboard.js';
import { describeWithChromium } from '../testkit/servers.js';
import { day, type LocalWorld, openWorld, PASSWORD, SIGN_IN } from '../testkit/world.js';

const ADMIN = { email: 'admin@example.org' };

let world: LocalWorld;
let visits: Visits;

describeWithChromium('the dashboard by keyboard', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
  });
  afterAll(() => world?.close());

  describeSigningIn();
  describeEntry();
  describeHolding();
  describeTaking();
  describeAdministration();
});

function describeSigningIn(): void {
  test('signing in: each way in puts the focus into its first field, an error where it is, and the page comes after', async () => {
    const ada = await world.signUp();
    const page = await (await visits.come()).open();
    await page.getByRole('button', { name: 'Create an account' }).waitFor();
    await tabTo(page, 'Create an account');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Create your account' }).waitFor();
    expect(await focused(page)).toMatchObject({ text: 'Name', isSeen: true });
    await tabTo(page, 'Base currency');
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toMatchObject({ text: 'E-mail', isSeen: true });
    await page.keyboard.type(ada.email);
    await tabTo(page, 'Password');
    await page.keyboard.type('not this one');
    await tabTo(page, /^Show/);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('not this one');
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.getByText('do not match').waitFor();
    expect(await focused(page)).toMatchObject({ text: 'Password', isSeen: true });
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByTestId('total').waitFor();
    await page.getByRole('main').and(page.locator(':focus')).waitFor();
  });
}

function describeEntry(): void {
  test('an entry is opened, amended and left: the focus is seen, stays in what is on top, and comes back', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '100', currency: 'EUR' });
    const page = await visits.open(ada, '/transactions');
    const inQuestion = { dialog: 'Void this entry?', isSeen: true };
    await page.getByTestId('entry').getByRole('link').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ text: 'Skip to the content', isSeen: true });
    await page.keyboard.press('Enter');
    await tabTo(page, 'Deposit');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('heading', { name: 'Deposit' }).waitFor();
    await tabTo(page, 'Void');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Void this entry?' }).waitFor();
    // Round the question and on: it is never left, but for the browser's own controls.
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      expect((await focused(page)) ?? inQuestion).toMatchObject(inQuestion);
    }
    await page.keyboard.press('Escape');
    expect(await focused(page)).toMatchObject({ text: 'Void', dialog: 'Deposit' });
    await tabTo(page, 'Amend');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Amount').waitFor();
    expect(await focused(page)).toMatchObject({ dialog: 'Amend: Deposit' });
    await tabTo(page, 'Amount');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('120');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('€120.00', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toMatchObject({ text: 'Deposit', isSeen: true });
  });
}

function describeHolding(): void {
  test('one holding is opened from the list; its figures explain themselves, its chart has a table, and one comes back', async () => {
    const { person, name, instrumentId } = await holder(world, { quantity: '10', price: '104' });
    const closes = [-6, -4, -2].map((offset) => ({ instrumentId, price: '102', currency: 'EUR', valueDate: day(offset) }));
    await world.quotes(closes, true);
    const page = await visits.open(person, '/holdings');
    const drawer = page.getByRole('dialog');
    await page.getByTestId('holding').waitFor();
    await tabTo(page, name);
    await page.keyboard.press('w');
    await drawer.getByRole('heading', { name: 'Why this value?' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toMatchObject({ text: name, dialog: null });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.locator('.gains-table').waitFor();
    await page.getByRole('main').and(page.locator(':focus')).waitFor();
    await tabTo(page, /^€104\.00: why/);
    await page.keyboard.press('Enter');
    await drawer.getByRole('heading', { name: 'Why this price?' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toMatchObject({ text: expect.stringMatching(/^€104/), dialog: null });
    await tabTo(page, /^1M/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^1M/, pressed: true }).waitFor();
    await page.getByText('Show as table').waitFor();
    await tabTo(page, 'Show as table');
    await page.keyboard.press('Enter');
    await page.getByTestId('chart-row').first().waitFor();
    for (const figure of [/^€1,040\.00: why/, /^\+€40\.00: why/]) await tabTo(page, figure);
    await tabTo(page, 'In the ledger');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/transactions\?instrument=/);
  });
}

function describeTaking(): void {
  test('a file is taken away, and the menu gives the focus back', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '100', currency: 'EUR' });
    const page = await visits.open(ada, '/transactions');
    await page.getByTestId('entry').waitFor();
    await tabTo(page, 'Export');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toMatchObject({ text: 'Export', isSeen: true });
    await page.keyboard.press('Enter');
    await tabTo(page, /^CSV/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(readFileSync(await download.path(), 'utf8')).toContain(`DEPOSIT,${day(-3)}`);
    expect(await focused(page)).toMatchObject({ text: 'Export', isSeen: true });
  });

  test('another session is ended: its row goes, and the focus stays where it was', async () => {
    const ada = await world.signUp();
    (await world.anonymous.run(SIGN_IN, { email: ada.email, password: PASSWORD })).expectNoErrors();
    const page = await visits.open(ada, '/settings/security');
    const rows = page.getByTestId('session');
    await rows.nth(2).waitFor();
    await tabTo(page, /^End the session of/);
    await page.keyboard.press('Enter');
    await rows.nth(2).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Where you are signed in' }).and(page.locator(':focus')).waitFor();
    await tabTo(page, 'End all others');
    await page.keyboard.press('Enter');
    await tabTo(page, 'End them');
    await page.keyboard.press('Enter');
    await rows.nth(1).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Where you are signed in' }).and(page.locator(':focus')).waitFor();
  });
}

function describeAdministration(): void {
  test('a user is found, locked and let in again; an instrument and the audit log are opened and left', async () => {
    const ada = await world.signUp();
    await world.instrument({ name: 'Acme Corporation' });
    const page = await visits.open(ADMIN, '/admin/users');
    await page.getByTestId('user').nth(1).waitFor();
    await tabTo(page, 'Search users');
    await page.keyboard.type(ada.email);
    await page.getByTestId('user').nth(1).waitFor({ state: 'detached' });
    for (const [verb, deed, next] of [
      ['Lock', 'Lock out', 'Unlock'],
      ['Unlock', 'Unlock', 'Lock'],
    ] as const) {
      await tabTo(page, `What to do with ${ada.email}`);
      await page.keyboard.press('Enter');
      await tabTo(page, verb);
      await page.keyboard.press('Enter');
      await tabTo(page, deed);
      await page.keyboard.press('Enter');
      // Back on what opened the menu, which now says the opposite.
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focused(page)).toMatchObject({ text: `What to do with ${ada.email}`, dialog: null });
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: next, exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Shift+Tab');
    }
    await page.getByRole('link', { name: 'Instruments', exact: true }).press('Enter');
    await page.getByTestId('instrument').first().waitFor();
    await tabTo(page, 'Acme Corporation');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Acme Corporation' }).waitFor();
    await tabTo(page, 'Close');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toMatchObject({ text: 'Acme Corporation', isSeen: true });
    await page.getByRole('link', { name: 'Audit log' }).press('Enter');
    await page.getByTestId('audit-entry').first().waitFor();
    await tabTo(page, /User unlocked/);
    await page.keyboard.press('Enter');
    await page.locator('details[open]').filter({ hasText: 'user.unlock' }).waitFor();
  });
}
