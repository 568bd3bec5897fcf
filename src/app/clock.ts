/** The clock of production: the machine's until a database is open, and then that of all who share the database. Tests pass their own to the parts. */
import type { SharedClock } from '../storage/shared-clock.js';

let clock: Pick<SharedClock, 'now'> = { now: () => new Date() };

export const now = () => clock.now();

export function goBy(shared: SharedClock): void {
  clock = shared;
}
