/** The ways between the pages: at the side on a wide screen, at the bottom on a phone, with what has no room there behind More. */
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useService } from '../api/service.js';
import { Dialog } from '../kit/dialog.js';
import { Icon, Logo } from '../kit/icon.js';
import type { PageEntry } from './pages.js';

interface NavigationProps {
  readonly pages: readonly PageEntry[];
}

export function Sidebar({ pages }: NavigationProps) {
  const service = useService();
  return (
    <aside className="sidebar" aria-label="Tidemark">
      <Link href="/" className="sidebar-logo" aria-label="Tidemark, overview">
        <Logo />
      </Link>
      <nav aria-label="Pages">
        <PageLinks pages={pages} />
      </nav>
      <div className="sidebar-foot">
        {service?.hasPlayground && (
          <a className="nav-link nav-link-quiet" href="/playground">
            <Icon name="code" />
            <span>API playground</span>
          </a>
        )}
        <p className="sidebar-small">
          Tidemark {service?.version}
          <br />
          Charts by <a href="https://www.tradingview.com/">TradingView</a>
        </p>
      </div>
    </aside>
  );
}

export function BottomBar({ pages }: NavigationProps) {
  const [isOpen, setOpen] = useState(false);
  const more = pages.filter(({ isMain, isHidden }) => !isMain && !isHidden);
  return (
    <nav className="bottom-bar" aria-label="Main pages">
      <PageLinks pages={pages.filter(({ isMain }) => isMain)} />
      {more.length > 0 && (
        <button type="button" className="nav-link" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Icon name="more" />
          <span>More</span>
        </button>
      )}
      {isOpen && (
        <Dialog title="More" form="DRAWER" onClose={() => setOpen(false)}>
          <nav className="more-links" aria-label="More pages">
            <PageLinks pages={more} onFollow={() => setOpen(false)} />
          </nav>
        </Dialog>
      )}
    </nav>
  );
}

function PageLinks({ pages, onFollow }: NavigationProps & { onFollow?: () => void }) {
  const [location] = useLocation();
  return (
    <ul>
      {pages
        .filter(({ isHidden }) => !isHidden)
        .map(({ path, name, icon }) => (
          <li key={path}>
            <Link href={path} className="nav-link" aria-current={isWithin(location, path) ? 'page' : undefined} onClick={onFollow}>
              <Icon name={icon} />
              <span>{name}</span>
            </Link>
          </li>
        ))}
    </ul>
  );
}

function isWithin(location: string, path: string): boolean {
  return location === path || (path !== '/' && location.startsWith(`${path}/`));
}
