// The ledger as a person works with it: added to, amended, voided, narrowed down, filled from a file and taken away as one.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessToken, errorAt, Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { day, LEDGER, type LocalWorld, openWorld, PASSWORD, type Person, SIGN_OUT } from '../testkit/world.js';

let world: LocalWorld;
let acme: string;
let visits: Visits;

describeWithChromium('the ledger in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
    acme = await world.instrument({ name: 'Acme Corporation', currency: 'EUR', mic: 'XETR', ticker: 'ACM', isin: 'US0378331005' });
    await world.instrument({ name: 'Zenith', currency: 'USD', ticker: 'ZEN' });
  });
  afterAll(async () => {
    await world?.close();
  });

  describeAdding();
  describeChoosing();
  describeLettingGo();
  describeEffect();
  describeEndedSignIn();
  describeChanging();
  describeFinding();
  describeFiles();
});

const ledgerOf = async (person: Person) => (await person.api.run(LEDGER, { first: 200 })).expectNoErrors().transactions.nodes;
const drawer = (page: Page) => page.getByRole('dialog');

async function chooseInstrument(page: Page, typed: string, name: string): Promise<void> {
  await drawer(page).getByRole('combobox', { name: 'Instrument' }).fill(typed);
  await drawer(page).getByRole('option', { name }).click();
}

