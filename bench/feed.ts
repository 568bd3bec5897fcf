/**
 * The source of prices of a measurement: a WebSocket server that makes ticks at a steady rate, each with a time of its own,
 * and remembers all of them. Invariant: every tick changes its instrument's price, so a state without it can be told.
 */
import { WebSocket, WebSocketServer } from 'ws';
import { CURRENCY, firstCents, fromHundredths, INSTRUMENT_COUNT, REFRESH_COUNT, randomOf, symbolOf } from './world.js';

/** How often ticks that are due are sent. */
const STEP_MS = 2;
/** Prices in one message of a refresh. */
const PART = 500;
/** Prime to the number of instruments. */
const STRIDE = 7;

export class Feed {
  /** By tick: the source's time in it, when it was sent on this process's clock, its instrument and its price. */
  readonly timesMs: number[] = [];
  readonly sentMs: number[] = [];
  readonly instruments: number[] = [];
  readonly cents: number[] = [];
  /** By instrument: its ticks, oldest first. */
  readonly byInstrument: number[][] = Array.from({ length: REFRESH_COUNT }, () => []);
  private readonly random = randomOf(20_261_122);
  private readonly server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  /** The newest connection: a server that was too busy to answer a ping connects again. */
  private reader: WebSocket | null = null;
  private readonly isRead: Promise<void>;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly onTick: (tick: number, instrument: number) => void) {
    this.isRead = new Promise((resolve) => {
      this.server.on('connection', (socket) => {
        this.reader = socket;
        resolve();
      });
    });
  }

  async listen(): Promise<string> {
    if (this.server.address() === null) await new Promise((resolve) => this.server.once('listening', resolve));
    return `ws://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** A price of every instrument, some hundred to a message; `pauseMs` between two of them. */
  async refresh(pauseMs = 0): Promise<void> {
    await this.isRead;
    for (let first = 0; first < REFRESH_COUNT; first += PART) {
      // Those that are held are spread among those that are not.
      const part = Array.from({ length: PART }, (_, place) => ((first + place) * STRIDE) % REFRESH_COUNT);
      this.reader?.send(`[${part.map((instrument) => this.make(instrument)).join(',')}]`);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Sends ticks until stopped. */
  async start(ticksPerS: number): Promise<void> {
    await this.isRead;
    const startMs = performance.now();
    let made = 0;
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startMs) / 1000) * ticksPerS);
      for (; made < due; made += 1) this.reader?.send(this.make());
    }, STEP_MS);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  close(): void {
    this.stop();
    for (const socket of this.server.clients) socket.terminate();
    this.server.close();
  }

  /** Whether somebody reads now: who held the source may be gone, and another not there yet. */
  get isHeard(): boolean {
    return this.reader?.readyState === WebSocket.OPEN;
  }

  get count(): number {
    return this.timesMs.length;
  }

  /** The price of an instrument when every tick up to a time has been seen. */
  centsAt(instrument: number, timeMs: number): number {
    const ticks = this.byInstrument[instrument] as number[];
    for (let place = ticks.length - 1; place >= 0; place -= 1) {
      const tick = ticks[place] as number;
      if ((this.timesMs[tick] as number) <= timeMs) return this.cents[tick] as number;
    }
    return firstCents(instrument);
  }

  private make(instrument = Math.floor(this.random() * INSTRUMENT_COUNT)): string {
    const tick = this.count;
    const earlier = this.byInstrument[instrument]?.at(-1);
    const before = earlier === undefined ? firstCents(instrument) : (this.cents[earlier] as number);
    const step = 1 + Math.floor(this.random() * Math.max(1, before * 0.002));
    const cents = this.random() < 0.5 && before - step > 100 ? before - step : before + step;
    // Two that somebody may hold never have the same time, so that a state tells which of them are in it.
    const timeMs = Math.max(Date.now(), (this.timesMs.at(-1) ?? 0) + (instrument < INSTRUMENT_COUNT ? 1 : 0));
    this.timesMs.push(timeMs);
    this.sentMs.push(performance.now());
    this.instruments.push(instrument);
    this.cents.push(cents);
    this.byInstrument[instrument]?.push(tick);
    this.onTick(tick, instrument);
    return JSON.stringify({ symbol: symbolOf(instrument), price: fromHundredths(cents), currency: CURRENCY, time: timeMs });
  }
}
