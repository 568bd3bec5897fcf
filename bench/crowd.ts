/**
 * Ten thousand dashboards that come at the same moment, as a process of its own: each is a client of graphql-ws itself, with the
 * library's own back-off, told to try again whatever happens. Does what its parent asks over their channel, and ends with it.
 */
import { createClient } from 'graphql-ws/client';
import { type ClientOptions, WebSocket } from 'ws';
import { checkPush, checkQueries } from './check.js';
import { Feed } from './feed.js';
import { type Load, SELECTIONS } from './scenario.js';
import { holdingsOf } from './world.js';
import { accessTokenOf } from './world-database.js';

const ALL_IN_S_MAX = 600;
/** How long after the last price everybody may take to have it. */
const DRAIN_S = 30;
/** How long a source may be without a holder. */
const TAKEOVER_S_MAX = 90;
const LOOK_MS = 10;
const QUERIES = 20;
/** The first of a day is another matter than those that follow. */
const OPENING_PAUSE_MS = 100;
const OPENING_MS = 2_000;

/** How a crowd came in. */
export interface Entrance {
  /** Who was not in: everybody at first, then those whose connection was lost. */
  readonly outside: number;
  /** From the first that was outside to the last that has a state. */
  readonly tookS: number;
  /** How long each was outside. */
  readonly p50S: number;
  readonly p99S: number;
  /** Attempts that failed, by what the client was told. */
  readonly failures: Readonly<Record<string, number>>;
}

export interface Verdict {
  /** States older than one its dashboard had seen before, over the whole time. */
  readonly older: number;
  readonly stale: number;
  readonly wrong: number;
  readonly checked: number;
  readonly faults: readonly string[];
}

export interface Crowd {
  open(urls: readonly string[], dashboards: number, ticksPerS: number): Promise<Entrance>;
  /** Before something is done to the server. */
  expect(isFeedGoingOn: boolean): Promise<void>;
  /** After it: waits until so many at least were outside, and nobody is any more. */
  returned(outside: number): Promise<Entrance>;
  /** A price of everything, and what each dashboard shows then. */
  judge(load: Load): Promise<Verdict>;
}

/** As a browser does it. */
class PlainSocket extends WebSocket {
  constructor(address: string, protocols: string, options?: ClientOptions) {
    super(address, protocols, { ...options, perMessageDeflate: false });
  }
}

interface State {
  readonly sequence: number;
  readonly asOf: string;
}

interface DashboardEvents {
  entered(outsideMs: number): void;
  lost(): void;
  failed(why: string): void;
  older(): void;
}

class Dashboard {
  last: Buffer | null = null;
  asOfMs = 0;
  private state: State | null = null;
  private sequence = -1;
  private isIn = false;
  private why = '';
  private outsideSinceMs = performance.now();

  constructor(
    readonly index: number,
    url: string,
    authorization: string,
    private readonly events: DashboardEvents,
  ) {
    const client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: PlainSocket,
      connectionParams: { authorization },
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      on: {
        // Also said of a connection that could not be made, and followed by its close.
        error: (error) => {
          this.why = (error as { message?: string }).message ?? String(error);
        },
        closed: (event) => this.closed(event as { code: number; reason: string }),
      },
    });
    client.subscribe<{ valuationChanged: State }>(
      { query: SELECTIONS.full },
      {
        next: ({ data, errors }) => (data ? this.pushed(data.valuationChanged) : events.failed(errors?.[0]?.message ?? 'no data')),
        error: (error) => events.failed(String(error)),
        complete: () => events.failed('completed'),
      },
    );
  }

  /** Keeps what it shows in the form of a message, to be judged. */
  settle(): void {
    if (this.state) this.last = Buffer.from(JSON.stringify({ payload: { data: { valuationChanged: this.state } } }));
  }

  private pushed(state: State): void {
    const asOfMs = Date.parse(state.asOf);
    if (state.sequence < this.sequence || asOfMs < this.asOfMs) this.events.older();
    this.state = state;
    this.sequence = state.sequence;
    this.asOfMs = asOfMs;
    if (this.isIn) return;
    this.isIn = true;
    this.events.entered(performance.now() - this.outsideSinceMs);
  }

  private closed({ code, reason }: { readonly code: number; readonly reason: string }): void {
    // Without the address, so that what is the same counts as the same.
    const why = (this.why || `${code} ${reason}`).replace(/ [\d.]+:\d+$/, '').trim();
    this.why = '';
    if (!this.isIn) return this.events.failed(why);
    this.isIn = false;
    this.outsideSinceMs = performance.now();
    this.events.lost();
  }
}

class CrowdProcess implements Crowd {
  readonly feed = new Feed(() => undefined);
  private dashboards: Dashboard[] = [];
  private ticksPerS = 0;
  private outside = 0;
  private older = 0;
  private wave = { firstMs: 0, lastMs: 0, outside: 0, waits: [] as number[], failures: new Map<string, number>() };
  private isFeedGoingOn = true;

