/** Who did what to what, and whether the log is still what was written. Reading it is written into it. */
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useQuery } from '../../api/query.js';
import { fullInstant } from '../../format/format.js';
import type { AuditLogQuery as AuditResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { Empty, Failure, Notice, Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { When } from '../../part/when.js';
import { changesOf } from './audit-changes.js';
import { ACTIONS, GROUPS } from './audit-words.js';
import { AuditCheckQuery, AuditLogQuery } from './documents.js';

type Entry = AuditResult['auditLog']['nodes'][number];
type Person = NonNullable<Entry['actor']>;

export function AuditPart() {
  const userId = new URLSearchParams(useSearch()).get('user');
  const [, navigate] = useLocation();
  const [filter, setFilter] = useState<Filter>({ action: '', from: '', until: '' });
  const asked = {
    userId,
    action: filter.action || null,
    // Days as they are here: from the first moment of the one to the last of the other.
    from: filter.from ? new Date(`${filter.from}T00:00:00`).toISOString() : null,
    until: filter.until ? new Date(`${filter.until}T23:59:59.999`).toISOString() : null,
  };
  const pages = usePages(JSON.stringify(asked));
  const { data, failure, isFormer, reload } = useQuery(AuditLogQuery, { after: pages.after, ...asked });
  const person = data?.auditLog.nodes.flatMap(peopleOf).find(({ id }) => id === userId);
  return (
    <>
      <Check />
      <Section
        title="Audit log"
        id="audit-title"
        actions={
          userId && (
            <button type="button" className="chip" onClick={() => navigate('/admin/audit')}>
              {person?.name ?? 'One user'}
              <span className="sr-only">, show everybody</span> <span aria-hidden="true">×</span>
            </button>
          )
        }
      >
        <AuditFilter filter={filter} onChange={(changes) => setFilter((former) => ({ ...former, ...changes }))} />
        <div className="card" aria-busy={isFormer}>
          {data?.auditLog.nodes.length === 0 && <Empty title="Nothing of that kind was done then" />}
          {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />)}
          <ul className="list">
            {data?.auditLog.nodes.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </div>
        {data && <Pager pages={pages} info={data.auditLog.pageInfo} isBusy={isFormer} />}
      </Section>
    </>
  );
}

interface Filter {
  /** A group of actions; empty for all. */
  readonly action: string;
  /** Days; empty for any. */
  readonly from: string;
  readonly until: string;
}

function AuditFilter({ filter, onChange }: { filter: Filter; onChange: (changes: Partial<Filter>) => void }) {
  return (
    <div className="audit-filter">
      <select
        className="select"
        aria-label="Kind of action"
        value={filter.action}
        onChange={({ target }) => onChange({ action: target.value })}
      >
        {GROUPS.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <label className="filter-day">
        From <input type="date" value={filter.from} onChange={({ target }) => onChange({ from: target.value })} />
      </label>
      <label className="filter-day">
        To <input type="date" value={filter.until} onChange={({ target }) => onChange({ until: target.value })} />
      </label>
    </div>
  );
}

function Check() {
  const { data, failure, isLoading, reload } = useQuery(AuditCheckQuery, {});
  return (
    <Section
      title="Verification"
      id="check-title"
      actions={
        <button type="button" className="link" disabled={isLoading} onClick={reload}>
          {isLoading ? 'Checking…' : 'Check again'}
        </button>
      }
    >
      {failure && !data && <Failure failure={failure} onRetry={reload} />}
      {!data && !failure && <Skeleton height={52} />}
      {data && data.auditCheck.problems.length === 0 && (
        <Notice>
          {data.auditCheck.entries} entries, from {data.auditCheck.first} on, are what was written: each hash covers the one before.
        </Notice>
      )}
      {data && data.auditCheck.problems.length > 0 && (
        <Notice kind="error">
          The log is not what was written:
          <ul>
            {data.auditCheck.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Section>
  );
}

function AuditRow({ entry }: { entry: Entry }) {
  const { sequence, at, action, subject, actorId, actor, subjectUser, subjectInstrument, address, before, after, hash } = entry;
  const what = subjectUser?.id === actorId ? null : (subjectUser ?? subjectInstrument)?.name;
  return (
    <li className="list-row audit-row" data-testid="audit-entry">
      <details>
        <summary>
          <span className="audit-line">
            <span className="audit-sequence muted">{sequence}</span>
            <span>
              <span className="list-title wrap">{ACTIONS[action] ?? action}</span>
              {what && <span className="wrap">: {what}</span>}
              <span className="sub">
                <span>{whoOf(entry)}</span>
                <When at={at} />
              </span>
            </span>
          </span>
        </summary>
        <Changes before={before ?? null} after={after ?? null} />
        <dl className="facts">
          <Fact label="By">{actor ? <PersonLink person={actor} /> : whoOf(entry)}</Fact>
          <Fact label="To">
            {subjectUser && <PersonLink person={subjectUser} />}
            {subjectInstrument && <Link href={`/admin/instruments/${subjectInstrument.id}`}>{subjectInstrument.name}</Link>}
            {!subjectUser && !subjectInstrument && subject}
          </Fact>
          <Fact label="At">{fullInstant(at)}</Fact>
          {address && <Fact label="From">{address}</Fact>}
          <Fact label="Action">
            <code>{action}</code>
          </Fact>
          <Fact label="Hash">
            <code className="audit-hash">{hash}</code>
          </Fact>
        </dl>
        <div className="row-actions">
          {peopleOf(entry).map(({ id, name }) => (
            <Link key={id} href={`/admin/audit?user=${id}`} className="link">
              All entries of {name}
            </Link>
          ))}
        </div>
        {(before || after) && (
          <details className="audit-raw">
            <summary className="muted">As it is written</summary>
            {before && <Json label="Before" text={before} />}
            {after && <Json label="After" text={after} />}
          </details>
        )}
      </details>
    </li>
  );
}

function PersonLink({ person: { name, email } }: { person: Person }) {
  return (
    <>
      <Link href={`/admin/users?search=${encodeURIComponent(email)}`}>{name}</Link>
      <span className="sub">{email}</span>
    </>
  );
}

function whoOf({ actor, actorId }: Entry): string {
  return actor?.name ?? actorId ?? 'Nobody signed in';
}

/** Each once. */
function peopleOf({ actor, subjectUser }: Entry): readonly Person[] {
  return [actor, subjectUser?.id === actor?.id ? null : subjectUser].filter((person) => person != null);
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Changes({ before, after }: { before: string | null; after: string | null }) {
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  const sides = (['before', 'after'] as const).filter((side) => (side === 'before' ? before : after));
  return (
    <table className="table audit-changes">
      <TableHead columns={['What', ...sides.map((side) => (side === 'before' ? 'Before' : 'After'))]} />
      <tbody>
        {changes.map((change) => (
          <tr key={change.name}>
            <th scope="row">{change.name}</th>
            {sides.map((side) => (
              <td key={side}>{change[side] ?? <span className="muted">–</span>}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Json({ label, text }: { label: string; text: string }) {
  return (
    <div className="audit-json">
      <p className="muted">{label}</p>
      <pre>{pretty(text)}</pre>
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
