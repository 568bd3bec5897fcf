/**
 * Suites that need a real server or browser register through these functions: without the program they do not exist, and
 * `scripts/test.js` names them loudly. So there is no skipped test, and none that passes without having run.
 */
import { describe, test } from '@jest/globals';
import { findBinaries, type NeedName } from './binaries.js';

export const describeWithPostgres = (name: string, suite: () => void) => describeWith(['postgres'], name, suite);
export const describeWithRedis = (name: string, suite: () => void) => describeWith(['redis'], name, suite);
export const describeWithChromium = (name: string, suite: () => void) => describeWith(['chromium'], name, suite);
export const describeWithOpenssl = (name: string, suite: () => void) => describeWith(['openssl'], name, suite);
export const describeWithHaproxy = (name: string, suite: () => void) => describeWith(['haproxy'], name, suite);
export const describeWithCurl = (name: string, suite: () => void) => describeWith(['curl'], name, suite);

/** For a suite with several needs, for example `describeWith(['postgres', 'redis'], 'two replicas', () => ...)`. */
export function describeWith(needs: readonly NeedName[], name: string, suite: () => void): void {
  const missing = needs.filter((need) => findBinaries(need) === null);
  if (missing.length === 0) describe(name, suite);
  // A file without any test is an error in jest; a todo is counted as what it is, neither passed nor failed.
  else test.todo(`${name}: not run here, ${missing.join(' and ')} missing`);
}
