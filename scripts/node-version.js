/*
 * Ends the process with one plain sentence where Node is too old. Imported first by every script; like start.js it needs
 * no modern Node to be parsed, hence `var`.
 */
var parts = process.versions.node.split('.').map(Number);

if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 17)) {
  console.error(
    'Tidemark needs Node 22.17 or newer and this is Node ' +
      process.versions.node +
      ': run "npm ci" and then "npm start" or another "npm run ..." (on Linux that brings a fitting Node along), ' +
      'or install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
