// Coming and going: a registration, a sign-in with its second factor, sessions over tabs and reloads, and a newcomer's first steps.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { isCurrency } from '../../src/domain/currency.js';
import { Role } from '../../src/domain/user.js';
import { codeOf, fromBase32, stepAt } from '../../src/services/totp.js';
import { accessToken, errorAt, live, Visits } from '../testkit/browser.js';
import { euros, holder } from '../testkit/holder.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, type LocalWorld, ME, openWorld, PASSWORD, SIGN_OUT } from '../testkit/world.js';

let world: LocalWorld;
let visits: Visits;

describeWithChromium('coming and going in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  describeSignIn();
  describeSessions();
  describeNewcomer();
  describeCurrencies();
  describeSourceUser();
  describePlayground();
  describeExamples();
});

function describeNewcomer(): void {
  test('a newcomer is led from an account over a deposit to a purchase, and what is done is ticked', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada);
    const steps = page.getByRole('region', { name: 'Nothing held yet' });
    await steps.getByRole('button', { name: 'Open an account' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Brokerage');
    await page.getByRole('dialog').getByRole('button', { name: 'Open it' }).click();
    await steps.getByRole('link', { name: 'Import a file' }).waitFor();
    expect(await look(page, 'first-steps')).toEqual([]);
    await steps.getByRole('link', { name: 'Record a deposit' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill('250');
    await page.getByRole('dialog').getByRole('button', { name: 'Record' }).click();
    await page.getByText('Deposit was recorded.').waitFor();
    // It begins as a deposit, and the ledger behind it is not narrowed to deposits.
    expect(new URL(page.url()).search).toBe('');
    expect(await page.getByLabel('Kind').inputValue()).toBe('');
    await page.getByRole('link', { name: 'Holdings' }).click();
    await steps.getByRole('link', { name: 'Record a purchase' }).waitFor();
    expect(await steps.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Done:\s+Open an account/),
      expect.stringMatching(/^Done:\s+Deposit or import/),
      expect.stringMatching(/^3\s+Buy, and watch/),
    ]);
  });
}

