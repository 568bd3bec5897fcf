/** Settings whose names are mistaken: nobody would miss them, and the server would run without, on an empty database of its own for example. */
import leven from 'leven';

/** Of longer names two letters may be wrong; short ones are too like those of other programs. */
const LONG = 12;
const SHORT = 8;

export function misspeltFaults(given: Readonly<Record<string, string>>, known: ReadonlySet<string>): string[] {
  // What is given as well is not what was meant.
  const missing = [...known].filter((name) => given[name] === undefined && name.length >= SHORT);
  return Object.keys(given).flatMap((name) => {
    if (known.has(name)) return [];
    const meant = missing.find((each) => leven(name, each) <= (each.length >= LONG ? 2 : 1));
    return meant ? [`${name}: there is no such setting; ${meant} is one. Mend the name, or take it out of the environment.`] : [];
  });
}
