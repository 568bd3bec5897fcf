/**
 * Rules on the value, gain and drawdown of portfolios, one each, as the instance that watches them bears them: how long it takes until
 * all are watched, what a price costs it, and how long after a price a rule on what holds it has fired and is written. PostgreSQL of its own.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import type { Day } from '../src/domain/day.js';
import { Decimal } from '../src/domain/decimal.js';
import type { InstrumentId } from '../src/domain/ids.js';
import { PriceBook } from '../src/domain/price-book.js';
import type { Quote } from '../src/domain/quote.js';
import { AlertWatch } from '../src/services/alert-watch.js';
import { Bus } from '../src/storage/bus.js';
import { Database, type EntityManager } from '../src/storage/database.js';
import { insertRows } from '../src/storage/query/bulk.js';
import { currentQuotes } from '../src/storage/query/quote.js';
import { Metrics } from '../src/telemetry.js';
import { firstCents, fromHundredths, IdKind, INSTRUMENT_COUNT, idOf, randomOf } from './world.js';
import { worldOnPostgres } from './world-database.js';

const INSTANT = 'timestamptz(3)';
/** Out of reach of the prices here. */
const FAR = { VALUE: '1e12', GAIN: '1e12', DRAWDOWN: '0.99' } as const;
const MEASURES = ['VALUE', 'GAIN', 'DRAWDOWN'] as const;
/** Held by the one portfolio whose rule fires, and by nobody else. */
const PROBE = INSTRUMENT_COUNT;
const PROBE_CENTS = { calm: firstCents(PROBE), high: firstCents(PROBE) * 1_000_000 };
const BURST_MS = 100;
const PROBE_MS = 1_000;

interface Options {
  readonly portfolios: number;
  readonly pricesPerSecond: readonly number[];
  readonly seconds: number;
}

export async function measurePortfolios({ portfolios, pricesPerSecond, seconds }: Options): Promise<object[]> {
  const world = await worldOnPostgres(portfolios);
  const database = await Database.open({ url: world.settings.DATABASE_URL as string, folder: null });
  const bus = Bus.open(null, 'bench', (error) => console.error(error));
  try {
    await database.write((em) => writeRules(em, portfolios));
    const prices = new PriceBook();
    const ids = Array.from({ length: INSTRUMENT_COUNT + 1 }, (_, index) => idOf(IdKind.INSTRUMENT, index) as InstrumentId);
    for (const quote of await database.read((em) => currentQuotes(em, ids))) prices.put(quote);
    const firings: number[] = [];
    const watch = new AlertWatch(database, bus, prices, {
      log: pino({ level: 'warn' }, pino.destination(2)),
      metrics: new Metrics(),
      now: () => new Date(),
      lease: null,
      fired: () => firings.push(performance.now()),
    });
    globalThis.gc?.();
    const bytesBefore = process.memoryUsage().heapUsed;
    const before = { ms: performance.now(), cpu: process.cpuUsage() };
    await watch.start();
    while (!watch.counts().isWatching || watch.counts().waiting > 0) await wait(20);
    const taking = { takenInS: round((performance.now() - before.ms) / 1000, 1), takenInCpuS: round(cpuMs(before.cpu) / 1000, 1) };
    globalThis.gc?.();
    const kbPerPortfolio = round((process.memoryUsage().heapUsed - bytesBefore) / 1024 / portfolios, 1);
    const feed = new Feed(bus, prices);
    const lines: object[] = [];
    for (const rate of pricesPerSecond) {
      const load = await feed.run(rate, seconds, firings);
      lines.push({ portfolios, rules: watch.counts().rules, ...taking, kbPerPortfolio, pricesPerSecond: rate, ...load });
    }
    await watch.stop();
    return lines;
  } finally {
    await bus.close();
    await database.close();
    await world.remove();
  }
}

/** Prices that make everybody's value move a little, and one that makes one rule fire each second, this way and back. */
class Feed {
  private revision: number;
  private readonly random = randomOf(0xa1e27);

  constructor(
    private readonly bus: Bus,
    private readonly prices: PriceBook,
  ) {
    this.revision = prices.revision;
  }

