/** The prices of the last days by instrument, for the small lines; and the live price as their end. */

export type Trends = ReadonlyMap<string, readonly number[]>;

/** What the line rose or fell by, as a fraction; null for a line of one point. */
export function changeOf(prices: readonly number[] | undefined): number | null {
  const [first, last] = [prices?.[0], prices?.at(-1)];
  return first === undefined || last === undefined || first <= 0 || (prices?.length ?? 0) < 2 ? null : last / first - 1;
}