function describeAdding(): void {
  test('an entry is added with the fields of its kind, and a wrong one is named with its cure', async () => {
    const ada = await world.signUp();
    await ada.openAccount({ name: 'Brokerage' });
    const page = await visits.open(ada, '/transactions');
    await page.getByText('The ledger is empty').waitFor();
    expect(await look(page, 'transactions-empty')).toEqual([]);
    await page.getByRole('link', { name: 'Add the first entry' }).click();
    const form = drawer(page);
    await form.getByRole('button', { name: 'Record' }).click();
    expect(await errorAt(drawer(page), 'Instrument')).toBe('Type a name, ticker or ISIN, and choose from the list.');
    expect(await errorAt(drawer(page), 'Units')).toBe('Enter how many units, such as 10 or 0.5.');
    expect(await form.getByRole('combobox', { name: 'Instrument' }).evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await look(page, 'entry-form-errors')).toEqual([]);
    // By keyboard alone: typed, found, chosen.
    await form.getByRole('combobox', { name: 'Instrument' }).fill('acm');
    await form.getByRole('option', { name: 'Acme Corporation' }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByLabel('Units').fill('ten');
    await form.getByLabel('Price per unit').fill('1,234.50');
    expect(await errorAt(drawer(page), 'Units')).toBe('Write a number, such as 1234.50.');
    await form.getByLabel('Units').fill('10');
    await form.getByLabel('Fee').fill('1');
    await form.getByText('−€12,346.00', { exact: true }).waitFor();
    await form.getByTestId('preview').getByText('€0.00 → −€12,346.00').waitFor();
    expect(await look(page, 'entry-form')).toEqual([]);
    // A reload loses nothing.
    await page.reload();
    expect(await form.getByLabel('Units').inputValue()).toBe('10');
    expect(await form.getByRole('combobox', { name: 'Instrument' }).inputValue()).toBe('Acme Corporation');
    await form.getByRole('button', { name: 'Record' }).dblclick();
    await page.getByText('Buy Acme Corporation was recorded.').waitFor();
    await page.getByTestId('entry').waitFor();
    expect(await ledgerOf(ada)).toMatchObject([{ kind: 'BUY', quantity: '10', price: '1234.5', fee: '1', instrumentId: acme }]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByTestId('entry').getByText('Voided').waitFor();
  });

  test('what the ledger refuses stands at its field, and other kinds show other fields', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/transactions/new');
    await drawer(page).getByText('Open an account in the settings first.').waitFor();
    await ada.openAccount({ name: 'Brokerage' });
    await page.reload();
    const form = drawer(page);
    await form.getByLabel('Kind').selectOption('SELL');
    await chooseInstrument(page, 'acme', 'Acme Corporation');
    await form.getByLabel('Units').fill('5');
    await form.getByLabel('Price per unit').fill('10');
    await form.getByRole('button', { name: 'Record' }).click();
    await form.locator('[name=quantity][aria-invalid=true]').waitFor();
    expect(await errorAt(drawer(page), 'Units')).toMatch(/sell|holds|units/i);
    await form.getByLabel('Kind').selectOption('DEPOSIT');
    expect(await form.getByLabel('Units').count()).toBe(0);
    await form.getByLabel('Amount').fill('250');
    await form.getByRole('checkbox', { name: 'Stay here to add another' }).check();
    await form.getByRole('button', { name: 'Record' }).click();
    await page.getByText('Deposit was recorded.').waitFor();
    expect(await form.getByLabel('Amount').inputValue()).toBe('');
    expect((await ledgerOf(ada)).map(({ kind, amount }) => [kind, amount])).toEqual([['DEPOSIT', '250']]);
  });
}

function describeChoosing(): void {
  test('Enter chooses from what is found for the words typed, not from the list that stood there before', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    const page = await visits.open(ada, '/transactions/new');
    const field = drawer(page).getByRole('combobox', { name: 'Instrument' });
    await field.click();
    await drawer(page).getByRole('option', { name: 'Acme Corporation' }).waitFor();
    const { promise: pressed, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"zen"')) await pressed;
      await route.continue();
    });
    await field.fill('zen');
    await page.keyboard.press('Enter');
    answer();
    await drawer(page).locator('[role=combobox][aria-expanded=false]').waitFor();
    expect(await field.inputValue()).toBe('Zenith');
  });

  test('an instrument typed and not chosen stays where it is, and takes back the one chosen before', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    const page = await visits.open(ada, '/transactions/new');
    const field = drawer(page).getByRole('combobox', { name: 'Instrument' });
    const record = drawer(page).getByRole('button', { name: 'Record' });
    await chooseInstrument(page, 'acme', 'Acme Corporation');
    await field.fill('zen');
    await drawer(page).getByLabel('Units').fill('1');
    await record.click();
    expect(await errorAt(drawer(page), 'Instrument')).toBe('Type a name, ticker or ISIN, and choose from the list.');
    expect(await field.inputValue()).toBe('zen');
    await page.reload();
    expect(await field.inputValue()).toBe('zen');
    await record.click();
    await field.click();
    await drawer(page).getByRole('option', { name: 'Zenith' }).click();
    await drawer(page).locator('[name=instrument]:not([aria-invalid])').waitFor();
    expect(await field.inputValue()).toBe('Zenith');
  });
}

function describeLettingGo(): void {
  test('a drawer is left by a press beside it, and not by one that began inside', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    const page = await visits.open(ada, '/transactions/new');
    const note = drawer(page).getByLabel('Note');
    await note.fill('words to take away');
    const box = await note.boundingBox();
    const y = (box?.y ?? 0) + 10;
    await page.mouse.move((box?.x ?? 0) + 90, y);
    await page.mouse.down();
    await page.mouse.move(100, y);
    await page.mouse.up();
    expect(await drawer(page).count()).toBe(1);
    await page.mouse.click(100, y);
    await drawer(page).waitFor({ state: 'detached' });
  });
}