  async run(perSecond: number, seconds: number, firings: number[]): Promise<object> {
    await this.say([this.quote(PROBE, PROBE_CENTS.calm)]);
    await wait(PROBE_MS);
    firings.length = 0;
    const delays: number[] = [];
    const start = { ms: performance.now(), cpu: process.cpuUsage() };
    let [said, probedMs, isHigh] = [0, start.ms, false];
    let askedMs: number | null = null;
    while (performance.now() - start.ms < seconds * 1000) {
      const due = Math.floor(((performance.now() - start.ms) / 1000) * perSecond) - said;
      await this.say(Array.from({ length: due }, () => this.anyQuote()));
      said += due;
      const [firedMs] = firings.splice(0);
      if (firedMs !== undefined && askedMs !== null) {
        delays.push(firedMs - askedMs);
        askedMs = null;
      }
      if (performance.now() - probedMs > PROBE_MS && askedMs === null) {
        probedMs = performance.now();
        isHigh = !isHigh;
        askedMs = probedMs;
        await this.say([this.quote(PROBE, isHigh ? PROBE_CENTS.high : PROBE_CENTS.calm)]);
      }
      await wait(BURST_MS);
    }
    const ofCore = cpuMs(start.cpu) / (performance.now() - start.ms);
    delays.sort((a, b) => a - b);
    return {
      said,
      cpuUsPerPrice: Math.round((cpuMs(start.cpu) * 1000) / said),
      ofCore: `${Math.round(ofCore * 100)} %`,
      probes: delays.length,
      delayMs: { p50: Math.round(delays[delays.length >> 1] as number), most: Math.round(delays.at(-1) as number) },
      ...(askedMs !== null && performance.now() - askedMs > PROBE_MS && { unansweredMs: Math.round(performance.now() - askedMs) }),
    };
  }

  private async say(quotes: readonly Quote[]): Promise<void> {
    for (const quote of quotes) this.prices.put(quote);
    if (quotes.length > 0) await this.bus.publish('quotes', { quotes, rates: [] });
  }

  private anyQuote(): Quote {
    const instrument = Math.floor(INSTRUMENT_COUNT * this.random() ** 2);
    return this.quote(instrument, Math.round(firstCents(instrument) * (0.99 + this.random() * 0.02)));
  }

  private quote(instrument: number, cents: number): Quote {
    const now = new Date();
    this.revision += 1;
    const known = this.prices.quote(idOf(IdKind.INSTRUMENT, instrument) as InstrumentId) as Quote;
    const price = new Decimal(fromHundredths(cents));
    return { ...known, price, revision: this.revision, observedAt: now, receivedAt: now, valueDate: now.toISOString().slice(0, 10) as Day };
  }
}

/** One rule for each portfolio that does not fire, and one for the first that does whenever the probe's price has turned. */
async function writeRules(em: EntityManager, portfolios: number): Promise<void> {
  await em.execute(
    `update transaction set instrument_id = ?::uuid, price = ?::numeric
     where id = (select id from transaction where user_id = ?::uuid and kind = 'BUY' order by ordinal limit 1)`,
    [idOf(IdKind.INSTRUMENT, PROBE), fromHundredths(PROBE_CENTS.calm), idOf(IdKind.USER, 0)],
  );
  // Long ago: rules made in the last minute are read once more.
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const rule = (index: number, user: number, measure: keyof typeof FAR, threshold: string, condition = 'ABOVE') => ({
    id: idOf(IdKind.TRANSACTION, index),
    user_id: idOf(IdKind.USER, user),
    portfolio_id: idOf(IdKind.PORTFOLIO, user),
    ...{ name: 'Bench', measure, condition, threshold, hysteresis: '0', is_repeating: true, channels: [] },
    ...{ created_at: at, updated_at: at, version: 1, status: 'ARMED', arming: 1, observed_ms: 0, fired_count: 0 },
  });
  const far = Array.from({ length: portfolios }, (_, user) => {
    const measure = MEASURES[user % MEASURES.length] as (typeof MEASURES)[number];
    return rule(user, user, measure, FAR[measure]);
  });
  const columns = {
    ...{ id: 'uuid', user_id: 'uuid', portfolio_id: 'uuid', name: 'text', measure: 'text', condition: 'text', threshold: 'numeric' },
    ...{ hysteresis: 'numeric', is_repeating: 'boolean', channels: 'jsonb', created_at: INSTANT, updated_at: INSTANT, version: 'int' },
    ...{ status: 'text', arming: 'int', observed_ms: 'bigint', fired_count: 'int' },
  };
  await insertRows(em, 'alert_rule', columns, [...far, rule(portfolios, 0, 'VALUE', '100000000', 'CROSSES')]);
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
