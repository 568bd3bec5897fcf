import { expect, test } from '@jest/globals';
import type { HoldingFieldsFragment, ValuationFieldsFragment } from '../gql/graphql.js';
import { simulatedOf } from './figures.js';
import { PortfolioStore } from './portfolio-store.js';

test('an older message that comes late is ignored', () => {
  const { store, show } = live();
  show(valuation({ sequence: 5, total: '105' }));
  show(valuation({ sequence: 4, total: '104' }));
  expect(store.state()?.valuation.total).toBe('105');
});

test('what was read over HTTP is shown until the socket has spoken, whatever its number', () => {
  const { store, show, frame } = live();
  store.begin(valuation({ sequence: 9, total: '9' }));
  frame();
  expect(store.state()?.valuation.total).toBe('9');
  show(valuation({ sequence: 10, total: '10' }));
  store.begin(valuation({ sequence: 11, total: '9' }));
  frame();
  expect(store.state()?.valuation.total).toBe('10');
});

test('a server that counts afresh is believed when its prices are newer', () => {
  const { store, show } = live();
  show(valuation({ sequence: 500, asOf: '2024-01-02T10:00:00.000Z' }));
  show(valuation({ sequence: 1, asOf: '2024-01-02T10:05:00.000Z', total: '7' }));
  expect(store.state()?.valuation.total).toBe('7');
});

test('between two frames only the newest message counts, whatever order they come in', () => {
  const { store, frame } = live();
  store.accept(valuation({ sequence: 2, total: '102' }));
  store.accept(valuation({ sequence: 3, total: '103' }));
  store.accept(valuation({ sequence: 1, total: '101' }));
  expect(store.state()).toBeNull();
  frame();
  expect(store.state()?.valuation.total).toBe('103');
});

test('a row that did not change keeps its identity; the one that did flashes its direction', () => {
  const { store, show } = live();
  show(valuation({ sequence: 1, holdings: [holding({ id: 'a', price: '10' }), holding({ id: 'b', price: '10' })] }));
  const before = store.state();
  show(valuation({ sequence: 2, holdings: [holding({ id: 'a', price: '10' }), holding({ id: 'b', price: '9.5' })] }));
  const after = store.state();
  expect(after?.rows.get('a')).toBe(before?.rows.get('a'));
  expect(after?.rows.get('b')?.flash).toBe('down-a');
  expect(after?.holdingIds).toBe(before?.holdingIds);
  show(valuation({ sequence: 3, holdings: [holding({ id: 'a', price: '10' }), holding({ id: 'b', price: '9.4' })] }));
  expect(store.state()?.rows.get('b')?.flash).toBe('down-b');
});

test('an account is the exact sum of its holdings and cash, and says when one has no value', () => {
  const { store, show } = live();
  show(
    valuation({
      sequence: 1,
      total: '0.6',
      holdings: [holding({ id: 'a', value: '0.1' }), holding({ id: 'b', value: '0.2' }), holding({ id: 'c', accountId: 'y', value: null })],
      cashBalances: [{ accountId: 'x', currency: 'EUR', amount: '0.3', value: '0.3' }],
    }),
  );
  expect(store.state()?.accounts).toMatchObject([
    { accountId: 'x', value: '0.6', isPartial: false, share: 1 },
    { accountId: 'y', value: '0', isPartial: true },
  ]);
});

test('the largest move is the price that did most to the total, over all accounts that hold it', () => {
  const { store, show } = live();
  const at = (id: string, instrumentId: string, price: string, value: string) => holding({ id, instrumentId, price, value });
  show(valuation({ sequence: 1, holdings: [at('a', 'i', '10', '100'), at('b', 'i', '10', '50'), at('c', 'j', '20', '200')] }));
  expect(store.state()?.move).toBeNull();
  show(valuation({ sequence: 2, holdings: [at('a', 'i', '9.9', '99'), at('b', 'i', '9.9', '49.5'), at('c', 'j', '20.1', '201')] }));
  const move = { from: '10', to: '9.9', effect: '-1.5' };
  expect(store.state()?.move).toMatchObject(move);
  show(valuation({ sequence: 3, holdings: [at('a', 'i', '9.9', '99'), at('b', 'i', '9.9', '49.5'), at('c', 'j', '20.1', '201')] }));
  expect(store.state()?.move).toMatchObject(move);
});

