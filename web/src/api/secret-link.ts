/**
 * What a link in a letter carries behind its `#`, where no server sees it: to set a password, to register with a confirmed
 * address, to change the address or to take that back. It is taken out of the address at once, and kept in this tab until it was used or given up.
 */

export interface SecretLink {
  readonly purpose: 'reset' | 'register' | 'email' | 'email-undo';
  readonly secret: string;
}

const KEY = 'tidemark.link';
const listeners = new Set<() => void>();
let held: SecretLink | null = remembered();

/** Looks at the address; call once per page, before the first paint. */
export function readSecretLink(): void {
  take();
  addEventListener('hashchange', take);
}

export function secretLink(): SecretLink | null {
  return held;
}

export function subscribeToSecretLink(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function forgetSecretLink(): void {
  keep(null);
}

function take(): void {
  const [, purpose, secret] = /^#(reset|register|email|email-undo)=([\w-]{1,200})$/.exec(location.hash) ?? [];
  if (!purpose || !secret) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  keep({ purpose: purpose as SecretLink['purpose'], secret });
}

function keep(link: SecretLink | null): void {
  held = link;
  try {
    if (link) sessionStorage.setItem(KEY, JSON.stringify(link));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: it lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function remembered(): SecretLink | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as SecretLink | null;
  } catch {
    return null;
  }
}
