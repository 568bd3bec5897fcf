// The pages of figures as a person reads them: what they show is what the API says, and every figure says why.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { go, Visits } from '../testkit/browser.js';
import { euros, percent } from '../testkit/holder.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, type LocalWorld, openWorld, PASSWORD, type Person, SIGN_OUT } from '../testkit/world.js';

let world: LocalWorld;
let ada: Person;
let share: string;
let fund: string;
let visits: Visits;

describeWithChromium('the pages of figures in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
    share = await world.instrument({ name: 'Acme Corporation', currency: 'USD', mic: null, ticker: 'ACM' });
    fund = await world.instrument({ name: 'World Index', kind: 'ETF', currency: 'EUR', mic: null, ticker: 'WLD' });
    const days = [-40, -30, -20, -10, -5, -1];
    const closes = days.flatMap((offset, i) => [
      { instrumentId: share, price: String(100 + i * 2), currency: 'USD', valueDate: day(offset) },
      { instrumentId: fund, price: String(50 + i), currency: 'EUR', valueDate: day(offset) },
    ]);
    await world.quotes(closes, true);
    await world.rates(
      days.map((offset, i) => ({ base: 'EUR', quote: 'USD', rate: `1.1${i}`, valueDate: day(offset) })),
      true,
    );
    ada = await grownPortfolio();
  });
  afterAll(async () => {
    await world?.close();
  });

  describeAddresses();
  describeOverview();
  describeHolding();
  describePerformance();
  describeLoss();
  describeWhy();
  describeEveryFigure();
});

/** Two accounts; the share bought twice, sold in part, with a dividend; the fund bought once. */
async function grownPortfolio(): Promise<Person> {
  const person = await world.signUp();
  const accountId = await person.openAccount();
  const second = await person.openAccount({ name: 'Pension' });
  const trade = { accountId, instrumentId: share, currency: 'USD' } as const;
  await person.record(
    { accountId, kind: 'DEPOSIT', tradeDate: day(-40), amount: '20000', currency: 'EUR' },
    { ...trade, kind: 'BUY', tradeDate: day(-40), quantity: '50', price: '100', fee: '5', exchangeRate: '0.90' },
    { ...trade, kind: 'BUY', tradeDate: day(-30), quantity: '20', price: '102', exchangeRate: '0.90' },
    { ...trade, kind: 'SELL', tradeDate: day(-10), quantity: '30', price: '106', fee: '3', exchangeRate: '0.91' },
    { ...trade, kind: 'DIVIDEND', tradeDate: day(-5), amount: '40', tax: '6' },
    { accountId: second, kind: 'DEPOSIT', tradeDate: day(-20), amount: '3000', currency: 'EUR' },
    { accountId: second, kind: 'BUY', tradeDate: day(-20), instrumentId: fund, quantity: '40', price: '52', currency: 'EUR' },
  );
  return person;
}

function visit(path: string, person = ada): Promise<Page> {
  return visits.open(person, path);
}

async function asked<Result>(query: string, person = ada): Promise<Result> {
  return (await person.api.text(query)).expectNoErrors() as Result;
}

