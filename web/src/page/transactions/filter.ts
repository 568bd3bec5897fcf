/** What the ledger is narrowed to. It stands in the address, so that a link, a reload and the way back keep it. */
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { TransactionKind } from '../../gql/graphql.js';
import { KINDS } from '../../part/entry-kind.js';

export interface Filter {
  readonly search: string;
  readonly account: string;
  readonly instrument: string;
  readonly kind: TransactionKind | '';
  readonly from: string;
  readonly to: string;
}

const NONE: Filter = { search: '', account: '', instrument: '', kind: '', from: '', to: '' };
const NAMES = Object.keys(NONE) as (keyof Filter)[];

export function useFilter() {
  const query = useSearch();
  const [, navigate] = useLocation();
  const filter = useMemo(() => readFilter(query), [query]);
  return {
    filter,
    isNarrowed: NAMES.some((name) => filter[name] !== ''),
    narrow: (changes: Partial<Filter>) => navigate(addressOf({ ...filter, ...changes }), { replace: true }),
    clear: () => navigate(addressOf(NONE), { replace: true }),
    /** Of another address below the page, with the same filter. */
    within: (path: string) => addressOf(filter, path),
    /** What an entry that is added begins as: what was asked for, or else what is looked at. */
    newKind: kindOf(new URLSearchParams(query).get('as')) || filter.kind || 'BUY',
  };
}

export function readFilter(query: string): Filter {
  const parameters = new URLSearchParams(query);
  const text = (name: string) => parameters.get(name) ?? '';
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  return {
    search: text('search'),
    account: text('account'),
    instrument: text('instrument'),
    kind: kindOf(text('kind')),
    from: day('from'),
    to: day('to'),
  };
}

function kindOf(text: string | null): Filter['kind'] {
  return text !== null && Object.hasOwn(KINDS, text) ? (text as TransactionKind) : '';
}

function addressOf(filter: Filter, path = '/transactions'): string {
  const given = NAMES.filter((name) => filter[name] !== '').map((name) => [name, filter[name]]);
  const query = new URLSearchParams(given).toString();
  return `${path}${query ? `?${query}` : ''}`;
}

/** As the query takes it. */
export function variablesOf({ search, account, instrument, kind, from, to }: Filter) {
  return {
    search: search.trim() || null,
    accountId: account || null,
    instrumentId: instrument || null,
    kind: kind || null,
    from: from || null,
    to: to || null,
  };
}
