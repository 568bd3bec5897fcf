/** Where sources say different things, and the files of prices that were dropped in. Neither is there on most servers. */
import { Link } from 'wouter';
import { useQuery } from '../../api/query.js';
import { fullInstant, price } from '../../format/format.js';
import { Section } from '../../kit/page-frame.js';
import { sourceName } from '../../part/words.js';
import { DisagreementsQuery, DroppedFilesQuery } from './documents.js';

const EVERY_MS = 15_000;

export function Disagreements() {
  const { data } = useQuery(DisagreementsQuery, {}, { everyMs: EVERY_MS });
  if (!data || data.quoteDisagreements.length === 0) return null;
  return (
    <Section title="Sources that disagree" id="disagreements-title">
      <div className="card">
        <ul className="list">
          {data.quoteDisagreements.map(({ source, otherSource, price: said, otherPrice, count, at, instrument }) => (
            <li key={`${instrument?.id} ${source} ${otherSource}`} className="list-row">
              <div>
                <p className="list-title">{instrument && <Link href={`/admin/instruments/${instrument.id}`}>{instrument.name}</Link>}</p>
                <p className="sub">
                  <span>
                    {sourceName(source)} says {price(said, instrument?.currency ?? 'EUR')}
                  </span>
                  <span>
                    {sourceName(otherSource)} {price(otherPrice, instrument?.currency ?? 'EUR')}
                  </span>
                  <span>{count === 1 ? 'once' : `${count} times`}</span>
                  <span>last {fullInstant(at)}</span>
                </p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

export function DroppedFiles() {
  const { data } = useQuery(DroppedFilesQuery, {}, { everyMs: EVERY_MS });
  if (!data || data.droppedFiles.length === 0) return null;
  return (
    <Section title="Files of prices" id="files-title">
      <div className="card">
        <ul className="list">
          {data.droppedFiles.map(({ hash, name, at, lines, accepted, refused, failure }) => (
            <li key={hash} className="list-row">
              <div>
                <p className="list-title wrap">
                  {name}{' '}
                  {failure ? <span className="tag bad">Not read</span> : refused > 0 && <span className="tag warn">{refused} refused</span>}
                </p>
                <p className="sub">
                  <span>{fullInstant(at)}</span>
                  <span>
                    {accepted} of {lines} lines taken in
                  </span>
                  {failure && <span className="warn-text">{failure}</span>}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
