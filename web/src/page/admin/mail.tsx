/** Messages about sign-ins that wait to be sent, or were given up. Nothing is here while mail goes out as it should. */
import { useQuery } from '../../api/query.js';
import { fullInstant } from '../../format/format.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { OutgoingMailQuery } from './documents.js';

export function MailPart() {
  const pages = usePages('');
  const { data, failure, isFormer, reload } = useQuery(OutgoingMailQuery, { after: pages.after }, { everyMs: 30_000 });
  return (
    <Section title="Outgoing mail" id="mail-title">
      <div className="card" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={4} />)}
        {data?.outgoingMail.nodes.length === 0 && (
          <Empty title="No message waits">
            What could not be sent at once is tried again, and stands here until it went out or was given up.
          </Empty>
        )}
        <ul className="list">
          {data?.outgoingMail.nodes.map(({ id, subject, attempts, createdAt, dueAt, givenUpAt, lastError }) => (
            <li key={id} className="list-row" data-testid="outgoing-mail">
              <div>
                <p className="list-title">
                  {subject} {givenUpAt ? <span className="tag bad">Given up</span> : <span className="tag warn">Waits</span>}
                </p>
                <p className="sub">
                  <span>written {fullInstant(createdAt)}</span>
                  <span>{attempts === 1 ? 'tried once' : `tried ${attempts} times`}</span>
                  <span>{givenUpAt ? `given up ${fullInstant(givenUpAt)}` : `next ${fullInstant(dueAt)}`}</span>
                </p>
                {lastError && <p className="muted small wrap">{lastError}</p>}
              </div>
            </li>
          ))}
        </ul>
      </div>
      {data && <Pager pages={pages} info={data.outgoingMail.pageInfo} isBusy={isFormer} />}
    </Section>
  );
}
