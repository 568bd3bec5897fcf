import { expect, test } from '@jest/globals';
import { toTyped } from '../../part/alert-measure.js';
import { checkRule, nameOf, type RuleDraft, ruleOf } from './rule-draft.js';

const RULE: RuleDraft = {
  measure: 'DAY_MOVE',
  instrument: { id: 'acme', name: 'Acme', currency: 'EUR', multiplier: '1' },
  instrumentTyped: '',
  whole: 'main:cash',
  condition: 'BELOW',
  threshold: '-2.5',
  isRepeating: false,
  hysteresis: '1',
  name: ' Acme falls ',
  note: '',
  channels: ['EMAIL'],
  expiresOn: '',
};
const wrong = (changes: Partial<RuleDraft>) => Object.keys(checkRule({ ...RULE, ...changes }, '2026-01-10'));

test('each wrong field is named, and what the measure does not look at is not asked for', () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ instrument: null, threshold: '', name: 'n'.repeat(121) })).toEqual(['instrument', 'threshold', 'name']);
  expect(wrong({ measure: 'VALUE', instrument: null, whole: '', threshold: '5' })).toEqual(['whole']);
  expect(wrong({ measure: 'PRICE' })).toEqual(['threshold']);
  expect(wrong({ isRepeating: true, hysteresis: 'much' })).toEqual(['hysteresis']);
  expect(wrong({ expiresOn: '2026-01-10' })).toEqual(['expiresOn']);
});

test('per cent are sent as fractions and shown as per cent again', () => {
  expect(ruleOf(RULE, 'Acme')).toMatchObject({
    measure: 'DAY_MOVE',
    instrumentId: 'acme',
    threshold: '-0.025',
    hysteresis: null,
    name: 'Acme falls',
  });
  expect(ruleOf(RULE, 'Acme')).not.toHaveProperty('accountId');
  expect(toTyped('DAY_MOVE', '-0.025')).toBe('-2.5');
  expect(toTyped('PRICE', '100')).toBe('100');
});

test('a rule of an account or a portfolio names just that', () => {
  expect(ruleOf({ ...RULE, measure: 'VALUE', threshold: '1,000' })).toMatchObject({ accountId: 'cash', threshold: '1000' });
  expect(ruleOf({ ...RULE, measure: 'VALUE', whole: 'main' })).toMatchObject({ portfolioId: 'main' });
});

test('a rule without a name is called after what it looks at and when it fires, within the limit of names', () => {
  expect(nameOf(RULE, 'Acme')).toBe('Acme falls');
  expect(nameOf({ ...RULE, name: ' ' }, 'Acme')).toBe('Acme, move of the day at or below -2.5%');
  expect(nameOf({ ...RULE, name: '', measure: 'VALUE', condition: 'ABOVE', threshold: '1000' }, 'Pension')).toBe(
    'Pension, value at or above 1000',
  );
  expect(nameOf({ ...RULE, name: '' }, 'W'.repeat(200))).toHaveLength(120);
});
