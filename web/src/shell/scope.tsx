/**
 * What the pages are about: one portfolio, or one account of it. It is chosen once, for all pages, and remembered. Pages give
 * `variables` to their queries: `portfolioId`, and `accountId` where one account alone is looked at.
 */
import { createContext, useContext, useMemo, useState } from 'react';
import { PortfoliosQuery } from '../api/operations.js';
import { type Answer, useQuery } from '../api/query.js';
import type { SessionUser } from '../api/session.js';
import type { PortfoliosQuery as PortfoliosResult } from '../gql/graphql.js';

export type Portfolio = PortfoliosResult['portfolios']['nodes'][number];
export type Account = Portfolio['accounts']['nodes'][number];

interface Chosen {
  readonly portfolioId: string | null;
  readonly accountId: string | null;
}

export interface Scope {
  /** Null until they are known. */
  readonly portfolios: readonly Portfolio[] | null;
  readonly portfolio: Portfolio | null;
  /** Of the portfolio. */
  readonly accounts: readonly Account[];
  /** The one that is looked at alone; null for all. */
  readonly account: Account | null;
  /** For queries that take a portfolio or an account; null while neither is known. */
  readonly variables: { readonly portfolioId: string } | { readonly accountId: string } | null;
  readonly choose: (chosen: { readonly portfolioId: string; readonly accountId: string | null }) => void;
  readonly answer: Answer<PortfoliosResult>;
}

const ScopeContext = createContext<Scope | null>(null);
const NO_ACCOUNTS: readonly Account[] = [];

export function ScopeProvider({ user, children }: { user: SessionUser; children: React.ReactNode }) {
  const key = `tidemark.scope.${user.id}`;
  const answer = useQuery(PortfoliosQuery, {});
  const [chosen, setChosen] = useState<Chosen>(() => remembered(key));
  const portfolios = answer.data?.portfolios.nodes ?? null;
  const scope = useMemo((): Scope => {
    const portfolio = portfolios?.find(({ id }) => id === chosen.portfolioId) ?? portfolios?.[0] ?? null;
    const account = portfolio?.accounts.nodes.find(({ id }) => id === chosen.accountId) ?? null;
    return {
      portfolios,
      portfolio,
      accounts: portfolio?.accounts.nodes ?? NO_ACCOUNTS,
      account,
      variables: account ? { accountId: account.id } : portfolio && { portfolioId: portfolio.id },
      choose: (next) => {
        setChosen(next);
        remember(key, next);
      },
      answer,
    };
  }, [portfolios, chosen, key, answer]);
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

export function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error('This part belongs inside the signed-in shell.');
  return scope;
}

/** In the header: portfolios with their accounts in one list. */
export function ScopeChoice() {
  const { portfolios, portfolio, account, choose } = useScope();
  if (!portfolios || !portfolio) return <span className="scope-choice skeleton skeleton-line short" aria-hidden="true" />;
  if (portfolios.length === 1 && portfolio.accounts.nodes.length < 2)
    return <span className="scope-choice scope-single">{portfolio.name}</span>;
  const value = `${portfolio.id} ${account?.id ?? ''}`;
  return (
    <span className="scope-choice">
      {/* A select cuts a long name in its one line: this is what is seen, in two where it must be. */}
      <span className="scope-chosen" aria-hidden="true">
        {account?.name ?? (portfolios.length > 1 ? `${portfolio.name}, all accounts` : 'All accounts')}
      </span>
      <select
        aria-label="Portfolio or account"
        value={value}
        onChange={(event) => {
          const [portfolioId = '', accountId] = event.target.value.split(' ');
          choose({ portfolioId, accountId: accountId || null });
        }}
      >
        {portfolios.map((each) => (
          <optgroup key={each.id} label={each.name}>
            <option value={`${each.id} `}>{portfolios.length > 1 ? `${each.name}, all accounts` : 'All accounts'}</option>
            {each.accounts.nodes.map((one) => (
              <option key={one.id} value={`${each.id} ${one.id}`}>
                {one.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </span>
  );
}

function remembered(key: string): Chosen {
  const none = { portfolioId: null, accountId: null };
  try {
    return { ...none, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Chosen>) };
  } catch {
    return none;
  }
}

function remember(key: string, chosen: Chosen): void {
  try {
    localStorage.setItem(key, JSON.stringify(chosen));
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
