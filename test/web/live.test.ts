// A busy market in a real browser: little is drawn for a price, memory does not grow, and a page nobody looks at costs next to nothing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { live, type Visitor, Visits } from '../testkit/browser.js';
import { euros } from '../testkit/holder.js';
import { describeWithChromium } from '../testkit/servers.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const HOLDINGS = 200;
const UPDATES_PER_SECOND = 10;
/** Prices of one update. */
const PRICES = 8;
const WARM_UPS = 20;
/** Some five seconds' worth. */
const CHANGES = 50;
/**
 * Nodes and attributes written for one update of eight holdings, sums and flashes included: what did not change is left alone. How much
 * processor time that takes is printed and not judged, for it is the machine's (docs/BENCHMARKS.md).
 */
const WRITES_PER_UPDATE_MAX = 300;
/** Boxes a row of the table has, with some to spare: it is laid out by itself, and the 9,000 others are not looked at. */
const BOXES_PER_ROW_MAX = 70;
/** Elements whose style is asked for anew, of thousands: those written, and those still lit up by the update before. */
const STYLED_PER_UPDATE_MAX = 300;
/** Once in five seconds the order is looked at again, and then the page may be laid out for it; a busy machine takes longer for the changes. */
const ORDERED_EACH_MS = 5_000;
const WHOLE_LAYOUTS_MAX = 3;
/** Two minutes at ten a second. They come as fast as the page shows them: what is counted is what it has shown. */
const MANY_CHANGES = 1_200;
/** A page that kept the eight rows of each update would have gained 3 MB; one that keeps nothing gains some 0.3. */
const HEAP_GROWTH_MAX = 1_500_000;
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
  });
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

/**
 * A market as fast as the page can show it, in the page's own socket: with each frame it hands on what the server said last, with the
 * prices of some holdings moved. The server would slow down to what a reader can follow, and shares the machine with the page.
 */
const FAST_FORWARD = `{
  const { get, set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  let beats = 0;
  const move = (valuation) => {
    beats += 1;
    for (let i = 0; i < ${PRICES}; i += 1) {
      const holding = valuation.holdings[(beats * ${PRICES} + i) % valuation.holdings.length];
      holding.price = (100 + Math.sin(beats / 7 + i) * 3).toFixed(4);
      holding.value = (holding.price * holding.quantity).toFixed(2);
      holding.unrealisedGain = (holding.value - holding.costBasisInBase).toFixed(2);
      holding.priceObservedAt = new Date().toISOString();
    }
    valuation.sequence += 1;
    valuation.marketValue = valuation.holdings.reduce((sum, { value }) => sum + Number(value), 0).toFixed(2);
    valuation.total = (Number(valuation.marketValue) + Number(valuation.cash)).toFixed(2);
  };
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    get,
    set(hear) {
      let isRunning = false;
      set.call(this, hear && ((event) => {
        hear(event);
        const message = JSON.parse(event.data);
        const valuation = message.payload?.data?.valuationChanged;
        if (!valuation || isRunning) return;
        isRunning = true;
        const beat = () => {
          move(valuation);
          hear({ data: JSON.stringify(message) });
          requestAnimationFrame(beat);
        };
        requestAnimationFrame(beat);
      }));
    },
  });
}`;

function until(atMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - Date.now())));
}

