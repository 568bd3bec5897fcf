/**
 * What is out of reach is tried again and again by everything that needs it, and each would say so every second. The log has each such
 * warning once, and once a minute while it lasts, with how often it was held back. Nothing else is ever held back.
 */

const EACH_MS = 60_000;
const KEPT_MAX = 500;
const OUTAGES = new Set([
  ...['UNAVAILABLE', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT'],
  // Of this machine: no descriptor, or no port, is left for another connection.
  ...['EMFILE', 'ENFILE', 'EADDRNOTAVAIL'],
  // What Redis says as long as it lets nobody in, has no room, or is another's replica.
  ...['NOAUTH', 'WRONGPASS', 'NOPERM', 'CLUSTERDOWN', 'MOVED', 'LOADING', 'MASTERDOWN', 'READONLY', 'OOM'],
]);
/** Of a source's failure. */
const SOURCE_OUTAGES = new Set(['NETWORK', 'TIMEOUT']);

interface Detail {
  readonly err?: { readonly code?: unknown };
  readonly kind?: unknown;
  readonly source?: unknown;
}

export class Repeats {
  private readonly said = new Map<string, { untilMs: number; heldBack: number }>();

  constructor(private readonly nowMs: () => number) {}

  /** What is to be said instead: with `heldBack` where something was; null: it was said a moment ago. */
  pass<D extends object>(detail: D, message: string): D | (D & { readonly heldBack: number }) | null {
    const key = keyOf(detail, message);
    if (key === null) return detail;
    const before = this.said.get(key);
    if (before && this.nowMs() < before.untilMs) {
      before.heldBack += 1;
      return null;
    }
    this.said.delete(key);
    const [oldest] = this.said.keys();
    if (oldest !== undefined && this.said.size >= KEPT_MAX) this.said.delete(oldest);
    this.said.set(key, { untilMs: this.nowMs() + EACH_MS, heldBack: 0 });
    return before?.heldBack ? { ...detail, heldBack: before.heldBack } : detail;
  }
}

/** Null: it tells of no outage. */
function keyOf({ err, kind, source }: Detail, message: string): string | null {
  const isOutage = OUTAGES.has(String(err?.code)) || (source !== undefined && SOURCE_OUTAGES.has(String(kind)));
  return isOutage ? `${message} ${String(err?.code ?? kind)} ${String(source ?? '')}` : null;
}
