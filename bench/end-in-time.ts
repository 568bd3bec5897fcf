/** Ends a measured server, which may be too busy to hear that it is to stop. */
import type { Child } from '../test/testkit/child.js';

const STOP_MS_MAX = 20_000;

export async function endInTime(child: Child): Promise<void> {
  const timer = setTimeout(() => void child.end('SIGKILL'), STOP_MS_MAX);
  await child.end('SIGTERM');
  clearTimeout(timer);
}
