/**
 * The load client, a process of its own: it makes the ticks, holds the subscribers, and so sees both ends of every tick's way
 * on one clock. Told what to do over its parent's channel; ends with it.
 */
import { loadavg } from 'node:os';
import { checkPush, checkQueries } from './check.js';
import { Feed } from './feed.js';
import { Histogram } from './histogram.js';
import { cpuSecondsOf, rssMbOf } from './process-usage.js';
import { type Load, type Result, type Scenario, SELECTIONS } from './scenario.js';
import { Subscriber, showTheSame } from './subscriber.js';
import { holdingsOf, REFRESH_COUNT } from './world.js';
import { accessTokenOf } from './world-database.js';

/** Subscribers that connect at the same time. */
const CONNECTING_AT_ONCE = 32;
/** Every instrument has a first price of today before anything is measured: the first of a day is another matter than those that follow. */
const OPENING_PAUSE_MS = 100;
const OPENING_S = 2;
const FIRST_PUSH_S_MAX = 60;
/** How long a refresh may take to reach everybody. */
const REFRESH_S_MAX = 30;
/** How long ticks run before anybody subscribes, to learn what they cost by themselves. */
const ALONE_S = 4;
/** Before that: V8 compiles what is hot meanwhile, on threads of its own, which takes a core that a server running for days does not take. */
const SETTLE_S = 15;
/** How long after the last tick a subscriber may take to catch up. */
const DRAIN_S = 15;
const SAMPLES_MAX = 400;
const QUERIES = 20;
const ERRORS_SHOWN = 5;

class Measurement {
  readonly feed = new Feed((tick, instrument) => this.onTick(tick, instrument));
  private readonly holders: Subscriber[][] = Array.from({ length: REFRESH_COUNT }, () => []);
  private readonly subscribers: Subscriber[] = [];
  private readonly ages = new Histogram();
  private readonly errors = new Map<string, number>();
  private readonly samples: { readonly user: number; readonly message: Buffer }[] = [];
  private window = { first: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  private isCounting = false;
  private isOver = false;
  private lost = 0;
  private pushes = 0;
  private states = 0;
  private bytes = 0;
  private duplicates = 0;
  private disorder = 0;
  private behind = 0;
  private sampleEvery = 1;

  async run(load: Load): Promise<Result[]> {
    const { scenarios, pids } = load;
    const [first] = scenarios as [Scenario];
    await this.feed.refresh(OPENING_PAUSE_MS);
    await pause(OPENING_S);
    const alone = first.ticksPerS === null ? null : await this.measureAlone(first.ticksPerS, pids);
    const rssBefore = rssMbOf(...pids);
    const connecting = await this.connect(load);
    const rssMb = { before: rssBefore, after: Number.NaN };
    const results: Result[] = [];
    for (const scenario of scenarios) {
      this.begin();
      if (scenario.ticksPerS !== null) {
        await this.feed.start(scenario.ticksPerS);
        await pause(load.warmUpS);
      }
      rssMb.after ||= rssMbOf(...pids);
      const measured = scenario.ticksPerS === null ? await this.measureRefresh(load) : await this.measureWindow(load, scenario);
      this.feed.stop();
      const staleAtEnd = await this.drain();
      const wrong = await this.check(load);
      const own = scenario === first ? alone : null;
      results.push(this.conclude(load, scenario, { alone: own, rssMb, connecting, measured, staleAtEnd, wrong }));
    }
    for (const subscriber of this.subscribers) subscriber.close();
    this.feed.close();
    return results;
  }

  /** Forgets what the scenario before has counted. */
  private begin(): void {
    Object.assign(this, { isOver: false, lost: 0, pushes: 0, states: 0, bytes: 0, duplicates: 0, disorder: 0 });
    this.ages.clear();
    this.errors.clear();
    this.samples.length = 0;
    // What a server that drowned owes from before is not asked for again.
    for (const subscriber of this.subscribers) [subscriber.unseen.length, subscriber.head] = [0, 0];
    this.behind = 0;
  }

  private async measureAlone(ticksPerS: number, pids: readonly number[]): Promise<number> {
    await this.feed.start(ticksPerS);
    await pause(SETTLE_S);
    const [cpuS, ticks] = [cpuSecondsOf(...pids), this.feed.count];
    await pause(ALONE_S);
    const usPerTick = ((cpuSecondsOf(...pids) - cpuS) * 1e6) / (this.feed.count - ticks);
    this.feed.stop();
    await pause(0.5);
    return usPerTick;
  }

  private async connect(load: Load): Promise<{ connectS: number; cpuMsPerConnect: number }> {
    const { subscribers } = load.scenarios[0] as Scenario;
    const [startMs, cpuS] = [performance.now(), cpuSecondsOf(...load.pids)];
    let next = 0;
    const lane = async () => {
      while (next < subscribers) {
        const index = next;
        next += 1;
        await this.open(index, load);
      }
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, lane));
    return {
      connectS: (performance.now() - startMs) / 1000,
      cpuMsPerConnect: ((cpuSecondsOf(...load.pids) - cpuS) * 1000) / subscribers,
    };
  }

