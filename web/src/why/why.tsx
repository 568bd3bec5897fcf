/**
 * "Why this number?": a figure is a button that opens what it was made of. One drawer serves the page; from what it shows, the
 * reader can go on to what that was made of, and back.
 */
import { createContext, lazy, Suspense, useCallback, useContext, useMemo, useState } from 'react';
import type { Range } from '../part/range.js';

/** Which figure of a holding. */
export type HoldingFigure = 'price' | 'value' | 'dayChange' | 'unrealisedGain' | 'costBasis';

/** A figure that can be explained. */
export type WhyTarget =
  | { readonly kind: 'TOTAL' }
  | { readonly kind: 'DAY_CHANGE' }
  | { readonly kind: 'GAIN' }
  | { readonly kind: 'HOLDING'; readonly holdingId: string; readonly figure: HoldingFigure }
  | { readonly kind: 'CASH'; readonly accountId: string; readonly currency: string }
  | { readonly kind: 'PRICE'; readonly instrumentId: string }
  | { readonly kind: 'RETURN'; readonly name: 'simpleReturn' | 'twr' | 'irr'; readonly range: Range; readonly instrumentId?: string }
  | { readonly kind: 'INCOME' };

const WhyContext = createContext<(target: WhyTarget) => void>(() => undefined);
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

export function useWhy(): (target: WhyTarget) => void {
  return useContext(WhyContext);
}

/** Around a figure. It looks like the figure until it is pointed at. */
export function WhyButton({ of, children, className }: { of: WhyTarget; children: React.ReactNode; className?: string }) {
  const open = useWhy();
  return (
    <button type="button" className={className ? `why ${className}` : 'why'} title="Why this number?" onClick={() => open(of)}>
      {children}
      <span className="sr-only">: why this number?</span>
    </button>
  );
}
