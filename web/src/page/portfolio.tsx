/** The signed-in page: one portfolio, live. It opens one socket and one subscription, and closes both when it goes. */
import { useEffect, useMemo, useState } from 'react';
import { ApiFailure } from '../api/failure.js';
import { Feed } from '../api/feed.js';
import { PortfoliosQuery, ValuationChanged, ValuationQuery } from '../api/operations.js';
import { useService } from '../api/service.js';
import { type SessionUser, session } from '../api/session.js';
import type { PortfoliosQuery as PortfoliosResult } from '../gql/graphql.js';
import { type Live, LiveContext } from '../live/live.js';
import { PortfolioStore } from '../live/portfolio-store.js';
import { Accounts } from '../part/accounts.js';
import { Gaps } from '../part/gaps.js';
import { Headline } from '../part/headline.js';
import { History } from '../part/history.js';
import { Holdings } from '../part/holdings.js';
import { Intro } from '../part/intro.js';
import { Connection, TopBar } from '../part/top-bar.js';

type Portfolio = PortfoliosResult['portfolios']['nodes'][number];

const RETRY_MS = 4_000;
/** One array for all renders: what is remembered by the accounts is not worked out again. */
const NO_ACCOUNTS: Portfolio['accounts']['nodes'] = [];

export function PortfolioPage({ user }: { user: SessionUser }) {
  const service = useService();
  const { portfolios, failure, reload } = usePortfolios();
  const [chosenId, choose] = useState<string | null>(null);
  const [accountId, setAccountId] = useState<string | null>(null);
  const portfolio = portfolios?.find((found) => found.id === chosenId) ?? portfolios?.[0] ?? null;
  const live = useLivePortfolio(portfolio?.id ?? null, reload);
  const bar = (connection: React.ReactNode) => (
    <TopBar
      user={user}
      isDemo={service?.isDemo ?? false}
      portfolios={portfolios ?? []}
      chosen={portfolio?.id ?? null}
      onChoose={(id) => {
        choose(id);
        setAccountId(null);
      }}
      connection={connection}
    />
  );
  if (portfolios?.length === 0) return <NoPortfolio bar={bar(null)} />;
  if (!live) return null;
  const accounts = portfolio?.accounts.nodes ?? NO_ACCOUNTS;
  return (
    <LiveContext value={live}>
      <a className="skip" href="#holdings-label">
        Skip to the holdings
      </a>
      {bar(<Connection />)}
      <main className={service?.isSimulated ? 'page all-simulated' : 'page'} id="main">
        {failure && !portfolios && (
          <p className="notice" role="alert">
            {failure} Trying again by itself.
          </p>
        )}
        {service?.isDemo && user.email === service.demoEmail && <Intro accounts={accounts.length} />}
        <Headline name={portfolio?.name ?? 'Portfolio'} isSimulated={service?.isSimulated ?? false} />
        <Gaps />
        <History portfolioId={portfolio?.id ?? null} />
        <Accounts accounts={portfolio ? accounts : null} chosen={accountId} onChoose={setAccountId} />
        <Holdings accounts={accounts} accountId={accountId} onShowAll={() => setAccountId(null)} />
      </main>
      <footer className="footer muted">
        <span>Tidemark {service?.version}</span>
        <span>
          Charts by <a href="https://www.tradingview.com/">TradingView Lightweight Charts</a>, © TradingView, Inc.
        </span>
        <a href="/playground">GraphQL playground</a>
      </footer>
    </LiveContext>
  );
}

function NoPortfolio({ bar }: { bar: React.ReactNode }) {
  return (
    <>
      {bar}
      <main className="page">
        <section className="card empty">
          <h1>No portfolio yet</h1>
          <p>
            A portfolio gathers accounts and values them together in one currency. Open a first one through the API, in the{' '}
            <a href="/playground">playground</a>.
          </p>
        </section>
      </main>
    </>
  );
}

/** The names of things, which change seldom; asked again until they come, and when an unknown account turns up. */
function usePortfolios() {
  const [portfolios, setPortfolios] = useState<readonly Portfolio[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again.
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    session.request(PortfoliosQuery, {}).then(
      (result) => {
        if (!isCurrent) return;
        setPortfolios(result.portfolios.nodes);
        setFailure(null);
      },
      (cause) => {
        if (!isCurrent) return;
        setFailure(cause instanceof ApiFailure ? cause.message : 'The portfolio could not be read.');
        timer = setTimeout(() => setAttempt((former) => former + 1), RETRY_MS);
      },
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [attempt]);
  const reload = useMemo(() => () => setAttempt((former) => former + 1), []);
  return { portfolios, failure, reload };
}

/** The figures come over the socket; one read over HTTP shows them sooner, or at all where sockets are blocked. */
function useLivePortfolio(portfolioId: string | null, onUnknownAccount: () => void): Live | null {
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const feed = new Feed(session);
    const store = new PortfolioStore();
    setLive({ feed, store });
    const known = new Set<string>();
    const stop =
      portfolioId === null
        ? undefined
        : feed.watch(ValuationChanged, { portfolioId }, ({ valuationChanged }) => {
            store.accept(valuationChanged);
            const before = known.size;
            for (const { accountId } of [...valuationChanged.holdings, ...valuationChanged.cashBalances]) known.add(accountId);
            // Not for the first message: the accounts of the page were read a moment ago.
            if (before > 0 && known.size > before) onUnknownAccount();
          });
    if (portfolioId !== null) {
      session.request(ValuationQuery, { portfolioId }).then(
        ({ valuation }) => valuation && store.accept(valuation),
        () => undefined,
      );
    }
    return () => {
      stop?.();
      feed.close();
    };
  }, [portfolioId, onUnknownAccount]);
  return live;
}