  private async open(index: number, { subject, scenarios, urls }: Load): Promise<void> {
    const { selection } = scenarios[0] as Scenario;
    const params: Record<string, string> = subject.startsWith('base')
      ? { user: String(index) }
      : { authorization: `Bearer ${await accessTokenOf(index)}` };
    const target = { url: `${(urls[index % urls.length] as string).replace(/^http/, 'ws')}/graphql`, params, query: SELECTIONS[selection] };
    const subscriber = new Subscriber(index, target, {
      pushed: (from, message, sequence, asOfMs) => this.onPush(from, message, sequence, asOfMs),
      failed: (_from, why) => this.errors.set(why, (this.errors.get(why) ?? 0) + 1),
    });
    this.subscribers.push(subscriber);
    const isReady = await Promise.race([subscriber.ready().then(() => true), pause(FIRST_PUSH_S_MAX).then(() => false)]);
    if (!isReady) throw new Error(`Subscriber ${index} had no first push within ${FIRST_PUSH_S_MAX} s.`);
    for (const { instrument } of holdingsOf(index)) this.holders[instrument]?.push(subscriber);
  }

  private async measureWindow({ pids, seconds }: Load, { subscribers, ticksPerS }: Scenario) {
    const perS = subscribers * Math.min((ticksPerS ?? 0) * 0.04, 20);
    this.sampleEvery = Math.max(1, Math.floor((perS * seconds) / SAMPLES_MAX));
    return this.measure(pids, () => pause(seconds));
  }

  /** From the first price of a refresh until everybody has all of it, or the time given for it is over. */
  private async measureRefresh({ pids, scenarios }: Load) {
    this.sampleEvery = Math.max(1, Math.floor((scenarios[0] as Scenario).subscribers / SAMPLES_MAX));
    return this.measure(pids, async () => {
      const endMs = performance.now() + REFRESH_S_MAX * 1000;
      await this.feed.refresh();
      while (this.behind > 0 && performance.now() < endMs) await pause(0.01);
    });
  }

  private async measure(pids: readonly number[], work: () => Promise<void>) {
    this.isCounting = true;
    this.window = { first: this.feed.count, end: Number.POSITIVE_INFINITY };
    const [startMs, cpuS, ownS] = [performance.now(), cpuSecondsOf(...pids), cpuSecondsOf(process.pid)];
    await work();
    this.isCounting = false;
    this.window.end = this.feed.count;
    const tookS = (performance.now() - startMs) / 1000;
    return {
      tookS,
      cpuS: cpuSecondsOf(...pids) - cpuS,
      clientS: cpuSecondsOf(process.pid) - ownS,
      ticks: this.window.end - this.window.first,
      load: loadavg()[0] as number,
    };
  }

  /** Waits for those who have not seen everything; returns how many never did. */
  private async drain(): Promise<number> {
    const endMs = performance.now() + DRAIN_S * 1000;
    while (this.behind > 0 && performance.now() < endMs) await pause(0.05);
    // What comes after the newest state would be a repetition.
    await pause(0.3);
    this.isOver = true;
    this.countLost();
    return this.behind;
  }

  private async check(load: Load): Promise<{ wrong: number; checked: number }> {
    const faults: string[] = [];
    for (const { user, message } of this.samples) faults.push(...checkPush({ message, user, feed: this.feed, load }));
    const step = Math.max(1, Math.floor(this.subscribers.length / QUERIES));
    const asked = this.subscribers.filter(({ index, last }) => last && index % step === 0);
    faults.push(...(await checkQueries(asked, load)));
    for (const fault of faults) this.errors.set(fault, (this.errors.get(fault) ?? 0) + 1);
    return { wrong: faults.length, checked: this.samples.length + asked.length };
  }

