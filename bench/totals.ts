/**
 * What it costs to value everybody after a refresh: a million portfolios of twenty positions over ten thousand instruments, by
 * `PortfolioBatch`, with a plain loop over decimals beside it on a sample; and whether the two agree. `node dist/bench/totals.js [portfolios]`.
 */
import { Decimal, MONEY_SCALE, ONE, roundHalfEven, ZERO } from '../src/domain/decimal.js';
import { PortfolioBatch, PricedUnits, type Unit } from '../src/domain/portfolio-batch.js';

const PORTFOLIOS = Number(process.argv[2] ?? 1_000_000);
const POSITIONS = 20;
const INSTRUMENTS = 10_000;
const SAMPLE = 2_000;
const ROUNDS = 5;
/** Portfolios between two pauses, as the job takes them. */
const CHUNK = 1_000;

let state = 7;
/** From 0 up to `count`; the same in every run. */
function below(count: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 4_294_967_296) * count);
}

const cents = (text: number, places: number) => new Decimal(text).div(10 ** places);
// A third in another currency, at a rate that does not end.
const units: Unit[] = Array.from({ length: INSTRUMENTS }, (_, index) => ({
  price: cents(100 + below(5_000_000), 4),
  conversion: index % 3 === 0 ? { numerator: ONE, denominator: new Decimal('1.1637') } : { numerator: ONE, denominator: ONE },
}));
const amounts = Array.from({ length: 5_000 }, () => cents(1 + below(200_000), 3));

const beforeBytes = process.memoryUsage.rss();
const batch = new PortfolioBatch({ portfolios: PORTFOLIOS, rows: PORTFOLIOS * POSITIONS });
const sample: { unit: number; amount: Decimal }[][] = [];
for (let portfolio = 0; portfolio < PORTFOLIOS; portfolio += 1) {
  const rows = Array.from({ length: POSITIONS }, () => ({ unit: below(INSTRUMENTS), amount: amounts[below(amounts.length)] as Decimal }));
  if (portfolio < SAMPLE) sample.push(rows);
  batch.add(rows);
}
const priced = new PricedUnits();
for (const unit of units) priced.add(unit);
const totals = new Float64Array(PORTFOLIOS);
const taken: number[] = [];
let longestMs = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const startMs = performance.now();
  for (let from = 0; from < PORTFOLIOS; from += CHUNK) {
    const chunkMs = performance.now();
    batch.value(priced, totals, from, Math.min(PORTFOLIOS, from + CHUNK));
    longestMs = Math.max(longestMs, performance.now() - chunkMs);
  }
  taken.push(performance.now() - startMs);
}
const batchMs = taken.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;

const startMs = performance.now();
const wanted = sample.map((rows) =>
  rows.reduce((sum, { unit, amount }) => {
    const { price, conversion } = units[unit] as Required<Unit>;
    if (!price || !conversion) return sum;
    return sum.plus(roundHalfEven(amount.times(price).times(conversion.numerator).div(conversion.denominator), MONEY_SCALE));
  }, ZERO),
);
const loopMs = ((performance.now() - startMs) / sample.length) * PORTFOLIOS;
const wrong = wanted.filter((total, index) => {
  const quick = totals[index] as number;
  const found = Number.isNaN(quick) ? batch.exactTotal(priced, index) : new Decimal(quick).div('1e8');
  return found?.eq(total) !== true;
});
process.stdout.write(
  `${JSON.stringify(
    {
      portfolios: PORTFOLIOS,
      positions: PORTFOLIOS * POSITIONS,
      batchMs: Math.round(batchMs),
      longestChunkMs: Number(longestMs.toFixed(1)),
      decimalLoopMs: Math.round(loopMs),
      ratio: `1/${Math.round(loopMs / batchMs)}`,
      columnsMiB: Math.round(batch.bytes() / 2 ** 20),
      residentMiB: Math.round((process.memoryUsage.rss() - beforeBytes) / 2 ** 20),
      comparedWithTheDefinition: wanted.length,
      wrong: wrong.length,
    },
    null,
    2,
  )}\n`,
);
process.exit(wrong.length === 0 ? 0 : 1);
