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

interface Spoke {
  readonly phase: number;
  lastMs: number;
  isMarked: boolean;
}

export class Wheel<T> {
  private readonly spokes = new Map<T, Spoke>();
  private readonly phases: readonly Set<T>[] = Array.from({ length: PHASES }, () => new Set<T>());
  /** Those whose turn has come. */
  private readonly due = new Set<T>();
  private nextPhase = 0;
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

  mark(item: T): void {
    const nowMs = this.tools.nowMs();
    const spoke = this.spokeOf(item);
    if (spoke.isMarked) return;
    spoke.isMarked = true;
    if (nowMs - this.budgetMs >= BUDGET_MS) {
      this.budget = BUDGET;
      this.budgetMs = nowMs;
    }
    if (this.budget > 0 && nowMs - spoke.lastMs >= this.tools.windowMs()) {
      this.budget -= 1;
      this.due.add(item);
    } else {
      this.phases[spoke.phase]?.add(item);
    }
  }

  /** Nothing of it is due any more. */
  forget(item: T): void {
    const spoke = this.spokes.get(item);
    if (!spoke) return;
    this.spokes.delete(item);
    this.phases[spoke.phase]?.delete(item);
    this.due.delete(item);
  }

  /** Takes the turns that are due, for as long as a slice; returns in how many milliseconds to come again, null when nothing waits. */
  run(): number | null {
    const startMs = this.tools.nowMs();
    this.advance(startMs);
    for (const item of this.due) {
      this.due.delete(item);
      const spoke = this.spokeOf(item);
      spoke.isMarked = false;
      spoke.lastMs = startMs;
      this.tools.turn(item);
      if (this.due.size > 0 && this.tools.nowMs() - startMs >= SLICE_MS) return 0;
    }
    return this.untilNext();
  }

  get size(): number {
    return this.spokes.size;
  }

  private spokeOf(item: T): Spoke {
    let spoke = this.spokes.get(item);
    if (!spoke) {
      spoke = { phase: this.nextPhase, lastMs: Number.NEGATIVE_INFINITY, isMarked: false };
      this.nextPhase = (this.nextPhase + 1) % PHASES;
      this.spokes.set(item, spoke);
    }
    return spoke;
  }

  /** Late turns come at once, one revolution at most: there is never a backlog of turns. */
  private advance(nowMs: number): void {
    const stepMs = this.tools.windowMs() / PHASES;
    const steps = Math.floor((nowMs - this.positionMs) / stepMs);
    if (steps <= 0) return;
    for (let step = 0; step < Math.min(steps, PHASES); step += 1) {
      this.position = (this.position + 1) % PHASES;
      const phase = this.phases[this.position] as Set<T>;
      for (const item of phase) this.due.add(item);
      phase.clear();
    }
    this.positionMs = steps > PHASES ? nowMs : this.positionMs + steps * stepMs;
  }

  private untilNext(): number | null {
    if (this.due.size > 0) return 0;
    const nowMs = this.tools.nowMs();
    const stepMs = this.tools.windowMs() / PHASES;
    for (let step = 1; step <= PHASES; step += 1) {
      const phase = this.phases[(this.position + step) % PHASES] as Set<T>;
      if (phase.size > 0) return Math.max(0, this.positionMs + step * stepMs - nowMs);
    }
    return null;
  }
}
