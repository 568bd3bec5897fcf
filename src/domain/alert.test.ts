import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AlertMeasure, AlertStatus, drawdownOf, type RuleState, stepOf } from './alert.js';
import { AlertBook, type Moment, type WatchedRule } from './alert-book.js';
import { alertMessage } from './alert-message.js';
import { USD } from './currency.js';
import type { Day } from './day.js';
import { Decimal } from './decimal.js';
import { NO_HIGHS } from './high.js';
import type { AlertRuleId } from './ids.js';
import { withoutNews } from './ledger-news.js';
import type { InstrumentSplit } from './split.js';
import type { TransactionKind } from './transaction.js';

const NEVER = Number.POSITIVE_INFINITY;

function ruleOf(props: Partial<WatchedRule>): WatchedRule {
  return {
    id: 'rule' as AlertRuleId,
    subjectId: 'acme',
    level: 0,
    measure: 'PRICE',
    condition: 'ABOVE',
    threshold: '100',
    hysteresis: '0',
    isRepeating: false,
    version: 1,
    expiresMs: NEVER,
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
    ...props,
  };
}

/** Shows figures one after the other; the kinds of the moves, at the places of the figures that made them. */
function check(props: Partial<WatchedRule>, figures: string, expected: string): void {
  const book = new AlertBook();
  book.put(ruleOf(props));
  const lane = props.measure === 'DAY_MOVE' ? 'DAY_MOVE' : 'PRICE';
  const moves = figures.split(' ').map((figure, index) => {
    const [move] = book.look('acme', lane, new Decimal(figure), { observedMs: index + 1, nowMs: index });
    return move ? move.step.kind : '-';
  });
  expect(moves.join(' ')).toBe(expected);
}

test('above fires at the threshold, at once when it is there already, and once', () => {
  check({}, '99 99.99999999 100 101 99 100', '- - FIRED - - -');
  check({}, '120 80 120', 'FIRED - -');
});

test('below fires at the threshold from above', () => {
  check({ condition: 'BELOW' }, '101 100.00000001 100 99', '- - FIRED -');
});

test('a crossing needs a side to come from, and fires either way', () => {
  const twice = { condition: 'CROSSES', isRepeating: true } as const;
  check(twice, '120 110 100 99 98 100 101 99', 'PLACED - - FIRED - FIRED - FIRED');
  check({ condition: 'CROSSES' }, '90 100 90 100', 'PLACED FIRED - -');
});

test('a repeating rule fires again after the figure has gone back beyond the hysteresis', () => {
  const rule = { isRepeating: true, hysteresis: '2' };
  check(rule, '100 99 98 100 97.99 99 100', 'FIRED - - - REARMED - FIRED');
  check({ ...rule, condition: 'BELOW' }, '100 102 100 102.01 100', 'FIRED - - REARMED FIRED');
  check({ ...rule, hysteresis: '0' }, '100 100 99.99 100', 'FIRED - REARMED FIRED');
});

test('a move is known since its price was received and its rule was armed, and of what time alone or a withdrawal moves nothing is', () => {
  const sinceOf = (moment: Partial<Moment>) => {
    const book = new AlertBook();
    book.put(ruleOf({ armedMs: 50 }));
    return book.look('acme', 'PRICE', new Decimal('100'), { observedMs: 1, nowMs: 90, ...moment }).map(({ sinceMs }) => sinceMs);
  };
  expect([sinceOf({ receivedMs: 70 }), sinceOf({ receivedMs: 20 }), sinceOf({})]).toEqual([[70], [50], [null]]);
});

test('a crossing that trembles at the threshold fires once with a hysteresis', () => {
  check(
    { condition: 'CROSSES', isRepeating: true, hysteresis: '1' },
    '90 100 99.9 100.1 99 98.9 100 101 101.1',
    'PLACED FIRED - - - FIRED - - FIRED',
  );
});

