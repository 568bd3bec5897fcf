/**
 * The server's time as far as we can tell, so that ages and expiries are right on a machine whose clock is not.
 * One timer for the whole page, once a second, and none while the page is hidden or nobody looks.
 */

const TOLERANCE_MS = 5_000;

export class ServerClock {
  readonly #listeners = new Set<() => void>();
  #offsetMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** The server said what time it is; its answers carry whole seconds, so small differences mean nothing. */
  learn(serverMs: number): void {
    if (Number.isNaN(serverMs)) return;
    const offset = serverMs - Date.now();
    this.#offsetMs = Math.abs(offset) < TOLERANCE_MS ? 0 : offset;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      document.addEventListener('visibilitychange', this.#pace);
      this.#pace();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      document.removeEventListener('visibilitychange', this.#pace);
      clearInterval(this.#timer);
    };
  };

  readonly #pace = (): void => {
    clearInterval(this.#timer);
    if (document.visibilityState === 'hidden') return;
    this.#tell();
    this.#timer = setInterval(this.#tell, 1_000);
  };

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };
}

export const serverClock = new ServerClock();
