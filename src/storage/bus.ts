/**
 * Typed topics between the parts of the program, and between its instances over Redis when an address is given. An instance
 * always hears itself at once, with Redis or without, and then is handed the very object: messages are never changed. Delivery to others is at most once: messages carry their sender's numbers, a
 * hole in them is noticed within a beat or two, and whoever must not miss anything reads the database again when `onMissed` calls.
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { PubSub } from 'graphql-subscriptions';
import { at, continued, traceparent } from '../telemetry/trace.js';
import { channelOf } from './channel.js';
import { decode, encode, SHARDS, shardsOf, type Topic, type Topics, tracedFrom } from './message.js';
import { type Line, openLine, outage, type RedisAddress } from './redis.js';
import { Sequences } from './sequence.js';

/** How often an instance repeats the number of its last message on each channel; more seldom the more instances there are. */
const BEAT_MS = 1_000;
const SENDERS_PER_BEAT = 20;
/** A channel on which this instance does not hear its own beats for so many of them is subscribed to anew. */
const SILENT_BEATS = 3;
/** Starting without Redis takes no longer than this for each topic. */
const ATTACH_MS = 2_000;
/**
 * An instance that fell silent may have lost Redis alone and go on serving: for so long what is known here is not trusted to be all that it has shown. One
 * that is gone is soon forgotten by its clients; one that is still there after that time has been called degraded for as long.
 */
const LOST_MS = 600_000;
/** The mark of whoever ends on purpose. */
const GOOD_BYE = '0';
/** Nobody waits longer for the news of the others, and reads the database then. */
const MARK_MS_MAX = 250;
/** What waits for an answer of Redis; beyond it messages are dropped, which shows as a hole at the others. */
const UNANSWERED_MAX = 2_000;
/** Listeners are called at most this often. */
const RESUME_MS = 1_000;
/** Failures are reported at most this often. */
const REPORT_MS = 1_000;

export class Bus {
  private readonly origin = randomUUID();
  // Without a limit: one listener per open subscription is expected, not a leak.
  private readonly local = new PubSub({ eventEmitter: new EventEmitter().setMaxListeners(0) });
  private readonly listeners = new Set<() => void>();
  private readonly sequences = new Sequences();
  private readonly handlers = new Map<string, Set<(text: string) => void>>();
  /** When this instance last heard itself on each channel, on the monotonic clock. */
  private readonly heardMs = new Map<string, number>();
  /** False while the subscription is being made; absent when it failed. */
  private readonly attached = new Map<string, boolean>();
  /** What to call when a mark of ours comes back, by channel and number. */
  private readonly marks = new Map<string, () => void>();
  private markCount = 0;
  private lastMark: Promise<boolean> = Promise.resolve(true);
  private nextMark: Promise<boolean> | null = null;
  private unanswered = 0;
  private beat: NodeJS.Timeout | null = null;
  private resuming: NodeJS.Timeout | null = null;
  private lastResumeMs = Number.NEGATIVE_INFINITY;
  private isClosed = false;
  private isResumedAgain = false;
  private wasReady = false;

  private constructor(
    private readonly line: Line | null,
    private readonly databaseId: string,
    private readonly onError: (error: Error) => void,
  ) {
    line?.onReturn(() => this.resume());
    line?.onReady(() => {
      this.wasReady = true;
    });
    if (line) this.scheduleBeat();
  }

  /** @param databaseId tells the instances of several databases on one Redis apart */
  static open(address: RedisAddress | null, databaseId: string, onError: (error: Error) => void): Bus {
    const report = seldom(onError);
    return new Bus(address && openLine(address, (error) => report(outage(error))), databaseId, report);
  }

  /**
   * This instance has heard the message when the promise resolves; to the others it is on its way. Never rejects and waits for no
   * server: what cannot be handed over is missing in the numbers, and the others read the database.
   */
  async publish<T extends Topic>(topic: T, message: Topics[T]): Promise<void> {
    await this.local.publish(topic, message);
    if (!this.line) return;
    const parts = this.line.isSharded ? shardsOf(topic, message) : new Map([[0, message]]);
    const trace = traceparent();
    for (const [shard, part] of parts) {
      const channel = this.channel(topic, shard);
      this.send(channel, `${this.origin} ${this.sequences.next(channel)} ${encode(part, trace)}`);
    }
  }

