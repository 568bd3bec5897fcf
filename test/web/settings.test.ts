// What one sets for oneself: who one is, portfolios and accounts, how one signs in, and where things are sent.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeOf, fromBase32, stepAt } from '../../src/services/totp.js';
import { errorAt, Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { day, type LocalWorld, openWorld, PASSWORD, SIGN_IN } from '../testkit/world.js';

let world: LocalWorld;
let visits: Visits;

describeWithChromium('the settings in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
  });
  afterAll(async () => {
    await world?.close();
  });

  describeSelf();
  describeAccounts();
  describeTargets();
  describeMove();
  describeSigningIn();
  describePrograms();
});

function describeSelf(): void {
  test('a profile is changed, and what was typed outlives a reload', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings');
    await page.getByLabel('Name').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await errorAt(page, 'Name')).toBe('Enter your name, as you would like to be addressed.');
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByLabel('Base currency').selectOption('GBP');
    await page.reload();
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
    expect(await look(page, 'settings-profile')).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your profile was saved.').waitFor();
    await page.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
    expect((await ada.api.text('{ me { name baseCurrency } }')).data).toEqual({ me: { name: 'Ada Lovelace', baseCurrency: 'GBP' } });
  });

  test('everything of one’s own is taken away as a file, and then one is erased', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings/data');
    await page.getByRole('heading', { name: 'Take your data with you' }).waitFor();
    expect(await look(page, 'settings-data')).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download everything' }).click(),
    ]);
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject([{ user: { email: ada.email } }]);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Erase me' }).click();
    await dialog.getByLabel('Your password').fill('not the password');
    await dialog.getByRole('button', { name: 'Erase me for good' }).click();
    await dialog.getByText('This is not your password. Try again.').waitFor();
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Erase me for good' }).click();
    await page.getByText('You were erased.').waitFor();
    const again = await world.anonymous.run(SIGN_IN, { email: ada.email, password: PASSWORD });
    expect(again.expectError().extensions.code).toBe('UNAUTHENTICATED');
  });
}

function describeAccounts(): void {
  test('portfolios and accounts are opened, changed, closed and opened again', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings/portfolios');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Open an account' }).click();
    await dialog.getByRole('button', { name: 'Open it' }).click();
    expect(await errorAt(dialog, 'Name')).toBe('Give the account a name, such as the bank it is with.');
    await dialog.getByLabel('Name').fill('Brokerage');
    await dialog.getByLabel('Cost method').selectOption('AVERAGE');
    expect(await look(page, 'settings-account')).toEqual([]);
    await dialog.getByRole('button', { name: 'Open it' }).click();
    const account = page.getByTestId('own-account');
    await account.getByText('Average cost').waitFor();
    await page.getByRole('button', { name: 'Change Brokerage' }).click();
    await dialog.getByLabel('Cost method').selectOption('LIFO');
    await dialog.getByText('Past sales are counted anew.').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await account.getByText('Last in, first out').waitFor();

    const { accounts } = (await ada.api.text('{ accounts { nodes { id } } }')).data as { accounts: { nodes: { id: string }[] } };
    const [{ id: accountId } = { id: '' }] = accounts.nodes;
    const entry = { accountId, tradeDate: day(-1), amount: '5', currency: 'EUR' };
    await ada.record({ ...entry, kind: 'DEPOSIT' });
    await page.getByRole('button', { name: 'Close Brokerage' }).click();
    await dialog.getByRole('button', { name: 'Close the account' }).click();
    await dialog.getByText('Something is left in this account (cash): move it out before it is closed.').waitFor();
    await ada.record({ ...entry, kind: 'WITHDRAWAL' });
    await dialog.getByRole('button', { name: 'Close the account' }).click();
    await account.getByText('Closed', { exact: true }).waitFor();
    expect(await look(page, 'settings-portfolios')).toEqual([]);
    await page.getByRole('button', { name: 'Reopen Brokerage' }).click();
    await dialog.getByRole('button', { name: 'Open it again' }).click();
    await account.getByText('Closed', { exact: true }).waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Open a portfolio' }).click();
    await dialog.getByLabel('Name').fill('Family');
    await dialog.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'Family' }).waitFor();
    await page.getByRole('button', { name: 'Change Family' }).click();
    await dialog.getByLabel('Base currency').selectOption('USD');
    await dialog.getByText('Every figure will be in USD, those of past days too.').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Family' }).getByText('USD').waitFor();
  });
}

