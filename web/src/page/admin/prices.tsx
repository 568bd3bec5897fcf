/** Prices that jumped too far and wait for somebody, and samples of those that were refused. */
import { useState } from 'react';
import { Link } from 'wouter';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { fullInstant, price, signedPercent } from '../../format/format.js';
import type { HeldQuotesQuery as HeldResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { sourceName } from '../../part/words.js';
import { Disagreements, DroppedFiles } from './disagreements.js';
import { DiscardHeldQuoteMutation, HeldQuotesQuery, RejectedQuotesQuery, ReleaseQuoteMutation, SourceNamesQuery } from './documents.js';
import { HeldActions } from './held-actions.js';

type Held = HeldResult['heldQuotes'][number];

/** Other instances and sources change them, and tell nobody. */
const EVERY_MS = 10_000;

export function PricesPart() {
  const { data, failure, reload } = useQuery(HeldQuotesQuery, {}, { everyMs: EVERY_MS });
  return (
    <>
      <Section title="Held" id="held-title">
        <div className="card">
          {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={3} />)}
          {data?.heldQuotes.length === 0 && (
            <Empty title="No price is held">
              A price that jumps too far waits here for a second source, a third repetition, or you. The old one stays meanwhile.
            </Empty>
          )}
          <ul className="list">
            {data?.heldQuotes.map((held) => (
              <HeldRow key={held.instrumentId} held={held} />
            ))}
          </ul>
        </div>
      </Section>
      <Rejected />
      <Disagreements />
      <DroppedFiles />
    </>
  );
}

function HeldRow({ held }: { held: Held }) {
  const { instrumentId, instrument, source, count, isDiscarded, observedAt } = held;
  const currency = instrument?.currency ?? 'EUR';
  const name = instrument?.name ?? 'an instrument';
  const before = instrument?.quote?.price;
  return (
    <li className="list-row" data-testid="held-quote">
      <div>
        <p className="list-title">
          <Link href={`/admin/instruments/${instrumentId}`}>{name}</Link> at {price(held.price, currency)}{' '}
          {isDiscarded && <span className="tag">Not believed</span>}
        </p>
        <p className="sub">
          {before && (
            <span>
              instead of {price(before, currency)}, {signedPercent(String(Number(held.price) / Number(before) - 1))}
            </span>
          )}
          <span>{sourceName(source)}</span>
          <span>{fullInstant(observedAt)}</span>
          <span>seen {count === 1 ? 'once' : `${count} times`}</span>
        </p>
      </div>
      <HeldActions
        what={`the price of ${name}`}
        isDiscarded={isDiscarded}
        release={async () => (await mutate(ReleaseQuoteMutation, { instrumentId })).releaseQuote.message}
        discard={() => mutate(DiscardHeldQuoteMutation, { instrumentId })}
      />
    </li>
  );
}

function Rejected() {
  const [source, setSource] = useState('');
  const sources = useQuery(SourceNamesQuery, {});
  const { data, failure, isFormer, reload } = useQuery(RejectedQuotesQuery, { source: source || null }, { everyMs: EVERY_MS });
  return (
    <Section
      title="Refused"
      id="rejected-title"
      actions={
        <span className="row-actions">
          <select className="select" aria-label="Source" value={source} onChange={(event) => setSource(event.target.value)}>
            <option value="">All sources</option>
            {sources.data?.sources.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </span>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="card table-scroll" aria-label="Refused prices" aria-busy={isFormer} tabIndex={0}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={4} />)}
        {data?.rejectedQuotes.length === 0 && (
          <Empty title="Nothing was refused">Samples of prices that could not be used come here, with the reason.</Empty>
        )}
        {data && data.rejectedQuotes.length > 0 && (
          <table className="table stacked">
            <TableHead columns={['Symbol', 'Why', ['Figure', 'num'], ['Times', 'num']]} />
            <tbody>
              {data.rejectedQuotes.map((each) => (
                <tr key={`${each.source} ${each.symbol} ${each.reason}`} data-testid="rejected-quote">
                  <th scope="row">
                    {isInstrument(each.symbol) ? <Link href={`/admin/instruments/${each.symbol}`}>{each.symbol}</Link> : each.symbol}
                    <span className="sub">{sourceName(each.source)}</span>
                  </th>
                  <td data-label="Why" className="wide-cell">
                    {each.message}
                    <span className="sub">{fullInstant(each.at)}</span>
                  </td>
                  <td className="num" data-label="Figure">
                    {each.figure}
                  </td>
                  <td className="num" data-label="Times">
                    {each.count}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Section>
  );
}

/** Who pushes a price names the instrument by its id. */
function isInstrument(symbol: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(symbol);
}
