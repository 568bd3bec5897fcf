// The dashboard and the playground as a person meets them: the built pages, the real server, a real Chromium.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { codeOf, fromBase32, stepAt } from '../../src/services/totp.js';
import { Api } from '../testkit/api.js';
import { freePort, temporaryFolder } from '../testkit/child.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, ME, PASSWORD, type Person, SIGN_IN, SIGN_OUT, World } from '../testkit/world.js';
import { changed, openBrowser, Visitor } from './browser.js';
import { look } from './look.js';

const SCRIPT_BYTES_MAX = 180_000;

const folder = temporaryFolder('dashboard');
let server: ServerProcess;
let world: World;
let browser: Browser;
const visitors: Visitor[] = [];

describeWithChromium('the pages in a browser', () => {
  beforeAll(async () => {
    const [port, opened] = await Promise.all([freePort(), openBrowser()]);
    browser = opened;
    server = await startServer({ DATA_DIR: folder.path, PORT: String(port) });
    const admin = JSON.parse(readFileSync(join(folder.path, 'demo-administrator.json'), 'utf8'));
    const anonymous = new Api(server.url);
    const { signIn } = (await anonymous.run(SIGN_IN, admin)).expectNoErrors();
    world = new World(server.url, anonymous.as(signIn.accessToken));
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    folder.remove();
  });
  // Whatever a test is about, no page may complain or ask anything of a stranger.
  afterEach(async () => {
    const present = visitors.splice(0);
    await Promise.all(present.map((visitor) => visitor.leave()));
    expect(present.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  describeFirstSight();
  describeLooks();
  describeFigures();
  describePeople();
  describeTable();
  describeHistory();
  describeSignIn();
  describeSessions();
  describePlayground();
  describeFailure();
});

function describeFirstSight(): void {
  test('one press shows the demo, and its total moves by itself', async () => {
    const page = await (await visitor()).open();
    await page.getByRole('button', { name: 'Try the demo' }).click();
    const total = page.getByTestId('total');
    const first = (await total.textContent()) ?? '';
    await changed(total, await changed(total, first));
    await page.getByText('simulated prices').waitFor();
    await page.getByText('This is a live demo.').waitFor();
    expect(await page.getByTestId('latest-move').textContent()).toMatch(/ → .*, total [+−]€/);
    expect(await page.locator('.mover').count()).toBeGreaterThan(3);
    await page.getByText('all prices fresh').or(page.getByText('not fresh')).waitFor();
  });

  test('a page trusts its own scripts alone, and its first one is small', async () => {
    for (const path of ['/', '/playground']) {
      const { headers } = await fetch(server.url + path);
      const directives = (headers.get('content-security-policy') ?? '').split(';').map((directive) => directive.trim());
      expect(directives).toContain("script-src 'self'");
      expect(directives).toContain("default-src 'self'");
    }
    const first = await visitor();
    const page = await first.open();
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    const scripts = first.requests.filter((request) => request.resourceType() === 'script');
    const texts = await Promise.all(scripts.map(async (request) => Buffer.from(await (await fetch(request.url())).arrayBuffer())));
    expect(scripts.length).toBeGreaterThan(1);
    expect(texts.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThan(SCRIPT_BYTES_MAX);
  });

  test('every control has a name, and every page one main heading and one main part', async () => {
    const guest = await visitor();
    const page = await guest.open();
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create an account' }).click();
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.locator('.mover').first().waitFor();
    expect(await flaws(page)).toEqual([]);
  });

  test('a narrow phone needs no sideways scrolling', async () => {
    const page = await (await visitor({ viewport: { width: 360, height: 740 } })).open();
    const overflow = () => page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.getByTestId('latest-move').waitFor();
    expect(await overflow()).toBe(0);
  });
}

function describeLooks(): void {
  test('axe finds nothing against the pages of figures, in light and in dark, and none is wider than a phone', async () => {
    const page = await (await visitor()).open();
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    const found: string[] = [];
    found.push(...(await look(page, 'sign-in')));
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    await page.locator('.month-bars').waitFor();
    found.push(...(await look(page, 'overview')));
    await page.getByTestId('total').click();
    await page.getByRole('dialog').getByRole('button', { name: /Apple/ }).click();
    await page.getByText('The arithmetic').waitFor();
    found.push(...(await look(page, 'why')));
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Holdings', exact: true }).first().click();
    await page.locator('.sparkline-line').first().waitFor();
    found.push(...(await look(page, 'holdings')));
    await page.getByRole('link', { name: 'Apple Inc.' }).click();
    await page.locator('.gains-table').waitFor();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    found.push(...(await look(page, 'holding')));
    await page.getByRole('link', { name: 'Performance', exact: true }).first().click();
    await page.locator('.months').waitFor();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    found.push(...(await look(page, 'performance')));
    expect(found).toEqual([]);
  }, 90_000);

  test('the code of a page is loaded when it is opened: charts and administration are no part of the first', async () => {
    const reader = await visitor();
    const page = await reader.open();
    const scripts = () => reader.requests.filter((request) => request.resourceType() === 'script').map((request) => request.url());
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    const sent = await Promise.all(scripts().map(async (url) => ({ url, text: Buffer.from(await (await fetch(url)).arrayBuffer()) })));
    const charts = sent.filter(({ url }) => /time-chart/.test(url));
    expect(charts).toHaveLength(1);
    expect(sent.filter(({ url }) => /admin|performance|transactions/.test(url))).toEqual([]);
    const bytes = (parts: typeof sent) => parts.reduce((sum, { text }) => sum + gzipSync(text).length, 0);
    console.info(`first page with its figures ${bytes(sent) - bytes(charts)} bytes compressed, charts ${bytes(charts)}`);
    expect(bytes(sent) - bytes(charts)).toBeLessThan(SCRIPT_BYTES_MAX);
  });
}

function describeFigures(): void {
  test('the figures shown are those of the API, in the reader’s own way of writing', async () => {
    const { person, name } = await holder({ quantity: '12.5', price: '104.3' });
    const page = await (await visitor()).signIn(person.email, PASSWORD);
    await page.locator('.parts').getByText('Unrealised gain').waitFor();
    const valuation = await person.valuation();
    const [holding] = valuation.holdings;
    expect(valuation).toMatchObject({ total: '10053.75', unrealisedGain: '53.75' });
    expect(await page.getByTestId('total').textContent()).toBe(euros(valuation.total));
    const parts = (await page.locator('.parts').innerText()).replaceAll(/\s*:\s*why this number\?/g, '');
    expect(parts.split(/\s*\n\s*/).filter(Boolean)).toEqual([
      ...['Market value', euros(valuation.marketValue), 'Cash', euros(valuation.cash)],
      ...['Cost basis', euros(valuation.costBasis), 'Unrealised gain', `+${euros(valuation.unrealisedGain)}`],
    ]);
    await page.getByRole('link', { name: 'Holdings', exact: true }).first().click();
    const row = await page.getByTestId('holding').innerText();
    for (const text of [name, '12.5', euros(holding?.price), euros(holding?.value), 'Pushed']) expect(row).toContain(text);
    // Pushed by us, this price is no invention.
    expect(row).not.toContain('simulated');
  });

  test('a price that is pushed shows at once, in the total and in the row', async () => {
    const { person, instrumentId } = await holder({ quantity: '10', price: '100' });
    const page = await (await visitor()).signIn(person.email, PASSWORD);
    await page
      .getByTestId('total')
      .filter({ hasText: euros('10000') })
      .waitFor();
    expect(await world.quotes([{ instrumentId, price: '101.5', currency: 'EUR', observedAt: ago(0) }])).toEqual(['CURRENT NEWER']);
    await page
      .getByTestId('total')
      .filter({ hasText: euros('10015') })
      .waitFor();
    await page
      .getByTestId('latest-move')
      .filter({ hasText: `${euros('100')} → ${euros('101.5')}, total +${euros('15')}` })
      .waitFor();
    await page.getByRole('link', { name: 'Holdings', exact: true }).first().click();
    await page
      .getByTestId('holding')
      .filter({ hasText: euros('101.5') })
      .filter({ hasText: euros('1015') })
      .waitFor();
  });

  test('a figure that cannot be known is said in words, and counted as nothing', async () => {
    const { person } = await holder({ quantity: '10', price: null, currency: 'USD' });
    const page = await (await visitor()).signIn(person.email, PASSWORD);
    const valuation = await person.valuation();
    expect(valuation.gaps.length).toBeGreaterThan(0);
    const notes = await page.locator('.gaps').innerText();
    for (const gap of valuation.gaps) expect(notes).toContain(gap.message);
    expect(await page.getByTestId('total').textContent()).toBe(euros(valuation.total));
  });
}

function describePeople(): void {
  test('two users side by side never see each other’s', async () => {
    const [one, other] = [await holder({ quantity: '10', price: '100' }), await holder({ quantity: '20', price: '200' })];
    const [left, right] = await Promise.all([
      (await visitor()).signIn(one.person.email, PASSWORD),
      (await visitor()).signIn(other.person.email, PASSWORD),
    ]);
    await world.quotes([{ instrumentId: other.instrumentId, price: '202', currency: 'EUR', observedAt: ago(0) }]);
    await right
      .getByTestId('total')
      .filter({ hasText: euros('12040') })
      .waitFor();
    await world.quotes([{ instrumentId: one.instrumentId, price: '101', currency: 'EUR', observedAt: ago(0) }]);
    await left
      .getByTestId('total')
      .filter({ hasText: euros('10010') })
      .waitFor();
    for (const [page, own, foreign] of [
      [left, one, other],
      [right, other, one],
    ] as const) {
      await page.getByRole('link', { name: 'Holdings', exact: true }).first().click();
      await page.getByTestId('holding').waitFor();
      const text = await page.locator('body').innerText();
      expect(text).toContain(own.name);
      expect(text).not.toContain(foreign.name);
    }
  });
}

function describeTable(): void {
  test('the table is worked by keyboard: sorted by its heads, narrowed by an account and by words', async () => {
    const page = await (await visitor()).open();
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.getByTestId('total').waitFor();
    await page.getByRole('link', { name: 'Holdings', exact: true }).first().click();
    await page.getByTestId('holding').first().waitFor();
    const names = () => page.locator('.holdings .name').allInnerTexts();
    const [head, all] = [page.getByRole('columnheader', { name: 'Instrument' }), await names()];
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await names()).toEqual(all.toSorted((a, b) => a.localeCompare(b, 'en-GB')));
    await page.getByLabel('Filter holdings').focus();
    await page.keyboard.type('apple');
    expect(await names()).toEqual(['Apple Inc.']);
    await page.keyboard.type('zzz');
    await page.getByText('Nothing matches “applezzz”.').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).press('Enter');
    await page.getByRole('button', { name: 'Account', exact: true }).press('Enter');
    expect(await page.locator('.group-row').count()).toBe(3);
    expect((await names()).toSorted()).toEqual(all.toSorted());
    await page.getByTestId('holding').first().getByRole('link').focus();
    await page.keyboard.press('End');
    expect(
      await page
        .getByTestId('holding')
        .last()
        .getByRole('link')
        .evaluate((link) => link.matches(':focus')),
    ).toBe(true);
    await page.keyboard.press('w');
    await page.getByRole('dialog', { name: 'Why this value?' }).getByText('The arithmetic').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Portfolio or account').selectOption({ label: 'Retirement' });
    await page.getByText(/^\d holdings/).waitFor();
    const some = await names();
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length);
  });
}

function describeHistory(): void {
  test('the history is drawn, its table is what the API says, and another range asks for another first day', async () => {
    const reader = await visitor();
    const page = await reader.open();
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    const chosen = page.getByRole('group', { name: 'Range of the history' }).locator('[aria-pressed="true"]');
    expect(await chosen.innerText()).toBe('1Y');
    await page.locator('.history-main summary').press('Enter');
    const api = world.anonymous.as(await accessToken(page));
    await expectTableOf(page, api, reader.sent('History').at(-1)?.from as string);
    const answered = page.waitForResponse((response) => response.request().postData()?.includes('query History') ?? false);
    await page.getByRole('button', { name: '1M, one month' }).press('Enter');
    await answered;
    await page.locator('.history-card[aria-busy="false"]').waitFor();
    expect(await chosen.innerText()).toBe('1M');
    const [year, month] = reader.sent('History').map(({ from }) => from as string) as [string, string];
    expect(month > year && month < day(-27)).toBe(true);
    await expectTableOf(page, api, month);
    for (const name of ['Simple return', 'TWR', 'IRR']) expect(await page.getByTestId('returns').innerText()).toContain(name);
    expect(await page.getByTestId('returns').innerText()).toMatch(/[+−]\d+\.\d\d%/);
    expect(await flaws(page)).toEqual([]);
  });
}

/** Newest first; today's total moves with every price, so of that row only the day is compared. */
async function expectTableOf(page: Page, api: Api, from: string): Promise<void> {
  const query = 'query($from: Day) { history(from: $from, points: 400) { points { day total } } }';
  const { history } = (await api.text(query, { from })).expectNoErrors() as { history: { points: { day: string; total: string }[] } };
  const expected = history.points.toReversed();
  const rows = page.locator('.history-main').getByTestId('chart-row');
  expect(await rows.locator('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime')))).toEqual(
    expected.map((point) => point.day),
  );
  expect(expected.length).toBeGreaterThan(20);
  expect((await rows.getByTestId('history-point-total').allTextContents()).slice(1)).toEqual(
    expected.slice(1).map((point) => euros(point.total)),
  );
}