test('the total remembers the one before it', () => {
  const { store, show } = live();
  show(valuation({ sequence: 1, total: '10' }));
  expect(store.state()?.formerTotal).toBeNull();
  show(valuation({ sequence: 2, total: '11' }));
  show(valuation({ sequence: 3, total: '11' }));
  expect(store.state()?.formerTotal).toBe('10');
});

function live() {
  const frames: (() => void)[] = [];
  const store = new PortfolioStore((apply) => frames.push(apply));
  const frame = () => {
    for (const apply of frames.splice(0)) apply();
  };
  const show = (message: ValuationFieldsFragment) => {
    store.accept(message);
    frame();
  };
  return { store, frame, show };
}

function valuation(props: Partial<ValuationFieldsFragment>): ValuationFieldsFragment {
  return {
    portfolioId: 'p',
    baseCurrency: 'EUR',
    sequence: 0,
    asOf: null,
    asOfEarliest: null,
    total: '100',
    marketValue: '100',
    cash: '0',
    costBasis: null,
    unrealisedGain: null,
    dayChange: null,
    dayChangePrice: null,
    dayChangeCurrency: null,
    dayChangeRatio: null,
    isPartial: false,
    staleShare: null,
    gaps: [],
    cashBalances: [],
    holdings: [],
    ...props,
  };
}

function holding(props: Partial<HoldingFieldsFragment>): HoldingFieldsFragment {
  return {
    id: 'a',
    accountId: 'x',
    instrumentId: 'i',
    instrument: { id: 'i', kind: 'EQUITY', name: 'Acme', ticker: 'ACME', isin: null, schemeCode: null },
    quantity: '1',
    costBasis: '10',
    costBasisInBase: '10',
    price: '10',
    previousClose: null,
    currency: 'EUR',
    priceKind: 'LAST',
    priceObservedAt: null,
    priceDate: null,
    source: null,
    isSimulated: false,
    freshness: null,
    isStale: false,
    value: '10',
    unrealisedGain: null,
    unrealisedGainPrice: null,
    unrealisedGainCurrency: null,
    dayChange: null,
    dayChangePrice: null,
    dayChangeCurrency: null,
    dayChangeRatio: null,
    ...props,
  };
}

test('one account alone has the exact sums of its own, and a change of the ledger is counted', () => {
  const { store, show } = live();
  const cashBalances = [
    { accountId: 'x', currency: 'EUR', amount: '0.3', value: '0.3' },
    { accountId: 'y', currency: 'EUR', amount: '9', value: '9' },
  ];
  const holdings = [
    holding({ id: 'a', value: '0.1', dayChange: '0.05' }),
    holding({ id: 'b', accountId: 'y', value: '5', dayChange: '1' }),
  ];
  show(valuation({ sequence: 1, total: '14.4', holdings, cashBalances }));
  store.focus('x');
  expect(store.state()?.figures).toMatchObject({ total: '0.4', cash: '0.3', dayChange: '0.05', holdingIds: ['a'] });
  const { ledger } = store.state() ?? {};
  show(valuation({ sequence: 2, total: '14.5', holdings: [holding({ id: 'a', value: '0.2' }), holdings[1]!], cashBalances }));
  expect(store.state()).toMatchObject({ ledger, figures: { total: '0.5' } });
  show(
    valuation({
      sequence: 3,
      total: '14.5',
      holdings,
      cashBalances: [{ ...cashBalances[0]!, amount: '0.4', value: '0.4' }, cashBalances[1]!],
    }),
  );
  expect(store.state()?.ledger).toBe((ledger ?? 0) + 1);
  store.focus(null);
  expect(store.state()?.figures.total).toBe('14.5');
});

test('prices are called simulated as far as those shown are, and what has no price says nothing', () => {
  const [made, pushed] = [
    { source: 'simulated', isSimulated: true },
    { source: 'push', isSimulated: false },
  ];
  const none = { source: null, isSimulated: false };
  expect([[], [none], [pushed, none], [made, none], [made, pushed]].map(simulatedOf)).toEqual(['NONE', 'NONE', 'NONE', 'ALL', 'SOME']);
});
