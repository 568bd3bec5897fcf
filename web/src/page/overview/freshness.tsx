/** How far what is shown can be relied on: how many prices are fresh, late or stale, and where they come from. */
import { useMemo } from 'react';
import { fullInstant } from '../../format/format.js';
import { Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { useAge, useLiveSecondly } from '../../live/live.js';
import type { LiveState } from '../../live/portfolio-store.js';
import { sourceName } from '../../part/words.js';
import { WhyButton } from '../../why/why.js';

const KEYS = ['fresh', 'late', 'stale', 'final', 'none'] as const;
type Key = (typeof KEYS)[number];
const NAMES: Record<Key, string> = { fresh: 'fresh', late: 'late', stale: 'stale', final: 'final', none: 'without a price' };
const FRESHNESS_OF = { fresh: 'FRESH', late: 'AGING', stale: 'STALE', final: 'FINAL', none: null } as const;
const OF_FRESHNESS = { FRESH: 'fresh', AGING: 'late', STALE: 'stale', FINAL: 'final' } as const;
/** What most portfolios have none of. */
const RARE: readonly Key[] = ['final', 'none'];

interface SourceUse {
  readonly id: string;
  readonly count: number;
  /** The source's own time of its newest and its oldest price. */
  readonly newest: string;
  readonly oldest: string;
  readonly isSimulated: boolean;
}

export function FreshnessCard() {
  const state = useLiveSecondly();
  const shown = useMemo(() => state && { counts: countsOf(state), sources: sourcesOf(state) }, [state]);
  return (
    <section className="card" aria-labelledby="freshness-label">
      <div className="card-head">
        <h2 id="freshness-label">How fresh this is</h2>
        {shown && <Verdict counts={shown.counts} />}
      </div>
      <div className="card-body freshness">
        {shown ? (
          <>
            <Counts counts={shown.counts} />
            <Sources sources={shown.sources} />
          </>
        ) : (
          <Skeleton lines={5} />
        )}
      </div>
    </section>
  );
}

function Verdict({ counts: { late, stale, none } }: { counts: Record<Key, number> }) {
  const old = late + stale + none;
  if (old === 0) return <span className="tag good">all prices fresh</span>;
  return <span className="tag warn">{old === 1 ? 'one price is not fresh' : `${old} prices are not fresh`}</span>;
}

function Counts({ counts }: { counts: Record<Key, number> }) {
  return (
    <>
      <div className="fresh-bar" aria-hidden="true">
        {KEYS.filter((key) => counts[key] > 0).map((key) => (
          <span key={key} className={`fresh-${key}`} style={{ flexGrow: counts[key] }} />
        ))}
      </div>
      <dl className="fresh-counts" data-testid="fresh-counts">
        {KEYS.filter((key) => !RARE.includes(key) || counts[key] > 0).map((key) => (
          <div key={key}>
            <dt>
              <span className={`fresh-key fresh-${key}`} aria-hidden="true" />
              {NAMES[key]}
            </dt>
            <dd>{counts[key] === 0 ? 0 : <WhyButton of={{ kind: 'FRESHNESS', freshness: FRESHNESS_OF[key] }}>{counts[key]}</WhyButton>}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Sources({ sources }: { sources: readonly SourceUse[] }) {
  return (
    <table className="sources-table">
      <TableHead columns={['Source', 'Prices', 'Newest', 'Oldest']} />
      <tbody>
        {sources.map(({ id, count, newest, oldest, isSimulated }) => (
          <tr key={id}>
            <th scope="row">
              {sourceName(id)}
              {isSimulated && <span className="muted small"> simulated</span>}
            </th>
            <td>{count}</td>
            <td>
              <Age at={newest} />
            </td>
            <td>
              <Age at={oldest} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Age({ at }: { at: string }) {
  const age = useAge(at);
  return <time dateTime={at} title={fullInstant(at)}>{`${age}${age === 'now' ? '' : ' ago'}`}</time>;
}

function holdingsOf({ rows, figures }: LiveState) {
  return figures.holdingIds.flatMap((id) => rows.get(id)?.holding ?? []);
}

function countsOf(state: LiveState): Record<Key, number> {
  const counts = { fresh: 0, late: 0, stale: 0, final: 0, none: 0 };
  for (const { freshness } of holdingsOf(state)) counts[freshness ? OF_FRESHNESS[freshness] : 'none'] += 1;
  return counts;
}

/** Of what still gets prices, the one with the most first. */
function sourcesOf(state: LiveState): readonly SourceUse[] {
  const uses = new Map<string, SourceUse>();
  for (const { source, priceObservedAt: at, isSimulated, freshness } of holdingsOf(state)) {
    if (source == null || at == null || freshness === 'FINAL') continue;
    const former = uses.get(source);
    uses.set(source, {
      id: source,
      count: (former?.count ?? 0) + 1,
      newest: former && former.newest > at ? former.newest : at,
      oldest: former && former.oldest < at ? former.oldest : at,
      isSimulated,
    });
  }
  return [...uses.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}
