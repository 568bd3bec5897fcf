// A busy market in a real browser: frames keep coming, memory does not grow, and a page nobody looks at costs next to nothing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { live, Visits } from '../testkit/browser.js';
import { euros } from '../testkit/holder.js';
import { describeWithChromium } from '../testkit/servers.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const HOLDINGS = 200;
const UPDATES_PER_SECOND = 10;
/** Prices of one update. */
const PRICES = 8;
const WARM_UP_S = 4;
/** Some twenty seconds' worth. */
const CHANGES = 200;
const FRAMES_S = 5;
/**
 * Nodes and attributes written for one update of eight holdings, sums and flashes included: what did not change is left alone. How much
 * processor time that takes is printed and not judged, for it is the machine's: 4 to 20 ms of script, style and layout were seen.
 */
const WRITES_PER_UPDATE_MAX = 300;
/** A machine that is also the server, the market and the next test draws far fewer than it could: this only says that it goes on. */
const FRAMES_PER_SECOND_MIN = 1;
const HEAP_GROWTH_MAX = 6_000_000;
const HIDDEN_S = 3;
/** Of one core, while the market goes on. */
const HIDDEN_SHARE_MAX = 0.1;

let world: LocalWorld;
let person: Person;
let instruments: string[];
let visits: Visits;

describeWithChromium('a busy market in a browser', () => {
  visits = new Visits(() => world);
  beforeAll(async () => {
    world = await openWorld({ DEMO: 'off' });
    instruments = [];
    for (let i = 0; i < HOLDINGS; i += 1) instruments.push(await world.instrument({ name: `Share ${i}`, currency: 'EUR', mic: null }));
    person = await world.signUp();
    const accountId = await person.openAccount();
    const buy = (instrumentId: string) =>
      ({ accountId, kind: 'BUY', tradeDate: day(-3), instrumentId, quantity: '10', price: '100', currency: 'EUR' }) as const;
    await person.record({ accountId, kind: 'DEPOSIT', tradeDate: day(-3), amount: '1000000', currency: 'EUR' }, ...instruments.map(buy));
    await world.quotes(instruments.map((instrumentId) => ({ instrumentId, price: '100', currency: 'EUR', valueDate: day(-1) })));
  }, 120_000);
  afterAll(async () => {
    await world?.close();
  });

  describeBusyTable();
  describeHiddenPage();
});

/** Some prices, ten times a second, for as long as the visit takes; at least one of them moves each time. */
async function duringMarket<T>(visit: () => Promise<T>): Promise<T> {
  let isOpen = true;
  let updates = 0;
  const run = async () => {
    const startMs = Date.now();
    while (isOpen) {
      const quotes = Array.from({ length: PRICES }, (_, i) => ({
        instrumentId: instruments[(updates * PRICES + i) % HOLDINGS] as string,
        price: (100 + Math.sin(updates / 7 + i) * 3).toFixed(4),
        currency: 'EUR',
        observedAt: new Date().toISOString(),
      }));
      await world.quotes(quotes);
      updates += 1;
      await until(startMs + (updates * 1000) / UPDATES_PER_SECOND);
    }
  };
  const running = run();
  try {
    return await visit();
  } finally {
    isOpen = false;
    await running;
  }
}

function until(atMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - Date.now())));
}