function describeSignIn(): void {
  test('registering: an error stands at its field, nothing typed is lost, and a portfolio opens', async () => {
    const page = await (await visitor()).open();
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByRole('button', { name: 'Create account' }).click();
    for (const name of ['Name', 'E-mail', 'Password']) expect(await errorAt(page, name)).not.toBe('');
    await page.getByLabel('Name').fill('Ada Byron');
    await page.getByLabel('E-mail').fill('demo@tidemark.example');
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
    const page = await (await visitor()).open();
    await page.getByRole('button', { name: 'Try the demo' }).focus();
    await page.keyboard.press('Tab');
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
    const page = await (await visitor()).open();
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
    const { person } = await holder({ quantity: '1', price: '100' });
    const reader = await visitor();
    const page = await reader.signIn(person.email, PASSWORD);
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
    const reader = await visitor();
    const page = await reader.signIn(person.email, PASSWORD);
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
    const page = await (await visitor()).signIn(person.email, PASSWORD);
    await live(page);
    await world.anonymous.as(await accessToken(page)).run(SIGN_OUT);
    await page.getByText('Your session has ended. Sign in again to carry on.').waitFor();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('tabs that wake up together spend no refresh token twice, and stay signed in', async () => {
    const { person } = await holder({ quantity: '1', price: '100' });
    const reader = await visitor();
    await reader.holdClocks();
    const page = await reader.signIn(person.email, PASSWORD);
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
    const { person, instrumentId } = await holder({ quantity: '10', price: '100' });
    const reader = await visitor();
    await (await reader.signIn(person.email, PASSWORD)).close();
    const page = await reader.open('/playground');
    await page.getByText(person.email).waitFor();
    await page.locator('.graphiql-query-editor').getByText('valuationChanged').waitFor();
    await page.locator('.graphiql-execute-button').click();
    const answer = page.locator('.graphiql-response');
    await answer.getByText('"10000"').waitFor();
    await world.quotes([{ instrumentId, price: '101', currency: 'EUR', observedAt: ago(0) }]);
    await answer.getByText('"10010"').waitFor();
  });
}

function describeFailure(): void {
  test('a server that is killed and comes back: the page says so, keeps its figures, and heals by itself', async () => {
    const { person, instrumentId } = await holder({ quantity: '10', price: '100' });
    const reader = await visitor();
    const page = await reader.signIn(person.email, PASSWORD);
    await live(page);
    await server.kill9();
    await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
    expect(await page.getByTestId('total').textContent()).toBe(euros('10000'));
    server = await startServer({ DATA_DIR: folder.path, PORT: String(server.port) });
    await live(page);
    await world.quotes([{ instrumentId, price: '102', currency: 'EUR', observedAt: ago(0) }]);
    await page
      .getByTestId('total')
      .filter({ hasText: euros('10020') })
      .waitFor();
    // The browser itself writes each refused or broken connection to the console; that is the only complaint.
    expect(
      reader.complaints.filter((complaint) => !/ERR_(CONNECTION_(REFUSED|RESET)|CONTENT_LENGTH_MISMATCH|EMPTY_RESPONSE)/.test(complaint)),
    ).toEqual([]);
    reader.complaints.length = 0;
  });
}

async function visitor(options: Parameters<typeof Visitor.come>[2] = {}): Promise<Visitor> {
  const come = await Visitor.come(browser, server.url, options);
  visitors.push(come);
  return come;
}

/** Somebody with 10,000 in cash, spent in part on an instrument of its own at 100 each, and its current price, if it has one. */
async function holder({ quantity, price, currency = 'EUR' }: { quantity: string; price: string | null; currency?: string }) {
  const person: Person = await world.signUp();
  const name = `Share of ${person.email.slice(0, 8)}`;
  const instrumentId = await world.instrument({ name, currency, mic: null });
  const accountId = await person.openAccount();
  const entry = { accountId, tradeDate: day(-3), currency };
  await person.record({ ...entry, kind: 'DEPOSIT', amount: '10000' }, { ...entry, kind: 'BUY', instrumentId, quantity, price: '100' });
  if (price !== null) await world.quotes([{ instrumentId, price, currency, observedAt: ago(60) }]);
  return { person, instrumentId, name };
}

function euros(amount: string | null | undefined): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });
  return format.format(amount as Intl.StringNumericLiteral);
}

