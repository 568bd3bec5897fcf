/** Keeps a process with many dashboards from growing far beyond what they take. */
import { setFlagsFromString } from 'node:v8';

/** With fewer the heap is small, and collecting it often would cost the first reads of a young process a third of their time. */
const DASHBOARDS_MIN = 100;
/** How much the heap may grow over what is alive before it is collected. */
const PERCENT = 30;

let isSlow = false;

/**
 * From some dashboards on, and from then for good. By itself the engine lets the heap grow to a multiple in a burst, such as a morning on
 * which everybody opens one, and the room stays with the process.
 */
export function slowHeapGrowth(dashboards: number): void {
  if (isSlow || dashboards < DASHBOARDS_MIN) return;
  isSlow = true;
  setFlagsFromString(`--heap-growing-percent=${PERCENT}`);
}