function describeEffect(): void {
  test('an entry tells what it moves: of what it concerns alone, by account, and once', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount({ name: 'Brokerage' });
    await ada.openAccount({ name: 'Savings' });
    const buy = { accountId, kind: 'BUY', tradeDate: day(-3), instrumentId: acme, quantity: '4', price: '25', currency: 'EUR' } as const;
    const [bought] = await ada.record(buy);
    const page = await visits.open(ada, '/transactions/new');
    const form = drawer(page);
    await chooseInstrument(page, 'acme', 'Acme Corporation');
    await form.getByText('4 held now').waitFor();
    await form.getByLabel('Kind').selectOption('SPLIT');
    // On the phone the second label takes two lines.
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 860 });
      const boxes = await Promise.all([/New units/, /old ones/].map((name) => form.getByLabel(name).boundingBox()));
      expect(boxes[1]).toMatchObject({ y: boxes[0]?.y, height: boxes[0]?.height });
      expect(boxes[1]?.x).toBeGreaterThan(boxes[0]?.x ?? 0);
    }
    expect(await look(page, 'entry-form-split')).toEqual([]);
    await form.getByLabel('Kind').selectOption('TRANSFER');
    await form.getByRole('button', { name: 'Cash', exact: true }).click();
    await form.getByLabel('To account').selectOption({ label: 'Savings (EUR)' });
    await form.getByLabel('Amount').fill('50');
    await form.getByText('Cash in EUR, Savings').waitFor();
    expect(await form.locator('.effect dt').allInnerTexts()).toEqual([
      'Cash of Brokerage',
      'Cash in EUR, Brokerage',
      'Cash in EUR, Savings',
    ]);
    await page.goto(`${world.url}/transactions/${bought?.id}/amend`);
    await page.getByText('Live', { exact: true }).waitFor();
    await form.getByText('+4', { exact: true }).waitFor();
  });
}

function describeEndedSignIn(): void {
  test('a sign-in that ends while an entry is typed loses nothing of it', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    const page = await visits.open(ada, '/transactions/new');
    await drawer(page).getByLabel('Kind').selectOption('DEPOSIT');
    await drawer(page).getByLabel('Amount').fill('77.5');
    await drawer(page).getByLabel('Note').fill('from the aunt');
    // Nothing more is asked for then, which would be refused.
    await drawer(page).getByTestId('preview').getByText('€0.00 → €77.50').waitFor();
    (await world.anonymous.as(await accessToken(page)).run(SIGN_OUT)).expectNoErrors();
    await page.getByText('Your session has ended. Sign in again to carry on.').waitFor();
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await drawer(page).waitFor();
    expect(await drawer(page).getByLabel('Amount').inputValue()).toBe('77.5');
    await drawer(page).getByRole('button', { name: 'Record' }).click();
    await page.getByText('Deposit was recorded.').waitFor();
    expect(await ledgerOf(ada)).toMatchObject([{ amount: '77.5', note: 'from the aunt' }]);
  });
}

function describeChanging(): void {
  test('an entry is amended, tells what it said before, and is voided when asked twice', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '100', currency: 'EUR', note: 'salary' });
    const page = await visits.open(ada, '/transactions');
    await page.getByRole('link', { name: 'Deposit' }).click();
    await drawer(page).getByRole('link', { name: 'Amend' }).click();
    await drawer(page).getByLabel('Amount').fill('120');
    await drawer(page).getByRole('button', { name: 'Save the amendment' }).click();
    await drawer(page).getByText('€120.00', { exact: true }).first().waitFor();
    const history = drawer(page).getByRole('region', { name: 'History' });
    expect((await history.innerText()).replace(/\s+/g, ' ')).toMatch(/Amended .* Amount: €100\.00 → became €120\.00 Recorded/);
    expect(await look(page, 'entry')).toEqual([]);
    await drawer(page).getByRole('button', { name: 'Void' }).click();
    const question = page.getByRole('dialog', { name: 'Void this entry?' });
    expect(await look(page, 'entry-void')).toEqual([]);
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect((await ledgerOf(ada))[0]?.voidedAt).toBeNull();
    await drawer(page).getByRole('button', { name: 'Void' }).click();
    await question.getByRole('button', { name: 'Void the entry' }).click();
    await drawer(page).getByText('It counts for nothing').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('entry').getByText('Voided').waitFor();
  });

  test('an entry of 12.345 units stays so when its note is amended where a point parts thousands', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    const bought = { instrumentId: acme, quantity: '12.345', price: '1.125', fee: '1.001', currency: 'EUR' } as const;
    const [entry] = await ada.record({ accountId, kind: 'BUY', tradeDate: day(-3), ...bought });
    const visitor = await visits.come({ as: ada, locale: 'de-DE' });
    const page = await visitor.open(`/transactions/${entry?.id}/amend`);
    expect(await drawer(page).getByLabel('Units').inputValue()).toBe('12,345');
    await drawer(page).getByLabel('Note').fill('from the aunt');
    await drawer(page).getByRole('button', { name: 'Save the amendment' }).click();
    await drawer(page).getByText('from the aunt').first().waitFor();
    expect((await ledgerOf(ada))[0]).toMatchObject(bought);
  });

  test('an amendment based on an outdated version is refused with what to do', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    const [entry] = await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '100', currency: 'EUR' });
    const page = await visits.open(ada, `/transactions/${entry?.id}/amend`);
    await drawer(page).getByLabel('Amount').fill('130');
    // The page hears of other changes; held back here, it does not.
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('AmendTransaction')) {
        await ada.api.text('mutation($id: ID!) { voidTransaction(id: $id, version: 1) { id } }', { id: entry?.id });
      }
      await route.continue();
    });
    await drawer(page).getByRole('button', { name: 'Save the amendment' }).click();
    await drawer(page)
      .getByText(/voided and can(not| no longer) be changed/)
      .waitFor();
  });
}

