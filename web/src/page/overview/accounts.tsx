/** Sub-totals by account; choosing one looks at it alone, on every page. */
import { Fragment, memo } from 'react';
import { money, share } from '../../format/format.js';
import { useLive, useLiveContext } from '../../live/live.js';
import type { AccountTotal } from '../../live/portfolio-store.js';
import { Change } from '../../part/change.js';
import { WhyButton } from '../../why/why.js';

export interface AccountName {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

interface AccountsProps {
  /** Null until their names are known. */
  readonly accounts: readonly AccountName[] | null;
  readonly onChoose: (accountId: string) => void;
}

export function Accounts({ accounts, onChoose }: AccountsProps) {
  if (accounts === null) return <SkeletonAccounts />;
  if (accounts.length < 2) return null;
  return (
    <section aria-labelledby="accounts-label">
      <h2 id="accounts-label">Accounts</h2>
      <ul className="accounts">
        {accounts.map((account) => (
          <li key={account.id}>
            <AccountCard account={account} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Keeps the place, so that the holdings below do not move when the accounts come. */
function SkeletonAccounts() {
  return (
    <section aria-busy="true">
      <h2>Accounts</h2>
      <div className="accounts">
        {['a', 'b', 'c'].map((key) => (
          <div key={key} className="account account-skeleton">
            <span className="skeleton skeleton-line short" />
            <span className="skeleton skeleton-line" />
          </div>
        ))}
      </div>
    </section>
  );
}

interface AccountCardProps {
  readonly account: AccountName;
  readonly onChoose: (accountId: string) => void;
}

/** All of it leads to the account alone, but for its value, which says why. */
const AccountCard = memo(function AccountCard({ account, onChoose }: AccountCardProps) {
  const isLoaded = useLive(() => true);
  const total = useLive((state) => state.accounts.find((found) => found.accountId === account.id));
  const currency = useLive((state) => state.valuation.baseCurrency);
  const balances = useLive((state) => state.valuation.cashBalances);
  const cash = balances?.filter((balance) => balance.accountId === account.id);
  return (
    <div className="account">
      <span className="account-head">
        <button type="button" className="account-name" title={`Look at ${account.name} alone`} onClick={() => onChoose(account.id)}>
          {account.name}
        </button>
        {total?.share != null && (
          <span className="muted">
            <WhyButton of={{ kind: 'SLICE', by: 'ACCOUNT', key: account.id, name: account.name }}>
              {share(total.share)}
              <span className="sr-only"> of the total</span>
            </WhyButton>
          </span>
        )}
      </span>
      {isLoaded && currency ? (
        <AccountFigures account={account} total={total} currency={currency} />
      ) : (
        <span className="skeleton skeleton-line" />
      )}
      <span className="account-cash muted">
        {cash && (cash.length === 0 ? 'No cash' : 'Cash ')}
        {cash?.map(({ accountId, currency: of, amount }, i) => (
          <Fragment key={of}>
            {i > 0 && ' · '}
            <WhyButton of={{ kind: 'CASH', accountId, currency: of }}>{money(amount, of)}</WhyButton>
          </Fragment>
        ))}
      </span>
      <span className="share-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${total?.share ?? 0})` }} />
      </span>
    </div>
  );
});

interface AccountFiguresProps {
  readonly account: AccountName;
  readonly total: AccountTotal | undefined;
  readonly currency: string;
}

function AccountFigures({ account, total, currency }: AccountFiguresProps) {
  const { store } = useLiveContext();
  if (!total) return <span className="account-total muted">Nothing held yet</span>;
  const holdings = store.state()?.valuation.holdings ?? [];
  const holdingIds = holdings.filter(({ accountId }) => accountId === account.id).map(({ id }) => id);
  return (
    <>
      <span className="account-total">
        <WhyButton of={{ kind: 'SLICE', by: 'ACCOUNT', key: account.id, name: account.name }}>{money(total.value, currency)}</WhyButton>
        {total.isPartial && <span className="warn-text account-partial">incomplete</span>}
      </span>
      {total.dayChange !== null && (
        <WhyButton of={{ kind: 'GROUP', figure: 'dayChange', name: account.name, holdingIds }}>
          <Change amount={total.dayChange} currency={currency} absent="" />
        </WhyButton>
      )}
    </>
  );
}