  /** What was not seen by now counts at the age it has reached, so that a server that drowns does not look quick. */
  private countLost(): void {
    const nowMs = performance.now();
    for (const { unseen, head } of this.subscribers) {
      for (const tick of unseen.slice(head)) {
        if (tick < this.window.first || tick >= this.window.end) continue;
        this.ages.add(nowMs - (this.feed.sentMs[tick] as number));
        this.lost += 1;
      }
    }
  }

  private onTick(tick: number, instrument: number): void {
    for (const holder of this.holders[instrument] as Subscriber[]) {
      if (holder.head === holder.unseen.length) {
        holder.unseen.length = 0;
        holder.head = 0;
        this.behind += 1;
      }
      holder.unseen.push(tick);
    }
  }

  private onPush(subscriber: Subscriber, message: Buffer, sequence: number, asOfMs: number): void {
    const nowMs = performance.now();
    const before = subscriber.last;
    subscriber.last = message;
    if (this.isOver) return;
    if (this.isCounting) {
      this.pushes += 1;
      this.bytes += message.length;
      if (this.pushes % this.sampleEvery === 0) this.samples.push({ user: subscriber.index, message: Buffer.from(message) });
    }
    if (sequence < subscriber.sequence || asOfMs < subscriber.asOfMs) this.disorder += 1;
    // Over several channels a price may overtake another of a later time: what it changes is news under the same time.
    else if (sequence === subscriber.sequence || (asOfMs === subscriber.asOfMs && before && showTheSame(message, before)))
      this.duplicates += 1;
    else if (this.isCounting) this.states += 1;
    subscriber.sequence = sequence;
    subscriber.asOfMs = asOfMs;
    const { unseen } = subscriber;
    const wasBehind = subscriber.head < unseen.length;
    while (subscriber.head < unseen.length) {
      const tick = unseen[subscriber.head] as number;
      if ((this.feed.timesMs[tick] as number) > asOfMs) break;
      if (tick >= this.window.first && tick < this.window.end) this.ages.add(nowMs - (this.feed.sentMs[tick] as number));
      subscriber.head += 1;
    }
    if (wasBehind && subscriber.head === unseen.length) this.behind -= 1;
  }

  private conclude(
    { subject }: Load,
    scenario: Scenario,
    of: {
      alone: number | null;
      rssMb: { readonly before: number; readonly after: number };
      connecting: { connectS: number; cpuMsPerConnect: number };
      measured: { tookS: number; cpuS: number; clientS: number; ticks: number; load: number };
      staleAtEnd: number;
      wrong: { wrong: number; checked: number };
    },
  ): Result {
    const { tookS, cpuS, clientS, ticks } = of.measured;
    const updates = this.ages.count;
    return {
      subject,
      scenario: scenario.name,
      subscribers: scenario.subscribers,
      ticksPerS: scenario.ticksPerS,
      seconds: tookS,
      pushesPerS: this.pushes / tookS,
      statesPerS: this.states / tookS,
      updatesPerS: updates / tookS,
      bytesPerPush: this.bytes / this.pushes,
      cpuUsPerPush: (cpuS * 1e6) / this.pushes,
      cpuUsPerUpdate: (cpuS * 1e6) / updates,
      cpuShare: cpuS / tookS,
      cpuUsPerTickAlone: of.alone,
      cpuUsPerPushOnly: of.alone === null ? null : (cpuS * 1e6 - of.alone * ticks) / this.pushes,
      tickAgeMsP50: this.ages.percentile(50),
      tickAgeMsP99: this.ages.percentile(99),
      tickAgeMsMax: this.ages.percentile(100),
      lost: this.lost,
      staleAtEnd: of.staleAtEnd,
      duplicates: this.duplicates,
      disorder: this.disorder,
      ...of.wrong,
      errors: [...this.errors].slice(0, ERRORS_SHOWN).map(([why, times]) => `${times} x ${why}`),
      ...of.connecting,
      rssMb: of.rssMb.after,
      kbPerSubscriber: ((of.rssMb.after - of.rssMb.before) * 1024) / scenario.subscribers,
      clientShare: clientS / tookS,
      loadAverage: of.measured.load,
    };
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Ends once the parent has it. */
function tell(message: object): void {
  process.send?.(message, undefined, undefined, () => process.exit(0));
}

const measurement = new Measurement();
process.on('disconnect', () => process.exit(1));
process.on('message', (load: Load) => {
  measurement.run(load).then(
    (results) => tell({ results }),
    (error: Error) => tell({ failure: error.stack ?? error.message }),
  );
});
process.send?.({ feedUrl: await measurement.feed.listen() });
