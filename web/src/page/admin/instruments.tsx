/** What can be held: found, added, and looked after one by one. */
import { useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { useQuery } from '../../api/query.js';
import { serverClock } from '../../api/server-clock.js';
import { fullInstant, instant, price } from '../../format/format.js';
import type { InstrumentsQuery as InstrumentsResult } from '../../gql/graphql.js';
import { Icon } from '../../kit/icon.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { SearchBox } from '../../kit/search-box.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { useSettled } from '../../kit/use-settled.js';
import { Absent } from '../../part/change.js';
import { delisted } from '../../part/delisted.js';
import { KINDS, sourceName } from '../../part/words.js';
import { CreateInstrument } from './create-instrument.js';
import { InstrumentsQuery } from './documents.js';
import { InstrumentDrawer } from './instrument-drawer.js';

export function InstrumentsPart() {
  const [search, setSearch] = useState('');
  const settled = useSettled(search.trim());
  const pages = usePages(settled);
  const { data, failure, isFormer, reload } = useQuery(InstrumentsQuery, { search: settled || null, kind: null, after: pages.after });
  const [, navigate] = useLocation();
  const close = () => navigate('/admin/instruments');
  const nodes = data?.instruments.nodes ?? [];
  return (
    <Section
      title="Instruments"
      id="instruments-title"
      actions={
        <>
          <SearchBox label="Search instruments" placeholder="Name, ticker or ISIN" value={search} onChange={setSearch} />
          <Link href="/admin/instruments/new" className="button button-small">
            <Icon name="plus" /> New instrument
          </Link>
        </>
      }
    >
      <div className="card table-scroll" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={6} />)}
        {data && nodes.length === 0 && <Empty title="No instrument is called that">Look for a part of a name, or add it.</Empty>}
        {nodes.length > 0 && (
          <table className="table table-hover entries">
            <TableHead columns={['Instrument', ['Kind', 'wide-only'], ['Price', 'num']]} />
            <tbody>
              {nodes.map((instrument) => (
                <InstrumentRow key={instrument.id} instrument={instrument} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {data && <Pager pages={pages} info={data.instruments.pageInfo} isBusy={isFormer} />}
      <Switch>
        <Route path="/admin/instruments/new">
          <CreateInstrument onClose={close} onMade={(id) => navigate(`/admin/instruments/${id}`)} />
        </Route>
        <Route path="/admin/instruments/:id">{({ id }) => <InstrumentDrawer key={id} id={id} onClose={close} />}</Route>
      </Switch>
    </Section>
  );
}

type Listed = InstrumentsResult['instruments']['nodes'][number];

function InstrumentRow({
  instrument: { id, name, kind, ticker, schemeCode, isin, mic, quote, pinnedSource, delistedOn },
}: {
  instrument: Listed;
}) {
  return (
    <tr data-testid="instrument">
      <th scope="row" className="wrap">
        <Link href={`/admin/instruments/${id}`} className="row-link">
          {name}
        </Link>
        <span className="sub">{[ticker ?? schemeCode, isin, mic, delistedOn && delisted(delistedOn)].filter(Boolean).join(' · ')}</span>
      </th>
      <td className="wide-only">{KINDS[kind].one}</td>
      <td className="num">
        {quote ? price(quote.price, quote.currency) : <Absent why="No price yet." />}
        {quote && (
          <span className="sub">
            {/* One part, so that the line breaks as words do. */}
            <time dateTime={quote.observedAt} title={fullInstant(quote.observedAt)}>
              {sourceName(quote.source)}
              {pinnedSource && (pinnedSource === quote.source ? ', pinned' : `, pinned to ${sourceName(pinnedSource)}`)},{' '}
              {instant(quote.observedAt, serverClock.now())}
            </time>
          </span>
        )}
      </td>
    </tr>
  );
}
