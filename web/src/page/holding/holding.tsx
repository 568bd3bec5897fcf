/** One instrument: its price and where it comes from, what is held of it, what that gained, and what was done with it. */
import { Link, useParams } from 'wouter';
import { NOT_FOUND } from '../../api/failure.js';
import { useQuery } from '../../api/query.js';
import { fullInstant, price as priceText } from '../../format/format.js';
import type { InstrumentPageQuery } from '../../gql/graphql.js';
import { Icon } from '../../kit/icon.js';
import { PageFrame } from '../../kit/page-frame.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { useAge, useLive } from '../../live/live.js';
import { Arrow, directionOf } from '../../part/change.js';
import { delisted, isDelisted } from '../../part/delisted.js';
import { FRESHNESS, freshnessTag, KINDS, sourceName } from '../../part/words.js';
import { useScope } from '../../shell/scope.js';
import '../../style/chart.css';
import '../../style/holding.css';
import { signedPercent } from '../../format/format.js';
import { WhyButton } from '../../why/why.js';
import { InstrumentQuery } from './documents.js';
import { Entries } from './entries.js';
import { Gains } from './gains.js';
import { Lots } from './lots.js';
import { Positions } from './positions.js';
import { PriceChart } from './price-chart.js';

/** Newest first; the ledger has them all. */
const ENTRIES = 200;

export function HoldingPage() {
  const { instrumentId = '' } = useParams<{ instrumentId: string }>();
  const { data, failure, reload } = useQuery(InstrumentQuery, { id: instrumentId, entries: ENTRIES });
  const instrument = data?.instrument;
  if (failure?.code === NOT_FOUND) {
    return (
      <PageFrame title="Holding">
        <section className="card">
          <Empty title="There is no such instrument" action={<Link href="/holdings">All holdings</Link>} />
        </section>
      </PageFrame>
    );
  }
  if (!instrument) {
    return (
      <PageFrame title="Holding" hasOwnHeading>
        {failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton height={420} />}
      </PageFrame>
    );
  }
  return <Shown key={instrument.id} instrument={instrument} transactions={data.transactions} />;
}

interface ShownProps {
  readonly instrument: NonNullable<InstrumentPageQuery['instrument']>;
  readonly transactions: InstrumentPageQuery['transactions'];
}

function Shown({ instrument, transactions }: ShownProps) {
  const { id, currency } = instrument;
  const { account, accounts } = useScope();
  const ids = useLive(({ rows, figures }) =>
    [...rows.values()]
      .filter(({ holding }) => holding.instrumentId === id && (figures.accountId === null || holding.accountId === figures.accountId))
      .map(({ holding }) => holding.id)
      .join(' '),
  );
  const holdingIds = ids ? ids.split(' ') : [];
  const shownAccounts = new Set(account ? [account.id] : accounts.map((each) => each.id));
  const entries = transactions.nodes.filter(({ accountId }) => shownAccounts.has(accountId));
  return (
    <PageFrame title={instrument.name} hasOwnHeading>
      <Head instrument={instrument} />
      <PriceChart instrumentId={id} currency={currency} entries={entries} />
      {holdingIds.length > 0 ? <Positions holdingIds={holdingIds} /> : <NotHeld isLoaded={ids !== undefined} />}
      {entries.length > 0 && <Gains instrumentId={id} holdingIds={holdingIds} />}
      {holdingIds.length > 0 && <Lots holdingIds={holdingIds} />}
      {entries.length > 0 && <Entries instrumentId={id} entries={entries} hasMore={transactions.pageInfo.hasNextPage} />}
    </PageFrame>
  );
}

function Head({ instrument }: { instrument: ShownProps['instrument'] }) {
  const { id, kind, currency, isin, mic, ticker, schemeCode, isMarketOpen, delistedOn } = instrument;
  const code = ticker ?? schemeCode;
  return (
    <div className="holding-head">
      <div>
        <Link href="/holdings" className="back-link">
          <Icon name="back" />
          Holdings
        </Link>
        <h1>{instrument.name}</h1>
        <p className="sub holding-sub">
          {code && <span className="code">{code}</span>}
          <span>{KINDS[kind].one}</span>
          {mic && <span>{mic}</span>}
          {isin && <span>{isin}</span>}
          <span>{currency}</span>
          {delistedOn && <span>{delisted(delistedOn)}</span>}
          {isMarketOpen != null && !isDelisted(delistedOn) && <span>{isMarketOpen ? 'market open' : 'market closed'}</span>}
        </p>
      </div>
      <LivePrice instrumentId={id} quote={instrument.quote ?? null} />
    </div>
  );
}

/** Live where it is held; else as it was read. */
function LivePrice({ instrumentId, quote }: { instrumentId: string; quote: ShownProps['instrument']['quote'] | null }) {
  const row = useLive(({ rows }) => [...rows.values()].find(({ holding }) => holding.instrumentId === instrumentId));
  const holding = row?.holding;
  const price = holding?.price ?? quote?.price ?? null;
  const currency = holding?.currency ?? quote?.currency ?? 'EUR';
  const before = holding?.previousClose ?? quote?.previousClose ?? null;
  if (price === null) return <p className="muted">No source has given a price yet.</p>;
  const change = before === null ? null : (Number(price) / Number(before) - 1).toFixed(6);
  const direction = change === null ? 'flat' : directionOf(change);
  return (
    <div className="holding-price" data-flash={row?.flash ?? null}>
      <WhyButton of={{ kind: 'PRICE', instrumentId }} className="holding-price-figure">
        <span className="moved" data-testid="price">
          {priceText(price, currency)}
        </span>
      </WhyButton>
      {change !== null && (
        <WhyButton of={{ kind: 'PRICE', instrumentId }} className={`pill ${direction}`}>
          <Arrow direction={direction} />
          {signedPercent(change)}
        </WhyButton>
      )}
      <PriceSource
        source={holding?.source ?? quote?.source ?? null}
        observedAt={holding?.priceObservedAt ?? quote?.observedAt ?? null}
        freshness={holding?.freshness ?? quote?.freshness ?? null}
        isSimulated={holding?.isSimulated ?? quote?.isSimulated ?? false}
      />
    </div>
  );
}

interface PriceSourceProps {
  readonly source: string | null;
  readonly observedAt: string | null;
  readonly freshness: keyof typeof FRESHNESS | null;
  readonly isSimulated: boolean;
}

function PriceSource({ source, observedAt, freshness, isSimulated }: PriceSourceProps) {
  const age = useAge(observedAt);
  return (
    <p className="muted small holding-source" title={observedAt ? fullInstant(observedAt) : undefined}>
      {source && sourceName(source)}
      {age && `, ${age === 'now' ? 'just now' : `${age} ago`}`}
      {isSimulated && ', simulated'}
      {freshness && freshness !== 'FRESH' && <span className={freshnessTag(freshness)}>{FRESHNESS[freshness]}</span>}
    </p>
  );
}

function NotHeld({ isLoaded }: { isLoaded: boolean }) {
  if (!isLoaded) return <Skeleton height={120} />;
  return (
    <section className="card">
      <Empty title="None of it is held now" action={<Link href="/transactions">Record an entry</Link>} />
    </section>
  );
}
