/**
 * The arithmetic of docs/SCALING.md against a small simulation: dashboards, prices and windows made by chance, counted, and set beside
 * what the formulas say; with the program's own messages and channels. Seconds on one core: `node dist/bench/scaling.js [--save]`.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Currency } from '../src/domain/currency.js';
import { Decimal } from '../src/domain/decimal.js';
import type { SourceId } from '../src/domain/ids.js';
import type { Quote } from '../src/domain/quote.js';
import { channelOf, slotOf } from '../src/storage/channel.js';
import { encode, SHARDS, shardsOf } from '../src/storage/message.js';
import { saveTable } from './report.js';
import { IdKind, idOf, randomOf } from './world.js';

interface Scale {
  readonly name: string;
  readonly dashboards: number;
  readonly pricesPerS: number;
  readonly instruments: number;
  readonly apiInstances: number;
}

const SCALES: readonly Scale[] = [
  { name: 'laptop', dashboards: 100, pricesPerS: 10, instruments: 500, apiInstances: 1 },
  { name: '1M users', dashboards: 50_000, pricesPerS: 500, instruments: 10_000, apiInstances: 10 },
  { name: '100M users', dashboards: 5_000_000, pricesPerS: 2_000, instruments: 100_000, apiInstances: 1_000 },
];
const HOLDINGS = 20;
const WINDOW_S = 0.25;
/** Of more dashboards so many are simulated, and the counts are scaled up. */
const SAMPLE = 20_000;
/** Prices of one simulation: many where each touches few dashboards, few where it touches thousands. */
const PRICES = { uniform: 100_000, popular: 2_000 };
const SESSION_MINUTES = 510;
const LEDGER_SHARDS = 8;
const USERS = 200_000;

const random = randomOf(20_261_126);
const rows: string[] = [];

/** A line of the table: what the formula says, what was counted, and the one over the other. */
function say(what: string, formula: number, counted: number): void {
  rows.push(`| ${what} | ${figure(formula)} | ${figure(counted)} | ${(counted / formula).toFixed(2)} |`);
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}

/** Picks places by Zipf's law: the popular ones more often. */
function zipf(count: number): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let place = 0; place < count; place += 1) sums[place] = sum += 1 / (place + 1);
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function holdersOf(dashboards: number, instruments: number): number[][] {
  const pick = zipf(instruments);
  const holders: number[][] = Array.from({ length: instruments }, () => []);
  for (let dashboard = 0; dashboard < dashboards; dashboard += 1) {
    const held = new Set<number>();
    while (held.size < HOLDINGS) held.add(pick());
    for (const instrument of held) holders[instrument]?.push(dashboard);
  }
  return holders;
}

/** When a dashboard may be pushed to again, and whether something waits for that. */
class Dashboards {
  readonly pushes: Float64Array;
  private readonly freeS: Float64Array;
  private readonly isWaiting: Uint8Array;

  constructor(count: number) {
    this.pushes = new Float64Array(count);
    this.freeS = new Float64Array(count);
    this.isWaiting = new Uint8Array(count);
  }

  /** At once after a quiet window, else at its end, together with whatever comes until then. */
  change(dashboard: number, nowS: number): void {
    if (this.isWaiting[dashboard] && nowS >= (this.freeS[dashboard] as number)) this.push(dashboard, this.freeS[dashboard] as number);
    if (nowS >= (this.freeS[dashboard] as number)) this.push(dashboard, nowS);
    else this.isWaiting[dashboard] = 1;
  }

  private push(dashboard: number, atS: number): void {
    this.pushes[dashboard] = (this.pushes[dashboard] as number) + 1;
    this.freeS[dashboard] = atS + WINDOW_S;
    this.isWaiting[dashboard] = 0;
  }
}

/** What falls on the dashboards: changes of their figures and pushes, a second and over all; and the pushes of the busiest instance over the mean. */
function pushesOf({ dashboards, pricesPerS, instruments, apiInstances }: Scale, moving: () => number, prices: number) {
  const sample = Math.min(dashboards, SAMPLE);
  const holders = holdersOf(sample, instruments);
  const site = new Dashboards(sample);
  let [changes, nowS] = [0, 0];
  for (let price = 0; price < prices; price += 1) {
    nowS += -Math.log(1 - random()) / pricesPerS;
    for (const dashboard of holders[moving()] as number[]) {
      site.change(dashboard, nowS);
      changes += 1;
    }
  }
  const perInstance = new Float64Array(apiInstances);
  for (const [dashboard, pushes] of site.pushes.entries()) {
    const instance = dashboard % apiInstances;
    perInstance[instance] = (perInstance[instance] as number) + pushes;
  }
  const pushes = perInstance.reduce((sum, each) => sum + each, 0);
  const upPerS = dashboards / sample / nowS;
  return { changes: changes * upPerS, pushes: pushes * upPerS, busiest: Math.max(...perInstance) / (pushes / apiInstances) };
}

