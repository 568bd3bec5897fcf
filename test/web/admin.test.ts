// Administration: users, instruments, sources, held and refused prices, jobs, and the audit log, as an administrator works with them.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { proposeActions } from '../../src/storage/query/corporate-action.js';
import { writeSkip } from '../../src/storage/query/skipped-symbol.js';
import { accessToken, errorAt, go, Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, type LocalWorld, OPEN_ACCOUNT, openWorld, PASSWORD, RECORD_ALL, SIGN_OUT } from '../testkit/world.js';

const ADMIN = { email: 'admin@example.org' };

let world: LocalWorld;
let visits: Visits;

describeWithChromium('administration in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
  });
  afterAll(async () => {
    await world?.close();
  });

  describeAccess();
  describeUsers();
  describeInstruments();
  describeRunning();
  describeProposals();
  describeRates();
  describeAudit();
  describeMachines();
  describeDrafts();
});

function describeAccess(): void {
  test('an ordinary user neither sees administration nor loads a line of it', async () => {
    const ada = await world.signUp();
    const visitor = await visits.come({ as: ada });
    const page = await visitor.open('/admin/users');
    await page.getByTestId('total').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    expect(visitor.requests.filter((request) => /\/admin-/.test(request.url()))).toEqual([]);
  });
}

function describeUsers(): void {
  test('users are found, made, locked and given another role, each only when asked twice', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ADMIN, '/admin/users');
    const dialog = page.getByRole('dialog');
    await page.getByRole('searchbox', { name: 'Search users' }).fill(ada.email);
    const row = page.getByTestId('user').filter({ hasText: ada.email });
    await page.getByTestId('user').nth(1).waitFor({ state: 'hidden' });
    const choose = async (deed: string) => {
      await row.getByRole('button', { name: `What to do with ${ada.email}` }).click();
      await row.getByRole('button', { name: deed, exact: true }).click();
    };
    await choose('Lock');
    await dialog.getByRole('button', { name: 'Lock out' }).click();
    await row.getByText('Locked', { exact: true }).waitFor();
    expect((await ada.api.text('{ me { name } }')).expectError().extensions.code).toBe('UNAUTHENTICATED');
    await choose('Unlock');
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await row.getByText('Locked', { exact: true }).waitFor({ state: 'hidden' });
    await choose('Make administrator');
    await dialog.getByRole('button', { name: 'Make administrator' }).click();
    await row.getByText('Administrator', { exact: true }).waitFor();
    await choose('Reset password');
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
  test('an instrument is added, its split entered, corrected and withdrawn, its price corrected with a reason', async () => {
    const page = await visits.open(ADMIN, '/admin/instruments/new');
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
    await page.getByRole('button', { name: 'Enter its numbers' }).click();
    // Taken from the ISIN.
    expect(await dialog.getByLabel('CUSIP').inputValue()).toBe('037833100');
    await dialog.getByLabel('FIGI').fill('bbg000b9xry');
    await dialog.getByRole('button', { name: 'Enter them' }).click();
    expect(await errorAt(dialog, 'FIGI optional')).toBe('A FIGI has twelve signs, such as BBG000B9XRY4.');
    await dialog.getByLabel('FIGI').fill('BBG000B9XRY5');
    await dialog.getByRole('button', { name: 'Enter them' }).click();
    await dialog.locator('[name=figi][aria-invalid=true]').waitFor();
    await dialog.getByLabel('FIGI').fill('BBG000B9XRY4');
    await dialog.getByRole('button', { name: 'Enter them' }).click();
    await page.getByRole('dialog', { name: 'Analytical Engines' }).getByText('BBG000B9XRY4').first().waitFor();
    await page.getByRole('button', { name: 'Correct the price' }).click();
    await dialog.getByLabel('Right price, USD').fill('105');
    await dialog.getByRole('button', { name: 'Correct it' }).click();
    await dialog.getByText('Say why, in a few words.').waitFor();
    await dialog.getByLabel('Reason').fill('Typing error');
    await dialog.getByRole('button', { name: 'Correct it' }).click();
    await page.getByText('The price was corrected').waitFor();
    await page.getByRole('dialog', { name: 'Analytical Engines' }).getByText('US$105.00').waitFor();
    await splitAndMend(page);
    await page.getByRole('button', { name: 'Rename it' }).click();
    await dialog.getByLabel('Name').fill('Difference Engines');
    expect(await look(page, 'admin-rename')).toEqual([]);
    await dialog.getByRole('button', { name: 'Rename it' }).click();
    await page.getByRole('dialog', { name: 'Difference Engines' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('instrument').filter({ hasText: 'Difference Engines' }).waitFor();
    expect(await look(page, 'admin-instruments')).toEqual([]);
  });
}

/** Enters a split in the drawer of an instrument, corrects it and takes it back. */
async function splitAndMend(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  await page.getByRole('button', { name: 'Enter a split' }).click();
  await dialog.getByLabel('First day of the new units').fill(day(-2));
  await dialog.getByLabel('New units', { exact: true }).fill('1');
  await dialog.getByRole('button', { name: 'Enter it' }).click();
  expect(await errorAt(dialog, 'New units')).toBe('As many new units as old ones change nothing.');
  await dialog.getByLabel('New units', { exact: true }).fill('2');
  await dialog.getByRole('button', { name: 'Enter it' }).click();
  await page.getByText('The split was entered for everybody who held it.').waitFor();
  await page.getByText('2 for 1').waitFor();
  expect(await look(page, 'admin-instrument')).toEqual([]);
  await page.getByRole('button', { name: /^Correct the split of/ }).click();
  await dialog.getByText('2 for 1 until now').waitFor();
  expect(await look(page, 'admin-split')).toEqual([]);
  await dialog.getByLabel('New units', { exact: true }).fill('3');
  await dialog.getByLabel('Paid for a fraction, USD').fill('-1');
  await dialog.getByRole('button', { name: 'Correct it' }).click();
  expect(await errorAt(dialog, 'Paid for a fraction, USD optional')).toBe('Enter more than 0.');
  await dialog.getByLabel('Paid for a fraction, USD').fill('35');
  await dialog.getByRole('button', { name: 'Correct it' }).click();
  await page.getByText(/3 for 1 +fractions paid at US\$35\.00/).waitFor();
  await page.getByRole('button', { name: /^Withdraw the split of/ }).click();
  await dialog.getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByText('None is known.').waitFor();
}

function describeRunning(): void {
  test('a held price is discarded and released, and a refused one is shown with its reason', async () => {
    const instrumentId = await world.instrument({ name: 'Jumper', currency: 'EUR', mic: null, ticker: 'JMP' });
    await world.quotes([{ instrumentId, price: '100', currency: 'EUR', observedAt: ago(60) }]);
    expect(await world.quotes([{ instrumentId, price: '200', currency: 'EUR', observedAt: ago(30) }])).toEqual(['HELD OUTLIER']);
    await world.quotes([{ instrumentId, price: '100', currency: 'USD', observedAt: ago(20) }]);
    const page = await visits.open(ADMIN, '/admin/prices');
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

  test('sources, proposals and jobs say how they are doing, and which symbols are left out', async () => {
    const skip = {
      source: 'finnhub' as SourceId,
      symbol: 'LOST',
      kind: 'UNKNOWN_SYMBOL',
      until: new Date(Date.now() + 3_600_000),
    } as const;
    await world.app.core.database.write((em) => writeSkip(em, skip));
    const page = await visits.open(ADMIN, '/admin/sources');
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    const left = page.getByRole('region', { name: 'Symbols left out' }).getByTestId('skipped-symbol');
    expect((await left.innerText()).replace(/\s+/g, ' ')).toMatch(/^LOST .*Finnhub .*not known there .*asked again \d/);
    await page.getByText('No source is set up').waitFor();
    expect(await look(page, 'admin-sources')).toEqual([]);
    await page.getByRole('link', { name: 'Proposals' }).click();
    await page.getByText('Nothing is being fetched').waitFor();
    expect(await look(page, 'admin-proposals')).toEqual([]);
    await page.getByRole('link', { name: 'Outgoing mail' }).click();
    await page.getByText('No message waits').waitFor();
    expect(await look(page, 'admin-mail')).toEqual([]);
    await page.getByRole('link', { name: 'Jobs' }).click();
    // Called by words, as everything else is.
    await page.getByTestId('job').filter({ hasText: 'History gaps' }).waitFor();
    expect(await look(page, 'admin-jobs')).toEqual([]);
  });
}

function describeProposals(): void {
  test('a split that sources propose is entered once somebody has read what it does, a dividend is noted', async () => {
    const instrumentId = (await world.instrument({ name: 'Looms', currency: 'EUR', mic: null })) as InstrumentId;
    const [source, at] = ['yahoo' as SourceId, new Date()];
    const split = { instrumentId, kind: 'SPLIT', exDate: day(-2) as Day, ratioNew: 10, ratioOld: 1, amount: null, currency: null } as const;
    const dividend = {
      ...split,
      kind: 'DIVIDEND',
      ratioNew: null,
      ratioOld: null,
      amount: new Decimal('0.3'),
      currency: 'EUR' as Currency,
    } as const;
    await world.app.core.database.write((em) => proposeActions(em, { source, actions: [split, dividend], at }));
    const page = await visits.open(ADMIN, '/admin/proposals');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Accept Looms: split, 10 for 1' }).click();
    await dialog.getByText('Everybody who held Looms before that day has 10 units for each one from then on').waitFor();
    expect(await look(page, 'admin-proposal')).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await splitsOf(instrumentId)).toEqual([]);
    await page.getByRole('button', { name: 'Accept Looms: split, 10 for 1' }).click();
    await dialog.getByRole('button', { name: 'Enter it' }).click();
    await page.getByText('The split was entered for everybody who held it.').waitFor();
    expect(await splitsOf(instrumentId)).toEqual([{ exDate: day(-2), ratioNew: 10, ratioOld: 1 }]);
    await page.getByRole('button', { name: 'Accept Looms: dividend of €0.30 per unit' }).click();
    await dialog.getByText('Nothing is booked').waitFor();
    await dialog.getByRole('button', { name: 'It is right' }).click();
    await page.getByTestId('proposal').filter({ hasText: 'Looms' }).first().waitFor({ state: 'detached' });
  });
}

async function splitsOf(instrumentId: string): Promise<unknown> {
  const asked = await world.admin.text(`{ instrument(id: "${instrumentId}") { splits { exDate ratioNew ratioOld } } }`);
  return (asked.expectNoErrors() as { instrument: { splits: unknown } }).instrument.splits;
}

function describeAudit(): void {
  test('the audit log is read entry by entry, leads to whom it names and back, and is what was written', async () => {
    const edith = '{ email: "edith@example.org", name: "Edith", role: USER }';
    (await world.admin.text(`mutation { createUser(input: ${edith}) { user { id } } }`)).expectNoErrors();
    const page = await visits.open(ADMIN, '/admin/audit');
    await page.getByText(/are what was written/).waitFor();
    // What was done has words, and whoever did it a name.
    const titles = await page.getByTestId('audit-entry').locator('.list-title').allTextContents();
    expect(titles.filter((title) => /^[a-z]/.test(title))).toEqual([]);
    const entry = page.getByTestId('audit-entry').filter({ hasText: 'User made: Edith' }).first();
    await entry.locator('summary').first().click();
    await entry.getByRole('row', { name: 'Role User' }).waitFor();
    expect(await entry.getByText('"role"').isVisible()).toBe(false);
    await entry.getByText('As it is written').click();
    await entry.getByText('"role"').waitFor();
    expect(await look(page, 'admin-audit')).toEqual([]);
    await entry.getByRole('link', { name: 'All entries of Edith' }).click();
    await page.getByRole('button', { name: /^Edith.*show everybody/ }).click();
    await page.getByLabel('Kind of action').selectOption({ label: 'Reading this log' });
    await page.getByTestId('audit-entry').filter({ hasNotText: 'Audit log read' }).first().waitFor({ state: 'detached' });
    await page.getByTestId('audit-entry').filter({ hasText: 'Audit log read' }).first().waitFor();
    await page.getByLabel('Kind of action').selectOption({ label: 'Users and sign-ins' });
    await entry.locator('summary').first().click();
    await entry.getByRole('link', { name: 'Edith', exact: true }).click();
    await page.getByTestId('user').nth(1).waitFor({ state: 'hidden' });
    await page.getByTestId('user').getByRole('button', { name: 'What to do with edith@example.org' }).click();
    await page.getByRole('link', { name: 'Audit log' }).last().click();
    await page.getByTestId('audit-entry').filter({ hasText: 'User made: Edith' }).waitFor();
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByText('Nothing of that kind was done then').waitFor();
  });
}

function describeMachines(): void {
  test('a machine that delivers prices is made with a token to hand over, which is revoked again', async () => {
    const page = await visits.open(ADMIN, '/admin/users');
    const dialog = page.getByRole('dialog').last();
    await page.getByRole('button', { name: 'New user' }).click();
    await dialog.getByLabel('Name').fill('Acme Funds');
    await dialog.getByLabel('E-mail').fill('prices@acme.example');
    await dialog.getByLabel('Role').selectOption('SOURCE');
    await dialog.getByRole('button', { name: 'Make the user' }).click();
    await dialog.getByText('Without one it cannot deliver anything.').waitFor();
    await dialog.getByRole('button', { name: 'New token' }).click();
    await dialog.getByLabel('What it is for').fill('Nightly NAVs');
    await dialog.getByLabel('Your password').fill(PASSWORD);
    expect(await look(page, 'admin-source-token')).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const token = await dialog.locator('.secret-text').innerText();
    const pushed = '{ instrumentId: "x", price: "1", currency: "EUR", observedAt: "2026-01-01T00:00:00Z" }';
    const machine = world.anonymous.as(token);
    expect((await machine.text(`mutation { ingestQuotes(quotes: [${pushed}]) { results { reason } } }`)).expectNoErrors()).toEqual({
      ingestQuotes: { results: [{ reason: 'UNKNOWN_SYMBOL' }] },
    });
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    expect(await look(page, 'admin-source-tokens')).toEqual([]);
    await dialog.getByRole('button', { name: 'Revoke Nightly NAVs' }).click();
    await dialog.getByRole('button', { name: 'Revoke the token' }).click();
    await dialog.getByText('Without one it cannot deliver anything.').waitFor();
    await page.keyboard.press('Escape');
    const row = page.getByTestId('user').filter({ hasText: 'prices as push-acme-funds' });
    await row.getByRole('button', { name: 'What to do with prices@acme.example' }).click();
    await row.getByRole('button', { name: 'API tokens' }).click();
    await page.getByRole('dialog', { name: 'API tokens of Acme Funds' }).waitFor();
  });
}

/** A form: where it is, what opens it there, and what is typed into it by label; what is secret is not kept beyond the page. */
interface TypedForm {
  readonly path: string;
  readonly press?: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly secret?: Readonly<Record<string, string>>;
  readonly verb: string;
}

function formsOf(instrument: string, entry: string): readonly TypedForm[] {
  const [tools, portfolios] = [`/admin/instruments/${instrument}`, '/settings/portfolios'];
  const proof = { 'Your password': 'not the password' };
  const reason = { Reason: 'As the exchange says' };
  return [
    { path: '/transactions/new?kind=DEPOSIT', typed: { Amount: '77.5', Note: 'from the aunt' }, verb: 'Record' },
    { path: `/transactions/${entry}/amend`, typed: { Amount: '120' }, verb: 'Save the amendment' },
    { path: '/alerts/rules/new', typed: { Threshold: '5', Name: 'A deep fall', Note: 'look at it' }, verb: 'Arm the rule' },
    { path: '/settings', typed: { Name: 'Augusta' }, verb: 'Save' },
    { path: '/settings/security', typed: { 'New address': 'new@example.org' }, secret: proof, verb: 'Send the link' },
    {
      path: '/settings/security',
      typed: {},
      secret: { 'Current password': 'not the password', 'New password': 'another horse battery' },
      verb: 'Change the password',
    },
    { path: portfolios, press: 'Open a portfolio', typed: { Name: 'Pension' }, verb: 'Open it' },
    { path: portfolios, press: 'Change Family', typed: { Name: 'Kin' }, verb: 'Save' },
    { path: portfolios, press: 'Open an account', typed: { Name: 'Spare' }, verb: 'Open it' },
    { path: portfolios, press: 'Targets', typed: { Cash: '90' }, verb: 'Save' },
    { path: portfolios, press: 'Change Brokerage', typed: { Name: 'Broker' }, verb: 'Save' },
    { path: portfolios, press: 'Move Brokerage', typed: { 'From this day on': day(-1) }, verb: 'Move it' },
    { path: '/settings/tokens', press: 'New token', typed: { 'What it is for': 'Spreadsheet' }, secret: proof, verb: 'Make the token' },
    { path: '/settings/notifications', press: 'Add a webhook', typed: { Address: 'https://example.org/alerts' }, verb: 'Add it' },
    { path: '/admin/users', press: 'New user', typed: { Name: 'Grace', 'E-mail': 'grace.h@example.org' }, verb: 'Make the user' },
    { path: '/admin/instruments/new', typed: { Name: 'Engines', Ticker: 'ENG' }, verb: 'Add it' },
    { path: tools, press: 'Rename it', typed: { Name: 'Analytical Engines plc' }, verb: 'Rename it' },
    { path: tools, press: 'Enter its numbers', typed: { SEDOL: '0263494' }, verb: 'Enter them' },
    { path: tools, press: 'Delist it', typed: { 'First day without trading': day(1) }, verb: 'Save' },
    { path: tools, press: 'Correct the price', typed: { 'Right price': '105', ...reason }, verb: 'Correct it' },
    { path: tools, press: 'Withdraw the price', typed: reason, verb: 'Withdraw it' },
    { path: tools, press: 'Pin a source', typed: reason, verb: 'Save' },
    {
      path: tools,
      press: 'Enter a split',
      typed: { 'First day of the new units': day(-2), 'for each of these old ones': '3' },
      verb: 'Enter it',
    },
    { path: tools, press: 'Correct the split of', typed: { 'New units': '3' }, verb: 'Correct it' },
    { path: tools, press: 'Fetch past prices', typed: { From: day(-9) }, verb: 'Fetch them' },
  ];
}

function describeDrafts(): void {
  test('what is typed into any form outlives an error, a reload and an ended sign-in', async () => {
    const instrument = await world.instrument({ name: 'Typed', currency: 'EUR', mic: null });
    await world.quotes([{ instrumentId: instrument, price: '100', currency: 'EUR', observedAt: ago(60) }]);
    const split = `instrumentId: "${instrument}", exDate: "${day(-5)}", ratioNew: 2, ratioOld: 1`;
    (await world.admin.text(`mutation { recordSplit(${split}) { id } }`)).expectNoErrors();
    const { id: accountId } = (await world.admin.run(OPEN_ACCOUNT, { input: { name: 'Brokerage', currency: 'EUR' } })).expectNoErrors()
      .openAccount;
    const deposit = { accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '100', currency: 'EUR' } as const;
    const [entry] = (await world.admin.run(RECORD_ALL, { inputs: [deposit] })).expectNoErrors().recordTransactions;
    (await world.admin.text('mutation { openPortfolio(input: { name: "Family", baseCurrency: "USD" }) { id } }')).expectNoErrors();
    const forms = formsOf(instrument, entry?.id as string);
    const visitor = await visits.come({ as: ADMIN });
    const page = await visitor.open();
    // Nothing is sent for as long as this is on.
    await page.route('**/graphql', (route) =>
      (route.request().postDataJSON() as { query: string }).query.trim().startsWith('mutation')
        ? route.abort('internetdisconnected')
        : route.continue(),
    );
    for (const form of forms) {
      const all = { ...form.typed, ...form.secret };
      const within = await opened(page, form);
      for (const [label, text] of Object.entries(all)) await within.getByLabel(label).first().fill(text);
      await within.getByRole('button', { name: form.verb, exact: true }).last().click();
      await within.locator('[role=alert], [aria-invalid=true]').first().waitFor();
      expect([form, await typedIn(within, Object.keys(all))]).toEqual([form, all]);
      if (form.press) await page.keyboard.press('Escape');
    }
    await page.unroute('**/graphql');
    (await world.anonymous.as(await accessToken(page)).run(SIGN_OUT)).expectNoErrors();
    await page.reload();
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    // What was typed was kept by that page, and the page was loaded anew: from here on it is read from where it was kept.
    await go(page, '/');
    for (const form of forms) {
      const within = await opened(page, form);
      expect([form, await typedIn(within, Object.keys(form.typed))]).toEqual([form, form.typed]);
      // Nothing that is secret was written down for it.
      for (const label of Object.keys(form.secret ?? {})) expect(await within.getByLabel(label).first().inputValue()).toBe('');
      if (form.press) await page.keyboard.press('Escape');
    }
    // The browser itself writes to the console which requests found no network or were refused.
    expect(visitor.complaints.splice(0).filter((complaint) => !/ERR_INTERNET_DISCONNECTED|status of 401/.test(complaint))).toEqual([]);
  }, 240_000);
}

/** Opens the form on its page; where it is then. */
async function opened(page: Page, { path, press, typed, secret }: TypedForm): Promise<Locator> {
  if (page.url() !== world.url + path) await go(page, path);
  if (press) await page.getByRole('button', { name: press }).first().click();
  const [label = ''] = Object.keys({ ...typed, ...secret });
  await (press ? page.getByRole('dialog').last() : page).getByLabel(label).first().waitFor();
  const dialogs = page.getByRole('dialog');
  return (await dialogs.count()) > 0 ? dialogs.last() : page.locator('main');
}

async function typedIn(form: Locator, labels: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const label of labels) found[label] = await form.getByLabel(label).first().inputValue();
  return found;
}

function describeRates(): void {
  test('an exchange rate is corrected, pinned to a source, and let in', async () => {
    await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.17', valueDate: day(-1) }]);
    const page = await visits.open(ADMIN, '/admin/rates');
    await page.getByTestId('fx-rate').filter({ hasText: 'EUR to USD' }).getByText('1.17').waitFor();
    expect(await look(page, 'admin-rates')).toEqual([]);
    await page.getByRole('button', { name: 'EUR to USD' }).click();
    await page.getByRole('button', { name: 'Correct the rate' }).click();
    await typeInto(page, { 'Right rate, USD for 1 EUR': '1.16', Reason: 'Typing error' }, 'Correct it');
    await page.getByText('The rate was corrected').waitFor();
    await page.getByRole('dialog', { name: 'EUR to USD' }).getByText('1 EUR = 1.16 USD').waitFor();
    const pin = 'mutation { pinFxSource(base: "EUR", quote: "USD", source: "push", reason: "Official") { pinnedSource } }';
    (await world.admin.text(pin)).expectNoErrors();
    await page.reload();
    await page.getByTestId('fx-rate').filter({ hasText: 'EUR to USD' }).getByText('pinned to Pushed').waitFor();
    await page.getByRole('button', { name: 'EUR to USD' }).click();
    await page.getByRole('button', { name: 'Change the pin' }).click();
    await page.getByRole('dialog').last().getByLabel('Only this source counts').selectOption('');
    await typeInto(page, { Reason: 'No longer' }, 'Save');
    await page.getByText('Every source counts again.').waitFor();
    await page.getByRole('button', { name: 'Pin a source' }).waitFor();
    expect(await look(page, 'admin-rate')).toEqual([]);
    await page.keyboard.press('Escape');
    await world.rates([{ base: 'EUR', quote: 'USD', rate: '1.9', observedAt: ago(5) }]);
    await page.reload();
    await page.getByTestId('held-rate').filter({ hasText: 'EUR to USD at 1.9' }).waitFor();
    await page.getByRole('button', { name: 'Release the rate of EUR to USD' }).click();
    await page.getByTestId('fx-rate').filter({ hasText: 'EUR to USD' }).getByText('1.9').waitFor();
  });
}

async function typeInto(page: Page, typed: Readonly<Record<string, string>>, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  for (const [label, text] of Object.entries(typed)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: verb }).click();
}
