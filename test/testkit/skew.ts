/** A clock that is wrong. */

const SCRIPT = `const Real = Date; const ms = Number(process.env.TEST_SKEW_MS);
globalThis.Date = class extends Real { constructor(...args) { if (args.length === 0) super(Real.now() + ms); else super(...args); } static now() { return Real.now() + ms; } };`;

/** What moves the clock of one process by so much, and of nothing else. */
export function skewedBy(ms: number): Record<string, string> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SCRIPT)}`, TEST_SKEW_MS: String(ms) };
}