test('a change is measured from the first figure, and after firing from where it fired', () => {
  const rise = { measure: 'PRICE_CHANGE', threshold: '0.05', isRepeating: true } as const;
  check(rise, '100 104.99 105 110 110.25', 'PLACED - FIRED - FIRED');
  check({ ...rise, condition: 'BELOW', threshold: '-0.1', isRepeating: false }, '200 180.01 180 160', 'PLACED - FIRED -');
});

/** `100@2` is a price of the second of the month; on the third two new units come for each old one, on the fifth one for three. */
function checkDays(props: Partial<WatchedRule>, figures: string, expected: string): void {
  const split = { exceptAccountIds: [] };
  const known: InstrumentSplit[] = [];
  const book = new AlertBook(() => known);
  book.put(ruleOf(props));
  const moves = figures.split(' ').map((text, index) => {
    if (text === 'SPLITS') {
      known.push({ ...split, exDate: dayOf('3'), ratioNew: 2, ratioOld: 1 }, { ...split, exDate: dayOf('5'), ratioNew: 1, ratioOld: 3 });
      book.resettle('acme');
      return '-';
    }
    const [figure, of] = text.split('@') as [string, string];
    const moment = { observedMs: index + 1, nowMs: 0, unitDay: dayOf(of) };
    return book.look('acme', 'PRICE', new Decimal(figure), moment).map(({ step }) => step.kind)[0] ?? '-';
  });
  expect(moves.join(' ')).toBe(expected);
}

test('a split moves the threshold of a price and its hysteresis along', () => {
  const dear = { threshold: '100', hysteresis: '4', isRepeating: true, unitDay: dayOf('2') } as const;
  checkDays(dear, '99@2 SPLITS 49.99@3 50@3 48@4 143.99@5 150@5', '- - - FIRED - REARMED FIRED');
  checkDays({ ...dear, condition: 'BELOW' }, 'SPLITS 50.01@3 150@5 50@4', '- - FIRED -');
  // It was set for the new units.
  checkDays({ ...dear, unitDay: dayOf('5') }, 'SPLITS 99@5 66@2 67@2', '- - - FIRED');
  const thirds = { threshold: '100', condition: 'BELOW', unitDay: dayOf('6') } as const;
  checkDays(thirds, 'SPLITS 33.33333334@4 33.33333333@4', '- - FIRED');
});

const dayOf = (date: string) => `2026-06-0${date}` as Day;

test('a split is no change of the price, whenever it is entered and however many there are', () => {
  const fall = { measure: 'PRICE_CHANGE', condition: 'BELOW', threshold: '-0.1', isRepeating: true } as const;
  checkDays(fall, 'SPLITS 100@2 50@3 45.01@3 45@4 121.51@5 121.5@6', '- PLACED - - FIRED - FIRED');
  checkDays(fall, '100@2 SPLITS 150@5 135@5', 'PLACED - - FIRED');
  // A late price is for the old units.
  checkDays(fall, 'SPLITS 45@3 81.01@2 81@2', '- PLACED - FIRED');
  const rise = { measure: 'PRICE_CHANGE', condition: 'ABOVE', threshold: '0.1', reference: '100', unitDay: dayOf('1') } as const;
  checkDays(rise, 'SPLITS 54.99@3 164.99999999@5 165@5', '- - - FIRED');
});

test('what is expired never fires, and a price older than the rule says nothing', () => {
  check({ expiresMs: 1 }, '99 100', '- -');
  check({ observedMs: 2 }, '100 100 100', '- - FIRED');
});

test('a price shown again after a takeover moves nothing twice', () => {
  const book = new AlertBook();
  book.put(ruleOf({ isRepeating: true }));
  const prices = ['105', '95', '106'].map((price, index) => ({ price: new Decimal(price), observedMs: index + 1 }));
  const replay = () => prices.flatMap(({ price, observedMs }) => book.look('acme', 'PRICE', price, { observedMs, nowMs: 0 }));
  expect(replay().map(({ step, arming }) => [step.kind, arming])).toEqual([
    ['FIRED', 1],
    ['REARMED', 2],
    ['FIRED', 2],
  ]);
  expect(replay()).toEqual([]);
});