  /** Calls the handler for each message from now on; returns how to stop. */
  async subscribe<T extends Topic>(topic: T, handler: (message: Topics[T]) => void): Promise<() => void> {
    const local = await this.local.subscribe(topic, (own) => handler(own as Topics[T]));
    const remote = (text: string) => handler(decode(topic, text));
    const shards = this.line?.isSharded ? SHARDS[topic] : 1;
    const channels = this.line ? Array.from({ length: shards }, (_, shard) => this.channel(topic, shard)) : [];
    await Promise.all(channels.map((channel) => this.listen(channel, remote)));
    return () => {
      this.local.unsubscribe(local);
      for (const channel of channels) this.handlers.get(channel)?.delete(remote);
    };
  }

  /**
   * Resolves when everything others had handed over before the call was heard here, with true; or after a moment, when Redis does not
   * answer, with false: what is known here may be old. So it may be while another instance is not heard, which may be the one that cannot reach Redis;
   * the others have been heard then all the same. Those who ask while one answer is on its way share the next.
   */
  caughtUp(): Promise<boolean> {
    if (!this.line) return Promise.resolve(true);
    if (!this.isConnected()) return Promise.resolve(false);
    this.nextMark ??= this.lastMark.then(() => {
      this.nextMark = null;
      this.lastMark = this.mark();
      return this.lastMark;
    });
    return this.nextMark.then((hasCome) => hasCome && !this.sequences.isAnyLost(performance.now() - LOST_MS));
  }

  /** Sends a mark down every channel and waits until all have come back. */
  private async mark(): Promise<boolean> {
    this.markCount += 1;
    const arrivals = [...this.heardMs.keys()].map(
      (channel) =>
        new Promise<boolean>((resolve) => {
          const key = `${channel} ${this.markCount}`;
          const end = (hasArrived: boolean) => {
            clearTimeout(timer);
            this.marks.delete(key);
            resolve(hasArrived);
          };
          const timer = setTimeout(() => end(false), MARK_MS_MAX).unref();
          this.marks.set(key, () => end(true));
          this.send(channel, `${this.origin} ${this.sequences.last(channel)}~${this.markCount}`);
        }),
    );
    return (await Promise.all(arrivals)).every(Boolean);
  }

  /** Something may have been written that nobody was told of: here and on every other instance the database is read again. */
  doubt(): void {
    // A number nobody ever hears shows as a hole.
    this.sequences.next(this.channel('ledger', 0));
    this.resume();
  }

