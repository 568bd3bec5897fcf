/** The user's accounts, of every portfolio, by their ids. */
import { useMemo } from 'react';
import { useQuery } from '../../api/query.js';
import type { AccountsQuery as AccountsResult } from '../../gql/graphql.js';
import { AccountsQuery } from './documents.js';

export type OwnAccount = AccountsResult['accounts']['nodes'][number];

const NO_ACCOUNTS: readonly OwnAccount[] = [];

export function useAccounts() {
  const answer = useQuery(AccountsQuery, {});
  const accounts = answer.data?.accounts.nodes ?? NO_ACCOUNTS;
  return useMemo(() => {
    const byId = new Map(accounts.map((account) => [account.id, account]));
    return {
      /** Null until they are known. */
      accounts: answer.data ? accounts : null,
      open: accounts.filter(({ closedAt }) => !closedAt),
      find: (id: string | null | undefined) => (id ? (byId.get(id) ?? null) : null),
      nameOf: (id: string) => byId.get(id)?.name ?? 'another account',
      answer,
    };
  }, [accounts, answer]);
}

export type Accounts = ReturnType<typeof useAccounts>;
