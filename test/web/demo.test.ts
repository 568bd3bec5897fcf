// The demo as a newcomer meets it: the built pages, the whole server with its market, a real Chromium; and a server that dies under it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Api } from '../testkit/api.js';
import { accessToken, changed, live, Visits } from '../testkit/browser.js';
import { freePort, temporaryFolder } from '../testkit/child.js';
import { euros, holder } from '../testkit/holder.js';
import { look } from '../testkit/look.js';
import { type ServerProcess, startServer } from '../testkit/process.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, SIGN_IN, World } from '../testkit/world.js';

const SCRIPT_BYTES_MAX = 180_000;
const DEMO = { email: 'demo@tidemark.example', password: 'tidemark-demo' };

const folder = temporaryFolder('dashboard');
let server: ServerProcess;
let world: World;
let visits: Visits;

describeWithChromium('the demo in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: folder.path, PORT: String(await freePort()) });
    const admin = JSON.parse(readFileSync(join(folder.path, 'demo-administrator.json'), 'utf8'));
    const anonymous = new Api(server.url);
    const { signIn } = (await anonymous.run(SIGN_IN, admin)).expectNoErrors();
    world = new World(server.url, anonymous.as(signIn.accessToken));
  }, 150_000);
  afterAll(async () => {
    await server?.stop();
    folder.remove();
  });

  describeFirstSight();
  describeLooks();
  describeTable();
  describeHistory();
  describeFailure();
});