function describeFinding(): void {
  test('the ledger is narrowed by account, kind, period, instrument and words, and comes page by page', async () => {
    const ada = await world.signUp();
    const name = 'Account of the savings bank of the river and the hills, for the children';
    const [main, spare] = [await ada.openAccount({ name }), await ada.openAccount({ name: 'Spare' })];
    const deposit = (accountId: string, offset: number, amount: string) =>
      ({ accountId, kind: 'DEPOSIT', tradeDate: day(offset), amount, currency: 'EUR' }) as const;
    await ada.record(
      ...Array.from({ length: 54 }, (_, index) => deposit(main, -100 - index, String(index + 1))),
      { ...deposit(spare, -20, '7'), note: 'found in a coat' },
      { accountId: main, kind: 'BUY', tradeDate: day(-10), instrumentId: acme, quantity: '2', price: '3', currency: 'EUR' },
    );
    const page = await visits.open(ada, '/transactions');
    const rows = page.getByTestId('entry');
    await page.getByText('Page 1').waitFor();
    expect(await rows.count()).toBe(50);
    expect(await look(page, 'transactions')).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Account', { exact: true }).waitFor();
    expect(await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText('Page 2').waitFor();
    await rows.nth(5).waitFor();
    expect(await rows.count()).toBe(6);
    await page.getByRole('searchbox').fill('coat');
    await rows.filter({ hasText: 'found in a coat' }).waitFor();
    expect(await rows.count()).toBe(1);
    // The filter stands in the address.
    await page.reload();
    await rows.filter({ hasText: 'found in a coat' }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Kind').selectOption('BUY');
    await rows.filter({ hasText: 'Acme' }).waitFor();
    await page.getByLabel('Account', { exact: true }).selectOption('Spare');
    await page.getByText('No entry is like that').waitFor();
    await page.getByRole('button', { name: 'Show all entries' }).click();
    await page.getByLabel('From').fill(day(-25));
    await rows.filter({ hasText: 'found in a coat' }).waitFor();
    await page.getByText('Page 1').waitFor({ state: 'hidden' });
    expect(await rows.count()).toBe(2);
    await page.getByRole('combobox', { name: 'Instrument' }).fill('acme');
    await page.getByRole('option', { name: 'Acme' }).click();
    await rows.filter({ hasText: 'found in a coat' }).waitFor({ state: 'hidden' });
    expect(await rows.count()).toBe(1);
  });
}

function describeFiles(): void {
  const BANK = [
    'Datum;Typ;ISIN;Stück;Kurs;Betrag;Währung',
    `${german(-30)};Einzahlung;;;;5000,00;EUR`,
    `${german(-20)};Kauf;US0378331005;10;231,42;;EUR`,
    `${german(-10)};Bonus;US0378331005;2;zwei;;EUR`,
  ];

  test('a bank’s file is mapped, looked at line by line, mended, and recorded as a whole', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    const page = await visits.open(ada, '/transactions/import');
    const choose = (rows: readonly string[], name = 'bank.csv') =>
      page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await choose([''], 'empty.csv');
    await page.getByText('empty.csv is empty. Choose a file whose first line names its columns.').waitFor();
    await choose(BANK);
    await page.getByText('Say what “Bonus” means.').waitFor();
    expect(await page.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true);
    await page.getByLabel('“Bonus”').selectOption('DELIVERY_IN');
    expect(await look(page, 'import-mapping')).toEqual([]);
    await page.getByRole('button', { name: 'Preview' }).click();
    const problem = page.getByRole('region', { name: 'Problems by line' }).getByRole('row').filter({ hasText: 'zwei' });
    await problem.waitFor();
    expect(await problem.getByRole('cell').allInnerTexts()).toEqual(['4', 'Price', expect.stringContaining('US0378331005 | 2 | zwei')]);
    await page.getByRole('heading', { name: '3.' }).scrollIntoViewIfNeeded();
    expect(await look(page, 'import-problems')).toEqual([]);
    expect(await ledgerOf(ada)).toEqual([]);
    // File and mapping are still there after a reload.
    await page.reload();
    await page.getByText('bank.csv').waitFor();
    await choose([...BANK.slice(0, 3), BANK[3]?.replace('zwei', '2,5') as string]);
    await page.getByLabel('“Bonus”').selectOption('DELIVERY_IN');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('All is well: 3 entries would be recorded.').waitFor();
    const rows = page.getByRole('region', { name: 'Entries by line' }).getByRole('row');
    expect((await rows.nth(2).getByRole('cell').allInnerTexts()).join(' ')).toMatch(/^3 .* 10 €231\.42 −€2,314\.20$/);
    expect(await rows.nth(3).innerText()).toMatch(/Delivery in .*2.*2\.50/s);
    await rows.first().scrollIntoViewIfNeeded();
    expect(await look(page, 'import-entries')).toEqual([]);
    await page.getByRole('button', { name: 'Record 3 entries' }).click();
    await page.getByText('3 entries were recorded.').waitFor();
    await page.getByTestId('entry').nth(2).waitFor();
    expect((await ledgerOf(ada)).map(({ kind, quantity, price, amount }) => [kind, quantity, price, amount])).toEqual([
      ['DELIVERY_IN', '2', '2.5', null],
      ['BUY', '10', '231.42', null],
      ['DEPOSIT', null, null, '5000'],
    ]);
  });

  test('the ledger is taken away as CSV and as JSON', async () => {
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    await ada.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '100', currency: 'EUR', note: 'salary' });
    const page = await visits.open(ada, '/transactions');
    const take = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return readFileSync(await download.path(), 'utf8');
    };
    await page.getByRole('button', { name: 'Export' }).click();
    expect(await look(page, 'export-menu')).toEqual([]);
    await page.keyboard.press('Escape');
    const csv = await take('CSV, all accounts');
    // Excel asks for the mark in front.
    expect(csv.split(/\r?\n/)[0]).toMatch(/^\uFEFFreference,.*kind,tradeDate/);
    expect(csv).toContain(`DEPOSIT,${day(-3)}`);
    expect(JSON.parse(await take('JSON, everything'))).toMatchObject([{ transactions: [{ id: expect.any(String) }] }]);
  });
}

/** A day so many days from today, as a German bank writes it. */
function german(offset: number): string {
  return day(offset).split('-').reverse().join('.');
}