/** `105@3` is a price of the third second; `~100@1` takes the place of a later one that was withdrawn. */
function checkTimes(props: Partial<WatchedRule>, figures: string, expected: string): void {
  const book = new AlertBook();
  book.put(ruleOf(props));
  const moves = figures.split(' ').map((text) => {
    const [, isReturn, figure, second] = /^(~?)(.*)@(\d+)$/.exec(text) as unknown as [string, string, string, string];
    const moment = { observedMs: Number(second), nowMs: 0, isReturn: isReturn === '~' };
    return book.look('acme', 'PRICE', new Decimal(figure), moment).map(({ step }) => step.kind)[0] ?? '-';
  });
  expect(moves.join(' ')).toBe(expected);
}

test('a late price fires no crossing a second time, and a correction puts the rule where the right price would have', () => {
  const rule = { isRepeating: true };
  checkTimes(rule, '99@1 101@5 98@3 99@2 102@6', '- FIRED - - -');
  // Right was 99: who was told of 101 too early is told when it comes there.
  checkTimes(rule, '101@5 99@5 99@5 101@6', 'FIRED REARMED - FIRED');
  // Right was 101, where it had been already: nothing was crossed.
  checkTimes(rule, '101@4 99@5 101@5 102@6 99@7 101@8', 'FIRED REARMED PLACED - REARMED FIRED');
  checkTimes({ condition: 'CROSSES', isRepeating: true }, '90@1 101@2 99@2 101@3', 'PLACED FIRED PLACED FIRED');
});

test('a price that is withdrawn leaves the rule where the one before it had put it', () => {
  const rule = { isRepeating: true };
  checkTimes(rule, '99@1 900@5 ~99@1 99@6 101@7', '- FIRED REARMED - FIRED');
  checkTimes({ ...rule, condition: 'BELOW' }, '99@1 900@5 ~99@1 98@6 101@7 99@8', 'FIRED REARMED PLACED - REARMED FIRED');
  checkTimes({ condition: 'CROSSES', isRepeating: true }, '900@5 ~90@1 91@6 100@7', 'PLACED PLACED - FIRED');
  // Made while the wrong price was shown: the right one is the first it sees.
  checkTimes({ condition: 'BELOW', observedMs: 4 }, '900@5 ~99@1 98@6', '- FIRED -');
  const rise = { measure: 'PRICE_CHANGE', threshold: '0.1', isRepeating: true } as const;
  checkTimes(rise, '900@5 ~100@1 109@6 110@7', 'PLACED PLACED - FIRED');
});

test('a price is seen in whatever order rows and corrections are shown again', () => {
  const book = new AlertBook();
  book.put(ruleOf({ isRepeating: true }));
  const rows: [string, number][] = [
    ['101', 1],
    ['99', 2],
    ['102', 2],
    ['98', 3],
  ];
  const replay = () =>
    rows.flatMap(([price, observedMs]) =>
      book.look('acme', 'PRICE', new Decimal(price), { observedMs, nowMs: 0 }).map(({ step }) => step.kind),
    );
  expect(replay()).toEqual(['FIRED', 'REARMED', 'PLACED', 'REARMED']);
  for (let again = 0; again < 3; again += 1) expect(replay()).not.toContain('FIRED');
});

test('a drawdown is measured from the highest value, and money paid out is no fall', () => {
  const book = new AlertBook();
  book.put(ruleOf({ measure: 'DRAWDOWN', threshold: '0.1' }));
  const look = (value: string) =>
    book.lookAtDrawdown('acme', new Decimal(value), { observedMs: 1, nowMs: 0, ordinal: 7 }).map(({ step }) => step.kind);
  expect([look('100'), look('200'), look('181')]).toEqual([[], [], []]);
  book.followLedger('acme', 8, (place) => {
    expect(place).toMatchObject({ ordinal: 7 });
    return { before: null, known: new Decimal('181'), paid: new Decimal('90.5'), isOfOthers: false };
  });
  expect(book.takePeaks()).toMatchObject([{ id: 'rule', peak: '100', peakOrdinal: 8 }]);
  expect([look('90.01'), look('90')]).toEqual([[], ['FIRED']]);
  expect(drawdownOf(new Decimal(1), new Decimal(0))).toBeNull();
});

