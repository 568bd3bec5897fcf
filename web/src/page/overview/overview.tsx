/** What everything is worth now, and how it got there. */
import { useService } from '../../api/service.js';
import { session } from '../../api/session.js';
import { PageFrame } from '../../kit/page-frame.js';
import { Accounts } from '../../part/accounts.js';
import { Gaps } from '../../part/gaps.js';
import { Headline } from '../../part/headline.js';
import { History } from '../../part/history.js';
import { Holdings } from '../../part/holdings.js';
import { Intro } from '../../part/intro.js';
import { useScope } from '../../shell/scope.js';
import '../../style/overview.css';
import '../../style/holdings.css';
import '../../style/history.css';

export function OverviewPage() {
  const service = useService();
  const { portfolio, portfolios, account, accounts, choose } = useScope();
  const state = session.state();
  const isDemoUser = service?.isDemo && state.status === 'signedIn' && state.user.email === service.demoEmail;
  if (portfolios?.length === 0) return <NoPortfolio />;
  return (
    <PageFrame title="Overview" hasOwnHeading>
      {isDemoUser && <Intro accounts={accounts.length} />}
      <Headline name={account?.name ?? portfolio?.name ?? 'Portfolio'} isSimulated={service?.isSimulated ?? false} />
      <Gaps />
      <History portfolioId={portfolio?.id ?? null} />
      <Accounts
        accounts={portfolio ? accounts : null}
        chosen={account?.id ?? null}
        onChoose={(accountId) => portfolio && choose({ portfolioId: portfolio.id, accountId })}
      />
      <Holdings />
    </PageFrame>
  );
}

function NoPortfolio() {
  return (
    <PageFrame title="No portfolio yet">
      <p>
        A portfolio gathers accounts and values them together in one currency. Open a first one through the API, in the{' '}
        <a href="/playground">playground</a>.
      </p>
    </PageFrame>
  );
}
