/**
 * When whose turn is. Everything marked has its turn within one window: the first change after a quiet window at once, as far
 * as the budget goes, the rest spread over the window, so that a refresh of everything is no volley. Invariant: what is marked
 * waits at most once, so the backlog is bounded by what there is to mark, never by how often it was. The clock is passed in.
 */

const PHASES = 25;
/** Turns at once, in each stretch of `BUDGET_MS`, for those whose window was quiet. */
const BUDGET = 200;
const BUDGET_MS = 10;
/** After this long without a pause others have their turn on the event loop. */
const SLICE_MS = 5;

/** What the wheel keeps of whatever has turns, in the thing itself: there are too many turns to look it up for each. */
export interface Spoke {
  readonly phase: number;
  lastMs: number;
  isMarked: boolean;
}

export class Wheel<T extends Spoke> {
  /** Marked, and waiting for their phase; those forgotten meanwhile are not marked any more. */
  private readonly phases: T[][] = Array.from({ length: PHASES }, () => []);
  /** Those whose turn has come, from `nextDue` on. */
  private due: T[] = [];
  private nextDue = 0;
  private nextPhase = 0;
  /** That may have turns. */
  size = 0;
  private position = 0;
  private positionMs: number;
  private budget = BUDGET;
  private budgetMs: number;

  constructor(
    private readonly tools: {
      readonly nowMs: () => number;
      /** May change from turn to turn: a longer one merges more changes. */
      readonly windowMs: () => number;
      readonly turn: (item: T) => void;
    },
  ) {
    this.positionMs = tools.nowMs();
    this.budgetMs = this.positionMs;
  }

  mark(items: readonly T[]): void {
    const nowMs = this.tools.nowMs();
    const windowMs = this.tools.windowMs();
    if (nowMs - this.budgetMs >= BUDGET_MS) {
      this.budget = BUDGET;
      this.budgetMs = nowMs;
    }
    for (const spoke of items) {
      if (spoke.isMarked) continue;
      spoke.isMarked = true;
      if (this.budget > 0 && nowMs - spoke.lastMs >= windowMs) {
        this.budget -= 1;
        this.due.push(spoke);
      } else {
        this.phases[spoke.phase]?.push(spoke);
      }
    }
  }

  /** Of one more, which begins as after a long quiet. */
  spoke(): Spoke {
    const phase = this.nextPhase;
    this.nextPhase = (phase + 1) % PHASES;
    this.size += 1;
    return { phase, lastMs: Number.NEGATIVE_INFINITY, isMarked: false };
  }

  /** Nothing of it is due any more. */
  forget(item: T): void {
    this.size -= 1;
    item.isMarked = false;
  }

  /** Takes the turns that are due, for as long as a slice; returns in how many milliseconds to come again, null when nothing waits. */
  run(): number | null {
    const startMs = this.tools.nowMs();
    this.advance(startMs);
    while (this.nextDue < this.due.length) {
      const spoke = this.due[this.nextDue] as T;
      this.nextDue += 1;
      if (!spoke.isMarked) continue;
      spoke.isMarked = false;
      spoke.lastMs = startMs;
      this.tools.turn(spoke);
      if (this.tools.nowMs() - startMs >= SLICE_MS) break;
    }
    if (this.nextDue < this.due.length) return 0;
    this.due = [];
    this.nextDue = 0;
    return this.untilNext();
  }

  /** Late turns come at once, one revolution at most: there is never a backlog of turns. */
  private advance(nowMs: number): void {
    const stepMs = this.tools.windowMs() / PHASES;
    const steps = Math.floor((nowMs - this.positionMs) / stepMs);
    if (steps <= 0) return;
    for (let step = 0; step < Math.min(steps, PHASES); step += 1) {
      this.position = (this.position + 1) % PHASES;
      const phase = this.phases[this.position] as T[];
      if (phase.length === 0) continue;
      for (const spoke of phase) this.due.push(spoke);
      this.phases[this.position] = [];
    }
    this.positionMs = steps > PHASES ? nowMs : this.positionMs + steps * stepMs;
  }

  private untilNext(): number | null {
    const nowMs = this.tools.nowMs();
    const stepMs = this.tools.windowMs() / PHASES;
    for (let step = 1; step <= PHASES; step += 1) {
      if (this.phases[(this.position + step) % PHASES]?.length) return Math.max(0, this.positionMs + step * stepMs - nowMs);
    }
    return null;
  }
}
