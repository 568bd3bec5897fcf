import { expect, test } from '@jest/globals';
import type { Row } from '../../live/portfolio-store.js';
import { type Grouping, type Sort, visibleHoldings } from './order.js';

const ROWS = new Map([
  ['a', row({ id: 'a', name: 'Zeta', accountId: 'x', value: '9' })],
  ['b', row({ id: 'b', name: 'Alpha', accountId: 'x', value: '10' })],
  ['c', row({ id: 'c', name: 'Midway', accountId: 'y', value: null })],
]);

test('values sort as numbers, not as text, and what has none comes last both ways', () => {
  expect(shown({ sort: { column: 'value', isDescending: true } })).toEqual(['b', 'a', 'c']);
  expect(shown({ sort: { column: 'value', isDescending: false } })).toEqual(['a', 'b', 'c']);
});

test('names sort alphabetically', () => {
  expect(shown({ sort: { column: 'name', isDescending: false } })).toEqual(['b', 'c', 'a']);
});

test('every word of the filter must be found, in the name or in the account', () => {
  expect(shown({ filter: 'alp' })).toEqual(['b']);
  expect(shown({ filter: 'account-x ZET' })).toEqual(['a']);
  expect(shown({ filter: 'alpha zeta' })).toEqual([]);
});

test('one account at a time', () => {
  expect(shown({ accountId: 'y' })).toEqual(['c']);
});

test('groups come in the order of what they are worth, each with its rows in order', () => {
  expect(groups({ grouping: 'ACCOUNT' })).toEqual([
    { key: 'x', name: 'account-x', ids: ['b', 'a'] },
    { key: 'y', name: 'account-y', ids: ['c'] },
  ]);
});

test('the small line sorts by its change', () => {
  expect(shown({ sort: { column: 'trend', isDescending: true } })).toEqual(['a', 'b', 'c']);
});

interface Props {
  readonly sort?: Sort;
  readonly filter?: string;
  readonly accountId?: string;
  readonly grouping?: Grouping;
}

function shown(props: Props): readonly string[] {
  return groups(props).flatMap(({ ids }) => ids);
}

function groups(props: Props) {
  return visibleHoldings(ROWS, {
    sort: props.sort ?? { column: 'value', isDescending: true },
    filter: props.filter ?? '',
    accountId: props.accountId ?? null,
    grouping: props.grouping ?? 'NONE',
    accountName: (id) => `account-${id}`,
    trends: new Map([
      ['a', 0.2],
      ['b', -0.1],
    ]),
  });
}

function row(props: { id: string; name: string; accountId: string; value: string | null }): Row {
  return {
    share: null,
    flash: null,
    holding: {
      id: props.id,
      accountId: props.accountId,
      instrumentId: props.id,
      instrument: { id: props.id, kind: 'EQUITY', name: props.name, ticker: null, isin: null, schemeCode: null },
      quantity: '1',
      costBasis: '1',
      costBasisInBase: null,
      previousClose: null,
      price: props.value,
      currency: 'EUR',
      priceKind: null,
      priceObservedAt: null,
      priceDate: null,
      source: null,
      isSimulated: false,
      freshness: null,
      isStale: false,
      value: props.value,
      unrealisedGain: null,
      unrealisedGainPrice: null,
      unrealisedGainCurrency: null,
      dayChange: null,
      dayChangePrice: null,
      dayChangeCurrency: null,
      dayChangeRatio: null,
    },
  };
}
