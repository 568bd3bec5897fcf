/** Waits for a condition instead of for a time. */

const WITHIN_MS = 15_000;
const LOOK_MS = 20;

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