/** What is in use once everything unused was thrown away. */
async function heapOf(debug: CDPSession): Promise<number> {
  await debug.send('HeapProfiler.collectGarbage');
  return ((await debug.send('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
}

/** CPU in milliseconds the page's own thread has used, not counting what it waited for others: in all, and by kind. */
async function cpuOf(debug: CDPSession): Promise<Record<'Task' | 'Script' | 'Layout' | 'RecalcStyle', number>> {
  const { metrics } = (await debug.send('Performance.getMetrics')) as { metrics: { name: string; value: number }[] };
  const of = (name: string) => (metrics.find((metric) => metric.name === `${name}Duration`)?.value ?? Number.NaN) * 1000;
  return { Task: of('Task'), Script: of('Script'), Layout: of('Layout'), RecalcStyle: of('RecalcStyle') };
}

/** Resolves once the sum of the table has changed so many times. */
function watchChanges(page: Page, count: number): Promise<void> {
  return page.getByTestId('holdings-value').evaluate((cell, wanted) => {
    const { MutationObserver: Observer } = globalThis as unknown as {
      MutationObserver: new (run: () => void) => { observe(target: unknown, options: object): void; disconnect(): void };
    };
    return new Promise<void>((resolve) => {
      let changes = 0;
      const observer = new Observer(() => {
        changes += 1;
        if (changes < wanted) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(cell, { subtree: true, characterData: true, childList: true });
    });
  }, count);
}

/** Counts what is written to the page from now on, until it is asked how much that was. */
async function watchWrites(page: Page): Promise<() => Promise<number>> {
  const count = await page.evaluateHandle(() => {
    const { MutationObserver: Observer, document } = globalThis as unknown as {
      MutationObserver: new (
        run: (records: readonly unknown[]) => void,
      ) => { observe(target: unknown, options: object): void; disconnect(): void };
      document: { readonly body: unknown };
    };
    const count = (records: readonly unknown[]) => {
      seen.writes += records.length;
    };
    const seen = { writes: 0, observer: new Observer(count) };
    seen.observer.observe(document.body, { subtree: true, characterData: true, childList: true, attributes: true });
    return seen;
  });
  return () =>
    count.evaluate(({ writes, observer }) => {
      observer.disconnect();
      return writes;
    });
}

/** Frames drawn over so many seconds. */
function watchFrames(page: Page, seconds: number): Promise<{ frames: number }> {
  return page.evaluate(
    (forMs) =>
      new Promise<{ frames: number }>((resolve) => {
        const endMs = performance.now() + forMs;
        let frames = 0;
        const nextFrame = (globalThis as unknown as { requestAnimationFrame(run: () => void): void }).requestAnimationFrame;
        const count = () => {
          frames += 1;
          if (performance.now() < endMs) nextFrame(count);
          else resolve({ frames });
        };
        nextFrame(count);
      }),
    seconds * 1000,
  );
}

function describeBusyTable(): void {
  test('200 holdings at ten updates a second: frames keep coming and memory does not grow', async () => {
    // With everything that moves, as most people have it.
    const page = await (await visits.come({ as: person, reducedMotion: 'no-preference' })).open('/holdings');
    await page
      .getByTestId('holding')
      .nth(HOLDINGS - 1)
      .waitFor();
    // By name, so that none comes into view by being worth more than before.
    await page.locator('th.col-name button').click();
    const debug = await page.context().newCDPSession(page);
    await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
    const { frames, growth, writesPerUpdate, busyMs } = await duringMarket(() => watchTable(page, debug));
    const perSecond = frames / FRAMES_S;
    const kinds = (['Task', 'Script', 'RecalcStyle', 'Layout'] as const).map((kind) => `${kind} ${(busyMs[kind] / CHANGES).toFixed(1)} ms`);
    const drawn = `${writesPerUpdate.toFixed(1)} writes, ${perSecond.toFixed(1)} frames/s`;
    console.info(`CPU for each update: ${kinds.join(', ')}; ${drawn}; heap ${(growth / 1e6).toFixed(2)} MB more`);
    expect(writesPerUpdate).toBeLessThan(WRITES_PER_UPDATE_MAX);
    expect(perSecond).toBeGreaterThan(FRAMES_PER_SECOND_MIN);
    expect(growth).toBeLessThan(HEAP_GROWTH_MAX);
  }, 90_000);

  test('going from page to page leaves nothing behind', async () => {
    const page = await visits.open(person);
    const debug = await page.context().newCDPSession(page);
    const round = async () => {
      for (const name of ['Holdings', 'Performance', 'Transactions', 'Overview']) {
        await page.getByRole('link', { name, exact: true }).click();
        await page.locator('main h1').first().waitFor();
      }
    };
    await round();
    await round();
    const count = async () => {
      const { nodes, jsEventListeners } = (await debug.send('Memory.getDOMCounters')) as { nodes: number; jsEventListeners: number };
      return { nodes, jsEventListeners };
    };
    await heapOf(debug);
    const before = await count();
    for (let i = 0; i < 4; i += 1) await round();
    await heapOf(debug);
    const after = await count();
    expect(after.jsEventListeners).toBeLessThan(before.jsEventListeners * 1.5 + 100);
    expect(after.nodes).toBeLessThan(before.nodes * 1.5 + 2_000);
  }, 90_000);
}

/** What many changes take of the page; they light up what is in sight and nothing else. */
async function watchTable(page: Page, debug: CDPSession) {
  await watchFrames(page, WARM_UP_S);
  const [first, last] = [page.getByTestId('holding').first(), page.getByTestId('holding').last()];
  const unseen = await last.getAttribute('data-flash');
  const heapBefore = await heapOf(debug);
  const before = await cpuOf(debug);
  const writes = await watchWrites(page);
  const [{ frames }] = await Promise.all([watchFrames(page, FRAMES_S), watchChanges(page, CHANGES)]);
  const writesPerUpdate = (await writes()) / CHANGES;
  const after = await cpuOf(debug);
  const growth = (await heapOf(debug)) - heapBefore;
  // All prices have changed many times.
  await first.and(page.locator('[data-flash]')).waitFor();
  expect(await last.getAttribute('data-flash')).toBe(unseen);
  const busyMs = { ...after };
  for (const kind of Object.keys(after) as (keyof typeof after)[]) busyMs[kind] -= before[kind];
  return { frames, growth, writesPerUpdate, busyMs };
}

function describeHiddenPage(): void {
  test('a page nobody looks at lets go of its socket, and shows the newest figures in the moment it is looked at', async () => {
    const visitor = await visits.come({ as: person });
    await visitor.holdClocks();
    const page = await visitor.open();
    await live(page);
    await setHidden(page, true);
    await visitor.moveClocks('00:31');
    while ((await openSockets()) > 0) await until(Date.now() + 50);
    expect(await shareOfCore(page)).toBeLessThan(HIDDEN_SHARE_MAX);
    expect(await openSockets()).toBe(0);
    const before = (await page.getByTestId('total').textContent()) ?? '';
    await world.quotes([{ instrumentId: instruments[0] as string, price: '104.5', currency: 'EUR', observedAt: new Date().toISOString() }]);
    expect(await page.getByTestId('total').textContent()).toBe(before);
    await setHidden(page, false);
    const newest = euros((await person.valuation()).total);
    expect(newest).not.toBe(before);
    await page.getByTestId('total').filter({ hasText: newest }).waitFor();
  });
}

/** How much of one core the page takes while prices move. */
async function shareOfCore(page: Page): Promise<number> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  const usedMs = await duringMarket(async () => {
    const { Task: before } = await cpuOf(debug);
    await until(Date.now() + HIDDEN_S * 1000);
    const { Task: after } = await cpuOf(debug);
    return after - before;
  });
  const share = usedMs / (HIDDEN_S * 1000);
  console.info(`Hidden, the page takes ${(share * 100).toFixed(1)} % of a core`);
  return share;
}

/** A headless browser never hides a page, so the page is told that it is. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  const state = isHidden ? 'hidden' : 'visible';
  await page.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' })`);
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
}

async function openSockets(): Promise<number> {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  return Number(/^tidemark_sockets (\d+)$/m.exec(text)?.[1]);
}
