import { expect, test } from '@jest/globals';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { Mic } from '../domain/identifiers.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { Quote } from '../domain/quote.js';
import { AskingPlan, planOf } from './plan.js';
import type { RawQuote, Source, SourceCapabilities, SourceQuota } from './source.js';
import { SymbolBook } from './symbols.js';

const OWN = 'own' as SourceId;

function source(
  given: { quota?: SourceQuota; maxBatch?: number; unitsPerSymbol?: number; alone?: SourceCapabilities['alone']; simulated?: boolean } = {},
): Source {
  const { quota, maxBatch = 1, unitsPerSymbol, alone, simulated = false } = given;
  return {
    info: { id: OWN, name: 'Own', simulated, priority: 50 },
    capabilities: {
      kinds: ['EQUITY'],
      mics: '*',
      maxBatch,
      ...(unitsPerSymbol && { unitsPerSymbol }),
      ...(alone && { alone }),
      stream: false,
      adjusted: 'NONE',
      delayMinutes: null,
      commercialUse: false,
      limits: { deadlineMs: 1, spacingMs: 0, ...(quota && { quota }) },
    },
    poll: () => Promise.reject(new Error('unused')),
  };
}

/** A share at XNAS and a fund, both named as their symbols, with what stands of each. */
function plan(of: Source, standing: Record<string, Partial<Quote>> = {}) {
  const state = { now: new Date('2026-11-18T15:30:00Z') };
  const symbols = new SymbolBook(async () => ({ instruments: [], symbols: [] }));
  const instrument = (id: string, kind: 'EQUITY' | 'FUND', mic: string | null) => ({
    id: id as InstrumentId,
    kind,
    currency: 'USD' as Currency,
    mic: mic as Mic | null,
    unitDivisor: 1,
  });
  symbols.replace({
    instruments: [instrument('A', 'EQUITY', 'XNAS'), instrument('B', 'EQUITY', 'XNAS'), instrument('F', 'FUND', null)],
    symbols: [],
  });
  const quote = (id: string): Quote | null => {
    if (!standing[id]) return null;
    const plain = { instrumentId: id as InstrumentId, source: OWN, kind: 'LAST' as const, price: new Decimal(1), revision: 1 };
    return { ...plain, observedAt: state.now, valueDate: '2026-11-18' as Day, ...standing[id] } as Quote;
  };
  const asking = new AskingPlan(of, { symbols, standing: quote, priorityOf: (id) => (id === OWN ? 50 : 10), now: () => state.now });
  return { asking, state, skipFirst: () => asking.due([]) };
}
const at = (state: { now: Date }, text: string) => {
  state.now = new Date(text);
};
const tick = (symbol: string) => ({ type: 'quote', symbol }) as RawQuote;

test('what the stream tells is not polled, but for every sixth cycle and after the stream was away', () => {
  const { asking, state } = plan(source(), { A: {} });
  const cycle = () => asking.due(['A']).length;
  expect(cycle()).toBe(1);
  const polled = Array.from({ length: 6 }, () => {
    asking.streamed([tick('A')]);
    return cycle();
  });
  expect(polled).toEqual([0, 0, 0, 0, 0, 1]);
  asking.streamed([tick('A')]);
  asking.interrupted();
  expect(cycle()).toBe(1);
  asking.streamed([tick('A')]);
  at(state, '2026-11-18T15:43:00Z');
  expect(cycle()).toBe(1);
});

test('a fund whose due NAV is here is not asked for, one whose NAV is late is', () => {
  const { asking, skipFirst } = plan(source(), { F: { kind: 'NAV', valueDate: '2026-11-17' as Day } });
  skipFirst();
  expect(asking.due(['F'])).toEqual([]);
  const late = plan(source(), { F: { kind: 'NAV', valueDate: '2026-11-16' as Day } });
  late.skipFirst();
  expect(late.asking.due(['F'])).toEqual(['F']);
});

test('a closed market is asked once more when it has settled, and then not before it opens', () => {
  const { asking, state, skipFirst } = plan(source(), { A: {} });
  skipFirst();
  asking.answered(['A']);
  at(state, '2026-11-18T21:10:00Z');
  expect(asking.due(['A'])).toEqual(['A']);
  at(state, '2026-11-18T21:31:00Z');
  asking.answered(['A']);
  at(state, '2026-11-18T22:00:00Z');
  expect(asking.due(['A'])).toEqual([]);
  at(state, '2026-11-19T14:31:00Z');
  expect(asking.due(['A'])).toEqual(['A']);
});

