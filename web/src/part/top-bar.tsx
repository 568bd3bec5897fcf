/** The bar on every signed-in page: where we are, whether it is live, and the way out. */
import { useService } from '../api/service.js';
import type { SessionUser } from '../api/session.js';
import { session } from '../api/session.js';
import { useConnection } from '../live/live.js';
import { Icon, Logo } from './icon.js';
import { ThemeToggle } from './theme-toggle.js';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface TopBarProps {
  readonly user: SessionUser;
  readonly isDemo: boolean;
  readonly portfolios: readonly Choice[];
  readonly chosen: string | null;
  readonly onChoose: (portfolioId: string) => void;
  readonly connection: React.ReactNode;
}

export function TopBar({ user, isDemo, portfolios, chosen, onChoose, connection }: TopBarProps) {
  const service = useService();
  return (
    <header className="top-bar">
      <div className="top-bar-inner">
        <Logo />
        {isDemo && <span className="tag">Demo</span>}
        {portfolios.length > 1 && (
          <select
            className="portfolio-choice"
            aria-label="Portfolio"
            value={chosen ?? ''}
            onChange={(event) => onChoose(event.target.value)}
          >
            {portfolios.map((portfolio) => (
              <option key={portfolio.id} value={portfolio.id}>
                {portfolio.name}
              </option>
            ))}
          </select>
        )}
        <span className="spacer" />
        {connection}
        <nav className="top-bar-actions" aria-label="Main">
          {service?.hasPlayground && (
            <a className="icon-button" href="/playground" aria-label="API playground" title="API playground">
              <Icon name="code" />
            </a>
          )}
          <ThemeToggle />
          <button type="button" className="quiet-button" onClick={() => session.signOut()} title={`Signed in as ${user.email}`}>
            <Icon name="leave" />
            <span>Sign out</span>
          </button>
        </nav>
      </div>
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

export function Connection() {
  const state = useConnection();
  return (
    <span className={`connection ${state}`} role="status" aria-live="polite" title={MEANINGS[state]}>
      <span className="connection-dot" aria-hidden="true" />
      {LABELS[state]}
    </span>
  );
}