function describeTargets(): void {
  test('target weights come to a hundred per cent or are refused', async () => {
    const ada = await world.signUp();
    const [main, spare] = [await ada.openAccount({ name: 'Main' }), await ada.openAccount({ name: 'Spare' })];
    const deposit = { kind: 'DEPOSIT', tradeDate: day(-1), amount: '50', currency: 'EUR' } as const;
    await ada.record({ ...deposit, accountId: main }, { ...deposit, accountId: spare });
    const page = await visits.open(ada, '/settings/portfolios');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Targets' }).click();
    await dialog.getByRole('button', { name: 'Account' }).click();
    await dialog.getByLabel('Main, %').fill('60');
    await dialog.getByLabel('Spare, %').fill('30');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('The weights come to 90.00%.').waitFor();
    expect(await look(page, 'settings-targets')).toEqual([]);
    // At 400 % of a desk's width nothing of it is cut off.
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await dialog.locator('.dialog-body').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 860 });
    // What a part is now says why, over the form.
    await dialog
      .getByRole('button', { name: /^50\.0%/ })
      .first()
      .click();
    await page.getByRole('dialog', { name: 'Why this part?' }).getByText('Cash in EUR').waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Spare, %').fill('40');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The target weights were set.').waitFor();
    const answer = await ada.api.text('{ portfolio { targets(by: ACCOUNT) { weight } } }');
    expect(answer.data).toEqual({ portfolio: { targets: [{ weight: '0.6' }, { weight: '0.4' }] } });
  });

  test('a weight of 12.345 % stays so when it is saved where a point parts thousands', async () => {
    const ada = await world.signUp();
    const keys = [await ada.openAccount({ name: 'Main' }), await ada.openAccount({ name: 'Spare' })];
    const { data } = await ada.api.text('{ portfolio { id } }');
    const portfolioId = (data as { portfolio: { id: string } }).portfolio.id;
    const targets = [
      { key: keys[0], weight: '0.12345' },
      { key: keys[1], weight: '0.87655' },
    ];
    const set =
      'mutation($portfolioId: ID!, $targets: [TargetInput!]!) { setTargets(portfolioId: $portfolioId, by: ACCOUNT, targets: $targets) { key } }';
    await ada.api.text(set, { portfolioId, targets });
    const page = await (await visits.come({ as: ada, locale: 'de-DE' })).open('/settings/portfolios');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Targets' }).click();
    await dialog.getByRole('button', { name: 'Account' }).click();
    expect(await dialog.getByLabel('Main, %').inputValue()).toBe('12,345');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The target weights were set.').waitFor();
    const answer = await ada.api.text('{ portfolio { targets(by: ACCOUNT) { key weight } } }');
    expect(answer.data).toEqual({ portfolio: { targets: expect.arrayContaining(targets) } });
  });
}

function describeMove(): void {
  test('an account is moved into another portfolio, from a day that is not to come', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    (await ada.api.text('mutation { openPortfolio(input: { name: "Family", baseCurrency: "USD" }) { id } }')).expectNoErrors();
    const page = await visits.open(ada, '/settings/portfolios');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Move Brokerage' }).click();
    await dialog.getByLabel('From this day on').fill(day(5));
    await dialog.getByRole('button', { name: 'Move it' }).click();
    expect(await errorAt(dialog, 'From this day on')).toBe('This day is still to come. Choose today or a day before.');
    expect(await look(page, 'settings-move')).toEqual([]);
    await dialog.getByLabel('From this day on').fill(day(0));
    await dialog.getByRole('button', { name: 'Move it' }).click();
    await page.getByText('Brokerage was moved to Family.').waitFor();
    await page.getByRole('region', { name: 'Family' }).getByTestId('own-account').waitFor();
    const moved = await ada.api.text('{ portfolios { nodes { name accounts { nodes { name } } } } }');
    expect(moved.data).toMatchObject({
      portfolios: { nodes: expect.arrayContaining([{ name: 'Family', accounts: { nodes: [{ name: 'Brokerage' }] } }]) },
    });
  });
}

