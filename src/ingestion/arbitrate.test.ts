import { expect, test } from '@jest/globals';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { Hold } from '../domain/hold.js';
import type { SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import { Rule } from '../domain/verdict.js';
import { type ArbitrationPolicy, arbitrate, isLikeSplit, jumpLimitOf, type Observation } from './arbitrate.js';

const A = 'a' as SourceId;
const POLICY: ArbitrationPolicy = { jumpLimit: 0.2, priorityOf: (source) => (source === A ? 10 : 20) };

/** `a 12:00 100`: source, time on 2026-11-18 (or day and time), figure. */
function seen(text: string, kind: Observation['kind'] = 'LAST'): Observation {
  const [source, ...rest] = text.split(' ');
  const figure = rest.pop() as string;
  const time = rest.pop() as string;
  const day = (rest.pop() ?? '2026-11-18') as Day;
  const observedAt = new Date(`${day}T${time}:00Z`);
  return {
    source: source as SourceId,
    kind,
    figure: new Decimal(figure),
    observedAt,
    valueDate: day,
    receivedAt: new Date('2026-11-18T20:00:00Z'),
  };
}

function check(
  incumbent: string | null,
  candidate: string,
  expected: string,
  { hold = null as Hold | null, confirmed = false } = {},
): Hold | null {
  const verdict = arbitrate(incumbent === null ? null : seen(incumbent), seen(candidate), POLICY, { hold, confirmed });
  expect(`${verdict.outcome} ${verdict.rule}`).toBe(expected);
  return verdict.hold;
}

test('the first observation stands', () => {
  check(null, 'a 12:00 100', 'CURRENT FIRST');
});

test('the first rate of a pair is held against what other rates come to', () => {
  const implied = seen('a 11:00 1.25', null);
  const judge = (text: string, { hold = null as Hold | null, confirmed = false, base = implied } = {}) => {
    const verdict = arbitrate(null, seen(text, null), { ...POLICY, jumpLimit: 0.05, implied: base }, { hold, confirmed });
    return [`${verdict.outcome} ${verdict.rule}`, verdict.hold] as const;
  };
  expect(judge('a 12:00 1.3')[0]).toBe('CURRENT FIRST');
  expect(judge('a 12:00 125')[0]).toBe('REJECTED UNIT_MIX_UP');
  const [held, hold] = judge('a 12:00 2');
  expect(held).toBe('HELD OUTLIER');
  expect(judge('b 12:01 2.01', { hold })[0]).toBe('CURRENT CONFIRMED_BY_SOURCE');
  expect(judge('a 12:01 2', { hold })[0]).toBe('HELD OUTLIER');
  expect(judge('a 12:00 2', { confirmed: true })[0]).toBe('CURRENT CONFIRMED_BY_ADMINISTRATOR');
  // A rate of long ago is a matter of history.
  expect(judge('a 2020-01-02 12:00 2')[0]).toBe('CURRENT FIRST');
  // Other rates that are old tell less.
  expect(judge('a 12:00 1.5', { base: seen('a 2026-10-18 12:00 1.25', null) })[0]).toBe('CURRENT FIRST');
});

test('an older observation never replaces a newer one, whoever brings it', () => {
  check('b 12:00 100', 'a 11:59 101', 'HISTORY OLDER');
  check('a 12:00 100', 'a 11:59 101', 'HISTORY OLDER');
});

test('the same again is a duplicate, and another figure for the same moment a correction', () => {
  check('a 12:00 100', 'a 12:00 100.00', 'DUPLICATE SAME');
  check('a 12:00 100', 'a 12:00 101', 'CURRENT CORRECTION');
});

test('for the same moment the official close stands over the last trade, in either order', () => {
  const last = seen('a 12:00 100', 'LAST');
  const close = seen('a 12:00 101', 'CLOSE');
  const none = { hold: null, confirmed: false };
  expect(arbitrate(last, close, POLICY, none).outcome).toBe(IngestOutcome.CURRENT);
  expect(arbitrate(close, last, POLICY, none).outcome).toBe(IngestOutcome.HISTORY);
});

test('a NAV said again before its close is no news, and another figure for its day a correction', () => {
  const none = { hold: null, confirmed: false };
  const nav = seen('a 12:00 100', 'NAV');
  expect(arbitrate(nav, seen('a 12:10 100', 'NAV'), POLICY, none).outcome).toBe(IngestOutcome.DUPLICATE);
  expect(arbitrate(nav, seen('a 12:10 101', 'NAV'), POLICY, none).rule).toBe(Rule.CORRECTION);
});

test('for the same moment the more trusted source stands, in either order', () => {
  check('a 12:00 100', 'b 12:00 101', 'HISTORY PRIORITY');
  check('b 12:00 101', 'a 12:00 100', 'CURRENT PRIORITY');
});

test('a less trusted source takes over only when it is more than 12 minutes ahead', () => {
  check('a 12:00 100', 'b 12:12 101', 'HISTORY HYSTERESIS');
  check('a 12:00 100', 'b 12:13 101', 'CURRENT NEWER');
  check('b 12:00 100', 'a 12:01 101', 'CURRENT NEWER');
});

test('a jump up to the limit stands, one beyond it is held', () => {
  check('a 12:00 100', 'a 12:01 120', 'CURRENT NEWER');
  check('a 12:00 100', 'a 12:01 120.01', 'HELD OUTLIER');
  check('a 12:00 100', 'a 12:01 80', 'CURRENT NEWER');
  check('a 12:00 100', 'a 12:01 79.99', 'HELD OUTLIER');
});

test('the limit grows with the square root of the days between', () => {
  check('a 2026-11-14 12:00 100', 'a 12:01 139', 'CURRENT NEWER');
  check('a 2026-11-14 12:00 100', 'a 12:01 141', 'HELD OUTLIER');
});

test('a held figure is confirmed by the third observation in a row at its level', () => {
  const first = check('a 12:00 100', 'a 12:01 150', 'HELD OUTLIER');
  const second = check('a 12:00 100', 'a 12:02 151', 'HELD OUTLIER', { hold: first });
  expect(second?.count).toBe(2);
  check('a 12:00 100', 'a 12:03 149', 'CURRENT CONFIRMED_BY_REPETITION', { hold: second });
});

test('the same held observation said again in the same breath confirms nothing', () => {
  const first = check('a 12:00 100', 'a 12:01 150', 'HELD OUTLIER');
  const again = check('a 12:00 100', 'a 12:01 150', 'HELD OUTLIER', { hold: first });
  expect(again?.count).toBe(1);
});

test('another level starts the count again, and a plausible figure clears it', () => {
  const first = check('a 12:00 100', 'a 12:01 150', 'HELD OUTLIER');
  const other = check('a 12:00 100', 'a 12:02 170', 'HELD OUTLIER', { hold: first });
  expect(other?.count).toBe(1);
  expect(check('a 12:00 100', 'a 12:03 101', 'CURRENT NEWER', { hold: other })).toBeNull();
});

test('a second source within one percent confirms a held figure, even a less trusted one', () => {
  const hold = check('a 12:00 100', 'a 12:01 150', 'HELD OUTLIER');
  check('a 12:00 100', 'b 12:02 151', 'CURRENT CONFIRMED_BY_SOURCE', { hold });
  check('a 12:00 100', 'b 12:20 155', 'HELD OUTLIER', { hold });
});

test('pounds for pence and the like are refused however often they come', () => {
  for (const figure of ['10000', '9600', '1', '1.04', '100000', '0.1']) {
    check('a 12:00 100', `a 12:01 ${figure}`, 'REJECTED UNIT_MIX_UP');
  }
});

test('where it is the standing price that is of another unit, two sources that agree say so', () => {
  const hold = check('a 12:00 7134', 'a 12:01 71.34', 'REJECTED UNIT_MIX_UP');
  const again = check('a 12:00 7134', 'a 12:02 71.4', 'REJECTED UNIT_MIX_UP', { hold });
  expect(check('a 12:00 7134', 'b 12:03 71.5', 'CURRENT CONFIRMED_BY_SOURCE', { hold: again })).toBeNull();
  const moved = check('a 12:00 7134', 'a 12:04 73', 'REJECTED UNIT_MIX_UP', { hold: again });
  check('a 12:00 7134', 'b 12:05 73.1', 'CURRENT CONFIRMED_BY_SOURCE', { hold: moved });
  // What waits for another reason is not forgotten for it.
  const other = check('a 12:00 100', 'b 12:20 150', 'HELD OUTLIER');
  expect(check('a 12:00 100', 'a 12:02 10000', 'REJECTED UNIT_MIX_UP', { hold: other })).toBe(other);
});

test('what comes late is of the same unit as what came since, or is refused', () => {
  check('a 12:00 100', 'a 2026-11-17 20:00 10000', 'REJECTED UNIT_MIX_UP');
  check('a 12:00 100', 'b 11:00 1', 'REJECTED UNIT_MIX_UP');
  check('a 12:00 100', 'b 12:05 1', 'REJECTED UNIT_MIX_UP');
  check('a 12:00 100', 'a 2026-11-17 20:00 10000', 'HISTORY OLDER', { confirmed: true });
  // Of long ago it may have been.
  check('a 12:00 100', 'a 2026-10-17 20:00 1', 'HISTORY OLDER');
  const split = { exDate: '2026-11-18' as Day, ratioNew: 100, ratioOld: 1 };
  for (const policy of [{ splits: [split] }, { proposedSplits: [split] }]) {
    expect(judged('a 12:00 12', 'a 2026-11-17 20:00 1200', policy)[0]).toBe('HISTORY OLDER');
    expect(judged('a 2026-11-17 20:00 12', 'a 2026-11-17 19:00 1200', policy)[0]).toBe('REJECTED UNIT_MIX_UP');
  }
});

test('what a less trusted source says beside a wrong price is remembered, and another that says the same proves it', () => {
  for (const [wrong, verdict] of [
    ['10000', 'REJECTED UNIT_MIX_UP'],
    ['300', 'HISTORY HYSTERESIS'],
  ] as const) {
    const hold = check(`a 12:00 ${wrong}`, 'b 12:05 100', verdict);
    expect(hold).toMatchObject({ source: 'b', count: 1 });
    // It proves nothing by saying so again, nor does the one that stands.
    expect(check(`a 12:00 ${wrong}`, 'b 12:06 100', verdict, { hold })).toBe(hold);
    check(`a 12:00 ${wrong}`, 'c 12:07 100.2', 'CURRENT CONFIRMED_BY_SOURCE', { hold });
    expect(check(`a 12:00 ${wrong}`, `a 12:08 ${wrong}`, 'CURRENT NEWER', { hold })).toBeNull();
  }
  // Nothing is remembered of what is within its limits, and what waits already waits on.
  expect(check('a 12:00 100', 'b 12:05 104', 'HISTORY HYSTERESIS')).toBeNull();
  const waiting = check('a 12:00 100', 'a 12:01 150', 'HELD OUTLIER');
  expect(check('a 12:00 100', 'b 12:05 300', 'HISTORY HYSTERESIS', { hold: waiting })).toBe(waiting);
});

test('an administrator can confirm an outlier and even a change of unit', () => {
  check('a 12:00 100', 'a 12:01 150', 'CURRENT CONFIRMED_BY_ADMINISTRATOR', { confirmed: true });
  check('a 12:00 100', 'a 12:01 10000', 'CURRENT CONFIRMED_BY_ADMINISTRATOR', { confirmed: true });
  check('a 12:00 100', 'a 12:01 101', 'CURRENT NEWER', { confirmed: true });
});

test('confirmation does not make the old new', () => {
  check('a 12:00 100', 'a 11:00 150', 'HISTORY OLDER', { confirmed: true });
});

test('loading old history is not held up', () => {
  check('a 2020-01-02 12:00 100', 'a 2020-01-03 12:00 500', 'CURRENT NEWER');
  expect(Rule.OUTLIER).toBe('OUTLIER');
});

const SPLIT = [{ exDate: '2026-11-18' as Day, ratioNew: 10, ratioOld: 1 }];

function judged(incumbent: string, candidate: string, policy: Partial<ArbitrationPolicy>, hold: Hold | null = null) {
  const { outcome, rule, hold: left } = arbitrate(seen(incumbent), seen(candidate), { ...POLICY, ...policy }, { hold, confirmed: false });
  return [`${outcome} ${rule}`, left] as const;
}

test('a split that was entered explains the gap of its ex-day, and no other', () => {
  const policy = { splits: SPLIT };
  expect(judged('a 2026-11-17 20:00 1200', 'a 15:00 121', policy)[0]).toBe('CURRENT SPLIT');
  expect(judged('a 2026-11-17 20:00 1200', 'a 15:00 300', policy)[0]).toBe('HELD OUTLIER');
  expect(judged('a 2026-11-18 12:00 1200', 'a 15:00 121', policy)[0]).toBe('HELD OUTLIER');
  // Even one that looks like another unit.
  const hundred = { splits: [{ exDate: '2026-11-18' as Day, ratioNew: 100, ratioOld: 1 }] };
  expect(judged('a 2026-11-17 20:00 1200', 'a 15:00 12', hundred)[0]).toBe('CURRENT SPLIT');
  expect(judged('a 2026-11-17 20:00 1200', 'a 15:00 12', {})[0]).toBe('REJECTED UNIT_MIX_UP');
});

test('a gap that a proposed split explains waits for the decision: neither repetition nor a second source proves the units', () => {
  const policy = { proposedSplits: SPLIT };
  let hold: Hold | null = null;
  for (const candidate of ['a 15:00 121', 'a 15:01 121', 'a 15:02 121', 'a 15:03 121', 'b 15:04 121']) {
    const [verdict, left]: readonly [string, Hold | null] = judged('a 2026-11-17 20:00 1200', candidate, policy, hold);
    expect(verdict).toBe('HELD SPLIT_PROPOSED');
    hold = left;
  }
  expect(judged('a 2026-11-17 20:00 1200', 'a 15:05 1190', policy, hold)[0]).toBe('CURRENT NEWER');
});

test('while sources are asked for a split, repetition confirms nothing that looks like one', () => {
  const [first, hold] = judged('a 12:00 100', 'a 12:01 50', { isAskingForSplits: true });
  expect(first).toBe('HELD OUTLIER');
  let left: Hold | null = hold;
  for (const minute of ['02', '03', '04']) {
    const [verdict, next]: readonly [string, Hold | null] = judged('a 12:00 100', `a 12:${minute} 50`, { isAskingForSplits: true }, left);
    expect(verdict).toBe('HELD OUTLIER');
    left = next;
  }
  expect(judged('a 12:00 100', 'a 12:05 50', {}, left)[0]).toBe('HELD OUTLIER');
  expect(isLikeSplit(new Decimal(100), new Decimal(66))).toBe(true);
  expect(isLikeSplit(new Decimal(100), new Decimal(80))).toBe(false);
});

test('how far a price may jump at once goes by how far it usually moves, and never below the floor of its kind', () => {
  expect(jumpLimitOf('EQUITY', null)).toBe(0.2);
  expect(jumpLimitOf('EQUITY', 0.01)).toBe(0.1);
  expect(jumpLimitOf('EQUITY', 0.05)).toBeCloseTo(0.3);
  expect(jumpLimitOf('FUND', 0.002)).toBe(0.03);
  expect(judged('a 12:00 100', 'a 12:01 113', { jumpLimit: jumpLimitOf('EQUITY', 0.01) })[0]).toBe('HELD OUTLIER');
  expect(judged('a 12:00 100', 'a 12:01 113', { jumpLimit: jumpLimitOf('EQUITY', null) })[0]).toBe('CURRENT NEWER');
});
