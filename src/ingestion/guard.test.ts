import { expect, test } from '@jest/globals';
import { BrokenCircuitError } from 'cockatiel';
import { Guard } from './guard.js';
import { SOURCE_ERROR_POLICY, SourceError, SourceErrorKind } from './source-error.js';

const HOUR = 3_600_000;
const NOW = new Date('2026-11-18T15:30:00Z');
const never = new AbortController().signal;

function guard() {
  const state = { now: NOW, calls: 0 };
  const guarded = new Guard({ deadlineMs: 1000, retryMs: 1, now: () => state.now });
  const ask = (error: SourceError | null) =>
    guarded
      .call(async () => {
        state.calls += 1;
        if (error) throw error;
        return 'answer';
      }, never)
      .catch((thrown: unknown) => thrown);
  return { state, guarded, ask };
}

// Tries in a cycle, whether the breaker counts it, the pause of the whole source, and how long the one symbol is left out.
test.each([
  ['RATE_LIMITED', 1, false, 60_000, null],
  ['QUOTA_EXHAUSTED', 1, false, HOUR, null],
  ['AUTH', 1, true, HOUR / 4, null],
  ['ENTITLEMENT', 1, false, null, 24 * HOUR],
  ['UNKNOWN_SYMBOL', 1, false, null, 24 * HOUR],
  ['NO_DATA', 1, false, null, null],
  ['BAD_REQUEST', 1, false, null, null],
  ['UPSTREAM_5XX', 3, true, null, null],
  ['TIMEOUT', 3, true, null, null],
  ['NETWORK', 3, true, null, null],
  ['MALFORMED', 2, true, null, null],
  ['SCHEMA_DRIFT', 1, false, null, null],
  ['CHALLENGE_PAGE', 1, true, 24 * HOUR, null],
] as const)(
  '%s: %s tries, counted by the breaker: %s, a pause of %s ms, the symbol left out for %s ms',
  async (kind, tries, breaks, pauseMs, skipMs) => {
    const { state, guarded, ask } = guard();
    expect(await ask(new SourceError(kind, 'no'))).toMatchObject({ kind });
    expect(state.calls).toBe(tries);
    expect((guarded.pausedUntil()?.getTime() ?? NOW.getTime()) - NOW.getTime()).toBe(pauseMs ?? 0);
    expect(SOURCE_ERROR_POLICY[kind]).toMatchObject({ breaks, skipSymbolMs: skipMs });
    // Enough of them open the breaker, or never do.
    for (let round = 0; round < 10; round += 1) await ask(new SourceError(kind, 'no'));
    const before = state.calls;
    const last = await ask(null);
    expect(last).toEqual(breaks ? expect.any(BrokenCircuitError) : 'answer');
    expect(state.calls - before).toBe(breaks ? 0 : 1);
  },
);

test('every class of errors is in the table above', () => {
  expect(Object.keys(SOURCE_ERROR_POLICY).sort()).toEqual(Object.values(SourceErrorKind).sort());
});

test('a source that says when to come back is not asked before, however often it says so', async () => {
  const { state, guarded, ask } = guard();
  const retryAt = new Date(NOW.getTime() + 90_000);
  await ask(new SourceError('UPSTREAM_5XX', 'busy', { retryAt }));
  expect([state.calls, guarded.pausedUntil()]).toEqual([1, retryAt]);
  state.now = new Date(retryAt.getTime() + 1);
  expect(guarded.pausedUntil()).toBeNull();
});

test('a pause without an end of its own doubles while it goes on, and starts anew after an answer', async () => {
  const { state, guarded, ask } = guard();
  const pause = async (error: SourceError) => {
    await ask(error);
    const ms = (guarded.pausedUntil()?.getTime() ?? 0) - state.now.getTime();
    state.now = new Date(state.now.getTime() + ms);
    return ms;
  };
  const limited = () => new SourceError('RATE_LIMITED', 'slowly');
  expect([await pause(limited()), await pause(limited()), await pause(limited())]).toEqual([60_000, 120_000, 240_000]);
  await ask(null);
  expect(await pause(limited())).toBe(60_000);
});
