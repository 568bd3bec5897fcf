/**
 * The signed-in frame around every page. It opens one socket and one subscription, of the portfolio that is looked at, and
 * closes both when it goes; pages come and go inside without touching them.
 */
import { Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Feed } from '../api/feed.js';
import { MeQuery, ValuationChanged, ValuationQuery } from '../api/operations.js';
import { queries, useQuery } from '../api/query.js';
import { type SessionUser, session } from '../api/session.js';
import { PageFrame } from '../kit/page-frame.js';
import { Failure, Skeleton } from '../kit/state.js';
import { Toasts } from '../kit/toast.js';
import { type Live, LiveContext, useConnection, useLive } from '../live/live.js';
import { PortfolioStore } from '../live/portfolio-store.js';
import { WhyProvider } from '../why/provider.js';
import { Crash } from './crash.js';
import { Header } from './header.js';
import { BottomBar, Sidebar } from './navigation.js';
import { PAGES } from './pages.js';
import { ScopeProvider, useScope } from './scope.js';
import '../style/shell.css';
import '../style/table.css';
import '../style/dialog.css';

/** Messages a second. The eye follows no more, and each is the newest state. */
const RATE_MAX = 10;

export function Shell({ user }: { user: SessionUser }) {
  return (
    <ScopeProvider user={user}>
      <LiveShell user={user} />
    </ScopeProvider>
  );
}

function LiveShell({ user }: { user: SessionUser }) {
  const { portfolio, portfolios, account, answer } = useScope();
  const live = useLivePortfolio(portfolio?.id ?? null);
  const [location] = useLocation();
  const me = useQuery(MeQuery, {});
  useEffect(() => live?.store.focus(account?.id ?? null), [live, account]);
  if (!live) return null;
  const isAdministrator = me.data?.me?.role === 'ADMIN';
  const pages = PAGES.filter(({ isForAdministrators }) => !isForAdministrators || isAdministrator);
  return (
    <LiveContext value={live}>
      <WhyProvider>
        <Revalidation />
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <div className="shell">
          <Sidebar pages={pages} />
          <div className="shell-main">
            <Header user={user} />
            <main id="main" tabIndex={-1}>
              {answer.failure && !portfolios ? (
                <PageFrame title={pages.find(({ path }) => path === location)?.name ?? 'Tidemark'}>
                  <section className="card">
                    <Failure failure={answer.failure} onRetry={answer.reload} />
                  </section>
                </PageFrame>
              ) : (
                <Crash location={location}>
                  <Suspense fallback={<Opening />}>
                    <Pages pages={pages} isRoleKnown={me.data !== null} />
                  </Suspense>
                </Crash>
              )}
            </main>
          </div>
          <BottomBar pages={pages} />
        </div>
        <Toasts />
      </WhyProvider>
    </LiveContext>
  );
}

function Pages({ pages, isRoleKnown }: { pages: typeof PAGES; isRoleKnown: boolean }) {
  return (
    <Switch>
      {pages.map(({ path, pattern, component: Page }) => (
        <Route key={path} path={pattern ?? path}>
          <Page />
        </Route>
      ))}
      {/* Until it is known who asks, an address that only some may open is neither shown nor left. */}
      {isRoleKnown ? <Redirect to="/" replace /> : <Opening />}
    </Switch>
  );
}

function Opening() {
  return (
    <div className="page" aria-busy="true">
      <Skeleton height={72} />
      <Skeleton height={320} />
      <Skeleton height={240} />
    </div>
  );
}

/** What was read over HTTP is read again when the ledger changes and when a lost connection is back. */
function Revalidation() {
  const ledger = useLive((state) => state.ledger);
  const connection = useConnection();
  const [seen, setSeen] = useState({ ledger, connection });
  useEffect(() => {
    const isBack = connection === 'live' && (seen.connection === 'reconnecting' || seen.connection === 'offline');
    const isChanged = ledger !== undefined && seen.ledger !== undefined && ledger !== seen.ledger;
    if (isBack || isChanged) queries.revalidate();
    if (ledger !== seen.ledger || connection !== seen.connection) setSeen({ ledger, connection });
  }, [ledger, connection, seen]);
  return null;
}

/** The figures come over the socket; one read over HTTP shows them sooner, or at all where sockets are blocked. */
function useLivePortfolio(portfolioId: string | null): Live | null {
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const feed = new Feed(session);
    const store = new PortfolioStore();
    setLive({ feed, store });
    const stop =
      portfolioId === null
        ? undefined
        : feed.watch(ValuationChanged, { portfolioId, maxRate: RATE_MAX }, ({ valuationChanged }) => store.accept(valuationChanged));
    if (portfolioId !== null) {
      session.request(ValuationQuery, { portfolioId }).then(
        ({ valuation }) => valuation && store.begin(valuation),
        () => undefined,
      );
    }
    return () => {
      stop?.();
      feed.close();
    };
  }, [portfolioId]);
  return live;
}
