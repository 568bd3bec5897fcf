/** Portfolios with their accounts: opened, renamed, changed, closed; and the weights a portfolio is meant to have. */

import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { dayOfInstant } from '../../format/format.js';
import { Icon } from '../../kit/icon.js';
import { Section } from '../../kit/page-frame.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { AccountDialog, CloseAccount, COST_METHODS } from './account-dialog.js';
import type { OwnAccount, OwnPortfolio } from './documents.js';
import { OwnPortfoliosQuery } from './documents.js';
import { MoveAccount } from './move-account.js';
import { PortfolioDialog } from './portfolio-dialog.js';
import { TargetsDialog } from './targets-dialog.js';

type Open =
  | { readonly what: 'PORTFOLIO'; readonly portfolio: OwnPortfolio | null }
  | { readonly what: 'ACCOUNT'; readonly portfolio: OwnPortfolio; readonly account: OwnAccount | null }
  | { readonly what: 'CLOSE' | 'MOVE'; readonly account: OwnAccount }
  | { readonly what: 'TARGETS'; readonly portfolio: OwnPortfolio };

export function PortfolioSettings() {
  const { data, failure, reload } = useQuery(OwnPortfoliosQuery, {});
  const [open, setOpen] = useState<Open | null>(null);
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton height={240} />;
  const portfolios = data.portfolios.nodes;
  return (
    <>
      {portfolios.map((portfolio) => (
        <PortfolioPart key={portfolio.id} portfolio={portfolio} isOnlyOne={portfolios.length === 1} onOpen={setOpen} />
      ))}
      <div>
        <button type="button" className="button button-second" onClick={() => setOpen({ what: 'PORTFOLIO', portfolio: null })}>
          <Icon name="plus" /> Open a portfolio
        </button>
      </div>
      {open?.what === 'PORTFOLIO' && <PortfolioDialog portfolio={open.portfolio} onClose={() => setOpen(null)} />}
      {open?.what === 'ACCOUNT' && <AccountDialog portfolio={open.portfolio} account={open.account} onClose={() => setOpen(null)} />}
      {open?.what === 'CLOSE' && <CloseAccount account={open.account} onClose={() => setOpen(null)} />}
      {open?.what === 'MOVE' && (
        <MoveAccount
          account={open.account}
          others={portfolios.filter(({ id }) => id !== open.account.portfolioId)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'TARGETS' && <TargetsDialog portfolio={open.portfolio} onClose={() => setOpen(null)} />}
    </>
  );
}

interface PortfolioPartProps {
  readonly portfolio: OwnPortfolio;
  /** There is no other to move an account to. */
  readonly isOnlyOne: boolean;
  readonly onOpen: (open: Open) => void;
}

function PortfolioPart({ portfolio, isOnlyOne, onOpen }: PortfolioPartProps) {
  const accounts = portfolio.accounts.nodes;
  return (
    <Section
      title={portfolio.name}
      id={`portfolio-${portfolio.id}`}
      actions={
        <>
          <span className="tag">{portfolio.baseCurrency}</span>
          <span className="row-actions">
            <button type="button" className="link" onClick={() => onOpen({ what: 'TARGETS', portfolio })}>
              Targets<span className="sr-only"> of {portfolio.name}</span>
            </button>
            <button type="button" className="link" onClick={() => onOpen({ what: 'PORTFOLIO', portfolio })}>
              Change<span className="sr-only"> {portfolio.name}</span>
            </button>
          </span>
        </>
      }
    >
      <div className="card">
        {accounts.length === 0 ? (
          <Empty title="No account yet">An account is where units and cash lie: a deposit at a bank, a broker, a fund house.</Empty>
        ) : (
          <ul className="list">
            {accounts.map((account) => (
              <AccountRow key={account.id} account={account} portfolio={portfolio} isOnlyOne={isOnlyOne} onOpen={onOpen} />
            ))}
          </ul>
        )}
        <div className="list-foot">
          <button
            type="button"
            className="button button-second button-small"
            onClick={() => onOpen({ what: 'ACCOUNT', portfolio, account: null })}
          >
            <Icon name="plus" /> Open an account
          </button>
        </div>
      </div>
    </Section>
  );
}

function AccountRow({ account, portfolio, isOnlyOne, onOpen }: PortfolioPartProps & { account: OwnAccount }) {
  return (
    <li className="list-row" data-testid="own-account">
      <div>
        <p className="list-title">
          {account.name} {account.closedAt && <span className="tag warn">Closed</span>}
        </p>
        <p className="sub">
          <span>{account.currency}</span>
          <span>{COST_METHODS[account.costMethod].name}</span>
          {account.allowsShort && <span>short positions</span>}
          <span>{account.closedAt ? `closed ${dayOfInstant(account.closedAt)}` : `opened ${dayOfInstant(account.openedAt)}`}</span>
        </p>
      </div>
      <div className="row-actions">
        <button type="button" className="link" onClick={() => onOpen({ what: 'ACCOUNT', portfolio, account })}>
          Change<span className="sr-only"> {account.name}</span>
        </button>
        {!isOnlyOne && (
          <button type="button" className="link" onClick={() => onOpen({ what: 'MOVE', account })}>
            Move<span className="sr-only"> {account.name}</span>
          </button>
        )}
        <button type="button" className="link" onClick={() => onOpen({ what: 'CLOSE', account })}>
          {account.closedAt ? 'Reopen' : 'Close'}
          <span className="sr-only"> {account.name}</span>
        </button>
      </div>
    </li>
  );
}
