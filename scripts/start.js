/*
 * Starts the server: checks Node's version, builds what is stale, becomes the server. Invariant: nothing here needs a
 * modern Node to be parsed, so that an old one prints the sentence below and no stack trace. Hence `var`, and no static import.
 */
var parts = process.versions.node.split('.').map(Number);

if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 17)) {
  console.error(
    'Tidemark needs Node 22.17 or newer and this is Node ' +
      process.versions.node +
      ': run "npm ci" and then "npm start" (on Linux that brings a fitting Node along), or install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
} else {
  import('./build.js')
    .then(function (module) {
      return module.build();
    })
    .then(
      function () {
        // Stack traces name the lines of src/; those of packages stay as they are, which keeps the start fast.
        return import('node:module').then(function (module) {
          if (module.setSourceMapsSupport) module.setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
          return import('../dist/src/main.js');
        });
      },
      function (error) {
        console.error('The build failed, so the server was not started:\n' + (error && error.message ? error.message : error));
        process.exit(1);
      },
    );
}
