/**
 * What clients do during a drill, through the balancer: record deposits, each under its own key and again until it is acknowledged;
 * watch portfolios; and a market that moves. Everything that was said is remembered, for the checker.
 */
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Api } from '../testkit/api.js';
import { graphql } from '../testkit/gql/gql.js';
import { until } from '../testkit/until.js';
import { CREATE_INSTRUMENT, day, type Person, RECORD, SIGN_IN, signUp } from '../testkit/world.js';
import type { Site } from './site.js';

const ANSWER_MS_MAX = 20_000;
const PAUSE_MS = 40;
const PRICE_MS = 200;
/** What may be answered while something is broken; with the same key the request is sent again. */
const PASSING = ['UNAVAILABLE', 'DEADLINE_EXCEEDED'];
export const UNITS = 10;

export const WATCH = graphql(`subscription DrillWatch { valuationChanged { sequence total cash asOf } }`);
export const STATE = graphql(`query DrillState { valuation { sequence total cash } }`);

export interface Write {
  readonly key: string;
  readonly writer: number;
  isAcknowledged: boolean;
}

interface Shown {
  readonly sequence: number;
  readonly total: string;
  readonly cash: string;
  readonly asOf: string;
}

interface Refusal {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** One dashboard that stays open over everything: what it was shown, connection by connection. */
export class Watcher {
  connections = 0;
  messages = 0;
  lastTotal: string | null = null;
  private lastSequence = -1;
  /** What can only grow: the time of the newest price, and the deposits. */
  private lastAsOf = '';
  private lastCash = Number.NEGATIVE_INFINITY;
  /** Something older than what had been shown before, on one connection or after a reconnect. */
  readonly older: string[] = [];
  readonly repeats: string[] = [];
  /** Codes connections were closed with. */
  readonly codes: number[] = [];
  private isFirst = true;
  private lastText = '';
  private heardMs = performance.now();
  private longestMs = 0;
  /** What a subscription was refused for, other than what passes. */
  readonly refusals: string[] = [];
  private readonly client: Client;
  private isStopped = false;