test('a payment that comes with a split, or while nobody looked, moves the highest value, and the split does not', () => {
  const book = new AlertBook();
  book.put(
    ruleOf({ measure: 'DRAWDOWN', threshold: '0.1', peak: '1000', highs: [{ fromMs: 0, untilMs: 0, peak: '1000' }], peakOrdinal: 7 }),
  );
  const follow = (ordinal: number, [before, known, paid]: readonly [number | null, number, number], isOfOthers = false) => {
    const [was, without, within] = [before, known, paid].map((value) => (value === null ? null : new Decimal(value)));
    book.followLedger('acme', ordinal, () => ({ before: was ?? null, known: without as Decimal, paid: within as Decimal, isOfOthers }));
    return book.takePeaks().map(({ peak }) => peak)[0];
  };
  // Seen at half of what it was, because the price was of the new units already.
  expect(follow(8, [500, 1000, 1100])).toBe('1100');
  expect(follow(9, [null, 1100, 550])).toBe('550');
  // What was there by mistake, and accounts that join.
  expect(follow(9, [1100, 550, 550])).toBe('275');
  expect(follow(10, [550, 1100, 1100], true)).toBe('550');
  expect(follow(10, [1100, 1100, 1100])).toBeUndefined();
});

test('what was highest since a wrong price came was not, and a change is measured from what the value is without it', () => {
  const book = new AlertBook();
  const hour = 3_600_000;
  const look = (value: string, nowMs: number) => {
    const moment = { observedMs: 0, nowMs, ordinal: 7 };
    const moves = [...book.look('acme', 'VALUE', new Decimal(value), moment), ...book.lookAtDrawdown('acme', new Decimal(value), moment)];
    return moves.map(({ rule, step }) => `${rule.id} ${step.kind}`);
  };
  book.put(ruleOf({ measure: 'DRAWDOWN', threshold: '0.1' }));
  look('100', hour);
  look('110', 2 * hour - 1);
  look('120', 3 * hour);
  const change = { measure: 'VALUE_CHANGE', condition: 'BELOW', threshold: '-0.1' } as const;
  book.put(ruleOf({ id: 'before' as AlertRuleId, ...change, reference: '120', referenceMs: 3 * hour }));
  book.put(ruleOf({ id: 'since' as AlertRuleId, ...change }));
  expect(look('300', 5 * hour)).toEqual(['since PLACED']);
  book.takeBack('acme', 5 * hour);
  expect(book.takePeaks()).toMatchObject([{ peak: '120' }]);
  expect(look('119', 6 * hour)).toEqual(['since PLACED']);
  expect(look('108', 7 * hour).toSorted()).toEqual(['before FIRED', 'rule FIRED']);
  expect(look('107.1', 7 * hour)).toEqual(['since FIRED']);
});

test('a rule goes back to what was highest before, and where nothing was starts from what there is', () => {
  const book = new AlertBook();
  book.put(ruleOf({ measure: 'DRAWDOWN', threshold: '0.1', isRepeating: true }));
  const look = (value: string, nowMs: number) => book.lookAtDrawdown('acme', new Decimal(value), { observedMs: 0, nowMs, ordinal: 7 });
  const peak = () => book.takePeaks().map((each) => each.peak);
  for (let hour = 1; hour <= 40; hour += 1) look(String(100 + hour), hour * 3_600_000);
  book.takeBack('acme', 30 * 3_600_000);
  expect(peak()).toEqual(['129']);
  // What an entry moved since is moved in all of them.
  book.followLedger('acme', 8, () => ({ before: null, known: new Decimal(100), paid: new Decimal(200), isOfOthers: false }));
  book.takeBack('acme', 20 * 3_600_000);
  expect(peak()).toEqual(['238']);
  book.takeBack('acme', 0);
  expect(peak()).toEqual([null]);
  look('50', 41 * 3_600_000);
  expect(peak()).toEqual(['50']);
});

