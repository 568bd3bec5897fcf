/** Says where prices that are shown are made up by the demo market: once for all of them, and only where it is so. */
import { simulatedOf } from '../live/figures.js';
import { useLive } from '../live/live.js';

/** Of the holdings looked at that have a price; undefined while nothing is known. */
export function useSimulated(): 'ALL' | 'SOME' | 'NONE' | undefined {
  return useLive(({ rows, figures }) => simulatedOf(figures.holdingIds.map((id) => rows.get(id)?.holding)));
}

export function SimulatedTag() {
  const simulated = useSimulated();
  if (simulated === undefined || simulated === 'NONE') return null;
  return <span className="tag">{simulated === 'ALL' ? 'simulated prices' : 'some simulated prices'}</span>;
}
