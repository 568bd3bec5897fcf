/** What has fired, newest first; what is new stands out until it was read. */
import { useState } from 'react';
import { Link } from 'wouter';
import { asFailure, mutate } from '../../api/mutate.js';
import { MarkAlertsReadMutation } from '../../api/operations.js';
import { useQuery } from '../../api/query.js';
import type { AlertFieldsFragment } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { Segments } from '../../kit/segments.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { When } from '../../part/when.js';
import { AlertsQuery } from './documents.js';
import { FiringText } from './firing.js';

type Show = 'ALL' | 'UNREAD';
const SHOWN: readonly { readonly key: Show; readonly label: string }[] = [
  { key: 'ALL', label: 'All' },
  { key: 'UNREAD', label: 'Unread' },
];

export function Inbox() {
  const [show, setShow] = useState<Show>('ALL');
  const pages = usePages(show);
  const { data, failure, isFormer, reload } = useQuery(AlertsQuery, {
    first: 30,
    after: pages.after,
    isUnread: show === 'UNREAD' ? true : null,
  });
  const alerts = data?.alerts.nodes ?? [];
  const markRead = (ids: string[] | null) =>
    void mutate(MarkAlertsReadMutation, { ids }).catch((cause) => toast(asFailure(cause).message, { isError: true }));
  return (
    <Section
      title="Inbox"
      id="inbox-title"
      actions={
        <>
          <Segments label="Which" options={SHOWN} chosen={show} onChoose={setShow} />
          {alerts.some(({ readAt }) => !readAt) && (
            <button type="button" className="link inbox-all" onClick={() => markRead(null)}>
              Mark all as read
            </button>
          )}
        </>
      }
    >
      <div className="card" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={5} />)}
        {data && alerts.length === 0 && (
          <Empty
            title={show === 'UNREAD' ? 'Everything is read' : 'Nothing has fired yet'}
            action={
              show === 'ALL' && (
                <Link href="/alerts/rules" className="button">
                  Look at the rules
                </Link>
              )
            }
          >
            {show === 'ALL' && 'A rule tells you when a price, a value or a gain reaches a figure you set. What it says comes here.'}
          </Empty>
        )}
        <ul className="list">
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} onRead={() => markRead([alert.id])} />
          ))}
        </ul>
      </div>
      {data && <Pager pages={pages} info={data.alerts.pageInfo} isBusy={isFormer} />}
    </Section>
  );
}

function AlertRow({ alert, onRead }: { alert: AlertFieldsFragment; onRead: () => void }) {
  const failed = alert.deliveries.filter(({ status }) => status === 'FAILED');
  return (
    <li className={alert.readAt ? 'list-row alert-row' : 'list-row alert-row unread'} data-testid="alert">
      <div>
        <p className="list-title">
          {!alert.readAt && <span className="sr-only">Unread: </span>}
          {alert.name}
        </p>
        <FiringText alert={alert} />
        <p className="sub">
          <When at={alert.firedAt} />
          {alert.deliveries.map(({ id, channel, status }) => (
            <span key={id}>
              {channel === 'EMAIL' ? 'E-mail' : 'Webhook'} {WORDS[status]}
            </span>
          ))}
        </p>
        {failed.map(({ id, channel, lastError }) => (
          <p key={id} className="warn-text alert-failed">
            {channel === 'EMAIL' ? 'The e-mail' : 'The webhook'} was given up: {lastError ?? 'no reason was told'}.
          </p>
        ))}
      </div>
      <div className="row-actions">
        <Link href={`/alerts/rules/${alert.ruleId}`} className="link">
          Rule<span className="sr-only"> {alert.name}</span>
        </Link>
        {!alert.readAt && (
          <button type="button" className="link" onClick={onRead}>
            Mark as read<span className="sr-only"> {alert.name}</span>
          </button>
        )}
      </div>
    </li>
  );
}

const WORDS = { PENDING: 'on its way', DELIVERED: 'delivered', FAILED: 'failed' } as const;
