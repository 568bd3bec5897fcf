// Alerts as a person meets them: a rule is made, a price makes it fire while one looks, and the inbox keeps it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Visits } from '../testkit/browser.js';
import { look } from '../testkit/look.js';
import { describeWithChromium } from '../testkit/servers.js';
import { ago, day, type LocalWorld, openWorld } from '../testkit/world.js';

let world: LocalWorld;
let acme: string;
let visits: Visits;

describeWithChromium('alerts in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
    acme = await world.instrument({ name: 'Acme', currency: 'EUR', mic: null, ticker: 'ACM' });
    await world.quotes([{ instrumentId: acme, price: '100', currency: 'EUR', observedAt: ago(60) }]);
  });
  afterAll(async () => {
    await world?.close();
  });

  test('a rule is made by hand, fires while one looks, and what it said is kept until it is read', async () => {
    const ada = await world.signUp();
    const page = await visits.open(ada, '/alerts/rules');
    const drawer = page.getByRole('dialog');
    await page.getByRole('link', { name: 'Make the first rule' }).click();
    await drawer.getByRole('button', { name: 'Arm the rule' }).click();
    await drawer.getByText('Type a name, ticker or ISIN, and choose from the list.').waitFor();
    await drawer.getByText('Enter the figure at which it fires.').waitFor();
    expect(await look(page, 'alert-rule-errors')).toEqual([]);
    await drawer.getByRole('combobox', { name: 'Instrument' }).fill('acm');
    await drawer.getByRole('option', { name: 'Acme' }).click();
    await drawer.getByLabel('Threshold, EUR').fill('101.5');
    await drawer.getByLabel('Name').fill('Acme is dear');
    // A reload loses nothing. What has fired comes twice from then on, as it may after a reconnect.
    await page.routeWebSocket(/graphql/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        socket.send(message);
        if (message.includes('"alertFired"')) socket.send(message);
      });
    });
    await page.reload();
    expect(await drawer.getByLabel('Threshold, EUR').inputValue()).toBe('101.5');
    await drawer.getByRole('button', { name: 'Arm the rule' }).click();
    const rule = page.getByTestId('alert-rule');
    await rule.getByText('Price of Acme: at or above €101.50, once').waitFor();
    await rule.getByText('Armed').waitFor();
    expect(await look(page, 'alert-rules')).toEqual([]);

    await page.getByRole('button', { name: 'Inbox' }).click();
    await page.getByText('Nothing has fired yet').waitFor();
    await world.quotes([{ instrumentId: acme, price: '102', currency: 'EUR', observedAt: ago(0) }]);
    await page.getByRole('button', { name: 'Alerts, 1 unread' }).waitFor();
    const alert = page.getByTestId('alert');
    await alert.filter({ hasText: 'Acme is dear' }).filter({ hasText: 'it has reached €101.50.' }).waitFor();
    await page.getByText('Acme is dear: Acme is at €102.00: it has reached €101.50.').waitFor();
    expect(await look(page, 'alerts')).toEqual([]);
    expect(await page.getByText('Acme is dear: Acme is at').count()).toBe(1);
    // Its figure says why, and what it has become.
    await alert.getByRole('button', { name: /^€102\.00/ }).click();
    await drawer.getByRole('heading', { name: 'Why this alert?' }).waitFor();
    await drawer.getByText('At or above €101.50').waitFor();
    await drawer.getByText('As the source wrote it').waitFor();
    expect(await look(page, 'alert-why')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Alerts, 1 unread' }).click();
    await page.getByRole('link', { name: 'All alerts' }).waitFor();
    expect(await look(page, 'alert-bell')).toEqual([]);
    await page.locator('.bell-panel').getByText('Unread: Acme is dear').waitFor();
    await page.locator('.bell-panel').getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('button', { name: 'Alerts', exact: true }).and(page.locator(':focus')).waitFor();
    await alert.getByText('Unread:').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Unread' }).click();
    await page.getByText('Everything is read').waitFor();
  });

  test('a rule is given new terms, and deleted when asked twice', async () => {
    const ada = await world.signUp();
    await ada.openAccount();
    const page = await visits.open(ada, '/alerts/rules/new');
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('What to look at').selectOption('DRAWDOWN');
    await drawer.getByLabel('Threshold, %').fill('-5');
    await drawer.getByLabel('Name').fill('A deep fall');
    await drawer.getByRole('button', { name: 'Arm the rule' }).click();
    await drawer.getByText('This never falls below 0. Enter 0 or more.').waitFor();
    await drawer.getByLabel('Threshold, %').fill('5');
    await drawer.getByRole('checkbox', { name: 'Fire each time, not only once' }).check();
    await drawer.getByRole('button', { name: 'Arm the rule' }).click();
    const rule = page.getByTestId('alert-rule');
    await rule.getByText('Drawdown of My portfolio: at or above 5.00%, each time').waitFor();
    await page.getByRole('button', { name: 'Pause A deep fall' }).click();
    await rule.getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Resume A deep fall' }).click();
    await rule.getByText('Armed').waitFor();
    await page.getByRole('link', { name: 'Change A deep fall' }).click();
    await drawer.getByLabel('Threshold, %').fill('7.5');
    await drawer.getByRole('button', { name: 'Save and arm anew' }).click();
    await rule.getByText('at or above 7.50%').waitFor();
    expect((await ada.api.text('{ alertRules { nodes { threshold version } } }')).data).toEqual({
      alertRules: { nodes: [{ threshold: '0.075', version: 4 }] },
    });
    await page.getByRole('button', { name: 'Delete A deep fall' }).click();
    await drawer.getByRole('button', { name: 'Delete the rule' }).click();
    await page.getByText('No rule yet').waitFor();
  });

  test('a rule that ends on a day of the reader’s is changed without moving that day, and needs no name', async () => {
    const ada = await world.signUp();
    const page = await (await visits.come({ as: ada, timezoneId: 'America/Los_Angeles' })).open('/alerts/rules/new');
    const drawer = page.getByRole('dialog');
    const until = day(30);
    await drawer.getByLabel('What to look at').selectOption('DRAWDOWN');
    await drawer.getByLabel('Threshold, %').fill('5');
    await drawer.getByLabel('Until').fill(until);
    await drawer.getByRole('button', { name: 'Arm the rule' }).click();
    const inWords = new Date(until).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
    await page.getByTestId('alert-rule').getByText(`until ${inWords}`).waitFor();
    await page.getByRole('link', { name: 'Change My portfolio, drawdown at or above 5%' }).click();
    expect(await drawer.getByLabel('Until').inputValue()).toBe(until);
  });

  test('a threshold of 12.345 stays so when only the name is changed where a point parts thousands', async () => {
    const ada = await world.signUp();
    const input = { name: 'Dear', measure: 'PRICE', instrumentId: acme, condition: 'ABOVE', threshold: '12.345' };
    await ada.api.text('mutation($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }', { input });
    const page = await (await visits.come({ as: ada, locale: 'de-DE' })).open('/alerts/rules');
    const drawer = page.getByRole('dialog');
    await page.getByRole('link', { name: 'Change Dear' }).click();
    expect(await drawer.getByLabel('Threshold, EUR').inputValue()).toBe('12,345');
    await drawer.getByLabel('Name').fill('Too dear');
    await drawer.getByRole('button', { name: 'Save and arm anew' }).click();
    await page.getByRole('link', { name: 'Change Too dear' }).waitFor();
    expect((await ada.api.text('{ alertRules { nodes { name threshold } } }')).data).toEqual({
      alertRules: { nodes: [{ name: 'Too dear', threshold: '12.345' }] },
    });
  });
});
