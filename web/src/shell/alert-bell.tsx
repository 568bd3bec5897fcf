/** The bell in the header: how many alerts are unread, the newest of them, and word of each that fires while one looks. */
import { useEffect } from 'react';
import { Link } from 'wouter';
import { queries, useQuery } from '../api/query.js';
import { fullInstant } from '../format/format.js';
import { Menu } from '../kit/menu.js';
import { toast } from '../kit/toast.js';
import { useLiveContext } from '../live/live.js';
import { AlertFired, UnreadAlertsQuery } from '../page/alerts/documents.js';
import { Icon } from '../part/icon.js';

export function AlertBell() {
  const { feed } = useLiveContext();
  const { data } = useQuery(UnreadAlertsQuery, {});
  useEffect(
    () =>
      feed.watch(AlertFired, {}, ({ alertFired }) => {
        toast(`${alertFired.name}: ${alertFired.message}`);
        queries.revalidate();
      }),
    [feed],
  );
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
          <ul>
            {alerts.map(({ id, name, message, firedAt, readAt }) => (
              <li key={id} className={readAt ? 'bell-alert' : 'bell-alert unread'}>
                <p className="list-title">{name}</p>
                <p>{message}</p>
                <p className="sub">{fullInstant(firedAt)}</p>
              </li>
            ))}
          </ul>
          <Link href="/alerts" className="menu-item bell-all" onClick={close}>
            All alerts
          </Link>
        </div>
      )}
    </Menu>
  );
}
