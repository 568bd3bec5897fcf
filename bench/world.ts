/**
 * The world both servers are measured in: users who hold 20 of 500 instruments each, the popular ones more often (Zipf 1).
 * Invariant: everything here is a function of numbers alone, so the client knows the right answers without asking.
 */
import { randomBytes } from 'node:crypto';

export const INSTRUMENT_COUNT = 500;
/** With those nobody holds: what a full refresh brings. */
export const REFRESH_COUNT = 10_000;
export const HOLDING_COUNT = 20;
/** Cash of every user, so that a total is more than its holdings. */
export const CASH = 10_000;
export const CURRENCY = 'USD';
/** Encrypts what a database of the measured server keeps secret. */
export const DATA_KEY = `1:${randomBytes(32).toString('base64')}`;
/** Signs the access tokens of the measured server; worth nothing anywhere else. */
export const SIGNING_SECRET = 'bench-only-7Jq2xV9mKc4RzW8nLp3TfYd6HsGb1QeU';

export interface BenchHolding {
  readonly instrument: number;
  /** Hundredths of a unit. */
  readonly hundredths: number;
}

/** What a user holds, ordered by instrument. */
export function holdingsOf(user: number): readonly BenchHolding[] {
  const random = randomOf(0x51ed_0000 + user);
  const chosen = new Map<number, number>();
  while (chosen.size < HOLDING_COUNT) {
    const instrument = zipf(random());
    if (!chosen.has(instrument)) chosen.set(instrument, 100 + Math.floor(random() * 50_000));
  }
  return [...chosen].map(([instrument, hundredths]) => ({ instrument, hundredths })).sort((a, b) => a.instrument - b.instrument);
}

/** The price of the day before, in cents. */
export function firstCents(instrument: number): number {
  return 1_000 + Math.floor(randomOf(0x00c0_ffee + instrument)() * 40_000);
}

export function symbolOf(instrument: number): string {
  return `S${String(instrument).padStart(4, '0')}`;
}

/** Text of an amount in hundredths. */
export function fromHundredths(amount: number): string {
  return (amount / 100).toFixed(2);
}

export const IdKind = { USER: 1, SESSION: 2, PORTFOLIO: 3, ACCOUNT: 4, INSTRUMENT: 5, TRANSACTION: 6 } as const;

/** The id of the so-manieth of its kind. */
export function idOf(kind: (typeof IdKind)[keyof typeof IdKind], index: number): string {
  return `01900000-0000-7000-800${kind}-${index.toString(16).padStart(12, '0')}`;
}

/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CUMULATIVE = cumulativeWeights();

function cumulativeWeights(): Float64Array {
  const sums = new Float64Array(INSTRUMENT_COUNT);
  let sum = 0;
  for (let rank = 0; rank < INSTRUMENT_COUNT; rank += 1) {
    sum += 1 / (rank + 1);
    sums[rank] = sum;
  }
  return sums.map((each) => each / sum);
}

function zipf(chance: number): number {
  return CUMULATIVE.findIndex((limit) => chance < limit);
}
