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
    const meant = missing.find((each) => isMistyped(name, each));
    return meant ? [`${name}: there is no such setting; ${meant} is one. Mend the name, or take it out of the environment.`] : [];
  });
}

function isMistyped(name: string, meant: string): boolean {
  return leven(name, meant) <= (meant.length >= LONG ? 2 : 1) || isSwapped(name, meant);
}

/** Whether two neighbouring letters are the only difference, which counts as two. */
function isSwapped(name: string, meant: string): boolean {
  const at = [...meant].findIndex((letter, index) => letter !== name[index]);
  return name === `${meant.slice(0, at)}${meant[at + 1]}${meant[at]}${meant.slice(at + 2)}`;
}