  async open(urls: readonly string[], dashboards: number, ticksPerS: number): Promise<Entrance> {
    await this.feed.refresh(OPENING_PAUSE_MS);
    await pause(OPENING_MS);
    const tokens = await Promise.all(Array.from({ length: dashboards }, (_, index) => accessTokenOf(index)));
    this.ticksPerS = ticksPerS;
    await this.feed.start(ticksPerS);
    this.begin();
    [this.outside, this.wave.outside, this.wave.firstMs] = [dashboards, dashboards, performance.now()];
    const events: DashboardEvents = {
      entered: (outsideMs) => this.entered(outsideMs),
      lost: () => this.lost(),
      failed: (why) => this.wave.failures.set(why, (this.wave.failures.get(why) ?? 0) + 1),
      older: () => {
        this.older += 1;
      },
    };
    this.dashboards = tokens.map((token, index) => new Dashboard(index, urls[index % urls.length] as string, `Bearer ${token}`, events));
    return this.allIn(dashboards);
  }

  async expect(isFeedGoingOn: boolean): Promise<void> {
    this.isFeedGoingOn = isFeedGoingOn;
    // What is sent to nobody was never said, and nobody can be held to it.
    if (!isFeedGoingOn) this.feed.stop();
    this.begin();
  }

  async returned(outside: number): Promise<Entrance> {
    if (!this.isFeedGoingOn) await this.feed.start(this.ticksPerS);
    return this.allIn(outside);
  }

  async judge(load: Load): Promise<Verdict> {
    this.feed.stop();
    for (const endMs = performance.now() + TAKEOVER_S_MAX * 1000; !this.feed.isHeard && performance.now() < endMs; ) await pause(LOOK_MS);
    await this.feed.refresh();
    const wanted = this.dashboards.map(({ index }) => Math.max(...holdingsOf(index).map(({ instrument }) => this.newestMs(instrument))));
    const isStale = ({ index, asOfMs }: Dashboard) => asOfMs < (wanted[index] as number);
    const endMs = performance.now() + DRAIN_S * 1000;
    while (this.dashboards.some(isStale) && performance.now() < endMs) await pause(LOOK_MS);
    const fresh = this.dashboards.filter((dashboard) => !isStale(dashboard));
    for (const dashboard of fresh) dashboard.settle();
    const faults = fresh.flatMap(({ index, last }) => checkPush({ message: last as Buffer, user: index, feed: this.feed, load }));
    const asked = fresh.filter((_, place) => place % Math.ceil(fresh.length / QUERIES) === 0);
    faults.push(...(await checkQueries(asked, load)));
    const checked = fresh.length + asked.length;
    return { older: this.older, stale: this.dashboards.length - fresh.length, wrong: faults.length, checked, faults: [...new Set(faults)] };
  }

  private begin(): void {
    this.wave = { firstMs: 0, lastMs: 0, outside: 0, waits: [], failures: new Map() };
  }

  private entered(outsideMs: number): void {
    this.outside -= 1;
    this.wave.waits.push(outsideMs);
    this.wave.lastMs = performance.now();
  }

  private lost(): void {
    this.outside += 1;
    this.wave.outside += 1;
    this.wave.firstMs ||= performance.now();
  }

  private async allIn(outside: number): Promise<Entrance> {
    const endMs = performance.now() + ALL_IN_S_MAX * 1000;
    while (this.outside > 0 || this.wave.outside < outside) {
      const failures = JSON.stringify(Object.fromEntries(this.wave.failures));
      if (performance.now() > endMs) {
        throw new Error(`After ${ALL_IN_S_MAX} s ${this.outside} of ${this.wave.outside} dashboards are outside. Failures: ${failures}.`);
      }
      await pause(LOOK_MS);
    }
    const waits = this.wave.waits.sort((one, other) => one - other);
    const share = (percent: number) => (waits[Math.ceil((waits.length * percent) / 100) - 1] as number) / 1000;
    return {
      outside: this.wave.outside,
      tookS: (this.wave.lastMs - this.wave.firstMs) / 1000,
      p50S: share(50),
      p99S: share(99),
      failures: Object.fromEntries(this.wave.failures),
    };
  }

  private newestMs(instrument: number): number {
    const tick = this.feed.byInstrument[instrument]?.at(-1);
    return tick === undefined ? 0 : (this.feed.timesMs[tick] as number);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const crowd = new CrowdProcess();
process.on('disconnect', () => process.exit(1));
process.on('message', ({ method, given }: { method: keyof Crowd; given: never[] }) => {
  (crowd[method] as (...all: never[]) => Promise<unknown>)(...given).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ failure: error.stack ?? error.message }),
  );
});
process.send?.({ answer: await crowd.feed.listen() });