/** What is in use once everything unused was thrown away. */
async function heapOf(debug: CDPSession): Promise<number> {
  await debug.send('HeapProfiler.collectGarbage');
  return ((await debug.send('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
}

/** What of the page is kept, also of what it shows no more. */
async function countsOf(debug: CDPSession): Promise<{ nodes: number; jsEventListeners: number }> {
  const { nodes, jsEventListeners } = (await debug.send('Memory.getDOMCounters')) as { nodes: number; jsEventListeners: number };
  return { nodes, jsEventListeners };
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

interface Layout {
  /** Begun at the rows that changed, not at the page. */
  readonly partialLayout: boolean;
  readonly totalObjects: number;
}

interface TraceEvent {
  readonly name: string;
  readonly args: { readonly beginData?: Layout; readonly elementCount?: number };
}

/** What the browser laid out and styled during the visit. */
async function traced(debug: CDPSession, visit: () => Promise<void>): Promise<{ layouts: Layout[]; styled: number }> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => void events.push(...(value as TraceEvent[]));
  debug.on('Tracing.dataCollected', collect);
  await debug.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline'] } });
  await visit();
  const complete = new Promise((resolve) => debug.once('Tracing.tracingComplete', resolve));
  await debug.send('Tracing.end');
  await complete;
  debug.off('Tracing.dataCollected', collect);
  const layouts = events.flatMap(({ name, args }) => (name === 'Layout' && args.beginData ? [args.beginData] : []));
  const styled = events.reduce((sum, { name, args }) => sum + (name === 'UpdateLayoutTree' ? (args.elementCount ?? 0) : 0), 0);
  return { layouts, styled };
}

function describeBusyTable(): void {
  test('200 holdings at ten updates a second: only the rows that changed are written, styled and laid out', async () => {
    const page = await busyTable(await visits.come({ as: person, reducedMotion: 'no-preference' }));
    const debug = await page.context().newCDPSession(page);
    await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
    const { layouts, styled, writes, busyMs, tookMs } = await duringMarket(() => watchTable(page, debug));
    const kinds = (['Task', 'Script', 'RecalcStyle', 'Layout'] as const).map((kind) => `${kind} ${(busyMs[kind] / CHANGES).toFixed(1)} ms`);
    const drawn = `${layouts.length / CHANGES} layouts, ${styled / CHANGES} elements styled`;
    console.info(`CPU for each update: ${kinds.join(', ')}; ${drawn}, ${writes / CHANGES} writes`);
    expect(writes / CHANGES).toBeLessThan(WRITES_PER_UPDATE_MAX);
    expect(styled / CHANGES).toBeLessThan(STYLED_PER_UPDATE_MAX);
    const ordered = Math.floor(tookMs / ORDERED_EACH_MS);
    // One for each update drawn, and none in between that a script asked for.
    expect(layouts.length).toBeLessThanOrEqual(CHANGES + 2 + ordered);
    const alone = layouts.filter(({ partialLayout }) => partialLayout);
    expect(layouts.length - alone.length).toBeLessThanOrEqual(WHOLE_LAYOUTS_MAX + ordered);
    const boxes = alone.reduce((sum, { totalObjects }) => sum + totalObjects, 0);
    // With the row of the sums.
    expect(boxes / CHANGES).toBeLessThan((PRICES + 1) * BOXES_PER_ROW_MAX);
  });

  test('minutes of updates leave nothing behind in memory', async () => {
    const visitor = await visits.come({ as: person, reducedMotion: 'no-preference' });
    const page = await busyTable(visitor);
    const debug = await page.context().newCDPSession(page);
    const measure = async () => ({ heap: await heapOf(debug), ...(await countsOf(debug)) });
    await page.addInitScript(FAST_FORWARD);
    await page.reload();
    await watchChanges(page, 10 * WARM_UPS);
    const before = await measure();
    await watchChanges(page, MANY_CHANGES);
    const after = await measure();
    console.info(
      `${MANY_CHANGES} updates: heap ${((after.heap - before.heap) / 1e6).toFixed(2)} MB more, ${after.nodes - before.nodes} nodes`,
    );
    expect(after.heap - before.heap).toBeLessThan(HEAP_GROWTH_MAX);
    expect(after.nodes).toBeLessThan(before.nodes * 1.1);
    expect(after.jsEventListeners).toBeLessThan(before.jsEventListeners * 1.1);
  }, 180_000);

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
    await heapOf(debug);
    const before = await countsOf(debug);
    for (let i = 0; i < 4; i += 1) await round();
    await heapOf(debug);
    const after = await countsOf(debug);
    expect(after.jsEventListeners).toBeLessThan(before.jsEventListeners * 1.5 + 100);
    expect(after.nodes).toBeLessThan(before.nodes * 1.5 + 2_000);
  });
}

/** The whole table, with everything that moves, as most people have it. */
async function busyTable(visitor: Visitor): Promise<Page> {
  const page = await visitor.open('/holdings');
  await page
    .getByTestId('holding')
    .nth(HOLDINGS - 1)
    .waitFor();
  // By name, so that none comes into view by being worth more than before.
  await page.locator('th.col-name button').click();
  return page;
}

/** What some changes take of the page; they light up what is in sight and nothing else. */
async function watchTable(page: Page, debug: CDPSession) {
  await watchChanges(page, WARM_UPS);
  const [first, last] = [page.getByTestId('holding').first(), page.getByTestId('holding').last()];
  const unseen = await last.getAttribute('data-flash');
  const before = await cpuOf(debug);
  const writesSoFar = await watchWrites(page);
  const startMs = performance.now();
  const { layouts, styled } = await traced(debug, () => watchChanges(page, CHANGES));
  const tookMs = performance.now() - startMs;
  const writes = await writesSoFar();
  const after = await cpuOf(debug);
  // All prices have changed.
  await first.and(page.locator('[data-flash]')).waitFor();
  expect(await last.getAttribute('data-flash')).toBe(unseen);
  const busyMs = { ...after };
  for (const kind of Object.keys(after) as (keyof typeof after)[]) busyMs[kind] -= before[kind];
  return { layouts, styled, writes, busyMs, tookMs };
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
