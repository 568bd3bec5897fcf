/**
 * A million price rules over ten thousand instruments, and a million on one: how long they take to be read in, what a price costs
 * that reaches none of them, and what each firing costs. In memory alone; the write of a firing is one statement for a whole batch.
 * With `--portfolios N`: rules on so many portfolios, on a database.
 */
import { parseArgs } from 'node:util';
import { AlertBook, type WatchedRule } from '../src/domain/alert-book.js';
import { Decimal } from '../src/domain/decimal.js';
import { NO_HIGHS } from '../src/domain/high.js';
import type { AlertRuleId } from '../src/domain/ids.js';
import { measurePortfolios } from './alert-portfolio.js';

const RULES = 1_000_000;
const QUOTES = 1_000_000;

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, portfolios: { type: 'string' } } });
const scale = values.quick ? 10 : 1;
if (values.portfolios) {
  // The database server does not keep this process alive.
  const alive = setInterval(() => undefined, 1000);
  const lines = await measurePortfolios({ portfolios: Number(values.portfolios), pricesPerSecond: [100, 1_000], seconds: 30 / scale });
  for (const line of lines) console.log(JSON.stringify(line));
  clearInterval(alive);
} else for (const instruments of [10_000, 1]) console.log(JSON.stringify(measure(RULES / scale, instruments, QUOTES / scale)));

function measure(rules: number, instruments: number, quotes: number) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const made = Array.from({ length: rules }, (_, index) => ruleOf(index, instruments));
  const book = new AlertBook();
  const fillMs = timed(() => book.fill(made));
  globalThis.gc?.();
  const bytesPerRule = Math.round((process.memoryUsage().heapUsed - before) / rules);
  // Thresholds lie from 110 up and from 90 down: between them nothing fires.
  const quiet = [new Decimal('99.5'), new Decimal('100.5')];
  let moves = 0;
  const quietMs = timed(() => {
    for (let index = 0; index < quotes; index += 1) {
      moves += book.look(`i${index % instruments}`, 'PRICE', quiet[index % 2] as Decimal, { observedMs: index + 1, nowMs: 0 }).length;
    }
  });
  if (moves !== 0) throw new Error('A quiet price fired.');
  let fired = 0;
  const firingMs = timed(() => {
    for (let step = 0; step < 100; step += 1) {
      const price = new Decimal(110 + step / 10);
      for (let index = 0; index < instruments; index += 1) {
        fired += book.look(`i${index}`, 'PRICE', price, { observedMs: quotes + step + 1, nowMs: 0 }).length;
      }
    }
  });
  const addMs = timed(() => {
    for (let index = 0; index < 1_000; index += 1) book.put(ruleOf(rules + index, instruments));
  });
  return {
    rules,
    instruments,
    fillMs: Math.round(fillMs),
    bytesPerRule,
    quietQuoteUs: Number(((quietMs * 1000) / quotes).toFixed(2)),
    fired,
    firingUs: Number(((firingMs * 1000) / Math.max(1, fired)).toFixed(2)),
    addUs: Number(addMs.toFixed(1)),
  };
}

function ruleOf(index: number, instruments: number): WatchedRule {
  const isAbove = index % 2 === 0;
  const offset = Math.floor(index / instruments) % 1000;
  return {
    id: `01900000-0000-7000-8000-${index.toString(16).padStart(12, '0')}` as AlertRuleId,
    subjectId: `i${index % instruments}`,
    level: 0,
    measure: 'PRICE',
    condition: isAbove ? 'ABOVE' : 'BELOW',
    threshold: String(isAbove ? 110 + offset / 100 : 90 - offset / 100),
    hysteresis: '0',
    isRepeating: false,
    version: 1,
    expiresMs: Number.POSITIVE_INFINITY,
    armedMs: 0,
    status: 'ARMED',
    side: null,
    reference: null,
    referenceMs: 0,
    unitDay: null,
    peak: null,
    highs: NO_HIGHS,
    peakOrdinal: null,
    currency: null,
    arming: 1,
    observedMs: 0,
    firedCount: 0,
  };
}

function timed(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