  /** Calls back each time messages may have been missed; not at once, and not for each of them. */
  onMissed(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** True when messages reach this instance and the others (always, inside one process). */
  isConnected(): boolean {
    return !this.line || (this.line.isReady() && [...this.heardMs.keys()].every((channel) => !this.isSilent(channel)));
  }

  async close(): Promise<void> {
    const channel = this.channel('ledger', 0);
    this.send(channel, `${this.origin} ${this.sequences.last(channel)}~${GOOD_BYE}`);
    this.isClosed = true;
    if (this.beat) clearTimeout(this.beat);
    if (this.resuming) clearTimeout(this.resuming);
    this.line?.close();
  }

  private channel(topic: Topic, shard: number): string {
    return channelOf(topic, shard, this.databaseId);
  }

  private async listen(channel: string, handler: (text: string) => void): Promise<void> {
    const known = this.handlers.get(channel);
    if (known) {
      known.add(handler);
      return;
    }
    this.handlers.set(channel, new Set([handler]));
    const isAttached = await Promise.race([this.attach(channel), pause(ATTACH_MS, false, { ref: false })]);
    // Whoever starts without Redis serves its own; the first beat it hears says that it may have missed something.
    this.heardMs.set(channel, isAttached ? performance.now() : Number.NEGATIVE_INFINITY);
  }

  /** Whether the channel is subscribed to; a failure is tried again with the beats. */
  private async attach(channel: string): Promise<boolean> {
    const known = this.attached.get(channel);
    if (known !== undefined) return known;
    this.attached.set(channel, false);
    try {
      await this.line?.pubsub.subscribe(channel, (text: unknown) => this.hear(channel, String(text)));
      this.attached.set(channel, true);
      return true;
    } catch (error) {
      this.attached.delete(channel);
      this.lost(error as Error);
      return false;
    }
  }

  private renew(channel: string): void {
    const isAttached = this.attached.get(channel);
    if (isAttached) this.line?.renew(channel).catch((error: Error) => this.lost(error));
    else if (isAttached === undefined) void this.attach(channel);
  }

  /** Of Redis, not of us. */
  private lost(error: Error): void {
    if (!this.isClosed) this.onError(outage(error));
  }

  private hear(channel: string, text: string): void {
    const [, sender, number, mark, message] = /^(\S+) (\d+)(?:~(\d+))?(?: ([\s\S]*))?$/.exec(text) ?? [];
    if (sender === undefined || number === undefined) return this.onError(new Error(`What came on ${channel} is no message of ours`));
    if (sender === this.origin) {
      // Whatever was said while nothing was heard here is missing.
      if (this.isSilent(channel)) this.resume();
      this.heardMs.set(channel, performance.now());
      if (mark !== undefined) this.marks.get(`${channel} ${mark}`)?.();
      return;
    }
    if (this.sequences.isHole(sender, channel, Number(number), message !== undefined, performance.now())) this.resume();
    if (mark === GOOD_BYE) this.sequences.forget(sender);
    if (message === undefined) return;
    const trace = tracedFrom(message);
    if (trace === null) at(null, () => this.tell(channel, message));
    else continued('hear', trace, { 'messaging.destination.name': channel }, () => this.tell(channel, message));
  }

  private tell(channel: string, message: string): void {
    for (const handle of this.handlers.get(channel) ?? []) {
      try {
        handle(message);
      } catch (error) {
        this.onError(error as Error);
      }
    }
  }

  private send(channel: string, text: string): void {
    if (!this.line || this.isClosed || this.unanswered >= UNANSWERED_MAX) return;
    // Before the first connection the client keeps what is said; later nobody is to hear old news.
    if (this.wasReady && !this.line.isReady()) return;
    this.unanswered += 1;
    this.line.pubsub
      .publish(channel, text)
      .catch((error: Error) => this.lost(error))
      .finally(() => {
        this.unanswered -= 1;
      });
  }

  private scheduleBeat(): void {
    this.beat = setTimeout(() => {
      const isReady = this.line?.isReady();
      for (const channel of this.heardMs.keys()) {
        if (isReady) this.send(channel, `${this.origin} ${this.sequences.last(channel)}`);
        if (isReady && this.isSilent(channel)) this.renew(channel);
      }
      // Whoever ended between storing something and saying it says it no more.
      if (this.isConnected() && this.sequences.forgetSilent(performance.now() - SILENT_BEATS * this.beatMs())) this.resume();
      this.scheduleBeat();
    }, this.beatMs()).unref();
  }

  private isSilent(channel: string): boolean {
    return performance.now() - (this.heardMs.get(channel) ?? 0) > SILENT_BEATS * this.beatMs();
  }

  private beatMs(): number {
    return BEAT_MS * (1 + this.sequences.senders() / SENDERS_PER_BEAT);
  }

  /** Once now and once a moment later: what was told ahead of its row is in the database by then. */
  private resume(isLast = false): void {
    if (this.isClosed) return;
    this.isResumedAgain = !isLast;
    if (this.resuming) return;
    const waitMs = Math.max(0, this.lastResumeMs + RESUME_MS - performance.now());
    this.resuming = setTimeout(() => {
      this.resuming = null;
      this.lastResumeMs = performance.now();
      for (const listener of this.listeners) listener();
      if (this.isResumedAgain) this.resume(true);
    }, waitMs).unref();
  }
}

/** One failing server makes thousands of failures, all the same. */
function seldom(report: (error: Error) => void): (error: Error) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - lastMs < REPORT_MS) return;
    lastMs = performance.now();
    report(error);
  };
}
