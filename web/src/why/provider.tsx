/** What opens the drawer, around the page. The drawer is loaded with the first figure that is asked about. */
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { WhyContext, type WhyTarget } from './why.js';

const WhyDrawer = lazy(() => import('./drawer.js').then(({ WhyDrawer }) => ({ default: WhyDrawer })));

export function WhyProvider({ children }: { children: React.ReactNode }) {
  const [path, setPath] = useState<readonly WhyTarget[]>([]);
  const open = useCallback((target: WhyTarget) => setPath((former) => [...former, target]), []);
  const [target, before] = useMemo(() => [path.at(-1) ?? null, path.length - 1], [path]);
  return (
    <WhyContext value={open}>
      {children}
      {target && (
        <Suspense fallback={null}>
          <WhyDrawer
            target={target}
            onClose={() => setPath([])}
            onBack={before > 0 ? () => setPath((former) => former.slice(0, -1)) : null}
          />
        </Suspense>
      )}
    </WhyContext>
  );
}