test('a new highest that is still to be written is so when its rule is read again', () => {
  const book = new AlertBook();
  const rule = ruleOf({ measure: 'DRAWDOWN', threshold: '0.1' });
  book.put(rule);
  book.lookAtDrawdown('acme', new Decimal('100'), { observedMs: 0, nowMs: 1, ordinal: 7 });
  book.put({ ...rule });
  expect(book.takePeaks()).toMatchObject([{ peak: '100' }]);
});

test('what was recorded since is payment or return, and of days before a rule was armed payment', () => {
  const entry = (kind: TransactionKind, ordinal: number, tradeDate = '2026-11-20') => ({ kind, ordinal, tradeDate: tradeDate as Day });
  const old = entry('BUY', 7);
  const [deposit, dividend, late, split] = [entry('DEPOSIT', 8), entry('DIVIDEND', 9), entry('SELL', 10, '2026-11-19'), entry('SPLIT', 11)];
  const news = withoutNews([old, deposit, dividend, late, split], { ordinal: 7, since: '2026-11-20' as Day });
  expect(news).toEqual({ known: [old, split], paid: [old, deposit, late, split] });
});

test('what is left is what was put in and not taken out', () => {
  const book = new AlertBook();
  const ids = ['a', 'b', 'c'] as AlertRuleId[];
  book.fill(ids.map((id) => ruleOf({ id })));
  book.remove('b' as AlertRuleId);
  book.put(ruleOf({ id: 'c' as AlertRuleId, threshold: '200' }));
  expect(book.look('acme', 'PRICE', new Decimal('100'), { observedMs: 1, nowMs: 0 }).map(({ rule }) => rule.id)).toEqual(['a']);
  book.remove('c' as AlertRuleId);
  expect([book.size, book.has('acme')]).toEqual([0, false]);
});

/** A figure and its neighbours, whose floats are one and the same. */
const figure = fc.integer({ min: 90, max: 110 }).chain((whole) => fc.constantFrom('', '.00000001', '.5').map((part) => `${whole}${part}`));

test('the index makes the moves that asking every rule would make', () => {
  const rule = fc.record({
    condition: fc.constantFrom('ABOVE', 'BELOW', 'CROSSES'),
    threshold: figure,
    hysteresis: fc.constantFrom('0', '1', '2.5'),
    isRepeating: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 12 }), fc.array(figure, { maxLength: 30 }), (rules, figures) => {
      const made = rules.map((props, index) => ruleOf({ ...props, id: `r${index}` as AlertRuleId } as Partial<WatchedRule>));
      const book = new AlertBook();
      book.fill(made);
      const indexed: string[] = [];
      const asked: string[] = [];
      const states = new Map<string, RuleState>(
        made.map(({ id, measure, condition, threshold, hysteresis, isRepeating, status }) => [
          id,
          {
            measure,
            condition,
            threshold: new Decimal(threshold),
            hysteresis: new Decimal(hysteresis),
            isRepeating,
            status,
            side: null,
            reference: null,
            firedCount: 0,
          },
        ]),
      );
      for (const [index, text] of figures.entries()) {
        const value = new Decimal(text);
        const moves = book.look('acme', 'PRICE', value, { observedMs: index + 1, nowMs: 0 });
        indexed.push(...moves.map(({ rule, step }) => `${index} ${rule.id} ${step.kind}`).toSorted());
        asked.push(
          ...[...states].flatMap(([id, state]) => ask(states, id, state, value).map((kind) => `${index} ${id} ${kind}`)).toSorted(),
        );
      }
      expect(indexed).toEqual(asked);
    }),
  );
});

function ask(states: Map<string, RuleState>, id: string, state: RuleState, value: Decimal): string[] {
  const step = stepOf(state, value);
  if (!step) return [];
  if (step.kind === 'REARMED') states.set(id, { ...state, status: AlertStatus.ARMED });
  if (step.kind === 'PLACED') states.set(id, { ...state, side: step.side, reference: step.reference });
  if (step.kind === 'FIRED')
    states.set(id, { ...state, status: step.status, side: step.side, reference: step.reference, firedCount: state.firedCount + 1 });
  return [step.kind];
}

