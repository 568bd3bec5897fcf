/** Where prices come from: how each source is doing now, and how it did hour by hour. */
import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { duration, fullInstant, quantity } from '../../format/format.js';
import type { InstrumentKind, SourceStatus, SourcesQuery as SourcesResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { Segments } from '../../kit/segments.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { useAge } from '../../live/live.js';
import { KINDS } from '../../part/words.js';
import { SourcesQuery } from './documents.js';
import { HealthBars } from './health-bars.js';
import { SkippedSymbols } from './skipped.js';
import { failureWords } from './source-failure.js';

type Source = SourcesResult['sources'][number];

const RANGES = [
  { key: '24', label: '24 h' },
  { key: '168', label: '7 d', name: '7 days' },
  { key: '720', label: '30 d', name: '30 days' },
] as const;
type Range = (typeof RANGES)[number]['key'];

const LOOKS: Readonly<Record<SourceStatus, { readonly name: string; readonly look: string }>> = {
  OK: { name: 'Well', look: 'good' },
  STARTING: { name: 'Not asked yet', look: '' },
  DEGRADED: { name: 'Last call failed', look: 'warn' },
  DOWN: { name: 'Down', look: 'bad' },
};

export function SourcesPart() {
  return (
    <>
      <Sources />
      <SkippedSymbols />
    </>
  );
}

function Sources() {
  const [range, setRange] = useState<Range>('24');
  const { data, failure, isFormer, reload } = useQuery(SourcesQuery, { last: Number(range) }, { everyMs: 10_000 });
  return (
    <Section title="Sources" id="sources-title" actions={<Segments label="Range" options={RANGES} chosen={range} onChoose={setRange} />}>
      <div className="sources" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton height={200} />)}
        {data?.sources.length === 0 && (
          <div className="card">
            <Empty title="No source is set up">
              Prices come only from whoever pushes them. The setting SOURCES names those that are asked.
            </Empty>
          </div>
        )}
        {data?.sources.map((source) => (
          <SourceCard key={source.id} source={source} hours={Number(range)} />
        ))}
      </div>
    </Section>
  );
}

function SourceCard({ source, hours }: { source: Source; hours: number }) {
  const { name, look } = LOOKS[source.status];
  const age = useAge(source.lastSuccessAt);
  const covers = [source.kinds.map(kindWord).join(', '), source.mics?.slice(0, 8).join(', '), source.hasStream && 'streams'].filter(
    Boolean,
  );
  return (
    <article className="card source" aria-labelledby={`source-${source.id}`} data-testid="source">
      <header className="card-head">
        <h3 id={`source-${source.id}`}>{source.name}</h3>
        <span className={`tag ${look}`}>{name}</span>
      </header>
      <div className="card-body form">
        <HealthBars hours={source.hours} count={hours} name={source.name} />
        <dl className="stats">
          <Stat label="Last good answer" value={source.lastSuccessAt ? (age === 'now' ? 'just now' : `${age} ago`) : 'never'} />
          <Stat label="Taken in" value={quantity(String(source.accepted))} />
          <Stat label="Refused or held" value={quantity(String(source.rejected))} />
          <Stat label="Takes" value={source.latencyMs === null || source.latencyMs === undefined ? '–' : duration(source.latencyMs)} />
        </dl>
        <p className="muted">
          {covers.join('; ')}. Rank {source.priority} in trust: the lowest wins.{source.licence && ` ${source.licence}`}
        </p>
        {source.pausedUntil && <p className="warn-text">Left alone until {fullInstant(source.pausedUntil)}.</p>}
        {source.lastFailure && source.lastFailureAt && (
          <p className="muted wrap">
            Last failure {fullInstant(source.lastFailureAt)}. {failureWords(source.lastFailure)}
          </p>
        )}
        <Events source={source} />
      </div>
    </article>
  );
}

function kindWord(kind: string): string {
  return kind === 'FX' ? 'Exchange rates' : KINDS[kind as InstrumentKind].plural;
}

function Stat({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Events({ source: { events } }: { source: Source }) {
  if (events.length === 0) return null;
  return (
    <details className="source-events">
      <summary>Changes of its state</summary>
      <ul>
        {events.map(({ at, status, failure }) => (
          <li key={`${at} ${status}`}>
            <time dateTime={at}>{fullInstant(at)}</time> <span className={`tag ${LOOKS[status].look}`}>{LOOKS[status].name}</span>{' '}
            <span className="muted wrap">{failure && failureWords(failure)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
