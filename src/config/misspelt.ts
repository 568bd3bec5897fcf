/** Settings whose names are mistaken: nobody would miss them, and the server would run without, on an empty database of its own for example. */

/** Of longer names two letters may be wrong; short ones are too like those of other programs. */
const LONG = 12;
const SHORT = 8;

export function misspeltFaults(given: Readonly<Record<string, string>>, known: ReadonlySet<string>): string[] {
  // What is given as well is not what was meant.
  const missing = [...known].filter((name) => given[name] === undefined && name.length >= SHORT);
  return Object.keys(given).flatMap((name) => {
    if (known.has(name)) return [];
    const meant = missing.find((each) => distance(name, each) <= (each.length >= LONG ? 2 : 1));
    return meant ? [`${name}: there is no such setting; ${meant} is one. Mend the name, or take it out of the environment.`] : [];
  });
}

/** How many letters are to be added, taken away or exchanged (Levenshtein). */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, second] of [...other].entries()) {
      const exchanged = (above[column] as number) + (letter === second ? 0 : 1);
      line.push(Math.min(exchanged, (above[column + 1] as number) + 1, (line[column] as number) + 1));
    }
    above = line;
  }
  return above[other.length] as number;
}