/** The page says that it is live, which it does once figures come over the socket. */
async function live(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .waitFor();
}

function accessToken(page: Page): Promise<string> {
  return page.evaluate(() => JSON.parse(localStorage.getItem('tidemark.session') as string).accessToken);
}

/** The code a token is refused with; null when it is taken. */
async function refusal(token: string): Promise<string | null> {
  const { errors } = await world.anonymous.as(token).run(ME);
  return errors[0]?.extensions.code ?? null;
}

/** The text a screen reader gives with the field's error. */
async function errorAt(page: Page, label: string): Promise<string> {
  const field = page.getByLabel(label, { exact: true });
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  return page.locator(`#${await field.getAttribute('aria-describedby')}`).innerText();
}

function isFocused(page: Page, label: string): Promise<boolean> {
  return page.getByLabel(label, { exact: true }).evaluate((element) => element.matches(':focus'));
}

/** Controls without a name, and headings or landmarks that are missing or doubled. */
function flaws(page: Page): Promise<string[]> {
  return page.locator('html').evaluate((html) => {
    const found: string[] = [];
    const all = (selector: string) => [...html.querySelectorAll(selector)];
    for (const single of ['h1', 'main']) if (all(single).length !== 1) found.push(`${all(single).length} ${single}`);
    if (!html.getAttribute('lang')) found.push('no language');
    for (const element of all('button, a[href], input, select')) {
      const labels = [...(element.labels ?? [])].map((label) => label.textContent);
      const own = element.matches('input, select') ? '' : element.textContent;
      const name = element.getAttribute('aria-label') ?? [...labels, own].join('');
      if (name.trim() === '') found.push(element.outerHTML.slice(0, 120));
    }
    for (const element of all('[aria-labelledby], [aria-describedby]')) {
      const ids = `${element.getAttribute('aria-labelledby') ?? ''} ${element.getAttribute('aria-describedby') ?? ''}`;
      for (const id of ids.trim().split(' ')) if (all(`[id="${id}"]`).length !== 1) found.push(`not one #${id}`);
    }
    return found;
  });
}