function sayPushes(scale: Scale): void {
  const { name, dashboards, pricesPerS, instruments, apiInstances } = scale;
  const [perS, uniform] = [(pricesPerS * HOLDINGS) / instruments, () => Math.floor(random() * instruments)];
  const found = pushesOf(scale, uniform, PRICES.uniform);
  say(`${name}: figures that change, a second`, perS * dashboards, found.changes);
  // After a push a window passes; what came in it goes at its end, else the next one at once.
  say(`${name}: pushes a second`, dashboards / (WINDOW_S + Math.exp(-perS * WINDOW_S) / perS), found.pushes);
  if (apiInstances === 10) say(`${name}: pushes of the busiest of ${apiInstances} instances over the mean`, 1, found.busiest);
  const popular = pushesOf(scale, zipf(instruments), PRICES.popular);
  say(`${name}: figures that change, when what many hold moves more often as well`, perS * dashboards, popular.changes);
  say(`${name}: pushes then, at most four a dashboard`, dashboards / WINDOW_S, popular.pushes);
}

function quoteOf(instrument: number): Quote {
  const at = new Date(1_795_700_000_000 + instrument);
  const about = { source: 'stream' as SourceId, kind: 'LAST', currency: 'USD' as Currency, valueDate: '2026-11-26', adjustment: 'NONE' };
  const previousClose = { price: new Decimal('187.22'), valueDate: '2026-11-25' };
  const price = { price: new Decimal('187.35'), rawPrice: '187.35', rawCurrency: 'USD', previousClose };
  const instants = { observedAt: at, receivedAt: at };
  return {
    instrumentId: idOf(IdKind.INSTRUMENT, instrument),
    ...about,
    ...price,
    ...instants,
    revision: 12_345_678,
    ahead: 3,
  } as unknown as Quote;
}

/** What a price takes on the bus, and how evenly the channels and the nodes behind them share. */
function sayBus(): void {
  const head = `${idOf(IdKind.SESSION, 1)} 1234567 `;
  say('bytes of a price on the bus', 450, head.length + encode({ quotes: [quoteOf(7)], rates: [] }).length);
  const count = 100_000;
  const perChannel = new Float64Array(SHARDS.quotes);
  const shards = shardsOf('quotes', { quotes: Array.from({ length: count }, (_, instrument) => quoteOf(instrument)), rates: [] });
  for (const [shard, { quotes }] of shards) perChannel[shard] = quotes.length;
  say('prices of the busiest channel of 16', count / SHARDS.quotes, Math.max(...perChannel));
  for (const nodes of [3, 16]) {
    const perNode = new Float64Array(nodes);
    for (const [shard, prices] of perChannel.entries()) {
      const node = Math.floor((slotOf(channelOf('quotes', shard, '')) * nodes) / 16_384);
      perNode[node] = (perNode[node] as number) + prices;
    }
    say(`prices of the busiest node of ${nodes}`, count / nodes, Math.max(...perNode));
  }
}

/** Prices that stay when the last of each minute is kept, and entries in the fullest shard when users trade unlike one another. */
function sayStorage(): void {
  for (const perMinute of [0.5, 3, 60]) {
    let kept = 0;
    for (let day = 0; day < 200; day += 1) {
      for (let minute = 0; minute < SESSION_MINUTES; minute += 1) if (-Math.log(1 - random()) < perMinute) kept += 1;
    }
    say(`prices kept of a session at ${perMinute} a minute`, SESSION_MINUTES * (1 - Math.exp(-perMinute)), kept / 200);
  }
  const perShard = new Float64Array(LEDGER_SHARDS);
  let total = 0;
  for (let user = 0; user < USERS; user += 1) {
    // A few trade a hundred times as much as most: log-normal, the median a third of the mean.
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const entries = 33 * Math.exp(1.5 * normal);
    const shard = Math.floor(random() * LEDGER_SHARDS);
    perShard[shard] = (perShard[shard] as number) + entries;
    total += entries;
  }
  say('entries of the fullest of 8 shards over the mean', 1, Math.max(...perShard) / (total / LEDGER_SHARDS));
}

const startMs = performance.now();
for (const scale of SCALES) sayPushes(scale);
sayBus();
sayStorage();
const table = ['| figure | formula | simulated | ratio |', '| --- | --- | --- | --- |', ...rows].join('\n');
process.stdout.write(`${table}\n\n${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
if (process.argv.includes('--save')) saveTable(join(ROOT, 'docs/SCALING.md'), 'simulation', table);
