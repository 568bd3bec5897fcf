/** The code of pages, which is loaded when they are first opened; and what to do where it is not to be had. */
import { type ComponentType, lazy } from 'react';

const ASK_EVERY_MS = 4_000;
/** Loaded anew once in so long: what is still missing then was not missing for the want of a connection. */
const RELOAD_EVERY_MS = 60_000;
const KEY = 'tidemark.reloaded';

/** The code of a page could not be loaded: there is no connection, or the server has another version by now. */
export class CodeMissing extends Error {}

export function loaded(load: () => Promise<ComponentType>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new CodeMissing('The code of this page could not be loaded.', { cause });
    }
  });
}

/**
 * Loads the document anew as soon as the server can be reached: code that failed to load stays failed in a document. Nothing of the page
 * is shown yet, and what was typed elsewhere is kept. Returns what stops it.
 */
export function reloadWhenReached(): () => void {
  const stop = new AbortController();
  const ask = async () => {
    const isReached = await fetch('/', { method: 'HEAD', cache: 'no-store', signal: stop.signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReached && !stop.signal.aborted && mayReload()) location.reload();
  };
  const timer = setInterval(ask, ASK_EVERY_MS);
  stop.signal.addEventListener('abort', () => clearInterval(timer));
  void ask();
  return () => stop.abort();
}

function mayReload(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(KEY)) < RELOAD_EVERY_MS) return false;
    sessionStorage.setItem(KEY, String(Date.now()));
    return true;
  } catch {
    // Nothing can be remembered, so it might go round for ever; the button is still there.
    return false;
  }
}
