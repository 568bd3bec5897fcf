// The dashboard as it is in production: its own documents and no others, a policy that allows nothing inline, and a live value all the same.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changed, go, Visits } from '../testkit/browser.js';
import { temporaryFolder } from '../testkit/child.js';
import { describeWithChromium } from '../testkit/servers.js';
import {
  CREATE_INSTRUMENT,
  day,
  INGEST_QUOTES,
  type LocalWorld,
  OPEN_ACCOUNT,
  openWorld,
  PASSWORD,
  RECORD_ALL,
  REGISTER,
} from '../testkit/world.js';

/** What this suite asks beside the dashboard. */
const OWN = [CREATE_INSTRUMENT, INGEST_QUOTES, OPEN_ACCOUNT, RECORD_ALL, REGISTER].map(String);
const EMAIL = 'admin@example.org';
const PAGES = ['/holdings', '/performance', '/transactions', '/alerts', '/settings', '/settings/security', '/admin', '/admin/users'];

describeWithChromium('the dashboard in production', () => {
  const folder = temporaryFolder('production');
  let world: LocalWorld;
  const visits = new Visits(() => world);

  beforeAll(async () => {
    const manifest = join(folder.path, 'suite.json');
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    writeFileSync(manifest, JSON.stringify(Object.fromEntries(OWN.map((text) => [hash(text), text]))));
    const settings = { NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'on', TRUSTED_DOCUMENTS_FILES: manifest };
    world = await openWorld(settings);
  });
  afterAll(async () => {
    await world?.close();
    folder.remove();
  });

  test('shows a value that moves, and every page without a complaint of the browser', async () => {
    const instrumentId = await world.instrument({ name: 'Acme', currency: 'EUR', mic: null });
    const { id: accountId } = (await world.admin.run(OPEN_ACCOUNT, { input: { name: 'Brokerage', currency: 'EUR' } })).expectNoErrors()
      .openAccount;
    const entry = { accountId, instrumentId, tradeDate: day(-2), quantity: '10', price: '100', currency: 'EUR' };
    (
      await world.admin.run(RECORD_ALL, {
        inputs: [
          { accountId, kind: 'DEPOSIT', tradeDate: day(-2), amount: '1000', currency: 'EUR' },
          { ...entry, kind: 'BUY' },
        ],
      })
    ).expectNoErrors();
    await world.quotes([{ instrumentId, price: '100', currency: 'EUR', valueDate: day(-1) }]);

    const visitor = await visits.come();
    const page = await visitor.signIn(EMAIL, PASSWORD);
    const total = page.getByTestId('total');
    await total.filter({ hasText: '1,000.00' }).waitFor();
    const before = (await total.textContent()) ?? '';
    await world.quotes([{ instrumentId, price: '103.5', currency: 'EUR', observedAt: new Date().toISOString() }]);
    expect(await changed(total, before)).toContain('1,035.00');

    const response = await page.request.get(world.url);
    expect(response.headers()['content-security-policy']).toMatch(/script-src 'self'(;|$)/);
    for (const path of PAGES) {
      await go(page, path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      // All that the page asks for was answered.
      await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
      await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
    }
    // Whatever is not in a manifest is refused, to the signed-in as well.
    const answer = await world.admin.text('{ me { id } }');
    expect(answer.expectError().extensions.rule).toBe('TRUSTED');
  });
});
