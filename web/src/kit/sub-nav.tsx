/** The parts of a page that have addresses of their own: at the side on a wide screen, in a line that scrolls on a phone. */
import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';

interface SubNavProps {
  readonly label: string;
  readonly parts: readonly { readonly path: string; readonly name: string }[];
  readonly children: React.ReactNode;
}

export function SubNav({ label, parts, children }: SubNavProps) {
  const [location] = useLocation();
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address, another part to be seen.
  useEffect(() => {
    // Sideways alone: the page must not jump.
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (current) nav.current?.scrollTo({ left: current.offsetLeft - nav.current.clientWidth / 3 });
  }, [location]);
  return (
    <div className="parts">
      <nav ref={nav} className="sub-nav" aria-label={label}>
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