test('a budget for the day goes to what no more trusted source has', () => {
  const standing = {
    A: { source: 'better' as SourceId },
    B: { source: 'better' as SourceId, observedAt: new Date('2026-11-18T14:40:00Z') },
  };
  const scarce = plan(source({ quota: { DAY: 800 } }), standing);
  scarce.skipFirst();
  expect(scarce.asking.due(['A', 'B'])).toEqual(['B']);
  const plenty = plan(source({ quota: { MINUTE: 60 } }), standing);
  plenty.skipFirst();
  expect(plenty.asking.due(['A', 'B'])).toEqual(['A', 'B']);
});

test('a source too small for everything comes round to everything', () => {
  const { asking, state } = plan(source());
  const wanted = Array.from({ length: 10 }, (_, place) => `S${place}`);
  const seen = new Set<string>();
  for (let cycle = 0; cycle < 4; cycle += 1) {
    at(state, `2026-11-18T15:3${cycle}:00Z`);
    const part = asking.due(wanted).slice(0, 3);
    asking.answered(part);
    for (const symbol of part) seen.add(symbol);
  }
  expect(seen.size).toBe(10);
});

test('a made-up market is asked for everything, whatever the calendar says', () => {
  const { asking, skipFirst } = plan(source({ simulated: true }), { F: { kind: 'NAV', valueDate: '2026-11-18' as Day } });
  skipFirst();
  expect(asking.due(['F'])).toEqual(['F']);
});

test.each([
  ['400 shares of Finnhub fit', { maxBatch: 1, quota: { MINUTE: 60 } }, 400, 600, null],
  [
    '2,000 do not',
    { maxBatch: 1, quota: { MINUTE: 60 } },
    2000,
    2000,
    '60 a minute carry a round of 2000 every 34 minutes, not every 10 minutes.',
  ],
  ['10,000 shares of Alpaca fit', { maxBatch: 100, quota: { MINUTE: 200 } }, 10_000, 600, null],
  [
    '800 shares of Tiingo nearly do',
    { maxBatch: 100, quota: { HOUR: 50, DAY: 1000 } },
    800,
    692,
    '1000 a day carry a round of 8 every 12 minutes, not every 10 minutes.',
  ],
  [
    '50 credits of Twelve Data do not',
    { maxBatch: 8, unitsPerSymbol: 1, quota: { MINUTE: 8, DAY: 800 } },
    50,
    5400,
    '800 a day carry a round of 50 every 1.5 hours, not every 10 minutes.',
  ],
  ['one file for all', { maxBatch: Number.POSITIVE_INFINITY }, 16_000, 600, null],
] as const)('%s', (_, given, symbols, roundS, message) => {
  const names = Array.from({ length: symbols }, (_, place) => `S${place}`);
  expect(planOf(source(given), names, 600)).toMatchObject({ symbols, roundS, isEnough: message === null, message });
});

test.each([
  ['40 funds and 300 shares of Tiingo fit', 300, 40, 600, null],
  [
    '40 and 600 nearly do',
    600,
    40,
    618,
    '1000 a day carry a round of 6 every 11 minutes, besides 40 asked alone every 6 hours, not every 10 minutes.',
  ],
  ['200 funds alone are asked every 6 hours', 0, 200, 21_600, null],
  ['1,000 funds are not', 0, 1000, 86_400, '1000 a day carry a round of 1000 every 24 hours, not every 6 hours.'],
  ['300 funds leave nothing for shares', 100, 300, 26_007, '1000 a day carry a round of 301 every 7.2 hours, not every 6 hours.'],
])('%s', (_, shares, funds, roundS, message) => {
  const alone = { is: (symbol: string) => symbol.startsWith('F'), everyMs: 6 * 3_600_000 };
  const given = source({ maxBatch: 100, alone, quota: { HOUR: 50, DAY: 1000 } });
  const names = [...Array.from({ length: shares }, (_, place) => `S${place}`), ...Array.from({ length: funds }, (_, place) => `F${place}`)];
  expect(planOf(given, names, 600)).toMatchObject({ symbols: shares + funds, roundS, isEnough: message === null, message });
});
