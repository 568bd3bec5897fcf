import { expect, test } from '@jest/globals';
import { figureOf, firingWords, MEASURE_KEYS } from './alert-measure.js';

const about = { subject: 'Acme', currency: 'EUR' };
const said = (alert: Omit<Parameters<typeof firingWords>[0], 'setThreshold'> & { setThreshold?: string }) => {
  const { before, figure, after } = firingWords({ setThreshold: null, ...alert }, about);
  return (before + figure + after).replaceAll('\u00a0', ' ');
};

test('what fired is said in the reader’s figures, whatever was looked at', () => {
  for (const measure of MEASURE_KEYS)
    expect(said({ measure, condition: 'ABOVE', threshold: '1', value: '1.5' })).toMatch(/^(Acme|The .* of Acme) .*\.$/);
  const sum = { measure: 'VALUE', condition: 'ABOVE', threshold: '50000', value: '51004.28566564' } as const;
  expect(said(sum)).toBe('Acme is worth €51,004.29: it has reached €50,000.00.');
  expect(said({ ...sum, measure: 'GAIN', condition: 'BELOW', threshold: '-1000', value: '-1000.5' })).toBe(
    'The unrealised gain of Acme is −€1,000.50: it has fallen to −€1,000.00.',
  );
  const crossing = { measure: 'PRICE', condition: 'CROSSES', threshold: '105' } as const;
  expect(said({ ...crossing, value: '105' })).toBe('Acme is at €105.00: it has risen to €105.00.');
  expect(said({ ...crossing, value: '104.5' })).toBe('Acme is at €104.50: it has fallen below €105.00.');
  expect(said({ ...crossing, threshold: '52.5', setThreshold: '105', value: '53' })).toBe(
    'Acme is at €53.00: it has risen to €52.50, set as €105.00 before a split.',
  );
  // The figure is a price, what was asked for a ratio.
  expect(said({ measure: 'PRICE_CHANGE', condition: 'ABOVE', threshold: '0.05', value: '110.25' })).toBe(
    'Acme is at €110.25: it has moved by +5.00% or more.',
  );
});

test('a threshold has a sign where it may be below zero, and one of something is one', () => {
  expect(figureOf('DRAWDOWN', '0.1', 'EUR')).toBe('10.00%');
  expect(figureOf('DAY_MOVE', '0.1', 'EUR')).toBe('+10.00%');
  expect(figureOf('NAV_LATE', '1', 'EUR')).toBe('1 business day');
  expect(figureOf('PRICE_STALE', '15', 'EUR')).toBe('15 minutes');
});
