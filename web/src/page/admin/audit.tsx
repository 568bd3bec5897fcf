/** Who did what to what, and whether the log is still what was written. Reading it is written into it. */
import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { fullInstant } from '../../format/format.js';
import type { AuditLogQuery as AuditResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { Empty, Failure, Notice, Skeleton } from '../../kit/state.js';
import { AuditCheckQuery, AuditLogQuery } from './documents.js';

type Entry = AuditResult['auditLog']['nodes'][number];

export function AuditPart() {
  const [userId, setUserId] = useState<string | null>(null);
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
  return (
    <>
      <Check />
      <Section
        title="Audit log"
        id="audit-title"
        actions={
          userId && (
            <button type="button" className="chip" onClick={() => setUserId(null)}>
              One user <span aria-hidden="true">×</span>
              <span className="sr-only">, show everybody</span>
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
              <AuditRow key={entry.id} entry={entry} onUser={setUserId} />
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

const GROUPS = [
  ['', 'All actions'],
  ['user', 'Users and sign-ins'],
  ['session', 'Sessions'],
  ['api-token', 'API tokens'],
  ['transaction', 'Transactions'],
  ['account', 'Accounts'],
  ['portfolio', 'Portfolios'],
  ['target', 'Target weights'],
  ['alert', 'Alerts'],
  ['webhook', 'Webhooks'],
  ['instrument', 'Instruments'],
  ['quote', 'Prices'],
  ['split', 'Splits'],
  ['backfill', 'Past prices'],
  ['audit', 'Reading this log'],
] as const;

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

function AuditRow({ entry, onUser }: { entry: Entry; onUser: (id: string) => void }) {
  const { sequence, at, action, subject, actorId, address, before, after, hash } = entry;
  return (
    <li className="list-row audit-row" data-testid="audit-entry">
      <details>
        <summary>
          <span className="audit-sequence muted">{sequence}</span> <span className="list-title">{action}</span>{' '}
          <time className="muted" dateTime={at}>
            {fullInstant(at)}
          </time>
        </summary>
        <dl className="facts">
          <Fact label="By">
            {actorId ? (
              <button type="button" className="link" onClick={() => onUser(actorId)}>
                {actorId}
              </button>
            ) : (
              'nobody signed in'
            )}
          </Fact>
          <Fact label="To">{subject}</Fact>
          {address && <Fact label="From">{address}</Fact>}
          <Fact label="Hash">
            <code className="audit-hash">{hash}</code>
          </Fact>
        </dl>
        {before && <Json label="Before" text={before} />}
        {after && <Json label="After" text={after} />}
      </details>
    </li>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
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
