/** The exchange rates that count: what each is, whose it is, since when, and who said otherwise; and those that wait for somebody. */
import { useState } from 'react';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { serverClock } from '../../api/server-clock.js';
import { exact, fullDay, fullInstant, instant } from '../../format/format.js';
import type { HeldRatesQuery as HeldResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { sourceName } from '../../part/words.js';
import { today } from '../transactions/entry-draft.js';
import { DiscardHeldRateMutation, FxRatesQuery, HeldRatesQuery, ReleaseRateMutation } from './documents.js';
import { HeldActions } from './held-actions.js';
import { pairOf, type Rate, RateDrawer } from './rate-drawer.js';

type Held = HeldResult['heldRates'][number];

/** Other instances and sources change them, and tell nobody. */
const EVERY_MS = 15_000;

export function RatesPart() {
  return (
    <>
      <HeldRates />
      <Rates />
    </>
  );
}

/** Seldom is one, so that there is no word of it as long as there is none. */
function HeldRates() {
  const { data } = useQuery(HeldRatesQuery, {}, { everyMs: EVERY_MS });
  if (!data || data.heldRates.length === 0) return null;
  return (
    <Section title="Held" id="held-rates-title">
      <div className="card">
        <ul className="list">
          {data.heldRates.map((held) => (
            <HeldRow key={pairOf(held)} held={held} />
          ))}
        </ul>
      </div>
    </Section>
  );
}

function HeldRow({ held }: { held: Held }) {
  const { base, quote, rate, source, observedAt, count, isDiscarded } = held;
  const pair = pairOf(held);
  return (
    <li className="list-row" data-testid="held-rate">
      <div>
        <p className="list-title">
          {pair} at {exact(rate)} {isDiscarded && <span className="tag">Not believed</span>}
        </p>
        <p className="sub">
          <span>{sourceName(source)}</span>
          <span>{fullInstant(observedAt)}</span>
          <span>seen {count === 1 ? 'once' : `${count} times`}</span>
        </p>
      </div>
      <HeldActions
        what={`the rate of ${pair}`}
        isDiscarded={isDiscarded}
        release={async () => (await mutate(ReleaseRateMutation, { base, quote })).releaseRate.message}
        discard={() => mutate(DiscardHeldRateMutation, { base, quote })}
      />
    </li>
  );
}

function Rates() {
  const [day, setDay] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const { data, failure, isFormer, reload } = useQuery(FxRatesQuery, { day: day || null }, { everyMs: EVERY_MS });
  const opened = data?.fxRates.find((rate) => pairOf(rate) === open);
  return (
    <Section
      title="Exchange rates"
      id="rates-title"
      actions={
        <span className="row-actions">
          <label className="filter-day">
            At the end of <input type="date" max={today()} value={day} onChange={({ target }) => setDay(target.value)} />
          </label>
        </span>
      }
    >
      <div className="card" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={6} />)}
        {data?.fxRates.length === 0 && (
          <Empty title="No rate is known">Rates come from sources such as the European Central Bank, or from whoever pushes them.</Empty>
        )}
        {data && data.fxRates.length > 0 && (
          <ScrollArea label="Table of the exchange rates">
            <table className="table rates">
              <TableHead columns={['Pair', ['Rate', 'num'], 'From']} />
              <tbody>
                {data.fxRates.map((rate) => (
                  <RateRow key={pairOf(rate)} rate={rate} onOpen={() => setOpen(pairOf(rate))} />
                ))}
              </tbody>
            </table>
          </ScrollArea>
        )}
      </div>
      {opened && <RateDrawer rate={opened} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function RateRow({ rate: given, onOpen }: { rate: Rate; onOpen: () => void }) {
  const { rate, source, valueDate, observedAt, pinnedSource, verdict } = given;
  return (
    <tr data-testid="fx-rate">
      <th scope="row" className="day">
        <button type="button" className="link" onClick={onOpen}>
          {pairOf(given)}
        </button>
      </th>
      <td className="num strong">{exact(rate)}</td>
      <td>
        {sourceName(source)}, <span className="day">{fullDay(valueDate)}</span>{' '}
        {pinnedSource && <span className="tag">pinned to {sourceName(pinnedSource)}</span>}
        <span className="sub">
          <time dateTime={observedAt} title={fullInstant(observedAt)}>
            {instant(observedAt, serverClock.now())}
          </time>
          {verdict?.losers.map((loser) => (
            <span key={loser.source}>
              {sourceName(loser.source)} said {exact(loser.price)}
            </span>
          ))}
        </span>
      </td>
    </tr>
  );
}
