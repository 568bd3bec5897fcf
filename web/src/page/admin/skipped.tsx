/** Symbols a source was found not to know or not to cover: they are left out until their time is up, or the symbol is entered anew. */
import { Link } from 'wouter';
import { useQuery } from '../../api/query.js';
import { fullInstant } from '../../format/format.js';
import { Section } from '../../kit/page-frame.js';
import { sourceName } from '../../part/words.js';
import { SkippedSymbolsQuery } from './documents.js';
import { failureKind } from './source-failure.js';

export function SkippedSymbols() {
  const { data } = useQuery(SkippedSymbolsQuery, {}, { everyMs: 30_000 });
  if (!data || data.skippedSymbols.length === 0) return null;
  return (
    <Section title="Symbols left out" id="skipped-title">
      <div className="card">
        <ul className="list">
          {data.skippedSymbols.map(({ instrumentId, source, symbol, kind, until, isSuspect }) => (
            <li key={`${source} ${symbol}`} className="list-row" data-testid="skipped-symbol">
              <div>
                <p className="list-title">
                  {instrumentId ? <Link href={`/admin/instruments/${instrumentId}`}>{symbol}</Link> : symbol}{' '}
                  {isSuspect && <span className="tag warn">check its numbers</span>}
                </p>
                <p className="sub">
                  <span>{sourceName(source)}</span>
                  <span>{failureKind(kind).toLowerCase()}</span>
                  <span>asked again {fullInstant(until)}</span>
                </p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
