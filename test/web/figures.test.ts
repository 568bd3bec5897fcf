// What is shown is what the API says, the moment it says it, and to nobody else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { live, Visits } from '../testkit/browser.js';
import { euros, holder } from '../testkit/holder.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, type LocalWorld, openWorld } from '../testkit/world.js';

let world: LocalWorld;
let visits: Visits;

describeWithChromium('live figures in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  describeFigures();
  describeHealing();
  describeOffline();
  describeSoldOut();
  describePeople();
});

function describeFigures(): void {
  test('the figures shown are those of the API, in the reader’s own way of writing', async () => {
    const { person, name } = await holder(world, { quantity: '12.5', price: '104.3' });
    const page = await visits.open(person);
    await page.locator('.headline-parts').getByText('Unrealised gain').waitFor();
    const valuation = await person.valuation();
    const [holding] = valuation.holdings;
    expect(valuation).toMatchObject({ total: '10053.75', unrealisedGain: '53.75' });
    expect(await page.getByTestId('total').textContent()).toBe(euros(valuation.total));
    const parts = (await page.locator('.headline-parts').innerText()).replaceAll(/\s*:\s*why this number\?/g, '');
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
    const { person, instrumentId } = await holder(world, { quantity: '10', price: '100' });
    const page = await visits.open(person);
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
    const { person, name, instrumentId } = await holder(world, { quantity: '10', price: null, currency: 'USD' });
    // The same of another one is said in the same breath.
    const { accounts } = (await person.api.text('{ accounts { nodes { id } } }')).data as { accounts: { nodes: [{ id: string }] } };
    const other = await world.instrument({ name: 'Another one', currency: 'USD', mic: null });
    const buy = { accountId: accounts.nodes[0].id, tradeDate: day(-3), currency: 'USD', kind: 'BUY', price: '1', quantity: '1' } as const;
    await person.record({ ...buy, instrumentId: other });
    const page = await visits.open(person);
    const valuation = await person.valuation();
    expect(valuation.gaps.length).toBeGreaterThan(0);
    const notes = await page.locator('.gaps').innerText();
    for (const gap of valuation.gaps) expect(notes).toContain(gap.message);
    const { message } = valuation.gaps.find((gap) => gap.instrumentId === instrumentId) ?? {};
    expect(notes.split('\n').filter((line) => line.endsWith(`: ${message}`))).toHaveLength(1);
    for (const each of [name, 'Another one']) expect(notes).toContain(each);
    expect(await page.getByTestId('total').textContent()).toBe(euros(valuation.total));
  });
}

function describeHealing(): void {
  test('what the server cannot answer for a moment is said so, and asked again by itself', async () => {
    const { person } = await holder(world, { quantity: '10', price: '100' });
    const visitor = await visits.come({ as: person });
    await visitor.holdClocks();
    const page = await visitor.open();
    await live(page);
    let isOut = true;
    const failure = {
      message: 'The database is not reachable; with the same idempotency key nothing happens twice.',
      extensions: { code: 'UNAVAILABLE' },
    };
    await page.route('**/graphql', (route) =>
      isOut && route.request().postData()?.includes('query Performance')
        ? route.fulfill({ json: { errors: [failure] } })
        : route.continue(),
    );
    await page.getByRole('link', { name: 'Performance', exact: true }).click();
    await page.getByText('The server cannot do this at the moment. Trying again by itself.').waitFor();
    isOut = false;
    await visitor.moveClocks('00:05');
    await page.getByTestId('waterfall').waitFor();
    // Where nothing at all can be read, the page still says which it is.
    await page.route('**/graphql', (route) => route.fulfill({ json: { errors: [failure] } }));
    await page.reload();
    await page.getByText('The server cannot do this at the moment.').waitFor();
    await page.getByRole('heading', { name: 'Performance', level: 1 }).waitFor();
  });
}

function describeOffline(): void {
  test('without a connection what was loaded stays and says why, and a page that was not opens by itself when it is back', async () => {
    const { person } = await holder(world, { quantity: '10', price: '100' });
    const visitor = await visits.come({ as: person });
    await visitor.holdClocks();
    const page = await visitor.open();
    await live(page);
    const drawer = page.waitForResponse(/\/drawer-/);
    await visitor.moveClocks('00:04');
    await (await drawer).finished();
    await page.context().setOffline(true);
    await page.getByRole('status').filter({ hasText: 'Offline' }).waitFor();
    await page.getByRole('link', { name: 'Holdings', exact: true }).click();
    await page.getByText('This page was not loaded before the connection was lost.').waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByTestId('total').click();
    await page.getByRole('heading', { name: 'Why this total?' }).waitFor();
    expect(await page.getByTestId('total').textContent()).toBe(euros('10000'));
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Holdings', exact: true }).click();
    await page.getByText('This page was not loaded before the connection was lost.').waitFor();
    await page.context().setOffline(false);
    await visitor.moveClocks('00:05');
    await page.getByTestId('holding').waitFor();
    // The browser itself writes to the console what found no network.
    expect(
      visitor.complaints.splice(0).filter((complaint) => !/ERR_INTERNET_DISCONNECTED|code of this page|preload/i.test(complaint)),
    ).toEqual([]);
  });
}

function describeSoldOut(): void {
  test('who sold everything sees what it came to, and not the first steps of a newcomer', async () => {
    const { person, instrumentId } = await holder(world, { quantity: '10', price: '100' });
    const { accounts } = (await person.api.text('{ accounts { nodes { id } } }')).data as { accounts: { nodes: [{ id: string }] } };
    const sale = { accountId: accounts.nodes[0].id, tradeDate: day(-1), instrumentId, quantity: '10', price: '120', currency: 'EUR' };
    await person.record({ ...sale, kind: 'SELL' });
    const page = await visits.open(person);
    await page.getByText('Nothing is held now').waitFor();
    await page.locator('[data-testid="plot"][data-is-drawn="true"] canvas').first().waitFor();
    expect(await page.getByTestId('total').textContent()).toBe(euros('10200'));
    expect(await page.getByText('Nothing held yet').count()).toBe(0);
    expect(await look(page, 'sold-out')).toEqual([]);
    await page.getByRole('link', { name: 'See how it did' }).click();
    await page
      .getByTestId('realised')
      .getByText(`+${euros('200')}`)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Holdings', exact: true }).first().click();
    await page.getByText('Nothing is held now').waitFor();
  });
}

function describePeople(): void {
  test('two users side by side never see each other’s', async () => {
    const [one, other] = [await holder(world, { quantity: '10', price: '100' }), await holder(world, { quantity: '20', price: '200' })];
    const [left, right] = await Promise.all([visits.open(one.person), visits.open(other.person)]);
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
