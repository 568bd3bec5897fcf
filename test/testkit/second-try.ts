/**
 * In CI a system test that fails is tried once more, before those after it, and what went wrong is printed: it waits for real servers
 * and browsers on a machine whose other work is unknown. If it fails again, `scripts/test.js` runs its suite from the start. At a
 * developer's a failure stands, so that a test that is not sure of itself is seen.
 */
import { jest } from '@jest/globals';

if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
