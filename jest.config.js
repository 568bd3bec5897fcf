// Two projects: unit tests beside the code (no I/O), system tests in test/ (real servers, sockets, browser).
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': '@swc/jest' },
  testEnvironment: 'node',
};

export default {
  projects: [
    { ...shared, displayName: 'unit', roots: ['<rootDir>/src'] },
    { ...shared, displayName: 'system', roots: ['<rootDir>/test'] },
  ],
};
