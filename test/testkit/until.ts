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

/** How long before the end of something it is begun: what was too late on a busy machine is done once more with twice the time. */
const LEAD_MS = { shortest: 1_000, longest: 32_000 } as const;

/** Does what must be done before a moment that passes by itself; that moment is so many milliseconds away when `work` is called. */
export async function beforeItEnds<T>(work: (leadMs: number) => Promise<T>): Promise<T> {
  for (let leadMs: number = LEAD_MS.shortest; ; leadMs *= 2) {
    try {
      return await work(leadMs);
    } catch (error) {
      if (leadMs >= LEAD_MS.longest) throw error;
    }
  }
}
