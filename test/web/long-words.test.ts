// Names as long as they may be, without a space, on a small phone: nothing is wider than the screen, and no figure is cut off.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { go, Visits } from '../testkit/browser.js';
import { describeWithChromium } from '../testkit/servers.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

let world: LocalWorld;
let ada: Person;
let share: string;
let visits: Visits;

describeWithChromium('long words in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
    share = await world.instrument({ name: 'W'.repeat(200), currency: 'EUR', mic: null, ticker: 'WWWWWWWWWWWW' });
    await world.quotes(
      [-20, -1].map((offset, i) => ({ instrumentId: share, price: String(1000 + i), currency: 'EUR', valueDate: day(offset) })),
      true,
    );
    await world.rates([{ base: 'EUR', quote: 'IDR', rate: '19016.9612', valueDate: day(-1) }], true);
    ada = await world.signUp();
    const accountId = await ada.openAccount({ name: 'a'.repeat(120) });
    const note = 'n'.repeat(500);
    await ada.record(
      { accountId, kind: 'DEPOSIT', tradeDate: day(-25), amount: '90000', currency: 'EUR', note },
      { accountId, kind: 'BUY', tradeDate: day(-20), instrumentId: share, quantity: '80.5', price: '1000', currency: 'EUR', note },
    );
  });
  afterAll(async () => {
    await world?.close();
  });

  test('stay in their boxes on every page', async () => {
    const page = await (await visits.come({ as: ada, viewport: { width: 360, height: 780 } })).open('/');
    for (const [path, isThere] of [
      ['/', '.mover-name'],
      ['/holdings', '[data-testid=holding]'],
      [`/holdings/${share}`, '[data-testid=plot][data-is-drawn=true]'],
      ['/performance', '[data-testid=contribution]'],
      ['/transactions', '[data-testid=entry]'],
      ['/settings/portfolios', '.list-title'],
    ] as const) {
      await go(page, path);
      await page.locator(isThere).first().waitFor();
      expect([path, await cutOff(page)]).toEqual([path, []]);
    }
  });

  test('leave its day to a price, and to the name of an entry more than its longest word', async () => {
    const name = 'Northstar Total Stock Market Index Fund Admiral Shares';
    const fund = await world.instrument({ kind: 'FUND', name, currency: 'EUR', mic: null });
    const navs = [-2, -1].map((offset, i) => ({ instrumentId: fund, price: `31${i}9.9075`, currency: 'EUR', valueDate: day(offset) }));
    await world.quotes(navs, true);
    const grace = await world.signUp();
    const accountId = await grace.openAccount({ name: 'Indian mutual funds' });
    const bought = { quantity: '8.652', price: '3000.0001', currency: 'EUR' } as const;
    await grace.record({ accountId, kind: 'BUY', tradeDate: day(-3), instrumentId: fund, ...bought });
    const page = await (await visits.come({ as: grace, viewport: { width: 360, height: 780 } })).open('/holdings');
    const dayOf = page
      .getByTestId('holding')
      .getByText(/^(NAV )?\d+ \w+$/)
      .last();
    await dayOf.waitFor();
    const [shown, cell] = [await dayOf.boundingBox(), await page.getByTestId('holding').locator('.col-age').boundingBox()];
    expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual((cell?.x ?? 0) + (cell?.width ?? 0));
    await page.setViewportSize({ width: 820, height: 1180 });
    await go(page, '/transactions');
    const link = page.getByTestId('entry').getByRole('link');
    await link.waitFor();
    expect(await link.evaluate((element) => element.getClientRects().length)).toBeLessThan(5);
  });

  test('leave a return in one piece', async () => {
    const eve = await world.signUp();
    const accountId = await eve.openAccount({ allowsShort: true });
    const sold = { quantity: '100', price: '1', currency: 'EUR' } as const;
    await eve.record(
      { accountId, kind: 'DEPOSIT', tradeDate: day(-10), amount: '100', currency: 'EUR' },
      { accountId, kind: 'SELL', tradeDate: day(-5), instrumentId: share, ...sold },
    );
    const page = await (await visits.come({ as: eve, viewport: { width: 360, height: 780 } })).open('/');
    const figure = page.getByTestId('returns').getByText('−100,000.00%');
    await figure.waitFor();
    // Two lines are 48 px.
    expect((await figure.boundingBox())?.height).toBeLessThan(40);
    expect(await cutOff(page)).toEqual([]);
  });

  test('stay in their boxes as amounts of sixteen digits, with what they are made of', async () => {
    const [mary, yen] = [await world.signUp('JPY'), { currency: 'JPY' }];
    const accountId = await mary.openAccount(yen);
    const held = await world.instrument({ ...yen, name: 'Nikkei', mic: null });
    await world.quotes([{ instrumentId: held, price: '4000', valueDate: day(-1), ...yen }], true);
    await mary.record(
      { accountId, kind: 'DEPOSIT', tradeDate: day(-10), amount: '9000000000000000', ...yen },
      { accountId, kind: 'BUY', tradeDate: day(-5), instrumentId: held, quantity: '1000000000000', price: '3900', ...yen },
    );
    const page = await (await visits.come({ as: mary, viewport: { width: 360, height: 780 } })).open('/');
    await page.getByTestId('total').click();
    const figure = page.getByRole('dialog').locator('.why-figure');
    await figure.waitFor();
    const reaches = await page
      .getByRole('dialog')
      .locator('.dialog-body')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(reaches).toBe(0);
    await page.keyboard.press('Escape');
    for (const path of ['/', '/holdings', `/holdings/${held}`, '/performance', '/transactions']) {
      await go(page, path);
      await page.locator('main').getByText(/JP¥\d/).filter({ visible: true }).first().waitFor();
      // So long a figure may be reached by moving its table; the page stays as wide as the screen.
      expect([path, (await cutOff(page)).filter((box) => box.startsWith('HTML'))]).toEqual([path, []]);
    }
  });

  test('stay in their boxes on the pages of an administrator', async () => {
    const somebody = { email: `${'e'.repeat(60)}@${'d'.repeat(60)}.example`, name: 'u'.repeat(120), role: 'USER' };
    const make = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }';
    (await world.admin.text(make, { input: somebody })).expectNoErrors();
    const as = { email: 'admin@example.org' };
    const page = await (await visits.come({ as, viewport: { width: 360, height: 780 } })).open('/admin/rates');
    for (const [path, isThere] of [
      ['/admin/rates', '[data-testid=fx-rate]'],
      ['/admin/users', `text=${somebody.email}`],
      ['/admin/audit', `text=${somebody.name}`],
      ['/admin/instruments', '[data-testid=instrument]'],
      [`/admin/instruments/${share}`, 'dialog .facts'],
    ] as const) {
      await go(page, path);
      await page.locator(isThere).first().waitFor();
      expect([path, await cutOff(page)]).toEqual([path, []]);
    }
  });
});

/** The page, and the boxes of it that could be moved sideways, but for the two that are made for that. */
function cutOff(page: Page): Promise<string[]> {
  return page.locator('html, html *:not(.sub-nav, .accounts, .sr-only)').evaluateAll((elements) =>
    elements
      .filter((element) => element.scrollWidth > element.clientWidth)
      .filter((element) => element.tagName === 'HTML' || element.matches('.table-scroll'))
      .map((element) => `${element.tagName}.${element.className}: ${element.scrollWidth} in ${element.clientWidth} px`),
  );
}