function describeAddresses(): void {
  test('every page has its address: it outlives a reload and an ended session, and an unknown one leads to the overview', async () => {
    const bob = await world.signUp();
    const page = await visit('/performance', bob);
    await page.getByRole('heading', { name: 'Performance', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Performance', exact: true }).waitFor();
    const token = (await page.evaluate(() => localStorage.getItem('tidemark.session'))) as string;
    await world.anonymous.as(JSON.parse(token).accessToken).run(SIGN_OUT);
    await page.getByText('Your session has ended. Sign in again to carry on.').waitFor();
    await page.getByLabel('E-mail').fill(bob.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Performance', exact: true }).waitFor();
    await page.goto(`${world.url}/admin/users`);
    await page.waitForURL(`${world.url}/`);
    const unknown = async (accept: string) => {
      const answer = await fetch(`${world.url}/no-such-page`, { headers: { accept } });
      return [answer.status, await answer.text()];
    };
    expect(await unknown('text/html,*/*;q=0.8')).toEqual([404, await (await fetch(`${world.url}/`)).text()]);
    expect(await unknown('*/*')).toEqual([404, '{"error":"Not found"}']);
  });

  test('what is named by its content is kept for ever, and everything else asked for again', async () => {
    const kept = async (path: string) => (await fetch(world.url + path)).headers.get('cache-control');
    const html = await (await fetch(`${world.url}/holdings`)).text();
    const asset = /\/assets\/[\w.-]+\.js/.exec(html)?.[0] as string;
    expect(await kept(asset)).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/holdings', '/theme.js', '/favicon.svg']) expect(await kept(path)).toBe('no-cache');
  });
}

function describeOverview(): void {
  test('one account alone has its own total on every page, and is remembered', async () => {
    const page = await visit('/');
    const total = page.getByTestId('total');
    const { accounts } = await asked<{ accounts: { nodes: { name: string; valuation: { total: string } }[] } }>(
      '{ accounts { nodes { name valuation { total } } } }',
    );
    const pension = accounts.nodes.find(({ name }) => name === 'Pension');
    await page.getByLabel('Portfolio or account').selectOption({ label: 'Pension' });
    expect(await page.locator('.scope-chosen').innerText()).toBe('Pension');
    await total.filter({ hasText: euros(pension?.valuation.total) }).waitFor();
    await page.reload();
    await total.filter({ hasText: euros(pension?.valuation.total) }).waitFor();
    await page.getByRole('link', { name: 'Holdings', exact: true }).click();
    await page.getByTestId('holding').waitFor();
    expect(await page.locator('.holdings .name').allInnerTexts()).toEqual(['World Index']);
  });

  test('nothing is said of the cash of an account before it is known', async () => {
    const page = await visit('/settings/profile');
    await page.routeWebSocket(/./, () => undefined);
    const isValuation = (data: string | null) => /query Valuation\b/.test(data ?? '');
    await page.route('**/graphql', (route) => (isValuation(route.request().postData()) ? undefined : route.continue()));
    await Promise.all([page.waitForRequest((request) => isValuation(request.postData())), page.goto(world.url)]);
    const pension = page.locator('.account').filter({ hasText: 'Pension' });
    expect(await pension.innerText()).toBe('Pension');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  test('the last day is drawn from the API’s own points, and a benchmark beside the return', async () => {
    const page = await visit('/');
    await page.getByRole('button', { name: '1D, one day' }).click();
    await page.locator('.history-main summary').press('Enter');
    const rows = page.locator('.history-main').getByTestId('chart-row');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(145);
    await page.getByLabel('Compare with').selectOption({ label: 'World Index' });
    await page.getByRole('button', { name: '1M, one month' }).click();
    await page.locator('.legend').getByText('World Index').waitFor();
    const { performance } = await asked<{
      performance: { twr: { total: { value: string } }; risk: { benchmarkReturn: { value: string } } };
    }>(
      `{ performance(from: "${monthAgo()}", benchmarkInstrumentId: "${fund}") { twr { total { value } } risk { benchmarkReturn { value } } } }`,
    );
    const returns = page.getByTestId('returns');
    await returns.getByText(percent(performance.risk.benchmarkReturn.value)).waitFor();
    expect(await returns.innerText()).toContain(percent(performance.twr.total.value));
  });

  test('the parts of the allocation are the whole, however it is cut', async () => {
    const page = await visit('/');
    const rows = page.locator('.parts-table tbody tr');
    await rows.first().waitFor();
    const shares = async () => (await rows.locator('td').filter({ hasText: '%' }).allInnerTexts()).map((text) => Number.parseFloat(text));
    for (const [cut, count] of [
      ['Class', 3],
      ['Currency', 2],
      ['Account', 2],
      ['Holding', 3],
    ] as const) {
      await page.getByRole('group', { name: 'Cut by' }).getByRole('button', { name: cut }).click();
      await expect(rows.count()).resolves.toBe(count);
      expect((await shares()).reduce((sum, each) => sum + each, 0)).toBeCloseTo(100, 0);
    }
    expect(await page.getByTestId('fresh-counts').innerText()).toMatch(/fresh|late|stale/);
  });
}

/** The first day of a month's range, as the page asks for it. */
function monthAgo(): string {
  const today = new Date();
  const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 1));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(today.getUTCDate(), last) + 1);
  return date.toISOString().slice(0, 10);
}

function describeHolding(): void {
  test('one holding: its live price, the trades on its line, lots, and gains by price and by rate', async () => {
    const page = await visit('/holdings');
    await page.getByRole('link', { name: 'Acme Corporation' }).click();
    await page.waitForURL(`${world.url}/holdings/${share}`);
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    // Who hears the page is read no table of empty cells; what the figures are stands in one of its own.
    expect(await page.getByTestId('plot').getByRole('table').count()).toBe(0);
    const explained = await asked<{
      realisedGains: { totalInBase: { gain: string; priceGain: string; currencyGain: string } };
      holdings: { nodes: { unrealisedGain: string; lots: { nodes: { quantity: string }[] } }[] };
    }>(
      `{ realisedGains(instrumentId: "${share}", from: "2020-01-01") { totalInBase { gain priceGain currencyGain } } holdings { nodes { unrealisedGain lots { nodes { quantity } } } } }`,
    );
    const gains = page.locator('.gains-table');
    await gains.waitFor();
    const { gain, priceGain, currencyGain } = explained.realisedGains.totalInBase;
    const realised = await gains.getByRole('row', { name: 'Realised', exact: false }).filter({ hasNotText: 'Unrealised' }).innerText();
    for (const amount of [priceGain, currencyGain, gain]) expect(realised).toContain(euros(amount, 'exceptZero'));
    await page.getByRole('heading', { name: 'Open lots' }).waitFor();
    const lots = page.locator('section[aria-labelledby="lots-label"] tbody tr');
    await lots.first().waitFor();
    const held = explained.holdings.nodes.find(({ lots: { nodes } }) => nodes.some(({ quantity }) => quantity === '20'));
    expect(await lots.count()).toBe(held?.lots.nodes.length);
    await page.locator('section[aria-labelledby="price-label"] summary').press('Enter');
    await page.getByTestId('chart-row').filter({ hasText: 'sell 30' }).waitFor();
    await world.quotes([{ instrumentId: share, price: '111.5', currency: 'USD', observedAt: ago(0) }]);
    await page.getByTestId('price').filter({ hasText: 'US$111.50' }).waitFor();
    await page.getByRole('link', { name: 'In the ledger' }).click();
    await page.waitForURL(/\/transactions\?instrument=/);
  });

  test('an instrument that is not held, or not there, is said so', async () => {
    const stranger = await world.signUp();
    const page = await visit(`/holdings/${share}`, stranger);
    await page.getByText('None of it is held now').waitFor();
    await go(page, '/holdings/no-such-instrument');
    await page.getByText('There is no such instrument').waitFor();
  });
}

function describePerformance(): void {
  test('the returns, what made the difference, and the contributions are those of the API', async () => {
    const page = await visit('/performance');
    await page.getByRole('button', { name: 'All, since the first entry' }).click();
    const { performance } = await asked<{
      performance: {
        simpleReturn: { total: { value: string } };
        explanation: Record<string, string>;
        byMonth: { month: string; value: string }[];
        byYear: { value: string }[];
        contributions: { rows: { nodes: { gain: string }[] } };
      };
    }>(
      '{ performance { simpleReturn { total { value } } explanation { start inflow outflow priceGain currencyGain income fees taxes end } byMonth { month value } byYear { value } contributions { rows(first: 10) { nodes { gain } } } } }',
    );
    const { start, end, inflow, fees, taxes, income, priceGain } = performance.explanation as Record<string, string>;
    const waterfall = page.getByTestId('waterfall');
    await waterfall.getByText(euros(inflow, 'exceptZero')).waitFor();
    const text = await waterfall.innerText();
    for (const amount of [euros(start), euros(end), euros(income, 'exceptZero'), euros(priceGain, 'exceptZero')])
      expect(text).toContain(amount);
    for (const amount of [fees, taxes]) expect(text).toContain(euros(`-${amount}`, 'exceptZero'));
    expect(await page.getByTestId('returns').innerText()).toContain(percent(performance.simpleReturn.total.value));
    const contributions = await page.getByTestId('contribution').allInnerTexts();
    expect(contributions).toHaveLength(2);
    for (const [i, { gain }] of performance.contributions.rows.nodes.entries())
      expect(contributions[i]).toContain(euros(gain, 'exceptZero'));
    const months = await page.locator('.months tbody').innerText();
    for (const { value } of [...performance.byMonth, ...performance.byYear]) expect(months).toContain(percent(value));
    await page.getByRole('heading', { name: 'Drawdown' }).waitFor();
  });
}

function describeLoss(): void {
  test('what is worth less than nothing is said with its sign, and without returns and falls that mean nothing', async () => {
    const bob = await world.signUp();
    const accountId = await bob.openAccount({ allowsShort: true });
    await bob.record(
      { accountId, kind: 'SELL', tradeDate: day(-5), instrumentId: fund, quantity: '10', price: '50', currency: 'EUR' },
      { accountId, kind: 'FEE', tradeDate: day(-4), amount: '700', currency: 'EUR' },
    );
    const { total, holdings } = await bob.valuation();
    const page = await visit('/', bob);
    await page
      .getByTestId('total')
      .filter({ hasText: euros(total) })
      .waitFor();
    expect(total).toMatch(/^-/);
    const history = page.getByRole('region', { name: 'History' }).locator('[data-is-drawn=true]');
    await history.waitFor();
    // What lies below zero is filled up to it, so nothing of the ground lies under the line.
    const { above, below } = await history.evaluate(groundOf);
    expect(above).not.toBe(below);
    expect(below).toBe('255,255,255');
    const allocation = page.getByRole('region', { name: 'Allocation' });
    await allocation.getByRole('paragraph').filter({ hasText: 'The total is not above zero, so nothing is a share of it.' }).waitFor();
    expect(await allocation.locator('.ring').count()).toBe(0);
    await allocation.getByRole('button', { name: 'Over time' }).click();
    await allocation.getByText('The total was never above zero').waitFor();
    await go(page, '/holdings');
    const row = await page.getByTestId('holding').innerText();
    for (const text of ['−10', euros(holdings[0]?.value)]) expect(row).toContain(text);
    await go(page, '/performance');
    await page.getByTestId('waterfall').getByText(euros(total)).waitFor();
    await page.getByRole('region', { name: 'Drawdown' }).getByText('Nothing to measure').waitFor();
    for (const nothing of ['NaN', 'Infinity', 'It never fell']) expect(await page.locator('main').innerText()).not.toContain(nothing);
  });
}

/** The colours of a drawing, a little below its upper edge and a little above its lower one, in the last fifth of its width. */
function groundOf(figure: unknown): { above: string; below: string } {
  interface Canvas {
    readonly width: number;
    readonly height: number;
    getContext(kind: '2d'): { getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray } };
  }
  const canvases = Array.from((figure as { querySelectorAll(selector: string): ArrayLike<Canvas> }).querySelectorAll('canvas'));
  // The widest is the drawing itself; the first of two, the one below the crosshair.
  const drawing = canvases.reduce((widest, canvas) => (canvas.width * canvas.height > widest.width * widest.height ? canvas : widest));
  const colourAt = (y: number) =>
    drawing
      .getContext('2d')
      .getImageData(Math.round(drawing.width * 0.8), y, 1, 1)
      .data.slice(0, 3)
      .join();
  return { above: colourAt(Math.round(drawing.height * 0.2)), below: colourAt(drawing.height - 2) };
}

function describeWhy(): void {
  test('a total leads to a holding, a holding to its price, and the arithmetic ends at the figure', async () => {
    const page = await visit('/');
    await page.getByTestId('total').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: 'Why this total?' }).waitFor();
    await drawer.getByRole('button', { name: /Acme Corporation/ }).click();
    await drawer.getByRole('heading', { name: 'Why this value?' }).waitFor();
    const { holdings } = await asked<{ holdings: { nodes: { id: string; instrumentId: string }[] } }>(
      '{ holdings { nodes { id instrumentId } } }',
    );
    const id = holdings.nodes.find(({ instrumentId }) => instrumentId === share)?.id;
    const { explainHolding } = await asked<{ explainHolding: { steps: { name: string; result: string }[] } }>(
      `{ explainHolding(holdingId: "${id}") { steps { name result } } }`,
    );
    const value = explainHolding.steps.find(({ name }) => name === 'value')?.result as string;
    const exact = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 20 }).format(value as Intl.StringNumericLiteral);
    await drawer.locator('.step-last tfoot').getByText(exact).waitFor();
    await drawer.locator('.why-source').click();
    await drawer.getByRole('heading', { name: 'Why this price?' }).waitFor();
    await drawer.getByText('As the source wrote it').waitFor();
    await drawer.getByRole('button', { name: 'Back' }).click();
    await drawer.getByRole('heading', { name: 'Why this value?' }).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(
      await page
        .getByRole('button', { name: /why this number/ })
        .first()
        .evaluate((button) => button.matches(':focus')),
    ).toBe(true);
  });

  test('cash, a day change, a gain, an income and a return say what they were made of', async () => {
    const page = await visit('/');
    const drawer = page.getByRole('dialog');
    const ask = async (label: string, ...texts: (string | RegExp)[]) => {
      for (const text of texts) await drawer.getByText(text).first().waitFor();
      await drawer.getByRole('heading', { name: label }).waitFor();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    };
    await page.locator('.headline-parts').getByRole('button').nth(1).click();
    await drawer.getByRole('button', { name: /Cash in EUR.*Brokerage/ }).click();
    await ask('Why this balance?', 'The movements', 'Balance');
    await page.getByTestId('day-change').getByRole('button').first().click();
    await ask('Why this day change?', 'Made by prices', 'Made by exchange rates');
    await page.locator('.headline-parts').getByRole('button').nth(3).click();
    await drawer.getByRole('button', { name: /Acme/ }).click();
    await ask('Why this gain?', 'Open lots', 'Unrealised gain');
    await page.locator('.income').getByRole('button').first().click();
    await ask('Why this income?', 'Acme Corporation', 'What was kept', /US\$40\.00 at \d\.\d+ EUR per USD/);
    await page.getByTestId('returns').getByRole('button').nth(1).click();
    await ask('Why this TWR?', 'How it is made', 'Deposits and withdrawals');
  });
}

