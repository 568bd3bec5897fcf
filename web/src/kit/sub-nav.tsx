/** The parts of a page that have addresses of their own: at the side on a wide screen, in a line that scrolls on a phone. */
import { Link, useLocation } from 'wouter';

interface SubNavProps {
  readonly label: string;
  readonly parts: readonly { readonly path: string; readonly name: string }[];
  readonly children: React.ReactNode;
}

export function SubNav({ label, parts, children }: SubNavProps) {
  const [location] = useLocation();
  return (
    <div className="parts">
      <nav className="sub-nav" aria-label={label}>
        <ul>
          {parts.map(({ path, name }) => (
            <li key={path}>
              <Link href={path} aria-current={location === path || location.startsWith(`${path}/`) ? 'page' : undefined}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="parts-main">{children}</div>
    </div>
  );
}
