/** What everything is worth now, how it got there, what it is made of, and how old the prices are. */
import { Link } from 'wouter';
import { useService } from '../../api/service.js';
import { session } from '../../api/session.js';
import { PageFrame } from '../../kit/page-frame.js';
import { Empty } from '../../kit/state.js';
import { useLive } from '../../live/live.js';
import { useScope } from '../../shell/scope.js';
import '../../style/chart.css';
import '../../style/overview.css';
import { Accounts } from './accounts.js';
import { Allocation } from './allocation.js';
import { FreshnessCard } from './freshness.js';
import { Gaps } from './gaps.js';
import { Headline } from './headline.js';
import { History } from './history.js';
import { Income } from './income.js';
import { Intro } from './intro.js';
import { Movers } from './movers.js';

export function OverviewPage() {
  const service = useService();
  const { portfolio, portfolios, account, accounts, choose } = useScope();
  const count = useLive(({ figures }) => figures.holdingIds.length);
  const state = session.state();
  const isDemoUser = service?.isDemo && state.status === 'signedIn' && state.user.email === service.demoEmail;
  if (portfolios?.length === 0) return <NoPortfolio />;
  return (
    <PageFrame title="Overview" hasOwnHeading>
      {isDemoUser && <Intro accounts={accounts.length} />}
      <Headline name={account?.name ?? portfolio?.name ?? 'Portfolio'} isSimulated={service?.isSimulated ?? false} />
      <Gaps />
      {count === 0 ? (
        <NothingHeld />
      ) : (
        <>
          <History />
          {!account && (
            <Accounts
              accounts={portfolio ? accounts : null}
              onChoose={(accountId) => portfolio && choose({ portfolioId: portfolio.id, accountId })}
            />
          )}
          <div className="grid-2">
            <Allocation />
            <Movers />
          </div>
          <div className="grid-2">
            <Income />
            <FreshnessCard />
          </div>
        </>
      )}
    </PageFrame>
  );
}

function NothingHeld() {
  return (
    <section className="card">
      <Empty
        title="Nothing held yet"
        action={
          <Link href="/transactions" className="button">
            Record a first entry
          </Link>
        }
      >
        Deposit cash and record a first purchase, or import a file of your broker. The holding appears here by itself, with its price.
      </Empty>
    </section>
  );
}

function NoPortfolio() {
  return (
    <PageFrame title="No portfolio yet">
      <section className="card">
        <Empty
          title="Open a first portfolio"
          action={
            <Link href="/settings" className="button">
              Open the settings
            </Link>
          }
        >
          A portfolio gathers accounts and values them together in one currency.
        </Empty>
      </section>
    </PageFrame>
  );
}
