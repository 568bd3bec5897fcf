/** The line above every page: what is looked at, whether it is live, and who looks. */
import { useLocation } from 'wouter';
import { useService } from '../api/service.js';
import { type SessionUser, session } from '../api/session.js';
import { Icon, Logo } from '../kit/icon.js';
import { Menu } from '../kit/menu.js';
import { useConnection } from '../live/live.js';
import { AlertBell } from './alert-bell.js';
import { ScopeChoice } from './scope.js';
import { ThemeChoice } from './theme-choice.js';

export function Header({ user }: { user: SessionUser }) {
  const service = useService();
  return (
    <header className="header">
      <span className="header-logo">
        <Logo />
      </span>
      <ScopeChoice />
      {service?.isDemo && <span className="tag">Demo</span>}
      <span className="spacer" />
      <Connection />
      <AlertBell />
      <UserMenu user={user} />
    </header>
  );
}

const LABELS = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline' } as const;
const MEANINGS = {
  connecting: 'Waiting for the first figures.',
  live: 'Every price is shown the moment it arrives.',
  reconnecting: 'The connection was lost and is being restored. The figures are the last ones received.',
  offline: 'There is no connection. The figures are the last ones received; this heals by itself.',
} as const;

function Connection() {
  const state = useConnection();
  return (
    <span className={`connection ${state}`} role="status" aria-live="polite" title={MEANINGS[state]}>
      <span className="connection-dot" aria-hidden="true" />
      {LABELS[state]}
    </span>
  );
}

function UserMenu({ user }: { user: SessionUser }) {
  const [, navigate] = useLocation();
  const initials = user.name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <Menu
      label={`Account of ${user.name}`}
      className="user-menu"
      button={initials ? <span className="avatar" data-initials={initials} /> : <Icon name="user" />}
    >
      {() => (
        <>
          <p className="user-menu-who">
            <strong>{user.name}</strong>
            <span className="muted">{user.email}</span>
          </p>
          <ThemeChoice />
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              session.signOut();
              navigate('/sign-in');
            }}
          >
            <Icon name="leave" />
            Sign out
          </button>
        </>
      )}
    </Menu>
  );
}
