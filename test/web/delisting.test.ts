// What trades no more, from the administrator who says so to those who hold it, find it and sell it; and that it is taken back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

let world: LocalWorld;
let visits: Visits;

describeWithChromium('what trades no more', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
  });
  afterAll(() => world?.close());

  test('is said by an administrator, shown to who holds it, and taken back', async () => {
    const share = await world.instrument({ name: 'Merged Engines', ticker: 'MRG', currency: 'EUR', mic: 'XETR' });
    const close = (valueDate: string, price: string) => ({ instrumentId: share, price, currency: 'EUR', valueDate });
    await world.quotes([close('2026-03-03', '100'), close('2026-03-04', '110')], true);
    const ada = await world.signUp();
    const accountId = await ada.openAccount();
    const units = { accountId, instrumentId: share, quantity: '10', price: '90', currency: 'EUR' } as const;
    await ada.record({ ...units, kind: 'DELIVERY_IN', tradeDate: '2026-03-03' });
    const holder = await visits.open(ada, '/holdings');
    const row = holder.getByTestId('holding').filter({ hasText: 'Merged Engines' });
    await row.getByText('stale', { exact: true }).waitFor();

    const admin = await visits.open({ email: 'admin@example.org' }, `/admin/instruments/${share}`);
    const dialog = admin.getByRole('dialog').last();
    await admin.getByRole('button', { name: 'Delist it' }).click();
    await dialog.getByLabel('First day without trading').fill('2026-03-04');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(/It has prices since, the last of 4 Mar 2026/).waitFor();
    expect(await look(admin, 'admin-delisting')).toEqual([]);
    await dialog.getByLabel('First day without trading').fill('2026-03-05');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('delisted on 5 Mar 2026', { exact: true }).waitFor();
    expect(await look(admin, 'admin-delisted')).toEqual([]);

    await row.getByText('final', { exact: true }).waitFor();
    expect(await look(holder, 'holdings-delisted')).toEqual([]);
    await row.getByRole('link', { name: 'Merged Engines' }).click();
    await holder.getByText('delisted on 5 Mar 2026').waitFor();
    await holder.getByText('final', { exact: true }).waitFor();
    expect(await holder.getByText(/market (open|closed)/).count()).toBe(0);
    expect(await look(holder, 'holding-delisted')).toEqual([]);
    await holder.goto(world.url);
    await holder.getByText('all prices fresh').waitFor();
    await holder.getByText('Nothing that is held trades any more.').waitFor();
    expect(await look(holder, 'overview-delisted')).toEqual([]);

    await holder.goto(`${world.url}/transactions/new`);
    await holder.getByRole('dialog').getByRole('combobox', { name: 'Instrument' }).fill('merged');
    await holder.getByRole('option', { name: /Merged Engines.*delisted on 5 Mar 2026/ }).waitFor();
    expect(await look(holder, 'entry-delisted')).toEqual([]);

    await admin.getByRole('button', { name: 'Take its delisting back' }).click();
    await dialog.getByRole('button', { name: 'Yes, it trades' }).click();
    await admin.getByRole('button', { name: 'Delist it' }).waitFor();
    await holder.goto(`${world.url}/holdings`);
    await row.getByText('stale', { exact: true }).waitFor();
  });
});