function describeFirstSight(): void {
  test('one press shows the demo, and its total moves by itself', async () => {
    const page = await (await visits.come()).open();
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

  test('a page trusts its own scripts alone', async () => {
    for (const path of ['/', '/playground']) {
      const { headers } = await fetch(server.url + path);
      const directives = (headers.get('content-security-policy') ?? '').split(';').map((directive) => directive.trim());
      expect(directives).toContain("script-src 'self'");
      expect(directives).toContain("default-src 'self'");
    }
  });

  test('the playground says why the demo account was not let in', async () => {
    const page = await (await visits.come()).open('/playground');
    await page.route('**/graphql', (route, request) =>
      route.continue({ postData: request.postData()?.replace('tidemark-demo', 'changed-since') }),
    );
    await page.getByRole('button', { name: 'Use the demo account' }).click();
    await page.getByRole('alert').filter({ hasText: 'password' }).waitFor();
  });

  test('every control has a name, every page one main heading and one main part, and a narrow phone scrolls none sideways', async () => {
    const page = await (await visits.come()).open();
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = () => page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    expect(await flaws(page)).toEqual([]);
    expect(await overflow()).toBe(0);
    // By keyboard the demo comes first, and the form right after it.
    await page.getByRole('button', { name: 'Try the demo' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.getByLabel('E-mail').evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.getByRole('button', { name: 'Create an account' }).click();
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.locator('.mover').first().waitFor();
    await page.getByTestId('latest-move').waitFor();
    expect(await flaws(page)).toEqual([]);
    expect(await overflow()).toBe(0);
    // A drawer comes from below, as high as what it says and no higher.
    await page.getByRole('button', { name: 'More' }).click();
    const drawer = page.getByRole('dialog', { name: 'More' });
    await drawer.getByRole('link', { name: 'Settings' }).waitFor();
    const box = await drawer.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(740);
    expect(box?.height).toBeLessThan(370);
  });
}

function describeLooks(): void {
  test('axe finds nothing against the pages of figures, in light and in dark, and none is wider than a phone', async () => {
    const page = await (await visits.come()).open();
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
    await page.locator('.sparkline-line').first().waitFor({ state: 'attached' });
    found.push(...(await look(page, 'holdings')));
    for (const width of [1024, 1440, 1920, 1280]) {
      await page.setViewportSize({ width, height: 860 });
      expect(await cutNames(page)).toEqual([]);
    }
    await page.getByRole('link', { name: 'Apple Inc.' }).click();
    await page.locator('.gains-table').waitFor();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    found.push(...(await look(page, 'holding')));
    await page.getByRole('link', { name: 'Performance', exact: true }).first().click();
    await page.locator('.months').waitFor();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    found.push(...(await look(page, 'performance')));
    expect(found).toEqual([]);
  }, 240_000);

  test('the code of a page is loaded when it is opened: the first is small, and charts and administration are no part of it', async () => {
    const reader = await visits.come();
    const page = await reader.open();
    const scripts = () => reader.requests.filter((request) => request.resourceType() === 'script').map((request) => request.url());
    const load = (urls: readonly string[]) =>
      Promise.all(urls.map(async (url) => ({ url, text: Buffer.from(await (await fetch(url)).arrayBuffer()) })));
    const bytes = (parts: readonly { text: Buffer }[]) => parts.reduce((sum, { text }) => sum + gzipSync(text).length, 0);
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    const first = await load(scripts());
    expect(first.length).toBeGreaterThan(1);
    expect(bytes(first)).toBeLessThan(SCRIPT_BYTES_MAX);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    const sent = await load(scripts());
    const charts = sent.filter(({ url }) => /time-chart/.test(url));
    expect(charts).toHaveLength(1);
    expect(sent.filter(({ url }) => /admin|performance|transactions/.test(url))).toEqual([]);
    console.info(`first page ${bytes(first)} bytes compressed, with its figures ${bytes(sent) - bytes(charts)}, charts ${bytes(charts)}`);
    expect(bytes(sent) - bytes(charts)).toBeLessThan(SCRIPT_BYTES_MAX);
  });
}

function describeTable(): void {
  test('the table is worked by keyboard: sorted by its heads, narrowed by an account and by words', async () => {
    const page = await visits.open(DEMO, '/holdings');
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
    const reader = await visits.come({ as: DEMO });
    const page = await reader.open();
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

/**
 * Newest first. Today's total moves with every price, and yesterday's while markets west of here still have that day; of these rows
 * only the day is compared.
 */
async function expectTableOf(page: Page, api: Api, from: string): Promise<void> {
  const query = 'query($from: Day) { history(from: $from, points: 400) { points { day total } } }';
  const { history } = (await api.text(query, { from })).expectNoErrors() as { history: { points: { day: string; total: string }[] } };
  const expected = history.points.toReversed();
  const rows = page.locator('.history-main').getByTestId('chart-row');
  expect(await rows.locator('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime')))).toEqual(
    expected.map((point) => point.day),
  );
  expect(expected.length).toBeGreaterThan(20);
  const totals = await rows.getByTestId('history-point-total').allTextContents();
  // A figure that can be opened says so to who does not see it.
  expect(totals.slice(2).map((text) => text.replace(': why this number?', ''))).toEqual(
    expected.slice(2).map((point) => euros(point.total)),
  );
}

function describeFailure(): void {
  test('a server that is killed and comes back: the page says so, keeps its figures, and heals by itself', async () => {
    const { person, instrumentId } = await holder(world, { quantity: '10', price: '100' });
    const reader = await visits.come({ as: person });
    const page = await reader.open();
    await live(page);
    // The market of the demo goes on beside it, but none of these prices is its own.
    expect(await page.getByText('simulated prices').count()).toBe(0);
    await world.quotes([{ instrumentId, price: '101', currency: 'EUR', observedAt: ago(10) }]);
    await page
      .getByTestId('total')
      .filter({ hasText: euros('10010') })
      .waitFor();
    await watchTotals(page);
    await server.kill9();
    await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
    expect(await page.getByTestId('total').textContent()).toBe(euros('10010'));
    server = await startServer({ DATA_DIR: folder.path, PORT: String(server.port) });
    await live(page);
    await world.quotes([{ instrumentId, price: '102', currency: 'EUR', observedAt: ago(0) }]);
    await page
      .getByTestId('total')
      .filter({ hasText: euros('10020') })
      .waitFor();
    // Kept by the page itself, so it was never loaded anew; and no older total came by.
    expect(await page.evaluate('globalThis.totals')).toEqual([euros('10010'), euros('10020')]);
    // The browser itself writes each refused or broken connection to the console; that is the only complaint.
    expect(
      reader.complaints.filter((complaint) => !/ERR_(CONNECTION_(REFUSED|RESET)|CONTENT_LENGTH_MISMATCH|EMPTY_RESPONSE)/.test(complaint)),
    ).toEqual([]);
    reader.complaints.length = 0;
  });
}

/** Keeps in the page every total it shows from now on. */
async function watchTotals(page: Page): Promise<void> {
  await page.evaluate(`{
    const shown = () => document.querySelector('[data-testid=total]')?.textContent;
    globalThis.totals = [shown()];
    new MutationObserver(() => shown() !== totals.at(-1) && totals.push(shown()))
      .observe(document.body, { subtree: true, childList: true, characterData: true });
  }`);
}

/** Names of holdings that are not shown whole. */
function cutNames(page: Page): Promise<(string | null)[]> {
  return page
    .locator('.holdings .name')
    .evaluateAll((names) => names.filter((name) => name.scrollHeight > name.clientHeight + 1).map((name) => name.textContent));
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
      const name = element.getAttribute('aria-label') ?? [...labels, own, element.getAttribute('title')].join('');
      if (name.trim() === '') found.push(element.outerHTML.slice(0, 120));
    }
    for (const element of all('[aria-labelledby], [aria-describedby]')) {
      const ids = `${element.getAttribute('aria-labelledby') ?? ''} ${element.getAttribute('aria-describedby') ?? ''}`;
      for (const id of ids.trim().split(' ')) if (all(`[id="${id}"]`).length !== 1) found.push(`not one #${id}`);
    }
    return found;
  });
}
