/** The inbox of what has fired, and the rules by which it does. */
import { Route, Switch, useLocation } from 'wouter';
import { PageFrame } from '../../kit/page-frame.js';
import { Segments } from '../../kit/segments.js';
import { Inbox } from './inbox.js';
import { Rules } from './rules.js';
import '../../style/settings.css';
import '../../style/alerts.css';

const VIEWS = [
  { key: '/alerts', label: 'Inbox' },
  { key: '/alerts/rules', label: 'Rules' },
] as const;
type View = (typeof VIEWS)[number]['key'];

export function AlertsPage() {
  const [location, navigate] = useLocation();
  const view: View = location.startsWith('/alerts/rules') ? '/alerts/rules' : '/alerts';
  return (
    <PageFrame title="Alerts" actions={<Segments label="Show" options={VIEWS} chosen={view} onChoose={(path) => navigate(path)} />}>
      <Switch>
        <Route path="/alerts/rules/*?" component={Rules} />
        <Route component={Inbox} />
      </Switch>
    </PageFrame>
  );
}
