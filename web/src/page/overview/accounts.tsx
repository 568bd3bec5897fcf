/** Sub-totals by account; choosing one looks at it alone, on every page. */
import { memo } from 'react';
import { money, share } from '../../format/format.js';
import { useLive } from '../../live/live.js';
import type { AccountTotal } from '../../live/portfolio-store.js';
import { Change } from '../../part/change.js';

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
            <button type="button" className="account" title={`Look at ${account.name} alone`} onClick={() => onChoose(account.id)}>
              <AccountCard account={account} />
            </button>
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

const AccountCard = memo(function AccountCard({ account }: { account: AccountName }) {
  const isLoaded = useLive(() => true);
  const total = useLive((state) => state.accounts.find((found) => found.accountId === account.id));
  const currency = useLive((state) => state.valuation.baseCurrency);
  const balances = useLive((state) => state.valuation.cashBalances);
  const cash = balances?.filter((balance) => balance.accountId === account.id) ?? [];
  return (
    <>
      <span className="account-name">
        {account.name}
        {total?.share != null && (
          <span className="muted">
            {share(total.share)}
            <span className="sr-only"> of the total</span>
          </span>
        )}
      </span>
      {isLoaded && currency ? <AccountFigures total={total} currency={currency} /> : <span className="skeleton skeleton-line" />}
      <span className="account-cash muted">
        {cash.length > 0 ? `Cash ${cash.map((balance) => money(balance.amount, balance.currency)).join(' · ')}` : 'No cash'}
      </span>
      <span className="share-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${total?.share ?? 0})` }} />
      </span>
    </>
  );
});

function AccountFigures({ total, currency }: { total: AccountTotal | undefined; currency: string }) {
  if (!total) return <span className="account-total muted">Nothing held yet</span>;
  return (
    <>
      <span className="account-total">
        {money(total.value, currency)}
        {total.isPartial && <span className="warn-text account-partial">incomplete</span>}
      </span>
      {total.dayChange !== null && <Change amount={total.dayChange} currency={currency} absent="" />}
    </>
  );
}
