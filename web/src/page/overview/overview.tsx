/** What everything is worth now, how it got there, what it is made of, and how old the prices are. */
import { useState } from 'react';
import { useService } from '../../api/service.js';
import { session } from '../../api/session.js';
import { PageFrame } from '../../kit/page-frame.js';
import { Empty } from '../../kit/state.js';
import { useLive } from '../../live/live.js';
import { useScope } from '../../shell/scope.js';
import '../../style/chart.css';
import '../../style/overview.css';
import '../../style/overview-cards.css';
import { FirstSteps, NothingHeldNow, useEverHeld } from '../first-steps.js';
import { PortfolioDialog } from '../settings/portfolio-dialog.js';
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
  const wasHeld = useEverHeld(count === 0);
  const state = session.state();
  const isDemoUser = service?.isDemo && state.status === 'signedIn' && state.user.email === service.demoEmail;
  if (portfolios?.length === 0) return <NoPortfolio />;
  return (
    <PageFrame title="Overview" hasOwnHeading>
      {isDemoUser && <Intro accounts={accounts.length} />}
      <Headline name={account?.name ?? portfolio?.name ?? 'Portfolio'} />
      <Gaps />
      {count === 0 && wasHeld === false && <FirstSteps />}
      {(count !== 0 || wasHeld) && (
        <>
          {count === 0 && <NothingHeldNow />}
          <History />
          {!account && (
            <Accounts
              accounts={portfolio ? accounts : null}
              onChoose={(accountId) => portfolio && choose({ portfolioId: portfolio.id, accountId })}
            />
          )}
          {count === 0 ? (
            <Income />
          ) : (
            <>
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
        </>
      )}
    </PageFrame>
  );
}

function NoPortfolio() {
  const [isOpening, setOpening] = useState(false);
  return (
    <PageFrame title="No portfolio yet">
      <section className="card">
        <Empty
          title="Open a first portfolio"
          action={
            <button type="button" className="button" onClick={() => setOpening(true)}>
              Open a portfolio
            </button>
          }
        >
          A portfolio gathers accounts and values them together in one currency.
        </Empty>
      </section>
      {isOpening && <PortfolioDialog portfolio={null} onClose={() => setOpening(false)} />}
    </PageFrame>
  );
}
