import { expect, test } from '@jest/globals';
import { fullDay } from '../../format/format.js';
import { changesOf } from './audit-changes.js';

const said = (before: object | null, after: object | null) =>
  changesOf(before && JSON.stringify(before), after && JSON.stringify(after)).map((change) => [change.name, change.before, change.after]);

test('what changed is told by name, and what did not is left out', () => {
  const before = { name: 'Acme', role: 'USER', isLocked: false, baseCurrency: 'EUR', exDate: '2026-06-10' };
  expect(said(before, { ...before, role: 'ADMIN', isLocked: true, exDate: '2026-06-11' })).toEqual([
    ['Role', 'User', 'Admin'],
    ['Locked', 'No', 'Yes'],
    ['First day of the new units', fullDay('2026-06-10'), fullDay('2026-06-11')],
  ]);
});

test('what only one side speaks of is told of that side', () => {
  expect(said({ price: '100', source: 'yahoo' }, { price: '105', reason: 'Typing error' })).toEqual([
    ['Price', '100', '105'],
    ['Source', 'Yahoo', null],
    ['Reason', null, 'Typing error'],
  ]);
  expect(said(null, { kind: 'DELIVERY_IN', quantity: '0263494', currency: 'EUR', costMethod: 'FIFO', note: null })).toEqual([
    ['Kind', null, 'Delivery in'],
    ['Quantity', null, '0263494'],
    ['Currency', null, 'EUR'],
    ['Cost method', null, 'FIFO'],
  ]);
});

test('lists and what holds more are told in one line', () => {
  expect(said({ targets: { EQUITY: '0.6' }, channels: [] }, { targets: {}, channels: ['EMAIL', 'WEBHOOK'] })).toEqual([
    ['Targets', 'EQUITY 0.6', null],
    ['Channels', 'None', 'Email, Webhook'],
  ]);
  expect(said(null, { memberships: [{ portfolioId: 'p', from: '2026-01-01' }] })).toEqual([
    ['Memberships', null, `Portfolio p, From ${fullDay('2026-01-01')}`],
  ]);
});

test('what cannot be read says nothing', () => {
  expect([changesOf('not JSON', '[1]'), changesOf(null, null)]).toEqual([[], []]);
});