function describeSigningIn(): void {
  test('a password is changed, and the other sessions end', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings/security');
    await page.getByTestId('session').nth(1).waitFor();
    await page.getByLabel('Current password').fill('not the password');
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Change the password' }).click();
    expect(await errorAt(page, 'New password')).toBe('Make it longer: 3 more at least.');
    await page.getByLabel('New password').fill('another horse battery');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('This is not your password. Try again.').waitFor();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The password was changed').waitFor();
    await page.getByTestId('session').nth(1).waitFor({ state: 'hidden' });
    (await world.anonymous.run(SIGN_IN, { email: ada.email, password: 'another horse battery' })).expectNoErrors();
    await page.reload();
    await page.getByRole('button', { name: /^End the session of/ }).click();
    await page.getByText('The session was ended.').waitFor();
    expect(await look(page, 'settings-security')).toEqual([]);
  });

  test('a second factor is turned on with a picture drawn on the page, and off again', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings/security');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await dialog.getByRole('button', { name: 'Go on' }).click();
    expect(await errorAt(dialog, 'Your password')).toContain('Enter your password');
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByRole('img', { name: 'QR code of the key' }).waitFor();
    await dialog.getByLabel('Code the app shows').and(page.locator(':focus')).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).waitFor();
    const key = ((await dialog.locator('.secret-text').textContent()) ?? '').replaceAll(' ', '');
    await dialog.getByLabel('Code the app shows').fill('000000');
    await dialog.getByRole('button', { name: 'Turn it on' }).click();
    await dialog.getByText('The app shows another code by now').waitFor();
    expect(await look(page, 'settings-second-factor')).toEqual([]);
    const code = (later: number) => codeOf(fromBase32(key), stepAt(new Date()) + later);
    await dialog.getByLabel('Code the app shows').fill(code(0));
    await dialog.getByRole('button', { name: 'Turn it on' }).click();
    await dialog.locator('.codes code').first().waitFor();
    const [recovery = ''] = await dialog.locator('.codes code').allInnerTexts();
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 recovery codes are left.').waitFor();
    await page.getByRole('button', { name: 'Turn it off' }).click();
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await dialog.getByLabel('Code', { exact: true }).fill('123456');
    await dialog.getByRole('button', { name: 'Turn it off' }).click();
    expect(await errorAt(dialog, 'Code')).toContain('This code is wrong');
    await dialog.getByLabel('Code', { exact: true }).fill(recovery);
    await dialog.getByRole('button', { name: 'Turn it off' }).click();
    await page.getByText('The second factor is off.').waitFor();
  });
}

function describePrograms(): void {
  test('a token is made for a program, shown once, good, and revoked', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings/tokens');
    const dialog = page.getByRole('dialog');
    await page.getByText('No token yet').waitFor();
    await page.getByRole('button', { name: 'New token' }).click();
    await dialog.getByRole('checkbox', { name: /^Read/ }).uncheck();
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    expect(await errorAt(dialog, 'What it is for')).toContain('Say what it is for');
    await dialog.getByText('Choose at least one thing it may do.').waitFor();
    expect(await look(page, 'settings-token')).toEqual([]);
    await dialog.getByLabel('What it is for').fill('Spreadsheet');
    await dialog.getByRole('checkbox', { name: /^Read/ }).check();
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const secret = (await dialog.locator('.secret-text').textContent()) ?? '';
    expect((await world.anonymous.as(secret).text('{ me { email } }')).data).toEqual({ me: { email: ada.email } });
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByTestId('api-token').filter({ hasText: 'Spreadsheet' }).waitFor();
    expect(await look(page, 'settings-tokens')).toEqual([]);
    await page.getByRole('button', { name: 'Revoke Spreadsheet' }).click();
    await dialog.getByRole('button', { name: 'Revoke the token' }).click();
    await page.getByText('No token yet').waitFor();
    expect((await world.anonymous.as(secret).text('{ me { email } }')).expectError().extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a webhook is added with its secret, and removed', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/settings/notifications');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    await dialog.getByLabel('Address').fill('example');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    expect(await errorAt(dialog, 'Address')).toBe('Enter a whole address, such as https://example.org/alerts.');
    await dialog.getByLabel('Address').fill('https://example.org/alerts');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.locator('.secret-text').waitFor();
    expect(await look(page, 'settings-webhook')).toEqual([]);
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByTestId('webhook').waitFor();
    await page.getByRole('button', { name: 'Remove https://example.org/alerts' }).click();
    await dialog.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('No webhook yet').waitFor();
  });
}
