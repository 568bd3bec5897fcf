/** Waits for a condition instead of for a time. */

/** Long enough for a machine with all its cores busy: only what never comes takes as long. */
export const WITHIN_MS = 60_000;
const LOOK_MS = 10;

/** Asks again and again until what comes back meets the condition, and returns it. */
export async function until<T>(ask: () => Promise<T> | T, condition: (value: T) => boolean, withinMs = WITHIN_MS): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (condition(value)) return value;
    if (performance.now() > endMs) throw new Error(`Within ${withinMs} ms nothing met ${condition}. The last: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Asks again and again until something comes back. */
export async function eventuallyGet<T>(ask: () => Promise<T | null | undefined>, withinMs = WITHIN_MS): Promise<T> {
  return (await until(ask, (value) => value !== null && value !== undefined, withinMs)) as T;
}

/** Looks again and again until it is so. */
export async function eventually(isSo: () => boolean): Promise<void> {
  await until(
    () => (isSo() ? 'so' : `not yet: ${isSo}`),
    (state) => state === 'so',
  );
}