  constructor(url: string, person: Person) {
    this.client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${person.api.token}` },
      lazy: false,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150)),
      shouldRetry: () => true,
      keepAlive: 3_000,
      on: {
        connected: () => {
          this.connections += 1;
          this.isFirst = true;
        },
        closed: (event) => this.codes.push((event as { code: number }).code),
      },
    });
    this.subscribe();
  }

  /** For the message of a failure. */
  toString(): string {
    const silentMs = Math.round(performance.now() - this.heardMs);
    return `${this.lastTotal} at ${this.lastSequence}, ${this.connections} connections closed with ${this.codes.slice(-5)}, silent for ${silentMs} ms`;
  }

  /** The longest until now that nothing came. */
  silenceMs(): number {
    return Math.max(this.longestMs, performance.now() - this.heardMs);
  }

  /** Starts to measure how long nothing comes. */
  reset(): void {
    this.longestMs = 0;
    this.heardMs = performance.now();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.client.dispose();
  }

  /** As any client should: what is refused for a passing reason, or ended by the server, is asked for again. */
  private subscribe(): void {
    this.isFirst = true;
    this.client.subscribe<{ valuationChanged: Shown }>(
      { query: WATCH.toString() },
      {
        next: ({ data, errors }) => {
          if (data) this.hear(data.valuationChanged);
          this.refused(errors as readonly Refusal[] | undefined);
        },
        error: (error) => {
          this.refused(Array.isArray(error) ? error : [{ message: String(error) }]);
          this.again();
        },
        complete: () => this.again(),
      },
    );
  }

  private again(): void {
    setTimeout(() => this.isStopped || this.subscribe(), PAUSE_MS);
  }

  private refused(errors: readonly Refusal[] = []): void {
    for (const { message, extensions } of errors) if (!PASSING.includes(String(extensions?.code))) this.refusals.push(message);
  }

  private hear(valuation: Shown): void {
    const { sequence, total, cash, asOf } = valuation;
    const text = JSON.stringify(valuation);
    const where = this.isFirst ? 'a reconnect' : 'one connection';
    if (asOf < this.lastAsOf) this.older.push(`a price of ${asOf} after one of ${this.lastAsOf}, on ${where}`);
    if (Number(cash) < this.lastCash) this.older.push(`cash of ${cash} after ${this.lastCash}, on ${where}`);
    if (!this.isFirst && sequence <= this.lastSequence) this.older.push(`number ${sequence} after ${this.lastSequence}`);
    if (!this.isFirst && text === this.lastText) this.repeats.push(text);
    const nowMs = performance.now();
    this.longestMs = Math.max(this.longestMs, nowMs - this.heardMs);
    this.heardMs = nowMs;
    this.isFirst = false;
    this.lastText = text;
    this.lastTotal = total;
    this.lastSequence = sequence;
    this.lastAsOf = asOf;
    this.lastCash = Number(cash);
    this.messages += 1;
  }
}

export class Workload {
  readonly writes: Write[] = [];
  readonly watchers: Watcher[] = [];
  readonly people: Person[] = [];
  readonly accounts: string[] = [];
  readonly shares: string[] = [];
  /** Answers that no fault explains. */
  readonly surprises: string[] = [];
  /** Writes that were refused for a reason that passes. */
  unavailable = 0;
  /** From one acknowledged write to the next, the longest. */
  longestOutageMs = 0;
  /** The longest a dashboard was shown nothing new while prices moved. */
  longestSilenceMs = 0;
  price = 10_000;
  admin!: Api;
  /** The last connection of the stream when a price was last said. */
  private saidTo = 0;
  private lastWriteMs = performance.now();
  private readonly loops: Promise<void>[] = [];
  private isWriting = false;
  private timer: NodeJS.Timeout | null = null;

  private constructor(private readonly site: Site) {}

  static async open(site: Site, { writers, watchers }: { writers: number; watchers: number }): Promise<Workload> {
    const load = new Workload(site);
    const anonymous = new Api(site.url);
    const { signIn } = (await anonymous.run(SIGN_IN, { email: 'admin@example.org', password: site.adminPassword })).expectNoErrors();
    load.admin = anonymous.as(signIn.accessToken);
    const input = { kind: 'EQUITY' as const, name: 'Drill', currency: 'EUR', symbols: [{ source: 'stream', symbol: 'DRILL' }] };
    load.shares.push((await load.admin.run(CREATE_INSTRUMENT, { input })).expectNoErrors().createInstrument.id);
    for (let index = 0; index < writers; index += 1) await load.addPerson(anonymous);
    for (let index = 0; index < watchers; index += 1) load.watchers.push(new Watcher(site.url, load.people[index % writers] as Person));
    // Who has not been shown anything when the database goes away has to wait for it: that is no push that failed to come.
    await until(
      () => load.watchers.map(({ messages }) => messages),
      (counts) => counts.every((count) => count > 0),
    );
    return load;
  }

  /** Writes and moves prices from now on. */
  start(): void {
    this.isWriting = true;
    this.lastWriteMs = performance.now();
    this.longestOutageMs = 0;
    for (const watcher of this.watchers) watcher.reset();
    this.loops.push(...this.people.map((_, writer) => this.writeOnAndOn(writer)));
    this.timer = setInterval(() => this.tick(), PRICE_MS);
  }

  /** Sends again whatever was never acknowledged until it is, while prices move; then stops. */
  async settle(): Promise<void> {
    this.isWriting = false;
    await Promise.all(this.loops.splice(0));
    for (const write of this.writes) while (!write.isAcknowledged) await this.send(write);
    this.longestSilenceMs = Math.max(...this.watchers.map((watcher) => watcher.silenceMs()));
    if (this.timer) clearInterval(this.timer);
  }

  /** One more price, a cent up or down, told by the stream. */
  tick(): void {
    this.price += this.price % 2 === 0 ? 3 : -1;
    this.exchangeSays(this.price);
  }

  /** The same price at a later time, where somebody asks the stream who was not there when it was said; whoever was must not lose it. */
  sayToNewcomers(): void {
    if (this.site.exchange.connections > this.saidTo) this.exchangeSays(this.price);
  }

  acknowledged(): number {
    return this.writes.filter(({ isAcknowledged }) => isAcknowledged).length;
  }

  async close(): Promise<void> {
    this.isWriting = false;
    if (this.timer) clearInterval(this.timer);
    await Promise.all(this.watchers.map((watcher) => watcher.stop()));
    await Promise.all(this.loops);
  }

  private exchangeSays(cents: number): void {
    this.saidTo = this.site.exchange.connections;
    this.site.exchange.broadcast({ symbol: 'DRILL', price: (cents / 100).toFixed(2), time: new Date().toISOString(), currency: 'EUR' });
  }

  private async addPerson(anonymous: Api): Promise<void> {
    const person = await signUp(anonymous);
    const account = await person.openAccount();
    await person.record({
      accountId: account,
      kind: 'BUY',
      tradeDate: day(-2),
      instrumentId: this.shares[0] as string,
      quantity: String(UNITS),
      price: '100',
      currency: 'EUR',
    });
    this.people.push(person);
    this.accounts.push(account);
  }

  private async writeOnAndOn(writer: number): Promise<void> {
    for (let count = 0; this.isWriting; count += 1) {
      const write: Write = { key: `write-${writer}-${this.writes.length}-${count}`, writer, isAcknowledged: false };
      this.writes.push(write);
      while (!write.isAcknowledged && this.isWriting) await this.send(write);
      await pause();
    }
  }

  private async send(write: Write): Promise<void> {
    const input = {
      accountId: this.accounts[write.writer] as string,
      kind: 'DEPOSIT' as const,
      tradeDate: day(-1),
      amount: '1',
      currency: 'EUR',
      note: write.key,
    };
    const body = JSON.stringify({ query: RECORD.toString(), variables: { input, key: write.key } });
    const api = (this.people[write.writer] as Person).api;
    try {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${api.token}` },
        body,
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      // What the balancer itself says while it has nobody to ask.
      if (!response.headers.get('content-type')?.includes('json')) throw new Error(`HTTP ${response.status}`);
      const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
      const [error] = errors ?? [];
      if (error && !PASSING.includes(error.extensions.code)) this.surprises.push(`${error.extensions.code}: ${error.message}`);
      if (error) {
        this.unavailable += 1;
        return await pause();
      }
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') this.surprises.push(`no answer within ${ANSWER_MS_MAX} ms`);
      return await pause();
    }
    write.isAcknowledged = true;
    const nowMs = performance.now();
    this.longestOutageMs = Math.max(this.longestOutageMs, nowMs - this.lastWriteMs);
    this.lastWriteMs = nowMs;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
