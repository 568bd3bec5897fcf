/**
 * What opens the drawer, around the page. The drawer is loaded with the first figure that is asked about, or when the page has been
 * live for a moment, so that a figure says why without a connection, too.
 */
import { Component, lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { toast } from '../kit/toast.js';
import { useConnection } from '../live/live.js';
import { WhyContext, type WhyTarget } from './why.js';

const load = () => import('./drawer.js');
const WhyDrawer = lazy(() => load().then(({ WhyDrawer }) => ({ default: WhyDrawer })));
const LOAD_AFTER_MS = 3_000;

/** A drawer that cannot be shown takes nothing of the page with it. */
class Guard extends Component<{ readonly onFail: () => void; readonly children: React.ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    toast('This could not be explained now. Load the page again once there is a connection.', { isError: true });
    this.props.onFail();
  }

  override render(): React.ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}

export function WhyProvider({ children }: { children: React.ReactNode }) {
  const [path, setPath] = useState<readonly WhyTarget[]>([]);
  const open = useCallback((target: WhyTarget) => setPath((former) => [...former, target]), []);
  const [location] = useLocation();
  const isLive = useConnection() === 'live';
  useEffect(() => {
    if (!isLive) return;
    // Where this fails it is loaded, and said, when it is asked for.
    const timer = setTimeout(() => load().catch(() => undefined), LOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isLive]);
  // An explanation may lead on to another page, and stays behind then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever page it is.
  useEffect(() => setPath([]), [location]);
  const [target, before] = useMemo(() => [path.at(-1) ?? null, path.length - 1], [path]);
  return (
    <WhyContext value={open}>
      {children}
      {target && (
        <Guard onFail={() => setPath([])}>
          <Suspense fallback={null}>
            <WhyDrawer
              target={target}
              onClose={() => setPath([])}
              onBack={before > 0 ? () => setPath((former) => former.slice(0, -1)) : null}
            />
          </Suspense>
        </Guard>
      )}
    </WhyContext>
  );
}