test('what is quiet within some bounds is moved by no figure within them', () => {
  const measure = fc.constantFrom('VALUE', 'VALUE_CHANGE', 'GAIN', 'GAIN_RATIO', 'DRAWDOWN');
  const rule = fc
    .record({
      measure,
      condition: fc.constantFrom('ABOVE', 'BELOW', 'CROSSES'),
      threshold: figure,
      hysteresis: fc.constantFrom('0', '1', '2.5'),
      isRepeating: fc.boolean(),
    })
    .map(({ measure: name, condition, threshold, hysteresis, ...more }) => {
      const isRatio = name === 'GAIN_RATIO' || name === 'VALUE_CHANGE' || name === 'DRAWDOWN';
      const scaled = (text: string) => (isRatio ? new Decimal(text).div(1_000).toFixed() : text);
      const how = name === 'DRAWDOWN' ? 'ABOVE' : condition;
      return { measure: name, condition: how, threshold: scaled(threshold), hysteresis: scaled(hysteresis), ...more };
    });
  const step = fc.record({ value: figure, margin: fc.constantFrom(0, 1e-9, 0.5, 3) });
  let skipped = 0;
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.array(step, { maxLength: 30 }), (rules, steps) => {
      const filled = () => {
        const book = new AlertBook();
        book.fill(rules.map((props, index) => ruleOf({ ...props, id: `r${index}` as AlertRuleId } as Partial<WatchedRule>)));
        return book;
      };
      const [all, some] = [filled(), filled()];
      const moment = { observedMs: 0, nowMs: 0 };
      const cost = new Decimal(80);
      const look = (book: AlertBook, value: Decimal) => {
        const gain = value.minus(cost);
        return [
          ...book.look('acme', 'VALUE', value, moment),
          ...book.look('acme', 'GAIN', gain, moment),
          ...book.look('acme', 'GAIN_RATIO', gain.div(cost), moment),
          ...book.lookAtDrawdown('acme', value, { ...moment, ordinal: 1 }),
        ].map(({ rule: { id }, step: { kind } }) => `${id} ${kind}`);
      };
      for (const { value: text, margin } of steps) {
        const value = new Decimal(text);
        const around = (exact: Decimal, error: number) => ({ low: exact.toNumber() - error, high: exact.toNumber() + error / 2 });
        const isQuiet = some.isQuiet('acme', {
          value: around(value, margin),
          gain: around(value.minus(cost), margin),
          cost: around(cost, margin),
        });
        if (isQuiet) skipped += 1;
        expect(isQuiet ? [] : look(some, value)).toEqual(look(all, value));
        expect(some.takePeaks()).toEqual(all.takePeaks());
      }
    }),
    { numRuns: 1_000 },
  );
  expect(skipped).toBeGreaterThan(500);
});

test('every measure says in words what happened', () => {
  for (const measure of Object.values(AlertMeasure)) {
    const rule = { measure, condition: 'ABOVE', threshold: new Decimal('1'), setThreshold: null } as const;
    expect(alertMessage(rule, new Decimal('1.5'), { subject: 'Acme', unit: USD })).toMatch(/^(Acme|The .* of Acme) .*\.$/);
  }
  const fall = { measure: 'PRICE', condition: 'CROSSES', threshold: new Decimal('105'), setThreshold: null } as const;
  expect(alertMessage(fall, new Decimal('104.5'), { subject: 'Acme', unit: USD })).toBe(
    'Acme is at 104.5 USD: it has fallen below 105 USD.',
  );
  const sum = { measure: 'VALUE', condition: 'ABOVE', threshold: new Decimal('50000'), setThreshold: null } as const;
  expect(alertMessage(sum, new Decimal('51004.28566564'), { subject: 'Main', unit: USD })).toBe(
    'Main is worth 51004.29 USD: it has reached 50000.00 USD.',
  );
});
