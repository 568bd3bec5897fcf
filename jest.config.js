// Two projects: unit tests beside the code (no I/O), system tests in test/ (real servers, sockets, browser).
import { availableParallelism } from 'node:os';

const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': '@swc/jest' },
  testEnvironment: 'node',
  // Kept between runs, each of which throws its temporary files away.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};

export default {
  // Two at least, since suites wait for servers more than they compute; four at most, since each may hold a whole database.
  maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
  // Servers and browsers start in a second or two, but not on a machine with all its cores busy. Longer than `until` waits, which says for what.
  testTimeout: 120_000,
  // A worker that has held whole databases gives its memory back first; one that is still there after this holds something open.
  workerGracefulExitTimeout: 20_000,
  projects: [
    { ...shared, displayName: 'unit', roots: ['<rootDir>/src', '<rootDir>/web/src'] },
    { ...shared, displayName: 'system', roots: ['<rootDir>/test'], setupFilesAfterEnv: ['<rootDir>/test/testkit/second-try.ts'] },
  ],
};