function describeEveryFigure(): void {
  test('no figure on the pages is without its explanation, and each explanation has something to say', async () => {
    await ada.api.text('mutation { createAlertRule(input: { name: "Rich", measure: VALUE, condition: ABOVE, threshold: "1" }) { id } }');
    const page = await visit('/');
    // Wide enough for every column of the table.
    await page.setViewportSize({ width: 1600, height: 900 });
    for (const [path, isThere, explained] of [
      ['/', '.month-bars', 9],
      ['/holdings', '.holdings tfoot', 9],
      ['/performance', '[data-testid="realised"]', 9],
      [`/holdings/${share}`, '.gains-table', 9],
      // All of its figures are among the exceptions.
      ['/transactions', '[data-testid="entry"]', 0],
      ['/alerts', '[data-testid="alert"]', 1],
      ['/alerts/rules', '[data-testid="alert-rule"]', 0],
    ] as const) {
      await go(page, path);
      await page.locator(isThere).first().waitFor();
      // The sums of the groups, too.
      if (path === '/holdings') await page.getByRole('button', { name: 'Account', exact: true }).click();
      expect(await unexplained(page)).toEqual([]);
      const explanations = await explainAll(page);
      expect(explanations.length).toBeGreaterThanOrEqual(explained);
      expect(explanations.filter((flaw) => flaw !== null)).toEqual([]);
    }
  });
}

