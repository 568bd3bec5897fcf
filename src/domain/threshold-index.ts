/**
 * Things that wait for a figure to reach a level, sorted so that the next one to be reached stands last: a figure that reaches
 * nothing costs two comparisons, however many wait, and each thing reached costs one step more.
 */

export interface Waiting {
  readonly id: string;
  /** The level as the nearest float; whoever takes it out compares exactly. */
  level: number;
}

/** Two floats this close may stand for decimals in either order. */
const TOLERANCE = 4 * Number.EPSILON;

export class ThresholdIndex<T extends Waiting> {
  /** Reached from below: the highest level first. */
  private readonly rising: T[] = [];
  /** Reached from above: the lowest level first. */
  private readonly falling: T[] = [];

  get size(): number {
    return this.rising.length + this.falling.length;
  }

  add(waiting: T, isRising: boolean): void {
    const list = isRising ? this.rising : this.falling;
    list.splice(placeOf(list, waiting.level, isRising), 0, waiting);
  }

  /** As `add` of each, sorted once. */
  addAll(waiting: readonly { readonly item: T; readonly isRising: boolean }[]): void {
    for (const { item, isRising } of waiting) (isRising ? this.rising : this.falling).push(item);
    this.rising.sort((a, b) => b.level - a.level);
    this.falling.sort((a, b) => a.level - b.level);
  }

  /** Whether it was there, at the level it has. */
  remove(waiting: T): boolean {
    return removeFrom(this.rising, waiting, true) || removeFrom(this.falling, waiting, false);
  }

  /** Takes out whatever the figure reaches, and what lies so close that only exact figures can tell. */
  take(figure: number): T[] {
    const taken: T[] = [];
    const tolerance = Math.abs(figure) * TOLERANCE;
    for (let next = this.rising.at(-1); next && next.level <= figure + tolerance; next = this.rising.at(-1)) {
      taken.push(next);
      this.rising.pop();
    }
    for (let next = this.falling.at(-1); next && next.level >= figure - tolerance; next = this.falling.at(-1)) {
      taken.push(next);
      this.falling.pop();
    }
    return taken;
  }

  /** Whether no figure within these bounds would take anything out. */
  isQuiet({ low, high }: { readonly low: number; readonly high: number }): boolean {
    const [rising, falling] = [this.rising.at(-1), this.falling.at(-1)];
    const tolerance = Math.max(Math.abs(low), Math.abs(high)) * TOLERANCE;
    return (!rising || rising.level > high + tolerance) && (!falling || falling.level < low - tolerance);
  }

  /** Takes out everything. */
  takeAll(): T[] {
    return [...this.rising.splice(0), ...this.falling.splice(0)];
  }
}

/** The first index whose level does not come before this one. */
function placeOf(list: readonly Waiting[], level: number, isRising: boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = (list[middle] as Waiting).level;
    if (isRising ? other > level : other < level) low = middle + 1;
    else high = middle;
  }
  return low;
}

function removeFrom<T extends Waiting>(list: T[], { id, level }: T, isRising: boolean): boolean {
  for (let index = placeOf(list, level, isRising); list[index]?.level === level; index += 1) {
    if (list[index]?.id !== id) continue;
    list.splice(index, 1);
    return true;
  }
  return false;
}
