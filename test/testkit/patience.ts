/** Waiting for what happens a moment later, by asking again until it is there. */

/** The first answer that is something. @throws after `withinMs` */
export async function eventuallyGet<T>(ask: () => Promise<T | null | undefined>, { withinMs = 20_000 } = {}): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== null && found !== undefined) return found;
    if (performance.now() > endMs) throw new Error(`Not within ${withinMs} ms: ${ask}`);
  }
}
