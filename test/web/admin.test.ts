// Administration: users, instruments, sources, held and refused prices, jobs, and the audit log, as an administrator works with them.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, type LocalWorld, openWorld, PASSWORD } from '../testkit/world.js';
import { openBrowser, Visitor } from './browser.js';
import { look } from './look.js';

const ADMIN = 'admin@example.org';

let world: LocalWorld;
let browser: Browser;
const visitors: Visitor[] = [];

describeWithChromium('administration in a browser', () => {
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld({ DEMO: 'off' }), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  afterEach(async () => {
    const present = visitors.splice(0);
    await Promise.all(present.map((visitor) => visitor.leave()));
    expect(present.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  describeAccess();
  describeUsers();
  describeInstruments();
  describeRunning();
});

async function visit(path: string, email = ADMIN): Promise<Page> {
  const visitor = await Visitor.come(browser, world.url);
  visitors.push(visitor);
  const page = await visitor.signIn(email, PASSWORD);
  await page.goto(world.url + path);
  return page;
}

function describeAccess(): void {
  test('an ordinary user neither sees administration nor loads a line of it', async () => {
    const ada = await world.signUp();
    const page = await visit('/admin/users', ada.email);
    await page.getByTestId('total').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    const [visitor] = visitors;
    expect(visitor?.requests.filter((request) => /\/admin-/.test(request.url()))).toEqual([]);
  });
}

function describeUsers(): void {
  test('users are found, made, locked and given another role, each only when asked twice', async () => {
    const ada = await world.signUp();
    const page = await visit('/admin/users');
    const dialog = page.getByRole('dialog');
    await page.getByRole('searchbox', { name: 'Search users' }).fill(ada.email);
    const row = page.getByTestId('user').filter({ hasText: ada.email });
    await page.getByTestId('user').nth(1).waitFor({ state: 'hidden' });
    await row.getByRole('button', { name: /^Lock/ }).click();
    await dialog.getByRole('button', { name: 'Lock out' }).click();
    await row.getByText('Locked', { exact: true }).waitFor();
    expect((await ada.api.text('{ me { name } }')).expectError().extensions.code).toBe('UNAUTHENTICATED');
    await row.getByRole('button', { name: /^Unlock/ }).click();
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await row.getByText('Locked', { exact: true }).waitFor({ state: 'hidden' });
    await row.getByRole('button', { name: /^Make administrator/ }).click();
    await dialog.getByRole('button', { name: 'Make administrator' }).click();
    await row.getByText('Administrator', { exact: true }).waitFor();
    await row.getByRole('button', { name: /^Reset password/ }).click();
    await dialog.getByRole('button', { name: 'Reset it' }).click();
    await dialog.getByText(`A link to set a password was sent to ${ada.email}.`).waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByRole('searchbox', { name: 'Search users' }).fill('');
    await page.getByTestId('user').nth(1).waitFor();
    expect(await look(page, 'admin-users')).toEqual([]);

    await page.getByRole('button', { name: 'New user' }).click();
    await dialog.getByLabel('E-mail').fill('grace');
    await dialog.getByRole('button', { name: 'Make the user' }).click();
    await dialog.getByText('Enter their name.').waitFor();
    await dialog.getByText('Enter an e-mail address of the form name@example.org.').waitFor();
    expect(await look(page, 'admin-user-errors')).toEqual([]);
    await dialog.getByLabel('Name').fill('Grace');
    await dialog.getByLabel('E-mail').fill(ada.email);
    await dialog.getByRole('button', { name: 'Make the user' }).click();
    await dialog.locator('[name=email][aria-invalid=true]').waitFor();
    await dialog.getByLabel('E-mail').fill('grace@example.org');
    await dialog.getByRole('button', { name: 'Make the user' }).click();
    await dialog.getByText('A link to set a password was sent to grace@example.org.').waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByTestId('user').filter({ hasText: 'grace@example.org' }).waitFor();
  });
}

function describeInstruments(): void {
  test('an instrument is added, its split entered and withdrawn, its price corrected with a reason', async () => {
    const page = await visit('/admin/instruments/new');
    const dialog = page.getByRole('dialog').last();
    await dialog.getByLabel('ISIN').fill('US037833100');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.getByText('Enter its name.').waitFor();
    await dialog.getByText('An ISIN has twelve signs, such as US0378331005.').waitFor();
    await dialog.getByLabel('Name').fill('Analytical Engines');
    await dialog.getByLabel('ISIN').fill('US0378331006');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    // Its check digit is for the server to say.
    await dialog.locator('[name=isin][aria-invalid=true]').waitFor();
    expect(await look(page, 'admin-instrument-errors')).toEqual([]);
    await dialog.getByLabel('ISIN').fill('US0378331005');
    await dialog.getByLabel('Ticker').fill('ane');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('dialog', { name: 'Analytical Engines' }).waitFor();
    const instrumentId = new URL(page.url()).pathname.split('/').at(-1) as string;
    await world.quotes([{ instrumentId, price: '100', currency: 'USD', observedAt: ago(30) }]);
    await page.reload();
    await page.getByRole('button', { name: 'Correct the price' }).click();
    await dialog.getByLabel('Right price, USD').fill('105');
    await dialog.getByRole('button', { name: 'Correct it' }).click();
    await dialog.getByText('Say why, in a few words.').waitFor();
    await dialog.getByLabel('Reason').fill('Typing error');
    await dialog.getByRole('button', { name: 'Correct it' }).click();
    await page.getByText('The price was corrected').waitFor();
    await page.getByRole('dialog', { name: 'Analytical Engines' }).getByText('US$105.00').waitFor();
    await page.getByRole('button', { name: 'Enter a split' }).click();
    await dialog.getByLabel('First day of the new units').fill(day(-2));
    await dialog.getByLabel('New units', { exact: true }).fill('2');
    await dialog.getByRole('button', { name: 'Enter it' }).click();
    await page.getByText('The split was entered for everybody who held it.').waitFor();
    await page.getByText('2 for 1').waitFor();
    expect(await look(page, 'admin-instrument')).toEqual([]);
    await page.getByRole('button', { name: /^Withdraw the split of/ }).click();
    await dialog.getByRole('button', { name: 'Withdraw it' }).click();
    await page.getByText('None is known.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('instrument').filter({ hasText: 'Analytical Engines' }).waitFor();
    expect(await look(page, 'admin-instruments')).toEqual([]);
  });
}

function describeRunning(): void {
  test('a held price is discarded and released, and a refused one is shown with its reason', async () => {
    const instrumentId = await world.instrument({ name: 'Jumper', currency: 'EUR', mic: null, ticker: 'JMP' });
    await world.quotes([{ instrumentId, price: '100', currency: 'EUR', observedAt: ago(60) }]);
    expect(await world.quotes([{ instrumentId, price: '200', currency: 'EUR', observedAt: ago(30) }])).toEqual(['HELD OUTLIER']);
    await world.quotes([{ instrumentId, price: '100', currency: 'USD', observedAt: ago(20) }]);
    const page = await visit('/admin/prices');
    const held = page.getByTestId('held-quote').filter({ hasText: 'Jumper' });
    await held.getByText('+100.00%').waitFor();
    expect(await look(page, 'admin-prices')).toEqual([]);
    await held.getByRole('button', { name: 'Discard the price of Jumper' }).click();
    await held.getByText('Not believed').waitFor();
    await held.getByRole('button', { name: 'Release the price of Jumper' }).click();
    await page.getByText('No price is held').waitFor();
    const { instrument } = (await world.admin.text(`{ instrument(id: "${instrumentId}") { quote { price } } }`)).data as {
      instrument: { quote: { price: string } };
    };
    expect(instrument.quote.price).toBe('200');
  });

  test('sources, proposals and jobs say how they are doing', async () => {
    const page = await visit('/admin/sources');
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    await page.getByText('No source is set up').waitFor();
    expect(await look(page, 'admin-sources')).toEqual([]);
    await page.getByRole('link', { name: 'Proposals' }).click();
    await page.getByText('Nothing is being fetched').waitFor();
    expect(await look(page, 'admin-proposals')).toEqual([]);
    await page.getByRole('link', { name: 'Jobs' }).click();
    await page.getByTestId('job').first().waitFor();
    expect(await look(page, 'admin-jobs')).toEqual([]);
  });

  test('the audit log is read entry by entry, and its verification says that it is what was written', async () => {
    const page = await visit('/admin/audit');
    await page.getByText(/are what was written/).waitFor();
    const entry = page.getByTestId('audit-entry').filter({ hasText: 'user.create' }).first();
    await entry.locator('summary').click();
    await entry.getByText('"role"').waitFor();
    expect(await look(page, 'admin-audit')).toEqual([]);
    await entry.getByRole('button').click();
    await page.getByRole('button', { name: /One user/ }).waitFor();
  });
}
