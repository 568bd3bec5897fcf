/** What one sets once and then forgets, in parts with addresses of their own. */
import { Redirect, Route, Switch } from 'wouter';
import { PageFrame } from '../../kit/page-frame.js';
import { SubNav } from '../../kit/sub-nav.js';
import { DataSettings } from './data.js';
import { NotificationSettings } from './notifications.js';
import { PortfolioSettings } from './portfolios.js';
import { ProfileSettings } from './profile.js';
import { SecuritySettings } from './security.js';
import { TokenSettings } from './tokens.js';
import '../../style/settings.css';

const PARTS = [
  { path: '/settings/profile', name: 'Profile', component: ProfileSettings },
  { path: '/settings/portfolios', name: 'Portfolios and accounts', component: PortfolioSettings },
  { path: '/settings/security', name: 'Security', component: SecuritySettings },
  { path: '/settings/notifications', name: 'Notifications', component: NotificationSettings },
  { path: '/settings/tokens', name: 'API tokens', component: TokenSettings },
  { path: '/settings/data', name: 'Your data', component: DataSettings },
] as const;

export function SettingsPage() {
  return (
    <PageFrame title="Settings">
      <SubNav label="Settings" parts={PARTS}>
        <Switch>
          {PARTS.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Redirect to="/settings/profile" replace />
        </Switch>
      </SubNav>
    </PageFrame>
  );
}
