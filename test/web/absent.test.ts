// An address of something that is not there, or no longer: it says so, and leads back instead of asking again in vain.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

const NOWHERE = '00000000-0000-7000-8000-000000000000';

let world: LocalWorld;
let visits: Visits;

describeWithChromium('what is not there', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
  });
  afterAll(() => world?.close());

  test('is said so at its own address, with a way back and none to try again', async () => {
    const page = await visits.open({ email: 'admin@example.org' });
    for (const [path, words, back, list] of [
      [`/transactions/${NOWHERE}`, 'There is no such entry', 'All entries', '/transactions'],
      [`/transactions/${NOWHERE}/amend`, 'There is no such entry', 'All entries', '/transactions'],
      [`/holdings/${NOWHERE}`, 'There is no such instrument', 'All holdings', '/holdings'],
      [`/alerts/rules/${NOWHERE}`, 'There is no such rule', 'All rules', '/alerts/rules'],
      [`/admin/instruments/${NOWHERE}`, 'There is no such instrument', 'All instruments', '/admin/instruments'],
    ] as const) {
      await page.goto(world.url + path);
      await page.getByText(words, { exact: true }).waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      if (path.endsWith('/amend')) expect(await look(page, 'absent')).toEqual([]);
      await page.getByText(back, { exact: true }).click();
      await page.waitForURL(world.url + list);
    }
  });
});
