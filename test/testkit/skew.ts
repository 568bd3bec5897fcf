/** A clock that is wrong, and is set while the process runs. */

/** What the signal SIGUSR2 sets it forward by. */
export const JUMP_MS = 3_600_000;

const SCRIPT = `const Real = Date; let ms = Number(process.env.TEST_SKEW_MS);
process.on('SIGUSR2', () => { ms += ${JUMP_MS}; });
globalThis.Date = class extends Real { constructor(...args) { if (args.length === 0) super(Real.now() + ms); else super(...args); } static now() { return Real.now() + ms; } };`;

/** What moves the clock of one process by so much, and of nothing else. */
export function skewedBy(ms: number): Record<string, string> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SCRIPT)}`, TEST_SKEW_MS: String(ms) };
}