/**
 * Presses every figure and waits for what is said of it; what is wrong with each explanation, or null. In the page itself, since
 * there are hundreds and each step from outside costs as much as an explanation.
 */
function explainAll(page: Page): Promise<(string | null)[]> {
  return page.locator('main').evaluate(async (main) => {
    const frame = () => new Promise((resolve) => setTimeout(resolve, 4));
    const drawer = () => main.ownerDocument.querySelector('dialog[open]');
    const within = async (isThere: () => boolean) => {
      const endMs = performance.now() + 15_000;
      while (!isThere()) {
        if (performance.now() > endMs) return false;
        await frame();
      }
      return true;
    };
    const explain = async (figure: { click(): void; textContent: string | null }) => {
      figure.click();
      if (!(await within(() => drawer()?.querySelector('.why-figure, .step, .why-facts') != null))) return `${figure.textContent}: nothing`;
      const flaw = drawer()?.querySelector('.empty, [role=alert]')?.textContent ?? null;
      drawer()?.querySelector('[aria-label=Close]')?.click();
      if (!(await within(() => drawer() === null))) return `${figure.textContent}: stays open`;
      return flaw === null ? null : `${figure.textContent}: ${flaw}`;
    };
    const flaws: (string | null)[] = [];
    for (const figure of main.querySelectorAll('.why, .why-cell')) flaws.push(await explain(figure));
    return flaws;
  });
}

/**
 * Amounts, percentages and units that are no button and in none; but for what follows a pointer over a drawing, words around them, and
 * what explanations end at: the entries of the ledger, and what alerts are asked for.
 */
function unexplained(page: Page): Promise<string[]> {
  const apart =
    '.why, .why-cell, .legend, .latest-move, canvas, figure, .axis, .sr-only, .risk-figures dt, p.small, [aria-labelledby="entries-label"], [data-testid="entry"], .alert-message';
  return page.locator('main *').evaluateAll(
    (elements, [selector, units]) => {
      const own = (element: (typeof elements)[number]) =>
        [...element.childNodes]
          .filter(({ nodeType }) => nodeType === 3)
          .map(({ textContent }) => textContent)
          .join('');
      return elements
        .filter((element) => /[€$£]\s?\d|\d\s?%/.test(own(element)) || (element.matches(units) && /\d/.test(own(element))))
        .filter((element) => !element.closest(selector))
        .map((element) => `${element.className || element.tagName}: ${own(element)}`);
    },
    [apart, '.col-quantity, [data-label=Units]'] as const,
  );
}
