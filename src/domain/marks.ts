/**
 * Which holdings are to be valued again: a bit for each, those of all portfolios in one array, so that a price marks thousands of
 * holders in microseconds. A place is the number of a bit. Invariant: a place belongs to one owner from `take` to `give`.
 */
const BITS = 32;

export class Marks<Owner> {
  private words = new Uint32Array(1024);
  private readonly owners: (Owner | null)[] = [];
  /** First words of ranges that were given back, by their length. */
  private readonly free = new Map<number, number[]>();

  /** Places for so many rows, one after another; returns the first. */
  take(owner: Owner, rows: number): number {
    const length = wordsOf(rows);
    const first = this.free.get(length)?.pop() ?? this.owners.length;
    for (let word = first; word < first + length; word += 1) this.owners[word] = owner;
    if (this.owners.length > this.words.length) {
      const larger = new Uint32Array(Math.max(this.owners.length, this.words.length * 2));
      larger.set(this.words);
      this.words = larger;
    }
    this.clear(first * BITS, rows);
    return first * BITS;
  }

  give(first: number, rows: number): void {
    const [word, length] = [first / BITS, wordsOf(rows)];
    this.clear(first, rows);
    this.owners.fill(null, word, word + length);
    const known = this.free.get(length);
    if (known) known.push(word);
    else this.free.set(length, [word]);
  }

  /** Marks all of them; tells of owners that had nothing marked in that word. */
  mark(places: Places, onFirst: (owner: Owner) => void): void {
    const { words } = this;
    const { list, count } = places;
    for (let index = 0; index < count; index += 1) {
      const place = list[index] as number;
      const word = place >>> 5;
      const before = words[word] as number;
      words[word] = before | (1 << (place & 31));
      if (before === 0) onFirst(this.owners[word] as Owner);
    }
  }

  markOne(place: number): void {
    this.words[place >>> 5] = (this.words[place >>> 5] as number) | (1 << (place & 31));
  }

  /** Rows that are marked, in order. Most turns find one among twenty, so the bits are walked and not the rows. */
  marked(first: number, rows: number): number[] {
    const found: number[] = [];
    const from = first >>> 5;
    for (let word = 0; word < wordsOf(rows); word += 1) {
      for (let bits = this.words[from + word] as number; bits !== 0; bits &= bits - 1)
        found.push(word * BITS + 31 - Math.clz32(bits & -bits));
    }
    // It is kept until the next turn: without the room a growing array has.
    return found.slice();
  }

  clear(first: number, rows: number): void {
    this.words.fill(0, first >>> 5, (first >>> 5) + wordsOf(rows));
  }
}

/** Who holds an instrument: places in no particular order. */
export class Places {
  list = new Uint32Array(4);
  count = 0;

  add(place: number): void {
    if (this.count === this.list.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.list);
      this.list = larger;
    }
    this.list[this.count] = place;
    this.count += 1;
  }

  remove(place: number): void {
    const index = this.list.subarray(0, this.count).indexOf(place);
    if (index < 0) return;
    this.count -= 1;
    this.list[index] = this.list[this.count] as number;
  }
}

function wordsOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / BITS));
}
