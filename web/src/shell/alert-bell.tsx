/** The bell in the header: how many alerts are unread, the newest of them, and word of each that fires while one looks. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { mutate } from '../api/mutate.js';
import { AlertFired, MarkAlertsReadMutation, UnreadAlertsQuery } from '../api/operations.js';
import { queries, useQuery } from '../api/query.js';
import type { FiringFieldsFragment } from '../gql/graphql.js';
import { Icon } from '../kit/icon.js';
import { Menu } from '../kit/menu.js';
import { toast } from '../kit/toast.js';
import { useAction } from '../kit/use-action.js';
import { useLiveContext } from '../live/live.js';
import { firingWords } from '../part/alert-measure.js';
import { When } from '../part/when.js';
import { subjectOf, useFiringWords } from './firing.js';
import { useScope } from './scope.js';

export function AlertBell() {
  const { data } = useQuery(UnreadAlertsQuery, {});
  useWordOfEach();
  const count = data?.unreadAlertCount ?? 0;
  const alerts = data?.alerts.nodes ?? [];
  return (
    <Menu
      label={count === 0 ? 'Alerts' : `Alerts, ${count} unread`}
      className="alert-bell"
      button={
        <>
          <Icon name="bell" />
          {count > 0 && <span className="count-pill bell-count">{count > 99 ? '99+' : count}</span>}
        </>
      }
    >
      {(close) => (
        <div className="bell-panel">
          {alerts.length === 0 && <p className="bell-none muted">Nothing has fired yet.</p>}
          {alerts.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            <section className="bell-list" aria-label="The newest" tabIndex={0}>
              <ul>
                {alerts.map((alert) => (
                  <BellAlert key={alert.id} alert={alert} />
                ))}
              </ul>
            </section>
          )}
          <div className="bell-foot">
            <Link href="/alerts" className="menu-item" onClick={close}>
              All alerts
            </Link>
            {count > 0 && <MarkAllRead onDone={close} />}
          </div>
        </div>
      )}
    </Menu>
  );
}

function useWordOfEach(): void {
  const { feed } = useLiveContext();
  const { portfolios } = useScope();
  const [, navigate] = useLocation();
  const told = useRef(new Set<string>());
  const tell = useEffectEvent((alert: FiringFieldsFragment) => {
    // After a reconnect the newest come again.
    if (told.current.has(alert.id)) return;
    told.current.add(alert.id);
    const { before, figure, after } = firingWords(alert, subjectOf(alert, portfolios));
    toast(`${alert.name}: ${before}${figure}${after}`, { action: { label: 'Inbox', run: () => navigate('/alerts') } });
    queries.revalidate();
  });
  useEffect(() => feed.watch(AlertFired, {}, ({ alertFired }) => tell(alertFired)), [feed]);
}

function BellAlert({ alert }: { alert: FiringFieldsFragment }) {
  const { before, figure, after } = useFiringWords(alert);
  return (
    <li className={alert.readAt ? 'bell-alert' : 'bell-alert unread'}>
      <p className="list-title">
        {!alert.readAt && <span className="sr-only">Unread: </span>}
        {alert.name}
      </p>
      <p>
        {before}
        <span className="nowrap">{figure}</span>
        {after}
      </p>
      <p className="sub">
        <When at={alert.firedAt} />
      </p>
    </li>
  );
}

function MarkAllRead({ onDone }: { onDone: () => void }) {
  const { run, isBusy } = useAction();
  const markAll = () =>
    run(async () => {
      await mutate(MarkAlertsReadMutation, { ids: null });
      onDone();
      return 'All alerts are read.';
    });
  return (
    <button type="button" className="menu-item" disabled={isBusy} onClick={markAll}>
      Mark all as read
    </button>
  );
}