function describeSignIn(): void {
  test('registering: an error stands at its field, nothing typed is lost, and a portfolio opens', async () => {
    const taken = await world.signUp();
    const page = await (await visits.come()).open();
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByRole('button', { name: 'Create account' }).click();
    for (const name of ['Name', 'E-mail', 'Password']) expect(await errorAt(page, name)).not.toBe('');
    await page.getByLabel('Name').fill('Ada Byron');
    await page.getByLabel('E-mail').fill(taken.email);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByLabel('Base currency').selectOption('USD');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Password must have').waitFor();
    expect(await errorAt(page, 'Password')).toMatch(/8 to 200 characters/);
    expect(await isFocused(page, 'Password')).toBe(true);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('There is already a user').waitFor();
    expect(await errorAt(page, 'E-mail')).toMatch(/Sign in instead/);
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada Byron');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe(PASSWORD);
    expect(await page.getByLabel('Base currency').inputValue()).toBe('USD');
    await page.getByLabel('E-mail').fill('ada.byron@example.org');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByTestId('total').filter({ hasText: 'US$0.00' }).waitFor();
    await page.getByText('Nothing held yet').waitFor();
  });

  test('signing in by keyboard: a wrong password is said at its field, the right one opens the portfolio', async () => {
    const person = await world.signUp();
    const page = await (await visits.come()).open();
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type(person.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type('not this one');
    await page.keyboard.press('Enter');
    await page.getByText('do not match').waitFor();
    expect(await isFocused(page, 'Password')).toBe(true);
    expect(await page.getByLabel('E-mail').inputValue()).toBe(person.email);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByTestId('total').waitFor();
  });

  test('a second factor: the code is asked for when it is needed, and a wrong one is said at its field', async () => {
    const ada = await world.signUp();
    const enabled = await ada.api.text(`mutation { enableTotp(currentPassword: "${PASSWORD}") { secret } }`);
    const { secret } = (enabled.expectNoErrors() as { enableTotp: { secret: string } }).enableTotp;
    const code = (steps: number) => codeOf(fromBase32(secret), stepAt(new Date()) + steps);
    // Kept, since the half minute may turn between two calls.
    const used = code(0);
    (await ada.api.text('mutation($c: String!) { confirmTotp(code: $c) }', { c: used })).expectNoErrors();
    const page = await (await visits.come()).open();
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Enter the code your authenticator shows.').waitFor();
    await page.getByLabel('Code').fill(used);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This code is wrong or was used already.').waitFor();
    await page.getByLabel('Code').fill(code(1));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTestId('total').waitFor();
  });
}

function describeSessions(): void {
  test('a reload stays signed in and spends no token, however hasty', async () => {
    const { person } = await holder(world, { quantity: '1', price: '100' });
    const reader = await visits.come({ as: person });
    const page = await reader.open();
    // By the page itself, since the tool that drives it loses a page that is replaced while it still reports the one before.
    for (let count = 0; count < 3; count += 1) {
      await page.evaluate('location.reload()').catch(() => undefined);
    }
    await page.waitForLoadState();
    await page
      .getByTestId('total')
      .filter({ hasText: euros('10000') })
      .waitFor();
    await live(page);
    expect(reader.sent('RefreshSession')).toEqual([]);
  });

  test('signing out ends the session here, in the other tab and on the server', async () => {
    const person = await world.signUp();
    const reader = await visits.come({ as: person });
    const page = await reader.open();
    const other = await reader.open();
    await other.getByTestId('total').waitFor();
    const token = await accessToken(page);
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.getByText('This session was ended in another tab.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect(refusal(token)).resolves.toBe('UNAUTHENTICATED');
  });

  test('a session ended elsewhere leads to the sign-in page, with the reason', async () => {
    const person = await world.signUp();
    const page = await visits.open(person);
    await live(page);
    await world.anonymous.as(await accessToken(page)).run(SIGN_OUT);
    await page.getByText('Your session has ended. Sign in again to carry on.').waitFor();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('tabs that wake up together spend no refresh token twice, and stay signed in', async () => {
    const { person } = await holder(world, { quantity: '1', price: '100' });
    const reader = await visits.come({ as: person });
    await reader.holdClocks();
    const page = await reader.open();
    const other = await reader.open();
    await Promise.all([live(page), live(other)]);
    const before = await accessToken(page);
    // Both tabs' timers are due by then, and what is left of the token still serves the one that comes second.
    await reader.moveClocks('14:10');
    for (const tab of [page, other]) {
      await tab.waitForFunction((former) => !localStorage.getItem('tidemark.session')?.includes(former), before);
      await live(tab);
    }
    // By the moved clock the new token, too, has less than a minute left, so a busy machine may see a second renewal; but a
    // refresh token that were sent twice would end the session.
    const spent = reader.sent('RefreshSession').map((variables) => JSON.stringify(variables));
    expect(spent.length).toBeGreaterThan(0);
    expect(new Set(spent).size).toBe(spent.length);
    expect(await refusal(await accessToken(other))).toBeNull();
  });
}

function describePlayground(): void {
  test('in the playground a subscription runs as the user who is signed in, and shows each push', async () => {
    const { person, instrumentId } = await holder(world, { quantity: '10', price: '100' });
    const reader = await visits.come({ as: person });
    const page = await reader.open('/playground');
    await page.getByText(person.email).waitFor();
    await page.getByRole('tab', { name: 'LiveTotal' }).click();
    await page.locator('.graphiql-query-editor').getByText('valuationChanged').waitFor();
    await page.locator('.graphiql-execute-button').click();
    const answer = page.locator('.graphiql-response');
    await answer.getByText('"10000"').waitFor();
    await world.quotes([{ instrumentId, price: '101', currency: 'EUR', observedAt: ago(0) }]);
    await answer.getByText('"10010"').waitFor();
  });

  test('in the playground who has not signed in is told so without a socket', async () => {
    const reader = await visits.come();
    const page = await reader.open('/playground');
    let sockets = 0;
    page.on('websocket', () => {
      sockets += 1;
    });
    await page.getByRole('tab', { name: 'LiveTotal' }).click();
    await page.locator('.graphiql-query-editor').getByText('valuationChanged').waitFor();
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.graphiql-response').getByText('Sign in first').waitFor();
    expect(sockets).toBe(0);
  });

  test('in the playground a session that is ended elsewhere ends there too', async () => {
    const { person } = await holder(world, { quantity: '10', price: '100' });
    const page = await visits.open(person, '/playground');
    await page.getByRole('tab', { name: 'LiveTotal' }).click();
    await page.locator('.graphiql-query-editor').getByText('valuationChanged').waitFor();
    await page.locator('.graphiql-execute-button').click();
    const answer = page.locator('.graphiql-response');
    await answer.getByText('"10000"').waitFor();
    await world.anonymous.as(await accessToken(page)).run(SIGN_OUT);
    await page.getByText('Not signed in').waitFor();
    await answer.getByText('Sign in first').first().waitFor();
  });
}

function describeCurrencies(): void {
  test('whoever registers may choose any currency there is', async () => {
    const page = await (await visits.come()).open();
    await page.getByRole('button', { name: 'Create an account' }).click();
    const options = page.getByLabel('Base currency').locator('option');
    await options.first().waitFor({ state: 'attached' });
    const offered = await options.evaluateAll((all) => (all as unknown as { value: string }[]).map(({ value }) => value));
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const known = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c))).filter(isCurrency);
    expect(offered.toSorted()).toEqual(known);
  });
}

function describeSourceUser(): void {
  test('a user who delivers prices is told what that is, wherever it comes in, and signs out again', async () => {
    const [email, name] = ['feed@example.org', 'Acme feed'];
    await world.app.core.users.create({ email, password: PASSWORD, name, role: Role.SOURCE, actorId: null });
    const visitor = await visits.come();
    const page = await visitor.open('/holdings');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Acme feed is a source of prices' }).waitFor();
    await page.getByText('push-acme-feed').waitFor();
    expect(await look(page, 'source-user')).toEqual([]);
    // Nothing is asked for in vain behind it.
    expect(visitor.sent('Portfolios')).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
  });
}

function describeExamples(): void {
  test('in the playground the examples run as they stand', async () => {
    const { person, name } = await holder(world, { quantity: '10', price: '100' });
    const page = await visits.open(person, '/playground');
    const answer = page.locator('.graphiql-response');
    const run = async (tab: string) => {
      await page.getByRole('tab', { name: tab }).click();
      await page.locator('.graphiql-execute-button').click();
    };
    await run('Portfolio');
    await answer.getByText(`"${name}"`).waitFor();
    await run('Explained');
    await answer.getByText('"inflow"').waitFor();
    await run('MakeAlertRule');
    await answer.getByText('"Below a thousand"').waitFor();
    expect((await person.api.text('{ alertRules { nodes { threshold } } }')).data).toEqual({
      alertRules: { nodes: [{ threshold: '1000' }] },
    });
  });

  test('in the playground what is pasted over another operation and run at once is sent as itself, and an error is shown', async () => {
    const { person } = await holder(world, { quantity: '10', price: '100' });
    const page = await visits.open(person, '/playground');
    const answer = page.locator('.graphiql-response');
    const runPasted = async (text: string) => {
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Control+Enter');
    };
    await page.getByRole('tab', { name: 'LiveTotal' }).click();
    await page.locator('.graphiql-query-editor').getByText('valuationChanged').click();
    await runPasted('query First { valuation { total } }');
    await answer.getByText('"10000"').waitFor();
    await runPasted('subscription Wrong { valuationChanged { totally } }');
    await answer.getByText('Did you mean').waitFor();
  });
}

/** The code a token is refused with; null when it is taken. */
async function refusal(token: string): Promise<string | null> {
  const { errors } = await world.anonymous.as(token).run(ME);
  return errors[0]?.extensions.code ?? null;
}

function isFocused(page: Page, label: string): Promise<boolean> {
  return page.getByLabel(label, { exact: true }).evaluate((element) => element.matches(':focus'));
}
